//! Which pronouns and descriptions speak of an actor already on stage?
//!
//! Read from left to right. A wrong link is worse than none: where the text around leaves no single candidate, there is
//! no link. Centering (Grosz, Joshi and Weinstein 1995) in its simplest form: subjects before the others, near before far.

use super::ends;
use super::scene::{Scene, Spot};
use super::syntax::Tree;
use crate::lexicon::Sex;
use crate::model::{Kind, NodeType, Reading};
use std::collections::BTreeSet;

/// How many sentences back a pronoun may look.
const PRONOUN_REACH: usize = 2;
/// How many sentences back a description (*the bloc*) may look.
const DESCRIPTION_REACH: usize = 12;
/// How many sentences back a group (*the three partners*) is put together from single mentions.
const GROUP_REACH: usize = 3;

/// Ties pronouns, descriptions and groups to their actors.
pub fn resolve(scene: &mut Scene<'_>) {
    cut_short(scene);
    for sentence in 0..scene.trees.len() {
        let mut token = 0;
        while token < scene.trees[sentence].len() {
            token = read_token(scene, sentence, token).max(token + 1);
        }
    }
}

/// *the Alliance* after *NATO*: a name of one common word is that of a body whose longer name holds it.
fn cut_short(scene: &mut Scene<'_>) {
    for thing in 0..scene.things.len() {
        let t = &scene.things[thing];
        let word = t.name.to_lowercase();
        let short = t.kind == Kind::Actor
            && t.entry.is_none()
            && !t.is_person()
            && !word.contains(' ')
            && scene.lexicon.words().descriptions.contains_key(&word);
        if !short || t.mentions.is_empty() {
            continue;
        }
        let holds = |n: &String| {
            n.contains(' ') && n.split_whitespace().any(|w| w.to_lowercase() == word && w != word)
        };
        let longer = |&o: &usize| {
            let other = &scene.things[o];
            o != thing
                && other.kind == Kind::Actor
                && !other.is_person()
                && other.on_stage()
                && std::iter::once(&other.name).chain(&other.names).any(holds)
        };
        if let Some(body) = (0..scene.things.len()).find(longer) {
            super::mention::merge(scene, thing, body);
        }
    }
}

/// Reads one token; gives the first token after what it read.
fn read_token(scene: &mut Scene<'_>, sentence: usize, token: usize) -> usize {
    if scene.spot_over(sentence, token).is_some_and(|s| !scene.spots[s].nested) {
        return token + 1;
    }
    let tree = &scene.trees[sentence];
    let lower = tree.token(token).form.to_lowercase();
    let found = match lower.as_str() {
        "he" | "him" | "his" | "himself" => one(person_before(scene, sentence, token, Sex::Male)),
        "she" | "her" | "hers" | "herself" => one(person_before(scene, sentence, token, Sex::Female)),
        "it" | "its" | "itself" if !is_expletive(scene, sentence, token) => {
            one(thing_before(scene, sentence, token))
        }
        "they" | "them" | "their" | "themselves" => those_before(scene, sentence, token),
        "both" | "all" | "the" | "these" | "this" | "that" | "two" | "three" | "four" | "five" | "either"
        | "neither" | "each" => {
            return description(scene, sentence, token);
        }
        _ => Vec::new(),
    };
    if found.is_empty() {
        return token + 1;
    }
    let country = country_of(scene, sentence, token, &found);
    let spot = |head: usize, reading: Reading, things: Vec<usize>| Spot {
        sentence,
        start: token,
        end: head + 1,
        head,
        reading,
        things,
        nested: false,
    };
    if let Some((head, states)) = country {
        scene.add_spot(spot(head, Reading::Description, states));
        return head + 1;
    }
    scene.add_spot(spot(token, Reading::Pronoun, found));
    token + 1
}

/// *his country*, *their governments*: the states of the persons, and the noun.
fn country_of(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    persons: &[usize],
) -> Option<(usize, Vec<usize>)> {
    let tree = &scene.trees[sentence];
    let noun =
        tree.head(token).filter(|&h| tree.full_rel(token) == "nmod:poss" && h > token && h < token + 3)?;
    if !scene.lexicon.words().is("home-noun", &tree.lemma(noun)) || scene.spot_over(sentence, noun).is_some()
    {
        return None;
    }
    let states: Option<Vec<usize>> = persons.iter().map(|p| scene.homes.get(p).copied()).collect();
    states.filter(|s| s.len() == 1 || is_plural(tree, noun)).map(|states| (noun, states))
}

fn one(thing: Option<usize>) -> Vec<usize> {
    thing.into_iter().collect()
}

/// *It is clear that …*, *it remains to be seen*: nobody is meant.
fn is_expletive(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    if tree.rel(token) == "expl" {
        return true;
    }
    let Some(head) = tree.head(token) else { return false };
    let clause = tree.kids(head).iter().any(|&k| matches!(tree.rel(k), "csubj" | "ccomp") && k > head);
    let adjective = tree.token(head).upos == "ADJ"
        || matches!(tree.lemma(head).as_str(), "seem" | "appear" | "remain" | "take" | "turn");
    let infinitive = tree
        .kids(head)
        .iter()
        .any(|&k| k > head && matches!(tree.rel(k), "advcl" | "xcomp" | "ccomp" | "acl"));
    tree.rel(token) == "nsubj" && (clause || infinitive) && adjective
}

/// Spots before a place, nearest sentence first, subjects first within a sentence.
fn spots_before(scene: &Scene<'_>, sentence: usize, token: usize, reach: usize) -> Vec<usize> {
    let mut all = Vec::new();
    for back in 0..=reach.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<usize> = scene
            .ids_in(at)
            .filter(|&s| back > 0 || scene.spots[s].end <= token)
            .filter(|&s| !scene.spots[s].nested)
            .collect();
        here.sort_by_key(|&s| (prominence(scene, s), scene.spots[s].start));
        all.extend(here);
    }
    all
}

/// Subjects of the main clause first, other subjects, objects, the rest; possessors and modifiers last.
fn prominence(scene: &Scene<'_>, spot: usize) -> usize {
    let spot = &scene.spots[spot];
    let tree = &scene.trees[spot.sentence];
    let first = tree.first_conjunct(spot.head);
    let depth = tree.ancestors(first).len();
    match tree.rel(first) {
        "nsubj" if depth <= 1 => 0,
        "nsubj" => 1,
        "obj" | "iobj" => 2,
        "obl" | "root" => 3,
        _ => 4,
    }
}

fn person_before(scene: &Scene<'_>, sentence: usize, token: usize, sex: Sex) -> Option<usize> {
    let fits = |t: usize| scene.things[t].is_person() && may_be(scene, t, sex);
    let stance = Stance::of(&scene.trees[sentence], token);
    if matches!(stance, Stance::Owner | Stance::Itself)
        && let Some(subject) = local_subject(scene, sentence, token).filter(|&t| fits(t))
    {
        return Some(subject);
    }
    // *In his April address, Kishida repeated …*: the person follows.
    if let Some(subject) =
        opens_sentence(scene, sentence, token).then(|| subject_of(scene, sentence)).flatten()
        && fits(subject)
    {
        return Some(subject);
    }
    let barred = barred(scene, sentence, token, stance);
    spots_before(scene, sentence, token, PRONOUN_REACH)
        .into_iter()
        .filter_map(|s| match scene.spots[s].things[..] {
            [one] => Some(one).filter(|&t| fits(t)),
            _ => None,
        })
        .find(|t| !barred.contains(t))
}

/// Whether a person's given name allows the sex; names that say nothing allow both.
fn may_be(scene: &Scene<'_>, thing: usize, sex: Sex) -> bool {
    let people = scene.lexicon.people();
    let known = scene.things[thing].name.split_whitespace().find_map(|w| people.given(w));
    known.is_none_or(|known| known == sex || known == Sex::Any)
}

/// Where a pronoun stands in its clause; that decides whom it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stance {
    /// *its troops*: likely the subject of its own clause.
    Owner,
    /// *itself*: the subject of its own clause.
    Itself,
    /// Subject of the sentence's main clause: likely what the sentence before was about.
    MainSubject,
    /// Subject of another clause.
    Subject,
    /// Object or after a preposition: never the subject of its own clause.
    Other,
}

impl Stance {
    fn of(tree: &Tree<'_>, token: usize) -> Self {
        let lower = tree.token(token).form.to_lowercase();
        if lower.ends_with("self") || lower.ends_with("selves") {
            return Self::Itself;
        }
        if matches!(lower.as_str(), "its" | "his" | "their")
            || lower == "her" && tree.full_rel(token) == "nmod:poss"
        {
            return Self::Owner;
        }
        if tree.rel(token) != "nsubj" {
            return Self::Other;
        }
        let main = tree.head(token).is_none_or(|verb| tree.head(verb).is_none());
        if main { Self::MainSubject } else { Self::Subject }
    }
}

/// The verb whose clause a token belongs to.
fn clause_of(tree: &Tree<'_>, token: usize) -> Option<usize> {
    tree.ancestors(token).into_iter().find(|&i| tree.is_verb(i))
}

/// Things that the subject of a token's clause speaks of, the phrase the token is part of aside.
fn local_subjects(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let Some(verb) = clause_of(tree, token) else { return Vec::new() };
    let inside = |head: usize| {
        let (from, to) = tree.extent(head);
        from <= token && token <= to
    };
    let subjects =
        tree.agents(verb).into_iter().filter(|&a| !inside(a) || a < token && is_relative_to(tree, a, verb));
    let spots = subjects.flat_map(|a| tree.with_conjuncts(a)).filter_map(|a| scene.spot_at(sentence, a));
    spots.flat_map(|s| scene.spots[s].things.clone()).collect()
}

/// The noun that a relative clause belongs to is the clause's subject, though the clause stands inside its phrase.
fn is_relative_to(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    tree.ancestors(verb).contains(&noun)
}

fn local_subject(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    match local_subjects(scene, sentence, token)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Whom a pronoun cannot mean: *Orbán defends him*, *Niger handed it over*.
fn barred(scene: &Scene<'_>, sentence: usize, token: usize, stance: Stance) -> Vec<usize> {
    if stance == Stance::Other { local_subjects(scene, sentence, token) } else { Vec::new() }
}

/// What *it* speaks of: the nearest subject that is one thing and no person, else the nearest organisation or state.
fn thing_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let stance = Stance::of(tree, token);
    let of_text = stance == Stance::Owner
        && tree.head(token).is_some_and(|h| scene.lexicon.words().is("text-part", &tree.lemma(h)));
    let fits = |t: usize| {
        let thing = &scene.things[t];
        let texts = matches!(thing.kind, Kind::Agreement | Kind::Policy);
        !thing.is_person() && thing.kind != Kind::Place && (!of_text || texts)
    };
    if matches!(stance, Stance::Owner | Stance::Itself)
        && let Some(subject) = local_subject(scene, sentence, token).filter(|&t| fits(t))
    {
        return Some(subject);
    }
    let barred = barred(scene, sentence, token, stance);
    let single = |s: &usize| match scene.spots[*s].things[..] {
        [one] if fits(one) && !barred.contains(&one) => Some(one),
        _ => None,
    };
    let candidates: Vec<usize> = spots_before(scene, sentence, token, 1)
        .into_iter()
        .filter(|&s| scene.spots[s].reading != Reading::Demonym)
        .collect();
    let allowed = |s: &&usize| {
        let here = scene.spots[**s].sentence == sentence;
        let rank = prominence(scene, **s);
        match stance {
            Stance::MainSubject => !here || rank <= 1,
            Stance::Other => here || rank <= 2 && !names_text(scene, scene.spots[**s].sentence),
            _ => true,
        }
    };
    let chosen = candidates.iter().filter(allowed).find_map(single);
    let chosen = chosen
        .or_else(|| (stance == Stance::MainSubject).then(|| candidates.iter().find_map(single)).flatten());
    chosen.filter(|&t| scene.things[t].kind == Kind::Actor || prominent(scene, &candidates, t))
}

/// Whether a sentence has an agreement or policy without a name, which *it* may mean as well.
fn names_text(scene: &Scene<'_>, sentence: usize) -> bool {
    let tree = &scene.trees[sentence];
    (0..tree.len()).any(|i| {
        matches!(tree.rel(i), "nsubj" | "obj" | "root" | "obl")
            && scene.spot_over(sentence, i).is_none()
            && scene
                .lexicon
                .words()
                .nouns
                .get(&tree.lemma(i))
                .is_some_and(|sort| matches!(sort.kind, Kind::Agreement | Kind::Policy))
    })
}

/// What *they* speaks of: the subject of its own clause for *their* and *themselves*, else the last group.
fn those_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let stance = Stance::of(tree, token);
    let local = local_subjects(scene, sentence, token);
    if matches!(stance, Stance::Owner | Stance::Itself) && local.len() > 1 {
        return local;
    }
    // *European governments, for their part*: the plural before it is meant, and may stand for nobody on stage.
    let nearest = (0..token).rev().find(|&i| tree.rel(i) == "nsubj" && tree.token(i).upos != "PRON");
    let plural = |&i: &usize| tree.token(i).xpos == "NNS" && scene.spot_over(sentence, i).is_none();
    if let Some(subject) = nearest.filter(plural) {
        let actors: Vec<usize> = tree
            .with_conjuncts(subject)
            .into_iter()
            .flat_map(|h| ends::actors_of(scene, sentence, h))
            .collect();
        if actors.len() > 1 {
            return actors;
        }
        let between = |g: &Vec<usize>| {
            let spots = scene.spots_in(sentence).filter(|s| s.start > subject && s.end <= token);
            spots.flat_map(|s| &s.things).any(|t| g.contains(t))
        };
        if !groups_of(scene, sentence, Some(token)).iter().any(between) {
            return Vec::new();
        }
    }
    let found = group_before(scene, sentence, token, None, &[]);
    if stance == Stance::Other && !local.is_empty() && found.iter().all(|t| local.contains(t)) {
        return Vec::new();
    }
    found
}

fn prominent(scene: &Scene<'_>, candidates: &[usize], thing: usize) -> bool {
    candidates.iter().any(|&s| scene.spots[s].things.contains(&thing) && prominence(scene, s) <= 1)
}

/// Groups of actors that a sentence coordinates: *Kenya, Uganda and Rwanda*; spots that stand for several.
fn groups_of(scene: &Scene<'_>, sentence: usize, before: Option<usize>) -> Vec<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let mut groups = Vec::new();
    for spot in scene.spots_in(sentence).filter(|s| !s.nested) {
        if before.is_some_and(|token| spot.end > token)
            || tree.rel(spot.head) == "conj" && spot.things.len() < 2
        {
            continue;
        }
        let mut members = Vec::new();
        for head in tree.with_conjuncts(spot.head) {
            let things = scene.spot_at(sentence, head).map_or_else(Vec::new, |s| scene.actors(s));
            members.extend(things.into_iter().filter(|t| !members.contains(t)).collect::<Vec<_>>());
        }
        if members.len() > 1 {
            groups.push((prominence_of(tree, spot.head), spot.start, members));
        }
    }
    groups.sort();
    groups.into_iter().map(|(_, _, members)| members).collect()
}

fn prominence_of(tree: &super::syntax::Tree<'_>, head: usize) -> usize {
    usize::from(tree.rel(head) != "nsubj")
}

fn all_of(scene: &Scene<'_>, group: &[usize], types: &[NodeType]) -> bool {
    types.is_empty() || group.iter().all(|&t| types.contains(&scene.things[t].ntype))
}

/// The group that *they*, *both countries* or *the three partners* speaks of.
fn group_before(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: Option<usize>,
    types: &[NodeType],
) -> Vec<usize> {
    let fits = |group: &Vec<usize>| size.is_none_or(|n| group.len() == n) && all_of(scene, group, types);
    if let Some(group) = groups_of(scene, sentence, Some(token)).into_iter().find(fits) {
        return group;
    }
    // *During their June summit, Kim and Putin signed …*: the group follows.
    if let Some(group) = groups_of(scene, sentence, None).into_iter().find(fits)
        && opens_sentence(scene, sentence, token)
    {
        return group;
    }
    if let Some(size) = size {
        let here = gathered(scene, sentence, token, size, types, 0);
        if !here.is_empty() {
            return here;
        }
    }
    for back in 1..=PRONOUN_REACH.min(sentence) {
        if let Some(group) = groups_of(scene, sentence - back, None).into_iter().find(fits) {
            return group;
        }
    }
    let Some(size) = size else { return Vec::new() };
    let gathered = gathered(scene, sentence, token, size, types, GROUP_REACH);
    if !gathered.is_empty() {
        return gathered;
    }
    let usual = usual_group(scene, sentence, Some(size), types);
    if !usual.is_empty() {
        return usual;
    }
    last_group(scene, sentence, token, size, types).unwrap_or_default()
}

/// The group of that size that a description has meant before.
fn last_group(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
) -> Option<Vec<usize>> {
    let before = |s: &&Spot| {
        (s.sentence, s.end) <= (sentence, token)
            && s.reading == Reading::Description
            && s.things.len() == size
    };
    let spot = scene.spots.iter().filter(before).max_by_key(|s| (s.sentence, s.start))?;
    all_of(scene, &spot.things, types).then(|| spot.things.clone())
}

/// The single thing that the first subject of a sentence speaks of.
fn subject_of(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let subject = (0..tree.len()).find(|&i| tree.rel(i) == "nsubj")?;
    match scene.spots[scene.spot_at(sentence, subject)?].things[..] {
        [one] => Some(one),
        _ => None,
    }
}

fn opens_sentence(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    (0..tree.len()).find(|&i| tree.rel(i) == "nsubj").is_some_and(|subject| token < subject)
}

/// A group put together from single mentions, by names alone if adjectives (*the Danish diplomat*) make it too large.
fn gathered(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
    reach: usize,
) -> Vec<usize> {
    let all = met_before(scene, sentence, token, size, types, reach, true);
    if !all.is_empty() { all } else { met_before(scene, sentence, token, size, types, reach, false) }
}

/// Going back sentence by sentence until exactly that many are met.
fn met_before(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
    reach: usize,
    adjectives: bool,
) -> Vec<usize> {
    let mut met: Vec<usize> = Vec::new();
    for back in 0..=reach.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<&Spot> = scene
            .spots_in(at)
            .filter(|s| (back > 0 || s.end <= token) && !is_opposed(scene, s))
            .filter(|s| adjectives || s.reading != Reading::Demonym)
            .collect();
        here.sort_by_key(|s| s.start);
        for &thing in here.iter().flat_map(|s| &s.things) {
            let actor = scene.things[thing].kind == Kind::Actor && all_of(scene, &[thing], types);
            if actor && !met.contains(&thing) {
                met.push(thing);
            }
        }
        if met.len() == size {
            return met;
        }
        if met.len() > size {
            break;
        }
    }
    Vec::new()
}

/// *threats from North Korea and China*: whom others face does not belong to them.
fn is_opposed(scene: &Scene<'_>, spot: &Spot) -> bool {
    let tree = &scene.trees[spot.sentence];
    let first = tree.first_conjunct(spot.head);
    tree.preposition(first)
        .is_some_and(|p| matches!(p.as_str(), "from" | "against" | "over" | "on" | "off" | "near"))
}

/// The group of that size that the text coordinates most often so far, if it does so at least twice.
fn usual_group(scene: &Scene<'_>, sentence: usize, size: Option<usize>, types: &[NodeType]) -> Vec<usize> {
    let mut counts: Vec<(BTreeSet<usize>, Vec<usize>, usize)> = Vec::new();
    for at in 0..sentence {
        for group in groups_of(scene, at, None)
            .into_iter()
            .filter(|g| size.is_none_or(|n| g.len() == n) && all_of(scene, g, types))
        {
            let set: BTreeSet<usize> = group.iter().copied().collect();
            match counts.iter_mut().find(|(known, ..)| *known == set) {
                Some(entry) => entry.2 += 1,
                None => counts.push((set, group, 1)),
            }
        }
    }
    let best = counts.iter().map(|c| c.2).max().unwrap_or(0);
    counts.into_iter().find(|c| c.2 == best && best >= 2).map_or_else(Vec::new, |c| c.1)
}

/// *the bloc*, *both countries*, *the two leaders*, *all three*, *the latter*; gives the first token after it.
fn description(scene: &mut Scene<'_>, sentence: usize, token: usize) -> usize {
    let Some(read) = read_description(scene, sentence, token) else { return token + 1 };
    let tree = &scene.trees[sentence];
    let mut types = types_of(scene, &read.noun);
    if types.is_empty() && scene.lexicon.words().is("state-body", &read.noun) {
        types = vec![NodeType::State];
    }
    let plural = read.size.is_none() && is_plural(tree, read.head) && !read.noun.is_empty();
    let things = match (read.size, read.noun.as_str()) {
        _ if plural => {
            let group = group_before(scene, sentence, token, None, &types);
            if group.is_empty() { usual_group(scene, sentence, None, &types) } else { group }
        }
        (_, "latter") => one(last_named(scene, sentence, token)),
        (_, "former") if tree.token(read.head).upos != "ADJ" || read.end == token + 2 => {
            first_of_group(scene, sentence, token)
        }
        (Some(size), noun) => {
            let group = group_before(scene, sentence, token, Some(size), &types);
            // *the two foreign ministers* are not two presidents.
            let others = noun.contains(' ')
                && group.iter().any(|t| {
                    scene
                        .roles
                        .get(t)
                        .is_some_and(|r| !r.iter().any(|r| r.ends_with(noun) || r == "head of government"))
                });
            // *the three leaders* of three states that the text names without their leaders.
            if types == [NodeType::Person] && (group.is_empty() || others) {
                group_before(scene, sentence, token, Some(size), &[NodeType::State])
            } else if types == [NodeType::State] {
                states_or_homes(scene, sentence, token, size, group)
            } else {
                group
            }
        }
        (None, _) if !types.is_empty() => described(scene, sentence, token, &read, &types),
        _ => Vec::new(),
    };
    if things.is_empty() {
        return token + 1;
    }
    for &thing in &things {
        let words = scene.text(sentence, token, read.end).to_string();
        scene.things[thing].why.insert(format!("\"{words}\" points back at it"));
    }
    scene.add_spot(Spot {
        sentence,
        start: token,
        end: read.end,
        head: read.head,
        reading: Reading::Description,
        things,
        nested: false,
    });
    read.end
}

/// *both governments* after sentences about two presidents: the states they speak for, if those are nearer than others.
fn states_or_homes(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    group: Vec<usize>,
) -> Vec<usize> {
    let mut met: Vec<usize> = Vec::new();
    for back in 0..=GROUP_REACH.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<&Spot> = scene.spots_in(at).filter(|s| back > 0 || s.end <= token).collect();
        here.sort_by_key(|s| s.start);
        if back > 0 && group.iter().any(|t| here.iter().any(|s| s.things.contains(t))) && met.is_empty() {
            return group;
        }
        for &thing in here.iter().flat_map(|s| &s.things) {
            let state =
                if scene.things[thing].is_person() { scene.homes.get(&thing).copied() } else { Some(thing) };
            let state = state.filter(|&s| scene.things[s].ntype == NodeType::State);
            met.extend(state.filter(|s| !met.contains(s)));
        }
        if met.len() >= size {
            break;
        }
    }
    if met.len() == size { met } else { group }
}

/// A description as it stands: its noun, how many it says there are (0 for *both* alone), and where it ends.
struct Described {
    noun: String,
    size: Option<usize>,
    head: usize,
    end: usize,
    /// The state whose adjective it bears: *the American president*.
    owner: Option<usize>,
}

/// The state whose adjective or name one token is.
fn state_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = &scene.spots[scene.spot_over(sentence, token)?];
    let one = spot.end == spot.start + 1 && !spot.nested && spot.reading == Reading::Demonym;
    match spot.things[..] {
        [state] if one && scene.things[state].ntype == NodeType::State => Some(state),
        _ => None,
    }
}

fn read_description(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Described> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let (mut at, mut size) = (token, None);
    let (mut definite, mut owner) = (false, None);
    while at < tree.len() && at < token + 5 {
        let lower = tree.token(at).form.to_lowercase();
        match lower.as_str() {
            "the" | "these" | "this" | "that" | "all" | "of" => definite = true,
            "both" | "two" | "either" | "neither" => size = Some(2),
            "each" if token == at => size = Some(2),
            "three" => size = Some(3),
            "four" => size = Some(4),
            "five" => size = Some(5),
            "latter" => {
                return definite.then(|| Described { noun: lower, size, head: at, end: at + 1, owner });
            }
            "former"
                if definite
                    && !matches!(
                        tree.token(at + 1.min(tree.len() - 1 - at)).upos,
                        "NOUN" | "PROPN" | "ADJ"
                    ) =>
            {
                return Some(Described { noun: lower, size, head: at, end: at + 1, owner });
            }
            _ if at > token && definite && state_at(scene, sentence, at).is_some() => {
                owner = state_at(scene, sentence, at);
            }
            _ if matches!(tree.token(at).upos, "ADJ")
                && scene.spot_over(sentence, at).is_none()
                && !words.descriptions.contains_key(&lower)
                && at > token => {}
            _ => break,
        }
        at += 1;
    }
    // *the crown prince*, *the trade bloc*: two nouns that are one description.
    let both = |i: usize| format!("{} {}", lower_at(tree, i), tree.lemma(i + 1).to_lowercase());
    if at > token && at + 1 < tree.len() && words.descriptions.contains_key(&both(at)) {
        at += 1;
    }
    let token_at = |i: usize| (i < tree.len()).then(|| tree.lemma(i).to_lowercase());
    let noun = token_at(at)
        .filter(|_| tree.is_noun(at) && scene.spot_over(sentence, at).is_none())
        .unwrap_or_default();
    // *the pair* is two, *the former colonial power* one description of two words.
    let size = match noun.as_str() {
        "pair" | "duo" if definite && size.is_none() => Some(2),
        "trio" if definite && size.is_none() => Some(3),
        _ => size,
    };
    let apart = matches!(lower_at(tree, token).as_str(), "either" | "neither" | "each");
    let collective = matches!(noun.as_str(), "pair" | "duo" | "trio");
    let noun = at
        .checked_sub(1)
        .map(|before| format!("{} {noun}", lower_at(tree, before)))
        .filter(|both| at > token + 1 && words.descriptions.contains_key(both))
        .unwrap_or(noun);
    let together = definite
        && size.is_none()
        && words.is("group-noun", &noun)
        && is_plural(tree, at.min(tree.len() - 1));
    let known = words.descriptions.contains_key(&noun)
        || words.is("body-member", &noun)
        || together
        || collective
        || size.is_some() && (words.is("state-body", &noun) || words.is("group-noun", &noun));
    if known {
        // *the bloc of states*, *the country that …*: the phrase tells its own thing, nothing before it.
        let told = |rel: &str| match owner {
            Some(_) => matches!(rel, "appos" | "compound" | "flat" | "nmod:desc"),
            None => matches!(rel, "nmod" | "acl" | "appos" | "compound" | "flat"),
        };
        let own = tree.kids(at).iter().any(|&k| k > at && told(tree.rel(k)));
        let modified = !noun.contains(' ')
            && tree
                .kids(at)
                .iter()
                .any(|&k| k > token && k < at && matches!(tree.rel(k), "compound" | "nmod"));
        let plural = is_plural(tree, at);
        let counted = size.is_some() && !apart && !collective;
        let agrees = plural == (counted || together);
        if !agrees || (own || modified) && (size.is_none() || apart) || !(definite || size.is_some()) {
            return None;
        }
        // *the American president* is a person; *the Somali port* is none of those before it.
        if owner.is_some() && (size.is_some() || types_of(scene, &noun) != [NodeType::Person]) {
            return None;
        }
        return Some(Described { noun, size, head: at, end: at + 1, owner });
    }
    if owner.is_some() {
        return None;
    }
    // *both have agreed*, *all three condemned*: the number itself is the subject.
    let last = at.checked_sub(1).filter(|&l| l >= token && size.is_some())?;
    let alone = matches!(tree.rel(last), "nsubj" | "obj" | "obl" | "nmod" | "iobj");
    (alone && at > token).then(|| Described { noun: String::new(), size, head: last, end: last + 1, owner })
}

fn lower_at(tree: &Tree<'_>, token: usize) -> String {
    tree.token(token).form.to_lowercase()
}

fn is_plural(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.token(token).xpos, "NNS" | "NNPS")
}

fn types_of(scene: &Scene<'_>, noun: &str) -> Vec<NodeType> {
    match noun {
        "capital" | "junta" => return vec![NodeType::State],
        "man" | "woman" | "minister" | "signatory" => return vec![NodeType::Person],
        "pair" | "duo" | "trio" | "side" | "party" | "rival" | "foe" | "adversary" | "ally" | "partner" => {
            return Vec::new();
        }
        _ => {}
    }
    scene.lexicon.words().descriptions.get(noun).cloned().unwrap_or_default()
}

/// The nearest actor a singular description may mean. A name that holds the noun (*European Union*, *the Union*) wins.
fn described(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    read: &Described,
    types: &[NodeType],
) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let noun = read.noun.as_str();
    // A title fits few: it may look back through the whole text.
    let reach = if types == [NodeType::Person] { sentence } else { DESCRIPTION_REACH };
    let mut candidates = spots_before(scene, sentence, token, reach);
    if matches!(lower_at(tree, token).as_str(), "that" | "this") {
        // *left **that country***: the one just named, not what the sentence is about.
        candidates.sort_by_key(|&s| std::cmp::Reverse((scene.spots[s].sentence, scene.spots[s].start)));
    }
    let barred = match Stance::of(tree, read.head) {
        Stance::Other => local_subjects(scene, sentence, read.head),
        _ => Vec::new(),
    };
    let single = |s: usize| match scene.spots[s].things[..] {
        [one]
            if types.contains(&scene.things[one].ntype)
                && !barred.contains(&one)
                && is_of_sort(scene, one, noun) =>
        {
            Some(one)
        }
        _ => None,
    };
    let holds = |t: usize| {
        let thing = &scene.things[t];
        let capital = |w: &str| w.to_lowercase() == noun && w.starts_with(char::is_uppercase);
        std::iter::once(&thing.name)
            .chain(&thing.names)
            .any(|n| n.contains(' ') && n.split_whitespace().any(capital))
    };
    // *the Forum*, with its capital: a name cut short, whatever the type.
    if read.head > 0 && tree.token(read.head).form.starts_with(char::is_uppercase) {
        let body = |s: &usize| match scene.spots[*s].things[..] {
            [one] => {
                Some(one).filter(|&t| scene.things[t].kind == Kind::Actor && !scene.things[t].is_person())
            }
            _ => None,
        };
        return one(candidates.iter().filter_map(body).find(|&t| holds(t)));
    }
    let fitting: Vec<usize> = candidates.into_iter().filter_map(single).collect();
    if types == [NodeType::Person] {
        return one(match read.owner {
            Some(owner) => officer_of(scene, owner, noun, &fitting),
            None => in_office(scene, sentence, token, noun, &fitting),
        });
    }
    let named = fitting.iter().copied().find(|&t| holds(t));
    let near = |t: &usize| {
        types.contains(&NodeType::Igo) || sentence - scene.things[*t].last_seen.min(sentence) <= GROUP_REACH
    };
    let ground = fitting.iter().copied().find(|&t| scene.things[t].kind == Kind::Place).filter(near);
    one(named.or(ground).or_else(|| fitting.first().copied().filter(near)))
}

/// *the party* is no army: the gazetteer knows what sort of organisation it lists.
fn is_of_sort(scene: &Scene<'_>, thing: usize, noun: &str) -> bool {
    let entry = scene.things[thing].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    let sort = entry.and_then(|e| e.sort.as_deref());
    let wanted: &[&str] = match noun {
        "party" | "ruling party" | "opposition party" | "movement" => &["party", "movement", "armed group"],
        "company" | "firm" | "manufacturer" | "carmaker" | "chipmaker" | "airline" => &["company", "bank"],
        "court" | "tribunal" => &["court"],
        "island" | "archipelago" => &["island"],
        "territory" | "enclave" | "exclave" => &["region", "island", "peninsula"],
        _ => return true,
    };
    sort.is_none_or(|s| wanted.contains(&s))
}

/// *the American president*: the person of that state with the title, or the only one whom the gazetteer knows for it.
fn officer_of(scene: &Scene<'_>, owner: usize, noun: &str, nearest: &[usize]) -> Option<usize> {
    let known = |t: usize| {
        let entry = scene.things[t].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        entry.is_some_and(|e| {
            e.states
                .iter()
                .any(|s| scene.things[owner].entry.as_deref() == Some(format!("states/{s}").as_str()))
        })
    };
    let holds = |t: usize| scene.homes.get(&t) == Some(&owner) || known(t);
    let titled = |t: usize| scene.roles.get(&t).is_some_and(|r| r.iter().any(|r| r.ends_with(noun)));
    let theirs: BTreeSet<usize> = nearest.iter().copied().filter(|&t| holds(t)).collect();
    let mut in_title = nearest.iter().copied().filter(|t| theirs.contains(t) && titled(*t));
    in_title.next().or_else(|| {
        let only = theirs.iter().copied().find(|_| theirs.len() == 1)?;
        (!scene.roles.contains_key(&only) && matches!(noun, "president" | "leader" | "prime minister"))
            .then_some(only)
    })
}

/// *the president*: the nearest person whom the text gives that title; *the leader*, *the author*
/// the nearest person at all.
fn in_office(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    noun: &str,
    nearest: &[usize],
) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let near = |t: &usize| sentence - scene.things[*t].last_seen.min(sentence) <= GROUP_REACH;
    let other = (token..tree.len().min(token + 3)).any(|i| {
        matches!(lower_at(tree, i).as_str(), "next" | "new" | "first" | "last" | "future" | "previous")
    });
    if other {
        return None;
    }
    let titled = |t: &usize| {
        scene
            .roles
            .get(t)
            .is_some_and(|roles| roles.iter().any(|r| r == noun || r.ends_with(&format!(" {noun}"))))
    };
    if let Some(known) = nearest.iter().copied().find(titled) {
        return Some(known);
    }
    let title = scene.lexicon.words().offices.contains(noun) && !matches!(noun, "leader" | "ruler" | "chief");
    nearest.first().copied().filter(|_| !title).filter(near)
}

/// *the latter*: the actor named last before it.
fn last_named(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let before = |s: &&Spot| (s.sentence == sentence && s.end <= token) || s.sentence + 1 == sentence;
    let mut spots: Vec<&Spot> = scene.spots.iter().filter(before).filter(|s| !s.nested).collect();
    spots.sort_by_key(|s| (s.sentence, s.start));
    spots
        .into_iter()
        .rev()
        .find_map(|s| s.things.first().copied().filter(|&t| scene.things[t].kind == Kind::Actor))
}

fn first_of_group(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    group_before(scene, sentence, token, Some(2), &[]).into_iter().take(1).collect()
}
