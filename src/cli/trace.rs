//! `chancery trace SUBJECT [--with OBJECT]`: how did a claim change?

use super::Exit;
use super::filter::{FactArgs, Quotes};
use super::look::{DIM, Page, claim, count, one_line, paint};
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::{Strand, Trace};

/// How claims changed over publication time: rumoured, reported, stated as fact, denied
///
/// Claims of one family (help, pressure and force, ties …) between the same two things, in the order in which their
/// documents were published.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery trace DPRK --with Russia
  chancery trace DPRK --with Russia --about soldiers,troops
  chancery trace Somaliland")]
pub struct Args {
    /// A thing
    subject: String,
    /// Only claims about this thing as well
    #[arg(long, value_name = "NAME")]
    with: Option<String>,
    /// Only claims whose quotation has one of these words (or begins of words)
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    about: Vec<String>,
    /// Also strands whose kind of claim never changed
    #[arg(long)]
    all: bool,
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
    let subject = session.find(&graph, &args.subject)?;
    let with = args.with.as_ref().map(|name| session.find(&graph, name)).transpose()?;
    let mut trace = graph.trace(subject, with, &args.about, &args.facts.filter());
    let steady = trace.strands.iter().filter(|s| s.turns.len() < 2).count();
    if !args.all && with.is_none() {
        trace.strands.retain(|s| s.turns.len() > 1);
    }
    sound(&graph)?;
    args.output.print(session.width, &trace, |page, trace| {
        page.quotes = args.quotes.number(session);
        write(page, trace);
        if trace.strands.is_empty() {
            page.line("No claim about it was made twice and changed.");
        }
        if steady > 0 && !args.all && with.is_none() {
            page.gap();
            let strands = count(steady, "strand");
            page.words(0, DIM, &format!("and {strands} whose kind of claim never changed; --all shows them"));
        }
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, trace: &Trace) {
    page.thing(0, &trace.subject);
    trace.strands.iter().for_each(|strand| show(page, strand));
}

fn show(page: &mut Page, strand: &Strand) {
    let title = format!("{} and {}: {}", strand.source.name, strand.target.name, strand.family.as_str());
    page.heading(&title, &count(strand.claims.len(), "claim"));
    let turn = |t: &chancery::graph::Turn| {
        let published = t.published.as_ref().map_or("undated".to_string(), ToString::to_string);
        format!("{} {}", claim(t.factuality), paint(DIM, &published))
    };
    let turns: Vec<String> = strand.turns.iter().map(turn).collect();
    page.line(format!("  {}", turns.join(" → ")));
    for told in &strand.claims {
        let published = told.published.as_ref().map_or("undated", |d| d.as_str());
        let when = told.fact.date.as_ref().map_or(String::new(), |d| format!(" · of {d}"));
        page.line(format!(
            "  {published:10}  {} · {}{when}",
            claim(told.fact.factuality),
            one_line(told.fact.etype.as_str())
        ));
        page.quotations(14, &told.fact.quotes);
    }
}
