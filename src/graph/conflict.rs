//! Where do sources disagree about one thing?
//!
//! Only claims of different documents are set against each other, and only where they speak of one thing: the same two
//! ends and either an act that happens once (to sign, to become a party) or quotations that say the same in other words.
//! A coarser date that contains a finer one is no conflict, nor is a claim that time overtook.

use super::words::{matter, same_act};
use super::{EdgeId, Fact, Family, Filter, Graph, NodeId, Thing, time};
use crate::model::{EdgeType, Edtf, Factuality, Kind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What sources disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// When it was.
    Date,
    /// Whether it was.
    Factuality,
    /// Who is party to it.
    Parties,
    /// What it was: cooperation or confrontation.
    Type,
    /// Who held an office.
    Office,
    /// Where it was.
    Place,
    /// At which event it was concluded.
    Event,
}

impl ConflictKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Factuality => "factuality",
            Self::Parties => "parties",
            Self::Type => "type",
            Self::Office => "office",
            Self::Place => "place",
            Self::Event => "event",
        }
    }
}

/// A disagreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What it is about.
    pub kind: ConflictKind,
    /// The things it concerns.
    pub about: Vec<Thing>,
    /// What each side says.
    pub sides: Vec<Side>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Its answer: a date, a place, a name.
    pub says: String,
    /// The facts behind it, with quotations.
    pub facts: Vec<Fact>,
}

/// A disagreement before it is told: what is said, and by which edges.
pub(super) struct Raw {
    pub(super) kind: ConflictKind,
    pub(super) about: BTreeSet<NodeId>,
    pub(super) sides: BTreeMap<String, BTreeSet<EdgeId>>,
}

impl Raw {
    pub(super) fn new(kind: ConflictKind, about: impl IntoIterator<Item = NodeId>) -> Self {
        Self { kind, about: about.into_iter().collect(), sides: BTreeMap::new() }
    }

    pub(super) fn say(&mut self, says: impl Into<String>, edge: EdgeId) {
        self.sides.entry(says.into()).or_default().insert(edge);
    }
}

impl Graph {
    /// All disagreements, or those that concern one thing.
    pub fn conflicts(&self, about: Option<NodeId>, filter: &Filter) -> Vec<Conflict> {
        let mut raw = Vec::new();
        for edges in self.comparable(filter).values() {
            raw.extend(self.dates(edges));
            raw.extend(self.denials(edges));
        }
        raw.extend(self.retold(filter));
        raw.extend(self.opposites(filter));
        for id in self.node_ids() {
            raw.extend(self.parties_differ(id, filter));
            raw.extend(self.offices_differ(id, filter));
            raw.extend(self.settings_differ(id, filter));
        }
        let mut raw = self.merged(raw);
        raw.retain(|c| about.is_none_or(|a| c.about.contains(&a)));
        raw.sort_by_cached_key(|c| (c.kind, c.about.clone(), c.sides.clone()));
        raw.into_iter().map(|c| self.told(c)).collect()
    }

    /// Edges that may be set against each other: same type, same ends.
    fn comparable(&self, filter: &Filter) -> BTreeMap<(NodeId, NodeId, EdgeType), Vec<EdgeId>> {
        let mut groups: BTreeMap<_, Vec<EdgeId>> = BTreeMap::new();
        for edge in self.edge_ids().filter(|e| filter.admits(self, *e)) {
            let (source, target) = self.ends(edge);
            groups.entry((source, target, self.edge(edge).etype)).or_default().push(edge);
        }
        groups.retain(|_, edges| edges.len() > 1);
        groups
    }

    /// Same ends, an act that happens once, dates that exclude each other.
    fn dates(&self, edges: &[EdgeId]) -> Option<Raw> {
        let mut raw = Raw::new(ConflictKind::Date, []);
        for (a, b) in pairs(edges) {
            let (one, other) = (self.edge(a), self.edge(b));
            let firm = one.factuality.max(other.factuality) <= Factuality::Reported;
            let (Some(x), Some(y)) = (&one.date, &other.date) else { continue };
            if firm && !x.overlaps(y) && self.apart(a, b) && self.same_stage(a, b) {
                raw.about.extend(<[NodeId; 2]>::from(self.ends(a)));
                raw.say(x.to_string(), a);
                raw.say(y.to_string(), b);
            }
        }
        (!raw.sides.is_empty()).then_some(raw)
    }

    /// One says it is so, the other that it is not.
    fn denials(&self, edges: &[EdgeId]) -> Option<Raw> {
        let mut raw = Raw::new(ConflictKind::Factuality, []);
        for (a, b) in pairs(edges) {
            let mut both = [self.edge(a), self.edge(b)];
            both.sort_by_key(|e| e.factuality);
            let opposed =
                both[0].factuality == Factuality::Actual && both[1].factuality == Factuality::Negated;
            let together = match (&both[0].date, &both[1].date) {
                (Some(x), Some(y)) => x.overlaps(y) && !x.is_interval() && !y.is_interval(),
                _ => self.one_act(a, b),
            };
            if opposed && together && self.apart(a, b) {
                raw.about.extend(<[NodeId; 2]>::from(self.ends(a)));
                raw.say(self.edge(a).factuality.as_str(), a);
                raw.say(self.edge(b).factuality.as_str(), b);
            }
        }
        (!raw.sides.is_empty()).then_some(raw)
    }

    /// One document reads cooperation where another reads confrontation in the same act.
    fn opposites(&self, filter: &Filter) -> Vec<Raw> {
        let mut groups: BTreeMap<(NodeId, NodeId), Vec<EdgeId>> = BTreeMap::new();
        for edge in self.edge_ids().filter(|e| filter.admits(self, *e)) {
            let (source, target) = self.ends(edge);
            let firm = self.edge(edge).factuality == Factuality::Actual;
            if firm && self.edge(edge).etype.is_interaction() {
                groups.entry((source.min(target), source.max(target))).or_default().push(edge);
            }
        }
        let friendly = |e: EdgeId| matches!(Family::of(self.edge(e).etype), Family::Ties | Family::Help);
        let mut found = Vec::new();
        for edges in groups.values() {
            for (a, b) in pairs(edges).filter(|(a, b)| friendly(*a) != friendly(*b)) {
                let dates = (&self.edge(a).date, &self.edge(b).date);
                let together = !matches!(dates, (Some(x), Some(y)) if !x.overlaps(y));
                if together && self.apart(a, b) && self.one_act(a, b) {
                    let mut raw = Raw::new(ConflictKind::Type, <[NodeId; 2]>::from(self.ends(a)));
                    raw.say(self.edge(a).etype.as_str(), a);
                    raw.say(self.edge(b).etype.as_str(), b);
                    found.push(raw);
                }
            }
        }
        found
    }

    /// Whether no document stands behind both: one text that tells of two dates tells of two acts.
    pub(super) fn apart(&self, a: EdgeId, b: EdgeId) -> bool {
        let of = |e: EdgeId| -> BTreeSet<&str> {
            self.edge(e).evidence.iter().map(|v| v.document.as_str()).collect()
        };
        of(a).is_disjoint(&of(b))
    }

    /// Whether quotations of two edges say the same in other words.
    pub(super) fn one_act(&self, a: EdgeId, b: EdgeId) -> bool {
        let ends: Vec<NodeId> = [a, b].iter().flat_map(|e| <[NodeId; 2]>::from(self.ends(*e))).collect();
        let of = |e: EdgeId| -> Vec<BTreeSet<String>> {
            self.edge(e).evidence.iter().map(|v| matter(self, &ends, &v.exact)).collect()
        };
        let (ones, others) = (of(a), of(b));
        ones.iter().any(|one| others.iter().any(|other| same_act(one, other)))
    }

    /// Whether two edges of one type and the same ends tell of an act that happens once, at the same stage of an
    /// agreement's life.
    fn same_stage(&self, a: EdgeId, b: EdgeId) -> bool {
        use EdgeType::{ConcludedAt, Issued, PartyTo, Signed};
        let point = |d: &Option<Edtf>| d.as_ref().is_some_and(|d| !d.is_interval());
        let stage = |e: EdgeId| self.edge(e).evidence.first().and_then(|v| stage(&v.exact));
        let etype = self.edge(a).etype;
        let same = match (stage(a), stage(b)) {
            (Some(x), Some(y)) => x == y,
            _ => etype != PartyTo,
        };
        let once = matches!(etype, Signed | PartyTo | Issued | ConcludedAt);
        once && same && point(&self.edge(a).date) && point(&self.edge(b).date)
    }

    /// Joins disagreements of one kind that rest on the same quotations.
    fn merged(&self, raw: Vec<Raw>) -> Vec<Raw> {
        let mut merged: Vec<Raw> = Vec::new();
        for one in raw {
            let same = |other: &&mut Raw| {
                other.kind == one.kind
                    && other.sides.len() == one.sides.len()
                    && one.sides.iter().all(|(says, edges)| {
                        other.sides.get(says).is_some_and(|theirs| self.share_words(edges, theirs))
                    })
            };
            match merged.iter_mut().find(same) {
                Some(other) => {
                    other.about.extend(one.about);
                    for (says, edges) in one.sides {
                        other.sides.entry(says).or_default().extend(edges);
                    }
                }
                None => merged.push(one),
            }
        }
        merged
    }

    /// Whether some quotation of one set overlaps one of the other.
    fn share_words(&self, a: &BTreeSet<EdgeId>, b: &BTreeSet<EdgeId>) -> bool {
        let of = |edges: &BTreeSet<EdgeId>| -> Vec<(String, usize, usize)> {
            let evidence = edges.iter().flat_map(|e| &self.edge(*e).evidence);
            evidence.map(|v| (v.document.clone(), v.start, v.end)).collect()
        };
        let (ones, others) = (of(a), of(b));
        ones.iter().any(|x| others.iter().any(|y| x.0 == y.0 && x.1 < y.2 && y.1 < x.2))
    }

    fn told(&self, raw: Raw) -> Conflict {
        let side = |(says, edges): (String, BTreeSet<EdgeId>)| Side { says, facts: self.facts(edges) };
        let mut sides: Vec<Side> = raw.sides.into_iter().map(side).collect();
        let date = |s: &Side| Edtf::parse(&s.says).ok();
        sides.sort_by_cached_key(|s| (time::order(date(s).as_ref()), s.says.clone()));
        Conflict { kind: raw.kind, about: raw.about.into_iter().map(|id| self.thing(id)).collect(), sides }
    }
}

/// The stage of an agreement's life that a quotation speaks of.
fn stage(exact: &str) -> Option<&'static str> {
    const STAGES: &[(&str, &[&str])] = &[
        ("negotiated", &["negotiat", "talks", "draft"]),
        ("ratified", &["ratif"]),
        ("in force", &["force", "effect", "applied", "applies", "since"]),
        ("signed", &["sign", "conclud", "adopt", "agreed", "initial", "announced", "launched"]),
    ];
    let words = exact.to_lowercase();
    STAGES.iter().find(|(_, signs)| signs.iter().any(|s| words.contains(s))).map(|(stage, _)| *stage)
}

/// All pairs, each once.
pub(super) fn pairs(edges: &[EdgeId]) -> impl Iterator<Item = (EdgeId, EdgeId)> {
    edges.iter().enumerate().flat_map(|(i, a)| edges[i + 1..].iter().map(|b| (*a, *b)))
}

impl Graph {
    /// Whether a thing happens again and again, so that each time has a date and a place of its own.
    pub(super) fn is_series(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let edges = self.edges_of(id);
        let dates: Vec<&Edtf> = edges.iter().filter_map(|e| self.edge(*e).date.as_ref()).collect();
        node.kind == Kind::Event && dates.iter().any(|a| dates.iter().any(|b| !a.overlaps(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;

    #[test]
    fn two_dates_for_one_act_are_a_conflict() {
        let conflicts = sample::graph().conflicts(None, &Filter::default());
        let dates: Vec<&Conflict> = conflicts.iter().filter(|c| c.kind == ConflictKind::Date).collect();
        assert_eq!(dates.len(), 1);
        let says: Vec<&str> = dates[0].sides.iter().map(|s| s.says.as_str()).collect();
        assert_eq!(says, ["2021", "2024-06"]);
    }

    #[test]
    fn a_finer_date_is_no_conflict() {
        let mut records = sample::records();
        records.edges.retain(|e| e.etype == EdgeType::Agree);
        records.edges[0].date = Edtf::parse("2024").ok();
        let graph = Graph::new(records).unwrap();
        assert!(graph.conflicts(None, &Filter::default()).is_empty());
    }
}
