//! Which store, which data, how wide a page?

use super::color::Color;
use super::config::Config;
use anyhow::Context;
use chancery::graph::{Graph, NodeId};
use chancery::lexicon::Lexicon;
use chancery::model::Records;
use chancery::store::Store;
use chancery::{Error, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where no store is named.
const STORE: &str = "chancery.db";
/// Width of a page that goes to no terminal, and the widest that is good to read.
const WIDTH: usize = 100;

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The store, or a graph in JSON [default: chancery.db]
    #[arg(long, global = true, value_name = "PATH", env = "CHANCERY_STORE", hide_env_values = true)]
    pub store: Option<PathBuf>,
    /// A folder laid out like data/ with your own names, words and rules
    #[arg(long, global = true, value_name = "DIR", env = "CHANCERY_DATA", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// Colour the output: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub color: Color,
    /// Print nothing but the answer
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// What the command line, the environment and chancery.toml come to.
#[derive(Debug, Clone)]
pub struct Session {
    /// The store's file.
    pub store: PathBuf,
    /// Folder with the user's own data.
    pub data: Option<PathBuf>,
    /// Nothing but the answer.
    pub quiet: bool,
    /// Columns of a page.
    pub width: usize,
    /// The user's defaults.
    pub config: Config,
}

impl Session {
    /// Options before environment before chancery.toml before defaults.
    pub fn new(global: &Global) -> anyhow::Result<Self> {
        let config = Config::read(Path::new("."))?;
        let store = global.store.clone().or_else(|| config.store.clone());
        Ok(Self {
            store: store.unwrap_or_else(|| PathBuf::from(STORE)),
            data: global.data.clone().or_else(|| config.data.clone()),
            quiet: global.quiet,
            width: terminal_size::terminal_size()
                .map_or(WIDTH, |(w, _)| usize::from(w.0).clamp(40, WIDTH + 20)),
            config,
        })
    }

    /// The graph in the store, or in a file of Graph JSON.
    pub fn graph(&self) -> anyhow::Result<Graph> {
        let records = if self.is_json() { read_json(&self.store)? } else { self.open()?.records()? };
        Graph::new(records).with_context(|| format!("{} holds no sound graph", self.store.display()))
    }

    /// The graph, without reading it first: questions fetch what they come to. Ask [`sound`] before an answer is shown.
    pub fn asked(&self) -> anyhow::Result<Graph> {
        if self.is_json() {
            return self.graph();
        }
        Ok(Graph::over(Box::new(self.open()?.into_reader()?))?)
    }

    /// Whether the store is a file of Graph JSON, which can be asked but not searched for sentences.
    pub fn is_json(&self) -> bool {
        self.store.extension().is_some_and(|e| e == "json")
    }

    /// The store, to read.
    pub fn open(&self) -> anyhow::Result<Store> {
        if !self.store.exists() {
            let path = self.store.display();
            anyhow::bail!("there is no store at {path}; make one with: chancery build FOLDER --store {path}");
        }
        Ok(Store::open_read_only(&self.store)?)
    }

    /// The store, to write; waits for another process that is writing, and says so.
    pub fn open_to_write(&self) -> Result<Store> {
        Store::open_after(&self.store, &mut waiting)
    }

    /// The same; makes the store where there is none.
    pub fn open_or_create(&self) -> Result<Store> {
        Store::open_or_create_after(&self.store, &mut waiting)
    }

    /// The user's names, words and rules, or the built-in ones.
    pub fn lexicon(&self) -> Result<Words> {
        Ok(Words(self.data.as_ref().map(Lexicon::from_dir).transpose()?))
    }

    /// The node a name means. Names that no text uses are tried by what the name tables know of them.
    pub fn find(&self, graph: &Graph, name: &str) -> Result<NodeId> {
        let missed = match graph.find(name) {
            Err(error @ Error::UnknownName { .. }) => error,
            found => return found,
        };
        let lexicon = self.lexicon()?;
        let known = lexicon.get().entry_by_name(name).map(|entry| entry.name.clone());
        known.and_then(|name| graph.find(&name).ok()).ok_or(missed)
    }
}

/// Fails if some of what an answer rests on could not be read.
pub fn sound(graph: &Graph) -> anyhow::Result<()> {
    graph.trouble().map_or(Ok(()), |error| Err(anyhow::anyhow!("{error}")))
}

fn waiting(path: &Path) {
    anstream::eprintln!("another process is writing to {}; waiting", path.display());
}

/// A lexicon of the user's own, or else the built-in one.
#[derive(Debug)]
pub struct Words(Option<Lexicon>);

impl Words {
    /// Whichever it is.
    pub fn get(&self) -> &Lexicon {
        self.0.as_ref().unwrap_or_else(|| Lexicon::builtin())
    }
}

/// Graph JSON, version 1, as far as the records need it.
#[derive(Deserialize)]
struct GraphJson {
    graph: Header,
    nodes: Vec<chancery::model::Node>,
    edges: Vec<chancery::model::Edge>,
}

#[derive(Deserialize)]
struct Header {
    documents: Vec<chancery::model::DocumentInfo>,
}

fn read_json(path: &Path) -> anyhow::Result<Records> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let read: GraphJson =
        serde_json::from_str(&text).with_context(|| format!("{} is no Graph JSON", path.display()))?;
    Ok(Records { documents: read.graph.documents, nodes: read.nodes, edges: read.edges })
}
