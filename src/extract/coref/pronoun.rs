//! Whom does a pronoun mean, by where it stands in its clause?

use super::group::{opens_sentence, subject_of};
use super::{PRONOUN_REACH, prominence, spots_before};
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
        && !is_anothers(scene, sentence, token)
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

/// *Spain backed **its** plan*, *Peru expelled **its** ambassador*: whoever judges a plan or sends an envoy away speaks of
/// another's.
pub(super) fn is_anothers(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let owned = tree.head(token).filter(|&h| tree.full_rel(token) == "nmod:poss" && h > token);
    owned.is_some_and(|noun| {
        let verb = tree.governing_verb(noun).filter(|&v| tree.patients(v).contains(&noun));
        verb.is_some_and(|v| {
            words.is("judge-verb", &tree.lemma(v)) && words.is("judged-noun", &tree.lemma(noun))
        })
    })
}

/// Whom a pronoun cannot mean: *Orbán defends him*, *Niger handed it over*.
pub(super) fn barred(scene: &Scene<'_>, sentence: usize, token: usize, stance: Stance) -> Vec<usize> {
    if stance == Stance::Other || is_anothers(scene, sentence, token) {
        local_subjects(scene, sentence, token)
    } else {
        Vec::new()
    }
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
        && !is_anothers(scene, sentence, token)
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
    // *Moscow warned **it**. The alliance has not helped **it***: what a pronoun meant goes on being meant.
    let here = |s: &&usize| scene.spots[**s].sentence == sentence;
    let chain = || candidates.iter().filter(|s| !here(s) && is_pronoun(scene, **s)).find_map(single);
    let chosen = if stance == Stance::Other {
        let near = candidates.iter().filter(|s| here(s) && allowed(s)).find_map(single);
        near.or_else(chain).or_else(|| candidates.iter().filter(allowed).find_map(single))
    } else {
        candidates.iter().filter(allowed).find_map(single)
    };
    let chosen = chosen
        .or_else(|| (stance == Stance::MainSubject).then(|| candidates.iter().find_map(single)).flatten());
    chosen.filter(|&t| scene.things[t].kind == Kind::Actor || prominent(scene, &candidates, t))
}

/// *it* as subject or object; *its* alone says less of what goes on.
fn is_pronoun(scene: &Scene<'_>, spot: usize) -> bool {
    let spot = &scene.spots[spot];
    let tree = &scene.trees[spot.sentence];
    spot.reading == Reading::Pronoun && matches!(tree.rel(spot.head), "nsubj" | "obj" | "iobj" | "obl")
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

pub(super) fn prominent(scene: &Scene<'_>, candidates: &[usize], thing: usize) -> bool {
    candidates.iter().any(|&s| scene.spots[s].things.contains(&thing) && prominence(scene, s) <= 1)
}
