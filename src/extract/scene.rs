//! What is on stage: the places of a text that speak of things, and the things themselves?
//!
//! A [`Spot`] is one place in the text; a [`Thing`] is what spots that belong together speak of. A spot may stand for
//! several things at once: *both countries*, *digital partnerships with Japan and South Korea*.

use super::crowd::Crowd;
use super::syntax::Tree;
use super::time::Timex;
use crate::lexicon::Lexicon;
use crate::model::{Document, Edtf, Kind, Mention, NodeType, Reading, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A place in the text that speaks of one or more things.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token.
    pub start: usize,
    /// First token after it.
    pub end: usize,
    /// Token that heads it in the tree.
    pub head: usize,
    /// How it speaks of its things.
    pub reading: Reading,
    /// Indices of the things it speaks of, in order.
    pub things: Vec<usize>,
    /// It stands inside another name: *Japan* in *Bank of Japan*.
    pub nested: bool,
}

/// A thing as this text speaks of it.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Kind.
    pub kind: Kind,
    /// Type within the kind.
    pub ntype: NodeType,
    /// Best name so far.
    pub name: String,
    /// Every other name.
    pub names: BTreeSet<String>,
    /// Acronyms, the usual one first.
    pub short: Vec<String>,
    /// Known by a name, not by a description only.
    pub named: bool,
    /// Key of the gazetteer's entry.
    pub entry: Option<String>,
    /// Its own date, as the text tells it.
    pub date: Option<Edtf>,
    /// The date that the gazetteer knows: it tells things apart, and is never told as the text's.
    pub listed: Option<Edtf>,
    /// Actors that are known to belong to it: parties, participants, issuers.
    pub parties: BTreeSet<usize>,
    /// Places that are known to belong to it.
    pub places: BTreeSet<usize>,
    /// Lemma of the noun that heads its description (*summit*).
    pub noun: String,
    /// Mentions in the text.
    pub mentions: Vec<Mention>,
    /// First place inside a longer name; that is no mention of its own (*Japan* in *Bank of Japan*).
    pub inside: Option<Span>,
    /// Why mentions were tied together.
    pub why: BTreeSet<String>,
    /// Sentence of the last mention.
    pub last_seen: usize,
}

impl Thing {
    /// A thing without a mention yet.
    pub fn new(kind: Kind, ntype: NodeType, name: impl Into<String>) -> Self {
        Self {
            kind,
            ntype,
            name: name.into(),
            names: BTreeSet::new(),
            short: Vec::new(),
            named: true,
            entry: None,
            date: None,
            listed: None,
            parties: BTreeSet::new(),
            places: BTreeSet::new(),
            noun: String::new(),
            mentions: Vec::new(),
            inside: None,
            why: BTreeSet::new(),
            last_seen: 0,
        }
    }

    /// Whether the text speaks of it at all.
    pub fn on_stage(&self) -> bool {
        !self.mentions.is_empty() || self.inside.is_some()
    }

    /// Several at once make *they*, *both*: a state, an organisation, a person alone makes *it* or *he*.
    pub fn is_person(&self) -> bool {
        self.ntype == NodeType::Person
    }
}

/// A text being read.
pub struct Scene<'a> {
    /// Names, words and rules.
    pub lexicon: &'a Lexicon,
    /// The text.
    pub document: &'a Document,
    /// One tree a sentence.
    pub trees: Vec<Tree<'a>>,
    /// Dates of each sentence.
    pub timexes: Vec<Vec<Timex>>,
    /// Places that speak of things, in no order.
    pub spots: Vec<Spot>,
    /// The things.
    pub things: Vec<Thing>,
    /// The state or body that each person holds an office of.
    pub homes: BTreeMap<usize, usize>,
    /// By sentence and token: people who may act apart from the state whose name they bear.
    pub crowds: BTreeMap<(usize, usize), Crowd>,
    /// The titles that the text gives each person, lower case.
    pub roles: BTreeMap<usize, Vec<String>>,
    /// By sentence and verb: who speaks where a communiqué's verb has no subject.
    pub voices: super::voice::Voices,
    /// Spots of each sentence: whoever asks for those of one must not go through all.
    by_sentence: Vec<Vec<usize>>,
    /// Per sentence, per token: the spot whose head it is, and the innermost spot that covers it.
    heads: Vec<Vec<Option<usize>>>,
    covers: Vec<Vec<Option<usize>>>,
}

impl<'a> Scene<'a> {
    /// An empty stage.
    pub fn new(
        lexicon: &'a Lexicon,
        document: &'a Document,
        trees: Vec<Tree<'a>>,
        timexes: Vec<Vec<Timex>>,
    ) -> Self {
        let heads: Vec<Vec<Option<usize>>> = trees.iter().map(|t| vec![None; t.len()]).collect();
        let covers = heads.clone();
        let by_sentence = vec![Vec::new(); trees.len()];
        Self {
            lexicon,
            document,
            trees,
            timexes,
            spots: Vec::new(),
            things: Vec::new(),
            homes: BTreeMap::new(),
            crowds: BTreeMap::new(),
            roles: BTreeMap::new(),
            voices: BTreeMap::new(),
            by_sentence,
            heads,
            covers,
        }
    }

    /// Adds a thing and gives its index.
    pub fn add_thing(&mut self, thing: Thing) -> usize {
        self.things.push(thing);
        self.things.len() - 1
    }

    /// Adds a spot of the words from the first to the head, which speaks of one thing, and gives its index.
    pub fn add_phrase(
        &mut self,
        sentence: usize,
        (start, head): (usize, usize),
        reading: Reading,
        thing: usize,
    ) -> usize {
        self.add_spot(Spot {
            sentence,
            start,
            end: head + 1,
            head,
            reading,
            things: vec![thing],
            nested: false,
        })
    }

    /// Adds a spot, its mentions on the things it speaks of, and gives its index. A head that is taken keeps its spot,
    /// unless the new one is not nested and the old one is.
    pub fn add_spot(&mut self, spot: Spot) -> usize {
        let id = self.spots.len();
        let tree = &self.trees[spot.sentence];
        let span = Span::new(tree.token(spot.start).span.start, tree.token(spot.end - 1).span.end);
        for &thing in &spot.things {
            let thing = &mut self.things[thing];
            let mention = Mention { span, reading: spot.reading };
            if spot.nested {
                thing.inside = Some(thing.inside.map_or(span, |known| known.min(span)));
            } else if !thing.mentions.contains(&mention) {
                thing.mentions.push(mention);
            }
            thing.last_seen = thing.last_seen.max(spot.sentence);
        }
        let head = &mut self.heads[spot.sentence][spot.head];
        let replace = head.is_none_or(|old| self.spots[old].nested && !spot.nested);
        if replace {
            *head = Some(id);
        }
        for token in spot.start..spot.end {
            let cover = &mut self.covers[spot.sentence][token];
            let inner =
                cover.is_none_or(|old| self.spots[old].end - self.spots[old].start > spot.end - spot.start);
            if inner {
                *cover = Some(id);
            }
        }
        self.by_sentence[spot.sentence].push(id);
        self.spots.push(spot);
        id
    }

    /// Indices of the spots of a sentence, in the order they were found.
    pub fn ids_in(&self, sentence: usize) -> impl Iterator<Item = usize> {
        self.by_sentence[sentence].iter().copied()
    }

    /// The spots of a sentence, in the order they were found.
    pub fn spots_in(&self, sentence: usize) -> impl Iterator<Item = &Spot> {
        self.by_sentence[sentence].iter().map(|&s| &self.spots[s])
    }

    /// The spot whose head a token is.
    pub fn spot_at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.heads[sentence][token]
    }

    /// The innermost spot that covers a token.
    pub fn spot_over(&self, sentence: usize, token: usize) -> Option<usize> {
        self.covers[sentence][token]
    }

    /// The thing that fits and is spoken of last before a word, within some sentences.
    pub fn last_of(
        &self,
        sentence: usize,
        token: usize,
        reach: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let from = sentence.saturating_sub(reach);
        let spots = (from..=sentence).flat_map(|s| self.spots_in(s));
        let before = spots.filter(|s| !s.nested && (s.sentence, s.end) <= (sentence, token));
        let fitting = before.filter_map(|s| match s.things[..] {
            [one] if fits(one) => Some(((s.sentence, s.start), one)),
            _ => None,
        });
        fitting.max().map(|(_, thing)| thing)
    }

    /// Text of a run of tokens, as written.
    pub fn text(&self, sentence: usize, start: usize, end: usize) -> &'a str {
        let tokens = &self.trees[sentence].sentence.tokens;
        Span::new(tokens[start].span.start, tokens[end - 1].span.end).of(&self.document.text)
    }

    /// Things that actors of a spot stand for.
    pub fn actors(&self, spot: usize) -> Vec<usize> {
        self.spots[spot].things.iter().copied().filter(|&t| self.things[t].kind == Kind::Actor).collect()
    }
}
