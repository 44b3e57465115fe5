//! Are the trees of a text shown as people and other tools read them?

use super::folder;
use crate::util::chancery;

fn see(stage: &str) -> String {
    let files = folder(&[("a.txt", b"Norway signed the deal, a minister's aide said.\n")]);
    let path = files.path().join("a.txt");
    let seen = chancery(&["see", stage, path.to_str().unwrap()]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    seen.out
}

#[test]
fn a_tree_is_drawn_under_its_root() {
    let drawn = see("tree");
    let lines: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    assert_eq!(lines[1], "    said VERB root", "{drawn}");
    assert!(lines.contains(&"    ├─ signed VERB ccomp"), "{drawn}");
    assert!(lines.contains(&"    │  ├─ Norway PROPN nsubj"), "{drawn}");
    assert!(lines.contains(&"    └─ . PUNCT punct"), "{drawn}");
}

#[test]
fn conllu_has_ten_columns_and_one_root_and_gives_the_text_back() {
    let written = see("conllu");
    assert!(written.contains("# text = Norway signed the deal, a minister's aide said.\n"), "{written}");
    let rows: Vec<Vec<&str>> = written
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.iter().all(|row| row.len() == 10), "{written}");
    let ids: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(ids, (1..=11).collect::<Vec<_>>(), "{written}");
    assert_eq!(rows.iter().filter(|row| row[6] == "0" && row[7] == "root").count(), 1, "{written}");
    let space = |row: &Vec<&str>| if row[9] == "SpaceAfter=No" { "" } else { " " };
    let text: String = rows.iter().map(|row| row[1].to_string() + space(row)).collect();
    assert_eq!(text.trim_end(), "Norway signed the deal, a minister's aide said.");
}
