//! What do two or more things have in common?
//!
//! Gathered and sorted by what their lists of neighbours say; the facts themselves are fetched only for what is told.

use super::filter::Sieve;
use super::links::{Answer, LeftOut, Limits, Link, Shared};
use super::{Filter, Graph, NodeId, time};
use crate::model::{EdgeType, Factuality, Kind, NodeType, Spoke};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The facts that each of those asked about has with one thing.
type Sides<'a> = BTreeMap<NodeId, Vec<&'a Spoke>>;

/// A thing that several of those asked about have to do with, and by which facts, best first.
struct Held<'a> {
    thing: NodeId,
    sides: Vec<(NodeId, Vec<&'a Spoke>)>,
}

impl<'a> Held<'a> {
    fn of(thing: NodeId, mut of: Sides<'a>, asked: &[NodeId]) -> Self {
        let side = |one: &NodeId| {
            let mut spokes = of.remove(one)?;
            best_first(&mut spokes);
            Some((*one, spokes))
        };
        Self { thing, sides: asked.iter().filter_map(side).collect() }
    }

    fn spokes(&self) -> impl Iterator<Item = &Spoke> {
        self.sides.iter().flat_map(|(_, spokes)| spokes.iter().copied())
    }

    /// The softest of the best claims on each side.
    fn softest(&self) -> Option<Factuality> {
        self.sides.iter().filter_map(|(_, spokes)| spokes.first().map(|s| s.factuality)).max()
    }

    fn is_membership(&self) -> bool {
        self.sides.iter().all(|(_, spokes)| spokes.iter().any(|s| s.etype == EdgeType::MemberOf))
    }
}

impl Graph {
    /// Fills the layers of what those asked about share.
    pub(super) fn share(&self, asked: &[NodeId], filter: &Filter, limits: Limits, answer: &mut Answer) {
        let (mut agreements, mut events, mut neighbours) = (Vec::new(), Vec::new(), Vec::new());
        for held in self.held(asked, filter) {
            let node = self.node(held.thing);
            match (node.kind, node.ntype) {
                (Kind::Agreement, _) => agreements.push(held),
                (Kind::Event | Kind::Policy, _) => events.push(held),
                (_, NodeType::Igo | NodeType::Group) if held.is_membership() => events.push(held),
                _ => neighbours.push(held),
            }
        }
        neighbours.sort_by_cached_key(|held| Reverse((held.sides.len(), self.weight(held))));
        let more = |layer: &[Held<'_>], most: usize| layer.len().saturating_sub(most);
        answer.left_out = LeftOut {
            agreements: more(&agreements, limits.things),
            events: more(&events, limits.things),
            neighbours: more(&neighbours, limits.neighbours),
        };
        let tell = |layer: Vec<Held<'_>>, most: usize| -> Vec<Shared> {
            layer
                .into_iter()
                .take(most)
                .map(|held| self.told_shared(held, asked.len(), limits.facts))
                .collect()
        };
        answer.agreements = tell(agreements, limits.things);
        answer.events = tell(events, limits.things);
        answer.neighbours = tell(neighbours, limits.neighbours);
    }

    /// Things next to two or more of those asked about: what most of them share first, then firm before soft, in time.
    fn held<'a>(&'a self, asked: &[NodeId], filter: &'a Filter) -> Vec<Held<'a>> {
        let sieve = Sieve::new(self, filter, asked);
        let mut near: BTreeMap<NodeId, Sides<'_>> = BTreeMap::new();
        for one in asked {
            for spoke in sieve.spokes(*one) {
                let thing = spoke.other_id();
                if !asked.contains(&thing) {
                    near.entry(thing).or_default().entry(*one).or_default().push(spoke);
                }
            }
        }
        near.retain(|_, of| of.len() > 1 && (!filter.forward_in_time || runs_forward(of)));
        let mut held: Vec<Held<'_>> =
            near.into_iter().map(|(thing, of)| Held::of(thing, of, asked)).collect();
        held.sort_by_cached_key(|held| {
            let node = self.node(held.thing);
            let first = held.spokes().filter_map(Spoke::own).map(|own| time::order_of(Some(own))).min();
            let own = node.date.as_ref().map(|date| time::order(Some(date)));
            let when = own.or(first).unwrap_or_else(|| time::order(None));
            (Reverse(held.sides.len()), held.softest(), when, node.id.clone())
        });
        held
    }

    /// Documents behind all facts about a shared thing.
    fn weight(&self, held: &Held<'_>) -> usize {
        held.spokes().flat_map(|spoke| self.tellers(spoke.edge_id())).collect::<BTreeSet<u32>>().len()
    }

    fn told_shared(&self, held: Held<'_>, asked: usize, facts: usize) -> Shared {
        let all = held.sides.len() == asked;
        let link = |(one, spokes): (NodeId, Vec<&Spoke>)| Link {
            of: self.thing(one),
            more: spokes.len().saturating_sub(facts),
            facts: spokes.into_iter().take(facts).map(|s| self.fact(s.edge_id())).collect(),
        };
        Shared { thing: self.thing(held.thing), links: held.sides.into_iter().map(link).collect(), all }
    }
}

/// Firm and well documented facts before others.
pub(super) fn best_first(spokes: &mut [&Spoke]) {
    spokes.sort_by_cached_key(|s| (s.factuality, Reverse(s.documents), time::order_of(s.own()), s.edge));
}

/// Whether what one has to do with a thing may come before what another has.
fn runs_forward(of: &Sides<'_>) -> bool {
    let mut day = None;
    for spokes in of.values() {
        let ranges = spokes.iter().filter_map(|s| s.when.as_ref()).map(time::span);
        let Some((first, _)) = ranges.filter(|(_, last)| day.is_none_or(|day| day <= *last)).min() else {
            return false;
        };
        day = day.max(Some(first));
    }
    true
}
