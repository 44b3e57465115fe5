//! Does what stands beside a name contradict what the model took it for?
//!
//! *its spokesman, **Khaing Thukha**, said* is a person, *the cruiser **Moskva*** no city, ***Jena**, home to …* a place, ***Adani Green**, a unit of …* a body.
//! Only names that the gazetteer does not know are judged, and none with a known given name is taken from the persons.

use crate::lexicon::{Lexicon, Words};
use crate::model::{Name, NameClass, Token};

/// How many words of an apposition are looked through for its noun.
const REACH: usize = 6;
/// How many words a row of names may have before the one in question.
const ROW: usize = 12;
/// How many words an owner between a title and a name may have: *spokesman for **the Arakan Army**, Khaing Thukha*.
const OWNER: usize = 6;

/// A name and the words around it.
pub struct Beside<'a> {
    lexicon: &'a Lexicon,
    names: &'a [Name],
    tokens: &'a [Token],
    start: usize,
    end: usize,
}

/// The class that the words beside a name give it, if that is another one.
pub fn judge(lexicon: &Lexicon, tokens: &[Token], names: &[Name], at: usize) -> Option<NameClass> {
    let Name { start, end, class } = names[at];
    let vessel = start > 0 && lexicon.words().is("vessel", &tokens[start - 1].lemma.to_lowercase());
    if vessel && matches!(class, NameClass::Place | NameClass::Person | NameClass::State) {
        return Some(NameClass::Organization);
    }
    if super::entity_unknown::is_known(lexicon, &tokens[start..end]) {
        return None;
    }
    let beside = Beside { lexicon, names, tokens, start, end };
    let found = match class {
        NameClass::Person | NameClass::Place if beside.after_firm() => Some(NameClass::Organization),
        NameClass::Place if beside.after_head() => Some(NameClass::Organization),
        NameClass::Person if beside.has_given_name() => None,
        NameClass::Person => beside.place().or_else(|| beside.body()),
        NameClass::Organization if beside.row_of() == Some(NameClass::Place) => Some(NameClass::Place),
        NameClass::Organization | NameClass::Place => beside.person(),
        _ => None,
    };
    found.filter(|&f| f != class)
}

impl Beside<'_> {
    fn words(&self) -> &Words {
        self.lexicon.words()
    }

    fn form(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.form.as_str())
    }

    fn lemma(&self, i: usize) -> String {
        self.tokens.get(i).map_or_else(String::new, |t| t.lemma.to_lowercase())
    }

    fn has_given_name(&self) -> bool {
        self.end - self.start > 1 && self.lexicon.people().given(self.form(self.start)).is_some()
    }

    /// The nouns of the apposition behind the name: *, a unit …*, *, the country's biggest **refiner***.
    fn apposed(&self) -> Option<usize> {
        let article = matches!(self.form(self.end + 1), "a" | "an" | "the" | "one");
        let is = matches!(self.form(self.end), "," | "is" | "was");
        if !is || !article {
            return None;
        }
        let last = self.tokens.len().min(self.end + 2 + REACH);
        let inside = (self.end + 2..last).take_while(|&i| {
            matches!(self.tokens[i].upos, "ADJ" | "NOUN" | "PROPN" | "ADV" | "NUM" | "PART")
                || matches!(self.form(i), "-" | "'s" | "’s")
                || matches!(self.tokens[i].xpos, "VBN" | "VBG")
                    && i + 1 < last
                    && self.tokens[i + 1].upos != "ADP"
        });
        inside.last().filter(|&i| self.tokens[i].upos == "NOUN")
    }

    /// ***Jena**, home to …*, ***Seiyun**, a city in …*.
    fn place(&self) -> Option<NameClass> {
        let home = self.form(self.end) == ","
            && self.form(self.end + 1) == "home"
            && self.form(self.end + 2) == "to";
        let noun = self.apposed().is_some_and(|i| self.words().is("settlement-noun", &self.lemma(i)));
        (home || noun).then_some(NameClass::Place)
    }

    /// ***Adani Green**, a unit of …*, ***Italiana Petroli**, which …*.
    fn body(&self) -> Option<NameClass> {
        let noun = self.apposed().is_some_and(|i| {
            let lemma = self.lemma(i);
            self.words().is("firm-noun", &lemma) || self.words().is("body-apposed", &lemma)
        });
        let which = self.form(self.end) == "," && self.form(self.end + 1) == "which";
        (noun || which).then_some(NameClass::Organization)
    }

    /// *the three rivers, the Ravi, the **Beas** and the Sutlej*: what the plural before a row of names says.
    fn row_of(&self) -> Option<NameClass> {
        row_of(self.words(), self.tokens, self.start)
    }

    /// *an analyst at **Verisk Maplecroft***.
    fn after_head(&self) -> bool {
        let at = self.start.checked_sub(2).filter(|_| matches!(self.form(self.start - 1), "at" | "with"));
        at.is_some_and(|i| self.end - self.start > 1 && self.words().is("firm-head", &self.lemma(i)))
    }

    /// *Its operator, **South Stream Transport**, is …*; *the insurer **Lisbon Re***.
    fn after_firm(&self) -> bool {
        let Some(before) = self.start.checked_sub(1) else { return false };
        let set_off = self.form(before) == "," && self.form(self.end) == ",";
        let noun = if set_off { before.checked_sub(1) } else { Some(before) };
        let several = self.end - self.start > 1;
        noun.is_some_and(|i| {
            let plain = self.tokens[i].upos == "NOUN" && self.tokens[i].xpos != "NNS";
            several && plain && !self.has_given_name() && self.words().is("firm-noun", &self.lemma(i))
        })
    }

    /// *its spokesman, **Khaing Thukha**,*; *a spokesman for the Arakan Army, **Khaing Thukha**,*.
    fn person(&self) -> Option<NameClass> {
        let capital = |i: usize| self.form(i).starts_with(char::is_uppercase);
        let several = (2..=4).contains(&(self.end - self.start)) && (self.start..self.end).all(capital);
        let last = self.lemma(self.end - 1);
        let body = self.words().nouns.contains_key(&last) || self.words().is("body-noun", &last);
        let ends = matches!(self.form(self.end), "," | "." | "" | ")" | "(")
            || self.tokens.get(self.end).is_some_and(|t| t.upos == "VERB" || t.upos == "AUX");
        (several && !body && ends && (self.after_title() || self.before_title())).then_some(NameClass::Person)
    }

    /// ***Natthaphon Narkphanit**, the defence minister, …*.
    fn before_title(&self) -> bool {
        self.apposed().is_some_and(|i| {
            let lemma = self.lemma(i);
            self.tokens[i].xpos != "NNS"
                && self.words().offices.contains(&lemma)
                && !self.words().is("vague-title", &lemma)
        })
    }

    fn after_title(&self) -> bool {
        let Some(mut at) = self.start.checked_sub(1).filter(|&i| self.form(i) == ",") else { return false };
        // Past the owner: *for the Arakan Army*.
        if let Some(owner) = self.names.iter().find(|n| n.end == at && at - n.start < OWNER) {
            at = owner.start;
            at -= usize::from(at > 0 && self.form(at - 1) == "the");
            let Some(of) = at.checked_sub(1).filter(|&i| matches!(self.form(i), "of" | "for")) else {
                return false;
            };
            at = of;
        }
        at.checked_sub(1).is_some_and(|i| {
            self.tokens[i].upos == "NOUN"
                && self.tokens[i].xpos != "NNS"
                && self.form(i).starts_with(char::is_lowercase)
                && self.words().offices.contains(&self.lemma(i))
        })
    }
}

/// What a plural noun before a row of names says of each: *eastern **rivers**, the Ravi and the Beas*; *two **unions**, the UGTT
/// and the SNJT*.
pub fn row_of(words: &Words, tokens: &[Token], start: usize) -> Option<NameClass> {
    let between = |i: &usize| {
        let token = &tokens[*i];
        token.form.starts_with(char::is_uppercase)
            || matches!(token.form.as_str(), "," | "and" | "the" | ":" | "-")
    };
    let first = (start.saturating_sub(ROW)..start).rev().take_while(between).last()?;
    // The row must be set off, and the name must come after a comma, *and* or the noun's own mark.
    let noun = first.checked_sub(1).filter(|_| matches!(tokens[first].form.as_str(), "," | ":"))?;
    // One of several: *and* stands before it, or a comma or *and* behind.
    let joined = (first..start).any(|i| tokens[i].form == "and");
    let goes_on = tokens.iter().skip(start + 1).take(4).any(|t| t.form == "and");
    // *burned villages, **and** the Rohingya fled* begins no row.
    let begins = tokens.get(first + 1).is_some_and(|t| t.form != "and");
    let plural = tokens[noun].xpos == "NNS" && (joined || goes_on) && begins;
    let lemma = tokens[noun].lemma.to_lowercase();
    if !plural {
        return None;
    }
    if words.is("settlement-noun", &lemma) || words.is("landform", &lemma) {
        return Some(NameClass::Place);
    }
    let body = words.is("firm-noun", &lemma) || words.is("body-apposed", &lemma);
    body.then_some(NameClass::Organization)
}
