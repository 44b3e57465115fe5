//! `chancery report NAME | A B`: a briefing to hand on.

use super::Exit;
use super::filter::FactArgs;
use super::output::print_text;
use super::session::Session;
use anyhow::Context;
use chancery::graph::NodeId;
use chancery::render::{self, Options, View};
use chancery::report;
use std::path::PathBuf;

/// Things drawn in a briefing's picture.
const DRAWN: usize = 40;

/// A briefing on one thing, or on what links several: answer, tables, timeline, picture, numbered quotations
///
/// It needs nothing beside it. The ending of the file decides: .html, or .md for Markdown.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery report TSCF -o tscf.html
  chancery report EU ROK --fact-only -o eu-rok.md
  chancery report Japan --from 2024 > japan.md")]
pub struct Args {
    /// One name, or several
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// The file; without it, Markdown without a picture on standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave the picture out
    #[arg(long)]
    no_picture: bool,
    #[command(flatten)]
    facts: FactArgs,
}

/// Gathers and writes.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.graph()?;
    let asked: Vec<NodeId> =
        args.names.iter().map(|name| session.find(&graph, name)).collect::<chancery::Result<_>>()?;
    let ids: Vec<String> = asked.iter().map(|id| graph.node(*id).id.clone()).collect();
    let view = match ids.as_slice() {
        [from, to] => View::Between { from: from.clone(), to: to.clone() },
        _ => View::Focus { ids, hops: 1 },
    };
    let options = Options { view, max_nodes: DRAWN, ..Options::default() };
    // A briefing without its picture is still a briefing: two things may have nothing between them to draw.
    let pictured = args.output.is_some() && !args.no_picture;
    let picture = if !pictured { None } else { render::graph_svg(graph.records(), &options).ok() };
    let brief = report::briefing(&graph, &asked, &args.facts.filter(), picture);
    let Some(path) = &args.output else {
        print_text(&report::markdown(&brief))?;
        return Ok(Exit::Done);
    };
    let text = match path.extension().and_then(|e| e.to_str()) {
        Some("html" | "htm") => report::html(&brief),
        Some("md" | "markdown") => report::markdown(&brief),
        _ => anyhow::bail!("{}: the ending must be .html or .md", path.display()),
    };
    std::fs::write(path, text).with_context(|| path.display().to_string())?;
    Ok(Exit::Done)
}
