//! Which words in which places say what?
//!
//! The rules of `data/rules/*.toml`, as `data/rules/README.md` describes them, with triggers spread out and indexed.

use super::files::Files;
use super::table;
use super::words::Words;
use crate::error::{Error, Result};
use crate::model::{EdgeType, Factuality, Kind, NodeType};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where a rule finds one of its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Who does it.
    Subject,
    /// Whom it is done to.
    Object,
    /// The subject of a dependent clause.
    Complement,
    /// Any actor inside the object.
    Topic,
    /// The state that the source belongs to.
    Home,
    /// The state whose people the source are.
    Own,
    /// Of whom the trigger is said: the subject of a copula, the noun it stands in apposition to.
    Is,
    /// Whoever does what the trigger's phrase hangs on: *docked over **India's** objections*.
    Doer,
    /// Whoever accepts or refuses what the trigger names: ***Chad** turned down Togo's **request***.
    Hearer,
    /// The phrase with this preposition.
    Preposition(String),
}

/// What an end must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// A node of this kind.
    Kind(Kind),
    /// A node of this type.
    Type(NodeType),
}

/// One rule, ready for use.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The edge it gives.
    pub edge: EdgeType,
    /// Roles of the source, in order.
    pub from: Vec<Role>,
    /// Roles of the target, in order.
    pub to: Vec<Role>,
    /// What the source may be; empty for whatever the ontology allows.
    pub from_is: Vec<Is>,
    /// What the target may be.
    pub to_is: Vec<Is>,
    /// Words one of which must head the verb's object.
    pub object_is: BTreeSet<String>,
    /// Words none of which may head the verb's object.
    pub object_not: BTreeSet<String>,
    /// If not empty, one of these must head what the trigger says of somebody: a clause, or what it calls the object.
    pub complement_is: BTreeSet<String>,
    /// If not empty, the trigger's own preposition must be one of these: ***over** India's objections*.
    pub preposition_is: BTreeSet<String>,
    /// If not empty, the word that does it must be one of these.
    pub subject_is: BTreeSet<String>,
    /// The word that does it must be none of these.
    pub subject_not: BTreeSet<String>,
    /// None of these may head a phrase of the verb or of its object: *beat him in the **election***.
    pub setting_not: BTreeSet<String>,
    /// The claim is at best this.
    pub factuality: Option<Factuality>,
    /// Source ends are paired with one another where no target is found.
    pub pairs: bool,
    /// The edge runs from target to source.
    pub reverse: bool,
    /// Counts only where the text denies the trigger, and the edge is then a fact: *does not recognise the ruling of*.
    pub denied: bool,
    /// How often such readings are right.
    pub confidence: f64,
    /// Sentences it must read, with the edges.
    pub yes: Vec<String>,
    /// Sentences it must not read.
    pub no: Vec<String>,
}

/// A trigger's word class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicative adjective.
    Adjective,
}

/// A way to set a rule off: the words around the one it is found by, and the rule.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Lemmas that must stand right before a noun: *joint* of *joint exercise*.
    pub before: Vec<String>,
    /// Lemmas that must follow a verb or adjective closely: *part* of *take part*.
    pub rest: Vec<String>,
    /// Index into [`Rules::rules`].
    pub rule: usize,
}

/// All rules and their index by first word.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// In the order of files and of each file.
    pub rules: Vec<Rule>,
    index: BTreeMap<(Part, String), Vec<Trigger>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Written>,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    edge: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    from_is: Vec<String>,
    #[serde(default)]
    to_is: Vec<String>,
    #[serde(default)]
    object_is: Vec<String>,
    #[serde(default)]
    object_not: Vec<String>,
    #[serde(default)]
    complement_is: Vec<String>,
    #[serde(default)]
    preposition_is: Vec<String>,
    #[serde(default)]
    subject_is: Vec<String>,
    #[serde(default)]
    subject_not: Vec<String>,
    #[serde(default)]
    setting_not: Vec<String>,
    factuality: Option<String>,
    #[serde(default)]
    pairs: bool,
    #[serde(default)]
    reverse: bool,
    #[serde(default)]
    denied: bool,
    confidence: Option<f64>,
    yes: Vec<String>,
    no: Vec<String>,
}

/// Confidence of a rule that does not say its own.
const USUAL_CONFIDENCE: f64 = 0.8;

impl Rules {
    /// Reads every rule file.
    pub fn read(files: &Files, words: &Words) -> Result<Self> {
        let mut rules = Self::default();
        let mut names = BTreeSet::new();
        for file in files.list("rules")?.iter().filter(|f| f.ends_with(".toml")) {
            let Some(text) = files.text(file)? else { continue };
            for written in table::read_toml::<File>(file, &text)?.rule {
                let name = written.name.clone();
                let fail = |reason: String| Error::Data {
                    file: format!("data/{file}"),
                    line: 0,
                    reason: format!("rule \"{name}\": {reason}"),
                };
                if !names.insert(name.clone()) {
                    return Err(fail("the name is taken".into()));
                }
                rules.add(written, words).map_err(fail)?;
            }
        }
        Ok(rules)
    }

    /// The triggers that begin with a lemma.
    pub fn triggers(&self, part: Part, lemma: &str) -> &[Trigger] {
        self.index.get(&(part, lemma.to_string())).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, written: Written, words: &Words) -> Result<(), String> {
        let at = self.rules.len();
        let parts =
            [(Part::Verb, &written.verb), (Part::Noun, &written.noun), (Part::Adjective, &written.adjective)];
        let mut triggers = 0;
        for (part, list) in parts {
            for phrase in words.expand(list)? {
                let mut lemmas: Vec<String> = phrase.split(' ').map(str::to_string).collect();
                // A noun is found by its head, the last word; a verb by its first.
                let (found_by, before, rest) = match part {
                    Part::Noun => (lemmas.pop(), lemmas, Vec::new()),
                    _ => (Some(lemmas.remove(0)), Vec::new(), lemmas),
                };
                let Some(found_by) = found_by else { continue };
                self.index.entry((part, found_by)).or_default().push(Trigger { before, rest, rule: at });
                triggers += 1;
            }
        }
        if triggers == 0 {
            return Err("no verb, noun or adjective sets it off".into());
        }
        self.rules.push(Rule {
            edge: EdgeType::parse(&written.edge).ok_or(format!("unknown edge \"{}\"", written.edge))?,
            from: roles(&written.from, Role::Subject),
            to: roles(&written.to, Role::Object),
            from_is: constraints(&written.from_is)?,
            to_is: constraints(&written.to_is)?,
            object_is: words.expand(&written.object_is)?.into_iter().collect(),
            object_not: words.expand(&written.object_not)?.into_iter().collect(),
            complement_is: words.expand(&written.complement_is)?.into_iter().collect(),
            preposition_is: words.expand(&written.preposition_is)?.into_iter().collect(),
            subject_is: words.expand(&written.subject_is)?.into_iter().collect(),
            subject_not: words.expand(&written.subject_not)?.into_iter().collect(),
            setting_not: words.expand(&written.setting_not)?.into_iter().collect(),
            factuality: match &written.factuality {
                None => None,
                Some(word) => Some(Factuality::parse(word).ok_or(format!("unknown factuality \"{word}\""))?),
            },
            pairs: written.pairs,
            reverse: written.reverse,
            denied: written.denied,
            confidence: written.confidence.unwrap_or(USUAL_CONFIDENCE),
            name: written.name,
            yes: written.yes,
            no: written.no,
        });
        Ok(())
    }
}

fn roles(words: &[String], usual: Role) -> Vec<Role> {
    if words.is_empty() {
        return vec![usual];
    }
    let role = |word: &String| match word.as_str() {
        "subject" => Role::Subject,
        "object" => Role::Object,
        "complement" => Role::Complement,
        "topic" => Role::Topic,
        "is" => Role::Is,
        "doer" => Role::Doer,
        "hearer" => Role::Hearer,
        "home" => Role::Home,
        "own" => Role::Own,
        preposition => Role::Preposition(preposition.to_string()),
    };
    words.iter().map(role).collect()
}

fn constraints(words: &[String]) -> Result<Vec<Is>, String> {
    let one = |word: &String| {
        // "place" is a kind and a type; the kind says as much.
        Kind::parse(word)
            .map(Is::Kind)
            .or_else(|| NodeType::parse(word).map(Is::Type))
            .ok_or(format!("unknown kind \"{word}\""))
    };
    words.iter().map(one).collect()
}
