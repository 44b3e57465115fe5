//! Which predicates does a parser tear apart, and whose places and clauses does it hang on the wrong part?

use super::clause::{hang, has_subject};
use super::{class_at, head, is_place, is_where, kids, leftmost};
use crate::lexicon::Words;
use crate::model::{Kind, NodeType, Sentence};

/// *took **place** in the Turkish capital*: what follows tells where it was held, not which place was taken.
pub(super) fn taken_place(sentence: &mut Sentence, verb: usize) {
    if sentence.tokens[verb].lemma != "take" {
        return;
    }
    let bare = |k: usize| {
        sentence.tokens[k].deprel == "obj"
            && sentence.tokens[k].form == "place"
            && !kids(sentence, k).any(|d| matches!(sentence.tokens[d].deprel, "det" | "amod" | "nmod:poss"))
    };
    let Some(place) = kids(sentence, verb).find(|&k| bare(k)) else { return };
    for kid in kids(sentence, place).filter(|&k| k > place).collect::<Vec<_>>() {
        if sentence.tokens[kid].deprel == "nmod" {
            hang(sentence, kid, verb, "obl");
        }
    }
}

/// *The agreement, **initialled in Brussels by both**, still needs assent*: between commas before the main verb stands a
/// participle, though its form is that of the past.
pub(super) fn participle_before_verb(sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let form = matches!(token.xpos, "VBD" | "VBN") && token.upos == "VERB" && token.head.is_none();
    if !form || verb < 2 || sentence.tokens[verb - 1].form != "," {
        return;
    }
    let agent = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "obl:agent");
    let object = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "obj");
    let subject = kids(sentence, verb)
        .find(|&k| k < verb && sentence.tokens[k].deprel.starts_with("nsubj"))
        .filter(|_| agent && !object);
    let main = kids(sentence, verb).find(|&k| {
        let finite = matches!(sentence.tokens[k].xpos, "VBD" | "VBZ" | "VBP")
            || kids(sentence, k).any(|a| sentence.tokens[a].deprel.starts_with("aux"));
        let joined = kids(sentence, k).any(|c| sentence.tokens[c].deprel == "cc" && c < k);
        let start = leftmost(sentence, k);
        let set_off =
            start > 0 && sentence.tokens[start - 1].form == "," || sentence.tokens[start].form == ",";
        let clause = matches!(sentence.tokens[k].deprel, "conj" | "parataxis");
        k > verb && clause && finite && !joined && set_off && !has_subject(sentence, k)
    });
    let Some((subject, main)) = subject.zip(main) else { return };
    sentence.tokens[main].head = None;
    sentence.tokens[main].deprel = "root";
    let passive = kids(sentence, main).any(|k| sentence.tokens[k].deprel == "aux:pass");
    hang(sentence, subject, main, if passive { "nsubj:pass" } else { "nsubj" });
    hang(sentence, verb, subject, "acl");
    sentence.tokens[verb].xpos = "VBN";
}

/// *signed a letter of intent on a corridor **in Brussels in July***: a place right before the date is where it was signed.
pub(super) fn place_before_date(
    words: &Words,
    sentence: &mut Sentence,
    token: usize,
    dates: &[(usize, usize)],
) {
    if sentence.tokens[token].deprel != "nmod" || !is_place(sentence, token) || !is_where(sentence, token) {
        return;
    }
    let dated = dates.iter().any(|&(start, _)| start > token && start <= token + 2);
    let Some(topic) =
        head(sentence, token).filter(|&t| dated && t < token && sentence.tokens[t].upos == "NOUN")
    else {
        return;
    };
    let about = kids(sentence, topic).any(|k| {
        sentence.tokens[k].deprel == "case"
            && matches!(sentence.tokens[k].form.as_str(), "on" | "for" | "about" | "worth" | "of")
    });
    let made = |i: usize| {
        words.nouns.get(&sentence.tokens[i].lemma.to_lowercase()).is_some_and(|s| s.kind == Kind::Agreement)
    };
    let up = std::iter::successors(head(sentence, topic), |&i| head(sentence, i)).take(3);
    let verb = up.into_iter().find(|&i| sentence.tokens[i].upos == "VERB");
    let text = std::iter::successors(head(sentence, topic), |&i| head(sentence, i)).take(2).any(made);
    let making = |v: &usize| words.is("making", &sentence.tokens[*v].lemma) && *v < topic;
    if let Some(verb) = verb.filter(making).filter(|_| about && text) {
        hang(sentence, token, verb, "obl");
    }
}

/// The clause behind a comma that a torn first clause has for a conjunct: its verb, with a subject of its own and no *and*.
fn clause_behind(sentence: &Sentence, verb: usize) -> Option<usize> {
    kids(sentence, verb).find(|&k| {
        let joined = kids(sentence, k).any(|c| sentence.tokens[c].deprel == "cc" && c < k);
        let start = leftmost(sentence, k);
        let comma = start > 0 && sentence.tokens[start - 1].form == "," || sentence.tokens[start].form == ",";
        let clause =
            matches!(sentence.tokens[k].deprel, "conj" | "parataxis") && sentence.tokens[k].upos == "VERB";
        k > verb && clause && !joined && comma && has_subject(sentence, k)
    })
}

/// Puts the second clause in the place of the first.
fn raise(sentence: &mut Sentence, first: usize, main: usize) {
    sentence.tokens[main].head = sentence.tokens[first].head;
    sentence.tokens[main].deprel = sentence.tokens[first].deprel;
}

/// ***When Rubio visited Georgetown**, the two governments signed …*: what begins with a conjunction is no main clause.
pub(super) fn fronted_clause(sentence: &mut Sentence, verb: usize) {
    let opens = kids(sentence, verb).any(|k| {
        let word = sentence.tokens[k].form.to_lowercase();
        let before = k < verb && matches!(sentence.tokens[k].deprel, "advmod" | "mark");
        before
            && matches!(
                word.as_str(),
                "when"
                    | "after"
                    | "before"
                    | "while"
                    | "once"
                    | "since"
                    | "as"
                    | "although"
                    | "though"
                    | "if"
            )
    });
    let Some(main) = Some(verb).filter(|_| opens).and_then(|v| clause_behind(sentence, v)) else { return };
    raise(sentence, verb, main);
    hang(sentence, verb, main, "advcl");
}

/// ***In a joint letter sent** last month, Togo and Benin asked …*: a participle behind a fronted phrase is no main verb.
pub(super) fn fronted_participle(sentence: &mut Sentence, verb: usize) {
    let form = matches!(sentence.tokens[verb].xpos, "VBD" | "VBN") && sentence.tokens[verb].upos == "VERB";
    let Some(noun) = verb.checked_sub(1).filter(|_| form && !has_subject(sentence, verb)) else { return };
    let before: Vec<usize> = kids(sentence, verb).filter(|&k| k < verb).collect();
    let case = kids(sentence, noun).any(|k| {
        let word = sentence.tokens[k].form.to_lowercase();
        sentence.tokens[k].deprel == "case"
            && matches!(word.as_str(), "in" | "under" | "at" | "after" | "by" | "during" | "with" | "through")
    });
    if before != [noun] || sentence.tokens[noun].deprel != "obl" || !case {
        return;
    }
    let Some(main) = clause_behind(sentence, verb) else { return };
    raise(sentence, verb, main);
    hang(sentence, noun, main, "obl");
    hang(sentence, verb, noun, "acl");
    sentence.tokens[verb].xpos = "VBN";
}

/// *the exercise **Noble Dina***: a name that nobody knows hangs on the noun before it, and not the noun on the name.
pub(super) fn name_behind_noun(words: &Words, sentence: &mut Sentence, noun: usize) {
    let lemma = sentence.tokens[noun].lemma.to_lowercase();
    let sort = words.nouns.get(&lemma).map(|s| s.ntype);
    let bears =
        matches!(sort, Some(NodeType::Exercise | NodeType::Mission)) && sentence.tokens[noun].upos == "NOUN";
    let Some(name) =
        head(sentence, noun).filter(|&h| bears && h > noun && sentence.tokens[noun].deprel == "compound")
    else {
        return;
    };
    let capital = |i: usize| {
        let token = &sentence.tokens[i];
        token.xpos.starts_with("NNP") && token.form.starts_with(char::is_uppercase)
    };
    if !(noun + 1..=name).all(|i| capital(i) && class_at(sentence, i).is_none()) {
        return;
    }
    sentence.tokens[noun].head = sentence.tokens[name].head;
    sentence.tokens[noun].deprel = sentence.tokens[name].deprel;
    for kid in kids(sentence, name).filter(|&k| k < noun || k > name).collect::<Vec<_>>() {
        sentence.tokens[kid].head = Some(noun);
    }
    hang(sentence, name, noun, "appos");
}
