//! Where does the dateline of a report end?
//!
//! *ANKARA, Dec. 13 (Agency) – Ethiopia and …*: place and date before the dash are no part of the sentence, and a parser that
//! takes them for one gets its subject wrong.

use crate::model::{Sentence, Span};

/// How many tokens a dateline may have.
const LONGEST: usize = 14;

/// Makes each dateline a sentence of its own, marked as a heading.
pub fn split(sentences: Vec<Sentence>) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(sentences.len());
    for mut sentence in sentences {
        if let Some(end) = end_of(&sentence) {
            let rest = sentence.tokens.split_off(end);
            let line = Sentence { span: span(&sentence), heading: true, ..sentence };
            out.push(line);
            sentence = Sentence { tokens: rest, ..Sentence::default() };
            sentence.span = span(&sentence);
        }
        out.push(sentence);
    }
    out
}

fn span(sentence: &Sentence) -> Option<Span> {
    let (first, last) = (sentence.tokens.first()?, sentence.tokens.last()?);
    Some(first.span.cover(last.span))
}

/// First token after the dash, if the sentence begins with a dateline.
fn end_of(sentence: &Sentence) -> Option<usize> {
    let tokens = &sentence.tokens;
    let shouted = |form: &str| {
        form.chars().filter(|c| c.is_alphabetic()).count() > 2 && !form.chars().any(char::is_lowercase)
    };
    if !tokens.first().is_some_and(|t| shouted(&t.form)) {
        return None;
    }
    let dash = tokens.iter().take(LONGEST).position(|t| matches!(t.form.as_str(), "–" | "—" | "--" | "-"))?;
    // A dash inside a name touches its neighbours.
    let apart = dash > 0 && tokens[dash - 1].span.end < tokens[dash].span.start
        || matches!(tokens[dash].form.as_str(), "—" | "--");
    let named = |form: &str| {
        form.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, ',' | '(' | ')' | '.' | '/'))
    };
    let placed = tokens[..dash].iter().all(|t| named(&t.form));
    (apart && placed && dash + 2 < tokens.len()).then_some(dash + 1)
}
