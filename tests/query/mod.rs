//! Are questions answered as the transcripts say?
//!
//! `transcripts.md` holds commands and what they print on `affairs.json`, a graph of invented affairs. `UPDATE=1` rewrites
//! what is printed; git is the review.

mod far;

use crate::util::{chancery, path};

const STORE: &str = "tests/query/affairs.json";

/// The answers, with the text around them.
struct Transcript {
    before: String,
    command: String,
    printed: String,
}

/// Cuts a file into `console` blocks, each `$ command` and what it prints.
fn read(text: &str) -> (Vec<Transcript>, String) {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((before, block)) = rest.split_once("```console\n$ ") {
        let (block, after) = block.split_once("```\n").unwrap();
        let (command, printed) = block.split_once('\n').unwrap();
        all.push(Transcript { before: before.into(), command: command.into(), printed: printed.into() });
        rest = after;
    }
    (all, rest.to_string())
}

/// Words of a command, quoted ones whole.
pub fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words[..].last_mut().unwrap().push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[test]
fn transcripts_hold() {
    let file = path("tests/query/transcripts.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let (transcripts, tail) = read(&text);
    assert!(transcripts.len() >= 12);
    let store = path(STORE);
    let mut now = String::new();
    for one in &transcripts {
        let words = words(&one.command);
        let mut args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        args.extend(["--store", store.to_str().unwrap()]);
        let ran = chancery(&args);
        let printed = format!("{}{}", ran.out, ran.err);
        now.push_str(&format!("{}```console\n$ {}\n{printed}```\n", one.before, one.command));
        if std::env::var_os("UPDATE").is_none() {
            assert_eq!(printed, one.printed, "{}", one.command);
        }
    }
    now.push_str(&tail);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, now).unwrap();
    }
}

#[test]
fn every_answer_is_data_too() {
    let store = path(STORE);
    for question in [
        "who-links League Ruritania",
        "paths Borduria Ruritania",
        "show Lenz",
        "agreement \"Strelsau Accord\"",
        "who Ruritania",
        "timeline",
        "overlap League Ruritania Sylvania",
        "conflicts",
        "trace Borduria",
        "search harbour",
        "sources",
        "stats",
    ] {
        let words = words(question);
        let mut args: Vec<&str> = words.iter().map(String::as_str).collect();
        args.extend(["--format", "json", "--store", store.to_str().unwrap()]);
        let ran = chancery(&args);
        assert_eq!(ran.code, 0, "{question}: {}", ran.err);
        let data: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(!data.is_null(), "{question}");
    }
}
