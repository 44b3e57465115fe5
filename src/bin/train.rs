//! How are the models made, and how good are they? The trainer's command line.

use chancery::text::training::corpus::{self, Tree};
use chancery::text::training::{parser, score, tagger};
use std::path::Path;

/// Parses kept side by side, as in the program.
const WIDTH: usize = chancery::text::WIDTH;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cuts", file] => cuts(file, false),
        ["cuts", file, "show"] => cuts(file, true),
        ["show", text] => {
            show(text);
            Ok(())
        }
        ["tag", out, files @ ..] => tag(out, files),
        ["jackknife", out, files @ ..] => jackknife(out, files),
        ["parse", out, files @ ..] => parse(out, files),
        ["score", models, files @ ..] => files.iter().try_for_each(|file| gold(models, file)),
        _ => anyhow::bail!(
            "usage: train tag|jackknife OUT FILE…, train parse OUT JACKKNIFED…, train score MODELS FILE…, train show TEXT, train cuts FILE [show]"
        ),
    }
}

fn read(files: &[&str]) -> anyhow::Result<Vec<Tree>> {
    let mut trees = Vec::new();
    for file in files {
        trees.extend(corpus::read(Path::new(file))?);
    }
    Ok(trees)
}

fn tag(out: &str, files: &[&str]) -> anyhow::Result<()> {
    let trees = read(files)?;
    let trees: Vec<&Tree> = trees.iter().collect();
    let file = tagger::train(&trees);
    println!("{out}: {} bytes", file.len());
    Ok(std::fs::write(out, file)?)
}

fn jackknife(out: &str, files: &[&str]) -> anyhow::Result<()> {
    let mut trees = read(files)?;
    tagger::jackknife(&mut trees);
    Ok(std::fs::write(out, corpus::write(&trees))?)
}

fn gold(models: &str, file: &str) -> anyhow::Result<()> {
    let trees = read(&[file])?;
    let tagger: &[u8] = Vec::leak(std::fs::read(format!("{models}/tagger.bin"))?);
    let parser: &[u8] = Vec::leak(std::fs::read(format!("{models}/parser.bin"))?);
    for line in score::gold(&trees, tagger, parser, WIDTH) {
        println!("{file} {line}");
    }
    for (name, between) in [("run on", " "), ("a line each", "\n")] {
        println!("{file} {}, {name}", score::raw(&trees, tagger, parser, WIDTH, between));
    }
    Ok(())
}

/// Words and sentences from running text.
fn cuts(file: &str, show: bool) -> anyhow::Result<()> {
    let trees = corpus::read(Path::new(file))?;
    for (name, between) in [("run on", " "), ("a line each", "\n")] {
        let (words, sentences) = score::cuts(&trees, between, |kind, text| {
            if show && between == " " {
                println!("{kind}\t{text}");
            }
        });
        println!("{file} {name}: words {:.2} sentences {:.2}", words.f1(), sentences.f1());
    }
    Ok(())
}

fn parse(out: &str, files: &[&str]) -> anyhow::Result<()> {
    let trees = read(files)?;
    let file = parser::train(&trees);
    println!("{out}: {} bytes", file.len());
    Ok(std::fs::write(out, file)?)
}

/// Words, tags and arcs of a text by the models compiled in.
fn show(text: &str) {
    for mut sentence in chancery::text::tokenise(text) {
        chancery::text::tag(&mut sentence);
        chancery::text::parse(&mut sentence);
        for (at, token) in sentence.tokens.iter().enumerate() {
            let head = token.head.map_or(0, |h| h + 1);
            println!(
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t_",
                at + 1,
                token.form,
                token.lemma,
                token.upos,
                token.xpos,
                token.deprel
            );
        }
        println!();
    }
}
