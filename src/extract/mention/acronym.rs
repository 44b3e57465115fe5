//! Which letters does the text itself make a name: *Rapid Support Forces (RSF)*?

use super::{Registry, by_name, merge};
use crate::extract::scene::{Scene, Spot};
use crate::extract::sort;
use crate::model::{Kind, Mention, Name, NameClass, NodeType, Reading, Span};

/// `Rapid Support Forces (RSF)`: the name in parentheses belongs to the name before it.
pub(super) fn introduce(scene: &mut Scene<'_>, registry: &mut Registry, sentence: usize, names: &[Name]) {
    for name in names {
        let tokens = &scene.trees[sentence].sentence.tokens;
        let Some(short) = parenthesised(tokens, name.end) else { continue };
        let form = tokens[short].form.clone();
        let long = scene.text(sentence, name.start, name.end);
        if !is_short_for(&form, long) {
            continue;
        }
        let Some(spot) = scene.spot_over(sentence, name.end - 1).map(|s| scene.spots[s].clone()) else {
            continue;
        };
        let Some(&thing) = spot.things.first() else { continue };
        scene.things[thing].names.insert(form.clone());
        scene.things[thing].names.extend(tail_of(long, &form));
        heads_mission(scene, sentence, thing, short + 2);
        scene.things[thing].why.insert(format!("\"{form}\" is introduced in parentheses after \"{long}\""));
        let old = scene.spot_at(sentence, short).and_then(|s| scene.spots[s].things.first().copied());
        let other_kind =
            |o: usize| scene.things[o].entry.is_some() && scene.things[o].kind != scene.things[thing].kind;
        if let Some(old) = old.filter(|&o| o != thing && other_kind(o)) {
            // The gazetteer knows the letters for another thing; here the text says what they mean.
            retarget(scene, old, thing, &form);
        } else if let Some(old) = old.filter(|&o| o != thing) {
            merge(scene, old, thing);
            registry
                .by_entry
                .values_mut()
                .chain(registry.by_name.values_mut())
                .filter(|t| **t == old)
                .for_each(|t| *t = thing);
        } else if old.is_none() {
            scene.add_spot(Spot {
                sentence,
                start: short,
                end: short + 1,
                head: short,
                reading: Reading::Name,
                things: vec![thing],
                nested: false,
            });
        }
        registry.acronyms.insert(form, thing);
    }
}

/// *Alliance Fleuve Congo, **better known as AFC***: two names of one thing.
pub(super) fn known_as(scene: &mut Scene<'_>, sentence: usize) {
    for at in scene.ids_in(sentence).collect::<Vec<_>>() {
        let (spot, tree) = (scene.spots[at].clone(), &scene.trees[sentence]);
        let form = |i: usize| if i < tree.len() { tree.token(i).form.to_lowercase() } else { String::new() };
        let start = spot.end + usize::from(form(spot.end) == ",");
        let known = start + usize::from(tree.len() > start && tree.token(start).upos == "ADV");
        let says = form(known) == "known" && form(known + 1) == "as";
        let next = known + 2 + usize::from(matches!(form(known + 2).as_str(), "the" | "\"" | "“"));
        let other = (next < tree.len()).then(|| scene.spot_over(sentence, next)).flatten();
        let Some(other) = other.filter(|_| says && !spot.nested && spot.reading == Reading::Name) else {
            continue;
        };
        let other = scene.spots[other].clone();
        let (&[thing], &[old]) = (&spot.things[..], &other.things[..]) else { continue };
        let one_sort = scene.things[thing].kind == Kind::Actor
            && (scene.things[old].ntype == scene.things[thing].ntype || scene.things[old].entry.is_some());
        if thing == old || other.start != next || !one_sort || scene.things[old].ntype == NodeType::State {
            continue;
        }
        let name = scene.text(sentence, other.start, other.end).to_string();
        if scene.things[old].entry.is_some() {
            retarget(scene, old, thing, &name);
        } else {
            merge(scene, old, thing);
        }
        scene.things[thing].names.insert(name);
    }
}

/// *the Multinational Security Support (MSS) **mission***: the noun after the bracket says what is named.
fn heads_mission(scene: &mut Scene<'_>, sentence: usize, thing: usize, noun: usize) {
    let tree = &scene.trees[sentence];
    let plain = noun < tree.len() && tree.token(noun).upos == "NOUN" && scene.things[thing].entry.is_none();
    let sorted = plain.then(|| sort::of_name(scene.lexicon.words(), &[tree.lemma(noun)])).flatten();
    if let Some(sort) = sorted.filter(|s| matches!(s.ntype, NodeType::Mission | NodeType::Programme)) {
        let thing = &mut scene.things[thing];
        (thing.kind, thing.ntype) = (sort.kind, sort.ntype);
    }
}

/// Moves the spots of a form from one thing to another.
fn retarget(scene: &mut Scene<'_>, from: usize, into: usize, form: &str) {
    for at in 0..scene.spots.len() {
        let spot = scene.spots[at].clone();
        if spot.things == [from] && scene.text(spot.sentence, spot.start, spot.end) == form {
            let tree = &scene.trees[spot.sentence];
            let span = Span::new(tree.token(spot.start).span.start, tree.token(spot.end - 1).span.end);
            scene.things[from].mentions.retain(|m| m.span != span);
            scene.things[into].mentions.push(Mention { span, reading: spot.reading });
            scene.spots[at].things = vec![into];
        }
    }
}

/// Every later use of an introduced acronym speaks of its thing, even where the name finder passed it over.
pub(super) fn spread(scene: &mut Scene<'_>, registry: &Registry) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            let form = scene.trees[sentence].token(token).form.as_str();
            let Some(&thing) = registry.acronyms.get(form) else { continue };
            if scene.spot_over(sentence, token).is_none() {
                scene.add_phrase(sentence, (token, token), Reading::Name, thing);
            }
        }
    }
}

/// How many words a name that only its letters mark may have.
const LONGEST: usize = 8;

/// *the Multinational Security Support (MSS) mission*: a name that the finder passed over, told by its initials. The
/// letters mean what the text says, whatever the gazetteer knows them for.
pub(super) fn define(scene: &mut Scene<'_>, registry: &mut Registry, sentence: usize) {
    for open in 1..scene.trees[sentence].len() {
        let tree = &scene.trees[sentence];
        let Some(short) = parenthesised(&tree.sentence.tokens, open) else { continue };
        let form = tree.token(short).form.clone();
        if registry.acronyms.contains_key(&form) {
            continue;
        }
        let Some(start) = initialled(scene, sentence, open, &form) else { continue };
        // The noun after the bracket heads the name: *mission*.
        let noun = short + 2;
        let heads = noun < tree.len() && tree.token(noun).upos == "NOUN";
        let mut lemmas: Vec<String> = (start..open).map(|i| tree.lemma(i)).collect();
        if heads {
            lemmas.push(tree.lemma(noun));
        }
        let sorted = sort::of_name(scene.lexicon.words(), &lemmas).map(|s| (s.kind, s.ntype));
        let body = lemmas.last().and_then(|l| scene.lexicon.heads().class(l));
        let body = body.filter(|c| matches!(c, NameClass::Organization | NameClass::Igo));
        let Some((kind, ntype)) = sorted.or(body.map(|_| (Kind::Actor, NodeType::Organization))) else {
            continue;
        };
        let long = scene.text(sentence, start, open).to_string();
        let thing = by_name(scene, registry, kind, ntype, &long);
        scene.things[thing].noun = lemmas.last().cloned().unwrap_or_default();
        scene.things[thing].names.insert(form.clone());
        if heads {
            let last = scene.text(sentence, noun, noun + 1).to_string();
            scene.things[thing].names.extend([format!("{long} {last}"), format!("{form} {last}")]);
        }
        scene.things[thing].why.insert(format!("\"{form}\" is introduced in parentheses after \"{long}\""));
        let known = scene.spot_at(sentence, short).and_then(|s| scene.spots[s].things.first().copied());
        if let Some(old) = known.filter(|&o| o != thing) {
            retarget(scene, old, thing, &form);
        }
        let head = if heads { noun } else { super::head_of(&scene.trees[sentence], start, open) };
        let end = if heads { noun + 1 } else { open };
        scene.add_spot(Spot {
            sentence,
            start,
            end,
            head,
            reading: Reading::Name,
            things: vec![thing],
            nested: false,
        });
        registry.acronyms.insert(form, thing);
    }
}

/// Where the words begin whose initials are the letters, if no name covers them yet.
fn initialled(scene: &Scene<'_>, sentence: usize, open: usize, short: &str) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let capital = |i: usize| tree.token(i).form.starts_with(char::is_uppercase);
    let mut letters: Vec<char> = short.chars().collect();
    let mut at = open;
    while at > 0 && open - at < LONGEST && !letters.is_empty() {
        let word = &tree.token(at - 1).form;
        if capital(at - 1) && word.chars().next() == letters.last().copied() {
            letters.pop();
        } else if !matches!(word.as_str(), "of" | "and" | "for" | "the" | "in" | "on" | "&") {
            return None;
        }
        at -= 1;
    }
    let free = (at..open).all(|i| scene.spot_over(sentence, i).is_none());
    (letters.is_empty() && free && open - at > 1).then_some(at)
}

/// The token in parentheses right after a position, if it stands there alone and in capitals.
fn parenthesised(tokens: &[crate::model::Token], at: usize) -> Option<usize> {
    let open = tokens.get(at)?.form == "(";
    let form = &tokens.get(at + 1)?.form;
    let close = tokens.get(at + 2).is_some_and(|t| matches!(t.form.as_str(), ")" | "," | ";"));
    let capitals = form.chars().filter(|c| c.is_uppercase()).count() >= 2;
    (open && close && capitals && form.len() <= 12 && !form.contains('.')).then_some(at + 1)
}

/// *Charter of the **Lake Basin Development Fund** (LBDF)*: the words that the letters stand
/// for name the thing too.
fn tail_of(long: &str, short: &str) -> Option<String> {
    let words: Vec<&str> = long.split_whitespace().collect();
    let initials = |from: usize| {
        words[from..].iter().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect::<String>()
    };
    let from = (1..words.len())
        .find(|&from| initials(from) == short && words[from].starts_with(char::is_uppercase))?;
    Some(words[from..].join(" "))
}

/// Schwartz and Hearst (2003): each letter of the short form, from the end, is found in order in the long one, and the
/// first begins a word.
fn is_short_for(short: &str, long: &str) -> bool {
    let letters: Vec<char> =
        short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let long: Vec<char> = long.chars().flat_map(char::to_lowercase).collect();
    let mut at = long.len();
    for (index, letter) in letters.iter().enumerate().rev() {
        let found = (0..at).rev().find(|&i| {
            let begins = i == 0 || !long[i - 1].is_alphanumeric();
            long[i] == *letter && (index > 0 || begins)
        });
        match found {
            Some(i) => at = i,
            None => return false,
        }
    }
    !letters.is_empty()
}
