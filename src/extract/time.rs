//! When, says the text?
//!
//! [`find`] reads the expressions of time of a sentence and resolves them: absolute (*9 July 2018*), relative to the day
//! of publication (*last month*, *on Tuesday*), relative to what was told last (*the next day*, *two weeks later*).
//! [`date_for`] says which of them dates a given verb or noun. Words stand in `data/words/time.tsv`.

mod absolute;
mod atoms;
mod attach;
mod calendar;
mod clauses;
mod context;
mod marker;
mod nouns;
mod read;
mod relative;
mod resolve;
mod site;

pub use attach::date_for;
pub use context::TimeContext;

/// The words of `data/words/time.tsv`, by class.
pub use crate::lexicon::Cues as TimeWords;

use super::syntax::Tree;
use crate::model::{Edtf, NameClass, Sentence};
use atoms::Atom;
use read::{From, Raw, Reader, What};

/// How an expression dates what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimexKind {
    /// Then.
    Point,
    /// From then on: the date is `X/..`.
    Since,
    /// Up to then: the date is `../X`.
    Until,
    /// At the latest then: the date is the last possible one.
    By,
    /// Some time before: `../X`.
    Before,
    /// Some time after: `X/..`.
    After,
    /// How long or how often; says when only if it has a date.
    Duration,
    /// When the text itself was written: dates nothing that it tells.
    Stamp,
}

/// An expression of time in its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// First token.
    pub start: usize,
    /// First token after it.
    pub end: usize,
    /// The date meant, if it can be told.
    pub date: Option<Edtf>,
    /// How it dates.
    pub kind: TimexKind,
    /// Needed the day of publication or the story to be understood.
    pub relative: bool,
    /// The token through which it hangs in the tree.
    pub head: usize,
    /// The token it dates, where the words alone say so: *two years after the **vote***.
    pub of: Option<usize>,
    /// How long after (or before) that token's event, where only the rest of the text may say when that was.
    pub shift: Option<Shift>,
    /// The verbs and nouns it dates, and the date it gives each ([`date_for`] reads it).
    pub dates: Vec<(usize, Edtf)>,
}

/// A number of units, negative for *before*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift(i32, calendar::Unit);

impl Shift {
    /// The date so long after another.
    pub fn from(self, date: &Edtf) -> Option<Edtf> {
        let (moment, rough) = calendar::Moment::of(date)?.shift(self.0, self.1)?;
        moment.edtf().map(|date| if rough { date.approximate() } else { date })
    }
}

/// The expressions of time of a sentence, in order; what it tells becomes the context of the next.
pub fn find(words: &TimeWords, sentence: &Sentence, context: &mut TimeContext) -> Vec<Timex> {
    context.next_sentence();
    let atoms = atoms::of_sentence(sentence);
    let tree = Tree::new(sentence);
    let is_count = |i: usize| counts(words, &atoms, i, Some(&tree));
    let raws = Reader { words, atoms: &atoms, is_count: &is_count }.all();
    let mut out: Vec<Timex> = Vec::new();
    // What is counted from the story may lean on a date that comes later in the sentence, so it goes second.
    let (first, second): (Vec<&Raw>, Vec<&Raw>) = raws.iter().partition(|raw| !leans(&raw.what));
    for raw in first.into_iter().chain(second) {
        let place = marker::Place { words, atoms: &atoms, tree: &tree };
        if let Some(timex) = timex(&place, raw, context, &out) {
            let aside =
                marker::modifies(words, &tree, &timex).is_some() || marker::looks_back(&tree, timex.head);
            context.told(&timex, aside);
            out.push(timex);
        }
    }
    out.sort_by_key(|timex| timex.start);
    attach::attach(words, &tree, &mut out);
    out
}

/// The date that a name carries: *2019 Bolivian general election*, *Treaty of 1951*; none in *Vision 2030*.
pub fn date_in(words: &TimeWords, name: &str) -> Option<Edtf> {
    let atoms = atoms::of_text(name);
    let is_count = |i: usize| counts(words, &atoms, i, None);
    let reader = Reader { words, atoms: &atoms, is_count: &is_count };
    reader.all().into_iter().find_map(|raw| {
        let sealed = raw.end == atoms.len() && raw.start > 0 && !marker::dates_name(words, &atoms, raw.start);
        let context = TimeContext::new(None);
        let (date, rough) = resolve::date(&raw.what, &context, resolve::Tense::Past).filter(|_| !sealed)?;
        Some(if rough || raw.rough { date.approximate() } else { date })
    })
}

fn timex(place: &marker::Place<'_>, raw: &Raw, context: &TimeContext, found: &[Timex]) -> Option<Timex> {
    let (start, end) = (place.atoms[raw.start].token, place.atoms[raw.end - 1].token + 1);
    if sealed_in_name(place, raw, start, end) {
        return None;
    }
    let tense = marker::tense(place, raw.start, start, end);
    let base = match &raw.what {
        What::Shift { from: From::Event, .. } => Base::Event,
        _ => Base::Context,
    };
    let resolved = match base {
        Base::Context => resolve::date(&raw.what, context, tense),
        Base::Event => from_event(place, raw, context, found),
    };
    let rough =
        raw.rough || resolved.as_ref().is_some_and(|(_, rough)| *rough) || marker::is_rough(place, raw.start);
    let (mut kind, from) = marker::kind(place, raw, start, end);
    if let What::Lapse { .. } = raw.what {
        kind = TimexKind::Duration;
    }
    let date = resolved.map(|(date, _)| if rough { date.approximate() } else { date });
    let head = marker::head(place.tree, start, end);
    let of = if base == Base::Event { marker::event_after(place, raw.end) } else { None };
    let relative = !matches!(raw.what, What::Fixed(_) | What::Years(_) | What::Span(..));
    Some(Timex {
        start: from,
        end,
        date: date.map(|d| opened(&d, kind)),
        kind,
        relative,
        head,
        of,
        shift: shift_of(&raw.what).filter(|_| of.is_some()),
        dates: Vec::new(),
    })
}

/// How far from its event a date is: *two weeks after the vote*.
fn shift_of(what: &What) -> Option<Shift> {
    match what {
        What::Shift { count: Some(count), unit, back, from: From::Event } => {
            Some(Shift(if *back { -count } else { *count }, *unit))
        }
        _ => None,
    }
}

#[derive(PartialEq, Eq)]
enum Base {
    Context,
    Event,
}

/// The date with its open end.
fn opened(date: &Edtf, kind: TimexKind) -> Edtf {
    let plain =
        |text: &str| Edtf::parse(text.trim_end_matches(['~', '?', '%'])).unwrap_or_else(|_| date.clone());
    match kind {
        TimexKind::Since | TimexKind::After => plain(date.start()).since(),
        TimexKind::Until | TimexKind::Before => plain(date.end()).until(),
        _ => date.clone(),
    }
}

/// *Two years after the 2014 vote* gives 2016 to the sentence; *two years after the vote* gives the vote the date two
/// years before what the sentence tells.
fn from_event(
    place: &marker::Place<'_>,
    raw: &Raw,
    context: &TimeContext,
    found: &[Timex],
) -> resolve::Found {
    let What::Shift { count: Some(count), unit, back, .. } = raw.what else { return None };
    let event = marker::event_after(place, raw.end)?;
    let end = place.atoms[raw.end - 1].token + 1;
    // *in October, two months after they had fought **in July***: the event has a date of its own.
    let comma = (event..place.tree.len()).find(|&i| place.tree.token(i).form == ",");
    let clause = end..comma.unwrap_or(place.tree.len());
    if found.iter().any(|t| clause.contains(&t.start) && t.kind == TimexKind::Point && t.date.is_some()) {
        return None;
    }
    let base = found
        .iter()
        .filter(|t| t.of.is_none() && t.kind == TimexKind::Point && t.end <= place.atoms[raw.start].token)
        .find_map(|t| t.date.as_ref().and_then(calendar::Moment::of))
        .or_else(|| context.now().filter(|_| marker::is_present(place.tree, event, end)));
    let (moment, rough) = base?.shift(if back { count } else { -count }, unit)?;
    moment.edtf().map(|date| (date, rough))
}

fn leans(what: &What) -> bool {
    matches!(what, What::Shift { from: From::Story | From::Event, .. })
}

/// A number inside a name that is no date of it: *Vision 2030*, *Agenda 2063*.
fn sealed_in_name(place: &marker::Place<'_>, raw: &Raw, start: usize, end: usize) -> bool {
    let sentence = place.tree.sentence;
    let Some(name) = sentence.names.iter().find(|name| name.start <= start && end <= name.end) else {
        return false;
    };
    match name.class {
        NameClass::Person => name.end - name.start > 1,
        NameClass::Event | NameClass::Agreement | NameClass::Policy if start == name.start => false,
        _ if start > name.start && end == name.end => {
            !marker::dates_name(place.words, place.atoms, raw.start)
        }
        NameClass::Event => false,
        _ => {
            start > name.start
                && place.tree.token(start).upos == "PROPN"
                && !matches!(raw.what, What::Fixed(_))
        }
    }
}

/// Whether what looks like a year is an amount or the number of a thing.
fn counts(words: &TimeWords, atoms: &[Atom], i: usize, tree: Option<&Tree<'_>>) -> bool {
    let text = |k: usize| atoms.get(k).map_or("", |atom: &Atom| atom.text.as_str());
    let before = i.checked_sub(1).map_or("", text);
    let before_dash = if before == "-" { i.checked_sub(2).map_or("", text) } else { "" };
    // "Resolution 1701", "Article-2010"; but "the strategy-2024 review" keeps its year.
    if words.is("numbered", before)
        || (atoms::day_number(words, before).is_none() && matches!(before, "$" | "€" | "£"))
    {
        return true;
    }
    if matches!(before, "than" | "nearly" | "least" | "." | "x" | "×" | "+") && i > 0 || before_dash == "$" {
        return !words.is("at", i.checked_sub(2).map_or("", text)) || before != "least";
    }
    // "In July 2023 soldiers …".
    let month = words.get("month", before).is_some() && i.checked_sub(1).is_some_and(|k| atoms[k].capital);
    if month && atoms::year(text(i)).is_some_and(|year| (1900..=2060).contains(&year)) {
        return false;
    }
    let next = text(i + 1);
    if matches!(next, "%" | "percent" | "km" | "°" | "m" | "mm") || words.is("counted", next) {
        return true;
    }
    let Some(tree) = tree else { return false };
    let token = atoms[i].token;
    if tree.token(token).form.contains(',') {
        return true;
    }
    let next_is_plural = tree.sentence.tokens.get(token + 1).is_some_and(|t| t.xpos == "NNS");
    let next_lemma = tree.sentence.tokens.get(token + 1).map(|t| t.lemma.to_lowercase()).unwrap_or_default();
    if words.is("counted", &next_lemma) {
        return true;
    }
    let year = atoms::year(text(i)).unwrap_or(0);
    if next_is_plural && !words.is("event", &next_lemma) && !(1900..=2060).contains(&year) {
        return true;
    }
    tree.rel(token) == "nummod"
        && tree
            .head(token)
            .is_some_and(|head| head > token && head <= token + 3 && words.is("counted", &tree.lemma(head)))
}

#[cfg(test)]
mod tests;
