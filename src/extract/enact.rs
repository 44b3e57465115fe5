//! Which verbs tell an event or agreement as its noun would?
//!
//! *Putin visited Hanoi in June* is *Putin's visit to Hanoi*; *India and Pakistan fought in May* is a clash of the two; *Iran
//! and Iraq agreed in Algiers* is an agreement. The verbs, with the noun and the pattern of each, stand in
//! `data/words/verb-events.tsv`; a verb may stand there with its particle or its object (*come together*, *make peace*).

mod pattern;

use self::pattern::Pattern;
use super::describe::{self, Link, Phrase};
use super::scene::{Scene, Spot, Thing};
use crate::lexicon::Enacted;
use crate::model::{Kind, NodeType, Reading};

/// Reads a verb; adds what it tells, and what it says of it.
pub fn read(scene: &mut Scene<'_>, sentence: usize, verb: usize, links: &mut Vec<Link>) {
    let Some(enacted) = enacted_by(scene, sentence, verb).cloned() else { return };
    let Some(pattern) = Pattern::of(&enacted, scene, sentence, verb) else { return };
    let Some(phrase) = pattern.phrase(scene, sentence, verb) else { return };
    tell(scene, (sentence, verb), &enacted, &phrase, links);
}

/// Makes a thing of what a verb tells, and states what its clause says of it.
pub fn tell(
    scene: &mut Scene<'_>,
    (sentence, verb): (usize, usize),
    enacted: &Enacted,
    phrase: &Phrase,
    links: &mut Vec<Link>,
) -> usize {
    let thing = thing_of(scene, enacted, phrase);
    scene.add_spot(Spot {
        sentence,
        start: verb,
        end: verb + 1,
        head: verb,
        reading: Reading::Description,
        things: vec![thing],
        nested: false,
    });
    describe::state_links(scene, sentence, verb, thing, phrase, links);
    thing
}

/// What the clause of a violent verb tells, where it says where or when.
pub fn deed_of(scene: &Scene<'_>, sentence: usize, verb: usize) -> Option<Phrase> {
    pattern::deed_of(scene, sentence, verb)
}

/// *met*, *sat **down** together*, *made **peace***: the verb, or the verb with a word that hangs on it.
fn enacted_by<'s>(scene: &'s Scene<'_>, sentence: usize, verb: usize) -> Option<&'s Enacted> {
    let tree = &scene.trees[sentence];
    let known = &scene.lexicon.words().verb_events;
    let lemma = tree.lemma(verb);
    let beside = |k: &usize| matches!(tree.rel(*k), "compound" | "advmod" | "advcl" | "obj" | "obl");
    let beside = tree.kids(verb).iter().filter(|k| beside(k));
    beside
        .map(|&k| format!("{lemma} {}", tree.lemma(k)))
        .find_map(|pair| known.get(&pair))
        .or_else(|| known.get(&lemma))
}

fn thing_of(scene: &mut Scene<'_>, enacted: &Enacted, phrase: &Phrase) -> usize {
    let known = describe::agreeing(scene, enacted.sort, &enacted.noun, phrase);
    if let Some(known) = known.or_else(|| named_after_place(scene, enacted, phrase)) {
        return known;
    }
    let mut thing = Thing::new(enacted.sort.kind, enacted.sort.ntype, name(scene, enacted, phrase));
    thing.named = false;
    thing.noun = enacted.noun.clone();
    thing.date = phrase.date.clone();
    thing.parties = phrase.parties.iter().copied().collect();
    let is_place =
        |t: &usize| scene.things[*t].kind == Kind::Place || scene.things[*t].ntype == NodeType::State;
    thing.places = phrase.places.iter().chain(&phrase.targets).copied().filter(is_place).collect();
    scene.add_thing(thing)
}

/// *agreed in Ankara*, where the text has an *Ankara Declaration*: that is what was agreed.
fn named_after_place(scene: &Scene<'_>, enacted: &Enacted, phrase: &Phrase) -> Option<usize> {
    let &place = phrase.places.first().filter(|_| enacted.sort.kind == Kind::Agreement)?;
    let place = &scene.things[place].name;
    let fits = |t: &&Thing| {
        let date = t.date.as_ref().or(t.listed.as_ref());
        let apart = date.zip(phrase.date.as_ref()).is_some_and(|(a, b)| !a.overlaps(b));
        t.kind == Kind::Agreement && t.on_stage() && t.named && t.name.contains(place.as_str()) && !apart
    };
    scene.things.iter().position(|t| fits(&t))
}

fn name(scene: &Scene<'_>, enacted: &Enacted, phrase: &Phrase) -> String {
    let join = |things: &[usize]| {
        things.iter().take(4).map(|&p| describe::short_name(&scene.things[p])).collect::<Vec<_>>().join("–")
    };
    let noun = &enacted.noun;
    let parties = if enacted.sort.ntype == NodeType::Election { &[][..] } else { &phrase.parties[..] };
    let mut name = format!("{} {noun}", join(parties)).trim_start().to_string();
    let place = phrase.places.first().filter(|p| !phrase.parties.contains(p));
    if !phrase.targets.is_empty() {
        let link = match noun.as_str() {
            "visit" | "tour" => "to",
            "attack" | "raid" | "strike" => "on",
            "case" | "coup" => "against",
            _ => "of",
        };
        name.push_str(&format!(" {link} {}", join(&phrase.targets)));
    } else if let Some(&place) = place.filter(|_| enacted.pattern != "together") {
        let link = if scene.things[place].kind == Kind::Place { "at" } else { "in" };
        name.push_str(&format!(" {link} {}", scene.things[place].name));
    }
    match &phrase.date {
        Some(date) => format!("{name}, {}", describe::readable(date)),
        None => name,
    }
}
