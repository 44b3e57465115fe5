//! What does one sentence tell of the names in another?

use crate::model::Sentence;

/// Carries what is sure in one sentence to the others.
pub fn carry(_sentences: &mut [Sentence]) {}
