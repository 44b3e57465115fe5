//! What does data/ know, parsed once?
//!
//! [`Lexicon::builtin`] holds what is compiled in; [`Lexicon::from_dir`] reads a folder laid out like `data/` instead.

mod cues;
mod files;
mod fold;
mod gazetteer;
mod heads;
mod names;
mod naming;
mod people;
mod rules;
pub mod table;
mod words;

pub use cues::Cues;
pub use files::Files;
pub use gazetteer::{EntryId, Gazetteer, Hit};
pub use heads::Heads;
pub use names::{Entry, How, Table};
pub use naming::{NamePart, NamePattern, NameStep, Naming};
pub use people::{People, Sex};
pub use rules::{Is, Part, Role, Rule, Rules, Trigger};
pub use words::{Enacted, Sort, Words};

use crate::error::Result;
use std::path::Path;
use std::sync::OnceLock;

/// Everything the data files say of names.
#[derive(Debug)]
pub struct Lexicon {
    files: Files,
    entries: Vec<Entry>,
    /// Hash of each key → its entry.
    keys: fold::ByHash<EntryId>,
    gazetteer: Gazetteer,
    people: People,
    time: Cues,
    modality: Cues,
    heads: Heads,
    words: Words,
    rules: Rules,
    naming: Naming,
}

/// Room for about as many entries as the built-in tables hold: moving them as they grow costs more than reading them.
const USUAL_ENTRIES: usize = 20_000;

impl Lexicon {
    /// The lexicon compiled in, parsed on first use.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        // The tests read every built-in file: it cannot fail where they have passed.
        BUILTIN.get_or_init(|| Self::read(Files::builtin()).expect("the built-in data are well-formed"))
    }

    /// A lexicon with a folder's files in place of the built-in ones of the same name.
    pub fn from_dir(folder: impl AsRef<Path>) -> Result<Self> {
        Self::read(Files::in_folder(folder.as_ref())?)
    }

    /// A lexicon from data files.
    pub fn read(files: Files) -> Result<Self> {
        let mut entries = Vec::with_capacity(USUAL_ENTRIES);
        for table in Table::ALL {
            if let Some(text) = files.text(&format!("names/{}.tsv", table.as_str()))? {
                names::read(table, &text, &mut entries)?;
            }
        }
        let keys = entries.iter().enumerate().map(|(id, e)| (fold::exact(&e.key), id as EntryId)).collect();
        let gazetteer = Gazetteer::new(&entries);
        let people = People::read(&files)?;
        let time = Cues::read(&files, "words/time.tsv")?;
        let modality = Cues::read(&files, "words/modality.tsv")?;
        let heads = Heads::read(&files)?;
        let words = Words::read(&files)?;
        let rules = Rules::read(&files, &words)?;
        let naming = Naming::read(&files)?;
        Ok(Self { files, entries, keys, gazetteer, people, time, modality, heads, words, rules, naming })
    }

    /// The data files it was read from, for rooms that read their own.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// All entries, table by table.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with an id.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id as usize]
    }

    /// The entry with a key (`states/Japan`).
    pub fn entry_by_key(&self, key: &str) -> Option<&Entry> {
        self.keys.get(&fold::exact(key)).map(|id| self.entry(*id)).filter(|entry| entry.key == key)
    }

    /// The likeliest entry that a name, alias or acronym means, whatever its case and marks.
    pub fn entry_by_name(&self, name: &str) -> Option<&Entry> {
        let named = self.entries_by_name(name);
        named.iter().find(|(_, how)| *how <= How::Acronym).or(named.first()).map(|(id, _)| self.entry(*id))
    }

    /// All that a form may mean, whatever its case and marks.
    pub fn entries_by_name(&self, name: &str) -> Vec<(EntryId, How)> {
        self.gazetteer.named_by(name)
    }

    /// The known names as they stand in texts.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Head nouns of names.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Common words that matter.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The rules that turn words in their places into edges.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How agreements, policies and events are named.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Words of time, by class.
    pub fn time(&self) -> &Cues {
        &self.time
    }

    /// Words that say what kind of claim is made, by class.
    pub fn modality(&self) -> &Cues {
        &self.modality
    }

    /// What people are called.
    pub fn people(&self) -> &People {
        &self.people
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_data_are_well_formed() {
        Lexicon::read(Files::builtin()).unwrap();
    }

    #[test]
    fn a_folder_replaces_tables() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("names")).unwrap();
        let table =
            "name\tiso3\tdemonyms\tcapital\tgovernment\taliases\nRuritania\t\tRuritanian\tStrelsau\t\t\n";
        std::fs::write(folder.path().join("names/states.tsv"), table).unwrap();
        let lexicon = Lexicon::from_dir(folder.path()).unwrap();
        assert_eq!(lexicon.entry_by_name("ruritania").unwrap().key, "states/Ruritania");
        assert_eq!(lexicon.entry_by_name("Strelsau").unwrap().name, "Ruritania");
        assert!(lexicon.entry_by_name("Zenda").is_none());
        assert!(lexicon.entry_by_key("states/Ruritania").is_some());
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        assert!(Lexicon::from_dir("no/such/folder").is_err());
    }
}
