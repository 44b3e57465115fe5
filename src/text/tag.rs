//! What part of speech is each word?
//!
//! An averaged perceptron reads a sentence from left to right and gives each word its universal and its Penn tag at once.
//! It sees the word, its ends and shape, its neighbours, the tags already given, and of words to the right the tags they
//! usually have. Frequent words with one tag only are looked up.

use super::lemma::Exceptions;
use super::perceptron::{Sparse, best, mix, names, section};
use super::tag_features::context;
use super::tag_words::words;
use crate::model::Sentence;
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../data/models/tagger.bin");
static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new(FILE));

/// Sets `upos`, `xpos` and `lemma` of every token.
pub fn tag(sentence: &mut Sentence) {
    TAGGER.sentence(sentence);
}

/// A tagger: its tags, what words usually are, and its weights.
#[derive(Debug)]
pub struct Tagger {
    /// Universal and Penn tag of each class.
    pub tags: Vec<(&'static str, &'static str)>,
    /// Usual tags of frequent words.
    pub lexicon: Sparse,
    /// Base forms that no rule gives.
    pub exceptions: Exceptions,
    weights: Sparse,
}

impl Tagger {
    /// From a model file.
    pub fn new(file: &'static [u8]) -> Self {
        let tags = names(section(file, b"TAGS"));
        Self {
            tags: tags.iter().map(|t| t.split_once(' ').unwrap_or((t, ""))).collect(),
            lexicon: Sparse::new(section(file, b"LEXT"), section(file, b"LEXR")),
            exceptions: Exceptions::new(&names(section(file, b"LEMM"))),
            weights: Sparse::new(section(file, b"WTST"), section(file, b"WTSR")),
        }
    }

    /// Sets tags and base form of every token.
    pub fn sentence(&self, sentence: &mut Sentence) {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
        let tags = self.tag(&forms);
        for (token, tag) in sentence.tokens.iter_mut().zip(tags) {
            (token.upos, token.xpos) = self.tags.get(tag).copied().unwrap_or(("X", ""));
            token.lemma = self.exceptions.lemma(&token.form, token.upos, token.xpos);
        }
    }

    /// The class of each word.
    pub fn tag(&self, forms: &[&str]) -> Vec<usize> {
        let words = words(forms, |_, hash| usual(&self.lexicon, hash));
        let mut tags = Vec::with_capacity(words.len());
        let mut features = Vec::with_capacity(96);
        let mut scores = vec![0; self.tags.len()];
        for (at, word) in words.iter().enumerate() {
            let class = word.usual.only.unwrap_or_else(|| {
                context(&words, &tags, at, &mut features);
                scores.fill(0);
                for &feature in &features {
                    self.weights.add(feature, &mut scores);
                }
                best(&scores)
            });
            tags.push(class);
        }
        tags
    }
}

/// What a frequent word usually is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usual {
    /// A hash of the tags it may have.
    pub class: u64,
    /// Its tag, if it has one only.
    pub only: Option<usize>,
    /// The tag it has most often, counted from one.
    pub top: u64,
}

/// Looks a word up.
pub fn usual(lexicon: &Sparse, hash: u64) -> Usual {
    let Some(row) = lexicon.find(hash) else { return Usual::default() };
    usual_of(row.chunks_exact(3).map(|entry| (entry[0], i16::from_le_bytes([entry[1], entry[2]]))))
}

/// Of tags and their shares per mille; a negative one says that no other tag need be thought of.
pub fn usual_of(row: impl Iterator<Item = (u8, i16)>) -> Usual {
    let mut usual = Usual { class: 1, ..Usual::default() };
    let mut most = 0;
    for (class, share) in row {
        if share < 0 {
            usual.only = Some(usize::from(class));
        }
        let share = share.unsigned_abs();
        if share > most {
            (most, usual.top) = (share, u64::from(class) + 1);
        }
        usual.class = mix(usual.class, u64::from(class) << 2 | u64::from(share > 500));
    }
    usual
}
