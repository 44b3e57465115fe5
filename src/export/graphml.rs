//! GraphML (<http://graphml.graphdrawing.org>): networkx, igraph, yEd, Gephi?
//!
//! Values are flat: aliases are joined, evidence is JSON in a string. An edge's id is its key.

use super::common::{SEPARATOR, days, documents, flat, xml};
use crate::error::Result;
use crate::model::{Edge, Node, Records};
use std::fmt::Write as _;

/// What it is of, its name, its type.
const KEYS: [(&str, &str, &str); 22] = [
    ("graph", "format", "string"),
    ("graph", "documents", "string"),
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "type", "string"),
    ("node", "aliases", "string"),
    ("node", "codes", "string"),
    ("node", "date", "string"),
    ("node", "mentions", "int"),
    ("node", "mention_list", "string"),
    ("edge", "type", "string"),
    ("edge", "label", "string"),
    ("edge", "date", "string"),
    ("edge", "date_start", "string"),
    ("edge", "date_end", "string"),
    ("edge", "factuality", "string"),
    ("edge", "role", "string"),
    ("edge", "asserted_by", "string"),
    ("edge", "confidence", "double"),
    ("edge", "documents", "int"),
    ("edge", "evidence", "string"),
    ("edge", "symmetric", "boolean"),
];

/// All nodes and edges.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    for (of, name, kind) in KEYS {
        let _ = writeln!(
            out,
            "  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
    out.push_str("  <graph id=\"chancery\" edgedefault=\"directed\">\n");
    data(&mut out, "graph_format", &format!("{} {}", super::json::FORMAT, super::json::VERSION));
    data(&mut out, "graph_documents", &flat(&records.documents));
    records.nodes.iter().for_each(|n| node(&mut out, n));
    records.edges.iter().for_each(|e| edge(&mut out, e));
    out.push_str("  </graph>\n</graphml>\n");
    Ok(out.into_bytes())
}

fn data(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "      <data key=\"{key}\">{}</data>", xml(value));
    }
}

fn node(out: &mut String, node: &Node) {
    let _ = writeln!(out, "    <node id=\"{}\">", xml(&node.id));
    data(out, "node_label", &node.name);
    data(out, "node_kind", node.kind.as_str());
    data(out, "node_type", node.ntype.as_str());
    data(out, "node_aliases", &node.aliases.join(SEPARATOR));
    if !node.codes.is_empty() {
        data(out, "node_codes", &flat(&node.codes));
    }
    data(out, "node_date", node.date.as_ref().map_or("", |d| d.as_str()));
    data(out, "node_mentions", &node.mentions.len().to_string());
    data(out, "node_mention_list", &flat(&node.mentions));
    out.push_str("    </node>\n");
}

fn edge(out: &mut String, edge: &Edge) {
    let (source, target, key) = (xml(&edge.source), xml(&edge.target), xml(&edge.key));
    let _ = writeln!(out, "    <edge id=\"{key}\" source=\"{source}\" target=\"{target}\">");
    let (first, last) = days(edge.date.as_ref());
    data(out, "edge_type", edge.etype.as_str());
    data(out, "edge_label", &super::common::label(edge));
    data(out, "edge_date", edge.date.as_ref().map_or("", |d| d.as_str()));
    data(out, "edge_date_start", &first.unwrap_or_default());
    data(out, "edge_date_end", &last.unwrap_or_default());
    data(out, "edge_factuality", edge.factuality.as_str());
    data(out, "edge_role", edge.role.as_deref().unwrap_or(""));
    data(out, "edge_asserted_by", &edge.asserted_by.join(SEPARATOR));
    data(out, "edge_confidence", &edge.confidence.to_string());
    data(out, "edge_documents", &documents(edge).to_string());
    data(out, "edge_evidence", &flat(&edge.evidence));
    data(out, "edge_symmetric", if edge.etype.is_symmetric() { "true" } else { "false" });
    out.push_str("    </edge>\n");
}
