//! `chancery correct …`: what does the analyst set right?
//!
//! Every correction is a line in corrections.jsonl beside the store and is played again on every build.

use super::Exit;
use super::look::{DIM, NAME, Page, paint};
use super::session::Session;
use anyhow::Context;
use chancery::graph::{EdgeId, Graph};
use chancery::model::{Edge, EdgeType, Edtf, Factuality, Kind, NodeType};
use chancery::store::Store;
use chancery::store::corrections::{Correction, EdgeName, Log, Op, What};

/// Set things right: merge, split, rename, retype, reject, assert, date, note; list and undo
///
/// Corrections stand in corrections.jsonl beside the store, a line each, and are played again on every build. Facts
/// they touch are marked as the analyst's in every answer.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  chancery correct merge \"N. Korea\" \"North Korea\" --who \"A. Lund\" --why \"one state\"
  chancery correct rename agreement/pact-at-rome \"Rome Pact\"
  chancery correct reject Japan ally Russia
  chancery correct assert Japan party_to TSCF --date 2024-07-28
  chancery correct date TSCF 2024-07-28
  chancery correct list
  chancery correct undo 5d41402a")]
pub struct Args {
    #[command(subcommand)]
    what: Correct,
    #[command(flatten)]
    by: By,
}

/// Who corrects, when, and why; as given.
#[derive(Debug, Clone, clap::Args)]
struct By {
    /// Who says so
    #[arg(long, global = true, value_name = "NAME", env = "CHANCERY_WHO")]
    who: Option<String>,
    /// When it was said
    #[arg(long, global = true, value_name = "DATE")]
    when: Option<String>,
    /// Why
    #[arg(long, global = true, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Correct {
    /// Two things are one: the first becomes part of the second
    Merge { node: String, into: String },
    /// A thing is two: some of its mentions are another
    Split {
        node: String,
        /// Name of the new thing
        name: String,
        /// Words of the mentions that move; may be given again
        #[arg(long)]
        mention: Vec<String>,
        /// Documents whose mentions move; may be given again
        #[arg(long)]
        document: Vec<String>,
    },
    /// A thing has another name
    Rename { node: String, name: String },
    /// A thing is of another type
    Retype {
        node: String,
        #[arg(value_parser = ntype)]
        ntype: NodeType,
        /// Its kind, where that changes too
        #[arg(long, value_parser = super::filter::kind)]
        kind: Option<Kind>,
    },
    /// A fact is not so: by its key, or as SOURCE TYPE TARGET
    Reject {
        #[arg(num_args = 1..=3, required = true)]
        fact: Vec<String>,
    },
    /// A fact is so, whether a text says it or not
    Assert {
        source: String,
        #[arg(value_parser = super::filter::etype)]
        etype: EdgeType,
        target: String,
        #[arg(long)]
        date: Option<Edtf>,
        #[arg(long, default_value = "actual", value_parser = super::filter::factuality)]
        factuality: Factuality,
        /// Title of the office, for represents
        #[arg(long)]
        role: Option<String>,
    },
    /// A thing, or a fact by its key, has this date; "none" takes a wrong one away
    Date { what: String, date: String },
    /// A remark on a thing, or on a fact by its key
    Note { what: String, text: String },
    /// The corrections there are
    List,
    /// Take a correction back, by its id in the list
    Undo { id: String },
}

fn ntype(word: &str) -> Result<NodeType, String> {
    let all = || NodeType::ALL.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(", ");
    NodeType::parse(word).ok_or_else(|| format!("it must be one of {}", all()))
}

/// Notes the correction and plays it, or lists what there is.
pub fn run(args: &Args, session: &Session) -> anyhow::Result<Exit> {
    anyhow::ensure!(!session.is_json(), "corrections belong to a store, not to a file of Graph JSON");
    let store = session.open()?;
    if let Correct::List = args.what {
        return list(session);
    }
    let by = &args.by;
    let correction = Correction {
        op: op(&args.what, &Known { graph: session.asked()?, store, session })?,
        who: by.who.clone(),
        when: by.when.clone(),
        why: by.why.clone(),
    };
    let undo = matches!(correction.op, Op::Undo { .. });
    let mut store = session.open_to_write()?;
    let id = store.correct(correction)?;
    if undo {
        let lexicon = session.lexicon()?;
        super::build::join(&mut store, lexicon.get(), session)?;
    }
    if !session.quiet {
        anstream::eprintln!("noted as {id}; chancery correct undo {id} takes it back");
    }
    Ok(Exit::Done)
}

/// What the names on the command line are looked up in.
struct Known<'s> {
    graph: Graph,
    store: Store,
    session: &'s Session,
}

impl Known<'_> {
    fn id(&self, name: &str) -> chancery::Result<String> {
        Ok(self.graph.node(self.session.find(&self.graph, name)?).id.clone())
    }

    fn document(&self, name: &str) -> anyhow::Result<String> {
        let found = self.store.document(name)?;
        found.map(|d| d.id).with_context(|| format!("no document is called \"{name}\"; see chancery sources"))
    }

    fn by_key(&self, key: &str) -> chancery::Result<Option<EdgeName>> {
        Ok(self.store.edge(key)?.map(|edge| edge_name(&edge)))
    }

    fn thing_or_fact(&self, what: &str) -> anyhow::Result<What> {
        match self.by_key(what)? {
            Some(edge) => Ok(What::Edge(edge)),
            None => Ok(What::Node { node: self.id(what)? }),
        }
    }
}

fn op(what: &Correct, known: &Known<'_>) -> anyhow::Result<Op> {
    let id = |name: &str| known.id(name);
    Ok(match what {
        Correct::Merge { node, into } => Op::Merge { node: id(node)?, into: id(into)? },
        Correct::Split { node, name, mention, document } => Op::Split {
            node: id(node)?,
            name: name.clone(),
            mentions: mention.clone(),
            documents: document.iter().map(|d| known.document(d)).collect::<anyhow::Result<_>>()?,
        },
        Correct::Rename { node, name } => Op::Rename { node: id(node)?, name: name.clone() },
        Correct::Retype { node, ntype, kind } => Op::Retype { node: id(node)?, kind: *kind, ntype: *ntype },
        Correct::Reject { fact } => Op::Reject(one_edge(fact, known)?),
        Correct::Assert { source, etype, target, date, factuality, role } => Op::Assert {
            source: id(source)?,
            etype: *etype,
            target: id(target)?,
            date: date.clone(),
            factuality: *factuality,
            role: role.clone(),
            evidence: Vec::new(),
        },
        Correct::Date { what, date } => {
            let date = if date == "none" { None } else { Some(Edtf::parse(date)?) };
            Op::Date { what: known.thing_or_fact(what)?, date }
        }
        Correct::Note { what, text } => Op::Note { what: known.thing_or_fact(what)?, text: text.clone() },
        Correct::Undo { id } => Op::Undo { correction: id.clone() },
        Correct::List => anyhow::bail!("the list is no correction"),
    })
}

fn edge_name(edge: &Edge) -> EdgeName {
    EdgeName {
        edge: edge.key.clone(),
        source: Some(edge.source.clone()),
        etype: Some(edge.etype),
        target: Some(edge.target.clone()),
    }
}

/// The fact that a key or two names and a type mean; several are listed with their keys.
fn one_edge(fact: &[String], known: &Known<'_>) -> anyhow::Result<EdgeName> {
    let [source, etype, target] = fact else {
        let key = fact.first().map_or("", String::as_str);
        return known
            .by_key(key)?
            .with_context(|| format!("no fact has the key \"{key}\"; chancery show NAME --keys tells keys"));
    };
    let etype = super::filter::etype(etype).map_err(anyhow::Error::msg)?;
    let graph = &known.graph;
    let (source, target) = (known.session.find(graph, source)?, known.session.find(graph, target)?);
    let mut found = graph.between(source, target);
    found.retain(|e| graph.edge(*e).etype == etype && (etype.is_symmetric() || graph.ends(*e).0 == source));
    match found.as_slice() {
        [one] => Ok(edge_name(graph.edge(*one))),
        [] => anyhow::bail!("there is no such fact"),
        many => {
            let line = |e: &EdgeId| {
                let edge = graph.edge(*e);
                let date = edge.date.as_ref().map_or("undated", |d| d.as_str());
                format!("  {}  {date} · {}", edge.key, edge.factuality)
            };
            let lines: Vec<String> = many.iter().map(line).collect();
            anyhow::bail!("there are several such facts; give the key of one:\n{}", lines.join("\n"))
        }
    }
}

fn list(session: &Session) -> anyhow::Result<Exit> {
    let log = Log::beside(&session.store)?;
    let force: Vec<String> = log.in_force().iter().map(|c| c.id()).collect();
    let mut page = Page::new(session.width);
    for correction in log.all() {
        let id = correction.id();
        let state = match &correction.op {
            Op::Undo { .. } => "undo",
            _ if force.contains(&id) => "in force",
            _ => "undone",
        };
        let said: Vec<&str> = [&correction.who, &correction.when, &correction.why]
            .into_iter()
            .filter_map(|s| s.as_deref())
            .collect();
        page.line(format!("{}  {state:8}  {}", paint(NAME, &id), told(&correction.op)));
        if !said.is_empty() {
            page.words(20, DIM, &said.join(" · "));
        }
    }
    if log.all().is_empty() {
        page.line("No corrections yet.");
    }
    page.print()?;
    Ok(Exit::Done)
}

/// A correction in words, its nodes by their ids.
pub fn told(op: &Op) -> String {
    op.told(&|id| id.to_string())
}
