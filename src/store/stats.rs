//! How much is in the store?
//!
//! Counted while the records are written and kept ready, so that asking costs nothing.

use super::Store;
use super::documents::meta;
use super::pack::json;
use crate::error::Result;
use crate::model::{Edge, Node};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts over the records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stats {
    /// Documents that the records are made from.
    pub documents: usize,
    /// All nodes.
    pub nodes: usize,
    /// All edges.
    pub edges: usize,
    /// Mentions of nodes in texts.
    pub mentions: usize,
    /// Quotations of edges.
    pub evidence: usize,
    /// Nodes by kind, then type.
    pub nodes_by_type: BTreeMap<String, BTreeMap<String, usize>>,
    /// Edges by type, then factuality.
    pub edges_by_type: BTreeMap<String, BTreeMap<String, usize>>,
    /// Edges by factuality.
    pub edges_by_factuality: BTreeMap<String, usize>,
    /// Edges with a date.
    pub dated_edges: usize,
    /// Nodes and edges that the analyst's corrections touched.
    pub corrected: usize,
    /// The nodes with most neighbours: id, name, neighbours.
    pub best_connected: Vec<(String, String, usize)>,
}

impl Stats {
    pub(super) fn count_node(&mut self, node: &Node) {
        self.nodes += 1;
        self.mentions += node.mentions.len();
        self.corrected += usize::from(!node.analyst.is_empty());
        *entry(&mut self.nodes_by_type, node.kind.as_str(), node.ntype.as_str()) += 1;
    }

    pub(super) fn count_edge(&mut self, edge: &Edge) {
        self.edges += 1;
        self.evidence += edge.evidence.len();
        self.dated_edges += usize::from(edge.date.is_some());
        self.corrected += usize::from(!edge.analyst.is_empty());
        let factuality = edge.factuality.as_str();
        *entry(&mut self.edges_by_type, edge.etype.as_str(), factuality) += 1;
        *self.edges_by_factuality.entry(factuality.to_string()).or_default() += 1;
    }
}

fn entry<'m>(
    counts: &'m mut BTreeMap<String, BTreeMap<String, usize>>,
    first: &str,
    second: &str,
) -> &'m mut usize {
    counts.entry(first.to_string()).or_default().entry(second.to_string()).or_default()
}

impl Store {
    /// Counts over the records.
    pub fn stats(&self) -> Result<Stats> {
        self.ask(|db| match meta(db, "stats")? {
            Some(text) => json(&text),
            None => Ok(Stats::default()),
        })
    }
}
