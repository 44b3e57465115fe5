//! What text stands between these tags?
//!
//! One pass, no tree: for books and for pages that a tree would choke on. Blocks end lines, scripts and styles are left
//! out, character references are read.

/// Elements whose content is never read.
const SILENT: [&str; 9] = ["script", "style", "noscript", "template", "svg", "nav", "footer", "form", "head"];
/// Elements that stand inside a line.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "wbr", "del",
];
/// Elements that never have an end tag.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The text of markup, one block a paragraph.
pub(super) fn text(markup: &str) -> String {
    let mut out = Lines::default();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        out.text(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag(rest) else {
            out.text("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if tag.opens && SILENT.contains(&tag.name.as_str()) {
            rest = after_end(rest, &tag.name);
        }
        if !tag.name.is_empty() && !INLINE.contains(&tag.name.as_str()) {
            out.block();
        }
    }
    out.text(rest);
    out.finish()
}

/// How deep elements are nested.
pub(super) fn depth(markup: &str) -> usize {
    let (mut depth, mut deepest, mut rest) = (0_usize, 0, markup);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(tag) = tag(rest) else {
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if tag.opens && !VOID.contains(&tag.name.as_str()) {
            depth += 1;
            deepest = deepest.max(depth);
        } else if tag.closes {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
}

struct Tag {
    /// Lower case; empty for comments and declarations.
    name: String,
    opens: bool,
    closes: bool,
    length: usize,
}

/// The tag, comment or declaration that a text begins with.
fn tag(text: &str) -> Option<Tag> {
    let bare = |length: usize| Some(Tag { name: String::new(), opens: false, closes: false, length });
    let inside = &text[1..];
    if inside.starts_with("!--") {
        return bare(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    if inside.starts_with(['!', '?']) {
        return bare(text.find('>').map_or(text.len(), |end| end + 1));
    }
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name: String =
        inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':' || *c == '-').collect();
    let length = text.find('>').map_or(text.len(), |end| end + 1);
    let empty = text[..length].ends_with("/>");
    Some(Tag { name: name.to_ascii_lowercase(), opens: !closes && !empty, closes, length })
}

/// What follows the end tag of an element; nothing where it never ends.
fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        let rest = &text[start..];
        if rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
        from = start;
    }
    ""
}

/// Paragraphs as they grow.
#[derive(Default)]
struct Lines {
    done: String,
    open: String,
}

impl Lines {
    fn text(&mut self, piece: &str) {
        self.open.push_str(&unescape(piece));
    }

    fn block(&mut self) {
        let line = super::line(&self.open);
        self.open.clear();
        if !line.is_empty() {
            if !self.done.is_empty() {
                self.done.push_str("\n\n");
            }
            self.done.push_str(&line);
        }
    }

    fn finish(mut self) -> String {
        self.block();
        self.done
    }
}

/// Character references as characters; unknown ones stay as they are.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character that a reference names.
pub(super) fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "copy" => '©',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "aacute" => 'á',
        "iacute" => 'í',
        "oacute" => 'ó',
        "uacute" => 'ú',
        "ntilde" => 'ñ',
        "ccedil" => 'ç',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "shy" => '\u{ad}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs() {
        let page = "<html><head><title>T</title></head><body><h1>Oslo &amp; Lima</h1><p>They <b>met</b>\n in May.<br>Twice.</p>\
            <script>var a = '<p>no</p>';</script><!-- <p>no</p> --><div>1 < 2</div>";
        assert_eq!(text(page), "Oslo & Lima\n\nThey met in May.\n\nTwice.\n\n1 < 2");
    }

    #[test]
    fn odd_markup_does_no_harm() {
        for odd in
            ["<", "<a", "</", "<!--", "<script>", "&", "&#x110000;", "&#0;", "<é>", "&é;", "<p", "a<b&c;d>"]
        {
            let _ = (text(odd), depth(odd), unescape(odd));
        }
        assert_eq!(depth(&"<div>".repeat(10_000)), 10_000);
        assert_eq!(depth("<p><br><img></p><p><i></i></p>"), 2);
    }
}
