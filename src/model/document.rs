//! What is known of a text besides its words?

use super::{Edtf, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many digits of its checksum name a text.
const ID_DIGITS: usize = 16;
/// How many they once were.
const OLD_DIGITS: usize = 10;

/// A text with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What the records keep of it.
    pub info: DocumentInfo,
    /// The text as read: UTF-8, no byte-order mark.
    pub text: String,
    /// Code point at which each page begins, for paged sources (PDF); empty otherwise.
    pub pages: Vec<usize>,
    /// Lines that are the page's, not the article's (photo credits, share buttons): they are no evidence. Sorted, apart.
    pub boilerplate: Vec<Span>,
    /// Where it came from, unique over all inputs: the file's full path, with `#member` for one of many in a file.
    pub origin: String,
    /// The id its input gave it (`id` of a JSON line), for answers that go back to where it came from.
    pub given: Option<String>,
}

impl Document {
    /// A text of which nothing else is known: titled by its first line, its id from its content.
    pub fn from_text(source: impl Into<String>, text: impl Into<String>) -> Self {
        let (source, text) = (source.into(), text.into());
        let sha256: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let title = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
        let info = DocumentInfo {
            id: DocumentInfo::id_of(&sha256),
            title: title.to_string(),
            source: source.clone(),
            sha256,
            ..DocumentInfo::default()
        };
        Self { info, text, origin: source, ..Self::default() }
    }
}

/// The bibliography of a document, as the Graph JSON lists it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct DocumentInfo {
    /// Stable: from the content, not from the order of reading.
    pub id: String,
    /// As given, or the first line of the text.
    pub title: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published, at the precision known.
    #[serde(default)]
    pub published: Option<Edtf>,
    /// `published` was read from the text itself, not given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub published_inferred: bool,
    /// The file's path as given, relative to the folder that was read.
    pub source: String,
    /// Of the text, in hexadecimal.
    pub sha256: String,
}

impl DocumentInfo {
    /// The id of the text with that checksum: the same text has the same id, whatever its name and place. Of ten million
    /// texts, two have the same by chance once in three hundred thousand times.
    pub fn id_of(sha256: &str) -> String {
        format!("d-{}", sha256.get(..ID_DIGITS).unwrap_or(sha256))
    }
}

/// Whether what was written down as a document's id, perhaps when ids had fewer digits, means the document of this id.
pub fn is_document(id: &str, written: &str) -> bool {
    let old = written.len() == "d-".len() + OLD_DIGITS && written.starts_with("d-");
    id == written || old && id.starts_with(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_fewer_digits_still_means_its_text() {
        let info = Document::from_text("a.txt", "Oslo met Lima.").info;
        assert_eq!(info.id.len(), "d-".len() + ID_DIGITS);
        assert!(is_document(&info.id, &info.id) && is_document(&info.id, &info.id[..12]));
        assert!(!is_document(&info.id, &info.id[..11]) && !is_document(&info.id, "d-0123456789"));
    }
}
