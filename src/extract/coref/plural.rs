//! Whom do *they* and *their* mean: several actors, or one body in the plural?

use super::group::{face_to_face, groups_by_place, opens_sentence};
use super::pronoun::{Stance, clause_of, is_anothers, local_subjects};
use super::{PRONOUN_REACH, is_plural};
use crate::extract::ends;
use crate::extract::scene::{Scene, Spot};
use crate::model::{Kind, NodeType};

/// What *they* speaks of: the subject of its own clause for *their* and *themselves*, else the last group.
pub(super) fn those_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let stance = Stance::of(tree, token);
    let local = local_subjects(scene, sentence, token);
    let anothers = is_anothers(scene, sentence, token);
    if matches!(stance, Stance::Owner | Stance::Itself) && local.len() > 1 && !anothers {
        return local;
    }
    if let Some(governing) = governing_group(scene, sentence, token) {
        return governing;
    }
    for back in 0..=PRONOUN_REACH.min(sentence) {
        let before = (back == 0).then_some(token);
        match told_in(scene, sentence - back, before, stance) {
            Told::Group(found) => {
                let own = (stance == Stance::Other || anothers)
                    && !local.is_empty()
                    && found.iter().all(|t| local.contains(t));
                return if own { Vec::new() } else { found };
            }
            Told::Others => return Vec::new(),
            Told::Nothing => {}
        }
        // *During their June summit, Kim and Putin signed …*: the group follows; but *their ministers, A and B,* are not
        // their own.
        let (_, end) = tree.head(token).map_or((token, token), |noun| tree.extent(noun));
        let outside =
            || groups_by_place(scene, sentence, None).into_iter().find(|(_, start, _)| *start > end);
        if back == 0
            && opens_sentence(scene, sentence, token)
            && let Some((_, _, group)) = outside()
        {
            return group;
        }
    }
    Vec::new()
}

/// *Chad and Niger said that **they** …*: the subject of a verb above speaks for the subject below.
fn governing_group(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Vec<usize>> {
    let tree = &scene.trees[sentence];
    let own = clause_of(tree, token)?;
    let above = tree.ancestors(own).into_iter().find(|&i| tree.is_verb(i) && !tree.agents(i).is_empty())?;
    let heads = tree.agents(above).into_iter().flat_map(|a| tree.with_conjuncts(a)).filter(|&a| a < token);
    let spots = heads.filter_map(|a| scene.spot_at(sentence, a));
    let mut group: Vec<usize> = spots.flat_map(|s| scene.actors(s)).collect();
    let mut seen = std::collections::BTreeSet::new();
    group.retain(|&t| seen.insert(t));
    let band = |&a: &usize| scene.spot_at(sentence, a).is_some_and(|s| is_band(scene, &scene.spots[s]));
    (group.len() > 1 || tree.agents(above).iter().any(band)).then_some(group)
}

/// *The **Houthis** fired …, and **they** …*: one body whose name or noun is in the plural.
pub(super) fn is_band(scene: &Scene<'_>, spot: &Spot) -> bool {
    let tree = &scene.trees[spot.sentence];
    let words = scene.lexicon.words();
    let [thing] = spot.things[..] else { return false };
    let body = &scene.things[thing];
    let lemma = tree.lemma(spot.head).to_lowercase();
    let armed = || {
        let entry = body.entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        let sort = entry.and_then(|e| e.sort.as_deref());
        sort.is_some_and(|s| matches!(s, "armed-group" | "armed group" | "force"))
    };
    let fighters = || ["people", "fighters", "force-noun"].iter().any(|c| words.is(c, &lemma)) || armed();
    body.kind == Kind::Actor
        && body.ntype == NodeType::Organization
        && (is_plural(tree, spot.head) || lemma == "taliban")
        && fighters()
}

/// The body in the plural that a sentence has as its subject, and where it begins.
fn band_of(scene: &Scene<'_>, sentence: usize, before: Option<usize>) -> Option<(usize, usize)> {
    let tree = &scene.trees[sentence];
    let here = scene.spots_in(sentence).filter(|s| !s.nested && before.is_none_or(|token| s.end <= token));
    let lead = here.filter(|s| tree.rel(s.head) == "nsubj" && is_band(scene, s));
    lead.map(|s| (s.start, s.things[0])).max()
}

/// What a sentence offers to a pronoun in the plural.
enum Told {
    /// Several actors.
    Group(Vec<usize>),
    /// People or things that stand for nobody on stage.
    Others,
    /// Nothing in the plural.
    Nothing,
}

/// The subject of a sentence before any other group; a plural that stands for nobody bars what is less prominent or farther.
fn told_in(scene: &Scene<'_>, sentence: usize, before: Option<usize>, stance: Stance) -> Told {
    let tree = &scene.trees[sentence];
    let end = before.unwrap_or(tree.len());
    let plain = |&i: &usize| tree.token(i).xpos == "NNS" && scene.spot_over(sentence, i).is_none();
    let subject = (0..end).rev().filter(|&i| tree.rel(i) == "nsubj").find(plain);
    let actors = |i: usize| {
        let heads = tree.with_conjuncts(i).into_iter();
        heads.flat_map(|h| ends::actors_of(scene, sentence, h)).collect::<Vec<_>>()
    };
    let acting = subject.map(actors).filter(|a| a.len() > 1);
    let groups = groups_by_place(scene, sentence, before);
    // *the summit between Oman and Iran at which **they** signed …*: the group within the noun that the clause is about.
    let told_of = before.and_then(|token| {
        let clause = tree.ancestors(token).into_iter().find(|&i| tree.rel(i) == "acl")?;
        tree.head(clause).map(|noun| (tree.extent(noun).0, clause))
    });
    let inside = |start: usize| told_of.is_some_and(|(from, to)| (from..to).contains(&start));
    let first = groups.iter().find(|(_, start, _)| inside(*start)).or_else(|| {
        groups.first().filter(|(rank, start, _)| match subject {
            // *The rebels attacked Chad and Niger, and they …*.
            Some(other) => *rank == 0 && *start > other,
            None => true,
        })
    });
    let object = |i: &usize| matches!(tree.rel(*i), "obj" | "iobj") && plain(i);
    let rival = |start: usize| stance == Stance::Other && (start..end).any(|i| object(&i));
    // *Chad and Niger have a border. The **rebels** crossed it, and **they** …*: the subject, if no pair is.
    let band = band_of(scene, sentence, before).filter(|(start, _)| subject.is_none_or(|s| s <= start + 3));
    if let Some((start, body)) = band
        && first.is_none_or(|(rank, ..)| *rank > 0)
        && !(stance == Stance::Other && (start + 2..end).any(|i| plain(&i)))
    {
        return Told::Group(vec![body]);
    }
    match (first, acting) {
        (Some((_, start, _)), _) if rival(*start) => Told::Others,
        (Some((_, _, group)), _) => Told::Group(group.clone()),
        (None, Some(actors)) => Told::Group(actors),
        (None, None) if subject.is_some() || rival(0) => Told::Others,
        (None, None) => face_to_face(scene, sentence).map_or(Told::Nothing, Told::Group),
    }
}
