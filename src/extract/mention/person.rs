//! Which person does a name mean, and which words before it are no part of it?
//!
//! *H.E. Kassym-Jomart Tokayev*, *Commissioner Šefčovič* and *Šefčovič* are known by their names alone; *Xi* is Xi Jinping.

use super::{Registry, fold, whole_hit};
use crate::extract::scene::{Scene, Thing};
use crate::lexicon::{EntryId, Table};
use crate::model::{Kind, Name, NameClass, NodeType};

/// *Dr Sparre*, *Ms Wolf*: the person is known by the name.
pub(super) fn without_honorific(scene: &Scene<'_>, sentence: usize, name: &Name) -> Name {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lower = |i: usize| tree.token(i).form.to_lowercase();
    // *Commissioner Šefčovič*, *Premier Li*; a king is known by his title.
    let title = |i: usize| words.offices.contains(&lower(i)) && !words.is("royal-title", &lower(i));
    let mut name = name.clone();
    while name.class == NameClass::Person
        && name.start + 1 < name.end
        && (words.is("honorific", &lower(name.start)) || title(name.start))
    {
        name.start += 1;
    }
    name
}

/// Takes what stands before a person's name off it; *Mr Colby* is nobody but a person. Whether a name is left.
pub(super) fn name_alone(scene: &Scene<'_>, sentence: usize, name: &mut Name) -> bool {
    let first = scene.trees[sentence].token(name.start).form.to_lowercase();
    let addressed = scene.lexicon.words().is("address", &first);
    if addressed
        && matches!(name.class, NameClass::Organization | NameClass::Place)
        && name.end - name.start == 2
    {
        name.class = NameClass::Person;
    }
    *name = without_honorific(scene, sentence, name);
    // *Mexico's **Secretary** of Economy* is nobody's name.
    let last = scene.trees[sentence].token(name.end - 1).form.to_lowercase();
    let words = scene.lexicon.words();
    let only_title =
        name.end - name.start == 1 && words.offices.contains(&last) && !words.is("royal-title", &last);
    name.class != NameClass::Person || !only_title
}

/// Full names first: a surname alone may come before them, in a headline.
pub(super) fn persons_with_full_names(scene: &mut Scene<'_>, registry: &mut Registry) {
    for sentence in 0..scene.trees.len() {
        let names = scene.trees[sentence].sentence.names.iter();
        let names: Vec<Name> = names.map(|name| without_honorific(scene, sentence, name)).collect();
        for name in &names {
            let region = super::apart::is_regions_adjective(scene, sentence, name);
            if name.class == NameClass::Person && name.end - name.start > 1 && !region {
                let form = scene.text(sentence, name.start, name.end).to_string();
                let entry = person_entry(scene, sentence, name);
                person(scene, registry, &form, entry);
            }
        }
    }
}

fn person_entry(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<EntryId> {
    let lexicon = scene.lexicon;
    let whole = whole_hit(scene, sentence, name);
    whole.into_iter().map(|(id, _)| id).find(|&id| lexicon.entry(id).table == Table::Persons)
}

/// A person: by full name, or by a word of it that the text has used.
pub(super) fn person(
    scene: &mut Scene<'_>,
    registry: &mut Registry,
    form: &str,
    entry: Option<EntryId>,
) -> usize {
    if let Some(id) = entry {
        return super::thing_of_entry(scene, registry, id);
    }
    let words: Vec<String> = fold(form).split(' ').map(str::to_string).collect();
    let found =
        registry.persons.iter().rev().copied().find(|&t| same_person(scene, &scene.things[t], &words));
    if let Some(thing) = found {
        if words.len() > 1
            && scene.things[thing].name.split_whitespace().count() < words.len()
            && scene.things[thing].entry.is_none()
        {
            let old = std::mem::replace(&mut scene.things[thing].name, form.to_string());
            scene.things[thing].names.insert(old);
        }
        let why = format!("\"{form}\" is a part or variant of the name \"{}\"", scene.things[thing].name);
        scene.things[thing].why.insert(why);
        return thing;
    }
    let at = scene.add_thing(Thing::new(Kind::Actor, NodeType::Person, form));
    registry.persons.push(at);
    at
}

/// Whether words of a name may name this person: the first or last word of it alone, or all words in any order.
fn same_person(scene: &Scene<'_>, thing: &Thing, words: &[String]) -> bool {
    let spellings = std::iter::once(&thing.name).chain(&thing.names);
    spellings.map(|s| fold(s)).any(|known| {
        let known: Vec<&str> = known.split(' ').collect();
        match words {
            [one] => {
                known.last() == Some(&one.as_str())
                    || (known.len() > 1 && known.first() == Some(&one.as_str()) && known.len() == 3)
                    || known.first() == Some(&one.as_str())
                        && known.len() == 2
                        && !scene.lexicon.words().is("name-particle", one)
            }
            many => {
                let all = |a: &[&str], b: &[String]| b.iter().all(|w| a.contains(&w.as_str()));
                known.len() > 1 && (all(&known, many) || known.iter().all(|w| many.iter().any(|m| m == w)))
            }
        }
    })
}
