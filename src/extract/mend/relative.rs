//! Which relative clauses and participles does a parser hang at the wrong noun?

use super::clause::{hang, has_subject, is_actor};
use super::{class_at, head, kids};
use crate::lexicon::Words;
use crate::model::{Kind, NameClass, Sentence};

/// *the treaty **that** the army **signed***: a clause with a relative word is no participle.
pub(super) fn marked(words: &Words, sentence: &mut Sentence, verb: usize) {
    if sentence.tokens[verb].deprel != "acl" || sentence.tokens[verb].upos != "VERB" {
        return;
    }
    let relative = kids(sentence, verb).any(|k| {
        let form = sentence.tokens[k].form.to_lowercase();
        let role = matches!(sentence.tokens[k].deprel, "obj" | "nsubj" | "nsubj:pass");
        k < verb && role && matches!(form.as_str(), "that" | "which" | "who" | "whom")
    });
    if relative {
        sentence.tokens[verb].deprel = "acl:relcl";
        return;
    }
    // *the agreement **that** the Union and Mexico **signed***: the word is taken for a conjunction.
    let that = kids(sentence, verb).find(|&k| {
        let before = k.checked_sub(1).is_some_and(|n| head(sentence, verb) == Some(n));
        before && sentence.tokens[k].deprel == "mark" && sentence.tokens[k].form.eq_ignore_ascii_case("that")
    });
    let bare = !kids(sentence, verb)
        .any(|k| matches!(sentence.tokens[k].deprel, "obj" | "aux:pass" | "ccomp" | "xcomp"));
    let making = words.is("making", &sentence.tokens[verb].lemma);
    if let Some(that) = that.filter(|_| bare && making) {
        hang(sentence, that, verb, "obj");
        sentence.tokens[that].upos = "PRON";
        sentence.tokens[verb].deprel = "acl:relcl";
        let subjects = kids(sentence, verb).filter(|&k| sentence.tokens[k].deprel == "nsubj:pass");
        for subject in subjects.collect::<Vec<_>>() {
            sentence.tokens[subject].deprel = "nsubj";
        }
    }
}

/// *The talks ended with the Doha Agreement, **signed** on 8 August by both*: it tells of what stands right before it.
pub(super) fn participle(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let making = token.xpos == "VBN" && words.is("making", &token.lemma.to_lowercase());
    if !making || token.deprel != "advcl" || verb < 2 || sentence.tokens[verb - 1].form != "," {
        return;
    }
    let bare = !kids(sentence, verb).any(|k| {
        let relation = sentence.tokens[k].deprel;
        relation.starts_with("nsubj") || relation.starts_with("aux") || matches!(relation, "mark" | "obj")
    });
    let Some(main) = head(sentence, verb).filter(|&m| bare && m < verb) else { return };
    let noun = |i: usize| matches!(sentence.tokens[i].upos, "NOUN" | "PROPN" | "NUM");
    let mut top = verb - 2;
    for _ in 0..sentence.tokens.len() {
        match head(sentence, top).filter(|&h| h != main && h > main && noun(h)) {
            Some(above) => top = above,
            None => break,
        }
    }
    if noun(top) && top > main {
        hang(sentence, verb, top, "acl");
    }
}

/// *leans on the Agreement, **by which** both divided the water*; *met Tatar, **who** had …*: what follows a comma after a
/// noun and begins with a relative word tells of that noun.
pub(super) fn relative(words: &Words, sentence: &mut Sentence, verb: usize, dates: &[(usize, usize)]) {
    let relation = sentence.tokens[verb].deprel;
    if !matches!(relation, "advcl:relcl" | "advcl" | "parataxis") {
        return;
    }
    let which = |k: &usize| {
        let form = sentence.tokens[*k].form.to_lowercase();
        form == "who" || form == "whom" || form == "which" && relation != "advcl"
    };
    let Some(word) = kids(sentence, verb).find(|k| *k < verb && which(k)) else { return };
    let governed = kids(sentence, word).find(|&k| k < word && sentence.tokens[k].deprel == "case");
    let first = governed.unwrap_or(word);
    // *the first **at which** both agreed*.
    if governed.is_some() && first > 0 && head(sentence, verb) == Some(first - 1) {
        sentence.tokens[verb].deprel = "acl:relcl";
        return;
    }
    if first < 2 || sentence.tokens[first - 1].form != "," {
        return;
    }
    let lemma = sentence.tokens[verb].lemma.to_lowercase();
    // *…, which angered Beijing*: all of the clause before.
    if governed.is_none() && words.is("sentential", &lemma) {
        return;
    }
    let noun = |i: usize| matches!(sentence.tokens[i].upos, "NOUN" | "PROPN");
    let before = |i: usize| head(sentence, i).filter(|&h| h < first && noun(h));
    let mut above = first - 2;
    // *the coup **of October 2021**, by which …*: not the month.
    if let Some(&(start, _)) = dates.iter().find(|(start, end)| (*start..*end).contains(&above)) {
        let outside = |i: usize| {
            std::iter::successors(Some(i), |&i| head(sentence, i))
                .take(sentence.tokens.len())
                .find(|&i| i < start)
        };
        // *hosted **the summit** in December 2024, at which …*: nor what is dated with it.
        let before_date = || {
            let last = (0..start).rev().find(|&i| noun(i))?;
            let up = std::iter::successors(Some(last), |&i| before(i)).take(sentence.tokens.len());
            up.last()
        };
        above = outside(above).filter(|&i| noun(i)).or_else(before_date).unwrap_or(above);
    }
    while let Some(inner) =
        before(above).filter(|_| matches!(sentence.tokens[above].deprel, "flat" | "compound"))
    {
        above = inner;
    }
    if governed.is_some() && sentence.tokens[above].deprel == "nmod" {
        above = before(above).filter(|&h| sentence.tokens[h].upos == "NOUN").unwrap_or(above);
    }
    let main = head(sentence, verb).is_some_and(|m| m < above);
    if noun(above) && main {
        hang(sentence, verb, above, "acl:relcl");
        for dummy in kids(sentence, verb).filter(|&k| sentence.tokens[k].deprel == "expl").collect::<Vec<_>>()
        {
            // *by which **it** and Sudan divided …*: no dummy is one of two.
            if kids(sentence, dummy).any(|k| sentence.tokens[k].deprel == "conj") {
                sentence.tokens[dummy].deprel = "nsubj";
            }
        }
    }
}

/// *since the truce **that** both struck in Busan*: a verb without its object after a noun and *that*.
pub(super) fn that_clause(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let deals = words.is("making", &token.lemma.to_lowercase())
        || matches!(
            token.lemma.as_str(),
            "strike" | "make" | "launch" | "issue" | "publish" | "draw" | "impose"
        );
    let complete = kids(sentence, verb)
        .any(|k| matches!(sentence.tokens[k].deprel, "obj" | "ccomp" | "xcomp" | "nsubj:pass" | "aux:pass"));
    if token.deprel != "ccomp" || token.upos != "VERB" || !deals || complete {
        return;
    }
    let that = kids(sentence, verb).find(|&k| {
        k < verb
            && sentence.tokens[k].deprel == "mark"
            && sentence.tokens[k].form.eq_ignore_ascii_case("that")
    });
    let noun = that.and_then(|t| t.checked_sub(1)).filter(|&n| sentence.tokens[n].upos == "NOUN");
    if let (Some(that), Some(noun)) = (that, noun) {
        hang(sentence, verb, noun, "acl:relcl");
        hang(sentence, that, verb, "obj");
        sentence.tokens[that].upos = "PRON";
    }
}

/// *a ceremony in Lomé, **which was hosted** by Togo*: no town is hosted or signed.
pub(super) fn of_town(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let made =
        words.is("making", &token.lemma) || matches!(token.lemma.as_str(), "boycott" | "shun" | "watch");
    let passive = kids(sentence, verb)
        .any(|k| matches!(sentence.tokens[k].deprel, "nsubj:pass" | "aux:pass"))
        || token.xpos == "VBN";
    let Some(low) = head(sentence, verb).filter(|_| token.deprel.starts_with("acl") && made && passive)
    else {
        return;
    };
    if class_at(sentence, low) != Some(NameClass::Place) || sentence.tokens[low].deprel != "nmod" {
        return;
    }
    let noun = head(sentence, low).filter(|&h| h < low && sentence.tokens[h].upos == "NOUN");
    if let Some(noun) = noun {
        sentence.tokens[verb].head = Some(noun);
    }
}

/// *the conference **on security** that Turkey hosted*: what is hosted or signed is the event or text, not what it is about.
pub(super) fn of_whole(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let made = words.is("making", &token.lemma) || words.is("shunning", &token.lemma);
    let object = |k: usize| {
        let form = sentence.tokens[k].form.to_lowercase();
        sentence.tokens[k].deprel == "obj" && matches!(form.as_str(), "that" | "which")
            || sentence.tokens[k].deprel == "nsubj:pass"
    };
    let undergone = kids(sentence, verb).any(object) || token.xpos == "VBN" && !has_subject(sentence, verb);
    let Some(low) = head(sentence, verb).filter(|_| token.deprel.starts_with("acl") && made && undergone)
    else {
        return;
    };
    let kind = |i: usize| words.nouns.get(&sentence.tokens[i].lemma.to_lowercase()).map(|s| s.kind);
    let thing = |i: usize| kind(i).is_some_and(|k| !matches!(k, Kind::Actor | Kind::Place));
    let common = sentence.tokens[low].upos == "NOUN" && class_at(sentence, low).is_none();
    if !common || thing(low) || sentence.tokens[low].deprel != "nmod" || sentence.tokens[verb - 1].form == ","
    {
        return;
    }
    let top = head(sentence, low).filter(|&h| h < low && sentence.tokens[h].upos == "NOUN" && thing(h));
    if let Some(top) = top {
        sentence.tokens[verb].head = Some(top);
    }
}

/// *A declaration followed in Perth, **in which** both promised …*: nobody promises in a town, but in what was declared.
pub(super) fn in_which(words: &Words, sentence: &mut Sentence, verb: usize) {
    if !sentence.tokens[verb].deprel.starts_with("acl") {
        return;
    }
    let which = kids(sentence, verb).any(|k| {
        let case = kids(sentence, k).any(|c| {
            let word = sentence.tokens[c].form.to_lowercase();
            sentence.tokens[c].deprel == "case" && matches!(word.as_str(), "in" | "under" | "by" | "through")
        });
        k < verb && case && sentence.tokens[k].form == "which"
    });
    let town = head(sentence, verb).filter(|&t| which && class_at(sentence, t) == Some(NameClass::Place));
    let thing = |i: usize| {
        let kind = words.nouns.get(&sentence.tokens[i].lemma.to_lowercase()).map(|s| s.kind);
        kind.is_some_and(|k| !matches!(k, Kind::Actor | Kind::Place)) && sentence.tokens[i].upos == "NOUN"
    };
    let Some(above) = town.and_then(|t| head(sentence, t)) else { return };
    let subject =
        kids(sentence, above).find(|&k| k < above && sentence.tokens[k].deprel.starts_with("nsubj"));
    if let Some(noun) = Some(above).filter(|&n| thing(n)).or_else(|| subject.filter(|&n| thing(n))) {
        sentence.tokens[verb].head = Some(noun);
    }
}

/// *peacekeepers under the ceasefire **that both signed***: what is signed stands right before the word.
pub(super) fn nearest_text(words: &Words, sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let making = words.is("making", &token.lemma) && token.deprel.starts_with("acl");
    let object = |k: &usize| {
        let form = sentence.tokens[*k].form.to_lowercase();
        *k < verb && sentence.tokens[*k].deprel == "obj" && matches!(form.as_str(), "that" | "which")
    };
    let Some(word) = kids(sentence, verb).find(object).filter(|&w| making && w > 0) else { return };
    let noun = word - 1;
    let above =
        std::iter::successors(head(sentence, noun), |&h| head(sentence, h)).take(sentence.tokens.len());
    let below = head(sentence, verb).is_some_and(|h| h < noun && above.into_iter().any(|a| a == h));
    // *the treaty on **security** that both signed*: nobody signs security.
    let made = sentence.tokens[noun].upos == "NOUN" && words.nouns.contains_key(&sentence.tokens[noun].lemma);
    if below && made && sentence.tokens[noun].deprel != "compound" {
        sentence.tokens[verb].head = Some(noun);
    }
}

/// *welcomed the talks, convened by Oman, **and urged** Mali to return*: what has an object is not coordinated with a
/// passive participle, but with the verb above.
pub(super) fn after_participle(sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    let Some(participle) = head(sentence, verb).filter(|&h| h < verb && token.deprel == "conj") else {
        return;
    };
    let has = |i: usize, relation: &str| kids(sentence, i).any(|k| sentence.tokens[k].deprel == relation);
    let low = &sentence.tokens[participle];
    let reduced =
        low.deprel == "acl" && low.xpos == "VBN" && !has(participle, "obj") && !has(participle, "aux");
    let active = token.upos == "VERB" && has(verb, "obj") && !has(verb, "aux:pass") && !has(verb, "nsubj");
    if !reduced || !active {
        return;
    }
    let above = std::iter::successors(head(sentence, participle), |&h| head(sentence, h));
    let main = above.take(sentence.tokens.len()).find(|&h| sentence.tokens[h].upos == "VERB");
    if let Some(main) = main {
        sentence.tokens[verb].head = Some(main);
    }
}

/// *the Agreement, **which A and B signed** in Port Moresby*: the subjects are taken for more agreements.
pub(super) fn torn_relative(sentence: &mut Sentence, which: usize) {
    let word = sentence.tokens[which].form.to_lowercase();
    if word != "which" || which < 2 || sentence.tokens[which - 1].form != "," {
        return;
    }
    let Some(first) = head(sentence, which).filter(|&f| f > which && is_actor(sentence, f)) else { return };
    let Some(noun) = head(sentence, first).filter(|&n| n < which && sentence.tokens[first].deprel != "nsubj")
    else {
        return;
    };
    let verb = kids(sentence, noun).find(|&v| {
        let finite = matches!(sentence.tokens[v].xpos, "VBD" | "VBZ" | "VBP" | "VBN");
        v > first && finite && sentence.tokens[v].deprel.starts_with("acl")
    });
    // *founded by the Agreement, **which A, B and C signed***: the verb may hang on the one before the noun.
    let later = || {
        let above = head(sentence, noun)?;
        kids(sentence, above).find(|&v| {
            let finite = matches!(sentence.tokens[v].xpos, "VBD" | "VBZ" | "VBP");
            v > first && finite && matches!(sentence.tokens[v].deprel, "advcl" | "parataxis" | "conj")
        })
    };
    let Some(verb) = verb.or_else(later).filter(|&v| !has_subject(sentence, v)) else { return };
    hang(sentence, verb, noun, "acl:relcl");
    let others: Vec<usize> = kids(sentence, noun)
        .filter(|&k| k > first && k < verb && sentence.tokens[k].deprel == "conj")
        .collect();
    hang(sentence, first, verb, "nsubj");
    for other in others {
        hang(sentence, other, first, "conj");
    }
    hang(sentence, which, verb, "obj");
    sentence.tokens[verb].deprel = "acl:relcl";
}

/// *a party **called Strong Armenia***, *a drone named Lancet*: the name stands beside the noun.
pub(super) fn called(sentence: &mut Sentence, verb: usize) {
    let says = matches!(
        sentence.tokens[verb].lemma.as_str(),
        "call" | "name" | "dub" | "title" | "style" | "christen"
    );
    let participle = sentence.tokens[verb].xpos == "VBN" && sentence.tokens[verb].deprel.starts_with("acl");
    let Some(noun) = head(sentence, verb).filter(|&n| says && participle && n < verb && verb - n < 3) else {
        return;
    };
    let name = kids(sentence, verb).find(|&k| {
        k > verb
            && k < verb + 5
            && sentence.tokens[k].upos == "PROPN"
            && !kids(sentence, k).any(|c| sentence.tokens[c].deprel == "case")
    });
    if let Some(name) = name.filter(|_| sentence.tokens[noun].upos == "NOUN") {
        sentence.tokens[name].head = Some(noun);
        sentence.tokens[name].deprel = "appos";
    }
}
