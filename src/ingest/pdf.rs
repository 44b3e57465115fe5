//! What does a PDF say, page by page?
//!
//! Lines that every page repeats (running heads, page numbers) are dropped, lines of one paragraph joined, words parted
//! at a line's end made whole: the text is what a reader reads, and each page's beginning is kept.

use super::{MOST_FILE, Outcome, Raw, published, sandbox, size};
use crate::model::Edtf;
use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, PlainTextOutput, output_doc_page};
use std::collections::BTreeMap;
use std::io::Read;

/// Pages read of one file.
const MOST_PAGES: usize = 5_000;
/// Lines at the top and bottom of a page that may be running heads.
const MARGIN: usize = 2;

/// The text and bibliography of a PDF.
pub(super) fn pdf(bytes: Vec<u8>) -> Outcome<Raw> {
    refuse_bombs(&bytes)?;
    sandbox::guarded(move || {
        let mut document = Document::load_mem(&bytes).map_err(|_| "the PDF is broken".to_string())?;
        if document.is_encrypted() && document.decrypt("").is_err() {
            return Err("the PDF needs a password".into());
        }
        let pages = pages(&document);
        let mut raw = Raw { ..bibliography(&document) };
        join(&mut raw, &pages);
        if !raw.text.chars().any(char::is_alphanumeric) {
            return Err("there is no text in it; pages that are pictures have to go through OCR first".into());
        }
        Ok(raw)
    })
}

/// Lines of each page; a page that cannot be read is empty.
fn pages(document: &Document) -> Vec<Vec<String>> {
    let numbers = document.get_pages().into_keys().take(MOST_PAGES);
    let mut pages: Vec<Vec<String>> = numbers
        .map(|number| {
            let mut text = String::new();
            let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let mut output = PlainTextOutput::new(&mut text);
                output_doc_page(document, &mut output, number).is_ok()
            }));
            if read.is_err() {
                text.clear();
            }
            text.lines().map(|line| super::line(&line.replace('\0', ""))).collect()
        })
        .collect();
    drop_running_heads(&mut pages);
    pages
}

/// Lines at the margins that half of the pages share but for their numbers, and bare page numbers.
fn drop_running_heads(pages: &mut [Vec<String>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        for at in margins(page) {
            *seen.entry(without_digits(&page[at])).or_default() += 1;
        }
    }
    let least = (pages.len() / 2).max(2);
    for (number, page) in pages.iter_mut().enumerate() {
        let title = margins(page).first().copied();
        let drop: Vec<usize> = margins(page)
            .into_iter()
            .filter(|at| {
                let bare = without_digits(&page[*at]);
                // The first line of all may be the title.
                bare == "#"
                    || !(number == 0 && Some(at) == title.as_ref())
                        && seen.get(&bare).is_some_and(|count| *count > least)
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }
}

/// The first and last lines with something on them.
fn margins(page: &[String]) -> Vec<usize> {
    let full: Vec<usize> = (0..page.len()).filter(|at| !page[*at].is_empty()).collect();
    let head = full.iter().take(MARGIN);
    let mut all: Vec<usize> = head.chain(full.iter().rev().take(MARGIN)).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn without_digits(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '0'..='9' if out.ends_with('#') => {}
            '0'..='9' => out.push('#'),
            c => out.push(c),
        }
    }
    out
}

/// Lines as paragraphs over all pages.
fn join(raw: &mut Raw, pages: &[Vec<String>]) {
    let width = usual_width(pages);
    let (mut points, mut last) = (0, String::new());
    for page in pages {
        raw.pages.push(points);
        let mut gap = false;
        for line in page {
            if line.is_empty() {
                gap = true;
                continue;
            }
            let joint = joint(&last, line, width, gap);
            if joint.drop_hyphen {
                raw.text.pop();
                points -= 1;
            }
            if !raw.text.is_empty() {
                raw.text.push_str(joint.between);
                points += joint.between.len();
            }
            // The first text of a page begins after what joins it to the page before.
            if let Some(start) = raw.pages.last_mut().filter(|_| std::ptr::eq(line, first(page))) {
                *start = points;
            }
            raw.text.push_str(line);
            points += line.chars().count();
            last.clone_from(line);
            gap = false;
        }
    }
}

fn first(page: &[String]) -> *const String {
    page.iter().find(|line| !line.is_empty()).map_or(std::ptr::null(), |line| line)
}

struct Joint {
    between: &'static str,
    drop_hyphen: bool,
}

/// How two lines belong together: one word, one paragraph, or two.
fn joint(last: &str, line: &str, width: usize, gap: bool) -> Joint {
    let small = line.starts_with(char::is_lowercase);
    let word = last.strip_suffix(['-', '\u{ad}']).is_some_and(|stem| stem.ends_with(char::is_lowercase));
    if word && small {
        return Joint { between: "", drop_hyphen: true };
    }
    if line.starts_with(['•', '▪', '‣', '◦', '●', '■', '–']) {
        return Joint { between: "\n\n", drop_hyphen: false };
    }
    let ended = last.ends_with(['.', '!', '?', ':', '”', '"']);
    let full = last.chars().count() * 10 >= width * 7;
    let goes_on = if gap { small && !ended } else { small || full };
    Joint { between: if goes_on { " " } else { "\n\n" }, drop_hyphen: false }
}

/// The width that nine of ten lines stay below.
fn usual_width(pages: &[Vec<String>]) -> usize {
    let mut widths: Vec<usize> =
        pages.iter().flatten().map(|line| line.chars().count()).filter(|n| *n > 0).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

/// What the file says of itself. Its date is that of the file, which is near that of the text.
fn bibliography(document: &Document) -> Raw {
    let info = document.trailer.get(b"Info").ok().and_then(|object| match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        object => object.as_dict().ok(),
    });
    let value = |key: &[u8]| info.and_then(|info| text_of(info, key));
    let title = value(b"Title").filter(|title| {
        let file = [".doc", ".indd", ".qxd", ".pdf", ".tex", "Microsoft Word", "untitled", "Untitled"];
        !file.iter().any(|part| title.contains(part))
    });
    Raw {
        title,
        author: value(b"Author"),
        hint: value(b"CreationDate").and_then(|d| date(&d)),
        ..Raw::default()
    }
}

fn text_of(info: &Dictionary, key: &[u8]) -> Option<String> {
    let bytes = info.get(key).ok()?.as_str().ok()?;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_string(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        },
    };
    Some(super::line(&text)).filter(|text| !text.is_empty())
}

/// `D:20240503…`
fn date(text: &str) -> Option<Edtf> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    published::parse(&format!("{year}-{month}-{day}"))
}

/// Streams that unpack to far more than a document needs.
fn refuse_bombs(bytes: &[u8]) -> Outcome {
    let mut left = MOST_FILE;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream") {
        let start = from + at + b"stream".len();
        from = start;
        let data = bytes[start..].strip_prefix(b"\r\n").or(bytes[start..].strip_prefix(b"\n"));
        let Some(data) = data.filter(|data| data.first().is_some_and(|byte| byte & 0x0f == 8)) else {
            continue;
        };
        let unpacked = std::io::copy(&mut ZlibDecoder::new(data).take(left + 1), &mut std::io::sink());
        left = left.saturating_sub(unpacked.unwrap_or(0));
        if left == 0 {
            return Err(format!("it unpacks to more than {}", size(MOST_FILE)));
        }
    }
    Ok(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_heads_go() {
        let page = |number: usize, lines: &[&str]| {
            let mut page = vec!["The Daily Tide".to_string(), String::new()];
            page.extend(lines.iter().map(|line| line.to_string()));
            page.push(format!("Page {number}"));
            page
        };
        let mut pages = vec![
            page(
                1,
                &["Ports of call", "", "The ministers met in the har-", "bour of Oslo and they said that"],
            ),
            page(2, &["the talks will go on.", "", "A new paragraph begins on this page,"]),
            page(3, &["and ends on that one."]),
        ];
        drop_running_heads(&mut pages);
        let mut raw = Raw::default();
        join(&mut raw, &pages);
        assert_eq!(
            raw.text,
            "The Daily Tide\n\nPorts of call\n\nThe ministers met in the harbour of Oslo and they said that the talks will go on.\n\n\
             A new paragraph begins on this page, and ends on that one."
        );
        let starts: Vec<&str> = raw.pages.iter().map(|at| &raw.text[*at..at + 3]).collect();
        assert_eq!(starts, ["The", "the", "and"]);
    }

    #[test]
    fn broken_files_are_errors() {
        assert!(pdf(b"%PDF-1.7\nnothing".to_vec()).is_err());
        assert_eq!(date("D:20240503120000Z").unwrap().as_str(), "2024-05-03");
    }
}
