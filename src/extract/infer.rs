//! What follows from what a text says, without its saying so?
//!
//! Few steps, each safe: who signs for a state binds it; who acts at a meeting takes part in it; what is signed at a meeting
//! is concluded there.

use super::examples;
use super::scene::Scene;
use super::setting::{self, Setting};
use super::{Fact, away, bare, ends, guests, polls, promise, war};
use crate::model::{EdgeType, Factuality, NodeType};

/// What inference costs in confidence.
pub(super) const COST: f64 = 0.1;

/// Adds what follows.
pub fn complete(scene: &Scene<'_>, facts: &mut Vec<Fact>) {
    let settings = setting::all(scene);
    facts.extend(setting::present(scene, &settings));
    facts.extend(setting::attended(scene));
    facts.extend(guests::read(scene));
    let stood = polls::read(scene);
    // *was beaten by Santos*: at the polls.
    facts.retain(|f| {
        let vote = |s: &Fact| (s.sentence, s.token) == (f.sentence, f.token);
        f.etype != EdgeType::Assault || !stood.iter().any(vote)
    });
    facts.extend(stood);
    facts.extend(bare::read(scene));
    facts.extend(setting::travelled_to(scene, &settings));
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
        .filter_map(|f| concluded_at(scene, &settings, f))
        .collect();
    facts.extend(held);
    let reached = talks_reach(scene, facts);
    facts.extend(reached);
    let allied = allies(scene, facts);
    facts.extend(allied);
    let located = facts.iter().filter(|f| f.etype == EdgeType::LocatedIn);
    let around: Vec<Fact> = located.filter_map(|f| in_its_state(scene, f)).collect();
    facts.extend(around);
    facts.retain(|f| f.etype != EdgeType::Signed || scene.things[f.source].ntype == NodeType::Person);
    let of_persons: Vec<Fact> =
        facts.iter().filter(|f| is_persons(scene, f)).flat_map(|f| states_bound(scene, facts, f)).collect();
    facts.retain(|f| !is_persons(scene, f));
    facts.extend(of_persons);
    facts.retain(|f| !is_out_of_war(scene, f) && !is_voting_state(scene, f));
    facts.retain(|f| away::is_absence(scene, f) || !is_of_none(scene, f));
    facts.iter_mut().for_each(|f| date_by_thing(scene, f));
    facts.iter_mut().for_each(|f| place_in_time(scene, f));
}

/// *The war ended with a ceasefire*: a truce ends a war, and is not concluded at it.
fn is_out_of_war(scene: &Scene<'_>, fact: &Fact) -> bool {
    fact.etype == EdgeType::ConcludedAt && scene.things[fact.target].ntype == NodeType::Conflict
}

/// *Portugal goes to the polls*: the vote is held there, and nobody says that the state stands in it.
fn is_voting_state(scene: &Scene<'_>, fact: &Fact) -> bool {
    let (state, vote) = (fact.source, fact.target);
    let thing = &scene.things[vote];
    let home = thing.ntype == NodeType::Election || thing.noun == "referendum";
    // *the president called an election*: whoever calls it may not stand.
    if fact.rule == "convene" && thing.ntype == NodeType::Election {
        return true;
    }
    fact.etype == EdgeType::ParticipatedIn
        && scene.things[state].ntype == NodeType::State
        && home
        && (scene.things[vote].places.contains(&state) || scene.things[vote].parties.contains(&state))
        && !fact.rule.starts_with("watch")
}

/// *have not met since May*, *a summit has yet to take place*: a meeting that was not has nobody at it.
fn is_of_none(scene: &Scene<'_>, fact: &Fact) -> bool {
    let meeting = [fact.source, fact.target].into_iter().any(|t| {
        let thing = &scene.things[t];
        thing.ntype == NodeType::Meeting && !thing.named && thing.mentions.len() == 1
    });
    meeting && fact.factuality == Factuality::Negated && !away::is_called_off(scene, fact)
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
    let behalf = signs_for(scene, signed);
    if !behalf.is_empty() {
        return behalf.into_iter().map(|s| party(s, COST)).collect();
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

/// *signed by Banda **for Malawi***, *Diallo, **on behalf of the rebels***: whom the signature binds, said right behind the name.
fn signs_for(scene: &Scene<'_>, signed: &Fact) -> Vec<usize> {
    let tree = &scene.trees[signed.sentence];
    let after = scene
        .spots_in(signed.sentence)
        .filter(|s| !s.nested && s.things == [signed.source])
        .map(|s| s.end)
        .filter_map(|end| {
            let comma = end < tree.len() && tree.token(end).form == ",";
            let at = if comma { end + 1 } else { end };
            let said = |i: usize, word: &str| i < tree.len() && tree.token(i).form == word;
            match () {
                () if said(at, "for") => Some(at + 1),
                () if said(at, "on") && said(at + 1, "behalf") && said(at + 2, "of") => Some(at + 3),
                () => None,
            }
        });
    let first = |at: usize| examples::row(scene, signed.sentence, at).first().copied();
    let heads = after.filter_map(first);
    heads.flat_map(|h| ends::actors_of(scene, signed.sentence, h)).collect()
}

/// The state that the gazetteer knows a person for, if the text speaks of it.
pub fn known_state(scene: &Scene<'_>, person: usize) -> Option<usize> {
    let entry = scene.lexicon.entry_by_key(scene.things[person].entry.as_deref()?)?;
    let known = |t: &usize| {
        scene.things[*t].entry.as_deref().is_some_and(|e| {
            entry.states.iter().any(|s| e == format!("states/{s}") || e == format!("igos/{s}"))
        })
    };
    (0..scene.things.len()).find(known)
}

/// An agreement whose signing has a meeting as its setting is concluded there.
fn concluded_at(scene: &Scene<'_>, settings: &[Setting], fact: &Fact) -> Option<Fact> {
    let tree = &scene.trees[fact.sentence];
    let above = || tree.head(fact.token).filter(|&v| tree.is_verb(v) && tree.rel(fact.token) == "obl");
    let verb = match tree.is_verb(fact.token) {
        true => fact.token,
        false => tree.governing_verb(fact.token).or_else(above)?,
    };
    let own = settings.iter().find(|s| s.sentence == fact.sentence && s.verb == verb)?;
    Some(Fact {
        etype: EdgeType::ConcludedAt,
        source: fact.target,
        target: own.event,
        rule: "setting.concluded".into(),
        confidence: fact.confidence - COST,
        ..fact.clone()
    })
}

/// Who visits a city visits its state, where the text speaks of it.
fn in_its_state(scene: &Scene<'_>, fact: &Fact) -> Option<Fact> {
    let visit = matches!(scene.things[fact.source].noun.as_str(), "visit" | "trip" | "tour" | "stopover");
    let state = ends::state_of_place(scene, fact.target).filter(|_| visit)?;
    Some(Fact {
        target: state,
        rule: format!("{} → state", fact.rule),
        confidence: fact.confidence - COST,
        ..fact.clone()
    })
}

/// What was reached at talks binds those who talked, where nothing else says whom; and where it was reached, they talked.
fn talks_reach(scene: &Scene<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mut found = Vec::new();
    for told in facts.iter().filter(|f| f.etype == EdgeType::ConcludedAt) {
        let (agreement, talks) = (told.source, told.target);
        let about = |etype: EdgeType, target: usize| {
            facts.iter().filter(move |f| f.etype == etype && f.target == target)
        };
        let known = about(EdgeType::PartyTo, agreement).next().is_some()
            || !scene.things[agreement].parties.is_empty();
        if !known && scene.things[talks].parties.len() > 1 {
            found.extend(
                about(EdgeType::ParticipatedIn, talks)
                    .filter(|f| scene.things[talks].parties.contains(&f.source))
                    .map(|f| Fact {
                        etype: EdgeType::PartyTo,
                        source: f.source,
                        target: agreement,
                        rule: "setting.party".into(),
                        confidence: told.confidence - COST,
                        ..told.clone()
                    }),
            );
        }
        let placed = facts.iter().any(|f| f.etype == EdgeType::LocatedIn && f.source == talks);
        if !placed && scene.things[talks].ntype == NodeType::Meeting {
            let places = facts.iter().filter(|f| f.etype == EdgeType::LocatedIn && f.source == agreement);
            found.extend(places.map(|f| Fact { source: talks, rule: "setting.place".into(), ..f.clone() }));
        }
    }
    found
}

/// Two or three states that a mutual defence treaty binds are allies.
fn allies(scene: &Scene<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mutual = |t: usize| {
        let thing = &scene.things[t];
        let names = thing.names.iter().chain([&thing.name]);
        names.into_iter().any(|n| {
            let lower = n.to_lowercase();
            ["mutual defence", "mutual defense", "mutual security", "alliance treaty"]
                .iter()
                .any(|w| lower.contains(w))
        })
    };
    let bound = |f: &&Fact| f.etype == EdgeType::PartyTo && scene.things[f.source].ntype == NodeType::State;
    let mut found: Vec<Fact> = Vec::new();
    for told in facts.iter().filter(bound).filter(|f| mutual(f.target)) {
        let parties: std::collections::BTreeSet<usize> =
            facts.iter().filter(bound).filter(|f| f.target == told.target).map(|f| f.source).collect();
        if parties.len() > 3 {
            continue;
        }
        let others = parties.into_iter().filter(|&p| p > told.source);
        found.extend(others.map(|other| Fact {
            etype: EdgeType::Ally,
            target: other,
            rule: "mutual-defence".into(),
            confidence: told.confidence - COST,
            date: told.date.clone().map(|d| if d.is_interval() { d } else { d.since() }),
            ..told.clone()
        }));
    }
    found
}
