//! Which states does a body's description list as its members?
//!
//! *EFTA, **a club of Iceland, Norway and Switzerland***, *Mercosur counts **Brazil and Uruguay among its members***.

use super::{Link, body_at, link};
use crate::extract::scene::Scene;
use crate::model::{EdgeType, NodeType};

/// The rule's name in evidence.
const RULE: &str = "phrase.club";

/// All of them.
pub(super) fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.is_noun(t)) {
            let lemma = tree.lemma(token);
            if scene.lexicon.words().is("club-noun", &lemma) {
                links.extend(described(scene, sentence, token));
            }
            if lemma == "member" && token > 1 && tree.lemma(token - 2) == "among" {
                links.extend(counted(scene, sentence, token));
            }
        }
    }
    links
}

/// States that a row of heads names, if it names nothing else and at least two.
fn states(scene: &Scene<'_>, sentence: usize, heads: &[usize]) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let row: Vec<usize> = heads.iter().flat_map(|&h| tree.with_conjuncts(h)).collect();
    let named = |&h: &usize| scene.spot_at(sentence, h).map(|s| scene.spots[s].things.clone());
    let found: Vec<usize> = row.iter().filter_map(named).flatten().collect();
    let all = found.iter().all(|&t| scene.things[t].ntype == NodeType::State);
    if all && found.len() > 1 && found.len() >= row.len() { found } else { Vec::new() }
}

/// *EFTA, a **club of** …*; *The Alliance is a **grouping of** …*.
fn described(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let whole = match tree.rel(token) {
        "appos" => tree.head(token).into_iter().collect(),
        _ if tree.kids_by(token, "cop").next().is_some() => tree.kids_by(token, "nsubj").collect(),
        _ => Vec::new(),
    };
    let body = whole.into_iter().find_map(|w: usize| body_at(scene, sentence, w));
    let Some(body) = body else { return Vec::new() };
    let members = states(scene, sentence, &tree.prepositional_kids(token, "of"));
    let tell = |m: usize| link(EdgeType::MemberOf, m, body, sentence, token, RULE);
    members.into_iter().filter(|&m| m != body).map(tell).collect()
}

/// *The bloc counts Peru and Chile **among its members***; *Among its **members** are Peru and Chile*.
fn counted(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let body = scene.spot_over(sentence, token - 1).and_then(|s| match scene.spots[s].things[..] {
        [one] if matches!(scene.things[one].ntype, NodeType::Igo | NodeType::Group) => Some(one),
        _ => None,
    });
    let verb = tree.ancestors(token).into_iter().find(|&i| tree.is_verb(i)).or_else(|| tree.head(token));
    let Some((body, verb)) = body.zip(verb) else { return Vec::new() };
    let heads: Vec<usize> = tree.kids_by(verb, "obj").chain(tree.kids_by(verb, "nsubj")).collect();
    let members = heads.into_iter().map(|h| states(scene, sentence, &[h])).find(|m| !m.is_empty());
    let tell = |m: usize| link(EdgeType::MemberOf, m, body, sentence, token, RULE);
    members.unwrap_or_default().into_iter().filter(|&m| m != body).map(tell).collect()
}
