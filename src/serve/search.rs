//! Which things and sentences does somebody mean who has only begun to type?

use super::Answer;
use super::ask::Ask;
use super::reply::Reply;
use super::shelf::State;
use crate::graph::{Graph, NodeId, fold};
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const THINGS: usize = 12;
const SENTENCES: usize = 12;

/// Every name of every node, folded, with the name as it is written.
#[derive(Debug, Default)]
pub struct Index(Vec<(String, String, NodeId)>);

impl Index {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut names = Vec::new();
        for id in graph.node_ids() {
            let node = graph.node(id);
            let spelled = std::iter::once(&node.name).chain(&node.aliases).chain(node.codes.values());
            names.extend(spelled.map(|name| (fold(name), name.chars().take(240).collect(), id)));
        }
        Self(names)
    }

    /// Nodes with a name that is, begins with, or has words that begin with what was typed; the most spoken of first.
    fn find(&self, graph: &Graph, typed: &str, most: usize) -> Vec<(NodeId, &str)> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return Vec::new();
        }
        let words: Vec<&str> = wanted.split(' ').collect();
        let mut best: BTreeMap<NodeId, (u8, &str)> = BTreeMap::new();
        for (folded, name, id) in &self.0 {
            let Some(rank) = rank(folded, &wanted, &words) else { continue };
            let known = best.entry(*id).or_insert((rank, name));
            if rank < known.0 {
                *known = (rank, name);
            }
        }
        let mut found: Vec<(NodeId, (u8, &str))> = best.into_iter().collect();
        found.sort_by_cached_key(|(id, (rank, _))| {
            (*rank > 0, Reverse(graph.node(*id).mentions.len() + graph.degree(*id)), *rank, *id)
        });
        found.into_iter().take(most).map(|(id, (_, name))| (id, name)).collect()
    }
}

/// 0 the same, 1 begins so, 2 every word begins a word of it.
fn rank(name: &str, wanted: &str, words: &[&str]) -> Option<u8> {
    if name == wanted {
        return Some(0);
    }
    if name.starts_with(wanted) {
        return Some(1);
    }
    let begins = |word: &&str| name.split(' ').any(|own| own.starts_with(*word));
    words.iter().all(begins).then_some(2)
}

/// A thing with what a list shows of it.
fn listed(graph: &Graph, id: NodeId, matched: &str) -> Value {
    let node = graph.node(id);
    let sources: BTreeSet<&str> = node.mentions.iter().map(|m| m.document.as_str()).collect();
    json!({
        "id": node.id, "name": node.name, "kind": node.kind, "type": node.ntype,
        "class": crate::render::picture::class_of(node.kind, node.ntype), "date": node.date,
        "matched": if matched == node.name { "" } else { matched },
        "mentions": node.mentions.len(), "sources": sources.len(), "facts": graph.degree(id),
    })
}

/// Things by the beginning of any name, and sentences by their words.
pub fn search(ask: &Ask<'_>, state: &State) -> Answer {
    let (typed, graph) = (ask.needed("q")?, ask.graph());
    let found = ask.now.index().find(graph, typed, ask.number("limit", THINGS)?.min(100));
    let things: Vec<Value> = found.iter().map(|(id, name)| listed(graph, *id, name)).collect();
    // Words that nothing can be searched for are no failure while somebody types.
    let typing = format!("{}*", typed.trim_end_matches(['*', '"']));
    let sentences =
        state.ask(|store| store.search(&typing, SENTENCES)).ok().flatten().unwrap_or_default().best;
    let sentence = |s: &crate::store::Sentence| {
        let document = graph.document(&s.document);
        json!({
            "document": s.document, "start": s.start, "end": s.end, "exact": s.exact,
            "title": document.map(|d| &d.title), "published": document.and_then(|d| d.published.as_ref()),
        })
    };
    let meant = match (things.is_empty(), graph.find(typed)) {
        (true, Err(crate::Error::UnknownName { suggestions, .. })) => suggestions,
        _ => Vec::new(),
    };
    Reply::json(&json!({
        "things": things,
        "sentences": sentences.iter().map(sentence).collect::<Vec<_>>(),
        "meant": meant,
    }))
}

/// Things by the beginning of any name, for a field that asks for one.
pub fn names(ask: &Ask<'_>) -> Answer {
    let found = ask.now.index().find(ask.graph(), ask.needed("q")?, ask.number("limit", 8)?.min(50));
    let things: Vec<Value> = found.iter().map(|(id, name)| listed(ask.graph(), *id, name)).collect();
    Reply::json(&json!({ "things": things }))
}
