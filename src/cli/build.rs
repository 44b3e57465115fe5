//! `chancery build PATH…`: how do texts get into the store?

use super::Exit;
use super::inputs::{self, Progress};
use super::look::{DIM, ERROR, NAME, Page, count, paint};
use super::session::Session;
use anyhow::Context;
use chancery::graph::Graph;
use chancery::ingest::{Failure, Input, Item};
use chancery::lexicon::Lexicon;
use chancery::model::{Document, Kind, Records};
use chancery::pipeline;
use chancery::store::{Plan, Store};
use std::path::PathBuf;

/// Documents put into the store at once.
const BATCH: usize = 64;

/// Read texts into the store and put together what they say
///
/// Files, folders (to the bottom, in the order of names) or - for standard input. Plain text, Markdown, HTML, PDF, DOCX,
/// EPUB, JSON Lines, CSV; .gz and .zip are looked into. A sources.toml in a folder gives title, author, publisher and
/// date of its texts. Texts that the store has already cost nothing; texts that changed are read again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery build seeds
  chancery build articles/ report.pdf --store asia.db
  chancery build - < article.txt
  chancery build news.jsonl.gz --jobs 8")]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    jobs: inputs::Jobs,
}

/// Reads, puts together, and says what is there.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    args.jobs.apply(session)?;
    let found = chancery::ingest::find(&args.paths);
    let progress = Progress::new(session, found.inputs.len());
    let mut taken = Taken { failures: found.failures, ..Taken::default() };
    taken.inputs(&found.inputs, session, &progress)?;
    progress.finish();
    inputs::report(&taken.failures, &taken.notes, session);
    if !session.quiet && !found.passed_over.is_empty() {
        let files = count(found.passed_over.len(), "file");
        anstream::eprintln!("{}", paint(DIM, &format!("passed over {files} of a kind that is not read")));
    }
    let Some(mut store) = taken.store.take() else {
        anyhow::bail!("nothing could be read");
    };
    let lexicon = session.lexicon()?;
    join(&mut store, lexicon.get(), session)?;
    if !session.quiet {
        summary(session, &taken, store.records()?)?;
    }
    Ok(if taken.failures.is_empty() { Exit::Done } else { Exit::Partly })
}

/// What reading the inputs came to.
#[derive(Default)]
struct Taken {
    /// Opened with the first document, so that a failed build leaves no empty store.
    store: Option<Store>,
    plan: Plan,
    failures: Vec<Failure>,
    notes: Vec<Failure>,
}

impl Taken {
    fn inputs(&mut self, inputs: &[Input], session: &Session, progress: &Progress) -> anyhow::Result<()> {
        let mut batch: Vec<Document> = Vec::new();
        for input in inputs {
            let mut failed = Ok(());
            chancery::ingest::read(input, &mut |item| match item {
                Item::Document(document) => {
                    batch.push(*document);
                    if batch.len() >= BATCH && failed.is_ok() {
                        failed = self.put(&mut batch, session);
                    }
                }
                Item::Failure(failure) => self.failures.push(failure),
                Item::Note(note) => self.notes.push(note),
            });
            failed?;
            progress.tick(&input.source);
        }
        self.put(&mut batch, session)
    }

    fn put(&mut self, batch: &mut Vec<Document>, session: &Session) -> anyhow::Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let store = match &mut self.store {
            Some(store) => store,
            none => none.insert(session.open_or_create()?),
        };
        let plan = store.put_documents(batch)?;
        self.plan.new.extend(plan.new);
        self.plan.changed.extend(plan.changed);
        self.plan.unchanged.extend(plan.unchanged);
        batch.clear();
        Ok(())
    }
}

/// Reads what is not read yet and puts everything together, where anything changed.
pub fn join(store: &mut Store, lexicon: &Lexicon, session: &Session) -> anyhow::Result<()> {
    let version = pipeline::reader_version(session.data.as_deref())?;
    let progress = Progress::new(session, 0);
    let read = pipeline::read_pending(store, lexicon, &version, |n| progress.read(n))?;
    progress.finish();
    if read == 0 && store.is_current()? {
        return Ok(());
    }
    let unapplied = pipeline::join_up(store, lexicon).with_context(|| session.store.display().to_string())?;
    for one in &unapplied {
        let what = super::correct::told(&one.correction.op);
        anstream::eprintln!(
            "{} correction {} ({what}) no longer applies: {}",
            paint(ERROR, "chancery:"),
            one.correction.id(),
            one.reason
        );
    }
    Ok(())
}

fn summary(session: &Session, taken: &Taken, records: Records) -> anyhow::Result<()> {
    let graph = Graph::new(records)?;
    let stats = graph.stats();
    let mut page = Page::new(session.width);
    let plan = &taken.plan;
    let mut parts = vec![format!("{} new", plan.new.len())];
    let more = [
        (plan.changed.len(), "changed"),
        (plan.unchanged.len(), "as before"),
        (taken.failures.len(), "failed"),
    ];
    parts.extend(more.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    page.line(format!(
        "{} {}",
        paint(NAME, &session.store.display().to_string()),
        paint(DIM, &format!("texts: {}", parts.join(", ")))
    ));
    page.gap();
    super::stats::write(&mut page, &stats);
    next(&mut page, &graph, session);
    page.print()
}

/// Commands worth trying on this very graph.
fn next(page: &mut Page, graph: &Graph, session: &Session) {
    let best = graph.best_connected(2);
    let [one, other] = best.as_slice() else { return };
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
    let agreements = graph.node_ids().filter(|id| graph.node(*id).kind == Kind::Agreement);
    if let Some(id) = agreements.max_by_key(|id| (graph.degree(*id), std::cmp::Reverse(*id))) {
        page.line(format!("  chancery agreement {}{store}", quoted(&graph.node(id).name)));
    }
    page.line(format!("  chancery timeline {}{store}", quoted(&one.thing.name)));
    page.line(format!("  chancery conflicts{store}"));
}
