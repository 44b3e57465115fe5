//! Which pronouns and descriptions speak of an actor already on stage?
//!
//! Read from left to right. A wrong link is worse than none: where the text around leaves no single candidate, there is
//! no link. Centering (Grosz, Joshi and Weinstein 1995) in its simplest form: subjects before the others, near before far.

mod description;
mod group;
mod plural;
mod pronoun;
mod reciprocal;

use super::scene::{Scene, Spot};
use super::syntax::Tree;
use crate::lexicon::Sex;
use crate::model::{Kind, NodeType, Reading};
use description::description;
use plural::those_before;
use pronoun::{Stance, person_before, thing_before};

/// How many sentences back a pronoun may look.
const PRONOUN_REACH: usize = 2;
/// How many sentences back a description (*the bloc*) may look.
const DESCRIPTION_REACH: usize = 12;
/// How many sentences back a group (*the three partners*) is put together from single mentions.
const GROUP_REACH: usize = 3;

/// Ties pronouns, descriptions and groups to their actors.
pub fn resolve(scene: &mut Scene<'_>) {
    cut_short(scene);
    halves(scene);
    for sentence in 0..scene.trees.len() {
        let mut token = 0;
        while token < scene.trees[sentence].len() {
            token = read_token(scene, sentence, token).max(token + 1);
        }
    }
}

/// Ties *they* and *their* to people who came on stage without a name: ***Gunmen** stormed a camp. **They** took …*.
pub fn follow_bands(scene: &mut Scene<'_>) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            let lower = lower_at(&scene.trees[sentence], token);
            if !matches!(lower.as_str(), "they" | "them" | "their" | "themselves")
                || scene.spot_over(sentence, token).is_some()
            {
                continue;
            }
            // *could not receive **them***: refugees, visitors, whom no sentence before need have named.
            if Stance::of(&scene.trees[sentence], token) == Stance::Other {
                continue;
            }
            if let [body] = those_before(scene, sentence, token)[..] {
                scene.add_phrase(sentence, (token, token), Reading::Pronoun, body);
            }
        }
    }
}

/// *the Alliance* after *NATO*: a name of one common word is that of a body whose longer name holds it.
fn cut_short(scene: &mut Scene<'_>) {
    for thing in 0..scene.things.len() {
        let t = &scene.things[thing];
        let word = t.name.to_lowercase();
        let short = t.kind == Kind::Actor
            && t.entry.is_none()
            && !t.is_person()
            && !word.contains(' ')
            && scene.lexicon.words().descriptions.contains_key(&word);
        if !short || t.mentions.is_empty() {
            continue;
        }
        let holds = |n: &String| {
            n.contains(' ') && n.split_whitespace().any(|w| w.to_lowercase() == word && w != word)
        };
        let longer = |&o: &usize| {
            let other = &scene.things[o];
            o != thing
                && other.kind == Kind::Actor
                && !other.is_person()
                && other.on_stage()
                && std::iter::once(&other.name).chain(&other.names).any(holds)
        };
        if let Some(body) = (0..scene.things.len()).find(longer) {
            super::mention::merge(scene, thing, body);
        }
    }
}

/// *the North*, *the South*: the state on stage whose name begins so, if there is one.
fn halves(scene: &mut Scene<'_>) {
    for sentence in 0..scene.trees.len() {
        for token in 1..scene.trees[sentence].len() {
            let tree = &scene.trees[sentence];
            let form = tree.token(token).form.as_str();
            let half = matches!(form, "North" | "South")
                && tree.token(token - 1).form.eq_ignore_ascii_case("the")
                && tree.head(token - 1) == Some(token)
                && !matches!(tree.rel(token), "compound" | "amod" | "flat")
                && matches!(
                    tree.preposition(token).as_deref(),
                    None | Some("with" | "to" | "from" | "by" | "against")
                );
            // What was taken for a region or for nothing.
            let free = scene.spot_over(sentence, token).is_none_or(|s| {
                scene.spots[s].end - scene.spots[s].start <= 2
                    && scene.spots[s].things.iter().all(|&t| scene.things[t].entry.is_none())
            });
            if !half || !free {
                continue;
            }
            let named = |t: &usize| {
                let thing = &scene.things[*t];
                thing.ntype == NodeType::State
                    && thing.on_stage()
                    && thing.name.starts_with(&format!("{form} "))
            };
            let mut states = (0..scene.things.len()).filter(named);
            if let (Some(state), None) = (states.next(), states.next()) {
                scene.add_phrase(sentence, (token - 1, token), Reading::Description, state);
            }
        }
    }
}

/// Reads one token; gives the first token after what it read.
fn read_token(scene: &mut Scene<'_>, sentence: usize, token: usize) -> usize {
    if scene.spot_over(sentence, token).is_some_and(|s| !scene.spots[s].nested) {
        return token + 1;
    }
    let tree = &scene.trees[sentence];
    let lower = tree.token(token).form.to_lowercase();
    if let Some((end, things)) = reciprocal::each_other(scene, sentence, token) {
        let reading = Reading::Pronoun;
        let tree = &scene.trees[sentence];
        let head = if tree.head(end - 1) == Some(token) { token } else { end - 1 };
        scene.add_spot(Spot { sentence, start: token, end, head, reading, things, nested: false });
        return end;
    }
    let found = match lower.as_str() {
        "he" | "him" | "his" | "himself" => one(person_before(scene, sentence, token, Sex::Male)),
        "she" | "her" | "hers" | "herself" => one(person_before(scene, sentence, token, Sex::Female)),
        "it" | "its" | "itself" if !is_expletive(scene, sentence, token) => {
            one(thing_before(scene, sentence, token))
        }
        "they" | "them" | "their" | "themselves" => those_before(scene, sentence, token),
        "whose" => return whose_country(scene, sentence, token),
        "both" | "all" | "the" | "these" | "this" | "that" | "two" | "three" | "four" | "five" | "six"
        | "seven" | "eight" | "nine" | "ten" | "either" | "neither" | "each" => {
            // *has not agreed to **either***: of two things, not of two who act.
            let tree = &scene.trees[sentence];
            let next = tree.sentence.tokens.get(token + 1).map_or("PUNCT", |t| t.upos);
            if lower == "either" && matches!(next, "PUNCT" | "CCONJ") && tree.rel(token) != "nsubj" {
                return token + 1;
            }
            return description(scene, sentence, token);
        }
        _ => Vec::new(),
    };
    if found.is_empty() {
        return token + 1;
    }
    let country = country_of(scene, sentence, token, &found);
    let spot = |head: usize, reading: Reading, things: Vec<usize>| Spot {
        sentence,
        start: token,
        end: head + 1,
        head,
        reading,
        things,
        nested: false,
    };
    if let Some((head, states)) = country {
        scene.add_spot(spot(head, Reading::Description, states));
        return head + 1;
    }
    scene.add_spot(spot(token, Reading::Pronoun, found));
    token + 1
}

/// *his country*, *their governments*: the states of the persons, and the noun.
fn country_of(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    persons: &[usize],
) -> Option<(usize, Vec<usize>)> {
    let tree = &scene.trees[sentence];
    let noun =
        tree.head(token).filter(|&h| tree.full_rel(token) == "nmod:poss" && h > token && h < token + 3)?;
    if !scene.lexicon.words().is("home-noun", &tree.lemma(noun)) || scene.spot_over(sentence, noun).is_some()
    {
        return None;
    }
    let home = |p: &usize| scene.homes.get(p).copied().or_else(|| super::infer::known_state(scene, *p));
    let states: Option<Vec<usize>> = persons.iter().map(home).collect();
    states.filter(|s| s.len() == 1 || is_plural(tree, noun)).map(|states| (noun, states))
}

/// *Lula, **whose country** holds the presidency*: the state that the person speaks for.
fn whose_country(scene: &mut Scene<'_>, sentence: usize, token: usize) -> usize {
    let tree = &scene.trees[sentence];
    let clause = tree.ancestors(token).into_iter().find(|&i| tree.rel(i) == "acl");
    let person = clause.and_then(|c| tree.head(c)).and_then(|h| scene.spot_at(sentence, h));
    let person = person.and_then(|s| match scene.spots[s].things[..] {
        [one] if scene.things[one].is_person() => Some(one),
        _ => None,
    });
    let country = person.and_then(|p| country_of(scene, sentence, token, &[p]));
    let Some((head, things)) = country else { return token + 1 };
    let reading = Reading::Description;
    scene.add_spot(Spot { sentence, start: token, end: head + 1, head, reading, things, nested: false });
    head + 1
}

fn one(thing: Option<usize>) -> Vec<usize> {
    thing.into_iter().collect()
}

/// *It is clear that …*, *it remains to be seen*: nobody is meant.
fn is_expletive(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    if tree.rel(token) == "expl" {
        return true;
    }
    let Some(head) = tree.head(token) else { return false };
    let clause = tree.kids(head).iter().any(|&k| matches!(tree.rel(k), "csubj" | "ccomp") && k > head);
    let adjective = tree.token(head).upos == "ADJ"
        || matches!(tree.lemma(head).as_str(), "seem" | "appear" | "remain" | "take" | "turn");
    let infinitive = tree
        .kids(head)
        .iter()
        .any(|&k| k > head && matches!(tree.rel(k), "advcl" | "xcomp" | "ccomp" | "acl"));
    tree.rel(token) == "nsubj" && (clause || infinitive) && adjective
}

/// Spots before a place, nearest sentence first, subjects first within a sentence.
fn spots_before(scene: &Scene<'_>, sentence: usize, token: usize, reach: usize) -> Vec<usize> {
    let mut all = Vec::new();
    for back in 0..=reach.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<usize> = scene
            .ids_in(at)
            .filter(|&s| back > 0 || scene.spots[s].end <= token)
            .filter(|&s| !scene.spots[s].nested && !is_cited(scene, s))
            .collect();
        here.sort_by_key(|&s| (prominence(scene, s), scene.spots[s].start));
        all.extend(here);
    }
    all
}

/// ***According to the Times**, …*: what a text cites is not what it is about.
fn is_cited(scene: &Scene<'_>, spot: usize) -> bool {
    let spot = &scene.spots[spot];
    scene.trees[spot.sentence].preposition(spot.head).is_some_and(|p| p.starts_with("according"))
}

/// Subjects of the main clause first, other subjects, objects, the rest; possessors and modifiers last.
fn prominence(scene: &Scene<'_>, spot: usize) -> usize {
    let spot = &scene.spots[spot];
    let tree = &scene.trees[spot.sentence];
    let first = tree.first_conjunct(spot.head);
    let depth = tree.ancestors(first).len();
    match tree.rel(first) {
        "nsubj" if depth <= 1 => 0,
        "nsubj" => 1,
        "obj" | "iobj" => 2,
        "obl" | "root" => 3,
        _ => 4,
    }
}

fn lower_at(tree: &Tree<'_>, token: usize) -> String {
    tree.token(token).form.to_lowercase()
}

fn is_plural(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.token(token).xpos, "NNS" | "NNPS")
}
