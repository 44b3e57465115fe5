//! Are the data files well-formed?
//!
//! Reading them checks columns, types and words of closed lists; here is what reading does not ask: order, uniqueness,
//! and that what one table names is there in another.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use chancery::lexicon::{Entry, Files, Lexicon, Table, table};
use std::collections::BTreeSet;

/// Sorts of organisations.
const ORGANIZATIONS: [&str; 15] = [
    "agency",
    "armed-group",
    "bank",
    "company",
    "court",
    "force",
    "media",
    "ministry",
    "ngo",
    "other",
    "parliament",
    "party",
    "religious",
    "think-tank",
    "university",
];
/// Sorts that few organisations are of.
const RARE_ORGANIZATIONS: [&str; 2] = ["sports", "union"];
/// Sorts of places.
const PLACES: [&str; 17] = [
    "base",
    "camp",
    "canal",
    "city",
    "continent",
    "crossing",
    "estate",
    "facility",
    "island",
    "lake",
    "mountain",
    "peninsula",
    "region",
    "river",
    "sea",
    "strait",
    "world-region",
];

fn tables(folder: &str) -> Vec<(String, String)> {
    let files = Files::builtin();
    let names = files.list(folder).unwrap();
    let tables = names.into_iter().filter(|name| name.ends_with(".tsv"));
    tables.map(|name| (name.clone(), files.text(&name).unwrap().unwrap().into_owned())).collect()
}

fn first_cells(file: &str, text: &str) -> Vec<String> {
    let column = text.lines().next().unwrap().split('\t').next().unwrap();
    table::read(file, text).unwrap().iter().map(|row| row.get(column).to_string()).collect()
}

#[test]
fn tables_of_names_are_sorted_and_unique() {
    for (file, text) in tables("names") {
        let names = first_cells(&file, &text);
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{file}: \"{}\" before \"{}\"", pair[0], pair[1]);
        }
    }
}

#[test]
fn tables_of_words_are_unique() {
    for (file, text) in tables("words") {
        let mut seen = BTreeSet::new();
        for word in first_cells(&file, &text) {
            assert!(seen.insert(word.clone()), "{file}: \"{word}\" twice");
        }
    }
}

#[test]
fn every_class_of_words_has_words_and_one_table() {
    let files = ["words/classes.tsv", "words/roles.tsv"];
    let text = files.map(|file| Files::builtin().text(file).unwrap().unwrap().into_owned()).concat();
    let rows: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    for (class, words) in &rows {
        assert!(!words.is_empty(), "\"{class}\" has no words");
    }
    let mut classes: Vec<&str> = rows.iter().map(|row| row.0).filter(|class| *class != "class").collect();
    let all = classes.len();
    classes.sort_unstable();
    classes.dedup();
    assert_eq!(classes.len(), all, "a class stands twice in {files:?}");
}

#[test]
fn cells_are_tidy() {
    for (file, text) in tables("names").into_iter().chain(tables("words")) {
        assert!(text.ends_with('\n') && !text.contains('\r'), "{file}: ends of lines");
        for (at, line) in text.lines().enumerate() {
            for cell in line.split(['\t', '|']) {
                assert_eq!(cell, cell.trim(), "{file}:{}: space around a cell", at + 1);
                assert!(!cell.contains("  "), "{file}:{}: two spaces", at + 1);
            }
        }
    }
}

#[test]
fn sorts_are_known() {
    for entry in Lexicon::builtin().entries() {
        let sort = entry.sort.as_deref();
        let known = match entry.table {
            Table::Organizations => {
                sort.is_some_and(|s| ORGANIZATIONS.contains(&s) || RARE_ORGANIZATIONS.contains(&s))
            }
            Table::Places => sort.is_some_and(|s| PLACES.contains(&s)),
            _ => sort.is_none(),
        };
        assert!(known, "{}: unknown class {sort:?}", entry.key);
    }
}

#[test]
fn what_a_table_names_is_there() {
    let lexicon = Lexicon::builtin();
    let actors: BTreeSet<&str> = lexicon
        .entries()
        .iter()
        .filter(|entry| {
            matches!(entry.table, Table::States | Table::Igos | Table::Organizations | Table::Persons)
        })
        .map(|entry| entry.name.as_str())
        .collect();
    let named = |entry: &Entry| {
        [&entry.states, &entry.members, &entry.parties, &entry.issuers, &entry.participants]
            .map(Clone::clone)
            .concat()
    };
    for entry in lexicon.entries() {
        for name in named(entry) {
            assert!(actors.contains(name.as_str()), "{}: no entry is called \"{name}\"", entry.key);
        }
    }
}

#[test]
fn codes_are_iso_3166() {
    let mut seen = BTreeSet::new();
    for entry in Lexicon::builtin().entries() {
        if let Some(code) = &entry.iso3 {
            assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()), "{}: {code}", entry.key);
            assert!(seen.insert(code), "{}: {code} twice", entry.key);
        }
    }
    assert!(seen.len() > 190);
}

#[test]
fn training_marks_are_well_formed() {
    for file in std::fs::read_dir("data/training").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        for (at, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            let mut rest = line;
            while let Some((_, after)) = rest.split_once('[') {
                let (mark, after) = after.split_once(']').unwrap_or(("", ""));
                let class =
                    mark.split_once(' ').and_then(|(class, _)| chancery::model::NameClass::parse(class));
                let whole = class.is_some() && !mark.contains('[');
                assert!(whole, "{}:{}: [{mark}]", path.display(), at + 1);
                rest = after;
            }
            assert!(!rest.contains(']'), "{}:{}: a bracket too many", path.display(), at + 1);
        }
    }
}

#[test]
fn trees_are_trees() {
    for part in 1..=4 {
        let file = format!("data/training/trees-{part}.conllu");
        let trees = chancery::text::training::corpus::read(std::path::Path::new(&file)).unwrap();
        assert!(trees.len() > 200, "{file}");
        for tree in &trees {
            let (heads, text) = (&tree.heads, &tree.text);
            assert_eq!(heads.iter().filter(|head| head.is_none()).count(), 1, "one root: {text}");
            assert_eq!(tree.forms.concat(), text.split_whitespace().collect::<String>());
            let arcs: Vec<(usize, usize)> = heads
                .iter()
                .enumerate()
                .filter_map(|(at, head)| head.map(|h| (at.min(h), at.max(h))))
                .collect();
            for &(left, right) in &arcs {
                let crosses = |&(from, to): &(usize, usize)| left < from && from < right && right < to;
                assert!(right < tree.len() && !arcs.iter().any(crosses), "{left}–{right}: {text}");
            }
            for at in 0..tree.len() {
                let path = std::iter::successors(Some(at), |&word| heads[word]);
                assert!(path.take(tree.len() + 1).count() <= tree.len(), "a circle: {text}");
            }
        }
    }
}
