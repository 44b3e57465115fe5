//! Whom do *each other* and *the other* mean?
//!
//! *Kenya and Uganda accused **each other***, *each side accused **the other***: what is done goes both ways. *The former*
//! and *the latter* are the first and the last of two named together.

use super::group::groups_of;
use super::pronoun::{clause_of, local_subjects};
use super::{lower_at, one};
use crate::extract::scene::{Scene, Spot};
use crate::model::Kind;

/// How many act on each other at most: of more nobody says who meant whom.
const MOST: usize = 3;

/// The end of *each other*, *one another* or *the other* at a token, and the subjects that act on one another.
pub(super) fn each_other(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, Vec<usize>)> {
    let tree = &scene.trees[sentence];
    let next = (token + 1 < tree.len()).then(|| lower_at(tree, token + 1))?;
    let both =
        matches!((lower_at(tree, token).as_str(), next.as_str()), ("each", "other") | ("one", "another"));
    let last = token + 1;
    let rest = lower_at(tree, token) == "the"
        && next == "other"
        && tree.head(last).is_none_or(|h| h < last || tree.is_verb(h));
    if !both && !rest || scene.spot_over(sentence, last).is_some() {
        return None;
    }
    let things = acting(scene, sentence, last)?;
    (things.len() > 1 && things.len() <= MOST && (both || things.len() == 2)).then_some((last + 1, things))
}

/// The actors who are the subject above a token; an infinitive or gerund has that of the verb above it.
fn acting(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let mut verb = clause_of(tree, token);
    while let Some(v) = verb {
        let subjects = local_subjects(scene, sentence, v);
        let own = tree.agents(v).into_iter().flat_map(|a| tree.with_conjuncts(a));
        let spots =
            own.filter_map(|a| scene.spot_at(sentence, a)).flat_map(|s| scene.spots[s].things.clone());
        let mut actors: Vec<usize> = spots.collect();
        if !tree.agents(v).is_empty() {
            actors.retain(|&t| scene.things[t].kind == Kind::Actor);
            let mut seen = std::collections::BTreeSet::new();
            actors.retain(|&t| seen.insert(t));
            return Some(actors);
        }
        if !subjects.is_empty() {
            return Some(subjects);
        }
        verb = clause_of(tree, v);
    }
    None
}

/// *the latter*: the second of the two named together last, else the actor named last before it.
pub(super) fn latter(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let pair = |at: usize, before: Option<usize>| {
        groups_of(scene, at, before).into_iter().find(|g| g.len() == 2).and_then(|g| g.last().copied())
    };
    let told = pair(sentence, Some(token)).or_else(|| pair(sentence.checked_sub(1)?, None));
    one(told.or_else(|| last_named(scene, sentence, token)))
}

fn last_named(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let before = |s: &&Spot| (s.sentence == sentence && s.end <= token) || s.sentence + 1 == sentence;
    let mut spots: Vec<&Spot> = scene.spots.iter().filter(before).filter(|s| !s.nested).collect();
    spots.sort_by_key(|s| (s.sentence, s.start));
    let actor = |s: &Spot| s.things.last().copied().filter(|&t| scene.things[t].kind == Kind::Actor);
    spots.into_iter().rev().find_map(actor)
}
