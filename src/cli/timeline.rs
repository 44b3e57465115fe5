//! `chancery timeline [NAME]`: what happened when?

use super::Exit;
use super::filter::{FactArgs, Quotes, kind};
use super::look::{DIM, NAME, Page, arrow, claim, count, paint};
use super::output::{Format, Output};
use super::session::{Session, sound};
use chancery::graph::{Entry, Fact, Scope, Timeline};
use chancery::model::Kind;
use std::collections::BTreeMap;

/// Entries shown where nothing is said.
const ENTRIES: usize = 500;

/// What happened when, of everything or of one thing
///
/// An agreement or event is told once for a date, with all who have to do with it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery timeline Japan --from 2023
  chancery timeline --kinds agreement --from 2024-01 --to 2024-12
  chancery timeline --place Washington --fact-only")]
pub struct Args {
    /// A thing; without one, everything
    name: Option<String>,
    /// Only what was at this place
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only what is about things of these kinds: agreement, event, policy, actor, place
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kinds: Vec<Kind>,
    /// Entries shown; JSON has all unless this is given [default: 500]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
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
    let find = |name: &String| session.find(&graph, name);
    let (about, place) =
        (args.name.as_ref().map(find).transpose()?, args.place.as_ref().map(find).transpose()?);
    let usual = if args.output.format == Format::Text { Some(ENTRIES) } else { None };
    let scope = Scope { about, place, kinds: args.kinds.clone(), most: args.limit.or(usual) };
    let timeline = graph.timeline_of(&scope, &args.facts.filter());
    sound(&graph)?;
    args.output.print(session.width, &timeline, |page, timeline| {
        page.quotes = args.quotes.number(session);
        write(page, timeline);
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, timeline: &Timeline) {
    if let Some(about) = &timeline.about {
        page.thing(0, about);
    }
    let mut year = String::new();
    for entry in &timeline.entries {
        let date = entry.date.as_str().trim_start_matches("../");
        let this: String = date.chars().take(4).collect();
        if this != year {
            page.heading(&this, "");
            year = this;
        }
        match &entry.thing {
            Some(thing) => about_thing(page, entry, &thing.name, &thing.id),
            None => page.facts(2, &entry.facts),
        }
    }
    page.gap();
    let undated =
        if timeline.undated > 0 { format!(", {} undated", timeline.undated) } else { String::new() };
    let more = match timeline.more {
        0 => String::new(),
        more => format!(", {} later not shown; --limit shows more, --from begins later", count(more, "fact")),
    };
    page.words(0, DIM, &format!("{}{more}{undated}", count(timeline.entries.len(), "entry")));
}

/// `2023-08-18  Camp David Principles` and who has to do with it, by relation and kind of claim.
fn about_thing(page: &mut Page, entry: &Entry, name: &str, id: &str) {
    page.line(format!("  {:10}  {}", entry.date.as_str(), paint(NAME, name)));
    let mut said: BTreeMap<_, Vec<&Fact>> = BTreeMap::new();
    for fact in &entry.facts {
        said.entry((fact.etype, fact.factuality, fact.source.id == id)).or_default().push(fact);
    }
    for ((_, factuality, outgoing), facts) in said {
        let mut names: Vec<&str> = Vec::new();
        for fact in &facts {
            let other = if outgoing { &fact.target } else { &fact.source };
            if !names.contains(&other.name.as_str()) {
                names.push(&other.name);
            }
        }
        let names = names.join(", ");
        let told = if outgoing {
            format!("{} {names}", arrow(facts[0]))
        } else {
            format!("{names} {}", arrow(facts[0]))
        };
        page.line(format!("{:14}{told} · {}", "", claim(factuality)));
        let quotes: Vec<_> = facts.iter().flat_map(|f| f.quotes.clone()).collect();
        page.quotations(16, &quotes);
    }
}
