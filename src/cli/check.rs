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
    let (faults, sizes) = if session.is_json() {
        let graph = session.graph()?;
        (misjoined(&graph), graph.sizes())
    } else {
        let faults = session.open()?.check()?.iter().map(ToString::to_string).collect();
        (faults, session.asked()?.sizes())
    };
    let mut page = Page::new(session.width);
    faults.iter().for_each(|fault| page.line(format!("{} {fault}", paint(ERROR, "fault"))));
    page.line(format!(
        "{}, {}, {}: {}",
        count(sizes.documents, "document"),
        count(sizes.nodes, "thing"),
        count(sizes.edges, "fact"),
        if faults.is_empty() { "sound".to_string() } else { count(faults.len(), "fault") }
    ));
    page.print()?;
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Facts between things that the ontology does not join so, and facts without a quotation.
fn misjoined(graph: &Graph) -> Vec<String> {
    let fault = |id| {
        let edge = graph.edge(id);
        let (source, target) = graph.ends(id);
        let sort = |node| (graph.node(node).kind, graph.node(node).ntype);
        edge.fault(sort(source), sort(target), edge.evidence.len())
    };
    graph.edge_ids().filter_map(fault).collect()
}
