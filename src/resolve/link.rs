//! Which entities of different documents are one thing?
//!
//! A gazetteer entry is its own answer. Other actors and places are one when a full name is shared. Agreements, events and
//! policies are compared feature by feature ([`judge`]).

use super::clusters::{Cluster, Clusters, is_made};
use super::ids::{Called, ids};
use super::judge::{Known, judge};
use super::name::{fold, is_acronym, slug};
use super::profile::{Profile, Profiles, Settled};
use super::symbols::Symbol;
use crate::lexicon::Lexicon;
use crate::model::{Edtf, Extraction, Kind, NodeType};
use std::collections::BTreeSet;

/// Collects the entities of documents, one document after the other.
#[derive(Debug)]
pub struct Linker<'l>(Profiles<'l>);

/// A thing in the world: the entities that speak of it.
#[derive(Debug)]
pub struct Thing<'l> {
    /// Node id.
    pub id: &'l str,
    /// Kind.
    pub kind: Kind,
    /// Type within the kind.
    pub ntype: NodeType,
    /// Name to show.
    pub name: &'l str,
    /// Other names, sorted.
    pub aliases: Vec<&'l str>,
    /// Key of the gazetteer's entry.
    pub entry: Option<&'l str>,
    /// Its own date.
    pub date: Option<&'l Edtf>,
    /// Why entities of several texts were taken for one, a line each.
    pub why: Vec<String>,
}

/// The things by their ids, and the thing of each entity of each document.
#[derive(Debug)]
pub struct Links {
    words: Vec<Box<str>>,
    dates: Vec<Edtf>,
    ids: Vec<String>,
    clusters: Vec<Cluster>,
    of: Vec<u32>,
    begins: Vec<usize>,
}

impl<'l> Linker<'l> {
    /// Nothing yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self(Profiles::new(lexicon))
    }

    /// Takes in what one document says.
    pub fn add(&mut self, extraction: &Extraction) {
        self.0.add(extraction);
    }

    /// Puts the entities together.
    pub fn finish(self) -> Links {
        let Settled { words, dates, profiles, mut of, begins } = self.0.settle();
        let clusters = clustered(&words, &dates, &profiles, &mut of);
        drop(profiles);
        in_order(words, dates, clusters, of, begins)
    }
}

/// Clusters of profiles; `of` goes from the profile of each entity to its cluster.
fn clustered(words: &[Box<str>], dates: &[Edtf], profiles: &[Profile], of: &mut [u32]) -> Vec<Cluster> {
    let mut entities = vec![0_u32; profiles.len()];
    of.iter().for_each(|profile| entities[*profile as usize] += 1);
    let mut clusters = Clusters::new(words, dates);
    let mut first: Vec<u32> = Vec::with_capacity(profiles.len());
    for (profile, &entities) in profiles.iter().zip(&entities) {
        first.push(clusters.all.len() as u32);
        if is_nothing_special(profile) {
            (0..entities).for_each(|_| clusters.open_unfindable(profile));
        } else {
            let at = found(&mut clusters, profile).unwrap_or_else(|| clusters.open(profile));
            clusters.join(at, profile, entities);
            if let Some(first) = first.last_mut() {
                *first = at;
            }
        }
    }
    for profile in of {
        let at = first[*profile as usize];
        if is_nothing_special(&profiles[*profile as usize]) {
            first[*profile as usize] += 1;
        }
        *profile = at;
    }
    clusters.all
}

/// A description without date and parties: never the same as another.
fn is_nothing_special(profile: &Profile) -> bool {
    is_made(profile.kind) && !profile.named && profile.parties.is_empty() && profile.date.is_none()
}

fn found(clusters: &mut Clusters<'_>, profile: &Profile) -> Option<u32> {
    if is_made(profile.kind) { made_thing(clusters, profile) } else { actor(clusters, profile) }
}

fn actor(clusters: &mut Clusters<'_>, profile: &Profile) -> Option<u32> {
    if let Some(entry) = profile.entry {
        return clusters.of_entry(entry).next();
    }
    let is_person = profile.ntype == NodeType::Person;
    let name = clusters.fold(profile.name);
    let mut keys = vec![name];
    if is_person {
        keys.push(clusters.sorted_words(profile.name));
    }
    for other in &profile.names {
        if !is_acronym(clusters.word(*other)) {
            keys.push(clusters.fold(*other));
        }
    }
    let same_sort = |at: &u32| is_person == (clusters.all[*at as usize].ntype == NodeType::Person);
    let found = keys.iter().flat_map(|key| clusters.named(profile.kind, *key)).find(same_sort);
    // A surname alone is the one who bears it if there is only one.
    found.or_else(|| {
        let mut bearers = clusters.surnamed(name).filter(|_| is_person);
        bearers.next().filter(|_| bearers.next().is_none())
    })
}

fn made_thing(clusters: &mut Clusters<'_>, profile: &Profile) -> Option<u32> {
    let mut candidates: BTreeSet<u32> = BTreeSet::new();
    if let Some(entry) = profile.entry {
        candidates.extend(clusters.of_entry(entry));
    }
    let titles: Vec<Symbol> =
        std::iter::once(&profile.name).chain(&profile.names).map(|name| clusters.fold(*name)).collect();
    titles.iter().for_each(|title| clusters.titled(profile, *title, &mut candidates));
    if profile.date.is_some() {
        clusters.paired(profile, &mut candidates);
    }
    let date = clusters.date(profile.date);
    let scored = candidates.into_iter().filter_map(|at| {
        let cluster = &clusters.all[at as usize];
        let known = Known {
            ntype: cluster.ntype,
            entry: cluster.entry,
            date: clusters.date(cluster.date),
            parties: &cluster.parties,
        };
        let words = || shared_words(clusters.word(profile.name), clusters.word(cluster.first));
        let score = judge(profile, date, known, titles.contains(&cluster.title), words);
        score.map(|score| (score, std::cmp::Reverse(at)))
    });
    scored.max().map(|(_, std::cmp::Reverse(at))| at)
}

/// How many long words two names have in common.
fn shared_words(one: &str, other: &str) -> usize {
    let (one, other) = (fold(one), fold(other));
    let words = |name: &'_ str| -> BTreeSet<String> {
        name.split(' ').filter(|w| w.len() > 3).map(str::to_string).collect()
    };
    words(&one).intersection(&words(&other)).count()
}

/// Names, types and ids, now that all is together; things sorted by id.
fn in_order(
    words: Vec<Box<str>>,
    dates: Vec<Edtf>,
    mut clusters: Vec<Cluster>,
    mut of: Vec<u32>,
    begins: Vec<usize>,
) -> Links {
    clusters.iter_mut().for_each(|cluster| settle(&words, cluster));
    let called: Vec<_> = clusters.iter().map(|cluster| called(&words, &dates, cluster)).collect();
    let mut ids = ids(&called);
    drop(called);
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_unstable_by(|&a, &b| ids[a].cmp(&ids[b]));
    let mut place = vec![0_u32; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = new as u32);
    of.iter_mut().for_each(|cluster| *cluster = place[*cluster as usize]);
    let mut all: Vec<(u32, Cluster)> = place.into_iter().zip(clusters).collect();
    all.sort_unstable_by_key(|(place, _)| *place);
    ids.sort_unstable();
    Links { words, dates, ids, clusters: all.into_iter().map(|(_, c)| c).collect(), of, begins }
}

/// The name and type that most entities go by.
fn settle(words: &[Box<str>], cluster: &mut Cluster) {
    if cluster.entry.is_none() {
        // Most used, then longest, then first: names before descriptions.
        let best = cluster.names.iter().max_by_key(|((described, name), count)| {
            (!described, *count, words[*name as usize].len(), std::cmp::Reverse(*name))
        });
        cluster.name = best.map_or(cluster.name, |((_, name), _)| *name);
        let most = cluster.types.iter().max_by_key(|(t, n)| (*n, std::cmp::Reverse(*t)));
        cluster.ntype = most.map_or(cluster.ntype, |(t, _)| *t);
    }
}

type Order<'c> = (bool, &'c str, NodeType, &'c [Symbol], Vec<Symbol>);

fn called<'c>(words: &[Box<str>], dates: &'c [Edtf], cluster: &'c Cluster) -> Called<'c, Order<'c>> {
    let start = cluster.date.map_or("", |date| dates[date as usize].start().trim_start_matches(".."));
    let year = start.get(..4).unwrap_or(start);
    Called {
        base: format!("{}/{}", cluster.kind, slug(&words[cluster.name as usize])),
        year,
        dated: cluster.kind == Kind::Event && cluster.ntype == NodeType::Meeting,
        order: (cluster.entry.is_none(), year, cluster.ntype, &cluster.parties, aliases(cluster)),
    }
}

fn aliases(cluster: &Cluster) -> Vec<Symbol> {
    let names: BTreeSet<Symbol> = cluster.names.iter().map(|((_, name), _)| *name).collect();
    names.into_iter().filter(|name| *name != cluster.name).collect()
}

impl Links {
    /// Ids of the things, sorted.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The things of a document's entities; documents are counted in the order they were added.
    pub fn of(&self, document: usize) -> &[u32] {
        let end = self.begins.get(document + 1).copied().unwrap_or(self.of.len());
        self.begins.get(document).and_then(|begin| self.of.get(*begin..end)).unwrap_or(&[])
    }

    /// What sort of thing it is.
    pub fn sort(&self, at: usize) -> (Kind, NodeType) {
        (self.clusters[at].kind, self.clusters[at].ntype)
    }

    /// What is known of a thing.
    pub fn thing(&self, at: usize) -> Thing<'_> {
        let cluster = &self.clusters[at];
        let word = |symbol: Symbol| -> &str { &self.words[symbol as usize] };
        let first = word(cluster.first);
        let why = cluster
            .agreed
            .iter()
            .map(|name| format!("\"{}\" agrees with \"{first}\" in name, parties and date", word(*name)));
        Thing {
            id: &self.ids[at],
            kind: cluster.kind,
            ntype: cluster.ntype,
            name: word(cluster.name),
            aliases: aliases(cluster).into_iter().map(word).collect(),
            entry: cluster.entry.map(word),
            date: cluster.date.map(|date| &self.dates[date as usize]),
            why: why.collect(),
        }
    }
}
