//! Where do named bodies and places lie, by the words right after their names: *the camp of Tindouf in Algeria*?

use super::describe::{Link, places_of};
use super::scene::Scene;
use crate::model::{EdgeType, Kind, NodeType, Reading};

/// *the **Enterprise Chamber in Amsterdam***, ***Pahalgam**, in Indian-administered **Kashmir***.
pub fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [thing] = spot.things[..] else { continue };
        let t = &scene.things[thing];
        let body = t.kind == Kind::Actor && t.ntype == NodeType::Organization;
        if t.kind != Kind::Place && !body {
            continue;
        }
        let tree = &scene.trees[spot.sentence];
        let lies = |&k: &usize| {
            let preposition = tree.preposition(k);
            let word = preposition.as_deref();
            let plain = word == Some("in") || t.kind == Kind::Place && matches!(word, Some("on" | "off"));
            tree.rel(k) == "nmod" && k > spot.head && k <= spot.end + 5 && plain
        };
        // A body that is one of two, or of whom something is told, may only have acted there.
        let alone = !body || tree.rel(spot.head) != "conj" && !after_with(scene, spot.sentence, spot.head);
        let grounds: Vec<usize> =
            tree.kids(spot.head).iter().copied().filter(lies).filter(|_| alone).collect();
        for place in grounds.into_iter().flat_map(|k| places_of(scene, spot.sentence, k)) {
            if place != thing {
                links.push(Link {
                    etype: EdgeType::LocatedIn,
                    source: thing,
                    target: place,
                    sentence: spot.sentence,
                    token: spot.head,
                    date: None,
                    rule: "phrase.site",
                    confidence: 0.7,
                });
            }
        }
    }
    links
}

/// *signed with the Bank in Cairo*: what was signed was signed there.
fn after_with(scene: &Scene<'_>, sentence: usize, head: usize) -> bool {
    matches!(
        scene.trees[sentence].preposition(head).as_deref(),
        Some("with" | "by" | "between" | "to" | "from" | "against")
    )
}
