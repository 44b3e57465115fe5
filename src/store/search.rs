//! In which sentences do these words stand?
//!
//! A query is words, all of which must stand in the sentence; `"a phrase"` keeps its order, `treat*` stands for every
//! word that begins so. Nothing else is syntax: whatever is typed is a question, never an error of the database.

use super::Store;
use super::documents::text_of;
use super::read::bounded;
use crate::error::{Error, Result};
use crate::model::{Span, fold};
use rusqlite::{Connection, params};
use serde::Serialize;

/// More words than this say nothing that a reader means.
const MOST_WORDS: usize = 32;
/// Of more sentences than this that have the words, only the first are weighed: words so common say little.
const WEIGHED: usize = 20_000;

/// Sentences that have the words asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentences {
    /// Best first.
    pub best: Vec<Sentence>,
    /// There are more than could be weighed: these are the best of the first [`Sentences::WEIGHED`] only.
    pub cut: bool,
}

impl Sentences {
    /// How many sentences are weighed at most.
    pub const WEIGHED: usize = WEIGHED;
}

/// A sentence found by its words. Offsets are Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Document id.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The sentence, to the letter.
    pub exact: String,
}

impl Store {
    /// Sentences of the records' documents that have all the words, best first, at most `limit`.
    pub fn search(&self, words: &str, limit: usize) -> Result<Sentences> {
        let Some(query) = query(words) else {
            return Err(Error::Usage(format!("\"{words}\" has no words to search for")));
        };
        self.ask(|db| {
            let mut found = db.prepare_cached(
                "WITH matched AS MATERIALIZED (SELECT rowid AS num, rank AS far FROM words WHERE words MATCH ?1 LIMIT ?3)
                 SELECT d.id, d.num, s.first, s.last FROM matched w JOIN sentences s ON s.num = w.num
                 JOIN documents d ON d.num = s.document
                 WHERE d.info IS NOT NULL ORDER BY w.far, d.id, s.first LIMIT ?2",
            )?;
            let rows = found.query_map(params![query, bounded(limit), WEIGHED], |row| {
                Ok((row.get(0)?, row.get(1)?, Span { start: row.get(2)?, end: row.get(3)? }))
            })?;
            let best = rows.map(|row| {
                let (document, num, span) = row?;
                Ok(sentence(document, &text_of(db, num)?, span))
            });
            Ok(Sentences { best: best.collect::<rusqlite::Result<_>>()?, cut: is_common(db, &query)? })
        })
    }
}

/// Whether more sentences match than are weighed.
fn is_common(db: &Connection, query: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 LIMIT 1 OFFSET ?2")?
        .exists(params![query, WEIGHED])
}

fn sentence(document: String, text: &str, span: Span) -> Sentence {
    let exact = span.of(text).to_string();
    let start = text.get(..span.start).map_or(0, |before| before.chars().count());
    Sentence { document, start, end: start + exact.chars().count(), exact }
}

/// The words as a query of FTS5: every term in quotation marks, so that nothing in it is an operator.
fn query(words: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (at, part) in words.split('"').enumerate() {
        if at % 2 == 1 {
            terms.push((part, false));
        } else {
            terms.extend(part.split_whitespace().map(|word| match word.strip_suffix('*') {
                Some(stem) => (stem, true),
                None => (word, false),
            }));
        }
    }
    let terms = terms.into_iter().filter(|(term, _)| term.chars().any(char::is_alphanumeric));
    let quoted: Vec<String> = terms
        .take(MOST_WORDS)
        .map(|(term, prefix)| {
            let term: String = term.chars().take(200).collect();
            format!("\"{}\"{}", plain(&term), if prefix { "*" } else { "" })
        })
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

/// Words as the index has them: folded like names; the null that would end a query inside SQLite goes too.
fn plain(text: &str) -> String {
    fold(text).replace('\0', " ")
}

/// Replaces the sentences of a document in the index.
pub(super) fn put_sentences(
    db: &Connection,
    document: i64,
    text: &str,
    spans: &[Span],
) -> rusqlite::Result<()> {
    let old: Vec<i64> = db
        .prepare_cached("SELECT num FROM sentences WHERE document = ?1")?
        .query_map([document], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for num in old {
        db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([num])?;
        db.prepare_cached("DELETE FROM sentences WHERE num = ?1")?.execute([num])?;
    }
    for span in spans {
        db.prepare_cached("INSERT INTO sentences (document, first, last) VALUES (?1, ?2, ?3)")?
            .execute(params![document, span.start, span.end])?;
        db.prepare_cached("INSERT INTO words (rowid, sentence) VALUES (?1, ?2)")?
            .execute(params![db.last_insert_rowid(), plain(span.of(text))])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn whatever_is_typed_becomes_quoted_terms() {
        assert_eq!(query("security pact").as_deref(), Some("\"security\" \"pact\""));
        assert_eq!(query("\"joint statement\" treat*").as_deref(), Some("\"joint statement\" \"treat\"*"));
        assert_eq!(query("a OR b NEAR(c, 2)").as_deref(), Some("\"a\" \"or\" \"b\" \"near(c,\" \"2)\""));
        assert_eq!(query(" * \" -- \" ^"), None);
    }
}
