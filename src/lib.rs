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
pub mod pipeline;
pub mod render;
pub mod report;
pub mod resolve;
pub mod serve;
pub mod store;
pub mod text;

pub use error::{Error, Result};

use lexicon::Lexicon;
use model::{Document, Extraction, Sentence, Span};

/// What a document says: the middle of the program. Never fails: odd text gives less.
///
/// ```text
/// Document ─text▶ Analysis ─extract▶ Extraction, and of all documents together ─resolve▶ Records
/// ```
pub fn read(lexicon: &Lexicon, document: &Document) -> Extraction {
    sentences_and_extraction(lexicon, document).1
}

/// Where the sentences stand that may be evidence, and what they say.
fn sentences_and_extraction(lexicon: &Lexicon, document: &Document) -> (Vec<Span>, Extraction) {
    let mut analysis = text::analyse(lexicon, &document.text);
    let is_boilerplate =
        |s: &Sentence| s.span.is_some_and(|s| document.boilerplate.iter().any(|b| b.overlaps(s)));
    analysis.sentences.retain(|sentence| !is_boilerplate(sentence));
    let sentences = analysis.sentences.iter().filter_map(|s| s.span).collect();
    (sentences, extract::extract(lexicon, document, &analysis))
}
