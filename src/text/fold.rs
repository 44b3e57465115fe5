//! How does the parser see a name, and what does the inside of a name look like?
//!
//! To the parser a name or a date of several words is one proper noun, so that the tree around it comes out right; the
//! inside is laid out afterwards by rule, as Universal Dependencies lay out names.

use crate::model::{MONTHS, Name, NameClass, Sentence, Token};

/// Words the parser sees as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// First word.
    pub start: usize,
    /// First word after it.
    pub end: usize,
    /// The word that stands for all.
    pub head: usize,
    /// The word the parser reads.
    pub face: usize,
    /// Whether the parser takes it for a proper noun whatever its tag.
    pub proper: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One word.
    Word,
    /// A person's name.
    Person,
    /// Another name.
    Name,
    /// A date.
    Date,
}

/// Dates of several words: first word, first word after, the word that stands for all.
pub fn dates(forms: &[&str]) -> Vec<(usize, usize, usize)> {
    let mut dates = Vec::new();
    let mut at = 0;
    while at < forms.len() {
        match dated(forms, at, forms.len()) {
            Some(unit) => {
                dates.push((unit.start, unit.end, unit.head));
                at = unit.end;
            }
            None => at += 1,
        }
    }
    dates
}

/// The units of a sentence, in order.
pub fn units(sentence: &Sentence) -> Vec<Unit> {
    let tokens = &sentence.tokens;
    let forms: Vec<&str> = tokens.iter().map(|t| t.form.as_str()).collect();
    let mut names =
        sentence.names.iter().filter(|n| n.end - n.start.min(n.end) > 1 && n.end <= tokens.len()).peekable();
    let mut units = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        while names.next_if(|n| n.start < at).is_some() {}
        let unit = match names.peek() {
            Some(name) if name.start == at => named(tokens, name),
            next => {
                let limit = next.map_or(tokens.len(), |n| n.start);
                dated(&forms, at, limit).unwrap_or(Unit {
                    start: at,
                    end: at + 1,
                    head: at,
                    face: at,
                    proper: false,
                    kind: Kind::Word,
                })
            }
        };
        units.push(unit);
        at = unit.end;
    }
    units
}

fn named(tokens: &[Token], name: &Name) -> Unit {
    let (start, end) = (name.start, name.end);
    let base = (start + 1..end).find(|&i| joins(&tokens[i])).unwrap_or(end);
    let last = base - 1;
    let person = name.class == NameClass::Person && base == end;
    let proper = tokens[last].form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let proper = proper && name.class != NameClass::Demonym;
    let kind = if person { Kind::Person } else { Kind::Name };
    Unit { start, end, head: if person { start } else { last }, face: last, proper, kind }
}

/// Words that begin the tail of a name: "of", "on", "between".
fn joins(token: &Token) -> bool {
    matches!(token.upos, "ADP" | "SCONJ") || token.form.eq_ignore_ascii_case("to")
}

/// "9 July 2018", "July 9, 2018", "June 2024".
fn dated(forms: &[&str], at: usize, limit: usize) -> Option<Unit> {
    let form = |i: usize| if i < limit { forms[i] } else { "" };
    let unit = |end, head, face| Some(Unit { start: at, end, head, face, proper: true, kind: Kind::Date });
    let with_year = |end: usize| if is_year(form(end)) { end + 1 } else { end };
    if is_day(form(at)) && is_month(form(at + 1)) {
        return unit(with_year(at + 2), at, at + 1);
    }
    if !is_month(form(at)) {
        return None;
    }
    if is_day(form(at + 1)) {
        let comma = form(at + 2) == "," && is_year(form(at + 3));
        return unit(if comma { at + 4 } else { with_year(at + 2) }, at + 1, at);
    }
    if is_year(form(at + 1)) { unit(at + 2, at, at) } else { None }
}

fn is_month(form: &str) -> bool {
    MONTHS.contains(&form)
        || matches!(form, "Jan." | "Feb." | "Apr." | "Aug." | "Sep." | "Sept." | "Oct." | "Nov." | "Dec.")
}

fn is_day(form: &str) -> bool {
    let digits = form.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (digits.len() == form.len() || matches!(&form[digits.len()..], "st" | "nd" | "rd" | "th"))
        && digits.len() <= 2
        && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && form.parse().is_ok_and(|year: u16| (1500..2200).contains(&year))
}

/// Lays out the inside of a unit; its head's own arc is set elsewhere.
pub fn unfold(tokens: &mut [Token], unit: &Unit) {
    match unit.kind {
        Kind::Word => {}
        Kind::Person => {
            for at in unit.start + 1..unit.end {
                hang(tokens, at, unit.head, "flat");
            }
        }
        Kind::Date => date(tokens, unit),
        Kind::Name => name(tokens, unit),
    }
}

fn hang(tokens: &mut [Token], at: usize, head: usize, deprel: &'static str) {
    tokens[at].head = Some(head);
    tokens[at].deprel = if tokens[at].upos == "PUNCT" { "punct" } else { deprel };
}

fn date(tokens: &mut [Token], unit: &Unit) {
    for at in (unit.start..unit.end).filter(|&at| at != unit.head) {
        hang(tokens, at, unit.head, "nmod:unmarked");
    }
}

/// The last word before a preposition is the head of its phrase; each phrase hangs on the one before it.
fn name(tokens: &mut [Token], unit: &Unit) {
    let mut from = unit.start;
    let mut above = unit.head;
    while from < unit.end {
        let next = (from + 1..unit.end).find(|&i| joins(&tokens[i])).unwrap_or(unit.end);
        let head = next - 1;
        for at in from..head {
            let relation = if at == from && from > unit.start { "case" } else { inside(&tokens[at]) };
            hang(tokens, at, head, relation);
        }
        if head != unit.head {
            hang(tokens, head, above, "nmod");
        }
        above = head;
        from = next;
    }
}

fn inside(token: &Token) -> &'static str {
    match (token.upos, token.xpos) {
        ("DET", _) => "det",
        ("ADJ", _) => "amod",
        ("CCONJ", _) => "cc",
        ("NUM", _) => "nummod",
        (_, "POS") => "case",
        _ => "compound",
    }
}
