//! Which lines are the page's and not the article's?
//!
//! `data/words/boilerplate.tsv` knows how they read: as a whole line, as a label before a colon, at the start of a line,
//! anywhere in a short one; some begin a part of the page after which no article comes (*Leave a Reply*). Such lines stay in the text, which is kept
//! to the letter; they are only no evidence.

use crate::model::{Span, fold};
use std::sync::LazyLock;

/// Longer lines are the article's, whatever is in them.
const LONGEST: usize = 240;
/// A line that ends the article does so only after this part of the text.
const END_AFTER: f64 = 0.4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Whole,
    Label,
    Start,
    Within,
    End,
}

static PATTERNS: LazyLock<Vec<(How, String)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/words/boilerplate.tsv").lines().skip(1);
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(words, how)| Some((parse(how)?, words.to_string())))
        .collect()
});

fn parse(how: &str) -> Option<How> {
    match how {
        "whole" => Some(How::Whole),
        "label" => Some(How::Label),
        "start" => Some(How::Start),
        "within" => Some(How::Within),
        "end" => Some(How::End),
        _ => None,
    }
}

/// Boilerplate lines and the parts already known to be none of the article's, sorted and apart.
pub(super) fn find(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead.min(line.trim_end().len()), start + line.trim_end().len());
        start += line.len();
        match boilerplate(span.of(text)) {
            Some(How::End) if span.start as f64 > text.len() as f64 * END_AFTER => {
                spans.push(Span::new(span.start, text.trim_end().len()));
                break;
            }
            Some(How::End) | None => {}
            Some(_) => spans.push(span),
        }
    }
    apart(spans)
}

fn boilerplate(line: &str) -> Option<How> {
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let folded = plain(line);
    let label = |words: &str| folded.strip_prefix(words)?.trim_start().strip_prefix([':', '|', '©']);
    let fits = |how: How, words: &str| match how {
        How::Whole | How::End => folded == words || label(words).is_some_and(str::is_empty),
        How::Label => label(words).is_some(),
        How::Start => folded.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
        How::Within => folded.contains(words),
    };
    PATTERNS.iter().find(|(how, words)| fits(*how, words)).map(|(how, _)| *how)
}

/// Folded, without marks at either end, every number as `0`.
fn plain(line: &str) -> String {
    let mut out = String::new();
    for c in fold(line).trim_matches(|c: char| !c.is_alphanumeric() && c != '©').chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    out
}

/// Sorted, without empty ones, those that touch made one.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<&str> {
        find(text, Vec::new()).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn lines_of_the_page_are_marked() {
        let text = "Ports\nPhoto: A. Lund / Agency\n  5 min read \n\nThe ministers met in Oslo.\n\
            Share this:\nLeave a Reply\nYou are wrong, said Bob of Norway.\n";
        assert_eq!(
            marked(text),
            [
                "Photo: A. Lund / Agency",
                "5 min read",
                "Share this:",
                "Leave a Reply\nYou are wrong, said Bob of Norway."
            ]
        );
    }

    #[test]
    fn lines_of_the_article_are_not() {
        let text = "Photography in war\nPhotos of the meeting were shared with Oslo.\nTrade\n\
            The ministers share this view.\nRelated talks in Geneva failed.\nNorway printed the treaty.\n";
        assert_eq!(marked(text), Vec::<&str>::new());
    }

    #[test]
    fn the_table_is_well_formed() {
        let text = include_str!("../../data/words/boilerplate.tsv");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows.len(), PATTERNS.len());
        assert!(rows.is_sorted());
        for (_, words) in PATTERNS.iter() {
            assert_eq!(&plain(words), words);
        }
    }
}
