//! How are the models made, and how good are they?
//!
//! Used by the `train` program alone; nothing here runs when texts are read.

pub mod corpus;
pub mod learner;
pub mod parser;
pub mod score;
pub mod tagger;
