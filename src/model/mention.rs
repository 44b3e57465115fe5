//! What does one text say, before it is known which things in the world it speaks of?

use super::{EdgeType, Edtf, Factuality, Kind, NodeType, Span};
use serde::{Deserialize, Serialize};

/// A place in a text that speaks of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// The words that name or pick out the thing.
    pub span: Span,
    /// How they speak of it.
    pub reading: Reading,
}

/// How a mention speaks of its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reading {
    /// By a name.
    Name,
    /// By an adjective or people's name (*Russian*).
    Demonym,
    /// By a capital or seat of government (*Tokyo committed*).
    Metonym,
    /// By a description (*their June 2024 summit*, *the Alliance*).
    Description,
    /// By a pronoun or possessive.
    Pronoun,
}

/// A thing as one text speaks of it: all mentions that the text itself ties together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Kind of thing.
    pub kind: Kind,
    /// Type within the kind.
    pub ntype: NodeType,
    /// The best name the text gives it: canonical where the gazetteer knows it, built where the text only describes it
    /// ("Kim–Putin summit, June 2024").
    pub name: String,
    /// Every other name the text uses for it, sorted; pronouns and bare descriptions are none.
    pub names: Vec<String>,
    /// The thing is known by a name, not by a description only.
    pub named: bool,
    /// Key of the gazetteer's entry (`states/Japan`), if it is there.
    pub entry: Option<String>,
    /// The thing's own date: when an event was, when an agreement was made.
    pub date: Option<Edtf>,
    /// Where the text speaks of it, in order.
    pub mentions: Vec<Mention>,
    /// Why mentions were tied together, a line each.
    pub why: Vec<String>,
}

/// A relation between two entities of one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Its type.
    pub etype: EdgeType,
    /// Index of the entity it goes from.
    pub source: usize,
    /// Index of the entity it goes to.
    pub target: usize,
    /// When, as far as the text says.
    pub date: Option<Edtf>,
    /// What kind of claim it is.
    pub factuality: Factuality,
    /// Title of the office, for `represents`.
    pub role: Option<String>,
    /// Index of the entity whose claim it is, where the text names one.
    pub asserted_by: Option<usize>,
    /// The rule or mechanism that read it.
    pub rule: String,
    /// The words that say so.
    pub evidence: Span,
    /// From 0 to 1: how often readings of this kind are right.
    pub confidence: f64,
}

/// All that one text says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extraction {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// In the order of the text.
    pub relations: Vec<Relation>,
}
