//! What does an answer look like on a page?
//!
//! A fact is a line: when, who — type → whom, what kind of claim, how many documents. Under it, dimmed and wrapped, the
//! quotation and where it stands. Colour only repeats what words already say.

use anstyle::{AnsiColor, Style};
use chancery::graph::{Fact, Quote, Thing};
use chancery::model::{Edtf, Factuality};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Names of things.
pub const NAME: Style = Style::new().bold();
/// What may be passed over.
pub const DIM: Style = Style::new().dimmed();
/// Headings.
pub const HEAD: Style = Style::new().bold().underline();
/// Warnings and failures.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Types of relations.
const TYPE: Style = AnsiColor::Cyan.on_default();
/// Columns of a date.
const DATE: usize = 10;

/// Text in a style.
pub fn paint(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// A kind of claim in its colour: the firmer, the plainer.
pub fn claim(factuality: Factuality) -> String {
    let style = match factuality {
        Factuality::Actual => AnsiColor::Green.on_default(),
        Factuality::Reported => AnsiColor::Yellow.on_default(),
        Factuality::Future => AnsiColor::Blue.on_default(),
        Factuality::Hypothetical => AnsiColor::Magenta.on_default(),
        Factuality::Negated => AnsiColor::Red.on_default(),
    };
    paint(style, factuality.as_str())
}

/// `1 document`, `3 documents`.
pub fn count(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {}", plural(one)),
    }
}

fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{one}s"),
    }
}

/// A text being written.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: usize,
    /// Quotations shown since the last heading: the same words are not shown twice in a row.
    shown: BTreeSet<(String, usize, usize)>,
    /// Quotations shown for a fact.
    pub quotes: usize,
    /// Facts are shown with their keys.
    pub keys: bool,
}

impl Page {
    /// An empty page.
    pub fn new(width: usize) -> Self {
        Self { text: String::new(), width, shown: BTreeSet::new(), quotes: 1, keys: false }
    }

    /// Sends it to standard output.
    pub fn print(self) -> anyhow::Result<()> {
        super::output::print_text(&self.text)
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A line as it is.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.text.push_str(text.as_ref().trim_end());
        self.text.push('\n');
    }

    /// An empty line, unless there is one or nothing yet.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading with a remark.
    pub fn heading(&mut self, title: &str, remark: &str) {
        self.gap();
        self.shown.clear();
        self.line(format!("{} {}", paint(HEAD, title), paint(DIM, remark)));
    }

    /// A thing: name, type, date, id.
    pub fn thing(&mut self, indent: usize, thing: &Thing) {
        let date = thing.date.as_ref().map_or(String::new(), |d| format!(" · {d}"));
        let rest = paint(DIM, &format!("{}{date} · {}", thing.ntype, thing.id));
        self.line(format!("{:indent$}{}  {rest}", "", paint(NAME, &thing.name)));
    }

    /// Plain words, wrapped.
    pub fn words(&mut self, indent: usize, style: Style, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            // Blanks that must not break a line are plain ones once it is broken.
            self.line(format!("{:indent$}{}", "", paint(style, &line.replace('\u{a0}', " "))));
        }
    }

    /// Facts with their quotations, in the order given.
    pub fn facts(&mut self, indent: usize, facts: &[Fact]) {
        for fact in facts {
            self.fact(indent, fact);
        }
    }

    /// A fact with its quotations.
    pub fn fact(&mut self, indent: usize, fact: &Fact) {
        let ends =
            format!("{} {} {}", paint(NAME, &fact.source.name), arrow(fact), paint(NAME, &fact.target.name));
        self.told(indent, fact.date.as_ref(), &ends, fact);
    }

    /// A fact whose ends are told in other words.
    pub fn told(&mut self, indent: usize, date: Option<&Edtf>, ends: &str, fact: &Fact) {
        let when = date.map_or("undated", Edtf::as_str);
        let when =
            if date.is_some() { format!("{when:DATE$}") } else { paint(DIM, &format!("{when:DATE$}")) };
        let by: Vec<&str> = fact.asserted_by.iter().map(|t| t.name.as_str()).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
        let key = if self.keys { format!(" · {}", fact.key) } else { String::new() };
        let documents = paint(DIM, &format!("{}{key}", count(fact.documents, "document")));
        self.line(format!("{:indent$}{when}  {ends} · {}{by} · {documents}", "", claim(fact.factuality)));
        for mark in &fact.analyst {
            self.words(indent + DATE + 2, DIM, &format!("analyst: {mark}"));
        }
        self.quotations(indent + DATE + 2, &fact.quotes);
    }

    /// The first quotations, and how many more there are.
    pub fn quotations(&mut self, indent: usize, quotes: &[Quote]) {
        let key = |q: &Quote| (q.document.clone(), q.start, q.end);
        let fresh: Vec<&Quote> = quotes.iter().filter(|q| !self.shown.contains(&key(q))).collect();
        let more = fresh.len().saturating_sub(self.quotes);
        for (at, quote) in fresh.iter().take(self.quotes).enumerate() {
            self.shown.insert(key(quote));
            let last = at + 1 == self.quotes.min(fresh.len());
            let note = if last && more > 0 { format!(" · and {more} more") } else { String::new() };
            self.quote(indent, quote, &note);
        }
    }

    /// A quotation and where it stands.
    pub fn quote(&mut self, indent: usize, quote: &Quote, note: &str) {
        self.words(indent, DIM.italic(), &format!("“{}”", one_line(&quote.exact)));
        let room = self.width.saturating_sub(indent + note.width());
        self.words(indent, DIM, &format!("{}{note}", place(quote, room)));
    }
}

/// Where a quotation stands: publisher or title, date, file and code points; the title gives way where room is short.
pub fn place(quote: &Quote, width: usize) -> String {
    let who = one_line(quote.publisher.as_deref().unwrap_or(&quote.title));
    let published = quote.published.as_ref().map_or(String::new(), |d| format!(", {d}"));
    let page = quote.page.map_or(String::new(), |p| format!(" p. {p}"));
    let rest = format!("{published}, {}{page}:{}–{}", quote.source, quote.start, quote.end);
    let room = width.saturating_sub(rest.width() + 2).max(16);
    format!("— {}{rest}", shorten(&who, room))
}

/// `—party_to→`, `—represents (President)→`, `—agree—`.
pub fn arrow(fact: &Fact) -> String {
    let role = fact.role.as_ref().map_or(String::new(), |r| format!(" ({})", one_line(r)));
    let head = if fact.symmetric { "—" } else { "→" };
    format!("{}{}{head}", paint(DIM, "—"), paint(TYPE, &format!("{}{role}", fact.etype)))
}

/// Text with every run of white space as one blank, and no control characters.
pub fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Lines of at most `width` columns, broken at blanks.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        let lines = wrap("one two three four five six seven eight nine ten", 20);
        assert!(lines.iter().all(|l| l.width() <= 20));
        assert_eq!(lines.join(" "), "one two three four five six seven eight nine ten");
    }

    #[test]
    fn numbers_agree() {
        assert_eq!(count(1, "quotation"), "1 quotation");
        assert_eq!(count(2, "policy"), "2 policies");
        assert_eq!(count(0, "day"), "0 days");
    }
}
