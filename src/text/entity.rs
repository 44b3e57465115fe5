//! Which names stand in a text, and what do they name?
//!
//! The learned model reads each sentence with the gazetteer's help; naming patterns add the long names of agreements,
//! policies and events; a second pass over the whole text carries what one sentence made sure of to the others.

use super::entity_document;
use super::entity_features::Features;
use super::entity_known;
use super::entity_model::{self, Model};
use super::entity_patterns;
use crate::lexicon::Lexicon;
use crate::model::{Analysis, Name, Sentence};
use std::sync::OnceLock;

/// The model compiled in, read on first use.
pub fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let file = include_bytes!("../../data/models/names.bin");
        // Without a model, as before the first training, only known names and patterns are found.
        Model::parse(file).unwrap_or_else(Model::empty)
    })
}

/// Sets the names of every sentence.
pub fn find_names(lexicon: &Lexicon, analysis: &mut Analysis) {
    find_names_with(lexicon, model(), analysis);
}

/// Sets the names of every sentence by a given model.
pub fn find_names_with(lexicon: &Lexicon, model: &Model, analysis: &mut Analysis) {
    let mut features = Features::default();
    for sentence in &mut analysis.sentences {
        sentence.names = names(lexicon, model, sentence, &mut features);
    }
    entity_document::carry(lexicon, &mut analysis.sentences);
}

fn names(lexicon: &Lexicon, model: &Model, sentence: &Sentence, features: &mut Features) -> Vec<Name> {
    let hits = lexicon.gazetteer().find(&sentence.tokens);
    features.read(lexicon, &sentence.tokens, &hits);
    let learned = entity_model::names(&model.label(features));
    let tidied = entity_known::tidy(lexicon, &sentence.tokens, &hits, learned);
    let mut names = entity_patterns::merge(tidied, entity_patterns::find(lexicon, &sentence.tokens, &hits));
    entity_known::fill(lexicon, &sentence.tokens, &hits, &mut names);
    names
}
