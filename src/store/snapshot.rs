//! How are records gone through while others take their place?
//!
//! By a second connection, for which the store stays as it was when it was opened. What corrections touch is found by
//! number, so that only the writing goes through everything.

use super::Store;
use super::explain::{explain, unreadable};
use super::pack::json;
use super::read::{EDGE_COLUMNS, EDGE_TABLES, NODE, fact, node};
use super::write::More;
use crate::error::Result;
use crate::model::{DocumentInfo, Edge, Node};
use crate::store::corrections::{Mentions, Source, Touched};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;

/// The records of a store as they were when it was made.
pub(super) struct Snapshot {
    store: Store,
    documents: Vec<DocumentInfo>,
}

impl Snapshot {
    pub fn of(path: &Path) -> Result<Self> {
        let store = Store::open_read_only(path)?;
        store.ask(|db| db.execute_batch("BEGIN"))?;
        let documents = store.documents()?;
        Ok(Self { store, documents })
    }
}

impl Source for Snapshot {
    fn documents(&self) -> &[DocumentInfo] {
        &self.documents
    }

    fn each_node(
        &mut self,
        wanted: &dyn Fn(&str) -> Option<Mentions>,
        each: &mut dyn FnMut(Node) -> Result<()>,
    ) -> Result<()> {
        let told = |e| explain(self.store.path(), &e);
        let db = &self.store.db;
        let mut query = db.prepare(&format!("SELECT {NODE} FROM nodes n ORDER BY n.num")).map_err(told)?;
        let mut rows = query.query([]).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            let id = row.get_ref(1).map_err(told)?.as_str().map_err(|e| told(unreadable(e)))?;
            let Some(mentions) = wanted(id) else { continue };
            let most = if mentions == Mentions::All { usize::MAX } else { 0 };
            each(node(db, row, most).map_err(told)?)?;
        }
        Ok(())
    }

    fn each_pair(&mut self, each: &mut dyn FnMut(Vec<Edge>) -> Result<()>) -> Result<()> {
        let mut edges: Vec<Edge> = Vec::new();
        self.store.each_edge(|edge| {
            let same = |last: &Edge| (&last.source, &last.target) == (&edge.source, &edge.target);
            if !edges.last().is_none_or(same) {
                each(std::mem::take(&mut edges))?;
            }
            edges.push(edge);
            Ok(())
        })?;
        each(edges)
    }

    fn touched(&mut self, touched: &Touched) -> Result<Vec<Edge>> {
        self.store.ask(|db| {
            let sql = format!(
                "SELECT {EDGE_COLUMNS} {EDGE_TABLES} WHERE e.source = ?1 AND e.target = ?2 ORDER BY e.num"
            );
            let mut query = db.prepare(&sql)?;
            let mut found = Vec::new();
            for (source, target) in touched_pairs(db, touched)? {
                let edges = query.query_map([source, target], |row| fact(db, row, usize::MAX))?;
                for fact in edges {
                    found.push(fact?.edge);
                }
            }
            Ok(found)
        })
    }
}

/// Numbers of both ends of all edges that may be touched.
fn touched_pairs(db: &Connection, touched: &Touched) -> rusqlite::Result<BTreeSet<(i64, i64)>> {
    let mut pairs = BTreeSet::new();
    let mut add = |sql: &str, values: &[&str]| -> rusqlite::Result<()> {
        let mut query = db.prepare_cached(sql)?;
        let mut rows = query.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            pairs.insert((row.get(0)?, row.get(1)?));
        }
        Ok(())
    };
    for id in &touched.whole {
        add("SELECT source, target FROM edges WHERE source = (SELECT num FROM nodes WHERE id = ?1)", &[id])?;
        add("SELECT source, target FROM edges WHERE target = (SELECT num FROM nodes WHERE id = ?1)", &[id])?;
    }
    for key in &touched.keys {
        add("SELECT source, target FROM edges WHERE key = ?1", &[key])?;
    }
    for (a, b) in &touched.pairs {
        let sql = "SELECT a.num, b.num FROM nodes a, nodes b WHERE a.id = ?1 AND b.id = ?2";
        add(sql, &[a, b])?;
    }
    if !touched.whole.is_empty() {
        pairs.extend(told_by(db, touched)?);
    }
    Ok(pairs)
}

/// Ends of the edges that a touched node says are so.
fn told_by(db: &Connection, touched: &Touched) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut query =
        db.prepare("SELECT source, target, more FROM edges WHERE more LIKE '%\"asserted_by\"%'")?;
    let mut rows = query.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let more: More = json(row.get_ref(2)?.as_str()?)?;
        if more.asserted_by.iter().any(|id| touched.whole.contains(id)) {
            found.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(found)
}
