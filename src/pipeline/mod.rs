//! How do many documents become records, in a store or straight to the reader?
//!
//! Documents are read one by one and in parallel; everything that puts them together goes by their ids, so that the same
//! documents give the same records whatever their order and the number of threads. What they say waits on disk, sorted
//! by node and by pair of nodes, so that memory holds names and dates of all texts, but the words of a few.

mod said;

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Document, Records};
use crate::store::corrections::{Log, Part, Unapplied};
use crate::store::{Extracted, Store};
use crate::{resolve, sentences_and_extraction};
use rayon::prelude::*;
use said::AllSaid;
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

/// Reads every text of the store that this version has not read, in parallel; `done` hears of each batch. While a batch
/// is read, the one before it is written.
pub fn read_pending(
    store: &mut Store,
    lexicon: &Lexicon,
    version: &str,
    mut done: impl FnMut(usize),
) -> Result<usize> {
    let (mut count, mut after, mut read) = (0, String::new(), Vec::new());
    loop {
        let batch = store.pending(version, &after, BATCH)?;
        if let Some(last) = batch.last() {
            after.clone_from(&last.info.id);
        } else if read.is_empty() {
            return Ok(count);
        }
        let next = || batch.into_par_iter().map(|document| extracted(lexicon, document)).collect();
        let (written, next): (_, Vec<Extracted>) =
            rayon::join(|| store.put_extractions(version, &read), next);
        written?;
        count += read.len();
        done(read.len());
        read = next;
    }
}

/// Puts together what all texts of the store say, plays the analyst's corrections over it, and keeps it. Gives the
/// corrections that no longer apply. `tell` hears how far it is.
pub fn join_up(store: &mut Store, lexicon: &Lexicon, mut tell: impl FnMut(Joined)) -> Result<Vec<Unapplied>> {
    let log = Log::beside(store.path())?;
    let mut all = AllSaid::of(store, lexicon, &mut tell)?;
    let corrections = log.in_force();
    let mut part = Part::of(&mut all, &corrections)?;
    let unapplied = part.correct(&corrections);
    let mut writer = store.records_writer(&all.documents)?;
    writer.corrected_by(&log);
    let mut count = 0;
    part.each_node(&mut all, &mut |node| {
        count += 1;
        tell(Joined::Nodes(count));
        writer.node(node)
    })?;
    count = 0;
    part.each_edge(&mut all, &mut |edge| {
        count += 1;
        tell(Joined::Edges(count));
        writer.edge(edge)
    })?;
    writer.finish()?;
    Ok(unapplied)
}

/// How far the texts are joined up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// So many texts were looked through for who is who.
    Linked(usize),
    /// What so many texts say was noted down for each node and edge.
    Said(usize),
    /// So many nodes were written.
    Nodes(usize),
    /// So many edges were written.
    Edges(usize),
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
