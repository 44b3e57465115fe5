//! `chancery sources`: which documents are there, and what does each contribute?

use super::Exit;
use super::look::{DIM, NAME, Page, count, one_line, paint};
use super::output::Output;
use super::session::Session;
use chancery::graph::Contribution;

/// The documents and what each contributes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery sources
  chancery sources --format json")]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

/// Asks and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let graph = session.graph()?;
    let mut contributions = graph.contributions();
    contributions.sort_by_cached_key(|c| {
        (chancery::graph::time::order(c.document.published.as_ref()), c.document.source.clone())
    });
    args.output.print(session.width, &contributions, |page, all| all.iter().for_each(|c| write(page, c)))?;
    Ok(Exit::Done)
}

fn write(page: &mut Page, c: &Contribution) {
    page.gap();
    let document = &c.document;
    let published = document.published.as_ref().map_or("undated", |d| d.as_str());
    page.line(format!("{published:10}  {}", paint(NAME, &one_line(&document.title))));
    let inferred = document.published_inferred.then_some("date read from the text");
    let about: Vec<&str> =
        [document.author.as_deref(), document.publisher.as_deref(), Some(&document.source), inferred]
            .into_iter()
            .flatten()
            .collect();
    page.words(12, DIM, &format!("{} · {}", about.join(", "), document.id));
    page.line(format!(
        "{:12}{}, {} here alone · {}, {} here alone",
        "",
        count(c.things, "thing"),
        c.things_alone,
        count(c.facts, "fact"),
        c.facts_alone
    ));
    let claims: Vec<String> = c.factuality.iter().map(|(f, n)| format!("{n} {f}")).collect();
    page.words(12, DIM, &claims.join(", "));
    page.words(12, DIM, &format!("most of all {}", c.most.join(", ")));
}
