//! How do records get into the store?
//!
//! Nodes first, in the order of their ids, then edges in the order of records: one at a time, so that nobody has to hold
//! them all. Everything happens in one transaction; dropping the writer leaves the old records as they were.

use super::Store;
use super::corrections::{self, Correction, Log, Op, Part, Source, Unapplied};
use super::documents::{drop_all_unquoted, set_meta, unknown_document};
use super::explain::{explain, unreadable};
use super::gather::Gathered;
use super::pack::to_json;
use super::snapshot::Snapshot;
use super::stats::best_connected;
use crate::error::{Error, Result};
use crate::model::{DocumentInfo, Edge, Edtf, Evidence, Figures, Node, Records, fold_name};
use rusqlite::{Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Names of one node that are found by their words.
pub(super) const NAMES: i64 = 4096;

/// Writes new records in place of the old.
pub struct RecordsWriter<'s> {
    transaction: Transaction<'s>,
    path: &'s Path,
    documents: HashMap<String, i64>,
    /// Ids in order: the first has the number 1.
    nodes: Vec<String>,
    edges: i64,
    gathered: Gathered,
    stats: Figures,
    /// Checksum of the corrections played over them.
    corrections: Option<String>,
    /// They are of the inputs as they are now.
    current: bool,
}

/// The seldom-needed fields of a node or edge, as one column.
#[derive(Serialize, Deserialize, Default)]
pub(super) struct More {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asserted_by: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analyst: Vec<String>,
}

impl Store {
    /// Replaces all records in one transaction.
    pub fn replace_records(&mut self, records: &Records) -> Result<()> {
        let mut writer = self.records_writer(&records.documents)?;
        records.nodes.iter().try_for_each(|node| writer.node(node))?;
        records.edges.iter().try_for_each(|edge| writer.edge(edge))?;
        writer.finish()
    }

    /// Plays the corrections beside the store over fresh records and replaces the old ones. Gives the corrections that no
    /// longer apply.
    pub fn commit(&mut self, mut records: Records) -> Result<Vec<Unapplied>> {
        let log = Log::beside(&self.path)?;
        let unapplied = corrections::apply(&mut records, log.in_force());
        let mut writer = self.records_writer(&records.documents)?;
        writer.corrections = Some(log.digest());
        records.nodes.iter().try_for_each(|node| writer.node(node))?;
        records.edges.iter().try_for_each(|edge| writer.edge(edge))?;
        writer.finish()?;
        Ok(unapplied)
    }

    /// Notes a correction beside the store and plays it over the records at once. Gives its id. A correction that does
    /// not apply is not noted. An undo takes effect with the next build.
    pub fn correct(&mut self, correction: Correction) -> Result<String> {
        let mut log = Log::beside(&self.path)?;
        if matches!(correction.op, Op::Undo { .. }) {
            return log.add(correction);
        }
        let current = self.is_current()?;
        let mut before = Snapshot::of(&self.path)?;
        let mut part = Part::of(&mut before, &[&correction])?;
        if let Some(unapplied) = part.correct(&[&correction]).pop() {
            return Err(Error::Usage(unapplied.reason));
        }
        let id = log.add(correction)?;
        let mut writer = self.records_writer(before.documents())?;
        writer.corrections = Some(log.digest());
        writer.current = current;
        part.each_node(&mut before, &mut |node| writer.node(node))?;
        part.each_edge(&mut before, &mut |edge| writer.edge(edge))?;
        writer.finish()?;
        Ok(id)
    }

    /// Begins to replace all records; `documents` are those they are made from.
    pub fn records_writer(&mut self, documents: &[DocumentInfo]) -> Result<RecordsWriter<'_>> {
        let path: &Path = &self.path;
        begin(&mut self.db, path, documents).map_err(|e| explain(path, &e))
    }
}

fn begin<'s>(
    db: &'s mut rusqlite::Connection,
    path: &'s Path,
    documents: &[DocumentInfo],
) -> rusqlite::Result<RecordsWriter<'s>> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in ["nodes", "names", "mentions", "edges", "evidence", "near"] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    transaction.execute("INSERT INTO name_words (name_words) VALUES ('delete-all')", [])?;
    for index in include_str!("indexes.sql").lines().filter_map(index_name) {
        transaction.execute(&format!("DROP INDEX {index}"), [])?;
    }
    transaction.execute("UPDATE documents SET info = NULL", [])?;
    let mut nums = HashMap::new();
    for info in documents {
        let num: i64 = transaction
            .prepare_cached("UPDATE documents SET info = ?2 WHERE id = ?1 RETURNING num")?
            .query_row(params![info.id, to_json(info)?], |row| row.get(0))
            .map_err(|_| unknown_document(&info.id))?;
        nums.insert(info.id.clone(), num);
    }
    let stats = Figures { documents: documents.len(), ..Figures::default() };
    Ok(RecordsWriter {
        transaction,
        path,
        documents: nums,
        nodes: Vec::new(),
        edges: 0,
        gathered: Gathered::default(),
        stats,
        corrections: None,
        current: true,
    })
}

fn index_name(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("INDEX ")?;
    rest.split(' ').next()
}

impl RecordsWriter<'_> {
    /// Adds a node.
    pub fn node(&mut self, node: &Node) -> Result<()> {
        self.put_node(node).map_err(|e| explain(self.path, &e))
    }

    /// Adds an edge between nodes already added.
    pub fn edge(&mut self, edge: &Edge) -> Result<()> {
        self.put_edge(edge).map_err(|e| explain(self.path, &e))
    }

    /// Notes that these corrections were played over the records.
    pub fn corrected_by(&mut self, log: &Log) {
        self.corrections = Some(log.digest());
    }

    /// Makes the lookups and commits.
    pub fn finish(self) -> Result<()> {
        let path = self.path;
        self.commit().map_err(|e| explain(path, &e))
    }

    fn put_node(&mut self, node: &Node) -> rusqlite::Result<()> {
        let num = self.nodes.len() as i64 + 1;
        if self.nodes.last().is_some_and(|last| *last >= node.id) {
            return Err(unreadable(format!("the node {} was given twice or out of order", node.id)));
        }
        self.nodes.push(node.id.clone());
        self.stats.count_node(node);
        self.gathered.node(node);
        let more = More {
            aliases: node.aliases.clone(),
            codes: node.codes.clone(),
            why: node.why.clone(),
            analyst: node.analyst.clone(),
            ..More::default()
        };
        self.transaction
            .prepare_cached("INSERT INTO nodes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                num,
                node.id,
                node.kind.as_str(),
                node.ntype.as_str(),
                node.name,
                node.date.as_ref().map(Edtf::as_str),
                node.mentions.len(),
                more.column()?
            ])?;
        self.put_names(num, node)?;
        self.put_mentions(num, node)
    }

    fn put_names(&self, num: i64, node: &Node) -> rusqlite::Result<()> {
        let ranked = std::iter::once((0, &node.name))
            .chain(node.aliases.iter().map(|alias| (1, alias)))
            .chain(node.codes.values().map(|code| (2, code)));
        let mut insert =
            self.transaction.prepare_cached("INSERT OR IGNORE INTO names VALUES (?1, ?2, ?3, ?4)")?;
        let mut words =
            self.transaction.prepare_cached("INSERT INTO name_words (rowid, name) VALUES (?1, ?2)")?;
        for (at, (rank, name)) in (0..NAMES).zip(ranked) {
            let folded = fold_name(name);
            insert.execute(params![folded, rank, num, name])?;
            words.execute(params![num * NAMES + at, folded])?;
        }
        Ok(())
    }

    fn put_mentions(&self, num: i64, node: &Node) -> rusqlite::Result<()> {
        let mut insert =
            self.transaction.prepare_cached("INSERT INTO mentions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for (seq, mention) in node.mentions.iter().enumerate() {
            let document = self.document(&mention.document)?;
            insert.execute(params![
                num,
                seq,
                document,
                mention.start,
                mention.end,
                mention.exact,
                mention.demonym
            ])?;
        }
        Ok(())
    }

    fn put_edge(&mut self, edge: &Edge) -> rusqlite::Result<()> {
        self.edges += 1;
        let (source, target) = (self.node_num(&edge.source)?, self.node_num(&edge.target)?);
        self.stats.count_edge(edge);
        self.gathered.edge(source, target);
        let day = edge.date.as_ref().and_then(day_number);
        let more =
            More { asserted_by: edge.asserted_by.clone(), analyst: edge.analyst.clone(), ..More::default() };
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO edges VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        insert.execute(params![
            self.edges,
            source,
            target,
            edge.etype.as_str(),
            edge.key,
            edge.date.as_ref().map(Edtf::as_str),
            day,
            edge.factuality.as_str(),
            edge.role,
            edge.confidence,
            edge.documents(),
            edge.evidence.len(),
            more.column()?
        ])?;
        drop(insert);
        self.put_evidence(&edge.evidence)
    }

    fn put_evidence(&self, evidence: &[Evidence]) -> rusqlite::Result<()> {
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for (seq, quote) in evidence.iter().enumerate() {
            let document = self.document(&quote.document)?;
            insert.execute(params![
                self.edges,
                seq,
                document,
                quote.start,
                quote.end,
                quote.exact,
                quote.page,
                quote.rule
            ])?;
        }
        Ok(())
    }

    fn document(&self, id: &str) -> rusqlite::Result<i64> {
        self.documents.get(id).copied().ok_or_else(|| unknown_document(id))
    }

    fn node_num(&self, id: &str) -> rusqlite::Result<i64> {
        let place = self.nodes.binary_search_by(|known| known.as_str().cmp(id));
        place
            .map(|at| at as i64 + 1)
            .map_err(|_| unreadable(format!("an edge speaks of the node {id}, which is not there")))
    }

    fn commit(mut self) -> rusqlite::Result<()> {
        let db = &self.transaction;
        db.execute_batch(include_str!("indexes.sql"))?;
        self.gathered.write(db)?;
        self.stats.count_parts(self.gathered.parts());
        self.stats.best_connected = best_connected(db)?;
        set_meta(db, "stats", &to_json(&self.stats)?)?;
        set_meta(db, "corrections", self.corrections.as_deref().unwrap_or(""))?;
        if self.current {
            drop_all_unquoted(db)?;
            set_meta(db, "current", "1")?;
        }
        self.transaction.commit()
    }
}

impl More {
    /// As a column: nothing where nothing is said.
    fn column(&self) -> rusqlite::Result<Option<String>> {
        Ok(Some(to_json(self)?).filter(|text| text != "{}"))
    }
}

/// The first day a date may mean as `yyyymmdd`, or the last where it has no beginning.
fn day_number(date: &Edtf) -> Option<i64> {
    let (first, last) = date.bounds();
    first.or(last).map(|day| i64::from(day.year) * 10_000 + i64::from(day.month) * 100 + i64::from(day.day))
}
