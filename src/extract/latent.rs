//! Who acts without a name?
//!
//! *The government* is that of the state the text speaks of; *rebels*, *students*, *the police* become actors of their own
//! when a rule makes them an end of something. Whoever ends up in no fact is dropped when the text is written down.

use super::ends;
use super::scene::{Scene, Spot, Thing};
use super::syntax::Tree;
use crate::lexicon::Is;
use crate::model::{Kind, NodeType, Reading};

/// How many sentences back *the government* looks for its state.
const REACH: usize = 3;

/// Gives unnamed bodies and groups of people something to stand for.
pub fn stand_in(scene: &mut Scene<'_>) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            if !is_free(scene, sentence, token) {
                continue;
            }
            let words = scene.lexicon.words();
            let lemma = scene.trees[sentence].lemma(token);
            if words.is("state-body", &lemma) {
                if let Some(state) = state_spoken_of(scene, sentence, token) {
                    let tree = &scene.trees[sentence];
                    let start = tree.kids_by(token, "det").next().filter(|&d| d < token).unwrap_or(token);
                    scene.add_spot(Spot {
                        sentence,
                        start,
                        end: token + 1,
                        head: token,
                        reading: Reading::Description,
                        things: vec![state],
                        nested: false,
                    });
                }
            } else if words.is("people", &lemma) && !is_moved(scene, sentence, token) {
                unnamed(scene, sentence, token);
            }
        }
    }
}

/// *offered to send **troops***: they are what is given, not who is met.
fn is_moved(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    tree.rel(token) == "obj" && scene.lexicon.words().is("force-noun", &tree.lemma(token))
}

/// A common noun that heads its phrase and leads to no actor yet.
fn is_free(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    tree.token(token).upos == "NOUN"
        && !matches!(tree.rel(token), "compound" | "flat" | "amod" | "appos")
        && scene.spot_over(sentence, token).is_none()
        && ends::ends_of(scene, sentence, token, &[Is::Kind(Kind::Actor)], false).is_empty()
}

/// The state that the sentences before speak of most lately, if the body is *the* body.
fn state_spoken_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    if !tree.has_kid(token, "det", &["the"])
        || tree.kids(token).iter().any(|&k| k > token && tree.rel(k) == "nmod")
    {
        return None;
    }
    let from = sentence.saturating_sub(REACH);
    let before = |s: &&Spot| s.sentence >= from && (s.sentence, s.end) <= (sentence, token);
    let mut spots: Vec<&Spot> = scene.spots.iter().filter(before).collect();
    spots.sort_by_key(|s| (s.sentence, s.start));
    let is_state = |t: &usize| scene.things[*t].ntype == NodeType::State;
    spots.into_iter().rev().find_map(|s| s.things.iter().copied().find(is_state))
}

/// A group of people by its own words: *Tuareg rebels*, *the police*.
fn unnamed(scene: &mut Scene<'_>, sentence: usize, token: usize) {
    let tree = &scene.trees[sentence];
    let start = first_of_phrase(tree, token);
    let name = scene.text(sentence, start, token + 1).replace(['\n', '\r'], " ");
    let same = (0..scene.things.len()).find(|&t| {
        !scene.things[t].named
            && scene.things[t].kind == Kind::Actor
            && scene.things[t].name.eq_ignore_ascii_case(&name)
    });
    let thing = same.unwrap_or_else(|| {
        let mut thing = Thing::new(Kind::Actor, NodeType::Organization, name);
        thing.named = false;
        scene.add_thing(thing)
    });
    scene.add_spot(Spot {
        sentence,
        start,
        end: token + 1,
        head: token,
        reading: Reading::Description,
        things: vec![thing],
        nested: false,
    });
}

/// First adjective or compound right before the noun.
fn first_of_phrase(tree: &Tree<'_>, noun: usize) -> usize {
    let mut start = noun;
    while start > 0
        && matches!(tree.rel(start - 1), "amod" | "compound")
        && tree.head(start - 1) == Some(noun)
    {
        start -= 1;
    }
    start
}
