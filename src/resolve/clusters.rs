//! What is known of a thing while entities are still joined to it, and how is it found again?
//!
//! Nothing here is looked through from end to end: whoever asks names a word, an entry, a party or two.

use super::lists::Lists;
use super::name::{fold, sorted_words};
use super::profile::Profile;
use super::symbols::{Numbers, Symbol};
use crate::model::{Edtf, Kind, NodeType};
use std::collections::{BTreeSet, HashSet};

/// A thing in the making.
#[derive(Debug)]
pub struct Cluster {
    pub kind: Kind,
    pub ntype: NodeType,
    /// The name to show, the first name, and the same folded.
    pub name: Symbol,
    pub first: Symbol,
    pub title: Symbol,
    pub entry: Option<Symbol>,
    pub date: Option<Symbol>,
    /// Sorted.
    pub parties: Vec<Symbol>,
    /// How many entities go by each name, and whether only by a description or in passing; sorted.
    pub names: Vec<((bool, Symbol), u32)>,
    /// How many are of each type; sorted.
    pub types: Vec<(NodeType, u32)>,
    /// Names that were taken for another spelling of the first.
    pub agreed: Vec<Symbol>,
}

/// Clusters with what finds them again.
#[derive(Debug)]
pub struct Clusters<'s> {
    words: &'s [Box<str>],
    dates: &'s [Edtf],
    keys: Numbers<Box<str>>,
    /// Folded form of each word that is a name.
    folded: Vec<Option<Symbol>>,
    pub all: Vec<Cluster>,
    by_entry: Lists<Symbol>,
    /// Actors and places, by any folded name.
    by_name: Lists<(Kind, Symbol)>,
    in_name: HashSet<(Symbol, u32)>,
    /// People by the last word of their first name.
    by_surname: Lists<Symbol>,
    /// Made things by their folded first name: all, those that began without parties, those of a party.
    titled: Lists<(Kind, Symbol)>,
    alone: Lists<(Kind, Symbol)>,
    with_party: Lists<(Kind, Symbol, Symbol)>,
    /// Dated made things by two of their parties.
    with_pair: Lists<(Kind, Symbol, Symbol)>,
}

impl<'s> Clusters<'s> {
    pub fn new(words: &'s [Box<str>], dates: &'s [Edtf]) -> Self {
        Self {
            words,
            dates,
            keys: Numbers::default(),
            folded: vec![None; words.len()],
            all: Vec::new(),
            by_entry: Lists::default(),
            by_name: Lists::default(),
            in_name: HashSet::new(),
            by_surname: Lists::default(),
            titled: Lists::default(),
            alone: Lists::default(),
            with_party: Lists::default(),
            with_pair: Lists::default(),
        }
    }

    /// A word as it was written.
    pub fn word(&self, symbol: Symbol) -> &'s str {
        &self.words[symbol as usize]
    }

    /// A date.
    pub fn date(&self, symbol: Option<Symbol>) -> Option<&'s Edtf> {
        symbol.map(|date| &self.dates[date as usize])
    }

    /// The folded form of a name.
    pub fn fold(&mut self, name: Symbol) -> Symbol {
        if let Some(key) = self.folded[name as usize] {
            return key;
        }
        let key = self.keys.of(fold(self.word(name)).as_str());
        self.folded[name as usize] = Some(key);
        key
    }

    /// The words of a folded name in alphabetical order.
    pub fn sorted_words(&mut self, name: Symbol) -> Symbol {
        let sorted = sorted_words(&fold(self.word(name)));
        self.keys.of(sorted.as_str())
    }

    /// Things of an entry of the gazetteer, first come first.
    pub fn of_entry(&self, entry: Symbol) -> impl Iterator<Item = u32> {
        self.by_entry.of(entry)
    }

    /// Actors or places with that folded name, first come first.
    pub fn named(&self, kind: Kind, key: Symbol) -> impl Iterator<Item = u32> {
        self.by_name.of((kind, key))
    }

    /// People whose first name ends in that folded word.
    pub fn surnamed(&self, key: Symbol) -> impl Iterator<Item = u32> {
        self.by_surname.of(key)
    }

    /// Made things of that folded first name that may be the profile's: those that share a party with it or have none.
    pub fn titled(&self, profile: &Profile, title: Symbol, found: &mut BTreeSet<u32>) {
        if profile.parties.is_empty() {
            found.extend(self.titled.of((profile.kind, title)));
            return;
        }
        let still_alone = |at: &u32| self.all[*at as usize].parties.is_empty();
        found.extend(self.alone.of((profile.kind, title)).filter(still_alone));
        for party in &profile.parties {
            found.extend(self.with_party.of((profile.kind, title, *party)));
        }
    }

    /// Dated made things that share two parties with the profile and have been called by its type.
    pub fn paired(&self, profile: &Profile, found: &mut BTreeSet<u32>) {
        let typed = |at: &u32| self.all[*at as usize].types.iter().any(|(t, _)| *t == profile.ntype);
        for (at, one) in profile.parties.iter().enumerate() {
            for other in &profile.parties[at + 1..] {
                found.extend(self.with_pair.of((profile.kind, *one, *other)).filter(typed));
            }
        }
    }

    /// A new thing, which `join` has to be told of.
    pub fn open(&mut self, profile: &Profile) -> u32 {
        let at = self.put(profile);
        let title = self.all[at as usize].title;
        if let Some(entry) = profile.entry {
            self.by_entry.push(entry, at);
        }
        if is_made(profile.kind) {
            self.titled.push((profile.kind, title), at);
            if profile.parties.is_empty() {
                self.alone.push((profile.kind, title), at);
            }
        } else if profile.ntype == NodeType::Person {
            let folded = fold(self.word(profile.name));
            let last = self.keys.of(folded.split(' ').next_back().unwrap_or_default());
            self.by_surname.push(last, at);
        }
        at
    }

    /// A thing of one entity that no other is joined to: it is not found again.
    pub fn open_unfindable(&mut self, profile: &Profile) {
        let at = self.put(profile);
        self.count(at, profile, 1);
    }

    fn put(&mut self, profile: &Profile) -> u32 {
        let title = self.fold(profile.name);
        self.all.push(Cluster {
            kind: profile.kind,
            ntype: profile.ntype,
            name: profile.name,
            first: profile.name,
            title,
            entry: profile.entry,
            date: None,
            parties: Vec::new(),
            names: Vec::new(),
            types: Vec::new(),
            agreed: Vec::new(),
        });
        self.all.len() as u32 - 1
    }

    fn count(&mut self, at: u32, profile: &Profile, entities: u32) {
        let cluster = &mut self.all[at as usize];
        count(&mut cluster.types, profile.ntype, entities);
        count(&mut cluster.names, (!profile.named, profile.name), entities);
        for name in &profile.names {
            count(&mut cluster.names, (true, *name), 0);
        }
    }

    /// So many entities of a profile are a thing's.
    pub fn join(&mut self, at: u32, profile: &Profile, entities: u32) {
        let key = self.fold(profile.name);
        let cluster = &mut self.all[at as usize];
        if profile.entry.is_none() && cluster.title != key {
            cluster.agreed.push(profile.name);
        }
        cluster.entry = cluster.entry.or(profile.entry);
        self.count(at, profile, entities);
        if is_made(profile.kind) { self.join_made(at, profile) } else { self.join_names(at, profile) }
    }

    /// Lets an actor or place be found by the profile's names.
    fn join_names(&mut self, at: u32, profile: &Profile) {
        let cluster = &mut self.all[at as usize];
        cluster.date = finer(self.dates, cluster.date, profile.date);
        for name in std::iter::once(&profile.name).chain(&profile.names) {
            if profile.ntype == NodeType::Person {
                let sorted = self.sorted_words(*name);
                self.name(at, profile.kind, sorted);
            }
            let key = self.fold(*name);
            self.name(at, profile.kind, key);
        }
    }

    fn name(&mut self, at: u32, kind: Kind, key: Symbol) {
        if self.in_name.insert((key, at)) {
            self.by_name.push((kind, key), at);
        }
    }

    /// Lets a made thing be found by the profile's parties.
    fn join_made(&mut self, at: u32, profile: &Profile) {
        let cluster = &mut self.all[at as usize];
        let (kind, title) = (cluster.kind, cluster.title);
        let was_dated = cluster.date.is_some();
        cluster.date = finer(self.dates, cluster.date, profile.date);
        let new: Vec<Symbol> =
            profile.parties.iter().filter(|p| cluster.parties.binary_search(p).is_err()).copied().collect();
        cluster.parties.extend(&new);
        cluster.parties.sort_unstable();
        for party in &new {
            self.with_party.push((kind, title, *party), at);
        }
        if cluster.date.is_none() {
            return;
        }
        let fresh = |party: &Symbol| !was_dated || new.binary_search(party).is_ok();
        for (place, one) in cluster.parties.iter().enumerate() {
            for other in cluster.parties[place + 1..].iter().filter(|other| fresh(one) || fresh(other)) {
                self.with_pair.push((kind, *one, *other), at);
            }
        }
    }
}

/// Whether things of a kind are told apart by what is made of them, not by their name alone.
pub fn is_made(kind: Kind) -> bool {
    !matches!(kind, Kind::Actor | Kind::Place)
}

/// Adds to a count in a sorted list of counts.
fn count<T: Ord + Copy>(counts: &mut Vec<(T, u32)>, what: T, more: u32) {
    match counts.binary_search_by(|(known, _)| known.cmp(&what)) {
        Ok(at) => counts[at].1 += more,
        Err(at) => counts.insert(at, (what, more)),
    }
}

/// The finer of two dates where one contains the other; else the first.
fn finer(dates: &[Edtf], old: Option<Symbol>, new: Option<Symbol>) -> Option<Symbol> {
    let (Some(one), Some(other)) = (old, new) else { return old.or(new) };
    let closer = super::judge::is_finer(&dates[other as usize], &dates[one as usize]);
    Some(if closer { other } else { one })
}
