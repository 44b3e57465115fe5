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
                    scene.add_phrase(sentence, (start, token), Reading::Description, state);
                }
            } else if is_people(scene, sentence, token)
                && !is_moved(scene, sentence, token)
                && !is_class(scene, sentence, token)
                && (is_picked_out(scene, sentence, token) || words.is("standing-crowd", &lemma))
            {
                unnamed(scene, sentence, token);
            }
        }
    }
}

/// A word for people, alone or with the word before it (*aid agency*), or a plural name that nobody knows (*Kurds*).
fn is_people(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(token);
    let joined = || {
        let before = tree.kids_by(token, "compound").last();
        before.is_some_and(|k| words.is("people", &format!("{} {lemma}", tree.lemma(k))))
    };
    let acronym = tree.token(token).form.chars().filter(|c| c.is_uppercase()).count() > 1;
    (tree.token(token).xpos == "NNPS" && !acronym) || words.is("people", &lemma) || joined()
}

/// *speaking to **reporters***, *the coordination of **donors***: no more than a sort of people, none of them picked out.
fn is_class(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let bare = tree.token(token).xpos == "NNS"
        && tree.kids(token).iter().all(|&k| matches!(tree.rel(k), "case" | "punct"));
    let beside =
        matches!(tree.preposition(token).as_deref(), Some("to" | "with" | "of" | "among" | "between"));
    bare && beside && matches!(tree.rel(token), "obl" | "nmod")
}

/// ***Tuareg** rebels*, *the **Chadian** opposition*: a word of its own tells which people are meant.
fn is_picked_out(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let own = |&&k: &&usize| matches!(tree.full_rel(k), "amod" | "compound" | "nmod:poss" | "nmod");
    tree.token(token).xpos == "NNPS" || tree.kids(token).iter().any(|k| own(&k))
}

/// *offered to send **troops***: they are what is given, not who is met.
fn is_moved(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    tree.rel(token) == "obj" && scene.lexicon.words().is("force-noun", &tree.lemma(token))
}

/// A common noun that heads its phrase and leads to no actor yet.
fn is_free(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let heads = !matches!(tree.rel(token), "compound" | "flat" | "amod" | "appos");
    (tree.token(token).upos == "NOUN" || tree.token(token).xpos == "NNPS")
        && (heads || is_holder(scene, sentence, token))
        && scene.spot_over(sentence, token).is_none()
        && ends::ends_of(scene, sentence, token, &[Is::Kind(Kind::Actor)], false).is_empty()
}

/// *a Tuareg **rebel** stronghold*: the people whose place it is.
fn is_holder(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    const HELD: &[&str] = &[
        "stronghold",
        "base",
        "camp",
        "position",
        "hideout",
        "checkpoint",
        "convoy",
        "outpost",
        "leader",
        "commander",
    ];
    let tree = &scene.trees[sentence];
    let held = tree.head(token).is_some_and(|h| HELD.contains(&tree.lemma(h).as_str()));
    tree.rel(token) == "compound" && held && scene.lexicon.words().is("people", &tree.lemma(token))
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
    let thing = people_named(scene, sentence, start, token + 1);
    scene.add_phrase(sentence, (start, token), Reading::Description, thing);
}

/// The group of people that goes by some words of a sentence.
pub fn people_named(scene: &mut Scene<'_>, sentence: usize, start: usize, end: usize) -> usize {
    let name = scene.text(sentence, start, end).replace(['\n', '\r'], " ");
    let same = (0..scene.things.len()).find(|&t| {
        !scene.things[t].named
            && scene.things[t].kind == Kind::Actor
            && scene.things[t].name.eq_ignore_ascii_case(&name)
    });
    same.unwrap_or_else(|| {
        let mut thing = Thing::new(Kind::Actor, NodeType::Organization, name);
        thing.named = false;
        scene.add_thing(thing)
    })
}

/// First adjective or compound right before the noun.
pub fn first_of_phrase(tree: &Tree<'_>, noun: usize) -> usize {
    let mut start = noun;
    while start > 0
        && matches!(tree.rel(start - 1), "amod" | "compound")
        && tree.head(start - 1) == Some(noun)
    {
        start -= 1;
    }
    start
}
