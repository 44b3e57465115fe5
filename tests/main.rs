//! Does Chancery do what it says? One line a suite.

mod data;
mod ingest;
mod store;
mod text;
