//! Is one act told twice with dates that exclude each other?
//!
//! Whatever relation each text was read to state: two quotations of different documents that concern the same two things
//! and say the same in other words tell of one act. If every date of the one excludes every date of the other, they
//! disagree.

use super::conflict::{ConflictKind, Raw};
use super::words::{matter, same_act};
use super::{EdgeId, Filter, Graph, NodeId};
use crate::model::{Edtf, Factuality};
use std::collections::{BTreeMap, BTreeSet};

/// Quotations about two things that are compared with each other, at most: a guard for very large stores.
const COMPARED: usize = 400;

/// A quotation with all that was read from it.
struct Told<'a> {
    document: &'a str,
    exact: &'a str,
    edges: BTreeSet<EdgeId>,
    ends: BTreeSet<NodeId>,
    dates: BTreeSet<&'a Edtf>,
}

impl Graph {
    /// Acts that two documents tell with different dates.
    pub(super) fn retold(&self, filter: &Filter) -> Vec<Raw> {
        let told = self.quotations(filter);
        let mut about: BTreeMap<(NodeId, NodeId), Vec<usize>> = BTreeMap::new();
        for (at, one) in told.iter().enumerate() {
            for a in &one.ends {
                for b in one.ends.range(*a..).skip(1) {
                    about.entry((*a, *b)).or_default().push(at);
                }
            }
        }
        let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut found = Vec::new();
        for list in about.values().filter(|list| list.len() <= COMPARED) {
            for (i, a) in list.iter().enumerate() {
                for b in &list[i + 1..] {
                    if seen.insert((*a, *b)) {
                        found.extend(self.two_dates(&told[*a], &told[*b]));
                    }
                }
            }
        }
        found
    }

    /// Quotations of what is firm and dated.
    fn quotations(&self, filter: &Filter) -> Vec<Told<'_>> {
        let mut told: BTreeMap<(&str, usize, usize), Told> = BTreeMap::new();
        for id in self.edge_ids().filter(|e| filter.admits(self, *e)) {
            let edge = self.edge(id);
            let Some(date) = self.when(id).filter(|_| edge.factuality <= Factuality::Reported) else {
                continue;
            };
            for e in &edge.evidence {
                let one = told.entry((&e.document, e.start, e.end)).or_insert_with(|| Told {
                    document: &e.document,
                    exact: &e.exact,
                    edges: BTreeSet::new(),
                    ends: BTreeSet::new(),
                    dates: BTreeSet::new(),
                });
                one.edges.insert(id);
                one.ends.extend(<[NodeId; 2]>::from(self.ends(id)));
                one.dates.insert(date);
            }
        }
        told.into_values().collect()
    }

    fn two_dates(&self, a: &Told, b: &Told) -> Option<Raw> {
        let exclude = a.dates.iter().all(|x| b.dates.iter().all(|y| !x.overlaps(y)));
        if a.document == b.document || !exclude {
            return None;
        }
        let ends: Vec<NodeId> = a.ends.intersection(&b.ends).copied().collect();
        if !same_act(&matter(self, &ends, a.exact), &matter(self, &ends, b.exact)) {
            return None;
        }
        let mut raw = Raw::new(ConflictKind::Date, ends.iter().copied());
        for told in [a, b] {
            for id in &told.edges {
                let (source, target) = self.ends(*id);
                if let Some(date) =
                    self.when(*id).filter(|_| ends.contains(&source) || ends.contains(&target))
                {
                    raw.say(date.as_str(), *id);
                }
            }
        }
        Some(raw)
    }
}
