//! What sort of thing does a phrase speak of, by its nouns?

use crate::lexicon::{Sort, Words};
use crate::model::{Kind, NodeType};

/// Longest run of words that a noun table holds (*joint press conference*).
const LONGEST: usize = 3;

/// The sort that the noun ending a run of lemmas gives, with the words before it: *trade agreement*, *military pact*.
pub fn of_phrase(words: &Words, lemmas: &[String]) -> Option<Sort> {
    let (sort, used) = (1..=LONGEST.min(lemmas.len())).rev().find_map(|n| {
        let phrase = lemmas[lemmas.len() - n..].join(" ").replace(" - ", "-");
        words.nouns.get(&phrase).map(|sort| (*sort, n))
    })?;
    let before = &lemmas[..lemmas.len() - used];
    let changed = before.iter().rev().find_map(|word| words.modifiers.get(&(word.clone(), sort.kind)));
    let open = matches!(sort.ntype, NodeType::Treaty | NodeType::Other | NodeType::Pact);
    Some(match changed {
        Some(&ntype) if sort.kind != Kind::Agreement || (open && sort.ntype != NodeType::Treaty) => {
            Sort { kind: sort.kind, ntype }
        }
        _ => sort,
    })
}

/// The sort of a name: of the noun before its first preposition (*Memorandum of …*), else of its last noun.
pub fn of_name(words: &Words, lemmas: &[String]) -> Option<Sort> {
    let front = front(lemmas);
    of_phrase(words, front)
        .or_else(|| (1..front.len()).rev().find_map(|n| of_phrase(words, &front[..n])))
        .or_else(|| of_phrase(words, lemmas))
}

/// The noun that heads a name, lower case; empty where no table holds it.
pub fn head_noun(words: &Words, name: &str) -> String {
    let lemmas: Vec<String> = name
        .split_whitespace()
        .map(|w| w.trim_end_matches("’s").trim_end_matches("'s").to_lowercase())
        .collect();
    let front = front(&lemmas);
    let known = |w: &&String| words.nouns.contains_key(*w);
    front.iter().rev().find(known).or_else(|| lemmas.iter().rev().find(known)).cloned().unwrap_or_default()
}

fn front(lemmas: &[String]) -> &[String] {
    let cut = lemmas.iter().position(|w| {
        matches!(w.as_str(), "of" | "on" | "for" | "between" | "with" | "in" | "to" | "at" | "concerning")
    });
    match cut {
        Some(n) if n > 0 => &lemmas[..n],
        _ => lemmas,
    }
}
