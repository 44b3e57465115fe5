//! Does every room keep to its own?
//!
//! ARCHITECTURE.md says which room may import which; crates that belong to one room stay there.

use crate::util::path;
use std::fs;
use std::path::Path;

/// Room, and the rooms it may import.
const MAY: &[(&str, &[&str])] = &[
    ("model", &["error"]),
    ("lexicon", &["error", "model"]),
    ("ingest", &["error", "model", "lexicon"]),
    ("text", &["error", "model", "lexicon"]),
    ("extract", &["error", "model", "lexicon", "text"]),
    ("resolve", &["error", "model", "lexicon"]),
    ("store", &["error", "model"]),
    ("graph", &["error", "model"]),
    ("export", &["error", "model", "graph"]),
    ("render", &["error", "model", "graph"]),
    ("report", &["error", "model", "graph"]),
    ("serve", &["error", "model", "store", "graph", "export", "render", "report"]),
];

/// Crate, and where it may be used.
const HOME: &[(&str, &[&str])] = &[
    ("petgraph", &["graph", "render"]),
    ("rusqlite", &["store"]),
    ("clap", &["cli"]),
    ("axum", &["serve"]),
    ("resvg", &["render"]),
    ("graphviz_rust", &["export", "render"]),
];

/// Every Rust file below a folder, with the room it belongs to.
fn each(folder: &Path, room: &str, check: &mut dyn FnMut(&Path, &str, &str)) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let stem = entry.file_stem().unwrap().to_str().unwrap().to_string();
        let room = if room.is_empty() { stem.as_str() } else { room };
        if entry.is_dir() {
            each(&entry, room, check);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            check(&entry, room, &fs::read_to_string(&entry).unwrap());
        }
    }
}

#[test]
fn rooms_import_only_what_lies_below_them() {
    let rooms: Vec<&str> = MAY.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    each(&path("src"), "", &mut |file, room, text| {
        let Some((_, may)) = MAY.iter().find(|(r, _)| *r == room) else { return };
        // What tests use does not count.
        let code = text.split("#[cfg(test)]").next().unwrap();
        for other in rooms.iter().filter(|r| **r != room && !may.contains(r)) {
            if code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};")) {
                faults.push(format!("{} imports {other}", file.display()));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crates_stay_at_home() {
    let mut faults = Vec::new();
    each(&path("src"), "", &mut |file, room, text| {
        for (name, homes) in HOME {
            let used = text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::"));
            if used && !homes.contains(&room) {
                faults.push(format!("{} uses {name}", file.display()));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let mut faults = Vec::new();
    each(&path("src"), "", &mut |file, _, text| {
        if !text.starts_with("//! ") {
            faults.push(file.display().to_string());
        }
    });
    assert!(faults.is_empty(), "no module doc:\n{}", faults.join("\n"));
}
