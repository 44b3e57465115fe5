//! How are agreements, policies and events named?
//!
//! `words/naming.toml` describes names as patterns over words; its head tells the notation. Here they are parsed; the
//! text room matches them.

use super::{Files, table};
use crate::error::{Error, Result};
use crate::model::NameClass;
use serde::Deserialize;
use std::collections::HashMap;

/// What one place of a pattern accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamePart {
    /// A word, in lower case; whether the text must write it with a capital.
    Word(String, bool),
    /// A capitalised word.
    Caps,
    /// Capitalised words with what joins them.
    Title,
    /// A name in the gazetteer.
    Known,
    /// A head noun of a class; whether with a capital.
    Head(NameClass, bool),
    /// A year.
    Year,
    /// Digits.
    Number,
    /// *47th*, *third*.
    Ordinal,
    /// A month's name.
    Month,
    /// A group of places.
    Group(Vec<NameStep>),
}

/// One place of a pattern: alternatives, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameStep {
    /// What it accepts.
    pub any: Vec<NamePart>,
    /// It may be left out.
    pub optional: bool,
    /// It may be repeated.
    pub repeated: bool,
}

/// A pattern of names.
#[derive(Debug, Clone)]
pub struct NamePattern {
    /// What it is called.
    pub name: String,
    /// What such a name names.
    pub class: NameClass,
    /// Its places.
    pub steps: Vec<NameStep>,
    /// `sentence -> name` it must find.
    pub yes: Vec<String>,
    /// Sentences in which it must find nothing.
    pub no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    pattern: Vec<WirePattern>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePattern {
    name: String,
    class: String,
    words: String,
    yes: Vec<String>,
    no: Vec<String>,
}

/// All patterns, and which can begin to match where a word stands.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    patterns: Vec<NamePattern>,
    anchors: HashMap<String, Vec<usize>>,
}

impl Naming {
    /// Reads `words/naming.toml`.
    pub fn read(files: &Files) -> Result<Self> {
        let file = "words/naming.toml";
        let Some(text) = files.text(file)? else { return Ok(Self::default()) };
        let wire: Wire = table::read_toml(file, &text)?;
        let mut naming = Self::default();
        for pattern in wire.pattern {
            let bad = |reason: &str| Error::Data {
                file: format!("data/{file}"),
                line: 0,
                reason: format!("pattern \"{}\": {reason}", pattern.name),
            };
            let class = NameClass::parse(&pattern.class).ok_or_else(|| bad("unknown class"))?;
            let steps = parse(&pattern.words).map_err(|reason| bad(&reason))?;
            let words = anchors(&steps).ok_or_else(|| bad("no word that must be there"))?;
            for word in words {
                naming.anchors.entry(word).or_default().push(naming.patterns.len());
            }
            let WirePattern { name, yes, no, .. } = pattern;
            naming.patterns.push(NamePattern { name, class, steps, yes, no });
        }
        Ok(naming)
    }

    /// All patterns, in the order of the file.
    pub fn patterns(&self) -> &[NamePattern] {
        &self.patterns
    }

    /// The patterns that need this lower-case word.
    pub fn needing(&self, word: &str) -> &[usize] {
        self.anchors.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words of which one must be there for the pattern to match: those of the first place that is neither optional
/// nor anything but words.
fn anchors(steps: &[NameStep]) -> Option<Vec<String>> {
    let words = |step: &NameStep| -> Option<Vec<String>> {
        let word = |part: &NamePart| match part {
            NamePart::Word(word, _) => Some(word.clone()),
            _ => None,
        };
        step.any.iter().map(word).collect()
    };
    steps.iter().filter(|step| !step.optional).find_map(words)
}

fn parse(words: &str) -> std::result::Result<Vec<NameStep>, String> {
    let spaced = words.replace('(', " ( ").replace(')', " ) ");
    let mut stack: Vec<Vec<NameStep>> = vec![Vec::new()];
    for item in spaced.split_whitespace() {
        match item {
            "(" => stack.push(Vec::new()),
            ")" => {
                let group = stack.pop().filter(|_| !stack.is_empty()).ok_or("a bracket too many")?;
                let step = grouped(group);
                stack.last_mut().ok_or("a bracket too many")?.push(step);
            }
            "?" | "*" | "+" => {
                let last = stack.last_mut().and_then(|steps| steps.last_mut()).ok_or("nothing to repeat")?;
                quantify(last, item);
            }
            _ => {
                let bare = item.trim_end_matches(['?', '*', '+']);
                let any = bare.split('|').map(part).collect::<std::result::Result<_, _>>()?;
                let mut step = NameStep { any, optional: false, repeated: false };
                quantify(&mut step, &item[bare.len()..]);
                stack.last_mut().ok_or("a bracket too many")?.push(step);
            }
        }
    }
    let steps = stack.pop().ok_or("a bracket too many")?;
    if stack.is_empty() { Ok(steps) } else { Err("a bracket is not closed".into()) }
}

/// A group of one place of alternatives is that place.
fn grouped(mut steps: Vec<NameStep>) -> NameStep {
    match steps.pop() {
        Some(only) if steps.is_empty() && !only.optional && !only.repeated => only,
        last => {
            steps.extend(last);
            NameStep { any: vec![NamePart::Group(steps)], optional: false, repeated: false }
        }
    }
}

fn quantify(step: &mut NameStep, sign: &str) {
    step.optional |= sign.contains(['?', '*']);
    step.repeated |= sign.contains(['*', '+']);
}

fn part(item: &str) -> std::result::Result<NamePart, String> {
    let class = |word: &str| NameClass::parse(word).ok_or_else(|| format!("unknown class {word}"));
    Ok(match item {
        "" => return Err("an empty alternative".into()),
        "CAPS" => NamePart::Caps,
        "TITLE" => NamePart::Title,
        "KNOWN" => NamePart::Known,
        "YEAR" => NamePart::Year,
        "NUMBER" => NamePart::Number,
        "ORDINAL" => NamePart::Ordinal,
        "MONTH" => NamePart::Month,
        _ => match item.split_once(':') {
            Some(("HEAD", word)) => NamePart::Head(class(word)?, true),
            Some(("head", word)) => NamePart::Head(class(word)?, false),
            _ => NamePart::Word(item.to_lowercase(), item.starts_with(char::is_uppercase)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_parsed() {
        let steps = parse("CAPS* Treaty|Pact (on the? TITLE)?").unwrap();
        assert_eq!(steps.len(), 3);
        assert!(steps[0].optional && steps[0].repeated);
        assert_eq!(steps[1].any[1], NamePart::Word("pact".into(), true));
        assert!(matches!(&steps[2].any[0], NamePart::Group(inner) if inner.len() == 3));
        assert_eq!(anchors(&steps).unwrap(), ["treaty", "pact"]);
    }

    #[test]
    fn a_bad_pattern_is_refused() {
        assert!(parse("(CAPS").is_err());
        assert!(parse("CAPS )").is_err());
        assert!(parse("HEAD:thing").is_err());
    }
}
