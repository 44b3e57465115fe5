//! How are a few records corrected without holding them all?
//!
//! Corrections name nodes and edges. Those, and what hangs on them, are taken out, corrected by themselves, and written
//! in place of what they were, each where its id belongs.

use super::{Correction, Touched, Unapplied, apply};
use crate::error::Result;
use crate::model::{DocumentInfo, Edge, Node, Records};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Which mentions a node is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mentions {
    /// Every one.
    All,
    /// None.
    None,
}

/// All records, to be gone through as often as needed.
pub trait Source {
    /// The documents that they are made from, by id.
    fn documents(&self) -> &[DocumentInfo];

    /// Every node whose id is wanted, with its mentions where those are wanted too; by id.
    fn each_node(
        &mut self,
        wanted: &dyn Fn(&str) -> Option<Mentions>,
        each: &mut dyn FnMut(Node) -> Result<()>,
    ) -> Result<()>;

    /// The edges of every pair of nodes, by source and target.
    fn each_pair(&mut self, each: &mut dyn FnMut(Vec<Edge>) -> Result<()>) -> Result<()>;

    /// The edges of every pair of nodes of which corrections touch one, in the order of records.
    fn touched(&mut self, touched: &Touched) -> Result<Vec<Edge>> {
        let mut found = Vec::new();
        self.each_pair(&mut |edges| {
            if touched.has_any(&edges) {
                found.extend(edges);
            }
            Ok(())
        })?;
        Ok(found)
    }
}

/// The part of the records that corrections touch.
#[derive(Default)]
pub struct Part {
    touched: Touched,
    records: Records,
    /// Nodes that are there only because a touched edge leads to them: they have no mentions and stay as they are.
    ends: BTreeSet<String>,
}

impl Part {
    /// Takes the part that these corrections touch out of all records.
    pub fn of(source: &mut dyn Source, corrections: &[&Correction]) -> Result<Self> {
        let touched = Touched::by(corrections.iter().copied());
        if touched.is_none() {
            return Ok(Self::default());
        }
        let documents = source.documents().to_vec();
        let mut records = Records { documents, edges: source.touched(&touched)?, ..Records::default() };
        let ends = records.edges.iter().flat_map(|edge| [&edge.source, &edge.target]);
        let ends: BTreeSet<String> = ends.filter(|id| !touched.has_node(id)).cloned().collect();
        let wanted = |id: &str| match (touched.has_node(id), ends.contains(id)) {
            (true, _) => Some(Mentions::All),
            (_, true) => Some(Mentions::None),
            _ => None,
        };
        source.each_node(&wanted, &mut |node| {
            records.nodes.push(node);
            Ok(())
        })?;
        Ok(Self { touched, records, ends })
    }

    /// Plays the corrections over it. Gives those that do not apply.
    pub fn correct(&mut self, corrections: &[&Correction]) -> Vec<Unapplied> {
        let unapplied = apply(&mut self.records, corrections.iter().copied());
        self.records.nodes.retain(|node| !self.ends.contains(&node.id));
        unapplied
    }

    /// All nodes, the part's own among them, by id.
    pub fn each_node(
        &mut self,
        source: &mut dyn Source,
        write: &mut dyn FnMut(&Node) -> Result<()>,
    ) -> Result<()> {
        let own = std::mem::take(&mut self.records.nodes);
        let mut among = Among::new(own, |a: &Node, b: &Node| a.id.cmp(&b.id), write);
        let untouched = |id: &str| (!self.touched.has_node(id)).then_some(Mentions::All);
        source.each_node(&untouched, &mut |node| among.put(&node))?;
        among.end()
    }

    /// All edges, the part's own among them, in the order of records.
    pub fn each_edge(
        &mut self,
        source: &mut dyn Source,
        write: &mut dyn FnMut(&Edge) -> Result<()>,
    ) -> Result<()> {
        let mut among = Among::new(std::mem::take(&mut self.records.edges), in_order, write);
        source.each_pair(&mut |edges| {
            if self.touched.has_any(&edges) {
                return Ok(());
            }
            edges.iter().try_for_each(|edge| among.put(edge))
        })?;
        among.end()
    }
}

/// Writes records of one's own among others that come in order.
struct Among<'w, T> {
    own: std::iter::Peekable<std::vec::IntoIter<T>>,
    order: fn(&T, &T) -> Ordering,
    write: &'w mut dyn FnMut(&T) -> Result<()>,
}

impl<'w, T> Among<'w, T> {
    fn new(own: Vec<T>, order: fn(&T, &T) -> Ordering, write: &'w mut dyn FnMut(&T) -> Result<()>) -> Self {
        Self { own: own.into_iter().peekable(), order, write }
    }

    /// Writes another, and first what belongs before it.
    fn put(&mut self, other: &T) -> Result<()> {
        while let Some(own) = self.own.next_if(|own| (self.order)(own, other).is_lt()) {
            (self.write)(&own)?;
        }
        (self.write)(other)
    }

    /// Writes what belongs after the last.
    fn end(mut self) -> Result<()> {
        self.own.try_for_each(|own| (self.write)(&own))
    }
}

/// Where edges stand among the records.
pub(super) fn in_order(a: &Edge, b: &Edge) -> Ordering {
    (&a.source, &a.target, a.etype, &a.key).cmp(&(&b.source, &b.target, b.etype, &b.key))
}
