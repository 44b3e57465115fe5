//! `chancery search WORDS`: which sentences have these words, and which things these names?

use super::Exit;
use super::look::{DIM, NAME, Page, count, one_line, paint};
use super::output::Output;
use super::session::{Session, sound};
use chancery::graph::{Graph, Quote, Thing};
use serde::Serialize;

/// Sentences that have all the words, and things whose names have them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery search \"information sharing\"
  chancery search missile warning --limit 50")]
pub struct Args {
    /// Words
    #[arg(required = true)]
    words: Vec<String>,
    /// Sentences shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

/// What was found.
#[derive(Debug, Serialize)]
struct Found {
    things: Vec<Thing>,
    sentences: Vec<Quote>,
    /// Words so common that not all sentences were weighed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let words = args.words.join(" ");
    let graph = session.asked()?;
    let things = graph.find_partly(&words).into_iter().take(args.limit).map(|id| graph.thing(id)).collect();
    let (sentences, cut) =
        if session.is_json() { (Vec::new(), false) } else { sentences(session, &graph, &words, args.limit)? };
    let found = Found { things, sentences, cut };
    sound(&graph)?;
    args.output.print(session.width, &found, |page, found| write(page, found, &words))?;
    Ok(Exit::Done)
}

fn sentences(
    session: &Session,
    graph: &Graph,
    words: &str,
    limit: usize,
) -> anyhow::Result<(Vec<Quote>, bool)> {
    let found = session.open()?.search(words, limit)?;
    let quote = |s: chancery::store::Sentence| {
        graph.quote(&chancery::model::Evidence {
            document: s.document,
            start: s.start,
            end: s.end,
            exact: s.exact,
            page: None,
            rule: String::new(),
        })
    };
    Ok((found.best.into_iter().map(quote).collect(), found.cut))
}

fn write(page: &mut Page, found: &Found, words: &str) {
    if !found.things.is_empty() {
        page.heading("Things", &found.things.len().to_string());
        found.things.iter().for_each(|thing| page.thing(2, thing));
    }
    if !found.sentences.is_empty() {
        page.heading("Sentences", &count(found.sentences.len(), "sentence"));
    }
    for quote in &found.sentences {
        page.gap();
        page.words(2, anstyle::Style::new(), &one_line(&quote.exact));
        page.words(2, DIM, &super::look::place(quote, page.width() - 2));
    }
    if found.cut {
        page.gap();
        let most = chancery::store::Sentences::WEIGHED;
        page.words(0, DIM, &format!("so common that only the first {most} sentences were weighed"));
    }
    if found.things.is_empty() && found.sentences.is_empty() {
        page.line(format!("Nothing has all of {}.", paint(NAME, words)));
    }
}
