//! How does a date pass from clause to clause?

use super::attach::{Attacher, Dated};
use super::site::{is_event, opens_sentence};

/// How long a date is that names no day: `2024-05`.
const MONTH: usize = 7;

impl Attacher<'_> {
    /// *When the minister visited last month, the two states signed a memorandum*, wherever the tree hangs the clause.
    pub(super) fn via_clause_before(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let comma = (0..verb).rev().find(|&i| tree.token(i).form == ",")?;
        let alone =
            !(comma..verb).any(|i| tree.is_verb(i) && tree.rel(i) != "aux") && tree.token(verb).xpos == "VBD";
        let when = (0..comma).rev().find(|&i| matches!(tree.lemma(i).as_str(), "when" | "as"))?;
        let one_clause = !(when..comma).any(|i| matches!(tree.token(i).form.as_str(), ";" | ","));
        let clause = (when..comma).find(|&i| tree.token(i).xpos == "VBD").filter(|_| alone && one_clause)?;
        self.own(clause)
    }

    /// The date that opens the sentence reaches every clause of the main line: not what is told in relative clauses,
    /// what somebody says, or what went before.
    pub(super) fn via_opening(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let opening = (0..self.timexes.len())
            .find(|&i| self.timexes[i].end <= verb && opens_sentence(self.words, tree, &self.timexes[i]))?;
        let date = self.timexes[opening].date.clone()?;
        let mut at = verb;
        while let Some(head) = tree.head(at) {
            let on_line = match tree.full_rel(at) {
                "conj" => !self.is_later(at),
                "xcomp" => true,
                "advcl:relcl" | "acl:relcl" => self.is_place_clause(at),
                "parataxis" => tree.is_verb(at),
                "ccomp" => !self.class("says", head) && !self.is_perfect(at),
                "advcl" => tree.token(at).xpos == "VBG" && !self.has_conjunction(at),
                _ => false,
            };
            if !on_line
                || self
                    .sites
                    .iter()
                    .enumerate()
                    .any(|(i, s)| *s == Some(at) && i != opening && self.timexes[i].date.is_some())
            {
                return None;
            }
            at = head;
        }
        Some((opening, date))
    }

    /// *Meeting in Honiara in September, leaders endorsed*; *condemned it when a ship sailed up on 1 March*.
    pub(super) fn via_dependent_clause(&self, verb: usize) -> Dated {
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

    pub(super) fn has_conjunction(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| matches!(self.tree.rel(k), "mark" | "case"))
    }

    pub(super) fn is_simultaneous(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| {
            matches!(self.tree.rel(k), "mark" | "advmod") && k < clause && self.class("simultaneous", k)
        })
    }

    /// *In May, X met Y and signed a pact*; *X met Y and signed a pact in May*.
    pub(super) fn via_coordination(&self, verb: usize, steps: usize) -> Dated {
        let tree = self.tree;
        if tree.rel(verb) == "conj"
            && let Some(first) = tree.head(verb)
        {
            let (timex, date) = self.own(first).or_else(|| self.date(first, steps.min(1)))?;
            if self.is_later(verb) {
                return None;
            }
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

    /// *… and has since left*, *and may now reopen*: of another time than the verb before.
    pub(super) fn is_later(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.kids(verb).iter().any(|&k| {
            (tree.rel(k) == "aux"
                && (tree.token(k).xpos == "MD" || matches!(tree.token(k).xpos, "VBZ" | "VBP")))
                || (tree.rel(k) == "advmod"
                    && matches!(tree.lemma(k).as_str(), "since" | "now" | "later" | "then" | "still"))
        })
    }

    pub(super) fn has_own_subject(&self, verb: usize) -> bool {
        self.tree.kids(verb).iter().any(|&k| matches!(self.tree.rel(k), "nsubj" | "csubj" | "expl"))
    }

    /// The date of the verb that a clause depends on, where both are of one time.
    pub(super) fn via_governor(&self, verb: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let head = tree.head(verb)?;
        let infinitive = tree.has_kid(verb, "mark", &["to"]);
        match tree.full_rel(verb) {
            "xcomp" if !self.class("says", head) => self.date(head, steps),
            "ccomp" if self.class("performs", head) && !self.is_perfect(verb) => self.date(head, steps),
            // *announced in March that the two **had agreed***: just before, so in the same month.
            "ccomp" if self.class("announces", head) && self.is_perfect(verb) => {
                self.date(head, steps).filter(|(_, d)| !d.is_interval() && d.as_str().len() <= MONTH)
            }
            "advcl:relcl" | "acl:relcl"
                if self.is_place_clause(verb) && !is_event(self.words, tree, head) =>
            {
                self.event_before(verb)
                    .or_else(|| self.date(head, steps))
                    .or_else(|| self.around_noun(head, steps))
            }
            "acl:relcl" if self.class("attends", verb) && is_event(self.words, tree, head) => {
                self.date(head, steps)
            }
            "advcl" if self.is_place_clause(verb) && self.event_before(verb).is_some() => {
                self.event_before(verb)
            }
            "advcl" | "advcl:relcl" => {
                // *answered on 4 October **by banning** exports*.
                let manner = tree.has_kid(verb, "mark", &["by"]);
                let participle = tree.token(verb).xpos == "VBG" && (manner || !self.has_conjunction(verb));
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

    pub(super) fn is_perfect(&self, verb: usize) -> bool {
        self.tree.kids_by(verb, "aux").any(|k| self.tree.lemma(k) == "have")
    }

    /// *a summit in Asmara, where the leaders pledged*; *talks at which they agreed*.
    pub(super) fn is_place_clause(&self, verb: usize) -> bool {
        let tree = self.tree;
        if tree.kids_by(verb, "aux").any(|k| tree.token(k).xpos == "MD") {
            return false;
        }
        tree.kids(verb).iter().any(|&k| {
            let lemma = tree.lemma(k);
            lemma == "where"
                || lemma == "when"
                || (lemma == "which" && tree.kids_by(k, "case").next().is_some())
        })
    }
}
