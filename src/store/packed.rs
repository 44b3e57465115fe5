//! What was read from all texts?
//!
//! In the order of ids and a batch at a time, for whoever puts it together. Taking a packed document apart needs no
//! database, so that threads can share the work.

use super::Store;
use super::documents::{Extracted, body_of, first_source, made};
use super::explain::explain;
use super::pack::{unpack, unpack_json};
use crate::error::{Error, Result};
use crate::model::Extraction;
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// A document with what was read from it, as they lie in the store.
#[derive(Debug)]
pub struct Packed {
    info: String,
    layout: String,
    origin: String,
    text: Option<Vec<u8>>,
    extraction: Vec<u8>,
}

impl Packed {
    /// What was read from the text.
    pub fn extraction(&self) -> Result<Extraction> {
        unpack_json(&self.extraction).map_err(|e| self.told(&e))
    }

    /// The document, without its text where that was not asked for, and what was read from it.
    pub fn open(&self) -> Result<Extracted> {
        let open = || {
            let text = self.text.as_deref().map(unpack).transpose()?.unwrap_or_default();
            let document = made(&self.info, &self.layout, self.origin.clone(), text)?;
            Ok(Extracted { document, extraction: unpack_json(&self.extraction)?, sentences: Vec::new() })
        };
        open().map_err(|e| self.told(&e))
    }

    fn told(&self, error: &rusqlite::Error) -> Error {
        explain(Path::new(&self.origin), error)
    }
}

impl Store {
    /// Every document that a source gives and that was read, in the order of ids, so many at a time.
    pub fn each_packed(
        &self,
        batch: usize,
        with_texts: bool,
        mut each: impl FnMut(Vec<Packed>) -> Result<()>,
    ) -> Result<()> {
        let nums: Vec<i64> = self.ask(|db| {
            let mut query = db.prepare("SELECT num FROM documents WHERE want IS NOT NULL ORDER BY id")?;
            query.query_map([], |row| row.get(0))?.collect()
        })?;
        for nums in nums.chunks(batch.max(1)) {
            let packed: Result<Vec<Option<Packed>>> =
                nums.iter().map(|num| self.ask(|db| packed(db, *num, with_texts))).collect();
            each(packed?.into_iter().flatten().collect())?;
        }
        Ok(())
    }
}

fn packed(db: &Connection, num: i64, with_text: bool) -> rusqlite::Result<Option<Packed>> {
    let extraction: Option<Vec<u8>> = db
        .prepare_cached("SELECT body FROM extractions WHERE document = ?1")?
        .query_row([num], |row| row.get(0))
        .optional()?;
    let Some(extraction) = extraction else { return Ok(None) };
    let (info, layout, origin) = first_source(db, num)?;
    let text = with_text.then(|| body_of(db, num)).transpose()?;
    Ok(Some(Packed { info, layout, origin, text, extraction }))
}
