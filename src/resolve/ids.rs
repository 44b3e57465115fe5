//! What is a thing called, in one word that stays?
//!
//! `kind/slug`; the year where the same name returns, a number as a last resort.

use std::collections::{BTreeMap, HashSet};

/// What a thing's id is made from.
#[derive(Debug)]
pub struct Called<'c, Rest> {
    /// `kind/slug`.
    pub base: String,
    /// The year of its date; empty where it has none.
    pub year: &'c str,
    /// It carries the year even where nothing else has its name.
    pub dated: bool,
    /// Who of those of one name comes first.
    pub order: Rest,
}

/// Ids for things, in their order; no two the same.
pub fn ids<Rest: Ord>(things: &[Called<'_, Rest>]) -> Vec<String> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, thing) in things.iter().enumerate() {
        groups.entry(&thing.base).or_default().push(at);
    }
    let mut ids = vec![String::new(); things.len()];
    let mut taken: HashSet<String> = HashSet::new();
    for (base, mut members) in groups {
        members.sort_by(|&a, &b| things[a].order.cmp(&things[b].order));
        let mut number = 2;
        for (place, member) in members.into_iter().enumerate() {
            let thing = &things[member];
            let dated = (thing.dated || place > 0) && !thing.year.is_empty() && !base.ends_with(thing.year);
            let mut id = if dated { format!("{base}-{}", thing.year) } else { base.to_string() };
            while taken.contains(&id) {
                id = format!("{base}-{number}");
                number += 1;
            }
            taken.insert(id.clone());
            ids[member] = id;
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::{Called, ids};

    #[test]
    fn no_two_things_have_one_id() {
        let thing = |base: &str, year, dated, order| Called { base: base.into(), year, dated, order };
        let things = [
            thing("event/summit", "2024", true, 1),
            thing("event/summit", "2024", true, 2),
            thing("event/summit-2024", "", false, 1),
            thing("event/vote", "2023", false, 2),
            thing("event/vote", "", false, 1),
        ];
        let expected =
            ["event/summit-2024", "event/summit-2", "event/summit-2024-2", "event/vote-2023", "event/vote"];
        assert_eq!(ids(&things), expected);
    }
}
