//! What are the sentences, the words, and how do they hang together?

mod sentence;
mod token;
pub mod training;
mod words;

pub use sentence::tokenise;
