//! Does any history of adds, changes and removals end where a fresh build begins?

use super::stub::{built, document, export, finish};
use chancery::model::Document;
use chancery::store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Step {
    Put(Vec<(u8, u8, u8)>),
    Remove(u8),
    Build,
}

const TEXTS: [&str; 6] = [
    "Oslo met Lima.\nQuito waited.",
    "Lima answered Oslo.",
    "Quito answered Lima; Bern watched Oslo.",
    "Bern met Quito.\nBern met Quito again with Oslo.",
    "Łódź signed with Lima.",
    "nobody was named here",
];
const DATES: [Option<&str>; 3] = [None, Some("2024"), Some("2025-02-03")];

fn given(file: u8, text: u8, date: u8) -> Document {
    let text = TEXTS[usize::from(text) % TEXTS.len()];
    document(&format!("{file}.txt"), text, DATES[usize::from(date) % DATES.len()])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec((0..7u8, 0..6u8, 0..3u8), 1..4).prop_map(Step::Put),
        2 => (0..7u8).prop_map(Step::Remove),
        2 => Just(Step::Build),
    ]
}

fn end_is_a_fresh_build(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(folder.path().join("grown.db")).unwrap();
    let mut files: BTreeMap<u8, Document> = BTreeMap::new();
    for step in steps {
        match step {
            Step::Put(list) => {
                let documents: Vec<Document> = list.into_iter().map(|(f, t, d)| given(f, t, d)).collect();
                store.put_documents(&documents).unwrap();
                files.extend(documents.into_iter().map(|d| (d.origin.as_bytes()[0] - b'0', d)));
            }
            Step::Remove(file) => {
                let known = files.remove(&file).is_some();
                prop_assert_eq!(store.remove(&format!("{file}.txt")).is_ok(), known);
            }
            Step::Build => finish(&mut store),
        }
        prop_assert_eq!(store.check().unwrap(), []);
    }
    finish(&mut store);
    prop_assert_eq!(store.check().unwrap(), []);
    let mut documents: Vec<Document> = files.into_values().collect();
    documents.reverse();
    let fresh = built(folder.path(), "fresh.db", &documents);
    prop_assert_eq!(export(&store), export(&fresh));
    prop_assert_eq!(store.stats().unwrap(), fresh.stats().unwrap());
    prop_assert_eq!(store.search("Lima", 50).unwrap(), fresh.search("Lima", 50).unwrap());
    Ok(())
}

/// `CHANCERY_HISTORIES=1000 cargo test histories` runs as many.
#[test]
fn any_history_ends_where_a_fresh_build_begins() {
    let cases = std::env::var("CHANCERY_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(24);
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(20_240_503),
        failure_persistence: None,
        ..Config::default()
    };
    proptest!(config, |(steps in prop::collection::vec(step(), 1..12))| end_is_a_fresh_build(steps)?);
}
