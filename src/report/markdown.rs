//! How is a briefing written as Markdown?

use super::{Briefing, Line, Section};
use crate::graph::Quote;
use std::fmt::Write;

/// A briefing as Markdown: tables, a picture as a data URI, quotations numbered at the end.
pub fn markdown(brief: &Briefing) -> String {
    let mut out = format!("# {}\n\n", plain(&brief.title));
    for sentence in &brief.summary {
        let _ = writeln!(out, "{}", plain(sentence));
    }
    if let Some(svg) = &brief.picture {
        let _ = write!(out, "\n![{}](data:image/svg+xml,{})\n", plain(&brief.title), escaped(svg));
    }
    for section in &brief.sections {
        table(&mut out, section);
    }
    out.push_str("\n## Quotations\n\n");
    for (at, quote) in brief.quotes.iter().enumerate() {
        let _ = writeln!(out, "{}. “{}” — {}", at + 1, plain(&quote.exact), plain(&place(quote)));
    }
    out
}

fn table(out: &mut String, section: &Section) {
    let _ =
        write!(out, "\n## {}\n\n| {} | Quotations |\n", plain(&section.title), section.columns.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(section.columns.len() + 1));
    for Line { cells, refs } in &section.lines {
        let cells: Vec<String> = cells.iter().map(|c| plain(c)).collect();
        let refs: Vec<String> = refs.iter().map(|n| format!("[{n}]")).collect();
        let _ = writeln!(out, "| {} | {} |", cells.join(" | "), refs.join(" "));
    }
    if section.more > 0 {
        let _ = writeln!(out, "\nAnd {} more.", section.more);
    }
}

/// Where a quotation stands.
pub(super) fn place(quote: &Quote) -> String {
    let published = quote.published.as_ref().map_or(String::new(), |d| format!(", {d}"));
    let publisher = quote.publisher.as_ref().map_or(String::new(), |p| format!(", {p}"));
    let page = quote.page.map_or(String::new(), |p| format!(", p. {p}"));
    format!(
        "{}{publisher}{published} ({}{page}, characters {} to {})",
        quote.title, quote.source, quote.start, quote.end
    )
}

/// Text that Markdown takes for nothing else, on one line.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Percent-encoded for a data URI.
fn escaped(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 2);
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b':'
            | b'='
            | b','
            | b';' => {
                out.push(char::from(byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_text() {
        assert_eq!(plain("a|b\n<script>*x*"), "a\\|b &lt;script&gt;\\*x\\*");
        assert_eq!(escaped("<a b=\"#\">"), "%3Ca%20b=%22%23%22%3E");
    }
}
