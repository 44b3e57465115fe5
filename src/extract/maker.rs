//! Whose is a thing by the clause that tells of it: *the draft **tabled by Chad***, *the drones **that Togo sold***, *a plant
//! **belonging to Mali***?
//!
//! Where a noun has no owner beside it, whoever made, sent, holds or imposed it is one. What was done to it by enemies
//! (*the ship seized by Chad*) makes nobody its owner, so only the verbs of the class `maker-verb` count.

use super::scene::Scene;

/// Heads of the phrases of whoever made or holds what a noun names, by its clauses.
pub fn of(scene: &Scene<'_>, sentence: usize, noun: usize) -> Vec<usize> {
    let (tree, words) = (&scene.trees[sentence], scene.lexicon.words());
    // *a carmaker owned by Togo's bank*: an actor itself.
    if ["firm-noun", "owned-body", "people"].iter().any(|class| words.is(class, &tree.lemma(noun))) {
        return Vec::new();
    }
    let clauses = tree.kids(noun).iter().copied().filter(|&k| k > noun && tree.rel(k) == "acl");
    let made: Vec<usize> = clauses.flat_map(|verb| makers(scene, sentence, noun, verb)).collect();
    // *Peru made **a proposal** that Chile rejected*: whoever does what it is the object of.
    let verb = tree.head(noun).filter(|&v| tree.rel(noun) == "obj" && tree.is_verb(v));
    let verb = verb.filter(|&v| tree.with_particle(v).iter().any(|l| words.is("maker-verb", l)));
    if made.is_empty() { verb.map_or_else(Vec::new, |v| tree.agents(v)) } else { made }
}

fn makers(scene: &Scene<'_>, sentence: usize, noun: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemmas = tree.with_particle(verb);
    if lemmas.iter().any(|l| l == "belong") {
        return tree.prepositional_kids(verb, "to");
    }
    if !lemmas.iter().any(|l| words.is("maker-verb", l)) {
        return Vec::new();
    }
    if tree.is_passive(verb) {
        return tree.agents(verb);
    }
    // *the month in which Chad flew there*, *the day Chad sold them*: no thing that it made.
    let relative = |k: &usize| tree.antecedent(*k) == noun && *k < verb;
    let kids = tree.kids(verb).iter();
    let other = kids.copied().any(|k| match tree.rel(k) {
        "obj" => !relative(&k),
        "obl" => relative(&k),
        _ => false,
    });
    if other {
        return Vec::new();
    }
    // *the drones that **Togo** sold*: a subject of its own, and the noun what it sold.
    let subject = tree.kids_by(verb, "nsubj").filter(|&s| s < verb && tree.antecedent(s) == s);
    subject.filter(|&s| s != noun).collect()
}
