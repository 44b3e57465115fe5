//! How do the words of a sentence hang together?
//!
//! A beam of arc-eager parses gives the heads, a classifier over the finished tree the labels.

use super::beam::Beam;
use super::fold;
use super::label;
use super::moves::{self, Mover, NONE, Word};
use super::perceptron::{Dense, Sparse, names, section, text};
use crate::model::Sentence;
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../data/models/parser.bin");
static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::new(FILE));

/// Parses kept side by side: with 8 a fifth of a point more at half the speed.
pub const WIDTH: usize = 4;

/// Sets `head` and `deprel` of every token; the tags must be set.
pub fn parse(sentence: &mut Sentence) {
    PARSER.sentence(sentence, WIDTH);
}

/// What the parser reads of a word.
pub fn word(form: &str, upos: &str, xpos: &str) -> Word {
    let upos = moves::upos(upos);
    Word { form: text(&form.to_lowercase()), tag: text(xpos) ^ upos, upos }
}

/// What the parser reads of a date: all are one word to it.
pub fn date() -> Word {
    word("9 july", "PROPN", "DATE")
}

/// A parser: its labels and its weights.
#[derive(Debug)]
pub struct Parser {
    labels: Vec<&'static str>,
    moves: Dense,
    mover: Mover,
    arcs: Sparse,
}

impl Parser {
    /// From a model file.
    pub fn new(file: &'static [u8]) -> Self {
        let labels = names(section(file, b"DEPS"));
        let quick = Sparse::new(section(file, b"QUIT"), section(file, b"QUIR"));
        Self {
            mover: Mover { labels: quick, classes: labels.len() },
            labels,
            moves: Dense::new(section(file, b"MOVE")),
            arcs: Sparse::new(section(file, b"ARCT"), section(file, b"ARCR")),
        }
    }

    /// Sets head and label of every token.
    pub fn sentence(&self, sentence: &mut Sentence, width: usize) {
        let units = fold::units(sentence);
        let tokens = &mut sentence.tokens;
        let face = |unit: &fold::Unit| match &tokens[unit.face] {
            _ if unit.kind == fold::Kind::Date => date(),
            token if unit.proper => word(&token.form, "PROPN", "NNP"),
            token => word(&token.form, token.upos, token.xpos),
        };
        let words: Vec<Word> = units.iter().map(face).collect();
        let (heads, labels) = self.parse(&words, width);
        for ((unit, head), label) in units.iter().zip(heads).zip(labels) {
            fold::unfold(tokens, unit);
            tokens[unit.head].head = head.map(|h| units[h].head);
            tokens[unit.head].deprel = label;
        }
    }

    /// Heads and labels.
    pub fn parse(&self, words: &[Word], width: usize) -> (Vec<Option<usize>>, Vec<&'static str>) {
        let heads = self.heads(words, width);
        let mut tree = label::Tree::new(&heads);
        label::label(words, &mut tree, &self.arcs, self.labels.len());
        let names =
            tree.labels.iter().zip(&heads).map(|(&label, &head)| match self.labels.get(usize::from(label)) {
                _ if head == NONE => "root",
                Some(&"root") | None => "dep",
                Some(name) => name,
            });
        let names = names.collect();
        (heads.iter().map(|&h| (h != NONE).then_some(usize::from(h))).collect(), names)
    }

    fn heads(&self, words: &[Word], width: usize) -> Vec<u16> {
        let mut beam = Beam::default();
        beam.start(words.len());
        for _ in 0..2 * words.len() {
            beam.step(words, &self.moves, &self.mover, width);
        }
        let Some(best) = beam.items.first() else { return Vec::new() };
        one_root(best.state.nodes[..words.len()].iter().map(|node| node.head).collect())
    }
}

/// The first word that hangs on the stop is the root; others that do hang on it.
fn one_root(mut heads: Vec<u16>) -> Vec<u16> {
    let stop = heads.len() as u16;
    let root = heads.iter().position(|&head| head >= stop);
    for (at, head) in heads.iter_mut().enumerate() {
        if *head >= stop {
            *head = if Some(at) == root { NONE } else { root.map_or(NONE, |r| r as u16) };
        }
    }
    heads
}
