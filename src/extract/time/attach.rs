//! Which of the dates of a sentence is that of a given verb or noun?
//!
//! A date belongs to the word it hangs on and, from there, to what happens in the same breath: the verb of its clause,
//! the meeting held or pact signed by that verb, verbs coordinated with it. It does not reach into another clause of
//! its own time: what is *said on Tuesday* was not done on Tuesday.

use super::site::{in_brackets, is_event, site};
use super::{TimeWords, Timex, TimexKind};
use crate::extract::syntax::Tree;
use crate::model::Edtf;

/// How many steps a date may travel.
const MAX_STEPS: usize = 4;

/// The date of a verb or noun among the dates that [`super::find`] found in its sentence.
pub fn date_for(_tree: &Tree<'_>, timexes: &[Timex], token: usize) -> Option<Edtf> {
    timexes
        .iter()
        .find_map(|timex| timex.dates.iter().find(|(t, _)| *t == token).map(|(_, date)| date.clone()))
}

/// Notes on each expression which tokens it dates, and how.
pub(super) fn attach(words: &TimeWords, tree: &Tree<'_>, timexes: &mut [Timex]) {
    if timexes.is_empty() {
        return;
    }
    let sites = timexes.iter().map(|timex| site(words, tree, timexes, timex)).collect();
    let attacher = Attacher { words, tree, timexes, sites };
    let mut found = Vec::new();
    for token in 0..tree.len() {
        if (tree.is_noun(token) || tree.is_verb(token) || tree.token(token).upos == "ADJ")
            && let Some((timex, date)) = attacher.date(token, MAX_STEPS)
        {
            found.push((timex, token, date));
        }
    }
    for (timex, token, date) in found {
        timexes[timex].dates.push((token, date));
    }
}

/// An expression by its index, and the date it gives in this place.
pub(super) type Dated = Option<(usize, Edtf)>;

pub(super) struct Attacher<'a> {
    pub(super) words: &'a TimeWords,
    pub(super) tree: &'a Tree<'a>,
    pub(super) timexes: &'a [Timex],
    /// The word that each expression hangs on.
    pub(super) sites: Vec<Option<usize>>,
}

impl Attacher<'_> {
    pub(super) fn class(&self, class: &str, token: usize) -> bool {
        self.words.is(class, &self.tree.lemma(token))
    }

    /// The date of a word: its own, or one from nearby.
    pub(super) fn date(&self, token: usize, steps: usize) -> Dated {
        if let Some(own) = self.own(token) {
            return Some(own);
        }
        if steps == 0 {
            return None;
        }
        let predicate = self.tree.is_verb(token) || self.tree.kids_by(token, "cop").next().is_some();
        let found = if predicate { self.of_verb(token, steps - 1) } else { None };
        found.or_else(|| if self.tree.is_noun(token) { self.of_noun(token, steps - 1) } else { None })
    }

    /// The expression that hangs on the word itself.
    pub(super) fn own(&self, token: usize) -> Dated {
        let mine: Vec<usize> = (0..self.timexes.len()).filter(|&i| self.sites[i] == Some(token)).collect();
        self.best(token, &mine)
    }

    fn best(&self, token: usize, among: &[usize]) -> Dated {
        let dated: Vec<(usize, &Edtf)> =
            among.iter().filter_map(|&i| self.timexes[i].date.as_ref().map(|date| (i, date))).collect();
        if let Some(span) = self.via_to(&dated) {
            return Some(span);
        }
        let rank = |&(i, date): &(usize, &Edtf)| {
            let timex = &self.timexes[i];
            let contains =
                dated.iter().any(|(other, d)| *other != i && date.contains(d) && !d.contains(date));
            let distance =
                if timex.start > token { timex.start - token } else { token.saturating_sub(timex.end) + 1 };
            (timex.kind, contains, distance, i)
        };
        dated.iter().min_by_key(|item| rank(item)).map(|(i, date)| (*i, (*date).clone()))
    }

    /// *from May 2022 … until June 2023* in two phrases.
    fn via_to(&self, dated: &[(usize, &Edtf)]) -> Dated {
        let of = |kind| dated.iter().find(move |(i, _)| self.timexes[*i].kind == kind);
        let (since, until) = (of(TimexKind::Since)?, of(TimexKind::Until)?);
        Edtf::parse(&format!("{}/{}", since.1.start(), until.1.end())).ok().map(|date| (since.0, date))
    }

    fn of_verb(&self, verb: usize, steps: usize) -> Dated {
        self.via_eve(verb)
            .or_else(|| self.via_count(verb))
            .or_else(|| self.via_event_phrase(verb))
            .or_else(|| self.via_object(verb))
            .or_else(|| self.via_dependent_clause(verb))
            .or_else(|| self.via_coordination(verb, steps))
            .or_else(|| self.via_governor(verb, steps))
            .or_else(|| self.via_opening(verb))
            .or_else(|| self.via_clause_before(verb))
    }

    /// ***Two days after** the talks collapsed on 3 July, it attacked*: so long from the date of the other clause.
    fn via_count(&self, verb: usize) -> Dated {
        let tree = self.tree;
        (0..self.timexes.len()).find_map(|i| {
            let timex = &self.timexes[i];
            let (shift, event) = (timex.shift?, timex.of.filter(|&e| e != verb)?);
            let above =
                |from: usize| tree.ancestors(from).into_iter().find(|&v| tree.is_verb(v) && v != event);
            if above(timex.head).or_else(|| above(event)) != Some(verb) {
                return None;
            }
            let (own, date) = self.own(event).filter(|(own, _)| *own != i)?;
            let point = self.timexes[own].kind == TimexKind::Point && self.timexes[own].start >= event;
            shift.from(&date).filter(|_| point).map(|date| (i, date))
        })
    }

    /// *threatened it **on the eve of** the vote on 12 June*: the day before.
    fn via_eve(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let eve = tree.kids(verb).iter().copied().find(|&k| tree.lemma(k) == "eve")?;
        let (first, last) = tree.extent(eve);
        let timex = (0..self.timexes.len()).find(|&i| {
            let t = &self.timexes[i];
            t.start > first && t.end <= last + 1 && t.kind == TimexKind::Point
        })?;
        let day = super::Shift(-1, super::calendar::Unit::Day);
        day.from(self.timexes[timex].date.as_ref()?).map(|date| (timex, date))
    }

    /// *agreed at their June summit*, *has sent arms since the invasion in 2022*.
    fn via_event_phrase(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let phrase = |noun: usize| {
            let mark = || tree.kids_by(noun, "mark").next().map(|k| tree.lemma(k));
            // "At their summit" may pass for a clause: the tagger takes "summit" for a verb.
            let event = self.class("event", noun) || is_event(self.words, tree, noun);
            let preposition = tree.preposition(noun).or_else(mark).filter(|_| event)?;
            match preposition.as_str() {
                "at" | "during" | "in" | "on" | "under" | "within" => self.of_event(noun),
                "after" | "following" if self.class("meeting", noun) => self.of_event(noun),
                _ => None,
            }
        };
        let phrases = tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obl" | "advcl"));
        phrases.into_iter().find_map(phrase).or_else(|| self.via_since(verb))
    }

    /// *since the invasion of Ukraine in 2022*: a phrase that begins with *since* and holds a date.
    fn via_since(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let phrases =
            tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obl" | "advcl" | "nmod"));
        phrases.into_iter().find_map(|phrase| {
            let (first, last) = tree.extent(phrase);
            if tree.lemma(first) != "since" {
                return None;
            }
            let held = (0..self.timexes.len()).find(|&i| {
                let t = &self.timexes[i];
                t.start > first && t.end <= last + 1 && t.kind == TimexKind::Point && t.date.is_some()
            })?;
            let start = self.timexes[held].date.as_ref()?.start().trim_end_matches('~');
            Edtf::parse(&format!("{start}/..")).ok().map(|date| (held, date))
        })
    }

    /// *held a summit in May*, *triggered the return of sanctions in August*, where the date hangs on the object; *talks in
    /// July ended*. What stands before the noun is the noun's own: *ratified the 1951 treaty*.
    fn via_object(&self, verb: usize) -> Dated {
        let tree = self.tree;
        tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obj" | "nsubj" | "obl")).find_map(
            |noun| {
                let found = self.own(noun).filter(|(t, _)| !in_brackets(tree, &self.timexes[*t]));
                let (timex, date) = found?;
                let timex_at = &self.timexes[timex];
                let stands_before = timex_at.start < noun;
                let of = timex_at.start > 0 && tree.lemma(timex_at.start - 1) == "of";
                let shared = match tree.rel(noun) {
                    _ if of => false,
                    "obj" => !stands_before || self.class("stages", verb),
                    "nsubj" => !stands_before && self.class("makes", verb),
                    _ => !stands_before && timex_at.relative && tree.token(timex_at.start).upos != "ADP",
                };
                shared.then_some((timex, date))
            },
        )
    }
}
