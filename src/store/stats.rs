//! How much is in the store?
//!
//! Counted while the records are written and kept ready, so that asking costs nothing.

use super::Store;
use super::documents::meta;
use super::explain::unreadable;
use super::pack::json;
use crate::error::Result;
use crate::model::{Edtf, Figures, Kind, NodeType, WellKnown};
use rusqlite::{Connection, OptionalExtension};

/// How many of the best-connected actors are named.
const BEST_CONNECTED: usize = 10;

/// The actors with most neighbours, then most facts.
pub(super) fn best_connected(db: &Connection) -> rusqlite::Result<Vec<WellKnown>> {
    let mut query = db.prepare(
        "SELECT n.id, n.name, n.type, n.date, l.neighbours, l.facts FROM near l JOIN nodes n ON n.num = l.node
         WHERE n.kind = 'actor' ORDER BY l.neighbours DESC, l.facts DESC, n.num LIMIT ?1",
    )?;
    let rows = query.query_map([BEST_CONNECTED], |row| {
        let date = row.get_ref(3)?.as_str_or_null()?;
        let odd = || unreadable("a node's type is no word of the ontology");
        Ok(WellKnown {
            id: row.get(0)?,
            name: row.get(1)?,
            ntype: NodeType::parse(row.get_ref(2)?.as_str()?).ok_or_else(odd)?,
            date: date.map(Edtf::parse).transpose().map_err(unreadable)?,
            neighbours: row.get(4)?,
            facts: row.get(5)?,
        })
    })?;
    rows.collect()
}

impl Store {
    /// Counts over the records.
    pub fn stats(&self) -> Result<Figures> {
        self.ask(|db| match meta(db, "stats")? {
            Some(text) => json(&text),
            None => Ok(Figures::default()),
        })
    }

    /// The name of the node of a kind that most edges touch; the first by id of several.
    pub fn most_told(&self, kind: Kind) -> Result<Option<String>> {
        self.ask(|db| {
            db.prepare(
                "SELECT n.name FROM nodes n LEFT JOIN near l ON l.node = n.num WHERE n.kind = ?1
                 ORDER BY ifnull(l.facts, 0) DESC, n.num LIMIT 1",
            )?
            .query_row([kind.as_str()], |row| row.get(0))
            .optional()
        })
    }
}
