//! Does Chancery do what it says? One line a suite.

// A test that meets what it does not expect has failed.
#![allow(clippy::unwrap_used)]

mod cases;
mod cli;
mod data;
mod docs;
mod export;
mod fuzz;
mod ingest;
mod layers;
mod query;
mod rules;
mod schema;
mod seeds;
mod serve;
mod store;
mod text;
mod util;
