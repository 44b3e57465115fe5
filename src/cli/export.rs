//! `chancery export`: the graph for other tools.

use super::Exit;
use super::session::Session;
use chancery::export::{self, Format};
use std::path::PathBuf;

/// The graph as a file for another tool
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery export --format json > graph.json
  chancery export --format gexf -o graph.gexf
  chancery export --format csv -o tables/")]
pub struct Args {
    /// One of the forms listed below
    #[arg(long, value_name = "FORM", default_value = "json", value_parser = format)]
    format: Format,
    /// A file, or a folder where the form is several tables; without it, standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// The list of forms, for the help.
pub fn forms() -> String {
    let line = |f: &Format| format!("  {:10} {}", f.as_str(), f.about());
    format!("Forms:\n{}", Format::ALL.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn format(word: &str) -> Result<Format, String> {
    let all = || Format::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ");
    Format::parse(word).ok_or_else(|| format!("it must be one of {}", all()))
}

/// Writes.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let records = session.graph()?.into_records();
    export::write(args.format, &records, args.output.as_deref())?;
    Ok(Exit::Done)
}
