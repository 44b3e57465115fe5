//! How is a data file read?
//!
//! Tables are TSV: the first line names the columns, then one fact a line; `|` separates the values of a list. Rules are
//! TOML. Both report a bad line as `data/names/igos.tsv:41: unknown type "block"`.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::rc::Rc;

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    file: &'t str,
    line: usize,
    columns: Rc<[&'t str]>,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell of a column; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        self.column(column).map_or("", |place| self.cell(place))
    }

    /// The place of a column, for tables of many rows.
    pub fn column(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| *c == column)
    }

    /// The cell at the place of a column.
    pub fn cell(&self, place: usize) -> &'t str {
        self.cells.get(place).copied().unwrap_or("")
    }

    /// The cell of a column, unless it is empty.
    pub fn optional(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }

    /// The values of a list cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').filter(|value| !value.is_empty())
    }

    /// Line in the file, counted from one.
    pub fn line(&self) -> usize {
        self.line
    }

    /// An error about this line.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        data_error(self.file, self.line, reason)
    }
}

/// All rows of a table; `file` is its path below `data/`.
pub fn read<'t>(file: &'t str, text: &'t str) -> Result<Vec<Row<'t>>> {
    let mut lines = text.lines().enumerate();
    let Some((_, head)) = lines.next() else { return Err(data_error(file, 0, "no line names the columns")) };
    let columns: Rc<[&str]> = head.split('\t').collect();
    let mut rows = Vec::new();
    for (at, line) in lines {
        let row = Row { file, line: at + 1, columns: Rc::clone(&columns), cells: cells(line, columns.len()) };
        check(&row)?;
        rows.push(row);
    }
    Ok(rows)
}

fn cells(line: &str, count: usize) -> Vec<&str> {
    let mut cells = Vec::with_capacity(count);
    cells.extend(line.split('\t'));
    cells
}

fn check(row: &Row<'_>) -> Result<()> {
    if row.cells.len() != row.columns.len() {
        return Err(row.error(format!("{} cells, but {} columns", row.cells.len(), row.columns.len())));
    }
    if row.cells[0].is_empty() {
        return Err(row.error(format!("no {}", row.columns[0])));
    }
    Ok(())
}

/// A TOML file as the type it describes.
pub fn read_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
        data_error(file, line, error.message())
    })
}

fn data_error(file: &str, line: usize, reason: impl Into<String>) -> Error {
    Error::Data { file: format!("data/{file}"), line, reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_column() {
        let rows = read("names/x.tsv", "name\taliases\nJapan\tNippon|Nihon\nChad\t\n").unwrap();
        assert_eq!(rows[0].get("name"), "Japan");
        assert_eq!(rows[0].list("aliases").collect::<Vec<_>>(), ["Nippon", "Nihon"]);
        assert_eq!(rows[1].optional("aliases"), None);
        assert_eq!(rows[1].line(), 3);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read("names/x.tsv", "name\taliases\nJapan\n").unwrap_err();
        assert_eq!(error.to_string(), "data/names/x.tsv:2: 1 cells, but 2 columns");
    }

    #[test]
    fn a_bad_rule_is_named() {
        let error = read_toml::<toml::Table>("rules/x.toml", "a = 1\nb = \n").unwrap_err();
        assert!(error.to_string().starts_with("data/rules/x.toml:2: "), "{error}");
    }
}
