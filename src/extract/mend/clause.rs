//! Which clauses does a parser hang in the wrong place?

use super::{class_at, head, is_place, kids, leftmost};
use crate::lexicon::Words;
use crate::model::{NameClass, Sentence};

/// Verbs after which *fighting* at the head of a sentence is what happens, and their lemmas.
const BREAKING_OUT: &[(&str, &str)] = &[
    ("broke", "break"),
    ("erupted", "erupt"),
    ("flared", "flare"),
    ("raged", "rage"),
    ("resumed", "resume"),
    ("spread", "spread"),
];

/// *after **France, Germany and** Italy asked Kosovo*: the first of a list of subjects are taken for a phrase of time.
pub(super) fn subjects_after(sentence: &mut Sentence, verb: usize) {
    if sentence.tokens[verb].upos != "VERB" || sentence.tokens[verb].deprel != "conj" {
        return;
    }
    let Some(main) = head(sentence, verb).filter(|&m| m < verb) else { return };
    let Some(subject) =
        kids(sentence, verb).find(|&k| k < verb && sentence.tokens[k].deprel.starts_with("nsubj"))
    else {
        return;
    };
    let and = leftmost(sentence, subject).checked_sub(1).filter(|&c| sentence.tokens[c].deprel == "cc");
    let Some(and) = and else { return };
    let begins = |k: usize| {
        kids(sentence, k).find(|&c| {
            let word = sentence.tokens[c].form.to_lowercase();
            sentence.tokens[c].deprel == "case"
                && matches!(word.as_str(), "after" | "before" | "until" | "since" | "as")
        })
    };
    let named = |k: usize| {
        let class = class_at(sentence, k);
        matches!(class, Some(NameClass::State | NameClass::Person | NameClass::Igo | NameClass::Organization))
    };
    let first = kids(sentence, main).find(|&k| {
        let time = sentence.tokens[k].deprel == "obl" && begins(k).is_some();
        k < and && time && named(k) && rightmost(sentence, k) + 1 == and
    });
    let Some((first, mark)) = first.and_then(|k| begins(k).map(|m| (k, m))) else { return };
    let relation = sentence.tokens[subject].deprel;
    hang(sentence, first, verb, relation);
    hang(sentence, subject, first, "conj");
    hang(sentence, and, subject, "cc");
    hang(sentence, mark, verb, "mark");
    hang(sentence, verb, main, "advcl");
}

/// *reopened the border after **their ministers, A and B,** signed a deal*: who is set off before a verb without a subject is
/// no phrase of time.
pub(super) fn set_off_subject(sentence: &mut Sentence, verb: usize) {
    let finite = matches!(sentence.tokens[verb].xpos, "VBD" | "VBZ" | "VBP" | "VBN");
    let bound = matches!(sentence.tokens[verb].deprel, "conj" | "parataxis" | "advcl");
    let free = |k: usize| matches!(sentence.tokens[k].deprel, "cc" | "mark" | "aux:pass");
    if !finite || !bound || has_subject(sentence, verb) || kids(sentence, verb).any(free) {
        return;
    }
    let Some(main) = head(sentence, verb).filter(|&m| m < verb) else { return };
    let mark = |k: usize| {
        kids(sentence, k).find(|&c| {
            let word = sentence.tokens[c].form.to_lowercase();
            sentence.tokens[c].deprel == "case"
                && matches!(word.as_str(), "after" | "before" | "until" | "since" | "as" | "once")
        })
    };
    let told = |k: usize| {
        let apposed = kids(sentence, k).any(|c| {
            sentence.tokens[c].deprel == "appos" && class_at(sentence, c) == Some(NameClass::Person)
        });
        is_actor(sentence, k) || apposed
    };
    let last = |k: usize| verb - rightmost(sentence, k).min(verb) <= 2;
    let subject = kids(sentence, main).find(|&k| {
        k > main && k < verb && sentence.tokens[k].deprel == "obl" && told(k) && last(k) && mark(k).is_some()
    });
    let Some((subject, mark)) = subject.and_then(|k| mark(k).map(|m| (k, m))) else { return };
    hang(sentence, subject, verb, "nsubj");
    hang(sentence, mark, verb, "mark");
    sentence.tokens[verb].deprel = "advcl";
}

/// *blamed the attack **on rebels***: not an attack on them.
pub(super) fn blamed_on(sentence: &mut Sentence, token: usize) {
    let on = kids(sentence, token)
        .any(|k| sentence.tokens[k].deprel == "case" && sentence.tokens[k].form.eq_ignore_ascii_case("on"));
    let object = head(sentence, token).filter(|&o| on && o < token && sentence.tokens[o].deprel == "obj");
    let verb = object.and_then(|o| head(sentence, o));
    let blames = |v: &usize| matches!(sentence.tokens[*v].lemma.as_str(), "blame" | "pin");
    if let Some(verb) = verb.filter(blames).filter(|_| sentence.tokens[token].deprel == "nmod") {
        hang(sentence, token, verb, "obl");
    }
}

/// *signed at the palace in Baabda **by the ministers***: who does it, not whose palace it is.
pub(super) fn agent(sentence: &mut Sentence, token: usize) {
    if sentence.tokens[token].deprel != "nmod" {
        return;
    }
    let by = kids(sentence, token)
        .find(|&k| sentence.tokens[k].deprel == "case" && sentence.tokens[k].form.eq_ignore_ascii_case("by"));
    let Some((by, low)) = by.zip(head(sentence, token).filter(|&h| h < token)) else { return };
    let comma = by > 0 && sentence.tokens[by - 1].form == ",";
    let where_held = ["ceremony", "margin", "meeting", "palace", "sideline", "summit"];
    let site =
        is_place(sentence, low) || where_held.contains(&sentence.tokens[low].lemma.to_lowercase().as_str());
    let mut top = low;
    for _ in 0..sentence.tokens.len() {
        match head(sentence, top).filter(|&h| h < top && sentence.tokens[top].deprel == "nmod") {
            Some(above) => top = above,
            None => break,
        }
    }
    let Some(verb) = head(sentence, top).filter(|&v| v < top && sentence.tokens[top].deprel == "obl") else {
        return;
    };
    let of_verb = |relation: &str| kids(sentence, verb).any(|k| sentence.tokens[k].deprel == relation);
    let participle =
        matches!(sentence.tokens[verb].deprel, "acl" | "advcl") && sentence.tokens[verb].xpos == "VBN";
    let passive = of_verb("aux:pass") || participle;
    if passive && !of_verb("obl:agent") && (comma || site) {
        // *by Interior Minister A **and the French ambassador**, B*: nor is the second of them a palace.
        let others = |site: usize| {
            let beside = kids(sentence, site).filter(|&k| k > token && sentence.tokens[k].deprel == "conj");
            beside.collect::<Vec<_>>()
        };
        let beside: Vec<usize> = [low, top].into_iter().flat_map(others).collect();
        for other in beside {
            hang(sentence, other, token, "conj");
        }
        hang(sentence, token, verb, "obl:agent");
    }
}

/// *in April, **Kenya and Uganda** agreed*: who comes after a fronted date is no second date.
pub(super) fn after_date(sentence: &mut Sentence, (start, end): (usize, usize)) {
    let actor = |i: usize| {
        let class = class_at(sentence, i);
        matches!(class, Some(NameClass::State | NameClass::Person | NameClass::Igo | NameClass::Organization))
    };
    for date in start..end.min(sentence.tokens.len()) {
        let listed: Vec<usize> = kids(sentence, date)
            .filter(|&k| k >= end && matches!(sentence.tokens[k].deprel, "conj" | "appos" | "nmod" | "flat"))
            .collect();
        let Some(&first) = listed.first().filter(|&&k| actor(k) && sentence.tokens[k].deprel != "nmod")
        else {
            continue;
        };
        let verb = std::iter::successors(head(sentence, date), |&h| head(sentence, h))
            .take(sentence.tokens.len())
            .find(|&h| sentence.tokens[h].upos == "VERB" && h > first);
        let Some(verb) = verb else { continue };
        if kids(sentence, verb).any(|k| sentence.tokens[k].deprel.starts_with("nsubj")) {
            continue;
        }
        let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
        hang(sentence, first, verb, if passive { "nsubj:pass" } else { "nsubj" });
        for &other in &listed[1..] {
            hang(sentence, other, first, "conj");
        }
        return;
    }
}

/// *houses the rebels, **arms** them and speaks for them*: what has a pronoun for an object is no noun.
pub(super) fn noun_with_pronoun(sentence: &mut Sentence, token: usize) {
    let noun = sentence.tokens[token].xpos == "NNS" && sentence.tokens[token].deprel == "conj";
    let object = |k: usize| {
        let form = sentence.tokens[k].form.to_lowercase();
        k == token + 1
            && sentence.tokens[k].deprel == "obj"
            && matches!(form.as_str(), "it" | "them" | "him" | "her")
    };
    if !noun || !kids(sentence, token).any(object) {
        return;
    }
    let up = std::iter::successors(head(sentence, token), |&h| head(sentence, h)).take(sentence.tokens.len());
    let Some(verb) = up.into_iter().find(|&h| sentence.tokens[h].upos == "VERB") else { return };
    let word = &mut sentence.tokens[token];
    (word.upos, word.xpos, word.head) = ("VERB", "VBZ", Some(verb));
    // *arms*: a noun that knows no singular is its own base form, its verb is not.
    if word.lemma.eq_ignore_ascii_case(&word.form) {
        word.lemma = word.lemma.trim_end_matches('s').into();
    }
}

/// *talks between Bogotá **and the dissidents** of a front*: between asks for two.
pub(super) fn between_two(sentence: &mut Sentence, token: usize) {
    let between = kids(sentence, token).any(|k| {
        sentence.tokens[k].deprel == "case" && sentence.tokens[k].form.eq_ignore_ascii_case("between")
    });
    let alone = !kids(sentence, token).any(|k| sentence.tokens[k].deprel == "conj");
    let Some(noun) = head(sentence, token).filter(|&n| n < token && between && alone) else { return };
    let after = rightmost(sentence, token) + 1;
    let other = kids(sentence, noun).find(|&k| {
        let and = kids(sentence, k).any(|c| c == after && sentence.tokens[c].deprel == "cc");
        k > token && sentence.tokens[k].deprel == "conj" && and
    });
    if let Some(other) = other {
        sentence.tokens[other].head = Some(token);
    }
}

/// *refused to leave **until Abiy Ahmed travelled** to Asmara*: whoever stands between the word and the verb does it.
pub(super) fn subject_after_mark(sentence: &mut Sentence, verb: usize) {
    let finite = matches!(sentence.tokens[verb].xpos, "VBD" | "VBZ" | "VBP");
    if !finite || sentence.tokens[verb].upos != "VERB" || verb < 2 || has_subject(sentence, verb) {
        return;
    }
    let up = std::iter::successors(Some(verb - 1), |&i| head(sentence, i)).take(4);
    let named = |&i: &usize| {
        let low = matches!(sentence.tokens[i].deprel, "nmod" | "obl");
        low && i < verb && is_actor(sentence, i) && rightmost(sentence, i) + 1 == verb
    };
    let Some(subject) = up.into_iter().find(named) else { return };
    let mark = kids(sentence, subject).find(|&k| {
        let word = sentence.tokens[k].form.to_lowercase();
        sentence.tokens[k].deprel == "case"
            && matches!(word.as_str(), "until" | "after" | "before" | "since" | "as" | "once")
    });
    let Some(mark) = mark else { return };
    hang(sentence, subject, verb, "nsubj");
    hang(sentence, mark, verb, "mark");
    if matches!(sentence.tokens[verb].deprel, "acl" | "acl:relcl" | "conj") {
        sentence.tokens[verb].deprel = "advcl";
    }
}

pub(super) fn has_subject(sentence: &Sentence, verb: usize) -> bool {
    kids(sentence, verb).any(|k| sentence.tokens[k].deprel.starts_with("nsubj"))
}

pub(super) fn is_actor(sentence: &Sentence, i: usize) -> bool {
    let class = class_at(sentence, i);
    matches!(class, Some(NameClass::State | NameClass::Person | NameClass::Igo | NameClass::Organization))
}

/// ***Under the Accord** of 1992 the five kept …*: no subject has a preposition.
pub(super) fn fronted_phrase(words: &Words, sentence: &mut Sentence, token: usize) {
    let noun = matches!(sentence.tokens[token].upos, "NOUN" | "PROPN");
    if !noun || !matches!(sentence.tokens[token].deprel, "nsubj" | "nsubj:pass") {
        return;
    }
    let case = kids(sentence, token).find(|&k| sentence.tokens[k].deprel == "case");
    let fronts = |k: usize| k < token && words.is("fronting", &sentence.tokens[k].form.to_lowercase());
    let prepositional = case.is_some_and(fronts);
    let counted = kids(sentence, token).any(|k| sentence.tokens[k].deprel == "nummod" && k < token);
    if prepositional && !counted {
        sentence.tokens[token].deprel = "obl";
    }
}

/// ***Having fought** two wars, Chad and Togo initialled a treaty*: who stands behind the comma does both.
pub(super) fn having_done(sentence: &mut Sentence) {
    let opens = sentence.tokens.first().is_some_and(|t| t.form == "Having");
    let Some(verb) = (1..sentence.tokens.len().min(4)).find(|&i| sentence.tokens[i].xpos == "VBN") else {
        return;
    };
    let Some(comma) = (verb..sentence.tokens.len()).find(|&i| opens && sentence.tokens[i].form == ",") else {
        return;
    };
    let finite = |i: usize| {
        sentence.tokens[i].upos == "VERB" && matches!(sentence.tokens[i].xpos, "VBD" | "VBZ" | "VBP")
    };
    let Some(main) = (comma + 1..sentence.tokens.len()).find(|&i| finite(i)) else { return };
    if kids(sentence, main).any(|k| k > comma && sentence.tokens[k].deprel.starts_with("nsubj")) {
        return;
    }
    let first =
        (comma + 1..main).find(|&i| head(sentence, i).is_some_and(|h| h < comma) && is_actor(sentence, i));
    let Some(first) = first else { return };
    let old = head(sentence, first);
    let others: Vec<usize> =
        (first + 1..main).filter(|&i| head(sentence, i).is_some_and(|h| Some(h) == old)).collect();
    hang(sentence, first, main, "nsubj");
    for other in others {
        hang(sentence, other, first, "conj");
    }
    let object = kids(sentence, main).find(|&k| k < comma && sentence.tokens[k].deprel.starts_with("nsubj"));
    if let Some(object) = object {
        hang(sentence, object, verb, "obj");
    }
    sentence.tokens[verb].upos = "VERB";
    hang(sentence, verb, main, "advcl");
}

/// ***Fighting** broke out in Goma*: a noun, not a verb with an object.
pub(super) fn fighting(sentence: &mut Sentence) {
    if sentence.tokens.len() < 3 || sentence.tokens[0].xpos != "VBG" {
        return;
    }
    let form = sentence.tokens[1].form.to_lowercase();
    let Some(&(_, lemma)) = BREAKING_OUT.iter().find(|(f, _)| *f == form) else { return };
    if sentence.tokens[1].upos == "VERB" || head(sentence, 1) != Some(0) {
        return;
    }
    for kid in kids(sentence, 0).filter(|&k| k != 1).collect::<Vec<_>>() {
        sentence.tokens[kid].head = Some(1);
    }
    let (above, relation) = (sentence.tokens[0].head, sentence.tokens[0].deprel);
    let verb = &mut sentence.tokens[1];
    (verb.upos, verb.xpos, verb.head, verb.deprel) = ("VERB", "VBD", above, relation);
    verb.lemma = lemma.into();
    let noun = &mut sentence.tokens[0];
    (noun.upos, noun.xpos, noun.head, noun.deprel) = ("NOUN", "NN", Some(1), "nsubj");
    noun.lemma = noun.form.to_lowercase();
}

pub(super) fn hang(sentence: &mut Sentence, token: usize, head: usize, relation: &'static str) {
    sentence.tokens[token].head = Some(head);
    sentence.tokens[token].deprel = relation;
}

/// Last token of everything below a token.
pub(super) fn rightmost(sentence: &Sentence, i: usize) -> usize {
    let mut last = i;
    for _ in 0..sentence.tokens.len() {
        match kids(sentence, last).filter(|&k| k > last).last() {
            Some(kid) => last = kid,
            None => break,
        }
    }
    last
}

/// ***According to the Times**, Chad left*: whom a text cites is no subject.
pub(super) fn cited_source(sentence: &mut Sentence, token: usize) {
    let cited = |k: usize| {
        sentence.tokens[k].deprel == "case" && sentence.tokens[k].form.eq_ignore_ascii_case("according")
    };
    let subject = sentence.tokens[token].deprel.starts_with("nsubj");
    if subject && kids(sentence, token).any(cited) {
        sentence.tokens[token].deprel = "obl";
    }
}
