//! When does a word for money or goods speak of an agreement?
//!
//! *agreed a **loan** with the Fund*, *signed a currency **swap***: what two sides agree on or sign is a deal, whatever its
//! noun says elsewhere.

use crate::extract::scene::Scene;
use crate::lexicon::Sort;
use crate::model::{Kind, NodeType};

/// The agreement that a noun makes as the object of a verb of dealing.
pub(super) fn of_deal(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<(Sort, String)> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(noun);
    if !words.is("dealt-noun", &lemma) {
        return None;
    }
    let deals = |&v: &usize| {
        let particles = tree.with_particle(v);
        particles.iter().any(|l| words.is("sign", l) || words.is("dealing", l))
    };
    let on = tree.head(noun).filter(|&v| tree.is_verb(v) && tree.preposition(noun).as_deref() == Some("on"));
    let after = tree.kids_by(noun, "acl").find(|&v| tree.patients(v).contains(&noun));
    let verb = tree.governing_verb(noun).or(on).or(after).filter(deals)?;
    // *agreed the price*: that of something else.
    let indefinite = !tree.has_kid(noun, "det", &["the", "this", "that"]) || tree.rel(verb) == "acl";
    indefinite.then_some((Sort { kind: Kind::Agreement, ntype: NodeType::Other }, lemma))
}
