//! When did those do it whose verb is left out: *Chad recognised it in May, Togo in **June***?
//!
//! The tree gives each such name its date as an orphan (`mend::gap`); the facts of the one verb are dated by it.

use super::Fact;
use super::scene::Scene;
use super::time;
use crate::model::Edtf;

/// Dates facts by the dates of the names that have one of their own beside a verb that is left out.
pub fn dates(scene: &Scene<'_>, facts: &mut [Fact]) {
    for fact in facts {
        let own = [fact.source, fact.target].into_iter().find_map(|t| own_date(scene, fact.sentence, t));
        if let Some(date) = own.filter(|_| scene.trees[fact.sentence].is_verb(fact.token)) {
            fact.date = Some(date);
        }
    }
}

/// The date that hangs as an orphan on a name of a thing, or on the name before it in its list.
fn own_date(scene: &Scene<'_>, sentence: usize, thing: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let spots = scene.spots_in(sentence).filter(|s| s.things.contains(&thing));
    spots.into_iter().find_map(|spot| {
        let orphan = |i: usize| tree.kids_by(i, "orphan").next().is_some();
        let beside = tree.head(spot.head).filter(|_| tree.rel(spot.head) == "conj");
        let dated = Some(spot.head).filter(|&i| orphan(i)).or(beside.filter(|&i| orphan(i)))?;
        time::date_for(tree, &scene.timexes[sentence], dated)
    })
}
