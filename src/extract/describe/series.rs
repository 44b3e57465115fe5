//! What does a text take over from the thing before it: *others with France*, *a second round*?

use super::Phrase;
use crate::extract::ends;
use crate::extract::scene::Scene;
use crate::lexicon::Sort;
use crate::model::{Kind, NodeType};

/// How many sentences back the first of a series may stand.
const REACH: usize = 2;

/// *is negotiating **others** with France*, *has signed **one** with Peru*: an agreement like the one before.
pub(super) fn one_more(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(Sort, String)> {
    let tree = &scene.trees[sentence];
    let stands_in = matches!(tree.lemma(token).as_str(), "one" | "other" | "another");
    if !stands_in || scene.spot_over(sentence, token).is_some() {
        return None;
    }
    let words = scene.lexicon.words();
    // *the **one** that Chad and Niger had signed in 2012*.
    let told = tree.kids_by(token, "acl").any(|v| {
        (words.is("sign", &tree.lemma(v)) || words.is("make-agreement", &tree.lemma(v)))
            && tree.patients(v).contains(&token)
    });
    let dealt = || {
        let verb = tree.governing_verb(token)?;
        let deals = words.is("deal-verb", &tree.lemma(verb)) || words.is("make-agreement", &tree.lemma(verb));
        let with = [token, verb].into_iter().flat_map(|t| tree.prepositional_kids(t, "with"));
        let partner = with.into_iter().any(|k| !ends::actors_of(scene, sentence, k).is_empty());
        (deals && partner).then_some(())
    };
    if !told {
        dealt()?;
    }
    let last = scene.last_of(sentence, token, REACH, |t| scene.things[t].kind == Kind::Agreement)?;
    let known = &scene.things[last];
    let noun = if known.noun.is_empty() { "agreement".to_string() } else { known.noun.clone() };
    Some((Sort { kind: Kind::Agreement, ntype: known.ntype }, noun))
}

/// *A **second** accord followed*: between those of the one before, where the phrase names nobody.
pub(super) fn inherit(scene: &Scene<'_>, sentence: usize, token: usize, sort: Sort, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let next = tree
        .kids(token)
        .iter()
        .any(|&k| k < token && scene.lexicon.words().is("next-of-series", &tree.lemma(k)));
    let kind = matches!(sort.kind, Kind::Agreement) || sort.ntype == NodeType::Meeting;
    if !next || !kind || !phrase.parties.is_empty() {
        return;
    }
    let akin = |t: usize| {
        let thing = &scene.things[t];
        thing.kind == sort.kind
            && (thing.kind == Kind::Agreement || thing.ntype == sort.ntype)
            && !thing.parties.is_empty()
    };
    if let Some(first) = scene.last_of(sentence, token, REACH, akin) {
        phrase.parties.extend(&scene.things[first].parties);
    }
}

/// *initialled **two** memoranda*: as many as the text counts, told together.
pub(super) fn counted(scene: &Scene<'_>, sentence: usize, token: usize, sort: Sort, phrase: &Phrase) -> bool {
    let tree = &scene.trees[sentence];
    let number =
        tree.kids(token).iter().any(|&k| matches!(tree.lemma(k).as_str(), "two" | "three" | "both" | "pair"));
    // *held **five rounds** this spring*.
    let fixed = phrase.date.is_some() || !phrase.places.is_empty();
    let several =
        sort.ntype == NodeType::Meeting && fixed && tree.kids(token).iter().any(|&k| tree.rel(k) == "nummod");
    (sort.kind == Kind::Agreement && number || several)
        && (phrase.made && !phrase.parties.is_empty() || phrase.parties.len() > 1)
}
