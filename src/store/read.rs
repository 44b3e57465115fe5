//! What do the records say of these names?
//!
//! Every answer comes in the order of the records. Rows are found by number; numbers follow the order of ids, so that an
//! index read forwards is already sorted.

use super::Store;
use super::documents::{num_of, text_of};
use super::explain::{explain, unreadable};
use super::near::links_of;
use super::pack::json;
use super::write::More;
use crate::error::Result;
use crate::model::{
    DocumentInfo, Edge, EdgeType, Edtf, Evidence, Factuality, Kind, MentionRecord, Node, NodeType, Records,
    Spoke, fold_name,
};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde::Serialize;
use std::collections::BTreeSet;

/// A node found by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Node id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its type.
    pub ntype: NodeType,
    /// The name, alias or code that answered.
    pub matched: String,
    /// 0 by its name, 1 by an alias, 2 by a code.
    pub rank: u8,
    /// How often the texts speak of it.
    pub mentions: usize,
}

/// An edge with some of its evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// The edge; its evidence holds no more quotations than were asked for.
    pub edge: Edge,
    /// How many documents say so.
    pub documents: usize,
    /// How many quotations there are.
    pub quotations: usize,
}

/// A node one edge away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// Node id.
    pub id: String,
    /// How many edges lead there, in either direction.
    pub edges: usize,
}

pub(super) const NODE: &str = "n.num, n.id, n.kind, n.type, n.name, n.date, n.mentions, n.more";
pub(super) const EDGE_COLUMNS: &str =
    "e.num, s.id, t.id, e.key, e.type, e.date, e.factuality, e.role, e.confidence, e.documents,
    e.quotations, e.more, e.source, e.target";
/// How many columns those are.
pub(super) const EDGE_WIDTH: usize = 14;
pub(super) const EDGE_TABLES: &str =
    "FROM edges e JOIN nodes s ON s.num = e.source JOIN nodes t ON t.num = e.target";

impl Store {
    /// Nodes that a name, alias, code or id means, whatever its case and marks: by name before by alias before by code,
    /// then the most spoken of.
    pub fn find_names(&self, name: &str) -> Result<Vec<Found>> {
        self.ask(|db| {
            let exact = found(db, "n.id = ?1", "n.id, 0", "nodes n", name)?;
            if !exact.is_empty() {
                return Ok(exact);
            }
            let mut found = found(
                db,
                "a.folded = ?1",
                "a.name, a.rank",
                "names a JOIN nodes n ON n.num = a.node",
                &fold_name(name),
            )?;
            found.sort_by(|a, b| (a.rank, b.mentions, &a.id).cmp(&(b.rank, a.mentions, &b.id)));
            let mut seen = BTreeSet::new();
            found.retain(|node| seen.insert(node.id.clone()));
            Ok(found)
        })
    }

    /// Names most like this one, for "did you mean".
    pub fn suggest(&self, name: &str, limit: usize) -> Result<Vec<String>> {
        let wanted = fold_name(name);
        self.ask(|db| {
            let mut query =
                db.prepare("SELECT folded, name FROM names WHERE rank < 2 ORDER BY folded, rank, node")?;
            let mut rows = query.query([])?;
            let mut near: Vec<(usize, String)> = Vec::new();
            while let Some(row) = rows.next()? {
                if let Some(distance) = likeness(&wanted, row.get_ref(0)?.as_str()?) {
                    near.push((distance, row.get(1)?));
                }
            }
            near.sort();
            let mut seen = BTreeSet::new();
            near.retain(|(_, name)| seen.insert(name.clone()));
            Ok(near.into_iter().take(limit).map(|(_, name)| name).collect())
        })
    }

    /// Ids of the nodes that have all these parts in one of their folded names, in order.
    pub fn named_partly(&self, parts: &[&str]) -> Result<Vec<String>> {
        self.ask(|db| {
            let mut query = db.prepare("SELECT folded, node FROM names")?;
            let mut rows = query.query([])?;
            let mut nums = BTreeSet::new();
            while let Some(row) = rows.next()? {
                let folded = row.get_ref(0)?.as_str()?;
                if parts.iter().all(|part| folded.contains(part)) {
                    nums.insert(row.get::<_, i64>(1)?);
                }
            }
            let mut id = db.prepare_cached("SELECT id FROM nodes WHERE num = ?1")?;
            nums.into_iter().map(|num| id.query_row([num], |row| row.get(0))).collect()
        })
    }

    /// A node with all its mentions.
    pub fn node(&self, id: &str) -> Result<Option<Node>> {
        self.node_brief(id, usize::MAX)
    }

    /// A node with the first few of its mentions.
    pub fn node_brief(&self, id: &str, mentions: usize) -> Result<Option<Node>> {
        self.ask(|db| {
            let sql = format!("SELECT {NODE} FROM nodes n WHERE n.id = ?1");
            db.prepare_cached(&sql)?.query_row([id], |row| node(db, row, mentions)).optional()
        })
    }

    /// An edge with all its evidence.
    pub fn edge(&self, key: &str) -> Result<Option<Edge>> {
        let mut found = self.facts("WHERE e.key = ?1 ORDER BY e.num LIMIT 1", &[&key], usize::MAX)?;
        Ok(found.pop().map(|fact| fact.edge))
    }

    /// The evidence of an edge.
    pub fn evidence(&self, key: &str) -> Result<Vec<Evidence>> {
        Ok(self.edge(key)?.map(|edge| edge.evidence).unwrap_or_default())
    }

    /// Edges that begin or end at a node, with at most so many quotations each.
    pub fn edges_of(&self, id: &str, quotes: usize) -> Result<Vec<Fact>> {
        let Some(num) = self.num(id)? else { return Ok(Vec::new()) };
        let clause = "WHERE e.num IN (SELECT num FROM edges WHERE source = ?1
            UNION SELECT num FROM edges WHERE target = ?1) ORDER BY e.num";
        self.facts(clause, &[&num], quotes)
    }

    /// The edges of a node that most documents speak of, at most `limit`: for nodes that have very many.
    pub fn top_edges(&self, id: &str, limit: usize, quotes: usize) -> Result<Vec<Fact>> {
        let Some(num) = self.num(id)? else { return Ok(Vec::new()) };
        let clause = "WHERE e.num IN (SELECT num FROM (
                SELECT num, documents, quotations FROM edges WHERE source = ?1
                UNION SELECT num, documents, quotations FROM edges WHERE target = ?1
            ) ORDER BY documents DESC, quotations DESC, num LIMIT ?2)
            ORDER BY e.documents DESC, e.quotations DESC, e.num";
        self.facts(clause, &[&num, &bounded(limit)], quotes)
    }

    /// How many edges of each type and factuality begin or end at a node.
    pub fn edge_counts(&self, id: &str) -> Result<Vec<(EdgeType, Factuality, usize)>> {
        let Some(num) = self.num(id)? else { return Ok(Vec::new()) };
        self.ask(|db| {
            let mut query = db.prepare_cached(
                "SELECT type, factuality, count(*) FROM (SELECT num, type, factuality FROM edges WHERE source = ?1
                 UNION SELECT num, type, factuality FROM edges WHERE target = ?1) GROUP BY 1, 2",
            )?;
            let rows = query.query_map([num], |row| {
                Ok((word(row, 0, EdgeType::parse)?, word(row, 1, Factuality::parse)?, row.get(2)?))
            })?;
            let mut counts: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
            counts.sort();
            Ok(counts)
        })
    }

    /// Edges between two nodes, in both directions, with at most so many quotations each.
    pub fn edges_between(&self, a: &str, b: &str, quotes: usize) -> Result<Vec<Fact>> {
        let (Some(a), Some(b)) = (self.num(a)?, self.num(b)?) else { return Ok(Vec::new()) };
        let clause = "WHERE e.num IN (SELECT num FROM edges WHERE source = ?1 AND target = ?2
            UNION SELECT num FROM edges WHERE source = ?2 AND target = ?1) ORDER BY e.num";
        self.facts(clause, &[&a, &b], quotes)
    }

    /// Edges whose date begins in these days (`yyyymmdd`, both included), in the order of time.
    pub fn dated(&self, from: i64, to: i64, limit: usize, quotes: usize) -> Result<Vec<Fact>> {
        let clause = "WHERE e.day BETWEEN ?1 AND ?2 ORDER BY e.day, e.num LIMIT ?3";
        self.facts(clause, &[&from, &to, &bounded(limit)], quotes)
    }

    /// Distinct nodes one edge away.
    pub fn neighbours(&self, id: &str) -> Result<Vec<Neighbour>> {
        let Some(num) = self.num(id)? else { return Ok(Vec::new()) };
        let links = self.links_of(num)?;
        let mut near = Vec::new();
        for others in links.chunk_by(|a, b| a.other == b.other) {
            if let Some(id) = self.id_of(i64::from(others[0].other) + 1)? {
                near.push(Neighbour { id, edges: others.len() });
            }
        }
        Ok(near)
    }

    /// Ids of the nodes that are neighbours of both.
    pub fn common(&self, a: &str, b: &str) -> Result<Vec<String>> {
        let (Some(a), Some(b)) = (self.num(a)?, self.num(b)?) else { return Ok(Vec::new()) };
        let near = |links: Vec<Spoke>| links.into_iter().map(|l| l.other).collect::<BTreeSet<u32>>();
        let (a, b) = (near(self.links_of(a)?), near(self.links_of(b)?));
        let ids = a.intersection(&b).map(|other| self.id_of(i64::from(*other) + 1));
        ids.filter_map(Result::transpose).collect()
    }

    /// The number of a node; numbers follow the order of ids, and hold until the records are replaced.
    pub fn num(&self, id: &str) -> Result<Option<i64>> {
        self.ask(|db| {
            db.prepare_cached("SELECT num FROM nodes WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()
        })
    }

    /// The id of a node's number.
    pub fn id_of(&self, num: i64) -> Result<Option<String>> {
        self.ask(|db| {
            db.prepare_cached("SELECT id FROM nodes WHERE num = ?1")?
                .query_row([num], |row| row.get(0))
                .optional()
        })
    }

    /// What is known of the facts of a node's number, sorted by the other end; there numbers count from zero.
    pub fn links_of(&self, num: i64) -> Result<Vec<Spoke>> {
        self.ask(|db| links_of(db, num))
    }

    /// The documents that the records are made from, by id.
    pub fn documents(&self) -> Result<Vec<DocumentInfo>> {
        self.ask(|db| {
            let mut query = db.prepare("SELECT info FROM documents WHERE info IS NOT NULL ORDER BY id")?;
            query.query_map([], |row| json(row.get_ref(0)?.as_str()?))?.collect()
        })
    }

    /// The document with an id or a file name.
    pub fn document(&self, name: &str) -> Result<Option<DocumentInfo>> {
        self.ask(|db| {
            let mut query = db.prepare_cached(
                "SELECT info FROM documents WHERE info IS NOT NULL
                 AND (id = ?1 OR num IN (SELECT document FROM sources WHERE origin = ?1 OR source = ?1))
                 ORDER BY id LIMIT 1",
            )?;
            query.query_row([name], |row| json(row.get_ref(0)?.as_str()?)).optional()
        })
    }

    /// The text of a document.
    pub fn text(&self, id: &str) -> Result<Option<String>> {
        self.ask(|db| num_of(db, id)?.map(|num| text_of(db, num)).transpose())
    }

    /// Everything.
    pub fn records(&self) -> Result<Records> {
        let mut records = Records { documents: self.documents()?, ..Records::default() };
        self.each_node(|node| {
            records.nodes.push(node);
            Ok(())
        })?;
        self.each_edge(|edge| {
            records.edges.push(edge);
            Ok(())
        })?;
        Ok(records)
    }

    /// Every node with its mentions, by id.
    pub fn each_node(&self, mut each: impl FnMut(Node) -> Result<()>) -> Result<()> {
        let sql = format!("SELECT {NODE} FROM nodes n ORDER BY n.num");
        self.each_row(&sql, |db, row| node(db, row, usize::MAX), &mut each)
    }

    /// Every edge with its evidence, in the order of records.
    pub fn each_edge(&self, mut each: impl FnMut(Edge) -> Result<()>) -> Result<()> {
        let sql = format!("SELECT {EDGE_COLUMNS} {EDGE_TABLES} ORDER BY e.num");
        self.each_row(&sql, |db, row| fact(db, row, usize::MAX), &mut |fact: Fact| each(fact.edge))
    }

    fn each_row<T>(
        &self,
        sql: &str,
        read: impl Fn(&Connection, &Row<'_>) -> rusqlite::Result<T>,
        each: &mut impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let told = |e| explain(&self.path, &e);
        let mut query = self.db.prepare(sql).map_err(told)?;
        let mut rows = query.query([]).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            each(read(&self.db, row).map_err(told)?)?;
        }
        Ok(())
    }

    fn facts(&self, clause: &str, values: &[&dyn ToSql], quotes: usize) -> Result<Vec<Fact>> {
        self.ask(|db| {
            let mut query = db.prepare_cached(&format!("SELECT {EDGE_COLUMNS} {EDGE_TABLES} {clause}"))?;
            query.query_map(values, |row| fact(db, row, quotes))?.collect()
        })
    }
}

fn found(
    db: &Connection,
    clause: &str,
    matched: &str,
    tables: &str,
    name: &str,
) -> rusqlite::Result<Vec<Found>> {
    let sql =
        format!("SELECT n.id, n.name, n.kind, n.type, {matched}, n.mentions FROM {tables} WHERE {clause}");
    let mut query = db.prepare_cached(&sql)?;
    query
        .query_map([name], |row| {
            Ok(Found {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: word(row, 2, Kind::parse)?,
                ntype: word(row, 3, NodeType::parse)?,
                matched: row.get(4)?,
                rank: row.get(5)?,
                mentions: row.get(6)?,
            })
        })?
        .collect()
}

/// How unlike two folded names are; nothing when they are too unlike to suggest.
fn likeness(wanted: &str, name: &str) -> Option<usize> {
    if wanted.len() >= 3 && name.split(' ').any(|part| part == wanted) {
        return Some(2);
    }
    let allowed = match wanted.chars().count() {
        0..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    if wanted.len().abs_diff(name.len()) > allowed * 2 {
        return None;
    }
    Some(strsim::osa_distance(wanted, name)).filter(|distance| *distance <= allowed)
}

pub(super) fn node(db: &Connection, row: &Row<'_>, mentions: usize) -> rusqlite::Result<Node> {
    let more = more(row, 7)?;
    Ok(Node {
        id: row.get(1)?,
        kind: word(row, 2, Kind::parse)?,
        ntype: word(row, 3, NodeType::parse)?,
        name: row.get(4)?,
        aliases: more.aliases,
        codes: more.codes,
        date: date(row, 5)?,
        mentions: mentions_of(db, row.get(0)?, mentions)?,
        why: more.why,
        analyst: more.analyst,
    })
}

pub(super) fn fact(db: &Connection, row: &Row<'_>, quotes: usize) -> rusqlite::Result<Fact> {
    let more = more(row, 11)?;
    let edge = Edge {
        source: row.get(1)?,
        target: row.get(2)?,
        key: row.get(3)?,
        etype: word(row, 4, EdgeType::parse)?,
        date: date(row, 5)?,
        factuality: word(row, 6, Factuality::parse)?,
        role: row.get(7)?,
        asserted_by: more.asserted_by,
        confidence: row.get(8)?,
        evidence: evidence_of(db, row.get(0)?, quotes)?,
        analyst: more.analyst,
    };
    Ok(Fact { edge, documents: row.get(9)?, quotations: row.get(10)? })
}

pub(super) fn mentions_of(db: &Connection, node: i64, limit: usize) -> rusqlite::Result<Vec<MentionRecord>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT d.id, m.first, m.last, m.exact, m.demonym FROM mentions m JOIN documents d ON d.num = m.document
         WHERE m.node = ?1 ORDER BY m.seq LIMIT ?2",
    )?;
    query
        .query_map(params![node, bounded(limit)], |row| {
            Ok(MentionRecord {
                document: row.get(0)?,
                start: row.get(1)?,
                end: row.get(2)?,
                exact: row.get(3)?,
                demonym: row.get(4)?,
            })
        })?
        .collect()
}

fn evidence_of(db: &Connection, edge: i64, limit: usize) -> rusqlite::Result<Vec<Evidence>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT d.id, v.first, v.last, v.exact, v.page, v.rule FROM evidence v JOIN documents d ON d.num = v.document
         WHERE v.edge = ?1 ORDER BY v.seq LIMIT ?2",
    )?;
    query
        .query_map(params![edge, bounded(limit)], |row| {
            Ok(Evidence {
                document: row.get(0)?,
                start: row.get(1)?,
                end: row.get(2)?,
                exact: row.get(3)?,
                page: row.get(4)?,
                rule: row.get(5)?,
            })
        })?
        .collect()
}

/// SQLite counts in 63 bits.
pub(super) fn bounded(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

pub(super) fn word<T>(
    row: &Row<'_>,
    column: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    parse(text).ok_or_else(|| unreadable(format!("\"{text}\" is no word of the ontology")))
}

fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Edtf>> {
    let text = Option::<String>::column_result(row.get_ref(column)?)?;
    text.map(|text| Edtf::parse(&text).map_err(unreadable)).transpose()
}

fn more(row: &Row<'_>, column: usize) -> rusqlite::Result<More> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(text) => json(text),
        None => Ok(More::default()),
    }
}
