//! Which texts does the store hold, from which sources, and what was read from each?
//!
//! A text is one document however many sources give it; the first source by name is the one the records show. A source
//! whose text changed points to another document from then on, and the old one goes when the records are replaced.

use super::corrections::Log;
use super::explain::{explain, unreadable};
use super::pack::{json, pack, pack_json, to_json, unpack};
use super::read::bounded;
use super::{Store, search};
use crate::error::{Error, Result};
use crate::model::{Document, DocumentInfo, Extraction, Span};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A document with what was read from it.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// The document.
    pub document: Document,
    /// What it says.
    pub extraction: Extraction,
    /// Its sentences, for search; empty where they are not at hand.
    pub sentences: Vec<Span>,
}

/// What putting documents into the store would do, and by whom: origins of each, in the order given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Sources the store does not know.
    pub new: Vec<String>,
    /// Sources whose text or bibliography changed.
    pub changed: Vec<String>,
    /// Sources that are as they were.
    pub unchanged: Vec<String>,
    /// Sources whose text would have the id of another text: they are not taken up.
    pub clashing: Vec<String>,
}

/// Page starts and boilerplate, as a source has them.
#[derive(Serialize, Deserialize, Default)]
struct Layout {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pages: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    boilerplate: Vec<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
}

/// The source that speaks for a document: the first by name, then by what it says.
const FIRST_SOURCE: &str = "SELECT info, layout, origin FROM sources WHERE document = ?1 ORDER BY source, info, layout, origin LIMIT 1";

impl Store {
    /// Which of these the store has, and which it would take up or change.
    pub fn plan<'d>(&self, documents: impl IntoIterator<Item = &'d Document>) -> Result<Plan> {
        self.ask(|db| {
            let (mut plan, mut texts) = (Plan::default(), BTreeMap::new());
            for document in documents {
                let first = texts.entry(&document.info.id).or_insert(&document.info.sha256);
                let list = match standing(db, document)? {
                    _ if *first != &document.info.sha256 => &mut plan.clashing,
                    Standing::New => &mut plan.new,
                    Standing::Changed => &mut plan.changed,
                    Standing::Unchanged => &mut plan.unchanged,
                    Standing::Clashing => &mut plan.clashing,
                };
                list.push(document.origin.clone());
            }
            Ok(plan)
        })
    }

    /// Takes up documents, all or none, and says what that did.
    pub fn put_documents(&mut self, documents: &[Document]) -> Result<Plan> {
        // Of one source given twice the last counts: what is unchanged must be told from that one.
        let last: BTreeMap<&str, &Document> = documents.iter().map(|d| (d.origin.as_str(), d)).collect();
        let plan = self.plan(last.values().copied())?;
        let rest: BTreeSet<&str> = plan.unchanged.iter().chain(&plan.clashing).map(String::as_str).collect();
        let needed: Vec<&Document> =
            last.into_iter().filter(|(origin, _)| !rest.contains(origin)).map(|(_, d)| d).collect();
        if !needed.is_empty() {
            self.change(|db| needed.iter().try_for_each(|document| put_document(db, document)))?;
        }
        Ok(plan)
    }

    /// Takes back the documents of a source, a file with all its members, or an id. Gives the ids of those that no other
    /// source gives any more. The file stays known, so that it is not read again until it changes.
    pub fn remove(&mut self, name: &str) -> Result<Vec<String>> {
        let origins = self.ask(|db| origins_of(db, name))?;
        if origins.is_empty() {
            return Err(Error::Usage(format!(
                "the store holds no document \"{name}\"; see `chancery stats`"
            )));
        }
        self.change(|db| drop_sources(db, &origins))
    }

    /// Documents whose extraction is missing, of another version, or made from another bibliography: the first of those
    /// with an id after this one, at most `limit`.
    pub fn pending(&self, version: &str, after: &str, limit: usize) -> Result<Vec<Document>> {
        self.ask(|db| {
            let mut query = db.prepare_cached(
                "SELECT d.num FROM documents d LEFT JOIN extractions e ON e.document = d.num
                 WHERE d.id > ?3 AND d.want IS NOT NULL AND e.made IS NOT ?1 || ' ' || d.want
                 ORDER BY d.id LIMIT ?2",
            )?;
            let nums =
                query.query_map(params![version, bounded(limit), after], |row| row.get::<_, i64>(0))?;
            nums.map(|num| document(db, num?)).collect()
        })
    }

    /// Keeps what was read from documents, all or none. Those that left the store meanwhile are passed over.
    pub fn put_extractions(&mut self, version: &str, extracted: &[Extracted]) -> Result<()> {
        if extracted.is_empty() {
            return Ok(());
        }
        let packed: rusqlite::Result<Vec<_>> = extracted.iter().map(|e| pack_json(&e.extraction)).collect();
        let packed = packed.map_err(|e| explain(&self.path, &e))?;
        self.change(|db| {
            for (item, body) in extracted.iter().zip(&packed) {
                let id = &item.document.info.id;
                let Some(num) = num_of(db, id)? else { continue };
                let made = format!("{version} {}", want(&item.document)?);
                db.prepare_cached("INSERT OR REPLACE INTO extractions VALUES (?1, ?2, ?3)")?
                    .execute(params![num, made, body])?;
                search::put_sentences(db, num, &item.document.text, &item.sentences)?;
            }
            Ok(())
        })
    }

    /// Whether the records are of the documents, extractions and corrections that the store holds now.
    pub fn is_current(&self) -> Result<bool> {
        let corrections = Log::beside(&self.path)?;
        let none = corrections.in_force().is_empty();
        self.ask(|db| {
            let played = meta(db, "corrections")?.unwrap_or_default();
            let same = played == corrections.digest() || (none && played.is_empty());
            Ok(same && meta(db, "current")?.as_deref() == Some("1"))
        })
    }

    /// A transaction that changes the inputs.
    pub(super) fn change<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let run = |db: &mut Connection| {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            set_meta(&transaction, "current", "0")?;
            transaction.commit()?;
            Ok(value)
        };
        run(&mut self.db).map_err(|e| explain(&self.path, &e))
    }
}

enum Standing {
    New,
    Changed,
    Unchanged,
    Clashing,
}

fn standing(db: &Connection, document: &Document) -> rusqlite::Result<Standing> {
    let known = db
        .prepare_cached("SELECT info, layout FROM sources WHERE origin = ?1")?
        .query_row([&document.origin], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(match known {
        _ if clashes(db, &document.info)? => Standing::Clashing,
        None => Standing::New,
        Some((info, layout))
            if info == to_json(&document.info)? && layout == to_json(&layout_of(document))? =>
        {
            Standing::Unchanged
        }
        Some(_) => Standing::Changed,
    })
}

/// Whether the store has another text under a document's id.
fn clashes(db: &Connection, info: &DocumentInfo) -> rusqlite::Result<bool> {
    let known = db
        .prepare_cached(
            "SELECT ifnull(info, (SELECT s.info FROM sources s WHERE s.document = num LIMIT 1)) FROM documents WHERE id = ?1",
        )?
        .query_row([&info.id], |row| row.get::<_, Option<String>>(0))
        .optional()?;
    let Some(known) = known.flatten() else { return Ok(false) };
    Ok(json::<DocumentInfo>(&known)?.sha256 != info.sha256)
}

fn put_document(db: &Connection, document: &Document) -> rusqlite::Result<()> {
    let before: Option<i64> = db
        .prepare_cached("SELECT document FROM sources WHERE origin = ?1")?
        .query_row([&document.origin], |row| row.get(0))
        .optional()?;
    let num = match num_of(db, &document.info.id)? {
        Some(num) => num,
        None => new_document(db, document)?,
    };
    db.prepare_cached("INSERT OR REPLACE INTO sources VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        document.origin,
        num,
        document.info.source,
        to_json(&document.info)?,
        to_json(&layout_of(document))?
    ])?;
    settle_document(db, num)?;
    if let Some(before) = before.filter(|before| *before != num) {
        settle_document(db, before)?;
        drop_unquoted(db, before)?;
    }
    Ok(())
}

/// Drops sources; gives the ids of documents that no source gives any more.
pub(super) fn drop_sources(db: &Connection, origins: &[(String, i64)]) -> rusqlite::Result<Vec<String>> {
    let mut gone = Vec::new();
    for (origin, document) in origins {
        db.prepare_cached("DELETE FROM sources WHERE origin = ?1")?.execute([origin])?;
        if settle_document(db, *document)? {
            gone.push(id_of(db, *document)?);
            drop_unquoted(db, *document)?;
        }
    }
    gone.sort();
    gone.dedup();
    Ok(gone)
}

fn new_document(db: &Connection, document: &Document) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT INTO documents (id) VALUES (?1)")?.execute([&document.info.id])?;
    let num = db.last_insert_rowid();
    db.prepare_cached("INSERT OR REPLACE INTO texts VALUES (?1, ?2)")?
        .execute(params![num, pack(document.text.as_bytes())?])?;
    Ok(num)
}

/// Notes what a document's extraction has to be made from now; true when no source gives the document any more.
fn settle_document(db: &Connection, num: i64) -> rusqlite::Result<bool> {
    let first = db
        .prepare_cached(FIRST_SOURCE)?
        .query_row([num], |row| Ok(digest(&[&row.get::<_, String>(0)?, &row.get::<_, String>(1)?])))
        .optional()?;
    db.prepare_cached("UPDATE documents SET want = ?2 WHERE num = ?1")?.execute(params![num, first])?;
    Ok(first.is_none())
}

fn want(document: &Document) -> rusqlite::Result<String> {
    Ok(digest(&[&to_json(&document.info)?, &to_json(&layout_of(document))?]))
}

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

fn layout_of(document: &Document) -> Layout {
    Layout {
        pages: document.pages.clone(),
        boilerplate: document.boilerplate.clone(),
        given: document.given.clone(),
    }
}

/// Bibliography, layout and origin of a document as its first source has them.
pub(super) fn first_source(db: &Connection, num: i64) -> rusqlite::Result<(String, String, String)> {
    let fields = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    db.prepare_cached(FIRST_SOURCE)?.query_row([num], fields)
}

/// The document of a number as its first source has it.
fn document(db: &Connection, num: i64) -> rusqlite::Result<Document> {
    let (info, layout, origin) = first_source(db, num)?;
    made(&info, &layout, origin, text_of(db, num)?)
}

/// A document from what its first source has of it.
pub(super) fn made(info: &str, layout: &str, origin: String, text: String) -> rusqlite::Result<Document> {
    let layout: Layout = json(layout)?;
    Ok(Document {
        info: json::<DocumentInfo>(info)?,
        text,
        pages: layout.pages,
        boilerplate: layout.boilerplate,
        origin,
        given: layout.given,
    })
}

/// The text of a document, packed.
pub(super) fn body_of(db: &Connection, num: i64) -> rusqlite::Result<Vec<u8>> {
    db.prepare_cached("SELECT body FROM texts WHERE document = ?1")?.query_row([num], |row| row.get(0))
}

/// The text of a document.
pub(super) fn text_of(db: &Connection, num: i64) -> rusqlite::Result<String> {
    unpack(&body_of(db, num)?)
}

/// The number of a document.
pub(super) fn num_of(db: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT num FROM documents WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()
}

fn id_of(db: &Connection, num: i64) -> rusqlite::Result<String> {
    db.query_row("SELECT id FROM documents WHERE num = ?1", [num], |row| row.get(0))
}

/// Sources that a user may mean: by document id, by source as shown, by full path, or a file for all of its members.
fn origins_of(db: &Connection, name: &str) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut query = db.prepare(
        "SELECT origin, document FROM sources WHERE document = (SELECT num FROM documents WHERE id = ?1)
         UNION SELECT origin, document FROM sources WHERE origin = ?1 OR source = ?1
         UNION SELECT origin, document FROM sources WHERE substr(origin, 1, length(?1) + 1) = ?1 || '#'
            OR substr(source, 1, length(?1) + 1) = ?1 || '#' ORDER BY 1",
    )?;
    query.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// A value of the meta table.
pub(super) fn meta(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}

/// Sets a value of the meta table.
pub(super) fn set_meta(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?.execute([key, value]).map(|_| ())
}

/// Drops every document that no source gives and no record quotes.
pub(super) fn drop_all_unquoted(db: &Connection) -> rusqlite::Result<()> {
    let gone: Vec<i64> = db
        .prepare("SELECT num FROM documents WHERE want IS NULL AND info IS NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    gone.into_iter().try_for_each(|num| drop_unquoted(db, num))
}

/// Drops a document with all that belongs to it, if no source gives it and no record quotes it.
fn drop_unquoted(db: &Connection, num: i64) -> rusqlite::Result<()> {
    let gone = db
        .prepare_cached("DELETE FROM documents WHERE num = ?1 AND want IS NULL AND info IS NULL")?
        .execute([num])?;
    if gone > 0 {
        search::put_sentences(db, num, "", &[])?;
        db.prepare_cached("DELETE FROM texts WHERE document = ?1")?.execute([num])?;
        db.prepare_cached("DELETE FROM extractions WHERE document = ?1")?.execute([num])?;
    }
    Ok(())
}

/// The document that the records speak of must be among those read.
pub(super) fn unknown_document(id: &str) -> rusqlite::Error {
    unreadable(format!("the records quote the document {id}, which the store does not hold"))
}
