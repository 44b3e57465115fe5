//! What do several formats need?

use crate::model::{Day, Edge, Edtf, Node, Records};
use std::collections::BTreeMap;

/// Marks that part values in formats without lists.
pub const SEPARATOR: &str = " | ";

/// How fine a plain date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// `2024`.
    Year,
    /// `2024-07`.
    Month,
    /// `2024-07-29`.
    Day,
}

/// The precision of a date that ISO 8601 and XML Schema also write; `None` for intervals, seasons, quarters, decades and
/// what is approximate or uncertain.
pub fn precision(date: &str) -> Option<Precision> {
    let plain = date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match (plain, date.len()) {
        (true, 4) => Some(Precision::Year),
        (true, 7) if date[5..].parse::<u8>().is_ok_and(|m| m <= 12) => Some(Precision::Month),
        (true, 10) => Some(Precision::Day),
        _ => None,
    }
}

/// `2024-07-29`.
pub fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// First and last day that a date may mean; `None` where it is open or not given.
pub fn days(date: Option<&Edtf>) -> (Option<String>, Option<String>) {
    let (first, last) = date.map_or((None, None), Edtf::bounds);
    (first.map(iso), last.map(iso))
}

/// Earliest and latest day of anything dated in the records, documents included.
pub fn span(records: &Records) -> Option<(String, String)> {
    let published = records.documents.iter().filter_map(|d| d.published.as_ref());
    let dates = published
        .chain(records.nodes.iter().filter_map(|n| n.date.as_ref()))
        .chain(records.edges.iter().filter_map(|e| e.date.as_ref()));
    let days: Vec<Day> = dates.flat_map(|d| <[Option<Day>; 2]>::from(d.bounds())).flatten().collect();
    Some((iso(*days.iter().min()?), iso(*days.iter().max()?)))
}

/// How many documents say so.
pub fn documents(edge: &Edge) -> usize {
    let mut ids: Vec<&str> = edge.evidence.iter().map(|e| e.document.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// Nodes by their ids.
pub fn by_id(records: &Records) -> BTreeMap<&str, &Node> {
    records.nodes.iter().map(|n| (n.id.as_str(), n)).collect()
}

/// `type · date`, and the factuality where it is not actual.
pub fn label(edge: &Edge) -> String {
    let mut out = edge.etype.as_str().replace('_', " ");
    if let Some(date) = &edge.date {
        out = format!("{out} · {date}");
    }
    if edge.factuality != crate::model::Factuality::Actual {
        out = format!("{out} ({})", edge.factuality);
    }
    out
}

/// Any value as JSON on one line, for formats whose values are flat.
pub fn flat<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Safe in XML, in text and in attributes: line breaks are kept as references, and the characters that XML 1.0 cannot hold
/// become U+FFFD.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_only_of_plain_dates() {
        assert_eq!(precision("2024"), Some(Precision::Year));
        assert_eq!(precision("2024-07"), Some(Precision::Month));
        assert_eq!(precision("2024-07-29"), Some(Precision::Day));
        for other in ["2024-06~", "2023-21", "2023-33", "199X", "2022-02/..", "1950/1953"] {
            assert_eq!(precision(other), None, "{other}");
        }
    }
}
