//! Is `graphs/` what the program makes of `seeds/`, whatever the number of threads?
//!
//! `UPDATE=1` writes the graphs anew; git is the review.

use crate::util::{chancery, path};
use std::fs;

/// Runs the program on a store; what it printed.
fn on(store: &str, words: &[&str]) -> String {
    let ran = chancery(&[words, &["--store", store, "--quiet"]].concat());
    assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    ran.out
}

#[test]
fn graphs_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("seeds.db").to_string_lossy().into_owned();
    on(&store, &["build", path("seeds").to_str().unwrap()]);
    let wanted: [(&str, &[&str]); 7] = [
        ("seeds.json", &["export", "--format", "json"]),
        ("seeds.dot", &["render"]),
        ("seeds.svg", &["render"]),
        ("around.svg", &["render", "--focus", "Somalia", "--hops", "2"]),
        ("between.svg", &["render", "--between", "North Korea", "European Union"]),
        ("overlap.svg", &["render", "--overlap", "European Union", "Japan", "South Korea"]),
        ("timeline.svg", &["render", "--timeline", "--focus", "Japan"]),
    ];
    let mut stale = Vec::new();
    for (name, words) in wanted {
        let made = folder.path().join(name);
        let out = made.to_string_lossy().into_owned();
        on(&store, &[words, &["-o", &out]].concat());
        let kept = path("graphs").join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::copy(&made, &kept).unwrap();
        }
        if fs::read(&made).unwrap() != fs::read(&kept).unwrap_or_default() {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "graphs/ holds what an older program made: {stale:?}; UPDATE=1 cargo test writes it"
    );
}

#[test]
fn the_same_bytes_with_one_thread_and_with_eight() {
    let folder = tempfile::tempdir().unwrap();
    let made = ["1", "8"].map(|jobs| {
        let store = folder.path().join(format!("{jobs}.db")).to_string_lossy().into_owned();
        let texts = [path("seeds"), path("tests/gold/dev")].map(|p| p.to_string_lossy().into_owned());
        on(&store, &["build", &texts[0], &texts[1], "--jobs", jobs]);
        on(&store, &["check"]);
        on(&store, &["export", "--format", "json"])
    });
    assert!(made[0] == made[1], "the graph depends on the number of threads");
    assert!(made[0].len() > 100_000, "only {} bytes were exported", made[0].len());
}
