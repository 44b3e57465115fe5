//! `chancery extract PATH…`: what does each text say, for another program?

use super::Exit;
use super::inputs;
use super::session::Session;
use chancery::ingest::{Failure, Item};
use chancery::lexicon::Lexicon;
use chancery::model::{Document, Edge, Node};
use chancery::pipeline;
use clap::ValueEnum;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Documents read together, in parallel.
const BATCH: usize = 128;

/// What each text says, a line of JSON a text; keeps nothing
///
/// Each line is {\"id\", \"nodes\", \"edges\"} as in Graph JSON, in the order of the input. Standard input (-) and files
/// ending in .jsonl hold a document a line: {\"id\", \"text\", \"title\"?, \"published\"?}.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery extract seeds > seeds.jsonl
  echo '{\"id\": \"1\", \"text\": \"Japan and Italy signed a pact in Rome in 2023.\"}' | chancery extract -")]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t)]
    format: Lines,
    #[command(flatten)]
    jobs: inputs::Jobs,
}

/// Forms of the answer.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Lines {
    /// A line of JSON a text.
    #[default]
    Jsonl,
}

/// What one text says.
#[derive(Serialize)]
struct Said<'a> {
    id: &'a str,
    nodes: &'a [Node],
    edges: &'a [Edge],
}

/// Reads and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let Lines::Jsonl = args.format;
    args.jobs.apply(session)?;
    let lexicon = session.lexicon()?;
    let found = chancery::ingest::find(&args.paths);
    let mut failures: Vec<Failure> = found.failures;
    let mut notes = Vec::new();
    let mut writer = Writer { lexicon: lexicon.get(), batch: Vec::new(), written: 0, ended: Ok(()) };
    for input in &found.inputs {
        chancery::ingest::read(input, &mut |item| match item {
            Item::Document(document) => writer.take(*document),
            Item::Failure(failure) => failures.push(failure),
            Item::Note(note) => notes.push(note),
        });
    }
    writer.flush();
    writer.ended?;
    inputs::report(&failures, &notes, session);
    match (failures.is_empty(), writer.written) {
        (true, _) => Ok(Exit::Done),
        (false, 0) => anyhow::bail!("nothing could be read"),
        (false, _) => Ok(Exit::Partly),
    }
}

/// Reads a batch of documents in parallel and writes it in order.
struct Writer<'l> {
    lexicon: &'l Lexicon,
    batch: Vec<Document>,
    written: usize,
    ended: anyhow::Result<()>,
}

impl Writer<'_> {
    fn take(&mut self, mut document: Document) {
        // Answers go by the id that the input gave.
        if let Some(given) = &document.given {
            document.info.id.clone_from(given);
        }
        self.batch.push(document);
        if self.batch.len() >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        if self.ended.is_ok() {
            self.written += batch.len();
            self.ended = self.write(&batch);
        }
    }

    fn write(&self, batch: &[Document]) -> anyhow::Result<()> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for (document, records) in batch.iter().zip(pipeline::each_alone(self.lexicon, batch)) {
            let said = Said { id: &document.info.id, nodes: &records.nodes, edges: &records.edges };
            serde_json::to_writer(&mut out, &said).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        Ok(out.flush()?)
    }
}
