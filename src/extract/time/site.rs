//! Which word does an expression of time hang on, where the tree can and where it cannot be trusted?

use super::{TimeWords, Timex, TimexKind};
use crate::extract::syntax::Tree;

/// The word an expression hangs on. Places and persons are passed by: in *met in Beijing in May*, May is not Beijing's.
pub(super) fn site(words: &TimeWords, tree: &Tree<'_>, timexes: &[Timex], timex: &Timex) -> Option<usize> {
    if timex.kind == TimexKind::Stamp {
        return None;
    }
    // *Chad recognised it in May, **Togo in June***.
    if tree.rel(timex.head) == "orphan" {
        return tree.head(timex.head);
    }
    if timex.of.is_some() {
        return timex.of;
    }
    if in_brackets(tree, timex) {
        return timex.start.checked_sub(2).map(|before| head_of_phrase(tree, before));
    }
    if let Some(noun) = in_apposition(words, tree, timex) {
        return Some(noun);
    }
    let opens = opens_sentence(words, tree, timex);
    if let Some(noun) = super::marker::modifies(words, tree, timex).filter(|_| !(opens && timex.relative)) {
        return Some(noun);
    }
    if opens {
        return main_predicate(tree, timex.end);
    }
    if opens_clause(tree, timex) {
        return finite_after(tree, timex.end);
    }
    let site = climb(words, tree, timexes, timex)?;
    Some(before_infinitive(tree, timex, site))
}

/// *Kishida, **prime minister** from 2021 to 2024, met*; *the **union**, in force since 2024, gives*: a time that lasts,
/// between commas with a noun and no verb, is that noun's, or that of the noun before *in force*.
fn in_apposition(words: &TimeWords, tree: &Tree<'_>, timex: &Timex) -> Option<usize> {
    let lasts = matches!(timex.kind, TimexKind::Since | TimexKind::Until)
        || timex.date.as_ref().is_some_and(crate::model::Edtf::is_interval);
    let closed =
        tree.sentence.tokens.get(timex.end).is_none_or(|t| matches!(t.form.as_str(), "," | "." | ")" | ";"));
    let comma = (0..timex.start).rev().find(|&i| tree.token(i).form == ",").filter(|_| lasts && closed)?;
    let inside = comma + 1..timex.start;
    if inside.is_empty() || inside.clone().any(|i| tree.is_verb(i) || tree.token(i).upos == "AUX") {
        return None;
    }
    let before = comma.checked_sub(1).filter(|&i| tree.is_noun(i))?;
    if tree.lemma(comma + 1) == "in" {
        return matches!(tree.lemma(comma + 2).as_str(), "force" | "effect" | "operation")
            .then(|| thing_in_force(words, tree, before));
    }
    let starts = matches!(tree.token(comma + 1).upos, "NOUN" | "PROPN" | "DET" | "ADJ" | "PRON");
    inside
        .clone()
        .filter(|_| starts)
        .find(|&i| tree.token(i).upos == "NOUN" && !matches!(tree.rel(i), "compound" | "nmod:poss" | "amod"))
}

/// *an **agreement** with China, in force since May*: not China.
fn thing_in_force(words: &TimeWords, tree: &Tree<'_>, before: usize) -> usize {
    let head = head_of_phrase(tree, before);
    let above = tree.ancestors(head).into_iter().take(2).find(|&h| h < head && is_event(words, tree, h));
    if is_event(words, tree, head) { head } else { above.unwrap_or(head) }
}

/// *flew there last month hoping to sign*, *met on Tuesday to sign*: a date right before a participle or infinitive is
/// that of the verb before.
fn before_infinitive(tree: &Tree<'_>, timex: &Timex, site: usize) -> usize {
    let unfinished = tree.token(site).xpos == "VBG" || tree.has_kid(site, "mark", &["to"]);
    let dependent = matches!(tree.rel(site), "advcl" | "acl" | "xcomp");
    let follows = timex.end <= tree.extent(site).0.max(timex.end) && timex.end <= site;
    match tree.head(site) {
        Some(head) if unfinished && dependent && follows && head < timex.start && tree.is_verb(head) => head,
        _ => site,
    }
}

/// *…, and in October Brazil kept it out*; *…; in 2018 they met*.
fn opens_clause(tree: &Tree<'_>, timex: &Timex) -> bool {
    let lemma = |i: usize| tree.lemma(i);
    let preposition = timex.start.checked_sub(1).filter(|&i| tree.token(i).upos == "ADP");
    // *…: this month Peru agreed*.
    let Some(start) = preposition.or(timex.relative.then_some(timex.start)) else { return false };
    let Some(before) = start.checked_sub(1) else { return false };
    let semicolon = matches!(lemma(before).as_str(), ";" | ":");
    let and = matches!(lemma(before).as_str(), "and" | "but")
        && before > 0
        && matches!(lemma(before - 1).as_str(), "," | ";");
    semicolon || and
}

fn finite_after(tree: &Tree<'_>, from: usize) -> Option<usize> {
    (from..tree.len()).find(|&i| {
        let finite = matches!(tree.token(i).xpos, "VBD" | "VBZ" | "VBP");
        let auxiliary = matches!(tree.rel(i), "aux" | "cop");
        let relative = matches!(tree.full_rel(i), "acl:relcl" | "acl");
        (finite && !auxiliary && !relative)
            || (tree.token(i).upos == "VERB" && tree.kids_by(i, "aux").any(|k| k >= from))
    })
}

fn climb(words: &TimeWords, tree: &Tree<'_>, timexes: &[Timex], timex: &Timex) -> Option<usize> {
    let inside = |i: usize| timexes.iter().any(|t| (t.start..t.end).contains(&i));
    let mut at = tree.head(timex.head)?;
    // *agreed on a **target for 2040***: not when they agreed.
    let meant = timex.start > 0 && tree.lemma(timex.start - 1) == "for" && !timex.relative;
    if meant && tree.token(at).upos == "NOUN" && tree.rel(timex.head) == "nmod" {
        return Some(at);
    }
    for _ in 0..tree.len() {
        let passes = inside(at) || (is_passed(words, tree, timex, at) && tree.head(at).is_some());
        if !passes {
            return Some(at);
        }
        at = tree.head(at)?;
    }
    None
}

/// *the Camp David Principles (2023)*.
pub(super) fn in_brackets(tree: &Tree<'_>, timex: &Timex) -> bool {
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    timex.start > 1 && form(timex.start - 1) == "(" && form(timex.end) == ")"
}

/// The head of the phrase that ends with a token.
fn head_of_phrase(tree: &Tree<'_>, last: usize) -> usize {
    let mut at = last;
    while let Some(head) = tree
        .head(at)
        .filter(|&h| h < last && matches!(tree.rel(at), "flat" | "compound" | "nummod" | "punct"))
    {
        at = head;
    }
    at
}

/// *In May, …*, *Last July rebels killed …*: such a date is the main clause's, whatever the tree makes of it.
pub(super) fn opens_sentence(words: &TimeWords, tree: &Tree<'_>, timex: &Timex) -> bool {
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    let first = tree.sentence.tokens.iter().position(|t| t.upos != "PUNCT").unwrap_or(0);
    let prepositions = (first..timex.start).all(|i| {
        let lemma = tree.lemma(i);
        words.is("at", &lemma)
            || matches!(
                lemma.as_str(),
                "since" | "by" | "until" | "before" | "after" | "but" | "and" | "then" | "so"
            )
    });
    let short = timex.start <= first + 2 && prepositions;
    let marked =
        timex.start > first || timex.kind != TimexKind::Point || timex.relative || form(timex.end) == ",";
    short && marked && !matches!(form(timex.end), "'s" | "’s" | "-" | "–")
}

/// The predicate of the main clause: the root if it is one, else the first finite verb after the opening words.
fn main_predicate(tree: &Tree<'_>, from: usize) -> Option<usize> {
    let root = (0..tree.len()).find(|&i| tree.head(i).is_none())?;
    let from = from + usize::from(tree.sentence.tokens.get(from).is_some_and(|t| t.form == ","));
    let comma = (from..tree.len()).find(|&i| tree.token(i).form == ",").unwrap_or(tree.len());
    // A finite verb before the next comma is the main one, even where the tree has its root far off.
    let near = finite_after(tree, from).filter(|&verb| verb < comma && comma < root);
    if let Some(verb) = near.filter(|&verb| !opens_dependent(tree, from, verb)) {
        return Some(verb);
    }
    let predicate = |i: usize| tree.is_verb(i) || tree.kids_by(i, "cop").next().is_some();
    if root >= from && predicate(root) {
        return Some(speech_aside(tree, root));
    }
    let finite =
        |i: &usize| matches!(tree.token(*i).xpos, "VBD" | "VBZ" | "VBP") && tree.token(*i).upos == "VERB";
    let dependent = |i: &usize| matches!(tree.full_rel(*i), "acl:relcl" | "advcl" | "acl" | "advcl:relcl");
    (from..tree.len()).find(|i| finite(i) && !dependent(i)).or(Some(root))
}

/// Whether a conjunction stands between the opening date and the verb: *In May, when X attacked, Y fled*.
fn opens_dependent(tree: &Tree<'_>, from: usize, verb: usize) -> bool {
    const CONJUNCTIONS: [&str; 12] = [
        "when", "as", "while", "after", "before", "because", "since", "if", "although", "though", "who",
        "which",
    ];
    (from..verb).any(|i| CONJUNCTIONS.contains(&tree.lemma(i).as_str()))
}

/// *In May, it withdrew, officials said*: what was done then is the withdrawal, though *said* may head the tree.
fn speech_aside(tree: &Tree<'_>, root: usize) -> usize {
    let speech = matches!(tree.lemma(root).as_str(), "say" | "report" | "announce" | "tell" | "add");
    let clause = tree
        .kids(root)
        .iter()
        .copied()
        .find(|&k| matches!(tree.rel(k), "ccomp" | "advcl" | "parataxis") && k < root && tree.is_verb(k));
    clause.filter(|_| speech).unwrap_or(root)
}

fn is_passed(words: &TimeWords, tree: &Tree<'_>, timex: &Timex, noun: usize) -> bool {
    if !tree.is_noun(noun)
        && !matches!(tree.token(noun).upos, "NUM" | "PRON" | "PUNCT" | "DET" | "ADP" | "ADJ")
    {
        return false;
    }
    if tree.kids_by(noun, "cop").next().is_some() {
        return false;
    }
    // "Last month", "on Tuesday", "a year earlier" belong to what happened, seldom to a thing.
    let of = timex.start > 0 && tree.lemma(timex.start - 1) == "of";
    // *on the **night** of 13 June*, *in the early **hours** of Sunday*: a part of the day.
    let lemma = tree.lemma(noun);
    if of && timex.head != noun && (words.is("daypart", &lemma) || lemma == "hour") {
        return true;
    }
    // *on the **eve** of the vote on 12 June*: of the vote, a day later.
    if lemma == "eve" {
        return false;
    }
    let bare = timex.relative && !of && !matches!(tree.token(timex.start).upos, "ADP");
    let beside = !bare && (of || matches!(tree.rel(timex.head), "appos" | "parataxis" | "dep"));
    if beside || is_event(words, tree, noun) {
        return false;
    }
    let preposition = tree.preposition(noun).unwrap_or_default();
    if tree.lemma(tree.extent(noun).0) == "since" && timex.kind == TimexKind::Point {
        return false;
    }
    if matches!(
        preposition.as_str(),
        "since" | "after" | "before" | "following" | "until" | "despite" | "prior to" | "ahead of"
    ) {
        return false;
    }
    bare || matches!(timex.kind, TimexKind::Since | TimexKind::Until)
        || matches!(
            tree.rel(noun),
            "nmod"
                | "obl"
                | "obj"
                | "iobj"
                | "conj"
                | "appos"
                | "flat"
                | "compound"
                | "nsubj"
                | "case"
                | "fixed"
        )
}

pub(super) fn is_event(words: &TimeWords, tree: &Tree<'_>, noun: usize) -> bool {
    let token = tree.token(noun);
    tree.is_noun(noun)
        && (words.is("event", &tree.lemma(noun)) || words.is("event", &token.form.to_lowercase()))
}
