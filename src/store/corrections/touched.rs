//! Which nodes and edges do corrections touch?
//!
//! More than they name: a node that is merged, split or given another type takes all its edges along, and may come to bear
//! the id of another.

use super::apply::slug;
use super::{Correction, EdgeName, Op, What};
use crate::model::{Edge, Kind};
use std::collections::BTreeSet;

/// What corrections touch, by ids and keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Nodes with all their edges.
    pub(in crate::store) whole: BTreeSet<String>,
    /// Nodes by themselves.
    nodes: BTreeSet<String>,
    /// Edges by their ends.
    pub(in crate::store) pairs: BTreeSet<(String, String)>,
    /// Edges by their keys.
    pub(in crate::store) keys: BTreeSet<String>,
}

impl Touched {
    /// What these corrections touch.
    pub fn by<'c>(corrections: impl IntoIterator<Item = &'c Correction>) -> Self {
        let mut touched = Self::default();
        for correction in corrections {
            match &correction.op {
                Op::Merge { node, into } => [node, into].into_iter().for_each(|id| touched.whole(id)),
                Op::Split { node, name, .. } => {
                    touched.whole(node);
                    touched.whole(&slug(name));
                }
                Op::Retype { node, .. } => touched.whole(node),
                Op::Rename { node, .. }
                | Op::Date { what: What::Node { node }, .. }
                | Op::Note { what: What::Node { node }, .. } => drop(touched.nodes.insert(node.clone())),
                Op::Reject(name)
                | Op::Date { what: What::Edge(name), .. }
                | Op::Note { what: What::Edge(name), .. } => touched.edge(name),
                Op::Assert { source, target, .. } => touched.pair(source, target),
                Op::Undo { .. } => {}
            }
        }
        touched
    }

    /// Under every kind, as corrections may change that.
    fn whole(&mut self, id: &str) {
        let rest = id.split_once('/').map_or(id, |(_, rest)| rest);
        self.whole.extend(Kind::ALL.iter().map(|kind| format!("{kind}/{rest}")));
        self.whole.insert(id.to_string());
    }

    fn edge(&mut self, name: &EdgeName) {
        self.keys.insert(name.edge.clone());
        if let (Some(source), Some(target)) = (&name.source, &name.target) {
            self.pair(source, target);
        }
    }

    fn pair(&mut self, source: &str, target: &str) {
        self.nodes.extend([source.to_string(), target.to_string()]);
        self.pairs.insert((source.to_string(), target.to_string()));
        self.pairs.insert((target.to_string(), source.to_string()));
    }

    /// Whether it is nothing at all.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a node is touched.
    pub fn has_node(&self, id: &str) -> bool {
        self.whole.contains(id) || self.nodes.contains(id)
    }

    /// Whether any of the edges of a pair of nodes is touched, and with it the others.
    pub fn has_any(&self, edges: &[Edge]) -> bool {
        edges.iter().any(|edge| {
            [&edge.source, &edge.target]
                .into_iter()
                .chain(&edge.asserted_by)
                .any(|id| self.whole.contains(id))
                || self.keys.contains(&edge.key)
        }) || edges.first().is_some_and(|edge| {
            !self.pairs.is_empty() && self.pairs.contains(&(edge.source.clone(), edge.target.clone()))
        })
    }
}
