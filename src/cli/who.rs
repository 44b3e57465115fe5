//! `chancery who NAME`: who held which office when?

use super::Exit;
use super::filter::{FactArgs, Quotes};
use super::look::Page;
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::Offices;

/// Offices of a person over time, or those who have held offices of a state or organisation
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery who Kishida
  chancery who \"South Korea\" --as-of 2024-07")]
pub struct Args {
    /// A person, state or organisation
    name: String,
    #[command(flatten)]
    quotes: Quotes,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    output: Output,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.asked()?;
    let id = session.find(&graph, &args.name)?;
    let offices = graph.offices(id, &args.facts.filter());
    sound(&graph)?;
    args.output.print(session.width, &offices, |page, offices| {
        page.quotes = args.quotes.number(session);
        write(page, offices);
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, offices: &Offices) {
    page.thing(0, &offices.thing);
    if offices.held.is_empty() && offices.belongs.is_empty() {
        page.line("No text names an office or a membership.");
    }
    for (title, facts) in [("Offices", &offices.held), ("Memberships", &offices.belongs)] {
        if !facts.is_empty() {
            page.heading(title, &facts.len().to_string());
            page.facts(2, facts);
        }
    }
}
