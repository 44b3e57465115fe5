//! How are a few records corrected without holding them all?
//!
//! Corrections name nodes and edges. Those, and what hangs on them, are taken out, corrected by themselves, and written
//! in place of what they were, each where its id belongs.

use super::Joined;
use super::said::{AllSaid, Mentions};
use crate::error::Result;
use crate::model::{Edge, Node, Records};
use crate::store::RecordsWriter;
use crate::store::corrections::{Log, Touched, Unapplied, apply};
use std::collections::BTreeSet;

/// The part of the records that corrections touch.
#[derive(Default)]
pub(super) struct Part {
    touched: Touched,
    records: Records,
    /// Nodes that are there only because a touched edge leads to them: they have no mentions and stay as they are.
    ends: BTreeSet<String>,
}

impl Part {
    /// Takes the part out of all that is said.
    pub fn of(all: &mut AllSaid<'_>, touched: Touched) -> Result<Self> {
        let mut records = Records { documents: all.documents.clone(), ..Records::default() };
        all.each_pair(|edges| {
            if touched.has_any(&edges) {
                records.edges.extend(edges);
            }
            Ok(())
        })?;
        let ends = records.edges.iter().flat_map(|edge| [&edge.source, &edge.target]);
        let ends: BTreeSet<String> = ends.filter(|id| !touched.has_node(id)).cloned().collect();
        let wanted = |id: &str| match (touched.has_node(id), ends.contains(id)) {
            (true, _) => Some(Mentions::All),
            (_, true) => Some(Mentions::None),
            _ => None,
        };
        all.each_node(wanted, |node| {
            records.nodes.push(node);
            Ok(())
        })?;
        Ok(Self { touched, records, ends })
    }

    /// Plays the corrections over it. Gives those that no longer apply.
    pub fn correct(&mut self, log: &Log) -> Vec<Unapplied> {
        let unapplied = apply(&mut self.records, log.in_force());
        self.records.nodes.retain(|node| !self.ends.contains(&node.id));
        unapplied
    }

    /// Writes all nodes, the part's own among them.
    pub fn write_nodes(
        &mut self,
        all: &mut AllSaid<'_>,
        writer: &mut RecordsWriter<'_>,
        tell: &mut impl FnMut(Joined),
    ) -> Result<()> {
        let mut own = std::mem::take(&mut self.records.nodes).into_iter().peekable();
        let mut count = 0;
        let mut write = |node: &Node| {
            count += 1;
            tell(Joined::Nodes(count));
            writer.node(node)
        };
        let untouched = |id: &str| (!self.touched.has_node(id)).then_some(Mentions::All);
        all.each_node(untouched, |node| {
            while let Some(own) = own.next_if(|own| own.id < node.id) {
                write(&own)?;
            }
            write(&node)
        })?;
        own.try_for_each(|node| write(&node))
    }

    /// Writes all edges, the part's own among them.
    pub fn write_edges(
        &mut self,
        all: &mut AllSaid<'_>,
        writer: &mut RecordsWriter<'_>,
        tell: &mut impl FnMut(Joined),
    ) -> Result<()> {
        let mut own = std::mem::take(&mut self.records.edges).into_iter().peekable();
        let mut count = 0;
        let mut write = |edge: &Edge| {
            count += 1;
            tell(Joined::Edges(count));
            writer.edge(edge)
        };
        all.each_pair(|edges| {
            if self.touched.has_any(&edges) {
                return Ok(());
            }
            edges.iter().try_for_each(|edge| {
                while let Some(own) = own.next_if(|own| place(own) < place(edge)) {
                    write(&own)?;
                }
                write(edge)
            })
        })?;
        own.try_for_each(|edge| write(&edge))
    }
}

/// Where an edge stands among the records.
fn place(edge: &Edge) -> (&str, &str, crate::model::EdgeType, &str) {
    (&edge.source, &edge.target, edge.etype, &edge.key)
}
