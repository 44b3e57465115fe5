//! Which name does the text give a thing that it describes: *its observer mission there, **MIAB***?
//!
//! A description and a name in one breath are one thing: *a treaty, the Muscat Accord*, *a force known as AMISEL*, *Nordic
//! Shield, a patrol mission*.

use super::Phrase;
use crate::extract::scene::{Scene, Thing};
use crate::extract::syntax::Tree;
use crate::lexicon::Sort;
use crate::model::{Kind, NodeType, Reading};

/// How many words may stand between a noun and its name: *the deal that Chad and Niger signed in Doha in June, the …*.
const REACH: usize = 16;

/// The thing whose name stands behind a noun.
pub(super) fn named_behind(scene: &mut Scene<'_>, sentence: usize, noun: usize, sort: Sort) -> Option<usize> {
    let start = name_behind(&scene.trees[sentence], noun)?;
    let Some(spot) = scene.spots_in(sentence).find(|s| s.start == start && !s.nested).cloned() else {
        return letters(scene, sentence, start, sort);
    };
    let [thing] = spot.things[..] else { return None };
    let told = spot.reading == Reading::Name
        && closes(&scene.trees[sentence], spot.end)
        && is_of_sort(scene, thing, sort);
    told.then(|| adopt(scene, thing, sort))
}

/// The thing whose name stands before a noun: *Nordic Shield, **a patrol mission** that …*.
pub(super) fn named_before(scene: &mut Scene<'_>, sentence: usize, noun: usize, sort: Sort) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let owner = tree.kids_by_full(noun, "nmod:poss").next().map(|k| tree.extent(k).0);
    let article = tree.kids_by(noun, "det").next();
    let first = owner.or(article)?;
    let comma = first.checked_sub(1).filter(|&c| tree.token(c).form == ",")?;
    let spot = scene.spot_over(sentence, comma.checked_sub(1)?).map(|s| &scene.spots[s])?;
    let [thing] = spot.things[..] else { return None };
    let told = spot.end == comma && !spot.nested && spot.reading == Reading::Name;
    (told && is_of_sort(scene, thing, sort)).then(|| adopt(scene, thing, sort))
}

/// *a declaration that was announced in Lima*: the Lima Declaration of the text.
pub(super) fn named_by_place(scene: &Scene<'_>, sort: Sort, noun: &str, phrase: &Phrase) -> Option<usize> {
    let bears = |t: &Thing| {
        let words: Vec<&str> = t.name.split_whitespace().collect();
        let last = words.last().is_some_and(|w| w.to_lowercase() == noun);
        let place = |&p: &usize| words.len() > 1 && t.name.starts_with(&scene.things[p].name);
        last && phrase.places.iter().any(place)
    };
    let apart = |t: &Thing| {
        let day = t.date.as_ref().zip(phrase.date.as_ref()).is_some_and(|(a, b)| !a.overlaps(b));
        day || !t.parties.is_empty() && phrase.parties.iter().all(|p| !t.parties.contains(p))
    };
    let fits = |t: &Thing| t.kind == sort.kind && t.named && t.entry.is_none() && t.on_stage();
    (0..scene.things.len()).find(|&t| {
        let thing = &scene.things[t];
        fits(thing) && bears(thing) && !apart(thing)
    })
}

/// Whether a name may be that of a thing of a sort. What the name finder took for a body may be a mission.
fn is_of_sort(scene: &Scene<'_>, thing: usize, sort: Sort) -> bool {
    let thing = &scene.things[thing];
    thing.kind == sort.kind
        || matches!(sort.ntype, NodeType::Mission | NodeType::Programme)
            && matches!(thing.ntype, NodeType::Organization | NodeType::Other)
            && thing.entry.is_none()
}

fn adopt(scene: &mut Scene<'_>, thing: usize, sort: Sort) -> usize {
    let known = &mut scene.things[thing];
    if known.kind != sort.kind {
        (known.kind, known.ntype) = (sort.kind, sort.ntype);
    }
    thing
}

/// Where a name begins that may be a noun's: behind *known as*, a comma, a bracket.
fn name_behind(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    for at in noun + 1..tree.len().min(noun + REACH) {
        let form = tree.token(at).form.as_str();
        if matches!(form, "," | "(" | "–" | "—") {
            return after_calling(tree, at + 1);
        }
        if calls(tree, at) {
            return after_calling(tree, at);
        }
        let own = tree.ancestors(at).contains(&noun);
        if !own && (tree.is_verb(at) || matches!(tree.token(at).upos, "AUX" | "CCONJ" | "PUNCT" | "SCONJ")) {
            return None;
        }
    }
    None
}

/// *known*, *called*, *dubbed*.
fn calls(tree: &Tree<'_>, at: usize) -> bool {
    at < tree.len()
        && matches!(
            tree.token(at).form.as_str(),
            "known"
                | "called"
                | "dubbed"
                | "named"
                | "christened"
                | "titled"
                | "entitled"
                | "code-named"
                | "codenamed"
        )
}

/// The first word of a name, past *better known as the*.
fn after_calling(tree: &Tree<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    let skipped = |at: usize| {
        let form = tree.token(at).form.as_str();
        matches!(form, "as" | "the" | "“" | "\"" | "‘" | "or")
            || calls(tree, at)
            || tree.token(at).upos == "ADV"
    };
    while at < tree.len() && skipped(at) {
        at += 1;
    }
    let capital = at < tree.len() && tree.token(at).form.starts_with(char::is_uppercase);
    capital.then_some(at)
}

/// Whether a name ends its apposition: no list goes on.
fn closes(tree: &Tree<'_>, end: usize) -> bool {
    if end >= tree.len() {
        return true;
    }
    let form = tree.token(end).form.as_str();
    let goes_on =
        (end + 1..tree.len().min(end + 12)).find(|&i| matches!(tree.lemma(i).as_str(), "and" | "or"));
    let row = form == ","
        && goes_on
            .is_some_and(|i| (end + 1..i).all(|k| matches!(tree.token(k).upos, "PROPN" | "PUNCT" | "DET")));
    !row && !matches!(tree.token(end).upos, "PROPN" | "CCONJ" | "PART") && form != "and"
}

/// *known as **AMISEL***: letters that the name finder passed over, here and wherever else they stand.
fn letters(scene: &mut Scene<'_>, sentence: usize, start: usize, sort: Sort) -> Option<usize> {
    let form = scene.trees[sentence].token(start).form.clone();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count() > 2
        && form.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '-');
    let told = matches!(sort.kind, Kind::Policy | Kind::Agreement);
    if !capitals
        || !told
        || scene.spot_over(sentence, start).is_some()
        || !closes(&scene.trees[sentence], start + 1)
    {
        return None;
    }
    let thing = scene.add_thing(Thing::new(sort.kind, sort.ntype, form.clone()));
    for at in 0..scene.trees.len() {
        for token in 0..scene.trees[at].len() {
            if scene.trees[at].token(token).form == form && scene.spot_over(at, token).is_none() {
                scene.add_phrase(at, (token, token), Reading::Name, thing);
            }
        }
    }
    Some(thing)
}
