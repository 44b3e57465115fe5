//! How did a claim change over publication time?
//!
//! A strand holds the claims of one family (help, words against, force …) between the same two things, in the order in
//! which their documents were published: rumoured, reported, stated as fact, denied.

use super::{EdgeId, Fact, Filter, Graph, NodeId, Quote, Thing, fold, time};
use crate::model::{EdgeType, Edtf, Factuality};
use serde::Serialize;
use std::collections::BTreeMap;

/// What sort of dealing an edge type belongs to: claims of one sort about the same two things are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Ties: talks, promises, cooperation, alliance, trade.
    Ties,
    /// Help and concessions.
    Help,
    /// Demands, charges, refusals, threats.
    Words,
    /// Pressure and force.
    Force,
    /// Agreements: party, signature, publication.
    Agreements,
    /// Taking part in events and missions.
    Events,
    /// Membership, office, part, place.
    Structure,
}

impl Family {
    /// The family of an edge type.
    pub fn of(etype: EdgeType) -> Self {
        use EdgeType as T;
        match etype {
            T::Agree | T::Consult | T::Cooperate | T::Ally | T::Trade => Self::Ties,
            T::Support | T::Concede | T::Aid | T::Retreat => Self::Help,
            T::Request | T::Accuse | T::Reject | T::Threaten => Self::Words,
            T::Protest | T::Sanction | T::Mobilize | T::Coerce | T::Assault | T::Dispute => Self::Force,
            T::PartyTo | T::Signed | T::Issued => Self::Agreements,
            T::ParticipatedIn | T::ConcludedAt => Self::Events,
            T::LocatedIn | T::PartOf | T::MemberOf | T::Represents => Self::Structure,
        }
    }

    /// What a reader calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ties => "ties",
            Self::Help => "help",
            Self::Words => "demands and charges",
            Self::Force => "pressure and force",
            Self::Agreements => "agreements",
            Self::Events => "taking part",
            Self::Structure => "belonging",
        }
    }
}

/// How claims about a thing changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// The thing.
    pub subject: Thing,
    /// The other one, if claims about both were asked for.
    pub with: Option<Thing>,
    /// Those whose kind of claim changed first, then the longest.
    pub strands: Vec<Strand>,
}

/// Claims of one family between the same two things.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strand {
    /// From.
    pub source: Thing,
    /// To.
    pub target: Thing,
    /// Sort of dealing.
    pub family: Family,
    /// Each kind of claim with the date of the document that first made it.
    pub turns: Vec<Turn>,
    /// In the order of publication.
    pub claims: Vec<Claim>,
}

/// A kind of claim turns up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turn {
    /// The kind of claim.
    pub factuality: Factuality,
    /// When the document was published.
    pub published: Option<Edtf>,
}

/// A claim in one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// When the document was published.
    pub published: Option<Edtf>,
    /// What it says; its quotations are those of this document alone.
    pub fact: Fact,
}

type Strands = BTreeMap<(NodeId, NodeId, Family), Vec<EdgeId>>;

impl Graph {
    /// How claims about a thing (and another) changed; strands of one claim tell nothing and are left out.
    /// `about` keeps claims whose quotation has a word that begins like one of these.
    pub fn trace(&self, subject: NodeId, with: Option<NodeId>, about: &[String], filter: &Filter) -> Trace {
        let edges = match with {
            Some(with) => self.between(subject, with),
            None => self.edges_of(subject),
        };
        let mut strands = Strands::new();
        for edge in edges.into_iter().filter(|e| filter.admits(self, *e)) {
            let (source, target) = self.ends(edge);
            strands.entry((source, target, Family::of(self.edge(edge).etype))).or_default().push(edge);
        }
        let mut strands: Vec<Strand> =
            strands.into_iter().map(|(key, edges)| self.strand(key, edges, about)).collect();
        strands.retain(|s| s.claims.len() > 1);
        strands.sort_by_key(|s| std::cmp::Reverse((s.turns.len() > 1, s.turns.len(), s.claims.len())));
        Trace { subject: self.thing(subject), with: with.map(|id| self.thing(id)), strands }
    }

    fn strand(
        &self,
        (source, target, family): (NodeId, NodeId, Family),
        edges: Vec<EdgeId>,
        about: &[String],
    ) -> Strand {
        let mut claims: Vec<Claim> = edges.into_iter().flat_map(|e| self.claims(e)).collect();
        claims.retain(|c| about.is_empty() || c.fact.quotes.iter().any(|q| speaks_of(&q.exact, about)));
        claims.sort_by_cached_key(|c| {
            let first = c.fact.quotes.first().map(|q: &Quote| (q.document.clone(), q.start));
            (time::order(c.published.as_ref()), first, c.fact.key.clone())
        });
        let mut turns: Vec<Turn> = Vec::new();
        for claim in &claims {
            if turns.iter().all(|t| t.factuality != claim.fact.factuality) {
                turns.push(Turn { factuality: claim.fact.factuality, published: claim.published.clone() });
            }
        }
        Strand { source: self.thing(source), target: self.thing(target), family, turns, claims }
    }

    /// An edge as each document has it.
    pub(super) fn claims(&self, edge: EdgeId) -> Vec<Claim> {
        let fact = self.fact(edge);
        let mut by_document: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
        for quote in &fact.quotes {
            by_document.entry(quote.document.clone()).or_default().push(quote.clone());
        }
        let claim = |quotes: Vec<Quote>| Claim {
            published: quotes[0].published.clone(),
            fact: Fact { documents: 1, quotes, ..fact.clone() },
        };
        by_document.into_values().map(claim).collect()
    }
}

/// Whether a quotation has a word that begins like one of these.
fn speaks_of(exact: &str, begins: &[String]) -> bool {
    let folded = fold(exact);
    begins.iter().map(|b| fold(b)).any(|begin| folded.split(' ').any(|word| word.starts_with(&begin)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;

    #[test]
    fn a_rumour_becomes_a_fact() {
        let graph = sample::graph();
        let (korea, russia) = (graph.find("DPRK").unwrap(), graph.find("Russia").unwrap());
        let trace = graph.trace(korea, Some(russia), &[], &Filter::default());
        let turns: Vec<String> = trace.strands[0].turns.iter().map(|t| t.factuality.to_string()).collect();
        assert_eq!(turns, ["hypothetical", "actual"]);
    }
}
