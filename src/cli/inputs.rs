//! How is the reading of inputs shown, and with how many threads is it done?

use super::look::{DIM, ERROR, paint};
use super::session::Session;
use anyhow::Context;
use chancery::ingest::Failure;
use chancery::pipeline::Joined;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Every how many things or facts the bar is drawn.
const TOLD: usize = 1000;

/// How many texts are read at a time.
#[derive(Debug, Clone, clap::Args)]
pub struct Jobs {
    /// Threads that read texts [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

impl Jobs {
    /// Sets the number of threads for the whole program.
    pub fn apply(&self, session: &Session) -> anyhow::Result<()> {
        let Some(jobs) = self.jobs.map(usize::from).or(session.config.jobs) else { return Ok(()) };
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("threads cannot be started")
    }
}

/// A bar on the terminal, and nothing where there is none.
pub struct Progress(ProgressBar);

impl Progress {
    /// For so many inputs; zero where the number is not known beforehand.
    pub fn new(session: &Session, inputs: usize) -> Self {
        let target = if session.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target((inputs > 0).then_some(inputs as u64), target);
        let style = if inputs > 0 { "{bar:30} {pos}/{len} {wide_msg}" } else { "{spinner} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One input is done.
    pub fn tick(&self, source: &str) {
        self.0.set_message(source.to_string());
        self.0.inc(1);
    }

    /// So many texts more are read.
    pub fn read(&self, texts: usize) {
        self.0.inc(texts as u64);
        self.0.set_message(format!("{} texts read", self.0.position()));
    }

    /// How far the texts are put together.
    pub fn joined(&self, joined: Joined) {
        let (count, what) = match joined {
            Joined::Linked(count) => (count, "texts compared"),
            Joined::Said(count) => (count, "texts put together"),
            Joined::Nodes(count) => (count, "things written"),
            Joined::Edges(count) => (count, "facts written"),
        };
        if matches!(joined, Joined::Linked(_) | Joined::Said(_)) || count % TOLD == 0 {
            self.0.set_message(format!("{count} {what}"));
            self.0.tick();
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        self.0.finish_and_clear();
    }
}

/// Says what could not be read, a line each, and what was read in a way worth knowing.
pub fn report(failures: &[Failure], notes: &[Failure], session: &Session) {
    for failure in failures {
        anstream::eprintln!("{} {failure}", paint(ERROR, "chancery:"));
    }
    if !session.quiet {
        for note in notes {
            anstream::eprintln!("{}", paint(DIM, &format!("chancery: {note}")));
        }
    }
}
