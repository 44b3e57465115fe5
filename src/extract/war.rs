//! Whom does a text send to war without saying *takes part in the war*?

use super::Fact;
use super::infer::COST;
use super::scene::Scene;
use crate::model::{EdgeType, Kind, NodeType};

/// Whoever moves troops to the ground of a war on stage, or sends them to help one of those who fight it, takes part in it.
pub fn joined(scene: &Scene<'_>, fact: &Fact) -> Option<Fact> {
    let (war, confidence) = match fact.etype {
        EdgeType::Mobilize => (ground_of(scene, fact)?, fact.confidence),
        EdgeType::Aid | EdgeType::Support if sends_fighters(scene, fact) => {
            (helped_in(scene, fact).or_else(|| fought_by(scene, fact))?, fact.confidence)
        }
        _ => return None,
    };
    Some(Fact {
        etype: EdgeType::ParticipatedIn,
        target: war,
        rule: format!("{} → war", fact.rule),
        confidence: confidence - COST,
        ..fact.clone()
    })
}

fn is_war(scene: &Scene<'_>, thing: usize) -> bool {
    scene.things[thing].ntype == NodeType::Conflict && scene.things[thing].on_stage()
}

/// The war whose ground troops are moved to.
fn ground_of(scene: &Scene<'_>, fact: &Fact) -> Option<usize> {
    (0..scene.things.len()).find(|&t| is_war(scene, t) && scene.things[t].places.contains(&fact.target))
}

/// *deploys **soldiers** to assist*, *troops **fight** on its side*: money and arms make nobody a party to a war.
fn sends_fighters(scene: &Scene<'_>, fact: &Fact) -> bool {
    let tree = &scene.trees[fact.sentence];
    let fighters = |i: usize| scene.lexicon.words().is("fighters", &tree.lemma(i));
    let above = tree.head(fact.token);
    let of_verb =
        |v: usize| tree.kids(v).iter().any(|&k| matches!(tree.rel(k), "obj" | "nsubj") && fighters(k));
    scene.things[fact.source].kind == Kind::Actor
        && (above.is_some_and(fighters) || [Some(fact.token), above].into_iter().flatten().any(of_verb))
}

/// *assist Russia **in its war***: the conflict that the helping verb's phrase names.
fn helped_in(scene: &Scene<'_>, fact: &Fact) -> Option<usize> {
    let tree = &scene.trees[fact.sentence];
    let phrase = |&k: &usize| matches!(tree.preposition(k).as_deref(), Some("in" | "during"));
    let spots =
        tree.kids(fact.token).iter().filter(|k| phrase(k)).filter_map(|&k| scene.spot_at(fact.sentence, k));
    spots.filter_map(|s| scene.spots[s].things.first().copied()).find(|&t| is_war(scene, t))
}

/// *soldiers fight on Moscow's side*: in the only war on stage that it fights.
fn fought_by(scene: &Scene<'_>, fact: &Fact) -> Option<usize> {
    let tree = &scene.trees[fact.sentence];
    if !matches!(tree.lemma(fact.token).as_str(), "fight" | "battle") {
        return None;
    }
    let mut wars = (0..scene.things.len())
        .filter(|&t| is_war(scene, t) && scene.things[t].parties.contains(&fact.target));
    wars.next().filter(|_| wars.next().is_none())
}
