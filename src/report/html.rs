//! How is a briefing written as a page of HTML that needs nothing beside it?

use super::markdown::place;
use super::{Briefing, Line, Section};
use std::fmt::Write;

/// Dark on light and light on dark, as the reader's system has it; prints in black.
const STYLE: &str = include_str!("briefing.css");

/// A briefing as one HTML page: no script, no file beside it.
pub fn html(brief: &Briefing) -> String {
    let title = escape(&brief.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n<h1>{title}</h1>\n"
    );
    for sentence in &brief.summary {
        let _ = writeln!(out, "<p>{}</p>", escape(sentence));
    }
    if let Some(svg) = &brief.picture {
        // The prolog of a file of its own has no place inside a page.
        let body = svg.find("<svg").map_or("", |at| &svg[at..]);
        let _ = writeln!(out, "<figure>{body}</figure>");
    }
    brief.sections.iter().for_each(|section| table(&mut out, section));
    out.push_str("<h2>Quotations</h2>\n<ol>\n");
    for (at, quote) in brief.quotes.iter().enumerate() {
        let n = at + 1;
        let (exact, from) = (escape(&quote.exact), escape(&place(quote)));
        let _ = writeln!(out, "<li id=\"q{n}\"><q>{exact}</q> <cite>{from}</cite></li>");
    }
    out.push_str("</ol>\n</html>\n");
    out
}

fn table(out: &mut String, section: &Section) {
    let _ = writeln!(out, "<h2>{}</h2>\n<div class=\"table\"><table>\n<tr>", escape(&section.title));
    for column in section.columns.iter().chain(&["Quotations"]) {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(column));
    }
    out.push_str("</tr>\n");
    for Line { cells, refs } in &section.lines {
        out.push_str("<tr>");
        for cell in cells {
            let _ = write!(out, "<td>{}</td>", escape(cell));
        }
        let refs: Vec<String> = refs.iter().map(|n| format!("<a href=\"#q{n}\">{n}</a>")).collect();
        let _ = writeln!(out, "<td>{}</td></tr>", refs.join(" "));
    }
    out.push_str("</table></div>\n");
    if section.more > 0 {
        let _ = writeln!(out, "<p>And {} more.</p>", section.more);
    }
}

/// Text as HTML holds it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_text() {
        let brief = Briefing { title: "</title><script>".to_string(), ..Briefing::default() };
        assert!(!html(&brief).contains("<script>"));
    }
}
