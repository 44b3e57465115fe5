//! What does the analyst set right from the page?

use super::Answer;
use super::ask::Ask;
use super::reply::{Refusal, Reply};
use super::shelf::State;
use crate::graph::Graph;
use crate::store::Store;
use crate::store::corrections::{Correction, Log, Op, What};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Adds a correction to the store's log and plays it over the records. To take one back, the texts' own records are put
/// together anew.
pub fn add(ask: &Ask<'_>, state: &State) -> Answer {
    state.guard().admit_write(ask.headers)?;
    let correction: Correction = ask.body()?;
    let Some(path) = state.path() else { return Err(no_store()) };
    let undo = matches!(correction.op, Op::Undo { .. });
    if undo && state.join().is_none() {
        return Err(Refusal::new(StatusCode::CONFLICT, "take it back with `chancery correct undo`"));
    }
    let _turn = state.writing();
    let mut store = Store::open(path)?;
    let id = store.correct(correction)?;
    if undo && let Some(join) = state.join() {
        join(&mut store).map_err(Refusal::broken)?;
    }
    Reply::json(&json!({ "correction": id }))
}

/// The corrections in force, the latest first, with what each says and of what.
pub fn list(ask: &Ask<'_>, state: &State) -> Answer {
    let Some(path) = state.path() else { return Reply::json(&json!({ "corrections": [] })) };
    let log = Log::beside(path)?;
    let name = |id: &str| called(ask.graph(), id);
    let told = |c: &&Correction| -> Result<Value, Refusal> {
        let mut told = serde_json::to_value(c).map_err(Refusal::broken)?;
        told["id"] = json!(c.id());
        told["words"] = json!(c.op.told(&name));
        told["about"] = json!(about(&c.op));
        Ok(told)
    };
    let told = log.in_force().iter().rev().map(told).collect::<Result<Vec<_>, _>>()?;
    Reply::json(&json!({ "corrections": told }))
}

/// How many are in force; none where the file cannot be read.
pub fn count(state: &State) -> usize {
    state.path().and_then(|path| Log::beside(path).ok()).map_or(0, |log| log.in_force().len())
}

fn called(graph: &Graph, id: &str) -> String {
    graph.node_by_id(id).map_or_else(|| id.to_string(), |node| graph.node(node).name.clone())
}

/// The nodes that a correction touches.
fn about(op: &Op) -> Vec<&str> {
    match op {
        Op::Merge { node, into } => vec![node, into],
        Op::Split { node, .. } | Op::Rename { node, .. } | Op::Retype { node, .. } => vec![node],
        Op::Assert { source, target, .. } => vec![source, target],
        Op::Reject(edge)
        | Op::Date { what: What::Edge(edge), .. }
        | Op::Note { what: What::Edge(edge), .. } => {
            edge.source.iter().chain(&edge.target).map(String::as_str).collect()
        }
        Op::Date { what: What::Node { node }, .. } | Op::Note { what: What::Node { node }, .. } => vec![node],
        Op::Undo { .. } => Vec::new(),
    }
}

fn no_store() -> Refusal {
    let reason = "a graph in a file cannot be corrected; serve the store it came from";
    Refusal::new(StatusCode::CONFLICT, reason)
}
