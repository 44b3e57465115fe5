//! What does the user's chancery.toml say?
//!
//! Looked for in the working folder. Options on the command line and environment variables go before it.

use anyhow::Context;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file's name.
pub const FILE: &str = "chancery.toml";

/// Defaults that a user keeps beside the texts.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The store (`--store`).
    pub store: Option<PathBuf>,
    /// Folder with the user's own names, words and rules (`--data`).
    pub data: Option<PathBuf>,
    /// Threads that read texts (`--jobs`).
    pub jobs: Option<usize>,
    /// Quotations shown for a fact (`--quotes`).
    pub quotes: Option<usize>,
    /// Hops a path may have (`--max-hops`).
    pub max_hops: Option<usize>,
}

impl Config {
    /// Reads the file in a folder; without one everything is left to the program.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| format!("{FILE} cannot be read")),
        };
        toml::from_str(&text).with_context(|| format!("{FILE} is not as it should be"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Config::read(folder.path()).unwrap(), Config::default());
        std::fs::write(folder.path().join(FILE), "stroe = \"a.db\"\n").unwrap();
        assert!(Config::read(folder.path()).is_err());
    }
}
