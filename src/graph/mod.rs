//! How is it joined up?
//!
//! A [`Graph`] either holds all [`Records`], with a petgraph over them (node *n* of the petgraph is node *n* of the records,
//! edge *n* is edge *n*; undirected, so that every fact is found from both ends), or leaves them in an [`Archive`] and
//! fetches what a question comes to. Queries do not know which: plain methods, a file each, that answer with plain data
//! ([`Fact`], [`Thing`], [`Quote`]) in an order that depends on nothing but the records.

mod conflict;
mod disagree;
mod dossier;
mod fact;
mod far;
mod filter;
mod links;
mod lot;
mod names;
mod office;
mod overlap;
mod pages;
mod paths;
mod reach;
mod retold;
mod shared;
mod stats;
pub mod time;
mod timeline;
mod trace;
mod treaty;
mod whole;
mod words;

pub use crate::model::fold_name as fold;
pub use conflict::{Conflict, ConflictKind, Side};
pub use dossier::{Dossier, Group, Mentioned};
pub use fact::{Fact, Quote, Thing};
pub use filter::{Filter, Hubs, lasts};
pub use links::{Answer, LeftOut, Limits, Link, Relaxed, Searched, Shared};
pub use office::{Contribution, Offices};
pub use overlap::{Cell, Dealing, Overlap, Row, Standing};
pub use paths::{Path, Paths, Step};
pub use stats::{Connected, Stats};
pub use timeline::{Entry, Scope, Timeline};
pub use trace::{Claim, Family, Strand, Trace, Turn};
pub use treaty::{Dated, Party, Treaty};

use crate::error::{Error, Result};
use crate::model::{Archive, DocumentInfo, Edge, MentionRecord, Node, Records, Sizes, Spoke};
use far::Far;
use pages::Pages;
use std::collections::{BTreeMap, BTreeSet};
use whole::Whole;

/// An edge, by its place in the records.
pub use petgraph::graph::EdgeIndex as EdgeId;
/// A node, by its place in the records.
pub use petgraph::graph::NodeIndex as NodeId;

/// The records, joined up.
#[derive(Debug)]
pub struct Graph {
    hold: Hold,
    /// The facts of each node, once they were asked for.
    links: Pages<Box<[Spoke]>>,
}

/// Where the records are.
#[derive(Debug)]
enum Hold {
    /// All in memory.
    Whole(Box<Whole>),
    /// In an archive, fetched as questions come to them.
    Far(Box<Far>),
}

impl Graph {
    /// Joins records up. Fails where an edge points to a node that is not there.
    pub fn new(records: Records) -> Result<Self> {
        let links = Pages::new(records.nodes.len());
        Ok(Self { hold: Hold::Whole(Box::new(Whole::new(records)?)), links })
    }

    /// Leaves the records where they are and fetches what questions come to. Before an answer is shown, ask for
    /// [`trouble`](Self::trouble).
    pub fn over(archive: Box<dyn Archive>) -> Result<Self> {
        let far = Far::new(archive)?;
        Ok(Self { links: Pages::new(far.sizes.nodes), hold: Hold::Far(Box::new(far)) })
    }

    /// Why some of what was asked for could not be fetched; answers are not to be trusted then.
    pub fn trouble(&self) -> Option<&Error> {
        match &self.hold {
            Hold::Whole(_) => None,
            Hold::Far(far) => far.trouble(),
        }
    }

    /// All records; fetches them all.
    pub fn records(&self) -> &Records {
        match &self.hold {
            Hold::Whole(whole) => &whole.records,
            Hold::Far(far) => far.records(),
        }
    }

    /// Gives the records back.
    pub fn into_records(self) -> Records {
        match self.hold {
            Hold::Whole(whole) => whole.records,
            Hold::Far(far) => far.into_records(),
        }
    }

    /// How many records there are.
    pub fn sizes(&self) -> Sizes {
        match &self.hold {
            Hold::Whole(whole) => whole.sizes(),
            Hold::Far(far) => far.sizes,
        }
    }

    /// All nodes, in the order of their ids.
    pub fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.sizes().nodes).map(NodeId::new)
    }

    /// All edges, in the order of the records.
    pub fn edge_ids(&self) -> impl Iterator<Item = EdgeId> + use<> {
        (0..self.sizes().edges).map(EdgeId::new)
    }

    /// The node at a place; for its mentions ask [`mentions`](Self::mentions).
    pub fn node(&self, id: NodeId) -> &Node {
        match &self.hold {
            Hold::Whole(whole) => &whole.records.nodes[id.index()],
            Hold::Far(far) => far.node(id.index()),
        }
    }

    /// Where the texts speak of a node.
    pub fn mentions(&self, id: NodeId) -> &[MentionRecord] {
        match &self.hold {
            Hold::Whole(whole) => &whole.records.nodes[id.index()].mentions,
            Hold::Far(far) => far.mentions(id.index()),
        }
    }

    /// How often the texts speak of a node.
    pub fn times_mentioned(&self, id: NodeId) -> usize {
        match &self.hold {
            Hold::Whole(_) => self.mentions(id).len(),
            Hold::Far(far) => far.ask(|a| a.mentioned(id.index() as u32)).unwrap_or_default(),
        }
    }

    /// All documents, by id.
    pub fn documents(&self) -> &[DocumentInfo] {
        match &self.hold {
            Hold::Whole(whole) => &whole.records.documents,
            Hold::Far(far) => far.documents(),
        }
    }

    /// Most facts that any node has.
    pub fn most_facts(&self) -> usize {
        match &self.hold {
            Hold::Whole(whole) => whole.most_facts(),
            Hold::Far(far) => far.ask(|a| a.most_facts()).unwrap_or_default(),
        }
    }

    /// Documents that speak of a node, with each form of its name there and how often it stands there; in no order.
    fn spoken(&self, id: NodeId) -> Vec<(String, String, usize)> {
        match &self.hold {
            Hold::Far(far) => far.ask(|a| a.spoken(id.index() as u32)).unwrap_or_default(),
            Hold::Whole(_) => {
                let mut forms: BTreeMap<(&str, &str), usize> = BTreeMap::new();
                for mention in self.mentions(id) {
                    *forms.entry((&mention.document, &mention.exact)).or_default() += 1;
                }
                let owned = |((document, form), n): ((&str, &str), usize)| (document.into(), form.into(), n);
                forms.into_iter().map(owned).collect()
            }
        }
    }

    /// The edge at a place.
    pub fn edge(&self, id: EdgeId) -> &Edge {
        match &self.hold {
            Hold::Whole(whole) => &whole.records.edges[id.index()],
            Hold::Far(far) => &far.edge(id.index()).2,
        }
    }

    /// The node with an id (`actor/japan`).
    pub fn node_by_id(&self, id: &str) -> Option<NodeId> {
        match &self.hold {
            Hold::Whole(whole) => whole.ids.get(id).copied(),
            Hold::Far(far) => far.ask(|a| a.place(id)).flatten().map(|place| NodeId::new(place as usize)),
        }
    }

    /// The document with an id.
    pub fn document(&self, id: &str) -> Option<&DocumentInfo> {
        match &self.hold {
            Hold::Whole(whole) => whole.document(id),
            Hold::Far(far) => far.document(id),
        }
    }

    /// Source and target of an edge.
    pub fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        match &self.hold {
            Hold::Whole(whole) => whole.ends(edge),
            Hold::Far(far) => {
                let (source, target, _) = far.edge(edge.index());
                (NodeId::new(*source as usize), NodeId::new(*target as usize))
            }
        }
    }

    /// The end of an edge that is not `node`.
    pub fn other(&self, edge: EdgeId, node: NodeId) -> NodeId {
        let (source, target) = self.ends(edge);
        if source == node { target } else { source }
    }

    /// What the facts at a node are, in either direction, by the other end, then by edge.
    pub fn spokes(&self, node: NodeId) -> &[Spoke] {
        self.links.get(node.index(), || match &self.hold {
            Hold::Whole(whole) => whole.spokes(node).into(),
            Hold::Far(far) => far.spokes(node.index()).into(),
        })
    }

    /// Calls back with the facts of every node.
    pub(crate) fn each_spokes(&self, each: &mut dyn FnMut(NodeId, &[Spoke])) {
        match &self.hold {
            Hold::Whole(_) => self.node_ids().for_each(|node| each(node, self.spokes(node))),
            Hold::Far(far) => {
                let mut each = |place: u32, spokes: &[Spoke]| each(NodeId::new(place as usize), spokes);
                far.ask(|a| a.each_spokes(&mut each));
            }
        }
    }

    /// The facts between two nodes, in the order of the records, as one of the two sees them.
    pub(crate) fn linked(&self, a: NodeId, b: NodeId) -> &[Spoke] {
        // Whichever list was asked for before need not be fetched; else the shorter of two at hand.
        let (here, there) = match (self.links.has(a.index()), self.links.has(b.index())) {
            (true, true) if self.degree(a) > self.degree(b) => (b, a),
            (false, true) => (b, a),
            _ => (a, b),
        };
        let (links, wanted) = (self.spokes(here), there.index() as u32);
        let first = links.partition_point(|l| l.other < wanted);
        let many = links[first..].partition_point(|l| l.other == wanted);
        &links[first..first + many]
    }

    /// A fact as its source sees it; where records are fetched, how many facts the other end has is left at nought.
    pub(crate) fn spoke(&self, id: EdgeId) -> Spoke {
        match &self.hold {
            Hold::Whole(whole) => whole.spoke(whole.ends(id).0, id),
            Hold::Far(far) => {
                let (source, target, edge) = far.edge(id.index());
                let ends = (NodeId::new(*source as usize), NodeId::new(*target as usize));
                whole::spoke(ends.0, (id, edge, ends), |node| far.node(node.index()), |_| 0)
            }
        }
    }

    /// The edges at a node, in either direction, in the order of the records.
    pub fn edges_of(&self, node: NodeId) -> Vec<EdgeId> {
        let mut found: Vec<EdgeId> = self.spokes(node).iter().map(Spoke::edge_id).collect();
        found.sort_unstable();
        found
    }

    /// The edges between two nodes, in either direction, in the order of the records.
    pub fn between(&self, a: NodeId, b: NodeId) -> Vec<EdgeId> {
        self.linked(a, b).iter().map(Spoke::edge_id).collect()
    }

    /// The nodes next to a node, in order.
    pub fn neighbours(&self, node: NodeId) -> BTreeSet<NodeId> {
        self.spokes(node).iter().map(Spoke::other_id).filter(|n| *n != node).collect()
    }

    /// How many edges touch a node.
    pub fn degree(&self, node: NodeId) -> usize {
        self.spokes(node).len()
    }

    /// The documents that say so, by numbers that mean nothing else.
    fn tellers(&self, edge: EdgeId) -> Vec<u32> {
        match &self.hold {
            Hold::Whole(whole) => whole.tellers(edge),
            Hold::Far(far) => far.ask(|a| a.tellers(edge.index() as u32)).unwrap_or_default(),
        }
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

impl Spoke {
    /// The fact.
    pub(crate) fn edge_id(&self) -> EdgeId {
        EdgeId::new(self.edge as usize)
    }

    /// The thing at the other end.
    pub(crate) fn other_id(&self) -> NodeId {
        NodeId::new(self.other as usize)
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
    fn a_link_says_what_its_fact_says() {
        let graph = sample::graph();
        for node in graph.node_ids() {
            let links = graph.spokes(node);
            assert!(links.is_sorted_by_key(|l| (l.other, l.edge)));
            for link in links {
                let (edge, ends) = (graph.edge(link.edge_id()), (node, link.other_id()));
                let (source, target) = if link.outgoing { ends } else { (ends.1, ends.0) };
                assert_eq!((source, target), graph.ends(link.edge_id()));
                assert_eq!((link.etype, link.factuality), (edge.etype, edge.factuality));
                assert_eq!(link.degree as usize, graph.degree(link.other_id()));
                assert_eq!(link.when, graph.when(link.edge_id()).map(crate::model::When::of));
            }
        }
    }

    #[test]
    fn an_edge_to_nowhere_is_an_error() {
        let mut records = sample::records();
        records.nodes.remove(0);
        assert!(Graph::new(records).is_err());
    }
}
