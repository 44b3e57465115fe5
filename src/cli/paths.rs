//! `chancery paths A B`: by which steps does one get from A to B?

use super::Exit;
use super::filter::{FactArgs, Quotes, WayArgs};
use super::look::{DIM, NAME, Page, count, paint};
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::{Paths, Step};

/// Facts shown of a step.
const STEP: usize = 1;

/// The shortest paths between two things
///
/// Steps go along facts in either direction; each line shows which way its fact was asserted. An agreement, policy or
/// event between two actors counts as one hop. Paths of one length are all told, up to -k; firm ones through less
/// connected things come first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery paths DPRK EU
  chancery paths Russia Japan -k 10 --exclude US
  chancery paths \"North Korea\" Ukraine --forward-in-time")]
pub struct Args {
    /// From
    #[arg(value_name = "A")]
    from_name: String,
    /// To
    #[arg(value_name = "B")]
    to_name: String,
    /// Paths shown
    #[arg(long = "number", short = 'k', value_name = "K", default_value_t = 5)]
    number: usize,
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
    let (a, b) = (session.find(&graph, &args.from_name)?, session.find(&graph, &args.to_name)?);
    anyhow::ensure!(a != b, "both names mean {}", graph.label(a));
    let filter = args.ways.add_to(args.facts.filter(), &graph, session)?;
    let paths = graph.paths(a, b, args.number, &filter);
    sound(&graph)?;
    args.output.print(session.width, &paths, |page, paths| {
        page.quotes = args.quotes.number(session);
        page.line(format!("{} to {}", paint(NAME, &graph.node(a).name), paint(NAME, &graph.node(b).name)));
        if paths.paths.is_empty() {
            page.line(format!(
                "No path of up to {}. who-links says which condition hides one.",
                count(filter.max_hops, "hop")
            ));
        }
        show_paths(page, paths);
    })?;
    Ok(Exit::Done)
}

/// Paths, each as a line of names and a fact for every step.
pub fn show_paths(page: &mut Page, paths: &Paths) {
    for path in &paths.paths {
        let mut names = vec![path.steps[0].from.name.as_str()];
        names.extend(path.steps.iter().map(|s| s.to.name.as_str()));
        page.heading(&names.join(" · "), &count(path.hops, "hop"));
        path.steps.iter().for_each(|step| show_step(page, step));
    }
    if paths.further_ties > 0 {
        page.gap();
        let more = if paths.cut { "at least " } else { "" };
        page.words(
            0,
            DIM,
            &format!("and {more}{} more of the same length; -k shows them", paths.further_ties),
        );
    }
}

fn show_step(page: &mut Page, step: &Step) {
    page.facts(2, &step.facts[..STEP.min(step.facts.len())]);
    if step.facts.len() > STEP {
        page.words(14, DIM, &format!("and {} between the two", count(step.facts.len() - STEP, "more fact")));
    }
}
