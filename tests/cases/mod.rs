//! Do texts give the edges that the cases say?
//!
//! A case is a heading, a sentence that says why, a `text` block and a `graph` block. `UPDATE=1` rewrites the graph blocks;
//! git is the review.

use crate::util::path;
use chancery::lexicon::Lexicon;
use chancery::model::{Document, Edtf, Relation};
use std::fs;

/// The day on which every case was written, as far as *last month* is concerned.
const PUBLISHED: &str = "2025-06-15";

#[test]
fn cases_give_their_graphs() {
    let mut changed = Vec::new();
    let mut files: Vec<_> = fs::read_dir(path("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    for file in files {
        let kept = fs::read_to_string(&file).unwrap();
        let made = with_graphs(&kept);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &made).unwrap();
        } else if made != kept {
            changed.push(format!("{}:\n{}", file.display(), difference(&kept, &made)));
        }
    }
    assert!(changed.is_empty(), "UPDATE=1 rewrites the graphs:\n{}", changed.join("\n"));
}

/// The same cases with the graphs that the program gives now.
fn with_graphs(cases: &str) -> String {
    let lexicon = Lexicon::builtin();
    let (mut out, mut text, mut block) = (String::new(), String::new(), "");
    for line in cases.lines() {
        match (block, line) {
            ("", "```text") => (block, text) = ("text", String::new()),
            ("", "```graph") => block = "graph",
            ("graph", "```") => {
                edges(lexicon, &text).iter().for_each(|edge| out.push_str(&format!("{edge}\n")));
                block = "";
            }
            ("text", "```") => block = "",
            ("text", line) => text.push_str(&format!("{line}\n")),
            _ => {}
        }
        if block != "graph" || line == "```graph" {
            out.push_str(&format!("{line}\n"));
        }
    }
    out
}

/// `Japan —party_to→ Camp David Principles · 2023 · actual`, in order, each once.
fn edges(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let mut document = Document::from_text("case.txt", text);
    document.info.published = Edtf::parse(PUBLISHED).ok();
    let read = chancery::read(lexicon, &document);
    let line = |r: &Relation| {
        let (source, target) = (&read.entities[r.source].name, &read.entities[r.target].name);
        let role = r.role.as_ref().map_or_else(String::new, |role| format!(" · as {role}"));
        let date = r.date.as_ref().map_or_else(String::new, |date| format!(" · {}", date.as_str()));
        format!("{source} —{}→ {target}{role}{date} · {}", r.etype, r.factuality)
    };
    let mut lines: Vec<String> = read.relations.iter().map(line).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn difference(kept: &str, made: &str) -> String {
    let only = |a: &str, b: &str, mark: char| {
        let there: Vec<&str> = b.lines().collect();
        let lines = a.lines().filter(|l| !there.contains(l)).map(|l| format!("  {mark} {l}\n"));
        lines.collect::<String>()
    };
    only(kept, made, '-') + &only(made, kept, '+')
}
