//! `chancery stats`: how much is there, and who is at the centre?

use super::Exit;
use super::look::{DIM, NAME, Page, claim, count, paint};
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::Stats;
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
    let graph = session.asked()?;
    let stats = graph.stats();
    sound(&graph)?;
    args.output.print(session.width, &stats, write)?;
    Ok(Exit::Done)
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
