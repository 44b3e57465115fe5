//! What if the records are too many to hold?
//!
//! Then they stay where they are kept, and each is fetched when a question first comes to it. What cannot be read is
//! blank, and the graph remembers why: [`Graph::sound`](super::Graph::sound) says so before an answer is shown.

use super::pages::Pages;
use crate::error::{Error, Result};
use crate::model::{
    Archive, DocumentInfo, Edge, EdgeType, Factuality, Kind, MentionRecord, Node, NodeType, Records, Sizes,
    Spoke,
};
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Records in an archive, and those of them that were fetched.
pub(super) struct Far {
    archive: Box<dyn Archive>,
    pub(super) sizes: Sizes,
    nodes: Pages<Node>,
    mentions: Pages<Vec<MentionRecord>>,
    edges: Pages<(u32, u32, Edge)>,
    documents: Pages<DocumentInfo>,
    /// Numbers of documents by their ids.
    numbers: Mutex<HashMap<String, u32>>,
    listed: OnceLock<Vec<DocumentInfo>>,
    whole: OnceLock<Records>,
    trouble: OnceLock<Error>,
}

impl Far {
    pub(super) fn new(archive: Box<dyn Archive>) -> Result<Self> {
        let sizes = archive.sizes()?;
        Ok(Self {
            archive,
            sizes,
            nodes: Pages::new(sizes.nodes),
            mentions: Pages::new(sizes.nodes),
            edges: Pages::new(sizes.edges),
            documents: Pages::new(sizes.document_numbers),
            numbers: Mutex::default(),
            listed: OnceLock::new(),
            whole: OnceLock::new(),
            trouble: OnceLock::new(),
        })
    }

    /// The answer, or nothing and a note of what went wrong.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&dyn Archive) -> Result<T>) -> Option<T> {
        question(self.archive.as_ref()).map_err(|error| self.trouble.set(error).ok()).ok()
    }

    /// What went wrong first.
    pub(super) fn trouble(&self) -> Option<&Error> {
        self.trouble.get()
    }

    pub(super) fn node(&self, place: usize) -> &Node {
        self.nodes.get(place, || self.ask(|a| a.node(place as u32)).unwrap_or_else(blank_node))
    }

    pub(super) fn mentions(&self, place: usize) -> &[MentionRecord] {
        self.mentions.get(place, || self.ask(|a| a.mentions(place as u32)).unwrap_or_default())
    }

    pub(super) fn edge(&self, place: usize) -> &(u32, u32, Edge) {
        self.edges.get(place, || self.ask(|a| a.edge(place as u32)).unwrap_or_else(blank_edge))
    }

    pub(super) fn spokes(&self, place: usize) -> Vec<Spoke> {
        self.ask(|a| a.spokes(place as u32)).unwrap_or_default()
    }

    pub(super) fn document(&self, id: &str) -> Option<&DocumentInfo> {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.get(id) {
            return Some(self.documents.get(*number as usize, DocumentInfo::default));
        }
        let (number, info) = self.ask(|a| a.document(id))??;
        numbers.insert(id.to_string(), number);
        Some(self.documents.get(number as usize, || info))
    }

    pub(super) fn documents(&self) -> &[DocumentInfo] {
        self.listed.get_or_init(|| self.ask(|a| a.documents()).unwrap_or_default())
    }

    pub(super) fn records(&self) -> &Records {
        self.whole.get_or_init(|| self.ask(|a| a.records()).unwrap_or_default())
    }
}

impl Far {
    pub(super) fn into_records(self) -> Records {
        self.records();
        self.whole.into_inner().unwrap_or_default()
    }
}

impl std::fmt::Debug for Far {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Far").field("sizes", &self.sizes).finish_non_exhaustive()
    }
}

fn blank_node() -> Node {
    Node {
        id: String::new(),
        kind: Kind::Place,
        ntype: NodeType::Place,
        name: String::new(),
        aliases: Vec::new(),
        codes: Default::default(),
        date: None,
        mentions: Vec::new(),
        why: Vec::new(),
        analyst: Vec::new(),
    }
}

fn blank_edge() -> (u32, u32, Edge) {
    let edge = Edge {
        source: String::new(),
        target: String::new(),
        key: String::new(),
        etype: EdgeType::LocatedIn,
        date: None,
        factuality: Factuality::Hypothetical,
        role: None,
        asserted_by: Vec::new(),
        confidence: 0.0,
        evidence: Vec::new(),
        analyst: Vec::new(),
    };
    (0, 0, edge)
}
