//! Which verbs tell an event as its noun would?
//!
//! *Putin visited Hanoi in June* is *Putin's visit to Hanoi*; *India and Pakistan fought in May* is a clash of the two. The
//! verbs, with the noun and the pattern of each, stand in `data/words/verb-events.tsv`.

use super::describe::{self, Link, Phrase};
use super::scene::{Scene, Spot, Thing};
use super::{ends, when};
use crate::lexicon::Enacted;
use crate::model::{Kind, NodeType, Reading};

/// How the ends of the verb belong to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    /// Subject and object, or *with*, take part alike.
    Together,
    /// The subject goes to the object, or *to*.
    Journey,
    /// The subject does it to the object; counts only with a date where the flag is set.
    Deed { dated: bool },
}

/// Reads a verb; adds the event it tells, and what it says of it.
pub fn read(scene: &mut Scene<'_>, sentence: usize, verb: usize, links: &mut Vec<Link>) {
    let Some(enacted) = enacted_by(scene, sentence, verb).cloned() else { return };
    let pattern = match enacted.pattern.as_str() {
        "together" => Pattern::Together,
        // *were joined by the Uzbek leader in Khujand*; who joins a club meets nobody.
        "joined" if scene.trees[sentence].is_passive(verb) => Pattern::Together,
        "joined" => return,
        "journey" => Pattern::Journey,
        pattern => Pattern::Deed { dated: pattern == "dated deed" },
    };
    let Some(phrase) = phrase_of(scene, sentence, verb, pattern) else { return };
    let thing = thing_of(scene, &enacted, &phrase);
    scene.add_spot(Spot {
        sentence,
        start: verb,
        end: verb + 1,
        head: verb,
        reading: Reading::Description,
        things: vec![thing],
        nested: false,
    });
    describe::state_links(scene, sentence, verb, thing, &phrase, links);
}

/// *met*, *sat **down** together*, *brought the two **together***: the verb, or the verb and its particle.
fn enacted_by<'s>(scene: &'s Scene<'_>, sentence: usize, verb: usize) -> Option<&'s Enacted> {
    let tree = &scene.trees[sentence];
    let known = &scene.lexicon.words().verb_events;
    let lemma = tree.lemma(verb);
    let particles =
        tree.kids(verb).iter().filter(|&&k| matches!(tree.rel(k), "compound" | "advmod" | "advcl" | "obj"));
    particles
        .map(|&k| format!("{lemma} {}", tree.lemma(k)))
        .find_map(|pair| known.get(&pair))
        .or_else(|| known.get(&lemma))
}

/// What the verb's clause says of the event; nothing where it does not pick one out.
fn phrase_of(scene: &Scene<'_>, sentence: usize, verb: usize, pattern: Pattern) -> Option<Phrase> {
    let tree = &scene.trees[sentence];
    let actors = |heads: Vec<usize>| -> Vec<usize> {
        let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
        heads.flat_map(|h| ends::actors_of(scene, sentence, h)).collect()
    };
    let date = when::date_of(scene, sentence, verb);
    let mut phrase = Phrase { start: verb, definite: true, date, ..Phrase::default() };
    let mut patients = tree.patients(verb);
    if pattern == Pattern::Journey && patients.is_empty() {
        patients = tree.with_preposition(verb, "to");
    }
    // *the truce that both **struck** in Busan*: nobody is hit.
    let agreed = |&p: &usize| {
        let lemma = tree.lemma(p);
        ["agreement-noun", "truce-noun"].iter().any(|c| scene.lexicon.words().is(c, &lemma))
    };
    if matches!(pattern, Pattern::Deed { .. }) && patients.iter().any(agreed) {
        return None;
    }
    let grounds: Vec<usize> =
        patients.iter().flat_map(|&p| describe::places_of(scene, sentence, p)).collect();
    let around = tree
        .kids_by(verb, "obl")
        .filter(|&k| matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near" | "outside")));
    let mut settings: Vec<usize> = around.flat_map(|k| describe::places_of(scene, sentence, k)).collect();
    if settings.is_empty() {
        settings = inside_of(scene, sentence, &patients);
    }
    phrase.parties = actors(tree.agents(verb));
    let fixed = phrase.date.is_some() || !settings.is_empty();
    match pattern {
        Pattern::Together => {
            phrase
                .parties
                .extend(actors(patients.into_iter().chain(tree.with_preposition(verb, "with")).collect()));
            describe::dedup(&mut phrase.parties);
            phrase.places = settings;
            let body = |&p: &usize| matches!(scene.things[p].ntype, NodeType::Igo | NodeType::Group);
            (fixed && (phrase.parties.len() > 1 || phrase.parties.iter().any(body))).then_some(phrase)
        }
        Pattern::Journey => {
            phrase.targets = grounds;
            // *visited both capitals*: as many visits, none of them picked out.
            (!phrase.parties.is_empty() && phrase.targets.len() == 1).then_some(phrase)
        }
        // *struck a truce*: no blow.
        Pattern::Deed { .. } if patients.iter().any(|&p| is_text(scene, sentence, p)) => None,
        Pattern::Deed { dated } => {
            phrase.places = settings;
            phrase.targets = if grounds.is_empty() { actors(patients) } else { grounds };
            let whole = !(phrase.parties.is_empty() || phrase.targets.is_empty() && phrase.places.is_empty());
            (whole && (fixed || !dated)).then_some(phrase)
        }
    }
}

fn is_text(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let sort = scene.lexicon.words().nouns.get(&scene.trees[sentence].lemma(token));
    sort.is_some_and(|s| matches!(s.kind, Kind::Agreement | Kind::Policy))
}

/// *bombed a villa **in Doha***, *killed guards **at the border***: where what it is done to stands.
fn inside_of(scene: &Scene<'_>, sentence: usize, patients: &[usize]) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let hung = |&p: &usize| {
        let kids = tree.kids(p).iter().copied().filter(|&k| tree.rel(k) == "nmod");
        kids.filter(|&k| matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near")))
            .collect::<Vec<_>>()
    };
    patients.iter().flat_map(hung).flat_map(|k| describe::places_of(scene, sentence, k)).collect()
}

fn thing_of(scene: &mut Scene<'_>, enacted: &Enacted, phrase: &Phrase) -> usize {
    if let Some(known) = describe::agreeing(scene, enacted.sort, &enacted.noun, phrase) {
        return known;
    }
    let mut thing = Thing::new(enacted.sort.kind, enacted.sort.ntype, name(scene, &enacted.noun, phrase));
    thing.named = false;
    thing.noun = enacted.noun.clone();
    thing.date = phrase.date.clone();
    thing.parties = phrase.parties.iter().copied().collect();
    let is_place =
        |t: &usize| scene.things[*t].kind == Kind::Place || scene.things[*t].ntype == NodeType::State;
    thing.places = phrase.places.iter().chain(&phrase.targets).copied().filter(is_place).collect();
    scene.add_thing(thing)
}

fn name(scene: &Scene<'_>, noun: &str, phrase: &Phrase) -> String {
    let join = |things: &[usize]| {
        things.iter().take(4).map(|&p| describe::short_name(&scene.things[p])).collect::<Vec<_>>().join("–")
    };
    let mut name = format!("{} {noun}", join(&phrase.parties));
    if !phrase.targets.is_empty() {
        let link = if matches!(noun, "visit" | "tour") { "to" } else { "of" };
        name.push_str(&format!(" {link} {}", join(&phrase.targets)));
    }
    match &phrase.date {
        Some(date) => format!("{name}, {}", describe::readable(date)),
        None => name,
    }
}
