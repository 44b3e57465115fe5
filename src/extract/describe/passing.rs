//! What do the words around a phrase tell of its thing in passing: who went, chaired, fought or is tried?

use super::clause::{around, whole_of};
use super::phrase::owners;
use super::{Phrase, vote};
use crate::extract::scene::Scene;
use crate::extract::time;
use crate::model::{Kind, NodeType};

/// *made a **visit** to Rabat*, *was rewarded with a state **visit** to Rabat*: who goes is who the verb is about.
pub(super) fn journey(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let travels = matches!(tree.lemma(noun).as_str(), "visit" | "trip" | "tour" | "stopover");
    let Some(verb) = tree.head(noun).filter(|&v| travels && tree.is_verb(v)) else { return };
    visited_state(scene, sentence, (noun, verb), phrase);
    if !phrase.parties.is_empty() || phrase.targets.is_empty() {
        return;
    }
    let goes = match (tree.rel(noun), tree.preposition(noun).as_deref()) {
        ("obj", _) => scene.lexicon.words().is("pay-visit", &tree.lemma(verb)),
        ("obl", Some("during" | "on" | "after" | "before")) => true,
        ("obl", Some("with")) => tree.is_passive(verb),
        _ => false,
    };
    if !goes {
        return;
    }
    let heads = if tree.is_passive(verb) { tree.patients(verb) } else { tree.agents(verb) };
    let goers = heads.into_iter().flat_map(|h| owners(scene, sentence, h));
    phrase.parties.extend(goers.filter(|t| !phrase.targets.contains(t)));
    if phrase.date.is_none() {
        phrase.date = time::date_for(tree, &scene.timexes[sentence], verb);
    }
}

/// *Panama left the club days after **a visit by Rubio***: to the state that acts before or after it.
fn visited_state(scene: &Scene<'_>, sentence: usize, (noun, verb): (usize, usize), phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let told = !phrase.targets.is_empty() || !phrase.places.is_empty();
    let when = matches!(tree.preposition(noun).as_deref(), Some("after" | "before" | "during"));
    let person = !phrase.parties.is_empty() && phrase.parties.iter().all(|&p| scene.things[p].is_person());
    if told || !when || !person {
        return;
    }
    let acting = tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a));
    let state = |t: &usize| scene.things[*t].ntype == NodeType::State;
    let home = |t: usize| phrase.parties.iter().any(|&p| vote::home(scene, p) == Some(t));
    let visited: Vec<usize> = acting.filter(|t| state(t) && !home(*t)).collect();
    phrase.targets.extend(visited.first().filter(|_| visited.len() == 1));
}

/// *negotiations **under the African Union***, *met **under the chairmanship of** the Botswanan minister*: who leads is there.
pub(super) fn chaired(scene: &Scene<'_>, sentence: usize, noun: usize, verb: Option<usize>) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let heads = [Some(noun), verb].into_iter().flatten();
    let phrases = |h: usize| ["under", "at", "through"].map(|p| tree.prepositional_kids(h, p)).concat();
    let under = heads.flat_map(phrases).collect::<Vec<_>>();
    under.into_iter().flat_map(|k| led_by(scene, sentence, k)).collect()
}

/// Whoever has the chair that a phrase names.
pub fn led_by(scene: &Scene<'_>, sentence: usize, chair: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    if !scene.lexicon.words().is("chair-noun", &tree.lemma(chair)) {
        return Vec::new();
    }
    let owners_of =
        tree.prepositional_kids(chair, "of").into_iter().chain(tree.kids_by_full(chair, "nmod:poss"));
    let before = tree.kids_by(chair, "amod").chain(tree.kids_by(chair, "compound"));
    owners_of.chain(before).flat_map(|o| owners(scene, sentence, o)).collect()
}

/// *The talks **produced** a declaration*: it binds those who talked.
pub(super) fn produced(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let yields = |&v: &usize| {
        let class = |l: &String| scene.lexicon.words().is("produce", l);
        tree.with_particle(v).iter().any(class)
    };
    let Some(verb) = tree.governing_verb(noun).filter(yields).filter(|_| phrase.parties.is_empty()) else {
        return;
    };
    let meeting = |t: &usize| scene.things[*t].kind == Kind::Event && scene.things[*t].parties.len() > 1;
    let subjects = tree.agents(verb).into_iter().filter_map(|a| scene.spot_at(sentence, a));
    let talks = subjects.into_iter().flat_map(|s| scene.spots[s].things.clone()).find(meeting);
    if let Some(talks) = talks {
        phrase.parties.extend(&scene.things[talks].parties);
        phrase.made = true;
    }
}

/// *the trade agreement that it **had with** Honduras*: it binds both.
pub(super) fn kept_with(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let keeps = |&v: &usize| {
        matches!(tree.lemma(v).as_str(), "have" | "keep" | "maintain" | "enjoy" | "share")
            && tree.patients(v).contains(&noun)
    };
    let Some(verb) = tree.kids_by(noun, "acl").find(keeps) else { return };
    let with = tree.with_preposition(verb, "with");
    if !with.is_empty() {
        let heads = tree.agents(verb).into_iter().chain(with);
        phrase.parties.extend(heads.flat_map(|h| owners(scene, sentence, h)));
    }
}

/// *The army retook Khartoum **after two years of fighting with the RSF***: whoever acts then fought them.
pub(super) fn fought_with(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let conflict = words.nouns.get(&tree.lemma(noun)).is_some_and(|s| s.ntype == NodeType::Conflict)
        || tree.token(noun).form == "fighting";
    let with = ["with", "against"].iter().any(|p| !tree.prepositional_kids(noun, p).is_empty());
    // *two years **of fighting***: a gerund hangs there as a clause.
    let outer = tree.head(noun).filter(|_| tree.rel(noun) == "acl" && tree.has_kid(noun, "mark", &["of"]));
    let whole = outer.unwrap_or_else(|| whole_of(tree, noun));
    let then = matches!(tree.preposition(whole).as_deref(), Some("after" | "amid" | "during"));
    let Some(verb) = tree.head(whole).filter(|&v| conflict && with && then && tree.is_verb(v)) else {
        return;
    };
    if phrase.parties.len() + phrase.targets.len() == 1 {
        phrase.parties.extend(tree.agents(verb).into_iter().flat_map(|a| owners(scene, sentence, a)));
    }
}

/// *has been **on trial** in Juba since September*: whoever is on trial undergoes it.
pub(super) fn on_trial(scene: &Scene<'_>, sentence: usize, noun: usize, phrase: &mut Phrase) {
    let tree = &scene.trees[sentence];
    let on = tree.preposition(noun).as_deref() == Some("on") && tree.kids_by(noun, "cop").next().is_some();
    if tree.lemma(noun) == "trial" && on {
        let subject = tree.kids_by(noun, "nsubj").flat_map(|k| owners(scene, sentence, k));
        phrase.targets.extend(subject);
        phrase.places.extend(around(scene, sentence, noun));
        phrase.made = true;
    }
}
