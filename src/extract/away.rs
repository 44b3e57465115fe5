//! Who stayed away from a meeting that went ahead without them?
//!
//! *Kurti **did not attend** the summit in Budva*, *Brazil **boycotted** the ceremony*: what is denied is that they were
//! there, not that the meeting was held or where.

use super::scene::Scene;
use super::{Fact, claim_of};
use crate::model::{EdgeType, Factuality};

/// Whether a verb denies that its subject was at its object or phrase.
pub fn stays_away(scene: &Scene<'_>, sentence: usize, verb: usize) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    if !tree.is_verb(verb) {
        return false;
    }
    let lemmas = tree.with_particle(verb);
    let is = |class: &str| lemmas.iter().any(|l| words.is(class, l));
    let denied = || claim_of(scene, sentence, verb).0 == Factuality::Negated;
    is("stay-away") || is("be-there") && denied()
}

/// The verb that speaks of a noun's thing as something one is at or stays away from.
pub fn verb_over(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let verb = tree.head(noun).filter(|&v| tree.is_verb(v))?;
    let at = matches!(tree.preposition(noun).as_deref(), Some("in" | "at" | "from" | "to" | "on" | "of"));
    (tree.rel(noun) == "obj" || tree.rel(noun) == "nsubj" && tree.is_passive(verb) || at).then_some(verb)
}

/// Whether a fact only says that somebody was not there.
pub fn is_absence(scene: &Scene<'_>, fact: &Fact) -> bool {
    fact.etype == EdgeType::ParticipatedIn
        && fact.factuality == Factuality::Negated
        && (fact.rule == "guest" || stays_away(scene, fact.sentence, fact.token))
}

/// The kind of claim of what a noun's own words say of its thing: *the summit **in Budva***, though nobody went there.
pub fn taken_for_granted(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    verb_over(scene, sentence, noun).is_some_and(|v| stays_away(scene, sentence, v))
}

/// *The talks, in which both sat down with Russia, **have not met** since*: what its own clause tells has been.
pub fn happened(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    let tree = &scene.trees[sentence];
    let definite = tree.has_kid(noun, "det", &["the", "these", "those"]);
    let told = tree.kids_by(noun, "acl").any(|v| {
        let past = matches!(tree.token(v).xpos, "VBD" | "VBN") && tree.kids_by(v, "aux").next().is_none();
        past && claim_of(scene, sentence, v).0 != Factuality::Negated
    });
    definite && told && tree.rel(noun) == "nsubj"
}

/// The verb that signs what a noun names.
pub fn signing_of(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    tree.governing_verb(noun).filter(|&v| scene.lexicon.words().is("sign", &tree.lemma(v)))
}

/// *A summit of both in Budapest **was called off***: who was to be there and where is told of what was not held.
pub fn is_called_off(scene: &Scene<'_>, fact: &Fact) -> bool {
    let tree = &scene.trees[fact.sentence];
    let cancels = |&v: &usize| {
        let lemmas = tree.with_particle(v);
        tree.is_verb(v) && lemmas.iter().any(|l| scene.lexicon.words().is("call-off", l))
    };
    tree.head(fact.token)
        .filter(|_| matches!(tree.rel(fact.token), "obj" | "nsubj"))
        .is_some_and(|v| cancels(&v))
}
