//! `chancery show NAME`: what is known of one thing?

use super::Exit;
use super::filter::{FactArgs, Quotes};
use super::look::{DIM, NAME, Page, count, paint};
use super::output::{Format, Output};
use super::session::{Session, sound};
use chancery::Error;
use chancery::graph::{Dossier, Graph, Group, NodeId};

/// Facts shown of a group before the rest is only counted.
const SHOWN: usize = 12;
/// Documents that speak of the thing, shown before the rest is only counted.
const DOCUMENTS: usize = 100;
/// Namesakes shown.
const NAMESAKES: usize = 8;

/// Everything known of one thing: names, codes, dates, facts, quotations
///
/// Where a name means several things, each is told in short, so that a summit can be told from its place.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery show TSCF
  chancery show \"Camp David\"
  chancery show place:\"Camp David\" --quotes 3
  chancery show Kishida --why")]
pub struct Args {
    /// Name, alias, code or id
    name: String,
    /// Say why names were taken for one thing
    #[arg(long)]
    why: bool,
    /// Show every fact
    #[arg(long)]
    all: bool,
    /// Show the key of each fact, by which it can be corrected
    #[arg(long)]
    keys: bool,
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
    let filter = args.facts.filter();
    let found = match session.find(&graph, &args.name) {
        Err(Error::AmbiguousName { .. }) => graph.find_all(&args.name),
        one => vec![one?],
    };
    let all = args.all || args.output.format == Format::Json;
    let (facts, documents) = if all { (usize::MAX, usize::MAX) } else { (SHOWN, DOCUMENTS) };
    let dossiers: Vec<Dossier> =
        found.iter().map(|id| graph.dossier_of(*id, &filter, facts, documents)).collect();
    sound(&graph)?;
    match dossiers.as_slice() {
        [one] => args.output.print(session.width, one, |page, dossier| {
            page.quotes = args.quotes.number(session);
            page.keys = args.keys;
            write(page, dossier, args);
        })?,
        many => {
            args.output.print(session.width, &many, |page, _| several(page, &graph, &args.name, &found))?
        }
    }
    Ok(Exit::Done)
}

/// Things of one name, each in short.
fn several(page: &mut Page, graph: &Graph, name: &str, found: &[NodeId]) {
    page.line(format!("{} means several things:", paint(NAME, name)));
    for id in found {
        page.gap();
        page.thing(2, &graph.thing(*id));
        let best = graph.best(*id, 2);
        page.facts(4, &best);
    }
    let mut near = graph.find_partly(name);
    near.retain(|id| !found.contains(id));
    if !near.is_empty() {
        page.heading("Names that hold it", "");
        near.iter().take(NAMESAKES).for_each(|id| page.thing(2, &graph.thing(*id)));
    }
    page.gap();
    page.words(0, DIM, &format!("chancery show {} tells one of them in full", graph.node(found[0]).id));
}

fn write(page: &mut Page, dossier: &Dossier, args: &Args) {
    page.thing(0, &dossier.thing);
    if !dossier.aliases.is_empty() {
        page.words(2, DIM, &format!("also: {}", dossier.aliases.join(", ")));
    }
    let codes: Vec<String> = dossier.codes.iter().map(|(k, v)| format!("{k} {v}")).collect();
    if !codes.is_empty() {
        page.words(2, DIM, &codes.join(", "));
    }
    for mark in &dossier.analyst {
        page.words(2, DIM, &format!("analyst: {mark}"));
    }
    for group in &dossier.groups {
        show_group(page, group);
    }
    if !dossier.mentions.is_empty() {
        let documents = dossier.mentions.len() + dossier.more_mentions;
        page.heading("Spoken of in", &count(documents, "document"));
    }
    for mentioned in &dossier.mentions {
        let published = mentioned.published.as_ref().map_or("", |d| d.as_str());
        let forms = paint(DIM, &format!("as {}", mentioned.forms.join(", ")));
        page.line(format!("  {:>4}×  {published:10}  {}", mentioned.times, mentioned.title));
        page.words(20, anstyle::Style::new(), &forms);
    }
    if dossier.more_mentions > 0 {
        page.words(2, DIM, &format!("and {} more; --all shows them", dossier.more_mentions));
    }
    if args.why && !dossier.why.is_empty() {
        page.heading("Why these names are one thing", "");
        dossier.why.iter().for_each(|why| page.words(2, anstyle::Style::new(), why));
    }
    if !dossier.namesakes.is_empty() {
        page.heading("Other names that hold this one", "");
        dossier.namesakes.iter().take(NAMESAKES).for_each(|thing| page.thing(2, thing));
    }
}

fn show_group(page: &mut Page, group: &Group) {
    let arrow = match (group.facts.first().is_some_and(|f| f.symmetric), group.outgoing) {
        (true, _) => "—",
        (_, true) => "→",
        (_, false) => "←",
    };
    page.heading(&format!("{} {arrow}", group.etype), &(group.facts.len() + group.more).to_string());
    page.facts(2, &group.facts);
    if group.more > 0 {
        page.words(14, DIM, &format!("and {} more; --all shows them", group.more));
    }
}
