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
    links.extend(bracketed(scene));
    links.extend(lying_in(scene));
    links
}

/// *Britain, France and Germany (the E3)*: the group stands in brackets after its members.
fn bracketed(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested) {
        let [group] = spot.things[..] else { continue };
        let tree = &scene.trees[spot.sentence];
        let mut open = spot.start;
        if open > 0 && tree.token(open - 1).form.eq_ignore_ascii_case("the") {
            open -= 1;
        }
        let is_group = matches!(scene.things[group].ntype, NodeType::Group | NodeType::Igo);
        if !is_group || open < 2 || tree.token(open - 1).form != "(" {
            continue;
        }
        let Some(last) = scene.spot_over(spot.sentence, open - 2) else { continue };
        let listed = tree.with_conjuncts(tree.first_conjunct(scene.spots[last].head));
        let members: Vec<usize> = listed
            .into_iter()
            .filter_map(|h| scene.spot_at(spot.sentence, h))
            .flat_map(|s| scene.spots[s].things.clone())
            .filter(|&t| scene.things[t].ntype == NodeType::State)
            .collect();
        if members.len() > 1 {
            let link = |source: usize| Link {
                etype: EdgeType::MemberOf,
                source,
                target: group,
                sentence: spot.sentence,
                token: spot.head,
                date: None,
                rule: "phrase.group",
                confidence: 0.8,
            };
            links.extend(members.into_iter().map(link));
        }
    }
    links
}

/// A city, base or region lies in the one state that the gazetteer knows for it, where the sentence or the text before
/// speaks of that state.
fn lying_in(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for place in 0..scene.things.len() {
        let Some(state) = ends::state_of_place(scene, place) else { continue };
        let is_capital = scene.things[state]
            .entry
            .as_deref()
            .and_then(|k| scene.lexicon.entry_by_key(k))
            .is_some_and(|e| e.capitals.contains(&scene.things[place].name));
        if is_capital {
            continue;
        }
        let spots = || scene.spots.iter().filter(|s| s.things.contains(&place));
        let beside = |s: &&super::scene::Spot| {
            scene.spots.iter().any(|o| o.sentence == s.sentence && o.things.contains(&state))
        };
        let Some(spot) = spots().find(beside) else { continue };
        links.push(Link {
            etype: EdgeType::LocatedIn,
            source: place,
            target: state,
            sentence: spot.sentence,
            token: spot.head,
            date: None,
            rule: "gazetteer.place",
            confidence: 0.7,
        });
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
