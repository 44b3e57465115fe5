//! Which files need not be read again?
//!
//! A file that was read to its end without a failure is known by a checksum of its bytes and of what is noted beside it.
//! When it is read again, members that it no longer has are taken back.

use super::Store;
use super::documents::drop_sources;
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// A file that was read to its end.
#[derive(Debug, Clone, Default)]
pub struct FileSeen {
    /// The file, by its full path.
    pub origin: String,
    /// Checksum of all that went into reading it; none where a part of it failed, so that it is read again.
    pub fingerprint: Option<String>,
    /// Origins of the documents it gave.
    pub documents: BTreeSet<String>,
}

impl Store {
    /// Whether a file was read to its end as it is now.
    pub fn knows(&self, origin: &str, fingerprint: &str) -> Result<bool> {
        self.ask(|db| Ok(known(db, origin)?.as_deref() == Some(fingerprint)))
    }

    /// Whether the store holds anything that a file gave.
    pub fn gives(&self, origin: &str) -> Result<bool> {
        self.ask(|db| Ok(!given_by(db, origin)?.is_empty()))
    }

    /// Notes files that were read to their end, after their documents were put. Takes back what they gave before and no
    /// longer give; says which documents went with that.
    pub fn close_files(&mut self, files: &[FileSeen]) -> Result<Vec<String>> {
        let stale = self.ask(|db| {
            let mut stale = Vec::new();
            for file in files {
                stale.extend(
                    given_by(db, &file.origin)?.into_iter().filter(|(o, _)| !file.documents.contains(o)),
                );
            }
            Ok(stale)
        })?;
        if !stale.is_empty() {
            self.change(|db| {
                let gone = drop_sources(db, &stale)?;
                files.iter().try_for_each(|file| note(db, file))?;
                Ok(gone)
            })
        } else {
            // Nothing changes in what the records are made from.
            self.ask(|db| {
                let transaction = db.unchecked_transaction()?;
                files.iter().try_for_each(|file| note(&transaction, file))?;
                transaction.commit()?;
                Ok(Vec::new())
            })
        }
    }

    /// Full paths of the files that gave documents, and of single documents without a file.
    pub fn files(&self) -> Result<Vec<String>> {
        self.ask(|db| {
            let mut query = db.prepare("SELECT origin FROM sources ORDER BY origin")?;
            let origins: Vec<String> =
                query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let mut files: Vec<String> =
                origins.into_iter().map(|o| o.split('#').next().unwrap_or_default().to_string()).collect();
            files.dedup();
            Ok(files)
        })
    }
}

fn known(db: &Connection, origin: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT fingerprint FROM files WHERE origin = ?1")?
        .query_row([origin], |row| row.get(0))
        .optional()
}

fn note(db: &Connection, file: &FileSeen) -> rusqlite::Result<()> {
    match &file.fingerprint {
        Some(print) if known(db, &file.origin)?.as_ref() != Some(print) => db
            .prepare_cached("INSERT OR REPLACE INTO files VALUES (?1, ?2)")?
            .execute([&file.origin, print])
            .map(|_| ()),
        Some(_) => Ok(()),
        None => db.prepare_cached("DELETE FROM files WHERE origin = ?1")?.execute([&file.origin]).map(|_| ()),
    }
}

/// Sources that are a file or one of its members.
fn given_by(db: &Connection, origin: &str) -> rusqlite::Result<Vec<(String, i64)>> {
    // '$' follows '#': every member's origin lies between the two.
    let mut query = db.prepare_cached(
        "SELECT origin, document FROM sources WHERE origin = ?1 OR (origin > ?1 || '#' AND origin < ?1 || '$')",
    )?;
    query.query_map([origin], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
