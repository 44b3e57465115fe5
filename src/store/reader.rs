//! How does a graph ask for records a few at a time?
//!
//! A [`Reader`] is a store seen as an [`Archive`]. It stays in one read transaction: a build that replaces the records in
//! the meantime changes nothing for it, so that places mean the same from the first question to the last.

use super::Store;
use super::near::{links_of, unpack};
use super::pack::json;
use super::read::{EDGE_COLUMNS, EDGE_TABLES, NODE, fact, mentions_of, node};
use crate::error::Result;
use crate::model::{Archive, DocumentInfo, Edge, Figures, MentionRecord, Node, Records, Sizes, Spoke};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Facts handed over at once, unless one node alone has more.
const AT_ONCE: usize = 20_000;

/// A store to ask for single records, as it was when the reader was made.
#[derive(Debug)]
pub struct Reader(Mutex<Store>);

impl Store {
    /// The store as an archive of its records.
    pub fn into_reader(self) -> Result<Reader> {
        self.ask(|db| db.execute_batch("BEGIN"))?;
        Ok(Reader(Mutex::new(self)))
    }
}

impl Reader {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.store().ask(question)
    }

    /// Nodes that a query gives by their numbers, in order.
    fn places(&self, sql: &str, value: &str) -> Result<Vec<u32>> {
        self.ask(|db| {
            let mut query = db.prepare_cached(sql)?;
            let found: BTreeSet<u32> =
                query.query_map([value], |row| place(row.get(0)?))?.collect::<rusqlite::Result<_>>()?;
            Ok(found.into_iter().collect())
        })
    }
}

impl Archive for Reader {
    fn sizes(&self) -> Result<Sizes> {
        let stats = self.store().stats()?;
        let highest: Option<usize> =
            self.ask(|db| db.query_row("SELECT max(num) FROM documents", [], |row| row.get(0)))?;
        Ok(Sizes {
            documents: stats.documents,
            document_numbers: highest.map_or(0, |num| num + 1),
            nodes: stats.nodes,
            edges: stats.edges,
        })
    }

    fn node(&self, place: u32) -> Result<Node> {
        self.ask(|db| {
            let sql = format!("SELECT {NODE} FROM nodes n WHERE n.num = ?1");
            db.prepare_cached(&sql)?.query_row([number(place)], |row| node(db, row, 0))
        })
    }

    fn mentioned(&self, place: u32) -> Result<usize> {
        self.ask(|db| {
            db.prepare_cached("SELECT mentions FROM nodes WHERE num = ?1")?
                .query_row([number(place)], |row| row.get(0))
        })
    }

    fn mentions(&self, place: u32) -> Result<Vec<MentionRecord>> {
        self.ask(|db| mentions_of(db, number(place), usize::MAX))
    }

    fn spoken(&self, place: u32) -> Result<Vec<(String, String, usize)>> {
        self.ask(|db| {
            let mut query = db.prepare_cached(
                "WITH spoken AS MATERIALIZED
                    (SELECT document, exact, count(*) AS times FROM mentions WHERE node = ?1 GROUP BY 1, 2)
                 SELECT d.id, s.exact, s.times FROM spoken s JOIN documents d ON d.num = s.document",
            )?;
            let rows = query.query_map([number(place)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })
    }

    fn edge(&self, place: u32) -> Result<(u32, u32, Edge)> {
        self.ask(|db| {
            let sql = format!("SELECT {EDGE_COLUMNS} {EDGE_TABLES} WHERE e.num = ?1");
            db.prepare_cached(&sql)?.query_row([number(place)], |row| {
                let ends = (self::place(row.get(12)?)?, self::place(row.get(13)?)?);
                Ok((ends.0, ends.1, fact(db, row, usize::MAX)?.edge))
            })
        })
    }

    fn tellers(&self, place: u32) -> Result<Vec<u32>> {
        self.ask(|db| {
            let mut query = db.prepare_cached("SELECT document FROM evidence WHERE edge = ?1")?;
            query.query_map([number(place)], |row| row.get(0))?.collect()
        })
    }

    fn spokes(&self, place: u32) -> Result<Vec<Spoke>> {
        self.ask(|db| links_of(db, number(place)))
    }

    fn each_spokes(&self, each: &mut dyn FnMut(u32, &[Spoke])) -> Result<()> {
        let mut next = 0;
        // Some at a time, so that whoever is called back may ask for more.
        loop {
            let some = self.ask(|db| some_spokes(db, next))?;
            let Some((last, _)) = some.last() else { return Ok(()) };
            next = last + 1;
            some.iter().for_each(|(place, spokes)| each(*place, spokes));
        }
    }

    fn most_facts(&self) -> Result<usize> {
        self.ask(|db| db.query_row("SELECT ifnull(max(facts), 0) FROM near", [], |row| row.get(0)))
    }

    fn hubs(&self, least: usize) -> Result<Vec<u32>> {
        self.ask(|db| {
            let mut query =
                db.prepare_cached("SELECT node FROM near WHERE neighbours >= ?1 ORDER BY node")?;
            query.query_map([least], |row| place(row.get(0)?))?.collect()
        })
    }

    fn place(&self, id: &str) -> Result<Option<u32>> {
        Ok(self.store().num(id)?.map(place).transpose().unwrap_or_default())
    }

    fn named(&self, folded: &str) -> Result<Vec<u32>> {
        self.places("SELECT node FROM names WHERE folded = ?1", folded)
    }

    fn named_partly(&self, words: &[&str]) -> Result<Vec<u32>> {
        let query: Vec<String> = words.iter().map(|w| format!("\"{}\"", w.replace('"', ""))).collect();
        self.places(
            &format!("SELECT rowid / {} FROM name_words WHERE name_words MATCH ?1", super::write::NAMES),
            &query.join(" "),
        )
    }

    fn each_name(&self, each: &mut dyn FnMut(&str, u32)) -> Result<()> {
        self.ask(|db| {
            let mut query = db.prepare("SELECT folded, node FROM names")?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                each(row.get_ref(0)?.as_str()?, place(row.get(1)?)?);
            }
            Ok(())
        })
    }

    fn document(&self, id: &str) -> Result<Option<(u32, DocumentInfo)>> {
        self.ask(|db| {
            db.prepare_cached("SELECT num, info FROM documents WHERE info IS NOT NULL AND id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, json(row.get_ref(1)?.as_str()?)?)))
                .optional()
        })
    }

    fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.store().documents()
    }

    fn figures(&self) -> Result<Figures> {
        self.store().stats()
    }

    fn records(&self) -> Result<Records> {
        self.store().records()
    }
}

/// The facts of the next few nodes from a place on.
fn some_spokes(db: &Connection, from: u32) -> rusqlite::Result<Vec<(u32, Vec<Spoke>)>> {
    let mut query = db.prepare_cached("SELECT node, links FROM near WHERE node >= ?1 ORDER BY node")?;
    let mut rows = query.query([number(from)])?;
    let (mut some, mut facts) = (Vec::new(), 0);
    while facts < AT_ONCE
        && let Some(row) = rows.next()?
    {
        let spokes = unpack(row.get_ref(1)?.as_blob()?)?;
        facts += spokes.len() + 1;
        some.push((place(row.get(0)?)?, spokes));
    }
    Ok(some)
}

/// The store numbers nodes and edges from one.
fn number(place: u32) -> i64 {
    i64::from(place) + 1
}

fn place(number: i64) -> rusqlite::Result<u32> {
    u32::try_from(number - 1).map_err(|_| super::explain::unreadable("a number is out of range"))
}
