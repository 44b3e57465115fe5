//! What can go wrong, in words for the reader?
//!
//! One error type for the whole library: a caller shows it, and seldom needs to tell one kind from another. Where it
//! does (exit codes, "did you mean"), the variant says so.

use std::path::{Path, PathBuf};

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything the library reports as failed; each message names the thing it is about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing a file failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input is not what it should be; the message says what is wrong with it.
    #[error("{}: {reason}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// A full sentence without the file's name.
        reason: String,
    },
    /// A line of a data file is wrong.
    #[error("{file}:{line}: {reason}")]
    Data {
        /// The file below `data/`.
        file: String,
        /// Line, counted from one; zero for the whole file.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// No node answers to a name.
    #[error("no node is called \"{name}\"{}", did_you_mean(suggestions))]
    UnknownName {
        /// The name asked for.
        name: String,
        /// The nearest names there are.
        suggestions: Vec<String>,
    },
    /// Several nodes answer to a name.
    #[error("\"{name}\" may be {}; give one of the ids", candidates.join(", "))]
    AmbiguousName {
        /// The name asked for.
        name: String,
        /// `name (id)` of each.
        candidates: Vec<String>,
    },
    /// The store cannot be used as it is.
    #[error("{}: {reason}", path.display())]
    Store {
        /// The store's file.
        path: PathBuf,
        /// What is wrong and what helps.
        reason: String,
    },
    /// SQLite reported a failure.
    #[error("store: {0}")]
    Sql(String),
    /// A question cannot be answered as it was put.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// An I/O failure at a path.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::Io { path: path.as_ref().to_path_buf(), source }
    }

    /// An input that cannot be used.
    pub fn input(path: impl AsRef<Path>, reason: impl Into<String>) -> Self {
        Self::Input { path: path.as_ref().to_path_buf(), reason: reason.into() }
    }
}

fn did_you_mean(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("; did you mean \"{one}\"?"),
        [first @ .., last] => {
            let quoted: Vec<String> = first.iter().map(|n| format!("\"{n}\"")).collect();
            format!("; did you mean {} or \"{last}\"?", quoted.join(", "))
        }
    }
}
