//! Where do the naming patterns of agreements, policies and events match?
//!
//! A pattern is followed over all readings at once: from a set of places, one step leads to the set of places after it.
//! The longest reading from the leftmost place counts. Patterns then speak louder than the model where they cover all
//! that it found there, and are silent where they would cut one of its names.

use crate::lexicon::{Hit, Lexicon, NamePart, NameStep};
use crate::model::{Name, NameClass, Token};

/// The longest a title may be, in words.
const LONGEST_TITLE: usize = 24;

/// The names that patterns find, in order, not overlapping.
pub fn find(lexicon: &Lexicon, tokens: &[Token], hits: &[Hit]) -> Vec<Name> {
    let lower: Vec<String> = tokens.iter().map(|token| token.form.to_lowercase()).collect();
    let mut wanted: Vec<usize> =
        lower.iter().flat_map(|word| lexicon.naming().needing(word)).copied().collect();
    if wanted.is_empty() || is_headline(tokens) {
        return Vec::new();
    }
    wanted.sort_unstable();
    wanted.dedup();
    let matcher = Matcher { lexicon, tokens, lower: &lower, hits };
    let mut found = Vec::new();
    for pattern in wanted.iter().map(|at| &lexicon.naming().patterns()[*at]) {
        found.extend(matcher.all(&pattern.steps, pattern.class));
    }
    longest(found)
}

/// Whether capitals tell nothing here, as in headlines that write every word with one.
fn is_headline(tokens: &[Token]) -> bool {
    let small = |token: &Token| {
        let form = token.form.as_str();
        form.len() > 2 && form.starts_with(char::is_lowercase) && !super::entity_features::is_function(form)
    };
    tokens.len() > 6 && !tokens.iter().any(small)
}

/// Keeps the longest of names that overlap, the leftmost of equally long ones.
fn longest(mut found: Vec<Name>) -> Vec<Name> {
    found.sort_by_key(|name| (std::cmp::Reverse(name.end - name.start), name.start));
    let mut kept: Vec<Name> = Vec::new();
    for name in found {
        if kept.iter().all(|other| other.end <= name.start || name.end <= other.start) {
            kept.push(name);
        }
    }
    kept.sort_by_key(|name| name.start);
    kept
}

/// The model's names with those of patterns put in.
pub fn merge(names: Vec<Name>, patterns: Vec<Name>) -> Vec<Name> {
    let mut merged = names;
    for name in patterns {
        let inside = |other: &Name| name.start <= other.start && other.end <= name.end;
        let apart = |other: &Name| other.end <= name.start || name.end <= other.start;
        let same = |other: &Name| other.start == name.start && other.end == name.end;
        if merged.iter().all(|other| apart(other) || inside(other) && !same(other)) {
            merged.retain(apart);
            merged.push(name);
        }
    }
    merged.sort_by_key(|name| name.start);
    merged
}

struct Matcher<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    lower: &'a [String],
    hits: &'a [Hit],
}

impl Matcher<'_> {
    fn all(&self, steps: &[NameStep], class: NameClass) -> Vec<Name> {
        let (mut found, mut start) = (Vec::new(), 0);
        while start < self.tokens.len() {
            let end = self.follow(steps, vec![start]).into_iter().max();
            match end.filter(|end| *end > start) {
                Some(end) => {
                    found.push(Name { start, end, class });
                    start = end;
                }
                None => start += 1,
            }
        }
        found
    }

    /// The places after all steps, from any of some places.
    fn follow(&self, steps: &[NameStep], mut places: Vec<usize>) -> Vec<usize> {
        for step in steps {
            let mut after = if step.optional { places.clone() } else { Vec::new() };
            let mut front = places;
            while !front.is_empty() {
                let mut next: Vec<usize> = front.iter().flat_map(|place| self.step(step, *place)).collect();
                next.sort_unstable();
                next.dedup();
                next.retain(|place| !after.contains(place));
                after.extend(&next);
                front = if step.repeated { next } else { Vec::new() };
            }
            places = after;
            if places.is_empty() {
                break;
            }
        }
        places
    }

    fn step(&self, step: &NameStep, at: usize) -> Vec<usize> {
        step.any.iter().flat_map(|part| self.part(part, at)).collect()
    }

    fn part(&self, part: &NamePart, at: usize) -> Vec<usize> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        let (form, lower) = (token.form.as_str(), self.lower[at].as_str());
        let capital = form.starts_with(char::is_uppercase);
        let one = |matches: bool| if matches { vec![at + 1] } else { Vec::new() };
        match part {
            NamePart::Word(word, with_capital) => one(word == lower && (capital || !with_capital)),
            NamePart::Caps => self.caps(at),
            NamePart::Title => self.title(at),
            NamePart::Known => self.hits.iter().filter(|hit| hit.start == at).map(|hit| hit.end).collect(),
            NamePart::Head(class, with_capital) => {
                one(self.lexicon.heads().class(lower) == Some(*class) && (capital || !with_capital))
            }
            NamePart::Year => one(is_year(form)),
            NamePart::Number => one(form.starts_with(|c: char| c.is_ascii_digit())),
            NamePart::Ordinal => one(is_ordinal(lower)),
            NamePart::Month => one(MONTHS.contains(&lower)),
            NamePart::Group(steps) => self.follow(steps, vec![at]),
        }
    }

    /// A capitalised word, alone or with what hyphens and `'s` join to it.
    fn caps(&self, at: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        if !self.is_name_word(at) {
            return ends;
        }
        let mut end = at + 1;
        ends.push(end);
        while self
            .lower
            .get(end)
            .is_some_and(|w| matches!(w.as_str(), "-" | "–" | "'s" | "’s" | "'" | "’" | "&"))
        {
            let possessive = self.lower[end].ends_with('s') || self.lower[end].starts_with(['\'', '’']);
            if !self.is_name_word(end + 1) {
                break;
            }
            // "Kenya's Vision 2030": the owner is no part of the name unless a name joins them.
            if possessive && self.hits.iter().any(|hit| hit.end == end) {
                break;
            }
            end += 2;
            ends.push(end);
        }
        ends
    }

    fn is_name_word(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let lower = self.lower[at].as_str();
        token.form.starts_with(char::is_uppercase)
            && !super::entity_features::is_function(lower)
            && !MONTHS.contains(&lower)
            && !WEEKDAYS.contains(&lower)
    }

    /// Every place where a title that begins here may end.
    fn title(&self, at: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut place = at;
        while self.is_name_word(place) && place < at + LONGEST_TITLE {
            place += 1;
            ends.push(place);
            let joined = self.joined(place);
            if !self.is_name_word(joined) || joined > place && self.breaks(place, joined) {
                break;
            }
            place = joined;
        }
        ends
    }

    /// The place after the words that join a title here.
    fn joined(&self, at: usize) -> usize {
        let joins = |word: &String| TITLE_JOINS.contains(&word.as_str());
        at + self.lower[at..].iter().take(3).take_while(|word| joins(word)).count()
    }

    /// Whether what follows joining words begins something else: *signed the Treaty on Trade in Lima and Chile …*
    fn breaks(&self, join: usize, next: usize) -> bool {
        let known = self.hits.iter().any(|hit| hit.start == next);
        let words = &self.lower[join..next];
        known
            && matches!(words[0].as_str(), "in" | "and" | "with" | "by" | "," | "for" | "to" | "from")
            && words.len() == 1
    }
}

/// Whether a lower-case word is a month's name.
pub fn is_month(lower: &str) -> bool {
    MONTHS.contains(&lower)
}

fn is_year(form: &str) -> bool {
    let year = |text: &str| {
        text.len() == 4
            && text.bytes().all(|b| b.is_ascii_digit())
            && matches!(text.as_bytes()[0], b'1' | b'2')
    };
    year(form) || form.split_once(['–', '-', '/']).is_some_and(|(from, to)| year(from) && to.len() <= 4)
}

fn is_ordinal(lower: &str) -> bool {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let numeral =
        digits.len() + 2 == lower.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    numeral || ORDINALS.contains(&lower)
}

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const TITLE_JOINS: [&str; 17] = [
    "of", "on", "for", "and", "the", "in", "to", "against", "with", "from", "by", "&", "-", "–", "'s", "’s",
    "at",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn found(text: &str, pattern: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin();
        let mut all = Vec::new();
        for sentence in tokenise(text) {
            let tokens = &sentence.tokens;
            let lower: Vec<String> = tokens.iter().map(|token| token.form.to_lowercase()).collect();
            let hits = lexicon.gazetteer().find(tokens);
            if is_headline(tokens) {
                continue;
            }
            let matcher = Matcher { lexicon, tokens, lower: &lower, hits: &hits };
            for wanted in lexicon.naming().patterns().iter().filter(|p| p.name == pattern) {
                let names = matcher.all(&wanted.steps, wanted.class);
                let span = |n: &Name| tokens[n.start].span.cover(tokens[n.end - 1].span);
                all.extend(names.iter().map(|n| span(n).of(text).to_string()));
            }
        }
        all
    }

    #[test]
    fn every_pattern_keeps_its_examples() {
        for pattern in Lexicon::builtin().naming().patterns() {
            assert!(!pattern.yes.is_empty() && !pattern.no.is_empty(), "{} has no examples", pattern.name);
            for example in &pattern.yes {
                let (text, name) = example.split_once(" -> ").unwrap();
                assert_eq!(found(text, &pattern.name), [name], "pattern \"{}\" in: {text}", pattern.name);
            }
            for text in &pattern.no {
                assert!(found(text, &pattern.name).is_empty(), "pattern \"{}\" in: {text}", pattern.name);
            }
        }
    }

    #[test]
    fn a_pattern_covers_what_the_model_found_inside() {
        let name = |start, end, class| Name { start, end, class };
        let (event, state) = (NameClass::Event, NameClass::State);
        assert_eq!(merge(vec![name(1, 2, state)], vec![name(0, 4, event)]), [name(0, 4, event)]);
        assert_eq!(merge(vec![name(1, 6, state)], vec![name(0, 4, event)]), [name(1, 6, state)]);
    }
}
