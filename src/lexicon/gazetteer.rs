//! Which known names stand in a row of tokens?
//!
//! All forms of all entries in one hash of atom sequences. From each token the longest form wins; it must begin and end at
//! token boundaries, and agree in case: acronyms and short forms to the letter, other forms in their capitals, so that
//! `us` is not the US while `JAPAN AND TURKEY` in a headline are Japan and Turkey.

use super::fold::{self, Atom, ByHash};
use super::names::{Entry, How};
use crate::model::Token;

/// Place of an entry in [`super::Lexicon::entries`].
pub type EntryId = u32;

/// A known name in a row of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: usize,
    /// First token after it.
    pub end: usize,
    /// What it may name, likelier meanings first.
    pub entries: Vec<(EntryId, How)>,
}

/// Forms this short, counted in letters, are matched to the letter.
const SHORT: usize = 3;

#[derive(Debug, Clone)]
struct Form {
    sequence: u64,
    id: EntryId,
    how: How,
    case: Case,
}

/// What a text's capitals must be like to match a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// The same letters: the hash of the sequence in its own case.
    Exact(u64),
    /// A bit for each atom that must begin with a capital.
    Capitals(u32),
}

/// The forms of all entries.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// First atom of a form → the most atoms a form that begins with it has.
    longest: ByHash<u32>,
    /// Sequence → its first place in `forms`.
    first: ByHash<u32>,
    /// Sorted by sequence, then by likelihood.
    forms: Vec<Form>,
}

impl Gazetteer {
    /// The forms of entries; an entry's place in the slice is its id.
    pub fn new(entries: &[Entry]) -> Self {
        let mut built = Self::default();
        let mut atoms = Vec::new();
        for (id, entry) in entries.iter().enumerate() {
            for (form, how) in entry.forms() {
                atoms.clear();
                fold::atoms(form, &mut atoms);
                built.add(form, &atoms, id as EntryId, how);
            }
        }
        built.forms.sort_by_key(|f| (f.sequence, f.how, f.id));
        built.forms.dedup_by_key(|f| (f.sequence, f.how, f.id));
        built.first.reserve(built.forms.len());
        for (at, form) in built.forms.iter().enumerate() {
            built.first.entry(form.sequence).or_insert(at as u32);
        }
        built
    }

    fn add(&mut self, form: &str, atoms: &[Atom], id: EntryId, how: How) {
        let Some(first) = atoms.first() else { return };
        let length = self.longest.entry(first.hash).or_default();
        *length = (*length).max(atoms.len() as u32);
        let sequence = atoms.iter().fold(0, |hash, atom| fold::extend(hash, atom.hash));
        self.forms.push(Form { sequence, id, how, case: Case::of(form, atoms, how) });
    }

    /// The known names in a row of tokens, in order, not overlapping.
    pub fn find(&self, tokens: &[Token]) -> Vec<Hit> {
        let row = Row::new(tokens);
        let (mut hits, mut at) = (Vec::new(), 0);
        while at < row.atoms.len() {
            match self.longest_at(&row, at) {
                // *the UN nuclear watchdog* is longer than *the UN*: an article is no word of a name.
                Some((hit, next)) if tokens[hit.start].form.eq_ignore_ascii_case("the") => {
                    let longer = self.longest_at(&row, at + 1).filter(|(_, end)| *end > next);
                    let (hit, next) = longer.unwrap_or((hit, next));
                    hits.push(hit);
                    at = next;
                }
                Some((hit, next)) => {
                    hits.push(hit);
                    at = next;
                }
                None => at += 1,
            }
        }
        hits
    }

    fn longest_at(&self, row: &Row, at: usize) -> Option<(Hit, usize)> {
        let most = *self.longest.get(&row.atoms[at].hash)? as usize;
        if !row.starts_token(at) {
            return None;
        }
        let most = most.min(row.atoms.len() - at);
        let mut sequences = Vec::with_capacity(most);
        row.atoms[at..at + most].iter().fold(0, |hash, atom| {
            sequences.push(fold::extend(hash, atom.hash));
            fold::extend(hash, atom.hash)
        });
        (1..=most).rev().filter(|length| row.ends_token(at + length - 1)).find_map(|length| {
            let entries = self.named(sequences[length - 1], &row.atoms[at..at + length]);
            let (start, end) = (row.tokens[at] as usize, row.tokens[at + length - 1] as usize + 1);
            (!entries.is_empty()).then_some((Hit { start, end, entries }, at + length))
        })
    }

    /// What a sequence may name, when its case agrees.
    fn named(&self, sequence: u64, atoms: &[Atom]) -> Vec<(EntryId, How)> {
        let same = self.forms_of(sequence).iter().filter(|form| form.case.agrees(atoms));
        same.map(|form| (form.id, form.how)).collect()
    }

    fn forms_of(&self, sequence: u64) -> &[Form] {
        let Some(first) = self.first.get(&sequence).map(|at| *at as usize) else { return &[] };
        let rest = &self.forms[first..];
        &rest[..rest.iter().take_while(|form| form.sequence == sequence).count()]
    }

    /// What a form may name, whatever its case.
    pub fn named_by(&self, form: &str) -> Vec<(EntryId, How)> {
        self.forms_of(fold::sequence(form)).iter().map(|form| (form.id, form.how)).collect()
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it knows no form.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

impl Case {
    fn of(form: &str, atoms: &[Atom], how: How) -> Self {
        let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
        let shouted = atoms.len() == 1 && !form.chars().any(char::is_lowercase);
        if how == How::Acronym || letters <= SHORT || shouted {
            return Self::Exact(atoms.iter().fold(0, |hash, atom| fold::extend(hash, atom.exact)));
        }
        let bits = atoms.iter().take(32).enumerate().filter(|(_, atom)| atom.capital);
        Self::Capitals(bits.fold(0, |mask, (at, _)| mask | 1 << at))
    }

    fn agrees(self, atoms: &[Atom]) -> bool {
        match self {
            Self::Exact(hash) => hash == atoms.iter().fold(0, |hash, atom| fold::extend(hash, atom.exact)),
            Self::Capitals(mask) => {
                atoms.iter().take(32).enumerate().all(|(at, atom)| mask >> at & 1 == 0 || atom.capital)
            }
        }
    }
}

/// The atoms of a row of tokens, each with the index of its token.
struct Row {
    atoms: Vec<Atom>,
    tokens: Vec<u32>,
}

impl Row {
    fn new(tokens: &[Token]) -> Self {
        let mut row = Self {
            atoms: Vec::with_capacity(tokens.len() + 8),
            tokens: Vec::with_capacity(tokens.len() + 8),
        };
        for (index, token) in tokens.iter().enumerate() {
            fold::atoms(&token.form, &mut row.atoms);
            row.tokens.resize(row.atoms.len(), index as u32);
        }
        row
    }

    fn starts_token(&self, at: usize) -> bool {
        at == 0 || self.tokens[at - 1] != self.tokens[at]
    }

    fn ends_token(&self, at: usize) -> bool {
        self.tokens.get(at + 1) != Some(&self.tokens[at])
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::{self, Table};
    use super::*;
    use crate::model::Span;

    fn entries() -> Vec<Entry> {
        let states = "name\tdemonyms\tcapital\tgovernment\taliases\n\
            Guinea\tGuinean\tConakry\t\t\nGuinea-Bissau\t\tBissau\t\t\nNorth Korea\tNorth Korean\tPyongyang\t\tDPRK\n\
            Russia\tRussian|Russians\tMoscow\tKremlin\tRussian Federation\nTurkey\tTurkish\tAnkara\t\tTürkiye\n\
            United States\tAmerican\tWashington\tWhite House\tUS|U.S.|USA\n";
        let mut all = Vec::new();
        names::read(Table::States, states, &mut all).unwrap();
        let persons = "name\tstate\taliases\nKim Jong Un\tNorth Korea\tKim Jong-un\n";
        names::read(Table::Persons, persons, &mut all).unwrap();
        all
    }

    fn tokens(text: &str) -> Vec<Token> {
        let token = |form: &str| Token {
            span: Span::new(0, 0),
            form: form.to_string(),
            lemma: String::new(),
            upos: "X",
            xpos: "",
            head: None,
            deprel: "",
        };
        text.split(' ').map(token).collect()
    }

    fn found(text: &str) -> Vec<String> {
        let (entries, tokens) = (entries(), tokens(text));
        let hits = Gazetteer::new(&entries).find(&tokens);
        let show = |hit: &Hit| {
            let (id, how) = hit.entries[0];
            let words: Vec<&str> = tokens[hit.start..hit.end].iter().map(|t| t.form.as_str()).collect();
            format!("{}={} {how:?}", words.join(" "), entries[id as usize].name)
        };
        hits.iter().map(show).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            found("in Guinea - Bissau and Guinea"),
            ["Guinea - Bissau=Guinea-Bissau Name", "Guinea=Guinea Name"]
        );
    }

    #[test]
    fn hyphens_and_marks_fold() {
        assert_eq!(found("Kim Jong - un"), ["Kim Jong - un=Kim Jong Un Alias"]);
        assert_eq!(found("Kim Jong-Un"), ["Kim Jong-Un=Kim Jong Un Name"]);
        assert_eq!(found("Turkiye"), ["Turkiye=Turkey Alias"]);
    }

    #[test]
    fn a_hyphenated_pair_is_two_names() {
        assert_eq!(
            found("Russia - North Korea talks"),
            ["Russia=Russia Name", "North Korea=North Korea Name"]
        );
    }

    #[test]
    fn case_decides() {
        assert!(found("us and turkey").is_empty());
        assert_eq!(found("US and TURKEY"), ["US=United States Alias", "TURKEY=Turkey Name"]);
        assert_eq!(found("the U.S. dollar"), ["U.S.=United States Alias"]);
    }

    #[test]
    fn the_way_of_naming_is_told() {
        assert_eq!(
            found("Russian Moscow Kremlin"),
            ["Russian=Russia Demonym", "Moscow=Russia Capital", "Kremlin=Russia Government"]
        );
    }
}
