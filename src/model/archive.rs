//! How are records read a few at a time?
//!
//! A question about two things needs their facts and what lies between, not a million others. [`Archive`] is what whoever
//! asks wants of whoever keeps the records; both know only this.

use super::{DocumentInfo, Edge, Figures, MentionRecord, Node, Records, Spoke};
use crate::error::Result;

/// Records kept somewhere, each found by its place: the place it would have in [`Records`].
pub trait Archive: Send + Sync {
    /// How many there are.
    fn sizes(&self) -> Result<Sizes>;
    /// A node, without its mentions.
    fn node(&self, place: u32) -> Result<Node>;
    /// How often the texts speak of a node.
    fn mentioned(&self, place: u32) -> Result<usize>;
    /// The mentions of a node.
    fn mentions(&self, place: u32) -> Result<Vec<MentionRecord>>;
    /// Documents that speak of a node, with each form of its name there and how often it stands there.
    fn spoken(&self, place: u32) -> Result<Vec<(String, String, usize)>>;
    /// An edge with the places of its source and its target.
    fn edge(&self, place: u32) -> Result<(u32, u32, Edge)>;
    /// The documents of an edge's quotations, by their numbers.
    fn tellers(&self, place: u32) -> Result<Vec<u32>>;
    /// What the facts of a node are, by the other end, then by edge.
    fn spokes(&self, place: u32) -> Result<Vec<Spoke>>;
    /// Calls back with what the facts of every node are, in the order of nodes.
    fn each_spokes(&self, each: &mut dyn FnMut(u32, &[Spoke])) -> Result<()>;
    /// Most facts that any node has.
    fn most_facts(&self) -> Result<usize>;
    /// Nodes with at least so many neighbours, in order.
    fn hubs(&self, least: usize) -> Result<Vec<u32>>;
    /// The place of the node with an id.
    fn place(&self, id: &str) -> Result<Option<u32>>;
    /// Nodes with a name, alias or code that [`fold_name`](super::fold_name) makes this one, in order.
    fn named(&self, folded: &str) -> Result<Vec<u32>>;
    /// Nodes that may have all these words in one name, in order.
    fn named_partly(&self, words: &[&str]) -> Result<Vec<u32>>;
    /// Calls back with every folded name and its node.
    fn each_name(&self, each: &mut dyn FnMut(&str, u32)) -> Result<()>;
    /// The document with an id, and a number of its own below [`Sizes::document_numbers`].
    fn document(&self, id: &str) -> Result<Option<(u32, DocumentInfo)>>;
    /// All documents, by id.
    fn documents(&self) -> Result<Vec<DocumentInfo>>;
    /// Counts, kept ready.
    fn figures(&self) -> Result<Figures>;
    /// Everything.
    fn records(&self) -> Result<Records>;
}

/// How many records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// Documents.
    pub documents: usize,
    /// One more than the highest number of a document.
    pub document_numbers: usize,
    /// Nodes.
    pub nodes: usize,
    /// Edges.
    pub edges: usize,
}
