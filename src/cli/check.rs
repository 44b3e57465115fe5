//! `chancery check`: is everything in the store as it says?

use super::Exit;
use super::look::{ERROR, Page, count, paint};
use super::session::Session;
use chancery::graph::Graph;
use std::collections::BTreeMap;

/// Prove the store: every quotation is in its document to the letter, every fact joins what it may
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery check
  chancery check --store asia.db")]
pub struct Args {}

/// Checks and says what is wrong.
pub fn run(_args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.graph()?;
    let texts = if session.is_json() { BTreeMap::new() } else { texts(session, &graph)? };
    let mut faults = Vec::new();
    let mut slices = 0;
    let mut prove = |document: &str, start: usize, end: usize, exact: &str, whose: &str| {
        let Some(text) = texts.get(document) else { return };
        slices += 1;
        let found: Option<String> = text.get(start..end).map(|slice| slice.iter().collect());
        if found.as_deref() != Some(exact) {
            faults.push(format!("{whose}: {document}:{start}–{end} is not {exact:?}"));
        }
    };
    for node in &graph.records().nodes {
        node.mentions.iter().for_each(|m| prove(&m.document, m.start, m.end, &m.exact, &node.id));
    }
    for edge in &graph.records().edges {
        edge.evidence.iter().for_each(|e| prove(&e.document, e.start, e.end, &e.exact, &edge.key));
    }
    faults.extend(misjoined(&graph));
    let mut page = Page::new(session.width);
    faults.iter().for_each(|fault| page.line(format!("{} {fault}", paint(ERROR, "fault"))));
    let facts = count(graph.records().edges.len(), "fact");
    page.line(format!(
        "{} to the letter, {facts}, {}",
        count(slices, "passage"),
        count(faults.len(), "fault")
    ));
    page.print()?;
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Texts as code points, by document.
fn texts(session: &Session, graph: &Graph) -> anyhow::Result<BTreeMap<String, Vec<char>>> {
    let store = session.open()?;
    let mut texts = BTreeMap::new();
    for document in &graph.records().documents {
        if let Some(text) = store.text(&document.id)? {
            texts.insert(document.id.clone(), text.chars().collect());
        }
    }
    Ok(texts)
}

/// Facts between things that the ontology does not join so, and facts without a quotation.
fn misjoined(graph: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    for id in graph.edge_ids() {
        let edge = graph.edge(id);
        let (source, target) = graph.ends(id);
        let (source, target) = (graph.node(source), graph.node(target));
        if !edge.etype.allows((source.kind, source.ntype), (target.kind, target.ntype)) {
            faults.push(format!(
                "{}: {} —{}→ {} is no fact of the ontology",
                edge.key, source.id, edge.etype, target.id
            ));
        }
        if edge.evidence.is_empty() && edge.analyst.is_empty() {
            faults.push(format!("{}: no quotation says so", edge.key));
        }
    }
    faults
}
