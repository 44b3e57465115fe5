//! What if the records fit in memory?
//!
//! Then they are all held, with a petgraph over them and tables by id and name.

use super::names::Names;
use super::{EdgeId, NodeId};
use crate::error::{Error, Result};
use crate::model::{DocumentInfo, Edge, Node, Records, Sizes, Spoke, When};
use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;
use std::collections::HashMap;

/// Records, joined up.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) records: Records,
    pub(super) net: UnGraph<(), ()>,
    pub(super) ids: HashMap<String, NodeId>,
    documents: HashMap<String, usize>,
    degrees: Vec<usize>,
    pub(super) names: Names,
}

impl Whole {
    pub(super) fn new(records: Records) -> Result<Self> {
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
        let degrees = net.node_indices().map(|node| net.edges(node).count()).collect();
        Ok(Self { records, net, ids, documents, degrees, names })
    }

    pub(super) fn sizes(&self) -> Sizes {
        let records = &self.records;
        let documents = records.documents.len();
        Sizes {
            documents,
            document_numbers: documents,
            nodes: records.nodes.len(),
            edges: records.edges.len(),
        }
    }

    pub(super) fn most_facts(&self) -> usize {
        self.degrees.iter().copied().max().unwrap_or(0)
    }

    pub(super) fn document(&self, id: &str) -> Option<&DocumentInfo> {
        self.documents.get(id).map(|i| &self.records.documents[*i])
    }

    pub(super) fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        self.net.edge_endpoints(edge).unwrap_or_default()
    }

    /// The documents of an edge's quotations, by their places.
    pub(super) fn tellers(&self, edge: EdgeId) -> Vec<u32> {
        let evidence = &self.records.edges[edge.index()].evidence;
        evidence.iter().filter_map(|e| self.documents.get(&e.document)).map(|at| *at as u32).collect()
    }

    /// What the facts at a node are, by the other end, then by edge.
    pub(super) fn spokes(&self, node: NodeId) -> Vec<Spoke> {
        let mut links: Vec<Spoke> = self.net.edges(node).map(|e| self.spoke(node, e.id())).collect();
        links.sort_unstable_by_key(|l| (l.other, l.edge));
        links
    }

    /// A fact as one of its ends sees it.
    pub(super) fn spoke(&self, node: NodeId, id: EdgeId) -> Spoke {
        let fact = (id, &self.records.edges[id.index()], self.ends(id));
        spoke(node, fact, |node| &self.records.nodes[node.index()], |node| self.degrees[node.index()])
    }
}

/// A fact as one of its ends sees it.
pub(super) fn spoke<'a>(
    here: NodeId,
    (id, edge, (source, target)): (EdgeId, &Edge, (NodeId, NodeId)),
    node: impl Fn(NodeId) -> &'a Node,
    degree: impl Fn(NodeId) -> usize,
) -> Spoke {
    let other = if source == here { target } else { source };
    let own = edge.date.as_ref();
    let of = |end: NodeId| node(end).date.as_ref().filter(|_| node(end).kind.joins());
    Spoke {
        other: other.index() as u32,
        edge: id.index() as u32,
        outgoing: source == here,
        kind: node(other).kind,
        degree: degree(other) as u32,
        etype: edge.etype,
        factuality: edge.factuality,
        confidence: edge.confidence,
        documents: super::fact::documents(&edge.evidence) as u32,
        when: own.or_else(|| of(target)).or_else(|| of(source)).map(When::of),
        dated: own.is_some(),
    }
}
