//! Which of the dates of a sentence is that of a given verb or noun?
//!
//! A date belongs to the word it hangs on and, from there, to what happens in the same breath: the verb of its clause,
//! the meeting held or pact signed by that verb, verbs coordinated with it. It does not reach into another clause of
//! its own time: what is *said on Tuesday* was not done on Tuesday.

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
type Dated = Option<(usize, Edtf)>;

struct Attacher<'a> {
    words: &'a TimeWords,
    tree: &'a Tree<'a>,
    timexes: &'a [Timex],
    /// The word that each expression hangs on.
    sites: Vec<Option<usize>>,
}

/// The word an expression hangs on. Places and persons are passed by: in *met in Beijing in May*, May is not Beijing's.
fn site(words: &TimeWords, tree: &Tree<'_>, timexes: &[Timex], timex: &Timex) -> Option<usize> {
    if timex.kind == TimexKind::Stamp {
        return None;
    }
    if timex.of.is_some() {
        return timex.of;
    }
    if let Some(noun) = super::marker::modifies(tree, timex) {
        return Some(noun);
    }
    let inside = |i: usize| timexes.iter().any(|t| (t.start..t.end).contains(&i));
    let mut at = tree.head(timex.head)?;
    for _ in 0..tree.len() {
        let passes = inside(at) || (is_passed(words, tree, timex, at) && tree.head(at).is_some());
        if !passes {
            return Some(at);
        }
        at = tree.head(at)?;
    }
    None
}

fn is_passed(words: &TimeWords, tree: &Tree<'_>, timex: &Timex, noun: usize) -> bool {
    if !tree.is_noun(noun) && !matches!(tree.token(noun).upos, "NUM" | "PRON" | "PUNCT" | "DET" | "ADP") {
        return false;
    }
    let rel = tree.rel(timex.head);
    let beside =
        matches!(rel, "appos" | "parataxis" | "dep") || tree.preposition(timex.head).as_deref() == Some("of");
    if beside || is_event(words, tree, noun) || tree.kids_by(noun, "cop").next().is_some() {
        return false;
    }
    matches!(
        tree.rel(noun),
        "nmod" | "obl" | "obj" | "iobj" | "conj" | "appos" | "flat" | "compound" | "nsubj" | "case" | "fixed"
    )
}

fn is_event(words: &TimeWords, tree: &Tree<'_>, noun: usize) -> bool {
    let token = tree.token(noun);
    tree.is_noun(noun)
        && (words.is("event", &tree.lemma(noun)) || words.is("event", &token.form.to_lowercase()))
}

impl Attacher<'_> {
    fn class(&self, class: &str, token: usize) -> bool {
        self.words.is(class, &self.tree.lemma(token))
    }

    /// The date of a word: its own, or one from nearby.
    fn date(&self, token: usize, steps: usize) -> Dated {
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
    fn own(&self, token: usize) -> Dated {
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
        self.via_event_phrase(verb)
            .or_else(|| self.via_object(verb))
            .or_else(|| self.via_dependent_clause(verb))
            .or_else(|| self.via_coordination(verb, steps))
            .or_else(|| self.via_governor(verb, steps))
    }

    /// *agreed at their June summit*, *has sent arms since the invasion in 2022*.
    fn via_event_phrase(&self, verb: usize) -> Dated {
        self.tree.kids_by(verb, "obl").find_map(|noun| {
            if !is_event(self.words, self.tree, noun) {
                return None;
            }
            let preposition = self.tree.preposition(noun)?;
            let (timex, date) = self.of_event(noun)?;
            match preposition.as_str() {
                "at" | "during" | "in" | "on" | "under" | "within" => Some((timex, date)),
                "since" => {
                    Some((timex, Edtf::parse(&format!("{}/..", date.start().trim_end_matches('~'))).ok()?))
                }
                _ => None,
            }
        })
    }

    /// An event noun's own date, or that of the noun it is *of*.
    fn of_event(&self, noun: usize) -> Dated {
        self.own(noun).or_else(|| self.via_modifier(noun)).or_else(|| self.via_participle(noun))
    }

    /// *held a summit in May*, where May hangs on the summit; *talks in July ended*.
    fn via_object(&self, verb: usize) -> Dated {
        if !self.class("makes", verb) {
            return None;
        }
        self.tree.kids(verb).iter().filter(|&&k| matches!(self.tree.rel(k), "obj" | "nsubj")).find_map(
            |&noun| {
                let (timex, date) = self.own(noun)?;
                let stands_before = self.timexes[timex].start < noun;
                (!stands_before || self.class("stages", verb)).then_some((timex, date))
            },
        )
    }

    /// *Meeting in Honiara in September, leaders endorsed*; *condemned it when a ship sailed up on 1 March*.
    fn via_dependent_clause(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let clauses = tree.kids_by(verb, "advcl").find_map(|clause| {
            let participle =
                tree.token(clause).xpos == "VBG" && clause < verb && !self.has_conjunction(clause);
            (participle || self.is_simultaneous(clause)).then(|| self.own(clause)).flatten()
        });
        clauses.or_else(|| {
            let goes_on = self.class("aspect", verb);
            tree.kids_by(verb, "xcomp").filter(|_| goes_on).find_map(|clause| self.own(clause))
        })
    }

    fn has_conjunction(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| matches!(self.tree.rel(k), "mark" | "case"))
    }

    fn is_simultaneous(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| {
            matches!(self.tree.rel(k), "mark" | "advmod") && k < clause && self.class("simultaneous", k)
        })
    }

    /// *In May, X met Y and signed a pact*; *X met Y and signed a pact in May*.
    fn via_coordination(&self, verb: usize, steps: usize) -> Dated {
        let tree = self.tree;
        if tree.rel(verb) == "conj"
            && let Some(first) = tree.head(verb)
        {
            let (timex, date) = self.own(first).or_else(|| self.date(first, steps.min(1)))?;
            let ahead = self.timexes[timex].end <= first;
            let alike = tree.token(first).xpos == tree.token(verb).xpos && !self.has_own_subject(verb);
            return (ahead || alike).then_some((timex, date));
        }
        let last = tree.kids_by(verb, "conj").last()?;
        let alike = tree.token(last).xpos == tree.token(verb).xpos && !self.has_own_subject(last);
        let (timex, date) = self.own(last).filter(|_| alike)?;
        let comma = (verb..last).any(|i| tree.token(i).form == ",");
        (!comma && self.timexes[timex].start > last).then_some((timex, date))
    }

    fn has_own_subject(&self, verb: usize) -> bool {
        self.tree.kids(verb).iter().any(|&k| matches!(self.tree.rel(k), "nsubj" | "csubj" | "expl"))
    }

    /// The date of the verb that a clause depends on, where both are of one time.
    fn via_governor(&self, verb: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let head = tree.head(verb)?;
        let infinitive = tree.has_kid(verb, "mark", &["to"]);
        match tree.full_rel(verb) {
            "xcomp" if !self.class("says", head) => self.date(head, steps),
            "ccomp" if self.class("performs", head) && !self.is_perfect(verb) => self.date(head, steps),
            "advcl" | "advcl:relcl" => {
                let participle = tree.token(verb).xpos == "VBG" && !self.has_conjunction(verb);
                let goes_along = participle || infinitive || self.is_simultaneous(verb);
                if goes_along { self.date(head, steps) } else { None }
            }
            "acl" if infinitive => self.date(head, steps),
            "acl:relcl" if self.is_place_clause(verb) => {
                self.of_event(head).or_else(|| self.around_noun(head, steps))
            }
            _ => None,
        }
    }

    fn is_perfect(&self, verb: usize) -> bool {
        self.tree.kids_by(verb, "aux").any(|k| self.tree.lemma(k) == "have")
    }

    /// *a summit in Asmara, where the leaders pledged*; *talks at which they agreed*.
    fn is_place_clause(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.kids(verb).iter().any(|&k| {
            let lemma = tree.lemma(k);
            lemma == "where"
                || lemma == "when"
                || (lemma == "which" && tree.kids_by(k, "case").next().is_some())
        })
    }

    /// The date of the clause around a noun.
    fn around_noun(&self, noun: usize, steps: usize) -> Dated {
        let event = self
            .tree
            .ancestors(noun)
            .into_iter()
            .take(3)
            .find(|&i| is_event(self.words, self.tree, i) || self.tree.is_verb(i))?;
        self.date(event, steps)
    }

    fn of_noun(&self, noun: usize, steps: usize) -> Dated {
        self.via_participle(noun)
            .or_else(|| self.via_modifier(noun))
            .or_else(|| self.via_apposition(noun))
            .or_else(|| self.via_its_verb(noun, steps))
    }

    /// *a treaty signed in 2024*, *the pact which they reached in April 2022*.
    fn via_participle(&self, noun: usize) -> Dated {
        self.tree.kids_by(noun, "acl").find_map(|verb| {
            let fits = self.tree.token(verb).xpos == "VBN" || self.class("makes", verb);
            fits.then(|| self.own(verb)).flatten()
        })
    }

    /// *the signing of the treaty in May*: one date for both nouns, whichever it hangs on.
    fn via_modifier(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let of = |k: usize| tree.preposition(k).as_deref() == Some("of");
        if !is_event(self.words, tree, noun) && !self.class("phase", noun) {
            return None;
        }
        let below = tree
            .kids_by(noun, "nmod")
            .filter(|&k| of(k))
            .find_map(|k| self.own(k).filter(|(t, _)| self.timexes[*t].start > k));
        below.or_else(|| {
            let head = tree.head(noun).filter(|&h| {
                tree.rel(noun) == "nmod"
                    && of(noun)
                    && (self.class("phase", h) || is_event(self.words, tree, h))
            })?;
            self.own(head).filter(|(t, _)| self.timexes[*t].start > noun)
        })
    }

    fn via_apposition(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let named = tree.kids_by(noun, "appos").find_map(|k| self.own(k));
        named
            .or_else(|| tree.head(noun).filter(|_| tree.rel(noun) == "appos").and_then(|head| self.own(head)))
    }

    /// *They signed a **pact** in May*, *the **war** broke out in May*, *met at a **summit** in May*.
    fn via_its_verb(&self, noun: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let first = tree.first_conjunct(noun);
        let verb = tree.head(first)?;
        if !tree.is_verb(verb) || !matches!(tree.rel(first), "obj" | "nsubj" | "obl" | "nmod") {
            return None;
        }
        let preposition = tree.preposition(first);
        let takes_part = match tree.rel(first) {
            "obl" => {
                matches!(preposition.as_deref(), Some("at" | "in" | "into" | "on" | "to" | "for" | "during"))
            }
            _ => true,
        };
        (takes_part && self.class("makes", verb)).then(|| self.date(verb, steps)).flatten()
    }
}
