//! Who was at the meeting that a text speaks of, where it does not name the meeting again?
//!
//! *The Indian delegation **was led by** Misri*; ***among those present** were …*; *Oman **sent** its foreign minister*;
//! *Poland **stayed away***. The meeting is the one of the same clause, else the one spoken of last.

use super::scene::Scene;
use super::setting::{is_gathering, meeting_at, participation};
use super::syntax::Tree;
use super::{Fact, ends};
use crate::lexicon::Is;
use crate::model::{Factuality, Kind};

/// How many sentences back the meeting may have been spoken of.
const REACH: usize = 2;
/// How many words before *in attendance* its *with* may stand.
const WITH_REACH: usize = 16;

/// Who takes part, and who is said to have stayed away.
pub fn read(scene: &Scene<'_>) -> Vec<Fact> {
    let mut found = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let (heads, away) = match tree.token(token).upos {
                "VERB" => match absent(scene, tree, token) {
                    true if declines(scene, tree, token) => (tree.agents(token), true),
                    true => (tree.agents(token).into_iter().chain(tree.patients(token)).collect(), true),
                    false => (acting(scene, sentence, token), false),
                },
                "ADJ" if tree.lemma(token) == "absent" => (tree.kids_by(token, "nsubj").collect(), true),
                "NOUN" | "ADJ" | "DET" | "PRON" => {
                    let named = listed(scene, tree, token);
                    (if named.is_empty() { serving(scene, sentence, token) } else { named }, false)
                }
                "PROPN" if inverted(scene, tree, token) => (vec![token], false),
                _ => continue,
            };
            if heads.is_empty() {
                continue;
            }
            let Some(event) = event_of(scene, sentence, token) else { continue };
            let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
            let actors =
                heads.flat_map(|h| ends::ends_of(scene, sentence, h, &[Is::Kind(Kind::Actor)], false));
            for end in actors {
                let mut fact = participation(scene, sentence, token, end.thing, event);
                fact.rule = "guest".into();
                if away {
                    fact.factuality = Factuality::Negated;
                }
                found.push(fact);
            }
        }
    }
    found
}

/// The meeting of the word's own clause, else the one spoken of last.
fn event_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let verb = if tree.is_verb(token) { Some(token) } else { tree.head(token) };
    // *with two frigates **taking part***: in what the verb above tells.
    let above = verb.filter(|&v| tree.rel(v) == "advcl").and_then(|v| tree.head(v));
    let phrases = [Some(token), verb, above].into_iter().flatten();
    let objects = phrases.clone().flat_map(|v| tree.kids_by(v, "obj").collect::<Vec<_>>());
    let subjects = phrases.clone().flat_map(|v| tree.kids_by(v, "nsubj").collect::<Vec<_>>());
    // *guest **of honour at the parade***.
    let honour = tree.prepositional_kids(token, "of");
    let around = phrases.clone().chain(objects.clone()).chain(honour).flat_map(|t| tree.kids(t).to_vec());
    let own = around
        .filter(|&k| matches!(tree.rel(k), "obl" | "nmod"))
        .find_map(|k| meeting_at(scene, sentence, k));
    // *The talks, which began with Norway as guarantor, …*: the clause is about the meeting.
    let mut about = phrases.chain(objects).chain(subjects).map(|i| tree.antecedent(i));
    let whole = about.find_map(|i| meeting_at(scene, sentence, i));
    own.or(whole).or_else(|| scene.last_of(sentence, token, REACH, |t| is_gathering(scene, t)))
}

/// *stayed away*, *was absent* by its verb; *did not attend* is read as what it denies.
fn absent(scene: &Scene<'_>, tree: &Tree<'_>, verb: usize) -> bool {
    let lemma = tree.lemma(verb);
    let away = |k: &usize| matches!(tree.lemma(*k).as_str(), "away" | "home");
    let beside =
        tree.kids(verb).iter().any(|k| matches!(tree.rel(*k), "advmod" | "compound" | "obl") && away(k));
    lemma == "stay"
        && beside
        && tree.kids_by(verb, "obl").all(|k| tree.preposition(k).as_deref() != Some("from"))
        || matches!(lemma.as_str(), "invite" | "represent")
            && tree.is_passive(verb)
            && tree.agents(verb).is_empty()
            && tree.has_kid(verb, "advmod", &["not"])
        || declines(scene, tree, verb)
}

/// ***Taking part were** Egypt and Iraq*, ***also present was** Sánchez*: the name is the predicate.
fn inverted(scene: &Scene<'_>, tree: &Tree<'_>, token: usize) -> bool {
    let words = scene.lexicon.words();
    let taken =
        |k: usize| tree.kids(k).iter().any(|&v| words.is("present-verb", &format!("{} part", tree.lemma(v))));
    let there = |&k: &usize| {
        let lemma = tree.lemma(k);
        let object = tree.kids_by(k, "obj").next().map(|o| format!("{lemma} {}", tree.lemma(o)));
        match lemma.as_str() {
            "present" => true,
            "part" => taken(k),
            _ => words.is("present-verb", &object.unwrap_or(lemma)),
        }
    };
    let fronted = tree.kids(token).iter().filter(|&&k| {
        k < token && matches!(tree.rel(k), "csubj" | "nsubj" | "amod" | "advcl" | "acl") && there(&k)
    });
    tree.kids_by(token, "cop").next().is_some() && fronted.count() > 0
}

/// *declined an invitation to the summit*.
fn declines(scene: &Scene<'_>, tree: &Tree<'_>, verb: usize) -> bool {
    let refuses = tree.with_particle(verb).iter().any(|l| scene.lexicon.words().is("decline-verb", l));
    // *sent their regrets*.
    let regrets =
        tree.lemma(verb) == "send" && tree.patients(verb).iter().any(|&o| tree.lemma(o) == "regret");
    regrets
        || refuses
            && tree.patients(verb).iter().any(|&o| matches!(tree.lemma(o).as_str(), "invitation" | "invite"))
}

/// Verbs by which somebody is there: *led the delegation*, *was represented by*, *sent its minister*, *accompanied him*.
fn acting(scene: &Scene<'_>, sentence: usize, verb: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(verb);
    let objects = tree.patients(verb);
    let object_is = |class: &str| objects.iter().any(|&o| words.is(class, &tree.lemma(o)));
    let taking = tree.kids_by(verb, "obj").next().map(|o| format!("{lemma} {}", tree.lemma(o)));
    let present =
        |l: &String| words.is("present-verb", l) || taking.iter().any(|t| words.is("present-verb", t));
    let both = || tree.agents(verb).into_iter().chain(objects.iter().copied()).collect::<Vec<usize>>();
    match lemma.as_str() {
        "lead" | "head" | "comprise" if object_is("delegation") => both(),
        "include" if tree.agents(verb).iter().any(|&a| is_guest(scene, tree, a)) => objects,
        "include" if tree.agents(verb).iter().any(|&a| words.is("delegation", &tree.lemma(a))) => both(),
        "represent" if tree.is_passive(verb) && !tree.agents(verb).is_empty() => both(),
        "send" | "dispatch" | "delegate" | "depute" => {
            let whom = |o: &usize| {
                words.is("envoy-person", &tree.lemma(*o)) && !words.is("message-noun", &tree.lemma(*o))
                    || person(scene, sentence, *o)
            };
            let to = |k: usize| !ends::actors_of(scene, sentence, k).is_empty();
            let away = tree.with_preposition(verb, "to").into_iter().any(to);
            let barred = tree.is_passive(verb) || away || tree.kids_by(verb, "iobj").next().is_some();
            if barred || !objects.iter().any(whom) { Vec::new() } else { both() }
        }
        "accompany" if !tree.is_passive(verb) => tree.agents(verb),
        // *held a drill in August, **with two Australian frigates taking part***.
        _ if tree.has_kid(verb, "mark", &["with"]) && tree.with_particle(verb).iter().any(present) => {
            tree.kids_by(verb, "nsubj").collect()
        }
        // *sat **at the table***.
        "sit" if tree.prepositional_kids(verb, "at").iter().any(|&k| tree.lemma(k) == "table") => {
            tree.agents(verb)
        }
        _ => Vec::new(),
    }
}

fn person(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let spot = scene.spot_at(sentence, token).map(|s| &scene.spots[s]);
    spot.is_some_and(|s| s.things.iter().all(|&t| scene.things[t].is_person()))
}

/// Who is told to be among the guests: *among those present were **A and B***, ***C** was a keynote speaker*.
fn listed(scene: &Scene<'_>, tree: &Tree<'_>, token: usize) -> Vec<usize> {
    if !is_guest(scene, tree, token) {
        return Vec::new();
    }
    let before = |i: usize| i > 0 && matches!(tree.lemma(i - 1).as_str(), "among" | "those");
    let among = matches!(tree.preposition(token).as_deref(), Some("among" | "in")) || before(token);
    let copula = |i: usize| tree.kids_by(i, "cop").next().is_some();
    let mut own = tree.kids_by(token, "nsubj").filter(|_| copula(token)).collect::<Vec<_>>();
    if !own.is_empty() {
        // The second of the guests may hang on the word for all of them.
        own.extend(tree.kids_by(token, "conj").filter(|&k| among && k > token));
        return own;
    }
    match tree
        .head(token)
        .filter(|&h| copula(h) && among && matches!(tree.rel(token), "nsubj" | "det" | "amod"))
    {
        Some(head) => vec![head],
        // *Among those present were …*: the words before the name hang on it.
        None if among && copula(token) && tree.is_noun(token) => vec![token],
        None => Vec::new(),
    }
}

/// *with Cuba and Norway **as guarantors***, *Oman acted **as mediator***.
fn serving(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let serves = scene.lexicon.words().is("go-between", &tree.lemma(token));
    let there = match tree.lemma(token).as_str() {
        "attendance" | "chair" => tree.preposition(token).as_deref() == Some("in"),
        "present" => tree.token(token).upos == "ADJ" && tree.kids_by(token, "cop").next().is_none(),
        _ => false,
    };
    if there {
        return with_before(tree, token).into_iter().collect();
    }
    if !serves
        || tree.preposition(token).as_deref() != Some("as")
        || !tree.prepositional_kids(token, "of").is_empty()
    {
        return Vec::new();
    }
    match tree.head(token).filter(|&h| matches!(tree.lemma(h).as_str(), "act" | "serve")) {
        Some(verb) => tree.agents(verb),
        None => {
            with_before(tree, token).or_else(|| named_before(scene, sentence, token)).into_iter().collect()
        }
    }
}

/// The head of the phrase with *with* that ends before a word: ***with Brazil** as an observer*.
fn with_before(tree: &Tree<'_>, token: usize) -> Option<usize> {
    let near = (token.saturating_sub(WITH_REACH)..token).rev();
    near.take_while(|&i| !tree.is_verb(i)).find(|&i| tree.preposition(i).as_deref() == Some("with"))
}

/// The name that ends right before *as*, one of a row: *with frigates taking part and **Indonesia** as an observer*.
fn named_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let case = tree.kids_by(token, "case").find(|&k| tree.lemma(k) == "as")?;
    let spot = &scene.spots[scene.spot_over(sentence, case.checked_sub(1)?)?];
    let row = spot.start.checked_sub(1).map(|i| tree.token(i).form.as_str());
    (spot.end == case && matches!(row, Some("and" | "with" | ","))).then_some(spot.head)
}

/// *speakers*, *a guest of honour*, *those present*, *in attendance*; with *of* it may be of anything.
fn is_guest(scene: &Scene<'_>, tree: &Tree<'_>, token: usize) -> bool {
    let lemma = tree.lemma(token);
    let present = tree.kids(token).iter().any(|&k| {
        matches!(tree.lemma(k).as_str(), "present" | "attend" | "invite" | "attendance")
            && k < token
            && tree.has_kid(token, "det", &["those"])
    });
    let of = tree.prepositional_kids(token, "of");
    let honour = of.iter().all(|&k| matches!(tree.lemma(k).as_str(), "honour" | "honor"));
    present
        || lemma == "attendance" && tree.preposition(token).as_deref() == Some("in") && of.is_empty()
        || scene.lexicon.words().is("guest-list", &lemma) && honour
}
