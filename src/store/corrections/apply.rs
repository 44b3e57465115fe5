//! What do the records say once the corrections are played over them?
//!
//! In the order they were made, each over what those before it left. Every node and edge that one touches is marked with
//! what was done, by whom and when. Names of nodes that were merged or split go on to mean what became of them.

use super::edges::{Edges, key_of};
use super::{Correction, EdgeName, Op, What};
use crate::model::{Edge, Edtf, Evidence, Kind, MentionRecord, Node, NodeType, Records, fold, is_document};
use std::collections::{BTreeMap, BTreeSet};

/// A correction that could not be applied, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Unapplied {
    /// The correction.
    pub correction: Correction,
    /// Why not, in words for the analyst.
    pub reason: String,
}

/// Plays corrections over records; gives back those that no longer apply.
pub fn apply<'c>(
    records: &mut Records,
    corrections: impl IntoIterator<Item = &'c Correction>,
) -> Vec<Unapplied> {
    let mut work: Option<Work> = None;
    let mut unapplied = Vec::new();
    for correction in corrections {
        let work = work.get_or_insert_with(|| Work::of(std::mem::take(records)));
        if let Err(reason) = work.apply(correction) {
            unapplied.push(Unapplied { correction: correction.clone(), reason });
        }
    }
    if let Some(work) = work {
        *records = work.into_records();
    }
    unapplied
}

/// The records, open to change.
struct Work {
    records: Records,
    nodes: BTreeMap<String, Node>,
    edges: Edges,
    /// What became of the ids of nodes that are no more.
    moved: BTreeMap<String, String>,
}

type Outcome = Result<(), String>;

impl Work {
    fn of(mut records: Records) -> Self {
        let nodes = std::mem::take(&mut records.nodes).into_iter().map(|n| (n.id.clone(), n)).collect();
        let edges = std::mem::take(&mut records.edges).into_iter().collect();
        Self { records, nodes, edges, moved: BTreeMap::new() }
    }

    fn into_records(mut self) -> Records {
        self.records.nodes = self.nodes.into_values().collect();
        self.records.edges = self.edges.into_records();
        self.records
    }

    fn apply(&mut self, correction: &Correction) -> Outcome {
        let mark = |what: &str| mark(what, correction);
        match &correction.op {
            Op::Merge { node, into } => self.merge(node, into, mark(&format!("merged with {node}"))),
            Op::Split { node, name, mentions, documents } => {
                let moves = |m: &MentionRecord| {
                    (mentions.is_empty() || mentions.contains(&m.exact))
                        && (documents.is_empty() || documents.iter().any(|d| is_document(&m.document, d)))
                };
                self.split(node, name, moves, mark(&format!("split from {node}")))
            }
            Op::Rename { node, name } => self.rename(node, name, mark(&format!("renamed {name}"))),
            Op::Retype { node, kind, ntype } => self.retype(node, *kind, *ntype, &mark),
            Op::Reject(name) => {
                let key = self.edge(name)?;
                self.edges.remove(&key);
                Ok(())
            }
            Op::Assert { .. } => self.assert(&correction.op, mark("asserted")),
            Op::Date { what, date } => {
                let shown = date.as_ref().map_or("none", Edtf::as_str);
                self.date(what, date.as_ref(), mark(&format!("dated {shown}")))
            }
            Op::Note { what, text } => self.marks(what).map(|marks| add(marks, mark(text))),
            Op::Undo { .. } => Ok(()),
        }
    }

    /// The id that a node's id means now.
    fn node(&self, id: &str) -> Result<String, String> {
        let mut id = id;
        while let Some(next) = self.moved.get(id) {
            id = next;
        }
        if self.nodes.contains_key(id) {
            Ok(id.to_string())
        } else {
            Err(format!("there is no node {id} any more"))
        }
    }

    /// The key of the edge that a name means: by key, else by the only edge that says the same.
    fn edge(&self, name: &EdgeName) -> Result<String, String> {
        if self.edges.get(&name.edge).is_some() {
            return Ok(name.edge.clone());
        }
        let (Some(source), Some(target), Some(etype)) = (&name.source, &name.target, name.etype) else {
            return Err(format!("there is no edge {} any more", name.edge));
        };
        let (source, target) = (self.node(source)?, self.node(target)?);
        let like: Vec<&Edge> = self.edges.between(&source, &target).filter(|e| e.etype == etype).collect();
        match like.as_slice() {
            [one] => Ok(one.key.clone()),
            [] => Err(format!("no edge {source} {etype} {target} is left")),
            _ => Err(format!("several edges {source} {etype} {target} are left; name one by its key")),
        }
    }

    fn marks(&mut self, what: &What) -> Result<&mut Vec<String>, String> {
        match what {
            What::Edge(name) => {
                let key = self.edge(name)?;
                self.edges
                    .get_mut(&key)
                    .map(|edge| &mut edge.analyst)
                    .ok_or_else(|| "the edge is gone".into())
            }
            What::Node { node } => {
                let id = self.node(node)?;
                self.nodes.get_mut(&id).map(|node| &mut node.analyst).ok_or_else(|| "the node is gone".into())
            }
        }
    }

    fn merge(&mut self, gone: &str, stays: &str, mark: String) -> Outcome {
        let (gone, stays) = (self.node(gone)?, self.node(stays)?);
        if gone == stays {
            return Err("the two are one node already".into());
        }
        let Some(other) = self.nodes.remove(&gone) else { return Err("the node is gone".into()) };
        let Some(node) = self.nodes.get_mut(&stays) else { return Err("the node is gone".into()) };
        node.aliases.extend(other.aliases);
        node.aliases.push(other.name);
        tidy_aliases(node);
        for (system, code) in other.codes {
            node.codes.entry(system).or_insert(code);
        }
        node.date = node.date.take().or(other.date);
        node.mentions.extend(other.mentions);
        node.mentions.sort();
        node.mentions.dedup();
        node.why.extend(other.why);
        node.analyst.extend(other.analyst);
        add(&mut node.analyst, mark);
        self.moved.insert(gone.clone(), stays.clone());
        self.redirect(&gone, &stays);
        Ok(())
    }

    /// Lets every edge of one node be another's.
    fn redirect(&mut self, from: &str, to: &str) {
        for key in self.edges.of(from) {
            let Some(mut edge) = self.edges.remove(&key) else { continue };
            for end in [&mut edge.source, &mut edge.target].into_iter().chain(&mut edge.asserted_by) {
                if end == from {
                    *end = to.to_string();
                }
            }
            edge.asserted_by.sort();
            edge.asserted_by.dedup();
            self.settle(edge);
        }
    }

    /// Puts an edge back; nothing becomes of one that leads to where it begins or that the ontology does not know, and
    /// one that says what another says becomes part of it.
    fn settle(&mut self, mut edge: Edge) {
        if edge.etype.is_symmetric() && edge.source > edge.target {
            std::mem::swap(&mut edge.source, &mut edge.target);
        }
        if edge.source == edge.target || !self.allowed(&edge) {
            return;
        }
        self.edges.add(edge);
    }

    fn allowed(&self, edge: &Edge) -> bool {
        let sort = |id: &str| self.nodes.get(id).map(|node| (node.kind, node.ntype));
        match (sort(&edge.source), sort(&edge.target)) {
            (Some(source), Some(target)) => edge.etype.allows(source, target),
            _ => false,
        }
    }

    fn split(
        &mut self,
        node: &str,
        name: &str,
        moves: impl Fn(&MentionRecord) -> bool,
        mark: String,
    ) -> Outcome {
        let old = self.node(node)?;
        let Some(from) = self.nodes.get_mut(&old) else { return Err("the node is gone".into()) };
        let (moved, stay): (Vec<_>, Vec<_>) = from.mentions.drain(..).partition(moves);
        from.mentions = stay;
        if moved.is_empty() {
            return Err(format!("no mention of {old} is one of those that move"));
        }
        let words: BTreeSet<&str> = moved.iter().map(|m| m.exact.as_str()).collect();
        let left: BTreeSet<&str> = from.mentions.iter().map(|m| m.exact.as_str()).collect();
        let mut new =
            Node { id: format!("{}/{}", from.kind, slug(name)), name: name.to_string(), ..from.clone() };
        new.aliases = words.iter().map(|word| word.to_string()).filter(|word| word != name).collect();
        from.aliases.retain(|alias| left.contains(alias.as_str()) || !words.contains(alias.as_str()));
        (new.codes, new.date, new.why, new.analyst) = (BTreeMap::new(), None, Vec::new(), vec![mark.clone()]);
        add(&mut from.analyst, mark.replace("split from", "split of"));
        let stay = std::mem::take(&mut from.mentions);
        from.mentions.clone_from(&stay);
        let id = new.id.clone();
        match self.nodes.get_mut(&id) {
            Some(known) => {
                known.mentions.extend(moved.iter().cloned());
                known.mentions.sort();
                add(&mut known.analyst, mark);
            }
            None => {
                new.mentions.clone_from(&moved);
                self.nodes.insert(id.clone(), new);
            }
        }
        self.divide(&old, &id, &moved, &stay);
        if self.nodes.get(&old).is_some_and(|node| node.mentions.is_empty()) {
            self.nodes.remove(&old);
            self.moved.insert(old.clone(), id.clone());
            self.redirect(&old, &id);
        }
        Ok(())
    }

    /// Evidence with only moved mentions in it goes with them to the new node; the rest stays.
    fn divide(&mut self, old: &str, new: &str, moved: &[MentionRecord], stay: &[MentionRecord]) {
        for key in self.edges.of(old) {
            let Some(mut edge) = self.edges.remove(&key) else { continue };
            if edge.source != old && edge.target != old {
                self.edges.insert(edge);
                continue;
            }
            let (goes, stays): (Vec<_>, Vec<_>) =
                edge.evidence.drain(..).partition(|quote| holds(quote, moved) && !holds(quote, stay));
            if !goes.is_empty() {
                let mut part = Edge { evidence: goes, ..edge.clone() };
                for end in [&mut part.source, &mut part.target] {
                    if end == old {
                        *end = new.to_string();
                    }
                }
                part.key = key_of(&part);
                self.settle(part);
            }
            if !stays.is_empty() {
                self.settle(Edge { evidence: stays, ..edge });
            }
        }
    }

    fn rename(&mut self, node: &str, name: &str, mark: String) -> Outcome {
        let id = self.node(node)?;
        let Some(node) = self.nodes.get_mut(&id) else { return Err("the node is gone".into()) };
        let old = std::mem::replace(&mut node.name, name.to_string());
        node.aliases.push(old);
        tidy_aliases(node);
        add(&mut node.analyst, mark);
        Ok(())
    }

    fn retype(
        &mut self,
        node: &str,
        kind: Option<Kind>,
        ntype: NodeType,
        mark: &dyn Fn(&str) -> String,
    ) -> Outcome {
        let id = self.node(node)?;
        let Some(before) = self.nodes.get(&id).map(|node| node.kind) else {
            return Err("the node is gone".into());
        };
        let kind = kind_of(ntype, kind, before)?;
        let Some(mut node) = self.nodes.remove(&id) else { return Err("the node is gone".into()) };
        (node.kind, node.ntype) = (kind, ntype);
        add(&mut node.analyst, mark(&format!("typed {kind} {ntype}")));
        let rest = id.split_once('/').map_or(id.as_str(), |(_, rest)| rest);
        let new = format!("{kind}/{rest}");
        if new != id && self.nodes.contains_key(&new) {
            self.nodes.insert(id.clone(), node);
            return self.merge(&id, &new, mark(&format!("merged with {id}")));
        }
        node.id.clone_from(&new);
        self.nodes.insert(new.clone(), node);
        if new != id {
            self.moved.remove(&new);
            self.moved.insert(id.clone(), new.clone());
            self.redirect(&id, &new);
        } else {
            self.redirect(&id, &id);
        }
        Ok(())
    }

    fn assert(&mut self, op: &Op, mark: String) -> Outcome {
        let Op::Assert { source, etype, target, date, factuality, role, evidence } = op else {
            return Ok(());
        };
        let (source, target) = (self.node(source)?, self.node(target)?);
        let mut edge = Edge {
            source,
            target,
            key: String::new(),
            etype: *etype,
            date: date.clone(),
            factuality: *factuality,
            role: role.clone(),
            asserted_by: Vec::new(),
            confidence: 1.0,
            evidence: evidence.iter().filter_map(|quote| self.quote(quote)).collect(),
            analyst: vec![mark],
        };
        if edge.source == edge.target || !self.allowed(&edge) {
            return Err(format!("{etype} cannot lead from {} to {}", edge.source, edge.target));
        }
        edge.key = key_of(&edge);
        self.settle(edge);
        Ok(())
    }

    /// A quotation as given, if its document is there.
    fn quote(&self, quote: &Evidence) -> Option<Evidence> {
        let documents = &self.records.documents;
        let place = documents.partition_point(|info| info.id.as_str() < quote.document.as_str());
        let document = documents.get(place).filter(|info| is_document(&info.id, &quote.document))?;
        Some(Evidence { document: document.id.clone(), ..quote.clone() })
    }

    fn date(&mut self, what: &What, date: Option<&Edtf>, mark: String) -> Outcome {
        match what {
            What::Node { node } => {
                let id = self.node(node)?;
                let Some(node) = self.nodes.get_mut(&id) else { return Err("the node is gone".into()) };
                node.date = date.cloned();
                add(&mut node.analyst, mark);
            }
            What::Edge(name) => {
                let key = self.edge(name)?;
                let Some(mut edge) = self.edges.remove(&key) else { return Err("the edge is gone".into()) };
                edge.date = date.cloned();
                add(&mut edge.analyst, mark);
                self.settle(edge);
            }
        }
        Ok(())
    }
}

/// Whether a quotation has one of these mentions in it, which come by document and place.
fn holds(quote: &Evidence, mentions: &[MentionRecord]) -> bool {
    let before = |m: &MentionRecord| (&m.document, m.start) < (&quote.document, quote.start);
    let within = |m: &&MentionRecord| m.document == quote.document && m.start < quote.end;
    let rest = &mentions[mentions.partition_point(before)..];
    rest.iter().take_while(within).any(|m| m.end <= quote.end)
}

/// The kind that goes with a type: the one given, that of before, or the only one that has the type.
fn kind_of(ntype: NodeType, given: Option<Kind>, before: Kind) -> Result<Kind, String> {
    let has = |kind: &Kind| kind.types().contains(&ntype);
    let found = match given {
        Some(kind) => Some(kind).filter(has),
        None => Some(before).filter(has).or_else(|| Kind::ALL.iter().copied().find(has)),
    };
    found.ok_or_else(|| format!("{} is of no type {ntype}", given.unwrap_or(before)))
}

/// `renamed Oslo · A. Lund · 2025-05-03 · as the treaty has it`
fn mark(what: &str, correction: &Correction) -> String {
    let rest = [&correction.who, &correction.when, &correction.why];
    let parts = std::iter::once(what).chain(rest.into_iter().filter_map(|part| part.as_deref()));
    parts.collect::<Vec<_>>().join(" · ")
}

pub(super) fn add(marks: &mut Vec<String>, mark: String) {
    if !marks.contains(&mark) {
        marks.push(mark);
    }
}

fn tidy_aliases(node: &mut Node) {
    node.aliases.retain(|alias| *alias != node.name);
    node.aliases.sort();
    node.aliases.dedup();
}

/// The part of an id that a name gives.
pub(super) fn slug(name: &str) -> String {
    let plain = fold(name);
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
