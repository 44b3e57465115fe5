//! Is README true?
//!
//! Its commands are run on the sample articles, and its table of commands is the program's own.

mod bad_input;

use crate::query::words;
use crate::util::{command, path, ran, seeds_store};
use std::collections::BTreeSet;

fn readme() -> String {
    std::fs::read_to_string(path("README.md")).unwrap()
}

/// Lines of `sh` blocks that call the program.
fn calls(text: &str) -> Vec<String> {
    let mut calls = Vec::new();
    for block in text.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap();
        calls.extend(
            block
                .lines()
                .filter(|l| l.starts_with("chancery "))
                .map(|l| l.split(" #").next().unwrap().trim().to_string()),
        );
    }
    calls
}

#[test]
fn the_tour_runs() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("chancery.db");
    std::fs::copy(seeds_store(), store).unwrap();
    let calls = calls(&readme());
    assert!(calls.len() >= 10, "{calls:?}");
    for call in calls {
        if call.starts_with("chancery build") || call.contains("serve") {
            continue;
        }
        let words = words(&call);
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        let ran = ran(command(&args).current_dir(folder.path()));
        assert_eq!(ran.code, 0, "{call}: {}", ran.err);
        assert!(call.contains(" -o ") || !ran.out.trim().is_empty(), "{call} prints nothing");
    }
}

#[test]
fn the_table_lists_every_command() {
    let text = readme();
    let rows = text.lines().filter_map(|l| l.strip_prefix("| `chancery "));
    let listed: BTreeSet<String> =
        rows.filter_map(|r| r.split(['`', ' ']).next()).map(String::from).collect();
    let there: BTreeSet<String> = crate::cli::commands().into_iter().collect();
    assert_eq!(listed, there);
}
