//! Do two quotations speak of one and the same act?
//!
//! They do when most of what the shorter one says, names and dates apart, stands in the other as well. Words are
//! compared by a crude stem, so that *normalised*, *normalized* and *normalisation* are one.

use super::{Graph, NodeId, fold};
use std::collections::BTreeSet;

/// Words that carry no matter of their own, sorted.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "against",
    "ago",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "became",
    "been",
    "before",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "each",
    "first",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "last",
    "later",
    "may",
    "might",
    "more",
    "most",
    "new",
    "no",
    "not",
    "of",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "over",
    "own",
    "s",
    "said",
    "says",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "three",
    "through",
    "to",
    "too",
    "two",
    "under",
    "until",
    "up",
    "was",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "would",
    "year",
    "years",
];
const MONTHS: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "january",
    "july",
    "june",
    "march",
    "may",
    "november",
    "october",
    "september",
    "spring",
    "summer",
    "autumn",
    "winter",
    "month",
    "week",
    "today",
    "yesterday",
];
/// Endings cut from a word, longest first; what is left keeps at least four letters.
const ENDINGS: &[&str] = &[
    "isations", "izations", "isation", "ization", "ships", "ments", "ising", "izing", "ised", "ized", "ises",
    "izes", "ships", "ship", "ment", "ions", "ise", "ize", "ing", "ion", "ies", "ed", "es", "al", "ly", "s",
    "y", "e",
];
/// This share of the shorter quotation's words must stand in the other …
const SHARE: f64 = 0.5;
/// … and at least this many.
const AT_LEAST: usize = 3;

/// The stems of the words with matter in a quotation, without the names of `ends`.
pub(super) fn matter(graph: &Graph, ends: &[NodeId], exact: &str) -> BTreeSet<String> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for end in ends {
        let node = graph.node(*end);
        for name in std::iter::once(&node.name).chain(&node.aliases) {
            named.extend(fold(name).split(' ').map(String::from));
        }
    }
    let folded = fold(exact);
    let full = |w: &&str| {
        w.len() > 1
            && EMPTY.binary_search(w).is_err()
            && !MONTHS.contains(w)
            && !w.bytes().any(|b| b.is_ascii_digit())
            && !named.contains(*w)
    };
    folded.split(' ').filter(full).map(stem).collect()
}

/// Whether two quotations' matter is one.
pub(super) fn same_act(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    common >= AT_LEAST && common as f64 >= SHARE * a.len().min(b.len()) as f64
}

/// A word without its endings.
pub(super) fn stem(word: &str) -> String {
    let mut word = word;
    for _ in 0..2 {
        let cut = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|rest| rest.len() >= 4));
        match cut {
            Some(rest) => word = rest,
            None => break,
        }
    }
    word.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;

    #[test]
    fn the_list_is_sorted() {
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn one_act_in_other_words() {
        let graph = sample::graph();
        let matter = |text| matter(&graph, &[], text);
        let a = matter("Ruritania and Sylvania normalised their military contacts at the 2021 forum");
        let b = matter("The two normalized military contacts last June at the Forum");
        assert!(same_act(&a, &b), "{a:?} {b:?}");
        assert!(!same_act(&a, &matter("Ruritania and Sylvania met in 2019 to talk about trade and fish")));
    }
}
