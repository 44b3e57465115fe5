//! How are the weights found?
//!
//! By the averaged structured perceptron: guess each sentence, and where the guess is wrong move the weights of its
//! features towards the right labels. Whole numbers and a fixed order of shuffling make the same bytes every time.

use crate::corpus::Example;
use chancery::lexicon::Lexicon;
use chancery::text::entity_features::{Feature, Features};
use chancery::text::entity_model::{self, LABELS, Model, Weights};
use std::collections::BTreeMap;

/// Passes over the sentences.
const EPOCHS: usize = 8;
/// Models trained in different orders and averaged: what only one order brought about fades.
const RUNS: usize = 2;
/// The right label must win by so much, or the guess counts as wrong.
const MARGIN: i32 = 50;
/// A feature must be seen so often.
const CUTOFF: u32 = 2;
/// Averages are multiplied by this before they become whole numbers.
const SCALE: i64 = 64;
/// Weights nearer to zero than this are dropped.
const PRUNE: i64 = 13;

/// One sentence as rows of the weight table.
struct Lesson {
    /// Rows of each token.
    rows: Vec<Vec<u32>>,
    gold: Vec<usize>,
}

type Row = [i32; LABELS];

/// Weights now, and their sum over all steps so far less what later steps have in common.
struct Table {
    now: Vec<Row>,
    late: Vec<[i64; LABELS]>,
}

impl Table {
    fn new(rows: usize) -> Self {
        Self { now: vec![[0; LABELS]; rows], late: vec![[0; LABELS]; rows] }
    }

    fn add(&mut self, row: usize, label: usize, by: i32, step: i64) {
        self.now[row][label] += by;
        self.late[row][label] += i64::from(by) * step;
    }

    /// Adds the average over all steps, scaled.
    fn add_average(&self, steps: i64, sums: &mut [[i64; LABELS]]) {
        for ((now, late), sum) in self.now.iter().zip(&self.late).zip(sums) {
            for label in 0..LABELS {
                sum[label] += (i64::from(now[label]) * steps - late[label]) * SCALE / steps;
            }
        }
    }
}

/// The bytes of a model of these examples.
pub fn learn(lexicon: &Lexicon, examples: &[Example]) -> Vec<u8> {
    let (features, mut lessons) = lessons(lexicon, examples);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut sums = vec![[0i64; LABELS]; features.len()];
    let mut pairs = vec![[0i64; LABELS]; LABELS];
    for _ in 0..RUNS {
        let (table, pair_table, steps) = run(&mut lessons, features.len(), &mut random);
        table.add_average(steps, &mut sums);
        pair_table.add_average(steps, &mut pairs);
    }
    let divide = |row: &[i64; LABELS], prune: i64| -> Weights {
        row.map(|sum| sum / RUNS as i64)
            .map(|w| if w.abs() < prune { 0 } else { w.clamp(-32_000, 32_000) as i16 })
    };
    let pairs: Vec<Weights> = pairs.iter().map(|row| divide(row, 1)).collect();
    let rows = features.iter().zip(&sums).map(|(feature, row)| (*feature, divide(row, PRUNE)));
    let rows: Vec<(Feature, Weights)> = rows.filter(|(_, weights)| weights.iter().any(|w| *w != 0)).collect();
    eprintln!("{} of {} features kept", rows.len(), features.len());
    Model::write(&pairs, &rows)
}

/// One training: the weights of features and of pairs, and the number of steps.
fn run(lessons: &mut [Lesson], rows: usize, random: &mut u64) -> (Table, Table, i64) {
    let mut table = Table::new(rows);
    let mut pairs = Table::new(LABELS);
    let mut step = 0;
    for _ in 0..EPOCHS {
        shuffle(lessons, random);
        for lesson in lessons.iter() {
            step += 1;
            study(lesson, &mut table, &mut pairs, step);
        }
    }
    (table, pairs, step + 1)
}

/// Guesses a sentence and corrects the weights; whether the guess was wrong.
fn study(lesson: &Lesson, table: &mut Table, pairs: &mut Table, step: i64) -> bool {
    let mut each: Vec<Row> = lesson.rows.iter().map(|rows| scores(rows, table)).collect();
    for (scores, gold) in each.iter_mut().zip(&lesson.gold) {
        scores[*gold] -= MARGIN;
    }
    let guess = entity_model::best(&each, &pairs.now);
    if guess == lesson.gold {
        return false;
    }
    for (at, (right, wrong)) in lesson.gold.iter().zip(&guess).enumerate() {
        if right != wrong {
            for row in &lesson.rows[at] {
                table.add(*row as usize, *right, 1, step);
                table.add(*row as usize, *wrong, -1, step);
            }
        }
        if at > 0 {
            pairs.add(lesson.gold[at - 1], *right, 1, step);
            pairs.add(guess[at - 1], *wrong, -1, step);
        }
    }
    true
}

fn scores(rows: &[u32], table: &Table) -> Row {
    let mut scores = [0; LABELS];
    for row in rows {
        for (score, weight) in scores.iter_mut().zip(&table.now[*row as usize]) {
            *score += weight;
        }
    }
    scores
}

/// The features seen often enough, sorted, and the sentences in rows of them.
fn lessons(lexicon: &Lexicon, examples: &[Example]) -> (Vec<Feature>, Vec<Lesson>) {
    let mut counts: BTreeMap<Feature, u32> = BTreeMap::new();
    each_token(lexicon, examples, |_, list| list.iter().for_each(|f| *counts.entry(*f).or_default() += 1));
    let features: Vec<Feature> = counts.into_iter().filter(|(_, n)| *n >= CUTOFF).map(|(f, _)| f).collect();
    let gold = |e: &Example| entity_model::labels(&e.sentence.names, e.sentence.tokens.len());
    let mut lessons: Vec<Lesson> =
        examples.iter().map(|e| Lesson { rows: Vec::new(), gold: gold(e) }).collect();
    each_token(lexicon, examples, |at, list| {
        let known = list.iter().filter_map(|f| features.binary_search(f).ok());
        lessons[at].rows.push(known.map(|row| row as u32).collect());
    });
    (features, lessons)
}

fn each_token(lexicon: &Lexicon, examples: &[Example], mut take: impl FnMut(usize, &[Feature])) {
    let (mut features, mut list) = (Features::default(), Vec::new());
    for (at, example) in examples.iter().enumerate() {
        let tokens = &example.sentence.tokens;
        features.read(lexicon, tokens, &lexicon.gazetteer().find(tokens));
        for token in 0..tokens.len() {
            features.of(token, &mut list);
            take(at, &list);
        }
    }
}

/// Fisher and Yates, with a xorshift generator of fixed seed.
fn shuffle(lessons: &mut [Lesson], random: &mut u64) {
    for at in (1..lessons.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        lessons.swap(at, (*random % (at as u64 + 1)) as usize);
    }
}
