//! What do all documents say together?
//!
//! Clusters become nodes with their mentions, relations become edges with their quotations. A node needs only what is said
//! of it, an edge only what is said of its two ends, so that nobody has to hold everything.

use super::edges::edges;
use super::link::{Linker, Links};
use super::said::{About, Claim, said};
use crate::lexicon::Lexicon;
use crate::model::{Document, Extraction, MentionRecord, Node, NodeType, Records};
use std::collections::{BTreeMap, BTreeSet};

/// Joins what documents say into records. The order of the documents does not matter.
pub fn resolve(lexicon: &Lexicon, read: &[(&Document, &Extraction)]) -> Records {
    let mut read = read.to_vec();
    read.sort_by(|a, b| a.0.info.id.cmp(&b.0.info.id));
    read.dedup_by(|a, b| a.0.info.id == b.0.info.id);
    let mut linker = Linker::new(lexicon);
    read.iter().for_each(|(_, extraction)| linker.add(extraction));
    let links = linker.finish();
    let mut about: Vec<Vec<About>> = vec![Vec::new(); links.ids().len()];
    let mut claims: BTreeMap<(u32, u32), Vec<Claim>> = BTreeMap::new();
    for (number, (document, extraction)) in read.iter().enumerate() {
        let said = said(&links, number, document, extraction);
        said.nodes.into_iter().for_each(|(node, one)| about[node as usize].push(one));
        said.claims.into_iter().for_each(|(ends, claim)| claims.entry(ends).or_default().push(claim));
    }
    let mut documents: Vec<_> = read.iter().map(|(d, _)| d.info.clone()).collect();
    documents.sort();
    Records {
        documents,
        nodes: about.into_iter().enumerate().map(|(at, said)| node(lexicon, &links, at, said)).collect(),
        edges: claims.into_iter().flat_map(|(ends, claims)| edges(&links, ends, claims)).collect(),
    }
}

/// The node of a number, from all that is said of it, in the order of the documents.
pub fn node(lexicon: &Lexicon, links: &Links, number: usize, said: impl IntoIterator<Item = About>) -> Node {
    let thing = links.thing(number);
    let mut mentions: Vec<MentionRecord> = Vec::new();
    let mut why: BTreeSet<String> = thing.why.into_iter().collect();
    for one in said {
        match one {
            About::Mention(mention) => mentions.push(mention),
            About::Why(reason) => drop(why.insert(reason)),
        }
    }
    let entry = thing.entry.and_then(|key| lexicon.entry_by_key(key));
    let iso3 = entry.and_then(|e| e.iso3.clone()).filter(|_| thing.ntype == NodeType::State);
    let mut aliases: BTreeSet<&str> = thing.aliases.into_iter().collect();
    if let Some(e) = entry.filter(|_| thing.ntype == NodeType::State) {
        let known = [&e.aliases, &e.acronyms, &e.demonyms, &e.capitals, &e.government];
        aliases.extend(known.into_iter().flatten().map(String::as_str));
    }
    Node {
        id: thing.id.to_string(),
        kind: thing.kind,
        ntype: thing.ntype,
        name: thing.name.to_string(),
        aliases: aliases.into_iter().filter(|a| *a != thing.name).map(str::to_string).collect(),
        codes: iso3.map(|code| ("iso3".to_string(), code)).into_iter().collect(),
        date: thing.date.cloned(),
        mentions,
        why: why.into_iter().collect(),
        analyst: Vec::new(),
    }
}
