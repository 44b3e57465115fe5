//! Where is an event of whose place only the beginning of its sentence tells?

use super::describe::Link;
use super::scene::{Scene, Spot};
use crate::model::{EdgeType, Kind, NodeType};

/// ***In Togo**, the president's impeachment divided the parties*: events that are subjects of such a sentence happened there.
pub fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for sentence in 0..scene.trees.len() {
        let Some(place) = opening(scene, sentence) else { continue };
        let subject = |s: &&Spot| {
            let tree = &scene.trees[sentence];
            let first = tree.first_conjunct(s.head);
            tree.rel(first) == "nsubj" && !s.nested
        };
        for spot in scene.spots_in(sentence).filter(subject) {
            let [event] = spot.things[..] else { continue };
            if is_placeless(scene, event) {
                links.push(Link {
                    etype: EdgeType::LocatedIn,
                    source: event,
                    target: place,
                    sentence,
                    token: spot.head,
                    date: None,
                    rule: "opening.place",
                    confidence: 0.7,
                });
            }
        }
    }
    links
}

/// The place or state that a sentence opens with: *In Togo, …*.
fn opening(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    if tree.len() < 4 || tree.token(0).form != "In" {
        return None;
    }
    let first = if tree.token(1).form == "the" { 2 } else { 1 };
    let spot = &scene.spots[scene.spot_over(sentence, first).filter(|&s| scene.spots[s].start == first)?];
    let [place] = spot.things[..] else { return None };
    let fits = scene.things[place].kind == Kind::Place || scene.things[place].ntype == NodeType::State;
    (fits && tree.token(spot.end.min(tree.len() - 1)).form == ",").then_some(place)
}

/// Whether an event may be said to be where its sentence is: not a war or speech of which people talk elsewhere.
fn is_placeless(scene: &Scene<'_>, event: usize) -> bool {
    let thing = &scene.things[event];
    thing.kind == Kind::Event
        && thing.places.is_empty()
        && matches!(thing.ntype, NodeType::Election | NodeType::Other | NodeType::Meeting)
        && !scene.lexicon.words().is("aimed-event", &thing.noun)
        && !(thing.ntype == NodeType::Election
            && thing.parties.iter().any(|&p| scene.things[p].ntype == NodeType::State))
}
