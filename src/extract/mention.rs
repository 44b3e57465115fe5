//! Which names stand in the text, and what do they name?
//!
//! Every name of the name finder becomes a spot. The gazetteer says which thing it is where it knows; a capital is its
//! government or the city by its place in the sentence; names inside names (*Japan* in *EU–Japan Digital Partnership*)
//! become spots of their own and belong to the outer thing.

mod acronym;
mod apart;
mod common;
mod person;

use super::scene::{Scene, Spot, Thing};
use super::sort;
use super::syntax::Tree;
use crate::lexicon::{Entry, EntryId, How, Table};
use crate::model::{Edtf, Kind, Name, NameClass, NodeType, Reading};
use person::{person, persons_with_full_names, without_honorific};
use std::collections::BTreeMap;

/// Finds the thing a name belongs to, across a text.
#[derive(Default)]
struct Registry {
    by_entry: BTreeMap<String, usize>,
    by_name: BTreeMap<(Kind, String), usize>,
    /// Acronyms that the text itself introduces.
    acronyms: BTreeMap<String, usize>,
    /// Persons by first and by last word of their name, in the order of the text.
    persons: Vec<usize>,
}

/// Turns all names into spots and things.
pub fn names(scene: &mut Scene<'_>) {
    let mut registry = Registry::default();
    persons_with_full_names(scene, &mut registry);
    for sentence in 0..scene.trees.len() {
        let found = scene.trees[sentence].sentence.names.iter();
        let names = found.filter_map(|name| trimmed(scene, sentence, name));
        let names: Vec<Name> = names.flat_map(|name| apart::parted(scene, sentence, name)).collect();
        for name in &names {
            read_name(scene, &mut registry, sentence, name);
        }
        acronym::introduce(scene, &mut registry, sentence, &names);
        acronym::define(scene, &mut registry, sentence);
    }
    acronym::spread(scene, &registry);
    for sentence in 0..scene.trees.len() {
        acronym::known_as(scene, sentence);
    }
    shorter_names(scene);
    capitals(scene, &mut registry);
    known_parties(scene, &registry);
    states_of_places(scene, &mut registry);
    common::settle(scene, &mut registry);
}

/// A name without lower-case words around it that are no part of it: *Egyptian military* is *Egyptian*, *Camp David summit*
/// stays; none where no word is written like a name.
fn trimmed(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<Name> {
    let tree = &scene.trees[sentence];
    let mut name = name.clone();
    if !whole_hit(scene, sentence, &name).is_empty() && !is_states_body(scene, sentence, &name) {
        return Some(name);
    }
    if !person::name_alone(scene, sentence, &mut name) {
        return None;
    }
    let like_name = |i: usize| tree.token(i).form.chars().any(|c| c.is_uppercase() || c.is_numeric());
    let heads_made_thing = |i: usize| {
        let made = matches!(name.class, NameClass::Agreement | NameClass::Event | NameClass::Policy);
        made && scene.lexicon.words().nouns.contains_key(&tree.lemma(i))
    };
    let past = past_owner(scene, sentence, &name);
    let rest = Name { start: past, ..name.clone() };
    // *NATO's **Kosovo Force***: what the gazetteer knows by itself has a name of its own.
    if made_class(name.class) || past > name.start && !whole_hit(scene, sentence, &rest).is_empty() {
        name.start = past;
    }
    let mut end = name.end;
    let weekday = |i: usize| scene.lexicon.time().is("weekday", &tree.token(i).form.to_lowercase());
    while end > name.start && weekday(end - 1) {
        end -= 1;
    }
    while end > name.start && !like_name(end - 1) && !heads_made_thing(end - 1) {
        end -= 1;
    }
    let mut start = name.start;
    while start < end && !like_name(start) {
        start += 1;
    }
    if (name.start, name.end) != (start, end) && start < end {
        (name.start, name.end) = (start, end);
        let state = whole_hit(scene, sentence, &name)
            .iter()
            .any(|(id, _)| scene.lexicon.entry(*id).table == Table::States);
        name.class = if state { NameClass::Demonym } else { name.class };
    }
    if start == end
        || !(start..end).any(|i| tree.token(i).form.chars().next().is_some_and(char::is_uppercase))
    {
        return None;
    }
    name.class = class_by_noun(scene, sentence, &name);
    let only_word = end - start == 1
        && matches!(
            tree.token(start).upos,
            "ADV" | "SCONJ" | "CCONJ" | "ADP" | "DET" | "PRON" | "AUX" | "INTJ"
        );
    (!only_word || !whole_hit(scene, sentence, &name).is_empty()).then_some(name)
}

/// *Egyptian military*: a state's adjective and common words; whoever they are, they act for the state.
fn is_states_body(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    let tree = &scene.trees[sentence];
    let small = |i: usize| tree.token(i).form.starts_with(char::is_lowercase);
    let first = Name { start: name.start, end: name.start + 1, class: NameClass::Demonym };
    let adjective = || whole_hit(scene, sentence, &first).iter().any(|(_, how)| *how == How::Demonym);
    name.class == NameClass::Organization
        && name.end - name.start > 1
        && (name.start + 1..name.end).all(small)
        && adjective()
}

fn made_class(class: NameClass) -> bool {
    matches!(class, NameClass::Agreement | NameClass::Event | NameClass::Policy)
}

/// *the EU's separate Digital Partnership*: the owner and small words after it are no part of the name.
fn past_owner(scene: &Scene<'_>, sentence: usize, name: &Name) -> usize {
    let tree = &scene.trees[sentence];
    let mark = (name.start + 1..name.end).find(|&i| matches!(tree.token(i).form.as_str(), "'s" | "’s"));
    let Some(mark) = mark.filter(|&m| m + 1 < name.end) else { return name.start };
    let owner = Name { start: name.start, end: mark, class: NameClass::State };
    if whole_hit(scene, sentence, &owner).is_empty() { name.start } else { mark + 1 }
}

/// *Fourth Nile Valley **Consultation***: what the noun at its end calls a meeting is no place, whatever the tagger says.
fn class_by_noun(scene: &Scene<'_>, sentence: usize, name: &Name) -> NameClass {
    let tree = &scene.trees[sentence];
    let last = tree.token(name.end - 1);
    let several = name.end - name.start > 1 && last.form.starts_with(char::is_uppercase);
    let known = !whole_hit(scene, sentence, name).is_empty();
    let sort = scene.lexicon.words().nouns.get(&last.lemma.to_lowercase()).filter(|_| several && !known);
    match (name.class, sort.map(|s| (s.kind, s.ntype))) {
        (NameClass::Place | NameClass::Person, Some((Kind::Agreement, _))) => NameClass::Agreement,
        (
            NameClass::Place | NameClass::Person | NameClass::Agreement,
            Some((Kind::Event, NodeType::Meeting)),
        ) => NameClass::Event,
        // *the Oslo Business **Forum, held** in May*: some are bodies, those that are held are not.
        (NameClass::Organization | NameClass::Igo, Some((Kind::Event, NodeType::Meeting)))
            if is_held(scene, sentence, name) =>
        {
            NameClass::Event
        }
        (class, _) => class,
    }
}

/// Whether a name is that of something held or attended: *opened the Forum*, *the Forum held in May*, *during the Forum*.
fn is_held(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    let tree = &scene.trees[sentence];
    let head = head_of(tree, name.start, name.end);
    let words = scene.lexicon.words();
    let holds = |v: usize| ["hold", "attend", "convene"].iter().any(|c| words.is(c, &tree.lemma(v)));
    let during = matches!(tree.preposition(head).as_deref(), Some("at" | "during"));
    let object = matches!(tree.full_rel(head), "obj" | "nsubj:pass") && tree.head(head).is_some_and(holds);
    let told = tree.kids_by(head, "acl").any(|k| tree.patients(k).contains(&head) && holds(k));
    during || object || told
}

/// What the gazetteer makes of the whole of a name.
fn whole_hit(scene: &Scene<'_>, sentence: usize, name: &Name) -> Vec<(EntryId, How)> {
    let tokens = &scene.trees[sentence].sentence.tokens[name.start..name.end];
    let hits = scene.lexicon.gazetteer().find(tokens);
    hits.into_iter().find(|h| h.start == 0 && h.end == tokens.len()).map_or_else(Vec::new, |h| h.entries)
}

fn read_name(scene: &mut Scene<'_>, registry: &mut Registry, sentence: usize, name: &Name) {
    if is_portfolio(scene, sentence, name) {
        let tree = &scene.trees[sentence];
        let of = (name.start + 1..name.end).find(|&i| tree.token(i).form == "of");
        let rest = of.map(|i| Name { start: i + 1, ..name.clone() }).filter(|n| n.start < n.end);
        return rest.map_or((), |rest| names_inside(scene, registry, sentence, &rest, None));
    }
    let form = scene.text(sentence, name.start, name.end).to_string();
    let head = head_of(&scene.trees[sentence], name.start, name.end);
    let bare = without_honorific(scene, sentence, name);
    let mut entries = whole_hit(scene, sentence, name);
    if entries.is_empty() {
        entries = whole_hit(scene, sentence, &bare);
    }
    if entries.is_empty() && name.class == NameClass::Event {
        entries =
            without_year(scene, sentence, name).map_or_else(Vec::new, |n| whole_hit(scene, sentence, &n));
    }
    let introduced = registry.acronyms.get(&form).copied();
    let (thing, reading) = match choose(scene, sentence, head, name.class, &entries) {
        // The text has said what the letters mean.
        _ if introduced.is_some_and(|t| scene.things[t].on_stage()) => {
            (introduced.unwrap_or_default(), Reading::Name)
        }
        Some(found) => {
            let thing = match found.place {
                true => place(scene, registry, &form),
                false => thing_of_entry(scene, registry, found.entry),
            };
            (thing, found.reading)
        }
        // *Asian*, *Western*: an adjective of no state that the gazetteer knows.
        None if name.class == NameClass::Demonym => return,
        None if only_describes(scene, sentence, name) => {
            names_inside(scene, registry, sentence, name, None);
            return;
        }
        None if name.class == NameClass::Person => {
            let known = scene.text(sentence, bare.start, bare.end).to_string();
            (person(scene, registry, &known, None), Reading::Name)
        }
        None => (unlisted(scene, registry, sentence, name, &form), Reading::Name),
    };
    // *the Council* is what it is called here, and no name by which another text would know it.
    let common = scene.lexicon.words().descriptions.contains_key(&fold(&form));
    if scene.things[thing].name != form && reading != Reading::Demonym && !common {
        scene.things[thing].names.insert(form);
    }
    scene.add_spot(Spot {
        sentence,
        start: name.start,
        end: name.end,
        head,
        reading,
        things: vec![thing],
        nested: false,
    });
    if !matches!(name.class, NameClass::Person | NameClass::State | NameClass::Demonym | NameClass::Place) {
        names_inside(scene, registry, sentence, name, Some(thing));
    }
}

struct Found {
    entry: EntryId,
    reading: Reading,
    /// The city itself is meant, not the government it is the seat of.
    place: bool,
}

/// Which of the gazetteer's meanings the name has here.
fn choose(
    scene: &Scene<'_>,
    sentence: usize,
    head: usize,
    class: NameClass,
    entries: &[(EntryId, How)],
) -> Option<Found> {
    let lexicon = scene.lexicon;
    let fits = |entry: &Entry| match class {
        NameClass::State | NameClass::Demonym => entry.table == Table::States,
        NameClass::Place => matches!(entry.table, Table::Places | Table::States),
        NameClass::Igo | NameClass::Organization => matches!(entry.table, Table::Igos | Table::Organizations),
        _ => entry.class == class,
    };
    let seat = entries.iter().find(|(_, how)| matches!(how, How::Capital | How::Seat));
    if let Some(&(entry, _)) = seat {
        let is_place = is_locative(scene, sentence, head);
        // Brussels is the seat of the Union before it is Belgium's capital: what texts mean by it.
        let entry = entries.iter().find(|(_, how)| *how == How::Seat).map_or(entry, |(id, _)| *id);
        return Some(Found {
            entry,
            reading: if is_place { Reading::Name } else { Reading::Metonym },
            place: is_place,
        });
    }
    // *The White House condemned*: a house that is also a place means those who rule from it, but not in *at the White House*.
    let house = entries.iter().find(|(_, how)| *how == How::Government);
    let placed = entries.iter().any(|(id, _)| lexicon.entry(*id).table == Table::Places);
    if let Some(&(entry, _)) = house.filter(|_| placed && !is_locative(scene, sentence, head)) {
        return Some(Found { entry, reading: Reading::Metonym, place: false });
    }
    let pick = entries
        .iter()
        .find(|(id, _)| fits(lexicon.entry(*id)))
        .or_else(|| entries.iter().find(|(_, how)| *how <= How::Acronym));
    let &(entry, how) = pick?;
    let reading = match how {
        How::Demonym => Reading::Demonym,
        How::Government => Reading::Metonym,
        _ => Reading::Name,
    };
    Some(Found { entry, reading, place: false })
}

/// Whether a city's name means the city: *in Tokyo*, *flew to Tokyo*, *the Tokyo summit*; else it means its government.
fn is_locative(scene: &Scene<'_>, sentence: usize, head: usize) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let first = tree.first_conjunct(head);
    let governor = tree.head(first);
    let governor_is = |class: &str| governor.is_some_and(|g| words.is(class, &tree.lemma(g)));
    if let Some(preposition) = tree.preposition(head).or_else(|| tree.preposition(first)) {
        // *the government in Bogotá* is the state's.
        if preposition == "in"
            && tree.rel(first) == "nmod"
            && (governor_is("state-body") || governor_is("own-government"))
        {
            return false;
        }
        return match preposition.as_str() {
            "to" | "from" | "for" | "towards" | "toward" => governor_is("motion"),
            "of" => governor_is("city-noun"),
            // *rejected by Tokyo*, *talks between Tokyo and Seoul*, *pressure on Seoul*; but *flights between Oslo and Riga*.
            "by" | "among" | "against" => false,
            "between" => governor_is("route-noun"),
            "on" => governor_is("assault-noun") || governor_is("motion"),
            other => words.is("locative", other),
        };
    }
    match tree.rel(first) {
        "obj" => governor_is("city-object"),
        "compound" | "amod" => governor.is_some_and(|g| words.nouns.contains_key(&tree.lemma(g))),
        "appos" => governor.is_some_and(|g| !tree.is_verb(g) && words.is("city-noun", &tree.lemma(g))),
        "nmod" | "obl" => governor_is("motion"),
        "root" => tree.sentence.heading,
        _ => false,
    }
}

/// The thing of a gazetteer entry, with all names the gazetteer knows for it that matter.
fn thing_of_entry(scene: &mut Scene<'_>, registry: &mut Registry, id: EntryId) -> usize {
    let entry = scene.lexicon.entry(id);
    if let Some(&thing) = registry.by_entry.get(&entry.key) {
        return thing;
    }
    let thing = entered(scene, entry);
    let at = scene.add_thing(thing);
    registry.by_entry.insert(entry.key.clone(), at);
    if scene.things[at].is_person() {
        registry.persons.push(at);
    }
    at
}

fn entered(scene: &Scene<'_>, entry: &Entry) -> Thing {
    let mut thing = Thing::new(entry.kind, entry.ntype, entry.name.clone());
    thing.entry = Some(entry.key.clone());
    thing.names.extend(entry.aliases.iter().chain(&entry.acronyms).cloned());
    if matches!(entry.kind, Kind::Event | Kind::Agreement | Kind::Policy) {
        thing.listed = event_date(entry);
        thing.noun = sort::head_noun(scene.lexicon.words(), &entry.name);
    }
    thing.short = entry.acronyms.clone();
    thing
}

/// The thing of an entry found by other means than the name finder.
pub fn thing_of_listed(scene: &mut Scene<'_>, entry: &Entry) -> usize {
    let known =
        (0..scene.things.len()).find(|&t| scene.things[t].entry.as_deref() == Some(entry.key.as_str()));
    known.unwrap_or_else(|| {
        let thing = entered(scene, entry);
        scene.add_thing(thing)
    })
}

/// A series (*Munich Security Conference*) has no date of its own; a war has one from its first to its last day.
fn event_date(entry: &Entry) -> Option<Edtf> {
    let start = Edtf::parse(entry.start.as_deref()?).ok()?;
    match entry.end.as_deref() {
        None | Some("") => Some(start),
        Some("..") => Some(start.since()),
        Some(end) if Some(end) == entry.start.as_deref() => Some(start),
        Some(end) => Edtf::parse(end).ok().map(|end| Edtf::between(&start, &end)),
    }
}

fn place(scene: &mut Scene<'_>, registry: &mut Registry, form: &str) -> usize {
    let found = scene
        .lexicon
        .entries_by_name(form)
        .into_iter()
        .map(|(id, _)| id)
        .find(|&id| scene.lexicon.entry(id).table == Table::Places);
    match found {
        Some(id) => thing_of_entry(scene, registry, id),
        None => by_name(scene, registry, Kind::Place, NodeType::Place, form),
    }
}

fn by_name(scene: &mut Scene<'_>, registry: &mut Registry, kind: Kind, ntype: NodeType, form: &str) -> usize {
    let key = (kind, fold(form));
    if let Some(&thing) = registry.by_name.get(&key).or_else(|| registry.acronyms.get(form)) {
        return thing;
    }
    let at = scene.add_thing(Thing::new(kind, ntype, form));
    registry.by_name.insert(key, at);
    at
}

/// Lower case without full stops and the article: the same name written with small differences.
pub fn fold(form: &str) -> String {
    let lower = form
        .to_lowercase()
        .replace(['’', '‘', '“', '”', '"'], "'")
        .replace(['-', '–', '—'], " ")
        .replace('.', "");
    let words: Vec<&str> = lower.split_whitespace().filter(|w| *w != "the").collect();
    words.join(" ").trim_matches('\'').to_string()
}

/// A name that no list holds: its class and its head noun say what it is.
fn unlisted(
    scene: &mut Scene<'_>,
    registry: &mut Registry,
    sentence: usize,
    name: &Name,
    form: &str,
) -> usize {
    let tree = &scene.trees[sentence];
    let lemmas: Vec<String> = (name.start..name.end).map(|i| tree.lemma(i)).collect();
    let sorted = sort::of_name(scene.lexicon.words(), &lemmas);
    let made = sorted.filter(|s| {
        s.kind == Kind::Agreement
            && matches!(name.class, NameClass::Organization | NameClass::Igo)
            && lemmas.last().is_some_and(|l| scene.lexicon.words().is("agreement-head", l))
    });
    let (kind, ntype) = match name.class {
        _ if made.is_some() => (Kind::Agreement, made.map_or(NodeType::Other, |s| s.ntype)),
        // *Action Plan on Cable Security*: its own noun knows better than the name finder.
        NameClass::Agreement if sorted.is_some_and(|s| s.kind == Kind::Policy) => {
            (Kind::Policy, sorted.map_or(NodeType::Document, |s| s.ntype))
        }
        // *its Security Strategy and **Buildup Programme***: of one sort with what it stands beside.
        NameClass::Organization
            if sorted.is_some_and(|s| s.kind == Kind::Policy) && beside_policy(scene, sentence, name) =>
        {
            (Kind::Policy, sorted.map_or(NodeType::Programme, |s| s.ntype))
        }
        NameClass::State | NameClass::Demonym => (Kind::Actor, NodeType::State),
        NameClass::Igo => (Kind::Actor, NodeType::Igo),
        NameClass::Organization => (Kind::Actor, NodeType::Organization),
        NameClass::Person => (Kind::Actor, NodeType::Person),
        NameClass::Place => (Kind::Place, NodeType::Place),
        NameClass::Agreement => (
            Kind::Agreement,
            sorted.filter(|s| s.kind == Kind::Agreement).map_or(NodeType::Other, |s| s.ntype),
        ),
        NameClass::Policy => {
            (Kind::Policy, sorted.filter(|s| s.kind == Kind::Policy).map_or(NodeType::Programme, |s| s.ntype))
        }
        NameClass::Event => {
            (Kind::Event, sorted.filter(|s| s.kind == Kind::Event).map_or(NodeType::Other, |s| s.ntype))
        }
    };
    if let Some(thing) = shortened(scene, kind, form) {
        return thing;
    }
    let thing = by_name(scene, registry, kind, ntype, form);
    scene.things[thing].noun = sort::head_noun(scene.lexicon.words(), form);
    if kind == Kind::Event && scene.things[thing].date.is_none() {
        scene.things[thing].date = super::time::date_in(scene.lexicon.time(), form);
    }
    thing
}

/// Whether a name is coordinated with a policy that stands before it.
fn beside_policy(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    let tree = &scene.trees[sentence];
    let head = head_of(tree, name.start, name.end);
    let siblings = tree.with_conjuncts(tree.first_conjunct(head));
    siblings.into_iter().filter(|&s| s < name.start).any(|s| {
        scene
            .spot_at(sentence, s)
            .is_some_and(|s| scene.things[scene.spots[s].things[0]].kind == Kind::Policy)
    })
}

/// *Gotland Institute* and *Gotland Institute **for** Maritime Affairs*: one body, told short and in full.
fn shorter_names(scene: &mut Scene<'_>) {
    let plain = |t: &Thing| {
        t.entry.is_none() && matches!(t.ntype, NodeType::Organization | NodeType::Igo) && t.name.contains(' ')
    };
    for short in 0..scene.things.len() {
        if !plain(&scene.things[short]) || !scene.things[short].on_stage() {
            continue;
        }
        let begin = format!("{} ", scene.things[short].name);
        let goes_on = |t: &Thing| {
            let rest = t.name.strip_prefix(&begin);
            rest.is_some_and(|r| ["for ", "of ", "on "].iter().any(|w| r.starts_with(w)))
        };
        let longer: Vec<usize> = (0..scene.things.len())
            .filter(|&t| t != short && plain(&scene.things[t]) && goes_on(&scene.things[t]))
            .collect();
        // *the Ministry of Finance* and *the Ministry of Justice* are not both *the Ministry*.
        if let [one] = longer[..] {
            merge(scene, short, one);
        }
    }
}

/// *the Forum* after *Danube Forum for Regional Security*: one capitalised word of a longer name on stage.
fn shortened(scene: &mut Scene<'_>, kind: Kind, form: &str) -> Option<usize> {
    let word = fold(form);
    let common = scene.lexicon.words().descriptions.contains_key(&word)
        || scene.lexicon.words().nouns.contains_key(&word);
    if word.contains(' ') || !common {
        return None;
    }
    let longer = |t: &Thing| {
        t.kind == kind
            && !t.is_person()
            && t.on_stage()
            && fold(&t.name).split(' ').count() > 1
            && fold(&t.name).split(' ').any(|w| w == word)
    };
    let found = (0..scene.things.len())
        .filter(|&t| longer(&scene.things[t]))
        .max_by_key(|&t| scene.things[t].last_seen)?;
    let why = format!("\"{form}\" is a word of \"{}\"", scene.things[found].name);
    scene.things[found].why.insert(why);
    Some(found)
}

/// *2021 Shangri-La Dialogue*: the name of the series.
fn without_year(scene: &Scene<'_>, sentence: usize, name: &Name) -> Option<Name> {
    let tree = &scene.trees[sentence];
    let year =
        |i: usize| tree.token(i).form.len() == 4 && tree.token(i).form.bytes().all(|b| b.is_ascii_digit());
    let (first, last) = (year(name.start), year(name.end - 1));
    let (start, end) = (name.start + usize::from(first), name.end - usize::from(last));
    ((first || last) && start < end).then_some(Name { start, end, class: name.class })
}

/// *Russia's war*, *June 2024 summit*, *EU programme*: no word is written as a name but those of other names and dates.
fn only_describes(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    if !matches!(name.class, NameClass::Agreement | NameClass::Event | NameClass::Policy) {
        return false;
    }
    let tree = &scene.trees[sentence];
    let lemmas: Vec<String> = (name.start..name.end).map(|i| tree.lemma(i)).collect();
    // *2019 Bolivian general election* is how elections are named.
    let election =
        sort::of_name(scene.lexicon.words(), &lemmas).is_some_and(|s| s.ntype == NodeType::Election);
    if election && name.end - name.start > 2 {
        return false;
    }
    let tokens = &tree.sentence.tokens[name.start..name.end];
    let hits = scene.lexicon.gazetteer().find(tokens);
    let dated = |i: usize| {
        scene.timexes[sentence].iter().any(|t| t.start <= name.start + i && name.start + i < t.end)
    };
    let month = |form: &str| scene.lexicon.time().get("month", &form.to_lowercase()).is_some();
    let own = |i: usize| {
        !hits.iter().any(|h| h.start <= i && i < h.end && fits_inside(scene, h))
            && !dated(i)
            && !month(&tokens[i].form)
    };
    !(0..tokens.len()).any(|i| own(i) && tokens[i].form.chars().next().is_some_and(char::is_uppercase))
}

/// *the Minister of **Foreign Affairs** of Peru*: what an office is for is no body.
fn is_portfolio(scene: &Scene<'_>, sentence: usize, name: &Name) -> bool {
    let tree = &scene.trees[sentence];
    let body = matches!(name.class, NameClass::Organization | NameClass::Igo);
    let Some(office) = name.start.checked_sub(2).filter(|_| body) else { return false };
    matches!(tree.token(office + 1).form.as_str(), "of" | "for")
        && scene.lexicon.words().is("portfolio-office", &tree.token(office).form.to_lowercase())
}

fn fits_inside(scene: &Scene<'_>, hit: &crate::lexicon::Hit) -> bool {
    hit.entries.iter().any(|(id, _)| {
        matches!(scene.lexicon.entry(*id).table, Table::States | Table::Igos | Table::Places | Table::Persons)
    })
}

/// States, organisations, persons and places inside a longer name, or inside a mere description.
fn names_inside(
    scene: &mut Scene<'_>,
    registry: &mut Registry,
    sentence: usize,
    name: &Name,
    outer: Option<usize>,
) {
    let tokens = &scene.trees[sentence].sentence.tokens[name.start..name.end];
    let mut hits = scene.lexicon.gazetteer().find(tokens);
    // *Export-Import Bank **of the United States***: what is known as a whole holds a state's name as well.
    if let [whole] = &hits[..]
        && whole.end - whole.start == tokens.len()
        && let Some(of) = tokens.iter().rposition(|t| t.form == "of")
    {
        hits = scene.lexicon.gazetteer().find(&tokens[of..]);
        for hit in &mut hits {
            (hit.start, hit.end) = (hit.start + of, hit.end + of);
        }
    }
    let outer_kind = outer.map(|o| scene.things[o].kind);
    for hit in hits.iter().filter(|h| h.end - h.start < name.end - name.start) {
        let fits = |how: How, entry: &Entry| match outer_kind {
            Some(Kind::Actor) => entry.table == Table::States && how != How::Capital,
            _ => matches!(entry.table, Table::States | Table::Igos | Table::Places | Table::Persons),
        };
        let Some(&(id, how)) = hit.entries.iter().find(|(id, how)| fits(*how, scene.lexicon.entry(*id)))
        else {
            continue;
        };
        let (start, end) = (name.start + hit.start, name.start + hit.end);
        let form = scene.text(sentence, start, end).to_string();
        let city = matches!(how, How::Capital | How::Seat) && outer_kind != Some(Kind::Actor);
        let inner = if city { place(scene, registry, &form) } else { thing_of_entry(scene, registry, id) };
        let reading = if how == How::Demonym { Reading::Demonym } else { Reading::Name };
        let head = head_of(&scene.trees[sentence], start, end);
        scene.add_spot(Spot {
            sentence,
            start,
            end,
            head,
            reading,
            things: vec![inner],
            nested: outer.is_some(),
        });
        if let Some(outer) = outer {
            belong(scene, outer, inner);
        }
    }
}

/// What a name inside a name says of the outer thing.
fn belong(scene: &mut Scene<'_>, outer: usize, inner: usize) {
    if outer == inner {
        return;
    }
    match scene.things[inner].kind {
        Kind::Actor => scene.things[outer].parties.insert(inner),
        Kind::Place => scene.things[outer].places.insert(inner),
        _ => false,
    };
}

/// The state of each city and region that the gazetteer knows, waiting behind the stage: *bombed Tel Aviv* is done to it.
/// It becomes a node only if some fact speaks of it.
fn states_of_places(scene: &mut Scene<'_>, registry: &mut Registry) {
    for place in 0..scene.things.len() {
        let (kind, key) = (scene.things[place].kind, scene.things[place].entry.clone());
        let Some(entry) = key.filter(|_| kind == Kind::Place).and_then(|k| scene.lexicon.entry_by_key(&k))
        else {
            continue;
        };
        let [state] = &entry.states[..] else { continue };
        let span = scene.things[place].mentions.first().map(|m| m.span).or(scene.things[place].inside);
        let known = scene
            .lexicon
            .entries_by_name(state)
            .into_iter()
            .find(|(id, how)| *how == How::Name && scene.lexicon.entry(*id).table == Table::States);
        if let (Some((id, _)), Some(span)) = (known, span) {
            let thing = thing_of_entry(scene, registry, id);
            scene.things[thing].inside.get_or_insert(span);
        }
    }
}

/// Parties and participants that the gazetteer knows, as far as they are on stage: to tell which war is meant.
fn known_parties(scene: &mut Scene<'_>, registry: &Registry) {
    for thing in 0..scene.things.len() {
        let Some(entry) = scene.things[thing].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k))
        else {
            continue;
        };
        let on_stage = |name: &String| {
            ["states", "igos", "organizations"]
                .iter()
                .find_map(|t| registry.by_entry.get(&format!("{t}/{name}")))
                .copied()
        };
        let parties: Vec<usize> =
            entry.parties.iter().chain(&entry.participants).filter_map(on_stage).collect();
        let place = entry
            .place
            .iter()
            .filter_map(|p| on_stage(p).or_else(|| registry.by_entry.get(&format!("places/{p}")).copied()));
        let places: Vec<usize> = place.collect();
        scene.things[thing].parties.extend(parties);
        scene.things[thing].places.extend(places);
    }
}

/// *the Somali capital*, *the capital of Chad*: the city, which the gazetteer knows.
fn capitals(scene: &mut Scene<'_>, registry: &mut Registry) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            let tree = &scene.trees[sentence];
            if tree.lemma(token) != "capital" || scene.spot_over(sentence, token).is_some() {
                continue;
            }
            let owners =
                tree.kids(token).iter().filter(|&&k| matches!(tree.rel(k), "amod" | "compound" | "nmod"));
            let spot = owners
                .filter_map(|&k| scene.spot_at(sentence, k))
                .find(|&s| scene.things[scene.spots[s].things[0]].ntype == NodeType::State);
            let Some(spot) = spot else { continue };
            let state = scene.things[scene.spots[spot].things[0]].entry.clone();
            let entry = state.and_then(|key| scene.lexicon.entry_by_key(&key));
            let Some(city) = entry.and_then(|e| e.capitals.first().cloned()) else { continue };
            let start = if scene.spots[spot].start < token { scene.spots[spot].start } else { token };
            let thing = place(scene, registry, &city);
            scene.add_phrase(sentence, (start, token), Reading::Description, thing);
        }
    }
}

/// Moves all that is known of one thing to another.
pub fn merge(scene: &mut Scene<'_>, from: usize, into: usize) {
    if from == into {
        return;
    }
    for spot in &mut scene.spots {
        for thing in &mut spot.things {
            if *thing == from {
                *thing = into;
            }
        }
    }
    let old = scene.things[from].clone();
    for thing in &mut scene.things {
        for set in [&mut thing.parties, &mut thing.places] {
            if set.remove(&from) {
                set.insert(into);
            }
        }
    }
    scene.things[from].mentions.clear();
    scene.things[from].inside = None;
    let target = &mut scene.things[into];
    target.mentions.extend(old.mentions);
    target.inside = target.inside.into_iter().chain(old.inside).min();
    target.mentions.sort();
    target.mentions.dedup();
    target.names.insert(old.name);
    target.names.extend(old.names);
    target.why.extend(old.why);
    target.parties.extend(old.parties);
    target.places.extend(old.places);
    target.date = target.date.take().or(old.date);
    target.last_seen = target.last_seen.max(old.last_seen);
}

/// The token of a run that hangs outside it; the last noun before a preposition where the tree is torn.
pub fn head_of(tree: &Tree<'_>, start: usize, end: usize) -> usize {
    let outside = |i: &usize| tree.head(*i).is_none_or(|h| h < start || h >= end);
    let hanging: Vec<usize> = (start..end).filter(outside).collect();
    match hanging[..] {
        [one] => one,
        _ => hanging.iter().copied().rev().find(|&i| tree.is_noun(i)).unwrap_or(end - 1),
    }
}
