//! Whose is *the Senate*? A body with a common name belongs to whom the text speaks of, never to a famous one by default.

use super::{Registry, by_name, thing_of_entry};
use crate::extract::scene::{Scene, Spot};
use crate::lexicon::{Entry, Table};
use crate::model::{Kind, Mention, NodeType, Reading, Span};

/// How many sentences before a body with a common name its state may be named.
const REACH: usize = 4;

/// Takes bodies with common names from states that the text does not speak of, and gives the Union its own.
pub(super) fn settle(scene: &mut Scene<'_>, registry: &mut Registry) {
    for at in 0..scene.spots.len() {
        let Some(state) = listed_owner(scene, at) else { continue };
        let owner = told_owner(scene, at);
        let right = match owner {
            Some(owner) => scene.things[owner].entry.as_deref() == Some(state.as_str()),
            None => speaks_of(scene, &scene.spots[at], &state),
        };
        if !right {
            let owner = owner.or_else(|| of_last_state(scene, at));
            give(scene, registry, at, owner);
        }
    }
    of_the_union(scene, registry);
}

/// The key of the state that the gazetteer gives a body whose name, as the text has it, consists of common words.
fn listed_owner(scene: &Scene<'_>, at: usize) -> Option<String> {
    let spot = &scene.spots[at];
    let [thing] = spot.things[..] else { return None };
    let entry = scene.lexicon.entry_by_key(scene.things[thing].entry.as_deref()?)?;
    let [state] = &entry.states[..] else { return None };
    let small = |w: &str| matches!(w, "of" | "the" | "and" | "for" | "'s" | "’s");
    let tree = &scene.trees[spot.sentence];
    let common = (spot.start..spot.end).all(|i| {
        let word = tree.token(i).form.to_lowercase();
        small(&word) || scene.lexicon.words().is("body-word", &word)
    });
    let named = entry.table == Table::Organizations && spot.reading == Reading::Name && !spot.nested;
    (named && common).then(|| format!("states/{state}"))
}

/// Whose the text says it is: *Cambodia's Senate*, *the Senate of Chad*.
fn told_owner(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let spot = &scene.spots[at];
    let tree = &scene.trees[spot.sentence];
    let word = |i: usize| tree.token(i).form.to_lowercase();
    let mut before = spot.start;
    if before > 0 && matches!(word(before - 1).as_str(), "'s" | "’s" | "'" | "’") {
        before -= 1;
    }
    let owner = |s: usize| {
        let things = &scene.spots[s].things;
        things.iter().copied().find(|&t| matches!(scene.things[t].ntype, NodeType::State | NodeType::Igo))
    };
    let left = before.checked_sub(1).and_then(|i| scene.spot_over(spot.sentence, i)).and_then(owner);
    let mut after = spot.end;
    if after >= tree.len() || word(after) != "of" {
        return left;
    }
    while after + 1 < tree.len() && matches!(word(after).as_str(), "of" | "the") {
        after += 1;
    }
    left.or_else(|| scene.spot_over(spot.sentence, after).and_then(owner))
}

/// Whether the text names the state near before the body, or as often as any other.
fn speaks_of(scene: &Scene<'_>, spot: &Spot, state: &str) -> bool {
    let of_state = |s: &&Spot| s.things.iter().any(|&t| scene.things[t].entry.as_deref() == Some(state));
    match last_state(scene, spot) {
        Some(last) => of_state(&last) || scene.spots_in(spot.sentence).any(|s| of_state(&s)),
        None => scene.spots.iter().any(|s| of_state(&s)),
    }
}

/// *the National Party*, in sentences about Honduras: the state named last, if the gazetteer has such a body for it.
fn of_last_state(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let spot = &scene.spots[at];
    let state = last_state(scene, spot).and_then(|s| s.things.first().copied())?;
    let entry = scene.things[state].entry.as_deref().and_then(|key| scene.lexicon.entry_by_key(key))?;
    let names = names_for(entry, scene.text(spot.sentence, spot.start, spot.end));
    let is_body = |n: &String| {
        let found = scene.lexicon.entries_by_name(n).into_iter();
        found.into_iter().any(|(id, _)| scene.lexicon.entry(id).table == Table::Organizations)
    };
    names.iter().any(is_body).then_some(state)
}

/// The last mention of a state before a spot, within reach.
fn last_state<'s>(scene: &'s Scene<'_>, spot: &Spot) -> Option<&'s Spot> {
    let near = |s: &&Spot| s.sentence <= spot.sentence && spot.sentence - s.sentence <= REACH;
    scene
        .spots
        .iter()
        .filter(near)
        .filter(|s| (s.sentence, s.start) < (spot.sentence, spot.start))
        .filter(|s| s.things.iter().any(|&t| scene.things[t].ntype == NodeType::State))
        .max_by_key(|s| (s.sentence, s.start))
}

/// Makes a spot speak of the owner's body, or of one without an owner.
fn give(scene: &mut Scene<'_>, registry: &mut Registry, at: usize, owner: Option<usize>) {
    let spot = scene.spots[at].clone();
    let form = scene.text(spot.sentence, spot.start, spot.end).to_string();
    let entry =
        owner.and_then(|o| scene.things[o].entry.clone()).and_then(|key| scene.lexicon.entry_by_key(&key));
    let names: Vec<String> = entry.map_or_else(Vec::new, |e| names_for(e, &form));
    let listed = names.iter().find_map(|name| {
        let found = scene.lexicon.entries_by_name(name).into_iter().map(|(id, _)| id);
        found.into_iter().find(|&id| scene.lexicon.entry(id).table == Table::Organizations)
    });
    let into = match listed {
        Some(id) => thing_of_entry(scene, registry, id),
        None => {
            let name = names.first().cloned().unwrap_or_else(|| form.clone());
            by_name(scene, registry, Kind::Actor, NodeType::Organization, &name)
        }
    };
    // *Senate* alone would be any other text's as well.
    scene.things[into].names.extend(names);
    let name = scene.things[into].name.clone();
    scene.things[into].names.remove(&name);
    move_spot(scene, at, into);
}

/// *Cambodian Senate*, *Senate of Cambodia*, *Cambodia's Senate*.
fn names_for(owner: &Entry, form: &str) -> Vec<String> {
    let mut names: Vec<String> = owner.demonyms.iter().take(1).map(|d| format!("{d} {form}")).collect();
    names.extend([format!("{form} of {}", owner.name), format!("{}'s {form}", owner.name)]);
    names
}

fn move_spot(scene: &mut Scene<'_>, at: usize, into: usize) {
    let spot = scene.spots[at].clone();
    let tree = &scene.trees[spot.sentence];
    let span = Span::new(tree.token(spot.start).span.start, tree.token(spot.end - 1).span.end);
    for &from in &spot.things {
        scene.things[from].mentions.retain(|m| m.span != span);
    }
    scene.things[into].mentions.push(Mention { span, reading: spot.reading });
    scene.things[into].last_seen = scene.things[into].last_seen.max(spot.sentence);
    scene.spots[at].things = vec![into];
}

/// *the Commission*, *the Parliament*, in a text that has spoken of the Union and of no other body of that name.
fn of_the_union(scene: &mut Scene<'_>, registry: &mut Registry) {
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            let tree = &scene.trees[sentence];
            let form = tree.token(token).form.as_str();
            if !matches!(form, "Commission" | "Parliament") || scene.spot_over(sentence, token).is_some() {
                continue;
            }
            let article = token > 0 && tree.token(token - 1).form.eq_ignore_ascii_case("the");
            let title = token + 1 < tree.len() && matches!(tree.lemma(token + 1).as_str(), "president");
            let union = |s: &Spot| {
                s.sentence <= sentence
                    && s.things
                        .iter()
                        .any(|&t| scene.things[t].entry.as_deref() == Some("igos/European Union"))
            };
            let rival = scene.things.iter().any(|t| {
                t.on_stage()
                    && t.name.split_whitespace().any(|w| w == form)
                    && !t.name.starts_with("European")
            });
            if !(article || title) || rival || !scene.spots.iter().any(union) {
                continue;
            }
            let name = format!("European {form}");
            let Some((id, _)) = scene.lexicon.entries_by_name(&name).into_iter().next() else { continue };
            let thing = thing_of_entry(scene, registry, id);
            scene.add_phrase(sentence, (token, token), Reading::Name, thing);
        }
    }
}
