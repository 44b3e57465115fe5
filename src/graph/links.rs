//! What links A and B?
//!
//! In layers, the plainest answer first: what is said of the two directly; agreements they share; events, policies and
//! memberships they share; things next to both; then the shortest ways round. With more than two, what most of them
//! share comes first. "Nothing" is an answer too: it says what was searched, and which condition hides a link.

use super::filter::{Hubs, Sieve};
use super::{EdgeId, Fact, Filter, Graph, NodeId, Paths, Thing};
use crate::model::{Edtf, Spoke};
use serde::Serialize;
use std::collections::BTreeSet;

/// How far the search goes when it looks whether more hops would help.
const FAR: usize = 8;

/// All that links the things asked about.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Answer {
    /// The things asked about, as they were understood.
    pub asked: Vec<Thing>,
    /// Facts between two of them, told in time.
    pub direct: Vec<Fact>,
    /// Agreements that two or more of them have to do with.
    pub agreements: Vec<Shared>,
    /// Events, policies and memberships that two or more of them have to do with.
    pub events: Vec<Shared>,
    /// Other things next to two or more of them.
    pub neighbours: Vec<Shared>,
    /// What the limits left out.
    #[serde(skip_serializing_if = "LeftOut::is_nothing")]
    pub left_out: LeftOut,
    /// The shortest ways that none of the layers above has shown.
    pub paths: Paths,
    /// Where it was looked for.
    pub searched: Searched,
    /// If nothing was found: conditions without which something would be.
    pub relax: Vec<Relaxed>,
}

/// A thing that several of those asked about have to do with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// The thing.
    pub thing: Thing,
    /// What each has to do with it.
    pub links: Vec<Link>,
    /// Whether all those asked about have.
    pub all: bool,
}

/// What one of those asked about has to do with a shared thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The one asked about.
    pub of: Thing,
    /// What joins it with the shared thing, best documented first.
    pub facts: Vec<Fact>,
    /// Further facts that a limit left out.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// How much of an answer is told; all where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Shared agreements, and shared events, policies and memberships.
    pub things: usize,
    /// Common neighbours.
    pub neighbours: usize,
    /// Facts of one of those asked about with a shared thing.
    pub facts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { things: usize::MAX, neighbours: usize::MAX, facts: usize::MAX }
    }
}

/// How many shared things are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// Agreements.
    pub agreements: usize,
    /// Events, policies and memberships.
    pub events: usize,
    /// Common neighbours.
    pub neighbours: usize,
}

impl LeftOut {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What was searched.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Searched {
    /// Things there are.
    pub things: usize,
    /// Facts there are.
    pub facts: usize,
    /// Facts that met the conditions.
    pub admitted: usize,
    /// Documents they stand in.
    pub documents: usize,
    /// Hops a path might have.
    pub max_hops: usize,
    /// The conditions, as options of the command line.
    pub conditions: Vec<String>,
}

/// A condition that hides a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relaxed {
    /// The condition, as an option of the command line.
    pub condition: String,
    /// What would be found without it.
    pub finds: String,
}

impl Answer {
    /// Whether nothing links them.
    pub fn is_empty(&self) -> bool {
        self.is_far() && self.paths.paths.is_empty()
    }

    /// Whether no layer but the paths has anything.
    fn is_far(&self) -> bool {
        self.direct.is_empty()
            && self.agreements.is_empty()
            && self.events.is_empty()
            && self.neighbours.is_empty()
    }

    /// What was found, in a few words.
    fn in_short(&self) -> String {
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let parts = [
            count(self.direct.len(), "direct relation", "direct relations"),
            count(self.agreements.len() + self.left_out.agreements, "shared agreement", "shared agreements"),
            count(
                self.events.len() + self.left_out.events,
                "shared event or membership",
                "shared events and memberships",
            ),
            count(self.neighbours.len() + self.left_out.neighbours, "common neighbour", "common neighbours"),
        ];
        match (self.is_far(), self.paths.paths.first()) {
            (true, Some(path)) => format!("a path of {} hops", path.hops),
            _ => parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }
}

impl Graph {
    /// What links two or more things, with up to `k` of the shortest ways round.
    pub fn who_links(&self, asked: &[NodeId], k: usize, filter: &Filter) -> Answer {
        self.who_links_of(asked, k, filter, Limits::default())
    }

    /// The same, no layer told beyond its limit.
    pub fn who_links_of(&self, asked: &[NodeId], k: usize, filter: &Filter, limits: Limits) -> Answer {
        let mut answer = self.layers(asked, k, filter, limits);
        if answer.is_empty() {
            answer.relax = self.relaxed(asked, filter);
        }
        answer
    }

    fn layers(&self, asked: &[NodeId], k: usize, filter: &Filter, limits: Limits) -> Answer {
        let sieve = Sieve::new(self, filter, asked);
        let mut answer = Answer {
            asked: asked.iter().map(|id| self.thing(*id)).collect(),
            searched: self.searched(filter),
            ..Answer::default()
        };
        let direct: BTreeSet<EdgeId> =
            pairs(asked).flat_map(|(a, b)| sieve.between(a, b)).map(Spoke::edge_id).collect();
        answer.direct = self.facts(direct);
        self.share(asked, filter, limits, &mut answer);
        if let [a, b] = asked {
            answer.paths = self.paths_of(*a, *b, k, filter, 3);
        }
        answer
    }

    fn searched(&self, filter: &Filter) -> Searched {
        let sizes = self.sizes();
        Searched {
            things: sizes.nodes,
            facts: sizes.edges,
            admitted: self.admitted(filter),
            documents: sizes.documents,
            max_hops: filter.max_hops,
            conditions: self.conditions(filter).into_iter().map(|(option, _)| option).collect(),
        }
    }

    /// Conditions without which, each on its own, something would be found.
    fn relaxed(&self, asked: &[NodeId], filter: &Filter) -> Vec<Relaxed> {
        let mut tries = self.conditions(filter);
        let further = Filter { max_hops: FAR.max(filter.max_hops * 2), ..filter.clone() };
        tries.push((format!("--max-hops {}", filter.max_hops), further));
        let found = |(condition, filter): (String, Filter)| {
            let answer = self.layers(asked, 1, &filter, Limits { things: 1, neighbours: 1, facts: 1 });
            (!answer.is_empty()).then(|| Relaxed { condition, finds: answer.in_short() })
        };
        tries.into_iter().filter_map(found).collect()
    }

    /// Each condition as an option of the command line, with the filter that lacks it.
    fn conditions(&self, filter: &Filter) -> Vec<(String, Filter)> {
        let none = Filter::default();
        let date = |option: &str, date: &Option<Edtf>| date.as_ref().map(|d| format!("{option} {d}"));
        let words = |option: &str, words: Vec<&str>| {
            (!words.is_empty()).then(|| format!("{option} {}", words.join(",")))
        };
        let mut found = Vec::new();
        let mut note = |option: Option<String>, without: Filter| {
            if let Some(option) = option {
                found.push((option, without));
            }
        };
        let this = || filter.clone();
        note(date("--as-of", &filter.as_of), Filter { as_of: None, ..this() });
        note(date("--from", &filter.from), Filter { from: None, ..this() });
        note(date("--to", &filter.to), Filter { to: None, ..this() });
        let forward = filter.forward_in_time.then(|| "--forward-in-time".to_string());
        note(forward, Filter { forward_in_time: false, ..this() });
        let types = filter.types.iter().map(|t| t.as_str()).collect();
        note(words("--types", types), Filter { types: none.types, ..this() });
        let kinds = filter.kinds.iter().map(|k| k.as_str()).collect();
        note(words("--kinds", kinds), Filter { kinds: none.kinds, ..this() });
        let claims = filter.factuality.iter().map(|f| f.as_str()).collect();
        note(words("--factuality", claims), Filter { factuality: none.factuality, ..this() });
        let sources = (filter.min_sources > 1).then(|| format!("--min-sources {}", filter.min_sources));
        note(sources, Filter { min_sources: 0, ..this() });
        let sure =
            (filter.min_confidence > 0.0).then(|| format!("--min-confidence {}", filter.min_confidence));
        note(sure, Filter { min_confidence: 0.0, ..this() });
        let documents = filter.documents.iter().map(String::as_str).collect();
        note(words("--documents", documents), Filter { documents: none.documents, ..this() });
        for (at, id) in filter.exclude.iter().enumerate() {
            let mut without = this();
            without.exclude.remove(at);
            note(Some(format!("--exclude \"{}\"", self.node(*id).name)), without);
        }
        let hubs = match filter.hubs {
            Hubs::Keep => None,
            Hubs::Exclude => Some("--exclude-hubs".to_string()),
            Hubs::ExcludeFrom(least) => Some(format!("--exclude-hubs={least}")),
        };
        note(hubs, Filter { hubs: Hubs::Keep, ..this() });
        found
    }
}

/// All pairs, each once.
fn pairs(nodes: &[NodeId]) -> impl Iterator<Item = (NodeId, NodeId)> {
    nodes.iter().enumerate().flat_map(|(i, a)| nodes[i + 1..].iter().map(|b| (*a, *b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;
    use crate::model::Factuality;

    fn ask(a: &str, b: &str, filter: &Filter) -> Answer {
        let graph = sample::graph();
        graph.who_links(&[graph.find(a).unwrap(), graph.find(b).unwrap()], 3, filter)
    }

    #[test]
    fn layers_hold_what_they_say() {
        let answer = ask("Japan", "ROK", &Filter::default());
        assert!(answer.direct.iter().all(|f| f.source.name != f.target.name));
        assert_eq!(answer.agreements[0].thing.name, "Camp David Principles");
        assert_eq!(answer.events[0].thing.name, "Camp David summit");
        assert!(answer.neighbours.iter().any(|s| s.thing.name == "United States"));
    }

    #[test]
    fn nothing_says_what_would_help() {
        let filter = Filter { to: Edtf::parse("2001").ok(), ..Filter::default() };
        let answer = ask("Japan", "ROK", &filter);
        assert!(answer.is_empty());
        assert_eq!(answer.searched.conditions, ["--to 2001"]);
        assert_eq!(answer.relax[0].condition, "--to 2001");
    }

    #[test]
    fn a_way_round_goes_through_what_lies_between() {
        let answer = ask("North Korea", "Japan", &Filter::default());
        assert!(answer.direct.is_empty());
        assert!(!answer.is_empty());
        let firm = Filter { factuality: vec![Factuality::Negated], ..Filter::default() };
        assert!(ask("North Korea", "Japan", &firm).is_empty());
    }
}
