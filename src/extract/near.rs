//! Who stands next to a verb whose tree is torn?
//!
//! Parsers tear long news sentences: a verb hangs at a noun it does not belong to, a subject at another verb. Where the
//! tree gives a rule only one of its ends, or none, the nearest fitting phrase of the same clause stands in for the other.

use super::ends::{self, End};
use super::scene::{Scene, Spot};
use super::syntax::Tree;
use crate::lexicon::{Is, Role};

/// How far, in tokens, a stand-in may be from its verb.
const REACH: usize = 10;

/// Whether a verb's form has a subject of its own that the tree should have shown.
pub fn is_finite(scene: &Scene<'_>, sentence: usize, verb: usize) -> bool {
    let tree = &scene.trees[sentence];
    // *its **jailed** founder*: whoever owns him has not jailed him.
    let adjective = tree.rel(verb) == "amod" && tree.head(verb).is_some_and(|h| h > verb);
    !adjective && matches!(tree.token(verb).xpos, "VBD" | "VBZ" | "VBP" | "VBN")
}

/// The nearest fitting phrase before a verb that no preposition governs.
pub fn before(scene: &Scene<'_>, sentence: usize, verb: usize, wanted: &[Is]) -> Vec<End> {
    let mut spots: Vec<&Spot> =
        spots(scene, sentence).filter(|s| s.end <= verb && s.end + REACH > verb).collect();
    spots.sort_by_key(|s| std::cmp::Reverse((s.end, s.start)));
    let free =
        |s: &&&Spot| clear(scene, sentence, s.end, verb) && governor(scene, sentence, s.start).is_none();
    let Some(spot) = spots.iter().find(free) else { return Vec::new() };
    ends::ends_of(scene, sentence, spot.head, wanted, false)
}

/// The nearest fitting phrase after a verb, by itself where the rule asks for an object, else after one of its prepositions.
pub fn after(scene: &Scene<'_>, sentence: usize, verb: usize, roles: &[Role], wanted: &[Is]) -> Vec<End> {
    let mut spots: Vec<&Spot> =
        spots(scene, sentence).filter(|s| s.start > verb && s.start <= verb + REACH).collect();
    spots.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    for spot in spots {
        if !clear(scene, sentence, verb + 1, spot.start) {
            return Vec::new();
        }
        let asked = match governor(scene, sentence, spot.start) {
            None => roles.contains(&Role::Object),
            Some(word) => {
                (word == "of" && roles.contains(&Role::Object)) || roles.contains(&Role::Preposition(word))
            }
        };
        let found = if asked { ends::ends_of(scene, sentence, spot.head, wanted, true) } else { Vec::new() };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The head of the noun phrase right after a verb.
pub fn object(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut noun = None;
    for i in verb + 1..tree.len().min(verb + 1 + REACH) {
        match tree.token(i).upos {
            "NOUN" | "PROPN" => noun = Some(i),
            "DET" | "ADJ" | "NUM" | "ADV" | "PART" if noun.is_none() => {}
            _ if tree.token(i).xpos == "HYPH" => {}
            _ => break,
        }
    }
    noun
}

fn spots<'s>(scene: &'s Scene<'_>, sentence: usize) -> impl Iterator<Item = &'s Spot> {
    scene.spots_in(sentence).filter(|s| !s.nested)
}

/// Whether no other clause begins between two words.
fn clear(scene: &Scene<'_>, sentence: usize, from: usize, to: usize) -> bool {
    let tree = &scene.trees[sentence];
    !(from..to).any(|i| {
        let token = tree.token(i);
        matches!(token.xpos, "VBD" | "VBZ" | "VBP" | "MD" | "WDT" | "WP" | ":") && token.upos != "AUX"
            || token.upos == "SCONJ"
            || matches!(token.form.as_str(), "," | ";" | "\"")
    })
}

/// The preposition right before a phrase, its articles and adjectives aside.
fn governor(scene: &Scene<'_>, sentence: usize, start: usize) -> Option<String> {
    let tree = &scene.trees[sentence];
    let mut at = start;
    while at > 0 {
        at -= 1;
        match tree.token(at).upos {
            "DET" | "ADJ" | "NUM" | "ADV" => {}
            "ADP" => return Some(tree.lemma(at)),
            _ => return None,
        }
    }
    None
}
