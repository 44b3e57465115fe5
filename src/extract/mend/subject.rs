//! Where does the subject hang that a finite verb has lost?
//!
//! No English clause with a finite verb is without a subject, unless the verb is one of two (*came and went*) or orders. Where a
//! tree has such a clause, the noun right before the verb is the subject, and the tree has hung it too low: below a fronted
//! date, below the last noun of the clause before, or beside the verb without a function.

use super::clause::{hang, has_subject, rightmost};
use super::{class_at, head, kids, leftmost};
use crate::lexicon::{How, Lexicon, Words};
use crate::model::{Name, NameClass, Sentence};

/// How many fronted phrases between commas are passed by on the way from a verb to its subject.
const PHRASES: usize = 3;

/// ***In June** the Union agreed*, *… for the resolution, and **its minister** thanked the sponsors*, *fell silent; **Tokyo**,
/// for its part, recalled its envoy*: the noun before a finite verb without a subject is its subject.
pub(super) fn lost(words: &Words, sentence: &mut Sentence, verb: usize, dates: &[(usize, usize)]) {
    let behind = object_as_subject(sentence, verb);
    if !is_finite(sentence, verb) || behind.is_none() && has_any_subject(sentence, verb) {
        return;
    }
    if finite_clause(sentence, verb) {
        return;
    }
    let relation = sentence.tokens[verb].deprel;
    if !matches!(relation, "root" | "parataxis" | "ccomp" | "advcl" | "conj") {
        return;
    }
    let Some(found) = before(words, sentence, verb, dates) else {
        one_of_three(sentence, verb);
        return;
    };
    let first = leftmost(sentence, found.subject);
    let semicolon = first > 0 && matches!(sentence.tokens[first - 1].form.as_str(), ";" | ":" | "–" | "—");
    // *came and went*: the second of two verbs needs no subject of its own.
    if relation == "conj" && !semicolon {
        return;
    }
    let and = kids(sentence, found.subject)
        .find(|&k| k < found.subject && sentence.tokens[k].deprel == "cc" && k == first);
    split_from(sentence, &found, verb);
    if let Some(object) = behind {
        sentence.tokens[object].deprel = "obj";
    }
    let bound = matches!(relation, "advcl" | "parataxis");
    if torn_relative(sentence, &found, verb) {
        return;
    }
    if let Some(and) = and.filter(|_| bound && found.beside.is_empty()) {
        hang(sentence, and, verb, "cc");
        sentence.tokens[verb].deprel = "conj";
    }
}

/// *the Agreement, **which** Chad, Mali and Niger **signed***: the list of its subjects is taken for more agreements.
fn torn_relative(sentence: &mut Sentence, found: &Found, verb: usize) -> bool {
    let first = found.beside.first().copied().unwrap_or(found.subject);
    let which = kids(sentence, first).find(|&k| {
        let word = sentence.tokens[k].form.to_lowercase();
        k < first && matches!(word.as_str(), "which" | "whom") && sentence.tokens[k].deprel == "det"
    });
    let Some((which, host)) = which.zip(found.host.filter(|&h| !is_verb(sentence, h))) else { return false };
    let object = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "obj");
    hang(sentence, which, verb, if object { "obl" } else { "obj" });
    hang(sentence, verb, host, "acl:relcl");
    true
}

/// *before **Russia**, which had waited, **pulled** out*, *since **a committee** voted*: a word of time before a noun and its
/// finite verb begins a clause.
pub(super) fn clause_of_time(sentence: &mut Sentence, verb: usize) {
    if !is_finite(sentence, verb) || has_any_subject(sentence, verb) {
        return;
    }
    let bound = matches!(sentence.tokens[verb].deprel, "advcl" | "parataxis" | "conj" | "acl" | "ccomp");
    let Some(main) = head(sentence, verb).filter(|&m| bound && m < verb) else { return };
    let mut last = group_start(sentence, verb).checked_sub(1);
    if let Some(comma) = last.filter(|&i| sentence.tokens[i].form == ",") {
        last = relative_before(sentence, comma).and_then(|open| open.checked_sub(1));
    }
    let Some(last) = last else { return };
    let mark = |i: usize| {
        case_of(sentence, i).filter(|&c| {
            let word = sentence.tokens[c].form.to_lowercase();
            matches!(word.as_str(), "after" | "before" | "until" | "since" | "once" | "while")
        })
    };
    let subject = std::iter::successors(Some(last), |&i| head(sentence, i).filter(|&h| h > main && h < verb))
        .take(sentence.tokens.len())
        .take_while(|&i| matches!(sentence.tokens[i].upos, "NOUN" | "PROPN" | "PRON" | "NUM"))
        .find(|&i| mark(i).is_some());
    let Some((subject, mark)) = subject.and_then(|i| mark(i).map(|m| (i, m))) else { return };
    if head(sentence, subject).is_none_or(|h| h < main) {
        return;
    }
    let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
    hang(sentence, subject, verb, if passive { "nsubj:pass" } else { "nsubj" });
    hang(sentence, mark, verb, "mark");
    hang(sentence, verb, main, "advcl");
    let told = |k: usize| (subject..verb).contains(&k) && sentence.tokens[k].deprel == "nsubj";
    let relative = (subject + 1..verb).find(|&i| {
        let who = kids(sentence, i)
            .any(|k| told(k) && matches!(sentence.tokens[k].lemma.as_str(), "which" | "who"));
        is_verb(sentence, i) && head(sentence, i).is_none_or(|h| h == main || h == verb) && who
    });
    if let Some(relative) = relative {
        hang(sentence, relative, subject, "acl:relcl");
    }
}

/// Where a relative clause between commas begins whose second comma stands at `comma`.
fn relative_before(sentence: &Sentence, comma: usize) -> Option<usize> {
    let open = (0..comma).rev().find(|&i| {
        let next = sentence.tokens[i + 1].lemma.to_lowercase();
        sentence.tokens[i].form == "," && matches!(next.as_str(), "which" | "who" | "whose")
    })?;
    let verbs = (open + 1..comma).filter(|&i| is_finite(sentence, i)).count();
    (verbs <= 2).then_some(open)
}

/// *wants to go, but **the bloc's plan** has remained dead*: a noun beside a verb is the subject of the finite verb on it.
fn finite_clause(sentence: &mut Sentence, verb: usize) -> bool {
    let Some(noun) = head(sentence, verb).filter(|&n| n < verb && sentence.tokens[verb].deprel == "acl")
    else {
        return false;
    };
    let nominal = matches!(sentence.tokens[noun].upos, "NOUN" | "PROPN");
    let beside = sentence.tokens[noun].deprel == "conj" && case_of(sentence, noun).is_none() && nominal;
    let Some(main) = head(sentence, noun).filter(|&m| beside && m < noun && is_verb(sentence, m)) else {
        return false;
    };
    let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
    let and = kids(sentence, noun).find(|&k| k < noun && sentence.tokens[k].deprel == "cc");
    hang(sentence, verb, main, "conj");
    hang(sentence, noun, verb, if passive { "nsubj:pass" } else { "nsubj" });
    if let Some(and) = and {
        hang(sentence, and, verb, "cc");
    }
    true
}

/// *flew there, **was received** and thanked him*: the middle one of three verbs shares their subject.
fn one_of_three(sentence: &mut Sentence, verb: usize) {
    let main = head(sentence, verb).filter(|&m| m < verb && has_subject(sentence, m));
    let Some(main) = main.filter(|_| sentence.tokens[verb].deprel == "parataxis") else { return };
    let start = group_start(sentence, verb);
    let comma = start > 0 && sentence.tokens[start - 1].form == ",";
    let third = kids(sentence, main).any(|k| {
        let and = kids(sentence, k).any(|c| sentence.tokens[c].deprel == "cc");
        k > verb
            && sentence.tokens[k].deprel == "conj"
            && is_verb(sentence, k)
            && and
            && !has_subject(sentence, k)
    });
    if comma && third {
        sentence.tokens[verb].deprel = "conj";
    }
}

/// *In the early hours of Sunday Russia **bombed Ukraine***: the object is the subject of a verb that has lost its own.
fn object_as_subject(sentence: &Sentence, verb: usize) -> Option<usize> {
    let subjects: Vec<usize> =
        kids(sentence, verb).filter(|&k| sentence.tokens[k].deprel.starts_with("nsubj")).collect();
    let other =
        |k: usize| matches!(sentence.tokens[k].deprel, "obj" | "expl" | "aux:pass" | "ccomp" | "xcomp");
    let [only] = subjects[..] else { return None };
    (only > verb && leftmost(sentence, only) == verb + 1 && !kids(sentence, verb).any(other)).then_some(only)
}

/// A subject and the phrase that had swallowed it.
struct Found {
    subject: usize,
    /// The other members of its list that hang beside it.
    beside: Vec<usize>,
    /// The case-marked head above it.
    host: Option<usize>,
}

fn before(words: &Words, sentence: &Sentence, verb: usize, dates: &[(usize, usize)]) -> Option<Found> {
    let mut end = group_start(sentence, verb);
    for _ in 0..PHRASES {
        let last = end.checked_sub(1)?;
        if let Some(found) = in_phrase(words, sentence, last, verb, dates) {
            return Some(found);
        }
        end = phrase_start(sentence, last, verb)?;
    }
    None
}

/// The first word of a verb with its auxiliaries and adverbs.
fn group_start(sentence: &Sentence, verb: usize) -> usize {
    let mut start = verb;
    let of_group = |i: usize| {
        let relation = sentence.tokens[i].deprel;
        head(sentence, i) == Some(verb) && (relation.starts_with("aux") || relation == "advmod")
            || sentence.tokens[i].upos == "ADV"
    };
    while start > 0 && of_group(start - 1) {
        start -= 1;
    }
    start
}

/// Where a phrase with a preposition or between commas begins that ends at `last`, and hangs on the clause.
fn phrase_start(sentence: &Sentence, last: usize, verb: usize) -> Option<usize> {
    if sentence.tokens[last].form == "," {
        let open = (0..last).rev().find(|&i| matches!(sentence.tokens[i].form.as_str(), "," | ";"))?;
        let inside = open + 1..last;
        let plain = inside.clone().all(|i| !is_finite(sentence, i));
        if !plain {
            return relative_before(sentence, last);
        }
        let opens = inside.clone().next().is_some_and(|i| matches!(sentence.tokens[i].upos, "ADP" | "ADV"));
        return (plain && opens && sentence.tokens[open].form == ",").then_some(open);
    }
    let top = std::iter::successors(Some(last), |&i| {
        head(sentence, i).filter(|&h| h < verb && !is_verb(sentence, h))
    })
    .take(sentence.tokens.len())
    .last()?;
    let phrase = sentence.tokens[top].deprel == "obl" && case_of(sentence, top).is_some();
    (phrase && head(sentence, top) == Some(verb)).then(|| leftmost(sentence, top))
}

/// The highest noun without a preposition in the phrase that ends at `last`.
fn in_phrase(
    words: &Words,
    sentence: &Sentence,
    last: usize,
    verb: usize,
    dates: &[(usize, usize)],
) -> Option<Found> {
    let last = if sentence.tokens[last].form == "," { last.checked_sub(1)? } else { last };
    let nominal = |i: usize| matches!(sentence.tokens[i].upos, "NOUN" | "PROPN" | "NUM" | "PRON");
    if !nominal(last) {
        return None;
    }
    let chain: Vec<usize> =
        std::iter::successors(Some(last), |&i| head(sentence, i).filter(|&h| h < verb && nominal(h)))
            .take(sentence.tokens.len())
            .collect();
    let dated = |i: usize| dates.iter().any(|&(start, end)| (start..end).contains(&i));
    let is_span = |i: usize| words.is("span-of-time", &sentence.tokens[i].lemma.to_lowercase());
    let fits = |i: usize| {
        let own = head(sentence, i);
        let below_date = own.is_some_and(|h| dated(h) || is_span(h));
        let loose = match sentence.tokens[i].deprel {
            "appos" | "conj" | "obl:unmarked" | "vocative" | "dislocated" | "dep" | "nmod:unmarked" => true,
            "flat" | "compound" | "nummod" | "nmod" => below_date,
            "obj" => own.is_some_and(|h| h < i) && after_break(sentence, i),
            _ => false,
        };
        let time = dated(i) || is_span(i);
        loose && !time && case_of(sentence, i).is_none() && can_be_subject(sentence, i)
    };
    // *For decades **the politics** of water followed a script*: what stands after the subject may hang beside it.
    let aside = || {
        let inner =
            chain.iter().rev().flat_map(|&top| kids(sentence, top).filter(move |&k| k > top && k < last));
        inner.filter(|&k| fits(k)).last()
    };
    let subject = chain.iter().copied().rev().find(|&i| fits(i)).or_else(aside)?;
    let host = head(sentence, subject).filter(|&h| h < subject);
    let beside = host.map_or_else(Vec::new, |h| list_before(sentence, subject, h, dated(h)));
    Some(Found { subject, beside, host })
}

/// *With Norway as mediator, **Chad and** Mali agreed*: who stands in one list with the last, after the comma.
fn list_before(sentence: &Sentence, subject: usize, host: usize, dated: bool) -> Vec<usize> {
    if !matches!(sentence.tokens[subject].deprel, "conj") {
        return Vec::new();
    }
    let comma = (host..subject).find(|&i| sentence.tokens[i].form == ",");
    let from = if dated { host } else { comma.unwrap_or(subject) };
    kids(sentence, host)
        .filter(|&k| k > from && k < subject && matches!(sentence.tokens[k].deprel, "conj" | "appos"))
        .filter(|&k| case_of(sentence, k).is_none())
        .collect()
}

/// Hangs the subject on its verb, and on the subject what stands after it.
fn split_from(sentence: &mut Sentence, found: &Found, verb: usize) {
    let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
    let relation = if passive { "nsubj:pass" } else { "nsubj" };
    let first = found.beside.first().copied().unwrap_or(found.subject);
    hang(sentence, first, verb, relation);
    for &other in found.beside.iter().skip(1).chain(Some(&found.subject)).filter(|&&i| i != first) {
        hang(sentence, other, first, "conj");
    }
    let Some(host) = found.host.filter(|&h| h != verb) else { return };
    let punct = |k: &usize| sentence.tokens[*k].deprel == "punct";
    let stray: Vec<usize> =
        kids(sentence, host).filter(|k| *k > found.subject && *k < verb && !punct(k)).collect();
    let above = if is_verb(sentence, host) { verb } else { found.subject };
    for k in stray {
        sentence.tokens[k].head = Some(above);
    }
}

/// *From Ankara **came** a warning*: what comes has no object.
pub(super) fn inverted(words: &Words, sentence: &mut Sentence, verb: usize) {
    let comes = words.is("comes", &sentence.tokens[verb].lemma.to_lowercase());
    if !comes || !is_finite(sentence, verb) || has_any_subject(sentence, verb) {
        return;
    }
    let object = kids(sentence, verb).find(|&k| k > verb && sentence.tokens[k].deprel == "obj");
    let fronted = kids(sentence, verb).any(|k| k < verb && sentence.tokens[k].deprel.starts_with("obl"));
    if let Some(object) = object.filter(|_| fronted) {
        sentence.tokens[object].deprel = "nsubj";
    }
}

/// *On the last day of **the month Mirziyoyev** met them*, *under pressure from **Kyiv Slovakia** paid*: no month and no city is
/// part of the name of a person or a state.
pub(super) fn glued_name(lexicon: &Lexicon, sentence: &mut Sentence, verb: usize) {
    if !is_finite(sentence, verb) || has_any_subject(sentence, verb) {
        return;
    }
    let mut end = group_start(sentence, verb);
    // *At a meeting in **Astana Turkey** and Mali agreed*: the first of a list.
    let listed = end.checked_sub(1).and_then(|last| {
        let name = sentence.names.iter().find(|n| n.end == end)?;
        let top = (name.start..=last).find(|&i| sentence.tokens[i].deprel == "conj")?;
        head(sentence, top).filter(|&h| h < top)
    });
    if let Some(first) = listed {
        let after = sentence.names.iter().find(|n| n.start <= first && first < n.end).map(|n| n.end);
        end = after.unwrap_or(end);
    }
    let known = sentence
        .names
        .iter()
        .find(|n| n.end == end && matches!(n.class, NameClass::Person | NameClass::State | NameClass::Igo))
        .map(|n| (n.start, n.end));
    let glued = state_at_end(lexicon, sentence, end);
    let Some((start, past)) = glued.or(known) else { return };
    let own = |i: usize| (start..past).contains(&i);
    let Some(top) = (start..past).find(|&i| head(sentence, i).is_none_or(|h| !own(h))) else { return };
    let noun = kids(sentence, top).find(|&k| {
        let common = sentence.tokens[k].upos == "NOUN" || glued.is_some();
        k + 1 == start && common && sentence.tokens[k].deprel == "compound"
    });
    let Some((noun, above)) = noun.zip(head(sentence, top).filter(|&h| h < top)) else { return };
    if case_of(sentence, top).is_none() {
        return;
    }
    if glued.is_some() {
        for name in sentence.names.iter_mut().filter(|n| n.start < start && n.end == past) {
            name.end = start;
        }
        sentence.names.push(Name { start, end: past, class: NameClass::State });
        sentence.names.sort_by_key(|n| n.start);
    }
    let relation = sentence.tokens[top].deprel;
    for k in kids(sentence, top).filter(|&k| k < noun).collect::<Vec<_>>() {
        sentence.tokens[k].head = Some(noun);
    }
    hang(sentence, noun, above, relation);
    hang(sentence, top, verb, "nsubj");
}

/// The name of a state that ends a longer name of which the rest is known too: *Washington **Panama***.
fn state_at_end(lexicon: &Lexicon, sentence: &Sentence, end: usize) -> Option<(usize, usize)> {
    let name = sentence.names.iter().find(|n| n.end == end && n.end - n.start > 1)?;
    let form = |from: usize, to: usize| {
        let words: Vec<&str> = sentence.tokens[from..to].iter().map(|t| t.form.as_str()).collect();
        words.join(" ")
    };
    let state = |from: usize| {
        lexicon
            .entries_by_name(&form(from, end))
            .iter()
            .any(|(id, how)| lexicon.entry(*id).class == NameClass::State && *how <= How::Alias)
    };
    let whole = !lexicon.entries_by_name(&form(name.start, end)).is_empty();
    let place = |to: usize| {
        lexicon.entries_by_name(&form(name.start, to)).iter().any(|(_, how)| *how != How::Demonym)
    };
    (name.start + 1..end).find(|&from| !whole && state(from) && place(from)).map(|from| (from, end))
}

/// *…, and **in August**, when he came, the two signed*: a phrase of time is nothing beside a verb, but opens the next clause.
pub(super) fn date_beside_verb(sentence: &mut Sentence, date: usize) {
    let cc = kids(sentence, date).find(|&k| k < date && sentence.tokens[k].deprel == "cc");
    let (Some(and), Some(_)) = (cc, case_of(sentence, date)) else { return };
    let Some(main) = head(sentence, date).filter(|&h| h < date && sentence.tokens[date].deprel == "conj")
    else {
        return;
    };
    let predicate =
        is_verb(sentence, main) || kids(sentence, main).any(|k| sentence.tokens[k].deprel == "cop");
    let next = (date + 1..sentence.tokens.len()).find(|&v| {
        let bound = |k: usize| {
            matches!(sentence.tokens[k].deprel, "mark")
                || matches!(sentence.tokens[k].lemma.as_str(), "when" | "which" | "who" | "where" | "that")
                    && k < v
        };
        is_finite(sentence, v)
            && has_subject(sentence, v)
            && matches!(sentence.tokens[v].deprel, "acl:relcl" | "advcl" | "parataxis" | "ccomp" | "acl")
            && !kids(sentence, v).any(bound)
    });
    let Some(next) = next.filter(|_| predicate) else { return };
    hang(sentence, next, main, "conj");
    hang(sentence, date, next, "obl");
    hang(sentence, and, next, "cc");
}

pub(super) fn is_verb(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].upos, "VERB" | "AUX")
}

/// Whether a verb is finite by itself or by its auxiliary.
pub(super) fn is_finite(sentence: &Sentence, verb: usize) -> bool {
    let finite = |i: usize| matches!(sentence.tokens[i].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let helped = |k: usize| sentence.tokens[k].deprel.starts_with("aux") && k < verb && finite(k);
    sentence.tokens[verb].upos == "VERB" && (finite(verb) || kids(sentence, verb).any(helped))
}

fn has_any_subject(sentence: &Sentence, verb: usize) -> bool {
    kids(sentence, verb).any(|k| {
        let relation = sentence.tokens[k].deprel;
        relation.starts_with("nsubj") || relation.starts_with("csubj") || relation == "expl"
    })
}

/// The preposition of a noun.
pub(super) fn case_of(sentence: &Sentence, i: usize) -> Option<usize> {
    kids(sentence, i).find(|&k| k < i && sentence.tokens[k].deprel == "case")
}

/// Whether a semicolon, a colon or a dash stands right before a phrase.
fn after_break(sentence: &Sentence, i: usize) -> bool {
    let first = leftmost(sentence, i);
    first > 0 && matches!(sentence.tokens[first - 1].form.as_str(), ";" | ":" | "–" | "—")
}

/// Nobody says *him went*; and a number alone counts items.
fn can_be_subject(sentence: &Sentence, i: usize) -> bool {
    let form = sentence.tokens[i].form.to_lowercase();
    let object = matches!(form.as_str(), "me" | "him" | "them" | "us" | "himself" | "themselves" | "itself");
    let number =
        sentence.tokens[i].upos == "NUM" && !kids(sentence, i).any(|k| k > i && class_free(sentence, k));
    !object && !number
}

/// Whether a word after a number says what is counted: *two **of its ships***.
fn class_free(sentence: &Sentence, k: usize) -> bool {
    sentence.tokens[k].deprel == "nmod"
        && class_at(sentence, k) != Some(NameClass::Place)
        && rightmost(sentence, k) >= k
}
