//! Which agreement does a text mean, where it only says *Kenya signed in 2010 but has not ratified*?
//!
//! Whoever signs, ratifies or is a party without a word of what, does so with the agreement that was spoken of last.

use super::scene::Scene;
use super::syntax::Tree;
use super::{Fact, ends};
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind};

/// How many sentences back the agreement may stand.
const REACH: usize = 2;
/// How sure such a reading is.
const SURE: f64 = 0.68;

/// Facts of signatures and parties whose agreement is left out.
pub fn read(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let (heads, etype) = match tree.token(token).upos {
                "VERB" => signing(scene, sentence, token),
                "NOUN" => (party(tree, token), EdgeType::PartyTo),
                _ => continue,
            };
            if heads.is_empty() {
                continue;
            }
            let is_agreement = |t: usize| scene.things[t].kind == Kind::Agreement;
            let Some(agreement) = scene.last_of(sentence, token, REACH, is_agreement) else { continue };
            let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
            let actors =
                heads.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Kind(Kind::Actor)], false));
            found.extend(actors.map(|end| {
                Fact::told(scene, (sentence, token), etype, (end.thing, agreement), "bare-party", SURE)
            }));
        }
    }
    found
}

/// Who signs or ratifies, where neither object nor phrase says what.
fn signing(scene: &Scene<'_>, sentence: usize, verb: usize) -> (Vec<usize>, EdgeType) {
    let tree = &scene.trees[sentence];
    let etype = match tree.lemma(verb).as_str() {
        "sign" => EdgeType::Signed,
        "ratify" | "accede" => EdgeType::PartyTo,
        _ => return (Vec::new(), EdgeType::PartyTo),
    };
    let said = tree.kids(verb).iter().any(|&k| {
        let what = matches!(tree.preposition(k).as_deref(), Some("on" | "to" | "with" | "into" | "under"))
            && scene.timexes[sentence].iter().all(|t| !(t.start..t.end).contains(&k));
        let particle = tree.full_rel(k) == "compound:prt";
        matches!(tree.rel(k), "obj" | "ccomp" | "xcomp" | "iobj") || what || particle
    });
    let relative = !tree.patients(verb).is_empty();
    let heads = if said || relative || tree.is_passive(verb) { Vec::new() } else { tree.agents(verb) };
    (heads, etype)
}

/// *Uganda and Rwanda are **parties** as well*, *after **ratification** by Chad*.
fn party(tree: &Tree<'_>, noun: usize) -> Vec<usize> {
    let phrases = |words: &[&str]| words.iter().any(|w| !tree.prepositional_kids(noun, w).is_empty());
    let before =
        tree.kids(noun).iter().any(|&k| matches!(tree.full_rel(k), "compound" | "amod" | "nmod:poss"));
    if before || phrases(&["of", "to", "in"]) {
        return Vec::new();
    }
    match tree.lemma(noun).as_str() {
        "signatory" | "party" if tree.kids_by(noun, "cop").next().is_some() => {
            tree.kids_by(noun, "nsubj").collect()
        }
        "ratification" | "accession" | "signature" => tree.prepositional_kids(noun, "by"),
        _ => Vec::new(),
    }
}
