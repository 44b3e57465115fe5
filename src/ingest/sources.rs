//! What has the analyst noted beside the files?
//!
//! `sources.toml` in a folder has one `[[document]]` a file: `file`, and any of `title`, `author`, `publisher` and
//! `published`. A member of a file that holds many is called `file#member`.

use super::published;
use crate::model::Edtf;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What is noted of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Noted {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<Edtf>,
}

/// The notes of a folder, by file.
#[derive(Debug, Default)]
pub(super) struct Sources {
    notes: BTreeMap<String, Noted>,
}

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    document: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<toml::Spanned<toml::Value>>,
}

impl Sources {
    /// The notes of a file; none where the file is not there.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(super::plain(&error)),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let table: Table = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            format!("line {line}: {}", error.message())
        })?;
        let mut notes = BTreeMap::new();
        for entry in table.document {
            let published = entry.published.map(|value| date(text, &value)).transpose()?;
            let noted =
                Noted { title: entry.title, author: entry.author, publisher: entry.publisher, published };
            notes.insert(entry.file, noted);
        }
        Ok(Self { notes })
    }

    /// All that is noted of a file and its members.
    pub(super) fn of_file(&self, file: &str) -> Vec<(&String, &Noted)> {
        let member = format!("{file}#");
        self.notes.iter().filter(|(name, _)| *name == file || name.starts_with(&member)).collect()
    }

    pub(super) fn get(&self, file: &str) -> Option<Noted> {
        self.notes.get(file).cloned()
    }
}

/// A date as EDTF, as people write it, or as TOML's own.
fn date(text: &str, value: &toml::Spanned<toml::Value>) -> Result<Edtf, String> {
    let written = match value.get_ref() {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    published::parse(&written).ok_or_else(|| {
        let line = line_of(text, value.span().start);
        format!("line {line}: \"{written}\" is no date; write 2024, 2024-07 or 2024-07-29")
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_found_by_file() {
        let text = "[[document]]\nfile = 'a.txt'\npublished = 2024-05-03\n\n[[document]]\nfile = 'b.txt'\ntitle = 'B'";
        let sources = Sources::parse(text).unwrap();
        assert_eq!(sources.get("a.txt").unwrap().published.unwrap().as_str(), "2024-05-03");
        assert_eq!(sources.get("b.txt").unwrap().title.as_deref(), Some("B"));
        assert!(sources.get("c.txt").is_none());
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Sources::parse("[[document]]\nfile = 'a.txt'\npublished = 'soon'\n").unwrap_err();
        assert!(error.starts_with("line 3: \"soon\" is no date"), "{error}");
        assert!(Sources::parse("[[document]]\nfile =\n").unwrap_err().starts_with("line 2: "));
    }
}
