//! Where do named bodies and places lie, by the words right after their names: *the camp of Tindouf in Algeria*?

use super::describe::{Link, places_of};
use super::scene::{Scene, Spot};
use crate::model::{EdgeType, Kind, NodeType, Reading};

/// *the **Enterprise Chamber in Amsterdam***, ***Pahalgam**, in Indian-administered **Kashmir***.
pub fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [thing] = spot.things[..] else { continue };
        let t = &scene.things[thing];
        let body = t.kind == Kind::Actor && matches!(t.ntype, NodeType::Organization | NodeType::Igo);
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
        let alone = !body
            || each_has_its_own(scene, spot)
            || tree.rel(spot.head) != "conj" && !acts_elsewhere(scene, spot);
        let mut grounds: Vec<usize> =
            tree.kids(spot.head).iter().copied().filter(lies).filter(|_| alone).collect();
        // *took it to the Court of Arbitration **in The Hague***: the tree may hang the city at the verb.
        let beside = spot.end + 1 < tree.len() && tree.token(spot.end).form == "in" && sits(scene, spot);
        let city = scene.spot_over(spot.sentence, (spot.end + 1).min(tree.len() - 1)).filter(|_| beside);
        grounds.extend(city.map(|s| scene.spots[s].head));
        grounds.dedup();
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

/// *EMSA **in Lisbon** and Frontex **in Warsaw***: of a row in which a place follows each, each is where it says.
fn each_has_its_own(scene: &Scene<'_>, spot: &Spot) -> bool {
    let tree = &scene.trees[spot.sentence];
    let row = tree.with_conjuncts(tree.first_conjunct(spot.head));
    let spots: Vec<&Spot> =
        row.into_iter().filter_map(|h| scene.spot_at(spot.sentence, h)).map(|s| &scene.spots[s]).collect();
    let placed = |s: &&Spot| s.end < tree.len() && tree.token(s.end).form == "in";
    spots.len() > 1 && spots.iter().all(placed)
}

/// *signed with the Bank in Cairo* tells where it was signed, *took it to the **Court** in The Hague* where the court sits.
fn acts_elsewhere(scene: &Scene<'_>, spot: &Spot) -> bool {
    !sits(scene, spot) && after_with(scene, spot.sentence, spot.head)
}

/// Whether a name is that of a court or house of learning, which is where it sits.
fn sits(scene: &Scene<'_>, spot: &Spot) -> bool {
    let tree = &scene.trees[spot.sentence];
    (spot.start..spot.end).any(|i| scene.lexicon.words().is("judging-noun", &tree.lemma(i)))
}

fn after_with(scene: &Scene<'_>, sentence: usize, head: usize) -> bool {
    matches!(
        scene.trees[sentence].preposition(head).as_deref(),
        Some("with" | "by" | "between" | "to" | "from" | "against")
    )
}
