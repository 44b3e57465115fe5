//! What follows from what a text says, without its saying so?
//!
//! Few steps, each safe: who signs for a state binds it; who acts at a meeting takes part in it; what is signed at a meeting
//! is concluded there.

use super::scene::Scene;
use super::{Fact, ends, promise, war};
use crate::lexicon::Is;
use crate::model::{EdgeType, Factuality, Kind, NodeType};

/// What inference costs in confidence.
pub(super) const COST: f64 = 0.1;

/// Adds what follows.
pub fn complete(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let present: Vec<Fact> = settings(scene);
    facts.extend(present);
    let joined: Vec<Fact> = facts.iter().filter_map(|f| war::joined(scene, f)).collect();
    facts.extend(joined);
    promise::tell(scene, facts);
    let bound: Vec<Fact> = facts
        .iter()
        .filter(|f| f.etype == EdgeType::Signed)
        .flat_map(|f| states_bound(scene, facts, f))
        .collect();
    facts.extend(bound);
    let held: Vec<Fact> = facts
        .iter()
        .filter(|f| matches!(f.etype, EdgeType::Signed | EdgeType::PartyTo))
        .filter_map(|f| concluded_at(scene, f))
        .collect();
    facts.extend(held);
    facts.retain(|f| f.etype != EdgeType::Signed || scene.things[f.source].ntype == NodeType::Person);
    let of_persons: Vec<Fact> =
        facts.iter().filter(|f| is_persons(scene, f)).flat_map(|f| states_bound(scene, facts, f)).collect();
    facts.retain(|f| !is_persons(scene, f));
    facts.extend(of_persons);
    facts.iter_mut().for_each(|f| date_by_thing(scene, f));
    facts.iter_mut().for_each(|f| place_in_time(scene, f));
}

/// What lies after the day of publication is planned; a membership that ended lasted until then.
fn place_in_time(scene: &Scene<'_>, fact: &mut Fact) {
    let Some(date) = fact.date.clone() else { return };
    let published = scene.document.info.published.as_ref().and_then(|p| p.bounds().1);
    if let (Factuality::Actual, Some(start), Some(published)) = (fact.factuality, date.bounds().0, published)
        && start > published
    {
        fact.factuality = Factuality::Future;
    }
    if fact.etype == EdgeType::MemberOf && fact.factuality == Factuality::Negated && !date.is_interval() {
        fact.date = Some(date.until());
    }
}

/// A fact of an event or agreement that has no date of its own has that of the event or agreement.
fn date_by_thing(scene: &Scene<'_>, fact: &mut Fact) {
    if fact.date.is_none() && !fact.etype.is_interaction() && fact.factuality != Factuality::Negated {
        let policy = fact.etype == EdgeType::Issued
            && matches!(
                scene.things[fact.target].ntype,
                NodeType::Strategy | NodeType::Document | NodeType::Law
            );
        let issued = || scene.things[fact.target].date.clone().filter(|_| policy);
        let of_thing = [fact.target, fact.source].into_iter().find_map(|t| super::when::own_date(scene, t));
        fact.date = of_thing.or_else(issued);
    }
}

/// A person is no party: the state or body of the office is.
fn is_persons(scene: &Scene<'_>, fact: &Fact) -> bool {
    fact.etype == EdgeType::PartyTo && scene.things[fact.source].ntype == NodeType::Person
}

/// Whoever signs: a state is a party; a person binds the state of his office.
fn states_bound(scene: &Scene<'_>, facts: &[Fact], signed: &Fact) -> Vec<Fact> {
    let party = |actor: usize, cost: f64| Fact {
        etype: EdgeType::PartyTo,
        source: actor,
        rule: format!("{} → party", signed.rule),
        confidence: signed.confidence - cost,
        ..signed.clone()
    };
    if scene.things[signed.source].ntype != NodeType::Person {
        return vec![party(signed.source, 0.0)];
    }
    let offices = facts.iter().filter(|f| f.etype == EdgeType::Represents && f.source == signed.source);
    let mut states: Vec<usize> = offices
        .map(|f| f.target)
        .filter(|&t| matches!(scene.things[t].ntype, NodeType::State | NodeType::Igo))
        .collect();
    if states.is_empty() {
        states.extend(known_state(scene, signed.source));
    }
    states.sort_unstable();
    states.dedup();
    states.into_iter().map(|s| party(s, COST)).collect()
}

/// The state that the gazetteer knows a person for, if the text speaks of it.
pub fn known_state(scene: &Scene<'_>, person: usize) -> Option<usize> {
    let entry = scene.lexicon.entry_by_key(scene.things[person].entry.as_deref()?)?;
    let known = |t: &usize| {
        scene.things[*t]
            .entry
            .as_deref()
            .is_some_and(|e| entry.states.iter().any(|s| e == format!("states/{s}")))
    };
    (0..scene.things.len()).find(known)
}

/// *At the summit, leaders agreed …*: the subject of a verb with a meeting as its setting takes part in it.
fn settings(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let Some((verb, event)) = setting(scene, sentence, token) else { continue };
            let agents = tree.agents(verb).into_iter().flat_map(|a| tree.with_conjuncts(a));
            for end in agents.flat_map(|a| ends::ends_of(scene, sentence, a, &[Is::Kind(Kind::Actor)], false))
            {
                let (factuality, asserted_by) = super::claim_of(scene, sentence, verb);
                found.push(Fact {
                    etype: EdgeType::ParticipatedIn,
                    source: end.thing,
                    target: event,
                    sentence,
                    token: verb,
                    date: scene.things[event].date.clone(),
                    factuality,
                    role: None,
                    asserted_by,
                    rule: "setting".into(),
                    confidence: 0.75,
                });
            }
        }
    }
    found
}

/// A verb and the meeting that *at*, *during* or *in* makes its setting.
fn setting(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let preposition = tree.preposition(token)?;
    let above = tree.head(token)?;
    // *normalised their relations at the Dialogue*: the phrase may hang on the object.
    let verb = if tree.is_verb(above) { above } else { tree.governing_verb(above)? };
    if !matches!(preposition.as_str(), "at" | "during" | "in" | "after")
        || !matches!(tree.rel(token), "obl" | "nmod")
    {
        return None;
    }
    let talks = scene.lexicon.words().is("plural-event", &tree.lemma(token));
    let event =
        meeting_at(scene, sentence, tree.antecedent(token)).filter(|_| preposition != "after" || talks)?;
    Some((verb, event))
}

fn meeting_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = scene.spot_at(sentence, token)?;
    match scene.spots[spot].things[..] {
        [one] if scene.things[one].kind == Kind::Event && scene.things[one].ntype == NodeType::Meeting => {
            Some(one)
        }
        _ => None,
    }
}

/// An agreement whose signing has a meeting as its setting is concluded there.
fn concluded_at(scene: &Scene<'_>, fact: &Fact) -> Option<Fact> {
    let tree = &scene.trees[fact.sentence];
    let own = tree
        .kids(fact.token)
        .iter()
        .find_map(|&k| setting(scene, fact.sentence, k).filter(|(v, _)| *v == fact.token));
    let (_, event) = own?;
    Some(Fact {
        etype: EdgeType::ConcludedAt,
        source: fact.target,
        target: event,
        rule: "setting.concluded".into(),
        confidence: fact.confidence - COST,
        ..fact.clone()
    })
}
