//! `chancery stats`: how much is there, and who is at the centre?

use super::Exit;
use super::look::{DIM, NAME, Page, claim, count, paint};
use super::output::Output;
use super::session::Session;
use chancery::graph::{Connected, Stats, Thing};
use chancery::model::{EdgeType, Factuality, Kind, NodeType};
use chancery::store;
use std::collections::BTreeMap;

/// How much there is: documents, things by kind, facts by type and kind of claim, the best connected
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery stats
  chancery stats --format json")]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let stats = if session.is_json() { session.graph()?.stats() } else { kept(session.open()?.stats()?) };
    args.output.print(session.width, &stats, write)?;
    Ok(Exit::Done)
}

/// The figures as the store keeps them ready.
pub fn kept(stats: store::Stats) -> Stats {
    let best = |one: store::Connected| Connected {
        thing: Thing { id: one.id, kind: Kind::Actor, ntype: one.ntype, name: one.name, date: one.date },
        neighbours: one.neighbours,
        facts: one.facts,
    };
    let total = |counts: &BTreeMap<String, usize>| counts.values().sum::<usize>();
    let types = stats.nodes_by_type.values().flatten();
    Stats {
        documents: stats.documents,
        nodes: stats.nodes,
        edges: stats.edges,
        quotations: stats.evidence,
        corroborated: stats.corroborated,
        dated: stats.dated_edges,
        by_kind: words(stats.nodes_by_type.iter().map(|(kind, types)| (kind, total(types))), Kind::parse),
        by_type: words(types.map(|(ntype, n)| (ntype, *n)), NodeType::parse),
        by_edge: words(stats.edges_by_type.iter().map(|(etype, by)| (etype, total(by))), EdgeType::parse),
        by_factuality: words(stats.edges_by_factuality.iter().map(|(f, n)| (f, *n)), Factuality::parse),
        best_connected: stats.best_connected.into_iter().map(best).collect(),
        parts: stats.parts,
        lone: stats.lone,
    }
}

/// Counts by words of the ontology.
fn words<'c, W: Ord>(
    counts: impl Iterator<Item = (&'c String, usize)>,
    parse: fn(&str) -> Option<W>,
) -> BTreeMap<W, usize> {
    let mut by = BTreeMap::new();
    for (word, count) in counts {
        if let Some(word) = parse(word) {
            *by.entry(word).or_default() += count;
        }
    }
    by
}

/// The figures as a page.
pub fn write(page: &mut Page, stats: &Stats) {
    page.line(format!(
        "{}, {}, {} with {}",
        count(stats.documents, "document"),
        count(stats.nodes, "thing"),
        count(stats.edges, "fact"),
        count(stats.quotations, "quotation")
    ));
    page.heading("Things", "");
    page.words(2, anstyle::Style::new(), &counts(&stats.by_kind));
    page.words(2, DIM, &counts(&stats.by_type));
    page.heading(
        "Facts",
        &format!("{} dated, {} in more than one document", stats.dated, stats.corroborated),
    );
    let claims: Vec<String> = stats.by_factuality.iter().map(|(f, n)| format!("{n} {}", claim(*f))).collect();
    page.line(format!("  {}", claims.join(", ")));
    page.words(2, DIM, &counts(&stats.by_edge));
    if !stats.best_connected.is_empty() {
        page.heading("Best connected", "linked with, facts");
    }
    for one in &stats.best_connected {
        page.line(format!("  {:>5} {:>6}  {}", one.neighbours, one.facts, paint(NAME, &one.thing.name)));
    }
    let parts: Vec<String> = stats.parts.iter().take(5).map(ToString::to_string).collect();
    page.gap();
    page.words(
        0,
        DIM,
        &format!("hangs together in parts of {} things; {} alone", parts.join(", "), stats.lone),
    );
}

/// `12 state, 3 igo`, the most first.
fn counts<K: ToString + Ord>(by: &BTreeMap<K, usize>) -> String {
    let mut list: Vec<(&K, &usize)> = by.iter().collect();
    list.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    list.iter().map(|(k, n)| format!("{n}\u{a0}{}", k.to_string())).collect::<Vec<_>>().join(", ")
}
