//! Which command was given, and how does the program end?
//!
//! One short file a command: what it takes, what it calls, what it prints. This is the only room that prints. Exit codes:
//! 0 done, 1 some inputs failed, 2 wrong usage or nothing could be done; a reader who closes the pipe early has had
//! enough, which is success.

mod agreement;
mod build;
mod check;
mod color;
mod completions;
mod config;
mod conflicts;
mod correct;
mod export;
mod extract;
mod filter;
mod inputs;
mod intake;
mod look;
mod output;
mod overlap;
mod paths;
mod remove;
mod render;
mod report;
mod search;
mod see;
mod see_tree;
mod serve;
mod session;
mod show;
mod sources;
mod stats;
mod synth;
mod synth_frames;
mod timeline;
mod trace;
mod watch;
mod who;
mod who_links;

use chancery::Error;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use session::{Global, Session};
use std::process::ExitCode;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// Some inputs failed, the others are done.
    Partly,
}

const ABOUT: &str =
    "Reads policy and news texts into a cited graph of actors, agreements and events, and answers from it";
const EXAMPLES: &str = "\
Examples:
  chancery build articles/                  read a folder into chancery.db
  chancery who-links \"South Korea\" EU       what links the two, with quotations
  chancery show TSCF                        everything known of one thing
  chancery timeline Japan --from 2023       what happened when
  chancery conflicts                        where sources disagree

Names are matched whatever their case, accents or hyphens. Where a name means several things, all are listed; then
give an id (place/camp-david) or a class (place:\"Camp David\").

Exit codes: 0 done; 1 some inputs failed; 2 wrong usage, or nothing could be done.";

#[derive(Debug, Parser)]
#[command(name = "chancery", version, about = ABOUT, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    WhoLinks(who_links::Args),
    Paths(paths::Args),
    Show(show::Args),
    Agreement(agreement::Args),
    Who(who::Args),
    Timeline(timeline::Args),
    Overlap(overlap::Args),
    Conflicts(conflicts::Args),
    Trace(trace::Args),
    Search(search::Args),
    Sources(sources::Args),
    Stats(stats::Args),
    Serve(serve::Args),
    Report(report::Args),
    Render(render::Args),
    #[command(after_long_help = export::forms())]
    Export(export::Args),
    Extract(extract::Args),
    Remove(remove::Args),
    Correct(correct::Args),
    Check(check::Args),
    See(see::Args),
    Synth(synth::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

impl Command {
    fn run(&self, session: &Session) -> anyhow::Result<Exit> {
        match self {
            Self::Build(args) => build::run(args, session),
            Self::WhoLinks(args) => who_links::run(args, session),
            Self::Paths(args) => paths::run(args, session),
            Self::Show(args) => show::run(args, session),
            Self::Agreement(args) => agreement::run(args, session),
            Self::Who(args) => who::run(args, session),
            Self::Timeline(args) => timeline::run(args, session),
            Self::Overlap(args) => overlap::run(args, session),
            Self::Conflicts(args) => conflicts::run(args, session),
            Self::Trace(args) => trace::run(args, session),
            Self::Search(args) => search::run(args, session),
            Self::Sources(args) => sources::run(args, session),
            Self::Stats(args) => stats::run(args, session),
            Self::Serve(args) => serve::run(args, session),
            Self::Report(args) => report::run(args, session),
            Self::Render(args) => render::run(args, session),
            Self::Export(args) => export::run(args, session),
            Self::Extract(args) => extract::run(args, session),
            Self::Remove(args) => remove::run(args, session),
            Self::Correct(args) => correct::run(args, session),
            Self::Check(args) => check::run(args, session),
            Self::See(args) => see::run(args, session),
            Self::Synth(args) => synth::run(args, session),
            Self::Completions(args) => completions::run(args, &command()),
            Self::Man(args) => completions::run_man(args, &command()),
        }
    }
}

/// The command line as clap sees it; its help is as wide as a page at most.
fn command() -> clap::Command {
    Cli::command().max_term_width(100)
}

/// Parses, runs, and says how it ended.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    color::choose(cli.global.color);
    let ended = Session::new(&cli.global).and_then(|session| cli.command.run(&session));
    match ended {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Partly) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}", explain(&error));
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output has gone.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// An error with its causes, a line each; the candidates of an ambiguous name as a list.
fn explain(error: &anyhow::Error) -> String {
    let head = look::paint(look::ERROR, "chancery:");
    if let Some(Error::AmbiguousName { name, candidates }) = error.downcast_ref::<Error>() {
        let list: Vec<String> = candidates.iter().map(|c| format!("  {c}")).collect();
        return format!(
            "{head} \"{name}\" means several things:\n{}\nGive the id in brackets, or say which sort, as in place:\"{name}\".",
            list.join("\n")
        );
    }
    let mut lines = vec![format!("{head} {error}")];
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Many errors already hold their cause's words.
        if !said.contains(&cause) {
            lines.push(format!("  because: {cause}"));
        }
        said = cause;
    }
    lines.join("\n")
}
