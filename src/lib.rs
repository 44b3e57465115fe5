//! Chancery reads policy and news texts into a cited knowledge graph of actors, agreements and events.
//!
//! Each room answers one question; see ARCHITECTURE.md for the picture.

pub mod error;
pub mod export;
pub mod extract;
pub mod graph;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod render;
pub mod resolve;
pub mod serve;
pub mod store;
pub mod text;

pub use error::{Error, Result};
