//! How much is there, in figures that whoever keeps the records keeps ready?

use super::{Edge, Edtf, Node, NodeType};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts over the records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
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
    /// Edges that several documents have.
    pub corroborated: usize,
    /// Sizes of the parts that hang together, of two nodes or more, largest first.
    pub parts: Vec<usize>,
    /// Nodes no edge touches.
    pub lone: usize,
    /// The actors with most neighbours.
    pub best_connected: Vec<WellKnown>,
}

/// An actor and how well it is connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WellKnown {
    /// Node id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ntype: NodeType,
    /// Its own date.
    pub date: Option<Edtf>,
    /// Nodes it is linked with.
    pub neighbours: usize,
    /// Edges that touch it.
    pub facts: usize,
}

impl Figures {
    /// Counts a node.
    pub fn count_node(&mut self, node: &Node) {
        self.nodes += 1;
        self.mentions += node.mentions.len();
        self.corrected += usize::from(!node.analyst.is_empty());
        *entry(&mut self.nodes_by_type, node.kind.as_str(), node.ntype.as_str()) += 1;
    }

    /// Counts an edge.
    pub fn count_edge(&mut self, edge: &Edge) {
        self.edges += 1;
        self.evidence += edge.evidence.len();
        self.dated_edges += usize::from(edge.date.is_some());
        self.corroborated += usize::from(edge.documents() > 1);
        self.corrected += usize::from(!edge.analyst.is_empty());
        let factuality = edge.factuality.as_str();
        *entry(&mut self.edges_by_type, edge.etype.as_str(), factuality) += 1;
        *self.edges_by_factuality.entry(factuality.to_string()).or_default() += 1;
    }

    /// Notes the sizes of the parts that hang together.
    pub fn count_parts(&mut self, parts: Vec<usize>) {
        self.lone = parts.iter().filter(|size| **size == 1).count();
        self.parts = parts.into_iter().filter(|size| *size > 1).collect();
    }
}

fn entry<'m>(
    counts: &'m mut BTreeMap<String, BTreeMap<String, usize>>,
    first: &str,
    second: &str,
) -> &'m mut usize {
    counts.entry(first.to_string()).or_default().entry(second.to_string()).or_default()
}
