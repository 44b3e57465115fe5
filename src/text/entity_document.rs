//! What does one sentence tell of the names in another?
//!
//! A text introduces its names: *the Trilateral Security Cooperation Framework (TSCF)*, *President Kishida Fumio*. What is
//! sure there is carried to where only the acronym, the surname or the same words stand.

use crate::lexicon::Lexicon;
use crate::model::{Name, NameClass, Sentence, Token};
use std::collections::{HashMap, HashSet};

/// How often each class was seen for one name.
type Votes = [u32; NameClass::ALL.len()];

/// What a text tells of its names.
#[derive(Default)]
struct Told<'t> {
    /// Words of a name of several words, by the first → the others, and the votes.
    long: HashMap<&'t str, Vec<(Vec<&'t str>, Votes)>>,
    /// Acronyms introduced in brackets.
    acronyms: HashMap<&'t str, NameClass>,
    /// First and last words of persons' full names.
    persons: HashSet<&'t str>,
    /// Words that the text also writes small.
    small: HashSet<&'t str>,
}

/// Carries what is sure in one sentence to the others.
pub fn carry(lexicon: &Lexicon, sentences: &mut [Sentence]) {
    let told = listen(sentences);
    let renewed: Vec<Vec<Name>> = sentences.iter().map(|sentence| renew(lexicon, &told, sentence)).collect();
    for (sentence, names) in sentences.iter_mut().zip(renewed) {
        sentence.names = names;
    }
}

fn listen(sentences: &[Sentence]) -> Told<'_> {
    let mut told = Told::default();
    for sentence in sentences {
        let tokens = &sentence.tokens;
        told.small
            .extend(tokens.iter().map(|t| t.form.as_str()).filter(|f| f.starts_with(char::is_lowercase)));
        for name in &sentence.names {
            let words: Vec<&str> = tokens[name.start..name.end].iter().map(|t| t.form.as_str()).collect();
            if let Some(acronym) = introduced(tokens, name) {
                told.acronyms.entry(acronym).or_insert(name.class);
            }
            let [first, rest @ ..] = words.as_slice() else { continue };
            if let Some(last) = rest.last() {
                if name.class == NameClass::Person {
                    told.persons.extend([*first, *last].into_iter().filter(|word| word.chars().count() > 2));
                }
                vote(told.long.entry(first).or_default(), rest, name.class);
            }
        }
    }
    told
}

fn vote<'t>(list: &mut Vec<(Vec<&'t str>, Votes)>, rest: &[&'t str], class: NameClass) {
    match list.iter_mut().find(|(words, _)| words == rest) {
        Some((_, votes)) => votes[class as usize] += 1,
        None => {
            let mut votes = Votes::default();
            votes[class as usize] = 1;
            list.push((rest.to_vec(), votes));
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }
}

/// The acronym in brackets after a name of several words that it may stand for.
fn introduced<'t>(tokens: &'t [Token], name: &Name) -> Option<&'t str> {
    let [open, acronym, close] = tokens.get(name.end..name.end + 3)? else { return None };
    let form = acronym.form.as_str();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let bracketed = open.form == "(" && close.form == ")";
    let first = tokens[name.start].form.chars().next()?;
    let initial =
        form.starts_with(first) || tokens[name.start..name.end].iter().any(|t| t.form.contains(form));
    let fits = name.class != NameClass::Person && name.end - name.start > 1 && capitals > 1 && initial;
    (bracketed && fits).then_some(form)
}

fn renew(lexicon: &Lexicon, told: &Told<'_>, sentence: &Sentence) -> Vec<Name> {
    let tokens = &sentence.tokens;
    let mut names = sentence.names.clone();
    let mut at = 0;
    while at < tokens.len() {
        at = long(told, tokens, at, &mut names).max(at + 1);
    }
    for at in 0..tokens.len() {
        short(lexicon, told, tokens, at, &mut names);
    }
    names.sort_by_key(|name| name.start);
    names
}

/// Sets a long name told elsewhere, unless it would cut another; gives the place after it.
fn long(told: &Told<'_>, tokens: &[Token], at: usize, names: &mut Vec<Name>) -> usize {
    let Some(list) = told.long.get(tokens[at].form.as_str()) else { return at };
    for (rest, votes) in list {
        let end = at + 1 + rest.len();
        let same =
            tokens.get(at + 1..end).is_some_and(|t| t.iter().zip(rest).all(|(t, word)| t.form == *word));
        if !same {
            continue;
        }
        let apart = |name: &Name| name.end <= at || end <= name.start;
        let inside = |name: &Name| at <= name.start && name.end <= end;
        if names.iter().all(|name| apart(name) || inside(name)) {
            names.retain(apart);
            names.push(Name { start: at, end, class: winner(votes) });
            return end;
        }
    }
    at
}

fn winner(votes: &Votes) -> NameClass {
    NameClass::ALL.into_iter().fold(NameClass::Person, |best, class| {
        if votes[class as usize] > votes[best as usize] { class } else { best }
    })
}

/// Sets an acronym or a person's short name told elsewhere.
fn short(lexicon: &Lexicon, told: &Told<'_>, tokens: &[Token], at: usize, names: &mut Vec<Name>) {
    let form = tokens[at].form.as_str();
    let covering = names.iter().position(|name| name.start <= at && at < name.end);
    if covering.is_some_and(|c| names[c].end - names[c].start > 1) {
        return;
    }
    let class = match told.acronyms.get(form) {
        Some(class) => *class,
        None if told.persons.contains(form)
            && is_person(lexicon, told, tokens, at, covering.map(|c| names[c].class)) =>
        {
            NameClass::Person
        }
        None => return,
    };
    match covering {
        Some(c) => names[c].class = class,
        None => names.push(Name { start: at, end: at + 1, class }),
    }
}

/// Whether a word that is part of a person's full name elsewhere is that person here.
fn is_person(
    lexicon: &Lexicon,
    told: &Told<'_>,
    tokens: &[Token],
    at: usize,
    class: Option<NameClass>,
) -> bool {
    let form = tokens[at].form.as_str();
    let capital = |at: usize| tokens.get(at).is_some_and(|t| t.form.starts_with(char::is_uppercase));
    let before = at.checked_sub(1).map(|b| tokens[b].form.to_lowercase());
    let title = before.as_ref().is_some_and(|b| lexicon.heads().class(b) == Some(NameClass::Person));
    let placed =
        before.as_ref().is_some_and(|b| matches!(b.as_str(), "in" | "at" | "near" | "from" | "to" | "into"));
    let stands_alone = capital(at) && !capital(at + 1) && (title || at < 2 || !capital(at - 1));
    match class {
        None => stands_alone && (at > 0 || !told.small.contains(form.to_lowercase().as_str())),
        Some(NameClass::Place | NameClass::Organization) => stands_alone && !placed,
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn carried(text: &str, marked: &[(&str, NameClass)]) -> Vec<String> {
        let mut sentences = tokenise(text);
        for sentence in &mut sentences {
            for (words, class) in marked {
                let words: Vec<&str> = words.split(' ').collect();
                let at = sentence
                    .tokens
                    .windows(words.len())
                    .position(|w| w.iter().zip(&words).all(|(t, w)| t.form == *w));
                if let Some(start) = at.filter(|_| sentence.names.is_empty()) {
                    sentence.names.push(Name { start, end: start + words.len(), class: *class });
                }
            }
        }
        carry(Lexicon::builtin(), &mut sentences);
        let show = |s: &Sentence, n: &Name| {
            let words: Vec<&str> = s.tokens[n.start..n.end].iter().map(|t| t.form.as_str()).collect();
            format!("{} {}", n.class.as_str(), words.join(" "))
        };
        sentences.iter().flat_map(|s| s.names.iter().map(|n| show(s, n))).collect()
    }

    #[test]
    fn an_acronym_is_carried() {
        let text = "The Coastal Watch Framework (CWF) began. Critics call the CWF weak.";
        let told = [("Coastal Watch Framework", NameClass::Agreement)];
        assert_eq!(
            carried(text, &told),
            ["agreement Coastal Watch Framework", "agreement CWF", "agreement CWF"]
        );
    }

    #[test]
    fn a_party_in_brackets_is_no_acronym_of_a_person() {
        let text = "Maria Keller (SPD) won. The SPD cheered.";
        assert_eq!(carried(text, &[("Maria Keller", NameClass::Person)]), ["person Maria Keller"]);
    }

    #[test]
    fn a_surname_is_carried_whatever_the_order() {
        let text =
            "They met Prime Minister Kishida Fumio. For Kishida, it was a success. In June Fumio left.";
        let told = [("Kishida Fumio", NameClass::Person)];
        assert_eq!(carried(text, &told), ["person Kishida Fumio", "person Kishida"]);
    }

    #[test]
    fn a_word_written_small_elsewhere_is_no_name() {
        let text = "We saw Mark Rutte. Mark the day. They mark it.";
        assert_eq!(carried(text, &[("Mark Rutte", NameClass::Person)]), ["person Mark Rutte"]);
    }
}
