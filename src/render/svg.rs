//! How is a shape written down?
//!
//! A small SVG writer: numbers with at most one decimal, all text escaped, nothing outside the standard's static profile.

use super::text;
use std::fmt::Write as _;

/// Fonts in order of preference; the first is the one the widths were taken from.
pub const FONTS: &str =
    "'Noto Sans', 'Open Sans', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

/// Which end of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type<'a> {
    /// Font size.
    pub size: f64,
    /// Bold face.
    pub bold: bool,
    /// Colour.
    pub fill: &'a str,
}

/// A picture in the making.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
}

/// A number for the file: one decimal at most, no negative zero.
pub fn num(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths == 0.0 || !tenths.is_finite() {
        return "0".into();
    }
    let text = format!("{:.1}", tenths / 10.0);
    text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
}

/// Text safe between tags and in attributes; characters that XML cannot hold are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c as u32, 0xFFFE | 0xFFFF) => {}
            c => out.push(c),
        }
    }
    out
}

impl Svg {
    /// A path with a fill and a stroke, either of them `none`.
    pub fn path(&mut self, d: &str, fill: &str, stroke: &str, width: f64, dash: &str) {
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        let _ = writeln!(
            self.body,
            "<path d=\"{d}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{}\"{dash}/>",
            num(width)
        );
    }

    /// A rectangle with round corners and no stroke.
    pub fn rect(&mut self, (x, y, w, h): (f64, f64, f64, f64), radius: f64, fill: &str) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{fill}\"/>",
            num(x),
            num(y),
            num(w),
            num(h),
            num(radius)
        );
    }

    /// A line of text with its base line at `y`. Lines of known letters are held to their measured width, so that another
    /// font cannot make them run out of their box.
    pub fn text(&mut self, line: &str, (x, y): (f64, f64), anchor: Anchor, style: Type<'_>) {
        let line = text::clean(line);
        if line.is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
        };
        let weight = if style.bold { " font-weight=\"700\"" } else { "" };
        let length = if text::is_measured(&line) && line.chars().count() > 2 {
            let width = num(text::width(&line, style.size, style.bold));
            format!(" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\"")
        } else {
            String::new()
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}{length}>{}</text>",
            num(x),
            num(y),
            num(style.size),
            style.fill,
            escape(&line)
        );
    }

    /// Opens a group with a tooltip.
    pub fn open(&mut self, class: &str, title: &str) {
        let _ = writeln!(self.body, "<g class=\"{class}\"><title>{}</title>", escape(&text::clean(title)));
    }

    /// Opens a group that is moved.
    pub fn translate(&mut self, x: f64, y: f64) {
        let _ = writeln!(self.body, "<g transform=\"translate({} {})\">", num(x), num(y));
    }

    /// Opens a group that is drawn larger.
    pub fn scale(&mut self, factor: f64) {
        let _ = writeln!(self.body, "<g transform=\"scale({factor:.3})\">");
    }

    /// Closes a group.
    pub fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// The whole file.
    pub fn finish(self, width: f64, height: f64, ground: &str, title: &str) -> String {
        let (w, h) = (num(width), num(height));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" \
             height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-family=\"{FONTS}\" role=\"img\">\n<title>{}</title>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{ground}\"/>\n{}</svg>\n",
            escape(&text::clean(title)),
            self.body
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(num(-0.01), "0");
        assert_eq!(num(12.0), "12");
        assert_eq!(num(1.25), "1.3");
        assert_eq!(num(f64::NAN), "0");
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("</script>&\"\u{1}"), "&lt;/script&gt;&amp;&quot;");
    }
}
