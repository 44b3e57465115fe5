//! What of a Markdown file is not the article's text?
//!
//! The text stays as it is written, marks and all. Front matter gives the bibliography; it, comments, pictures and code
//! are set aside.

use super::{Raw, published};
use crate::model::Span;
use regex::Regex;
use std::sync::LazyLock;

static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--.*?-->|!\[[^\]\n]*\]\([^)\n]*\)|(?:^|\n)```.*?\n```[^\n]*")
        .expect("the pattern is well-formed")
});

/// Parts that are no text of the article.
pub(super) fn asides(text: &str) -> Vec<Span> {
    let front = front(text).map(|front| Span::new(0, front.len()));
    let found = ASIDE.find_iter(text).map(|part| Span::new(part.start(), part.end()));
    front.into_iter().chain(found).collect()
}

/// What the front matter says of the text.
pub(super) fn front_matter(text: &str) -> Raw {
    let mut raw = Raw::default();
    for line in front(text).unwrap_or("").lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "title" => raw.title = Some(value.to_string()),
            "author" | "authors" | "by" => raw.author = Some(value.trim_matches(['[', ']']).to_string()),
            "publisher" | "source" => raw.publisher = Some(value.to_string()),
            "date" | "published" => raw.published = published::parse(value),
            _ => {}
        }
    }
    raw.title = raw.title.or_else(|| heading(text));
    raw
}

/// The first heading, where front matter gives no title.
fn heading(text: &str) -> Option<String> {
    let body = &text[front(text).map_or(0, str::len)..];
    let line = body.lines().map(str::trim).find(|line| !line.is_empty())?;
    line.strip_prefix("# ").map(|title| title.trim().to_string())
}

/// From the fence that opens the file to the one that closes it.
fn front(text: &str) -> Option<&str> {
    let fence = ["---", "+++"]
        .into_iter()
        .find(|fence| text.lines().next().is_some_and(|l| l.trim_end() == *fence))?;
    let mut end = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if at > 0 && line.trim_end() == fence {
            return Some(&text[..end]);
        }
        if at > 200 {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_bibliography_and_no_text() {
        let text = "---\ntitle: \"Ports\"\ndate: 2024-05-03\ntags:\n---\n# Ports\n\nText. <!-- no -->\n![a](b.png)\n";
        let raw = front_matter(text);
        assert_eq!(raw.title.as_deref(), Some("Ports"));
        assert_eq!(raw.published.unwrap().as_str(), "2024-05-03");
        let aside: Vec<&str> = asides(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(aside.len(), 3);
        assert_eq!(aside[2], "![a](b.png)");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(front("---\nText without an end"), None);
        assert_eq!(front_matter("# Ports of call\n\nText").title.as_deref(), Some("Ports of call"));
    }
}
