//! Chancery reads policy and news texts into a cited knowledge graph of actors, agreements and events.

pub mod error;
pub mod model;

pub use error::{Error, Result};
