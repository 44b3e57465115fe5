//! What are people called?
//!
//! Given names and surnames of the world, for telling a person's name from other names and for its order and sex.

use super::{Files, fold, table};
use crate::error::Result;

/// Sex a given name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// A woman's name.
    Female,
    /// A man's name.
    Male,
    /// Borne by both.
    Any,
}

/// Given names and surnames, by hash of their folded form.
#[derive(Debug, Clone, Default)]
pub struct People {
    given: fold::ByHash<Sex>,
    surnames: fold::ByHash<()>,
}

impl People {
    /// Reads `names/given-names.tsv` and `names/surnames.tsv`.
    pub fn read(files: &Files) -> Result<Self> {
        let mut people = Self::default();
        let file = "names/given-names.tsv";
        for row in table::read(file, &files.text(file)?.unwrap_or_else(|| "name\tsex".into()))? {
            let sex = match row.get("sex") {
                "f" => Sex::Female,
                "m" => Sex::Male,
                "" | "u" | "fm" | "mf" | "f|m" | "m|f" | "any" => Sex::Any,
                other => return Err(row.error(format!("unknown sex \"{other}\""))),
            };
            let known = people.given.entry(fold::sequence(row.get("name"))).or_insert(sex);
            *known = if *known == sex { sex } else { Sex::Any };
        }
        let file = "names/surnames.tsv";
        for row in table::read(file, &files.text(file)?.unwrap_or_else(|| "name".into()))? {
            people.surnames.insert(fold::sequence(row.get("name")), ());
        }
        Ok(people)
    }

    /// The sex a given name tells of; none where it is no given name known.
    pub fn given(&self, form: &str) -> Option<Sex> {
        self.given.get(&fold::sequence(form)).copied()
    }

    /// Whether it is a surname known.
    pub fn is_surname(&self, form: &str) -> bool {
        self.surnames.contains_key(&fold::sequence(form))
    }
}
