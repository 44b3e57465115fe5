//! How is the name finder trained, and how good is it?
//!
//! `train-names measure CORPORA TRAINING` trains without the development part of CrossNER politics and scores on it;
//! `train-names train CORPORA TRAINING OUT` trains on everything and writes the model; `train-names read FILE` marks the
//! names that the model compiled in finds in a text, in the manner of `data/training`.

mod corpus;
mod learn;
mod score;

use anyhow::{Context, Result, bail};
use chancery::lexicon::Lexicon;
use chancery::model::Analysis;
use chancery::text::{self, entity_model::Model};
use corpus::Example;
use std::path::Path;

const USAGE: &str = "usage: train-names measure CORPORA TRAINING [show] | train-names train CORPORA TRAINING OUT | train-names read FILE";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["measure", corpora, training] => measure(Path::new(corpora), Path::new(training), false),
        ["measure", corpora, training, "show"] => measure(Path::new(corpora), Path::new(training), true),
        ["train", corpora, training, out] => train(Path::new(corpora), Path::new(training), Path::new(out)),
        ["read", file] => read(Path::new(file)),
        _ => bail!(USAGE),
    }
}

fn measure(corpora: &Path, training: &Path, show: bool) -> Result<()> {
    let lexicon = Lexicon::builtin();
    let own = corpus::own(training)?;
    let mut examples = corpus::crossner(lexicon, corpora, false)?;
    // Every tenth sentence of our own is kept to score on.
    let (kept, seen): (Vec<_>, Vec<_>) = own.into_iter().enumerate().partition(|(at, _)| at % 10 == 9);
    examples.extend(seen.into_iter().map(|(_, e)| e));
    let kept: Vec<Example> = kept.into_iter().map(|(_, e)| e).collect();
    let model = learned(lexicon, &examples)?;
    let politics = corpus::politics_dev(lexicon, corpora)?;
    println!("CrossNER politics dev");
    score::print(lexicon, &model, &politics, true, show);
    println!("own sentences, every tenth");
    score::print(lexicon, &model, &kept, false, show);
    score::time(lexicon, &model, &politics);
    Ok(())
}

fn train(corpora: &Path, training: &Path, out: &Path) -> Result<()> {
    let lexicon = Lexicon::builtin();
    let mut examples = corpus::crossner(lexicon, corpora, true)?;
    examples.extend(corpus::own(training)?);
    let bytes = learn::learn(lexicon, &examples);
    std::fs::write(out, &bytes).with_context(|| out.display().to_string())?;
    println!("{} sentences, {} bytes", examples.len(), bytes.len());
    Ok(())
}

fn learned(lexicon: &Lexicon, examples: &[Example]) -> Result<Model> {
    let bytes = learn::learn(lexicon, examples);
    println!("{} sentences, {} bytes", examples.len(), bytes.len());
    Model::parse(&bytes).context("a model does not read itself")
}

fn read(file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut analysis = Analysis { sentences: text::tokenise(&text) };
    analysis.sentences.iter_mut().for_each(text::tag);
    text::find_names(Lexicon::builtin(), &mut analysis);
    for sentence in &analysis.sentences {
        let mut line = String::new();
        let mut at = sentence.tokens.first().map_or(0, |token| token.span.start);
        for name in &sentence.names {
            let span = sentence.tokens[name.start].span.cover(sentence.tokens[name.end - 1].span);
            line += &text[at..span.start];
            line += &format!("[{} {}]", name.class.as_str(), span.of(&text));
            at = span.end;
        }
        line += sentence.tokens.last().map_or("", |token| &text[at..token.span.end]);
        println!("{}", line.replace('\n', " "));
    }
    Ok(())
}
