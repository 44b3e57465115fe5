//! Where does one sentence end and the next begin?
//!
//! Lines first: a blank line, a heading, a bullet or a paragraph on its own line ends what was before it, and only lines
//! that were wrapped to a width are read on. Within a line the words decide, after they are cut: a full stop that
//! belongs to an abbreviation is already part of its word.

use super::token::{self, is_apostrophe, is_space};
use super::words;
use crate::model::{Sentence, Span, Token};

/// Sentences longer than this are cut, so that everything after stays linear.
pub const MAX_TOKENS: usize = 400;

/// Lines longer than this were not wrapped by hand or by a page.
const WRAP_LIMIT: usize = 130;

/// Lines shorter than this are headings or list items rather than wrapped prose.
const WRAP_MINIMUM: usize = 45;

/// Cuts a text into sentences of bare words; tags and heads are not set yet.
pub fn tokenise(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut cuts = Vec::new();
    for block in blocks(text) {
        cuts.clear();
        token::cut(text, block, &mut cuts);
        split(text, &cuts, &mut sentences);
    }
    sentences
}

/// Runs of text in which sentences may run on from line to line.
fn blocks(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let mut blocks: Vec<Span> = Vec::new();
    for group in lines.split(|line| line.is_empty()) {
        let width = group.iter().map(|&line| columns(line.of(text))).max().unwrap_or(0);
        let mut previous: Option<Span> = None;
        for &line in group {
            let joined = previous.is_some_and(|before| runs_on(before.of(text), line.of(text), width));
            match blocks.last_mut() {
                Some(block) if joined => block.end = line.end,
                _ => blocks.push(line),
            }
            previous = Some(line);
        }
    }
    blocks
}

/// Lines without the white space around them; empty where there is nothing else.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for (at, mark) in text.match_indices(breaks) {
        // The second half of "\r\n" is no line of its own.
        if !(mark == "\n" && at == start && at > 0 && text.as_bytes()[at - 1] == b'\r') {
            lines.push(trimmed(text, start, at));
        }
        start = at + mark.len();
    }
    lines.push(trimmed(text, start, text.len()));
    lines
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let line = &text[start..end];
    let from = start + (line.len() - line.trim_start_matches(is_space).len());
    let to = from + line.trim_matches(is_space).len();
    Span::new(from, to)
}

fn columns(line: &str) -> usize {
    line.chars().take(WRAP_LIMIT + 1).count()
}

/// Whether a line goes on in the next: the next word would not have fitted, or it begins in the middle of a sentence.
fn runs_on(line: &str, next: &str, width: usize) -> bool {
    let length = columns(line);
    if is_bullet(next) || length < WRAP_MINIMUM {
        return false;
    }
    let first = next.split(is_space).next().unwrap_or("");
    let ends = line.trim_end_matches(is_closer).ends_with(['.', '!', '?', ':']);
    if !ends && next.starts_with(|c: char| c.is_lowercase()) {
        return true;
    }
    width <= WRAP_LIMIT && length + 1 + columns(first) > width && (!ends || length + 30 > width)
}

/// "•", "- ", "* ", "1. ", "(a) ".
fn is_bullet(line: &str) -> bool {
    let first = line.split(is_space).next().unwrap_or("");
    match first.chars().next() {
        Some('•' | '▪' | '●' | '◦' | '‣' | '■' | '\u{F0B7}' | '\u{F0A7}') => true,
        Some('-' | '*' | '–' | '—') => first.chars().count() == 1,
        Some(c) if c.is_ascii_digit() || c == '(' => {
            first.len() <= 5 && first.ends_with(['.', ')']) && line.len() > first.len()
        }
        _ => false,
    }
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '}' | '»' | '*')
}

/// Cuts one block of words into sentences.
fn split(text: &str, cuts: &[Span], out: &mut Vec<Sentence>) {
    let mut start = 0;
    let mut at = 0;
    while at < cuts.len() {
        let stop = sentence_stop(text, cuts, start, at);
        let full = at + 1 - start >= MAX_TOKENS;
        match stop {
            Some(end) => {
                push(text, &cuts[start..end], false, out);
                start = end;
                at = end;
            }
            None if full => {
                let end = soft_cut(text, cuts, start, at + 1);
                push(text, &cuts[start..end], false, out);
                start = end;
                at = end.max(at);
            }
            None => at += 1,
        }
    }
    if start < cuts.len() {
        let heading = start == 0 && !terminal(text, cuts);
        push(text, &cuts[start..], heading, out);
    }
}

/// Where a sentence that is too long is cut best: after its last comma or semicolon, if that is near the end.
fn soft_cut(text: &str, cuts: &[Span], start: usize, end: usize) -> usize {
    (start + MAX_TOKENS * 3 / 4..end)
        .rev()
        .find(|&i| matches!(cuts[i].of(text), "," | ";" | ":" | "—" | "–"))
        .map_or(end, |i| i + 1)
}

fn push(text: &str, cuts: &[Span], heading: bool, out: &mut Vec<Sentence>) {
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { return };
    let tokens = cuts.iter().map(|&span| Token {
        span,
        form: span.of(text).to_owned(),
        lemma: String::new(),
        upos: "X",
        xpos: "",
        head: None,
        deprel: "dep",
    });
    let span = Some(Span::new(first.start, last.end));
    out.push(Sentence { span, tokens: tokens.collect(), names: Vec::new(), heading });
}

/// Whether the block ends as sentences do.
fn terminal(text: &str, cuts: &[Span]) -> bool {
    let last = cuts.iter().rev().map(|c| c.of(text)).find(|w| !w.chars().all(is_closer));
    last.is_some_and(|w| w.ends_with(['.', '!', '?', ':', ';', '…', ',']))
}

/// If the token at `at` ends a sentence: the first token of the next one.
fn sentence_stop(text: &str, cuts: &[Span], start: usize, at: usize) -> Option<usize> {
    let word = cuts[at].of(text);
    let mark = is_stop(word);
    let abbreviation = !mark && word.len() > 1 && word.ends_with('.');
    if !mark && !abbreviation {
        return None;
    }
    let end = closers_end(text, cuts, at + 1);
    let Some(next) = cuts.get(end) else { return Some(end) };
    let next = next.of(text);
    if abbreviation {
        let ends = words::may_end_sentence(&word[..word.len() - 1]) && at > start;
        return (ends && words::opens_sentence(next)).then_some(end);
    }
    // "1." and "No." at the head of a line were kept whole; a lone figure with a stop there is a list mark too.
    let first = at == start + 1 && cuts[start].of(text).chars().all(|c| c.is_ascii_digit());
    if first && word == "." && cuts[start].len() <= 2 {
        return None;
    }
    begins(text, cuts, end, word).then_some(end)
}

/// Marks that end sentences, alone or in a run: not the ellipsis inside one, which the next word decides.
fn is_stop(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।'))
}

/// Closing quotes, brackets and footnote marks that still belong to the sentence.
fn closers_end(text: &str, cuts: &[Span], mut at: usize) -> usize {
    let limit = at + 12;
    while let Some(cut) = cuts.get(at).filter(|_| at < limit) {
        let word = cut.of(text);
        let glued = at > 0 && cuts[at - 1].end == cut.start;
        let closes = match word {
            ")" | "]" | "}" | "”" | "»" | "’’" | "''" | ")." => true,
            "\"" | "'" | "’" | "*" => glued,
            "[" => glued && footnote(text, cuts, at),
            _ => {
                glued && (superscript(word) || (word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit())))
            }
        };
        if !closes {
            break;
        }
        at += 1;
        if word == "[" {
            at += 1;
        }
    }
    at
}

/// "[12]" straight after the stop.
fn footnote(text: &str, cuts: &[Span], at: usize) -> bool {
    let figure =
        cuts.get(at + 1).is_some_and(|c| c.len() <= 3 && c.of(text).chars().all(|c| c.is_ascii_digit()));
    figure && cuts.get(at + 2).is_some_and(|c| c.of(text) == "]")
}

fn superscript(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡'))
}

/// Whether the token at `at` can open a sentence after `stop`.
fn begins(text: &str, cuts: &[Span], at: usize, stop: &str) -> bool {
    let opener = |w: &str| {
        w.chars().all(|c| {
            matches!(c, '"' | '“' | '„' | '«' | '(' | '[' | '‘' | '*' | '•' | '-' | '–' | '—' | '`')
                || is_apostrophe(c)
        })
    };
    let Some(word) = cuts[at..].iter().take(4).map(|c| c.of(text)).find(|w| !opener(w)) else { return true };
    let glued = cuts[at - 1].end == cuts[at].start;
    let Some(first) = word.chars().next() else { return true };
    let ellipsis = stop.starts_with("..") || stop == "…";
    match first {
        c if c.is_lowercase() => false,
        c if c.is_numeric() => !glued && !ellipsis,
        c if c.is_alphabetic() => !(glued && ellipsis),
        _ => !glued && matches!(first, '$' | '€' | '£' | '#' | '@'),
    }
}
