//! Whom does an answer answer, and what does *so did France* say?
//!
//! *Chad accused Libya of a raid; Tripoli **denies this***: who answers without saying whom answers whoever acted on him last.
//! *Togo closed its border. Benin **did the same***: who follows does what was told last, to the same other.

use super::scene::Scene;
use super::syntax::Tree;
use super::{Fact, ends};
use crate::model::{EdgeType, Factuality, Kind};

/// How many sentences before an answer its reason may stand.
const REACH: usize = 1;
/// How many, where what is answered was done to whoever answers.
const FAR: usize = 2;
/// How sure a copied or answering reading is.
const SURE: f64 = 0.6;
/// How sure it is where only the subject of the sentence before tells whom.
const UNSURE: f64 = 0.5;
/// The most who are answered at once.
const MOST_ADDRESSED: usize = 3;

/// Verbs of a class that answer with an edge, and the acts that they may answer.
struct Answer {
    class: &'static str,
    edge: EdgeType,
    to: &'static [EdgeType],
}

use EdgeType::{
    Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Request,
    Retreat, Sanction, Support, Threaten,
};

const HARSH: &[EdgeType] = &[Accuse, Assault, Coerce, Mobilize, Protest, Reject, Sanction, Threaten];

const ANSWERS: &[Answer] = &[
    Answer {
        class: "answer-reject",
        edge: Reject,
        to: &[Accuse, Agree, Coerce, Consult, Request, Sanction, Support, Threaten],
    },
    Answer { class: "answer-accuse", edge: Accuse, to: HARSH },
    Answer {
        class: "answer-support",
        edge: Support,
        to: &[Agree, Aid, Concede, Consult, Cooperate, Retreat, Support],
    },
    Answer { class: "answer-sanction", edge: Sanction, to: HARSH },
    Answer { class: "answer-agree", edge: Agree, to: &[Agree, Consult, Request, Support] },
];

/// *lodged a protest*, *voiced anger*: an answer told by its noun.
const OUTCRY: Answer = Answer { class: "outcry-noun", edge: Accuse, to: HARSH };
/// *vowed to respond*, *promised revenge*.
const REVENGE: Answer = Answer { class: "strike-back", edge: Threaten, to: HARSH };

/// What answers and repetitions add to the facts.
pub fn read(scene: &Scene<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mut all = facts.to_vec();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let new = answers(scene, &all, sentence, token);
            all.extend(new);
            let new = repeats(scene, &all, sentence, token);
            all.extend(new);
            let new = fulfils(scene, &all, sentence, token);
            all.extend(new);
        }
    }
    all.split_off(facts.len())
}

fn answers(scene: &Scene<'_>, facts: &[Fact], sentence: usize, token: usize) -> Vec<Fact> {
    let tree = &scene.trees[sentence];
    let lemma = tree.lemma(token);
    let called = calls_names(scene, sentence, token);
    let Some(answer) = answer_of(scene, sentence, token, called) else { return Vec::new() };
    if called && let Some(facts) = named_badly(scene, sentence, token) {
        return facts;
    }
    let said = |f: &&Fact| f.sentence == sentence && f.token == token && f.etype.is_interaction();
    if tree.is_passive(token)
        || facts.iter().any(|f| said(&f))
        || !points_back(scene, sentence, token, answer)
    {
        return Vec::new();
    }
    let mut new = Vec::new();
    for source in actors(scene, sentence, tree.agents(token)) {
        let at = (sentence, token);
        let named = act_named(scene, sentence, token);
        for target in answered(facts, answer, named, source, at) {
            new.push(Fact::told(scene, at, answer.edge, (source, target), format!("answer.{lemma}"), SURE));
        }
        // *denied that it wanted a bomb*: no word of who says so.
        let clause =
            tree.kids(token).iter().any(|&k| matches!(tree.rel(k), "ccomp" | "xcomp" | "advcl") && k > token);
        let aside = is_said_of_clause(scene, sentence, token);
        let plain = aside || !clause && super::claim_of(scene, sentence, token).0 == Factuality::Actual;
        if new.is_empty() && plain && matches!(answer.edge, Reject | Accuse | Support | Threaten) {
            let named = |t: &usize| *t != source && scene.things[*t].named;
            for target in spoke_before(scene, sentence, token).into_iter().filter(named) {
                let rule = format!("answer-last.{lemma}");
                let mut fact = Fact::told(scene, at, answer.edge, (source, target), rule, UNSURE);
                // What is said of a planned step is not planned itself.
                if aside {
                    fact.factuality = Factuality::Actual;
                }
                new.push(fact);
            }
        }
    }
    new
}

/// The answer that a verb gives, by itself or with its noun.
fn answer_of(scene: &Scene<'_>, sentence: usize, token: usize, called: bool) -> Option<&'static Answer> {
    let (tree, words) = (&scene.trees[sentence], scene.lexicon.words());
    if !tree.is_verb(token) {
        return None;
    }
    let lemma = tree.lemma(token);
    if words.is("vow-verb", &lemma) && vows_revenge(scene, sentence, token) {
        return Some(&REVENGE);
    }
    let outcry = |&o: &usize| words.is(OUTCRY.class, &tree.lemma(o));
    let lodges = ["lodge", "voice"].iter().any(|class| words.is(class, &lemma));
    if lodges && !tree.is_passive(token) && tree.patients(token).iter().any(outcry) {
        return Some(&OUTCRY);
    }
    let lemmas = tree.with_particle(token);
    let said = |a: &&Answer| lemmas.iter().any(|l| words.is(a.class, l));
    // *turned **down***: with its particle first.
    ANSWERS
        .iter()
        .rev()
        .find(|a| lemmas.len() > 1 && words.is(a.class, &lemmas[1]))
        .or_else(|| ANSWERS.iter().find(|a| said(a) || called && a.edge == Accuse))
}

/// *vowed **to respond***, *promised **revenge***.
fn vows_revenge(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let (tree, words) = (&scene.trees[sentence], scene.lexicon.words());
    let deed = |k: usize| {
        let back = tree.with_particle(k).iter().any(|l| words.is("strike-back", l));
        matches!(tree.rel(k), "xcomp" | "ccomp") && back
            || matches!(tree.rel(k), "obj" | "obl") && words.is("answer-noun", &tree.lemma(k))
    };
    tree.kids(token).iter().any(|&k| k > token && deed(k))
}

/// *called the plan **ill-conceived***, *described Chad as **an enemy***.
fn calls_names(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let calls = matches!(
        tree.lemma(token).as_str(),
        "call" | "describe" | "term" | "consider" | "deem" | "declare" | "find"
    );
    let harsh = |i: usize| scene.lexicon.words().is("harsh-word", &tree.lemma(i));
    // *called Chad a **hostile** state*: the word may stand before the noun, and the noun hang on the name.
    let bad = |k: usize| harsh(k) || tree.kids_by(k, "amod").any(harsh);
    let says = |k: usize| {
        let beside = tree.kids_by(k, "appos");
        bad(k) || beside.into_iter().any(|w| bad(w) || tree.kids_by(w, "appos").any(bad))
    };
    calls
        && tree.kids(token).iter().any(|&k| {
            k > token && matches!(tree.rel(k), "xcomp" | "obl" | "obj" | "ccomp" | "advcl") && says(k)
        })
}

/// Whoever is called names outright: *called Mercosur a prison*, *called Chile's move illegal*.
fn named_badly(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Vec<Fact>> {
    let tree = &scene.trees[sentence];
    let mut sources = actors(scene, sentence, tree.agents(token));
    // *passed a **law** declaring it a crime*: whoever made what says so.
    let text = tree.head(token).filter(|_| sources.is_empty() && tree.rel(token) == "acl");
    if let Some(verb) = text.and_then(|noun| tree.governing_verb(noun)) {
        sources = actors(scene, sentence, tree.agents(verb));
    }
    let object = tree.patients(token).into_iter().chain(tree.kids_by(token, "iobj")).chain(
        tree.kids(token)
            .iter()
            .copied()
            .filter(|&k| tree.rel(k) == "xcomp" || tree.rel(k) == "ccomp")
            .flat_map(|k| tree.kids_by(k, "nsubj").collect::<Vec<_>>()),
    );
    let wanted = [crate::lexicon::Is::Kind(Kind::Actor)];
    // *called its neighbour **Chad** an enemy*: a torn tree hangs the name on the verb.
    let beside = tree
        .kids_by(token, "obl")
        .filter(|&k| k > token && tree.preposition(k).is_none() && scene.spot_at(sentence, k).is_some());
    let object: Vec<usize> = beside.chain(object).collect();
    let targets: Vec<usize> = object
        .into_iter()
        .filter(|&o| !scene.lexicon.words().is("harsh-word", &tree.lemma(o)))
        .flat_map(|o| ends::ends_of(scene, sentence, o, &wanted, true))
        .map(|e| e.thing)
        .collect();
    let pairs = sources.iter().flat_map(|&s| targets.iter().map(move |&t| (s, t))).filter(|(s, t)| s != t);
    let found: Vec<Fact> =
        pairs.map(|pair| Fact::told(scene, (sentence, token), Accuse, pair, "call-bad", SURE)).collect();
    (!found.is_empty()).then_some(found)
}

/// Whether a verb leaves open whom it answers: nothing follows, or *this*, *the charge*, *that its troops were there*.
fn points_back(scene: &Scene<'_>, sentence: usize, token: usize, answer: &Answer) -> bool {
    let tree = &scene.trees[sentence];
    if matches!(answer.class, "outcry-noun" | "strike-back") {
        return !names_another(scene, sentence, token);
    }
    if is_said_of_clause(scene, sentence, token) {
        return true;
    }
    // *…, **which** Beijing denounced*: what was told before.
    let relative = tree.kids_by(token, "obj").any(|o| tree.lemma(o) == "which");
    if relative && scene.lexicon.words().is("answer-verb", &tree.lemma(token)) {
        return true;
    }
    let objects = tree.patients(token);
    // *Khartoum **broke off relations***, *recalled its ambassador*: with whoever acted against it.
    let words = scene.lexicon.words();
    if words.is("answer-sanction", &tree.lemma(token)) {
        let tie = |&o: &usize| {
            let lemma = tree.lemma(o);
            let noun = ["relation-noun", "envoy-noun"].iter().any(|c| words.is(c, &lemma));
            let own = tree
                .kids(o)
                .iter()
                .all(|&k| tree.token(k).upos == "PRON" || actors(scene, sentence, vec![k]).is_empty());
            noun && own
        };
        let phrase = tree.kids_by(token, "obl").any(|k| !actors(scene, sentence, vec![k]).is_empty());
        return !phrase
            && (tree.lemma(token) == "retaliate" || !objects.is_empty() && objects.iter().all(tie));
    }
    let object_points = |&o: &usize| {
        let bare = matches!(tree.token(o).upos, "PRON" | "DET");
        let told = scene.lexicon.words().is("act-noun", &tree.lemma(o))
            && (tree.has_kid(
                o,
                "det",
                &["the", "this", "that", "these", "those", "both", "such", "all", "any"],
            ) || tree.kids_by_full(o, "nmod:poss").next().is_some());
        let owned = tree.kids(o).iter().any(|&k| !actors(scene, sentence, vec![k]).is_empty());
        bare || told && !owned
    };
    let clause = tree.kids_by(token, "ccomp").chain(tree.kids_by(token, "xcomp")).next().is_some();
    let denies = matches!(tree.lemma(token).as_str(), "deny" | "refuse");
    match objects[..] {
        [] if clause => denies,
        [] => {
            let phrase = |&k: &usize| tree.rel(k) == "obl" && !actors(scene, sentence, vec![k]).is_empty();
            matches!(
                tree.lemma(token).as_str(),
                "protest" | "refuse" | "object" | "decline" | "accept" | "complain"
            ) && !tree.kids(token).iter().any(phrase)
        }
        _ => objects.iter().all(object_points),
    }
}

/// Whether what follows a verb speaks of an actor: then the rules tell whom it is done to, or nobody is.
fn names_another(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let (_, end) = tree.extent(token);
    let named = |s: &&super::scene::Spot| s.start > token && s.start <= end && !s.nested;
    let actor = |&t: &usize| scene.things[t].kind == Kind::Actor;
    // *lodged a protest **through its embassy in Rome***: the way, not the one it goes to.
    let aside =
        |i: usize| matches!(tree.preposition(i).as_deref(), Some("through" | "via" | "in" | "at" | "before"));
    let own = |s: &super::scene::Spot| {
        let up = std::iter::once(s.head).chain(tree.ancestors(s.head));
        up.take_while(|&i| i != token).any(aside)
    };
    scene.spots_in(sentence).filter(named).any(|s| s.things.iter().any(actor) && !own(s))
}

/// *…, an **idea** that Chad ridiculed*, *…, a **step** welcomed by Togo*: the clause before, called by a noun.
fn is_said_of_clause(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let noun = tree.head(token).filter(|_| tree.rel(token) == "acl");
    noun.is_some_and(|n| {
        let comma = tree.kids_by(n, "punct").any(|k| k < n && tree.token(k).form == ",");
        let article = tree.has_kid(n, "det", &["a", "an"]);
        comma && article && n < token && scene.lexicon.words().is("act-noun", &tree.lemma(n))
    })
}

/// Whom the sentence before, or the clause before a semicolon, is about: *Chad closed the border. Togo **protested***.
fn spoke_before(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    let about = |s: usize, before: usize| -> Vec<usize> {
        let tree = &scene.trees[s];
        let main = (0..tree.len().min(before)).find(|&i| tree.head(i).is_none() && tree.is_verb(i));
        let heads = main.map_or_else(Vec::new, |v| tree.agents(v));
        let found = actors(scene, s, heads);
        if found.len() > MOST_ADDRESSED { Vec::new() } else { found }
    };
    if is_said_of_clause(scene, sentence, token) {
        return about(sentence, token);
    }
    let semicolon = (0..token).rev().find(|&i| scene.trees[sentence].token(i).form == ";");
    match (semicolon, sentence.checked_sub(1)) {
        (Some(end), _) => about(sentence, end),
        (None, Some(last)) if !scene.trees[last].sentence.heading => about(last, usize::MAX),
        _ => Vec::new(),
    }
}

/// Which act the object of an answer names: *rejected the **charge***, *turned down the **request***.
fn act_named(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<EdgeType> {
    let (tree, words) = (&scene.trees[sentence], scene.lexicon.words());
    let lemmas: Vec<String> = tree.patients(token).into_iter().map(|o| tree.lemma(o)).collect();
    let is = |class: &str| lemmas.iter().any(|l| words.is(class, l));
    match () {
        () if is("charge-noun") => Some(Accuse),
        () if is("petition-noun") => Some(Request),
        () if is("threat-word") => Some(Threaten),
        () => None,
    }
}

/// Who acted last on whoever answers, else who did last what such an answer is for.
fn answered(
    facts: &[Fact],
    answer: &Answer,
    named: Option<EdgeType>,
    source: usize,
    at: (usize, usize),
) -> Vec<usize> {
    let within = |f: &&Fact, reach: usize| {
        (f.sentence, f.token) < at && f.sentence + reach >= at.0 && answer.to.contains(&f.etype)
    };
    let near = |f: &&Fact| within(f, REACH);
    let other = |f: &Fact| match f {
        f if f.target == source => Some(f.source),
        f if f.source == source && f.etype.is_symmetric() => Some(f.target),
        _ => None,
    };
    let mine = |f: &&Fact| near(f) || named == Some(f.etype) && within(f, FAR);
    let mine: Vec<&Fact> =
        facts.iter().filter(mine).filter(|f| other(f).is_some_and(|o| o != source)).collect();
    let last = mine.iter().map(|f| (f.sentence, f.token)).max();
    let mut whom: Vec<usize> =
        mine.iter().filter(|f| Some((f.sentence, f.token)) == last).filter_map(|f| other(f)).collect();
    if whom.is_empty() && matches!(answer.edge, Accuse | Support) {
        let all: Vec<&Fact> =
            facts.iter().filter(near).filter(|f| f.factuality != Factuality::Negated).collect();
        let last = all.iter().map(|f| (f.sentence, f.token)).max();
        for f in all.iter().filter(|f| Some((f.sentence, f.token)) == last) {
            whom.push(f.source);
            whom.extend(f.etype.is_symmetric().then_some(f.target));
        }
    }
    whom.retain(|&w| w != source);
    whom.sort_unstable();
    whom.dedup();
    whom
}

/// *So did France*, *Benin followed suit*, *Peru did the same*, *Chile did not*.
fn repeats(scene: &Scene<'_>, facts: &[Fact], sentence: usize, token: usize) -> Vec<Fact> {
    let tree = &scene.trees[sentence];
    let Some((heads, negated)) = repetition(tree, token) else { return Vec::new() };
    let sources = actors(scene, sentence, heads);
    let clause = |f: &&Fact| {
        (f.sentence, f.token) < (sentence, token)
            && f.sentence + REACH >= sentence
            && scene.things[f.source].kind == Kind::Actor
            && f.etype != EdgeType::Represents
            && !f.rule.starts_with("gazetteer")
            && !(f.etype == Cooperate && f.factuality == Factuality::Negated)
            && !sources.contains(&f.source)
            && is_main(&scene.trees[f.sentence], f.token)
    };
    let Some(last) = facts.iter().filter(clause).map(|f| (f.sentence, f.token)).max() else {
        return Vec::new();
    };
    let mut new = Vec::new();
    for told in facts.iter().filter(clause).filter(|f| (f.sentence, f.token) == last) {
        for &source in sources.iter().filter(|&&s| s != told.target) {
            let mut copy =
                Fact::told(scene, (sentence, token), told.etype, (source, told.target), "repeat", SURE);
            copy.factuality = if negated { Factuality::Negated } else { told.factuality };
            copy.date = copy.date.or_else(|| told.date.clone().filter(|_| !negated));
            new.push(copy);
        }
    }
    new
}

/// *was asked by Chad to withdraw, and **did so** in May*: what was to be done is done.
fn fulfils(scene: &Scene<'_>, facts: &[Fact], sentence: usize, token: usize) -> Vec<Fact> {
    let tree = &scene.trees[sentence];
    let so = tree.has_kid(token, "advmod", &["so"]) && tree.lemma(token) == "do";
    let told = super::claim_of(scene, sentence, token).0;
    if !so || told != Factuality::Actual {
        return Vec::new();
    }
    let doers = tree.agents(token);
    let sources = actors(scene, sentence, doers);
    let open = |f: &&Fact| {
        (f.sentence, f.token) < (sentence, token)
            && f.sentence + REACH >= sentence
            && sources.contains(&f.source)
            && f.etype.is_interaction()
            && matches!(f.factuality, Factuality::Future | Factuality::Hypothetical)
    };
    let Some(last) = facts.iter().filter(open).map(|f| (f.sentence, f.token)).max() else {
        return Vec::new();
    };
    let done = facts.iter().filter(open).filter(|f| (f.sentence, f.token) == last);
    done.map(|f| Fact::told(scene, (sentence, token), f.etype, (f.source, f.target), "did-so", SURE))
        .collect()
}

/// Whether a word is told by a main clause: what *which had broken with Chad* says in passing is not repeated.
fn is_main(tree: &Tree<'_>, token: usize) -> bool {
    let aside = |i: usize| matches!(tree.rel(i), "acl" | "advcl" | "appos");
    !aside(token) && !tree.ancestors(token).into_iter().any(aside)
}

/// The subject of a clause that only repeats, and whether it says *not*.
fn repetition(tree: &Tree<'_>, token: usize) -> Option<(Vec<usize>, bool)> {
    let lemma = tree.lemma(token);
    if matches!(lemma.as_str(), "so" | "neither" | "nor") {
        let aux = (token + 1..tree.len()).next().filter(|&i| is_auxiliary(tree, i))?;
        let subject = match tree.head(token)? {
            // *So **did** Togo*: the auxiliary may be all the verb there is.
            verb if verb == aux => tree.kids_by(verb, "nsubj").find(|&k| k > aux),
            noun => Some(noun).filter(|&h| h > aux && tree.is_noun(h)),
        }?;
        return Some((vec![subject], lemma != "so"));
    }
    // *Fidan spoke, **as did the envoy***: the words stand before the name as a preposition would.
    if lemma == "as" && matches!(tree.rel(token), "case" | "mark") {
        let subject = tree.head(token).filter(|&h| h > token && tree.is_noun(h))?;
        let does = tree.kids(subject).iter().any(|&k| k == token + 1 && is_auxiliary(tree, k));
        return does.then(|| (vec![subject], false));
    }
    let object = |words: &[&str]| tree.kids_by(token, "obj").any(|o| words.contains(&tree.lemma(o).as_str()));
    let manner = |words: &[&str]| tree.has_kid(token, "advmod", words);
    let alone = tree.kids_by(token, "obj").next().is_none()
        && !tree.kids(token).iter().any(|&k| matches!(tree.rel(k), "xcomp" | "ccomp" | "advcl" | "aux"));
    let same = lemma == "do" && (object(&["same", "likewise"]) || manner(&["likewise", "so"]))
        || lemma == "follow"
            && (object(&["suit"]) || alone && is_clause(tree, token) && !tree.is_passive(token));
    let not = lemma == "do" && alone && manner(&["not"]) && tree.token(token).xpos != "VB";
    (same || not).then(|| (tree.agents(token), not))
}

/// A main clause, or one behind a semicolon or *and* with a subject of its own.
fn is_clause(tree: &Tree<'_>, token: usize) -> bool {
    let own = || tree.kids_by(token, "nsubj").next().is_some();
    matches!(tree.rel(token), "root" | "parataxis") || tree.rel(token) == "conj" && own()
}

fn is_auxiliary(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.lemma(i).as_str(), "do" | "have" | "be" | "will" | "would" | "must")
}

fn actors(scene: &Scene<'_>, sentence: usize, heads: Vec<usize>) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let heads = heads.into_iter().flat_map(|h| tree.with_conjuncts(h));
    heads.flat_map(|h| ends::actors_of(scene, sentence, h)).collect()
}
