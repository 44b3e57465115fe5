//! Which files are read into the store, and what comes of it?
//!
//! A file that was read to its end before and is as it was is not opened again beyond its checksum. A file that is gone
//! from a folder that is given again is taken back with all it gave.

use super::inputs::Progress;
use super::session::Session;
use chancery::ingest::{Failure, Found, Input, Item};
use chancery::model::Document;
use chancery::store::{FileSeen, Plan, Store};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Documents put into the store at once.
const BATCH: usize = 64;

/// What reading the inputs came to.
#[derive(Default)]
pub struct Taken {
    /// Opened with the first document where there was none, so that a failed build leaves no empty store.
    pub store: Option<Store>,
    /// Sources by what the store made of them.
    pub plan: Plan,
    /// Files that were read before and are as they were.
    pub known: usize,
    /// Files that are gone, by their full path.
    pub gone: Vec<String>,
    /// Documents that went because a file no longer gives them.
    pub dropped: usize,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// What was read in a way worth knowing.
    pub notes: Vec<Failure>,
    batch: Vec<Document>,
    seen: Vec<FileSeen>,
}

impl Taken {
    /// Reads what is new or changed of the files that the paths lead to.
    pub fn take(paths: &[PathBuf], found: &Found, session: &Session) -> anyhow::Result<Self> {
        let progress = Progress::new(session, found.inputs.len());
        let mut taken = Self { failures: found.failures.clone(), ..Self::default() };
        if session.store.exists() {
            taken.store = Some(session.open_or_create()?);
        }
        for input in &found.inputs {
            taken.input(input, paths, session)?;
            progress.tick(&input.source);
        }
        taken.put(session)?;
        taken.vanished(paths, found)?;
        progress.finish();
        Ok(taken)
    }

    /// Whether nothing at all came of it.
    pub fn is_nothing(&self) -> bool {
        self.store.is_none() || (self.is_as_before() && self.plan.unchanged.is_empty() && self.known == 0)
    }

    /// Whether the store's texts are those that it had.
    pub fn is_as_before(&self) -> bool {
        self.plan.new.is_empty() && self.plan.changed.is_empty() && self.gone.is_empty() && self.dropped == 0
    }

    fn input(&mut self, input: &Input, paths: &[PathBuf], session: &Session) -> anyhow::Result<()> {
        // Taken before the file is read: what changes meanwhile is read again the next time.
        let fingerprint = input.fingerprint();
        if let (Some(store), Some(print)) = (&self.store, &fingerprint) {
            // A removed text stays away while its folder is read, and comes back when its file is called by name.
            let wanted = paths.contains(&input.path) && !store.gives(&input.origin)?;
            if !wanted && store.knows(&input.origin, print)? {
                self.known += 1;
                return Ok(());
            }
        }
        let (failed_before, mut origins) = (self.failures.len(), BTreeSet::new());
        let mut outcome = Ok(());
        chancery::ingest::read(input, &mut |item| match item {
            Item::Document(document) => {
                origins.insert(document.origin.clone());
                self.batch.push(*document);
                if self.batch.len() >= BATCH && outcome.is_ok() {
                    outcome = self.put(session);
                }
            }
            Item::Failure(failure) => self.failures.push(failure),
            Item::Note(note) => self.notes.push(note),
        });
        outcome?;
        // Standard input is no file, and a file whose bytes cannot be had keeps what it gave.
        if let Some(print) = fingerprint {
            let whole = self.failures.len() == failed_before;
            let (origin, fingerprint) = (input.origin.clone(), whole.then_some(print));
            self.seen.push(FileSeen { origin, fingerprint, documents: origins });
        }
        Ok(())
    }

    /// Puts the documents at hand into the store, then closes the files that they end.
    fn put(&mut self, session: &Session) -> anyhow::Result<()> {
        if self.batch.is_empty() && (self.seen.is_empty() || self.store.is_none()) {
            return Ok(());
        }
        let store = match &mut self.store {
            Some(store) => store,
            none => none.insert(session.open_or_create()?),
        };
        let plan = store.put_documents(&self.batch)?;
        self.plan.new.extend(plan.new);
        self.plan.changed.extend(plan.changed);
        self.plan.unchanged.extend(plan.unchanged);
        self.failures.extend(plan.clashing.iter().map(clashing));
        self.dropped += store.close_files(&self.seen)?.len();
        self.batch.clear();
        self.seen.clear();
        Ok(())
    }

    /// Takes back files that the store has from a folder given now, and that are no longer there.
    fn vanished(&mut self, paths: &[PathBuf], found: &Found) -> anyhow::Result<()> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let folders: Vec<PathBuf> =
            paths.iter().filter(|p| p.is_dir()).filter_map(|p| p.canonicalize().ok()).collect();
        let here: BTreeSet<&str> = found.inputs.iter().map(|input| input.origin.as_str()).collect();
        let is_gone = |origin: &String| {
            let path = Path::new(origin);
            !here.contains(origin.as_str())
                && folders.iter().any(|folder| path.starts_with(folder))
                && matches!(path.try_exists(), Ok(false))
        };
        self.gone = store.files()?.into_iter().filter(is_gone).collect();
        let closed = |origin: &String| FileSeen { origin: origin.clone(), ..FileSeen::default() };
        let closed: Vec<FileSeen> = self.gone.iter().map(closed).collect();
        store.close_files(&closed)?;
        Ok(())
    }
}

fn clashing(origin: &String) -> Failure {
    Failure { path: origin.into(), reason: "its text would have the id of another text in the store".into() }
}
