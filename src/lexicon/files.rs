//! Where do the data files come from?
//!
//! From the binary itself, or from a folder laid out like `data/` whose files stand in place of the built-in ones of the
//! same name. Files are called by their path below `data/`, with forward slashes.

use crate::error::{Error, Result};
use std::borrow::Cow;
use std::path::PathBuf;

/// Path below `data/` and content of every file compiled in, sorted within each folder.
static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/data_files.rs"));

/// A set of data files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    folder: Option<PathBuf>,
}

impl Files {
    /// The files compiled in.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The files of a folder, and the built-in ones it does not replace.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        if !folder.is_dir() {
            return Err(Error::input(folder, "This is no folder with data files."));
        }
        Ok(Self { folder: Some(folder) })
    }

    /// The text of a file; none where neither the folder nor the binary has it.
    pub fn text(&self, name: &str) -> Result<Option<Cow<'static, str>>> {
        if let Some(path) = self.folder.as_ref().map(|folder| folder.join(name))
            && path.is_file()
        {
            return std::fs::read_to_string(&path)
                .map(|text| Some(Cow::Owned(text)))
                .map_err(|e| Error::io(&path, e));
        }
        Ok(BUILTIN.iter().find(|(file, _)| *file == name).map(|(_, text)| Cow::Borrowed(*text)))
    }

    /// The names of all files below a folder of `data/` (`"rules"`), sorted.
    pub fn list(&self, folder: &str) -> Result<Vec<String>> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = BUILTIN
            .iter()
            .map(|(file, _)| *file)
            .filter(|f| f.starts_with(&prefix))
            .map(String::from)
            .collect();
        if let Some(path) = self.folder.as_ref().map(|root| root.join(folder))
            && path.is_dir()
        {
            for entry in std::fs::read_dir(&path).map_err(|e| Error::io(&path, e))? {
                let file = entry.map_err(|e| Error::io(&path, e))?.file_name();
                let file = file.to_string_lossy();
                if file.ends_with(".tsv") || file.ends_with(".toml") {
                    names.push(format!("{prefix}{file}"));
                }
            }
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}
