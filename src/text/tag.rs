//! What part of speech is each word?
//!
//! An averaged perceptron reads a sentence from left to right and gives each word its universal and its Penn tag at once.
//! It sees the word, its ends and shape, its neighbours, the tags already given, and of words to the right the tags they
//! usually have. Frequent words with one tag only are looked up.

use super::lemma::Exceptions;
use super::perceptron::{Sparse, best, finish, mix, names, section, text};
use super::token::is_apostrophe;
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
}

/// Looks a word up.
pub fn usual(lexicon: &Sparse, hash: u64) -> Usual {
    let Some(row) = lexicon.find(hash) else { return Usual::default() };
    usual_of(row.chunks_exact(3).map(|entry| (entry[0], i16::from_le_bytes([entry[1], entry[2]]))))
}

/// Of tags and their shares per mille; a negative one says that no other tag need be thought of.
pub fn usual_of(row: impl Iterator<Item = (u8, i16)>) -> Usual {
    let mut usual = Usual { class: 1, only: None };
    for (class, share) in row {
        if share < 0 {
            usual.only = Some(usize::from(class));
        }
        usual.class = mix(usual.class, u64::from(class) << 1 | u64::from(share.unsigned_abs() > 500));
    }
    usual
}

/// Hashes of what the features read of one word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// As written, apostrophes made one.
    pub form: u64,
    /// In lower case, digits made one.
    pub lower: u64,
    /// Its first letters, one to four.
    pub prefixes: [u64; 4],
    /// Its last letters, one to five.
    pub suffixes: [u64; 5],
    /// Capitals, small letters, digits, other.
    pub shape: u64,
    /// Begins with a capital, is all capitals, holds a digit, holds a hyphen.
    pub marks: u64,
    /// What it usually is.
    pub usual: Usual,
    /// For a word the lexicon does not hold: what another form of it usually is.
    pub related: u64,
}

/// Reads the words of a sentence for the features.
pub fn words(forms: &[&str], usual: impl Fn(usize, u64) -> Usual) -> Vec<Word> {
    let mut words: Vec<Word> =
        forms.iter().enumerate().map(|(at, form)| word(form, &|key| usual(at, key))).collect();
    let long = |form: &&&str| form.len() > 3 && form.starts_with(char::is_alphabetic);
    let capitals = forms.iter().filter(long).filter(|form| form.starts_with(char::is_uppercase)).count();
    if capitals > 2 && capitals * 10 > forms.iter().filter(long).count() * 7 {
        // A title: capitals say little.
        words.iter_mut().for_each(|word| word.marks |= 1 << 20);
    }
    words
}

/// The key of a word as written, in the tables.
pub fn key(form: &str) -> u64 {
    match form.chars().any(|c| is_apostrophe(c) && c != '\'') {
        true => text(&form.replace(is_apostrophe, "'")),
        false => text(form),
    }
}

fn word(form: &str, usual: &impl Fn(u64) -> Usual) -> Word {
    let form: &str = match form.char_indices().nth(40) {
        Some((cut, _)) => &form[..cut],
        None => form,
    };
    let mut lower = [0u8; 192];
    let mut ends = [0u8; 48];
    let (mut bytes, mut chars, mut marks) = (0, 0, 0u64);
    let mut shape = 0u64;
    let mut last = 0;
    for c in form.chars() {
        let kind = kind(c);
        marks |= 1 << kind;
        if kind != last {
            shape = mix(shape, kind);
            last = kind;
        }
        let c = if is_apostrophe(c) {
            '\''
        } else if kind == DIGIT {
            '0'
        } else {
            c
        };
        let c = if kind == CAPITAL { c.to_lowercase().next().unwrap_or(c) } else { c };
        bytes += c.encode_utf8(&mut lower[bytes..]).len();
        ends[chars] = bytes as u8;
        chars += 1;
    }
    let lower = &lower[..bytes];
    let end = |n: usize| usize::from(ends[n]);
    let mut word = Word {
        form: key(form),
        lower: super::perceptron::bytes(lower),
        shape: finish(shape),
        ..Word::default()
    };
    for n in 0..4.min(chars) {
        word.prefixes[n] = super::perceptron::bytes(&lower[..end(n)]);
    }
    for n in 0..5.min(chars) {
        let from = if n + 1 == chars { 0 } else { end(chars - n - 2) };
        word.suffixes[n] = super::perceptron::bytes(&lower[from..]);
    }
    let first = form.chars().next().map_or(0, kind);
    word.marks = marks << 8 | first << 4 | chars.min(3) as u64;
    word.usual = usual(word.form);
    if word.usual.class == 0 && first == CAPITAL {
        // "Talks" at the head of a sentence or in a title: what the small word is, marked as a guess.
        word.usual = Usual { class: mix(usual(word.lower).class, 7), only: None };
    }
    if usual(word.lower).class == 0 && chars > 3 {
        word.related = related(lower, usual);
    }
    word
}

/// Another form of a word that the lexicon holds: "meddle" for "meddling", "meddling" for "meddle".
fn related(lower: &[u8], usual: &impl Fn(u64) -> Usual) -> u64 {
    const ENDINGS: [(&[u8], [&[u8]; 2]); 13] = [
        (b"ies", [b"y", b"ie"]),
        (b"ied", [b"y", b"ie"]),
        (b"ily", [b"y", b"il"]),
        (b"es", [b"e", b""]),
        (b"s", [b"", b"e"]),
        (b"ed", [b"", b"e"]),
        (b"ing", [b"", b"e"]),
        (b"ly", [b"", b"le"]),
        (b"er", [b"", b"e"]),
        (b"est", [b"", b"e"]),
        (b"ness", [b"", b"e"]),
        (b"y", [b"", b"e"]),
        (b"", [b"s", b"ing"]),
    ];
    let mut buffer = [0u8; 200];
    for (number, (ending, others)) in ENDINGS.iter().enumerate() {
        let Some(stem) = lower.strip_suffix(*ending).filter(|stem| stem.len() > 1) else { continue };
        for other in others {
            let length = stem.len() + other.len();
            buffer[..stem.len()].copy_from_slice(stem);
            buffer[stem.len()..length].copy_from_slice(other);
            let found = usual(super::perceptron::bytes(&buffer[..length])).class;
            if found != 0 {
                return mix(found, number as u64);
            }
        }
    }
    for prefix in [&b"un"[..], b"re", b"non", b"pre", b"over"] {
        if let Some(stem) = lower.strip_prefix(prefix) {
            let found = usual(super::perceptron::bytes(stem)).class;
            if found != 0 {
                return mix(found, 99);
            }
        }
    }
    1
}

const CAPITAL: u64 = 1;
const DIGIT: u64 = 3;

fn kind(c: char) -> u64 {
    match c {
        'a'..='z' => 2,
        'A'..='Z' => CAPITAL,
        '0'..='9' => DIGIT,
        '-' | '–' => 4,
        '.' => 5,
        c if c.is_uppercase() => CAPITAL,
        c if c.is_alphabetic() => 2,
        c if c.is_numeric() => DIGIT,
        _ => 6,
    }
}

/// The features of the word at `at`, given the tags of the words before it.
pub fn context(words: &[Word], tags: &[usize], at: usize, out: &mut Vec<u64>) {
    const OUTSIDE: Word = Word {
        form: 11,
        lower: 11,
        prefixes: [0; 4],
        suffixes: [11; 5],
        shape: 11,
        marks: 11,
        usual: Usual { class: 11, only: None },
        related: 0,
    };
    let word = |by: isize| at.checked_add_signed(by).and_then(|i| words.get(i)).unwrap_or(&OUTSIDE);
    let tag = |by: usize| at.checked_sub(by).map_or(255, |i| tags[i] as u64);
    let (w, l1, l2, r1, r2) = (word(0), word(-1), word(-2), word(1), word(2));
    let (t1, t2) = (tag(1), tag(2));
    let first = u64::from(at == 0);
    out.clear();
    let mut number = 0;
    let mut add = |values: &[u64]| {
        number += 1;
        out.push(finish(values.iter().fold(number << 8, |hash, &v| mix(hash, v))));
    };
    add(&[w.lower]);
    add(&[w.form, first]);
    for prefix in w.prefixes {
        add(&[prefix]);
    }
    for suffix in w.suffixes {
        add(&[suffix]);
    }
    add(&[w.shape]);
    add(&[w.marks, first]);
    add(&[w.usual.class]);
    add(&[l1.lower]);
    add(&[l2.lower]);
    add(&[r1.lower]);
    add(&[r2.lower]);
    add(&[t1]);
    add(&[t2]);
    add(&[t1, t2]);
    add(&[t1, w.lower]);
    add(&[t1, t2, w.lower]);
    add(&[l1.lower, w.lower]);
    add(&[w.lower, r1.lower]);
    add(&[l1.lower, r1.lower]);
    add(&[l1.lower, t2]);
    add(&[r1.usual.class]);
    add(&[r2.usual.class]);
    add(&[w.usual.class, r1.usual.class]);
    add(&[t1, w.usual.class]);
    add(&[t1, r1.usual.class]);
    add(&[t1, w.usual.class, r1.usual.class]);
    add(&[t1, t2, w.usual.class]);
    add(&[t1, w.usual.class, r1.usual.class, r2.usual.class]);
    add(&[r1.suffixes[2]]);
    add(&[r1.suffixes[1], w.suffixes[2]]);
    add(&[l1.suffixes[2]]);
    add(&[t1, w.suffixes[2], w.marks]);
    add(&[t1, r1.suffixes[2], w.suffixes[2]]);
    add(&[w.marks, r1.marks, l1.marks]);
    add(&[w.marks, t1, r1.marks]);
    add(&[w.lower, r1.usual.class]);
    add(&[w.lower, r1.marks]);
    add(&[w.related]);
    add(&[w.related, t1]);
    add(&[w.related, w.suffixes[1], w.marks]);
    add(&[r1.related, t1]);
}
