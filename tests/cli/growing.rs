//! Does a store follow its folder: what is new, changed, gone, removed?

use super::{TEXT, folder};
use crate::util::{Ran, chancery};
use std::fs;
use std::path::Path;

const OTHER: &[u8] = b"France criticised Turkey on 4 June 2023.\n";

fn build(path: &Path, store: &Path) -> Ran {
    chancery(&["build", path.to_str().unwrap(), "--store", store.to_str().unwrap()])
}

fn told(store: &Path) -> String {
    chancery(&["timeline", "--format", "json", "--store", store.to_str().unwrap()]).out
}

#[test]
fn a_second_build_reads_nothing() {
    let files = folder(&[("a.txt", TEXT), ("b.txt", OTHER)]);
    let store = files.path().join("s.db");
    assert_eq!(build(files.path(), &store).code, 0);
    let again = build(files.path(), &store);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.out.contains("nothing new (2 files as before)"), "{}", again.out);
    fs::write(files.path().join("b.txt"), "Peru criticised Chile on 4 June 2023.\n").unwrap();
    let changed = build(files.path(), &store);
    assert!(changed.out.contains("1 changed, 1 file as before"), "{}", changed.out);
}

#[test]
fn what_is_gone_from_a_folder_is_taken_back() {
    let files = folder(&[("a.txt", TEXT), ("b.txt", OTHER)]);
    let (store, alone) = (files.path().join("s.db"), files.path().join("alone.db"));
    build(files.path(), &store);
    fs::remove_file(files.path().join("b.txt")).unwrap();
    let built = build(files.path(), &store);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("took back 1 file") && built.err.contains("b.txt"), "{}", built.err);
    build(&files.path().join("a.txt"), &alone);
    assert_eq!(told(&store), told(&alone));
}

#[test]
fn a_file_that_can_no_longer_be_read_gives_nothing() {
    let files = folder(&[("a.txt", TEXT), ("b.txt", OTHER)]);
    let (store, alone) = (files.path().join("s.db"), files.path().join("alone.db"));
    build(files.path(), &store);
    fs::write(files.path().join("b.txt"), b"").unwrap();
    assert_eq!(build(files.path(), &store).code, 1);
    build(&files.path().join("a.txt"), &alone);
    assert_eq!(told(&store), told(&alone));
}

#[test]
fn what_was_removed_stays_away_until_it_is_called() {
    let files = folder(&[("a.txt", TEXT), ("b.txt", OTHER)]);
    let store = files.path().join("s.db");
    build(files.path(), &store);
    let whole = told(&store);
    assert_eq!(chancery(&["remove", "b.txt", "--store", store.to_str().unwrap()]).code, 0);
    let without = told(&store);
    assert!(build(files.path(), &store).out.contains("nothing new"));
    assert_eq!(told(&store), without);
    assert_eq!(build(&files.path().join("b.txt"), &store).code, 0);
    assert_ne!(whole, without);
    assert_eq!(told(&store), whole);
}

#[test]
fn a_part_of_the_store_tells_as_much_as_the_whole_graph() {
    let files = tempfile::tempdir().unwrap();
    let (store, whole) = (crate::util::seeds_store(), files.path().join("whole.json"));
    let whole = whole.to_str().unwrap();
    assert_eq!(chancery(&["export", "--format", "json", "-o", whole, "--store", store]).code, 0);
    let graph: serde_json::Value = serde_json::from_str(&fs::read_to_string(whole).unwrap()).unwrap();
    let nodes = graph["nodes"].as_array().unwrap();
    for node in nodes.iter().step_by(nodes.len() / 12) {
        for name in ["id", "name"] {
            let shown = |store: &str| {
                let shown =
                    chancery(&["show", node[name].as_str().unwrap(), "--format", "json", "--store", store]);
                (shown.out, shown.err)
            };
            assert_eq!(shown(store), shown(whole), "{}", node[name]);
        }
    }
}

#[cfg(unix)]
#[test]
fn watching_reads_what_is_added_and_ends_when_told() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let files = folder(&[("a.txt", TEXT)]);
    let store = files.path().join("s.db");
    let child = Command::new(assert_cmd::cargo::cargo_bin!("chancery"))
        .args(["build", "--watch", files.path().to_str().unwrap(), "--store", store.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let until = |name: &str| {
        let begun = Instant::now();
        while chancery(&["show", name, "--store", store.to_str().unwrap()]).code != 0 {
            assert!(begun.elapsed() < Duration::from_secs(120), "{name} never came");
            std::thread::sleep(Duration::from_millis(300));
        }
    };
    until("Italy");
    fs::write(files.path().join("b.txt"), OTHER).unwrap();
    until("Turkey");
    // The line may come a moment after the fact is in the store.
    std::thread::sleep(Duration::from_millis(500));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let out = String::from_utf8_lossy(&ended.stdout);
    assert!(out.contains("follows 1 file") && out.contains("new      ") && out.contains("b.txt"), "{out}");
}

#[test]
fn made_up_articles_are_the_same_each_time() {
    let files = tempfile::tempdir().unwrap();
    let lines = |name: &str, number: &str| {
        let path = files.path().join(name);
        let made =
            chancery(&["synth", "--documents", number, "--words", "120", "-o", path.to_str().unwrap()]);
        assert_eq!(made.code, 0, "{}", made.err);
        fs::read_to_string(path).unwrap()
    };
    let (few, many) = (lines("few.jsonl", "3"), lines("many.jsonl", "6"));
    assert!(many.starts_with(&few) && many.lines().count() == 6);
    assert!(!many.contains('{') || many.lines().all(|l| l.matches('{').count() == 1), "an open slot: {many}");
    let store = files.path().join("s.db");
    assert_eq!(build(&files.path().join("many.jsonl"), &store).code, 0);
    let again = build(&files.path().join("many.jsonl"), &store);
    assert!(again.out.contains("nothing new"), "{}", again.out);
}
