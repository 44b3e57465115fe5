//! Which small words are cues, and of what?
//!
//! A table of word classes: one class a line, its words separated by `|`, each with an optional number (`july=7`). Words
//! are lower case; several words in a row are joined by spaces.

use super::files::Files;
use crate::error::{Error, Result};
use rustc_hash::FxHashMap;

/// Classes of words with a number each.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    // Asked several times for every word of a text, and so not ordered.
    classes: FxHashMap<String, FxHashMap<String, i32>>,
}

impl Cues {
    /// Reads a data file; one that is not there is empty.
    pub fn read(files: &Files, file: &str) -> Result<Self> {
        files.text(file)?.map_or_else(|| Ok(Self::default()), |text| Self::parse(file, &text))
    }

    /// Reads a table; `file` is its path below `data/`.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let mut cues = Self::default();
        for (at, line) in text.lines().enumerate().skip(1) {
            let bad = |reason: String| Error::Data { file: format!("data/{file}"), line: at + 1, reason };
            let Some((class, words)) = line.split_once('\t').filter(|(c, w)| !c.is_empty() && !w.is_empty())
            else {
                return Err(bad("a class and its words are needed".to_string()));
            };
            let class = cues.classes.entry(class.to_string()).or_default();
            for item in words.split('|') {
                let (word, number) = match item.rsplit_once('=') {
                    Some((word, number)) if !word.is_empty() => {
                        (word, number.parse().map_err(|_| bad(format!("no number: \"{item}\"")))?)
                    }
                    _ => (item, 0),
                };
                class.insert(word.to_string(), number);
            }
        }
        Ok(cues)
    }

    /// The number of a word in a class; none where it does not belong to it.
    pub fn get(&self, class: &str, word: &str) -> Option<i32> {
        self.classes.get(class)?.get(word).copied()
    }

    /// Whether a word belongs to a class.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.get(class, word).is_some()
    }

    /// All words of a class, sorted.
    pub fn words(&self, class: &str) -> impl Iterator<Item = &str> {
        let mut words: Vec<&str> =
            self.classes.get(class).into_iter().flat_map(|words| words.keys().map(String::as_str)).collect();
        words.sort_unstable();
        words.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_numbers() {
        let cues =
            Cues::parse("words/x.tsv", "class\twords\nmonth\tmay=5|june=6\nnot\tnever|no longer\n").unwrap();
        assert_eq!(cues.get("month", "june"), Some(6));
        assert!(cues.is("not", "no longer"));
        assert!(!cues.is("not", "june"));
        assert_eq!(cues.words("not").collect::<Vec<_>>(), ["never", "no longer"]);
        assert!(Cues::parse("words/x.tsv", "class\twords\nmonth\n").is_err());
    }
}
