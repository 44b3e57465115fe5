//! What does a noun speak of that a verb told before it, or that a war brought about?
//!
//! *Gunmen killed 26 people near Pahalgam in April. … No group claimed **the attack***: the attack is what the verb told.
//! *The fighting ended with **a ceasefire***: it binds those who fought.

use super::Phrase;
use crate::extract::scene::{Scene, Spot};
use crate::extract::{claim_of, enact};
use crate::lexicon::Sort;
use crate::model::{Factuality, Kind, NodeType};

/// How many sentences back the verb or the war may stand.
const REACH: usize = 3;
/// The most who fight a war that a truce of theirs binds.
const MOST_BELLIGERENTS: usize = 4;

/// The event that a verb told, or what the verb said of it.
pub(super) enum Told {
    /// The verb has made a thing of it.
    Thing(usize),
    /// Only the clause of a verb, by sentence and token, tells of it.
    Clause((usize, usize), Phrase),
}

/// The violent act that *the attack*, *the killings* point back at.
pub(super) fn by_verb(scene: &Scene<'_>, sentence: usize, token: usize, noun: &str) -> Option<Told> {
    let words = scene.lexicon.words();
    if !words.is("attack-family", noun) && !words.is("told-deed", noun) {
        return None;
    }
    let violent = |s: usize, v: usize| {
        let tree = &scene.trees[s];
        let lemmas = tree.with_particle(v);
        let deed = ["attack", "kill", "destroy"].iter().any(|c| lemmas.iter().any(|l| words.is(c, l)));
        tree.is_verb(v)
            && deed
            && matches!(claim_of(scene, s, v).0, Factuality::Actual | Factuality::Reported)
    };
    let mut only_when = None;
    for s in (sentence.saturating_sub(REACH)..=sentence).rev() {
        let end = if s == sentence { token } else { scene.trees[s].len() };
        for verb in (0..end).rev().filter(|&v| violent(s, v)) {
            let event = |t: &&usize| scene.things[**t].kind == Kind::Event;
            let known =
                scene.spot_at(s, verb).and_then(|i| scene.spots[i].things.iter().find(event).copied());
            if let Some(thing) = known {
                return Some(Told::Thing(thing));
            }
            match enact::deed_of(scene, s, verb) {
                Some(phrase) if phrase.places.is_empty() && phrase.targets.is_empty() => {
                    only_when = only_when.or(Some(((s, verb), phrase)));
                }
                Some(phrase) => return Some(Told::Clause((s, verb), phrase)),
                None => {}
            }
        }
    }
    only_when.map(|(at, phrase)| Told::Clause(at, phrase))
}

/// Those who fought are the parties of a truce that names none.
pub(super) fn of_war(scene: &Scene<'_>, sentence: usize, token: usize, sort: Sort, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let truce = scene.lexicon.words().is("truce-noun", &tree.lemma(token));
    if sort.kind != Kind::Agreement || !truce || !phrase.parties.is_empty() {
        return;
    }
    let war = |t: usize| {
        let thing = &scene.things[t];
        let fought =
            thing.ntype == NodeType::Conflict || scene.lexicon.words().is("attack-family", &thing.noun);
        fought && (2..=MOST_BELLIGERENTS).contains(&thing.parties.len())
    };
    // *a ceasefire* of which more is said: in a sentence that names the war.
    let reach = if phrase.indefinite { 0 } else { REACH };
    let here = |s: &&Spot| matches!(s.things[..], [t] if war(t));
    let same = scene.spots_in(sentence).find(here).map(|s| s.things[0]);
    if let Some(war) = same.or_else(|| scene.last_of(sentence, token, reach, war)) {
        let body = |&p: &usize| scene.things[p].kind == Kind::Actor && !scene.things[p].is_person();
        phrase.parties.extend(scene.things[war].parties.iter().copied().filter(body));
    }
}
