//! Which agreement is *the agreement* in a text that is about one?
//!
//! A release on a pact with Peru may name, in passing, another with Chile. *The agreement* two sentences on is the first.

use crate::extract::scene::Scene;
use crate::model::Kind;

/// How often a text speaks of its topic, at least, before *the agreement* may mean it across another.
const OFTEN: usize = 3;
/// How much oftener than of the other.
const MUCH: usize = 3;

/// The agreement that the text is about, where the nearest one was named in passing and not in the sentence before as what
/// that sentence is about.
pub(super) fn rather(scene: &Scene<'_>, sentence: usize, nearest: usize, noun: &str) -> Option<usize> {
    if scene.things[nearest].kind != Kind::Agreement || scene.lexicon.words().is("truce-noun", noun) {
        return None;
    }
    let here = scene.trees[sentence].token(0).span.start;
    let told = |t: usize| scene.things[t].mentions.iter().filter(|m| m.span.start < here).count();
    let alike = |t: &usize| {
        let thing = &scene.things[*t];
        *t != nearest
            && thing.kind == Kind::Agreement
            && (thing.noun == noun || thing.ntype == scene.things[nearest].ntype)
    };
    let topic = (0..scene.things.len()).filter(alike).max_by_key(|&t| (told(t), std::cmp::Reverse(t)))?;
    let passing = told(topic) >= OFTEN && told(topic) >= MUCH * told(nearest);
    let subject = sentence.checked_sub(1).is_some_and(|at| {
        let tree = &scene.trees[at];
        scene.spots_in(at).any(|s| s.things.contains(&nearest) && tree.rel(s.head) == "nsubj")
    });
    (passing && !subject).then_some(topic)
}
