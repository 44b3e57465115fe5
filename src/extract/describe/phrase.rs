//! What does a phrase tell of its thing: parties, places, dates, what it is a part of?

use super::Phrase;
use crate::extract::scene::Scene;
use crate::extract::syntax::Tree;
use crate::extract::time;
use crate::model::{Edtf, Kind, NodeType, Reading};
use std::collections::BTreeSet;

/// Compounds and adjectives right before a noun, and the noun.
pub(super) fn left_words(tree: &Tree<'_>, noun: usize) -> Vec<usize> {
    let mut words = vec![noun];
    let mut at = noun;
    while at > 0 {
        at -= 1;
        let token = tree.token(at);
        let inside = matches!(
            tree.rel(at),
            "compound" | "amod" | "nummod" | "flat" | "conj" | "cc" | "punct" | "nmod"
        );
        let owner = tree.full_rel(at) == "nmod:poss" || token.upos == "PRON";
        if !inside
            || owner
            || matches!(token.form.as_str(), "," | ";" | ":" | "(" | ")")
            || !reaches(tree, at, noun)
        {
            break;
        }
        words.insert(0, at);
    }
    while words.first().is_some_and(|&w| matches!(tree.rel(w), "punct" | "cc")) {
        words.remove(0);
    }
    words
}

fn reaches(tree: &Tree<'_>, from: usize, to: usize) -> bool {
    tree.ancestors(from).contains(&to)
}

/// Reads the phrase around a head: `start` is where the name or its compounds begin.
pub fn phrase_of(scene: &Scene<'_>, sentence: usize, head: usize, start: usize) -> Phrase {
    let tree = &scene.trees[sentence];
    let mut phrase = Phrase { start, ..Phrase::default() };
    phrase.date = date_inside(scene, sentence, head, start);
    for i in start..head {
        inside(scene, sentence, i, &mut phrase);
    }
    for &kid in tree.kids(head) {
        match tree.full_rel(kid) {
            "nmod:poss" => {
                phrase.definite = true;
                phrase.parties.extend(owners(scene, sentence, kid));
            }
            "det" => match tree.lemma(kid).as_str() {
                "a" | "an" | "another" => phrase.indefinite = true,
                "the" | "this" | "that" | "these" | "those" => phrase.definite = true,
                _ => {}
            },
            rel if rel.starts_with("nmod") || rel.starts_with("obl") || rel.starts_with("acl") => {
                prepositional(scene, sentence, kid, &mut phrase)
            }
            "amod" | "compound" if kid < start => inside(scene, sentence, kid, &mut phrase),
            _ => {}
        }
    }
    // *digital and defence partnerships with Japan*: what follows belongs to all that are coordinated.
    let siblings =
        tree.with_conjuncts(tree.first_conjunct(head)).into_iter().filter(|&s| s != head && tree.is_noun(s));
    for kid in
        siblings.flat_map(|s| tree.prepositional_kids(s, "with")).filter(|&k| k > head).collect::<Vec<_>>()
    {
        if phrase.each.is_empty() {
            prepositional(scene, sentence, kid, &mut phrase);
        }
    }
    if let Some(kid) = tree.adjacent_phrase(head) {
        prepositional(scene, sentence, kid, &mut phrase);
    }
    dedup(&mut phrase.parties);
    dedup(&mut phrase.places);
    phrase
}

pub fn dedup(things: &mut Vec<usize>) {
    let mut seen = BTreeSet::new();
    things.retain(|t| seen.insert(*t));
}

/// A word inside the phrase before its noun: *Chadian*, *Camp David*, *trilateral*.
fn inside(scene: &Scene<'_>, sentence: usize, i: usize, phrase: &mut Phrase) {
    match scene.spot_at(sentence, i) {
        Some(spot) => {
            for &thing in &scene.spots[spot].things {
                match scene.things[thing].kind {
                    Kind::Actor => phrase.parties.push(thing),
                    Kind::Place if is_venue(scene, thing) => phrase.places.push(thing),
                    _ => {}
                }
            }
        }
        None if matches!(scene.trees[sentence].rel(i), "amod" | "compound") => phrase.modified = true,
        None => {}
    }
}

/// *the **Nile** Waters Agreement* is about the river; an accord named for a town was made there.
pub(in crate::extract) fn is_venue(scene: &Scene<'_>, place: usize) -> bool {
    let entry = scene.things[place].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    let sort = entry.and_then(|e| e.sort.as_deref());
    !sort.is_some_and(|s| {
        matches!(s, "river" | "sea" | "strait" | "lake" | "canal" | "mountain" | "continent" | "world-region")
    })
}

/// Actors of a token, looking through words that act for their owner.
pub(super) fn owners(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let mut found = Vec::new();
    for head in tree.with_conjuncts(token) {
        found.extend(crate::extract::ends::actors_of(scene, sentence, head));
    }
    found
}

fn prepositional(scene: &Scene<'_>, sentence: usize, kid: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let Some(preposition) = tree.preposition(kid).filter(|_| !tree.is_circumstance(kid)) else { return };
    let actors = owners(scene, sentence, kid);
    let places = || places_of(scene, sentence, kid);
    match preposition.as_str() {
        "between" | "among" | "by" | "involving" => phrase.parties.extend(actors),
        "with" => {
            phrase.parties.extend(&actors);
            if tree.with_conjuncts(kid).len() > 1 || has_both(tree, kid) {
                phrase.each = actors;
            }
        }
        // *a war **on Polish soil***.
        "on" if matches!(tree.lemma(kid).as_str(), "soil" | "territory" | "ground") => {
            phrase.places.extend(actors);
            phrase.places.extend(tree.kids(kid).iter().flat_map(|&k| places_of(scene, sentence, k)));
        }
        "against" | "on" | "upon" | "to" | "into" => {
            phrase.targets.extend(if actors.is_empty() { places() } else { actors })
        }
        // *the summit **of the Union***: it meets; *a visit **of the chancellor***: she goes.
        "of" => {
            let event = scene.lexicon.words().nouns.contains_key(&tree.lemma(kid));
            let inner = tree.kids(kid).iter().copied().filter(|&k| tree.rel(k) == "nmod" && !event);
            let inner =
                inner.filter(|&k| matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near")));
            phrase.places.extend(inner.flat_map(|k| places_of(scene, sentence, k)));
            // *a summit **of the Arab League***, *a meeting **of ministers from Chad and Niger***: they are who meets.
            match () {
                () if actors.is_empty() => phrase.targets.extend(places()),
                () if meets(scene, sentence, kid, &actors) => phrase.parties.extend(actors),
                () => phrase.targets.extend(actors),
            }
        }
        "in" | "at" | "near" | "off" | "around" | "across" | "inside" | "outside" | "along" | "aboard" => {
            phrase.places.extend(places());
            // *talks in Kampala **with the Sudanese***: not the city has them.
            let behind = ["with", "between"].iter().flat_map(|p| tree.prepositional_kids(kid, p));
            phrase.parties.extend(behind.flat_map(|k| owners(scene, sentence, k)));
            let events = tree
                .with_conjuncts(kid)
                .into_iter()
                .filter_map(|h| scene.spot_at(sentence, h))
                .flat_map(|s| scene.spots[s].things.clone());
            phrase.within.extend(events.filter(|&t| scene.things[t].kind == Kind::Event));
        }
        _ => {}
    }
}

/// Whether those whom *of* names behind a meeting's noun are those who meet; of a journey only the person who goes.
fn meets(scene: &Scene<'_>, sentence: usize, kid: usize, actors: &[usize]) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let Some(head) = tree.head(kid) else { return false };
    let lemma = tree.lemma(head);
    let noun = words.nouns.get(&lemma.to_lowercase()).map(|s| s.ntype);
    let thing = || scene.spot_at(sentence, head).and_then(|s| scene.spots[s].things.first()).copied();
    let ntype = noun.or_else(|| thing().map(|t| scene.things[t].ntype));
    let travels = matches!(lemma.as_str(), "visit" | "trip" | "tour" | "stopover");
    let goes = !travels || actors.iter().all(|&a| scene.things[a].is_person());
    // *an audience of soldiers* only listens.
    let other = matches!(lemma.as_str(), "call" | "speech" | "audience") || words.is("undergone", &lemma);
    ntype == Some(NodeType::Meeting) && goes && !other
}

/// *talks **in Geneva** on 2 March*: a place behind the noun, on which the tree may hang what belongs to the noun.
fn is_where(scene: &Scene<'_>, sentence: usize, i: usize, noun: usize) -> bool {
    let tree = &scene.trees[sentence];
    let place =
        matches!(tree.preposition(i).as_deref(), Some("in" | "at" | "near" | "off" | "outside" | "of"));
    place && tree.head(i) == Some(noun) && i > noun && !places_of(scene, sentence, i).is_empty()
}

/// ***a week** of strikes in Suva in March*: what only counts the time of the noun, on which its date may hang.
fn is_span_of(scene: &Scene<'_>, sentence: usize, i: usize, noun: usize) -> bool {
    let tree = &scene.trees[sentence];
    tree.head(noun) == Some(i)
        && tree.preposition(noun).as_deref() == Some("of")
        && scene.lexicon.words().is("outer-time", &tree.lemma(i))
}

fn has_both(tree: &Tree<'_>, i: usize) -> bool {
    tree.kids(i).iter().any(|&k| matches!(tree.lemma(k).as_str(), "both" | "each"))
}

/// Places, and states as places, that a token and its conjuncts name; of a building or a part without a name, those it
/// stands in: *at a hotel **in Doha***, *in the Academy **of Vienna***.
pub fn places_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let named = places_named(scene, sentence, token);
    let tree = &scene.trees[sentence];
    let site = || scene.lexicon.words().is("site-noun", &tree.lemma(token));
    if !named.is_empty() || !site() {
        return named;
    }
    let around = |k: &usize| {
        matches!(tree.preposition(*k).as_deref(), Some("in" | "of" | "near" | "at" | "outside" | "on"))
    };
    // *in **Benue** state*, *near **Gao** airport*: or those that its first word names.
    let first = |k: &usize| tree.rel(*k) == "compound";
    let kids = tree.kids(token).iter().copied().filter(|k| tree.rel(*k) == "nmod" && around(k) || first(k));
    kids.flat_map(|k| {
        let named = places_named(scene, sentence, k);
        let first = || tree.kids_by(k, "compound").flat_map(|c| places_named(scene, sentence, c)).collect();
        if named.is_empty() { first() } else { named }
    })
    .collect()
}

fn places_named(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let spots = tree.with_conjuncts(token).into_iter().filter_map(|h| scene.spot_at(sentence, h));
    let things = spots
        .filter(|&s| scene.spots[s].reading != Reading::Metonym)
        .flat_map(|s| scene.spots[s].things.clone());
    things
        .filter(|&t| scene.things[t].kind == Kind::Place || scene.things[t].ntype == NodeType::State)
        .collect()
}

/// A date that stands inside the phrase: *June 2024 summit*, *elections on 3 June*, *the invasion in 2022*.
fn date_inside(scene: &Scene<'_>, sentence: usize, head: usize, start: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let hangs = |t: &&time::Timex| {
        let first = tree.head(t.head);
        let inside =
            t.start >= start.saturating_sub(3) && t.end <= head && (t.start..=head).all(|i| !tree.is_verb(i));
        let after = t.start > head
            && first.is_some_and(|f| {
                f == head || is_where(scene, sentence, f, head) || is_span_of(scene, sentence, f, head)
            })
            || t.start == head + 2 && tree.token(head + 1).form == "(";
        // *a summit between Chad and Niger **in May***: it may hang on the last of those who meet.
        let party = first.filter(|&p| p > head).and_then(|p| scene.spot_at(sentence, p));
        let party =
            party.is_some_and(|s| scene.spots[s].things.iter().all(|&t| scene.things[t].kind == Kind::Actor));
        let behind = party
            && t.start > head
            && reaches(tree, t.head, head)
            && (head..t.start).all(|i| !tree.is_verb(i));
        // *a vision **for the next decade***: what it is for, not when it was made.
        let meant = t.date.as_ref().is_some_and(Edtf::is_interval)
            && t.start > 0
            && (t.start.saturating_sub(2)..t.start).any(|i| tree.token(i).form == "for");
        !meant && (inside && reaches(tree, t.head, head) || after || behind)
    };
    scene.timexes[sentence].iter().find(hangs).and_then(|t| t.date.clone())
}

/// The subject of the verb a phrase is the object of: *the EU has signed partnerships with …*.
pub(super) fn holder(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let Some(verb) = tree.governing_verb(token) else { return Vec::new() };
    tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a)).collect()
}
