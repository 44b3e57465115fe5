//! What does the analyst set right from the page?

use super::Answer;
use super::ask::Ask;
use super::reply::{Refusal, Reply};
use super::shelf::State;
use crate::store::Store;
use crate::store::corrections::{Correction, Log};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Adds a correction to the store's log and plays it over the records.
pub fn add(ask: &Ask<'_>, state: &State) -> Answer {
    state.guard().admit_write(ask.headers)?;
    let correction: Correction = ask.body()?;
    let Some(path) = state.path() else { return Err(no_store()) };
    let id = Store::open(path)?.correct(correction)?;
    Reply::json(&json!({ "correction": id }))
}

/// The corrections in force.
pub fn list(state: &State) -> Answer {
    let Some(path) = state.path() else { return Reply::json(&json!({ "corrections": [] })) };
    let log = Log::beside(path)?;
    let told = |c: &&Correction| -> Result<Value, Refusal> {
        let mut told = serde_json::to_value(c).map_err(Refusal::broken)?;
        told["id"] = json!(c.id());
        Ok(told)
    };
    let told = log.in_force().iter().map(told).collect::<Result<Vec<_>, _>>()?;
    Reply::json(&json!({ "corrections": told }))
}

fn no_store() -> Refusal {
    let reason = "a graph in a file cannot be corrected; serve the store it came from";
    Refusal::new(StatusCode::CONFLICT, reason)
}
