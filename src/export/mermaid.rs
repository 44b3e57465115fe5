//! A Mermaid flow chart, for Markdown?
//!
//! Mermaid refuses charts of more than 500 lines or 50,000 letters: of a larger graph the best-connected part is written,
//! and a comment says so. Edges between two nodes are joined into one line.

use super::common::label;
use crate::error::Result;
use crate::model::{Edge, Factuality, Kind, Node, NodeType, Records};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const MOST_LINES: usize = 400;
const MOST_LETTERS: usize = 42_000;
const MOST_LABELS: usize = 3;

/// The chart.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let joined = join(records);
    let mut most = MOST_LINES;
    loop {
        let chart = chart(records, &joined, most);
        if chart.chars().count() <= MOST_LETTERS || most == 0 {
            return Ok(chart.into_bytes());
        }
        most = most * 3 / 4;
    }
}

/// Edges by their ends; symmetric ones under their first end.
fn join(records: &Records) -> BTreeMap<(&str, &str), Vec<&Edge>> {
    let mut out: BTreeMap<(&str, &str), Vec<&Edge>> = BTreeMap::new();
    for edge in &records.edges {
        out.entry((&edge.source, &edge.target)).or_default().push(edge);
    }
    out
}

fn chart(records: &Records, joined: &BTreeMap<(&str, &str), Vec<&Edge>>, most: usize) -> String {
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    for (a, b) in joined.keys() {
        *degree.entry(a).or_default() += 1;
        *degree.entry(b).or_default() += 1;
    }
    let mut lines: Vec<(&(&str, &str), &Vec<&Edge>)> = joined.iter().collect();
    lines.sort_by_key(|((a, b), _)| std::cmp::Reverse(degree[a].min(degree[b])));
    lines.truncate(most);
    lines.sort_by_key(|(ends, _)| **ends);
    let shown: BTreeSet<&str> = lines.iter().flat_map(|((a, b), _)| [*a, *b]).collect();
    let mut out = String::from("flowchart LR\n");
    if lines.len() < joined.len() {
        let _ = writeln!(out, "%% the best-connected {} of {} lines", lines.len(), joined.len());
    }
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for node in records.nodes.iter().filter(|n| shown.contains(n.id.as_str()) || joined.is_empty()) {
        let next = number.len();
        number.insert(&node.id, next);
        let (open, close) = shape(node);
        let _ = writeln!(out, "  n{next}{open}\"{}\"{close}:::{}", escape(&node.name), node.kind);
    }
    for ((a, b), edges) in lines {
        if let (Some(a), Some(b)) = (number.get(a), number.get(b)) {
            let _ = writeln!(out, "  n{a} {}|\"{}\"| n{b}", arrow(edges), labels(edges));
        }
    }
    out + CLASSES
}

const CLASSES: &str = "  classDef actor fill:#dce9f8,stroke:#2b5b94,color:#1c2430\n  \
                       classDef agreement fill:#dff2e1,stroke:#2c7a43,color:#1c2430\n  \
                       classDef policy fill:#f6f0cf,stroke:#8c7414,color:#1c2430\n  \
                       classDef event fill:#fbe5d9,stroke:#b4531e,color:#1c2430\n  \
                       classDef place fill:#eceef1,stroke:#707a87,color:#1c2430\n";

fn shape(node: &Node) -> (&'static str, &'static str) {
    match (node.kind, node.ntype) {
        (Kind::Actor, NodeType::Person) => ("([", "])"),
        (Kind::Actor, NodeType::Igo | NodeType::Group) => ("[[", "]]"),
        (Kind::Actor, _) => ("[", "]"),
        (Kind::Agreement, _) => ("[/", "/]"),
        (Kind::Policy, _) => ("[/", "\\]"),
        (Kind::Event, _) => ("{{", "}}"),
        (Kind::Place, _) => ("(", ")"),
    }
}

fn arrow(edges: &[&Edge]) -> &'static str {
    let strongest = edges.iter().map(|e| e.factuality).min().unwrap_or(Factuality::Actual);
    let symmetric = edges.iter().all(|e| e.etype.is_symmetric());
    match (strongest, symmetric) {
        (Factuality::Negated, _) => "--x",
        (Factuality::Actual, true) => "---",
        (Factuality::Actual, false) => "-->",
        (_, true) => "-.-",
        (_, false) => "-.->",
    }
}

fn labels(edges: &[&Edge]) -> String {
    let all: BTreeSet<String> = edges.iter().map(|e| label(e)).collect();
    let mut shown: Vec<String> = all.iter().take(MOST_LABELS).map(|l| escape(l)).collect();
    if all.len() > MOST_LABELS {
        shown.push(format!("+{} more", all.len() - MOST_LABELS));
    }
    shown.join("<br/>")
}

/// Text in a quoted label: what Mermaid, Markdown or HTML would read as more than a letter is a numbered entity.
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            '"' | '#' | '&' | '<' | '>' | ';' | '`' | '\\' | '*' | '_' | '%' | '{' | '}' | '[' | ']'
            | '|' => {
                let _ = write!(out, "#{};", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}
