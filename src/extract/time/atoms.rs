//! Into which pieces does one cut words to read dates?
//!
//! *mid-June*, *1950-53* and *July–August* are one token to some tokenisers and three to others: here they are three.

use super::TimeWords;
use crate::model::Sentence;

/// A piece of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// Lower case, straight apostrophes, no final dot; every dash is `-`.
    pub text: String,
    /// The token it belongs to.
    pub token: usize,
    /// Written with a capital.
    pub capital: bool,
    /// It begins its token.
    pub first: bool,
    /// It ends its token.
    pub last: bool,
}

/// The pieces of a sentence.
pub(super) fn of_sentence(sentence: &Sentence) -> Vec<Atom> {
    let mut out = Vec::new();
    for (token, word) in sentence.tokens.iter().enumerate() {
        cut(&word.form, token, &mut out);
    }
    out
}

/// The pieces of a text that no tokeniser has seen.
pub(super) fn of_text(text: &str) -> Vec<Atom> {
    let spaced: String = text
        .chars()
        .flat_map(|c| match c {
            '(' | ')' | ',' | ';' | ':' | '“' | '”' | '"' => vec![' ', c, ' '],
            c => vec![c],
        })
        .collect();
    let mut out = Vec::new();
    for (token, word) in spaced.split_whitespace().enumerate() {
        cut(word.trim_end_matches("'s").trim_end_matches("’s"), token, &mut out);
    }
    out
}

fn cut(form: &str, token: usize, out: &mut Vec<Atom>) {
    if form.is_empty() {
        return;
    }
    let from = out.len();
    if iso(form) {
        out.push(atom(form, token));
    } else {
        let mut start = 0;
        for (at, c) in form.char_indices().filter(|(_, c)| is_dash(*c) || *c == '/') {
            if at > start {
                out.push(atom(&form[start..at], token));
            }
            out.push(atom(if c == '/' { "/" } else { "-" }, token));
            start = at + c.len_utf8();
        }
        if start < form.len() {
            out.push(atom(&form[start..], token));
        }
    }
    let to = out.len();
    if let Some(first) = out.get_mut(from) {
        first.first = true;
    }
    if let Some(last) = out.get_mut(to - 1) {
        last.last = true;
    }
}

fn atom(text: &str, token: usize) -> Atom {
    let lower = text.to_lowercase().replace(['’', '‘', '`'], "'");
    let text_out = if lower.chars().count() > 2 { lower.trim_end_matches('.').to_string() } else { lower };
    Atom { text: text_out, token, capital: text.starts_with(char::is_uppercase), first: false, last: false }
}

/// Hyphens and dashes.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '‒')
}

/// `2024-07-29`.
fn iso(form: &str) -> bool {
    let bytes = form.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() })
}

/// Number of a word or figure.
pub(super) fn number(words: &TimeWords, text: &str) -> Option<i32> {
    if text.bytes().all(|b| b.is_ascii_digit()) && (1..=4).contains(&text.len()) {
        return text.parse().ok();
    }
    words.get("number", text)
}

/// A day of the month: `9`, `9th`, `ninth`.
pub(super) fn day_number(words: &TimeWords, text: &str) -> Option<u8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &text[digits.len()..];
    let day = if digits.is_empty() {
        u8::try_from(words.get("ordinal", text)?).ok()?
    } else if digits.len() <= 2 && matches!(ending, "" | "st" | "nd" | "rd" | "th") {
        digits.parse().ok()?
    } else {
        return None;
    };
    (1..=31).contains(&day).then_some(day)
}

/// A four-digit year that a text on policy may speak of.
pub(super) fn year(text: &str) -> Option<i32> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|year| (1500..=2100).contains(year))
}

/// The second year of a range, perhaps short: `1950-53`, `2019/20`.
pub(super) fn later_year(first: i32, text: &str) -> Option<i32> {
    let last = match year(text) {
        Some(year) => year,
        None if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) => {
            first / 100 * 100 + text.parse::<i32>().ok()?
        }
        None => return None,
    };
    (last > first).then_some(last)
}
