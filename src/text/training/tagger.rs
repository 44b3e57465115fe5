//! How is the tagger trained?

use super::corpus::Tree;
use super::learner::{Shuffle, SparseLearner, pack_mean, pack_rows, section};
use crate::text::perceptron::best;
use crate::text::tag::{self, Usual};
use crate::text::tag_features::context;
use crate::text::tag_words::{self, Word, key};
use std::collections::BTreeMap;

/// Words seen less often are not in the lexicon: one occurrence besides the one at hand gains a tenth of a point.
const KNOWN: usize = 1;
/// From this often on, a word with one tag is looked up.
const SURE: usize = 30;

/// Passes over the sentences.
const PASSES: usize = 8;
/// By how much the right tags must win for nothing to be learned.
const MARGIN: i32 = 10;
/// Updates a feature must have had part in.
const GATE: u8 = 3;
/// Smallest average weight kept.
const LEAST: f64 = 0.8;
/// Learners, each with an order of its own, whose weights are averaged: a tenth of a point and a smaller file.
const LEARNERS: u64 = 4;
/// Parts for jackknifing.
const FOLDS: usize = 4;

/// Trains on `trees` and packs a model file.
pub fn train(trees: &[&Tree]) -> Vec<u8> {
    pack(trees, LEARNERS)
}

fn pack(trees: &[&Tree], learners: u64) -> Vec<u8> {
    let classes = classes(trees);
    let counts = counts(trees, &classes);
    let lexicon = lexicon(&counts);
    let mut file = Vec::new();
    let names: Vec<String> = classes.keys().map(|(u, x)| format!("{u} {x}")).collect();
    section(&mut file, b"TAGS", names.join("\n").as_bytes());
    section(&mut file, b"LEMM", exceptions(trees).as_bytes());
    let (slots, rows) = pack_rows(&lexicon);
    section(&mut file, b"LEXT", &slots);
    section(&mut file, b"LEXR", &rows);
    let examples = examples(trees, &classes, &counts);
    let learned: Vec<SparseLearner> = std::thread::scope(|scope| {
        let (examples, classes) = (&examples, classes.len());
        let learn = |seed| scope.spawn(move || learn(examples, classes, seed));
        let running: Vec<_> = (0..learners).map(|number| learn(7 + 100 * number)).collect();
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let (slots, rows) = pack_mean(&learned, LEAST);
    section(&mut file, b"WTST", &slots);
    section(&mut file, b"WTSR", &rows);
    file
}

type Classes = BTreeMap<(String, String), usize>;

/// All pairs of tags, numbered in order; pairs seen once or twice are slips.
fn classes(trees: &[&Tree]) -> Classes {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for tree in trees {
        for (upos, xpos) in tree.upos.iter().zip(&tree.xpos) {
            *counts.entry((upos.clone(), xpos.clone())).or_default() += 1;
        }
    }
    let kept = counts.into_iter().filter(|(_, count)| *count > 2).map(|(tags, _)| tags);
    kept.zip(0..).take(250).collect()
}

/// How often each word has each tag.
type Counts = BTreeMap<u64, BTreeMap<usize, usize>>;

fn counts(trees: &[&Tree], classes: &Classes) -> Counts {
    let mut counts = Counts::new();
    for tree in trees {
        for at in 0..tree.len() {
            if let Some(class) = class(tree, at, classes) {
                *counts.entry(key(&tree.forms[at])).or_default().entry(class).or_default() += 1;
            }
        }
    }
    counts
}

fn class(tree: &Tree, at: usize, classes: &Classes) -> Option<usize> {
    classes.get(&(tree.upos[at].clone(), tree.xpos[at].clone())).copied()
}

/// Usual tags of frequent words: class and share per mille.
fn lexicon(counts: &Counts) -> BTreeMap<u64, Vec<(u8, i16)>> {
    counts.iter().filter_map(|(&key, tags)| Some((key, row(tags, None)?))).collect()
}

/// The usual tags of one word; `without` leaves one occurrence out, so that no word in training gives its own answer
/// away.
fn row(tags: &BTreeMap<usize, usize>, without: Option<usize>) -> Option<Vec<(u8, i16)>> {
    let sum: usize = tags.values().sum();
    let left = sum - usize::from(without.is_some());
    if left < KNOWN {
        return None;
    }
    let count = |class: usize, count: usize| count - usize::from(without == Some(class));
    let shares = tags.iter().map(|(&class, &n)| (class as u8, (count(class, n) * 1000 / left) as i16));
    let mut row: Vec<(u8, i16)> = shares.filter(|&(_, share)| share >= 20).take(255).collect();
    if let [(_, share)] = row.as_mut_slice()
        && sum >= SURE
        && *share >= 995
    {
        *share = -*share;
    }
    Some(row)
}

/// How often a form and part of speech has each base form, and whether the rules give it.
type Bases<'t> = BTreeMap<(String, &'t str), BTreeMap<(&'t str, bool), usize>>;

/// Lines of form, part of speech and base form, where the rules give another.
fn exceptions(trees: &[&Tree]) -> String {
    let mut counts: Bases<'_> = BTreeMap::new();
    for tree in trees {
        for at in 0..tree.len() {
            let (form, lemma, upos) = (&tree.forms[at], tree.lemmas[at].as_str(), tree.upos[at].as_str());
            if matches!(upos, "PROPN" | "PUNCT" | "SYM" | "X" | "NUM") || form.contains(' ') || lemma == "_" {
                continue;
            }
            let lower = form.to_lowercase().replace(['’', '‘', '`'], "'");
            let same = crate::text::lemma::lemma(form, &lower, upos, &tree.xpos[at]) == lemma;
            *counts.entry((lower, upos)).or_default().entry((lemma, same)).or_default() += 1;
        }
    }
    let mut lines = String::new();
    for ((form, upos), lemmas) in &counts {
        let sum: usize = lemmas.values().sum();
        let usual = lemmas.iter().max_by_key(|(_, count)| **count);
        if let Some((&(lemma, false), &count)) = usual
            && count * 3 >= sum * 2
            && (*upos == "PRON" || !lemma.eq_ignore_ascii_case(form))
        {
            lines.push_str(&format!("{form}\t{upos}\t{lemma}\n"));
        }
    }
    lines
}

/// A sentence as the features read it, and the right class of each word.
struct Example {
    words: Vec<Word>,
    right: Vec<Option<usize>>,
}

fn examples(trees: &[&Tree], classes: &Classes, counts: &Counts) -> Vec<Example> {
    let example = |tree: &&Tree| {
        let forms: Vec<&str> = tree.forms.iter().map(String::as_str).collect();
        let right: Vec<Option<usize>> = (0..tree.len()).map(|at| class(tree, at, classes)).collect();
        let words = tag_words::words(&forms, |at, hash| {
            let own = right[at].filter(|_| hash == key(forms[at]));
            let row = counts.get(&hash).and_then(|tags| row(tags, own));
            row.map_or(Usual::default(), |row| tag::usual_of(row.into_iter()))
        });
        Example { words, right }
    };
    trees.iter().map(example).collect()
}

fn learn(examples: &[Example], classes: usize, seed: u64) -> SparseLearner {
    let mut learner = SparseLearner::new(GATE);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::new(seed);
    for _ in 0..PASSES {
        shuffle.shuffle(&mut order);
        for &number in &order {
            learn_sentence(&examples[number], classes, &mut learner);
        }
    }
    learner
}

fn learn_sentence(example: &Example, classes: usize, learner: &mut SparseLearner) {
    let mut features = Vec::new();
    let mut tags = Vec::with_capacity(example.words.len());
    for (at, word) in example.words.iter().enumerate() {
        if let Some(only) = word.usual.only {
            tags.push(only);
            continue;
        }
        let mut scores = vec![0; classes];
        context(&example.words, &tags, at, &mut features);
        learner.score(&features, &mut scores);
        tags.push(best(&scores));
        learner.tick();
        let Some(right) = example.right[at] else { continue };
        scores[right] -= MARGIN;
        let rival = best(&scores);
        if rival != right {
            learner.update(&features, right, rival);
        }
    }
}

/// Tags every sentence with a model that has not seen it: what the parser will meet in new texts. One learner is enough:
/// the parser need not trust tags more than they deserve.
pub fn jackknife(trees: &mut [Tree]) {
    let mut tags = vec![Vec::new(); trees.len()];
    for fold in 0..FOLDS {
        // Blocks of sentences, so that a document falls into one fold as a rule.
        let within = |number: usize| number * FOLDS / trees.len().max(1) == fold;
        let seen: Vec<&Tree> = (0..trees.len()).filter(|&n| !within(n)).map(|n| &trees[n]).collect();
        let tagger = tag::Tagger::new(Vec::leak(pack(&seen, 1)));
        for number in (0..trees.len()).filter(|&n| within(n)) {
            tags[number] = predict(&tagger, &trees[number]);
        }
    }
    for (tree, tags) in trees.iter_mut().zip(tags) {
        (tree.upos, tree.xpos) = tags.into_iter().unzip();
    }
}

/// A sentence's tags by a model.
pub fn predict(tagger: &tag::Tagger, tree: &Tree) -> Vec<(String, String)> {
    let forms: Vec<&str> = tree.forms.iter().map(String::as_str).collect();
    let tags = tagger.tag(&forms).into_iter().map(|tag| tagger.tags[tag]);
    tags.map(|(upos, xpos)| (upos.to_owned(), xpos.to_owned())).collect()
}
