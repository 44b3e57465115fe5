//! What does a hub have with each of several partners, side by side?
//!
//! A row is one agreement, policy or event that the hub shares with partners, or several of one *family*: those whose
//! names are the same once the names of hub and partners are taken out (*EU–Japan Digital Partnership*, *EU–Republic of
//! Korea Digital Partnership*). So a row shows what runs in parallel, what all share, and what only one has.

use super::words::stem;
use super::{Fact, Filter, Graph, NodeId, Thing, fold, time};
use crate::model::{EdgeType, Edtf, Factuality, Kind, Spoke};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words that tell no family apart.
const JOINERS: &[&str] =
    &["and", "annual", "between", "bilateral", "for", "in", "of", "on", "the", "to", "with"];

/// A hub and its partners, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// The hub.
    pub hub: Thing,
    /// The partners: the columns.
    pub partners: Vec<Thing>,
    /// Agreements, then policies, then events; what all have first.
    pub rows: Vec<Row>,
    /// Other dealings between hub and partners: facts by type, a count per partner.
    pub dealings: Vec<Dealing>,
}

/// One thing, or several of one family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Agreement, policy or event.
    pub kind: Kind,
    /// What the things are called, without the partners' names.
    pub family: String,
    /// Who has it.
    pub standing: Standing,
    /// What there is with each partner, in the order of the partners.
    pub cells: Vec<Vec<Cell>>,
}

/// Who has what a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// One and the same thing with all partners.
    Shared,
    /// One of its own with every partner.
    Parallel,
    /// With some partners.
    Some,
    /// With one partner.
    One,
}

impl Standing {
    /// What a reader calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "all share",
            Self::Parallel => "in parallel",
            Self::Some => "some",
            Self::One => "only one",
        }
    }
}

/// A thing that hub and partner have to do with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The thing.
    pub thing: Thing,
    /// When.
    pub date: Option<Edtf>,
    /// The softer of the two sides' best claims.
    pub factuality: Factuality,
    /// What hub and partner have to do with it.
    pub facts: Vec<Fact>,
}

/// Facts of one type between the hub and each partner.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dealing {
    /// Type of the facts.
    #[serde(rename = "type")]
    pub etype: EdgeType,
    /// How many, in the order of the partners.
    pub counts: Vec<usize>,
}

impl Graph {
    /// What a hub has with each partner.
    pub fn overlap(&self, hub: NodeId, partners: &[NodeId], filter: &Filter) -> Overlap {
        let around: BTreeSet<NodeId> = partners.iter().copied().chain([hub]).collect();
        let taken = self.words_of(&around);
        let mut rows: Vec<(BTreeSet<String>, Row)> = Vec::new();
        for thing in self.neighbours(hub).into_iter().filter(|n| self.joins(*n)) {
            let cells: Vec<Option<Cell>> =
                partners.iter().map(|p| self.cell(hub, *p, thing, filter)).collect();
            if cells.iter().any(Option::is_some) {
                self.place(thing, cells, &taken, &mut rows);
            }
        }
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        for row in &mut rows {
            row.standing = standing(&row.cells);
        }
        rows.sort_by_cached_key(|r| {
            let first = r.cells.iter().flatten().map(|c| time::order(c.date.as_ref())).min();
            (r.kind, r.standing, first, r.family.clone())
        });
        Overlap {
            hub: self.thing(hub),
            partners: partners.iter().map(|p| self.thing(*p)).collect(),
            rows,
            dealings: self.dealings(hub, partners, filter),
        }
    }

    /// What hub and partner have to do with a thing; none where one of them has not.
    fn cell(&self, hub: NodeId, partner: NodeId, thing: NodeId, filter: &Filter) -> Option<Cell> {
        let side = |one: NodeId| -> Vec<&Spoke> {
            self.linked(one, thing).iter().filter(|l| filter.admits_spoke(self, l)).collect()
        };
        let best = |links: &[&Spoke]| links.iter().map(|l| l.factuality).min();
        let (ours, theirs) = (side(hub), side(partner));
        let factuality = best(&ours)?.max(best(&theirs)?);
        let links: Vec<&Spoke> = ours.into_iter().chain(theirs).collect();
        let dates = links.iter().filter_map(|l| self.edge(l.edge_id()).date.as_ref());
        let first = dates.min_by_key(|d| time::order(Some(d))).cloned();
        let date = self.node(thing).date.clone().or(first);
        Some(Cell { thing: self.thing(thing), date, factuality, facts: self.best_first(links, usize::MAX) })
    }

    /// Puts a thing's cells into the row of its family, or into a new one.
    fn place(
        &self,
        thing: NodeId,
        cells: Vec<Option<Cell>>,
        taken: &BTreeSet<String>,
        rows: &mut Vec<(BTreeSet<String>, Row)>,
    ) {
        let node = self.node(thing);
        let (family, stems) = family(&node.name, taken);
        let fits = |(other, row): &&mut (BTreeSet<String>, Row)| row.kind == node.kind && akin(other, &stems);
        let cells = cells.into_iter().map(|c| c.into_iter().collect::<Vec<Cell>>());
        match rows.iter_mut().find(fits) {
            Some((_, row)) => row.cells.iter_mut().zip(cells).for_each(|(old, new)| old.extend(new)),
            None => {
                let family = if family.is_empty() { node.name.clone() } else { family };
                let row = Row { kind: node.kind, family, standing: Standing::One, cells: cells.collect() };
                rows.push((stems, row));
            }
        }
    }

    /// The words of the names of some nodes.
    fn words_of(&self, nodes: &BTreeSet<NodeId>) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for (id, node) in nodes.iter().map(|id| (*id, self.node(*id))) {
            let demonyms = self.mentions(id).iter().filter(|m| m.demonym).map(|m| &m.exact);
            for name in std::iter::once(&node.name).chain(&node.aliases).chain(demonyms) {
                words.extend(fold(name).split(' ').map(String::from));
            }
        }
        words
    }

    fn dealings(&self, hub: NodeId, partners: &[NodeId], filter: &Filter) -> Vec<Dealing> {
        let mut counts: BTreeMap<EdgeType, Vec<usize>> = BTreeMap::new();
        for (column, partner) in partners.iter().enumerate() {
            for link in self.linked(hub, *partner).iter().filter(|l| filter.admits_spoke(self, l)) {
                counts.entry(link.etype).or_insert_with(|| vec![0; partners.len()])[column] += 1;
            }
        }
        counts.into_iter().map(|(etype, counts)| Dealing { etype, counts }).collect()
    }
}

/// A name without the words of others' names, as written and by stems.
fn family(name: &str, taken: &BTreeSet<String>) -> (String, BTreeSet<String>) {
    let mut written = Vec::new();
    let mut stems = BTreeSet::new();
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | ',')) {
        let folded = fold(word);
        let folded = folded.strip_suffix('s').filter(|w| taken.contains(*w)).unwrap_or(&folded);
        let counts =
            !folded.is_empty() && !taken.contains(folded) && !folded.bytes().any(|b| b.is_ascii_digit());
        if counts {
            written.push(word);
            if !JOINERS.contains(&folded) {
                stems.insert(stem(folded));
            }
        }
    }
    let trim = |w: &&&str| JOINERS.contains(&fold(w).as_str());
    let skip = written.iter().take_while(trim).count();
    let keep = written.len() - written[skip..].iter().rev().take_while(trim).count();
    (written[skip..keep].join(" "), stems)
}

/// Whether two families are one: the same words, or all of one with at most one more.
fn akin(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !small.is_empty()
        && small.is_subset(large)
        && (small.len() == large.len() || (small.len() > 1 && large.len() == small.len() + 1))
}

fn standing(cells: &[Vec<Cell>]) -> Standing {
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    let everywhere = |id: &str| cells.iter().all(|c| c.iter().any(|x| x.thing.id == id));
    let shared = cells.iter().flatten().any(|c| everywhere(&c.thing.id));
    match filled {
        n if n == cells.len() && shared => Standing::Shared,
        n if n == cells.len() => Standing::Parallel,
        1 => Standing::One,
        _ => Standing::Some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;

    #[test]
    fn a_family_is_a_name_without_the_partners() {
        let taken: BTreeSet<String> =
            ["eu", "japan", "republic", "of", "korea"].into_iter().map(String::from).collect();
        let (a, one) = family("EU–Japan Digital Partnership", &taken);
        let (b, other) = family("Digital Partnership with the Republic of Korea", &taken);
        assert_eq!((a.as_str(), b.as_str()), ("Digital Partnership", "Digital Partnership"));
        assert!(akin(&one, &other));
        assert!(!akin(&one, &family("Green Alliance", &taken).1));
    }

    #[test]
    fn what_all_share_comes_first() {
        let graph = sample::graph();
        let ids = ["US", "Japan", "ROK"].map(|n| graph.find(n).unwrap());
        let overlap = graph.overlap(ids[0], &ids[1..], &Filter::default());
        assert_eq!(overlap.rows[0].standing, Standing::Shared);
        assert_eq!(overlap.rows[0].cells[1][0].thing.name, "Camp David Principles");
        assert_eq!(overlap.dealings[0].counts, [1, 1]);
    }
}
