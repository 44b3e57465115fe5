//! What is each word to its head?
//!
//! Labels are given when the tree is finished, from the root downwards, so that each choice sees the head's own label,
//! the labels of the sisters before it, and everything that hangs around.

use super::moves::{NONE, Word};
use super::perceptron::{Sparse, best, finish, mix};

/// A finished tree, ready to be looked at from any word.
#[derive(Debug, Default)]
pub struct Tree {
    heads: Vec<u16>,
    children: Vec<Vec<u16>>,
    /// Labels given so far; 255 for none.
    pub labels: Vec<u8>,
}

impl Tree {
    /// From heads; the root's is [`NONE`].
    pub fn new(heads: &[u16]) -> Self {
        let mut children = vec![Vec::new(); heads.len()];
        for (at, &head) in heads.iter().enumerate() {
            if let Some(list) = children.get_mut(usize::from(head)) {
                list.push(at as u16);
            }
        }
        Self { heads: heads.to_vec(), children, labels: vec![255; heads.len()] }
    }

    /// All words, heads before their dependents, sisters in order.
    pub fn order(&self) -> Vec<u16> {
        let mut order: Vec<u16> = (0..self.heads.len() as u16)
            .filter(|&at| usize::from(self.heads[usize::from(at)]) >= self.heads.len())
            .collect();
        let mut at = 0;
        while at < order.len() {
            order.extend(&self.children[usize::from(order[at])]);
            at += 1;
        }
        order
    }
}

/// Gives every word its label.
pub fn label(words: &[Word], tree: &mut Tree, weights: &Sparse, classes: usize) {
    let mut scores = vec![0; classes];
    let mut features = Vec::with_capacity(80);
    for at in tree.order() {
        context(words, tree, at, &mut features);
        scores.fill(0);
        for &feature in &features {
            weights.add(feature, &mut scores);
        }
        tree.labels[usize::from(at)] = best(&scores) as u8;
    }
}

const ABSENT: Word = Word { form: 3, tag: 3, upos: 3 };

/// The features of a word's arc.
pub fn context(words: &[Word], tree: &Tree, at: u16, out: &mut Vec<u64>) {
    let word = |at: u16| words.get(usize::from(at)).copied().unwrap_or(ABSENT);
    let label = |at: u16| tree.labels.get(usize::from(at)).map_or(254, |&l| u64::from(l));
    let head_of = |at: u16| tree.heads.get(usize::from(at)).copied().unwrap_or(NONE);
    let children = |at: u16| tree.children.get(usize::from(at)).map_or(&[][..], Vec::as_slice);
    let head = head_of(at);
    let (d, h, g) = (word(at), word(head), word(head_of(head)));
    let side = u64::from(at > head);
    let distance = u64::from(at.abs_diff(head).min(6)) << 1 | side;
    let sisters = children(head);
    let place = sisters.iter().position(|&s| s == at).unwrap_or(0);
    let before = place.checked_sub(1).map_or(NONE, |i| sisters[i]);
    let beyond = sisters.get(place + 1).copied().unwrap_or(NONE);
    let own = children(at);
    let first = own.first().copied().unwrap_or(NONE);
    let second = own.get(1).copied().unwrap_or(NONE);
    let last = own.last().copied().unwrap_or(NONE);
    let nearest = sisters.iter().rev().copied().find(|&s| s < head).unwrap_or(NONE);
    let given = sisters[..place].iter().fold(0u64, |set, &s| set | 1 << (label(s) & 63));
    let kinds = own.iter().fold(0u64, |set, &c| set | 1 << (word(c).upos & 63));
    out.clear();
    let mut number = 0u64;
    let mut add = |values: &[u64]| {
        number += 1;
        out.push(finish(values.iter().fold(number << 7 | side, |hash, &v| mix(hash, v))));
    };
    add(&[d.tag]);
    add(&[d.form]);
    add(&[h.tag]);
    add(&[h.form]);
    add(&[d.tag, h.tag]);
    add(&[d.tag, h.tag, distance]);
    add(&[d.form, h.tag]);
    add(&[d.tag, h.form]);
    add(&[d.form, h.form]);
    add(&[d.form, d.tag, distance]);
    add(&[d.upos, h.upos, distance]);
    add(&[g.tag, h.tag, d.tag]);
    add(&[g.upos, h.upos, d.form]);
    add(&[label(head), h.tag, d.tag]);
    add(&[label(head), d.form]);
    add(&[label(head), d.upos, h.upos]);
    for near in [before, beyond, first, second, last] {
        let n = word(near);
        add(&[n.form, d.upos, h.upos]);
        add(&[n.tag, d.tag, h.tag]);
        add(&[n.form, d.form]);
    }
    add(&[word(first).form, h.form]);
    add(&[word(first).form, h.tag, d.tag]);
    add(&[word(first).form, h.form, d.tag]);
    add(&[d.tag, word(beyond).tag, h.form]);
    add(&[d.tag, word(before).tag, h.form]);
    add(&[d.form, h.tag, g.tag, word(beyond).tag]);
    add(&[word(first).tag, word(second).tag, d.tag, h.upos]);
    add(&[word(first).form, word(second).form, d.upos, h.upos]);
    add(&[word(last).tag, word(first).tag, d.tag, h.upos]);
    add(&[label(before), d.tag, h.tag]);
    add(&[label(before), word(before).upos, d.upos, word(beyond).upos]);
    add(&[given, d.upos, h.upos]);
    add(&[given, d.tag]);
    add(&[kinds, d.tag, h.upos]);
    add(&[kinds, d.upos, h.form]);
    add(&[word(nearest).form, d.tag, h.tag]);
    add(&[word(nearest).form, d.upos, h.tag, u64::from(nearest == at)]);
    add(&[own.len().min(5) as u64, place.min(5) as u64, d.upos, h.upos]);
    add(&[u64::from(sisters.len() == place + 1), word(beyond).upos, d.upos, h.upos]);
    let l1 = word(at.wrapping_sub(1));
    let r1 = word(at.saturating_add(1));
    add(&[l1.tag, d.tag, r1.tag]);
    add(&[l1.form, d.tag, h.upos]);
    add(&[r1.form, d.tag, h.upos]);
    // Sets: their members in any order.
    let mut member =
        |set: u64, values: [u64; 4]| out.push(finish(values.iter().fold(set << 7 | side, |h, &v| mix(h, v))));
    for &child in own.iter().take(4) {
        member(201, [word(child).form, d.tag, h.upos, 0]);
        member(204, [word(child).form, d.upos, label(head), h.tag]);
    }
    for &sister in sisters.iter().take(6) {
        member(202, [word(sister).form, d.upos, h.tag, u64::from(sister < at)]);
        member(203, [word(sister).tag, d.form, h.upos, u64::from(sister < at)]);
    }
}
