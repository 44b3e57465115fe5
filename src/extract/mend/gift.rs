//! Where are two objects taken for one, and a noun for a verb: *sends **Moldova four radars***, *bowed to **pressure** from Chad*?

use super::clause::{hang, has_subject, is_actor};
use super::{head, kids, leftmost};
use crate::lexicon::Words;
use crate::model::Sentence;

/// *is sending **Moldova** four radars*, *promised **it** two more*: whoever gets something, and what he gets.
pub(super) fn two_objects(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    if token.upos != "VERB" || !words.is("give-two", &token.lemma.to_lowercase()) {
        return;
    }
    let objects = |s: &Sentence, rel: &str| {
        kids(s, verb)
            .find(|&k| k > verb && s.tokens[k].deprel == rel && leftmost(s, k) == first_after(s, verb))
    };
    if kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "iobj") {
        return;
    }
    let Some(receiver) = objects(sentence, "obj") else { return };
    let pronoun = matches!(sentence.tokens[receiver].form.as_str(), "it" | "them" | "him" | "her");
    if !is_actor(sentence, receiver) && !pronoun {
        return;
    }
    let goods = kids(sentence, receiver).chain(kids(sentence, verb)).find(|&k| {
        let bare = !kids(sentence, k).any(|c| matches!(sentence.tokens[c].deprel, "case" | "mark" | "cc"));
        let low = matches!(
            sentence.tokens[k].deprel,
            "nmod"
                | "nmod:desc"
                | "nmod:unmarked"
                | "appos"
                | "dep"
                | "obl:unmarked"
                | "advmod"
                | "flat"
                | "obl"
        );
        let noun = sentence.tokens[k].upos == "NOUN"
            || sentence.tokens[k].upos == "NUM"
            || sentence.tokens[k].xpos == "JJR";
        k > receiver
            && low
            && bare
            && noun
            && leftmost(sentence, k) <= receiver + 1
            && is_amount(sentence, receiver + 1)
    });
    let Some(goods) = goods else { return };
    hang(sentence, goods, verb, "obj");
    hang(sentence, receiver, verb, "iobj");
    if sentence.tokens[goods].xpos == "JJR" {
        sentence.tokens[goods].upos = "NOUN";
    }
}

/// The token after a verb and its particles.
fn first_after(sentence: &Sentence, verb: usize) -> usize {
    (verb + 1..sentence.tokens.len()).find(|&i| sentence.tokens[i].upos != "ADV").unwrap_or(verb)
}

/// Whether a noun phrase begins with an article, a number or a word of amount.
fn is_amount(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|t| matches!(t.upos, "DET" | "NUM" | "ADJ" | "SYM" | "NOUN"))
}

/// *bowed to **pressure** from Chad*, *gave in to **demands***: after such verbs *to* is a preposition.
pub(super) fn noun_after_to(words: &Words, sentence: &mut Sentence, token: usize) {
    let own = &sentence.tokens[token];
    let noun = own.upos == "VERB" && own.xpos == "VB" && words.is("petition-noun", &own.lemma.to_lowercase());
    let Some(verb) = head(sentence, token).filter(|_| noun && token > 0) else { return };
    let to = token - 1;
    let yields = words.is("yield-verb", &sentence.tokens[verb].lemma.to_lowercase());
    let governed =
        sentence.tokens.get(token + 1).is_none_or(|t| matches!(t.upos, "ADP" | "PUNCT" | "CCONJ" | "SCONJ"));
    if !yields || !governed || sentence.tokens[to].form != "to" || sentence.tokens[to].head != Some(token) {
        return;
    }
    (sentence.tokens[to].upos, sentence.tokens[to].deprel) = ("ADP", "case");
    (sentence.tokens[token].upos, sentence.tokens[token].xpos) = ("NOUN", "NN");
    hang(sentence, token, verb, "obl");
    for kid in kids(sentence, token).collect::<Vec<_>>() {
        if sentence.tokens[kid].deprel == "obl" {
            sentence.tokens[kid].deprel = "nmod";
        }
    }
}

/// *got a loan from Chad, **and a smaller one** from Togo*: a second object, and no second clause.
pub(super) fn second_object(sentence: &mut Sentence, token: usize) {
    let own = &sentence.tokens[token];
    if own.deprel != "conj" || !matches!(own.upos, "NOUN" | "NUM" | "PROPN") {
        return;
    }
    let Some(verb) = head(sentence, token).filter(|&v| sentence.tokens[v].upos == "VERB" && v < token) else {
        return;
    };
    let clause = kids(sentence, token).any(|k| {
        matches!(sentence.tokens[k].deprel, "nsubj" | "nsubj:pass" | "cop" | "aux" | "obj" | "case")
    });
    let and = kids(sentence, token).any(|k| sentence.tokens[k].deprel == "cc" && k < token);
    // *swaps gas with **it and Chad***: beside a pronoun.
    let pronoun = leftmost(sentence, token)
        .checked_sub(1)
        .filter(|&k| sentence.tokens[k].upos == "PRON" && sentence.tokens[k].head == Some(verb) && k > verb);
    let named = sentence.tokens[token].upos == "PROPN";
    let object = pronoun.or_else(|| {
        kids(sentence, verb).find(|&k| k > verb && k < token && !named && sentence.tokens[k].deprel == "obj")
    });
    if let Some(object) = object.filter(|_| and && !clause) {
        hang(sentence, token, object, "conj");
    }
}

/// *called the move cruel, and **Mexico**, which sells it oil, **called** for calm*: a second clause, whose subject is taken
/// for one of the objects and its verb for a participle.
pub(super) fn second_clause(sentence: &mut Sentence, verb: usize) {
    let own = &sentence.tokens[verb];
    if own.deprel != "acl" || !matches!(own.xpos, "VBD" | "VBZ") || has_subject(sentence, verb) {
        return;
    }
    let Some(object) = head(sentence, verb).filter(|&o| o < verb) else { return };
    let subject = kids(sentence, object).find(|&k| {
        let and = kids(sentence, k).any(|c| sentence.tokens[c].deprel == "cc" && c < k);
        k < verb && sentence.tokens[k].deprel == "conj" && and && is_actor(sentence, k)
    });
    let above = std::iter::successors(head(sentence, object), |&h| head(sentence, h)).take(4);
    let main = above.into_iter().find(|&h| sentence.tokens[h].upos == "VERB" && h < object);
    if let (Some(subject), Some(main)) = (subject, main) {
        hang(sentence, subject, verb, "nsubj");
        hang(sentence, verb, main, "conj");
    }
}
