//! What are the sentences, the words, and how do they hang together?

mod entity;
mod entity_document;
pub mod entity_features;
pub mod entity_model;
mod entity_patterns;
mod sentence;
mod token;
pub mod training;
mod words;

pub use entity::{find_names, find_names_with};
pub use sentence::tokenise;

use crate::lexicon::Lexicon;
use crate::model::Analysis;

/// Everything the language core can say of a text.
pub fn analyse(lexicon: &Lexicon, text: &str) -> Analysis {
    let mut analysis = Analysis { sentences: tokenise(text) };
    find_names(lexicon, &mut analysis);
    analysis
}
