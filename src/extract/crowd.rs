//! Which people of a state act apart from it?
//!
//! *Chadian soldiers* act for Chad; *Chadian rebels* and *Chadian miners* may act against it. Where both ends of a rule would be
//! the same state, or the other end is left unsaid, such people stand for themselves.

use super::ends::{self, End};
use super::latent;
use super::scene::Scene;
use crate::lexicon::Is;
use crate::model::{Kind, Mention, NodeType, Reading, Span};

/// Longest phrase, in tokens, that names a crowd by the place it follows: *rebels in the Ivory Coast*.
const LONGEST: usize = 6;
/// How far up from the state's name the crowd's noun may be.
const CLIMB: usize = 3;

/// A group of people and the state they are of.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    /// The people.
    pub people: usize,
    /// Their state.
    pub state: usize,
}

/// Notes the crowds of a text. They stay off stage unless a rule finds them at its ends.
pub fn gather(scene: &mut Scene<'_>) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            if let Some(state) = state_of(scene, sentence, token) {
                let (start, end) = phrase(scene, sentence, token);
                let people = latent::people_named(scene, sentence, start, end);
                let tree = &scene.trees[sentence];
                let span = Span::new(tree.token(start).span.start, tree.token(end - 1).span.end);
                let mention = Mention { span, reading: Reading::Description };
                if !scene.things[people].mentions.contains(&mention) {
                    scene.things[people].mentions.push(mention);
                }
                scene.crowds.insert((sentence, token), Crowd { people, state });
            }
        }
    }
}

/// The state whose people a word speaks of: *Chadian rebels*, *rebels in Chad*, *Chadians*.
fn state_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(token);
    let crowd = tree.token(token).upos == "NOUN"
        && words.is("people", &lemma)
        && !words.is("servant", &lemma)
        && !words.is("force-noun", &lemma)
        && scene.spot_over(sentence, token).is_none();
    let demonym = || {
        tree.token(token).xpos == "NNPS"
            && scene.spot_at(sentence, token).is_some_and(|s| scene.spots[s].reading == Reading::Demonym)
    };
    if !crowd && !demonym() {
        return None;
    }
    let found = ends::ends_of(scene, sentence, token, &[Is::Kind(Kind::Actor)], false);
    let [one] = found[..] else { return None };
    (scene.things[one.thing].ntype == NodeType::State).then_some(one.thing)
}

/// The words that name the crowd.
fn phrase(scene: &Scene<'_>, sentence: usize, token: usize) -> (usize, usize) {
    let tree = &scene.trees[sentence];
    let start = latent::first_of_phrase(tree, token);
    let behind = tree.kids_by(token, "nmod").filter(|&k| k > token && k < token + LONGEST);
    let place = behind.filter_map(|k| scene.spot_at(sentence, k)).map(|s| scene.spots[s].end).next();
    (start, place.filter(|_| start == token).unwrap_or(token + 1))
}

/// The people that an end speaks of, where they are not the state itself.
pub fn apart(scene: &Scene<'_>, sentence: usize, end: &End) -> Option<End> {
    let tree = &scene.trees[sentence];
    let up = std::iter::successors(Some(end.token), |&t| tree.head(t)).take(CLIMB);
    let crowd = up.into_iter().find_map(|t| scene.crowds.get(&(sentence, t)))?;
    (crowd.state == end.thing).then_some(End { thing: crowd.people, ..*end })
}

/// Tells people from their state where a rule has the state at both ends; whether it is so for the source or the target.
pub fn part(scene: &Scene<'_>, sentence: usize, sources: &mut [End], targets: &mut [End]) {
    for source in sources.iter_mut() {
        for target in targets.iter_mut() {
            if target.thing != source.thing || target.token == source.token {
                continue;
            }
            if let Some(people) = apart(scene, sentence, source) {
                *source = people;
            } else if let Some(people) = apart(scene, sentence, target) {
                *target = people;
            }
        }
    }
}

/// *Chadian miners went on strike*: what people do and no other is named for is done to their state.
pub fn against_own(scene: &Scene<'_>, sentence: usize, sources: &mut Vec<End>) -> Vec<End> {
    let (people, states): (Vec<End>, Vec<End>) =
        sources.iter().filter_map(|s| apart(scene, sentence, s).map(|p| (p, *s))).unzip();
    if !people.is_empty() {
        *sources = people;
    }
    states
}
