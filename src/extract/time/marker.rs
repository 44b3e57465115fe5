//! What do the words around an expression of time make of it?

use super::TimeWords;
use super::TimexKind;
use super::atoms::Atom;
use super::read::{Raw, What};
use super::resolve::Tense;
use crate::extract::syntax::Tree;

/// Everything around an expression.
pub(super) struct Place<'a> {
    pub words: &'a TimeWords,
    pub atoms: &'a [Atom],
    pub tree: &'a Tree<'a>,
}

impl Place<'_> {
    fn text(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |atom| atom.text.as_str())
    }

    fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |k| self.text(k))
    }
}

/// Whether a year at the end of a name dates it: *Shangri-La Dialogue 2024*, *Treaty of 1951*, not *Vision 2030*.
pub(super) fn dates_name(words: &TimeWords, atoms: &[Atom], start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |i| atoms[i].text.as_str());
    let singular = before.trim_end_matches('s');
    let event = words.is("event", before) || words.is("event", singular);
    matches!(before, "of" | "in" | "(" | "," | "from") || (event && !words.is("numbered", before))
}

/// *about 2015*, *around the same time*.
pub(super) fn is_rough(place: &Place<'_>, start: usize) -> bool {
    matches!(
        place.before(start, 1),
        "about"
            | "around"
            | "circa"
            | "c."
            | "ca"
            | "roughly"
            | "approximately"
            | "nearly"
            | "almost"
            | "over"
    )
}

/// The kind of an expression and the token it begins at with its preposition.
pub(super) fn kind(place: &Place<'_>, raw: &Raw, start: usize, end: usize) -> (TimexKind, usize) {
    if is_stamp(place, start, end) {
        return (TimexKind::Stamp, start);
    }
    if matches!(place.text(raw.end), "onwards" | "onward") {
        return (TimexKind::Since, start);
    }
    let mut i = raw.start;
    let mut determined = false;
    while i > 0
        && (place.words.is("around", place.text(i - 1))
            || matches!(place.text(i - 1), "the" | "'s" | "its" | "their"))
    {
        determined |= matches!(place.text(i - 1), "the" | "its" | "their" | "'s");
        i -= 1;
    }
    let own_article = matches!(place.text(raw.start), "the");
    let modifies = modified(place, start, end).is_some();
    let word = place.before(i, 1);
    let kind = marker_kind(place, raw, i, word);
    if kind == TimexKind::Point || modifies || (determined && !own_article) {
        return (TimexKind::Point, start);
    }
    (kind, place.atoms[i - 1].token)
}

fn marker_kind(place: &Place<'_>, raw: &Raw, i: usize, word: &str) -> TimexKind {
    let earlier = place.before(i, 2);
    match word {
        "since" | "starting" | "effective" => TimexKind::Since,
        "in" | "on" | "from" if matches!(earlier, "starting" | "beginning" | "effective") => TimexKind::Since,
        "from" if matches!(raw.what, What::Span(..)) => TimexKind::Point,
        "from" if earlier == "as" => TimexKind::Since,
        "from" if i >= 2 && place.tree.is_noun(place.atoms[i - 2].token) => TimexKind::Point,
        "from" => TimexKind::Since,
        "until" | "till" | "'til" | "through" => TimexKind::Until,
        "to" if earlier == "up" => TimexKind::Until,
        "than" if earlier == "later" => TimexKind::By,
        "before" | "pre" => TimexKind::Before,
        "to" if earlier == "prior" => TimexKind::Before,
        "of" if earlier == "ahead" => TimexKind::Before,
        "after" | "post" => TimexKind::After,
        "by" => TimexKind::By,
        _ => TimexKind::Point,
    }
}

/// The date line of a report: *ANKARA, Dec. 13 – …*.
fn is_stamp(place: &Place<'_>, start: usize, end: usize) -> bool {
    let tree = place.tree;
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    let dash = |i: usize| form(i).chars().all(super::atoms::is_dash) && !form(i).is_empty();
    let agency = form(end) == "(" && (end + 2..end + 5).any(|i| form(i) == ")" && dash(i + 1));
    let opening = start > 0 && start <= 8 && form(start - 1) == "," && (dash(end) || agency);
    let place_name = tree.sentence.tokens[..start]
        .iter()
        .all(|t| t.upos == "PROPN" || t.upos == "PUNCT" || t.upos == "ADJ");
    opening && place_name
}

/// The noun that a timex stands before as its modifier: *the 2022 **invasion***, *Monday's **attack***.
pub(super) fn modifies(words: &TimeWords, tree: &Tree<'_>, timex: &super::Timex) -> Option<usize> {
    let place_start = timex.start;
    noun_after(words, tree, place_start, timex.end)
}

fn modified(place: &Place<'_>, start: usize, end: usize) -> Option<usize> {
    noun_after(place.words, place.tree, start, end)
}

fn noun_after(words: &TimeWords, tree: &Tree<'_>, start: usize, end: usize) -> Option<usize> {
    let next = tree.sentence.tokens.get(end)?;
    let head = tree.head(head(tree, start, end))?;
    if matches!(next.form.as_str(), "'s" | "’s" | "'" | "’") {
        return (head > end && head <= end + 6).then_some(head);
    }
    // "On 13 March President Japarov": a month or day after a preposition is no part of the next name.
    let preposition = start.checked_sub(1).is_some_and(|i| tree.token(i).upos == "ADP");
    let year = end == start + 1 && tree.token(start).form.starts_with(|c: char| c.is_ascii_digit());
    // "The treaty signed in 1996 remains": a year after a preposition is part of events only ("in 2024 elections").
    if preposition && !(year && words.is("event", &tree.lemma(head))) {
        return None;
    }
    let before = head >= end && head <= end + 5 && tree.is_noun(head);
    let rel = tree.full_rel(self::head(tree, start, end));
    (before
        && matches!(
            rel,
            "nummod" | "compound" | "amod" | "nmod:poss" | "nmod" | "nmod:unmarked" | "nmod:tmod"
        ))
    .then_some(head)
}

/// The token of an expression whose head lies outside it.
pub(super) fn head(tree: &Tree<'_>, start: usize, end: usize) -> usize {
    let inside = |i: usize| (start..end).contains(&i);
    let heads: Vec<usize> = (start..end).filter(|&i| tree.head(i).is_none_or(|h| !inside(h))).collect();
    let content = |i: &&usize| !matches!(tree.token(**i).upos, "ADP" | "DET" | "PUNCT" | "CCONJ");
    heads.iter().find(content).or(heads.first()).copied().unwrap_or(end - 1)
}

/// The verb or noun that stands behind *a day after*: the first verb of the clause, else the noun of the phrase.
pub(super) fn event_after(place: &Place<'_>, atom: usize) -> Option<usize> {
    let tree = place.tree;
    let from = place.atoms.get(atom)?.token;
    let marker = from.checked_sub(1)?;
    let hung = tree.head(marker).filter(|_| matches!(tree.rel(marker), "mark" | "case"));
    // "After the two accepted the accord, …": the verb before the comma, if there is one.
    let comma = (from..tree.len()).find(|&i| tree.token(i).form == ",").unwrap_or(from);
    let verb = (from..comma).find(|&i| {
        matches!(tree.token(i).xpos, "VBD" | "VBZ" | "VBP")
            && !matches!(tree.full_rel(i), "aux" | "cop" | "acl:relcl")
    });
    verb.or(hung.filter(|&h| h >= from))
        .or_else(|| (from..tree.len().min(from + 6)).find(|&i| tree.is_noun(i) || tree.is_verb(i)))
}

/// Whether what a sentence tells around a dependent event is of today: its main verb is in the present or perfect.
pub(super) fn is_present(tree: &Tree<'_>, event: usize, end: usize) -> bool {
    let present = |i: usize| matches!(tree.token(i).xpos, "VBZ" | "VBP");
    let main = tree.ancestors(event).into_iter().find(|&i| tree.is_verb(i) && i != event);
    if let Some(verb) = main {
        return present(verb)
            || tree.kids(verb).iter().any(|&k| matches!(tree.rel(k), "aux" | "cop") && present(k));
    }
    // The tree makes the event the main clause: what stands after the comma is the real one.
    let comma = (end..tree.len()).find(|&i| tree.token(i).form == ",");
    comma.is_some_and(|comma| {
        (comma..tree.len()).find(|&i| tree.is_verb(i) && tree.token(i).xpos != "VBN").is_some_and(present)
    })
}

/// Whether what is told there lies before the story: *two wars **had been fought** over it in 2021*.
pub(super) fn looks_back(tree: &Tree<'_>, at: usize) -> bool {
    let verb = tree.ancestors(at).into_iter().find(|&i| tree.is_verb(i));
    verb.is_some_and(|v| tree.kids_by(v, "aux").any(|k| tree.token(k).form.eq_ignore_ascii_case("had")))
}

/// Whether an expression without a year looks back or ahead.
pub(super) fn tense(place: &Place<'_>, raw_start: usize, start: usize, end: usize) -> Tense {
    let tree = place.tree;
    let at = head(tree, start, end);
    if place.before(raw_start, 1) == "by"
        || (place.before(raw_start, 1) == "the" && place.before(raw_start, 2) == "by")
    {
        return Tense::Future;
    }
    let ancestors = tree.ancestors(at);
    // *called an election **for 5 March***.
    let called = |&&i: &&usize| {
        place.words.is("planned", &tree.lemma(i))
            || matches!(tree.lemma(i).as_str(), "call" | "convene" | "slate")
    };
    if place.before(raw_start, 1) == "for" && ancestors.iter().take(2).find(called).is_some() {
        return Tense::Future;
    }
    // A noun of plans between the date and its verb: "elections due in May".
    for (steps, &i) in ancestors.iter().take(4).enumerate() {
        if let Some(tense) = tense_of(place, i) {
            return tense;
        }
        if tree.is_verb(i) && steps > 0 && !matches!(tree.rel(i), "xcomp" | "conj" | "acl") {
            break;
        }
    }
    if ancestors.iter().any(|&i| tree.is_verb(i)) { Tense::Past } else { Tense::Open }
}

fn tense_of(place: &Place<'_>, i: usize) -> Option<Tense> {
    let tree = place.tree;
    let planned = |k: usize| place.words.is("planned", &tree.lemma(k));
    let auxiliaries: Vec<usize> =
        tree.kids(i).iter().copied().filter(|&k| matches!(tree.rel(k), "aux" | "cop")).collect();
    let forms: Vec<String> = auxiliaries.iter().map(|&k| tree.token(k).form.to_lowercase()).collect();
    let has = |form: &str| forms.iter().any(|f| f == form);
    if has("will") || has("shall") || has("'ll") || has("’ll") || has("wo") {
        return Some(Tense::Future);
    }
    let to = tree.has_kid(i, "mark", &["to"]);
    // *is standing in the election on 28 December*.
    if tree.token(i).xpos == "VBG" && (has("is") || has("are")) {
        return Some(Tense::Future);
    }
    // *are to meet*, *is to be piped*.
    if to && (has("is") || has("are")) && tree.rel(i) != "xcomp" {
        return Some(Tense::Future);
    }
    // *Tokyo **to sign** a deal in July*: so headlines tell what is to come.
    if to && tree.head(i).is_none() && forms.is_empty() {
        return Some(Tense::Future);
    }
    let governor = tree.head(i).filter(|_| to && tree.rel(i) == "xcomp");
    if let Some(governor) = governor {
        let past = matches!(tree.token(governor).xpos, "VBD")
            || tree.kids(governor).iter().any(|&k| tree.token(k).xpos == "VBD");
        let be = tree.lemma(governor) == "be";
        if be || planned(governor) {
            return Some(if past { Tense::Open } else { Tense::Future });
        }
        // *agreed to receive her in early December*.
        if place.words.is("commits", &tree.lemma(governor)) {
            return Some(Tense::Open);
        }
    }
    // *under a deal **reached** in February*, whatever is still to be done under it.
    let participle = tree.token(i).xpos == "VBN" && tree.rel(i) == "acl";
    if participle && forms.is_empty() && !planned(i) && !to {
        return Some(Tense::Past);
    }
    if waits_for(tree, i) {
        return Some(Tense::Future);
    }
    if has("would") || has("could") || has("may") || has("might") || has("should") {
        return Some(Tense::Open);
    }
    if tree.is_noun(i) && tree.kids_by(i, "amod").any(planned) {
        return Some(Tense::Future);
    }
    if planned(i) && tree.token(i).xpos == "VBN" || tree.lemma(i) == "due" {
        return Some(Tense::Open);
    }
    match tree.token(i).xpos {
        "VBD" => Some(Tense::Past),
        "VBZ" | "VBP" if forms.is_empty() => Some(Tense::Open),
        "VBN" if has("has") || has("have") || has("had") || has("was") || has("were") => Some(Tense::Past),
        "VBN" if has("is") || has("are") => Some(Tense::Open),
        _ => None,
    }
}

/// ***when** he travels to Beijing*, ***once** the two sign*: told in the present, and still to come, unless the main clause
/// lies in the past.
pub(super) fn waits_for(tree: &Tree<'_>, verb: usize) -> bool {
    let present = |i: usize| matches!(tree.token(i).xpos, "VBZ" | "VBP");
    let waits = |&k: &usize| {
        k < verb
            && matches!(tree.rel(k), "mark" | "advmod")
            && matches!(
                tree.lemma(k).as_str(),
                "when" | "once" | "until" | "after" | "before" | "if" | "unless"
            )
    };
    tree.rel(verb) == "advcl" && present(verb) && tree.kids(verb).iter().any(waits)
}
