//! How are the models made, and how good are they? The trainer's command line.

use chancery::text::training::{corpus, score};
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cuts", file] => cuts(file, false),
        ["cuts", file, "show"] => cuts(file, true),
        _ => anyhow::bail!("usage: train cuts FILE [show]"),
    }
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
