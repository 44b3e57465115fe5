//! `chancery build PATH…`: how do texts get into the store?

use super::Exit;
use super::inputs::{self, Progress};
use super::intake::Taken;
use super::look::{DIM, ERROR, NAME, Page, count, paint};
use super::session::Session;
use anyhow::Context;
use chancery::graph::Stats;
use chancery::ingest::Found;
use chancery::lexicon::Lexicon;
use chancery::model::Kind;
use chancery::pipeline;
use chancery::store::Store;
use std::path::PathBuf;

/// Read texts into the store and put together what they say
///
/// Files, folders (to the bottom, in the order of names) or - for standard input. Plain text, Markdown, HTML, PDF, DOCX,
/// EPUB, JSON Lines, CSV; .gz and .zip are looked into. A sources.toml in a folder gives title, author, publisher and
/// date of its texts. Files that are as they were are not read again; files that changed are; and what is gone from a
/// folder that is given again is taken back.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery build seeds
  chancery build articles/ report.pdf --store asia.db
  chancery build - < article.txt
  chancery build news.jsonl.gz --jobs 8
  chancery build articles/ --watch")]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Go on following the files, and read what is added or changed until Ctrl-C
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    jobs: inputs::Jobs,
}

/// Reads, puts together, and says what is there; then follows the files, where that is wanted.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    args.jobs.apply(session)?;
    if args.watch {
        return super::watch::run(&args.paths, session);
    }
    let found = chancery::ingest::find(&args.paths);
    let mut taken = Taken::take(&args.paths, &found, session)?;
    told(&taken, &found, session);
    if taken.is_nothing() {
        anyhow::bail!("nothing could be read");
    }
    let Some(mut store) = taken.store.take() else { return Ok(Exit::Partly) };
    let joined = join(&mut store, session.lexicon()?.get(), session)?;
    if !session.quiet {
        if joined { summary(session, &taken, &store)? } else { nothing_new(session, &taken)? }
    }
    Ok(if taken.failures.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Says what could not be read, what is gone, and what was passed over.
pub fn told(taken: &Taken, found: &Found, session: &Session) {
    inputs::report(&taken.failures, &taken.notes, session);
    if session.quiet {
        return;
    }
    let dim = |text: String| anstream::eprintln!("{}", paint(DIM, &text));
    if let [first, ..] = taken.gone.as_slice() {
        let more = if taken.gone.len() > 1 { ", …" } else { "" };
        dim(format!("took back {} that is no longer there: {first}{more}", count(taken.gone.len(), "file")));
    }
    if !found.passed_over.is_empty() {
        dim(format!("passed over {} of a kind that is not read", count(found.passed_over.len(), "file")));
    }
}

/// Reads what is not read yet and puts everything together, where anything changed; says whether anything had.
pub fn join(store: &mut Store, lexicon: &Lexicon, session: &Session) -> anyhow::Result<bool> {
    let version = pipeline::reader_version(session.data.as_deref())?;
    let progress = Progress::new(session, 0);
    let read = pipeline::read_pending(store, lexicon, &version, |n| progress.read(n))?;
    progress.finish();
    if read == 0 && store.is_current()? {
        return Ok(false);
    }
    let progress = Progress::new(session, 0);
    let unapplied = pipeline::join_up(store, lexicon, |joined| progress.joined(joined))
        .with_context(|| session.store.display().to_string())?;
    progress.finish();
    for one in &unapplied {
        let what = super::correct::told(&one.correction.op);
        anstream::eprintln!(
            "{} correction {} ({what}) no longer applies: {}",
            paint(ERROR, "chancery:"),
            one.correction.id(),
            one.reason
        );
    }
    Ok(true)
}

/// One line, where the texts are those that the store had.
fn nothing_new(session: &Session, taken: &Taken) -> anyhow::Result<()> {
    let mut page = Page::new(session.width);
    let mut parts = Vec::new();
    if taken.known > 0 {
        parts.push(format!("{} as before", count(taken.known, "file")));
    }
    parts.extend(texts(taken));
    let store = paint(NAME, &session.store.display().to_string());
    page.line(format!("{store} nothing new {}", paint(DIM, &format!("({})", parts.join(", ")))));
    page.print()
}

/// How many texts are what, without those there are none of.
pub fn texts(taken: &Taken) -> Vec<String> {
    let plan = &taken.plan;
    let all = [
        (plan.new.len(), "new"),
        (plan.changed.len(), "changed"),
        (plan.unchanged.len(), "as before"),
        (taken.dropped, "no longer given"),
        (taken.failures.len(), "failed"),
    ];
    all.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect()
}

fn summary(session: &Session, taken: &Taken, store: &Store) -> anyhow::Result<()> {
    let stats = Stats::from(store.stats()?);
    let mut page = Page::new(session.width);
    let mut parts = texts(taken);
    let files = [(taken.known, "as before"), (taken.gone.len(), "gone")];
    parts.extend(
        files.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", count(*n, "file"))),
    );
    page.line(format!(
        "{} {}",
        paint(NAME, &session.store.display().to_string()),
        paint(DIM, &format!("texts: {}", parts.join(", ")))
    ));
    page.gap();
    super::stats::write(&mut page, &stats);
    next(&mut page, &stats, store.most_told(Kind::Agreement)?, session);
    page.print()
}

/// Commands worth trying on this very graph.
fn next(page: &mut Page, stats: &Stats, agreement: Option<String>, session: &Session) {
    let [one, other, ..] = stats.best_connected.as_slice() else { return };
    let store = if session.store.as_os_str() == "chancery.db" {
        String::new()
    } else {
        format!(" --store {}", session.store.display())
    };
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', ""));
    page.heading("Next", "");
    page.line(format!(
        "  chancery who-links {} {}{store}",
        quoted(&one.thing.name),
        quoted(&other.thing.name)
    ));
    if let Some(name) = agreement {
        page.line(format!("  chancery agreement {}{store}", quoted(&name)));
    }
    page.line(format!("  chancery timeline {}{store}", quoted(&one.thing.name)));
    page.line(format!("  chancery conflicts{store}"));
}
