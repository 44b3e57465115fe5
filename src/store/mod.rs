//! Where is it kept?
//!
//! One SQLite file, in two halves. *Inputs*: every source with the text it gave, and what was read from each text
//! ([`Extraction`]); they change one document at a time. *Records*: nodes, edges and quotations over all texts; they are
//! replaced as a whole, in one transaction, so that a reader sees the old state or the new one and nothing between.
//!
//! A build, in the store's words:
//!
//! ```text
//! store.put_documents(&[Document])?                     which texts there are; unchanged ones cost nothing
//! while let batch = store.pending(VERSION, 256)?, …     texts without an extraction of this version: read them
//!     store.put_extractions(VERSION, &[Extracted])?
//! store.each_extracted(|Extracted| …)?                  all of them, in the order of their ids, for resolve
//! store.replace_records(&records)?                      or records_writer(): .node()… .edge()… .finish()
//! ```
//!
//! Questions, none of which reads the whole graph:
//!
//! ```text
//! find_names(name) -> Vec<Found>            nodes of that name, alias or code, best first
//! suggest(name, limit) -> Vec<String>       names like it, for "did you mean"
//! node(id) -> Option<Node>                  with every mention;  node_brief(id, mentions) with the first few
//! edge(key) -> Option<Edge>                 with all its evidence
//! edges_of(id, quotes) -> Vec<Fact>         edges that begin or end there, in the order of the records
//! edges_between(a, b, quotes) -> Vec<Fact>  both directions
//! neighbours(id) -> Vec<Neighbour>          distinct nodes one edge away, sorted by id
//! common(a, b) -> Vec<String>               ids of the neighbours of both
//! num(id), id_of(num), links(num, each)     bare adjacency by number, for searches over paths
//! evidence(key) -> Vec<Evidence>
//! dated(from, to, limit, quotes) -> Vec<Fact>   edges with a date, in the order of time
//! search(words, limit) -> Vec<Sentence>     sentences with all the words, best first
//! documents() -> Vec<DocumentInfo>   document(id or file) -> Option<DocumentInfo>   text(id) -> Option<String>
//! stats() -> Stats                          counts, kept ready
//! records() -> Records                      everything, for exports;  each_node, each_edge one at a time
//! ```

mod documents;
mod explain;
mod pack;
mod read;
mod search;
mod stats;
mod write;

pub use documents::{Extracted, Plan};
pub use read::{Fact, Found, Neighbour};
pub use search::Sentence;
pub use stats::Stats;
pub use write::RecordsWriter;

use crate::error::{Error, Result};
use explain::explain;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "CHCY": tells a store from any other SQLite file.
const APPLICATION_ID: i32 = 0x4348_4359;
/// Changes whenever the tables do.
pub const SCHEMA_VERSION: i32 = 1;
/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(60);

/// A store, open for reading or for writing too.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a store to read and write; makes it where there is none.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path.exists() { Self::open(path) } else { Self::create(path) }
    }

    /// Makes an empty store. Fails where the file is already there.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path.exists() {
            return Err(store_error(path, "there is already a file of that name"));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let db = connect(path, flags)?;
        let store = Self { db, path: path.to_path_buf() };
        store.ask(|db| {
            db.pragma_update(None, "page_size", 4096)?;
            settle(db)?;
            db.execute_batch(&format!(
                "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};
                 {} {} COMMIT;",
                include_str!("schema.sql"),
                include_str!("indexes.sql")
            ))
        })?;
        Ok(store)
    }

    /// Opens a store to read and write.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        known_file(path)?;
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        known_version(&db, path)?;
        let store = Self { db, path: path.to_path_buf() };
        store.ask(settle)?;
        Ok(store)
    }

    /// Opens a store to read; works in a folder that cannot be written, too.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        known_file(path)?;
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        known_version(&db, path)?;
        Ok(Self { db, path: path.to_path_buf() })
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a question and puts SQLite's failures into words.
    fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        question(&self.db).map_err(|e| explain(&self.path, &e))
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|e| explain(path, &e))?;
    db.busy_timeout(PATIENCE).map_err(|e| explain(path, &e))?;
    Ok(db)
}

/// How the file is written: readers go on while a writer works, and what is committed survives a power cut.
fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")
}

/// A store must be a file with something in it. Looks at it from outside only: opening and closing the file here would
/// drop the locks of any other connection this process has to it.
fn known_file(path: &Path) -> Result<()> {
    let file = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    if file.is_dir() {
        return Err(store_error(path, "this is a folder, not a store"));
    }
    if file.len() == 0 {
        return Err(store_error(path, "the file is empty; remove it and build again"));
    }
    Ok(())
}

/// A store must be ours and of this version.
fn known_version(db: &Connection, path: &Path) -> Result<()> {
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let (application, version) = pragma("application_id")
        .and_then(|application| Ok((application, pragma("user_version")?)))
        .map_err(|e| explain(path, &e))?;
    if application != APPLICATION_ID {
        return Err(store_error(path, "this is a database of another program, no store of chancery"));
    }
    if version != SCHEMA_VERSION {
        let reason = format!(
            "the store has version {version}, this program reads version {SCHEMA_VERSION}; \
             build it again under another name, or use the program that made it"
        );
        return Err(store_error(path, reason));
    }
    Ok(())
}

fn store_error(path: &Path, reason: impl Into<String>) -> Error {
    Error::Store { path: path.to_path_buf(), reason: reason.into() }
}
