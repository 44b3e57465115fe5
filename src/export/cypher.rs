//! openCypher statements, and tables for `neo4j-admin database import`?
//!
//! A node has its kind as label (`Actor`), an edge its type (`PARTY_TO`). The statements at the top, behind `// kuzu:`,
//! make the tables that Kuzu wants before it takes a node; Neo4j and Memgraph skip them as comments.

use super::File;
use super::common::{by_id, days, documents, flat};
use super::csv::Table;
use crate::error::Result;
use crate::model::{Edge, EdgeType, Edtf, Kind, Node, Records};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Columns of Kuzu's node tables.
const NODE_COLUMNS: &str = "id STRING, name STRING, type STRING, aliases STRING[], codes STRING, date STRING, \
                            date_start DATE, date_end DATE, mentions INT64, PRIMARY KEY (id)";
/// Columns of Kuzu's edge tables.
const EDGE_COLUMNS: &str = "key STRING, date STRING, date_start DATE, date_end DATE, factuality STRING, role STRING, \
                            asserted_by STRING[], confidence DOUBLE, documents INT64, evidence STRING";

/// Statements, each ended by `;` at the end of a line.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let mut out = format!(
        "// Graph of chancery {}. Kuzu wants the lines marked \"kuzu:\" first.\n",
        env!("CARGO_PKG_VERSION")
    );
    let nodes = by_id(records);
    for kind in Kind::ALL {
        let _ = writeln!(out, "// kuzu: CREATE NODE TABLE {}({NODE_COLUMNS});", label(*kind));
    }
    let _ = writeln!(
        out,
        "// kuzu: CREATE NODE TABLE Document(id STRING, title STRING, author STRING, publisher STRING, published STRING, \
         source STRING, sha256 STRING, PRIMARY KEY (id));"
    );
    for etype in EdgeType::ALL {
        let pairs: BTreeSet<(Kind, Kind)> = records
            .edges
            .iter()
            .filter(|e| e.etype == *etype)
            .filter_map(|e| Some((nodes.get(e.source.as_str())?.kind, nodes.get(e.target.as_str())?.kind)))
            .collect();
        let pairs: Vec<String> =
            pairs.iter().map(|(a, b)| format!("FROM {} TO {}", label(*a), label(*b))).collect();
        if !pairs.is_empty() {
            let _ = writeln!(
                out,
                "// kuzu: CREATE REL TABLE {}({}, {EDGE_COLUMNS});",
                relation(*etype),
                pairs.join(", ")
            );
        }
    }
    documents_of(&mut out, records);
    records.nodes.iter().for_each(|n| node(&mut out, n));
    for e in &records.edges {
        if let (Some(source), Some(target)) = (nodes.get(e.source.as_str()), nodes.get(e.target.as_str())) {
            edge(&mut out, e, (source.kind, target.kind));
        }
    }
    Ok(out.into_bytes())
}

fn documents_of(out: &mut String, records: &Records) {
    for d in &records.documents {
        let properties = properties(&[
            ("id", text(&d.id)),
            ("title", text(&d.title)),
            ("author", d.author.as_deref().map(text).unwrap_or_default()),
            ("publisher", d.publisher.as_deref().map(text).unwrap_or_default()),
            ("published", edtf(d.published.as_ref())),
            ("source", text(&d.source)),
            ("sha256", text(&d.sha256)),
        ]);
        let _ = writeln!(out, "CREATE (:Document {properties});");
    }
}

fn node(out: &mut String, node: &Node) {
    let (first, last) = days(node.date.as_ref());
    let properties = properties(&[
        ("id", text(&node.id)),
        ("name", text(&node.name)),
        ("type", text(node.ntype.as_str())),
        ("aliases", list(&node.aliases)),
        ("codes", if node.codes.is_empty() { String::new() } else { text(&flat(&node.codes)) }),
        ("date", edtf(node.date.as_ref())),
        ("date_start", day(first)),
        ("date_end", day(last)),
        ("mentions", node.mentions.len().to_string()),
    ]);
    let _ = writeln!(out, "CREATE (:{} {properties});", label(node.kind));
}

fn edge(out: &mut String, edge: &Edge, (source, target): (Kind, Kind)) {
    let (first, last) = days(edge.date.as_ref());
    let properties = properties(&[
        ("key", text(&edge.key)),
        ("date", edtf(edge.date.as_ref())),
        ("date_start", day(first)),
        ("date_end", day(last)),
        ("factuality", text(edge.factuality.as_str())),
        ("role", edge.role.as_deref().map(text).unwrap_or_default()),
        ("asserted_by", list(&edge.asserted_by)),
        ("confidence", format!("{:?}", edge.confidence)),
        ("documents", documents(edge).to_string()),
        ("evidence", text(&flat(&edge.evidence))),
    ]);
    let _ = writeln!(
        out,
        "MATCH (a:{} {{id: {}}}), (b:{} {{id: {}}}) CREATE (a)-[:{} {properties}]->(b);",
        label(source),
        text(&edge.source),
        label(target),
        text(&edge.target),
        relation(edge.etype)
    );
}

/// `{key: value, …}` of those that have a value.
fn properties(list: &[(&str, String)]) -> String {
    let filled: Vec<String> =
        list.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}: {v}")).collect();
    format!("{{{}}}", filled.join(", "))
}

/// A string literal.
pub fn text(value: &str) -> String {
    let mut out = String::from("'");
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            // Kuzu reads `\n` as `n`; a line break as such is read by all.
            '\n' | '\r' | '\t' => out.push(c),
            // No two engines agree on how to write the other control characters.
            '\0'..='\u{1F}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

fn list(values: &[String]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let values: Vec<String> = values.iter().map(|v| text(v)).collect();
    format!("[{}]", values.join(", "))
}

fn day(day: Option<String>) -> String {
    day.map(|d| format!("date('{d}')")).unwrap_or_default()
}

fn edtf(date: Option<&Edtf>) -> String {
    date.map(|d| text(d.as_str())).unwrap_or_default()
}

/// `Actor`.
fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "Actor",
        Kind::Agreement => "Agreement",
        Kind::Policy => "Policy",
        Kind::Event => "Event",
        Kind::Place => "Place",
    }
}

/// `PARTY_TO`.
fn relation(etype: EdgeType) -> String {
    etype.as_str().to_uppercase()
}

/// `nodes.csv` and `edges.csv` with the headers of `neo4j-admin database import`; lists are parted by `;`, and a `;` in a
/// value becomes `,`. Quotations hold line breaks: import with `--multiline-fields=true`.
pub fn neo4j(records: &Records) -> Result<Vec<File>> {
    let columns = [
        "id:ID",
        "name",
        "type",
        "aliases:string[]",
        "codes",
        "date",
        "date_start:date",
        "date_end:date",
        "mentions:int",
        ":LABEL",
    ];
    let mut table = Table::new(&columns, false)?;
    let join = |list: &[String]| list.iter().map(|v| v.replace(';', ",")).collect::<Vec<_>>().join(";");
    for n in &records.nodes {
        let (first, last) = days(n.date.as_ref());
        table.row(&[
            &n.id,
            &n.name,
            n.ntype.as_str(),
            &join(&n.aliases),
            &if n.codes.is_empty() { String::new() } else { flat(&n.codes) },
            n.date.as_ref().map_or("", |d| d.as_str()),
            &first.unwrap_or_default(),
            &last.unwrap_or_default(),
            &n.mentions.len().to_string(),
            label(n.kind),
        ])?;
    }
    Ok(vec![table.finish("nodes.csv")?, neo4j_edges(records, join)?])
}

fn neo4j_edges(records: &Records, join: impl Fn(&[String]) -> String) -> Result<File> {
    let columns = [
        ":START_ID",
        ":END_ID",
        ":TYPE",
        "key",
        "date",
        "date_start:date",
        "date_end:date",
        "factuality",
        "role",
        "asserted_by:string[]",
        "confidence:double",
        "documents:int",
        "evidence",
    ];
    let mut table = Table::new(&columns, false)?;
    for e in &records.edges {
        let (first, last) = days(e.date.as_ref());
        table.row(&[
            &e.source,
            &e.target,
            &relation(e.etype),
            &e.key,
            e.date.as_ref().map_or("", |d| d.as_str()),
            &first.unwrap_or_default(),
            &last.unwrap_or_default(),
            e.factuality.as_str(),
            e.role.as_deref().unwrap_or(""),
            &join(&e.asserted_by),
            &e.confidence.to_string(),
            &documents(e).to_string(),
            &flat(&e.evidence),
        ])?;
    }
    table.finish("edges.csv")
}
