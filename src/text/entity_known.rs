//! What do known names say where the model is silent or untidy?
//!
//! Ends of names are tidied (no `'s`, no quotation mark, no owner: *South Korea's National Intelligence Service* is two
//! names), and known names that can mean but one thing are put in where the model saw none or only a part.

use crate::lexicon::{Entry, Hit, How, Lexicon};
use crate::model::{Name, NameClass, Token};

/// Tidies the ends of names and parts owners from what they own.
pub fn tidy(lexicon: &Lexicon, tokens: &[Token], hits: &[Hit], names: Vec<Name>) -> Vec<Name> {
    let mut tidied = Vec::with_capacity(names.len());
    for name in names {
        match owner(lexicon, tokens, hits, &name) {
            Some((owner, owned)) => {
                tidied.push(owner);
                tidied.extend(trimmed(tokens, owned));
            }
            None => tidied.extend(trimmed(tokens, name)),
        }
    }
    tidied
}

fn trimmed(tokens: &[Token], mut name: Name) -> Option<Name> {
    if name.class == NameClass::Event {
        name.end = after_vote(tokens, &name);
    }
    while name.start < name.end && EDGES.contains(&tokens[name.start].form.as_str()) {
        name.start += 1;
    }
    while name.start < name.end && EDGES.contains(&tokens[name.end - 1].form.as_str()) {
        name.end -= 1;
    }
    if name.start < name.end {
        after_month(tokens, &mut name);
    }
    (name.start < name.end && speaks(tokens, &name)).then_some(name)
}

/// Takes a date off the front: *in July 2024 Tuareg rebels* names nobody called July.
fn after_month(tokens: &[Token], name: &mut Name) {
    if matches!(name.class, NameClass::Event | NameClass::Agreement | NameClass::Policy) {
        return;
    }
    let digits = |at: usize| tokens[at].form.starts_with(|c: char| c.is_ascii_digit());
    let dated = name.start + 1 < name.end && digits(name.start + 1);
    let placed = name.start > 0
        && matches!(tokens[name.start - 1].form.as_str(), "in" | "since" | "until" | "by" | "In");
    if super::entity_patterns::is_month(&tokens[name.start].form.to_lowercase()) && (dated || placed) {
        name.start += 1;
        while name.start < name.end && digits(name.start) {
            name.start += 1;
        }
    }
}

/// Whether a name has what names have: a capital, or for an event at least a letter or digit.
fn speaks(tokens: &[Token], name: &Name) -> bool {
    let event = name.class == NameClass::Event;
    let sign = |c: char| {
        if event {
            c.is_alphanumeric()
        } else {
            c.is_uppercase() || c.is_numeric() || !c.is_ascii() && c.is_alphabetic()
        }
    };
    tokens[name.start..name.end].iter().any(|token| token.form.contains(sign))
}

/// The end of an election's name: after *election*, save for *election in Tyrol*. *In the 2017 Tyrolean election Huber
/// won* runs two names together.
fn after_vote(tokens: &[Token], name: &Name) -> usize {
    let vote = |token: &Token| VOTES.contains(&token.form.as_str());
    let Some(at) = tokens[name.start..name.end].iter().position(vote).map(|at| name.start + at) else {
        return name.end;
    };
    let joined = tokens[at + 1..name.end]
        .first()
        .is_some_and(|t| matches!(t.form.as_str(), "in" | "of" | "to" | "for"));
    if joined { name.end } else { at + 1 }
}

/// The state that owns the rest of a name, and the rest; none where the whole is known as one name.
fn owner(lexicon: &Lexicon, tokens: &[Token], hits: &[Hit], name: &Name) -> Option<(Name, Name)> {
    let hit = hits.iter().find(|hit| hit.start == name.start && hit.end + 1 < name.end)?;
    let possessive = matches!(tokens[hit.end].form.as_str(), "'s" | "’s" | "'" | "’");
    let state = hit
        .entries
        .iter()
        .any(|(id, how)| *how <= How::Acronym && lexicon.entry(*id).class == NameClass::State);
    if !possessive || !state {
        return None;
    }
    let owner = Name { start: hit.start, end: hit.end, class: NameClass::State };
    Some((owner, Name { start: hit.end + 1, ..name.clone() }))
}

/// Puts in the known names of one meaning that stand free.
pub fn fill(lexicon: &Lexicon, tokens: &[Token], hits: &[Hit], names: &mut Vec<Name>) {
    for hit in hits {
        let apart = |name: &Name| name.end <= hit.start || hit.end <= name.start;
        let within = |name: &Name| {
            let part =
                hit.start <= name.start && name.end <= hit.end && name.end - name.start < hit.end - hit.start;
            // "The Gambia" is the Gambia: an article is no part that was missed.
            part && (name.class != NameClass::State || name.start == hit.start)
        };
        if names.iter().all(|name| apart(name) || within(name))
            && let Some(class) = one_meaning(lexicon, tokens, hit)
        {
            names.retain(apart);
            names.push(Name { start: hit.start, end: hit.end, class });
        }
    }
    names.sort_by_key(|name| name.start);
}

/// The class of a hit that can hardly mean anything else here.
fn one_meaning(lexicon: &Lexicon, tokens: &[Token], hit: &Hit) -> Option<NameClass> {
    let (id, how) = *hit.entries.first()?;
    let entry = lexicon.entry(id);
    let words = hit.end - hit.start;
    let same = |(other, way): &(u32, How)| *way <= How::Acronym && lexicon.entry(*other).class == entry.class;
    match how {
        How::Demonym if alone(tokens, hit) => Some(NameClass::Demonym),
        How::Demonym => None,
        How::Capital | How::Government | How::Seat => None,
        _ if !hit.entries.iter().all(same) => None,
        _ if sure(entry) && (words > 1 || alone(tokens, hit)) => Some(entry.class),
        _ if is_firm(lexicon, tokens, hit, entry) => Some(entry.class),
        _ if words > 1 && tokens[hit.start].form.starts_with(char::is_uppercase) => Some(entry.class),
        _ => None,
    }
}

/// ***Eni** of Italy*, ***Eni**, which …*: a known body of one word, written as no common word is.
fn is_firm(lexicon: &Lexicon, tokens: &[Token], hit: &Hit, entry: &Entry) -> bool {
    let single = hit.end - hit.start == 1 && entry.class == NameClass::Organization && alone(tokens, hit);
    let of_state = || {
        let of = tokens.get(hit.end).is_some_and(|t| t.form == "of");
        of && tokens.get(hit.end + 1).is_some_and(|t| {
            lexicon
                .entries_by_name(&t.form)
                .iter()
                .any(|(id, _)| lexicon.entry(*id).class == NameClass::State)
        })
    };
    single && (of_state() || tokens[hit.start].upos == "PROPN" && hit.start > 0)
}

fn sure(entry: &Entry) -> bool {
    matches!(entry.class, NameClass::State | NameClass::Igo)
}

/// Whether no capitalised word beside it may make it part of another name.
fn alone(tokens: &[Token], hit: &Hit) -> bool {
    let capital = |at: usize| tokens.get(at).is_some_and(|t| t.form.starts_with(char::is_uppercase));
    let before = hit.start > 1 && capital(hit.start - 1);
    !before && !capital(hit.end)
}

/// What no name begins or ends with.
const EDGES: [&str; 23] = [
    "'s", "’s", "'", "’", "\"", "“", "”", "``", "''", ",", ";", ":", "(", ")", "-", "of", "in", "to", "and",
    "for", "the", "with", "on",
];

/// Votes, as elections are named after.
const VOTES: [&str; 4] = ["election", "elections", "referendum", "by-election"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn class_of(text: &str, names: Vec<Name>) -> Vec<(String, NameClass)> {
        let lexicon = Lexicon::builtin();
        let tokens = &tokenise(text)[0].tokens;
        let hits = lexicon.gazetteer().find(tokens);
        let mut tidied = tidy(lexicon, tokens, &hits, names);
        fill(lexicon, tokens, &hits, &mut tidied);
        let span = |n: &Name| tokens[n.start].span.cover(tokens[n.end - 1].span).of(text).to_string();
        tidied.iter().map(|n| (span(n), n.class)).collect()
    }

    #[test]
    fn an_owner_is_a_name_of_its_own() {
        let names = vec![Name { start: 0, end: 5, class: NameClass::Organization }];
        assert_eq!(
            class_of("Kenya's Wildlife Crime Institute said no.", names),
            [
                ("Kenya".into(), NameClass::State),
                ("Wildlife Crime Institute".into(), NameClass::Organization),
            ]
        );
    }

    #[test]
    fn a_month_is_no_part_of_a_person() {
        let names = vec![Name { start: 1, end: 4, class: NameClass::Person }];
        let found = class_of("In July 2024 Irmgard rebelled.", names);
        assert_eq!(found, [("Irmgard".into(), NameClass::Person)]);
    }

    #[test]
    fn known_names_are_put_in() {
        assert_eq!(
            class_of("Troops from Kenya and Chad met Russian envoys.", Vec::new()),
            [
                ("Kenya".into(), NameClass::State),
                ("Chad".into(), NameClass::State),
                ("Russian".into(), NameClass::Demonym),
            ]
        );
    }
}
