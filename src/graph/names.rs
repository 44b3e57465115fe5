//! Which node does a name mean?
//!
//! A name is looked up by its folded form (case, accents, hyphens, full stops and a leading *the* do not count) among
//! names, aliases and codes. `kind:name` or `type:name` (`place:Camp David`, `state:Georgia`) narrows it down, an id
//! (`place/camp-david`) always means itself. Nothing is guessed: a miss says what comes near, an ambiguity lists all.

use super::{Graph, Hold, NodeId};
use crate::error::{Error, Result};
use crate::model::{Kind, Node, NodeType, fold_name as fold};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names at least this alike (Jaro-Winkler) are worth a "did you mean".
const ALIKE: f64 = 0.86;
/// How many suggestions help rather than drown.
const SUGGESTIONS: usize = 5;

/// Nodes by folded name.
#[derive(Debug)]
pub(super) struct Names(HashMap<String, Vec<NodeId>>);

impl Names {
    pub(super) fn new(nodes: &[Node]) -> Self {
        let mut names: HashMap<String, Vec<NodeId>> = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            let spellings: BTreeSet<String> = spellings(node).map(fold).collect();
            for spelling in spellings {
                names.entry(spelling).or_default().push(NodeId::new(index));
            }
        }
        Self(names)
    }
}

/// Every form a node answers to.
fn spellings(node: &Node) -> impl Iterator<Item = &str> {
    let codes = node.codes.values().map(String::as_str);
    std::iter::once(node.name.as_str()).chain(node.aliases.iter().map(String::as_str)).chain(codes)
}

impl Graph {
    /// The one node a name, alias, code or id means.
    pub fn find(&self, name: &str) -> Result<NodeId> {
        let found = self.find_all(name);
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(Error::UnknownName { name: name.to_string(), suggestions: self.suggest(name) }),
            many => Err(Error::AmbiguousName {
                name: name.to_string(),
                candidates: many.iter().map(|id| self.label(*id)).collect(),
            }),
        }
    }

    /// All nodes a name, alias, code or id may mean, in the order of their ids.
    pub fn find_all(&self, name: &str) -> Vec<NodeId> {
        if let Some(id) = self.node_by_id(name.trim()) {
            return vec![id];
        }
        let whole = self.named(name);
        match (whole.is_empty(), name.split_once(':')) {
            (true, Some((class, rest))) => {
                let fits = |id: &NodeId| is_a(self.node(*id), class.trim());
                self.named(rest).into_iter().filter(fits).collect()
            }
            _ => whole,
        }
    }

    fn named(&self, name: &str) -> Vec<NodeId> {
        let folded = fold(name);
        match &self.hold {
            Hold::Whole(whole) => whole.names.0.get(&folded).cloned().unwrap_or_default(),
            Hold::Far(far) => nodes(far.ask(|a| a.named(&folded)).unwrap_or_default()),
        }
    }

    /// Nodes whose name has all the words of `name`, in the order of their ids.
    pub fn find_partly(&self, name: &str) -> Vec<NodeId> {
        let wanted = fold(name);
        let words: Vec<&str> = wanted.split(' ').filter(|w| !w.is_empty()).collect();
        let fits = |id: &NodeId| spellings(self.node(*id)).any(|s| has_words(&fold(s), &words));
        match &self.hold {
            _ if words.is_empty() => Vec::new(),
            Hold::Whole(_) => self.node_ids().filter(fits).collect(),
            Hold::Far(far) => {
                let near = nodes(far.ask(|a| a.named_partly(&words)).unwrap_or_default());
                near.into_iter().filter(fits).collect()
            }
        }
    }

    /// `name (id)`.
    pub fn label(&self, id: NodeId) -> String {
        let node = self.node(id);
        format!("{} ({})", node.name, node.id)
    }

    /// The names nearest to a name that nothing answers to.
    fn suggest(&self, name: &str) -> Vec<String> {
        let name = name.rsplit(':').next().unwrap_or(name);
        let wanted = fold(name);
        let words: Vec<&str> = wanted.split(' ').collect();
        let mut best: BTreeMap<NodeId, f64> = BTreeMap::new();
        self.each_name(&mut |spelled, node| {
            let inside = has_words(spelled, &words);
            let alike = strsim::jaro_winkler(&wanted, spelled) + if inside { 1.0 } else { 0.0 };
            if alike >= ALIKE {
                let known = best.entry(node).or_insert(alike);
                *known = known.max(alike);
            }
        });
        let mut near: Vec<(f64, &str)> =
            best.into_iter().map(|(id, alike)| (alike, self.node(id).name.as_str())).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let mut names: Vec<String> = Vec::new();
        for (_, name) in near {
            if !names.iter().any(|n| n == name) {
                names.push(name.to_string());
            }
        }
        names.truncate(SUGGESTIONS);
        names
    }

    /// Calls back with every folded name and its node.
    fn each_name(&self, each: &mut dyn FnMut(&str, NodeId)) {
        match &self.hold {
            Hold::Whole(whole) => {
                for (id, node) in self.node_ids().zip(&whole.records.nodes) {
                    spellings(node).for_each(|spelled| each(&fold(spelled), id));
                }
            }
            Hold::Far(far) => {
                far.ask(|a| a.each_name(&mut |spelled, node| each(spelled, NodeId::new(node as usize))));
            }
        }
    }
}

fn nodes(places: Vec<u32>) -> Vec<NodeId> {
    places.into_iter().map(|place| NodeId::new(place as usize)).collect()
}

fn is_a(node: &Node, class: &str) -> bool {
    Kind::parse(class) == Some(node.kind) || NodeType::parse(class) == Some(node.ntype)
}

fn has_words(name: &str, words: &[&str]) -> bool {
    let own: Vec<&str> = name.split(' ').collect();
    words.iter().all(|w| own.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;

    #[test]
    fn spelling_does_not_matter() {
        for (a, b) in [("The U.S.", "us"), ("Kim Jong-un", "kim jong un"), ("Curaçao", "CURACAO")] {
            assert_eq!(fold(a), fold(b));
        }
    }

    #[test]
    fn ambiguity_lists_and_a_class_or_id_settles_it() {
        let graph = sample::graph();
        let error = graph.find("Camp David").unwrap_err().to_string();
        assert!(error.contains("event/camp-david-summit") && error.contains("place/camp-david"), "{error}");
        assert_eq!(graph.find("place:Camp David").unwrap(), graph.find("place/camp-david").unwrap());
        assert_eq!(graph.node(graph.find("meeting:camp david").unwrap()).kind, Kind::Event);
    }

    #[test]
    fn a_miss_says_what_comes_near() {
        let error = sample::graph().find("Japn").unwrap_err().to_string();
        assert!(error.contains("did you mean \"Japan\"?"), "{error}");
    }
}
