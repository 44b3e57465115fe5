//! What does the language core say of a text?
//!
//! Fields are Universal Dependencies' own (<https://universaldependencies.org/format.html>): `upos`, `xpos`, `lemma`,
//! `head`, `deprel`. Indices are zero-based within the sentence; the root has no head.

use super::Span;

/// One word, as Universal Dependencies English cuts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Place in the document's text, in bytes.
    pub span: Span,
    /// The word as written.
    pub form: String,
    /// Base form, lower case except in names.
    pub lemma: String,
    /// Universal part of speech (`NOUN`, `VERB`, `PROPN` …).
    pub upos: &'static str,
    /// Penn tag (`NNS`, `VBD` …): carries number, tense and participle where `upos` does not.
    pub xpos: &'static str,
    /// Index of the governing token in the same sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head (`nsubj`, `obl`, `nmod:poss` …); `root` for the root.
    pub deprel: &'static str,
}

/// A sentence: a run of tokens with one tree, and the names in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// From the first token to the end of the last.
    pub span: Option<Span>,
    /// Words in order.
    pub tokens: Vec<Token>,
    /// Names found in it, in order, not overlapping.
    pub names: Vec<Name>,
    /// Stands on a line of its own without a full stop: a heading, a bullet, a by-line.
    pub heading: bool,
}

/// A name as the name finder (learned model, gazetteer and naming patterns together) sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// First token of the sentence that belongs to it.
    pub start: usize,
    /// First token after it.
    pub end: usize,
    /// What it names.
    pub class: NameClass,
}

/// What a name names, before it is known which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameClass {
    /// A person.
    Person,
    /// A sovereign state, or a capital that stands for its government.
    State,
    /// Adjective or people of a state.
    Demonym,
    /// Intergovernmental organisation, bloc or named group of states.
    Igo,
    /// Company, party, agency, armed force, NGO.
    Organization,
    /// City, region, sea, facility.
    Place,
    /// Treaty, accord, pact, memorandum.
    Agreement,
    /// Strategy, law, programme, mission.
    Policy,
    /// War, summit, election, exercise.
    Event,
}

impl NameClass {
    /// All classes, in the order of the model files.
    pub const ALL: [NameClass; 9] = [
        Self::Person,
        Self::State,
        Self::Demonym,
        Self::Igo,
        Self::Organization,
        Self::Place,
        Self::Agreement,
        Self::Policy,
        Self::Event,
    ];

    /// The word the data files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Demonym => "demonym",
            Self::Igo => "igo",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Policy => "policy",
            Self::Event => "event",
        }
    }

    /// The class of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

/// What the language core makes of a whole text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
}
