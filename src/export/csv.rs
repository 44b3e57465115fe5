//! Tables for pandas, DuckDB or a spreadsheet?
//!
//! A spreadsheet runs a cell that begins with `=` and some other characters as a formula; such a cell gets a `'` in front.
//! [`guard`] and [`unguard`] are each other's inverse, so nothing is lost.

use super::File;
use super::common::{SEPARATOR, days, documents, flat};
use crate::error::{Error, Result};
use crate::model::Records;

/// Characters that begin a formula in some spreadsheet, the full-width ones included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula.
pub fn guard(cell: &str) -> String {
    if cell.trim_start_matches('\'').starts_with(FORMULA) { format!("'{cell}") } else { cell.to_string() }
}

/// The cell before [`guard`]: what a reader does.
#[cfg(test)]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// A table in the making.
pub struct Table {
    writer: csv::Writer<Vec<u8>>,
    guarded: bool,
}

impl Table {
    /// A table with these columns; `guarded` keeps formulas out.
    pub fn new(columns: &[&str], guarded: bool) -> Result<Self> {
        let mut table = Self { writer: csv::Writer::from_writer(Vec::new()), guarded };
        table.writer.write_record(columns).map_err(failed)?;
        Ok(table)
    }

    /// A row.
    pub fn row(&mut self, cells: &[&str]) -> Result<()> {
        if self.guarded {
            self.writer.write_record(cells.iter().map(|c| guard(c))).map_err(failed)
        } else {
            self.writer.write_record(cells).map_err(failed)
        }
    }

    /// The file.
    pub fn finish(self, name: &'static str) -> Result<File> {
        let bytes = self.writer.into_inner().map_err(|e| failed(e.error()))?;
        Ok(File { name, bytes })
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Usage(format!("the table could not be written: {error}"))
}

/// `documents.csv`, `nodes.csv`, `edges.csv`, `evidence.csv`, `mentions.csv`.
pub fn write(records: &Records) -> Result<Vec<File>> {
    Ok(vec![
        documents_table(records)?,
        nodes(records)?,
        edges(records)?,
        evidence(records)?,
        mentions(records)?,
    ])
}

fn documents_table(records: &Records) -> Result<File> {
    let columns =
        ["id", "title", "author", "publisher", "published", "published_inferred", "source", "sha256"];
    let mut table = Table::new(&columns, true)?;
    for d in &records.documents {
        table.row(&[
            &d.id,
            &d.title,
            d.author.as_deref().unwrap_or(""),
            d.publisher.as_deref().unwrap_or(""),
            d.published.as_ref().map_or("", |p| p.as_str()),
            if d.published_inferred { "true" } else { "false" },
            &d.source,
            &d.sha256,
        ])?;
    }
    table.finish("documents.csv")
}

fn nodes(records: &Records) -> Result<File> {
    let columns =
        ["id", "kind", "type", "name", "aliases", "codes", "date", "date_start", "date_end", "mentions"];
    let mut table = Table::new(&columns, true)?;
    for n in &records.nodes {
        let (first, last) = days(n.date.as_ref());
        table.row(&[
            &n.id,
            n.kind.as_str(),
            n.ntype.as_str(),
            &n.name,
            &n.aliases.join(SEPARATOR),
            &if n.codes.is_empty() { String::new() } else { flat(&n.codes) },
            n.date.as_ref().map_or("", |d| d.as_str()),
            &first.unwrap_or_default(),
            &last.unwrap_or_default(),
            &n.mentions.len().to_string(),
        ])?;
    }
    table.finish("nodes.csv")
}

fn edges(records: &Records) -> Result<File> {
    let columns = [
        "key",
        "source",
        "target",
        "type",
        "date",
        "date_start",
        "date_end",
        "factuality",
        "role",
        "asserted_by",
        "confidence",
        "documents",
        "quotations",
    ];
    let mut table = Table::new(&columns, true)?;
    for e in &records.edges {
        let (first, last) = days(e.date.as_ref());
        table.row(&[
            &e.key,
            &e.source,
            &e.target,
            e.etype.as_str(),
            e.date.as_ref().map_or("", |d| d.as_str()),
            &first.unwrap_or_default(),
            &last.unwrap_or_default(),
            e.factuality.as_str(),
            e.role.as_deref().unwrap_or(""),
            &e.asserted_by.join(SEPARATOR),
            &e.confidence.to_string(),
            &documents(e).to_string(),
            &e.evidence.len().to_string(),
        ])?;
    }
    table.finish("edges.csv")
}

fn evidence(records: &Records) -> Result<File> {
    let mut table = Table::new(&["edge", "document", "start", "end", "page", "rule", "exact"], true)?;
    for e in &records.edges {
        for v in &e.evidence {
            let page = v.page.map(|p| p.to_string()).unwrap_or_default();
            let (start, end) = (v.start.to_string(), v.end.to_string());
            table.row(&[&e.key, &v.document, &start, &end, &page, &v.rule, &v.exact])?;
        }
    }
    table.finish("evidence.csv")
}

fn mentions(records: &Records) -> Result<File> {
    let mut table = Table::new(&["node", "document", "start", "end", "demonym", "exact"], true)?;
    for n in &records.nodes {
        for m in &n.mentions {
            let (start, end) = (m.start.to_string(), m.end.to_string());
            let demonym = if m.demonym { "true" } else { "false" };
            table.row(&[&n.id, &m.document, &start, &end, demonym, &m.exact])?;
        }
    }
    table.finish("mentions.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_held_off_and_nothing_is_lost() {
        for cell in
            ["=cmd()", "+1", "-1", "@x", "\tx", "'=x", "''=x", "'s-Gravenhage", "plain", "", "'", "＝1"]
        {
            let guarded = guard(cell);
            assert!(!guarded.starts_with(FORMULA), "{guarded}");
            assert_eq!(unguard(&guarded), cell);
        }
    }
}
