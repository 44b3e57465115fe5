//! Whom is an act done to that its sentence does not tell: *Rwanda helped Mozambique in Palma. It has since sent **two
//! thousand more men***?
//!
//! Whoever deals with one other in the sentences before deals with him again, as long as nobody else is in play: the act
//! has no phrase with another actor, and the last act of the same source had a single other end.

use super::frame::Open;
use super::scene::{Scene, Spot};
use super::{Fact, ends};
use crate::model::{EdgeType, Factuality, Kind};
use std::collections::BTreeSet;

/// How many sentences back the other may stand.
const REACH: usize = 2;
/// How sure such a reading is.
const SURE: f64 = 0.5;

/// The acts whose receiver the sentences before tell.
pub fn read(scene: &Scene<'_>, facts: &[Fact], open: &[Open]) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    for act in open {
        let etype = scene.lexicon.rules().rules[act.rule].edge;
        let at = (act.sentence, act.trigger);
        let told =
            |f: &Fact| (f.sentence, f.token) == at && f.etype.is_interaction() && f.source == act.source;
        if !is_carried(etype) || facts.iter().chain(&found).any(told) || names_another(scene, act) {
            continue;
        }
        let Some(target) = other(scene, facts, act) else { continue };
        let rule = format!("counterpart.{}", scene.lexicon.rules().rules[act.rule].name);
        let fact = Fact::told(scene, at, etype, (act.source, target), rule, SURE);
        if matches!(fact.factuality, Factuality::Actual | Factuality::Reported) {
            found.push(fact);
        }
    }
    found
}

/// Acts that go on between the same two.
fn is_carried(etype: EdgeType) -> bool {
    use EdgeType::{Aid, Concede, Reject, Request, Retreat, Sanction, Threaten};
    matches!(etype, Aid | Concede | Reject | Request | Retreat | Sanction | Threaten)
}

/// Whether the clause speaks of an actor besides whoever acts.
fn names_another(scene: &Scene<'_>, act: &Open) -> bool {
    let tree = &scene.trees[act.sentence];
    let (_, end) = tree.extent(act.trigger);
    let behind = |s: &&Spot| s.start > act.trigger && s.start <= end && !s.nested;
    let other = |&t: &usize| {
        let kind = scene.things[t].kind;
        matches!(kind, Kind::Actor | Kind::Place)
            && t != act.source
            && home(scene, t) != home(scene, act.source)
    };
    scene.spots_in(act.sentence).filter(behind).any(|s| s.things.iter().any(other))
}

fn home(scene: &Scene<'_>, thing: usize) -> usize {
    scene.homes.get(&thing).copied().unwrap_or(thing)
}

/// The only one whom the source last had to do with.
fn other(scene: &Scene<'_>, facts: &[Fact], act: &Open) -> Option<usize> {
    let own = |t: usize| home(scene, t) == home(scene, act.source);
    let near = |f: &&Fact| {
        (f.sentence, f.token) < (act.sentence, act.trigger)
            && f.sentence + REACH >= act.sentence
            && f.etype.is_interaction()
            && f.factuality != Factuality::Negated
            && (own(f.source) ^ own(f.target))
    };
    let last = facts.iter().filter(near).map(|f| f.sentence).max()?;
    let there = facts.iter().filter(near).filter(|f| f.sentence == last);
    let others: BTreeSet<usize> =
        there.map(|f| home(scene, if own(f.source) { f.target } else { f.source })).collect();
    let mut others = others.into_iter();
    let one = others.next()?;
    (others.next().is_none() && ends::is_wanted(scene, one, &[])).then_some(one)
}
