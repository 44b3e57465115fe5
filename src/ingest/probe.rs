//! Can any bytes bring a reader down?
//!
//! The door for fuzzers: bytes are read as a file of each kind would be. What comes of it must hold together.

use super::{Input, Item, Reading};
use std::collections::BTreeSet;
use std::path::Path;

/// Names that stand for each kind of file.
pub const NAMES: [&str; 11] =
    ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.epub", "a.jsonl", "a.csv", "a.txt.gz", "a.zip", "a"];

/// Reads bytes as a file: the first byte picks its kind. Panics where a document does not hold together.
pub fn probe(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    probe_as(NAMES[usize::from(*kind) % NAMES.len()], bytes);
}

/// Reads bytes as a file of this name; gives the lengths of the texts they held, and what was said of the rest.
pub fn probe_as(name: &str, mut bytes: &[u8]) -> (Vec<usize>, Vec<String>) {
    let input = Input::stdin();
    let (mut texts, mut reasons) = (Vec::new(), Vec::new());
    let mut each = |item: Item| match item {
        Item::Failure(failure) | Item::Note(failure) => reasons.push(failure.reason),
        Item::Document(document) => {
            texts.push(document.text.len());
            let text = &document.text;
            assert!(document.boilerplate.is_sorted());
            for span in &document.boilerplate {
                assert!(text.get(span.start..span.end).is_some(), "boilerplate lies off the text");
            }
            let points = text.chars().count();
            assert!(document.pages.is_sorted() && document.pages.iter().all(|at| *at <= points));
            assert!(text.chars().any(char::is_alphanumeric) && !document.info.title.contains('\n'));
        }
    };
    let mut reading = Reading { input: &input, each: &mut each, members: BTreeSet::new() };
    let length = bytes.len() as u64;
    // A reason not to read it is a good answer.
    let whole = reading.stream("", Path::new(name), length, &mut bytes, 0);
    reasons.extend(whole.err());
    (texts, reasons)
}
