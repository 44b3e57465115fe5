//! From when to when did somebody hold an office, as the sentence that names it tells?

use super::office::Office;
use super::scene::Scene;
use super::syntax::Tree;
use super::{time, when};
use crate::model::Edtf;

/// *took office in May* begins it, *was toppled in 2023* ends it, *the then president* held it when the rest was.
pub fn date(scene: &Scene<'_>, office: &Office) -> Option<Edtf> {
    let tree = &scene.trees[office.sentence];
    let spots = scene.spots_in(office.sentence).filter(|s| s.things.contains(&office.person) && !s.nested);
    // *its president, Abdullahi, was sworn in*: the title may be the subject.
    let with_title = |h: usize| [Some(h), tree.head(h).filter(|_| tree.rel(h) == "appos")];
    let heads: Vec<usize> = spots.flat_map(|s| with_title(s.head)).flatten().collect();
    let said = |&verb: &usize| tree.is_verb(verb) && (is_of(tree, verb, &heads) || names_it(office, verb));
    let turn = (0..tree.len()).filter(said).find_map(|verb| turn(scene, office, verb));
    turn.or_else(|| beside_title(scene, office)).or_else(|| at_the_time(scene, office))
}

/// Whether a verb is said of the person.
fn is_of(tree: &Tree<'_>, verb: usize, heads: &[usize]) -> bool {
    let whole = |a: usize| if tree.rel(a) == "appos" { tree.head(a).unwrap_or(a) } else { a };
    let of = |list: Vec<usize>| list.into_iter().any(|a| heads.contains(&a) || heads.contains(&whole(a)));
    of(tree.agents(verb)) || of(tree.patients(verb))
}

/// The verb stands between the name and the title: *Ruto **became** president*.
fn names_it(office: &Office, verb: usize) -> bool {
    (office.tokens.0..office.tokens.1).contains(&verb)
}

fn turn(scene: &Scene<'_>, office: &Office, verb: usize) -> Option<Edtf> {
    let tree = &scene.trees[office.sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(verb);
    let phrase = |class: &str| {
        let next =
            (verb + 1..tree.len().min(verb + 5)).filter(|&i| !matches!(tree.token(i).upos, "DET" | "PRON"));
        let next: Vec<String> = next.take(2).map(|i| tree.lemma(i)).collect();
        (1..=next.len()).any(|n| words.is(class, &format!("{lemma} {}", next[..n].join(" "))))
    };
    let elected =
        matches!(lemma.as_str(), "become" | "elect" | "appoint" | "name" | "choose" | "install" | "reelect");
    let begins =
        phrase("enter-office") || words.is("enter-office", &lemma) || elected && names_it(office, verb);
    let passive = tree.is_passive(verb);
    let by_force =
        words.is("remove-from-office", &lemma) && (passive || !begins && is_patient(scene, office, verb));
    let ends = by_force || !passive && (phrase("leave-office") || words.is("leave-office", &lemma));
    if !begins && !ends {
        return None;
    }
    // The date may hang on the title: *was elected **president** in August*.
    let title = || title(scene, office).filter(|_| elected && names_it(office, verb));
    let date = when::date_of(scene, office.sentence, verb)
        .or_else(|| time::date_for(tree, &scene.timexes[office.sentence], title()?))
        .filter(|d| !d.is_interval())?;
    let plain = Edtf::parse(date.as_str().trim_end_matches(['~', '?', '%'])).ok()?;
    Some(if begins { plain.since() } else { plain.until() })
}

fn is_patient(scene: &Scene<'_>, office: &Office, verb: usize) -> bool {
    let tree = &scene.trees[office.sentence];
    let spots = tree.patients(verb).into_iter().filter_map(|p| scene.spot_at(office.sentence, p));
    spots.into_iter().any(|s| scene.spots[s].things.contains(&office.person))
}

/// *president since 2016*, *president from 2010 to 2015*.
fn beside_title(scene: &Scene<'_>, office: &Office) -> Option<Edtf> {
    let dates = &scene.timexes[office.sentence];
    let near = |start: usize| start >= office.tokens.0 && start <= office.tokens.1 + 4;
    let tree = &scene.trees[office.sentence];
    let role = office.role.to_lowercase();
    // *secretary of state from 2013 to 2017*: the date may hang on any word of the title.
    let of_title = |at: usize| {
        (office.tokens.0..office.tokens.1).contains(&at)
            && role.split_whitespace().any(|word| word == tree.lemma(at).to_lowercase())
    };
    let open = dates.iter().filter(|t| near(t.start) && t.dates.iter().any(|(at, _)| of_title(*at)));
    open.filter_map(|t| t.date.clone()).find(Edtf::is_interval)
}

/// The last word of the title.
fn title(scene: &Scene<'_>, office: &Office) -> Option<usize> {
    let tree = &scene.trees[office.sentence];
    let role = office.role.to_lowercase();
    (office.tokens.0..office.tokens.1).rev().find(|&i| !role.is_empty() && role.ends_with(&tree.lemma(i)))
}

/// *the **then** prime minister*: in office when that was.
fn at_the_time(scene: &Scene<'_>, office: &Office) -> Option<Edtf> {
    let tree = &scene.trees[office.sentence];
    let from = office.tokens.0.saturating_sub(2);
    let then = (from..office.tokens.1).find(|&i| tree.lemma(i) == "then")?;
    let above = std::iter::once(then).chain(tree.ancestors(then));
    above.filter_map(|i| when::date_of(scene, office.sentence, i)).find(|d| !d.is_interval())
}
