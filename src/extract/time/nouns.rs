//! What dates a noun besides its own date: the clause it has a part in, its participle, the noun beside it?

use super::attach::{Attacher, Dated};
use super::site::is_event;

impl Attacher<'_> {
    /// An event noun's own date, or that of the noun it is *of*.
    pub(super) fn of_event(&self, noun: usize) -> Dated {
        self.own(noun).or_else(|| self.via_modifier(noun)).or_else(|| self.via_participle(noun))
    }

    /// The dated event that *where* or *in which* looks back at.
    pub(super) fn event_before(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let relative =
            (0..verb).rev().find(|&i| matches!(tree.lemma(i).as_str(), "where" | "which" | "when"))?;
        let nouns = (relative.saturating_sub(14)..relative).rev().filter(|&i| is_event(self.words, tree, i));
        nouns.take(1).find_map(|noun| self.of_event(noun))
    }

    /// The date of the clause around a noun.
    pub(super) fn around_noun(&self, noun: usize, steps: usize) -> Dated {
        let event = self
            .tree
            .ancestors(noun)
            .into_iter()
            .take(3)
            .find(|&i| is_event(self.words, self.tree, i) || self.tree.is_verb(i))?;
        self.date(event, steps)
    }

    pub(super) fn of_noun(&self, noun: usize, steps: usize) -> Dated {
        self.via_participle(noun)
            .or_else(|| self.via_modifier(noun))
            .or_else(|| self.via_apposition(noun))
            .or_else(|| self.via_its_verb(noun, steps))
    }

    /// *a treaty signed in 2024*, *the pact which they reached in April 2022*.
    pub(super) fn via_participle(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let clause = |noun: usize| {
            tree.kids_by(noun, "acl").find_map(|verb| {
                // *talks, which **have not** been held since 2016*: that dates no talks.
                let never = tree.kids(verb).iter().any(|&k| {
                    k < verb
                        && matches!(tree.lemma(k).to_lowercase().as_str(), "not" | "never" | "n't" | "n’t")
                });
                let fits = !never && (tree.token(verb).xpos == "VBN" || self.class("makes", verb));
                fits.then(|| self.own(verb)).flatten()
            })
        };
        clause(noun).or_else(|| {
            // The tree may hang the clause on the last name of the phrase: *the pact between X and Y which they signed*.
            let event = is_event(self.words, tree, noun);
            let below = tree.kids_by(noun, "nmod").filter(|_| event).flat_map(|k| tree.with_conjuncts(k));
            below.filter(|&k| tree.token(k).upos == "PROPN").find_map(clause)
        })
    }

    /// *the signing of the treaty in May*: one date for both nouns, whichever it hangs on.
    pub(super) fn via_modifier(&self, noun: usize) -> Dated {
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

    pub(super) fn via_apposition(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let named = tree.kids_by(noun, "appos").find_map(|k| self.own(k));
        named
            .or_else(|| tree.head(noun).filter(|_| tree.rel(noun) == "appos").and_then(|head| self.own(head)))
    }

    /// *They signed a **pact** in May*, *the **war** broke out in May*, *met at a **summit** in May*.
    pub(super) fn via_its_verb(&self, noun: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let first = tree.first_conjunct(noun);
        let mut verb = tree.head(first)?;
        // "Launched by the director at a conference": the conference is the launch's, not the director's.
        let beside = matches!(tree.preposition(first).as_deref(), Some("at" | "during"));
        if beside && tree.rel(first) == "nmod" && !is_event(self.words, tree, verb) {
            verb = tree.ancestors(verb).into_iter().take(2).find(|&i| tree.is_verb(i))?;
        }
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
