//! `chancery who-links A B`: what links them?

use super::Exit;
use super::filter::{FactArgs, Quotes, WayArgs};
use super::look::{DIM, NAME, Page, arrow, count, paint};
use super::output::{Format, Output};
use super::paths::show_paths;
use super::session::{Session, sound};
use chancery::graph::{Answer, Fact, Limits, NodeId, Shared};

/// Shared agreements, and shared events, shown before the rest is only counted.
const LAYER: usize = 100;
/// Common neighbours shown before the rest is only counted.
const SHOWN: usize = 12;
/// Facts shown of one side of a shared thing.
const SIDE: usize = 2;

/// What links two or more things, with quotations
///
/// In layers: what is said of them directly; agreements they share; events, policies and memberships they share; things
/// next to both; then the shortest ways round. Every line shows direction, type, date, kind of claim and how many
/// documents say so.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery who-links EU ROK
  chancery who-links DPRK EU --exclude-hubs --max-hops 3
  chancery who-links Japan \"South Korea\" US --as-of 2023-12 --fact-only
  chancery who-links Ethiopia Egypt --from 2024 --types agree,party_to --format json")]
pub struct Args {
    /// Names, aliases, codes or ids
    #[arg(required = true, num_args = 2.., value_name = "NAME")]
    names: Vec<String>,
    /// Ways round that are shown
    #[arg(long, short = 'k', value_name = "K", default_value_t = 3)]
    paths: usize,
    /// Show every line of every layer
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    quotes: Quotes,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    ways: WayArgs,
    #[command(flatten)]
    output: Output,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.asked()?;
    let mut asked: Vec<NodeId> = Vec::new();
    for name in &args.names {
        let id = session.find(&graph, name)?;
        anyhow::ensure!(
            !asked.contains(&id),
            "\"{name}\" is {} as well: nothing links a thing with itself",
            graph.label(id)
        );
        asked.push(id);
    }
    let filter = args.ways.add_to(args.facts.filter(), &graph, session)?;
    let all = args.all || args.output.format == Format::Json;
    let some = Limits { things: LAYER, neighbours: SHOWN, facts: SIDE };
    let limits = if all { Limits::default() } else { some };
    let answer = graph.who_links_of(&asked, args.paths, &filter, limits);
    sound(&graph)?;
    args.output.print(session.width, &answer, |page, answer| {
        page.quotes = args.quotes.number(session);
        write(page, answer);
    })?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, answer: &Answer) {
    let names: Vec<String> = answer.asked.iter().map(|t| paint(NAME, &t.name)).collect();
    page.line(names.join(" and "));
    page.words(0, DIM, &searched(answer));
    if answer.is_empty() {
        nothing(page, answer);
        return;
    }
    if !answer.direct.is_empty() {
        page.heading("Direct relations", &count(answer.direct.len(), "fact"));
        page.facts(2, &answer.direct);
    }
    layer(page, "Shared agreements", &answer.agreements, answer.left_out.agreements);
    layer(page, "Shared events, policies and memberships", &answer.events, answer.left_out.events);
    layer(page, "Common neighbours", &answer.neighbours, answer.left_out.neighbours);
    if !answer.paths.paths.is_empty() {
        page.heading("Ways round", "through two or more other things");
        show_paths(page, &answer.paths);
    }
}

fn searched(answer: &Answer) -> String {
    let s = &answer.searched;
    let conditions = match s.conditions.as_slice() {
        [] => String::new(),
        some => format!(" under {}", some.join(" ")),
    };
    let facts = if s.admitted == s.facts {
        count(s.facts, "fact")
    } else {
        format!("{} of {}", s.admitted, count(s.facts, "fact"))
    };
    format!(
        "searched {facts} about {} in {}{conditions}, paths up to {}",
        count(s.things, "thing"),
        count(s.documents, "document"),
        count(s.max_hops, "hop")
    )
}

fn nothing(page: &mut Page, answer: &Answer) {
    page.gap();
    page.line("No link found.");
    for relaxed in &answer.relax {
        page.line(format!("  without {}: {}", paint(NAME, &relaxed.condition), relaxed.finds));
    }
    if answer.relax.is_empty() {
        page.line("  No single condition hides one, and longer paths do not help.");
    }
}

fn layer(page: &mut Page, title: &str, shared: &[Shared], left_out: usize) {
    if shared.is_empty() {
        return;
    }
    page.heading(title, &(shared.len() + left_out).to_string());
    for one in shared {
        page.thing(2, &one.thing);
        for link in &one.links {
            for fact in link.facts.iter().take(SIDE) {
                let from_here = fact.source.id == link.of.id;
                page.told(4, fact.date.as_ref(), &half(fact, from_here), fact);
            }
            let more = (link.facts.len() + link.more).saturating_sub(SIDE);
            if more > 0 {
                page.words(16, DIM, &format!("and {} of {}", count(more, "more fact"), link.of.name));
            }
        }
    }
    if left_out > 0 {
        page.words(2, DIM, &format!("and {left_out} more; --all shows them"));
    }
}

/// A fact whose other end the line above has named.
fn half(fact: &Fact, from_here: bool) -> String {
    if from_here || fact.symmetric {
        let here = if from_here { &fact.source } else { &fact.target };
        format!("{} {}", paint(NAME, &here.name), arrow(fact))
    } else {
        format!("{} {}", arrow(fact), paint(NAME, &fact.target.name))
    }
}
