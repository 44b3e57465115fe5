//! Columns for DuckDB and pandas?
//!
//! The tables of the CSV export with types: lists are lists, days are dates, missing is null.

use super::File;
use super::common::documents;
use crate::error::{Error, Result};
use crate::model::{Day, Edtf, Records};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

type Column = (&'static str, ArrayRef, bool);

/// `documents.parquet`, `nodes.parquet`, `edges.parquet`, `evidence.parquet`, `mentions.parquet`.
pub fn write(records: &Records) -> Result<Vec<File>> {
    Ok(vec![
        table("documents.parquet", documents_table(records))?,
        table("nodes.parquet", nodes(records))?,
        table("edges.parquet", edges(records))?,
        table("evidence.parquet", evidence(records))?,
        table("mentions.parquet", mentions(records))?,
    ])
}

fn table(name: &'static str, columns: Vec<Column>) -> Result<File> {
    let failed = |e: &dyn std::fmt::Display| Error::Usage(format!("{name} could not be written: {e}"));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(|e| failed(&e))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).into())
        .build();
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).map_err(|e| failed(&e))?;
    writer.write(&batch).map_err(|e| failed(&e))?;
    writer.close().map_err(|e| failed(&e))?;
    Ok(File { name, bytes })
}

fn text<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn maybe<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

fn whole(values: impl Iterator<Item = usize>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values.map(|v| v as i64)))
}

fn lists<'a>(values: impl Iterator<Item = &'a Vec<String>>) -> ArrayRef {
    let mut builder = ListBuilder::new(StringBuilder::new());
    for list in values {
        for value in list {
            builder.values().append_value(value);
        }
        builder.append(true);
    }
    Arc::new(builder.finish())
}

/// First and last day of each date.
fn bounds<'a>(dates: impl Iterator<Item = Option<&'a Edtf>>) -> (ArrayRef, ArrayRef) {
    let pairs: Vec<(Option<i32>, Option<i32>)> = dates
        .map(|d| d.map_or((None, None), |d| d.bounds()))
        .map(|(a, b)| (a.map(days_since_1970), b.map(days_since_1970)))
        .collect();
    let first: Date32Array = pairs.iter().map(|p| p.0).collect();
    let last: Date32Array = pairs.iter().map(|p| p.1).collect();
    (Arc::new(first), Arc::new(last))
}

/// Days from 1 January 1970, proleptic Gregorian (after Howard Hinnant's `days_from_civil`).
fn days_since_1970(day: Day) -> i32 {
    let (month, dom) = (i32::from(day.month), i32::from(day.day));
    let year = if month <= 2 { day.year - 1 } else { day.year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + dom - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn documents_table(records: &Records) -> Vec<Column> {
    let list = &records.documents;
    let inferred: BooleanArray = list.iter().map(|d| Some(d.published_inferred)).collect();
    vec![
        ("id", text(list.iter().map(|d| d.id.as_str())), false),
        ("title", text(list.iter().map(|d| d.title.as_str())), false),
        ("author", maybe(list.iter().map(|d| d.author.as_deref())), true),
        ("publisher", maybe(list.iter().map(|d| d.publisher.as_deref())), true),
        ("published", maybe(list.iter().map(|d| d.published.as_ref().map(|p| p.as_str()))), true),
        ("published_inferred", Arc::new(inferred), false),
        ("source", text(list.iter().map(|d| d.source.as_str())), false),
        ("sha256", text(list.iter().map(|d| d.sha256.as_str())), false),
    ]
}

fn nodes(records: &Records) -> Vec<Column> {
    let list = &records.nodes;
    let codes: Vec<String> = list.iter().map(|n| super::common::flat(&n.codes)).collect();
    let (first, last) = bounds(list.iter().map(|n| n.date.as_ref()));
    vec![
        ("id", text(list.iter().map(|n| n.id.as_str())), false),
        ("kind", text(list.iter().map(|n| n.kind.as_str())), false),
        ("type", text(list.iter().map(|n| n.ntype.as_str())), false),
        ("name", text(list.iter().map(|n| n.name.as_str())), false),
        ("aliases", lists(list.iter().map(|n| &n.aliases)), false),
        ("codes", text(codes.iter().map(String::as_str)), false),
        ("date", maybe(list.iter().map(|n| n.date.as_ref().map(|d| d.as_str()))), true),
        ("date_start", first, true),
        ("date_end", last, true),
        ("mentions", whole(list.iter().map(|n| n.mentions.len())), false),
    ]
}

fn edges(records: &Records) -> Vec<Column> {
    let list = &records.edges;
    let (first, last) = bounds(list.iter().map(|e| e.date.as_ref()));
    let confidence = Float64Array::from_iter_values(list.iter().map(|e| e.confidence));
    vec![
        ("key", text(list.iter().map(|e| e.key.as_str())), false),
        ("source", text(list.iter().map(|e| e.source.as_str())), false),
        ("target", text(list.iter().map(|e| e.target.as_str())), false),
        ("type", text(list.iter().map(|e| e.etype.as_str())), false),
        ("date", maybe(list.iter().map(|e| e.date.as_ref().map(|d| d.as_str()))), true),
        ("date_start", first, true),
        ("date_end", last, true),
        ("factuality", text(list.iter().map(|e| e.factuality.as_str())), false),
        ("role", maybe(list.iter().map(|e| e.role.as_deref())), true),
        ("asserted_by", lists(list.iter().map(|e| &e.asserted_by)), false),
        ("confidence", Arc::new(confidence), false),
        ("documents", whole(list.iter().map(documents)), false),
        ("quotations", whole(list.iter().map(|e| e.evidence.len())), false),
    ]
}

fn evidence(records: &Records) -> Vec<Column> {
    let list: Vec<_> = records.edges.iter().flat_map(|e| e.evidence.iter().map(move |v| (e, v))).collect();
    let page: Int64Array = list.iter().map(|(_, v)| v.page.map(|p| p as i64)).collect();
    vec![
        ("edge", text(list.iter().map(|(e, _)| e.key.as_str())), false),
        ("document", text(list.iter().map(|(_, v)| v.document.as_str())), false),
        ("start", whole(list.iter().map(|(_, v)| v.start)), false),
        ("end", whole(list.iter().map(|(_, v)| v.end)), false),
        ("page", Arc::new(page), true),
        ("rule", text(list.iter().map(|(_, v)| v.rule.as_str())), false),
        ("exact", text(list.iter().map(|(_, v)| v.exact.as_str())), false),
    ]
}

fn mentions(records: &Records) -> Vec<Column> {
    let list: Vec<_> = records.nodes.iter().flat_map(|n| n.mentions.iter().map(move |m| (n, m))).collect();
    let demonym: BooleanArray = list.iter().map(|(_, m)| Some(m.demonym)).collect();
    vec![
        ("node", text(list.iter().map(|(n, _)| n.id.as_str())), false),
        ("document", text(list.iter().map(|(_, m)| m.document.as_str())), false),
        ("start", whole(list.iter().map(|(_, m)| m.start)), false),
        ("end", whole(list.iter().map(|(_, m)| m.end)), false),
        ("demonym", Arc::new(demonym), false),
        ("exact", text(list.iter().map(|(_, m)| m.exact.as_str())), false),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let day = |year, month, day| days_since_1970(Day { year, month, day });
        assert_eq!(
            (day(1970, 1, 1), day(1969, 12, 31), day(2000, 3, 1), day(2024, 7, 29)),
            (0, -1, 11017, 19933)
        );
    }
}
