//! Which edges hang on a node, and which say the same?
//!
//! Edges open to change, found by key, by their ends and by each node that they name, so that a thing with fifty thousand
//! facts can be merged with another without comparing each with each.

use super::apply::add;
use super::part::in_order;
use crate::model::{Edge, Edtf};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Edges by their keys.
#[derive(Default)]
pub(super) struct Edges {
    all: BTreeMap<String, Edge>,
    /// Keys by source and target.
    ends: BTreeMap<(String, String), BTreeSet<String>>,
    /// Keys by each node that is an end or says so.
    nodes: BTreeMap<String, BTreeSet<String>>,
}

impl Edges {
    /// The edge of a key.
    pub fn get(&self, key: &str) -> Option<&Edge> {
        self.all.get(key)
    }

    /// The same, for changes that leave key, ends and tellers as they are.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Edge> {
        self.all.get_mut(key)
    }

    /// Edges from one node to another, by key.
    pub fn between(&self, source: &str, target: &str) -> impl Iterator<Item = &Edge> {
        let keys = self.ends.get(&(source.to_string(), target.to_string()));
        keys.into_iter().flatten().filter_map(|key| self.all.get(key))
    }

    /// Keys of the edges that name a node, in order.
    pub fn of(&self, node: &str) -> Vec<String> {
        self.nodes.get(node).into_iter().flatten().cloned().collect()
    }

    /// Takes an edge out.
    pub fn remove(&mut self, key: &str) -> Option<Edge> {
        let edge = self.all.remove(key)?;
        let ends = (edge.source.clone(), edge.target.clone());
        self.ends.get_mut(&ends).map(|keys| keys.remove(key));
        for node in named(&edge) {
            self.nodes.get_mut(node).map(|keys| keys.remove(key));
        }
        Some(edge)
    }

    /// Puts an edge in.
    pub fn insert(&mut self, edge: Edge) {
        self.remove(&edge.key);
        let ends = (edge.source.clone(), edge.target.clone());
        self.ends.entry(ends).or_default().insert(edge.key.clone());
        for node in named(&edge) {
            self.nodes.entry(node.clone()).or_default().insert(edge.key.clone());
        }
        self.all.insert(edge.key.clone(), edge);
    }

    /// Puts an edge in; one that says what another says becomes part of it.
    pub fn add(&mut self, edge: Edge) {
        let same = |e: &&Edge| {
            (e.etype, &e.date, e.factuality, &e.role) == (edge.etype, &edge.date, edge.factuality, &edge.role)
        };
        let known = self.between(&edge.source, &edge.target).find(same).map(|known| known.key.clone());
        let Some(mut known) = known.and_then(|key| self.remove(&key)) else { return self.insert(edge) };
        known.evidence.extend(edge.evidence);
        known.evidence.sort();
        known.evidence.dedup();
        known.confidence = known.confidence.max(edge.confidence);
        known.asserted_by.extend(edge.asserted_by);
        known.asserted_by.sort();
        known.asserted_by.dedup();
        edge.analyst.into_iter().for_each(|mark| add(&mut known.analyst, mark));
        self.insert(known);
    }

    /// All, in the order of records.
    pub fn into_records(self) -> Vec<Edge> {
        let mut edges: Vec<Edge> = self.all.into_values().collect();
        edges.sort_by(in_order);
        edges
    }
}

impl FromIterator<Edge> for Edges {
    fn from_iter<I: IntoIterator<Item = Edge>>(edges: I) -> Self {
        let mut all = Self::default();
        edges.into_iter().for_each(|edge| all.insert(edge));
        all
    }
}

/// The nodes that an edge names.
fn named(edge: &Edge) -> impl Iterator<Item = &String> {
    [&edge.source, &edge.target].into_iter().chain(&edge.asserted_by)
}

/// A key for an edge of the analyst's.
pub(super) fn key_of(edge: &Edge) -> String {
    let text = format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        edge.source,
        edge.etype,
        edge.target,
        edge.date.as_ref().map_or("", Edtf::as_str),
        edge.factuality,
        edge.role.as_deref().unwrap_or("")
    );
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
