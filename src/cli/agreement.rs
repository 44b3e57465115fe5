//! `chancery agreement NAME`: what is on record of an agreement?

use super::Exit;
use super::filter::{FactArgs, Quotes};
use super::look::{DIM, NAME, Page, claim, paint};
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::{Dated, Fact, Filter, Party, Treaty};
use chancery::model::{Edtf, Kind};

/// The record of an agreement: kind, parties, signatories, dates, place, event, lineage
///
/// The fields are those of hand-made treaty data sets. What no text says is shown as unknown, which is not the same as
/// "still in force".
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery agreement \"Camp David Principles\"
  chancery agreement TSCF --format json")]
pub struct Args {
    /// Name, alias or id of an agreement
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
    let id = match session.find(&graph, &format!("agreement:{}", args.name)) {
        Err(_) => session.find(&graph, &args.name)?,
        found => found?,
    };
    let node = graph.node(id);
    anyhow::ensure!(
        node.kind == Kind::Agreement,
        "{} is no agreement but of kind {}; see chancery show {}",
        node.name,
        node.kind,
        node.id
    );
    let treaty = graph.treaty(id, &args.facts.filter());
    let all = graph.treaty(id, &Filter::default()).parties.len();
    sound(&graph)?;
    args.output.print(session.width, &treaty, |page, treaty| {
        page.quotes = args.quotes.number(session);
        write(page, treaty);
        if treaty.parties.is_empty() && all > 0 {
            page.gap();
            page.words(0, DIM, &format!("No party meets the conditions; without them there are {all}."));
        }
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, treaty: &Treaty) {
    page.thing(0, &treaty.thing);
    if !treaty.aliases.is_empty() {
        page.words(2, DIM, &format!("also: {}", treaty.aliases.join(", ")));
    }
    page.gap();
    let kind =
        format!("{}{}", treaty.lateralism.map_or(String::new(), |l| format!("{l} ")), treaty.thing.ntype);
    field(page, "kind", &kind);
    if let Some(date) = &treaty.thing.date {
        field(page, "dated", date.as_str());
    }
    field(page, "signed", &dates(&treaty.signed));
    field(page, "in force", &dates(&treaty.in_force));
    field(page, "ended", &dates(&treaty.ended));
    field(page, "place", &ends(&treaty.places, &treaty.thing.id));
    field(page, "event", &ends(&treaty.events, &treaty.thing.id));
    parties(page, "Parties", &treaty.parties);
    parties(page, "Signatories", &treaty.signatories);
    parties(page, "Issued by", &treaty.issued_by);
    for (title, facts) in
        [("Place", &treaty.places), ("Event", &treaty.events), ("Amends, implements, holds", &treaty.lineage)]
    {
        if !facts.is_empty() {
            page.heading(title, "");
            page.facts(2, facts);
        }
    }
}

fn field(page: &mut Page, name: &str, value: &str) {
    let value = if value.is_empty() { paint(DIM, "unknown") } else { value.to_string() };
    page.line(format!("  {name:10}{value}"));
}

/// `2024-07 (3 facts), 2024`
fn dates(dated: &[Dated]) -> String {
    let told = |d: &Dated| match d.facts.len() {
        1 => d.date.to_string(),
        n => format!("{} ({n} facts)", d.date),
    };
    dated.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn ends(facts: &[Fact], id: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for fact in facts {
        let other = if fact.source.id == id { &fact.target.name } else { &fact.source.name };
        if !names.contains(&other.as_str()) {
            names.push(other);
        }
    }
    names.join(", ")
}

fn parties(page: &mut Page, title: &str, parties: &[Party]) {
    if parties.is_empty() {
        return;
    }
    page.heading(title, &parties.len().to_string());
    let width = parties.iter().map(|p| p.thing.name.chars().count()).max().unwrap_or(0);
    for party in parties {
        let dates: Vec<&str> = party.dates.iter().map(Edtf::as_str).collect();
        let dates = if dates.is_empty() { "undated".to_string() } else { dates.join(", ") };
        let pad = " ".repeat(width - party.thing.name.chars().count());
        page.line(format!(
            "  {}{pad}  {dates} · {}",
            paint(NAME, &party.thing.name),
            claim(party.factuality)
        ));
        let quotes: Vec<_> = party.facts.iter().flat_map(|f| f.quotes.clone()).collect();
        page.quotations(6, &quotes);
    }
}
