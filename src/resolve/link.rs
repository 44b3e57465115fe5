//! Which entities of different documents are one thing?
//!
//! A gazetteer entry is its own answer. Other actors and places are one when a full name is shared. Agreements, events and
//! policies are compared feature by feature ([`judge`]): name, noun, parties, date; what speaks against comes first.

use super::name::{fold, is_acronym, slug, sorted_words};
use crate::lexicon::Lexicon;
use crate::model::{EdgeType, Edtf, Extraction, Kind, NodeType};
use std::collections::{BTreeMap, BTreeSet};

/// What is kept of an entity for linking.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Profile {
    kind: Kind,
    ntype: NodeType,
    named: bool,
    name: String,
    names: Vec<String>,
    entry: Option<String>,
    date: Option<Edtf>,
    /// Parties, participants and issuers, by the names of their entries or their own.
    parties: BTreeSet<String>,
    document: usize,
    entity: usize,
    why: Vec<String>,
}

/// A thing in the world: the entities that speak of it.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Node id.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Type within the kind.
    pub ntype: NodeType,
    /// Name to show.
    pub name: String,
    /// Other names, sorted.
    pub aliases: Vec<String>,
    /// Key of the gazetteer's entry.
    pub entry: Option<String>,
    /// Its own date.
    pub date: Option<Edtf>,
    /// Why entities were taken for one, a line each.
    pub why: Vec<String>,
    parties: BTreeSet<String>,
}

/// Clusters sorted by id, and the cluster of each entity of each document.
#[derive(Debug, Default)]
pub struct Links {
    /// The things.
    pub clusters: Vec<Cluster>,
    /// Per document, per entity: index of its cluster.
    pub of: Vec<Vec<usize>>,
}

/// Collects the entities of documents, one document after the other.
#[derive(Debug)]
pub struct Linker<'l> {
    lexicon: &'l Lexicon,
    profiles: Vec<Profile>,
    sizes: Vec<usize>,
}

impl<'l> Linker<'l> {
    /// Nothing yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, profiles: Vec::new(), sizes: Vec::new() }
    }

    /// Takes in what one document says.
    pub fn add(&mut self, extraction: &Extraction) {
        let document = self.sizes.len();
        self.sizes.push(extraction.entities.len());
        let mut parties = vec![BTreeSet::new(); extraction.entities.len()];
        for relation in &extraction.relations {
            if matches!(
                relation.etype,
                EdgeType::PartyTo | EdgeType::Signed | EdgeType::ParticipatedIn | EdgeType::Issued
            ) {
                parties[relation.target].extend(self.party_names(extraction, relation.source));
            }
        }
        for (entity, (e, parties)) in extraction.entities.iter().zip(parties).enumerate() {
            self.profiles.push(Profile {
                kind: e.kind,
                ntype: e.ntype,
                named: e.named,
                name: e.name.clone(),
                names: e.names.clone(),
                entry: e.entry.clone(),
                date: e.date.clone(),
                parties,
                document,
                entity,
                why: e.why.clone(),
            });
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

    /// Puts the entities into clusters.
    pub fn finish(mut self) -> Links {
        self.profiles.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
        let mut building = Building::default();
        let mut of: Vec<Vec<usize>> = self.sizes.iter().map(|&n| vec![usize::MAX; n]).collect();
        for profile in &self.profiles {
            of[profile.document][profile.entity] = building.place(profile);
        }
        building.finish(of)
    }
}

/// What is surest comes first and sets up the clusters: entries, names, dated and party-rich descriptions.
fn rank(profile: &Profile) -> (Kind, bool, bool, bool, std::cmp::Reverse<usize>) {
    let lone = profile.ntype == NodeType::Person && !profile.name.contains(' ');
    (
        profile.kind,
        profile.entry.is_none(),
        !profile.named || lone,
        profile.date.is_none(),
        std::cmp::Reverse(profile.parties.len()),
    )
}

/// Clusters in the making, with what finds them again.
#[derive(Default)]
struct Building {
    clusters: Vec<Cluster>,
    counts: Vec<BTreeMap<(bool, String), usize>>,
    types: Vec<BTreeMap<NodeType, usize>>,
    by_entry: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<(Kind, String), Vec<usize>>,
    by_party: BTreeMap<(Kind, NodeType, String), Vec<usize>>,
}

impl Building {
    fn place(&mut self, profile: &Profile) -> usize {
        let found = match profile.kind {
            Kind::Actor | Kind::Place => self.actor(profile),
            _ => self.made_thing(profile),
        };
        let at = found.unwrap_or_else(|| self.open(profile));
        self.join(at, profile);
        at
    }

    fn actor(&self, profile: &Profile) -> Option<usize> {
        if let Some(entry) = &profile.entry {
            return self.by_entry.get(entry).and_then(|list| list.first().copied());
        }
        let folded = fold(&profile.name);
        let whole =
            |key: &str| self.by_name.get(&(profile.kind, key.to_string())).map_or(&[][..], Vec::as_slice);
        let same_sort = |&c: &usize| {
            let ours = profile.ntype == NodeType::Person;
            ours == (self.clusters[c].ntype == NodeType::Person)
        };
        let mut keys = vec![folded.clone()];
        if profile.ntype == NodeType::Person {
            keys.push(sorted_words(&folded));
        }
        keys.extend(profile.names.iter().filter(|n| !is_acronym(n)).map(|n| fold(n)));
        let found = keys.iter().flat_map(|k| whole(k)).copied().find(same_sort);
        found.or_else(|| self.only_bearer(profile, &folded))
    }

    /// A surname alone, or an acronym alone, is the one who bears it if there is only one.
    fn only_bearer(&self, profile: &Profile, folded: &str) -> Option<usize> {
        if profile.ntype != NodeType::Person || folded.contains(' ') {
            return None;
        }
        let bears = |c: &&Cluster| {
            c.ntype == NodeType::Person && fold(&c.name).split(' ').next_back() == Some(folded)
        };
        let mut bearers = self.clusters.iter().enumerate().filter(|(_, c)| bears(c));
        match (bearers.next(), bearers.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    }

    fn made_thing(&self, profile: &Profile) -> Option<usize> {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        if let Some(entry) = &profile.entry {
            candidates.extend(self.by_entry.get(entry).into_iter().flatten());
        }
        for name in std::iter::once(&profile.name).chain(&profile.names) {
            candidates.extend(self.by_name.get(&(profile.kind, fold(name))).into_iter().flatten());
        }
        for party in &profile.parties {
            candidates.extend(
                self.by_party.get(&(profile.kind, profile.ntype, party.clone())).into_iter().flatten(),
            );
        }
        let scored = candidates
            .into_iter()
            .filter_map(|c| judge(profile, &self.clusters[c]).map(|s| (s, std::cmp::Reverse(c))));
        scored.max().map(|(_, std::cmp::Reverse(c))| c)
    }

    fn open(&mut self, profile: &Profile) -> usize {
        let at = self.clusters.len();
        self.clusters.push(Cluster {
            id: String::new(),
            kind: profile.kind,
            ntype: profile.ntype,
            name: profile.name.clone(),
            aliases: Vec::new(),
            entry: profile.entry.clone(),
            date: None,
            why: Vec::new(),
            parties: BTreeSet::new(),
        });
        self.counts.push(BTreeMap::new());
        self.types.push(BTreeMap::new());
        if let Some(entry) = &profile.entry {
            self.by_entry.entry(entry.clone()).or_default().push(at);
        }
        at
    }

    fn join(&mut self, at: usize, profile: &Profile) {
        let cluster = &mut self.clusters[at];
        cluster.why.extend(profile.why.iter().cloned());
        if !self.counts[at].is_empty()
            && profile.entry.is_none()
            && fold(&cluster.name) != fold(&profile.name)
        {
            cluster.why.push(format!(
                "\"{}\" agrees with \"{}\" in name, parties and date",
                profile.name, cluster.name
            ));
        }
        cluster.parties.extend(profile.parties.iter().cloned());
        cluster.date = finer(cluster.date.take(), profile.date.clone());
        cluster.entry = cluster.entry.take().or_else(|| profile.entry.clone());
        *self.types[at].entry(profile.ntype).or_default() += 1;
        *self.counts[at].entry((!profile.named, profile.name.clone())).or_default() += 1;
        for name in &profile.names {
            self.counts[at].entry((true, name.clone())).or_default();
        }
        for name in std::iter::once(&profile.name).chain(&profile.names) {
            let key = fold(name);
            let keys =
                if profile.ntype == NodeType::Person { vec![sorted_words(&key), key] } else { vec![key] };
            for key in keys {
                let list = self.by_name.entry((profile.kind, key)).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        }
        for party in &profile.parties {
            let list = self.by_party.entry((profile.kind, profile.ntype, party.clone())).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        }
    }

    /// Names, types and ids, now that all is together; clusters sorted by id.
    fn finish(mut self, mut of: Vec<Vec<usize>>) -> Links {
        for (at, cluster) in self.clusters.iter_mut().enumerate() {
            let names = &self.counts[at];
            if cluster.entry.is_none() {
                // Most used, then longest, then first: names before descriptions.
                let best = names.iter().max_by_key(|((described, name), count)| {
                    (!described, **count, name.len(), std::cmp::Reverse(name.clone()))
                });
                cluster.name = best.map_or_else(|| cluster.name.clone(), |((_, name), _)| name.clone());
                let types = &self.types[at];
                let most = types.iter().max_by_key(|(t, n)| (**n, std::cmp::Reverse(**t)));
                cluster.ntype = most.map_or(cluster.ntype, |(t, _)| *t);
            }
            let aliases: BTreeSet<String> =
                names.keys().map(|(_, n)| n.clone()).filter(|n| *n != cluster.name).collect();
            cluster.aliases = aliases.into_iter().collect();
            cluster.why.sort();
            cluster.why.dedup();
        }
        name_ids(&mut self.clusters);
        let mut order: Vec<usize> = (0..self.clusters.len()).collect();
        order.sort_by(|&a, &b| self.clusters[a].id.cmp(&self.clusters[b].id));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
        of.iter_mut().flatten().for_each(|c| *c = place[*c]);
        let mut clusters: Vec<Option<Cluster>> = self.clusters.into_iter().map(Some).collect();
        let clusters = order.into_iter().filter_map(|old| clusters[old].take()).collect();
        Links { clusters, of }
    }
}

/// Whether a made thing is the cluster's, and how surely; `None` where something speaks against it.
fn judge(profile: &Profile, cluster: &Cluster) -> Option<usize> {
    let folded = fold(&profile.name);
    let alike = |name: &str| fold(name) == folded || profile.names.iter().any(|n| fold(n) == fold(name));
    let same_entry = profile.entry.is_some() && profile.entry == cluster.entry;
    let same_name = same_entry || alike(&cluster.name) || cluster.aliases.iter().any(|a| alike(a));
    let both_dated = profile.date.is_some() && cluster.date.is_some();
    let dates_meet = match (&profile.date, &cluster.date) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => true,
    };
    let shared = profile.parties.intersection(&cluster.parties).count();
    let strangers = !profile.parties.is_empty() && !cluster.parties.is_empty() && shared == 0;
    let nested = profile.parties.is_subset(&cluster.parties) || cluster.parties.is_subset(&profile.parties);
    if profile.kind == Kind::Event && !dates_meet || strangers && !same_entry {
        return None;
    }
    if profile.entry.is_some() && cluster.entry.is_some() && !same_entry {
        return None;
    }
    if same_name && (profile.named || nested && (shared > 0 || both_dated)) {
        return Some(10 + shared + usize::from(both_dated && dates_meet) * 3);
    }
    let words = |name: &str| {
        fold(name).split(' ').filter(|w| w.len() > 3).map(str::to_string).collect::<BTreeSet<_>>()
    };
    let alike_words = profile.kind == Kind::Agreement
        && words(&profile.name).intersection(&words(&cluster.name)).count() >= 2;
    let same_type = alike_words || profile.ntype == cluster.ntype && profile.ntype != NodeType::Other;
    if profile.kind == Kind::Agreement
        && same_type
        && shared >= 2
        && profile.parties == cluster.parties
        && both_dated
        && close(profile, cluster)
    {
        return Some(2 + shared);
    }
    let sure = same_type && nested && shared >= 2 && both_dated && dates_meet;
    sure.then_some(3 + shared)
}

/// How far apart, in days, two sources may date one agreement and still mean the same.
const CLOSE: i64 = 31;

/// Whether two dates of an agreement lie so close that the sources rather disagree than speak of two things.
fn close(profile: &Profile, cluster: &Cluster) -> bool {
    let first = |date: &Option<Edtf>| date.as_ref().and_then(|d| d.bounds().0);
    match (first(&profile.date), first(&cluster.date)) {
        (Some(a), Some(b)) => {
            let (early, late) = (a.min(b), a.max(b));
            early.plus_days(CLOSE).is_some_and(|limit| late <= limit)
        }
        _ => false,
    }
}

/// The finer of two dates where one contains the other; else the first.
fn finer(old: Option<Edtf>, new: Option<Edtf>) -> Option<Edtf> {
    match (old, new) {
        (None, date) | (date, None) => date,
        (Some(old), Some(new)) => {
            let closer = old.contains(&new) && !old.is_interval() || new == old;
            // Order-free where neither contains the other: the smaller text.
            Some(if closer || !new.contains(&old) && new < old { new } else { old })
        }
    }
}

/// `kind/slug`; the year where the same name returns, a number as a last resort.
fn name_ids(clusters: &mut [Cluster]) {
    let year = |c: &Cluster| {
        c.date
            .as_ref()
            .map(|d| d.start().trim_start_matches("..").chars().take(4).collect::<String>())
            .unwrap_or_default()
    };
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        groups.entry(format!("{}/{}", cluster.kind, slug(&cluster.name))).or_default().push(at);
    }
    for (base, mut members) in groups {
        members.sort_by_key(|&m| {
            let c = &clusters[m];
            (c.entry.is_none(), year(c), c.ntype, c.parties.clone(), c.aliases.clone())
        });
        let mut taken = BTreeSet::new();
        for member in members {
            let dated = format!("{base}-{}", year(&clusters[member]));
            let with_year = clusters[member].kind == Kind::Event
                && clusters[member].ntype == NodeType::Meeting
                || !taken.is_empty();
            let mut id = if with_year
                && !year(&clusters[member]).is_empty()
                && !base.ends_with(&year(&clusters[member]))
            {
                dated
            } else {
                base.clone()
            };
            let mut number = 2;
            while taken.contains(&id) {
                id = format!("{base}-{number}");
                number += 1;
            }
            taken.insert(id.clone());
            clusters[member].id = id;
        }
    }
}
