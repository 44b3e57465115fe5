//! `chancery render`: the graph for an eye.

use super::Exit;
use super::session::Session;
use anyhow::Context;
use chancery::graph::Graph;
use chancery::render::{self, Options, Theme, View};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// A picture: the whole, a neighbourhood, what lies between two things, a timeline, an overlap
///
/// The ending of the file decides: .svg, .png or .dot (.pdf with --engine dot). Dashed lines are not facts.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery render -o graph.svg
  chancery render --focus TSCF --hops 1 -o tscf.png
  chancery render --between DPRK EU -o between.svg --dark
  chancery render --timeline --focus Japan -o japan.svg
  chancery render --overlap EU Japan ROK -o parallel.svg")]
pub struct Args {
    /// The picture's file
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Only what lies around this thing; may be given again
    #[arg(long, value_name = "NAME", conflicts_with_all = ["between", "overlap"])]
    focus: Vec<String>,
    /// How far around
    #[arg(long, value_name = "N", default_value_t = 1)]
    hops: usize,
    /// Only what lies between two things
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "overlap")]
    between: Vec<String>,
    /// What the first has with each of the others, side by side
    #[arg(long, num_args = 2.., value_name = "NAME")]
    overlap: Vec<String>,
    /// Dated facts from left to right
    #[arg(long, conflicts_with_all = ["between", "overlap"])]
    timeline: bool,
    /// Light on dark
    #[arg(long)]
    dark: bool,
    /// Above the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Things drawn at most; the best connected are
    #[arg(long, value_name = "N", default_value_t = 300)]
    max_nodes: usize,
    /// Who lays it out: the program itself, or Graphviz where it is installed
    #[arg(long, value_enum, default_value_t)]
    engine: Engine,
    /// Pixels of a PNG for each of the picture's own
    #[arg(long, value_name = "X", default_value_t = 2.0)]
    scale: f32,
}

/// Who lays a picture out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Engine {
    /// The program itself.
    #[default]
    Own,
    /// Graphviz.
    Dot,
}

/// Draws.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.graph()?;
    let ids = |names: &[String]| -> chancery::Result<Vec<String>> {
        names.iter().map(|name| Ok(graph.node(session.find(&graph, name)?).id.clone())).collect()
    };
    let options = Options {
        view: view(args, &ids)?,
        theme: if args.dark { Theme::Dark } else { Theme::Light },
        title: args.title.clone(),
        source: session.store.file_name().map(|name| name.to_string_lossy().into_owned()),
        max_nodes: args.max_nodes,
    };
    let ending = args.output.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    let bytes = draw(args, &graph, &ids(&args.overlap)?, &options, &ending)?;
    std::fs::write(&args.output, bytes).with_context(|| args.output.display().to_string())?;
    if !session.quiet {
        anstream::eprintln!("wrote {}", Path::new(&args.output).display());
    }
    Ok(Exit::Done)
}

fn view(args: &Args, ids: &dyn Fn(&[String]) -> chancery::Result<Vec<String>>) -> anyhow::Result<View> {
    if let [from, to] = ids(&args.between)?.as_slice() {
        return Ok(View::Between { from: from.clone(), to: to.clone() });
    }
    let focus = ids(&args.focus)?;
    Ok(if focus.is_empty() { View::Whole } else { View::Focus { ids: focus, hops: args.hops } })
}

fn draw(
    args: &Args,
    graph: &Graph,
    overlap: &[String],
    options: &Options,
    ending: &str,
) -> anyhow::Result<Vec<u8>> {
    let records = graph.records();
    let is_graph = !args.timeline && overlap.is_empty();
    match (ending, args.engine) {
        ("dot" | "gv", _) if is_graph => return Ok(render::graph_dot(records, options)?.into_bytes()),
        ("svg" | "png" | "pdf", Engine::Dot) if is_graph => {
            return Ok(render::graphviz(&render::graph_dot(records, options)?, ending)?);
        }
        ("svg" | "png", _) => {}
        _ => anyhow::bail!("{}: the ending must be .svg, .png or, for a graph, .dot", args.output.display()),
    }
    let svg = match overlap {
        [hub, others @ ..] => render::overlap_svg(records, hub, others, options)?,
        [] if args.timeline => render::timeline_svg(records, options)?,
        [] => render::graph_svg(records, options)?,
    };
    if ending == "png" { Ok(render::png(&svg, args.scale)?) } else { Ok(svg.into_bytes()) }
}
