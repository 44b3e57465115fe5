//! What does the tagger see of one word?

use super::perceptron::{bytes, finish, mix, text};
use super::tag::Usual;
use super::token::is_apostrophe;

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
    /// What it usually is in small letters.
    pub small: u64,
    /// For a word in small or in capital letters only: what it usually is with a capital ("google", "AMERICA").
    pub big: u64,
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
    let (mut length, mut chars, mut marks) = (0, 0, 0u64);
    let mut shape = 0u64;
    let mut last = 0;
    for c in form.chars() {
        let kind = kind(c);
        marks |= 1 << kind;
        if kind != last {
            shape = mix(shape, kind);
            last = kind;
        }
        length += small(c, kind).encode_utf8(&mut lower[length..]).len();
        ends[chars] = length as u8;
        chars += 1;
    }
    let lower = &lower[..length];
    let end = |n: usize| usize::from(ends[n]);
    let mut word = Word { form: key(form), lower: bytes(lower), shape: finish(shape), ..Word::default() };
    for n in 0..4.min(chars) {
        word.prefixes[n] = bytes(&lower[..end(n)]);
    }
    for n in 0..5.min(chars) {
        let from = if n + 1 == chars { 0 } else { end(chars - n - 2) };
        word.suffixes[n] = bytes(&lower[from..]);
    }
    let first = form.chars().next().map_or(0, kind);
    word.marks = marks << 8 | first << 4 | chars.min(3) as u64;
    known(&mut word, lower, chars, usual);
    word
}

/// A letter in lower case, apostrophes and digits made one.
fn small(c: char, kind: u64) -> char {
    match kind {
        _ if is_apostrophe(c) => '\'',
        DIGIT => '0',
        CAPITAL => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

/// What the lexicon says of a word, as written and in its other forms.
fn known(word: &mut Word, lower: &[u8], chars: usize, usual: &impl Fn(u64) -> Usual) {
    let small = usual(word.lower);
    let first = word.marks >> 4 & 15;
    word.usual = usual(word.form);
    if word.usual.class == 0 && first == CAPITAL {
        // "Talks" at the head of a sentence or in a title: what the small word is, marked as a guess.
        let top = if small.top > 0 { small.top + 1000 } else { 999 };
        word.usual = Usual { class: mix(small.class, 7), only: None, top };
    }
    word.small = small.class;
    if chars > 1 && (first == SMALL || word.marks >> 8 & 1 << SMALL == 0) {
        word.big = capitalised(lower, usual);
    }
    if small.class == 0 && chars > 3 {
        word.related = related(lower, usual);
    }
}

/// What a word with a capital usually is.
fn capitalised(lower: &[u8], usual: &impl Fn(u64) -> Usual) -> u64 {
    let mut letters = [0u8; 200];
    let mut rest = std::str::from_utf8(lower).unwrap_or("").chars();
    let mut length = 0;
    for c in rest.next().into_iter().flat_map(char::to_uppercase) {
        length += c.encode_utf8(&mut letters[length..]).len();
    }
    let rest = rest.as_str().as_bytes();
    letters[length..length + rest.len()].copy_from_slice(rest);
    usual(bytes(&letters[..length + rest.len()])).class
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
            let found = usual(bytes(&buffer[..length])).class;
            if found != 0 {
                return mix(found, number as u64);
            }
        }
    }
    for prefix in [&b"un"[..], b"re", b"non", b"pre", b"over"] {
        if let Some(stem) = lower.strip_prefix(prefix) {
            let found = usual(bytes(stem)).class;
            if found != 0 {
                return mix(found, 99);
            }
        }
    }
    1
}

/// The kind of a capital.
pub const CAPITAL: u64 = 1;
const SMALL: u64 = 2;
const DIGIT: u64 = 3;

fn kind(c: char) -> u64 {
    match c {
        'a'..='z' => SMALL,
        'A'..='Z' => CAPITAL,
        '0'..='9' => DIGIT,
        '-' | '–' => 4,
        '.' => 5,
        c if c.is_uppercase() => CAPITAL,
        c if c.is_alphabetic() => SMALL,
        c if c.is_numeric() => DIGIT,
        _ => 6,
    }
}
