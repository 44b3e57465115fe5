//! Does Chancery do what it says? One line a suite.

mod data;
mod export;
mod ingest;
mod schema;
mod store;
mod text;
