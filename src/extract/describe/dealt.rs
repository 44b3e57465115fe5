//! When does a common word speak of an agreement or a court case?
//!
//! *agreed a **loan** with the Fund*, *signed a currency **swap***: what two sides agree on or sign is a deal, whatever its
//! noun says elsewhere.

use super::Phrase;
use super::phrase::owners;
use crate::extract::scene::Scene;
use crate::extract::time;
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

/// *won its **case** against China*, *the **complaint** brought by Kinshasa*: a case before a court, by who brings it and against
/// whom.
pub(super) fn of_suit(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<(Sort, String)> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    if !words.is("suit-noun", &tree.lemma(noun)) {
        return None;
    }
    let verb = suit_verb(scene, sentence, noun);
    let hung = |p: &str| !tree.prepositional_kids(noun, p).is_empty();
    let brought = verb.is_some_and(|v| {
        tree.lemma(v) == "bring"
            || tree.lemma(v) == "file"
            || !tree.prepositional_kids(v, "against").is_empty()
    });
    let owned = tree.kids_by_full(noun, "nmod:poss").next().is_some();
    let whole = brought || hung("against") && (owned || verb.is_some() || hung("by"));
    whole.then(|| (Sort { kind: Kind::Event, ntype: NodeType::Other }, "case".into()))
}

/// The verb that brings, wins or drops a case.
fn suit_verb(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let brings = |v: &usize| words.is("suit-verb", &tree.lemma(*v));
    let after = tree.kids_by(noun, "acl").find(|&v| tree.patients(v).contains(&noun));
    after.filter(brings).or_else(|| tree.governing_verb(noun).filter(brings))
}

/// Who brings a case and against whom, as its clause tells.
pub(super) fn sides(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let Some(verb) = suit_verb(scene, sentence, noun) else { return };
    let agents = tree.agents(verb);
    // *brought by Chad **against Togo***: the tree may hang the other side on the first.
    let against = agents.iter().copied().chain([verb]).flat_map(|h| tree.prepositional_kids(h, "against"));
    phrase.targets.extend(against.flat_map(|k| owners(scene, sentence, k)));
    // *the court **threw out** the case that they had brought*: it sat in it.
    let decides = tree
        .governing_verb(noun)
        .filter(|&v| v != verb && scene.lexicon.words().is("suit-verb", &tree.lemma(v)));
    let court = decides.into_iter().flat_map(|v| tree.agents(v)).flat_map(|a| owners(scene, sentence, a));
    phrase.parties.extend(court.filter(|&t| scene.things[t].ntype != NodeType::State));
    phrase.parties.extend(agents.into_iter().flat_map(|a| owners(scene, sentence, a)));
    phrase.places.extend(super::clause::around(scene, sentence, verb));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
    super::phrase::dedup(&mut phrase.parties);
    phrase.made = true;
}

/// *a **text** drafted by France*, *the **motion** tabled by Togo*: a document, by who wrote it.
pub(super) fn of_draft(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<(Sort, String)> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(noun);
    let drafts = |&v: &usize| {
        tree.is_verb(v)
            && (words.is("letter-verb", &tree.lemma(v)) || words.is("prepare-text", &tree.lemma(v)))
    };
    let after = tree
        .kids_by(noun, "acl")
        .filter(drafts)
        .any(|v| tree.patients(v).contains(&noun) && !tree.agents(v).is_empty());
    let document = words.is("draft-noun", &lemma) && after;
    document.then_some((Sort { kind: Kind::Policy, ntype: NodeType::Document }, lemma))
}
