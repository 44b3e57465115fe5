//! What is a thing called that the text only describes?

use super::Phrase;
use super::phrase::left_words;
use crate::extract::scene::{Scene, Thing};
use crate::extract::sort;
use crate::model::{Edtf, Kind, MONTHS, NodeType};

/// A readable, stable name: *Kim–Putin summit, June 2024*, *EU–Japan digital partnership*, *war in Sudan*.
pub(super) fn built_name(scene: &Scene<'_>, sentence: usize, token: usize, phrase: &Phrase) -> String {
    let tree = &scene.trees[sentence];
    let own = |i: &usize| {
        // *run-off* is one noun.
        let half = i + 2 == token && tree.token(i + 1).form == "-" && tree.lemma(token).contains('-');
        scene.spot_over(sentence, *i).is_none()
            && !matches!(tree.rel(*i), "nummod" | "punct" | "cc")
            && !in_timex(scene, sentence, *i)
            && !half
    };
    let words: Vec<&str> = left_words(tree, token)
        .into_iter()
        .filter(own)
        .filter(|&i| {
            i != token
                && tree.token(i).upos != "NUM"
                && !matches!(
                    tree.lemma(i).as_str(),
                    "year"
                        | "month"
                        | "day"
                        | "earlier"
                        | "previous"
                        | "recent"
                        | "latest"
                        | "call"
                        | "so-called"
                        | "further"
                        | "next"
                )
        })
        .map(|i| tree.token(i).form.as_str())
        .collect();
    let mut name = String::new();
    let undergone = undergone_by(scene, sentence, token, phrase);
    // Not those who stand name an election.
    let election = scene.lexicon.words().nouns.get(&tree.lemma(token));
    let election = election.is_some_and(|s| s.ntype == NodeType::Election);
    let parties: Vec<usize> =
        phrase.parties.iter().copied().filter(|&p| !(election && scene.things[p].is_person())).collect();
    if !parties.is_empty() && parties.len() <= 4 && undergone.is_none() {
        let short: Vec<String> = parties.iter().map(|&p| short_name(&scene.things[p])).collect();
        name = short.join("–") + " ";
    }
    for word in words {
        name.push_str(word);
        name.push(' ');
    }
    name.push_str(&noun_of(scene, sentence, token));
    if let Some(person) = undergone {
        name.push_str(&format!(" of {}", scene.things[person].name));
    } else if let Some(&place) = phrase.places.first().filter(|p| !phrase.parties.contains(p)) {
        let link = if scene.things[place].kind == Kind::Place { "at" } else { "in" };
        name.push_str(&format!(" {link} {}", scene.things[place].name));
    } else if let Some(&target) = phrase.targets.first().filter(|p| !phrase.parties.contains(p)) {
        let lemmas: Vec<String> = left_words(tree, token).iter().map(|&i| tree.lemma(i)).collect();
        let link = match sort::of_phrase(scene.lexicon.words(), &lemmas).map(|s| (s.kind, s.ntype)) {
            Some((Kind::Policy, NodeType::Mission)) => "against",
            Some((Kind::Policy, _)) => "on",
            _ if matches!(tree.lemma(token).as_str(), "visit" | "tour" | "trip") => "to",
            _ if scene.lexicon.words().is("attack-family", &tree.lemma(token)) => "on",
            _ if tree.lemma(token) == "case" => "against",
            _ => "of",
        };
        name.push_str(&format!(" {link} {}", scene.things[target].name));
    }
    match &phrase.date {
        Some(date) => format!("{name}, {}", readable(date)),
        None => name,
    }
}

/// *the exercise **Noble Dina***: words with capitals right behind a noun, which no other name covers.
pub(super) fn right_behind(scene: &Scene<'_>, sentence: usize, noun: usize) -> Option<String> {
    let tree = &scene.trees[sentence];
    let own = |&i: &usize| {
        let name = tree.token(i).upos == "PROPN" || tree.token(i).xpos.starts_with("NNP");
        let capital = name && tree.token(i).form.starts_with(char::is_uppercase);
        capital && scene.spot_over(sentence, i).is_none() && !in_timex(scene, sentence, i)
    };
    let last = (noun + 1..tree.len()).take_while(own).last()?;
    Some(scene.text(sentence, noun + 1, last + 1).replace(['\n', '\r'], " "))
}

/// How many words a description may have to be a name as well.
const LONGEST: usize = 9;

/// The words of a description with the phrases right behind its noun: *informal summit **in Kazakhstan***.
pub(super) fn in_full(scene: &Scene<'_>, sentence: usize, start: usize, noun: usize) -> Option<String> {
    let tree = &scene.trees[sentence];
    let telling = |k: usize| {
        let dated = scene.timexes[sentence].iter().any(|t| (t.start..t.end).contains(&k));
        tree.rel(k) == "nmod" && !dated && tree.preposition(k).is_some()
    };
    let last = tree.kids(noun).iter().copied().filter(|&k| k > noun && telling(k)).min()?;
    let (first, end) = tree.extent(last);
    let plain = (noun + 1..=end).all(|i| !tree.is_verb(i) && tree.token(i).upos != "PUNCT");
    let short = end + 1 - start <= LONGEST;
    (first == noun + 1 && plain && short)
        .then(|| scene.text(sentence, start, end + 1).replace(['\n', '\r'], " "))
}

/// *the trial **of Mr Diallo***: whom it happens to names it.
fn undergone_by(scene: &Scene<'_>, sentence: usize, token: usize, phrase: &Phrase) -> Option<usize> {
    let undergone = scene.lexicon.words().is("undergone", &scene.trees[sentence].lemma(token));
    phrase.targets.iter().copied().find(|&t| undergone && scene.things[t].is_person())
}

/// *talks* in the plural, *round of talks* with what it is a round of, else the noun alone.
fn noun_of(scene: &Scene<'_>, sentence: usize, token: usize) -> String {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(token);
    let mut inner = tree.prepositional_kids(token, "of").into_iter();
    let round = inner.find(|&k| words.nouns.contains_key(&format!("{lemma} of {}", tree.lemma(k))));
    match round.filter(|_| !words.nouns.contains_key(&lemma)) {
        Some(k) => format!("{lemma} of {}", tree.token(k).form.to_lowercase()),
        None if lemma == "talk" || tree.token(token).xpos == "VBG" => tree.token(token).form.to_lowercase(),
        None => lemma,
    }
}

fn in_timex(scene: &Scene<'_>, sentence: usize, i: usize) -> bool {
    scene.timexes[sentence].iter().any(|t| t.start <= i && i < t.end)
}

/// The surname of a person, the acronym of an organisation that has one, the name of a state.
pub fn short_name(thing: &Thing) -> String {
    if thing.is_person() && !thing.name.is_empty() {
        let words: Vec<&str> = thing.name.split_whitespace().collect();
        // Korean, Chinese and Vietnamese names begin with the surname.
        let joined = |w: &str| {
            w.split_once('-').is_some_and(|(a, b)| a.len() > 2 && b.starts_with(char::is_lowercase))
        };
        let first = match words[..] {
            [family, _, _] if family.len() <= 4 => true,
            [family, given] => family.len() <= 2 || joined(given),
            _ => false,
        };
        return words
            .get(if first { 0 } else { words.len() - 1 })
            .map_or_else(String::new, ToString::to_string);
    }
    let is_acronym = |n: &&String| n.len() <= 6 && n.chars().all(char::is_uppercase);
    let body = matches!(thing.ntype, NodeType::Igo | NodeType::Organization | NodeType::Group);
    let short = std::iter::once(&thing.name).chain(&thing.short).chain(&thing.names).find(is_acronym);
    short.filter(|_| body).unwrap_or(&thing.name).clone()
}

/// A date for a name: *June 2024*, *14 February 2025*, *2021*; intervals by their years.
pub fn readable(date: &Edtf) -> String {
    if date.is_interval() {
        let year = |part: &str| part.get(..4).unwrap_or("").to_string();
        return format!("{}–{}", year(date.start()), year(date.end()))
            .trim_end_matches("–..")
            .trim_start_matches("..–")
            .to_string();
    }
    let plain = date.as_str().trim_end_matches(['~', '?', '%']);
    let parts: Vec<&str> = plain.split('-').collect();
    let month =
        parts.get(1).and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match (parts.as_slice(), month) {
        ([year, _, day], Some(month)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        ([year, _], Some(month)) => format!("{month} {year}"),
        ([year, ..], _) => (*year).to_string(),
        _ => plain.to_string(),
    }
}
