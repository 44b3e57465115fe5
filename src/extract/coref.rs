//! Which pronouns and descriptions speak of an actor already on stage?
//!
//! Read from left to right. A wrong link is worse than none: where the text around leaves no single candidate, there is
//! no link. Centering (Grosz, Joshi and Weinstein 1995) in its simplest form: subjects before the others, near before far.

use super::scene::{Scene, Spot};
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
    for sentence in 0..scene.trees.len() {
        let mut token = 0;
        while token < scene.trees[sentence].len() {
            token = read_token(scene, sentence, token).max(token + 1);
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
        "they" | "them" | "their" | "themselves" => group_before(scene, sentence, token, None, &[]),
        "both" | "all" | "the" | "these" | "this" | "that" | "its" | "two" | "three" | "four" | "five" => {
            return description(scene, sentence, token);
        }
        _ => Vec::new(),
    };
    if !found.is_empty() {
        scene.add_spot(Spot {
            sentence,
            start: token,
            end: token + 1,
            head: token,
            reading: Reading::Pronoun,
            things: found,
            nested: false,
        });
    }
    token + 1
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
        let mut here: Vec<usize> = (0..scene.spots.len())
            .filter(|&s| scene.spots[s].sentence == at && (back > 0 || scene.spots[s].end <= token))
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
    // *In his April address, Kishida repeated …*: the person follows.
    if let Some(subject) =
        opens_sentence(scene, sentence, token).then(|| subject_of(scene, sentence)).flatten()
        && scene.things[subject].is_person()
        && may_be(scene, subject, sex)
    {
        return Some(subject);
    }
    spots_before(scene, sentence, token, PRONOUN_REACH)
        .into_iter()
        .filter_map(|s| match scene.spots[s].things[..] {
            [one] if scene.things[one].is_person() => Some(one),
            _ => None,
        })
        .find(|&t| may_be(scene, t, sex))
}

/// Whether a person's given name allows the sex; names that say nothing allow both.
fn may_be(scene: &Scene<'_>, thing: usize, sex: Sex) -> bool {
    let people = scene.lexicon.people();
    let known = scene.things[thing].name.split_whitespace().find_map(|w| people.given(w));
    known.is_none_or(|known| known == sex || known == Sex::Any)
}

/// What *it* speaks of: the nearest subject that is one thing and no person, else the nearest organisation or state.
fn thing_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let candidates = spots_before(scene, sentence, token, 1);
    let single = |s: &usize| match scene.spots[*s].things[..] {
        [one] if !scene.things[one].is_person() && scene.things[one].kind != Kind::Place => Some(one),
        _ => None,
    };
    let not_adjective = |s: &usize| scene.spots[*s].reading != Reading::Demonym;
    candidates
        .iter()
        .filter(|s| not_adjective(s))
        .find_map(single)
        .filter(|&t| scene.things[t].kind == Kind::Actor || prominent(scene, &candidates, t))
}

fn prominent(scene: &Scene<'_>, candidates: &[usize], thing: usize) -> bool {
    candidates.iter().any(|&s| scene.spots[s].things.contains(&thing) && prominence(scene, s) <= 1)
}

/// Groups of actors that a sentence coordinates: *Kenya, Uganda and Rwanda*; spots that stand for several.
fn groups_of(scene: &Scene<'_>, sentence: usize, before: Option<usize>) -> Vec<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let mut groups = Vec::new();
    for spot in scene.spots.iter().filter(|s| s.sentence == sentence && !s.nested) {
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
    let usual = usual_group(scene, sentence, size, types);
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

/// A group put together from single mentions: going back sentence by sentence until exactly that many are met.
fn gathered(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    size: usize,
    types: &[NodeType],
    reach: usize,
) -> Vec<usize> {
    let mut met: Vec<usize> = Vec::new();
    for back in 0..=reach.min(sentence) {
        let at = sentence - back;
        let mut here: Vec<&Spot> = scene
            .spots
            .iter()
            .filter(|s| s.sentence == at && (back > 0 || s.end <= token) && !is_opposed(scene, s))
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
fn usual_group(scene: &Scene<'_>, sentence: usize, size: usize, types: &[NodeType]) -> Vec<usize> {
    let mut counts: Vec<(BTreeSet<usize>, Vec<usize>, usize)> = Vec::new();
    for at in 0..sentence {
        for group in
            groups_of(scene, at, None).into_iter().filter(|g| g.len() == size && all_of(scene, g, types))
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
        types = vec![NodeType::State, NodeType::Igo];
    }
    let things = match (read.size, read.noun.as_str()) {
        (_, "latter") => one(last_named(scene, sentence, token)),
        (_, "former") if tree.token(read.head).upos != "ADJ" || read.end == token + 2 => {
            first_of_group(scene, sentence, token)
        }
        (Some(size), _) => {
            let group = group_before(scene, sentence, token, Some(size), &types);
            // *the three leaders* of three states that the text names without their leaders.
            let by_state = group.is_empty() && types == [NodeType::Person];
            if by_state {
                group_before(scene, sentence, token, Some(size), &[NodeType::State])
            } else {
                group
            }
        }
        (None, noun) if !types.is_empty() => described(scene, sentence, token, noun, &types),
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

/// A description as it stands: its noun, how many it says there are (0 for *both* alone), and where it ends.
struct Described {
    noun: String,
    size: Option<usize>,
    head: usize,
    end: usize,
}

fn read_description(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Described> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let (mut at, mut size) = (token, None);
    let mut definite = false;
    while at < tree.len() && at < token + 5 {
        let lower = tree.token(at).form.to_lowercase();
        match lower.as_str() {
            "the" | "these" | "this" | "that" | "all" | "of" => definite = true,
            "both" | "two" => size = Some(2),
            "three" => size = Some(3),
            "four" => size = Some(4),
            "five" => size = Some(5),
            "latter" => return definite.then(|| Described { noun: lower, size, head: at, end: at + 1 }),
            "former" if definite && !tree.token(at + 1.min(tree.len() - 1 - at)).upos.starts_with('N') => {
                return Some(Described { noun: lower, size, head: at, end: at + 1 });
            }
            _ if matches!(tree.token(at).upos, "ADJ")
                && scene.spot_over(sentence, at).is_none()
                && !words.descriptions.contains_key(&lower)
                && at > token => {}
            _ => break,
        }
        at += 1;
    }
    let token_at = |i: usize| (i < tree.len()).then(|| tree.lemma(i));
    let noun = token_at(at)
        .filter(|_| tree.is_noun(at) && scene.spot_over(sentence, at).is_none())
        .unwrap_or_default();
    let known = words.descriptions.contains_key(&noun)
        || words.is("body-member", &noun)
        || size.is_some() && words.is("state-body", &noun);
    if known {
        // *the bloc of states*, *the country that …*: the phrase tells its own thing, nothing before it.
        let own = tree
            .kids(at)
            .iter()
            .any(|&k| k > at && matches!(tree.rel(k), "nmod" | "acl" | "appos" | "compound" | "flat"));
        let modified =
            tree.kids(at).iter().any(|&k| k > token && k < at && matches!(tree.rel(k), "compound" | "nmod"));
        let plural = tree.token(at).xpos.ends_with('S') && tree.token(at).xpos.starts_with("NN");
        if plural != size.is_some() || (own || modified) && size.is_none() || !(definite || size.is_some()) {
            return None;
        }
        return Some(Described { noun, size, head: at, end: at + 1 });
    }
    // *both have agreed*, *all three condemned*: the number itself is the subject.
    let last = at.checked_sub(1).filter(|&l| l >= token && size.is_some())?;
    let alone = matches!(tree.rel(last), "nsubj" | "obj" | "obl" | "nmod" | "iobj");
    (alone && at > token).then(|| Described { noun: String::new(), size, head: last, end: last + 1 })
}

fn types_of(scene: &Scene<'_>, noun: &str) -> Vec<NodeType> {
    scene.lexicon.words().descriptions.get(noun).cloned().unwrap_or_default()
}

/// The nearest actor a singular description may mean. A name that holds the noun (*European Union*, *the Union*) wins.
fn described(scene: &Scene<'_>, sentence: usize, token: usize, noun: &str, types: &[NodeType]) -> Vec<usize> {
    let candidates = spots_before(scene, sentence, token, DESCRIPTION_REACH);
    let single = |s: usize| match scene.spots[s].things[..] {
        [one] if types.contains(&scene.things[one].ntype) => Some(one),
        _ => None,
    };
    let holds = |t: usize| {
        let thing = &scene.things[t];
        std::iter::once(&thing.name)
            .chain(&thing.names)
            .any(|n| n.contains(' ') && n.to_lowercase().split_whitespace().any(|w| w == noun))
    };
    let fitting: Vec<usize> = candidates.into_iter().filter_map(single).collect();
    let named = fitting.iter().copied().find(|&t| holds(t));
    let near = |t: &usize| {
        types.contains(&NodeType::Igo) || sentence - scene.things[*t].last_seen.min(sentence) <= GROUP_REACH
    };
    one(named.or_else(|| fitting.first().copied().filter(near)))
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
