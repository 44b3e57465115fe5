//! How do many documents become records, in a store or straight to the reader?
//!
//! Documents are read one by one and in parallel; everything that puts them together goes by their ids, so that the same
//! documents give the same records whatever their order and the number of threads.

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Document, Extraction, Records};
use crate::store::corrections::Unapplied;
use crate::store::{Extracted, Store};
use crate::{resolve, sentences_and_extraction};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Texts read between two writes to the store.
const BATCH: usize = 64;

/// Says which way of reading an extraction was made by: changes with the program, its data, and the user's data.
pub fn reader_version(data: Option<&Path>) -> Result<String> {
    let built_in = env!("CHANCERY_READER").to_string();
    let Some(folder) = data else { return Ok(built_in) };
    let files = crate::lexicon::Files::in_folder(folder)?;
    let mut hash = Sha256::new();
    for part in ["names", "words", "rules"] {
        for name in files.list(part)? {
            hash.update(name.as_bytes());
            hash.update(files.text(&name)?.unwrap_or_default().as_bytes());
        }
    }
    let own: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{built_in}+{own}"))
}

/// Reads every text of the store that this version has not read, in parallel; `done` hears of each batch.
pub fn read_pending(
    store: &mut Store,
    lexicon: &Lexicon,
    version: &str,
    mut done: impl FnMut(usize),
) -> Result<usize> {
    let mut count = 0;
    loop {
        let batch = store.pending(version, BATCH)?;
        if batch.is_empty() {
            return Ok(count);
        }
        let read: Vec<Extracted> =
            batch.into_par_iter().map(|document| extracted(lexicon, document)).collect();
        store.put_extractions(version, &read)?;
        count += read.len();
        done(read.len());
    }
}

/// Puts together what all texts of the store say, plays the analyst's corrections over it, and keeps it. Gives the
/// corrections that no longer apply.
pub fn join_up(store: &mut Store, lexicon: &Lexicon) -> Result<Vec<Unapplied>> {
    let mut read: Vec<(Document, Extraction)> = Vec::new();
    store.each_extracted(|one| {
        read.push((one.document, one.extraction));
        Ok(())
    })?;
    let pairs: Vec<(&Document, &Extraction)> = read.iter().map(|(document, said)| (document, said)).collect();
    store.commit(resolve::resolve(lexicon, &pairs))
}

/// What each document says on its own, in the order given.
pub fn each_alone(lexicon: &Lexicon, documents: &[Document]) -> Vec<Records> {
    let alone = |document: &Document| {
        let said = crate::read(lexicon, document);
        resolve::resolve(lexicon, &[(document, &said)])
    };
    documents.par_iter().map(alone).collect()
}

fn extracted(lexicon: &Lexicon, document: Document) -> Extracted {
    let (sentences, extraction) = sentences_and_extraction(lexicon, &document);
    Extracted { document, extraction, sentences }
}
