//! Does Chancery do what it says? One line a suite.

mod cli;
mod data;
mod docs;
mod export;
mod ingest;
mod layers;
mod query;
mod schema;
mod store;
mod text;
mod util;
