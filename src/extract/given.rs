//! Who gets what is given, where the text does not say it again: *Chad flew tents to Libya; **Niger sent rescuers***?
//!
//! Who gives goods without a word of to whom, gives them to whoever was helped or asked for help last.

use super::scene::Scene;
use super::{Fact, ends};
use crate::model::{EdgeType, Factuality};

/// How many sentences back the one in need may stand.
const REACH: usize = 1;
/// How sure such a reading is.
const SURE: f64 = 0.55;

/// Help whose receiver is understood.
pub fn read(scene: &Scene<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mut all: Vec<Fact> = facts.to_vec();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.token(t).upos == "VERB" && !tree.is_passive(t)) {
            let words = scene.lexicon.words();
            let gives = words.is("give", &tree.lemma(token));
            let goods = tree.patients(token).iter().any(|&o| words.is("goods-noun", &tree.lemma(o)));
            let told =
                all.iter().any(|f| (f.sentence, f.token) == (sentence, token) && f.etype.is_interaction());
            if !gives || !goods || told || is_addressed(scene, sentence, token) {
                continue;
            }
            let heads = tree.agents(token).into_iter().flat_map(|a| tree.with_conjuncts(a));
            let givers: Vec<usize> = heads.flat_map(|h| ends::actors_of(scene, sentence, h)).collect();
            let Some(needy) = in_need(&all, (sentence, token)) else { continue };
            for giver in givers.into_iter().filter(|&g| g != needy) {
                all.push(Fact::told(scene, (sentence, token), EdgeType::Aid, (giver, needy), "given", SURE));
            }
        }
    }
    all.split_off(facts.len())
}

/// Whether a phrase says to whom or where.
fn is_addressed(scene: &Scene<'_>, sentence: usize, verb: usize) -> bool {
    let tree = &scene.trees[sentence];
    let whom = ["to", "into", "for", "in"].iter().flat_map(|p| tree.with_preposition(verb, p));
    tree.kids_by(verb, "iobj").next().is_some()
        || whom.into_iter().any(|k| !ends::actors_of(scene, sentence, k).is_empty())
}

/// Whoever was helped last, or asked for help.
fn in_need(facts: &[Fact], at: (usize, usize)) -> Option<usize> {
    let near = |f: &&Fact| (f.sentence, f.token) < at && f.sentence + REACH >= at.0;
    let helped =
        facts.iter().filter(near).filter(|f| f.etype == EdgeType::Aid && f.factuality != Factuality::Negated);
    let last = helped.max_by_key(|f| (f.sentence, f.token, std::cmp::Reverse(f.target)))?;
    Some(last.target)
}
