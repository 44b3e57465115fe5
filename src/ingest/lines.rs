//! Which articles are in these lines of JSON?
//!
//! One object a line: `{"id", "text", "title"?, "author"?, "publisher"?, "published"?}`; other fields are passed over.
//! A bad line is named and the next is read.

use super::{MOST_FILE, Outcome, Raw, Reading, plain, published, size, whole};
use serde::Deserialize;
use std::io::{BufRead, Read};

#[derive(Deserialize)]
struct Article {
    id: Option<serde_json::Value>,
    text: String,
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

/// Standard input: lines of JSON, or one plain text.
pub(super) fn standard_input(reading: &mut Reading<'_>, mut input: impl BufRead) -> Outcome {
    let start = input.fill_buf().map_err(|e| plain(&e))?;
    if start.trim_ascii_start().first() == Some(&b'{') {
        return json_lines(reading, "", &mut input);
    }
    let all = whole(&mut input, MOST_FILE)?;
    if all.is_empty() {
        return Err("standard input is empty".into());
    }
    let text = reading.decoded("", &all)?;
    reading.keep("", Raw { text, ..Raw::default() })
}

/// Every line of a file, one in memory at a time.
pub(super) fn json_lines(reading: &mut Reading<'_>, member: &str, bytes: &mut dyn BufRead) -> Outcome {
    let mut seen = 0;
    for number in 1.. {
        let mut line = Vec::new();
        let read =
            Read::take(&mut *bytes, MOST_FILE + 1).read_until(b'\n', &mut line).map_err(|e| plain(&e))?;
        if read == 0 {
            break;
        }
        if read as u64 > MOST_FILE {
            return Err(format!("line {number} has more than {}", size(MOST_FILE)));
        }
        let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        if line.trim_ascii().is_empty() {
            continue;
        }
        seen += 1;
        if let Err(reason) = article(reading, member, number, line) {
            reading.fail(member, format!("line {number}: {reason}"));
        }
    }
    if seen == 0 { Err("there are no lines in it".into()) } else { Ok(()) }
}

fn article(reading: &mut Reading<'_>, member: &str, number: usize, line: &[u8]) -> Outcome {
    let text = std::str::from_utf8(line).map_err(|_| "this is not UTF-8".to_string())?.trim();
    if !text.starts_with('{') {
        return Err("this is no object of JSON".into());
    }
    let article: Article = serde_json::from_str(text).map_err(|e| reason(&e))?;
    let given = article.id.map(|id| match id {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    });
    let name = given.clone().unwrap_or_else(|| number.to_string());
    let text = article.text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(article.text);
    let raw = Raw {
        text,
        title: article.title,
        author: article.author,
        publisher: article.publisher,
        published: date(article.published.as_deref())?,
        given,
        ..Raw::default()
    };
    let member = reading.member(member, &name, number as u64);
    reading.keep(&member, raw)
}

/// A date that was given must be one.
pub(super) fn date(written: Option<&str>) -> Outcome<Option<crate::model::Edtf>> {
    match written.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => published::parse(text).map(Some).ok_or_else(|| format!("\"{text}\" is no date")),
    }
}

/// What is wrong with a line of JSON, without the place that is only true of the line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.find(" at line ") {
        Some(end) => format!("{} at column {}", &text[..end], error.column()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::{Input, Item, Reading, decode};
    use std::collections::BTreeSet;

    fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        let input = Input::stdin();
        let mut each = |item: Item| match item {
            Item::Document(d) => good.push(format!("{} {} {}", d.info.source, d.info.title, d.text)),
            Item::Failure(f) | Item::Note(f) => bad.push(f.to_string()),
        };
        let mut reading = Reading { input: &input, each: &mut each, members: BTreeSet::new() };
        if let Err(reason) = super::standard_input(&mut reading, bytes) {
            reading.fail("", reason);
        }
        (good, bad)
    }

    #[test]
    fn lines_are_documents_and_bad_ones_are_named() {
        let text = b"{\"id\": 7, \"text\": \"Oslo met.\"}\n\n{\"text\": 1}\n{\"id\":\"b\",\"text\":\"Lima\",\"title\":\"T\",\"url\":\"x\"}\n";
        let (good, bad) = read(text);
        assert_eq!(good, ["-#7 Oslo met. Oslo met.", "-#b T Lima"]);
        assert_eq!(bad.len(), 1);
        assert!(bad[0].starts_with("-: line 3: invalid type"), "{}", bad[0]);
    }

    #[test]
    fn an_id_given_twice_names_two_documents() {
        let (good, bad) = read(b"{\"id\":\"a\",\"text\":\"Oslo\"}\n{\"id\":\"a\",\"text\":\"Lima\"}\n");
        assert_eq!((good, bad.len()), (vec!["-#a Oslo Oslo".into(), "-#a~2 Lima Lima".into()], 0));
    }

    #[test]
    fn anything_else_is_one_text() {
        assert_eq!(read(b"Oslo met Lima.\n").0, ["- Oslo met Lima. Oslo met Lima.\n"]);
        assert_eq!(read(b"").1, ["-: standard input is empty"]);
        assert!(decode::decode(b"ok").is_ok());
    }
}
