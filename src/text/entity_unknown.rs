//! What do the words around tell of a name that neither model nor gazetteer knows?
//!
//! *the optics maker **Zeiss***, ***JNX**, a company registered in Dubai*, *China's **Wingtech***, *a **Jumbish** commander*,
//! *a chipmaker in **Nijmegen***, *the **Enterprise Chamber***: a proper noun beside a word that says what it is. What one
//! sentence tells so is carried to the others.

use crate::lexicon::{Lexicon, Words};
use crate::model::{Kind, Name, NameClass, Sentence, Token};
use std::collections::{BTreeMap, BTreeSet};

/// How many words of a title may stand before the last that is taken for a name.
const TITLE: usize = 6;
/// How many words of an apposition are looked through for its noun.
const REACH: usize = 6;

/// Adds the names of a text that only their surroundings tell, and puts names right that their last word contradicts.
pub fn fill(lexicon: &Lexicon, sentences: &mut [Sentence]) {
    let mut told: BTreeMap<Vec<String>, NameClass> = BTreeMap::new();
    for sentence in sentences.iter_mut() {
        for at in 0..sentence.names.len() {
            let name = &sentence.names[at];
            let class = by_last_word(lexicon, &sentence.tokens, name)
                .or_else(|| super::entity_beside::judge(lexicon, &sentence.tokens, &sentence.names, at));
            if let Some(class) = class {
                sentence.names[at].class = class;
                told.insert(words_of(sentence, &sentence.names[at]), class);
            }
        }
        without_officers(lexicon, sentence);
        with_article(lexicon, sentence);
    }
    for sentence in sentences.iter_mut() {
        for at in 0..sentence.names.len() {
            if let Some(class) = no_person(lexicon, sentence, at) {
                sentence.names[at].class = class;
                told.insert(words_of(sentence, &sentence.names[at]), class);
            }
        }
        let found = unknown(lexicon, sentence);
        for name in &found {
            told.entry(words_of(sentence, name)).or_insert(name.class);
        }
        sentence.names.extend(found);
        sentence.names.sort_by_key(|n| n.start);
    }
    // A single word that the text also writes small is no name elsewhere.
    let small: BTreeSet<String> = sentences
        .iter()
        .flat_map(|s| &s.tokens)
        .filter(|t| t.form.starts_with(char::is_lowercase))
        .map(|t| t.form.clone())
        .collect();
    told.retain(|words, _| words.iter().any(|w| !small.contains(&w.to_lowercase())));
    for sentence in sentences.iter_mut() {
        carry(&told, sentence);
    }
}

/// ***The** Hague*: the article is part of the name where only so it is known.
fn with_article(lexicon: &Lexicon, sentence: &mut Sentence) {
    let tokens = &sentence.tokens;
    for name in &mut sentence.names {
        let article = name.start > 0 && tokens[name.start - 1].form.eq_ignore_ascii_case("the");
        if article
            && !is_known(lexicon, &tokens[name.start..name.end])
            && is_known(lexicon, &tokens[name.start - 1..name.end])
        {
            name.start -= 1;
        }
    }
}

/// *the optics maker **Zeiss***: a single word that a noun beside it contradicts is no surname.
fn no_person(lexicon: &Lexicon, sentence: &Sentence, at: usize) -> Option<NameClass> {
    let Name { start, end, class } = sentence.names[at];
    let one = class == NameClass::Person && end - start == 1;
    let run = Run { words: lexicon.words(), names: &sentence.names, tokens: &sentence.tokens, start, end };
    let firm = || start > 0 && run.is_firm(start - 1);
    if one && firm() { Some(NameClass::Organization) } else { run.by_apposition().filter(|_| one) }
}

/// *Foreign **Ministers of** Poland* are no organisation: what is left is what the gazetteer knows.
fn without_officers(lexicon: &Lexicon, sentence: &mut Sentence) {
    let tokens = &sentence.tokens;
    let plural = |i: usize| {
        let lower = tokens[i].form.to_lowercase();
        let one = lower.strip_suffix('s').unwrap_or("");
        lexicon.words().offices.contains(one) && tokens.get(i + 1).is_some_and(|t| t.form == "of")
    };
    // *Commissioner for Trade and Economic Security*.
    let single = |i: usize| {
        let titled = lexicon.words().offices.contains(&tokens[i].form.to_lowercase());
        titled && tokens.get(i + 1).is_some_and(|t| matches!(t.form.as_str(), "of" | "for"))
    };
    // *Minister of Agriculture and **Rural Development***: the rest of a title.
    let rest = |start: usize| {
        let before = (start.saturating_sub(TITLE)..start).rev().take_while(|&i| {
            tokens[i].form.starts_with(char::is_uppercase)
                || matches!(tokens[i].form.as_str(), "of" | "for" | "and" | ",")
        });
        let begins: Vec<usize> = before.collect();
        begins.iter().any(|&i| tokens[i].form.starts_with(char::is_uppercase) && single(i))
    };
    let of_officers = |n: &Name| {
        let several = n.end - n.start > 1;
        let title = several && single(n.start) || (n.start..n.end).any(plural) || rest(n.start);
        n.class == NameClass::Organization && title && !is_known(lexicon, &tokens[n.start..n.end])
    };
    if sentence.names.iter().any(of_officers) {
        let mut names: Vec<Name> = sentence.names.iter().filter(|n| !of_officers(n)).cloned().collect();
        let hits = lexicon.gazetteer().find(tokens);
        super::entity_known::fill(lexicon, tokens, &hits, &mut names);
        sentence.names = names;
    }
}

fn words_of(sentence: &Sentence, name: &Name) -> Vec<String> {
    sentence.tokens[name.start..name.end].iter().map(|t| t.form.clone()).collect()
}

/// Sets what other sentences have told, where no name stands; of a single word also the class.
fn carry(told: &BTreeMap<Vec<String>, NameClass>, sentence: &mut Sentence) {
    for (words, &class) in told {
        for start in 0..(sentence.tokens.len() + 1).saturating_sub(words.len()) {
            let end = start + words.len();
            if !sentence.tokens[start..end].iter().zip(words).all(|(t, w)| t.form == *w) {
                continue;
            }
            let same = sentence.names.iter().position(|n| (n.start, n.end) == (start, end));
            let apart = sentence.names.iter().all(|n| n.end <= start || end <= n.start);
            match same {
                Some(at) if sentence.names[at].class == NameClass::Person => sentence.names[at].class = class,
                None if apart => sentence.names.push(Name { start, end, class }),
                _ => {}
            }
        }
    }
    sentence.names.sort_by_key(|n| n.start);
}

/// *Nile Futures **Centre*** is no place, whatever stands before its last word.
fn by_last_word(lexicon: &Lexicon, tokens: &[Token], name: &Name) -> Option<NameClass> {
    let several = name.end - name.start > 1;
    // A pipeline from one place to another keeps its dash: *Urengoi–Centre*.
    let joined = tokens[name.start..name.end].iter().any(|t| t.form.contains('–'));
    // *the Amazon Cooperation Treaty **Organisation*** is no treaty.
    let body = |t: &Token| matches!(t.form.as_str(), "Organisation" | "Organization");
    if several
        && name.class == NameClass::Agreement
        && body(&tokens[name.end - 1])
        && !is_known(lexicon, &tokens[name.start..name.end])
    {
        return Some(NameClass::Igo);
    }
    if name.class != NameClass::Place
        || !several
        || joined
        || is_known(lexicon, &tokens[name.start..name.end])
    {
        return None;
    }
    class_of_word(lexicon.words(), &tokens[name.end - 1])
}

pub fn is_known(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    lexicon.gazetteer().find(tokens).iter().any(|h| h.start == 0 && h.end == tokens.len())
}

/// What a name is that ends with a word.
fn class_of_word(words: &Words, last: &Token) -> Option<NameClass> {
    let word = last.form.to_lowercase();
    if words.is("seated-noun", &word) || words.is("body-noun", &word) {
        return Some(NameClass::Organization);
    }
    if words.is("law-noun", &word) {
        return Some(NameClass::Policy);
    }
    match words.nouns.get(&word)?.kind {
        Kind::Event => Some(NameClass::Event),
        Kind::Agreement => Some(NameClass::Agreement),
        Kind::Policy => Some(NameClass::Policy),
        _ => None,
    }
}

/// Names that no other has found, with their surroundings' word for what they are.
fn unknown(lexicon: &Lexicon, sentence: &Sentence) -> Vec<Name> {
    let tokens = &sentence.tokens;
    let mut found = Vec::new();
    let mut at = 0;
    let hyphen = |i: usize| {
        tokens[i].form == "-" && i > 0 && i + 1 < tokens.len() && is_free(lexicon, sentence, i - 1)
    };
    while at < tokens.len() {
        let free = |&i: &usize| is_free(lexicon, sentence, i) || i > at && hyphen(i);
        let end = (at..tokens.len()).find(|i| !free(i)).unwrap_or(tokens.len());
        if end > at {
            let run = Run { words: lexicon.words(), names: &sentence.names, tokens, start: at, end };
            found.extend(run.class().map(|class| Name { start: at, end, class }));
        }
        at = end.max(at) + 1;
    }
    found
}

/// Whether a word is written like a name and belongs to none.
fn is_free(lexicon: &Lexicon, sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let capital = token.form.starts_with(char::is_uppercase);
    let letters = token.form.chars().filter(|c| c.is_alphabetic()).count() > 1;
    // At the beginning of a sentence the tagger may miss it: *Gorenje, a Slovene maker of stoves, …*.
    let set_off = i == 0 && sentence.tokens.get(1).is_some_and(|t| t.form == ",");
    let proper = token.upos == "PROPN" || token.form.chars().skip(1).any(char::is_uppercase) || set_off;
    let lower = token.form.to_lowercase();
    let time = ["month", "weekday", "season", "feast"].iter().any(|c| lexicon.time().is(c, &lower));
    let words = lexicon.words();
    capital
        && letters
        && proper
        && !time
        && !words.offices.contains(&lower)
        && !words.is("honorific", &lower)
        && !sentence.names.iter().any(|n| n.start <= i && i < n.end)
}

/// A run of proper nouns among the words of its sentence.
struct Run<'a> {
    words: &'a Words,
    names: &'a [Name],
    tokens: &'a [Token],
    start: usize,
    end: usize,
}

impl Run<'_> {
    fn form(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.form.as_str())
    }

    fn is_firm(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i).filter(|t| t.upos == "NOUN") else { return false };
        let lemma = token.lemma.to_lowercase();
        self.words.is("firm-noun", &lemma)
            || self.words.is("body-apposed", &lemma)
            || lemma.len() > 6 && lemma.ends_with("maker")
    }

    fn class(&self) -> Option<NameClass> {
        // A heading in capitals, or a row of words that the tagger took for names, tells nothing.
        let numbered = self.tokens.get(self.end).is_some_and(|t| t.upos == "NUM");
        let long = self.end - self.start > 4 || numbered;
        let all = self.tokens.iter().all(|t| !t.form.starts_with(char::is_lowercase));
        if long || all {
            return None;
        }
        self.by_noun_before()
            .or_else(|| self.by_apposition())
            .or_else(|| self.by_word_after())
            .or_else(|| self.by_place())
            .or_else(|| self.by_head())
            .or_else(|| self.by_state())
            .or_else(|| self.by_neighbour())
            .or_else(|| super::entity_beside::row_of(self.words, self.tokens, self.start))
    }

    /// *the optics maker Zeiss*, *China's Wingtech*.
    fn by_noun_before(&self) -> Option<NameClass> {
        let before = self.start.checked_sub(1)?;
        let noun_follows = self.tokens.get(self.end).is_some_and(|t| t.upos == "NOUN");
        let owned = matches!(self.form(before), "'s" | "’s")
            && before > 0
            && self.tokens[before - 1].upos == "PROPN"
            && !noun_follows
            && !matches!(self.form(self.end), "'s" | "’s" | "-");
        // *France's state railway, **SNCF**, …*.
        let set_off =
            self.form(before) == "," && self.form(self.end) == "," && before > 0 && self.is_firm(before - 1);
        (self.is_firm(before) || set_off || owned).then_some(NameClass::Organization)
    }

    /// *Viettel **and FPT***: the second of two names is of the first one's sort.
    fn by_neighbour(&self) -> Option<NameClass> {
        let and = self.start.checked_sub(1).filter(|&i| self.form(i) == "and")?;
        let before = self.names.iter().find(|n| n.end == and && n.class == NameClass::Organization)?;
        let single = before.end - before.start == 1 && self.end - self.start == 1;
        let follows = self.tokens.get(self.end).is_none_or(|t| t.upos != "NOUN" && t.upos != "PROPN");
        (single && follows).then_some(NameClass::Organization)
    }

    /// *JNX, a company …*, *Gorenje, the Slovene appliance maker*.
    fn by_apposition(&self) -> Option<NameClass> {
        let article = matches!(self.form(self.end + 1), "a" | "an" | "the");
        let of = matches!(self.form(self.end + 2), "of") || self.form(self.end + 2) == "up";
        if self.form(self.end) == ","
            && of
            && matches!(self.form(self.end + 1), "composed" | "made" | "consisting")
        {
            return Some(NameClass::Igo);
        }
        if self.form(self.end) != "," || !article {
            return None;
        }
        let last = self.tokens.len().min(self.end + 2 + REACH);
        let inside = (self.end + 2..last).take_while(|&i| {
            matches!(self.tokens[i].upos, "ADJ" | "NOUN" | "PROPN" | "ADV") || self.form(i) == "-"
        });
        let noun = inside.last()?;
        if self.words.is("settlement-noun", &self.tokens[noun].lemma.to_lowercase()) {
            return Some(NameClass::Place);
        }
        self.is_firm(noun).then_some(NameClass::Organization)
    }

    /// *a Jumbish commander*, *Boko Haram fighters*; *the Enterprise Chamber*.
    fn by_word_after(&self) -> Option<NameClass> {
        let follows = self.tokens.get(self.end).filter(|t| t.upos == "NOUN");
        let armed = follows.is_some_and(|t| self.words.is("armed-noun", &t.lemma.to_lowercase()));
        let owned = follows.is_some_and(|t| self.words.is("firm-part", &t.lemma.to_lowercase()));
        if (armed || owned) && self.end - self.start < 3 {
            return Some(NameClass::Organization);
        }
        let article = self.start > 0 && self.form(self.start - 1).eq_ignore_ascii_case("the");
        let several = self.end - self.start > 1 && (article || self.start > 0);
        class_of_word(self.words, &self.tokens[self.end - 1])
            .filter(|c| several && matches!(c, NameClass::Organization | NameClass::Policy))
    }

    /// *the builder was **Webuild** of Italy*.
    fn by_state(&self) -> Option<NameClass> {
        let of = self.form(self.end) == "of";
        let state = self.names.iter().any(|n| n.start == self.end + 1 && n.class == NameClass::State);
        let before = self.start.checked_sub(1).map_or("", |i| self.form(i));
        let word = self.form(self.start).to_lowercase();
        let common = self.words.nouns.contains_key(&word) || self.words.descriptions.contains_key(&word);
        let one = self.end - self.start == 1 && !matches!(before.to_lowercase().as_str(), "the" | "a" | "an");
        let alone = !before.ends_with("'s") && !before.starts_with(char::is_uppercase) && before != "of";
        (of && state && one && !common && alone).then_some(NameClass::Organization)
    }

    /// *a former boss of **Mastercard***, *an analyst at **Kpler***.
    fn by_head(&self) -> Option<NameClass> {
        let of = self.start.checked_sub(1).filter(|&i| matches!(self.form(i), "of" | "at" | "for"))?;
        let head = of.checked_sub(1).filter(|&i| self.tokens[i].upos == "NOUN")?;
        let heads = self.words.is("firm-head", &self.tokens[head].lemma.to_lowercase());
        let alone = self
            .tokens
            .get(self.end)
            .is_none_or(|t| t.upos != "NOUN" && !matches!(t.form.as_str(), "'s" | "’s"));
        (heads && alone && self.end - self.start < 4).then_some(NameClass::Organization)
    }

    /// *a chipmaker in **Nijmegen***, *a town near **Kunduz***.
    fn by_place(&self) -> Option<NameClass> {
        let before = self.start.checked_sub(1)?;
        let of = self.form(before) == "of";
        let preposition = of || matches!(self.form(before), "in" | "near" | "outside");
        let noun = before.checked_sub(1).is_some_and(|i| {
            let lemma = self.tokens[i].lemma.to_lowercase();
            let lies = !of && (self.is_firm(i) || self.words.is("city-noun", &lemma));
            lies || self.words.is("settlement-noun", &lemma)
        });
        let alone = self
            .tokens
            .get(self.end)
            .is_none_or(|t| t.upos != "NOUN" && !matches!(t.form.as_str(), "'s" | "’s" | "-"));
        let one = self.end - self.start < 3 && self.tokens[self.start].upos == "PROPN";
        (preposition && noun && alone && one).then_some(NameClass::Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyse;

    fn names(text: &str) -> Vec<String> {
        let analysis = analyse(Lexicon::builtin(), text);
        let show = |s: &Sentence, n: &Name| format!("{} {}", n.class.as_str(), words_of(s, n).join(" "));
        analysis.sentences.iter().flat_map(|s| s.names.iter().map(|n| show(s, n))).collect()
    }

    #[test]
    fn a_noun_beside_tells_what_a_name_is() {
        assert!(names("The optics maker Xelvar left Togo.").contains(&"organization Xelvar".to_string()));
        assert!(
            names("Xelvar, a company registered in Togo, sued.").contains(&"organization Xelvar".to_string())
        );
        assert!(names("The police held a Xelvar commander.").contains(&"organization Xelvar".to_string()));
    }

    #[test]
    fn what_is_told_once_is_carried() {
        let text = "The optics maker Xelvar left Togo. Later Xelvar returned.";
        assert_eq!(names(text).iter().filter(|n| *n == "organization Xelvar").count(), 2);
    }
}
