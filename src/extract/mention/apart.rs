//! Which words of a name belong to another name, or to none?

use super::super::scene::Scene;
use super::whole_hit;
use crate::lexicon::{How, Table};
use crate::model::{Name, NameClass};

/// The names that one found name is: *Ukrainian Crimea* is a state's adjective and a place, *Sino-Pakistani* two states;
/// *South American* is none.
pub(super) fn parted(scene: &Scene<'_>, sentence: usize, name: Name) -> Vec<Name> {
    if is_regions_adjective(scene, sentence, &name) {
        return Vec::new();
    }
    if let Some(first) = combining_form(scene, sentence, &name) {
        return vec![first, name];
    }
    if let Some((person, state)) = person_and_state(scene, sentence, &name) {
        return vec![person, state];
    }
    match adjective_and_place(scene, sentence, &name) {
        Some((state, place)) => vec![state, place],
        None => vec![name],
    }
}

/// *South **American** leaders*, *an **East Asian** partner*: people of a part of the world, whatever state has such a word.
pub(super) fn is_regions_adjective(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let is = |class: &str, i: usize| words.is(class, &tree.token(i).form.to_lowercase());
    let last = name.end - 1;
    let first = match name.end - name.start {
        1 => name.start.checked_sub(1),
        2 => Some(name.start),
        _ => None,
    };
    let known = !whole_hit(scene, sentence, name).is_empty();
    let alone = name.end - name.start == 1 && !known;
    let part = first.is_some_and(|f| is("direction", f)) && !(known && name.end - name.start == 2);
    is("region-adjective", last) && (alone || part)
}

/// ***Sino**-Pakistani*, ***Russo**-Iranian*: the short form of a state before a hyphen, which the name finder leaves out.
fn combining_form(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<Name> {
    let tree = &scene.trees[sentence];
    let hyphen = name.start > 1 && matches!(tree.token(name.start - 1).form.as_str(), "-" | "–");
    let start = name.start.checked_sub(2).filter(|_| hyphen && name.class == NameClass::Demonym)?;
    let found = tree.sentence.names.iter().any(|n| n.start <= start && start < n.end);
    let first = Name { start, end: start + 1, class: NameClass::Demonym };
    (!found && is_adjective(scene, sentence, &first)).then_some(first)
}

fn is_adjective(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    whole_hit(scene, sentence, name).iter().any(|(_, how)| *how == How::Demonym)
}

/// *Under **Javier Milei Argentina** has …*: a person in full, and the state behind.
fn person_and_state(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<(Name, Name)> {
    let long = name.class == NameClass::Person && name.end - name.start > 2;
    if !long || !whole_hit(scene, sentence, name).is_empty() {
        return None;
    }
    let person = Name { end: name.end - 1, ..name.clone() };
    let state = Name { start: name.end - 1, end: name.end, class: NameClass::State };
    let is_state = whole_hit(scene, sentence, &state)
        .iter()
        .any(|(id, how)| *how <= How::Alias && scene.lexicon.entry(*id).table == Table::States);
    is_state.then_some((person, state))
}

fn adjective_and_place(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<(Name, Name)> {
    if name.end - name.start < 2 || !whole_hit(scene, sentence, name).is_empty() {
        return None;
    }
    let state = Name { start: name.start, end: name.start + 1, class: NameClass::Demonym };
    let place = Name { start: name.start + 1, end: name.end, class: NameClass::Place };
    let known = whole_hit(scene, sentence, &place)
        .iter()
        .any(|(id, _)| matches!(scene.lexicon.entry(*id).table, Table::Places));
    (known && is_adjective(scene, sentence, &state)).then_some((state, place))
}
