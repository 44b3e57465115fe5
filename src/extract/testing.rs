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
        let [form, lemma, upos, xpos, head, deprel] = fields[..] else { panic!("six fields, not \"{line}\"") };
        let head: usize = head.parse().expect(line);
        let span = Span::new(at, at + form.len());
        at = span.end + 1;
        tokens.push(Token { span, form: form.into(), lemma: lemma.into(), upos, xpos, head: head.checked_sub(1), deprel });
    }
    let span = tokens.first().zip(tokens.last()).map(|(a, b)| Span::new(a.span.start, b.span.end));
    Sentence { span, tokens, names: Vec::new(), heading: false }
}

/// A sentence of bare words under a flat tree: for what looks at words only.
pub(crate) fn flat(text: &str) -> Sentence {
    let lines: Vec<String> = text
        .split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            let (upos, xpos) = match word.chars().next() {
                Some(c) if c.is_ascii_digit() => ("NUM", "CD"),
                Some(c) if c.is_uppercase() && i > 0 => ("PROPN", "NNP"),
                Some(c) if c.is_alphabetic() && word.ends_with('s') => ("NOUN", "NNS"),
                Some(c) if c.is_alphabetic() => ("X", "FW"),
                _ => ("PUNCT", "."),
            };
            format!("{word} {} {upos} {xpos} {} dep", word.trim_end_matches('s').to_lowercase(), usize::from(i > 0))
        })
        .collect();
    sentence(&lines.join("\n"))
}
