//! How is the parser trained?

use super::corpus::Tree;
use super::learner::{DenseLearner, Shuffle, SparseLearner, pack_dense, section};
use crate::text::beam::{self, Beam, Weigh};
use crate::text::fold;
use crate::text::label;
use crate::text::moves::{self, Features, Mover, NONE, State, Word};
use crate::text::parse::{date, word};
use crate::text::perceptron::{DENSE, Sparse, best};
use std::collections::BTreeMap;

impl Weigh for DenseLearner {
    #[inline]
    fn weigh(&self, features: &[u64], scores: &mut [i32; DENSE]) {
        for &feature in features {
            self.add(feature, scores);
        }
    }
}

/// Passes over the sentences for the moves.
const PASSES: usize = 9;
/// Parses side by side in training: with 8 against 4, a third of a point more.
const WIDTH: usize = 8;
/// The orders in which learners see the sentences; the weights of the moves are their mean.
const SEEDS: [u64; 4] = [11, 23, 37, 53];
/// Updates a feature must have had part in: a third of the features at no loss.
const GATE: u8 = 4;
/// Smallest average weight kept, for moves, labels and provisional labels: a tenth of the size at no loss.
const LEAST: [f64; 3] = [2.25, 1.0, 2.0];

/// Trains on `trees`, whose tags are as a tagger would give them, and packs a model file.
pub fn train(trees: &[Tree]) -> Vec<u8> {
    let mut file = Vec::new();
    let names = labels(trees);
    section(&mut file, b"DEPS", names.keys().cloned().collect::<Vec<_>>().join("\n").as_bytes());
    let mut trees = trees.to_vec();
    let small: Vec<Tree> = trees.iter().filter_map(folded).collect();
    trees.extend(small);
    let trees = trees.as_slice();
    let examples: Vec<Example> = trees.iter().map(example).collect();
    let (slots, rows) = learn_arcs(&examples, &names).pack(LEAST[2]);
    section(&mut file, b"QUIT", &slots);
    section(&mut file, b"QUIR", &rows);
    let mover = Mover { labels: Sparse::new(slots.leak(), rows.leak()), classes: names.len() };
    let moves = learn_moves(&examples, &mover);
    section(&mut file, b"MOVE", &pack_dense(&moves, LEAST[0]));
    let (slots, rows) = learn_labels(&examples, &names).pack(LEAST[1]);
    section(&mut file, b"ARCT", &slots);
    section(&mut file, b"ARCR", &rows);
    file
}

fn labels(trees: &[Tree]) -> BTreeMap<String, usize> {
    let names: BTreeMap<String, usize> =
        trees.iter().flat_map(|t| &t.deprels).map(|d| (d.clone(), 0)).collect();
    names.into_keys().zip(0..).collect()
}

struct Example {
    words: Vec<Word>,
    moves: Vec<usize>,
    heads: Vec<u16>,
    labels: Vec<String>,
}

fn example(tree: &Tree) -> Example {
    let tree = &dated(tree);
    let read = |i: usize| match tree.xpos[i].as_str() {
        "DATE" => date(),
        xpos => word(&tree.forms[i], &tree.upos[i], xpos),
    };
    let words = (0..tree.len()).map(read).collect();
    let stop = tree.len() as u16;
    let heads: Vec<u16> = tree.heads.iter().map(|h| h.map_or(stop, |h| h as u16)).collect();
    let moves = moves::oracle(&lifted(heads.clone()));
    let heads = heads.into_iter().map(|h| if h == stop { NONE } else { h }).collect();
    Example { words, moves, heads, labels: tree.deprels.clone() }
}

/// The tree with each date of several words as one.
fn dated(tree: &Tree) -> Tree {
    let forms: Vec<&str> = tree.forms.iter().map(String::as_str).collect();
    let mut groups: Vec<usize> = (0..tree.len()).collect();
    let dates = fold::dates(&forms);
    for &(start, end, _) in &dates {
        groups[start..end].fill(start);
    }
    let mut small = merged(tree, &groups);
    for &(start, ..) in &dates {
        if let Some(at) = (0..tree.len()).filter(|&i| groups[i] == i).position(|i| i == start) {
            small.xpos[at] = "DATE".to_owned();
        }
    }
    small
}

/// The tree with each group of neighbouring words as one word; a group's arc is that of its first word whose head lies
/// outside. `groups` gives each word its group's first word.
fn merged(tree: &Tree, groups: &[usize]) -> Tree {
    let starts: Vec<usize> = (0..tree.len()).filter(|&i| groups[i] == i).collect();
    let place = |word: usize| starts.binary_search(&groups[word]).unwrap_or(0);
    let mut small = Tree::default();
    for &start in &starts {
        let members = (start..tree.len()).take_while(|&i| groups[i] == start);
        let outside = |i: &usize| tree.heads[*i].is_none_or(|head| groups[head] != start);
        let top = members.clone().find(outside).unwrap_or(start);
        let face = members.last().unwrap_or(start);
        let joined = face > start;
        small.forms.push(tree.forms[face].clone());
        small.lemmas.push(tree.lemmas[face].clone());
        small.upos.push(if joined { "PROPN".to_owned() } else { tree.upos[face].clone() });
        small.xpos.push(if joined { "NNP".to_owned() } else { tree.xpos[face].clone() });
        small.heads.push(tree.heads[top].map(place));
        small.deprels.push(tree.deprels[top].clone());
    }
    small
}

/// Arcs that cross others are lifted to the head's head until none cross.
fn lifted(mut heads: Vec<u16>) -> Vec<u16> {
    let stop = heads.len() as u16;
    while let Some(word) = shortest_crossing(&heads, stop) {
        let head = heads[usize::from(word)];
        heads[usize::from(word)] = heads.get(usize::from(head)).copied().unwrap_or(stop);
    }
    heads
}

fn shortest_crossing(heads: &[u16], stop: u16) -> Option<u16> {
    let under = |mut word: u16, head: u16| {
        for _ in 0..heads.len() {
            if word == head {
                return true;
            }
            if word == stop {
                return false;
            }
            word = heads[usize::from(word)];
        }
        head == stop
    };
    let crossing = (0..stop).filter(|&word| {
        let head = heads[usize::from(word)];
        head != stop && (word.min(head) + 1..word.max(head)).any(|between| !under(between, head))
    });
    crossing.min_by_key(|&word| (heads[usize::from(word)].abs_diff(word), word))
}

fn learn_moves(examples: &[Example], mover: &Mover) -> Vec<DenseLearner> {
    std::thread::scope(|scope| {
        let learn = |seed| scope.spawn(move || learn_in_order(examples, mover, seed));
        let running: Vec<_> = SEEDS.into_iter().map(learn).collect();
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

fn learn_in_order(examples: &[Example], mover: &Mover, seed: u64) -> DenseLearner {
    let mut learner = DenseLearner::new(GATE);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::new(seed);
    let mut beam = Beam::default();
    for epoch in 0..PASSES {
        let start = std::time::Instant::now();
        shuffle.shuffle(&mut order);
        let mut wrong = 0;
        for &number in &order {
            wrong += usize::from(learn_sentence(&examples[number], mover, &mut learner, &mut beam, WIDTH));
        }
        eprintln!("moves, pass {}: {wrong} of {} wrong, {:.0?}", epoch + 1, order.len(), start.elapsed());
    }
    learner
}

/// Parses a sentence and, where the beam's best went furthest ahead of the right moves, learns the difference.
fn learn_sentence(
    example: &Example,
    mover: &Mover,
    learner: &mut DenseLearner,
    beam: &mut Beam,
    width: usize,
) -> bool {
    let Example { words, moves, .. } = example;
    learner.tick();
    beam.start(words.len());
    let mut right = State::default();
    right.start(words.len());
    let mut features = Features::default();
    let mut right_score = 0;
    let mut agrees = vec![true];
    let mut worst: Option<(i32, usize, Vec<usize>)> = None;
    for (step, &action) in moves.iter().enumerate() {
        beam.step(words, learner, mover, width);
        right_score += beam::score(&right, right.possible(), words, learner, &mut features)[action];
        mover.advance(words, &mut right, action);
        for at in agrees.len()..beam.history.len() {
            let (before, taken) = beam.history[at];
            let was = agrees[before as usize];
            agrees.push(was && usize::from(taken) == action);
        }
        let Some(best) = beam.items.first() else { break };
        let ahead = best.score - right_score;
        if !agrees[best.last as usize] && worst.as_ref().is_none_or(|w| ahead >= w.0) && ahead >= 0 {
            worst = Some((ahead, step, beam.moves(best)));
        }
    }
    let Some((_, step, wrong)) = worst else { return false };
    let shared = wrong.iter().zip(moves).take_while(|(a, b)| a == b).count();
    replay(words, &moves[..=step], shared, mover, learner, 1);
    replay(words, &wrong, shared, mover, learner, -1);
    true
}

fn replay(
    words: &[Word],
    moves: &[usize],
    shared: usize,
    mover: &Mover,
    learner: &mut DenseLearner,
    by: i16,
) {
    let mut state = State::default();
    state.start(words.len());
    let mut features = Features::default();
    for (step, &action) in moves.iter().enumerate() {
        if step >= shared && state.possible().iter().filter(|p| **p).count() > 1 {
            moves::features(words, &state, &mut features);
            learner.update(features.as_slice(), action, by);
        }
        mover.advance(words, &mut state, action);
    }
}

/// Learns the provisional labels: what an arc is when it is made, from what is known by then.
fn learn_arcs(examples: &[Example], names: &BTreeMap<String, usize>) -> SparseLearner {
    let mut learner = SparseLearner::new(3);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::new(17);
    let mut state = State::default();
    for _ in 0..3 {
        shuffle.shuffle(&mut order);
        for &number in &order {
            let example = &examples[number];
            state.start(example.words.len());
            for &action in &example.moves {
                let Some(word) = state.make(action) else { continue };
                let (features, count) = moves::arc(&example.words, &state, word);
                let mut scores = vec![0; names.len()];
                learner.score(&features[..count], &mut scores);
                let chosen = best(&scores);
                state.nodes[usize::from(word)].label = chosen as u8;
                learner.tick();
                let right = names.get(&example.labels[usize::from(word)]);
                if let Some(&right) = right.filter(|&&right| right != chosen) {
                    learner.update(&features[..count], right, chosen);
                }
            }
        }
    }
    learner
}

fn learn_labels(examples: &[Example], names: &BTreeMap<String, usize>) -> SparseLearner {
    let mut learner = SparseLearner::new(3);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::new(13);
    let mut features = Vec::new();
    for _ in 0..6 {
        shuffle.shuffle(&mut order);
        for &number in &order {
            let example = &examples[number];
            let mut tree = label::Tree::new(&example.heads);
            for at in tree.order() {
                label::context(&example.words, &tree, at, &mut features);
                let mut scores = vec![0; names.len()];
                learner.score(&features, &mut scores);
                let chosen = best(&scores);
                tree.labels[usize::from(at)] = chosen as u8;
                learner.tick();
                let right = names.get(&example.labels[usize::from(at)]);
                if let Some(&right) = right.filter(|&&right| right != chosen) {
                    learner.update(&features, right, chosen);
                }
            }
        }
    }
    learner
}

/// A copy of the tree with each name of several words as one word, as [`crate::text::parse`] shows them to the parser;
/// `None` where there is no such name.
fn folded(tree: &Tree) -> Option<Tree> {
    let within = |at: usize| {
        let head = tree.heads[at]?;
        let name = matches!(tree.deprels[at].as_str(), "flat" | "compound");
        (name && tree.upos[at] == "PROPN" && tree.upos[head] == "PROPN").then_some(head)
    };
    let top = |mut at: usize| {
        while let Some(head) = within(at) {
            at = head;
        }
        at
    };
    let tops: Vec<usize> = (0..tree.len()).map(top).collect();
    let mut groups: Vec<usize> = (0..tree.len()).collect();
    for at in 1..tree.len() {
        if tops[at] == tops[at - 1] {
            groups[at] = groups[at - 1];
        }
    }
    let whole = (0..tree.len()).all(|at| groups[at] == groups[tops[at]]);
    let some = groups.iter().enumerate().any(|(at, &group)| at != group);
    (some && whole).then(|| merged(tree, &groups))
}
