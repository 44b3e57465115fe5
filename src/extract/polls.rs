//! Who stood in the vote that a text spoke of last, where it does not name the vote again?
//!
//! *Bolivia's run-off on 19 October … Paz **took 54 per cent***, *Milo was **beaten by** Santos*, *Chakwera is **running
//! against** Mutharika*: they stood in the election of the same sentence or the one before.

use super::scene::Scene;
use super::setting::participation;
use super::{Fact, ends};
use crate::lexicon::Is;
use crate::model::{Kind, NodeType};

/// How many sentences back the vote may have been spoken of.
const REACH: usize = 2;

/// How far behind its verb *per cent* may stand.
const SHARE: usize = 6;

/// Those who win a share, are beaten or run in the vote spoken of last.
pub fn read(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for verb in (0..tree.len()).filter(|&v| tree.is_verb(v)) {
            let heads = standing(scene, sentence, verb);
            let is_vote = |t: usize| scene.things[t].ntype == NodeType::Election;
            let Some(vote) = scene.last_of(sentence, verb, REACH, is_vote).filter(|_| !heads.is_empty())
            else {
                continue;
            };
            let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
            let actors =
                heads.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Kind(Kind::Actor)], false));
            let stands =
                |t: &usize| matches!(scene.things[*t].ntype, NodeType::Person | NodeType::Organization);
            found.extend(actors.map(|e| e.thing).filter(stands).map(|thing| {
                let mut fact = participation(scene, sentence, verb, thing, vote);
                fact.rule = "stood".into();
                fact
            }));
        }
    }
    found
}

/// Heads of those who stand, by what a verb says of them.
fn standing(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(verb);
    // *took **54 per cent***, however the tree hangs the words of the number.
    let share = |i: usize| matches!(tree.lemma(i).as_str(), "cent" | "percent" | "%" | "vote" | "majority");
    let near = (verb + 1..tree.len().min(verb + SHARE)).any(share);
    if words.is("poll-verb", &lemma) && !tree.is_passive(verb) && near {
        return tree.agents(verb);
    }
    let person =
        |&h: &usize| ends::actors_of(scene, sentence, h).iter().any(|&t| scene.things[t].is_person());
    let both: Vec<usize> = tree.agents(verb).into_iter().chain(tree.patients(verb)).collect();
    if words.is("beat-verb", &lemma) && both.len() > 1 && both.iter().all(person) {
        return both;
    }
    let against = tree.with_preposition(verb, "against");
    if matches!(lemma.as_str(), "run" | "stand" | "compete") && against.iter().any(person) {
        return tree.agents(verb).into_iter().chain(against).collect();
    }
    Vec::new()
}
