//! Who stands in an election, and in which state is a vote held?
//!
//! *won last month's **election***, *beat Milo in the **run-off***, *a **referendum** in 2027*: whoever wins, loses or is
//! beaten stood; the vote is held in the state of those who stand or call it, else in the one the text speaks of.

use super::Phrase;
use super::phrase::owners;
use crate::extract::scene::Scene;
use crate::extract::{infer, time};
use crate::lexicon::Sort;
use crate::model::NodeType;

/// How many sentences back the state of a vote may have been named.
const REACH: usize = 2;

/// Those who win, lose or are beaten in an election take part in it.
pub(super) fn stood_in(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let sort = words.nouns.get(&tree.lemma(noun));
    if sort.is_none_or(|s| s.ntype != NodeType::Election) {
        return;
    }
    let Some(head) = tree.head(noun) else { return };
    let lemma = tree.lemma(head);
    let object = matches!(tree.full_rel(noun), "obj" | "nsubj:pass");
    let inside = matches!(tree.preposition(noun).as_deref(), Some("in" | "at"));
    let heads: Vec<usize> = match tree.is_verb(head) {
        // *won the election in May, **beating Simion***.
        true if object && words.is("contest-verb", &lemma) => {
            let beaten = tree.kids_by(head, "advcl").filter(|&v| words.is("beat-verb", &tree.lemma(v)));
            tree.agents(head).into_iter().chain(beaten.flat_map(|v| tree.patients(v))).collect()
        }
        true if inside && words.is("contest-verb", &lemma) => tree.agents(head),
        true if inside && words.is("beat-verb", &lemma) => {
            tree.agents(head).into_iter().chain(tree.patients(head)).collect()
        }
        // *her victory in the election*.
        false if inside && words.is("victory-noun", &lemma) => {
            tree.kids_by_full(head, "nmod:poss").chain(tree.prepositional_kids(head, "of")).collect()
        }
        _ => return,
    };
    let stands = |&t: &usize| matches!(scene.things[t].ntype, NodeType::Person | NodeType::Organization);
    phrase.parties.extend(heads.into_iter().flat_map(|h| owners(scene, sentence, h)).filter(stands));
    phrase.made = true;
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], head);
    }
}

/// What a state has at home.
pub(super) fn is_home_affair(noun: &str) -> bool {
    matches!(noun, "referendum" | "coup" | "putsch" | "impeachment" | "uprising" | "revolution")
}

/// Adds the state of a vote that names no place.
pub(super) fn at_home(scene: &Scene<'_>, sentence: usize, token: usize, sort: Sort, phrase: &mut Phrase) {
    let noun = scene.trees[sentence].lemma(token);
    let home_affair = is_home_affair(&noun);
    let vote = sort.ntype == NodeType::Election || home_affair;
    // *The generals plan to begin **elections***: of one state, whoever the generals were taken for.
    let is_state = |t: &usize| scene.things[*t].ntype == NodeType::State;
    if vote && phrase.parties.iter().filter(|p| is_state(p)).count() > 1 {
        phrase.parties.retain(|p| !is_state(p));
    }
    let placed =
        !phrase.places.is_empty() || phrase.parties.iter().any(|&p| scene.things[p].ntype == NodeType::State);
    if !vote || placed || !(phrase.date.is_some() || phrase.made || phrase.definite) {
        return;
    }
    let tree = &scene.trees[sentence];
    let is_state = |t: &usize| is_state(t);
    let verbs = tree.ancestors(token).into_iter().filter(|&i| tree.is_verb(i));
    let agents = verbs.flat_map(|v| tree.agents(v)).flat_map(|a| owners(scene, sentence, a));
    let own = phrase.parties.iter().copied().chain(agents).find_map(|t| home(scene, t)).filter(is_state);
    let before = || (1..=REACH.min(sentence)).find_map(|n| last_state(scene, sentence - n, usize::MAX));
    let found = own
        .or_else(|| last_state(scene, sentence, token))
        .or_else(|| main_state(scene))
        .or_else(|| before().filter(|_| phrase.made));
    phrase.places.extend(found);
}

/// The state that a thing is, or that a person holds an office of.
pub fn home(scene: &Scene<'_>, thing: usize) -> Option<usize> {
    match scene.things[thing].ntype {
        NodeType::State => Some(thing),
        NodeType::Person => scene.homes.get(&thing).copied().or_else(|| infer::known_state(scene, thing)),
        _ => None,
    }
}

/// The state of whoever is named last before a word.
fn last_state(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let before = scene.spots_in(sentence).filter(|s| s.end <= token && !s.nested);
    let last = before.max_by_key(|s| s.start)?;
    let state = last.things.iter().copied().find_map(|t| home(scene, t));
    state.filter(|&t| scene.things[t].ntype == NodeType::State)
}

/// The state that a text speaks of most, if it is about one state.
fn main_state(scene: &Scene<'_>) -> Option<usize> {
    let states = || (0..scene.things.len()).filter(|&t| scene.things[t].ntype == NodeType::State);
    let count = |t: usize| scene.things[t].mentions.len();
    let all: usize = states().map(count).sum();
    let top = states().max_by_key(|&t| (count(t), std::cmp::Reverse(t)))?;
    (count(top) * 3 > all).then_some(top)
}
