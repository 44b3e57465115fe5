//! What happened when?
//!
//! An entry tells one thing at one time: an agreement or event with all that is said of it for that date, or a fact
//! between two actors. Undated facts stand on no timeline; how many there are is said.

use super::filter::Sieve;
use super::lot::Lot;
use super::time::Order;
use super::{EdgeId, Fact, Filter, Graph, NodeId, Thing, time};
use crate::model::{EdgeType, Edtf, Kind, Spoke};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a timeline is of; the default is of everything.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Only what is about this thing.
    pub about: Option<NodeId>,
    /// Only what was at this place.
    pub place: Option<NodeId>,
    /// Only entries about things of these kinds, a fact between actors being about an actor; empty for all.
    pub kinds: Vec<Kind>,
    /// No more entries than this; all where nothing is said.
    pub most: Option<usize>,
}

/// Dated facts in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Timeline {
    /// The thing it is about, if one was asked for.
    pub about: Option<Thing>,
    /// In the order of time.
    pub entries: Vec<Entry>,
    /// Facts that met the conditions but have no date.
    pub undated: usize,
    /// Later facts that are not told, where only so many entries were asked for.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
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

/// A fact, with its two ends and their kinds.
struct Seen<'a> {
    source: (NodeId, Kind),
    target: (NodeId, Kind),
    spoke: &'a Spoke,
}

impl<'a> Seen<'a> {
    fn from(here: NodeId, kind: Kind, spoke: &'a Spoke) -> Self {
        let (here, there) = ((here, kind), (spoke.other_id(), spoke.kind));
        let (source, target) = if spoke.outgoing { (here, there) } else { (there, here) };
        Self { source, target, spoke }
    }

    /// The end that an entry is about.
    fn joining(&self, about: Option<NodeId>) -> Option<(NodeId, Kind)> {
        joining([self.target, self.source], about)
    }
}

/// The end of a fact that an entry is about: an agreement, event or policy, the target before the source.
fn joining(ends: [(NodeId, Kind); 2], about: Option<NodeId>) -> Option<(NodeId, Kind)> {
    let fits = |(node, kind): &(NodeId, Kind)| kind.joins() && Some(*node) != about;
    let own = |(node, kind): &(NodeId, Kind)| kind.joins() && Some(*node) == about;
    ends.into_iter().find(fits).or_else(|| ends.into_iter().find(own))
}

impl Graph {
    /// Dated facts, all or those about one thing; `place` leaves those located there.
    pub fn timeline(&self, about: Option<NodeId>, place: Option<NodeId>, filter: &Filter) -> Timeline {
        self.timeline_of(&Scope { about, place, ..Scope::default() }, filter)
    }

    /// Dated facts within a scope.
    pub fn timeline_of(&self, scope: &Scope, filter: &Filter) -> Timeline {
        let sieve = Sieve::new(self, filter, scope.about.as_slice());
        let mut lot = Lot::new(scope.most);
        let mut each = |seen: Seen<'_>| {
            let kind = || seen.joining(scope.about).map_or(Kind::Actor, |(_, kind)| kind);
            let told = scope.kinds.is_empty() || scope.kinds.contains(&kind());
            let at_place = || scope.place.is_none_or(|place| self.is_at(&seen, place));
            if sieve.between_ends(seen.source, seen.target, seen.spoke) && at_place() {
                lot.take(seen.spoke, told);
            }
        };
        match (scope.about, scope.place) {
            (Some(about), _) => {
                self.around(about, |s| !self.joins(about) && s.kind.joins()).into_iter().for_each(&mut each)
            }
            (None, Some(place)) => {
                let here = |s: &Spoke| s.etype == EdgeType::LocatedIn && !s.outgoing;
                self.around(place, here).into_iter().for_each(&mut each);
            }
            (None, None) => {
                let kinds = !scope.kinds.is_empty() || !filter.kinds.is_empty();
                self.each_fact(kinds, &mut each);
            }
        }
        let (facts, undated, mut more) = lot.finish();
        let (mut entries, later) = self.entries(facts, scope.about, scope.most);
        more += later;
        if let Some(most) = scope.most.filter(|most| *most < entries.len()) {
            more += entries.drain(most..).map(|entry| entry.facts.len()).sum::<usize>();
        }
        Timeline { about: scope.about.map(|id| self.thing(id)), entries, undated, more }
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
        let sieve = Sieve::new(self, filter, &[]);
        let mut facts: BTreeMap<EdgeId, &Spoke> = BTreeMap::new();
        for one in asked {
            let kind = self.node(*one).kind;
            let tells = |s: &&Spoke| {
                let seen = Seen::from(*one, kind, s);
                let shared = asked.contains(&s.other_id()) || near.contains_key(&s.other_id());
                shared && sieve.between_ends(seen.source, seen.target, s)
            };
            facts.extend(self.spokes(*one).iter().filter(tells).map(|s| (s.edge_id(), s)));
        }
        let mut lot = Lot::new(None);
        facts.into_values().for_each(|spoke| lot.take(spoke, true));
        let (facts, undated, _) = lot.finish();
        let (entries, more) = self.entries(facts, None, None);
        Timeline { about: None, entries, undated, more }
    }

    /// Entries of dated facts, in the order of time, and how many facts come after so many entries.
    fn entries(
        &self,
        facts: Vec<(Order, EdgeId)>,
        about: Option<NodeId>,
        most: Option<usize>,
    ) -> (Vec<Entry>, usize) {
        let mut entries: BTreeMap<(Edtf, Option<NodeId>, Option<EdgeId>), Vec<EdgeId>> = BTreeMap::new();
        let (mut last, mut told) = (None, 0);
        for (order, edge) in &facts {
            if last.is_some_and(|last| last != order) && most.is_some_and(|most| entries.len() >= most) {
                break;
            }
            (last, told) = (Some(order), told + 1);
            let edge = *edge;
            let Some(date) = self.when(edge) else { continue };
            let end = |node: NodeId| (node, self.node(node).kind);
            let (source, target) = self.ends(edge);
            let thing = joining([end(target), end(source)], about).map(|(thing, _)| thing);
            let alone = thing.is_none().then_some(edge);
            entries.entry((date.clone(), thing, alone)).or_default().push(edge);
        }
        let entry = |((date, thing, _), edges): ((Edtf, Option<NodeId>, Option<EdgeId>), Vec<EdgeId>)| {
            Entry { date, thing: thing.map(|id| self.thing(id)), facts: self.facts(edges) }
        };
        let mut entries: Vec<Entry> = entries.into_iter().map(entry).collect();
        entries.sort_by_cached_key(|e| (time::order(Some(&e.date)), e.thing.as_ref().map(|t| t.id.clone())));
        (entries, facts.len() - told)
    }

    /// Every fact once; the kinds of sources only where they matter, for each has to be fetched.
    fn each_fact(&self, kinds: bool, each: &mut dyn FnMut(Seen<'_>)) {
        self.each_spokes(&mut |node, spokes| {
            let mut outgoing = spokes.iter().filter(|s| s.outgoing).peekable();
            let kind = if kinds && outgoing.peek().is_some() { self.node(node).kind } else { Kind::Actor };
            outgoing.for_each(|spoke| each(Seen::from(node, kind, spoke)));
        });
    }

    /// The facts of a thing, and those of the things that facts picked by `leads` lead to; once each.
    fn around(&self, about: NodeId, leads: impl Fn(&Spoke) -> bool) -> Vec<Seen<'_>> {
        let kind = self.node(about).kind;
        let own = self.spokes(about);
        let mut facts: BTreeMap<EdgeId, Seen<'_>> =
            own.iter().map(|s| (s.edge_id(), Seen::from(about, kind, s))).collect();
        let near = own.iter().filter(|s| leads(s)).map(|s| (s.other_id(), s.kind));
        for (near, kind) in near.collect::<BTreeMap<NodeId, Kind>>() {
            let theirs = self.spokes(near).iter();
            facts.extend(theirs.map(|s| (s.edge_id(), Seen::from(near, kind, s))));
        }
        facts.into_values().collect()
    }

    /// Whether a fact is about something at a place.
    fn is_at(&self, fact: &Seen<'_>, place: NodeId) -> bool {
        let located = |node: NodeId| {
            let at = |s: &Spoke| {
                let from_node = if s.other_id() == place { s.outgoing } else { !s.outgoing };
                s.etype == EdgeType::LocatedIn && from_node
            };
            self.linked(node, place).iter().any(at)
        };
        let ((source, kind), (target, _)) = (fact.source, fact.target);
        source == place || target == place || (kind.joins() && located(source)) || located(target)
    }
}
