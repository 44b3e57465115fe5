//! Who held which office when, and what does each document contribute?

use super::{Fact, Filter, Graph, NodeId, Thing};
use crate::model::{DocumentInfo, EdgeType, Factuality, Kind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Offices of a person, or those who hold offices of an actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offices {
    /// The person or actor asked about.
    pub thing: Thing,
    /// `represents`, told in time; undated ones last.
    pub held: Vec<Fact>,
    /// Memberships and other belongings.
    pub belongs: Vec<Fact>,
}

/// What one document contributes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contribution {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentInfo,
    /// Things it speaks of.
    pub things: usize,
    /// Things no other document speaks of.
    pub things_alone: usize,
    /// Facts it has a quotation for.
    pub facts: usize,
    /// Facts no other document has.
    pub facts_alone: usize,
    /// Quotations by kind of claim.
    pub factuality: BTreeMap<Factuality, usize>,
    /// The things it speaks of most.
    pub most: Vec<String>,
}

/// How many things a contribution names.
const MOST: usize = 5;

impl Graph {
    /// Offices over time.
    pub fn offices(&self, id: NodeId, filter: &Filter) -> Offices {
        let mut edges = self.edges_of(id);
        edges.retain(|e| filter.admits(self, *e));
        let of = |etypes: &[EdgeType]| {
            self.facts(edges.iter().copied().filter(|e| etypes.contains(&self.edge(*e).etype)))
        };
        let belongs = of(&[EdgeType::MemberOf, EdgeType::PartOf]);
        Offices { thing: self.thing(id), held: of(&[EdgeType::Represents]), belongs }
    }

    /// What each document contributes, in the order of their ids.
    pub fn contributions(&self) -> Vec<Contribution> {
        let mut things: BTreeMap<&str, BTreeMap<NodeId, usize>> = BTreeMap::new();
        let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
        for id in self.node_ids() {
            let mut of: BTreeSet<&str> = BTreeSet::new();
            for mention in self.mentions(id) {
                *things.entry(&mention.document).or_default().entry(id).or_default() += 1;
                of.insert(&mention.document);
            }
            if let (1, Some(only)) = (of.len(), of.first()) {
                *alone.entry(only).or_default() += 1;
            }
        }
        let facts = self.facts_by_document();
        let contribution = |document: &DocumentInfo| {
            let here = document.id.as_str();
            let spoken = things.remove(here).unwrap_or_default();
            let (facts_alone, factuality) = facts.get(here).cloned().unwrap_or_default();
            Contribution {
                document: document.clone(),
                things: spoken.len(),
                things_alone: alone.get(here).copied().unwrap_or(0),
                facts: factuality.values().sum(),
                facts_alone,
                factuality,
                most: self.most(spoken),
            }
        };
        self.records().documents.iter().map(contribution).collect()
    }

    /// Facts that no other document has, and all facts by kind of claim, of each document.
    fn facts_by_document(&self) -> BTreeMap<&str, (usize, BTreeMap<Factuality, usize>)> {
        let mut facts: BTreeMap<&str, (usize, BTreeMap<Factuality, usize>)> = BTreeMap::new();
        for edge in &self.records().edges {
            let documents: BTreeSet<&str> = edge.evidence.iter().map(|e| e.document.as_str()).collect();
            for document in &documents {
                let (alone, claims) = facts.entry(document).or_default();
                *alone += usize::from(documents.len() == 1);
                *claims.entry(edge.factuality).or_default() += 1;
            }
        }
        facts
    }

    fn most(&self, spoken: BTreeMap<NodeId, usize>) -> Vec<String> {
        let mut spoken: Vec<(NodeId, usize)> = spoken.into_iter().collect();
        spoken.retain(|(id, _)| self.node(*id).kind != Kind::Place);
        spoken.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        spoken.into_iter().take(MOST).map(|(id, _)| self.node(id).name.clone()).collect()
    }
}
