//! How do many documents become records, in a store or straight to the reader?
//!
//! Documents are read one by one and in parallel; everything that puts them together goes by their ids, so that the same
//! documents give the same records whatever their order and the number of threads.

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Document, DocumentInfo, Edge, Extraction, Node, Records};
use crate::resolve::{About, Claim, Linker, Links, Said};
use crate::store::corrections::Unapplied;
use crate::store::{Extracted, Packed, Sorted, Sorter, Store};
use crate::{resolve, sentences_and_extraction};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Texts read between two writes to the store.
const BATCH: usize = 64;
/// Extractions in memory at once while they are put together.
const PACKED: usize = 256;

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
    let links = linked(store, lexicon, &mut tell)?;
    let mut all = all_said(store, &links, &mut tell)?;
    if store.is_corrected()? {
        let mut records = Records { documents: std::mem::take(&mut all.documents), ..Records::default() };
        all.each_node(lexicon, &links, |node| Ok(records.nodes.push(node)))?;
        all.each_edge(&links, |edge| Ok(records.edges.push(edge)))?;
        return store.commit(records);
    }
    let mut writer = store.records_writer(&all.documents)?;
    let (mut nodes, mut edges) = (1.., 1..);
    all.each_node(lexicon, &links, |node| {
        nodes.next().map(Joined::Nodes).into_iter().for_each(&mut tell);
        writer.node(&node)
    })?;
    all.each_edge(&links, |edge| {
        edges.next().map(Joined::Edges).into_iter().for_each(&mut tell);
        writer.edge(&edge)
    })?;
    writer.finish()?;
    Ok(Vec::new())
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

fn linked(store: &Store, lexicon: &Lexicon, tell: &mut impl FnMut(Joined)) -> Result<Links> {
    let (mut linker, mut count) = (Linker::new(lexicon), 0);
    store.each_packed(PACKED, false, |batch| {
        let read: Result<Vec<Extraction>> = batch.par_iter().map(Packed::extraction).collect();
        read?.iter().for_each(|extraction| linker.add(extraction));
        count += batch.len();
        tell(Joined::Linked(count));
        Ok(())
    })?;
    Ok(linker.finish())
}

/// What all texts say, sorted by what they speak of.
struct AllSaid {
    documents: Vec<DocumentInfo>,
    nodes: Sorted<About>,
    /// By both ends.
    claims: Sorted<Claim>,
}

fn all_said(store: &Store, links: &Links, tell: &mut impl FnMut(Joined)) -> Result<AllSaid> {
    let (mut nodes, mut claims) = (Sorter::beside(store.path()), Sorter::beside(store.path()));
    let mut documents = Vec::new();
    store.each_packed(PACKED, true, |batch| {
        let first = documents.len();
        let one = |(at, packed): (usize, &Packed)| {
            let read = packed.open()?;
            Ok((resolve::said(links, first + at, &read.document, &read.extraction), read.document.info))
        };
        let read: Result<Vec<(Said, DocumentInfo)>> = batch.par_iter().enumerate().map(one).collect();
        for (said, info) in read? {
            said.nodes.iter().try_for_each(|(node, about)| nodes.put(u64::from(*node), about))?;
            said.claims.iter().try_for_each(|(ends, claim)| claims.put(pair(*ends), claim))?;
            documents.push(info);
        }
        tell(Joined::Said(documents.len()));
        Ok(())
    })?;
    Ok(AllSaid { documents, nodes: nodes.sorted()?, claims: claims.sorted()? })
}

/// Both ends as one number, in the order of the first and then the second.
fn pair((source, target): (u32, u32)) -> u64 {
    u64::from(source) << 32 | u64::from(target)
}

impl AllSaid {
    fn each_node(
        &mut self,
        lexicon: &Lexicon,
        links: &Links,
        mut each: impl FnMut(Node) -> Result<()>,
    ) -> Result<()> {
        (0..links.ids().len()).try_for_each(|number| {
            let said = self.nodes.rows(number as u64)?;
            each(resolve::node(lexicon, links, number, said))
        })
    }

    fn each_edge(&mut self, links: &Links, mut each: impl FnMut(Edge) -> Result<()>) -> Result<()> {
        while let Some(ends) = self.claims.next_number() {
            let claims = self.claims.rows(ends)?;
            let ends = ((ends >> 32) as u32, ends as u32);
            resolve::edges(links, ends, claims).into_iter().try_for_each(&mut each)?;
        }
        Ok(())
    }
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
