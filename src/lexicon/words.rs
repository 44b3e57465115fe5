//! Which common words matter, and for what?
//!
//! Small tables under `data/words/`: nouns that make a node when a text picks one out, words that act for their owner,
//! offices, descriptions that point back at an actor, and classes of words that rules refer to with `@`.

use super::files::Files;
use super::table;
use crate::error::Result;
use crate::model::{Kind, NodeType};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// What a noun makes of its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// Kind of the thing.
    pub kind: Kind,
    /// Type of the thing.
    pub ntype: NodeType,
}

/// The event that a verb tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enacted {
    /// The noun that would tell it.
    pub noun: String,
    /// How the verb's ends belong to it: `together`, `journey`, `deed`, `dated deed`.
    pub pattern: String,
    /// What sort of event.
    pub sort: Sort,
}

/// All word tables.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Lower-case lemma, or several joined by spaces (*trade agreement*), to the sort of thing it heads.
    pub nouns: BTreeMap<String, Sort>,
    /// Verbs that tell an event as its noun would: *visit*, *invade*.
    pub verb_events: BTreeMap<String, Enacted>,
    /// Words before a head noun that change its type: (*military*, *agreement*) makes a pact.
    pub modifiers: BTreeMap<(String, Kind), NodeType>,
    /// Words that act for their owner: *government*, *troops*, *leaders*.
    pub carriers: BTreeSet<String>,
    /// Titles of offices, lower case, longest first by words when matched.
    pub offices: BTreeSet<String>,
    /// Descriptions that point back at an actor: *country* to a state, *bloc* to an organisation.
    pub descriptions: BTreeMap<String, Vec<NodeType>>,
    /// Classes of words for rules.
    // Asked several times for every word of a text, and so not ordered.
    classes: FxHashMap<String, FxHashSet<String>>,
}

impl Words {
    /// Reads every table; a file that is not there is empty.
    pub fn read(files: &Files) -> Result<Self> {
        let mut words = Self::default();
        each_row(files, "words/nouns.tsv", |row| {
            let sort = sort_of(row)?;
            words.nouns.insert(row.get("noun").to_string(), sort);
            Ok(())
        })?;
        each_row(files, "words/verb-events.tsv", |row| {
            let (noun, pattern) = (row.get("noun").to_string(), row.get("pattern").to_string());
            let enacted = Enacted { noun, pattern, sort: sort_of(row)? };
            words.verb_events.insert(row.get("verb").to_string(), enacted);
            Ok(())
        })?;
        each_row(files, "words/modifiers.tsv", |row| {
            let sort = sort_of(row)?;
            words.modifiers.insert((row.get("word").to_string(), sort.kind), sort.ntype);
            Ok(())
        })?;
        each_row(files, "words/carriers.tsv", |row| {
            words.carriers.insert(row.get("word").to_string());
            Ok(())
        })?;
        each_row(files, "words/offices.tsv", |row| {
            words.offices.insert(row.get("title").to_string());
            Ok(())
        })?;
        each_row(files, "words/descriptions.tsv", |row| {
            let types: Option<Vec<NodeType>> = row.list("types").map(NodeType::parse).collect();
            let types =
                types.ok_or_else(|| row.error(format!("unknown type in \"{}\"", row.get("types"))))?;
            words.descriptions.insert(row.get("word").to_string(), types);
            Ok(())
        })?;
        // Those of rules, and those of the mechanisms in the engine.
        for file in ["words/classes.tsv", "words/roles.tsv"] {
            each_row(files, file, |row| {
                let class = words.classes.entry(row.get("class").to_string()).or_default();
                class.extend(row.list("words").map(str::to_string));
                Ok(())
            })?;
        }
        Ok(words)
    }

    /// Whether a word belongs to a class.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    /// Whether there is such a class.
    pub fn has(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// A list of words in which `@class` stands for the members of a class.
    pub fn expand(&self, list: &[String]) -> Result<Vec<String>, String> {
        let mut out = Vec::new();
        for word in list {
            match word.strip_prefix('@') {
                None => out.push(word.clone()),
                Some(class) => match self.classes.get(class) {
                    Some(members) => out.extend(members.iter().cloned().collect::<BTreeSet<_>>()),
                    None => return Err(format!("unknown class \"@{class}\"")),
                },
            }
        }
        Ok(out)
    }
}

fn each_row(files: &Files, file: &str, mut take: impl FnMut(&table::Row<'_>) -> Result<()>) -> Result<()> {
    let Some(text) = files.text(file)? else { return Ok(()) };
    table::read(file, &text)?.iter().try_for_each(&mut take)
}

fn sort_of(row: &table::Row<'_>) -> Result<Sort> {
    let kind = Kind::parse(row.get("kind"))
        .ok_or_else(|| row.error(format!("unknown kind \"{}\"", row.get("kind"))))?;
    let ntype = NodeType::parse(row.get("type"))
        .ok_or_else(|| row.error(format!("unknown type \"{}\"", row.get("type"))))?;
    Ok(Sort { kind, ntype })
}
