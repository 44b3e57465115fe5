//! `chancery see STAGE FILE`: what does each stage make of a text?
//!
//! The first tool for whoever works on reading: plain columns, a line a thing.

use super::Exit;
use super::look::{DIM, NAME, Page, one_line, paint};
use super::see_tree;
use super::session::Session;
use chancery::ingest::Item;
use chancery::lexicon::Lexicon;
use chancery::model::{Analysis, Document, Extraction, Sentence};
use clap::ValueEnum;
use std::path::PathBuf;

/// What each stage of reading makes of a text
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery see sentences article.txt
  echo 'Tokyo and Seoul agreed to talk.' | chancery see tokens -
  chancery see tree article.txt --only \"signed\"
  chancery see conllu article.txt > article.conllu
  chancery see relations article.txt --only \"signed\"")]
pub struct Args {
    /// The stage
    #[arg(value_enum)]
    stage: Stage,
    /// A file, or - for standard input
    file: PathBuf,
    /// Only sentences that hold these words
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
}

/// Stages of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Bibliography and boilerplate.
    Document,
    /// Sentences.
    Sentences,
    /// Words with tags, heads and relations.
    Tokens,
    /// Each word under the word it depends on, drawn.
    Tree,
    /// The same in CoNLL-U, for other tools.
    Conllu,
    /// Names and their classes.
    Names,
    /// Things as the text speaks of them.
    Mentions,
    /// Relations between them, with rule and quotation.
    Relations,
    /// Nodes and edges as they would be stored.
    Nodes,
}

/// Reads and prints.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    let lexicon = session.lexicon()?;
    let found = chancery::ingest::find(std::slice::from_ref(&args.file));
    let (mut documents, mut failures) = (Vec::new(), found.failures);
    for input in &found.inputs {
        chancery::ingest::read(input, &mut |item| match item {
            Item::Document(document) => documents.push(*document),
            Item::Failure(failure) => failures.push(failure),
            Item::Note(_) => {}
        });
    }
    if let Some(failure) = failures.first() {
        anyhow::bail!("{failure}");
    }
    let mut page = Page::new(session.width);
    for document in &documents {
        stage(&mut page, args, lexicon.get(), document);
    }
    page.print()?;
    Ok(Exit::Done)
}

fn stage(page: &mut Page, args: &Args, lexicon: &Lexicon, document: &Document) {
    let wanted = |text: &str| args.only.as_ref().is_none_or(|words| text.contains(words.as_str()));
    let analysis = || chancery::text::analyse(lexicon, &document.text);
    match args.stage {
        Stage::Document => bibliography(page, document),
        Stage::Sentences | Stage::Tokens | Stage::Tree | Stage::Conllu | Stage::Names => {
            sentences(page, args.stage, document, &analysis(), &wanted)
        }
        Stage::Mentions => mentions(page, document, &chancery::read(lexicon, document), &wanted),
        Stage::Relations => relations(page, document, &chancery::read(lexicon, document), &wanted),
        Stage::Nodes => {
            for records in chancery::pipeline::each_alone(lexicon, std::slice::from_ref(document)) {
                for node in &records.nodes {
                    page.line(format!(
                        "{:40} {:12} {} {}",
                        node.id,
                        node.ntype,
                        node.name,
                        paint(DIM, &node.aliases.join(", "))
                    ));
                }
                for edge in &records.edges {
                    let date = edge.date.as_ref().map_or("", |d| d.as_str());
                    page.line(format!(
                        "{} —{}→ {}  {date} {}",
                        edge.source, edge.etype, edge.target, edge.factuality
                    ));
                }
            }
        }
    }
}

fn bibliography(page: &mut Page, document: &Document) {
    let info = &document.info;
    for (name, value) in [
        ("id", Some(info.id.clone())),
        ("title", Some(info.title.clone())),
        ("author", info.author.clone()),
        ("publisher", info.publisher.clone()),
        ("published", info.published.as_ref().map(ToString::to_string)),
        ("source", Some(info.source.clone())),
    ] {
        page.line(format!("{name:10} {}", value.unwrap_or_default()));
    }
    for span in &document.boilerplate {
        page.line(format!("boilerplate {}", one_line(span.of(&document.text))));
    }
}

fn sentences(
    page: &mut Page,
    stage: Stage,
    document: &Document,
    analysis: &Analysis,
    wanted: &dyn Fn(&str) -> bool,
) {
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let text = sentence.span.map_or("", |s| s.of(&document.text));
        if !wanted(text) {
            continue;
        }
        if stage == Stage::Conllu {
            see_tree::conllu(page, &document.info.id, number, text, sentence);
        } else {
            let mark = if sentence.heading { " heading" } else { "" };
            page.line(format!("{}{mark}  {}", paint(NAME, &format!("{number}")), one_line(text)));
            match stage {
                Stage::Tokens => tokens(page, sentence),
                Stage::Tree => see_tree::draw(page, sentence),
                Stage::Names => names(page, sentence),
                _ => {}
            }
        }
    }
}

fn tokens(page: &mut Page, sentence: &Sentence) {
    for (at, token) in sentence.tokens.iter().enumerate() {
        let head = token.head.map_or("-".to_string(), |h| h.to_string());
        page.line(format!(
            "{at:4} {:20} {:20} {:6} {:5} {head:>4} {}",
            token.form, token.lemma, token.upos, token.xpos, token.deprel
        ));
    }
}

fn names(page: &mut Page, sentence: &Sentence) {
    for name in &sentence.names {
        let forms: Vec<&str> =
            sentence.tokens[name.start..name.end].iter().map(|t| t.form.as_str()).collect();
        page.line(format!("     {:12} {}", name.class.as_str(), forms.join(" ")));
    }
}

fn mentions(page: &mut Page, document: &Document, said: &Extraction, wanted: &dyn Fn(&str) -> bool) {
    for (number, entity) in said.entities.iter().enumerate() {
        if wanted(&entity.name) {
            let date = entity.date.as_ref().map_or(String::new(), |d| format!(" {d}"));
            let entry = entity.entry.as_deref().unwrap_or("");
            let head =
                format!("{number:3} {} {} {}{date}", entity.kind, entity.ntype, paint(NAME, &entity.name));
            page.line(format!("{head} {}", paint(DIM, entry)));
            for mention in &entity.mentions {
                let words = one_line(mention.span.of(&document.text));
                page.line(format!(
                    "      {:6} {:11} {words}",
                    mention.span.start,
                    format!("{:?}", mention.reading)
                ));
            }
            entity.why.iter().for_each(|why| page.line(paint(DIM, &format!("      {why}"))));
        }
    }
}

fn relations(page: &mut Page, document: &Document, said: &Extraction, wanted: &dyn Fn(&str) -> bool) {
    for relation in &said.relations {
        let evidence = one_line(relation.evidence.of(&document.text));
        if wanted(&evidence) {
            let name = |index: usize| said.entities.get(index).map_or("?", |e| e.name.as_str());
            let date = relation.date.as_ref().map_or("undated", |d| d.as_str());
            let role = relation.role.as_ref().map_or(String::new(), |r| format!(" ({r})"));
            page.line(format!(
                "{} —{}{role}→ {} · {date} · {} · {:.2} · {}",
                paint(NAME, name(relation.source)),
                relation.etype,
                paint(NAME, name(relation.target)),
                relation.factuality,
                relation.confidence,
                relation.rule
            ));
            page.words(4, DIM, &evidence);
        }
    }
}
