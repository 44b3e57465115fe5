//! How is the side-by-side table of an overlap written?

use super::markdown::plain;
use crate::error::{Error, Result};
use crate::graph::{Cell, Overlap};
use crate::model::Factuality;
use std::fmt::Write;

/// As a Markdown table, quotations as numbered notes under it.
pub fn overlap_markdown(overlap: &Overlap) -> String {
    let mut out = String::new();
    let heads: Vec<String> = overlap.partners.iter().map(|p| plain(&p.name)).collect();
    let _ = writeln!(out, "| {} with | | {} |", plain(&overlap.hub.name), heads.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(heads.len() + 2));
    let mut notes: Vec<String> = Vec::new();
    for row in &overlap.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|c| c.iter().map(|c| noted(c, &mut notes)).collect::<Vec<_>>().join("<br>"))
            .collect();
        let _ =
            writeln!(out, "| {} | {} | {} |", plain(&row.family), row.standing.as_str(), cells.join(" | "));
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    for (at, note) in notes.iter().enumerate() {
        let _ = writeln!(out, "{}. {note}", at + 1);
    }
    out
}

/// A cell with the number of the note that holds its best quotation.
fn noted(cell: &Cell, notes: &mut Vec<String>) -> String {
    let Some(quote) = cell.facts.iter().flat_map(|f| &f.quotes).next() else { return plain(&told(cell)) };
    let note = format!("“{}” — {}", plain(&quote.exact), plain(&super::markdown::place(quote)));
    let number = notes.iter().position(|n| *n == note).unwrap_or_else(|| {
        notes.push(note);
        notes.len() - 1
    });
    format!("{} [{}]", plain(&told(cell)), number + 1)
}

/// Name, date, and the kind of claim where it is no fact.
fn told(cell: &Cell) -> String {
    let date = cell.date.as_ref().map_or(String::new(), |d| format!(" ({d})"));
    let claim =
        if cell.factuality == Factuality::Actual { String::new() } else { format!(", {}", cell.factuality) };
    format!("{}{date}{claim}", cell.thing.name)
}

/// As comma-separated values, a line for each thing with each partner.
pub fn overlap_csv(overlap: &Overlap) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |e: csv::Error| Error::Usage(format!("the table cannot be written: {e}"));
    let head = [
        "hub",
        "partner",
        "kind",
        "family",
        "standing",
        "name",
        "id",
        "date",
        "factuality",
        "documents",
        "quotation",
        "source",
    ];
    writer.write_record(head).map_err(failed)?;
    for row in &overlap.rows {
        for (partner, cells) in overlap.partners.iter().zip(&row.cells) {
            for cell in cells {
                let quote = cell.facts.iter().flat_map(|f| &f.quotes).next();
                let documents = cell.facts.iter().map(|f| f.documents).max().unwrap_or(0);
                let fields = [
                    overlap.hub.name.as_str(),
                    &partner.name,
                    row.kind.as_str(),
                    &row.family,
                    row.standing.as_str(),
                    &cell.thing.name,
                    &cell.thing.id,
                    cell.date.as_ref().map_or("", |d| d.as_str()),
                    cell.factuality.as_str(),
                    &documents.to_string(),
                    quote.map_or("", |q| &q.exact),
                    quote.map_or("", |q| &q.source),
                ];
                writer.write_record(fields.map(harmless)).map_err(failed)?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|e| Error::Usage(e.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A field that a spreadsheet does not take for a formula.
fn harmless(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_string() }
}
