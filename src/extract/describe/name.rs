//! What is a thing called that the text only describes?

use super::Phrase;
use super::phrase::left_words;
use crate::extract::scene::{Scene, Thing};
use crate::model::{Edtf, Kind, MONTHS, NodeType};

/// A readable, stable name: *Kim–Putin summit, June 2024*, *EU–Japan digital partnership*, *war in Sudan*.
pub(super) fn built_name(scene: &Scene<'_>, sentence: usize, token: usize, phrase: &Phrase) -> String {
    let tree = &scene.trees[sentence];
    let own = |i: &usize| {
        scene.spot_over(sentence, *i).is_none()
            && !matches!(tree.rel(*i), "nummod" | "punct" | "cc")
            && !in_timex(scene, sentence, *i)
    };
    let words: Vec<&str> = left_words(tree, token)
        .into_iter()
        .filter(own)
        .filter(|&i| {
            i != token
                && tree.token(i).upos != "NUM"
                && !matches!(tree.lemma(i).as_str(), "year" | "month" | "day")
        })
        .map(|i| tree.token(i).form.as_str())
        .collect();
    let mut name = String::new();
    if !phrase.parties.is_empty() && phrase.parties.len() <= 4 {
        let short: Vec<String> = phrase.parties.iter().map(|&p| short_name(&scene.things[p])).collect();
        name = short.join("–") + " ";
    }
    for word in words {
        name.push_str(word);
        name.push(' ');
    }
    name.push_str(&tree.lemma(token));
    if let Some(&place) = phrase.places.first().filter(|p| !phrase.parties.contains(p)) {
        let link = if scene.things[place].kind == Kind::Place { "at" } else { "in" };
        name.push_str(&format!(" {link} {}", scene.things[place].name));
    } else if let Some(&target) = phrase.targets.first().filter(|p| !phrase.parties.contains(p)) {
        name.push_str(&format!(" of {}", scene.things[target].name));
    }
    match &phrase.date {
        Some(date) => format!("{name}, {}", readable(date)),
        None => name,
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
        let first = words.len() == 3 && words[0].len() <= 4 || thing.name.contains('-');
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
