//! Where do sources disagree about parties, offices, places and events?
//!
//! The disagreements that show only when all facts about one thing are seen together.

use super::conflict::{ConflictKind, Raw, pairs};
use super::{EdgeId, Filter, Graph, NodeId, fold, time};
use crate::model::{Day, EdgeType, Factuality, Kind, NodeType};
use std::collections::{BTreeMap, BTreeSet};

/// Offices that one person at a time holds, by how their folded titles begin.
const SOLE: &[&str] = &[
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "supreme leader",
    "foreign minister",
    "defence minister",
    "defense minister",
    "defence secretary",
    "defense secretary",
    "secretary of state",
    "secretary of defense",
    "secretary general",
    "high representative",
    "minister of defence",
    "minister of foreign affairs",
];

impl Graph {
    /// Two documents name parties of an agreement, and each has one that the other has not.
    pub(super) fn parties_differ(&self, id: NodeId, filter: &Filter) -> Option<Raw> {
        if self.node(id).kind != Kind::Agreement {
            return None;
        }
        let mut by_document: BTreeMap<&str, BTreeMap<NodeId, EdgeId>> = BTreeMap::new();
        for edge in self.firm(id, EdgeType::PartyTo, filter) {
            let party = self.other(edge, id);
            if self.node(party).ntype != NodeType::Person {
                for evidence in &self.edge(edge).evidence {
                    by_document.entry(&evidence.document).or_default().insert(party, edge);
                }
            }
        }
        let lists: Vec<&BTreeMap<NodeId, EdgeId>> = by_document.values().filter(|p| p.len() > 1).collect();
        let within =
            |a: &BTreeMap<NodeId, EdgeId>, b: &BTreeMap<NodeId, EdgeId>| a.keys().all(|k| b.contains_key(k));
        // Lists with nobody in common are about two things of one name rather than two views of one thing.
        let meet =
            |a: &BTreeMap<NodeId, EdgeId>, b: &BTreeMap<NodeId, EdgeId>| a.keys().any(|k| b.contains_key(k));
        let mut raw = Raw::new(ConflictKind::Parties, [id]);
        for (at, a) in lists.iter().enumerate() {
            for b in lists[at + 1..].iter().filter(|b| meet(a, b) && !within(a, b) && !within(b, a)) {
                for list in [a, b] {
                    list.values().for_each(|edge| raw.say(self.names_of(list.keys()), *edge));
                }
            }
        }
        (!raw.sides.is_empty()).then_some(raw)
    }

    fn names_of<'a>(&self, ids: impl Iterator<Item = &'a NodeId>) -> String {
        ids.map(|id| self.node(*id).name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Two persons hold an office that one at a time can hold.
    pub(super) fn offices_differ(&self, id: NodeId, filter: &Filter) -> Vec<Raw> {
        let mut offices: BTreeMap<&str, Vec<EdgeId>> = BTreeMap::new();
        for edge in self.firm(id, EdgeType::Represents, filter) {
            let role = self.edge(edge).role.as_deref().map(fold).unwrap_or_default();
            let sole = SOLE.iter().filter(|s| role == **s || role.ends_with(&format!(" {s}")));
            if let Some(office) = sole.max_by_key(|s| s.len()).filter(|_| self.ends(edge).1 == id) {
                offices.entry(office).or_default().push(edge);
            }
        }
        let mut found = Vec::new();
        for edges in offices.values() {
            for (a, b) in pairs(edges) {
                let (one, other) = (self.ends(a).0, self.ends(b).0);
                if one != other && self.apart(a, b) && self.at_once(a, b) {
                    let mut raw = Raw::new(ConflictKind::Office, [id, one, other]);
                    raw.say(&self.node(one).name, a);
                    raw.say(&self.node(other).name, b);
                    found.push(raw);
                }
            }
        }
        found
    }

    /// Whether two terms overlap for sure. "Since" reaches as far as the document knows; a bare year says too little,
    /// for one may follow the other within it.
    fn at_once(&self, a: EdgeId, b: EdgeId) -> bool {
        let term = |id: EdgeId| -> Option<(Day, Day)> {
            let edge = self.edge(id);
            let date = edge.date.as_ref().filter(|d| d.is_interval() || d.as_str().len() > 4)?;
            let (first, last) = time::range(date);
            let known = edge.evidence.iter().filter_map(|e| self.document(&e.document)?.published.clone());
            let known = known.map(|d| time::range(&d).0).max().unwrap_or(first);
            Some((first, if date.bounds().1.is_none() { known } else { last }))
        };
        matches!((term(a), term(b)), (Some((a, b)), Some((c, d))) if a < d && c < b)
    }

    /// One thing is placed in two places, or an agreement at two events.
    pub(super) fn settings_differ(&self, id: NodeId, filter: &Filter) -> Vec<Raw> {
        if !matches!(self.node(id).kind, Kind::Agreement | Kind::Event) || self.is_series(id) {
            return Vec::new();
        }
        let place = self.settings(id, EdgeType::LocatedIn, ConflictKind::Place, filter);
        let event = self.settings(id, EdgeType::ConcludedAt, ConflictKind::Event, filter);
        place.into_iter().chain(event).collect()
    }

    fn settings(&self, id: NodeId, etype: EdgeType, kind: ConflictKind, filter: &Filter) -> Option<Raw> {
        let mut edges = self.firm(id, etype, filter);
        // A state beside a city is the coarser answer, not another one; wars have many places.
        edges.retain(|e| self.ends(*e).0 == id && self.node(self.ends(*e).1).ntype != NodeType::State);
        if self.node(id).ntype == NodeType::Conflict {
            return None;
        }
        let mut raw = Raw::new(kind, [id]);
        for (a, b) in pairs(&edges) {
            let (here, there) = (self.ends(a).1, self.ends(b).1);
            if here != there && self.apart(a, b) && !self.lies_in(here, there) && !self.lies_in(there, here) {
                raw.say(&self.node(here).name, a);
                raw.say(&self.node(there).name, b);
            }
        }
        (!raw.sides.is_empty()).then_some(raw)
    }

    /// Whether one thing lies in or belongs to another, over any number of steps.
    fn lies_in(&self, inner: NodeId, outer: NodeId) -> bool {
        let mut seen: BTreeSet<NodeId> = BTreeSet::new();
        let mut open = vec![inner];
        while let Some(here) = open.pop() {
            for edge in self.edges_of(here) {
                let (source, target) = self.ends(edge);
                let up = matches!(self.edge(edge).etype, EdgeType::LocatedIn | EdgeType::PartOf);
                if up && source == here && seen.insert(target) {
                    open.push(target);
                }
            }
        }
        seen.contains(&outer)
    }

    /// What is stated as so, of one type at a thing.
    fn firm(&self, id: NodeId, etype: EdgeType, filter: &Filter) -> Vec<EdgeId> {
        let mut edges = self.edges_of(id);
        edges.retain(|e| {
            let edge = self.edge(*e);
            edge.etype == etype && edge.factuality == Factuality::Actual && filter.admits(self, *e)
        });
        edges
    }
}
