//! Does docs/bad-input.md quote what the program says?

use crate::util::{command, path, ran};
use std::path::Path;

/// What a run in a folder says on its error stream, a line each, without who says it.
fn said(folder: &Path, args: &[&str]) -> Vec<String> {
    let mut command = command(args);
    let ran = ran(command.current_dir(folder));
    assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
    let plain = |line: &str| {
        let line = line.trim();
        let starts = ["chancery: ", "because: ", "error: "];
        starts.iter().find_map(|start| line.strip_prefix(start)).map(str::to_string)
    };
    ran.err.lines().filter_map(plain).collect()
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn messages_are_quoted_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let page = std::fs::read_to_string(path("docs/bad-input.md")).unwrap();
    let mut told = Vec::new();
    let mut ask = |args: &[&str]| told.extend(said(here, args));
    write(here, "a.txt", "Oslo met Lima.");
    write(here, "x.db", "hello");
    ask(&["stats", "--store", "x.db"]);
    ask(&["stats", "--store", "none.db"]);
    write(here, "x.db", "");
    ask(&["stats", "--store", "x.db"]);
    write(here, "g.json", "{\"graph\":");
    ask(&["stats", "--store", "g.json"]);
    write(
        here,
        "g.json",
        "{\"graph\":{\"documents\":[]},\"nodes\":[],\"edges\":[{\"source\":\"a\",\"target\":\"b\",\"key\":\"k\",\
         \"type\":\"ally\",\"date\":null,\"factuality\":\"actual\",\"role\":null,\"confidence\":1,\"evidence\":[]}]}",
    );
    ask(&["stats", "--store", "g.json"]);
    write(here, "own/names/igos.tsv", "name\ttype\nA\tblock\n");
    ask(&["build", "a.txt", "--data", "own", "--store", "o.db"]);
    std::fs::remove_file(here.join("own/names/igos.tsv")).unwrap();
    write(here, "own/rules/a.toml", "x = [");
    ask(&["build", "a.txt", "--data", "own", "--store", "o.db"]);
    ask(&["build", "a.txt", "--data", "nowhere", "--store", "o.db"]);
    ask(&["timeline", "--from", "2024-13"]);
    ask(&["build", "a.txt", "--jobs", "0"]);
    let mut built = command(&["build", "a.txt", "--store", "x2.db", "--quiet"]);
    assert_eq!(ran(built.current_dir(here)).code, 0);
    ask(&["search", "(((", "--store", "x2.db"]);
    ask(&["show", "Xyzzy", "--store", "x2.db"]);
    write(here, "corrections.jsonl", "{\"op\":\"merge\"}\n");
    ask(&["build", "a.txt", "--store", "x2.db"]);
    write(here, "chancery.toml", "store = 5\n");
    ask(&["stats"]);
    let known: Vec<&String> = told.iter().filter(|line| !line.starts_with("TOML parse error")).collect();
    assert!(known.len() >= 15, "{known:#?}");
    for line in known {
        let message = line.split(" for '--from <DATE>': ").last().unwrap();
        assert!(page.contains(message), "docs/bad-input.md does not quote: {message}");
    }
}
