//! By which steps does one get from one thing to another?
//!
//! Steps go along facts in either direction. A fact between two actors is one hop; an agreement, policy or event between
//! two actors is one hop as well, so that "both are parties to it" is no longer than "they agreed". Costs are therefore
//! counted in half hops.

use super::filter::Sieve;
use super::reach::{Map, Reach};
use super::{Fact, Filter, Graph, NodeId, Thing, shared, time};
use crate::model::{Day, Factuality, Kind, Spoke};
use serde::Serialize;
use std::cell::OnceCell;

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
    /// The search stopped at a limit: there may be more ties than counted, and further paths.
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
        let mut reach = Reach::new(self, &sieve, a, b);
        let mut answer = Paths::default();
        if a == b {
            return answer;
        }
        let mut tried = 0;
        let most = filter.max_hops * 2;
        let shortest = reach.shortest(most);
        let longest = if sieve.is_only_way(a, b) { shortest.unwrap_or(0) } else { most };
        for cost in shortest.into_iter().flat_map(|shortest| shortest..=longest) {
            if !reach.cover(cost) {
                break;
            }
            let mut search = Search::new(self, &sieve, &reach, cost, tried);
            let mut ways = search.ways(a, least_steps);
            tried = search.tried;
            self.rank(&mut ways, &reach);
            let room = k.saturating_sub(answer.paths.len());
            answer.further_ties = ways.len().saturating_sub(room);
            answer.paths.extend(ways.iter().take(room).map(|w| self.path(w, &sieve)));
            if answer.paths.len() >= k || tried >= STEPS_TRIED {
                break;
            }
        }
        answer.cut = tried >= STEPS_TRIED || reach.gave_up();
        answer
    }

    /// Firm facts first, then through things with fewer links (they say more), then by id.
    fn rank(&self, ways: &mut [Way], reach: &Reach<'_>) {
        let firm = |l: &Spoke| l.factuality == Factuality::Actual;
        ways.sort_by_cached_key(|way| {
            let steps = way.nodes.windows(2);
            let soft = steps.filter(|w| !self.linked(w[0], w[1]).iter().any(firm)).count();
            let inner = &way.nodes[1..way.nodes.len() - 1];
            (soft, inner.iter().map(|n| reach.facts(*n)).sum::<usize>(), way.nodes.clone())
        });
    }

    fn path(&self, way: &Way, sieve: &Sieve<'_>) -> Path {
        let step = |pair: &[NodeId]| Step {
            from: self.thing(pair[0]),
            to: self.thing(pair[1]),
            facts: self.best_first(sieve.between(pair[0], pair[1]), usize::MAX),
        };
        Path { hops: way.cost.div_ceil(2), steps: way.nodes.windows(2).map(step).collect() }
    }

    /// The first facts, firm and well documented ones before others.
    pub(super) fn best_first(&self, mut spokes: Vec<&Spoke>, most: usize) -> Vec<Fact> {
        shared::best_first(&mut spokes);
        spokes.into_iter().take(most).map(|spoke| self.fact(spoke.edge_id())).collect()
    }
}

/// Depth-first search for all simple paths of one cost, kept short by the cost still left to the goal.
struct Search<'a> {
    graph: &'a Graph,
    sieve: &'a Sieve<'a>,
    reach: &'a Reach<'a>,
    cost: usize,
    /// What is left from things outside the goal's ball.
    beyond: Map<usize>,
    /// Nodes from which so much or less is left, where somebody asked.
    within: Vec<OnceCell<Vec<NodeId>>>,
    tried: usize,
    least_steps: usize,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph, sieve: &'a Sieve<'a>, reach: &'a Reach<'a>, cost: usize, tried: usize) -> Self {
        let within = vec![OnceCell::new(); cost + 1];
        Self { graph, sieve, reach, cost, beyond: reach.beyond(cost), within, tried, least_steps: 1 }
    }

    fn ways(&mut self, from: NodeId, least_steps: usize) -> Vec<Way> {
        self.least_steps = least_steps;
        let mut found = Vec::new();
        let joins = self.graph.joins(from);
        self.walk(&mut vec![from], joins, self.cost, None, &mut found);
        found.into_iter().map(|nodes| Way { nodes, cost: self.cost }).collect()
    }

    fn walk(
        &mut self,
        nodes: &mut Vec<NodeId>,
        joins: bool,
        budget: usize,
        after: Option<Day>,
        found: &mut Vec<Vec<NodeId>>,
    ) {
        let here = nodes[nodes.len() - 1];
        if here == self.reach.goal() {
            if budget == 0 && nodes.len() > self.least_steps {
                found.push(nodes.clone());
            }
            return;
        }
        for (next, kind, after) in self.next(here, budget, after) {
            self.tried += 1;
            if found.len() >= TIES_LOOKED_AT || self.tried >= STEPS_TRIED {
                return;
            }
            let cost = if joins || kind.joins() { 1 } else { 2 };
            let enough = self.left(next).is_some_and(|left| cost + left <= budget);
            if enough && !nodes.contains(&next) {
                nodes.push(next);
                self.walk(nodes, kind.joins(), budget - cost, after, found);
                nodes.pop();
            }
        }
    }

    /// What is left to the goal.
    fn left(&self, node: NodeId) -> Option<usize> {
        self.reach.to.distance(node).or_else(|| self.beyond.get(&node).copied())
    }

    /// The nodes one step on, in order, each with the earliest day the step after may lie on.
    fn next(&self, here: NodeId, budget: usize, after: Option<Day>) -> Vec<(NodeId, Kind, Option<Day>)> {
        let forward = self.sieve.filter.forward_in_time;
        let mut next: Vec<(NodeId, Kind, Option<Day>)> = Vec::new();
        let mut step = |node: NodeId, kind: Kind, link: &Spoke| match &link.when {
            _ if !forward => next.push((node, kind, None)),
            None => {}
            Some(when) => {
                let (first, last) = time::span(when);
                if after.is_none_or(|after| after <= last) {
                    next.push((node, kind, Some(after.map_or(first, |after| after.max(first)))));
                }
            }
        };
        let near = budget.saturating_sub(1);
        let to = &self.reach.to;
        if near <= to.radius && to.count(near) < self.reach.facts(here) {
            // Few things are near enough to the goal: it is quicker to look for each of them than to pass over all facts.
            for node in self.within[near].get_or_init(|| to.within(near)) {
                let kind = self.reach.kind(*node);
                self.sieve.between(here, *node).into_iter().for_each(|link| step(*node, kind, link));
            }
        } else {
            self.sieve.spokes(here).for_each(|link| step(link.other_id(), link.kind, link));
        }
        // Of several facts that lead there, the earliest leaves most room for what follows.
        next.sort_unstable_by_key(|(node, _, day)| (*node, *day));
        next.dedup_by_key(|(node, ..)| *node);
        next
    }
}
