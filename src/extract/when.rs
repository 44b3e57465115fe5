//! When was what a word tells, by all that the text says of it?
//!
//! The dates of the sentence come first ([`super::time`]); then the events that it names, is set at or counts from: *at the
//! summit*, *since the outbreak of the war*, *ten days after the vote*, whenever the text has dated those.

use super::frame;
use super::scene::Scene;
use super::syntax::Tree;
use super::time::{self, Timex, TimexKind};
use crate::model::{Edtf, Kind, NodeType, Reading};

/// How many clauses up a phrase of time may stand from what it dates.
const CLAUSES: usize = 4;

/// When what a word tells was: by its clause, by the event it names, is set at or counts from, by the only date, if it
/// opens the sentence.
pub fn date_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    time::date_for(tree, &clause_dates(scene, sentence), token)
        .or_else(|| event_at(scene, sentence, token).and_then(|t| scene.things[t].date.clone()))
        .or_else(|| setting_date(scene, sentence, token))
        .or_else(|| counted_from_event(scene, sentence, token))
        .or_else(|| line(tree, token).into_iter().find_map(|t| anchored(scene, sentence, t)))
        .or_else(|| done_by_verb(scene, sentence, token))
        .or_else(|| opening_date(scene, sentence, token))
        .or_else(|| lone_date(scene, sentence, token))
        .or_else(|| carried(scene, sentence, token))
}

/// The date that an agreement or event brings along.
pub fn own_date(scene: &Scene<'_>, thing: usize) -> Option<Edtf> {
    let thing = &scene.things[thing];
    matches!(thing.kind, Kind::Event | Kind::Agreement).then(|| thing.date.clone()).flatten()
}

/// Dates that may be those of a verb: not those in brackets after a name, which are the name's own.
fn clause_dates(scene: &Scene<'_>, sentence: usize) -> Vec<Timex> {
    let tree = &scene.trees[sentence];
    let bracketed = |t: &&Timex| {
        t.start > 1 && tree.token(t.start - 1).form == "(" && scene.spot_over(sentence, t.start - 2).is_some()
    };
    scene.timexes[sentence].iter().filter(|t| !bracketed(t)).cloned().collect()
}

/// The event that a word is the head of.
fn event_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let spot = &scene.spots[scene.spot_at(sentence, token)?];
    spot.things.iter().copied().find(|&t| scene.things[t].kind == Kind::Event)
}

/// *at the summit*, *during the war*.
fn setting_date(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let at = |k: &usize| matches!(tree.preposition(*k).as_deref(), Some("at" | "during" | "in"));
    let settings = tree.kids(token).iter().copied().filter(at).map(|k| tree.antecedent(k));
    settings.filter_map(|k| event_at(scene, sentence, k)).find_map(|t| scene.things[t].date.clone())
}

/// *pledged to strengthen **cooperation***, *signed a memorandum on **cooperation***: what a verb does with a noun is done
/// when the verb is; not what it only speaks of, nor what the phrase sets before or after it.
fn done_by_verb(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let dates = clause_dates(scene, sentence);
    let mut at = token;
    for _ in 0..STEPS {
        let head = tree.head(at).filter(|_| tree.is_noun(at) && is_part_of_act(tree, at))?;
        if tree.is_verb(head) {
            let lemma = tree.lemma(head);
            if frame::reacts(&lemma) || scene.lexicon.time().is("says", &lemma) {
                return None;
            }
            let of_verb =
                |v: usize| time::date_for(tree, &dates, v).or_else(|| setting_date(scene, sentence, v));
            return line(tree, head).into_iter().find_map(of_verb);
        }
        at = head;
    }
    None
}

/// How many nouns may stand between a noun and the verb that acts on it.
const STEPS: usize = 3;

/// Whether a noun is part of what its verb does.
fn is_part_of_act(tree: &Tree<'_>, noun: usize) -> bool {
    match tree.rel(noun) {
        "obj" | "conj" => true,
        "obl" | "nmod" => matches!(
            tree.preposition(noun).as_deref(),
            Some("on" | "of" | "for" | "to" | "in" | "into" | "with" | "between" | "at" | "about")
        ),
        _ => false,
    }
}

/// *Ministers agreed … on Monday*: where a sentence has one date and one verb in the past, they belong together, however
/// the tree hangs them.
pub fn lone_date(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let dates = clause_dates(scene, sentence);
    let [only] = &dates[..] else { return None };
    let past = |&i: &usize| {
        tree.token(i).xpos == "VBD"
            && !tree.kids(i).iter().any(|&k| tree.token(k).xpos == "VBN" && tree.rel(i) == "aux")
    };
    let finite = |&i: &usize| matches!(tree.token(i).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let mut verbs = (0..tree.len()).filter(finite);
    let verb = verbs.next().filter(past).filter(|_| verbs.next().is_none())?;
    let perfect = tree.rel(verb) == "aux" && tree.lemma(verb) == "have";
    let after_preposition = only.start > 0 && tree.token(only.start - 1).upos == "ADP";
    let of = after_preposition && tree.lemma(only.start - 1) == "of";
    let plain = only.kind == TimexKind::Point && !of && (after_preposition || only.relative);
    let of_noun = only.dates.iter().any(|(at, _)| tree.is_noun(*at) && only.end <= *at);
    let own = tree.is_verb(token) && (token == verb || tree.head(verb) == Some(token));
    (own && plain && !perfect && !of_noun && only.of.is_none()).then(|| only.date.clone()).flatten()
}

/// How many sentences a day is carried on.
const CARRIED: usize = 2;

/// *On 8 August the two met. **They signed** a pact*: the same people go on, in the simple past and without a new date, on
/// the same day. What lies before it (*had been agreed*) is passed by.
fn carried(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let root =
        line(tree, token).into_iter().last().filter(|&r| tree.head(r).is_none() && is_plain_past(tree, r))?;
    if !scene.timexes[sentence].is_empty() {
        return None;
    }
    let subjects = tree.agents(root).into_iter().filter_map(|a| scene.spot_at(sentence, a));
    let who: Vec<usize> = subjects
        .filter(|&s| matches!(scene.spots[s].reading, Reading::Pronoun | Reading::Description))
        .flat_map(|s| scene.spots[s].things.clone())
        .collect();
    for before in (sentence.saturating_sub(CARRIED)..sentence).rev() {
        if !same_paragraph(scene, before, sentence) {
            return None;
        }
        let earlier = &scene.trees[before];
        let told = (0..earlier.len()).find(|&i| earlier.head(i).is_none())?;
        if earlier.kids_by(told, "aux").any(|k| earlier.token(k).form.eq_ignore_ascii_case("had")) {
            continue;
        }
        let date =
            time::date_for(earlier, &scene.timexes[before], told).filter(|_| is_plain_past(earlier, told));
        if date.is_none() && scene.timexes[before].is_empty() {
            continue;
        }
        let present = scene.spots_in(before).any(|s| s.things.iter().any(|t| who.contains(t)));
        return date.filter(|d| present && is_day(d));
    }
    None
}

/// *signed*, not *had signed*, *was signing*, *would sign*; nor *was*, which tells no event.
fn is_plain_past(tree: &Tree<'_>, verb: usize) -> bool {
    let passive = tree.is_passive(verb);
    let auxiliary = |&k: &usize| matches!(tree.rel(k), "aux") && !(passive && tree.lemma(k) == "be");
    (tree.token(verb).xpos == "VBD" || passive) && !tree.kids(verb).iter().any(auxiliary)
}

/// Whether a date is a day.
pub fn is_day(date: &Edtf) -> bool {
    !date.is_interval() && date.as_str().trim_end_matches(['~', '?', '%']).len() == 10
}

/// Whether no line ends between two sentences.
pub fn same_paragraph(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let end = |s: usize| scene.trees[s].sentence.tokens.last().map(|t| t.span.end);
    let start = |s: usize| scene.trees[s].sentence.tokens.first().map(|t| t.span.start);
    let between = end(first).zip(start(last)).and_then(|(a, b)| scene.document.text.get(a..b));
    between.is_some_and(|text| !text.contains('\n'))
}

/// The only date of the sentence, if it opens it.
fn opening_date(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let dates = clause_dates(scene, sentence);
    let [only] = &dates[..] else { return None };
    let inside = std::iter::once(token)
        .chain(tree.ancestors(token))
        .any(|i| matches!(tree.full_rel(i), "acl:relcl" | "ccomp"));
    (only.start <= 1 && !inside && tree.is_verb(token)).then(|| only.date.clone()).flatten()
}

/// A word and the verbs of whose time it is: *has **sought** to limit its imports by **advancing** talks*.
fn line(tree: &Tree<'_>, token: usize) -> Vec<usize> {
    let mut out = vec![token];
    let mut at = token;
    while let Some(head) = tree.head(at).filter(|_| out.len() <= CLAUSES) {
        let marked = tree.kids(at).iter().any(|&k| matches!(tree.rel(k), "mark" | "case") && k < at);
        let along = match tree.full_rel(at) {
            "xcomp" => true,
            "conj" => !tree.kids(at).iter().any(|&k| tree.rel(k) == "nsubj") || tree.is_noun(at),
            "advcl" => tree.token(at).xpos == "VBG" && (!marked || tree.has_kid(at, "mark", &["by"])),
            "obj" | "nsubj:pass" => tree.is_verb(head),
            _ => false,
        };
        if !along {
            break;
        }
        out.push(head);
        at = head;
    }
    out
}

/// *since the war*, *following the outbreak of the war*: from the day of an event that the text dates elsewhere.
fn anchored(scene: &Scene<'_>, sentence: usize, verb: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    tree.kids(verb).iter().find_map(|&phrase| {
        let mark = tree.kids_by(phrase, "mark").next().map(|k| tree.lemma(k));
        let preposition = tree.preposition(phrase).or(mark)?;
        let since = preposition == "since" || tree.lemma(tree.extent(phrase).0) == "since";
        let after =
            matches!(preposition.as_str(), "after" | "following" | "follow" | "in the wake of" | "from");
        let (event, phase) = event_of_phrase(scene, sentence, phrase)?;
        let date = scene.things[event].date.as_ref()?;
        let lasting = scene.things[event].ntype == NodeType::Conflict;
        let from = match phase {
            Phase::Start => date.start(),
            Phase::End => date.end(),
            Phase::Whole if date.is_interval() && date.end() != ".." => date.end(),
            Phase::Whole => date.start(),
        };
        let open = since || after && lasting && phase != Phase::Whole;
        let plain = from.trim_end_matches(['~', '?', '%']);
        Edtf::parse(plain).ok().filter(|_| open).map(|from| from.since())
    })
}

#[derive(PartialEq, Eq)]
enum Phase {
    Start,
    End,
    Whole,
}

/// The event of *the summit*, *the **outbreak of** the war*, *the war **began***, and which part of it is meant.
fn event_of_phrase(scene: &Scene<'_>, sentence: usize, phrase: usize) -> Option<(usize, Phase)> {
    let tree = &scene.trees[sentence];
    let part = |i: usize| match tree.lemma(i).as_str() {
        w if scene.lexicon.time().is("onset", w) => Some(Phase::Start),
        w if scene.lexicon.time().is("ending", w) => Some(Phase::End),
        _ => None,
    };
    if tree.is_verb(phrase) {
        let subjects = tree.kids(phrase).iter().copied().filter(|&k| tree.rel(k) == "nsubj");
        return subjects.filter_map(|s| event_at(scene, sentence, s)).next().zip(part(phrase));
    }
    let below = tree.kids(phrase).iter().copied().filter(|&k| tree.preposition(k).as_deref() == Some("of"));
    let inner = below.filter_map(|k| event_at(scene, sentence, k)).next();
    inner.zip(part(phrase)).or_else(|| event_at(scene, sentence, phrase).map(|event| (event, Phase::Whole)))
}

/// *visited ten days after the summit*: so long from a day that the text tells elsewhere.
fn counted_from_event(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    let shifted = |timex: &&Timex| timex.shift.is_some() && timex.date.is_none();
    scene.timexes[sentence].iter().filter(shifted).find_map(|timex| {
        let event = timex.of?;
        let above = |i: usize| tree.ancestors(i).into_iter().find(|&v| tree.is_verb(v) && v != event);
        let verb = above(timex.head).or_else(|| above(event))?;
        let date = thing_of_event(scene, sentence, event).and_then(|t| scene.things[t].date.as_ref())?;
        (line(tree, token).contains(&verb) && verb < timex.start || verb == token)
            .then(|| timex.shift?.from(date))
            .flatten()
    })
}

/// What an event's noun or verb tells of: *the summit*; *(after) they signed the **treaty***.
fn thing_of_event(scene: &Scene<'_>, sentence: usize, event: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let dated = |i: usize| {
        let spot = &scene.spots[scene.spot_at(sentence, i)?];
        spot.things.iter().copied().find(|&t| own_date(scene, t).is_some())
    };
    dated(event).or_else(|| {
        let verb = tree.is_verb(event) && scene.lexicon.time().is("makes", &tree.lemma(event));
        tree.patients(event).into_iter().filter(|_| verb).find_map(dated)
    })
}

/// *the **outbreak** of the war in February 2022*, *the war **broke out** in 1998*: a war lasts from then on, until the
/// text says otherwise. Nothing where the text has dated the war already and not to that time.
pub fn onset(
    scene: &Scene<'_>,
    sentence: usize,
    (start, noun): (usize, usize),
    thing: usize,
) -> Option<Edtf> {
    let tree = &scene.trees[sentence];
    if scene.things[thing].ntype != NodeType::Conflict {
        return None;
    }
    let begins = tree.head(noun).filter(|&h| scene.lexicon.time().is("onset", &tree.lemma(h)))?;
    let fits = match tree.is_verb(begins) {
        true => tree.rel(noun) == "nsubj",
        // The tree may hang a place in the war's name beside the war.
        false => (begins + 1..start).all(|i| matches!(tree.lemma(i).as_str(), "of" | "the" | "a" | "this")),
    };
    let dates = &scene.timexes[sentence];
    let date = time::date_for(tree, dates, begins).or_else(|| time::date_for(tree, dates, noun));
    let date = date.filter(|d| fits && !d.is_interval())?.since();
    let agrees = scene.things[thing].date.as_ref().is_none_or(|known| {
        known.overlaps(&date) && (!known.is_interval() || known.end() == ".." && known.contains(&date))
    });
    agrees.then_some(date)
}

/// *the **outbreak** of the war*: no event beside the war.
pub fn is_phase_of_event(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    let tree = &scene.trees[sentence];
    let phase = |w: &str| scene.lexicon.time().is("onset", w) || scene.lexicon.time().is("ending", w);
    let conflict = |k: usize| match scene.spot_at(sentence, k) {
        Some(spot) => scene.spots[spot].things.iter().any(|&t| scene.things[t].kind == Kind::Event),
        None => scene.lexicon.words().nouns.get(&tree.lemma(k)).is_some_and(|s| s.kind == Kind::Event),
    };
    phase(&tree.lemma(noun)) && tree.prepositional_kids(noun, "of").into_iter().any(conflict)
}
