//! What is known of a text besides its words?

use super::Edtf;
use serde::{Deserialize, Serialize};

/// A text with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the records keep of it.
    pub info: DocumentInfo,
    /// The text as read: UTF-8, no byte-order mark.
    pub text: String,
    /// Code point at which each page begins, for paged sources (PDF); empty otherwise.
    pub pages: Vec<usize>,
}

/// The bibliography of a document, as the Graph JSON lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
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
