//! Which facts and things may an answer use?

use super::{EdgeId, Graph, NodeId, time};
use crate::model::{EdgeType, Edtf, Factuality, Kind};
use std::collections::BTreeSet;

/// Hops a path may have where nothing is said.
pub const MAX_HOPS: usize = 4;
/// A hub touches at least this many other nodes …
const HUB_AT_LEAST: usize = 10;
/// … and this share of all nodes.
const HUB_SHARE: f64 = 0.05;

/// Conditions on facts and on the things between; the default lets everything through.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Hops a path may have; an agreement, policy or event between two actors is one.
    pub max_hops: usize,
    /// Only what had begun by then and, for what lasts, had not ended.
    pub as_of: Option<Edtf>,
    /// Only what is dated and may lie after.
    pub from: Option<Edtf>,
    /// Only what is dated and may lie before.
    pub to: Option<Edtf>,
    /// On a path every fact is dated and none lies before the one that leads to it.
    pub forward_in_time: bool,
    /// Only edges of these types; empty for all.
    pub types: Vec<EdgeType>,
    /// Only things of these kinds in between; empty for all.
    pub kinds: Vec<Kind>,
    /// Only claims of these kinds; empty for all.
    pub factuality: Vec<Factuality>,
    /// Documents that must say so.
    pub min_sources: usize,
    /// Least confidence.
    pub min_confidence: f64,
    /// Only what one of these documents says, by id; empty for all.
    pub documents: Vec<String>,
    /// Things that must not stand in between.
    pub exclude: Vec<NodeId>,
    /// Leave out things that are linked with very much.
    pub hubs: Hubs,
}

/// Whether things linked with very much may stand in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hubs {
    /// They may.
    #[default]
    Keep,
    /// Not those with neighbours in number far above the rest.
    Exclude,
    /// Not those with this many neighbours or more.
    ExcludeFrom(usize),
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            max_hops: MAX_HOPS,
            as_of: None,
            from: None,
            to: None,
            forward_in_time: false,
            types: Vec::new(),
            kinds: Vec::new(),
            factuality: Vec::new(),
            min_sources: 0,
            min_confidence: 0.0,
            documents: Vec::new(),
            exclude: Vec::new(),
            hubs: Hubs::Keep,
        }
    }
}

/// A filter made ready for one graph and one question.
pub(super) struct Sieve<'a> {
    graph: &'a Graph,
    filter: &'a Filter,
    asked: BTreeSet<NodeId>,
    shut: BTreeSet<NodeId>,
}

impl<'a> Sieve<'a> {
    /// `asked` are the nodes the question is about: no condition on things shuts them out.
    pub(super) fn new(graph: &'a Graph, filter: &'a Filter, asked: &[NodeId]) -> Self {
        let shut = filter.exclude.iter().copied().chain(graph.hubs(filter.hubs));
        Self { graph, filter, asked: asked.iter().copied().collect(), shut: shut.collect() }
    }

    /// Whether a fact may be used, its ends included.
    pub(super) fn edge(&self, id: EdgeId) -> bool {
        let (source, target) = self.graph.ends(id);
        self.node(source) && self.node(target) && self.filter.admits(self.graph, id)
    }

    /// Whether a thing may stand in between.
    pub(super) fn node(&self, id: NodeId) -> bool {
        let kinds = &self.filter.kinds;
        self.asked.contains(&id)
            || (!self.shut.contains(&id) && (kinds.is_empty() || kinds.contains(&self.graph.node(id).kind)))
    }

    /// The admitted edges between two nodes.
    pub(super) fn between(&self, a: NodeId, b: NodeId) -> Vec<EdgeId> {
        let mut edges = self.graph.between(a, b);
        edges.retain(|e| self.edge(*e));
        edges
    }

    /// The admitted edges of a node.
    pub(super) fn edges_of(&self, node: NodeId) -> Vec<EdgeId> {
        let mut edges = self.graph.edges_of(node);
        edges.retain(|e| self.edge(*e));
        edges
    }
}

impl Filter {
    /// Whether a fact meets the conditions on facts.
    pub fn admits(&self, graph: &Graph, id: EdgeId) -> bool {
        let edge = graph.edge(id);
        (self.types.is_empty() || self.types.contains(&edge.etype))
            && (self.factuality.is_empty() || self.factuality.contains(&edge.factuality))
            && edge.confidence >= self.min_confidence
            && (self.min_sources < 2 || graph.documents_of(id) >= self.min_sources)
            && (self.documents.is_empty()
                || edge.evidence.iter().any(|e| self.documents.contains(&e.document)))
            && self.admits_date(graph, id)
    }

    fn admits_date(&self, graph: &Graph, id: EdgeId) -> bool {
        if self.as_of.is_none() && self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(date) = graph.when(id) else { return self.from.is_none() && self.to.is_none() };
        let holds =
            self.as_of.as_ref().is_none_or(|asked| time::holds(date, asked, lasts(graph.edge(id).etype)));
        holds && time::within(date, self.from.as_ref(), self.to.as_ref())
    }
}

/// Whether a fact of the type goes on until it ends, as against happening once.
pub fn lasts(etype: EdgeType) -> bool {
    use EdgeType::{Ally, Dispute, LocatedIn, MemberOf, PartOf, PartyTo, Represents, Trade};
    matches!(etype, Ally | Dispute | LocatedIn | MemberOf | PartOf | PartyTo | Represents | Trade)
}

impl Graph {
    /// The nodes that count as hubs, in the order of their ids.
    pub fn hubs(&self, hubs: Hubs) -> Vec<NodeId> {
        let least = match hubs {
            Hubs::Keep => return Vec::new(),
            Hubs::ExcludeFrom(least) => least,
            Hubs::Exclude => HUB_AT_LEAST.max((self.records.nodes.len() as f64 * HUB_SHARE) as usize),
        };
        self.node_ids().filter(|id| self.neighbours(*id).len() >= least).collect()
    }
}
