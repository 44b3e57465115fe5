//! How far is everything from here?
//!
//! A ball grows around each of the two ends of a question, always the one whose next ring costs less, until they meet: what
//! lies far from both is never looked at. Distances count half hops.

use super::filter::Sieve;
use super::{Graph, NodeId};
use crate::model::Kind;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Facts looked at before the search gives up: a guard for very dense graphs.
const LOOKED_AT: usize = 4_000_000;
/// Things whose facts were asked for before the search gives up.
const OPENED: usize = 30_000;

/// Something of each of many things, found by its place.
pub(super) type Map<T> = HashMap<NodeId, T, BuildHasherDefault<Spread>>;

/// Spreads places, which are small numbers and nobody's choice: no more is needed of a hash here.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, place: u32) {
        // The golden ratio, as a fraction of two to the 64th.
        self.0 = (self.0.rotate_left(5) ^ u64::from(place)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// What a ball knows of a thing.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Its distance: final up to the radius, an upper bound beyond.
    far: usize,
    facts: usize,
    kind: Kind,
}

/// Everything within a radius of a node.
pub(super) struct Ball {
    centre: NodeId,
    near: Map<Seen>,
    /// Nodes by distance; those found nearer later are still in their old ring.
    rings: BTreeMap<usize, Vec<NodeId>>,
    pub(super) radius: usize,
}

impl Ball {
    fn new(graph: &Graph, centre: NodeId) -> Self {
        let seen = Seen { far: 0, facts: graph.degree(centre), kind: graph.node(centre).kind };
        let near = Map::from_iter([(centre, seen)]);
        Self { centre, near, rings: BTreeMap::from([(0, vec![centre])]), radius: 0 }
    }

    /// The distance of a node, where it is certain.
    pub(super) fn distance(&self, node: NodeId) -> Option<usize> {
        self.near.get(&node).map(|seen| seen.far).filter(|far| *far <= self.radius)
    }

    /// Nodes at exactly a distance within the radius, in no order.
    fn ring(&self, distance: usize) -> impl Iterator<Item = NodeId> {
        let ring = self.rings.get(&distance).into_iter().flatten().copied();
        ring.filter(move |node| self.near.get(node).is_some_and(|seen| seen.far == distance))
    }

    /// Nodes at no more than a distance within the radius, sorted.
    pub(super) fn within(&self, distance: usize) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = (0..=distance.min(self.radius)).flat_map(|d| self.ring(d)).collect();
        found.sort_unstable();
        found
    }

    /// How many nodes lie within a distance, at most.
    pub(super) fn count(&self, distance: usize) -> usize {
        self.rings.range(..=distance).map(|(_, ring)| ring.len()).sum()
    }

    /// Whether nothing lies beyond the radius.
    fn is_all(&self) -> bool {
        self.rings.range(self.radius..).next().is_none()
    }

    /// Facts to be looked at and things to be opened for the radius to grow by one.
    fn cost(&self) -> (usize, usize) {
        let ring = self.ring(self.radius);
        ring.fold((0, 0), |(facts, things), node| (facts + self.near[&node].facts, things + 1))
    }
}

/// The two balls of a question.
pub(super) struct Reach<'a> {
    graph: &'a Graph,
    sieve: &'a Sieve<'a>,
    pub(super) from: Ball,
    pub(super) to: Ball,
    looked_at: usize,
    opened: usize,
}

impl<'a> Reach<'a> {
    pub(super) fn new(graph: &'a Graph, sieve: &'a Sieve<'a>, from: NodeId, to: NodeId) -> Self {
        let (from, to) = (Ball::new(graph, from), Ball::new(graph, to));
        Self { graph, sieve, from, to, looked_at: 0, opened: 0 }
    }

    /// The length of the shortest way, if there is one of at most `most`; none as well where the search gave up.
    pub(super) fn shortest(&mut self, most: usize) -> Option<usize> {
        loop {
            let met = self.met();
            let seen = self.from.radius + self.to.radius;
            if let Some(met) = met.filter(|met| *met <= seen) {
                return Some(met).filter(|met| *met <= most);
            }
            if seen >= most || !self.grow() {
                return met.filter(|met| *met <= most && !self.gave_up());
            }
        }
    }

    /// Grows the balls until every way of a length runs through them; false where the search gave up.
    pub(super) fn cover(&mut self, length: usize) -> bool {
        while self.from.radius + self.to.radius < length && self.grow() {}
        !self.gave_up()
    }

    /// The goal of every way.
    pub(super) fn goal(&self) -> NodeId {
        self.to.centre
    }

    /// The kind of a thing within one of the balls.
    pub(super) fn kind(&self, node: NodeId) -> Kind {
        let seen = self.to.near.get(&node).or_else(|| self.from.near.get(&node));
        seen.map_or_else(|| self.graph.node(node).kind, |seen| seen.kind)
    }

    /// How many facts a thing has.
    pub(super) fn facts(&self, node: NodeId) -> usize {
        let seen = self.from.near.get(&node).or_else(|| self.to.near.get(&node));
        seen.map_or_else(|| self.graph.degree(node), |seen| seen.facts)
    }

    /// Distances to the goal of things beyond its ball that a way of a length may pass.
    pub(super) fn beyond(&self, length: usize) -> Map<usize> {
        let mut beyond: Map<usize> = Map::default();
        for left in self.to.radius + 1..=length {
            for gone in 0..self.from.radius.min(length - left + 1) {
                let unknown = |n: &NodeId| self.to.distance(*n).is_none() && !beyond.contains_key(n);
                let ring = self.from.ring(gone).filter(unknown);
                let found: Vec<NodeId> = ring.filter(|n| self.steps_to(*n, left, &beyond)).collect();
                beyond.extend(found.into_iter().map(|node| (node, left)));
            }
        }
        beyond
    }

    /// Whether a fact leads from here to where so much less is left to go.
    fn steps_to(&self, here: NodeId, left: usize, beyond: &Map<usize>) -> bool {
        let joins = self.from.near.get(&here).is_some_and(|seen| seen.kind.joins());
        self.sieve.spokes(here).any(|link| {
            let cost = if joins || link.kind.joins() { 1 } else { 2 };
            let there = link.other_id();
            self.to.distance(there).or_else(|| beyond.get(&there).copied()).is_some_and(|d| d + cost == left)
        })
    }

    pub(super) fn gave_up(&self) -> bool {
        self.looked_at > LOOKED_AT || self.opened > OPENED
    }

    /// The shortest way known so far.
    fn met(&self) -> Option<usize> {
        let (small, large) = if self.from.near.len() <= self.to.near.len() {
            (&self.from, &self.to)
        } else {
            (&self.to, &self.from)
        };
        let both = small.near.iter().filter_map(|(node, seen)| Some(seen.far + large.near.get(node)?.far));
        both.min()
    }

    /// Widens the ball that costs less by one half hop; false where nothing is left or the search gave up.
    fn grow(&mut self) -> bool {
        if self.gave_up() || (self.from.is_all() && self.to.is_all()) {
            return false;
        }
        let first = match (self.from.is_all(), self.to.is_all()) {
            // A ball that is whole says all there is: widening it is free.
            (true, _) => true,
            (_, true) => false,
            _ => self.from.cost() <= self.to.cost(),
        };
        let (ball, goal) =
            if first { (&mut self.from, self.to.centre) } else { (&mut self.to, self.from.centre) };
        let (facts, things) = ball.cost();
        self.looked_at += facts;
        self.opened += things;
        if self.looked_at > LOOKED_AT || self.opened > OPENED {
            return false;
        }
        widen(self.sieve, ball, goal);
        true
    }
}

fn widen(sieve: &Sieve<'_>, ball: &mut Ball, goal: NodeId) {
    let mut ring: Vec<NodeId> = ball.ring(ball.radius).filter(|node| *node != goal).collect();
    ring.sort_unstable();
    for here in ring {
        let joins = ball.near.get(&here).is_some_and(|seen| seen.kind.joins());
        for link in sieve.spokes(here) {
            let far = ball.radius + if joins || link.kind.joins() { 1 } else { 2 };
            let other = link.other_id();
            let new = Seen { far: usize::MAX, facts: link.degree as usize, kind: link.kind };
            let known = ball.near.entry(other).or_insert(new);
            if far < known.far {
                known.far = far;
                ball.rings.entry(far).or_default().push(other);
            }
        }
    }
    ball.radius += 1;
}
