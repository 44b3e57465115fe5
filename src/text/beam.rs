//! Which sequence of moves builds the best tree?
//!
//! Several unfinished parses are carried on side by side and the best are kept at each step: a choice that looked right
//! can still lose to another when more words have been read.

use super::moves::{self, Features, Mover, State, Word};
use super::perceptron::{DENSE, Dense};

/// Something that weighs features: the finished model, or one that is still learning.
pub trait Weigh {
    /// Adds the weights of some features.
    fn weigh(&self, features: &[u64], scores: &mut [i32; DENSE]);
}

impl Weigh for Dense {
    #[inline]
    fn weigh(&self, features: &[u64], scores: &mut [i32; DENSE]) {
        for &feature in features {
            self.add(feature, scores);
        }
    }
}

/// One unfinished parse.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its tree so far.
    pub state: State,
    /// Sum of its moves' weights.
    pub score: i32,
    /// Its last step in [`Beam::history`].
    pub last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: i32,
    item: u32,
    action: u8,
}

/// The parses kept side by side; memory is used again from sentence to sentence.
#[derive(Default)]
pub struct Beam {
    /// Best first.
    pub items: Vec<Item>,
    spare: Vec<Item>,
    candidates: Vec<Candidate>,
    /// Steps: the one before, and the move.
    pub history: Vec<(u32, u8)>,
    features: Features,
}

impl Beam {
    /// Begins a sentence.
    pub fn start(&mut self, words: usize) {
        self.spare.append(&mut self.items);
        let mut item = self.spare.pop().unwrap_or_default();
        item.state.start(words);
        item.score = 0;
        item.last = 0;
        self.items.push(item);
        self.history.clear();
        self.history.push((0, 0));
    }

    /// Makes one move in every parse and keeps the best `width`.
    pub fn step(&mut self, words: &[Word], weights: &impl Weigh, mover: &Mover, width: usize) {
        self.candidates.clear();
        for number in 0..self.items.len() {
            self.expand(number, words, weights);
        }
        self.candidates.sort_unstable_by_key(|c| (-i64::from(c.score), c.item, c.action));
        self.candidates.truncate(width);
        let old = std::mem::take(&mut self.items);
        for number in 0..self.candidates.len() {
            let candidate = self.candidates[number];
            let parent = &old[candidate.item as usize];
            let mut item = self.spare.pop().unwrap_or_default();
            item.state.copy_from(&parent.state);
            mover.advance(words, &mut item.state, usize::from(candidate.action));
            item.score = candidate.score;
            item.last = self.history.len() as u32;
            self.history.push((parent.last, candidate.action));
            self.items.push(item);
        }
        self.spare.extend(old);
    }

    fn expand(&mut self, number: usize, words: &[Word], weights: &impl Weigh) {
        let item = &self.items[number];
        let possible = item.state.possible();
        let scores = score(&item.state, possible, words, weights, &mut self.features);
        for (action, _) in possible.iter().enumerate().filter(|(_, p)| **p) {
            let score = item.score + scores[action];
            self.candidates.push(Candidate { score, item: number as u32, action: action as u8 });
        }
    }

    /// The moves that led to an item.
    pub fn moves(&self, item: &Item) -> Vec<usize> {
        let mut moves = Vec::new();
        let mut at = item.last;
        while at != 0 {
            let (before, action) = self.history[at as usize];
            moves.push(usize::from(action));
            at = before;
        }
        moves.reverse();
        moves
    }
}

/// Weights of the moves; where only one is possible there is nothing to weigh.
pub fn score(
    state: &State,
    possible: [bool; 4],
    words: &[Word],
    weights: &impl Weigh,
    features: &mut Features,
) -> [i32; DENSE] {
    let mut scores = [0; DENSE];
    if possible.iter().filter(|p| **p).count() > 1 {
        moves::features(words, state, features);
        weights.weigh(features.as_slice(), &mut scores);
    }
    scores
}
