//! Where does a sentence leave a verb out: *Chad recognised it in May, **Togo in June** and **Mali in July***?
//!
//! What is left of the second clause is taken for something beside the verb. It is one more subject (or place), and the date
//! after it is its own: such a date hangs on it as an `orphan`, which the reading of dates knows.

use super::clause::hang;
use super::subject::{case_of, is_finite};
use super::{class_at, head, is_place, kids, leftmost};
use crate::model::Sentence;

/// Makes what is left of clauses without a verb members of the list they belong to.
pub(super) fn remnants(sentence: &mut Sentence, verb: usize, dates: &[(usize, usize)]) {
    if sentence.tokens[verb].upos != "VERB" || !is_finite(sentence, verb) {
        return;
    }
    let loose: Vec<usize> = kids(sentence, verb)
        .filter(|&k| k > verb)
        .filter(|&k| {
            matches!(sentence.tokens[k].deprel, "conj" | "vocative" | "obl" | "appos" | "dislocated")
        })
        .flat_map(|k| {
            std::iter::once(k).chain(kids(sentence, k).filter(|&c| sentence.tokens[c].deprel == "conj"))
        })
        .filter(|&k| class_at(sentence, k).is_some())
        .collect();
    for remnant in loose {
        let own = |&&(start, _): &&(usize, usize)| date_follows(sentence, remnant, start);
        let Some(&(start, end)) = dates.iter().find(own) else { continue };
        // The verb has a date of its own before.
        let first = leftmost(sentence, remnant);
        if !dates.iter().any(|&(s, e)| s > verb && e <= first && date_follows_any(sentence, s, first)) {
            continue;
        }
        let model = match case_of(sentence, remnant) {
            None if sentence.tokens[remnant].deprel != "obl" => subject_of(sentence, verb),
            None => None,
            Some(case) => place_before(sentence, verb, remnant, case),
        };
        let Some(model) = model else { continue };
        hang(sentence, remnant, model, "conj");
        let inside = |i: usize| (start..end).contains(&i);
        let top = (start..end).find(|&i| head(sentence, i).is_none_or(|h| !inside(h)));
        if let Some(top) = top {
            hang(sentence, top, remnant, "orphan");
        }
    }
}

/// Whether a date begins right after a name and its list: *Togo and Mali **in June***.
fn date_follows(sentence: &Sentence, name: usize, start: usize) -> bool {
    let preposition = start.checked_sub(1).filter(|&i| sentence.tokens[i].upos == "ADP");
    let begin = preposition.unwrap_or(start);
    if begin <= name || begin > name + 6 {
        return false;
    }
    (name + 1..begin).all(|i| {
        let token = &sentence.tokens[i];
        matches!(token.upos, "PROPN" | "CCONJ" | "DET" | "ADJ") || token.form == "," && i + 1 < begin
    }) && !(name + 1..begin).any(|i| sentence.tokens[i].upos == "VERB")
}

/// Whether a date stands before a name with no verb between them.
fn date_follows_any(sentence: &Sentence, date: usize, name: usize) -> bool {
    (date..name).all(|i| sentence.tokens[i].upos != "VERB")
}

fn subject_of(sentence: &Sentence, verb: usize) -> Option<usize> {
    kids(sentence, verb).find(|&k| {
        k < verb && sentence.tokens[k].deprel.starts_with("nsubj") && class_at(sentence, k).is_some()
    })
}

/// *withdrew **from Mali** in 2022, from Niger in 2023*: the first place with the same preposition.
fn place_before(sentence: &Sentence, verb: usize, remnant: usize, case: usize) -> Option<usize> {
    let word = sentence.tokens[case].form.to_lowercase();
    let of_place = matches!(word.as_str(), "from" | "in" | "to" | "against" | "into" | "on");
    (verb + 1..remnant).find(|&i| {
        let same = case_of(sentence, i).is_some_and(|c| sentence.tokens[c].form.to_lowercase() == word);
        same && of_place && is_place(sentence, i) && sentence.tokens[i].deprel != "conj"
    })
}
