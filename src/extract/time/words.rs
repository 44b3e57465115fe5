//! Which words speak of time?

use crate::error::Result;
use crate::extract::cues::Cues;
use crate::lexicon::Files;

const FILE: &str = "words/time.tsv";

/// The words of `data/words/time.tsv`, by class.
#[derive(Debug, Clone, Default)]
pub struct TimeWords {
    cues: Cues,
}

impl TimeWords {
    /// Reads the table; a file that is not there is empty.
    pub fn read(files: &Files) -> Result<Self> {
        Ok(Self { cues: files.text(FILE)?.map_or(Ok(Cues::default()), |text| Cues::parse(FILE, &text))? })
    }

    /// The number of a word in a class.
    pub fn get(&self, class: &str, word: &str) -> Option<i32> {
        self.cues.get(class, word)
    }

    /// Whether a word belongs to a class.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.cues.is(class, word)
    }
}
