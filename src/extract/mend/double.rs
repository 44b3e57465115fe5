//! Which of two subjects is none?
//!
//! A verb has one subject, however many nouns that names. A second one is a time (***the next day** Iran recalled*), a word of
//! emphasis, the subject of what is quoted, or the second name of a list.

use super::clause::{hang, rightmost};
use super::subject::{case_of, is_finite};
use super::{class_at, head, kids, leftmost};
use crate::lexicon::Words;
use crate::model::{NameClass, Sentence};

/// Takes what is no subject from a verb with two.
pub(super) fn subjects(words: &Words, sentence: &mut Sentence, verb: usize, dates: &[(usize, usize)]) {
    possessive(sentence, verb);
    let own: Vec<usize> = kids(sentence, verb)
        .filter(|&k| k < verb && matches!(sentence.tokens[k].deprel, "nsubj" | "nsubj:pass"))
        .collect();
    if let [only] = own[..] {
        speaker_beside(sentence, only, verb);
    }
    let [first, second] = own[..] else { return };
    if let Some(time) = [first, second].into_iter().find(|&k| is_time(words, sentence, k, dates)) {
        sentence.tokens[time].deprel = if case_of(sentence, time).is_some() { "obl" } else { "obl:unmarked" };
        return;
    }
    // ***For most** of its life the bloc was mocked*.
    if case_of(sentence, first).is_some_and(|k| !sentence.tokens[k].form.eq_ignore_ascii_case("about")) {
        sentence.tokens[first].deprel = "obl";
        return;
    }
    if is_reflexive(sentence, second) {
        hang(sentence, second, first, "nmod:unmarked");
        return;
    }
    let after = rightmost(sentence, first) + 1;
    if titled(sentence, first, second) {
        return;
    }
    let comma = [after - 1, after].iter().any(|&i| sentence.tokens.get(i).is_some_and(|t| t.form == ","));
    if quoted(sentence, first, verb) || !comma || second < after {
        return;
    }
    listed(sentence, first, second);
}

/// Whether a noun without a function of its own tells a time.
fn is_time(words: &Words, sentence: &Sentence, i: usize, dates: &[(usize, usize)]) -> bool {
    let unit = words.is("span-of-time", &sentence.tokens[i].lemma.to_lowercase());
    unit || dates.iter().any(|&(start, end)| (start..end).contains(&i))
}

fn is_reflexive(sentence: &Sentence, i: usize) -> bool {
    let form = sentence.tokens[i].form.to_lowercase();
    form.ends_with("self") || form.ends_with("selves")
}

/// *“**Iran**,” Macron told reporters, “must stop”*: the speaker stands within what he says.
fn quoted(sentence: &mut Sentence, first: usize, verb: usize) -> bool {
    let said = kids(sentence, verb).find(|&k| {
        let free = !kids(sentence, k).any(|s| sentence.tokens[s].deprel.starts_with("nsubj"));
        k > verb && matches!(sentence.tokens[k].deprel, "ccomp" | "parataxis" | "conj") && free
    });
    let closed = (first + 1..=rightmost(sentence, first) + 1)
        .filter_map(|i| sentence.tokens.get(i))
        .any(|t| matches!(t.form.as_str(), "," | "”" | "\""));
    // ***Ghana**, its president said, would ask*: the tree may have what is said above the speaker.
    let above = head(sentence, verb).filter(|&v| {
        let free = !kids(sentence, v).any(|s| sentence.tokens[s].deprel.starts_with("nsubj"));
        v > verb && free && is_finite(sentence, v)
    });
    let Some(said) = said.filter(|&s| closed && is_finite(sentence, s)).or(above.filter(|_| closed)) else {
        return false;
    };
    let comma_after = (verb + 1..said).any(|i| sentence.tokens[i].form == ",");
    if comma_after {
        let passive = kids(sentence, said).any(|k| sentence.tokens[k].deprel == "aux:pass");
        hang(sentence, first, said, if passive { "nsubj:pass" } else { "nsubj" });
    }
    comma_after
}

/// ***Presidents** Aoun and Christodoulides looked on*: the office of both, not a third.
fn titled(sentence: &mut Sentence, first: usize, second: usize) -> bool {
    let plain = sentence.tokens[first].upos == "NOUN" || sentence.tokens[first].xpos == "NNS";
    let person = class_at(sentence, second) == Some(NameClass::Person);
    let close = first + 1 == second && plain && person;
    if close {
        hang(sentence, first, second, "nmod:desc");
    }
    close
}

/// *Israel, **Guterres** said, must lift it*: who stands beside the subject of what is said says it.
fn speaker_beside(sentence: &mut Sentence, first: usize, verb: usize) {
    let speaker = kids(sentence, first).find(|&k| {
        let and = kids(sentence, k).any(|c| sentence.tokens[c].deprel == "cc");
        let comma = leftmost(sentence, k).checked_sub(1).is_some_and(|c| sentence.tokens[c].form == ",")
            || sentence.tokens[leftmost(sentence, k)].form == ",";
        let last = rightmost(sentence, k) + 1 == verb;
        k > first
            && k < verb
            && matches!(sentence.tokens[k].deprel, "conj" | "appos")
            && !and
            && comma
            && last
    });
    let said = kids(sentence, verb).find(|&k| {
        let free = !kids(sentence, k).any(|s| sentence.tokens[s].deprel.starts_with("nsubj"));
        let comma = (verb + 1..k).any(|i| sentence.tokens[i].form == ",");
        let modal = kids(sentence, k).any(|a| sentence.tokens[a].deprel.starts_with("aux"));
        k > verb && sentence.tokens[k].deprel == "ccomp" && free && comma && modal && is_finite(sentence, k)
    });
    if let Some((speaker, said)) = speaker.zip(said) {
        let passive = kids(sentence, said).any(|k| sentence.tokens[k].deprel == "aux:pass");
        hang(sentence, first, said, if passive { "nsubj:pass" } else { "nsubj" });
        hang(sentence, speaker, verb, "nsubj");
    }
}

/// *Norway, **not Sweden**, brokered it*: what is denied is none of the list.
pub(super) fn denied(sentence: &mut Sentence, token: usize) {
    let not =
        kids(sentence, token).find(|&k| k < token && sentence.tokens[k].form.eq_ignore_ascii_case("not"));
    let comma = not.and_then(|n| n.checked_sub(1)).is_some_and(|c| sentence.tokens[c].form == ",");
    let nominal = matches!(sentence.tokens[token].upos, "NOUN" | "PROPN");
    if nominal && comma && matches!(sentence.tokens[token].deprel, "conj" | "appos") {
        sentence.tokens[token].deprel = "dep";
    }
}

/// ***Total**, Eni and Qatar Energy drilled*: three names are one list.
fn listed(sentence: &mut Sentence, first: usize, second: usize) {
    let name = |i: usize| class_at(sentence, i).is_some() || sentence.tokens[i].upos == "PROPN";
    let more: Vec<usize> =
        kids(sentence, second).filter(|&k| k > second && sentence.tokens[k].deprel == "conj").collect();
    let alike = match (class_at(sentence, first), class_at(sentence, second)) {
        (Some(a), Some(b)) => a == b || a != NameClass::Person && b != NameClass::Person,
        _ => true,
    };
    if more.is_empty() || !name(first) || !name(second) || !alike {
        return;
    }
    hang(sentence, second, first, "conj");
    more.into_iter().for_each(|k| hang(sentence, k, first, "conj"));
}

/// *signed with **his** five hosts a treaty*: whose subject is a possessive is a noun.
fn possessive(sentence: &mut Sentence, verb: usize) {
    let own = kids(sentence, verb).find(|&k| {
        k < verb && sentence.tokens[k].xpos == "PRP$" && sentence.tokens[k].deprel.starts_with("nsubj")
    });
    let plural = matches!(sentence.tokens[verb].xpos, "VBZ") && sentence.tokens[verb].upos == "VERB";
    let Some((own, above)) = own.zip(head(sentence, verb)).filter(|_| plural) else { return };
    sentence.tokens[own].deprel = "nmod:poss";
    let marks: Vec<usize> =
        kids(sentence, verb).filter(|&k| k < own && sentence.tokens[k].deprel == "mark").collect();
    for mark in &marks {
        (sentence.tokens[*mark].deprel, sentence.tokens[*mark].upos) = ("case", "ADP");
    }
    for k in kids(sentence, verb).collect::<Vec<_>>() {
        match sentence.tokens[k].deprel {
            "nsubj" | "nsubj:pass" => sentence.tokens[k].deprel = "nummod",
            "obj" | "obl" | "advcl" => sentence.tokens[k].head = Some(above),
            _ => {}
        }
    }
    let token = &mut sentence.tokens[verb];
    (token.upos, token.xpos) = ("NOUN", "NNS");
    token.deprel = if marks.is_empty() { "obj" } else { "obl" };
}

/// *a day **after rebels sank** a ship, the Union condemned*: a length of time does nothing, those after its word do.
pub(super) fn counted_clause(words: &Words, sentence: &mut Sentence, time: usize) {
    let unit = words.is("span-of-time", &sentence.tokens[time].lemma.to_lowercase());
    let relation = sentence.tokens[time].deprel;
    if !unit || !(relation.starts_with("nsubj") || relation == "obl:unmarked") {
        return;
    }
    let Some(verb) = head(sentence, time).filter(|&v| v > time && is_finite(sentence, v)) else { return };
    // *two days **after striking** bombers, Kyiv met them*; *hours **after the talks collapsed***.
    let clause = kids(sentence, time).find(|&k| {
        let bound = |c: usize| matches!(sentence.tokens[c].form.as_str(), "after" | "before") && c < k;
        let clause = sentence.tokens[k].xpos == "VBG" || is_finite(sentence, k);
        k > time && sentence.tokens[k].deprel == "acl" && clause && kids(sentence, k).any(bound)
    });
    if let Some(clause) = clause {
        hang(sentence, clause, verb, "advcl");
        return;
    }
    let others = kids(sentence, verb).any(|k| k != time && sentence.tokens[k].deprel.starts_with("nsubj"));
    let below = kids(sentence, time).find(|&k| {
        let mark = case_of(sentence, k).map(|c| sentence.tokens[c].form.to_lowercase());
        k > time && sentence.tokens[k].deprel == "nmod" && matches!(mark.as_deref(), Some("after" | "before"))
    });
    let Some((below, mark)) = below.and_then(|b| case_of(sentence, b).map(|c| (b, c))) else { return };
    if others || rightmost(sentence, below) >= verb {
        return;
    }
    // *Two days after **the talks collapsed**, Chad attacked*: the tree knows the main clause.
    if let Some(main) = head(sentence, verb).filter(|&m| m > verb) {
        hang(sentence, verb, main, "advcl");
        hang(sentence, time, main, "obl:unmarked");
        hang(sentence, below, verb, "nsubj");
        hang(sentence, mark, verb, "mark");
        return;
    }
    // The main clause is what follows with a subject of its own and no word that binds it.
    let main = kids(sentence, verb).find(|&m| {
        let bound = |k: usize| {
            matches!(sentence.tokens[k].deprel, "mark" | "advmod")
                && k < m
                && matches!(sentence.tokens[k].upos, "SCONJ" | "ADV")
                && k == leftmost(sentence, m)
        };
        let subject = |k: usize| sentence.tokens[k].deprel.starts_with("nsubj");
        m > verb
            && matches!(sentence.tokens[m].deprel, "advcl" | "parataxis" | "ccomp" | "conj")
            && kids(sentence, m).any(subject)
            && !kids(sentence, m).any(bound)
    });
    let Some(main) = main else { return };
    let (above, relation) = (sentence.tokens[verb].head, sentence.tokens[verb].deprel);
    let before: Vec<usize> = kids(sentence, verb).filter(|&k| k < time).collect();
    (sentence.tokens[main].head, sentence.tokens[main].deprel) = (above, relation);
    before.into_iter().for_each(|k| sentence.tokens[k].head = Some(main));
    hang(sentence, verb, main, "advcl");
    hang(sentence, time, main, "obl:unmarked");
    hang(sentence, below, verb, "nsubj");
    hang(sentence, mark, verb, "mark");
}

/// *rebels **attacked Uvira**, and Burundi accused Rwanda*: a participle with an object is a verb of its own, where the noun
/// before the next verb can be the other's subject.
pub(super) fn active_participle(sentence: &mut Sentence, verb: usize) {
    if sentence.tokens[verb].deprel != "acl" || sentence.tokens[verb].xpos != "VBN" || verb == 0 {
        return;
    }
    let has = |i: usize, rel: &str| kids(sentence, i).any(|k| sentence.tokens[k].deprel.starts_with(rel));
    let object = kids(sentence, verb).find(|&k| k > verb && sentence.tokens[k].deprel == "obj");
    let Some(subject) = head(sentence, verb).filter(|&s| s < verb && rightmost_before(sentence, s, verb))
    else {
        return;
    };
    let main = head(sentence, subject)
        .filter(|&m| m > verb && sentence.tokens[subject].deprel == "nsubj" && is_finite(sentence, m));
    let Some((object, main)) = object.zip(main).filter(|_| !has(verb, "aux")) else { return };
    let other = kids(sentence, object).find(|&k| {
        let and = kids(sentence, k).find(|&c| c < k && sentence.tokens[c].deprel == "cc");
        let comma = and.is_some_and(|c| c > 0 && sentence.tokens[c - 1].form == ",");
        let near = (rightmost(sentence, k) + 1..main).all(|i| sentence.tokens[i].form == ",");
        k > object && sentence.tokens[k].deprel == "conj" && comma && near
    });
    let Some(other) = other else { return };
    let (above, relation) = (sentence.tokens[main].head, sentence.tokens[main].deprel);
    (sentence.tokens[verb].head, sentence.tokens[verb].deprel) = (above, relation);
    sentence.tokens[verb].xpos = "VBD";
    hang(sentence, subject, verb, "nsubj");
    hang(sentence, main, verb, "conj");
    hang(sentence, other, main, "nsubj");
}

/// Whether nothing of a phrase stands between it and a verb that hangs on it.
fn rightmost_before(sentence: &Sentence, noun: usize, verb: usize) -> bool {
    (noun + 1..verb).all(|i| sentence.tokens[i].deprel == "flat" || sentence.tokens[i].upos == "ADV")
}

/// *met him in Sochi **that September** but failed*: what stands before *but* is no subject of what follows it.
pub(super) fn before_and(sentence: &mut Sentence, verb: usize, dates: &[(usize, usize)]) {
    let Some(and) = kids(sentence, verb).find(|&k| k < verb && sentence.tokens[k].deprel == "cc") else {
        return;
    };
    let early = kids(sentence, verb).find(|&k| k < and && sentence.tokens[k].deprel.starts_with("nsubj"));
    let Some((early, main)) = early.zip(head(sentence, verb)).filter(|&(e, m)| m < e) else { return };
    if !dates.iter().any(|&(start, end)| (start..end).contains(&early)) {
        return;
    }
    for k in kids(sentence, verb).filter(|&k| k < early).collect::<Vec<_>>() {
        hang(sentence, k, early, "det");
    }
    hang(sentence, early, main, "obl:unmarked");
    sentence.tokens[verb].deprel = "conj";
}

/// ***It was in April** that Chad attacked*: the clause after it is the main one.
pub(super) fn cleft(sentence: &mut Sentence, token: usize) {
    let it = kids(sentence, token).find(|&k| k < token && sentence.tokens[k].form.eq_ignore_ascii_case("it"));
    let was = kids(sentence, token).find(|&k| k < token && sentence.tokens[k].deprel == "cop");
    let (Some(it), Some(was), Some(_)) = (it, was, case_of(sentence, token)) else { return };
    let that = |v: usize| {
        kids(sentence, v)
            .find(|&k| k > token && k < v && sentence.tokens[k].form.eq_ignore_ascii_case("that"))
    };
    let clause = kids(sentence, token).find(|&v| v > token && is_finite(sentence, v) && that(v).is_some());
    let Some((clause, that)) = clause.and_then(|v| that(v).map(|t| (v, t))) else { return };
    if !kids(sentence, clause).any(|k| k != that && sentence.tokens[k].deprel.starts_with("nsubj")) {
        return;
    }
    let (above, relation) = (sentence.tokens[token].head, sentence.tokens[token].deprel);
    (sentence.tokens[clause].head, sentence.tokens[clause].deprel) = (above, relation);
    hang(sentence, token, clause, "obl");
    hang(sentence, that, clause, "mark");
    hang(sentence, it, clause, "expl");
    hang(sentence, was, clause, "dep");
}

/// ***Not Qatar but** Egypt hosted the talks*: the second does it, the first does not.
pub(super) fn not_but(sentence: &mut Sentence, token: usize) {
    let not = kids(sentence, token).any(|k| k < token && sentence.tokens[k].form.eq_ignore_ascii_case("not"));
    let nominal = matches!(sentence.tokens[token].upos, "NOUN" | "PROPN");
    let other = kids(sentence, token).find(|&k| {
        let but = kids(sentence, k).any(|c| c < k && sentence.tokens[c].form == "but");
        k > token && sentence.tokens[k].deprel == "conj" && but
    });
    let Some(other) = other.filter(|_| not && nominal && head(sentence, token).is_some()) else { return };
    let only =
        sentence.tokens.get(token.saturating_sub(1)).is_some_and(|t| t.form.eq_ignore_ascii_case("only"));
    if only {
        return;
    }
    (sentence.tokens[other].head, sentence.tokens[other].deprel) =
        (sentence.tokens[token].head, sentence.tokens[token].deprel);
    hang(sentence, token, other, "dep");
}

/// ***With Norway as** mediator, the two agreed*: who serves so is not one of those who agree.
pub(super) fn serving(words: &Words, sentence: &mut Sentence, role: usize) {
    if !words.is("go-between", &sentence.tokens[role].lemma.to_lowercase()) {
        return;
    }
    let Some(case) = case_of(sentence, role).filter(|&c| sentence.tokens[c].form == "as" && c > 0) else {
        return;
    };
    // The words right before *as*, up to the one with *with*.
    let who = std::iter::successors(Some(case - 1), |&i| head(sentence, i).filter(|&h| h < case))
        .take(sentence.tokens.len())
        .find(|&i| {
            case_of(sentence, i).is_some_and(|c| sentence.tokens[c].form.eq_ignore_ascii_case("with"))
        });
    let Some(who) = who.filter(|&w| matches!(sentence.tokens[w].upos, "NOUN" | "PROPN" | "PRON")) else {
        return;
    };
    let Some(verb) = std::iter::successors(head(sentence, who), |&i| head(sentence, i))
        .take(sentence.tokens.len())
        .find(|&i| i != role && sentence.tokens[i].upos == "VERB")
    else {
        return;
    };
    hang(sentence, role, verb, "advcl");
    hang(sentence, who, role, "nsubj");
}
