//! What is on record of an agreement?
//!
//! The fields that hand-made treaty data sets have: kind, parties with dates of their own, signatories, signed / in force
//! / ended, place, event, and what it amends or implements. What no text says stays empty: *unknown* is not *in force*.

use super::{EdgeId, Fact, Filter, Graph, NodeId, Thing, time};
use crate::model::{EdgeType, Edtf, Factuality};
use serde::Serialize;
use std::collections::BTreeMap;

/// The record of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Treaty {
    /// The agreement.
    pub thing: Thing,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Bilateral, trilateral, multilateral; none while fewer than two parties are known.
    pub lateralism: Option<&'static str>,
    /// When it was signed or concluded, with all that say so.
    pub signed: Vec<Dated>,
    /// Since when it has been in force.
    pub in_force: Vec<Dated>,
    /// When it ended, or for whom.
    pub ended: Vec<Dated>,
    /// Who is, or is to be, bound by it.
    pub parties: Vec<Party>,
    /// Who put the signature.
    pub signatories: Vec<Party>,
    /// Who published or launched it.
    pub issued_by: Vec<Party>,
    /// Where it was signed.
    pub places: Vec<Fact>,
    /// At which event.
    pub events: Vec<Fact>,
    /// What it is a part of, amends or implements, and what is a part of it.
    pub lineage: Vec<Fact>,
}

/// A date of its life.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dated {
    /// When.
    pub date: Edtf,
    /// Who says so.
    pub facts: Vec<Fact>,
}

/// Who has to do with it, and since when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Party {
    /// Who.
    pub thing: Thing,
    /// Dates given for it, in time.
    pub dates: Vec<Edtf>,
    /// The firmest claim.
    pub factuality: Factuality,
    /// All that is said, told in time.
    pub facts: Vec<Fact>,
}

impl Graph {
    /// The record of an agreement.
    pub fn treaty(&self, id: NodeId, filter: &Filter) -> Treaty {
        let mut edges = self.edges_of(id);
        edges.retain(|e| filter.admits(self, *e));
        let of = |etypes: &[EdgeType]| -> Vec<EdgeId> {
            edges.iter().copied().filter(|e| etypes.contains(&self.edge(*e).etype)).collect()
        };
        let parties = self.parties(id, of(&[EdgeType::PartyTo]));
        let bound = parties.iter().filter(|p| p.factuality != Factuality::Negated).count();
        let act = of(&[EdgeType::Signed, EdgeType::PartyTo, EdgeType::Issued, EdgeType::ConcludedAt]);
        let ended = |e: &EdgeId| self.edge(*e).factuality == Factuality::Negated;
        let (ended, made): (Vec<EdgeId>, Vec<EdgeId>) = act.into_iter().partition(ended);
        let (lasting, signed): (Vec<EdgeId>, Vec<EdgeId>) =
            made.into_iter().partition(|e| self.is_lasting(*e));
        Treaty {
            thing: self.thing(id),
            aliases: self.node(id).aliases.clone(),
            lateralism: match bound {
                0 | 1 => None,
                2 => Some("bilateral"),
                3 => Some("trilateral"),
                _ => Some("multilateral"),
            },
            signed: self.dated(signed),
            in_force: self.dated(lasting),
            ended: self.dated(ended),
            signatories: self.parties(id, of(&[EdgeType::Signed])),
            issued_by: self.parties(id, of(&[EdgeType::Issued])),
            places: self.facts(of(&[EdgeType::LocatedIn])),
            events: self.facts(of(&[EdgeType::ConcludedAt])),
            lineage: self.facts(of(&[EdgeType::PartOf])),
            parties,
        }
    }

    /// Whether a claim's date says "since": the agreement's time in force, not the day it was made.
    fn is_lasting(&self, edge: EdgeId) -> bool {
        self.edge(edge).date.as_ref().is_some_and(Edtf::is_interval)
    }

    fn parties(&self, id: NodeId, edges: Vec<EdgeId>) -> Vec<Party> {
        let mut of: BTreeMap<NodeId, Vec<EdgeId>> = BTreeMap::new();
        for edge in edges {
            of.entry(self.other(edge, id)).or_default().push(edge);
        }
        let party = |(who, edges): (NodeId, Vec<EdgeId>)| {
            let mut dates: Vec<Edtf> = edges.iter().filter_map(|e| self.edge(*e).date.clone()).collect();
            dates.sort_by_cached_key(|d| time::order(Some(d)));
            dates.dedup();
            let factuality = edges.iter().map(|e| self.edge(*e).factuality).min();
            Party {
                thing: self.thing(who),
                dates,
                factuality: factuality.unwrap_or(Factuality::Actual),
                facts: self.facts(edges),
            }
        };
        let mut parties: Vec<Party> = of.into_iter().map(party).collect();
        parties.sort_by_cached_key(|p| (p.factuality, p.thing.name.clone()));
        parties
    }

    fn dated(&self, edges: Vec<EdgeId>) -> Vec<Dated> {
        let mut by_date: BTreeMap<Edtf, Vec<EdgeId>> = BTreeMap::new();
        for edge in edges {
            if let Some(date) = self.edge(edge).date.clone() {
                by_date.entry(date).or_default().push(edge);
            }
        }
        let mut dated: Vec<Dated> =
            by_date.into_iter().map(|(date, edges)| Dated { date, facts: self.facts(edges) }).collect();
        dated.sort_by_cached_key(|d| time::order(Some(&d.date)));
        dated
    }
}
