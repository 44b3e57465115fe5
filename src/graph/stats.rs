//! How much is there, and who is at the centre of it?

use super::{Graph, Hold, NodeId, Thing};
use crate::model::{EdgeType, Factuality, Figures, Kind, NodeType, WellKnown};
use petgraph::unionfind::UnionFind;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many actors count as best connected.
const BEST: usize = 10;

/// Figures of a graph.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Stats {
    /// Documents read.
    pub documents: usize,
    /// Nodes in all.
    pub nodes: usize,
    /// Edges in all.
    pub edges: usize,
    /// Quotations in all.
    pub quotations: usize,
    /// Edges that several documents have.
    pub corroborated: usize,
    /// Edges with a date.
    pub dated: usize,
    /// Nodes by kind.
    pub by_kind: BTreeMap<Kind, usize>,
    /// Nodes by kind and type.
    pub by_type: BTreeMap<NodeType, usize>,
    /// Edges by type.
    pub by_edge: BTreeMap<EdgeType, usize>,
    /// Edges by kind of claim.
    pub by_factuality: BTreeMap<Factuality, usize>,
    /// The actors with most neighbours.
    pub best_connected: Vec<Connected>,
    /// Parts that hang together, largest first.
    pub parts: Vec<usize>,
    /// Nodes no edge touches.
    pub lone: usize,
}

/// An actor and how well it is connected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Connected {
    /// The actor.
    pub thing: Thing,
    /// Things it is linked with.
    pub neighbours: usize,
    /// Facts about it.
    pub facts: usize,
}

impl Graph {
    /// Counts, and the actors at the centre.
    pub fn stats(&self) -> Stats {
        if let Hold::Far(far) = &self.hold {
            return far.ask(|a| a.figures()).map(Stats::from).unwrap_or_default();
        }
        let records = self.records();
        let mut stats = Stats {
            documents: records.documents.len(),
            nodes: records.nodes.len(),
            edges: records.edges.len(),
            quotations: records.edges.iter().map(|e| e.evidence.len()).sum(),
            dated: records.edges.iter().filter(|e| e.date.is_some()).count(),
            corroborated: self.edge_ids().filter(|e| self.documents_of(*e) > 1).count(),
            best_connected: self.best_connected(BEST),
            ..Stats::default()
        };
        for node in &records.nodes {
            *stats.by_kind.entry(node.kind).or_default() += 1;
            *stats.by_type.entry(node.ntype).or_default() += 1;
        }
        for edge in &records.edges {
            *stats.by_edge.entry(edge.etype).or_default() += 1;
            *stats.by_factuality.entry(edge.factuality).or_default() += 1;
        }
        let parts = self.parts();
        stats.lone = parts.iter().filter(|size| **size == 1).count();
        stats.parts = parts.into_iter().filter(|size| *size > 1).collect();
        stats
    }

    /// The actors with most neighbours.
    pub fn best_connected(&self, count: usize) -> Vec<Connected> {
        let actors = self.node_ids().filter(|id| self.node(*id).kind == Kind::Actor);
        let mut ranked: Vec<(usize, usize, NodeId)> =
            actors.map(|id| (self.neighbours(id).len(), self.degree(id), id)).collect();
        ranked.sort_by_key(|(neighbours, facts, id)| (Reverse(*neighbours), Reverse(*facts), *id));
        let connected = |(neighbours, facts, id): (usize, usize, NodeId)| Connected {
            thing: self.thing(id),
            neighbours,
            facts,
        };
        ranked.into_iter().take(count).map(connected).collect()
    }

    /// Sizes of the parts that hang together, largest first.
    fn parts(&self) -> Vec<usize> {
        let mut sets = UnionFind::new(self.sizes().nodes);
        for edge in self.edge_ids() {
            let (a, b) = self.ends(edge);
            sets.union(a.index(), b.index());
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for label in sets.into_labeling() {
            *sizes.entry(label).or_default() += 1;
        }
        let mut sizes: Vec<usize> = sizes.into_values().collect();
        sizes.sort_by_key(|size| Reverse(*size));
        sizes
    }
}

impl From<Figures> for Stats {
    fn from(stats: Figures) -> Self {
        let best = |one: WellKnown| Connected {
            thing: Thing { id: one.id, kind: Kind::Actor, ntype: one.ntype, name: one.name, date: one.date },
            neighbours: one.neighbours,
            facts: one.facts,
        };
        let total = |counts: &BTreeMap<String, usize>| counts.values().sum::<usize>();
        let types = stats.nodes_by_type.values().flatten();
        Stats {
            documents: stats.documents,
            nodes: stats.nodes,
            edges: stats.edges,
            quotations: stats.evidence,
            corroborated: stats.corroborated,
            dated: stats.dated_edges,
            by_kind: words(stats.nodes_by_type.iter().map(|(kind, types)| (kind, total(types))), Kind::parse),
            by_type: words(types.map(|(ntype, n)| (ntype, *n)), NodeType::parse),
            by_edge: words(stats.edges_by_type.iter().map(|(etype, by)| (etype, total(by))), EdgeType::parse),
            by_factuality: words(stats.edges_by_factuality.iter().map(|(f, n)| (f, *n)), Factuality::parse),
            best_connected: stats.best_connected.into_iter().map(best).collect(),
            parts: stats.parts,
            lone: stats.lone,
        }
    }
}

/// Counts by words of the ontology.
fn words<'c, W: Ord>(
    counts: impl Iterator<Item = (&'c String, usize)>,
    parse: fn(&str) -> Option<W>,
) -> BTreeMap<W, usize> {
    let mut by = BTreeMap::new();
    for (word, count) in counts {
        if let Some(word) = parse(word) {
            *by.entry(word).or_default() += count;
        }
    }
    by
}
