//! Does Chancery do what it says? One line a suite.

// A test that meets what it does not expect has failed.
#![allow(clippy::unwrap_used)]

mod data;
mod export;
mod ingest;
mod schema;
mod serve;
mod store;
mod text;
