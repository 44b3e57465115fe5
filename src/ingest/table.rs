//! Which articles are in this table?
//!
//! CSV or TSV with a line of column names; one column must be `text` (or `body`, `content`, `article`), others may be
//! `id`, `title` (`headline`), `author`, `publisher` (`source`), `published` (`date`). A bad row is named.

use super::lines::date;
use super::{MOST_FILE, Outcome, Raw, Reading, size};
use std::io::{BufRead, Read};

const TEXT: &[&str] = &["text", "body", "content", "article", "full_text", "maintext"];
const ID: &[&str] = &["id", "uid", "article_id"];
const TITLE: &[&str] = &["title", "headline"];
const AUTHOR: &[&str] = &["author", "authors", "byline"];
const PUBLISHER: &[&str] = &["publisher", "source", "publication", "outlet"];
const PUBLISHED: &[&str] =
    &["published", "date", "published_at", "publish_date", "date_published", "publication_date"];

/// Every row of a table, one in memory at a time.
pub(super) fn articles(reading: &mut Reading<'_>, member: &str, bytes: &mut dyn BufRead) -> Outcome {
    let start = bytes.fill_buf().map_err(|e| super::plain(&e))?;
    let head = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let count = |sign: u8| head.iter().filter(|byte| **byte == sign).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',');
    let mark = usize::from(start.starts_with(b"\xef\xbb\xbf")) * 3;
    bytes.consume(mark);
    let limited = Limited { inner: bytes, left: MOST_FILE };
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
    let columns = table.byte_headers().map_err(|e| e.to_string())?.clone();
    let at = |names: &[&str]| {
        let is = |column: &[u8], name: &str| column.trim_ascii().eq_ignore_ascii_case(name.as_bytes());
        names.iter().find_map(|name| columns.iter().position(|column| is(column, name)))
    };
    let Some(text) = at(TEXT) else {
        return Err(format!("no column is called {}", TEXT[..4].join(", ")));
    };
    let places = [at(ID), at(TITLE), at(AUTHOR), at(PUBLISHER), at(PUBLISHED)];
    let mut row = csv::ByteRecord::new();
    loop {
        // The limit holds for a row, not for the table.
        table.get_mut().left = MOST_FILE;
        match table.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => return Err(broken(&error)),
        }
        let line = row.position().map_or(0, csv::Position::line);
        if let Err(reason) = article(reading, member, line, text, places, &row) {
            reading.fail(member, format!("line {line}: {reason}"));
        }
    }
}

fn article(
    reading: &mut Reading<'_>,
    member: &str,
    line: u64,
    text: usize,
    places: [Option<usize>; 5],
    row: &csv::ByteRecord,
) -> Outcome {
    let cell = |at: usize| match std::str::from_utf8(row.get(at).unwrap_or_default()) {
        Ok(text) => Ok(text.to_string()),
        Err(_) => super::decode::decode(row.get(at).unwrap_or_default()).map(|(text, _)| text),
    };
    let [given, title, author, publisher, published] =
        places.map(|at| at.and_then(|at| cell(at).ok()).filter(|text| !text.trim().is_empty()));
    let published = date(published.as_deref())?;
    let name = given.clone().unwrap_or_else(|| line.to_string());
    let raw = Raw { text: cell(text)?, title, author, publisher, published, given, ..Raw::default() };
    let member = reading.member(member, &name, line);
    reading.keep(&member, raw)
}

fn broken(error: &csv::Error) -> String {
    let line = error.position().map_or(0, csv::Position::line);
    format!("line {line}: the table is broken here ({error})")
}

/// A reader that fails after so many bytes.
struct Limited<'r> {
    inner: &'r mut dyn BufRead,
    left: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(std::io::Error::other(format!("a row has more than {}", size(MOST_FILE)))),
        }
        Ok(count)
    }
}
