//! Where do the records and texts come from, and what if they change while the page is open?
//!
//! The records are joined up once and shared by all requests; a request that finds the store's file changed (a build, a
//! correction) joins them up anew, while the others go on with what there was. Until those of a store are read for the
//! first time, what the page begins with is fetched from the store itself, so that nobody waits to see a picture.

use super::guard::Guard;
use super::reply::Refusal;
use super::search::Index;
use crate::error::{Error, Result};
use crate::graph::{EdgeId, Graph};
use crate::render::picture::Picture;
use crate::store::Store;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

/// What is served.
#[derive(Debug)]
pub enum Shelf {
    /// A store, with texts, searched by words and open to corrections.
    Store(PathBuf),
    /// A graph alone, under the name of its file.
    Graph(Box<Graph>, String),
}

/// Puts together anew what the texts of a store say.
pub type Join = Box<dyn Fn(&mut Store) -> std::result::Result<(), String> + Send + Sync>;

/// What all requests share.
pub struct State {
    name: String,
    path: Option<PathBuf>,
    guard: Guard,
    now: RwLock<Arc<Now>>,
    /// Whether the records are still in the store.
    early: AtomicBool,
    /// How the store's files looked when it was read last.
    seen: Mutex<Signature>,
    /// Open stores that nobody uses at the moment.
    idle: Mutex<Vec<Store>>,
    /// One correction at a time.
    writing: Mutex<()>,
    join: Option<Join>,
}

/// The records at one time.
#[derive(Debug)]
pub struct Now {
    pub(super) graph: Graph,
    index: OnceLock<Index>,
    facts: OnceLock<HashMap<String, EdgeId>>,
    /// What the page asks for first, once it is known.
    pub(super) about: OnceLock<Value>,
    pub(super) first: OnceLock<Arc<Picture>>,
    /// Larger pictures of the best-connected nodes, by how many.
    pub(super) pictures: Mutex<BTreeMap<usize, Arc<Picture>>>,
}

type Signature = Vec<Option<(u64, SystemTime)>>;

impl State {
    /// Opens what is to be served.
    pub fn new(shelf: Shelf, guard: Guard) -> Result<Self> {
        let (path, graph, name) = match shelf {
            Shelf::Graph(graph, name) => (None, *graph, name),
            Shelf::Store(path) => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                let graph = Graph::over(Box::new(Store::open_read_only(&path)?.into_reader()?))?;
                (Some(path), graph, name)
            }
        };
        let seen = path.as_deref().map(signature).unwrap_or_default();
        Ok(Self {
            name,
            guard,
            early: AtomicBool::new(path.is_some()),
            now: RwLock::new(Arc::new(Now::of(graph))),
            seen: Mutex::new(seen),
            idle: Mutex::new(Vec::new()),
            writing: Mutex::new(()),
            join: None,
            path,
        })
    }

    /// With a way to put the records together anew, which taking a correction back needs. Reading is not this room's.
    #[must_use]
    pub fn with_join(mut self, join: Join) -> Self {
        self.join = Some(join);
        self
    }

    /// How the records are put together anew.
    pub(super) fn join(&self) -> Option<&Join> {
        self.join.as_ref()
    }

    /// Waits until nobody else writes.
    pub(super) fn writing(&self) -> MutexGuard<'_, ()> {
        locked(&self.writing)
    }

    /// The name of what is served.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who may ask.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// The store's file, if a store is served.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The records as they are now. Where the store cannot be read for the moment, as they were.
    pub(super) fn now(&self) -> Result<Arc<Now>, Refusal> {
        let Some(path) = &self.path else { return Ok(self.held()) };
        if self.early.load(Ordering::Acquire) {
            // Whoever asks more than the page begins with waits for the records.
            let mut seen = locked(&self.seen);
            if self.early.load(Ordering::Acquire) {
                *seen = signature(path);
                let before = self.held();
                let now = Now::of(read(path)?);
                now.begins_as(&before);
                self.hold(now);
                self.early.store(false, Ordering::Release);
            }
        } else if let Ok(mut seen) = self.seen.try_lock() {
            let found = signature(path);
            if *seen != found
                && found.iter().any(Option::is_some)
                && let Ok(graph) = read(path)
            {
                // Texts of a store that was replaced are the old file's.
                locked(&self.idle).clear();
                self.hold(Now::of(graph));
                *seen = found;
            }
        }
        Ok(self.held())
    }

    /// The same, for what the page begins with: does not wait for the records to be read.
    pub(super) fn soon(&self) -> Result<Arc<Now>, Refusal> {
        if self.early.load(Ordering::Acquire) { Ok(self.held()) } else { self.now() }
    }

    fn held(&self) -> Arc<Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hold(&self, now: Now) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
    }

    /// Works out what the page asks for first, so that it need not wait, and then reads the records.
    pub fn prepare(&self) {
        if let Ok(now) = self.soon() {
            super::draw::first(&now);
            super::answers::known(&now);
        }
        drop(self.now());
    }

    /// Asks the store; none where only a graph is served.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Store) -> Result<T>) -> Result<Option<T>> {
        let Some(path) = &self.path else { return Ok(None) };
        let idle = locked(&self.idle).pop();
        let store = idle.map_or_else(|| Store::open_read_only(path), Ok)?;
        let answer = question(&store)?;
        let mut idle = locked(&self.idle);
        if idle.len() < 8 {
            idle.push(store);
        }
        Ok(Some(answer))
    }
}

impl Now {
    fn of(graph: Graph) -> Self {
        Self {
            graph,
            index: OnceLock::new(),
            facts: OnceLock::new(),
            about: OnceLock::new(),
            first: OnceLock::new(),
            pictures: Mutex::default(),
        }
    }

    /// Takes over what the page begins with, unless the store was changed between.
    fn begins_as(&self, early: &Self) {
        let stats = early.about.get().map(|about| &about["stats"]);
        if early.graph.trouble().is_some() || stats != Some(&json!(self.graph.stats())) {
            return;
        }
        early.about.get().map(|about| self.about.set(about.clone()));
        early.first.get().map(|first| self.first.set(first.clone()));
    }

    /// All names, for those who begin to type one.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.graph))
    }

    /// The fact with a key.
    pub(super) fn fact(&self, key: &str) -> Result<EdgeId, Refusal> {
        let keyed = || self.graph.edge_ids().map(|id| (self.graph.edge(id).key.clone(), id)).collect();
        let found = self.facts.get_or_init(keyed).get(key).copied();
        found.ok_or_else(|| Refusal::missing("there is no fact of that key"))
    }
}

/// What a panic left behind is as good as before: nothing is changed in steps here.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(path: &Path) -> Result<Graph> {
    let records = Store::open_read_only(path)?.records()?;
    Graph::new(records).map_err(|e| Error::input(path, e.to_string()))
}

/// Length and time of the store's file and of the log beside it.
fn signature(path: &Path) -> Signature {
    let mut log = path.as_os_str().to_os_string();
    log.push("-wal");
    let look = |path: &Path| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.len(), file.modified().ok()?))
    };
    vec![look(path), look(Path::new(&log))]
}
