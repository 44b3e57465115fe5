//! What happened when?
//!
//! An entry tells one thing at one time: an agreement or event with all that is said of it for that date, or a fact
//! between two actors. Undated facts stand on no timeline; how many there are is said.

use super::filter::Sieve;
use super::{EdgeId, Fact, Filter, Graph, NodeId, Thing, time};
use crate::model::Edtf;
use serde::Serialize;
use std::collections::BTreeMap;

/// Dated facts in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Timeline {
    /// The thing it is about, if one was asked for.
    pub about: Option<Thing>,
    /// In the order of time.
    pub entries: Vec<Entry>,
    /// Facts that met the conditions but have no date.
    pub undated: usize,
}

/// What happened at one time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// When.
    pub date: Edtf,
    /// The agreement, event or policy it is about; none for a fact between actors.
    pub thing: Option<Thing>,
    /// What is said for that date.
    pub facts: Vec<Fact>,
}

impl Graph {
    /// Dated facts, all or those about one thing; `place` leaves those located there.
    pub fn timeline(&self, about: Option<NodeId>, place: Option<NodeId>, filter: &Filter) -> Timeline {
        let edges = match about {
            Some(about) => self.edges_about(about),
            None => self.edge_ids().collect(),
        };
        let at_place = |e: &EdgeId| place.is_none_or(|place| self.is_at(*e, place));
        self.entries(edges.into_iter().filter(at_place).collect(), about, filter)
    }

    /// Dated facts between things, and about the agreements and events that two or more of them share.
    pub fn timeline_between(&self, asked: &[NodeId], filter: &Filter) -> Timeline {
        let mut near: BTreeMap<NodeId, usize> = BTreeMap::new();
        for one in asked {
            for thing in self.neighbours(*one).into_iter().filter(|n| self.joins(*n)) {
                *near.entry(thing).or_default() += 1;
            }
        }
        near.retain(|_, of| *of > 1);
        let tells = |e: &EdgeId| {
            let (source, target) = self.ends(*e);
            let of = |n: NodeId| asked.contains(&n);
            (of(source) && (of(target) || near.contains_key(&target)))
                || (near.contains_key(&source) && of(target))
        };
        self.entries(self.edge_ids().filter(tells).collect(), None, filter)
    }

    fn entries(&self, edges: Vec<EdgeId>, about: Option<NodeId>, filter: &Filter) -> Timeline {
        let sieve = Sieve::new(self, filter, about.as_slice());
        let mut undated = 0;
        let mut entries: BTreeMap<(Edtf, Option<NodeId>, Option<EdgeId>), Vec<EdgeId>> = BTreeMap::new();
        for edge in edges.into_iter().filter(|e| sieve.edge(*e)) {
            let Some(date) = self.when(edge) else {
                undated += 1;
                continue;
            };
            let thing = self.joining(edge, about);
            let alone = thing.is_none().then_some(edge);
            entries.entry((date.clone(), thing, alone)).or_default().push(edge);
        }
        let entry = |((date, thing, _), edges): ((Edtf, Option<NodeId>, Option<EdgeId>), Vec<EdgeId>)| {
            Entry { date, thing: thing.map(|id| self.thing(id)), facts: self.facts(edges) }
        };
        let mut entries: Vec<Entry> = entries.into_iter().map(entry).collect();
        entries.sort_by_cached_key(|e| (time::order(Some(&e.date)), e.thing.as_ref().map(|t| t.id.clone())));
        Timeline { about: about.map(|id| self.thing(id)), entries, undated }
    }

    /// The edges of a thing, and those of the agreements and events it has to do with.
    fn edges_about(&self, about: NodeId) -> Vec<EdgeId> {
        let mut edges = self.edges_of(about);
        if !self.joins(about) {
            let near: Vec<NodeId> = self.neighbours(about).into_iter().filter(|n| self.joins(*n)).collect();
            edges.extend(near.into_iter().flat_map(|n| self.edges_of(n)));
        }
        edges.sort();
        edges.dedup();
        edges
    }

    /// The end of an edge that an entry is about: an agreement, event or policy, the target before the source.
    fn joining(&self, edge: EdgeId, about: Option<NodeId>) -> Option<NodeId> {
        let (source, target) = self.ends(edge);
        let fits = |node: &NodeId| self.joins(*node) && Some(*node) != about;
        let own = about.filter(|a| self.joins(*a) && (*a == source || *a == target));
        [target, source].into_iter().find(fits).or(own)
    }

    /// Whether a fact is about something at a place.
    fn is_at(&self, edge: EdgeId, place: NodeId) -> bool {
        let (source, target) = self.ends(edge);
        let located = |node: NodeId| {
            let at = |e: &EdgeId| {
                self.edge(*e).etype == crate::model::EdgeType::LocatedIn && self.ends(*e).0 == node
            };
            self.between(node, place).iter().any(at)
        };
        source == place || target == place || (self.joins(source) && located(source)) || located(target)
    }
}
