//! What did the analyst set right?
//!
//! `corrections.jsonl` beside the store: one correction a line, in the order they were made, who and when as given. The
//! file is only ever added to (an undo is a line too) and may be edited by hand; every build plays it again over fresh
//! records. A correction that finds nothing to correct any more is reported and does no harm.
//!
//! ```text
//! {"op":"merge","node":"actor/dprk-army","into":"actor/north-korea","who":"A. Lund","when":"2025-05-03"}
//! {"op":"reject","edge":"1f0c…","source":"actor/a","type":"ally","target":"actor/b","why":"rumour"}
//! {"op":"undo","correction":"5d41402a"}
//! ```

mod apply;
mod edges;
mod part;
mod tell;
mod touched;

pub use apply::{Unapplied, apply};
pub use part::{Mentions, Part, Source};
pub use touched::Touched;

use crate::error::{Error, Result};
use crate::model::{EdgeType, Edtf, Evidence, Factuality, Kind, NodeType};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file's name, in the store's folder.
pub const FILE: &str = "corrections.jsonl";

/// One correction, with who made it and when, as given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// What to do.
    #[serde(flatten)]
    pub op: Op,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When it was said: as given, never from the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Op {
    /// Two nodes are one thing: the first becomes part of the second.
    Merge {
        /// Node that goes.
        node: String,
        /// Node that stays.
        into: String,
    },
    /// A node is two things: the mentions that read so, or stand in those documents, are another.
    Split {
        /// Node to split.
        node: String,
        /// Name of the new node.
        name: String,
        /// Words of the mentions that move; all words where empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<String>,
        /// Documents whose mentions move; all documents where empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<String>,
    },
    /// A node is to be called so; the old name becomes an alias.
    Rename {
        /// Node.
        node: String,
        /// New name.
        name: String,
    },
    /// A node is of another type.
    Retype {
        /// Node.
        node: String,
        /// Kind, where it changes too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<Kind>,
        /// New type.
        #[serde(rename = "type")]
        ntype: NodeType,
    },
    /// An edge is not so.
    Reject(EdgeName),
    /// An edge is so, whether a text says it or not.
    Assert {
        /// Node id.
        source: String,
        /// Type of the edge.
        #[serde(rename = "type")]
        etype: EdgeType,
        /// Node id.
        target: String,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Edtf>,
        /// What kind of claim.
        #[serde(default = "actual")]
        factuality: Factuality,
        /// Title of the office, for `represents`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        /// Quotations that say so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
    },
    /// An edge or node has this date.
    Date {
        /// What is dated.
        #[serde(flatten)]
        what: What,
        /// Its date; none takes a wrong one away.
        date: Option<Edtf>,
    },
    /// A remark on a node or edge.
    Note {
        /// What it is about.
        #[serde(flatten)]
        what: What,
        /// The remark.
        text: String,
    },
    /// An earlier correction is taken back.
    Undo {
        /// Its id, as `correct list` shows it.
        correction: String,
    },
}

/// An edge by its key, and by what it says in case the key changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EdgeName {
    /// The key.
    pub edge: String,
    /// Node id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub etype: Option<EdgeType>,
    /// Node id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// A node or an edge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum What {
    /// An edge.
    Edge(EdgeName),
    /// A node.
    Node {
        /// Its id.
        node: String,
    },
}

fn actual() -> Factuality {
    Factuality::Actual
}

impl Correction {
    /// A correction of which nothing else is said.
    pub fn new(op: Op) -> Self {
        Self { op, who: None, when: None, why: None }
    }

    /// Short name, from what it says: the same on every machine.
    pub fn id(&self) -> String {
        let line = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(line.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The corrections beside a store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    path: PathBuf,
    text: String,
    all: Vec<Correction>,
}

impl Log {
    /// The corrections beside a store; none where there is no file.
    pub fn beside(store: impl AsRef<Path>) -> Result<Self> {
        let path = store.as_ref().with_file_name(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(path, text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Self { path, ..Self::default() })
            }
            Err(error) => Err(Error::io(path, error)),
        }
    }

    fn parse(path: PathBuf, text: String) -> Result<Self> {
        let mut all = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with("//") {
                continue;
            }
            let correction = serde_json::from_str(line)
                .map_err(|e| Error::input(&path, format!("line {}: this is no correction ({e})", at + 1)))?;
            all.push(correction);
        }
        Ok(Self { path, text, all })
    }

    /// Every line, in order, undone ones too.
    pub fn all(&self) -> &[Correction] {
        &self.all
    }

    /// Those in force, in order.
    pub fn in_force(&self) -> Vec<&Correction> {
        let mut undone = BTreeSet::new();
        let mut kept: Vec<&Correction> = Vec::new();
        // From the end: an undo takes back the last correction of that id before it.
        for correction in self.all.iter().rev() {
            match &correction.op {
                Op::Undo { correction } => {
                    undone.insert(correction.clone());
                }
                _ if undone.remove(&correction.id()) => {}
                _ => kept.push(correction),
            }
        }
        kept.reverse();
        kept
    }

    /// Checksum of those in force.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for correction in self.in_force() {
            hash.update(serde_json::to_string(correction).unwrap_or_default());
            hash.update([b'\n']);
        }
        hash.finalize().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Adds a correction and writes the file anew: after a crash there is the old one or the new one.
    pub fn add(&mut self, correction: Correction) -> Result<String> {
        if let Op::Undo { correction: id } = &correction.op
            && !self.in_force().iter().any(|c| c.id() == *id)
        {
            return Err(Error::Usage(format!("no correction {id} is in force; see `chancery correct list`")));
        }
        let line = serde_json::to_string(&correction).map_err(|e| Error::input(&self.path, e.to_string()))?;
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&line);
        text.push('\n');
        replace(&self.path, &text).map_err(|e| Error::io(&self.path, e))?;
        let id = correction.id();
        self.text = text;
        self.all.push(correction);
        Ok(id)
    }
}

/// Writes a file beside the old one and puts it in its place.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let new = super::beside(path, "-new");
    let mut file = std::fs::File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&new, path)
}
