//! What do phrases say in passing: *at Chad's request*, *with Turkish help*, *hand in hand*, *Rwandan-backed rebels*?

use super::scene::Scene;
use super::syntax::Tree;
use super::{Fact, ends};
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind, NodeType};

/// How sure such a reading is.
const SURE: f64 = 0.66;

/// Facts that adverbs, phrases of manner and hyphens state.
pub fn read(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let place = (sentence, token);
            let told = match tree.token(token).upos {
                "NOUN" => at_request(scene, place),
                "ADV" => together(scene, place),
                "VERB" => {
                    let mut told = joint_work(scene, place);
                    told.extend(hyphened(scene, place));
                    told
                }
                _ => Vec::new(),
            };
            let differ = told.into_iter().filter(|(_, from, to)| from != to);
            found.extend(differ.map(|(etype, from, to)| {
                Fact::told(scene, place, etype, (from, to), format!("manner.{etype}"), SURE)
            }));
        }
    }
    found
}

type Told = (EdgeType, usize, usize);

/// *At **Chad's request** the Union sent troops*, *with **the help of Turkey** it retook the town*.
fn at_request(scene: &Scene<'_>, (sentence, token): (usize, usize)) -> Vec<Told> {
    let tree = &scene.trees[sentence];
    let (Some(preposition), Some(above)) = (tree.preposition(token), tree.head(token)) else {
        return Vec::new();
    };
    // *The army, **with help** from Togo, retook it*: set off, the phrase may hang on the subject.
    let set_off = tree.kids_by(token, "punct").any(|k| k < token);
    let verb = match tree.rel(token) {
        "obl" => Some(above),
        "nmod" if set_off && tree.rel(above) == "nsubj" => tree.head(above),
        _ => None,
    };
    let Some(verb) = verb.filter(|&v| tree.is_verb(v)) else { return Vec::new() };
    let lemma = tree.lemma(token);
    let is = |class: &str| scene.lexicon.words().is(class, &lemma);
    let etype = match preposition.as_str() {
        "at" if is("at-request") => EdgeType::Request,
        "with" | "through" | "thanks to" if is("with-help") => EdgeType::Aid,
        "with" | "thanks to" if is("with-backing") => EdgeType::Support,
        _ => return Vec::new(),
    };
    let owners: Vec<usize> = tree
        .kids(token)
        .iter()
        .copied()
        .filter(|&k| {
            tree.full_rel(k) == "nmod:poss"
                || matches!(tree.rel(k), "amod" | "compound") && k < token
                || matches!(tree.preposition(k).as_deref(), Some("of" | "from"))
        })
        .collect();
    let doers = actors(scene, sentence, tree.agents(verb));
    pairs(&actors(scene, sentence, owners), &doers, etype)
}

/// *Ethiopia and Eritrea are building a road **together***, *worked **hand in hand***.
fn together(scene: &Scene<'_>, (sentence, token): (usize, usize)) -> Vec<Told> {
    let tree = &scene.trees[sentence];
    let Some(verb) = tree.head(token).filter(|&v| tree.is_verb(v)) else { return Vec::new() };
    if !matches!(tree.lemma(token).as_str(), "together" | "jointly") || !is_work(scene, &tree.lemma(verb)) {
        return Vec::new();
    }
    let doers = actors(scene, sentence, tree.agents(verb));
    let mut told = Vec::new();
    for (i, &one) in doers.iter().enumerate() {
        told.extend(doers[i + 1..].iter().map(|&other| (EdgeType::Cooperate, one, other)));
    }
    if doers.len() > 4 { Vec::new() } else { told }
}

/// *Beijing is building, **with Bishkek and Tashkent**, a railway*.
fn joint_work(scene: &Scene<'_>, (sentence, verb): (usize, usize)) -> Vec<Told> {
    let tree = &scene.trees[sentence];
    if !is_work(scene, &tree.lemma(verb)) {
        return Vec::new();
    }
    let with = tree.prepositional_kids(verb, "with");
    let texts = |&o: &usize| {
        let lemma = tree.lemma(o);
        let words = scene.lexicon.words();
        words.is("agreement-noun", &lemma) || words.is("meeting-noun", &lemma)
    };
    if tree.patients(verb).iter().any(texts) {
        return Vec::new();
    }
    pairs(&actors(scene, sentence, tree.agents(verb)), &actors(scene, sentence, with), EdgeType::Cooperate)
}

fn is_work(scene: &Scene<'_>, lemma: &str) -> bool {
    scene.lexicon.words().is("joint-work", lemma)
}

/// ***Rwandan-backed** rebels*, *a **Qatari-brokered** truce*, *a **World Bank-financed** dam in Lesotho*.
fn hyphened(scene: &Scene<'_>, (sentence, token): (usize, usize)) -> Vec<Told> {
    let tree = &scene.trees[sentence];
    if token < 2 || !matches!(tree.token(token - 1).form.as_str(), "-" | "–") {
        return Vec::new();
    }
    let lemma = tree.lemma(token);
    let is = |class: &str| scene.lexicon.words().is(class, &lemma);
    let etype = match () {
        () if is("hyphen-support") => EdgeType::Support,
        () if is("hyphen-aid") => EdgeType::Aid,
        () if is("hyphen-part") => EdgeType::ParticipatedIn,
        () => return Vec::new(),
    };
    let Some(spot) = scene.spot_over(sentence, token - 2) else { return Vec::new() };
    let owners = scene.actors(spot);
    let below = tree.head(token).filter(|&h| h > token && tree.is_noun(h));
    let Some(noun) =
        below.or_else(|| (token + 1 < tree.len() && tree.is_noun(token + 1)).then_some(token + 1))
    else {
        return Vec::new();
    };
    let wanted = match etype {
        EdgeType::ParticipatedIn => vec![Is::Kind(Kind::Event)],
        _ => vec![Is::Kind(Kind::Actor)],
    };
    let targets: Vec<usize> = ends::ends_of(scene, sentence, noun, &wanted, etype == EdgeType::Aid)
        .into_iter()
        .map(|e| e.thing)
        .collect();
    let targets: Vec<usize> = targets.into_iter().filter(|t| !owners.contains(t)).collect();
    pairs(&owners, &targets, etype)
}

fn pairs(from: &[usize], to: &[usize], etype: EdgeType) -> Vec<Told> {
    from.iter().flat_map(|&f| to.iter().map(move |&t| (etype, f, t))).collect()
}

/// States, bodies and persons of some heads and what is coordinated with them.
fn actors(scene: &Scene<'_>, sentence: usize, heads: Vec<usize>) -> Vec<usize> {
    let tree: &Tree<'_> = &scene.trees[sentence];
    let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
    let all = heads.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Kind(Kind::Actor)], false));
    let mut found: Vec<usize> = Vec::new();
    for end in all {
        if !found.contains(&end.thing) && scene.things[end.thing].ntype != NodeType::Place {
            found.push(end.thing);
        }
    }
    found
}
