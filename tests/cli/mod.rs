//! Does the command line do its duty: exit codes, bad input, streams, defaults?

mod growing;
mod see;

use crate::util::{chancery, command, path, ran, seeds_store};
use std::fs;

/// A folder with files of these names and contents.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

pub const TEXT: &[u8] = b"Japan and Italy signed a defence pact in Rome on 3 May 2023.\n";

#[test]
fn exit_codes_tell_done_partly_and_nothing() {
    let both = folder(&[("a.txt", TEXT), ("b.txt", b"")]);
    let store = both.path().join("s.db");
    let store = store.to_str().unwrap();
    let a = both.path().join("a.txt");
    assert_eq!(chancery(&["build", a.to_str().unwrap(), "--store", store]).code, 0);
    let partly = chancery(&["build", both.path().to_str().unwrap(), "--store", store]);
    assert_eq!(partly.code, 1);
    assert!(partly.err.contains("b.txt"), "{}", partly.err);
    assert_eq!(chancery(&["build", "no/such/folder", "--store", store]).code, 2);
    assert_eq!(chancery(&["show"]).code, 2);
    assert_eq!(chancery(&["show", "Japan", "--store", "no.db"]).code, 2);
    assert_eq!(chancery(&["show", "Japan", "--store", store]).code, 0);
}

#[test]
fn bad_input_is_named_and_nothing_is_lost() {
    let long = "Japan and Italy met in Rome. ".repeat(300);
    let files = folder(&[
        ("binary.txt", &[0, 159, 146, 150, 0, 1, 2, 0, 0, 7]),
        ("empty.txt", b""),
        ("latin.txt", b"Fran\xe7ois met the Japanese minister in Rome in May 2023.\n"),
        ("one-line.txt", long.as_bytes()),
        ("good.txt", TEXT),
    ]);
    let store = files.path().join("s.db");
    let built = chancery(&["build", files.path().to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(built.code, 1);
    for bad in ["binary.txt", "empty.txt"] {
        assert!(built.err.contains(bad), "{bad}: {}", built.err);
    }
    let shown = chancery(&["show", "Italy", "--store", store.to_str().unwrap()]);
    assert_eq!(shown.code, 0, "{}", shown.err);
}

#[test]
fn a_store_that_is_none_is_refused() {
    let files = folder(&[("cut.db", b"SQLite format 3\0 and no more"), ("text.db", b"no store at all")]);
    for name in ["cut.db", "text.db"] {
        let store = files.path().join(name);
        let shown = chancery(&["stats", "--store", store.to_str().unwrap()]);
        assert_eq!(shown.code, 2);
        assert!(shown.err.contains(name), "{}", shown.err);
        assert!(shown.out.is_empty());
    }
}

#[test]
fn the_same_bytes_from_one_thread_and_eight() {
    let files = tempfile::tempdir().unwrap();
    let seeds = path("seeds");
    let dump = |jobs: &str| {
        let store = files.path().join(format!("{jobs}.db"));
        let store = store.to_str().unwrap();
        let built = chancery(&["build", seeds.to_str().unwrap(), "--store", store, "--jobs", jobs, "-q"]);
        assert_eq!(built.code, 0, "{}", built.err);
        chancery(&["timeline", "--format", "json", "--store", store]).out
            + &chancery(&["stats", "--format", "json", "--store", store]).out
    };
    assert_eq!(dump("1"), dump("8"));
}

#[test]
fn a_text_given_twice_changes_nothing() {
    let files = folder(&[("a.txt", TEXT), ("copy.txt", TEXT)]);
    let store = files.path().join("s.db");
    let (store, a) = (store.to_str().unwrap(), files.path().join("a.txt"));
    chancery(&["build", a.to_str().unwrap(), "--store", store, "-q"]);
    let once = chancery(&["timeline", "--format", "json", "--store", store]).out;
    chancery(&["build", files.path().to_str().unwrap(), "--store", store, "-q"]);
    chancery(&["build", a.to_str().unwrap(), "--store", store, "-q"]);
    assert_eq!(chancery(&["timeline", "--format", "json", "--store", store]).out, once);
}

#[test]
fn extract_answers_a_line_a_document_in_order() {
    let lines: String = ["9", "x", "1"]
        .iter()
        .map(|id| format!("{{\"id\": \"{id}\", \"text\": \"Japan and Italy signed a pact in 2023.\"}}\n"))
        .collect();
    let got = ran(command(&["extract", "--format", "jsonl", "-"]).write_stdin(lines));
    assert_eq!(got.code, 0, "{}", got.err);
    let ids: Vec<String> = got
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_string()
        })
        .collect();
    assert_eq!(ids, ["9", "x", "1"]);
}

#[test]
fn colour_only_where_it_is_wanted() {
    let store = seeds_store();
    assert!(!chancery(&["stats", "--store", store]).out.contains('\u{1b}'));
    assert!(chancery(&["stats", "--store", store, "--color", "always"]).out.contains('\u{1b}'));
    let plain = ran(command(&["stats", "--store", store]).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1"));
    assert!(!plain.out.contains('\u{1b}'));
}

#[test]
fn defaults_come_from_the_environment_and_from_chancery_toml() {
    let store = seeds_store();
    assert_eq!(ran(command(&["stats"]).env("CHANCERY_STORE", store)).code, 0);
    let files = folder(&[("chancery.toml", format!("store = {store:?}\n").as_bytes()), ("bad.toml", b"")]);
    assert_eq!(ran(command(&["stats"]).current_dir(files.path())).code, 0);
    fs::write(files.path().join("chancery.toml"), "shop = 1\n").unwrap();
    let bad = ran(command(&["stats"]).current_dir(files.path()));
    assert_eq!(bad.code, 2);
    assert!(bad.err.contains("shop"), "{}", bad.err);
}

#[test]
fn a_reader_who_leaves_early_is_content() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("chancery"))
        .args(["timeline", "--format", "json", "--store", seeds_store()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn removing_a_text_leaves_what_the_others_say() {
    let files = folder(&[("a.txt", TEXT), ("b.txt", b"France criticised Turkey on 4 June 2023.\n")]);
    let (store, a) = (files.path().join("s.db"), files.path().join("a.txt"));
    let alone = files.path().join("alone.db");
    chancery(&["build", files.path().to_str().unwrap(), "--store", store.to_str().unwrap(), "-q"]);
    chancery(&["build", a.to_str().unwrap(), "--store", alone.to_str().unwrap(), "-q"]);
    let removed = chancery(&["remove", "b.txt", "--store", store.to_str().unwrap()]);
    assert_eq!(removed.code, 0, "{}", removed.err);
    let all =
        |s: &std::path::Path| chancery(&["timeline", "--format", "json", "--store", s.to_str().unwrap()]).out;
    assert_eq!(all(&store), all(&alone));
}

#[test]
fn corrections_are_listed_and_undone() {
    let files = folder(&[("a.txt", TEXT)]);
    let store = files.path().join("s.db");
    let store = store.to_str().unwrap();
    chancery(&["build", files.path().to_str().unwrap(), "--store", store, "-q"]);
    let renamed =
        chancery(&["correct", "rename", "Italy", "Repubblica", "--who", "A. Lund", "--store", store]);
    assert_eq!(renamed.code, 0, "{}", renamed.err);
    assert!(chancery(&["show", "Repubblica", "--store", store]).out.contains("A. Lund"));
    let list = chancery(&["correct", "list", "--store", store]).out;
    let id = list.split_whitespace().next().unwrap();
    assert_eq!(chancery(&["correct", "undo", id, "--store", store]).code, 0);
    assert_eq!(chancery(&["show", "Repubblica", "--store", store]).code, 2);
}

#[test]
fn a_briefing_needs_nothing_beside_it() {
    let files = tempfile::tempdir().unwrap();
    let page = files.path().join("brief.html");
    let store = path("tests/query/affairs.json");
    let made = chancery(&[
        "report",
        "League",
        "Ruritania",
        "-o",
        page.to_str().unwrap(),
        "--store",
        store.to_str().unwrap(),
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    let html = fs::read_to_string(page).unwrap();
    assert!(html.contains("Harbour Partnership") && html.contains("<svg") && html.contains("id=\"q1\""));
    assert!(!html.contains("src=") && !html.contains("<script"), "something lies outside");
}

#[test]
fn help_of_every_command_teaches_by_example() {
    for name in commands() {
        let help = chancery(&[&name, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains(&format!("chancery {name}")), "{name} has no example");
    }
}

#[test]
fn shells_and_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = chancery(&["completions", shell]);
        assert!(script.out.contains("who-links"), "{shell}");
    }
    let files = tempfile::tempdir().unwrap();
    assert_eq!(chancery(&["man", files.path().to_str().unwrap()]).code, 0);
    for name in commands() {
        assert!(files.path().join(format!("chancery-{name}.1")).exists(), "{name}");
    }
}

/// The commands that the help lists.
pub fn commands() -> Vec<String> {
    let help = chancery(&["-h"]).out;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let lines = list.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   "));
    lines.filter_map(|l| l.split_whitespace().next()).map(String::from).collect()
}
