//! `chancery conflicts [NAME]`: where do sources disagree?

use super::Exit;
use super::filter::{FactArgs, Quotes};
use super::look::{DIM, NAME, Page, count, paint};
use super::output::Output;
use super::session::Session;
use chancery::graph::{Conflict, Thing};

/// Facts shown of a side.
const SIDE: usize = 2;

/// Where sources disagree about one thing: date, parties, factuality, type, office, place, event
///
/// Both sides with quotation, document and publication date. A coarser date that contains a finer one is no conflict,
/// nor is a claim that time overtook: see chancery trace.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery conflicts
  chancery conflicts Japan --quotes 2
  chancery conflicts --from 2024 --format json")]
pub struct Args {
    /// Only those that concern this thing
    name: Option<String>,
    #[command(flatten)]
    quotes: Quotes,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    output: Output,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.graph()?;
    let about = args.name.as_ref().map(|name| session.find(&graph, name)).transpose()?;
    let conflicts = graph.conflicts(about, &args.facts.filter());
    args.output.print(session.width, &conflicts, |page, conflicts| {
        page.quotes = args.quotes.number(session);
        conflicts.iter().for_each(|conflict| write(page, conflict));
        page.gap();
        let documents = count(graph.records().documents.len(), "document");
        page.words(0, DIM, &format!("{} in {documents}", count(conflicts.len(), "conflict")));
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, conflict: &Conflict) {
    let about: Vec<&str> = conflict.about.iter().map(|t: &Thing| t.name.as_str()).collect();
    page.heading(conflict.kind.as_str(), &about.join(", "));
    for side in &conflict.sides {
        page.line(format!("  {}", paint(NAME, &side.says)));
        page.facts(4, &side.facts[..SIDE.min(side.facts.len())]);
        if side.facts.len() > SIDE {
            page.words(16, DIM, &format!("and {}", count(side.facts.len() - SIDE, "further fact")));
        }
    }
}
