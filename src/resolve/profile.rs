//! What has to be known of an entity to tell which thing it is?
//!
//! Little: its names, type, date and parties. Most entities of a corpus are alike in all of that, so that each such
//! profile is kept once and every entity is the number of its own.

use super::name::fold;
use super::symbols::{Numbers, Symbol};
use crate::lexicon::Lexicon;
use crate::model::{EdgeType, Edtf, Extraction, Kind, NodeType};
use std::collections::HashMap;

/// What is kept of an entity for linking. Sorted by what it says, once its symbols are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Profile {
    pub kind: Kind,
    pub ntype: NodeType,
    pub named: bool,
    pub name: Symbol,
    pub names: Box<[Symbol]>,
    pub entry: Option<Symbol>,
    pub date: Option<Symbol>,
    /// Parties, participants and issuers, by the names of their entries or their own; sorted.
    pub parties: Box<[Symbol]>,
}

/// The entities of documents, one document after the other.
#[derive(Debug)]
pub struct Profiles<'l> {
    lexicon: &'l Lexicon,
    words: Numbers<Box<str>>,
    dates: Numbers<Edtf>,
    profiles: HashMap<Profile, u32>,
    /// Profile of each entity.
    of: Vec<u32>,
    /// Where the entities of each document begin.
    begins: Vec<usize>,
}

/// The same, with symbols in the order of words and dates in that of their texts.
#[derive(Debug)]
pub struct Settled {
    pub words: Vec<Box<str>>,
    pub dates: Vec<Edtf>,
    /// By what is surest, then by what they say.
    pub profiles: Vec<Profile>,
    pub of: Vec<u32>,
    pub begins: Vec<usize>,
}

impl<'l> Profiles<'l> {
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            words: Numbers::default(),
            dates: Numbers::default(),
            profiles: HashMap::new(),
            of: Vec::new(),
            begins: Vec::new(),
        }
    }

    /// Takes in what one document says.
    pub fn add(&mut self, extraction: &Extraction) {
        self.begins.push(self.of.len());
        let mut parties: Vec<Vec<Symbol>> = vec![Vec::new(); extraction.entities.len()];
        for relation in &extraction.relations {
            if matches!(
                relation.etype,
                EdgeType::PartyTo | EdgeType::Signed | EdgeType::ParticipatedIn | EdgeType::Issued
            ) {
                for name in self.party_names(extraction, relation.source) {
                    parties[relation.target].push(self.words.of(name.as_str()));
                }
            }
        }
        for (e, mut parties) in extraction.entities.iter().zip(parties) {
            parties.sort_unstable();
            parties.dedup();
            let profile = Profile {
                kind: e.kind,
                ntype: e.ntype,
                named: e.named,
                name: self.words.of(e.name.as_str()),
                names: e.names.iter().map(|name| self.words.of(name.as_str())).collect(),
                entry: e.entry.as_deref().map(|entry| self.words.of(entry)),
                date: e.date.as_ref().map(|date| self.dates.of(date)),
                parties: parties.into(),
            };
            let next = self.profiles.len() as u32;
            self.of.push(*self.profiles.entry(profile).or_insert(next));
        }
    }

    /// A party counts with its state: *Kim–Putin summit* and *Russia–North Korea summit* may be one.
    fn party_names(&self, extraction: &Extraction, entity: usize) -> Vec<String> {
        let e = &extraction.entities[entity];
        let mut names = vec![fold(&e.name)];
        if e.ntype == NodeType::Person {
            let known = e.entry.as_deref().and_then(|k| self.lexicon.entry_by_key(k));
            names.extend(known.into_iter().flat_map(|entry| entry.states.iter().map(|s| fold(s))));
            let offices =
                extraction.relations.iter().filter(|r| r.etype == EdgeType::Represents && r.source == entity);
            names.extend(offices.map(|r| fold(&extraction.entities[r.target].name)));
        }
        names
    }

    /// Renumbers and sorts.
    pub fn settle(self) -> Settled {
        let (words, new_word) = self.words.sorted();
        let (dates, new_date) = self.dates.sorted();
        let single = |texts: &[Box<str>], word: Symbol| !texts[word as usize].contains(' ');
        let mut all: Vec<(Profile, u32)> = self.profiles.into_iter().collect();
        for (profile, _) in &mut all {
            renumber(profile, &new_word, &new_date);
        }
        all.sort_unstable_by(|(a, _), (b, _)| {
            rank(a, single(&words, a.name)).cmp(&rank(b, single(&words, b.name))).then_with(|| a.cmp(b))
        });
        let mut place = vec![0; all.len()];
        all.iter().enumerate().for_each(|(new, (_, old))| place[*old as usize] = new as u32);
        let mut of = self.of;
        of.iter_mut().for_each(|profile| *profile = place[*profile as usize]);
        let profiles = all.into_iter().map(|(profile, _)| profile).collect();
        Settled { words, dates, profiles, of, begins: self.begins }
    }
}

fn renumber(profile: &mut Profile, word: &[Symbol], date: &[Symbol]) {
    let new = |symbol: &mut Symbol| *symbol = word[*symbol as usize];
    new(&mut profile.name);
    profile.names.iter_mut().for_each(new);
    profile.entry.iter_mut().for_each(new);
    profile.parties.iter_mut().for_each(new);
    profile.parties.sort_unstable();
    profile.date.iter_mut().for_each(|symbol| *symbol = date[*symbol as usize]);
}

/// What is surest comes first and sets up the clusters: entries, names, dated and party-rich descriptions.
fn rank(profile: &Profile, single_word: bool) -> (Kind, bool, bool, bool, std::cmp::Reverse<usize>) {
    let lone = profile.ntype == NodeType::Person && single_word;
    (
        profile.kind,
        profile.entry.is_none(),
        !profile.named || lone,
        profile.date.is_none(),
        std::cmp::Reverse(profile.parties.len()),
    )
}
