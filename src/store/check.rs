//! Is the store whole?

use super::Store;
use super::documents::{meta, text_of};
use super::near::unpack;
use super::pack::json;
use super::read::{EDGE_COLUMNS, EDGE_TABLES, EDGE_WIDTH, fact, word};
use crate::error::Result;
use crate::model::{Figures, Kind, NodeType};
use rusqlite::{Connection, OptionalExtension, Row};

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Problem(pub String);

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rows that must not be there: what they would mean, and a query that counts them.
const MUST_BE_NONE: &[(&str, &str)] = &[
    (
        "edges without one of their nodes",
        "SELECT count(*) FROM edges WHERE source NOT IN (SELECT num FROM nodes) OR target NOT IN (SELECT num FROM nodes)",
    ),
    ("mentions of no node", "SELECT count(*) FROM mentions WHERE node NOT IN (SELECT num FROM nodes)"),
    ("names of no node", "SELECT count(*) FROM names WHERE node NOT IN (SELECT num FROM nodes)"),
    ("evidence of no edge", "SELECT count(*) FROM evidence WHERE edge NOT IN (SELECT num FROM edges)"),
    (
        "quotations from documents that the records do not list",
        "SELECT count(*) FROM evidence WHERE document NOT IN (SELECT num FROM documents WHERE info IS NOT NULL)",
    ),
    (
        "mentions in documents that the records do not list",
        "SELECT count(*) FROM mentions WHERE document NOT IN (SELECT num FROM documents WHERE info IS NOT NULL)",
    ),
    (
        "edge keys given twice",
        "SELECT count(*) FROM (SELECT key FROM edges GROUP BY key HAVING count(*) > 1)",
    ),
    (
        "edges whose quotations were miscounted",
        "SELECT count(*) FROM edges e WHERE quotations <> (SELECT count(*) FROM evidence v WHERE v.edge = e.num)",
    ),
    (
        "nodes whose mentions were miscounted",
        "SELECT count(*) FROM nodes n WHERE mentions <> (SELECT count(*) FROM mentions m WHERE m.node = n.num)",
    ),
    (
        "nodes whose facts were miscounted",
        "SELECT count(*) FROM nodes n WHERE (SELECT count(*) FROM edges e WHERE e.source = n.num)
         + (SELECT count(*) FROM edges e WHERE e.target = n.num AND e.source <> n.num)
         <> (SELECT facts FROM near l WHERE l.node = n.num)",
    ),
    (
        "nodes without a list of neighbours",
        "SELECT count(*) FROM nodes WHERE num NOT IN (SELECT node FROM near)",
    ),
    (
        "documents without text",
        "SELECT count(*) FROM documents WHERE num NOT IN (SELECT document FROM texts)",
    ),
    (
        "documents that nothing gives and no record quotes",
        "SELECT count(*) FROM documents WHERE want IS NULL AND info IS NULL",
    ),
    (
        "documents given by a source that are marked as given by none",
        "SELECT count(*) FROM documents WHERE want IS NULL AND num IN (SELECT document FROM sources)",
    ),
    (
        "sources of no document",
        "SELECT count(*) FROM sources WHERE document NOT IN (SELECT num FROM documents)",
    ),
    ("texts of no document", "SELECT count(*) FROM texts WHERE document NOT IN (SELECT num FROM documents)"),
    (
        "extractions of no document",
        "SELECT count(*) FROM extractions WHERE document NOT IN (SELECT num FROM documents)",
    ),
    (
        "sentences of no document",
        "SELECT count(*) FROM sentences WHERE document NOT IN (SELECT num FROM documents)",
    ),
];

impl Store {
    /// Everything that does not hold in the store: nothing, if it is whole. Reads all of it.
    pub fn check(&self) -> Result<Vec<Problem>> {
        self.ask(|db| {
            let mut problems = Vec::new();
            sound_file(db, &mut problems)?;
            if problems.is_empty() {
                sound_rows(db, &mut problems)?;
                sound_facts(db, &mut problems)?;
                sound_links(db, &mut problems)?;
                sound_words(db, &mut problems)?;
                sound_counts(db, &mut problems)?;
                verbatim(db, &mut problems)?;
            }
            Ok(problems)
        })
    }
}

fn sound_file(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut query = db.prepare("PRAGMA integrity_check(20)")?;
    for line in query.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            problems.push(Problem(format!("the file is damaged: {line}")));
        }
    }
    Ok(())
}

fn sound_rows(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (what, query) in MUST_BE_NONE {
        let count: usize = db.query_row(query, [], |row| row.get(0))?;
        if count > 0 {
            problems.push(Problem(format!("{what}: {count}")));
        }
    }
    Ok(())
}

/// Every fact joins what it may, and a quotation or the analyst says so.
fn sound_facts(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let sql = format!("SELECT {EDGE_COLUMNS}, s.kind, s.type, t.kind, t.type {EDGE_TABLES}");
    let mut facts = db.prepare(&sql)?;
    let mut rows = facts.query([])?;
    while let Some(row) = rows.next()? {
        let fact = fact(db, row, 0)?;
        let (source, target) = (sort(row, EDGE_WIDTH)?, sort(row, EDGE_WIDTH + 2)?);
        problems.extend(fact.edge.fault(source, target, fact.quotations).map(Problem));
    }
    Ok(())
}

fn sort(row: &Row<'_>, at: usize) -> rusqlite::Result<(Kind, NodeType)> {
    Ok((word(row, at, Kind::parse)?, word(row, at + 1, NodeType::parse)?))
}

/// Every fact stands in the lists of both its ends as its row has it.
fn sound_links(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut edge = db.prepare("SELECT source - 1, target - 1, type, factuality FROM edges WHERE num = ?1")?;
    let mut lists = db.prepare("SELECT node - 1, links FROM near ORDER BY node")?;
    let mut rows = lists.query([])?;
    let mut wrong = 0;
    while let Some(row) = rows.next()? {
        let node: u32 = row.get(0)?;
        for link in unpack(row.get_ref(1)?.as_blob()?)? {
            let ends = if link.outgoing { (node, link.other) } else { (link.other, node) };
            let said = (ends.0, ends.1, link.etype.as_str().into(), link.factuality.as_str().into());
            let there = edge.query_row([i64::from(link.edge) + 1], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
            });
            wrong += usize::from(there.optional()? != Some(said));
        }
    }
    if wrong > 0 {
        problems.push(Problem(format!("links that no edge makes: {wrong}")));
    }
    Ok(())
}

/// Every sentence is in the index of words, and nothing else.
fn sound_words(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let sizes = |table: &str| {
        db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, usize>(0))
    };
    let (sentences, indexed) = (sizes("sentences")?, sizes("words_docsize")?);
    if sentences != indexed {
        problems.push(Problem(format!("{sentences} sentences, but {indexed} in the index of words")));
    }
    Ok(())
}

fn sound_counts(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let Some(stats) = meta(db, "stats")? else { return Ok(()) };
    let stats: Figures = json(&stats)?;
    let counted = |query: &str| db.query_row(query, [], |row| row.get::<_, usize>(0));
    for (what, said, query) in [
        ("documents", stats.documents, "SELECT count(*) FROM documents WHERE info IS NOT NULL"),
        ("nodes", stats.nodes, "SELECT count(*) FROM nodes"),
        ("edges", stats.edges, "SELECT count(*) FROM edges"),
        ("mentions", stats.mentions, "SELECT count(*) FROM mentions"),
        ("quotations", stats.evidence, "SELECT count(*) FROM evidence"),
    ] {
        let there = counted(query)?;
        if there != said {
            problems.push(Problem(format!("the statistics say {said} {what}, there are {there}")));
        }
    }
    Ok(())
}

/// Every mention and quotation is its slice of the text, to the letter.
fn verbatim(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut documents = db.prepare("SELECT num, id FROM documents WHERE info IS NOT NULL ORDER BY num")?;
    let mut order = db.prepare(
        "SELECT document, first, last, exact FROM mentions UNION ALL SELECT document, first, last, exact FROM evidence
         ORDER BY document",
    )?;
    let mut slices = order.query([])?;
    let mut next = slices.next()?;
    for row in documents.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))? {
        let (num, id) = row?;
        let text = text_of(db, num)?;
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut wrong = 0;
        while let Some(slice) =
            next.filter(|slice| slice.get::<_, i64>(0).is_ok_and(|document| document == num))
        {
            let (first, last): (usize, usize) = (slice.get(1)?, slice.get(2)?);
            let there = starts.get(first).zip(starts.get(last)).and_then(|(a, b)| text.get(*a..*b));
            wrong += usize::from(there != Some(slice.get_ref(3)?.as_str()?));
            next = slices.next()?;
        }
        if wrong > 0 {
            problems.push(Problem(format!("{wrong} mentions or quotations are not to the letter in {id}")));
        }
    }
    Ok(())
}
