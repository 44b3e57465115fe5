//! How are weights learned, averaged and packed?
//!
//! Averaged perceptron over whole numbers: a weight's average is exact, and the same data give the same bytes. Features
//! that took part in few updates are noise and never get a weight.

use crate::text::perceptron::{DENSE, DENSE_SLOT, NO_ROW, SPARSE_SLOT, check, home};
use std::collections::{BTreeMap, BTreeSet};

/// A growing table from hashes to numbers in order of arrival.
#[derive(Debug)]
pub struct Index {
    keys: Vec<u64>,
    values: Vec<u32>,
    len: usize,
}

impl Default for Index {
    fn default() -> Self {
        Self { keys: vec![0; 1 << 16], values: vec![0; 1 << 16], len: 0 }
    }
}

impl Index {
    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> 20) as usize & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The number of a key.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u32> {
        let slot = self.slot(key);
        (self.keys[slot] != 0).then(|| self.values[slot])
    }

    /// The number of a key, new or known.
    pub fn insert(&mut self, key: u64) -> u32 {
        if self.len * 2 > self.keys.len() {
            self.grow();
        }
        let slot = self.slot(key);
        if self.keys[slot] == 0 {
            self.keys[slot] = key;
            self.values[slot] = self.len as u32;
            self.len += 1;
        }
        self.values[slot]
    }

    fn grow(&mut self) {
        let size = self.keys.len() * 2;
        let keys = std::mem::replace(&mut self.keys, vec![0; size]);
        let values = std::mem::replace(&mut self.values, vec![0; size]);
        for (key, value) in keys.into_iter().zip(values).filter(|(key, _)| *key != 0) {
            let slot = self.slot(key);
            self.keys[slot] = key;
            self.values[slot] = value;
        }
    }

    fn in_order(&self) -> Vec<u64> {
        let mut order = vec![0; self.len];
        for (key, value) in self.keys.iter().zip(&self.values).filter(|(key, _)| **key != 0) {
            order[*value as usize] = *key;
        }
        order
    }
}

/// Counts, roughly and in fixed space, how often each feature took part in an update.
#[derive(Debug)]
struct Gate {
    seen: Vec<u8>,
    least: u8,
}

impl Gate {
    fn new(least: u8) -> Self {
        Self { seen: vec![0; 1 << 24], least }
    }

    fn pass(&mut self, key: u64) -> bool {
        let seen = &mut self.seen[(key >> 40) as usize & 0xFF_FFFF];
        *seen = seen.saturating_add(1);
        *seen >= self.least
    }
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    class: u8,
    weight: i32,
    moment: i64,
}

/// Learns weights for many classes.
#[derive(Debug)]
pub struct SparseLearner {
    index: Index,
    rows: Vec<Vec<Entry>>,
    gate: Gate,
    time: i64,
}

impl SparseLearner {
    /// A learner that ignores features in fewer than `least` updates.
    pub fn new(least: u8) -> Self {
        Self { index: Index::default(), rows: Vec::new(), gate: Gate::new(least), time: 1 }
    }

    /// Adds the present weights of some features.
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        for &key in features {
            if let Some(id) = self.index.get(key) {
                for entry in &self.rows[id as usize] {
                    scores[usize::from(entry.class)] += entry.weight;
                }
            }
        }
    }

    /// Another example has been seen.
    pub fn tick(&mut self) {
        self.time += 1;
    }

    /// Moves weight from the class that was chosen to the one that was right.
    pub fn update(&mut self, features: &[u64], right: usize, chosen: usize) {
        for &key in features {
            let id = match self.index.get(key) {
                Some(id) => id,
                None if self.gate.pass(key) => self.index.insert(key),
                None => continue,
            };
            if id as usize == self.rows.len() {
                self.rows.push(Vec::new());
            }
            let row = &mut self.rows[id as usize];
            change(row, right, 1, self.time);
            change(row, chosen, -1, self.time);
        }
    }

    /// Packs the averaged weights of at least `least` (in the perceptron's own units): slots and rows.
    pub fn pack(&self, least: f64) -> (Vec<u8>, Vec<u8>) {
        pack_mean(std::slice::from_ref(self), least)
    }

    fn average(&self, entry: &Entry) -> f64 {
        f64::from(entry.weight) - entry.moment as f64 / self.time as f64
    }
}

/// Packs the mean of what several learners have found.
pub fn pack_mean(learners: &[SparseLearner], least: f64) -> (Vec<u8>, Vec<u8>) {
    let share = learners.len() as f64;
    let mut means: BTreeMap<u64, BTreeMap<u8, f64>> = BTreeMap::new();
    for learner in learners {
        for (key, row) in learner.index.in_order().into_iter().zip(&learner.rows) {
            let means = means.entry(key).or_default();
            for entry in row {
                *means.entry(entry.class).or_default() += learner.average(entry) / share;
            }
        }
    }
    let top = means.values().flat_map(BTreeMap::values).map(|mean| mean.abs()).fold(1.0, f64::max);
    let scale = scale(top);
    let mut packed = BTreeMap::new();
    for (key, row) in means {
        let kept = row.into_iter().filter(|(_, mean)| mean.abs() >= least).take(255);
        let kept: Vec<(u8, i16)> = kept.map(|(class, mean)| (class, (mean * scale) as i16)).collect();
        if !kept.is_empty() {
            packed.insert(key, kept);
        }
    }
    pack_rows(&packed)
}

/// Slots and rows of a table of weights for many classes.
pub fn pack_rows(table: &BTreeMap<u64, Vec<(u8, i16)>>) -> (Vec<u8>, Vec<u8>) {
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for (&key, row) in table {
        places.push((key, rows.len()));
        rows.push(row.len() as u8);
        for (class, weight) in row {
            rows.push(*class);
            rows.extend(weight.to_le_bytes());
        }
    }
    (slots(&places), rows)
}

fn change(row: &mut Vec<Entry>, class: usize, by: i32, time: i64) {
    let class = class as u8;
    match row.iter_mut().find(|e| e.class == class) {
        Some(entry) => {
            entry.weight += by;
            entry.moment += i64::from(by) * time;
        }
        None => row.push(Entry { class, weight: by, moment: i64::from(by) * time }),
    }
}

/// The largest power of two that keeps every weight within sixteen bits.
fn scale(top: f64) -> f64 {
    let mut scale = 1.0;
    while scale < 1024.0 && top * scale * 2.0 < 32767.0 {
        scale *= 2.0;
    }
    scale
}

fn slots(places: &[(u64, usize)]) -> Vec<u8> {
    let count = places.len() * 4 / 3 + 8;
    let mut table = vec![0xFF; count * SPARSE_SLOT];
    for &(key, offset) in places {
        let mut slot = home(key, count);
        while table[slot * SPARSE_SLOT + 2..slot * SPARSE_SLOT + 5] != [0xFF; 3] {
            slot = (slot + 1) % count;
        }
        debug_assert!(offset < NO_ROW);
        let at = slot * SPARSE_SLOT;
        table[at..at + 2].copy_from_slice(&check(key).to_le_bytes());
        table[at + 2..at + 5].copy_from_slice(&(offset as u32).to_le_bytes()[..3]);
    }
    table
}

/// Learns weights for `DENSE` classes.
#[derive(Debug)]
pub struct DenseLearner {
    keys: Vec<u64>,
    weights: Vec<[i16; DENSE]>,
    moments: Vec<[i64; DENSE]>,
    len: usize,
    gate: Gate,
    time: i64,
}

impl DenseLearner {
    /// A learner that ignores features in fewer than `least` updates.
    pub fn new(least: u8) -> Self {
        let size = 1 << 20;
        Self {
            keys: vec![0; size],
            weights: vec![[0; DENSE]; size],
            moments: vec![[0; DENSE]; size],
            len: 0,
            gate: Gate::new(least),
            time: 1,
        }
    }

    #[inline(always)]
    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> 20) as usize & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Adds the present weights of a feature.
    #[inline(always)]
    pub fn add(&self, key: u64, scores: &mut [i32; DENSE]) {
        let slot = self.slot(key);
        if self.keys[slot] == key {
            for (score, weight) in scores.iter_mut().zip(self.weights[slot]) {
                *score += i32::from(weight);
            }
        }
    }

    /// Another example has been seen.
    pub fn tick(&mut self) {
        self.time += 1;
    }

    /// Changes one class's weight of some features.
    pub fn update(&mut self, features: &[u64], class: usize, by: i16) {
        for &key in features {
            let mut slot = self.slot(key);
            if self.keys[slot] == 0 {
                if !self.gate.pass(key) {
                    continue;
                }
                if self.len * 2 > self.keys.len() {
                    self.grow();
                    slot = self.slot(key);
                }
                self.keys[slot] = key;
                self.len += 1;
            }
            self.weights[slot][class] = self.weights[slot][class].saturating_add(by);
            self.moments[slot][class] += i64::from(by) * self.time;
        }
    }

    fn grow(&mut self) {
        let size = self.keys.len() * 2;
        let keys = std::mem::replace(&mut self.keys, vec![0; size]);
        let weights = std::mem::replace(&mut self.weights, vec![[0; DENSE]; size]);
        let moments = std::mem::replace(&mut self.moments, vec![[0; DENSE]; size]);
        for ((key, weight), moment) in keys.into_iter().zip(weights).zip(moments) {
            if key != 0 {
                let slot = self.slot(key);
                self.keys[slot] = key;
                self.weights[slot] = weight;
                self.moments[slot] = moment;
            }
        }
    }

    /// The averaged weights of a feature's slot.
    fn average(&self, slot: usize) -> [f64; DENSE] {
        let (weights, moments) = (&self.weights[slot], &self.moments[slot]);
        std::array::from_fn(|class| f64::from(weights[class]) - moments[class] as f64 / self.time as f64)
    }
}

/// Packs the mean of what several learners have found; a feature none of whose weights reaches `least` is left out.
pub fn pack_dense(learners: &[DenseLearner], least: f64) -> Vec<u8> {
    let share = learners.len() as f64;
    let keys = learners.iter().flat_map(|learner| &learner.keys).copied().filter(|&key| key != 0);
    let keys: BTreeSet<u64> = keys.collect();
    let mut features: Vec<(u64, [f64; DENSE])> = Vec::new();
    for key in keys {
        let mut mean = [0.0; DENSE];
        for learner in learners {
            let slot = learner.slot(key);
            if learner.keys[slot] == key {
                let average = learner.average(slot);
                (0..DENSE).for_each(|class| mean[class] += average[class] / share);
            }
        }
        if mean.iter().any(|weight| weight.abs() >= least) {
            features.push((key, mean));
        }
    }
    dense_table(&features)
}

/// The eight bits that come nearest to a weight of a move.
fn eighth(average: f64) -> i8 {
    let size = (average.abs() * 4.0 + 0.5) as i32;
    let code = if size <= 96 { size } else { (96 + (size - 96 + 6) / 12).min(127) };
    (if average < 0.0 { -code } else { code }) as i8
}

fn dense_table(features: &[(u64, [f64; DENSE])]) -> Vec<u8> {
    let count = features.len() * 4 / 3 + 8;
    let mut table = vec![0; count * DENSE_SLOT];
    for (key, average) in features {
        let weights = average.map(eighth);
        if weights == [0; DENSE] {
            continue;
        }
        let mut slot = home(*key, count);
        while table[slot * DENSE_SLOT + 2..(slot + 1) * DENSE_SLOT].iter().any(|&b| b != 0) {
            slot = (slot + 1) % count;
        }
        let at = slot * DENSE_SLOT;
        table[at..at + 2].copy_from_slice(&check(*key).to_le_bytes());
        for (class, weight) in weights.iter().enumerate() {
            table[at + 2 + class] = weight.to_le_bytes()[0];
        }
    }
    table
}

/// Writes a part of a model file.
pub fn section(file: &mut Vec<u8>, name: &[u8; 4], bytes: &[u8]) {
    file.extend(name);
    file.extend((bytes.len() as u32).to_le_bytes());
    file.extend(bytes);
}

/// Numbers without pattern, the same on every machine: for shuffling.
#[derive(Debug)]
pub struct Shuffle(u64);

impl Shuffle {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Mixes up a list.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            items.swap(at, ((self.0 >> 33) % (at as u64 + 1)) as usize);
        }
    }
}
