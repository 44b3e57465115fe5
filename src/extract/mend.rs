//! Which mistakes does a parser make so regularly that they can be put right?
//!
//! After a fronted phrase the subject hangs too low: *In terms of cooperation, **Japan** normalised …* as an apposition of
//! *cooperation*. In a list of names, middle ones become appositions of the first. Both are seen by commas and by what the
//! verb lacks; nothing else is touched.

use crate::model::Sentence;

/// The sentence with its tree mended; `dates` are its expressions of time, as runs of tokens.
pub fn mended(sentence: &Sentence, dates: &[(usize, usize)]) -> Sentence {
    let mut sentence = sentence.clone();
    for &(start, end) in dates {
        part_from_date(&mut sentence, start, end);
    }
    for token in 0..sentence.tokens.len() {
        if sentence.tokens[token].deprel == "appos" && !subject_of(&mut sentence, token) {
            list_item(&mut sentence, token);
        }
    }
    sentence
}

fn head(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.tokens[i].head.filter(|&h| h < sentence.tokens.len() && h != i)
}

fn kids(sentence: &Sentence, i: usize) -> impl Iterator<Item = usize> + '_ {
    (0..sentence.tokens.len()).filter(move |&k| k != i && sentence.tokens[k].head == Some(i))
}

/// First token of everything below a token.
fn leftmost(sentence: &Sentence, i: usize) -> usize {
    let mut first = i;
    let mut depth = 0;
    let inner = |at: usize| kids(sentence, at).find(|&k| k < at && sentence.tokens[k].deprel != "punct");
    while let Some(kid) = inner(first) {
        first = kid;
        depth += 1;
        if depth > sentence.tokens.len() {
            break;
        }
    }
    first
}

/// *On 13 March **Kyrgyz leaders** met*: without a comma the date and what follows are taken for one phrase.
fn part_from_date(sentence: &mut Sentence, start: usize, end: usize) {
    let len = sentence.tokens.len();
    if start == 0 || end >= len {
        return;
    }
    let case = start - 1;
    let Some(phrase) = head(sentence, case).filter(|&p| p >= end && sentence.tokens[case].deprel == "case")
    else {
        return;
    };
    let Some(verb) = head(sentence, phrase) else { return };
    let last = end - 1;
    sentence.tokens[case].head = Some(last);
    for i in start..last {
        if sentence.tokens[i].head.is_none_or(|h| h < start || h >= end) {
            sentence.tokens[i].head = Some(last);
        }
    }
    sentence.tokens[last].head = Some(verb);
    sentence.tokens[last].deprel = "obl";
    let is_verb = matches!(sentence.tokens[verb].upos, "VERB" | "AUX");
    let has_subject =
        kids(sentence, verb).any(|k| k != phrase && sentence.tokens[k].deprel.starts_with("nsubj"));
    if is_verb && phrase < verb && !has_subject {
        let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
        sentence.tokens[phrase].deprel = if passive { "nsubj:pass" } else { "nsubj" };
    }
}

/// *In Tirana, **ministers** signed …*: an apposition inside a fronted phrase whose verb has no subject is the subject.
fn subject_of(sentence: &mut Sentence, token: usize) -> bool {
    let Some(low) = head(sentence, token).filter(|&h| h < token) else { return false };
    let start = leftmost(sentence, token);
    if start == 0 || sentence.tokens[start - 1].form != "," {
        return false;
    }
    let mut top = low;
    for _ in 0..sentence.tokens.len() {
        match head(sentence, top) {
            Some(above) if above < token => top = above,
            _ => break,
        }
    }
    let Some(verb) =
        head(sentence, top).filter(|&v| v > token && matches!(sentence.tokens[v].upos, "VERB" | "AUX"))
    else {
        return false;
    };
    let fronted = matches!(sentence.tokens[top].deprel.split(':').next(), Some("obl" | "nmod" | "advcl"));
    let has_subject = kids(sentence, verb).any(|k| sentence.tokens[k].deprel.starts_with("nsubj"));
    if !fronted || has_subject || leftmost(sentence, top) > 1 {
        return false;
    }
    let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
    sentence.tokens[token].head = Some(verb);
    sentence.tokens[token].deprel = if passive { "nsubj:pass" } else { "nsubj" };
    true
}

/// *the A (2023), the **B** (2024) and the C*: an apposition before a conjunct of the same head is one of the list.
fn list_item(sentence: &mut Sentence, token: usize) {
    let Some(first) = head(sentence, token).filter(|&h| h < token) else { return };
    let later = kids(sentence, first).any(|k| k > token && sentence.tokens[k].deprel == "conj");
    let start = leftmost(sentence, token);
    let names = sentence.tokens[first].upos == "PROPN" && sentence.tokens[token].upos == "PROPN";
    if later && names && start > 0 && sentence.tokens[start - 1].form == "," {
        sentence.tokens[token].deprel = "conj";
    }
}
