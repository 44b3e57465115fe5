//! What features does the tagger weigh for a word in its sentence?

use super::perceptron::{finish, mix};
use super::tag::Usual;
use super::tag_words::{CAPITAL, Word};

/// What stands before the first word and after the last.
const OUTSIDE: Word = Word {
    form: 11,
    lower: 11,
    prefixes: [0; 4],
    suffixes: [11; 5],
    shape: 11,
    marks: 11,
    usual: Usual { class: 11, only: None, top: 11111 },
    related: 0,
    small: 11,
    big: 11,
};

/// Features under way, numbered in order.
struct Features<'o> {
    out: &'o mut Vec<u64>,
    number: u64,
}

impl Features<'_> {
    #[inline(always)]
    fn add<const N: usize>(&mut self, values: [u64; N]) {
        self.number += 1;
        self.out.push(finish(values.iter().fold(self.number << 8, |hash, &v| mix(hash, v))));
    }
}

/// A word and its neighbours to both sides, and the tags given before it.
struct Around<'w> {
    /// Two to the left, the word, three to the right.
    words: [&'w Word; 6],
    tags: [u64; 3],
    first: u64,
}

/// The features of the word at `at`, given the tags of the words before it.
pub fn context(words: &[Word], tags: &[usize], at: usize, out: &mut Vec<u64>) {
    let word = |by: isize| at.checked_add_signed(by).and_then(|i| words.get(i)).unwrap_or(&OUTSIDE);
    let tag = |by: usize| at.checked_sub(by).map_or(255, |i| tags[i] as u64);
    let around =
        Around { words: [-2, -1, 0, 1, 2, 3].map(word), tags: [1, 2, 3].map(tag), first: u64::from(at == 0) };
    out.clear();
    let mut f = Features { out, number: 0 };
    itself(&mut f, &around);
    neighbours(&mut f, &around);
    endings(&mut f, &around);
    usually(&mut f, &around);
    phrases(&mut f, &around);
    capitals(&mut f, words, at);
    cases(&mut f, &around);
}

fn itself(f: &mut Features<'_>, around: &Around<'_>) {
    let w = around.words[2];
    f.add([w.lower]);
    f.add([w.form, around.first]);
    for prefix in w.prefixes {
        f.add([prefix]);
    }
    for suffix in w.suffixes {
        f.add([suffix]);
    }
    f.add([w.shape]);
    f.add([w.marks, around.first]);
    f.add([w.usual.class]);
}

fn neighbours(f: &mut Features<'_>, around: &Around<'_>) {
    let ([l2, l1, w, r1, r2, _], [t1, t2, _]) = (around.words, around.tags);
    f.add([l1.lower]);
    f.add([l2.lower]);
    f.add([r1.lower]);
    f.add([r2.lower]);
    f.add([t1]);
    f.add([t2]);
    f.add([t1, t2]);
    f.add([t1, w.lower]);
    f.add([t1, t2, w.lower]);
    f.add([l1.lower, w.lower]);
    f.add([w.lower, r1.lower]);
    f.add([l1.lower, r1.lower]);
    f.add([l1.lower, t2]);
    f.add([r1.usual.class]);
    f.add([r2.usual.class]);
    f.add([w.usual.class, r1.usual.class]);
    f.add([t1, w.usual.class]);
    f.add([t1, r1.usual.class]);
    f.add([t1, w.usual.class, r1.usual.class]);
    f.add([t1, t2, w.usual.class]);
    f.add([t1, w.usual.class, r1.usual.class, r2.usual.class]);
}

fn endings(f: &mut Features<'_>, around: &Around<'_>) {
    let ([_, l1, w, r1, ..], t1) = (around.words, around.tags[0]);
    f.add([r1.suffixes[2]]);
    f.add([r1.suffixes[1], w.suffixes[2]]);
    f.add([l1.suffixes[2]]);
    f.add([t1, w.suffixes[2], w.marks]);
    f.add([t1, r1.suffixes[2], w.suffixes[2]]);
    f.add([w.marks, r1.marks, l1.marks]);
    f.add([w.marks, t1, r1.marks]);
    f.add([w.lower, r1.usual.class]);
    f.add([w.lower, r1.marks]);
    f.add([w.related]);
    f.add([w.related, t1]);
    f.add([w.related, w.suffixes[1], w.marks]);
    f.add([r1.related, t1]);
}

/// What the words from here on are most often, without regard to what else they may be.
fn usually(f: &mut Features<'_>, around: &Around<'_>) {
    let ([_, _, w, r1, r2, r3], [t1, t2, _]) = (around.words, around.tags);
    let (u, u1, u2, u3) = (w.usual.top, r1.usual.top, r2.usual.top, r3.usual.top);
    f.add([u, u1, t1]);
    f.add([u1, u2, w.lower]);
    f.add([t1, u, u1, u2]);
    f.add([t1, t2, u, u1]);
    f.add([u1, u2, u3]);
    f.add([u3, w.usual.class]);
}

fn phrases(f: &mut Features<'_>, around: &Around<'_>) {
    let ([l2, l1, w, r1, r2, _], [t1, t2, t3]) = (around.words, around.tags);
    f.add([l1.lower, w.lower, r1.lower]);
    f.add([w.lower, r2.lower]);
    f.add([t1, w.lower, r1.usual.class]);
    f.add([w.lower, r1.usual.class, r2.usual.class]);
    f.add([l2.lower, l1.lower]);
    f.add([t1, t2, t3]);
    f.add([l2.lower, w.lower]);
}

/// Words with capitals in a row: a name or a title, which their first and last and what stands around them tell.
fn capitals(f: &mut Features<'_>, words: &[Word], at: usize) {
    const FAR: usize = 6;
    let capital = |w: &&Word| w.marks >> 4 & 15 == CAPITAL;
    let w = &words[at];
    if !capital(&w) {
        return;
    }
    let beyond = words[at + 1..].iter().take(FAR).take_while(capital).count();
    let before = words[..at].iter().rev().take(FAR).take_while(capital).count();
    let (start, end) = (at - before, at + beyond);
    let (left, right) = (before.min(3) as u64, beyond.min(3) as u64);
    f.add([left, right, w.small]);
    f.add([words[end].lower, right]);
    f.add([words[end].small, words[end].suffixes[2], w.small]);
    f.add([words[start].lower, left]);
    f.add([words[start].small, w.small, w.suffixes[2]]);
    let outer = [start.checked_sub(1), Some(end + 1)];
    let [front, back] = outer.map(|at| at.and_then(|i| words.get(i)).map_or(12, |w| w.lower));
    f.add([front, left, w.small]);
    f.add([back, right, w.small]);
    f.add([front, back, (end - start) as u64]);
}

/// What the word is with a capital, where it has none.
fn cases(f: &mut Features<'_>, around: &Around<'_>) {
    let [_, l1, w, r1, ..] = around.words;
    f.add([w.big, w.marks]);
    f.add([w.big, w.usual.class]);
    f.add([w.big, around.tags[0]]);
    f.add([w.big, w.suffixes[1]]);
    f.add([w.big, l1.big, r1.big]);
}
