//! How much is in the store?
//!
//! Counted while the records are written and kept ready, so that asking costs nothing.

use super::Store;
use super::documents::meta;
use super::explain::unreadable;
use super::gather::distinct_documents;
use super::pack::json;
use crate::error::Result;
use crate::model::{Edge, Edtf, Kind, Node, NodeType};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many of the best-connected actors are named.
const BEST_CONNECTED: usize = 10;

/// Counts over the records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stats {
    /// Documents that the records are made from.
    pub documents: usize,
    /// All nodes.
    pub nodes: usize,
    /// All edges.
    pub edges: usize,
    /// Mentions of nodes in texts.
    pub mentions: usize,
    /// Quotations of edges.
    pub evidence: usize,
    /// Nodes by kind, then type.
    pub nodes_by_type: BTreeMap<String, BTreeMap<String, usize>>,
    /// Edges by type, then factuality.
    pub edges_by_type: BTreeMap<String, BTreeMap<String, usize>>,
    /// Edges by factuality.
    pub edges_by_factuality: BTreeMap<String, usize>,
    /// Edges with a date.
    pub dated_edges: usize,
    /// Nodes and edges that the analyst's corrections touched.
    pub corrected: usize,
    /// Edges that several documents have.
    pub corroborated: usize,
    /// Sizes of the parts that hang together, of two nodes or more, largest first.
    pub parts: Vec<usize>,
    /// Nodes no edge touches.
    pub lone: usize,
    /// The actors with most neighbours.
    pub best_connected: Vec<Connected>,
}

/// An actor and how well it is connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Connected {
    /// Node id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ntype: NodeType,
    /// Its own date.
    pub date: Option<Edtf>,
    /// Nodes it is linked with.
    pub neighbours: usize,
    /// Edges that touch it.
    pub facts: usize,
}

impl Stats {
    pub(super) fn count_node(&mut self, node: &Node) {
        self.nodes += 1;
        self.mentions += node.mentions.len();
        self.corrected += usize::from(!node.analyst.is_empty());
        *entry(&mut self.nodes_by_type, node.kind.as_str(), node.ntype.as_str()) += 1;
    }

    pub(super) fn count_edge(&mut self, edge: &Edge) {
        self.edges += 1;
        self.evidence += edge.evidence.len();
        self.dated_edges += usize::from(edge.date.is_some());
        self.corroborated += usize::from(distinct_documents(edge) > 1);
        self.corrected += usize::from(!edge.analyst.is_empty());
        let factuality = edge.factuality.as_str();
        *entry(&mut self.edges_by_type, edge.etype.as_str(), factuality) += 1;
        *self.edges_by_factuality.entry(factuality.to_string()).or_default() += 1;
    }

    pub(super) fn count_parts(&mut self, parts: Vec<usize>) {
        self.lone = parts.iter().filter(|size| **size == 1).count();
        self.parts = parts.into_iter().filter(|size| *size > 1).collect();
    }
}

/// The actors with most neighbours, then most facts.
pub(super) fn best_connected(db: &Connection) -> rusqlite::Result<Vec<Connected>> {
    let mut query = db.prepare(
        "SELECT n.id, n.name, n.type, n.date, l.neighbours, l.facts FROM near l JOIN nodes n ON n.num = l.node
         WHERE n.kind = 'actor' ORDER BY l.neighbours DESC, l.facts DESC, n.num LIMIT ?1",
    )?;
    let rows = query.query_map([BEST_CONNECTED], |row| {
        let date = row.get_ref(3)?.as_str_or_null()?;
        let odd = || unreadable("a node's type is no word of the ontology");
        Ok(Connected {
            id: row.get(0)?,
            name: row.get(1)?,
            ntype: NodeType::parse(row.get_ref(2)?.as_str()?).ok_or_else(odd)?,
            date: date.map(Edtf::parse).transpose().map_err(unreadable)?,
            neighbours: row.get(4)?,
            facts: row.get(5)?,
        })
    })?;
    rows.collect()
}

fn entry<'m>(
    counts: &'m mut BTreeMap<String, BTreeMap<String, usize>>,
    first: &str,
    second: &str,
) -> &'m mut usize {
    counts.entry(first.to_string()).or_default().entry(second.to_string()).or_default()
}

impl Store {
    /// Counts over the records.
    pub fn stats(&self) -> Result<Stats> {
        self.ask(|db| match meta(db, "stats")? {
            Some(text) => json(&text),
            None => Ok(Stats::default()),
        })
    }

    /// The name of the node of a kind that most edges touch; the first by id of several.
    pub fn most_told(&self, kind: Kind) -> Result<Option<String>> {
        self.ask(|db| {
            db.prepare(
                "SELECT n.name FROM nodes n LEFT JOIN near l ON l.node = n.num WHERE n.kind = ?1
                 ORDER BY ifnull(l.facts, 0) DESC, n.num LIMIT 1",
            )?
            .query_row([kind.as_str()], |row| row.get(0))
            .optional()
        })
    }
}
