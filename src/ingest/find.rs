//! Which files do these paths mean?
//!
//! Folders are walked to the bottom in the order of names, hidden files left out, links followed once. Files named by
//! the user are read whatever they are called; in folders only those of a kind that is read.

use super::sources::{Noted, Sources};
use super::{Failure, Kind, kind, plain};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Folders in folders, at most.
const DEEPEST: usize = 64;

/// A file to read, or standard input.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it lies; `-` is standard input.
    pub path: PathBuf,
    /// Its path below the folder that was read, with forward slashes.
    pub source: String,
    /// Its full path, with links resolved.
    pub origin: String,
    sources: Arc<Sources>,
}

/// What paths mean.
#[derive(Debug, Default)]
pub struct Found {
    /// Each file once, in the order of the paths, folders by name.
    pub inputs: Vec<Input>,
    /// Paths that lead nowhere, and bibliographies that cannot be read.
    pub failures: Vec<Failure>,
    /// Files in folders whose kind is not read.
    pub passed_over: Vec<PathBuf>,
}

impl Input {
    /// Standard input.
    pub fn stdin() -> Self {
        Self { path: "-".into(), source: "-".into(), origin: "-".into(), sources: Arc::default() }
    }

    pub(super) fn is_stdin(&self) -> bool {
        self.origin == "-"
    }

    /// Checksum of all that goes into reading it: its bytes, what is noted beside it, and how this program reads. None
    /// where it cannot be read, and for standard input, which can be read only once.
    pub fn fingerprint(&self) -> Option<String> {
        use std::io::Read;
        if self.is_stdin() {
            return None;
        }
        let mut file = std::fs::File::open(&self.path).ok()?;
        let mut hash = Sha256::new();
        hash.update(super::VERSION.to_le_bytes());
        hash.update(self.source.as_bytes());
        hash.update(format!("{:?}", self.sources.of_file(&self.file_name(""))));
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).ok()? {
                0 => break,
                count => hash.update(&buffer[..count]),
            }
        }
        Some(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// How a failure names it, or a member of it.
    pub(super) fn shown(&self, member: &str) -> PathBuf {
        PathBuf::from(joined(&self.path.to_string_lossy(), member))
    }

    pub(super) fn source_of(&self, member: &str) -> String {
        joined(&self.source, member)
    }

    pub(super) fn origin_of(&self, member: &str) -> String {
        joined(&self.origin, member)
    }

    /// The name of the file, or of the member.
    pub(super) fn file_name(&self, member: &str) -> String {
        let path = if member.is_empty() { self.path.as_path() } else { Path::new(member) };
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// What `sources.toml` says of it, or of a member of it.
    pub(super) fn noted(&self, member: &str) -> Noted {
        self.sources.get(&joined(&self.file_name(""), member)).unwrap_or_default()
    }
}

fn joined(name: &str, member: &str) -> String {
    if member.is_empty() { name.to_string() } else { format!("{name}#{member}") }
}

/// Lists the files of paths; `-` is standard input.
pub fn find(paths: &[PathBuf]) -> Found {
    let mut walk = Walk::default();
    for path in paths {
        if path.as_os_str() == "-" {
            walk.once(Input::stdin());
        } else if let Err(reason) = walk.named(path) {
            walk.fail(path, reason);
        }
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Found,
    /// Files and folders already met, links resolved.
    met: BTreeSet<PathBuf>,
    /// Bibliographies by folder.
    sources: BTreeMap<PathBuf, Arc<Sources>>,
}

impl Walk {
    fn fail(&mut self, path: &Path, reason: impl Into<String>) {
        self.found.failures.push(Failure { path: path.to_path_buf(), reason: reason.into() });
    }

    fn once(&mut self, input: Input) {
        if self.met.insert(PathBuf::from(&input.origin)) {
            self.found.inputs.push(input);
        }
    }

    /// A path as the user gave it.
    fn named(&mut self, path: &Path) -> Result<(), String> {
        let data = std::fs::metadata(path).map_err(|e| missing(&e))?;
        if data.is_dir() {
            return self.folder(path, &Rc::from(""), 0);
        }
        if !data.is_file() {
            return Err("this is neither a file nor a folder".into());
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.file(path, name)
    }

    fn folder(&mut self, folder: &Path, below: &Rc<str>, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err(format!("folders are nested more than {DEEPEST} deep here"));
        }
        // A folder met before is a link that leads back, or one given twice.
        if !self.met.insert(folder.canonicalize().map_err(|e| plain(&e))?) {
            return Ok(());
        }
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|e| plain(&e))? {
            names.push(entry.map_err(|e| plain(&e))?.file_name());
        }
        names.sort();
        for name in names {
            let (path, name) = (folder.join(&name), name.to_string_lossy().into_owned());
            if !name.starts_with('.') && name != "sources.toml" {
                let outcome = self.entry(&path, &format!("{below}{name}"), depth);
                if let Err(reason) = outcome {
                    self.fail(&path, reason);
                }
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, source: &str, depth: usize) -> Result<(), String> {
        let data = std::fs::metadata(path).map_err(|e| missing(&e))?;
        if data.is_dir() {
            return self.folder(path, &Rc::from(format!("{source}/")), depth + 1);
        }
        if !data.is_file() || kind(path) == Kind::Unknown {
            self.found.passed_over.push(path.to_path_buf());
            return Ok(());
        }
        self.file(path, source.to_string())
    }

    fn file(&mut self, path: &Path, source: String) -> Result<(), String> {
        let full = path.canonicalize().map_err(|e| plain(&e))?;
        let sources = self.sources_of(path);
        let origin = full.to_string_lossy().into_owned();
        self.once(Input { path: path.to_path_buf(), source, origin, sources });
        Ok(())
    }

    /// The bibliography beside a file, read once a folder.
    fn sources_of(&mut self, path: &Path) -> Arc<Sources> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if let Some(known) = self.sources.get(&folder) {
            return Arc::clone(known);
        }
        let file = folder.join("sources.toml");
        let sources = match Sources::read(&file) {
            Ok(sources) => Arc::new(sources),
            Err(reason) => {
                self.fail(&file, reason);
                Arc::default()
            }
        };
        self.sources.insert(folder, Arc::clone(&sources));
        sources
    }
}

/// Why a path cannot be followed.
fn missing(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        _ => plain(error),
    }
}
