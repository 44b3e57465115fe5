//! GEXF 1.3 (<https://gexf.net>): Gephi, with its time line?
//!
//! Dated edges and nodes have a closed start and end, because readers stumble over open ones: an open end is the first or
//! last day of anything in the graph. What has no date is always there. The date as written is the attribute `date`.

use super::common::{SEPARATOR, days, documents, flat, label, span, xml};
use crate::error::Result;
use crate::model::{Edge, Edtf, Kind, Node, Records};
use std::fmt::Write as _;

const NODE: [(&str, &str); 6] = [
    ("kind", "string"),
    ("type", "string"),
    ("aliases", "string"),
    ("codes", "string"),
    ("date", "string"),
    ("mentions", "integer"),
];
const EDGE: [(&str, &str); 9] = [
    ("type", "string"),
    ("symmetric", "boolean"),
    ("date", "string"),
    ("factuality", "string"),
    ("role", "string"),
    ("asserted_by", "string"),
    ("confidence", "double"),
    ("documents", "integer"),
    ("evidence", "string"),
];

/// All nodes and edges.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let span = span(records);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" \
         xmlns:viz=\"http://gexf.net/1.3/viz\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n",
    );
    let _ = writeln!(
        out,
        "  <meta>\n    <creator>chancery {}</creator>\n    <description>{}</description>\n  </meta>",
        env!("CARGO_PKG_VERSION"),
        xml(&titles(records))
    );
    let mode = match &span {
        Some((first, last)) => format!(
            "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\" start=\"{first}\" end=\"{last}\""
        ),
        None => "mode=\"static\"".into(),
    };
    let _ = writeln!(out, "  <graph defaultedgetype=\"directed\" {mode}>");
    attributes(&mut out, "node", &NODE);
    attributes(&mut out, "edge", &EDGE);
    out.push_str("    <nodes>\n");
    records.nodes.iter().for_each(|n| node(&mut out, n, span.as_ref()));
    out.push_str("    </nodes>\n    <edges>\n");
    records.edges.iter().for_each(|e| edge(&mut out, e, span.as_ref()));
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    Ok(out.into_bytes())
}

fn titles(records: &Records) -> String {
    let titles: Vec<&str> = records.documents.iter().map(|d| d.title.as_str()).collect();
    format!("Read from: {}", titles.join(SEPARATOR))
}

fn attributes(out: &mut String, class: &str, list: &[(&str, &str)]) {
    let _ = writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">");
    for (name, kind) in list {
        let _ = writeln!(out, "      <attribute id=\"{class}_{name}\" title=\"{name}\" type=\"{kind}\"/>");
    }
    out.push_str("    </attributes>\n");
}

/// ` start="…" end="…"`, closed; nothing for what has no date.
fn time(date: Option<&Edtf>, span: Option<&(String, String)>) -> String {
    let (Some(_), Some((earliest, latest))) = (date, span) else { return String::new() };
    let (first, last) = days(date);
    let (first, last) = (first.unwrap_or(earliest.clone()), last.unwrap_or(latest.clone()));
    format!(" start=\"{first}\" end=\"{last}\"")
}

fn value(out: &mut String, class: &str, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "          <attvalue for=\"{class}_{name}\" value=\"{}\"/>", xml(value));
    }
}

fn node(out: &mut String, node: &Node, range: Option<&(String, String)>) {
    let (id, name) = (xml(&node.id), xml(&node.name));
    let _ = writeln!(
        out,
        "      <node id=\"{id}\" label=\"{name}\"{}>\n        <attvalues>",
        time(node.date.as_ref(), range)
    );
    value(out, "node", "kind", node.kind.as_str());
    value(out, "node", "type", node.ntype.as_str());
    value(out, "node", "aliases", &node.aliases.join(SEPARATOR));
    if !node.codes.is_empty() {
        value(out, "node", "codes", &flat(&node.codes));
    }
    value(out, "node", "date", node.date.as_ref().map_or("", |d| d.as_str()));
    value(out, "node", "mentions", &node.mentions.len().to_string());
    let (r, g, b) = match node.kind {
        Kind::Actor => (43, 91, 148),
        Kind::Agreement => (44, 122, 67),
        Kind::Policy => (140, 116, 20),
        Kind::Event => (180, 83, 30),
        Kind::Place => (112, 122, 135),
    };
    let _ = writeln!(
        out,
        "        </attvalues>\n        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>\n      </node>"
    );
}

fn edge(out: &mut String, edge: &Edge, range: Option<&(String, String)>) {
    let (key, source, target) = (xml(&edge.key), xml(&edge.source), xml(&edge.target));
    let _ = writeln!(
        out,
        "      <edge id=\"{key}\" source=\"{source}\" target=\"{target}\" kind=\"{}\" \
         label=\"{}\"{}>\n        <attvalues>",
        edge.etype,
        xml(&label(edge)),
        time(edge.date.as_ref(), range)
    );
    value(out, "edge", "type", edge.etype.as_str());
    value(out, "edge", "symmetric", if edge.etype.is_symmetric() { "true" } else { "false" });
    value(out, "edge", "date", edge.date.as_ref().map_or("", |d| d.as_str()));
    value(out, "edge", "factuality", edge.factuality.as_str());
    value(out, "edge", "role", edge.role.as_deref().unwrap_or(""));
    value(out, "edge", "asserted_by", &edge.asserted_by.join(SEPARATOR));
    value(out, "edge", "confidence", &edge.confidence.to_string());
    value(out, "edge", "documents", &documents(edge).to_string());
    value(out, "edge", "evidence", &flat(&edge.evidence));
    out.push_str("        </attvalues>\n      </edge>\n");
}
