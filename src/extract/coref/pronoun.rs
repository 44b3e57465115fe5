//! Whom does a pronoun mean, by where it stands in its clause?

use super::group::{face_to_face, groups_by_place, opens_sentence, subject_of};
use super::{PRONOUN_REACH, prominence, spots_before};
use crate::extract::ends;
use crate::extract::scene::Scene;
use crate::extract::syntax::Tree;
use crate::lexicon::Sex;
use crate::model::{Kind, Reading};

pub(super) fn person_before(scene: &Scene<'_>, sentence: usize, token: usize, sex: Sex) -> Option<usize> {
    let fits = |t: usize| scene.things[t].is_person() && may_be(scene, t, sex);
    let stance = Stance::of(&scene.trees[sentence], token);
    if let Some(object) = object_owner(scene, sentence, token).filter(|&t| fits(t)) {
        return Some(object);
    }
    if matches!(stance, Stance::Owner | Stance::Itself)
        && let Some(subject) = local_subject(scene, sentence, token).filter(|&t| fits(t))
    {
        return Some(subject);
    }
    // *In his April address, Kishida repeated …*: the person follows.
    if let Some(subject) =
        opens_sentence(scene, sentence, token).then(|| subject_of(scene, sentence)).flatten()
        && fits(subject)
    {
        return Some(subject);
    }
    let barred = barred(scene, sentence, token, stance);
    spots_before(scene, sentence, token, PRONOUN_REACH)
        .into_iter()
        .filter_map(|s| match scene.spots[s].things[..] {
            [one] => Some(one).filter(|&t| fits(t)),
            _ => None,
        })
        .find(|t| !barred.contains(t))
}

/// Whether a person's given name allows the sex; names that say nothing allow both.
pub(super) fn may_be(scene: &Scene<'_>, thing: usize, sex: Sex) -> bool {
    let people = scene.lexicon.people();
    let known = scene.things[thing].name.split_whitespace().find_map(|w| people.given(w));
    known.is_none_or(|known| known == sex || known == Sex::Any)
}

/// Where a pronoun stands in its clause; that decides whom it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// *its troops*: likely the subject of its own clause.
    Owner,
    /// *itself*: the subject of its own clause.
    Itself,
    /// Subject of the sentence's main clause: likely what the sentence before was about.
    MainSubject,
    /// Subject of another clause.
    Subject,
    /// Object or after a preposition: never the subject of its own clause.
    Other,
}

impl Stance {
    pub(super) fn of(tree: &Tree<'_>, token: usize) -> Self {
        let lower = tree.token(token).form.to_lowercase();
        if lower.ends_with("self") || lower.ends_with("selves") {
            return Self::Itself;
        }
        if matches!(lower.as_str(), "its" | "his" | "their")
            || lower == "her" && tree.full_rel(token) == "nmod:poss"
        {
            return Self::Owner;
        }
        if tree.rel(token) != "nsubj" {
            return Self::Other;
        }
        let main = tree.head(token).is_none_or(|verb| tree.head(verb).is_none());
        if main { Self::MainSubject } else { Self::Subject }
    }
}

/// The verb whose clause a token belongs to.
pub(super) fn clause_of(tree: &Tree<'_>, token: usize) -> Option<usize> {
    tree.ancestors(token).into_iter().find(|&i| tree.is_verb(i))
}

/// Things that the subject of a token's clause speaks of, the phrase the token is part of aside.
pub(super) fn local_subjects(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let Some(verb) = clause_of(tree, token) else { return Vec::new() };
    let inside = |head: usize| {
        let (from, to) = tree.extent(head);
        from <= token && token <= to
    };
    let subjects =
        tree.agents(verb).into_iter().filter(|&a| !inside(a) || a < token && is_relative_to(tree, a, verb));
    let spots = subjects.flat_map(|a| tree.with_conjuncts(a)).filter_map(|a| scene.spot_at(sentence, a));
    spots.flat_map(|s| scene.spots[s].things.clone()).collect()
}

/// The noun that a relative clause belongs to is the clause's subject, though the clause stands inside its phrase.
pub(super) fn is_relative_to(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    tree.ancestors(verb).contains(&noun)
}

pub(super) fn local_subject(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    match local_subjects(scene, sentence, token)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// *sends troops to assist Russia in **its** war*, *thanked Qatar for **its** help*: of the two within the verb's phrase,
/// the object owns what the preposition adds, where the verb takes its part or judges it.
fn object_owner(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let owned = tree.head(token).filter(|&h| tree.full_rel(token) == "nmod:poss" && h > token)?;
    let verb = clause_of(tree, owned).filter(|&v| scene.lexicon.words().is("object-owns", &tree.lemma(v)))?;
    if !matches!(
        tree.preposition(owned)?.as_str(),
        "in" | "for" | "over" | "of" | "on" | "against" | "during"
    ) {
        return None;
    }
    let beside = |&k: &usize| matches!(tree.preposition(k).as_deref(), Some("with" | "by" | "alongside"));
    let mut whole = tree.kids(verb).iter().copied().filter(|k| tree.rel(*k) == "obj" || beside(k));
    let object = whole.rfind(|&k| verb < k && k < token && k != owned)?;
    match scene.spots[scene.spot_at(sentence, object)?].things[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Whom a pronoun cannot mean: *Orbán defends him*, *Niger handed it over*.
pub(super) fn barred(scene: &Scene<'_>, sentence: usize, token: usize, stance: Stance) -> Vec<usize> {
    if stance == Stance::Other { local_subjects(scene, sentence, token) } else { Vec::new() }
}

/// What *it* speaks of: the nearest subject that is one thing and no person, else the nearest organisation or state.
pub(super) fn thing_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let stance = Stance::of(tree, token);
    let of_text = stance == Stance::Owner
        && tree.head(token).is_some_and(|h| scene.lexicon.words().is("text-part", &tree.lemma(h)));
    let fits = |t: usize| {
        let thing = &scene.things[t];
        let texts = matches!(thing.kind, Kind::Agreement | Kind::Policy);
        !thing.is_person() && thing.kind != Kind::Place && (!of_text || texts)
    };
    if let Some(object) = object_owner(scene, sentence, token).filter(|&t| fits(t)) {
        return Some(object);
    }
    if matches!(stance, Stance::Owner | Stance::Itself)
        && let Some(subject) = local_subject(scene, sentence, token).filter(|&t| fits(t))
    {
        return Some(subject);
    }
    let barred = barred(scene, sentence, token, stance);
    let single = |s: &usize| match scene.spots[*s].things[..] {
        [one] if fits(one) && !barred.contains(&one) && !is_one_of_several(scene, *s) => Some(one),
        _ => None,
    };
    let candidates: Vec<usize> = spots_before(scene, sentence, token, 1)
        .into_iter()
        .filter(|&s| scene.spots[s].reading != Reading::Demonym)
        .collect();
    let allowed = |s: &&usize| {
        let here = scene.spots[**s].sentence == sentence;
        let rank = prominence(scene, **s);
        match stance {
            Stance::MainSubject => !here || rank <= 1,
            Stance::Other => here || rank <= 2 && !names_text(scene, scene.spots[**s].sentence),
            _ => true,
        }
    };
    let chosen = candidates.iter().filter(allowed).find_map(single);
    let chosen = chosen
        .or_else(|| (stance == Stance::MainSubject).then(|| candidates.iter().find_map(single)).flatten());
    chosen.filter(|&t| scene.things[t].kind == Kind::Actor || prominent(scene, &candidates, t))
}

/// *Peru and Ecuador are members of the bloc; Chile left it*: nobody says *it* of one of two.
fn is_one_of_several(scene: &Scene<'_>, spot: usize) -> bool {
    let spot = &scene.spots[spot];
    let row = scene.trees[spot.sentence].with_conjuncts(scene.trees[spot.sentence].first_conjunct(spot.head));
    let actor = |&h: &usize| scene.spot_at(spot.sentence, h).is_some_and(|s| !scene.actors(s).is_empty());
    row.into_iter().filter(actor).count() > 1
}

/// Whether a sentence has an agreement or policy without a name, which *it* may mean as well.
pub(super) fn names_text(scene: &Scene<'_>, sentence: usize) -> bool {
    let tree = &scene.trees[sentence];
    (0..tree.len()).any(|i| {
        matches!(tree.rel(i), "nsubj" | "obj" | "root" | "obl")
            && scene.spot_over(sentence, i).is_none()
            && scene
                .lexicon
                .words()
                .nouns
                .get(&tree.lemma(i))
                .is_some_and(|sort| matches!(sort.kind, Kind::Agreement | Kind::Policy))
    })
}

/// What *they* speaks of: the subject of its own clause for *their* and *themselves*, else the last group.
pub(super) fn those_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let stance = Stance::of(tree, token);
    let local = local_subjects(scene, sentence, token);
    if matches!(stance, Stance::Owner | Stance::Itself) && local.len() > 1 {
        return local;
    }
    if let Some(governing) = governing_group(scene, sentence, token) {
        return governing;
    }
    for back in 0..=PRONOUN_REACH.min(sentence) {
        let before = (back == 0).then_some(token);
        match told_in(scene, sentence - back, before, stance) {
            Told::Group(found) => {
                let own =
                    stance == Stance::Other && !local.is_empty() && found.iter().all(|t| local.contains(t));
                return if own { Vec::new() } else { found };
            }
            Told::Others => return Vec::new(),
            Told::Nothing => {}
        }
        // *During their June summit, Kim and Putin signed …*: the group follows; but *their ministers, A and B,* are not their own.
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
    (group.len() > 1).then_some(group)
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
    match (first, acting) {
        (Some((_, start, _)), _) if rival(*start) => Told::Others,
        (Some((_, _, group)), _) => Told::Group(group.clone()),
        (None, Some(actors)) => Told::Group(actors),
        (None, None) if subject.is_some() || rival(0) => Told::Others,
        (None, None) => face_to_face(scene, sentence).map_or(Told::Nothing, Told::Group),
    }
}

pub(super) fn prominent(scene: &Scene<'_>, candidates: &[usize], thing: usize) -> bool {
    candidates.iter().any(|&s| scene.spots[s].things.contains(&thing) && prominence(scene, s) <= 1)
}
