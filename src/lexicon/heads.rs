//! What kind of name does a head noun head?
//!
//! *Party* heads organisations, *Strait* places, *treaty* agreements; a title (*President*) goes before a person.

use super::{Files, table};
use crate::error::Result;
use crate::model::NameClass;
use std::collections::HashMap;

/// Head nouns of names, lower case, with the class of the names they head.
#[derive(Debug, Clone, Default)]
pub struct Heads(HashMap<String, NameClass>);

impl Heads {
    /// Reads `words/heads.tsv`.
    pub fn read(files: &Files) -> Result<Self> {
        let file = "words/heads.tsv";
        let text = files.text(file)?.unwrap_or_else(|| "word\tclass".into());
        let mut heads = HashMap::new();
        for row in table::read(file, &text)? {
            let word = row.get("class");
            let class =
                NameClass::parse(word).ok_or_else(|| row.error(format!("unknown class \"{word}\"")))?;
            heads.insert(row.get("word").to_string(), class);
        }
        Ok(Self(heads))
    }

    /// The class of names that a lower-case word heads.
    pub fn class(&self, word: &str) -> Option<NameClass> {
        self.0.get(word).copied()
    }
}
