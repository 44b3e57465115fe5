//! What do all texts say of each node and each pair of nodes?
//!
//! Two passes over what was read: the first tells which entities are one thing, the second notes what each text says
//! under the numbers of the things. The notes are sorted on disk.

use super::Joined;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{DocumentInfo, Edge, Extraction, Node};
use crate::resolve::{self, About, Claim, Linker, Links, Said};
use crate::store::corrections::{Mentions, Source};
use crate::store::{Packed, Sorted, Sorter, Store};
use rayon::prelude::*;

/// Extractions in memory at once while they are put together.
const PACKED: usize = 256;

/// What all texts say, sorted by what they speak of.
pub(super) struct AllSaid<'l> {
    pub documents: Vec<DocumentInfo>,
    lexicon: &'l Lexicon,
    links: Links,
    nodes: Sorted<About>,
    /// By both ends.
    claims: Sorted<Claim>,
}

impl<'l> AllSaid<'l> {
    /// Of all texts of a store that were read.
    pub fn of(store: &Store, lexicon: &'l Lexicon, tell: &mut impl FnMut(Joined)) -> Result<Self> {
        let links = linked(store, lexicon, tell)?;
        let (mut nodes, mut claims) = (Sorter::beside(store.path()), Sorter::beside(store.path()));
        let mut documents = Vec::new();
        store.each_packed(PACKED, true, |batch| {
            for (said, info) in taken_apart(&links, documents.len(), &batch)? {
                said.nodes.iter().try_for_each(|(node, about)| nodes.put(u64::from(*node), about))?;
                said.claims.iter().try_for_each(|(ends, claim)| claims.put(pair(*ends), claim))?;
                documents.push(info);
            }
            tell(Joined::Said(documents.len()));
            Ok(())
        })?;
        Ok(Self { documents, lexicon, links, nodes: nodes.sorted()?, claims: claims.sorted()? })
    }
}

impl Source for AllSaid<'_> {
    fn documents(&self) -> &[DocumentInfo] {
        &self.documents
    }

    fn each_node(
        &mut self,
        wanted: &dyn Fn(&str) -> Option<Mentions>,
        each: &mut dyn FnMut(Node) -> Result<()>,
    ) -> Result<()> {
        self.nodes.begin()?;
        for (number, id) in self.links.ids().iter().enumerate() {
            let mentions = wanted(id);
            let said = match mentions {
                Some(Mentions::All) => self.nodes.rows(number as u64)?,
                Some(Mentions::None) | None => {
                    self.nodes.pass(number as u64)?;
                    Vec::new()
                }
            };
            if mentions.is_some() {
                each(resolve::node(self.lexicon, &self.links, number, said))?;
            }
        }
        Ok(())
    }

    fn each_pair(&mut self, each: &mut dyn FnMut(Vec<Edge>) -> Result<()>) -> Result<()> {
        self.claims.begin()?;
        while let Some(ends) = self.claims.next_number() {
            let claims = self.claims.rows(ends)?;
            let ends = ((ends >> 32) as u32, ends as u32);
            each(resolve::edges(&self.links, ends, claims))?;
        }
        Ok(())
    }
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

/// What documents say; the first of them has this number.
fn taken_apart(links: &Links, first: usize, batch: &[Packed]) -> Result<Vec<(Said, DocumentInfo)>> {
    let one = |(at, packed): (usize, &Packed)| {
        let read = packed.open()?;
        Ok((resolve::said(links, first + at, &read.document, &read.extraction), read.document.info))
    };
    batch.par_iter().enumerate().map(one).collect()
}

/// Both ends as one number, in the order of the first and then the second.
fn pair((source, target): (u32, u32)) -> u64 {
    u64::from(source) << 32 | u64::from(target)
}
