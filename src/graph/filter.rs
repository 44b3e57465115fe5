//! Which facts and things may an answer use?

use super::{EdgeId, Graph, Hold, NodeId, time};
use crate::model::{EdgeType, Edtf, Factuality, Kind, Spoke};
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
    pub(super) filter: &'a Filter,
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
    pub(super) fn between_ends(&self, a: (NodeId, Kind), b: (NodeId, Kind), fact: &Spoke) -> bool {
        self.node(a.0, a.1) && self.node(b.0, b.1) && self.filter.admits_spoke(self.graph, fact)
    }

    /// Whether a fact may be used that leads from a thing that may be.
    pub(super) fn spoke(&self, link: &Spoke) -> bool {
        self.node(link.other_id(), link.kind) && self.filter.admits_spoke(self.graph, link)
    }

    /// Whether a thing may stand in between.
    fn node(&self, id: NodeId, kind: Kind) -> bool {
        let kinds = &self.filter.kinds;
        self.asked.contains(&id) || (!self.shut.contains(&id) && (kinds.is_empty() || kinds.contains(&kind)))
    }

    /// Whether either of two nodes has one and the same single neighbour, so that there is but one way.
    pub(super) fn is_only_way(&self, a: NodeId, b: NodeId) -> bool {
        let only = |node: NodeId| {
            let mut others = self.spokes(node).map(Spoke::other_id).filter(|n| *n != node);
            let first = others.next()?;
            others.all(|n| n == first).then_some(first)
        };
        only(a).is_some_and(|middle| middle == b || Some(middle) == only(b))
    }

    /// The admitted facts between two admitted nodes.
    pub(super) fn between(&self, a: NodeId, b: NodeId) -> Vec<&'a Spoke> {
        self.graph.linked(a, b).iter().filter(|l| self.filter.admits_spoke(self.graph, l)).collect()
    }

    /// The admitted facts of an admitted node.
    pub(super) fn spokes(&self, node: NodeId) -> impl Iterator<Item = &'a Spoke> {
        self.graph.spokes(node).iter().filter(|l| self.spoke(l))
    }
}

impl Filter {
    /// Whether a fact meets the conditions on facts.
    pub fn admits(&self, graph: &Graph, id: EdgeId) -> bool {
        self.asks_nothing() || self.admits_spoke(graph, &graph.spoke(id))
    }

    /// The same, of a fact as one of its ends sees it.
    pub(super) fn admits_spoke(&self, graph: &Graph, link: &Spoke) -> bool {
        let told_by = |documents: &[String]| {
            let edge = graph.edge(link.edge_id());
            edge.evidence.iter().any(|e| documents.contains(&e.document))
        };
        (self.types.is_empty() || self.types.contains(&link.etype))
            && (self.factuality.is_empty() || self.factuality.contains(&link.factuality))
            && link.confidence >= self.min_confidence
            && (self.min_sources < 2 || link.documents as usize >= self.min_sources)
            && self.admits_date(link)
            && (self.documents.is_empty() || told_by(&self.documents))
    }

    /// Whether there is no condition on facts.
    pub(super) fn asks_nothing(&self) -> bool {
        self.types.is_empty()
            && self.factuality.is_empty()
            && self.min_confidence <= 0.0
            && self.min_sources < 2
            && self.documents.is_empty()
            && self.as_of.is_none()
            && self.from.is_none()
            && self.to.is_none()
    }

    fn admits_date(&self, link: &Spoke) -> bool {
        if self.as_of.is_none() && self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(when) = &link.when else { return self.from.is_none() && self.to.is_none() };
        let holds = self.as_of.as_ref().is_none_or(|asked| time::holds(when, asked, lasts(link.etype)));
        holds && time::within(when, self.from.as_ref(), self.to.as_ref())
    }
}

/// Whether a fact of the type goes on until it ends, as against happening once.
pub fn lasts(etype: EdgeType) -> bool {
    use EdgeType::{Ally, Dispute, LocatedIn, MemberOf, PartOf, PartyTo, Represents, Trade};
    matches!(etype, Ally | Dispute | LocatedIn | MemberOf | PartOf | PartyTo | Represents | Trade)
}

impl Graph {
    /// How many facts meet the conditions.
    pub(super) fn admitted(&self, filter: &Filter) -> usize {
        if filter.asks_nothing() {
            return self.sizes().edges;
        }
        let mut admitted = 0;
        self.each_spokes(&mut |_, spokes| {
            let told = |s: &&Spoke| s.outgoing && filter.admits_spoke(self, s);
            admitted += spokes.iter().filter(told).count();
        });
        admitted
    }

    /// The nodes that count as hubs, in the order of their ids.
    pub fn hubs(&self, hubs: Hubs) -> Vec<NodeId> {
        let least = match hubs {
            Hubs::Keep => return Vec::new(),
            Hubs::ExcludeFrom(least) => least,
            Hubs::Exclude => HUB_AT_LEAST.max((self.sizes().nodes as f64 * HUB_SHARE) as usize),
        };
        match &self.hold {
            Hold::Whole(_) => self.node_ids().filter(|id| self.neighbours(*id).len() >= least).collect(),
            Hold::Far(far) => {
                let hubs = far.ask(|a| a.hubs(least)).unwrap_or_default();
                hubs.into_iter().map(|place| NodeId::new(place as usize)).collect()
            }
        }
    }
}
