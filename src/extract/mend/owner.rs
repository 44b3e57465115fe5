//! Which possessors and predicates does a parser hang on the wrong name?

use super::{class_at, head, kids};
use crate::model::{NameClass, Sentence};

/// ***Keir Starmer** and Indonesia's president signed*: the person named in full is no owner of another's office, but acts
/// beside whoever holds it.
pub(super) fn person_beside_owner(sentence: &mut Sentence, token: usize) {
    if sentence.tokens[token].deprel != "nmod:poss" || class_at(sentence, token) != Some(NameClass::Person) {
        return;
    }
    let Some(noun) = head(sentence, token).filter(|&n| n > token) else { return };
    let state = kids(sentence, token).find(|&k| {
        sentence.tokens[k].deprel == "conj" && class_at(sentence, k) == Some(NameClass::State) && k < noun
    });
    let Some(state) = state else { return };
    let named_in_full =
        kids(sentence, token).any(|k| matches!(sentence.tokens[k].deprel, "flat" | "nmod:desc"));
    let owner = (state..noun).any(|i| matches!(sentence.tokens[i].form.as_str(), "'s" | "’s" | "'" | "’"));
    let person_owns = (token..state).any(|i| matches!(sentence.tokens[i].form.as_str(), "'s" | "’s"));
    if !named_in_full || !owner || person_owns {
        return;
    }
    sentence.tokens[token].head = sentence.tokens[noun].head;
    sentence.tokens[token].deprel = sentence.tokens[noun].deprel;
    sentence.tokens[noun].head = Some(token);
    sentence.tokens[noun].deprel = "conj";
    sentence.tokens[state].head = Some(noun);
    sentence.tokens[state].deprel = "nmod:poss";
}

/// ***Petro** and Maduro's minister, Yván Gil, met*: one minister is not that of two persons.
pub(super) fn two_persons(sentence: &mut Sentence, token: usize) {
    let person = |i: usize| class_at(sentence, i) == Some(NameClass::Person);
    let low = matches!(sentence.tokens[token].deprel, "amod" | "nmod" | "nmod:poss" | "compound");
    let Some(noun) = head(sentence, token).filter(|&n| n > token && low && person(token)) else { return };
    let other = kids(sentence, token)
        .find(|&k| k > token && k < noun && sentence.tokens[k].deprel == "conj" && person(k));
    let owns = |i: usize| matches!(sentence.tokens[i].form.as_str(), "'s" | "’s" | "'" | "’");
    let told = kids(sentence, noun).find(|&k| k > noun && sentence.tokens[k].deprel == "appos" && person(k));
    let Some((other, told)) = other.zip(told).filter(|_| sentence.tokens[noun].xpos == "NN") else { return };
    let alone = !kids(sentence, told).any(|k| sentence.tokens[k].deprel == "conj");
    if !alone || (token..other).any(owns) || !(other..noun).any(owns) {
        return;
    }
    (sentence.tokens[token].head, sentence.tokens[token].deprel) =
        (sentence.tokens[noun].head, sentence.tokens[noun].deprel);
    let and = kids(sentence, other).find(|&k| k < other && sentence.tokens[k].deprel == "cc");
    for (i, head, relation) in [(noun, token, "conj"), (other, noun, "nmod:poss")] {
        (sentence.tokens[i].head, sentence.tokens[i].deprel) = (Some(head), relation);
    }
    if let Some(and) = and {
        sentence.tokens[and].head = Some(noun);
    }
}

/// *the Initiative, **of which** Kenya and Somalia **are members**, met*: what is said of the name is not beside it.
pub(super) fn predicate_of_which(sentence: &mut Sentence, token: usize) {
    let hung = matches!(sentence.tokens[token].deprel, "conj" | "appos" | "parataxis");
    let has = |rel: &str, lemma: Option<&str>| {
        kids(sentence, token).any(|k| {
            sentence.tokens[k].deprel == rel
                && k < token
                && lemma.is_none_or(|l| sentence.tokens[k].lemma == l)
        })
    };
    let which = has("nmod", Some("which")) || has("obl", Some("which"));
    // *the bank, **whose headquarters are in Bridgetown**, lent …*.
    let whose = kids(sentence, token)
        .filter(|&k| sentence.tokens[k].deprel == "nsubj" && k < token)
        .any(|k| kids(sentence, k).any(|w| sentence.tokens[w].form == "whose"));
    let which = which || whose;
    if hung && which && has("cop", None) && has("nsubj", None) {
        sentence.tokens[token].deprel = "acl:relcl";
    }
}
