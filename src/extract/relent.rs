//! What does it tell that a harsh step is given up: *shelved its plan to bar Chad's trawlers*, *suspended the tariffs that it
//! had imposed on Togo*?
//!
//! Whoever calls off what he did, planned or threatened to another yields to him (PLOVER: concede). The rules know such
//! steps by their nouns (*lifted sanctions on Chad*); here the step is one that another word of the sentence tells.

use super::infer::COST;
use super::scene::Scene;
use super::{Fact, ends};
use crate::model::{EdgeType, Factuality};

/// Concessions told by verbs of giving up above a harsh act of the same actor.
pub fn read(scene: &Scene<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    for fact in facts.iter().filter(|f| is_harsh(f.etype)) {
        let Some(new) = given_up(scene, fact) else { continue };
        let same = |f: &&Fact| {
            f.sentence == new.sentence
                && f.etype == new.etype
                && (f.source, f.target) == (new.source, new.target)
        };
        if facts.iter().chain(&found).find(same).is_none() {
            found.push(new);
        }
    }
    found
}

fn is_harsh(etype: EdgeType) -> bool {
    use EdgeType::{Coerce, Mobilize, Protest, Reject, Sanction, Threaten};
    matches!(etype, Coerce | Mobilize | Protest | Reject | Sanction | Threaten)
}

fn given_up(scene: &Scene<'_>, fact: &Fact) -> Option<Fact> {
    let tree = &scene.trees[fact.sentence];
    let words = scene.lexicon.words();
    let up = tree.ancestors(fact.token);
    let verb = up.iter().copied().find(|&v| tree.is_verb(v) && words.is("relent-verb", &tree.lemma(v)))?;
    // The act must belong to what is given up: *dropped a **plan to bar***, *lifted the **tariffs it had imposed***.
    let below = up.iter().copied().take_while(|&i| i != verb).last().unwrap_or(fact.token);
    let object = tree.patients(verb).contains(&below) && tree.is_noun(below);
    let clause = matches!(tree.rel(fact.token), "acl" | "xcomp") || below == fact.token;
    if !object || !clause {
        return None;
    }
    let doers = tree.agents(verb).into_iter().flat_map(|a| tree.with_conjuncts(a));
    let own = doers.flat_map(|a| ends::actors_of(scene, fact.sentence, a)).any(|a| {
        let home = scene.homes.get(&a).copied();
        a == fact.source || home == Some(fact.source) || scene.homes.get(&fact.source) == Some(&a)
    });
    let told = Fact::told(
        scene,
        (fact.sentence, verb),
        EdgeType::Concede,
        (fact.source, fact.target),
        format!("relent.{}", fact.rule),
        fact.confidence - COST,
    );
    (own && told.factuality != Factuality::Negated).then_some(told)
}
