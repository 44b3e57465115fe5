//! Which part of a web page is the article?
//!
//! Readability's reading of the page; where it finds none, all the text of the page. Title, author, site and date come
//! from the page's metadata.

use super::{MOST_TEXT, Outcome, Raw, markup, published, sandbox, size};
use dom_smoothie::{Config, Readability, TextMode};

/// Deeper pages are read without a tree, whose walks would take the stack or ever longer.
const DEEPEST: usize = 400;
/// Pages of more elements are read without a tree, too.
const MOST_ELEMENTS: usize = 100_000;
/// An article shorter than this part of the page's text is taken for a wrong guess.
const LEAST_SHARE: usize = 10;

/// Whether bytes of an unknown kind begin like a page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let start = start.trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The article of a page.
pub(super) fn article(page: String) -> Outcome<Raw> {
    if page.len() as u64 > MOST_TEXT {
        return Err(format!("the page has {}; the limit is {}", size(page.len() as u64), size(MOST_TEXT)));
    }
    let all = markup::text(&page);
    let found = if markup::depth(&page) > DEEPEST { None } else { readable(page) };
    let Some(raw) = found else { return Ok(Raw { text: all, ..Raw::default() }) };
    let wrong = raw.text.len() * LEAST_SHARE < all.len();
    Ok(if wrong { Raw { text: all, ..raw } } else { raw })
}

/// What Readability finds, if it finds anything.
fn readable(page: String) -> Option<Raw> {
    sandbox::guarded(|| {
        let config = Config {
            text_mode: TextMode::Formatted,
            max_elements_to_parse: MOST_ELEMENTS,
            ..Config::default()
        };
        let mut reader = Readability::new(page, None, Some(config)).map_err(|e| e.to_string())?;
        let article = reader.parse().map_err(|e| e.to_string())?;
        Ok(Raw {
            text: tidy(&article.text_content),
            title: Some(article.title.to_string()),
            author: article.byline.as_deref().and_then(author),
            publisher: article.site_name,
            published: article.published_time.as_deref().and_then(published::parse),
            ..Raw::default()
        })
    })
    .ok()
}

/// Lines without white space at their ends, no more than one empty line between.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        out.push_str(line);
    }
    out
}

/// A by-line as a name.
fn author(byline: &str) -> Option<String> {
    let name = super::line(byline);
    let name = name.strip_prefix("By ").or(name.strip_prefix("by ")).unwrap_or(&name);
    (!name.is_empty() && name.len() < 200).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        format!(
            "<!doctype html><html><head><title>Ports of call - The Daily Tide</title>\
             <meta property=\"og:title\" content=\"Ports of call\"><meta name=\"author\" content=\"By Ada Lund\">\
             <meta property=\"og:site_name\" content=\"The Daily Tide\">\
             <meta property=\"article:published_time\" content=\"2024-05-03T08:00:00Z\"></head>\
             <body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/w\">World</a></li></ul></nav>{body}\
             <footer>All rights reserved</footer></body></html>"
        )
    }

    #[test]
    fn the_article_is_found_and_navigation_dropped() {
        let paragraph = "<p>The ministers of both countries met in the old harbour, where they signed the accord \
            on fishing, and said that the talks would go on in the spring, with more partners at the table.</p>";
        let raw = article(page(&format!("<article><h1>Ports of call</h1>{}</article>", paragraph.repeat(6))))
            .unwrap();
        assert_eq!(raw.title.as_deref(), Some("Ports of call"));
        assert_eq!(raw.author.as_deref(), Some("Ada Lund"));
        assert_eq!(raw.publisher.as_deref(), Some("The Daily Tide"));
        assert_eq!(raw.published.unwrap().as_str(), "2024-05-03");
        assert!(raw.text.contains("signed the accord") && !raw.text.contains("World"), "{}", raw.text);
        assert_eq!(raw.text.matches("\n\n").count(), 5, "{}", raw.text);
    }

    #[test]
    fn soup_and_depth_do_no_harm() {
        let deep = format!("{}<p>Oslo met Lima.</p>", "<div>".repeat(10_000));
        assert!(article(deep).unwrap().text.contains("Oslo met Lima."));
        for soup in [
            "<p><b><i>Oslo</p></b><table><td>met<p></table>Lima",
            "<<<>>><p>Oslo",
            "Oslo <",
            "<!doctype html>",
        ] {
            article(soup.into()).unwrap();
        }
    }
}
