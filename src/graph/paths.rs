//! By which steps does one get from one thing to another?
//!
//! Steps go along facts in either direction. A fact between two actors is one hop; an agreement, policy or event between
//! two actors is one hop as well, so that "both are parties to it" is no longer than "they agreed". Costs are therefore
//! counted in half hops.

use super::filter::Sieve;
use super::{EdgeId, Fact, Filter, Graph, NodeId, Thing, time};
use crate::model::{Day, Factuality};
use petgraph::algo::dijkstra;
use petgraph::visit::{EdgeFiltered, EdgeRef};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Paths looked at on one length before the search gives up on showing every tie.
const TIES_LOOKED_AT: usize = 5_000;
/// Steps tried before the search gives up: a guard for very dense graphs.
const STEPS_TRIED: usize = 400_000;

/// A way from one thing to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// Its length.
    pub hops: usize,
    /// Step by step.
    pub steps: Vec<Step>,
}

/// From one thing to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Where it starts.
    pub from: Thing,
    /// Where it leads.
    pub to: Thing,
    /// All facts that join the two, best documented first.
    pub facts: Vec<Fact>,
}

/// The shortest paths, ties and all.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Paths {
    /// Shortest first; among equals those of firm facts through less connected things first.
    pub paths: Vec<Path>,
    /// Further paths as long as the last one shown.
    pub further_ties: usize,
    /// The search stopped at its limit: there may be more ties than counted.
    pub cut: bool,
}

/// Nodes of a path in order, and its cost in half hops.
struct Way {
    nodes: Vec<NodeId>,
    cost: usize,
}

impl Graph {
    /// The `k` shortest paths between two nodes under a filter.
    pub fn paths(&self, a: NodeId, b: NodeId, k: usize, filter: &Filter) -> Paths {
        self.paths_of(a, b, k, filter, 1)
    }

    /// The same, for paths of at least so many steps.
    pub(super) fn paths_of(
        &self,
        a: NodeId,
        b: NodeId,
        k: usize,
        filter: &Filter,
        least_steps: usize,
    ) -> Paths {
        let sieve = Sieve::new(self, filter, &[a, b]);
        let admitted: Vec<bool> = self.edge_ids().map(|e| sieve.edge(e)).collect();
        let net = EdgeFiltered::from_fn(&self.net, |e| admitted[e.id().index()]);
        let left: HashMap<NodeId, usize> =
            dijkstra(&net, b, None, |e| self.cost(e.id())).into_iter().collect();
        let mut search = Search { graph: self, filter, admitted: &admitted, left: &left, goal: b, tried: 0 };
        let mut answer = Paths::default();
        let Some(shortest) = left.get(&a).copied().filter(|_| a != b) else { return answer };
        for cost in shortest..=filter.max_hops * 2 {
            let mut ways = search.ways(a, cost, least_steps);
            self.rank(&mut ways);
            let room = k.saturating_sub(answer.paths.len());
            answer.further_ties = ways.len().saturating_sub(room);
            answer.paths.extend(ways.iter().take(room).map(|w| self.path(w, &admitted)));
            if answer.paths.len() >= k || search.tried >= STEPS_TRIED {
                break;
            }
        }
        answer.cut = search.tried >= STEPS_TRIED;
        answer
    }

    /// Half hops of an edge: one on either side of a thing that joins, two between others.
    fn cost(&self, edge: EdgeId) -> usize {
        let (source, target) = self.ends(edge);
        if self.joins(source) || self.joins(target) { 1 } else { 2 }
    }

    /// Firm facts first, then through things with fewer links (they say more), then by id.
    fn rank(&self, ways: &mut [Way]) {
        ways.sort_by_cached_key(|way| {
            let steps = way.nodes.windows(2);
            let soft = steps.filter(|w| !self.between(w[0], w[1]).iter().any(|e| self.is_firm(*e))).count();
            let inner = &way.nodes[1..way.nodes.len() - 1];
            (soft, inner.iter().map(|n| self.degree(*n)).sum::<usize>(), way.nodes.clone())
        });
    }

    fn is_firm(&self, edge: EdgeId) -> bool {
        self.edge(edge).factuality == Factuality::Actual
    }

    fn path(&self, way: &Way, admitted: &[bool]) -> Path {
        let step = |pair: &[NodeId]| {
            let mut edges = self.between(pair[0], pair[1]);
            edges.retain(|e| admitted[e.index()]);
            Step { from: self.thing(pair[0]), to: self.thing(pair[1]), facts: self.best_first(edges) }
        };
        Path { hops: way.cost.div_ceil(2), steps: way.nodes.windows(2).map(step).collect() }
    }

    /// Facts of edges, firm and well documented ones first.
    pub(super) fn best_first(&self, edges: Vec<EdgeId>) -> Vec<Fact> {
        let mut edges = edges;
        edges.sort_by_cached_key(|id| {
            let edge = self.edge(*id);
            let documents = std::cmp::Reverse(self.documents_of(*id));
            (edge.factuality, documents, time::order(edge.date.as_ref()), *id)
        });
        edges.into_iter().map(|e| self.fact(e)).collect()
    }
}

/// Depth-first search for all simple paths of one cost, kept short by the cost still left to the goal.
struct Search<'a> {
    graph: &'a Graph,
    filter: &'a Filter,
    admitted: &'a [bool],
    left: &'a HashMap<NodeId, usize>,
    goal: NodeId,
    tried: usize,
}

impl Search<'_> {
    fn ways(&mut self, from: NodeId, cost: usize, least_steps: usize) -> Vec<Way> {
        let mut found = Vec::new();
        self.walk(&mut vec![from], cost, None, &mut found);
        found.retain(|nodes| nodes.len() > least_steps);
        found.into_iter().map(|nodes| Way { nodes, cost }).collect()
    }

    fn walk(
        &mut self,
        nodes: &mut Vec<NodeId>,
        budget: usize,
        after: Option<Day>,
        found: &mut Vec<Vec<NodeId>>,
    ) {
        let here = nodes[nodes.len() - 1];
        if here == self.goal {
            if budget == 0 {
                found.push(nodes.clone());
            }
            return;
        }
        for (next, after) in self.next(here, after) {
            self.tried += 1;
            if found.len() >= TIES_LOOKED_AT || self.tried >= STEPS_TRIED {
                return;
            }
            let cost = if self.graph.joins(here) || self.graph.joins(next) { 1 } else { 2 };
            let enough = self.left.get(&next).is_some_and(|left| cost + left <= budget);
            if enough && !nodes.contains(&next) {
                nodes.push(next);
                self.walk(nodes, budget - cost, after, found);
                nodes.pop();
            }
        }
    }

    /// The nodes one step on, each with the earliest day the step after may lie on.
    fn next(&self, here: NodeId, after: Option<Day>) -> Vec<(NodeId, Option<Day>)> {
        let mut next: BTreeSet<(NodeId, Option<Day>)> = BTreeSet::new();
        for edge in self.graph.net.edges(here).map(|e| e.id()).filter(|e| self.admitted[e.index()]) {
            let node = self.graph.other(edge, here);
            if !self.filter.forward_in_time {
                next.insert((node, None));
            } else if let Some(date) = self.graph.when(edge) {
                let (first, last) = time::range(date);
                if after.is_none_or(|after| after <= last) {
                    next.insert((node, Some(after.map_or(first, |after| after.max(first)))));
                }
            }
        }
        // Of several facts that lead there, the earliest leaves most room for what follows.
        let mut earliest: Vec<(NodeId, Option<Day>)> = Vec::new();
        for (node, day) in next {
            if earliest.last().is_none_or(|(last, _)| *last != node) {
                earliest.push((node, day));
            }
        }
        earliest
    }
}
