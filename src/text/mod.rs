//! What are the sentences, the words, and how do they hang together?

mod beam;
mod dateline;
mod entity;
mod entity_beside;
mod entity_document;
pub mod entity_features;
mod entity_known;
pub mod entity_model;
mod entity_patterns;
mod entity_unknown;
mod fold;
mod label;
mod lemma;
mod moves;
mod parse;
mod perceptron;
mod sentence;
mod shout;
mod tag;
mod tag_features;
mod tag_words;
mod token;
pub mod training;
mod words;

pub use entity::{find_names, find_names_with};
pub use parse::{WIDTH, parse};
pub use sentence::tokenise;
pub use tag::tag;

use crate::lexicon::Lexicon;
use crate::model::Analysis;

/// Everything the language core can say of a text: words, tags, names, and the tree around the names.
pub fn analyse(lexicon: &Lexicon, text: &str) -> Analysis {
    let mut analysis = Analysis { sentences: dateline::split(tokenise(text)) };
    let shouted: Vec<_> = analysis.sentences.iter_mut().map(|s| shout::lower(lexicon, s)).collect();
    analysis.sentences.iter_mut().for_each(tag);
    find_names(lexicon, &mut analysis);
    entity_unknown::fill(lexicon, &mut analysis.sentences);
    analysis.sentences.iter_mut().for_each(parse);
    analysis.sentences.iter_mut().zip(shouted).for_each(|(s, kept)| shout::restore(s, kept));
    analysis
}
