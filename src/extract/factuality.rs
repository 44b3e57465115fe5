//! What kind of claim does the text make with a word?

use super::syntax::Tree;
use crate::model::Factuality;

/// The words of `data/words/modality.tsv`, by class.
pub use crate::lexicon::Cues as ModalWords;

/// What the text claims with a verb or noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Whether it is so, said to be so, planned, possible or not so.
    pub factuality: Factuality,
    /// The word for whoever claims it, where it is not the text itself.
    pub source: Option<usize>,
    /// The word that decides; none where nothing speaks against it.
    pub cue: Option<usize>,
}

/// What the text claims with a verb or noun.
pub fn factuality(_words: &ModalWords, _tree: &Tree<'_>, _token: usize) -> Claim {
    Claim { factuality: Factuality::Actual, source: None, cue: None }
}
