//! Which actors make the group that *they*, *both countries* or *the three partners* speaks of?

use super::pronoun::local_subjects;
use super::{GROUP_REACH, PRONOUN_REACH};
use crate::extract::ends;
use crate::extract::scene::{Scene, Spot};
use crate::extract::syntax::Tree;
use crate::model::{Kind, NodeType, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// How often the second of two states must be named for a text to be about the two, and how much oftener than a third.
const MAIN: usize = 4;
const MARGIN: usize = 2;

/// Groups of actors that a sentence coordinates: *Kenya, Uganda and Rwanda*; spots that stand for several.
pub(super) fn groups_of(scene: &Scene<'_>, sentence: usize, before: Option<usize>) -> Vec<Vec<usize>> {
    groups_by_place(scene, sentence, before).into_iter().map(|(_, _, members)| members).collect()
}

/// The same, subjects first, each with its prominence and the token where it begins.
pub(super) fn groups_by_place(
    scene: &Scene<'_>,
    sentence: usize,
    before: Option<usize>,
) -> Vec<(usize, usize, Vec<usize>)> {
    let tree = &scene.trees[sentence];
    let mut groups = Vec::new();
    for spot in scene.spots_in(sentence).filter(|s| !s.nested) {
        if before.is_some_and(|token| spot.end > token)
            || tree.rel(spot.head) == "conj" && spot.things.len() < 2
            || is_example(tree, spot.head)
        {
            continue;
        }
        let mut members = Vec::new();
        for head in tree.with_conjuncts(spot.head) {
            let things = scene.spot_at(sentence, head).map_or_else(Vec::new, |s| scene.actors(s));
            members.extend(things.into_iter().filter(|t| !members.contains(t)).collect::<Vec<_>>());
        }
        if members.len() > 1 {
            groups.push((prominence_of(tree, spot.head), spot.start, members));
        }
    }
    groups.sort();
    groups
}

/// *members **such as** Togo, Benin and Niger*: what serves as an example is not what a text is about.
fn is_example(tree: &Tree<'_>, head: usize) -> bool {
    matches!(tree.preposition(head).as_deref(), Some("such as" | "like"))
}

pub(super) fn prominence_of(tree: &Tree<'_>, head: usize) -> usize {
    usize::from(tree.rel(head) != "nsubj")
}

pub(super) fn all_of(scene: &Scene<'_>, group: &[usize], types: &[NodeType]) -> bool {
    types.is_empty() || group.iter().all(|&t| types.contains(&scene.things[t].ntype))
}

/// The group that *they*, *both countries* or *the three partners* speaks of.
pub(super) fn group_before(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: Option<usize>,
    types: &[NodeType],
) -> Vec<usize> {
    let fits = |group: &Vec<usize>| size.is_none_or(|n| group.len() == n) && all_of(scene, group, types);
    if let Some(group) = groups_of(scene, sentence, Some(token)).into_iter().find(fits) {
        return group;
    }
    // *During their June summit, Kim and Putin signed …*: the group follows.
    if let Some(group) = groups_of(scene, sentence, None).into_iter().find(fits)
        && opens_sentence(scene, sentence, token)
    {
        return group;
    }
    if let Some(size) = size {
        let here = gathered(scene, sentence, token, size, types, 0);
        if !here.is_empty() {
            return here;
        }
    }
    for back in 1..=PRONOUN_REACH.min(sentence) {
        if let Some(group) = groups_of(scene, sentence - back, None).into_iter().find(fits) {
            return group;
        }
        if let Some(pair) = face_to_face(scene, sentence - back).filter(|pair| fits(pair)) {
            return pair;
        }
    }
    let Some(size) = size else { return Vec::new() };
    let gathered = gathered(scene, sentence, token, size, types, GROUP_REACH);
    if !gathered.is_empty() {
        return gathered;
    }
    let usual = usual_group(scene, sentence, Some(size), types);
    if !usual.is_empty() {
        return usual;
    }
    last_group(scene, sentence, token, size, types).unwrap_or_default()
}

/// *The president received the rebel leader in Lomé*: the two persons whom the clause of a sentence brings together.
pub(super) fn face_to_face(scene: &Scene<'_>, sentence: usize) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let person = |token: usize| match ends::actors_of(scene, sentence, token)[..] {
        [one] if scene.things[one].is_person() && tree.with_conjuncts(token).len() == 1 => Some(one),
        _ => None,
    };
    let meets = |&v: &usize| tree.is_verb(v) && scene.lexicon.words().is("face-to-face", &tree.lemma(v));
    (0..tree.len()).filter(meets).find_map(|verb| {
        // A torn tree may leave the verb without its subject.
        let named = (0..verb).rev().filter(|_| tree.agents(verb).is_empty());
        let one = tree.agents(verb).into_iter().chain(named).find_map(person)?;
        let mut others = tree.kids_by(verb, "obj").chain(tree.with_preposition(verb, "with"));
        let other = others.find_map(person).filter(|&o| o != one)?;
        Some(vec![one, other])
    })
}

/// The group of that size that a description has meant before.
pub(super) fn last_group(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
) -> Option<Vec<usize>> {
    let before = |s: &&Spot| {
        (s.sentence, s.end) <= (sentence, token)
            && s.reading == Reading::Description
            && s.things.len() == size
    };
    let spot = scene.spots.iter().filter(before).max_by_key(|s| (s.sentence, s.start))?;
    all_of(scene, &spot.things, types).then(|| spot.things.clone())
}

/// The single thing that the first subject of a sentence speaks of.
pub(super) fn subject_of(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let subject = (0..tree.len()).find(|&i| tree.rel(i) == "nsubj")?;
    match scene.spots[scene.spot_at(sentence, subject)?].things[..] {
        [one] => Some(one),
        _ => None,
    }
}

pub(super) fn opens_sentence(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    (0..tree.len()).find(|&i| tree.rel(i) == "nsubj").is_some_and(|subject| token < subject)
}

/// A group put together from single mentions, by names alone if adjectives (*the Danish diplomat*) make it too large.
pub(super) fn gathered(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
    reach: usize,
) -> Vec<usize> {
    let all = met_before(scene, sentence, token, size, types, reach, true);
    if !all.is_empty() { all } else { met_before(scene, sentence, token, size, types, reach, false) }
}

/// Going back sentence by sentence until exactly that many are met.
pub(super) fn met_before(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
    reach: usize,
    adjectives: bool,
) -> Vec<usize> {
    let mut met: Vec<usize> = Vec::new();
    // *Russia had warned **both***: whoever does it to both is neither.
    let tree = &scene.trees[sentence];
    let done_to = matches!(tree.rel(token), "obj" | "iobj" | "obl");
    let own = if done_to { local_subjects(scene, sentence, token) } else { Vec::new() };
    for back in 0..=reach.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<&Spot> = scene
            .spots_in(at)
            .filter(|s| (back > 0 || s.end <= token) && !is_opposed(scene, s))
            .filter(|s| adjectives || s.reading != Reading::Demonym)
            .collect();
        here.sort_by_key(|s| s.start);
        for &thing in here.iter().flat_map(|s| &s.things) {
            let actor = scene.things[thing].kind == Kind::Actor && all_of(scene, &[thing], types);
            if actor && !met.contains(&thing) && !own.contains(&thing) {
                met.push(thing);
            }
        }
        if met.len() == size {
            return met;
        }
        if met.len() > size {
            break;
        }
    }
    Vec::new()
}

/// *threats from North Korea and China*: whom others face does not belong to them.
pub(super) fn is_opposed(scene: &Scene<'_>, spot: &Spot) -> bool {
    let tree = &scene.trees[spot.sentence];
    let first = tree.first_conjunct(spot.head);
    tree.preposition(first)
        .is_some_and(|p| matches!(p.as_str(), "from" | "against" | "over" | "on" | "off" | "near"))
}

/// The group of that size that the text coordinates most often so far, if it does so at least twice.
pub(super) fn usual_group(
    scene: &Scene<'_>,
    sentence: usize,
    size: Option<usize>,
    types: &[NodeType],
) -> Vec<usize> {
    let mut counts: Vec<(BTreeSet<usize>, Vec<usize>, usize)> = Vec::new();
    for at in 0..sentence {
        for group in groups_of(scene, at, None)
            .into_iter()
            .filter(|g| size.is_none_or(|n| g.len() == n) && all_of(scene, g, types))
        {
            let set: BTreeSet<usize> = group.iter().copied().collect();
            match counts.iter_mut().find(|(known, ..)| *known == set) {
                Some(entry) => entry.2 += 1,
                None => counts.push((set, group, 1)),
            }
        }
    }
    let best = counts.iter().map(|c| c.2).max().unwrap_or(0);
    counts.into_iter().find(|c| c.2 == best && best >= 2).map_or_else(Vec::new, |c| c.1)
}

/// *both countries* in a text that is about two: those two, unless two others have just been spoken of together as the
/// subject, or one of the two is the subject here.
pub(super) fn main_pair(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    found: &[usize],
) -> Option<Vec<usize>> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading != Reading::Pronoun) {
        let [thing] = spot.things[..] else { continue };
        let state =
            if scene.things[thing].is_person() { scene.homes.get(&thing).copied() } else { Some(thing) };
        if let Some(state) = state.filter(|&s| scene.things[s].ntype == NodeType::State) {
            *counts.entry(state).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, usize)> = counts.into_iter().map(|(state, n)| (n, state)).collect();
    ranked.sort_by_key(|&(n, state)| (std::cmp::Reverse(n), state));
    let (first, second) = (*ranked.first()?, *ranked.get(1)?);
    let third = ranked.get(2).map_or(0, |r| r.0);
    let pair = vec![first.1.min(second.1), first.1.max(second.1)];
    let same = found.len() == 2 && pair.iter().all(|t| found.contains(t));
    if second.0 < MAIN || second.0 < MARGIN * third || same || just_together(scene, sentence, token, found) {
        return None;
    }
    let states = found.iter().all(|&t| scene.things[t].ntype == NodeType::State);
    let subjects = local_subjects(scene, sentence, token);
    (states && !subjects.iter().any(|s| pair.contains(s))).then_some(pair)
}

/// Whether two have been told in one row, before in the sentence or as the subject of the last one.
fn just_together(scene: &Scene<'_>, sentence: usize, token: usize, pair: &[usize]) -> bool {
    let is_pair = |g: &Vec<usize>| g.len() == pair.len() && pair.iter().all(|t| g.contains(t));
    let subject = |at: usize| {
        let tree = &scene.trees[at];
        let subjects = scene.spots_in(at).filter(|s| tree.rel(tree.first_conjunct(s.head)) == "nsubj");
        let members: Vec<usize> = subjects.flat_map(|s| s.things.clone()).collect();
        members.len() <= pair.len() + 1 && pair.iter().all(|t| members.contains(t))
    };
    !pair.is_empty()
        && (groups_of(scene, sentence, Some(token)).iter().any(is_pair)
            || sentence.checked_sub(1).is_some_and(subject))
}
