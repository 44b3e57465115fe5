//! Which things does a phrase give as examples, or set out in a row?
//!
//! *missions, in particular Atalanta*, *states like Chad and Niger*, *allies, such as those between Chad and Niger*: trees
//! hang such a list now here, now there, so it is read from the words as they stand.

use super::scene::Scene;
use super::syntax::Tree;
use crate::model::NodeType;

/// How far behind its noun a list of examples may begin, in words.
const REACH: usize = 6;

/// Words that open a list of examples, the longer first.
const OPENERS: &[&[&str]] = &[
    &["in", "particular"],
    &["among", "them"],
    &["such", "as"],
    &["for", "example"],
    &["for", "instance"],
    &["above", "all"],
    &["like"],
    &["including"],
    &["include"],
    &["notably"],
    &["namely"],
    &["especially"],
    &["particularly"],
];

/// Heads of the names that a noun in the plural gives as examples.
pub fn of(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    if tree.token(noun).xpos != "NNS" {
        return Vec::new();
    }
    for at in noun + 1..tree.len().min(noun + 1 + REACH) {
        if let Some(first) = opened(tree, at) {
            return row(scene, sentence, past_stand_in(tree, first));
        }
        let token = tree.token(at);
        let other = token.xpos == "NNS" || matches!(token.xpos, "VBD" | "VBZ" | "VBP" | "MD");
        if other || matches!(token.form.as_str(), ";" | ":" | "(" | "and" | "or") {
            break;
        }
    }
    Vec::new()
}

/// The word after an opener that stands here.
fn opened(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let stands = |words: &&&[&str]| {
        words.iter().enumerate().all(|(n, word)| {
            at + n < tree.len() && tree.token(at + n).form.eq_ignore_ascii_case(word) && !tree.is_verb(at + n)
                || words.len() == 1
                    && *word == "including"
                    && at < tree.len()
                    && tree.token(at).form == "including"
        })
    };
    OPENERS.iter().find(stands).map(|words| at + words.len())
}

/// *such as **those between** Chad and Niger*: the two of whom the noun before is told.
fn past_stand_in(tree: &Tree<'_>, at: usize) -> usize {
    let pair = at + 1 < tree.len()
        && matches!(tree.token(at).form.as_str(), "that" | "those" | "one" | "ones")
        && tree.token(at + 1).form == "between";
    if pair { at + 2 } else { at }
}

/// Heads of names in a row: *Chad, Niger and the Union*.
pub fn row(scene: &Scene<'_>, sentence: usize, from: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let (mut at, mut heads) = (from, Vec::new());
    while at < tree.len() {
        let form = tree.token(at).form.to_lowercase();
        let starts = |s: &usize| scene.spots[*s].start == at && !scene.spots[*s].nested;
        if let Some(spot) = scene.spot_over(sentence, at).filter(starts) {
            heads.push(scene.spots[spot].head);
            at = scene.spots[spot].end;
            let ends = at >= tree.len() || !matches!(tree.token(at).form.as_str(), "," | "and" | "or");
            if ends {
                break;
            }
        } else if matches!(form.as_str(), "," | "and" | "or" | "the" | "both") {
            at += 1;
        } else {
            break;
        }
    }
    heads
}

/// *the Nordic countries **Finland and Sweden***: the states named right after a word for a set of states, not the set.
pub fn named_after_set(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let Some(spot) = scene.spot_at(sentence, token).map(|s| &scene.spots[s]) else { return Vec::new() };
    let tree = &scene.trees[sentence];
    let set = spot.things.len() == 1
        && matches!(scene.things[spot.things[0]].ntype, NodeType::Group | NodeType::Igo)
        && matches!(
            tree.token(spot.end - 1).form.as_str(),
            "countries"
                | "states"
                | "nations"
                | "republics"
                | "members"
                | "neighbours"
                | "neighbors"
                | "powers"
        );
    if !set {
        return Vec::new();
    }
    let state = |&h: &usize| {
        scene
            .spot_at(sentence, h)
            .is_some_and(|s| scene.spots[s].things.iter().all(|&t| scene.things[t].ntype == NodeType::State))
    };
    let heads = row(scene, sentence, spot.end);
    if heads.iter().all(state) { heads } else { Vec::new() }
}

/// *between Chad **and Niger***: the other of two that a torn tree keeps apart.
pub fn other_of_two(scene: &Scene<'_>, sentence: usize, one: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let spot = scene.spot_at(sentence, one).map(|s| &scene.spots[s])?;
    let between = (1..=2)
        .filter_map(|n| spot.start.checked_sub(n))
        .any(|i| matches!(tree.token(i).form.as_str(), "between" | "Between"));
    let and = spot.end < tree.len() && tree.token(spot.end).form == "and";
    let next = row(scene, sentence, spot.end);
    next.first().copied().filter(|_| between && and)
}

/// *tariffs of 24% (**Togo**) and 25% (**Benin**)*: names in brackets behind a share.
pub fn in_brackets(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let share = |i: usize| matches!(tree.token(i).form.as_str(), "%" | "percent" | "cent");
    let mut heads = Vec::new();
    for at in noun + 1..tree.len().min(noun + 3 * REACH) {
        if matches!(tree.token(at).xpos, "VBD" | "VBZ" | "VBP" | "MD") {
            break;
        }
        if tree.token(at).form == "(" && share(at - 1) {
            heads.extend(row(scene, sentence, at + 1));
        }
    }
    heads
}
