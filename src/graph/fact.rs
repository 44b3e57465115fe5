//! What does an answer show of a node, an edge, a quotation?
//!
//! Plain data with everything a reader needs: an answer in JSON is these types as they are.

use super::{EdgeId, Graph, NodeId, time};
use crate::model::{EdgeType, Edtf, Evidence, Factuality, Kind, NodeType, Spoke};
use serde::Serialize;
use std::collections::BTreeSet;

/// A node, in short.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thing {
    /// `kind/slug`.
    pub id: String,
    /// Actor, agreement, policy, event or place.
    pub kind: Kind,
    /// Type within the kind.
    #[serde(rename = "type")]
    pub ntype: NodeType,
    /// The name to show.
    pub name: String,
    /// The thing's own date.
    pub date: Option<Edtf>,
}

/// A quotation with the document it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Document id.
    pub document: String,
    /// Title of the document.
    pub title: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Edtf>,
    /// The document's file.
    pub source: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// Page, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The text there, to the letter.
    pub exact: String,
    /// The rule that read it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
}

/// An edge with its ends and its quotations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// Where it goes from.
    pub source: Thing,
    /// Where it goes to.
    pub target: Thing,
    /// The edge's key in the graph.
    pub key: String,
    /// Its type.
    #[serde(rename = "type")]
    pub etype: EdgeType,
    /// It has no direction.
    pub symmetric: bool,
    /// When, in EDTF.
    pub date: Option<Edtf>,
    /// What kind of claim it is.
    pub factuality: Factuality,
    /// Title of the office, for `represents`.
    pub role: Option<String>,
    /// Those whose claim it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asserted_by: Vec<Thing>,
    /// From 0 to 1.
    pub confidence: f64,
    /// How many documents say so.
    pub documents: usize,
    /// Who says so, word for word.
    pub quotes: Vec<Quote>,
    /// Marks of the analyst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub analyst: Vec<String>,
}

/// How many documents stand behind quotations.
pub(super) fn documents(evidence: &[Evidence]) -> usize {
    evidence.iter().map(|e| e.document.as_str()).collect::<BTreeSet<_>>().len()
}

impl Graph {
    /// A node, in short.
    pub fn thing(&self, id: NodeId) -> Thing {
        let node = self.node(id);
        Thing {
            id: node.id.clone(),
            kind: node.kind,
            ntype: node.ntype,
            name: node.name.clone(),
            date: node.date.clone(),
        }
    }

    /// An edge with its ends and its quotations.
    pub fn fact(&self, id: EdgeId) -> Fact {
        let (edge, (source, target)) = (self.edge(id), self.ends(id));
        let asserted_by = edge.asserted_by.iter().filter_map(|id| self.node_by_id(id));
        Fact {
            source: self.thing(source),
            target: self.thing(target),
            key: edge.key.clone(),
            etype: edge.etype,
            symmetric: edge.etype.is_symmetric(),
            date: edge.date.clone(),
            factuality: edge.factuality,
            role: edge.role.clone(),
            asserted_by: asserted_by.map(|id| self.thing(id)).collect(),
            confidence: edge.confidence,
            documents: documents(&edge.evidence),
            quotes: edge.evidence.iter().map(|e| self.quote(e)).collect(),
            analyst: edge.analyst.clone(),
        }
    }

    /// Facts of edges, told in time: by date (undated last), then type, ends and key.
    pub fn facts(&self, edges: impl IntoIterator<Item = EdgeId>) -> Vec<Fact> {
        let mut edges: Vec<EdgeId> = edges.into_iter().collect();
        self.sort(&mut edges);
        edges.into_iter().map(|e| self.fact(e)).collect()
    }

    /// The first facts, told in time as [`facts`](Self::facts) tells them.
    pub(super) fn told_in_time(&self, mut spokes: Vec<&Spoke>, most: usize) -> Vec<Fact> {
        spokes.sort_by_cached_key(|s| (time::order_of(s.own()), s.etype, s.factuality, s.edge));
        spokes.into_iter().take(most).map(|s| self.fact(s.edge_id())).collect()
    }

    /// The best documented facts about a node.
    pub fn best(&self, id: NodeId, count: usize) -> Vec<Fact> {
        self.best_first(self.spokes(id).iter().collect(), count)
    }

    /// Sorts edges as answers tell them.
    pub(super) fn sort(&self, edges: &mut [EdgeId]) {
        edges.sort_by_cached_key(|id| {
            let edge = self.edge(*id);
            (time::order(edge.date.as_ref()), edge.etype, edge.factuality, *id)
        });
    }

    /// A quotation with its document.
    pub fn quote(&self, evidence: &Evidence) -> Quote {
        let document = self.document(&evidence.document);
        Quote {
            document: evidence.document.clone(),
            title: document.map_or(String::new(), |d| d.title.clone()),
            publisher: document.and_then(|d| d.publisher.clone()),
            published: document.and_then(|d| d.published.clone()),
            source: document.map_or(String::new(), |d| d.source.clone()),
            start: evidence.start,
            end: evidence.end,
            page: evidence.page,
            exact: evidence.exact.clone(),
            rule: evidence.rule.clone(),
        }
    }

    /// When a fact was: its own date, or that of the agreement or event it is about.
    pub fn when(&self, id: EdgeId) -> Option<&Edtf> {
        let (source, target) = self.ends(id);
        let own = self.edge(id).date.as_ref();
        let of = |node: NodeId| self.node(node).date.as_ref().filter(|_| self.joins(node));
        own.or_else(|| of(target)).or_else(|| of(source))
    }
}
