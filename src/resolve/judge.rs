//! Is this the agreement, event or policy that those others spoke of?
//!
//! Compared feature by feature: name, noun, parties, date. What speaks against comes first.

use super::profile::Profile;
use super::symbols::Symbol;
use crate::model::{Edtf, Kind, NodeType};

/// What is known so far of a thing that profiles are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    pub ntype: NodeType,
    pub entry: Option<Symbol>,
    pub date: Option<&'k Edtf>,
    /// Sorted.
    pub parties: &'k [Symbol],
}

/// Whether a made thing is the one known, and how surely; `None` where something speaks against it. One of its names may
/// be the known thing's; else it counts how many long words they share.
pub fn judge(
    profile: &Profile,
    date: Option<&Edtf>,
    known: Known<'_>,
    same_name: bool,
    shared_words: impl FnOnce() -> usize,
) -> Option<usize> {
    let same_entry = profile.entry.is_some() && profile.entry == known.entry;
    let shared = shared(&profile.parties, known.parties);
    let strangers = !profile.parties.is_empty() && !known.parties.is_empty() && shared == 0;
    if strangers && !same_entry || profile.entry.is_some() && known.entry.is_some() && !same_entry {
        return None;
    }
    let both_dated = date.is_some() && known.date.is_some();
    let dates_meet = date.zip(known.date).is_none_or(|(a, b)| a.overlaps(b));
    if profile.kind == Kind::Event && !dates_meet {
        return None;
    }
    let nested = shared == profile.parties.len() || shared == known.parties.len();
    if (same_entry || same_name) && (profile.named || nested && (shared > 0 || both_dated)) {
        return Some(10 + shared + usize::from(both_dated && dates_meet) * 3);
    }
    let agreement = profile.kind == Kind::Agreement;
    if shared < 2 || !both_dated {
        return None;
    }
    let alike_words = agreement && shared_words() >= 2;
    let same_type = alike_words || profile.ntype == known.ntype && profile.ntype != NodeType::Other;
    let same_parties = *profile.parties == *known.parties;
    if agreement && same_type && same_parties && close(date, known.date) {
        return Some(2 + shared);
    }
    (same_type && nested && dates_meet).then_some(3 + shared)
}

/// How many are in both of two sorted lists.
fn shared(a: &[Symbol], b: &[Symbol]) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|party| many.binary_search(party).is_ok()).count()
}

/// How far apart, in days, two sources may date one agreement and still mean the same.
const CLOSE: i64 = 31;

/// Whether two dates of an agreement lie so close that the sources rather disagree than speak of two things.
fn close(one: Option<&Edtf>, other: Option<&Edtf>) -> bool {
    let first = |date: Option<&Edtf>| date.and_then(|d| d.bounds().0);
    match (first(one), first(other)) {
        (Some(a), Some(b)) => {
            let (early, late) = (a.min(b), a.max(b));
            early.plus_days(CLOSE).is_some_and(|limit| late <= limit)
        }
        _ => false,
    }
}

/// Whether the new date takes the place of the old: the finer of two where one contains the other, else the smaller
/// text, so that the order does not matter.
pub fn is_finer(new: &Edtf, old: &Edtf) -> bool {
    // A war that one text dates to a year and another from a month of it on.
    let opens = |d: &Edtf, year: &Edtf| {
        d.end() == ".."
            && !year.is_interval()
            && Edtf::parse(d.start()).is_ok_and(|start| year.contains(&start))
    };
    if opens(new, old) || opens(old, new) {
        return opens(new, old);
    }
    let closer = old.contains(new) && !old.is_interval() || new == old;
    closer || !new.contains(old) && new < old
}
