//! Which organ of a body does a text mean, where it only owns it: *the agency's Board of Governors*, *Its Secretariat*?
//!
//! A noun for an organ, written like a name and owned by a body on stage, is a body of its own and part of its owner. So is
//! *the Export-Import Bank **of the United States***, whose name says whose it is.

use super::describe::Link;
use super::ends;
use super::scene::{Scene, Spot, Thing};
use super::syntax::Tree;
use crate::model::{EdgeType, Kind, NodeType, Reading};

/// How often such a reading is right.
const CONFIDENCE: f64 = 0.7;

/// Puts organs on stage and ties them, and bodies of states by their names, to their owners.
pub fn read(scene: &mut Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            links.extend(owned(scene, sentence, token));
        }
    }
    links.extend(named_after_states(scene));
    links
}

fn link(source: usize, target: usize, sentence: usize, token: usize) -> Link {
    Link {
        etype: EdgeType::PartOf,
        source,
        target,
        sentence,
        token,
        date: None,
        rule: "phrase.organ",
        confidence: CONFIDENCE,
    }
}

/// *the agency's **Board of Governors***, *the **Secretariat** of the Forum*.
fn owned(scene: &mut Scene<'_>, sentence: usize, token: usize) -> Option<Link> {
    let tree = &scene.trees[sentence];
    let capital = |i: usize| tree.token(i).form.starts_with(char::is_uppercase);
    let noun = token > 0 && capital(token) && scene.lexicon.words().is("organ-noun", &tree.lemma(token));
    if !noun || scene.spot_over(sentence, token).is_some() || tree.sentence.heading {
        return None;
    }
    let end = name_end(tree, token);
    let of = tree.prepositional_kids(token, "of").into_iter().filter(|&k| k >= end);
    let owners: Vec<usize> = tree.kids_by_full(token, "nmod:poss").chain(of).collect();
    let is_body = |&t: &usize| {
        let thing = &scene.things[t];
        matches!(thing.ntype, NodeType::Igo | NodeType::Organization | NodeType::Group)
            && thing.kind == Kind::Actor
    };
    let form = scene.text(sentence, token, end).to_string();
    let owner = owners.into_iter().flat_map(|o| ends::actors_of(scene, sentence, o)).find(is_body);
    let Some(owner) = owner else {
        again(scene, sentence, (token, end), &form);
        return None;
    };
    let name = format!("{} {form}", scene.things[owner].name);
    let known = (0..scene.things.len()).find(|&t| scene.things[t].name == name && scene.things[t].on_stage());
    let organ = known.unwrap_or_else(|| {
        let mut thing = Thing::new(Kind::Actor, NodeType::Organization, name);
        thing.names.insert(form);
        thing.named = true;
        scene.add_thing(thing)
    });
    speak_of(scene, sentence, (token, end), organ);
    Some(link(organ, owner, sentence, token))
}

/// ***The Secretariat** replied*: the organ spoken of before.
fn again(scene: &mut Scene<'_>, sentence: usize, (token, end): (usize, usize), form: &str) {
    let article = scene.trees[sentence].token(token - 1).form.eq_ignore_ascii_case("the");
    let before = (0..scene.things.len()).rev().find(|&t| {
        let thing = &scene.things[t];
        thing.ntype == NodeType::Organization && thing.entry.is_none() && thing.names.contains(form)
    });
    if let Some(organ) = before.filter(|_| article) {
        speak_of(scene, sentence, (token, end), organ);
    }
}

fn speak_of(scene: &mut Scene<'_>, sentence: usize, (token, end): (usize, usize), organ: usize) {
    let spot = Spot {
        sentence,
        start: token,
        end,
        head: token,
        reading: Reading::Name,
        things: vec![organ],
        nested: false,
    };
    scene.add_spot(spot);
}

/// *Board **of Governors***: a plural of persons or things behind, written like a name, belongs to the name.
fn name_end(tree: &Tree<'_>, token: usize) -> usize {
    let of = token + 2 < tree.len() && matches!(tree.token(token + 1).form.as_str(), "of" | "on" | "for");
    let capital = |i: usize| i < tree.len() && tree.token(i).form.starts_with(char::is_uppercase);
    if !of || !capital(token + 2) {
        return token + 1;
    }
    (token + 2..tree.len()).take_while(|&i| capital(i)).last().map_or(token + 1, |i| i + 1)
}

/// *the Export-Import Bank **of the United States***, *the **Polish** Navy*: an unlisted organ whose name holds a state's.
fn named_after_states(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [body] = spot.things[..] else { continue };
        let thing = &scene.things[body];
        if thing.ntype != NodeType::Organization || thing.entry.is_some() {
            continue;
        }
        let tree = &scene.trees[spot.sentence];
        let organ = (spot.start..spot.end)
            .any(|i| scene.lexicon.words().is("state-organ", &tree.lemma(i).to_lowercase()));
        let inner =
            scene.spots_in(spot.sentence).filter(|s| s.nested && spot.start <= s.start && s.end <= spot.end);
        let states: Vec<usize> = inner
            .flat_map(|s| s.things.iter().copied())
            .filter(|&t| scene.things[t].ntype == NodeType::State)
            .collect();
        if let ([state], true) = (&states[..], organ) {
            links.push(link(body, *state, spot.sentence, spot.head));
        }
    }
    links
}
