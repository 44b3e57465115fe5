//! Who belongs to which body?
//!
//! *EU member states such as Romania*, *the other IP4 states Australia and New Zealand*, *Kenya, a member of the African
//! Union*: lists and appositions around a noun for members; verbs (*joined*, *was admitted to*) are rules.

use super::describe::Link;
use super::ends;
use super::scene::Scene;
use super::syntax::Tree;
use crate::lexicon::Is;
use crate::model::{EdgeType, Kind, NodeType};

/// All memberships that noun phrases tell.
pub fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            if scene.lexicon.words().is("body-member", &tree.lemma(token)) {
                members(scene, sentence, token, &mut links);
            }
        }
    }
    links
}

fn members(scene: &Scene<'_>, sentence: usize, token: usize, links: &mut Vec<Link>) {
    let tree = &scene.trees[sentence];
    let Some(body) = body_of(scene, sentence, token) else { return };
    for head in listed(tree, token).into_iter().flat_map(|h| tree.with_conjuncts(h)) {
        let actors = [Is::Type(NodeType::State), Is::Type(NodeType::Organization), Is::Type(NodeType::Igo)];
        for end in ends::ends_of(scene, sentence, head, &actors, false) {
            if end.thing != body {
                links.push(Link {
                    etype: EdgeType::MemberOf,
                    source: end.thing,
                    target: body,
                    sentence,
                    token,
                    date: None,
                    rule: "phrase.member",
                    confidence: 0.8,
                });
            }
        }
    }
}

/// The body: *EU member*, *NATO's members*, *members of the Union*.
fn body_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let is_body = |t: usize| {
        scene.things[t].kind == Kind::Actor
            && matches!(scene.things[t].ntype, NodeType::Igo | NodeType::Group)
    };
    let says_member =
        tree.lemma(token) == "member" || tree.kids(token).iter().any(|&k| tree.lemma(k) == "member");
    let bound = |&k: &usize| match tree.full_rel(k) {
        "compound" | "amod" | "nmod:poss" => true,
        _ => says_member && tree.preposition(k).as_deref() == Some("of"),
    };
    let nested =
        tree.kids(token).iter().flat_map(|&k| std::iter::once(k).chain(tree.kids(k).iter().copied()));
    let kids: Vec<usize> = nested.filter(bound).collect();
    kids.into_iter()
        .filter_map(|k| scene.spot_at(sentence, k))
        .flat_map(|s| scene.spots[s].things.clone())
        .find(|&t| is_body(t))
}

/// The members around the noun: its appositions and examples, what it is an apposition to, whose predicate it is.
fn listed(tree: &Tree<'_>, token: usize) -> Vec<usize> {
    let mut found: Vec<usize> = tree
        .kids(token)
        .iter()
        .copied()
        .filter(|&k| {
            matches!(tree.rel(k), "appos" | "flat")
                || tree.preposition(k).is_some_and(|p| matches!(p.as_str(), "such as" | "like" | "including"))
        })
        .collect();
    if tree.rel(token) == "appos" {
        found.extend(tree.head(token));
    }
    if tree.kids_by(token, "cop").next().is_some() {
        found.extend(tree.kids_by(token, "nsubj"));
    }
    found
}
