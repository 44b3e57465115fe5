//! Which mistakes does a parser make so regularly that they can be put right?
//!
//! After a fronted phrase the subject hangs too low: *In terms of cooperation, **Japan** normalised …* as an apposition of
//! *cooperation*. In a list of names, middle ones become appositions of the first. Both are seen by commas and by what the
//! verb lacks; nothing else is touched. What sort of name stands where tells more: no person is one of a list of cities, and
//! no state or person lies *in Belgrade*, but what was signed with them does.

mod clause;
mod double;
mod gap;
mod gift;
mod owner;
mod relative;
mod speech;
mod subject;
mod title;
mod torn;

use crate::lexicon::{Lexicon, Words};
use crate::model::{Kind, NameClass, Sentence};

/// The sentence with its tree mended; `dates` are its expressions of time, as runs of tokens.
pub fn mended(lexicon: &Lexicon, sentence: &Sentence, dates: &[(usize, usize)]) -> Sentence {
    let words = lexicon.words();
    let mut sentence = sentence.clone();
    free_of_dates(&mut sentence, dates);
    for token in 0..sentence.tokens.len() {
        title::coordinated(words, &mut sentence, token);
    }
    clause::having_done(&mut sentence);
    for token in 0..sentence.tokens.len() {
        clause::cited_source(&mut sentence, token);
        clause::fronted_phrase(words, &mut sentence, token);
    }
    for &(start, end) in dates {
        part_from_date(&mut sentence, start, end);
        clause::after_date(&mut sentence, (start, end));
    }
    for token in 2..sentence.tokens.len() {
        hyphenated(&mut sentence, token);
    }
    for token in 0..sentence.tokens.len() {
        if matches!(sentence.tokens[token].lemma.as_str(), "neighbor" | "neighbour") {
            neighbour(&mut sentence, token);
        }
        if sentence.tokens[token].deprel == "appos" && !subject_of(&mut sentence, token) {
            list_item(&mut sentence, token);
        }
    }
    item_verb(&mut sentence);
    for token in 0..sentence.tokens.len() {
        noun_with_object(&mut sentence, token);
        owner::person_beside_owner(&mut sentence, token);
        owner::two_persons(&mut sentence, token);
        owner::predicate_of_which(&mut sentence, token);
        second_subject(&mut sentence, token);
        person_among_places(&mut sentence, token);
        event_among_places(words, &mut sentence, token);
        place_of_nobody(&mut sentence, token);
        fronted_place(&mut sentence, token);
        torn::name_behind_noun(words, &mut sentence, token);
        torn::taken_place(&mut sentence, token);
        torn::fronted_clause(&mut sentence, token);
        torn::fronted_participle(&mut sentence, token);
        torn::participle_before_verb(&mut sentence, token);
        torn::place_before_date(words, &mut sentence, token, dates);
        clause::subjects_after(&mut sentence, token);
        clause::set_off_subject(&mut sentence, token);
        clause::agent(&mut sentence, token);
        relative::marked(words, &mut sentence, token);
        clause::blamed_on(&mut sentence, token);
        gift::two_objects(words, &mut sentence, token);
        gift::second_object(&mut sentence, token);
        gift::second_clause(&mut sentence, token);
        gift::noun_after_to(words, &mut sentence, token);
        relative::participle(words, &mut sentence, token);
        relative::relative(words, &mut sentence, token, dates);
        relative::that_clause(words, &mut sentence, token);
        relative::of_town(words, &mut sentence, token);
        relative::nearest_text(words, &mut sentence, token);
        relative::of_whole(words, &mut sentence, token);
        relative::in_which(words, &mut sentence, token);
        relative::after_participle(&mut sentence, token);
        speech::inserted(words, &mut sentence, token);
        relative::torn_relative(&mut sentence, token);
        relative::called(&mut sentence, token);
        clause::between_two(&mut sentence, token);
        clause::subject_after_mark(&mut sentence, token);
    }
    clause::fighting(&mut sentence);
    functions(lexicon, &mut sentence, dates);
    sentence
}

/// *in the early hours of **Sunday Russia** bombed*: no day is part of a name that goes on after it.
fn free_of_dates(sentence: &mut Sentence, dates: &[(usize, usize)]) {
    for &(start, end) in dates {
        for name in &mut sentence.names {
            let glued = name.start >= start && name.start < end && end < name.end;
            let known = matches!(name.class, NameClass::State | NameClass::Person | NameClass::Place);
            if glued && known {
                name.start = end;
            }
        }
    }
}

/// One subject for each finite verb, once every phrase hangs where it should.
fn functions(lexicon: &Lexicon, sentence: &mut Sentence, dates: &[(usize, usize)]) {
    let words = lexicon.words();
    for token in 0..sentence.tokens.len() {
        double::cleft(sentence, token);
        double::before_and(sentence, token, dates);
        double::counted_clause(words, sentence, token);
        double::subjects(words, sentence, token, dates);
        double::not_but(sentence, token);
        double::denied(sentence, token);
        subject::date_beside_verb(sentence, token);
        subject::glued_name(lexicon, sentence, token);
        double::active_participle(sentence, token);
    }
    for token in 0..sentence.tokens.len() {
        subject::clause_of_time(sentence, token);
        subject::lost(words, sentence, token, dates);
        subject::inverted(words, sentence, token);
        double::serving(words, sentence, token);
        gap::remnants(sentence, token, dates);
    }
}

/// *3. **Calls** upon Togo to act*, *3. **APPEAL** to Iran*: what opens an item of a communiqué is its verb.
fn item_verb(sentence: &mut Sentence) {
    const ITEMS: [&str; 8] = ["call", "appeal", "request", "demand", "note", "support", "regret", "resolve"];
    let opens = |t: &crate::model::Token| {
        ITEMS.contains(&t.lemma.to_lowercase().as_str())
            && t.upos == "NOUN"
            && t.form.starts_with(char::is_uppercase)
    };
    let Some(verb) = sentence.tokens.iter().take(3).position(opens) else { return };
    let shouted = sentence.tokens[verb].form.chars().all(char::is_uppercase);
    let numbered =
        verb > 0 && sentence.tokens[..verb].iter().all(|t| !t.form.chars().any(char::is_alphabetic));
    let next =
        sentence.tokens.get(verb + 1).is_some_and(|t| matches!(t.upos, "ADP" | "SCONJ" | "DET" | "PROPN"));
    if sentence.tokens[verb].head.is_some() || !(shouted || numbered) || !next {
        return;
    }
    sentence.tokens[verb].upos = "VERB";
    sentence.tokens[verb].xpos =
        if sentence.tokens[verb].form.to_lowercase().ends_with('s') { "VBZ" } else { "VBP" };
    sentence.tokens[verb].lemma = sentence.tokens[verb].lemma.to_lowercase();
    for kid in kids(sentence, verb).collect::<Vec<_>>() {
        match sentence.tokens[kid].deprel {
            "nmod" => sentence.tokens[kid].deprel = "obl",
            "acl" => sentence.tokens[kid].deprel = "advcl",
            _ => {}
        }
    }
}

/// *won the **run-off***: the second half of such a noun is taken for a preposition of its own.
fn hyphenated(sentence: &mut Sentence, token: usize) {
    let half = sentence.tokens[token].form.to_lowercase();
    let (first, dash) = (token - 2, token - 1);
    let close = sentence.tokens[first].span.end == sentence.tokens[dash].span.start
        && sentence.tokens[dash].span.end == sentence.tokens[token].span.start;
    let is_half =
        matches!(half.as_str(), "off" | "offs" | "out" | "in" | "up" | "down" | "over" | "fire" | "back");
    let dashed = sentence.tokens[dash].form == "-" && is_half && close;
    let noun = sentence.tokens[dash].head == Some(first) && sentence.tokens[first].head == Some(token);
    if !(dashed && noun && sentence.tokens[first].deprel == "compound") {
        return;
    }
    let plural = half.ends_with('s');
    let lemma = format!("{}-{}", sentence.tokens[first].lemma.to_lowercase(), half.trim_end_matches('s'));
    let has_case = kids(sentence, token).any(|k| sentence.tokens[k].deprel == "case");
    let verb = head(sentence, token).filter(|&v| sentence.tokens[v].upos == "VERB");
    let object = verb.is_some_and(|v| !kids(sentence, v).any(|k| sentence.tokens[k].deprel == "obj"));
    let own = &mut sentence.tokens[token];
    own.lemma = lemma;
    own.upos = "NOUN";
    own.xpos = if plural { "NNS" } else { "NN" };
    if own.deprel.starts_with("obl") && !has_case && object {
        own.deprel = "obj";
    }
}

/// *Greece **shares** images with Cyprus*: what has an object is no plural noun.
fn noun_with_object(sentence: &mut Sentence, token: usize) {
    let lone = sentence.tokens[token].head.is_none() || sentence.tokens[token].deprel == "parataxis";
    clause::noun_with_pronoun(sentence, token);
    let noun = sentence.tokens[token].xpos == "NNS" && sentence.tokens[token].upos == "NOUN";
    if !(lone && noun && kids(sentence, token).any(|k| sentence.tokens[k].deprel == "obj")) {
        return;
    }
    sentence.tokens[token].upos = "VERB";
    sentence.tokens[token].xpos = "VBZ";
    let before: Vec<usize> = kids(sentence, token)
        .filter(|&k| k < token && matches!(sentence.tokens[k].deprel, "compound" | "nmod" | "nmod:poss"))
        .collect();
    if let Some(&subject) = before.last() {
        sentence.tokens[subject].deprel = "nsubj";
    }
    for k in kids(sentence, token).filter(|&k| k > token).collect::<Vec<_>>() {
        if sentence.tokens[k].deprel == "nmod" {
            sentence.tokens[k].deprel = "obl";
        }
    }
}

/// *Chile and Peru, **the founders** of the Alliance, met*: the second of two subjects after a comma says who the first is.
fn second_subject(sentence: &mut Sentence, token: usize) {
    let Some(verb) = head(sentence, token).filter(|_| sentence.tokens[token].deprel.starts_with("nsubj"))
    else {
        return;
    };
    let first = kids(sentence, verb)
        .find(|&k| k < token && sentence.tokens[k].deprel.starts_with("nsubj"))
        .filter(|&k| {
            matches!(
                class_at(sentence, k),
                Some(NameClass::Person | NameClass::State | NameClass::Igo | NameClass::Organization)
            )
        });
    let start = leftmost(sentence, token);
    let set_off = start > 0 && sentence.tokens[start - 1].form == "," && token < verb;
    if let Some(first) = first.filter(|_| set_off && sentence.tokens[token].upos == "NOUN") {
        sentence.tokens[token].head = Some(first);
        sentence.tokens[token].deprel = "appos";
    }
}

/// The class of the name that a token is in.
fn class_at(sentence: &Sentence, i: usize) -> Option<NameClass> {
    sentence.names.iter().find(|n| n.start <= i && i < n.end).map(|n| n.class)
}

fn is_place(sentence: &Sentence, i: usize) -> bool {
    matches!(class_at(sentence, i), Some(NameClass::Place | NameClass::State))
}

/// Whether a phrase tells where, by its preposition.
fn is_where(sentence: &Sentence, i: usize) -> bool {
    kids(sentence, i).any(|k| {
        let word = sentence.tokens[k].form.to_lowercase();
        sentence.tokens[k].deprel == "case" && matches!(word.as_str(), "in" | "at" | "near" | "outside")
    })
}

/// *his counterparts in Lima and Quito, **Dina Boluarte** and Daniel Noboa*: a person after a comma is no city of a list.
fn person_among_places(sentence: &mut Sentence, token: usize) {
    let start = leftmost(sentence, token);
    let dashed = start > 0 && matches!(sentence.tokens[start - 1].form.as_str(), "–" | "—");
    if !(matches!(sentence.tokens[token].deprel, "conj" | "appos") || dashed)
        || class_at(sentence, token) != Some(NameClass::Person)
    {
        return;
    }
    let Some(city) = head(sentence, token).filter(|&c| c < token && is_place(sentence, c)) else { return };
    // *the ministers of A, B and C – **D**, E and F – signed*: the list may hang on the last state.
    let first =
        head(sentence, city).filter(|&c| sentence.tokens[city].deprel == "conj" && is_place(sentence, c));
    let owner =
        head(sentence, first.unwrap_or(city)).filter(|&o| o < city && sentence.tokens[o].upos == "NOUN");
    let set_off = |i: usize| matches!(sentence.tokens[i].form.as_str(), "," | "–" | "—" | "-" | "(");
    let Some(owner) = owner.filter(|_| start > 0 && set_off(start - 1)) else { return };
    let others: Vec<usize> = (token + 1..sentence.tokens.len())
        .filter(|&k| sentence.tokens[k].deprel == "conj")
        .filter(|&k| head(sentence, k).is_some_and(|h| h == city || Some(h) == first))
        .filter(|&k| class_at(sentence, k) == Some(NameClass::Person))
        .collect();
    sentence.tokens[token].head = Some(owner);
    sentence.tokens[token].deprel = "appos";
    for other in others {
        sentence.tokens[other].head = Some(token);
    }
}

/// *a summit in Astana and **a conference** in Riga*: no event is one of two places, and what follows it is its own.
fn event_among_places(words: &Words, sentence: &mut Sentence, token: usize) {
    let event = |i: usize| {
        words.nouns.get(&sentence.tokens[i].lemma.to_lowercase()).is_some_and(|s| s.kind == Kind::Event)
    };
    let place =
        head(sentence, token).filter(|&p| sentence.tokens[token].deprel == "conj" && is_place(sentence, p));
    let noun = place.and_then(|p| head(sentence, p)).filter(|&n| n < token && event(n) && event(token));
    let Some(noun) = noun else { return };
    let own = kids(sentence, noun).find(|&k| {
        k > token && sentence.tokens[k].deprel == "nmod" && is_where(sentence, k) && is_place(sentence, k)
    });
    sentence.tokens[token].head = Some(noun);
    if let Some(own) = own {
        sentence.tokens[own].head = Some(token);
    }
}

/// *signed a pact with Hungary **in Belgrade***: not Hungary is there, but what was signed.
fn place_of_nobody(sentence: &mut Sentence, token: usize) {
    if sentence.tokens[token].deprel != "nmod" || !is_place(sentence, token) || !is_where(sentence, token) {
        return;
    }
    // *talks between Chad and the Front **in Doha***: a body stands in its town, the second of two parties does not.
    let second = |i: usize| {
        let other = || head(sentence, i).and_then(|h| class_at(sentence, h));
        sentence.tokens[i].deprel == "conj"
            && matches!(other(), Some(NameClass::State | NameClass::Person | NameClass::Organization) | None)
            && kids(sentence, head(sentence, i).unwrap_or(i)).any(|k| sentence.tokens[k].form == "between")
    };
    let nobody = |i: usize| match class_at(sentence, i) {
        Some(NameClass::Person | NameClass::State | NameClass::Igo) => true,
        Some(NameClass::Organization) => second(i),
        // *signed by the ministers A and B **in Oslo***: nor those whom the names after them tell.
        // *convened the two sides **in Luanda***.
        None if matches!(
            sentence.tokens[i].lemma.as_str(),
            "side" | "delegation" | "envoy" | "negotiator"
        ) =>
        {
            true
        }
        None => kids(sentence, i).any(|k| {
            let person =
                sentence.tokens[k].deprel == "appos" && class_at(sentence, k) == Some(NameClass::Person);
            sentence.tokens[k].form == "between" || person
        }),
        _ => false,
    };
    let mut above = head(sentence, token).filter(|&h| h < token && nobody(h));
    for _ in 0..sentence.tokens.len() {
        match above {
            Some(h) if nobody(h) => above = head(sentence, h).filter(|&next| next < token),
            _ => break,
        }
    }
    let Some(above) = above else { return };
    match sentence.tokens[above].upos {
        "VERB" => sentence.tokens[token].deprel = "obl",
        "NOUN" => {}
        _ => return,
    }
    sentence.tokens[token].head = Some(above);
}

/// ***In Tirana** on 18 March the ministers signed …*: without a comma the place is taken for a part of the subject.
fn fronted_place(sentence: &mut Sentence, token: usize) {
    let low = sentence.tokens[token].deprel.split(':').next().unwrap_or_default();
    if !matches!(low, "nmod" | "compound") || leftmost(sentence, token) != 0 || !is_where(sentence, token) {
        return;
    }
    let Some(subject) = head(sentence, token).filter(|&s| s > token && is_place(sentence, token)) else {
        return;
    };
    let governed = sentence.tokens[subject].deprel.starts_with("nsubj");
    if let Some(verb) = head(sentence, subject).filter(|&v| governed && sentence.tokens[v].upos == "VERB") {
        sentence.tokens[token].head = Some(verb);
        sentence.tokens[token].deprel = "obl";
    }
}

fn head(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.tokens[i].head.filter(|&h| h < sentence.tokens.len() && h != i)
}

fn kids(sentence: &Sentence, i: usize) -> impl Iterator<Item = usize> + '_ {
    (0..sentence.tokens.len()).filter(move |&k| k != i && sentence.tokens[k].head == Some(i))
}

/// First token of everything below a token.
fn leftmost(sentence: &Sentence, i: usize) -> usize {
    let mut first = i;
    let mut depth = 0;
    let inner = |at: usize| kids(sentence, at).find(|&k| k < at && sentence.tokens[k].deprel != "punct");
    while let Some(kid) = inner(first) {
        first = kid;
        depth += 1;
        if depth > sentence.tokens.len() {
            break;
        }
    }
    first
}

/// *On 13 March **Kyrgyz leaders** met*: without a comma the date and what follows are taken for one phrase.
fn part_from_date(sentence: &mut Sentence, start: usize, end: usize) {
    let len = sentence.tokens.len();
    // *in **June's** election*: the date owns what follows.
    let owns = |i: usize| matches!(sentence.tokens[i].form.as_str(), "'s" | "’s" | "'" | "’");
    if start == 0 || end >= len || owns(end) {
        return;
    }
    let case = start - 1;
    let inside = |i: usize| (start..end).contains(&i);
    let governs = head(sentence, case).filter(|_| sentence.tokens[case].deprel == "case");
    // *On 15 May **the emir** left*: the day may hang on what follows, or its preposition alone.
    let above = |i: usize| head(sentence, i).filter(|&p| p >= end && sentence.tokens[p].upos != "VERB");
    let phrase = match governs {
        Some(p) if p >= end => Some(p),
        Some(day) if inside(day) && case == 0 => above(day),
        _ => None,
    };
    let Some(phrase) = phrase else { return };
    let Some(verb) = head(sentence, phrase) else { return };
    let last = end - 1;
    sentence.tokens[case].head = Some(last);
    for i in start..last {
        if sentence.tokens[i].head.is_none_or(|h| h < start || h >= end) {
            sentence.tokens[i].head = Some(last);
        }
    }
    sentence.tokens[last].head = Some(verb);
    sentence.tokens[last].deprel = "obl";
    let is_verb = matches!(sentence.tokens[verb].upos, "VERB" | "AUX");
    let has_subject =
        kids(sentence, verb).any(|k| k != phrase && sentence.tokens[k].deprel.starts_with("nsubj"));
    if is_verb && phrase < verb && !has_subject {
        let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
        sentence.tokens[phrase].deprel = if passive { "nsubj:pass" } else { "nsubj" };
    }
}

/// *from **neighbouring** Lebanon*: an adjective, not a clause.
fn neighbour(sentence: &mut Sentence, token: usize) {
    let clause = matches!(sentence.tokens[token].deprel, "advcl" | "acl" | "xcomp" | "ccomp");
    let Some(noun) = kids(sentence, token).find(|&k| k > token && sentence.tokens[k].deprel == "obj") else {
        return;
    };
    if !clause || sentence.tokens[token].upos != "VERB" {
        return;
    }
    let above = sentence.tokens[token].head;
    let marks: Vec<usize> = kids(sentence, token).filter(|&k| k < token).collect();
    let rest: Vec<usize> = kids(sentence, token).filter(|&k| k > token && k != noun).collect();
    sentence.tokens[noun].head = above;
    sentence.tokens[noun].deprel = if marks.is_empty() { "obj" } else { "obl" };
    for mark in marks {
        sentence.tokens[mark].deprel = "case";
        sentence.tokens[mark].upos = "ADP";
        sentence.tokens[mark].head = Some(noun);
    }
    for kid in rest {
        sentence.tokens[kid].head = Some(noun);
    }
    sentence.tokens[token].head = Some(noun);
    sentence.tokens[token].deprel = "amod";
}

/// *In Tirana, **ministers** signed …*: an apposition inside a fronted phrase whose verb has no subject is the subject.
fn subject_of(sentence: &mut Sentence, token: usize) -> bool {
    let Some(low) = head(sentence, token).filter(|&h| h < token) else { return false };
    // The comma may hang on either side.
    let first = leftmost(sentence, token);
    let start = if sentence.tokens[first].form == "," { first + 1 } else { first };
    if start == 0 || sentence.tokens[start - 1].form != "," {
        return false;
    }
    let mut top = low;
    for _ in 0..sentence.tokens.len() {
        match head(sentence, top) {
            Some(above) if above < token => top = above,
            _ => break,
        }
    }
    let Some(verb) =
        head(sentence, top).filter(|&v| v > token && matches!(sentence.tokens[v].upos, "VERB" | "AUX"))
    else {
        return false;
    };
    let fronted = matches!(sentence.tokens[top].deprel.split(':').next(), Some("obl" | "nmod" | "advcl"));
    let has_subject = kids(sentence, verb).any(|k| sentence.tokens[k].deprel.starts_with("nsubj"));
    // *In June 2024, on the margins of a forum, **the ministers** signed …*: a date may come first.
    let opens = leftmost(sentence, top);
    let dated = kids(sentence, verb)
        .any(|k| k < opens && sentence.tokens[k].deprel.starts_with("obl") && leftmost(sentence, k) <= 1);
    if !fronted || has_subject || opens > 1 && !dated {
        return false;
    }
    let passive = kids(sentence, verb).any(|k| sentence.tokens[k].deprel == "aux:pass");
    sentence.tokens[token].head = Some(verb);
    sentence.tokens[token].deprel = if passive { "nsubj:pass" } else { "nsubj" };
    true
}

/// *the A (2023), the **B** (2024) and the C*: an apposition before a conjunct of the same head is one of the list.
fn list_item(sentence: &mut Sentence, token: usize) {
    let Some(first) = head(sentence, token).filter(|&h| h < token) else { return };
    let later = kids(sentence, first).any(|k| k > token && sentence.tokens[k].deprel == "conj");
    let start = leftmost(sentence, token);
    let names = sentence.tokens[first].upos == "PROPN" && sentence.tokens[token].upos == "PROPN";
    if later && names && start > 0 && sentence.tokens[start - 1].form == "," {
        sentence.tokens[token].deprel = "conj";
    }
}
