//! How is it joined up?
//!
//! [`Graph`] holds the [`Records`] and a petgraph over them: node *n* of the petgraph is node *n* of the records, edge *n*
//! is edge *n*. The petgraph is undirected, so that every fact is found from both ends; who says what of whom stays in
//! the records. Queries are plain methods, a file each, and answer with plain data ([`Fact`], [`Thing`], [`Quote`]) in an
//! order that depends on nothing but the records.

mod conflict;
mod disagree;
mod dossier;
mod fact;
mod filter;
mod links;
mod names;
mod office;
mod overlap;
mod paths;
mod retold;
mod stats;
pub mod time;
mod timeline;
mod trace;
mod treaty;
mod words;

pub use crate::model::fold_name as fold;
pub use conflict::{Conflict, ConflictKind, Side};
pub use dossier::{Dossier, Group, Mentioned};
pub use fact::{Fact, Quote, Thing};
pub use filter::{Filter, Hubs, lasts};
pub use links::{Answer, Link, Relaxed, Searched, Shared};
pub use office::{Contribution, Offices};
pub use overlap::{Cell, Dealing, Overlap, Row, Standing};
pub use paths::{Path, Paths, Step};
pub use stats::{Connected, Stats};
pub use timeline::{Entry, Timeline};
pub use trace::{Claim, Family, Strand, Trace, Turn};
pub use treaty::{Dated, Party, Treaty};

use crate::error::{Error, Result};
use crate::model::{DocumentInfo, Edge, Node, Records};
use names::Names;
use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeSet, HashMap};

/// An edge, by its place in the records.
pub use petgraph::graph::EdgeIndex as EdgeId;
/// A node, by its place in the records.
pub use petgraph::graph::NodeIndex as NodeId;

/// The records, joined up.
#[derive(Debug)]
pub struct Graph {
    records: Records,
    net: UnGraph<(), ()>,
    ids: HashMap<String, NodeId>,
    documents: HashMap<String, usize>,
    names: Names,
}

impl Graph {
    /// Joins records up. Fails where an edge points to a node that is not there.
    pub fn new(records: Records) -> Result<Self> {
        let mut net = UnGraph::with_capacity(records.nodes.len(), records.edges.len());
        let mut ids = HashMap::with_capacity(records.nodes.len());
        for node in &records.nodes {
            ids.insert(node.id.clone(), net.add_node(()));
        }
        let end = |id: &str, edge: &Edge| {
            let found = ids.get(id).copied();
            found.ok_or_else(|| {
                Error::Usage(format!("edge {} points to \"{id}\", which is no node", edge.key))
            })
        };
        for edge in &records.edges {
            net.add_edge(end(&edge.source, edge)?, end(&edge.target, edge)?, ());
        }
        let documents = records.documents.iter().enumerate().map(|(i, d)| (d.id.clone(), i)).collect();
        let names = Names::new(&records.nodes);
        Ok(Self { records, net, ids, documents, names })
    }

    /// What it was made from.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Gives the records back.
    pub fn into_records(self) -> Records {
        self.records
    }

    /// All nodes, in the order of their ids.
    pub fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        self.net.node_indices()
    }

    /// All edges, in the order of the records.
    pub fn edge_ids(&self) -> impl Iterator<Item = EdgeId> + use<> {
        self.net.edge_indices()
    }

    /// The node at a place.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.records.nodes[id.index()]
    }

    /// The edge at a place.
    pub fn edge(&self, id: EdgeId) -> &Edge {
        &self.records.edges[id.index()]
    }

    /// The node with an id (`actor/japan`).
    pub fn node_by_id(&self, id: &str) -> Option<NodeId> {
        self.ids.get(id).copied()
    }

    /// The document with an id.
    pub fn document(&self, id: &str) -> Option<&DocumentInfo> {
        self.documents.get(id).map(|i| &self.records.documents[*i])
    }

    /// Source and target of an edge.
    pub fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        self.net.edge_endpoints(edge).unwrap_or_default()
    }

    /// The end of an edge that is not `node`.
    pub fn other(&self, edge: EdgeId, node: NodeId) -> NodeId {
        let (source, target) = self.ends(edge);
        if source == node { target } else { source }
    }

    /// The edges at a node, in either direction, in the order of the records.
    pub fn edges_of(&self, node: NodeId) -> Vec<EdgeId> {
        let found: BTreeSet<EdgeId> = self.net.edges(node).map(|e| e.id()).collect();
        found.into_iter().collect()
    }

    /// The edges between two nodes, in either direction, in the order of the records.
    pub fn between(&self, a: NodeId, b: NodeId) -> Vec<EdgeId> {
        let (small, large) = if self.degree(a) <= self.degree(b) { (a, b) } else { (b, a) };
        let mut found = self.edges_of(small);
        found.retain(|e| self.other(*e, small) == large);
        found
    }

    /// The nodes next to a node, in order.
    pub fn neighbours(&self, node: NodeId) -> BTreeSet<NodeId> {
        self.net.neighbors(node).filter(|n| *n != node).collect()
    }

    /// How many edges touch a node.
    pub fn degree(&self, node: NodeId) -> usize {
        self.net.edges(node).count()
    }

    /// How many documents say so.
    pub fn documents_of(&self, edge: EdgeId) -> usize {
        fact::documents(&self.edge(edge).evidence)
    }

    /// Whether a node joins others up (an agreement, an event, a policy): to pass through it is half a hop on either side.
    pub fn joins(&self, node: NodeId) -> bool {
        self.node(node).kind.joins()
    }
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_found_from_both_ends() {
        let graph = sample::graph();
        let (japan, korea) = (graph.find("Japan").unwrap(), graph.find("ROK").unwrap());
        assert_eq!(graph.between(japan, korea), graph.between(korea, japan));
        assert!(!graph.between(japan, korea).is_empty());
    }

    #[test]
    fn an_edge_to_nowhere_is_an_error() {
        let mut records = sample::records();
        records.nodes.remove(0);
        assert!(Graph::new(records).is_err());
    }
}
