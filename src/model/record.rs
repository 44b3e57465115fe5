//! What does the corpus know, and who says so?

use super::{DocumentInfo, EdgeType, Edtf, Factuality, Kind, NodeType};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A thing in the world, over all documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// `kind/slug`; the same thing has the same id on the next run.
    pub id: String,
    /// Actor, agreement, policy, event or place.
    pub kind: Kind,
    /// Type within the kind.
    #[serde(rename = "type")]
    pub ntype: NodeType,
    /// The name to show.
    pub name: String,
    /// Other names, sorted.
    pub aliases: Vec<String>,
    /// Codes of the thing in other systems (`iso3`).
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// The thing's own date: when an event was, when an agreement was made.
    pub date: Option<Edtf>,
    /// Where the texts speak of it, in the order of documents and text.
    pub mentions: Vec<MentionRecord>,
    /// Why names were taken for one thing, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// Notes and marks of the analyst, where corrections touched the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analyst: Vec<String>,
}

/// A place in a text that speaks of a node. Offsets are Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct MentionRecord {
    /// Document id.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The text there, to the letter.
    pub exact: String,
    /// The mention is an adjective or people's name (*Russian*).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonym: bool,
}

/// A quotation that says so. Offsets are Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Document id.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The text there, to the letter.
    pub exact: String,
    /// Page, counted from one, where the source has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The rule that read it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
}

/// A fact between two nodes. Facts that differ in date or factuality are different edges: disagreement is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Node id.
    pub source: String,
    /// Node id.
    pub target: String,
    /// Stable and unique in the graph.
    pub key: String,
    /// Its type.
    #[serde(rename = "type")]
    pub etype: EdgeType,
    /// When, in EDTF, at the text's own precision.
    pub date: Option<Edtf>,
    /// What kind of claim it is.
    pub factuality: Factuality,
    /// Title of the office, for `represents`.
    pub role: Option<String>,
    /// Node ids of those whose claim it is, where the texts name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asserted_by: Vec<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Quotations, in the order of documents and text.
    pub evidence: Vec<Evidence>,
    /// Marks of the analyst, where corrections touched or made the edge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analyst: Vec<String>,
}

/// Everything the corpus knows: documents by id, nodes by id, edges by source, type, target, date, factuality and key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Records {
    /// Sorted by id.
    pub documents: Vec<DocumentInfo>,
    /// Sorted by id.
    pub nodes: Vec<Node>,
    /// Sorted by source, type, target, key.
    pub edges: Vec<Edge>,
}

impl Edge {
    /// How many documents say so.
    pub fn documents(&self) -> usize {
        let documents: BTreeSet<&str> = self.evidence.iter().map(|e| e.document.as_str()).collect();
        documents.len()
    }

    /// What cannot be about an edge between things of these kinds and types that so many quotations say.
    pub fn fault(
        &self,
        source: (Kind, NodeType),
        target: (Kind, NodeType),
        quotations: usize,
    ) -> Option<String> {
        if !self.etype.allows(source, target) {
            let fact = format!("{} —{}→ {}", self.source, self.etype, self.target);
            return Some(format!("{}: {fact} is no fact of the ontology", self.key));
        }
        (quotations == 0 && self.analyst.is_empty()).then(|| format!("{}: no quotation says so", self.key))
    }
}
