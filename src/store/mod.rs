//! Where is it kept?
//!
//! One SQLite file, in two halves. *Inputs*: every source with the text it gave, and what was read from each text
//! (`Extraction`); they change one document at a time. *Records*: nodes, edges and quotations over all texts; they are
//! replaced as a whole, in one transaction, so that a reader sees the old state or the new one and nothing between.
//!
//! A build, in the store's words:
//!
//! ```text
//! store.knows(&input.origin, &input.fingerprint()?)?    a file that is as it was need not even be read,
//!                                                       though remove() took back what it gave; see gives()
//! store.put_documents(&[Document])?                     which texts there are; unchanged ones cost nothing
//! store.close_files(&[FileSeen])?                       files that were read to the end: members that went, go
//! while let batch = store.pending(VERSION, after, 256)? …  texts without an extraction of this version: read them
//!     store.put_extractions(VERSION, &[Extracted])?
//! store.each_packed(256, with_texts, |Vec<Packed>| …)?  all of them, in the order of their ids, for resolve
//! Sorter::beside(path), put(number, row), sorted()?     rows that wait on disk for what belongs with them
//! store.records_writer(documents)?                      .node()… .edge()… .finish(): replaces the old records
//! store.commit(records)? -> Vec<Unapplied>              or all at once, and plays the corrections over them
//! ```
//!
//! Questions, none of which reads the whole graph:
//!
//! ```text
//! find_names(name) -> Vec<Found>            nodes of that name, alias or code, best first
//! suggest(name, limit) -> Vec<String>       names like it, for "did you mean"
//! named_partly(parts) -> Vec<String>        ids of nodes with all of these in one name
//! node(id) -> Option<Node>                  with every mention;  node_brief(id, mentions) with the first few
//! edge(key) -> Option<Edge>                 with all its evidence
//! edges_of(id, quotes) -> Vec<Fact>         edges that begin or end there, in the order of the records
//! top_edges(id, limit, quotes) -> Vec<Fact> those of most documents;  edge_counts(id) by type and factuality
//! edges_between(a, b, quotes) -> Vec<Fact>  both directions
//! neighbours(id) -> Vec<Neighbour>          distinct nodes one edge away, sorted by id
//! common(a, b) -> Vec<String>               ids of the neighbours of both
//! num(id), id_of(num), links_of(num)        adjacency by number, with what searches need of each fact
//! evidence(key) -> Vec<Evidence>
//! dated(from, to, limit, quotes) -> Vec<Fact>   edges with a date, in the order of time
//! search(words, limit) -> Sentences         those with all the words, best first
//! documents() -> Vec<DocumentInfo>   document(id or file) -> Option<DocumentInfo>   text(id) -> Option<String>
//! into_reader() -> Reader                   for a graph that fetches what questions come to
//! stats() -> Figures                          counts, kept ready
//! records() -> Records                      everything, for exports;  each_node, each_edge one at a time
//! check() -> Vec<Problem>                   what does not hold; nothing in a sound store
//! ```

mod check;
pub mod corrections;
mod documents;
mod explain;
mod files;
mod gather;
mod lock;
mod near;
mod pack;
mod packed;
mod read;
mod reader;
mod search;
mod snapshot;
mod sorter;
mod stats;
mod write;

pub use check::Problem;
pub use documents::{Extracted, Plan};
pub use files::FileSeen;
pub use packed::Packed;
pub use read::{Fact, Found, Neighbour};
pub use reader::Reader;
pub use search::{Sentence, Sentences};
pub use sorter::{Sorted, Sorter};
pub use write::RecordsWriter;

use crate::error::{Error, Result};
use explain::explain;
use lock::Lock;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "CHCY": tells a store from any other SQLite file.
const APPLICATION_ID: i32 = 0x4348_4359;
/// Changes whenever the tables do.
pub const SCHEMA_VERSION: i32 = 3;
/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(60);

/// A store, open for reading or for writing too.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    /// Held as long as the store is open to write; goes after the connection.
    _lock: Option<Lock>,
}

impl Store {
    /// Opens a store to read and write; makes it where there is none.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_or_create_after(path, &mut |_| ())
    }

    /// The same; calls `waiting` with the store's path, once, if another process is writing to it.
    pub fn open_or_create_after(path: impl AsRef<Path>, waiting: &mut dyn FnMut(&Path)) -> Result<Self> {
        let path = path.as_ref();
        let lock = Lock::take(path, PATIENCE, waiting)?;
        // A file without content is what a process leaves that dies while it makes a store.
        if std::fs::metadata(path).is_ok_and(|file| file.len() > 0 || file.is_dir()) {
            Self::open_locked(path, lock)
        } else {
            Self::create_locked(path, lock)
        }
    }

    /// Makes an empty store. Fails where the file is already there.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let lock = Lock::take(path, PATIENCE, &mut |_| ())?;
        if path.exists() {
            return Err(store_error(path, "there is already a file of that name"));
        }
        Self::create_locked(path, lock)
    }

    /// Opens a store to read and write.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_after(path, &mut |_| ())
    }

    /// The same; calls `waiting` with the store's path, once, if another process is writing to it.
    pub fn open_after(path: impl AsRef<Path>, waiting: &mut dyn FnMut(&Path)) -> Result<Self> {
        let path = path.as_ref();
        known_file(path)?;
        let lock = Lock::take(path, PATIENCE, waiting)?;
        Self::open_locked(path, lock)
    }

    /// Opens a store to read; works where nothing can be written, too.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        known_file(path)?;
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let db = match db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
            Err(error) if needs_writing(&error) => unchanging(path, &error)?,
            _ => db,
        };
        known_version(&db, path)?;
        Ok(Self { db, path: path.to_path_buf(), _lock: None })
    }

    fn create_locked(path: &Path, lock: Lock) -> Result<Self> {
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let store = Self { db, path: path.to_path_buf(), _lock: Some(lock) };
        store.ask(|db| {
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

    fn open_locked(path: &Path, lock: Lock) -> Result<Self> {
        known_file(path)?;
        let db = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if unmade(&db) {
            drop(db);
            return Self::create_locked(path, lock);
        }
        known_version(&db, path)?;
        let store = Self { db, path: path.to_path_buf(), _lock: Some(lock) };
        store.ask(settle)?;
        Ok(store)
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
    // Queries are planned once. Otherwise SQLite plans them anew whenever a value that it could weigh is another.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .and_then(|_| db.busy_timeout(PATIENCE))
        .map_err(|e| explain(path, &e))?;
    Ok(db)
}

/// How the file is written: readers go on while a writer works, and what is committed survives a power cut.
fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;")
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

/// A process died between making the file and making the tables.
fn unmade(db: &Connection) -> bool {
    let number = |query: &str| db.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap_or(-1);
    number("SELECT count(*) FROM sqlite_schema") == 0 && number("PRAGMA application_id") == 0
}

fn needs_writing(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// A store in a folder that cannot be written, where SQLite cannot keep its notes: taken as a file that nobody changes.
fn unchanging(path: &Path, error: &rusqlite::Error) -> Result<Connection> {
    let log = beside(path, "-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        let reason = "a write to it was cut off and its folder cannot be written; open it once where it can";
        return Err(store_error(path, reason));
    }
    let Some(name) = path.to_str() else { return Err(explain(path, error)) };
    let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(Path::new(&format!("file:{name}?immutable=1")), flags)
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

/// The name of a file that goes with the store.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

fn store_error(path: &Path, reason: impl Into<String>) -> Error {
    Error::Store { path: path.to_path_buf(), reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, Records};

    #[test]
    fn a_full_disk_is_said_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(folder.path().join("s.db")).unwrap();
        store.put_documents(&[Document::from_text("a.txt", "Oslo met Lima.")]).unwrap();
        let info = store.pending("v", "", 1).unwrap()[0].info.clone();
        let records = Records { documents: vec![info], ..Records::default() };
        store.replace_records(&records).unwrap();
        let pages: i64 = store.ask(|db| db.pragma_query_value(None, "page_count", |row| row.get(0))).unwrap();
        store.ask(|db| db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))).unwrap();
        let mut noise = 1_u64;
        let mut letter = || {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + (noise >> 60) as u8)
        };
        let long: String = (0..200_000).map(|_| letter()).collect();
        let error = store.put_documents(&[Document::from_text("b.txt", long)]).unwrap_err().to_string();
        assert!(error.contains("the disk is full"), "{error}");
        assert_eq!(store.records().unwrap(), records);
        assert_eq!(store.check().unwrap(), []);
        assert!(store.is_current().unwrap());
    }
}
