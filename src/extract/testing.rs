//! How do tests get a tree without a parser?
//!
//! A line a word: `form lemma UPOS XPOS head deprel`, heads counted from one, 0 for the root, as in CoNLL-U.

use crate::model::{Sentence, Span, Token};

/// The sentence of such lines. Words are taken to stand one space apart.
pub(crate) fn sentence(lines: &str) -> Sentence {
    let mut tokens = Vec::new();
    let mut at = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fields: Vec<&'static str> = line.split_whitespace().map(|f| &*String::from(f).leak()).collect();
        let [form, lemma, upos, xpos, head, deprel] = fields[..] else {
            panic!("six fields, not \"{line}\"")
        };
        let head: usize = head.parse().expect(line);
        let span = Span::new(at, at + form.len());
        at = span.end + 1;
        tokens.push(Token {
            span,
            form: form.into(),
            lemma: lemma.into(),
            upos,
            xpos,
            head: head.checked_sub(1),
            deprel,
        });
    }
    let span = tokens.first().zip(tokens.last()).map(|(a, b)| Span::new(a.span.start, b.span.end));
    Sentence { span, tokens, names: Vec::new(), heading: false }
}

/// A sentence of bare words that all hang on the first word with a tag of its own (`signed/VBD`), or on the first word.
pub(crate) fn flat(text: &str) -> Sentence {
    let words: Vec<(&str, Option<&str>)> = text
        .split_whitespace()
        .map(|w| {
            w.split_once('/')
                .filter(|(_, t)| t.starts_with(['V', 'M']))
                .map_or((w, None), |(w, t)| (w, Some(t)))
        })
        .collect();
    let root = words.iter().position(|(_, tag)| tag.is_some_and(|t| t.starts_with('V'))).unwrap_or(0);
    let lines: Vec<String> = words.iter().enumerate().map(|(i, word)| flat_line(*word, i, root)).collect();
    sentence(&lines.join("\n"))
}

fn flat_line((word, tag): (&str, Option<&str>), i: usize, root: usize) -> String {
    let head = if i == root { 0 } else { root + 1 };
    let (upos, xpos) = match (tag, word.chars().next()) {
        (Some(tag @ "MD"), _) => ("AUX", tag),
        (Some(tag), _) => ("VERB", tag),
        (None, Some(c)) if c.is_ascii_digit() => ("NUM", "CD"),
        (None, Some(c)) if c.is_uppercase() && i > 0 => ("PROPN", "NNP"),
        (None, Some(c)) if c.is_alphabetic() && word.ends_with('s') => ("NOUN", "NNS"),
        (None, Some(c)) if c.is_alphabetic() => ("X", "FW"),
        _ => ("PUNCT", "."),
    };
    let deprel = if i == root {
        "root"
    } else if xpos == "MD" {
        "aux"
    } else {
        "dep"
    };
    format!("{word} {} {upos} {xpos} {head} {deprel}", word.trim_end_matches('s').to_lowercase())
}
