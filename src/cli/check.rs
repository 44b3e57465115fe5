//! `chancery check`: is everything in the store as it says?

use super::Exit;
use super::look::{ERROR, Page, count, paint};
use super::session::Session;
use chancery::graph::Graph;

/// Prove the store: the file is sound, every quotation is in its document to the letter, every fact joins what it may
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery check
  chancery check --store asia.db")]
pub struct Args {}

/// Checks and says what is wrong; exit code 1 if anything is.
pub fn run(_args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let mut faults: Vec<String> = Vec::new();
    if !session.is_json() {
        faults.extend(session.open()?.check()?.iter().map(ToString::to_string));
    }
    let graph = session.graph()?;
    faults.extend(misjoined(&graph));
    let mut page = Page::new(session.width);
    faults.iter().for_each(|fault| page.line(format!("{} {fault}", paint(ERROR, "fault"))));
    let records = graph.records();
    page.line(format!(
        "{}, {}, {}: {}",
        count(records.documents.len(), "document"),
        count(records.nodes.len(), "thing"),
        count(records.edges.len(), "fact"),
        if faults.is_empty() { "sound".to_string() } else { count(faults.len(), "fault") }
    ));
    page.print()?;
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Facts between things that the ontology does not join so, and facts without a quotation.
fn misjoined(graph: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    for id in graph.edge_ids() {
        let edge = graph.edge(id);
        let (source, target) = graph.ends(id);
        let (source, target) = (graph.node(source), graph.node(target));
        if !edge.etype.allows((source.kind, source.ntype), (target.kind, target.ntype)) {
            let fact = format!("{} —{}→ {}", source.id, edge.etype, target.id);
            faults.push(format!("{}: {fact} is no fact of the ontology", edge.key));
        }
        if edge.evidence.is_empty() && edge.analyst.is_empty() {
            faults.push(format!("{}: no quotation says so", edge.key));
        }
    }
    faults
}
