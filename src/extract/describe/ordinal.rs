//! Which round is *a sixth*?
//!
//! *Five rounds of talks failed. **A sixth** was to open in Muscat on 15 June*: one more of the meetings spoken of last.

use super::clause::around;
use super::{Link, Phrase, REACH, built_name, state_links};
use crate::extract::scene::{Scene, Thing};
use crate::extract::time;
use crate::lexicon::Sort;
use crate::model::{Kind, Reading};

/// Reads an ordinal that stands for a noun, as the subject of a verb that says when or where it happens.
pub(super) fn read(scene: &mut Scene<'_>, sentence: usize, token: usize, links: &mut Vec<Link>) {
    let Some((phrase, model)) = phrase_of(scene, sentence, token) else { return };
    let (noun, sort) = (
        scene.things[model].noun.clone(),
        Sort { kind: scene.things[model].kind, ntype: scene.things[model].ntype },
    );
    let ordinal = scene.trees[sentence].lemma(token);
    let name =
        built_name(scene, sentence, token, &phrase).replacen(&ordinal, &format!("{ordinal} {noun}"), 1);
    let mut thing = Thing::new(sort.kind, sort.ntype, name);
    thing.named = false;
    thing.noun = noun;
    thing.date = phrase.date.clone();
    thing.parties = phrase.parties.iter().copied().collect();
    thing.places = phrase.places.iter().copied().collect();
    let thing = scene.add_thing(thing);
    scene.add_phrase(sentence, (token, token), Reading::Description, thing);
    state_links(scene, sentence, token, thing, &phrase, links);
}

/// What the clause says of it, and the event that it is one more of.
fn phrase_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(Phrase, usize)> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let subject = tree.rel(token) == "nsubj" && words.is("ordinal", &tree.lemma(token));
    let verb = tree.head(token).filter(|&v| {
        let lemma = tree.lemma(v);
        subject && tree.is_verb(v) && (words.is("happen", &lemma) || words.is("hold", &lemma))
    })?;
    let date = time::date_for(tree, &scene.timexes[sentence], verb);
    let places = around(scene, sentence, verb);
    if date.is_none() && places.is_empty() {
        return None;
    }
    let fits = |&t: &usize| {
        let t = &scene.things[t];
        t.kind == Kind::Event && t.on_stage() && !t.named && sentence.saturating_sub(t.last_seen) <= REACH
    };
    let model = (0..scene.things.len()).filter(fits).max_by_key(|&t| (scene.things[t].last_seen, t))?;
    let parties: Vec<usize> = scene.things[model].parties.iter().copied().collect();
    let parties = if parties.len() > 1 { parties } else { Vec::new() };
    Some((Phrase { parties, places, date, indefinite: true, start: token, ..Phrase::default() }, model))
}
