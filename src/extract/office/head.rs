//! Who stands at the head of a body that has no title of its own beside the name?
//!
//! *Sonko's Patriots*, *the council, with Nangaa at its head and Bisimwa as its spokesman*, *a former Jumbish commander*.

use super::told::plain;
use super::{Near, Office, title_starting};
use crate::extract::ends;
use crate::extract::scene::Spot;
use crate::model::{NodeType, Reading};

/// Who owns a party leads it: *Maia Sandu's Party of Action*; not *Trump's Treasury*.
pub(super) fn owns_party(near: &Near<'_, '_>) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let mark = near.end;
    if mark + 1 >= tree.len() || !matches!(tree.token(mark).form.as_str(), "'s" | "’s" | "'" | "’") {
        return None;
    }
    let after = (mark + 1..tree.len().min(mark + 4)).find_map(|i| scene.spot_over(near.sentence, i))?;
    let spot = &scene.spots[after];
    let [body] = spot.things[..] else { return None };
    let entry = scene.things[body].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    let sort = entry.and_then(|e| e.sort.clone()).unwrap_or_default();
    let of_state = ["agency", "ministry", "force", "parliament", "court", "bank"].contains(&sort.as_str());
    let between = (mark + 1..spot.start).all(|i| matches!(tree.token(i).upos, "ADJ" | "NOUN"));
    let alone = spot.end >= tree.len() || tree.token(spot.end).upos != "NOUN";
    let fits = scene.things[body].ntype == NodeType::Organization && spot.reading == Reading::Name;
    (fits && alone && between && !of_state).then(|| plain(near, body))
}

/// *Kurti won again. **His Vetëvendosje** took half of the votes*: read at the person's name, of the pronoun behind it.
pub(super) fn his_party(near: &Near<'_, '_>) -> Option<Office> {
    let scene = near.scene;
    let own = |s: &&Spot| {
        let word = scene.trees[s.sentence].token(s.start).form.to_lowercase();
        (s.sentence, s.start) > (near.sentence, near.start)
            && s.sentence <= near.sentence + 2
            && s.things == [near.person]
            && matches!(word.as_str(), "his" | "her")
    };
    let pronoun = scene.spots.iter().filter(|s| s.reading == Reading::Pronoun).find(own)?;
    let tree = &scene.trees[pronoun.sentence];
    let next = scene.spot_over(pronoun.sentence, pronoun.end.min(tree.len() - 1))?;
    let spot = &scene.spots[next];
    let [body] = spot.things[..] else { return None };
    let entry = scene.things[body].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    let party = entry
        .is_some_and(|e| matches!(e.sort.as_deref(), Some("party" | "movement" | "armed group")))
        || (spot.start..tree.len().min(spot.end + 1))
            .any(|i| scene.lexicon.words().is("party-noun", &tree.lemma(i).to_lowercase()));
    let fits = spot.start == pronoun.end && scene.things[body].ntype == NodeType::Organization && party;
    fits.then(|| Office {
        sentence: pronoun.sentence,
        tokens: (pronoun.start, spot.end),
        ..plain(near, body)
    })
}

/// *with A **at its head** and B **as its prime minister***: of the body that the clause is about.
pub(super) fn at_its_head(near: &Near<'_, '_>, spot: &Spot) -> Option<Office> {
    let tree = near.tree();
    let word = |i: usize| if i < tree.len() { tree.token(i).form.to_lowercase() } else { String::new() };
    // *Dagalo ("Hemedti") at its head*.
    let close = (spot.end..tree.len().min(spot.end + 6)).find(|&i| tree.token(i).form == ")");
    let end = close.filter(|_| word(spot.end) == "(").map_or(spot.end, |c| c + 1);
    let (at, own) = (word(end), word(end + 1));
    let owned = matches!(own.as_str(), "its" | "their" | "the");
    let head = at == "at" && owned && matches!(word(end + 2).as_str(), "head" | "helm");
    let with = (0..spot.start).rev().take(20).any(|i| tree.lemma(i) == "with");
    if head {
        let body = body_of(near, spot, end + 1).filter(|_| with)?;
        return Some(Office { role: "head".into(), ..plain(near, body) });
    }
    if at != "as" || !owned || !with {
        return None;
    }
    let title = title_starting(near.scene, tree, end + 2)?;
    let body = body_of(near, spot, end + 1)?;
    near.office(&title, Some((body, 0.7)))
}

/// What *its* speaks of: as resolved, if that is a body; else the last body before the person, past other persons.
fn body_of(near: &Near<'_, '_>, spot: &Spot, own: usize) -> Option<usize> {
    let scene = near.scene;
    let is_body =
        |t: usize| matches!(scene.things[t].ntype, NodeType::Organization | NodeType::Igo | NodeType::Group);
    let tree = near.tree();
    let with = (0..spot.start).rev().find(|&i| tree.lemma(i) == "with")?;
    // *which the army and the militia had formed, with X at its head*: what was formed.
    let verbs = (0..with).rev().filter(|&i| tree.is_verb(i)).take(3);
    let made: Vec<usize> = verbs.flat_map(|v| tree.patients(v)).map(|p| tree.antecedent(p)).collect();
    // *formed a council, with X at its head*: the text does not name it.
    // *the Tasis **alliance***: the body's name stands before its noun.
    let named = |p: usize| tree.kids_by(p, "compound").chain([p]).collect::<Vec<_>>();
    let spoken = |&p: &usize| named(p).into_iter().any(|p| scene.spot_at(near.sentence, p).is_some());
    if made.iter().any(|&p| p < with && tree.token(p).upos == "NOUN") && !made.iter().any(spoken) {
        return None;
    }
    let made = made
        .into_iter()
        .flat_map(named)
        .flat_map(|p| ends::actors_of(scene, near.sentence, p))
        .find(|&t| is_body(t));
    let resolved = scene.spot_at(near.sentence, own).and_then(|s| match scene.spots[s].things[..] {
        [one] if is_body(one) => Some(one),
        _ => None,
    });
    let before = scene.spots_in(near.sentence).filter(|s| !s.nested && s.end <= with);
    let which = (0..with).rev().find(|&i| tree.lemma(i) == "which");
    let described = which.and_then(|w| {
        scene.spots_in(near.sentence).filter(|s| !s.nested && s.end <= w).max_by_key(|s| s.start)
    });
    let described = described.and_then(|s| s.things.iter().copied().find(|&t| is_body(t)));
    let last = before.filter(|s| s.things.len() == 1 && is_body(s.things[0])).max_by_key(|s| s.start);
    made.or(described).or(resolved).or(last.map(|s| s.things[0])).or_else(|| state_of_subject(near, with))
}

/// *Bangladesh's interim **government**, with X at its head*: the state that the subject acts for.
fn state_of_subject(near: &Near<'_, '_>, with: usize) -> Option<usize> {
    let (scene, tree) = (near.scene, near.tree());
    let noun = (0..with).rev().find(|&i| tree.is_noun(i))?;
    let governs = scene.lexicon.words().is("own-government", &tree.lemma(noun));
    let states = ends::actors_of(scene, near.sentence, noun);
    states.into_iter().find(|&t| governs && scene.things[t].ntype == NodeType::State)
}

/// *Kushayb, **a former Janjaweed commander***: the body's name stands before the noun.
pub(super) fn officer_of_body(near: &Near<'_, '_>) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let article = near.end + 1;
    let set_off = article + 2 < tree.len() && tree.token(near.end).form == ",";
    if !set_off || !matches!(tree.token(article).form.as_str(), "a" | "an" | "the") {
        return None;
    }
    let body = (article + 1..tree.len().min(article + 4)).find_map(|i| scene.spot_over(near.sentence, i))?;
    let spot = &scene.spots[body];
    let [thing] = spot.things[..] else { return None };
    let noun = spot.end;
    let officer = noun < tree.len() && scene.lexicon.words().is("armed-officer", &tree.lemma(noun));
    let fits = scene.things[thing].ntype == NodeType::Organization && officer;
    let former = (article + 1..spot.start).any(|i| tree.lemma(i) == "former");
    let role = format!("{}{}", if former { "former " } else { "" }, tree.lemma(noun.min(tree.len() - 1)));
    fits.then(|| Office { role, ..plain(near, thing) })
}
