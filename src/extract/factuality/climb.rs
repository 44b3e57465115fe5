//! What does the word above say of the word below?

use super::{MAX_CLIMB, Scope};

/// Whether what is above the governor still matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The governor's own scope counts: climb on with what stands beside it.
    On,
    /// The governor's scope counts, but not what stands beside it.
    Up,
    /// The text takes the word for granted from here.
    Stop,
}

impl Scope<'_> {
    /// From a word up to where the text takes it for granted.
    pub(super) fn climb(&mut self, from: usize) {
        let mut at = from;
        for _ in 0..MAX_CLIMB {
            let Some(head) = self.tree.head(at) else {
                if let Some(noun) = self.noun_before_infinitive(at) {
                    self.content_of(noun, true);
                }
                return;
            };
            match self.step(at, head) {
                Next::On => self.beside(head, false),
                Next::Up => {}
                Next::Stop => return,
            }
            at = head;
        }
    }

    fn step(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        // What a semicolon parts belongs to nobody's speech.
        let apart = (at.min(head)..at.max(head)).any(|i| tree.token(i).form == ";");
        if apart && matches!(tree.rel(at), "ccomp" | "parataxis" | "advcl" | "xcomp") {
            return Next::Stop;
        }
        if let Some(noun) = self.noun_before_infinitive(at).filter(|&n| n != head) {
            return self.content_of(noun, true);
        }
        // "Most of the sanctions" are sanctions.
        if self.is("quantity", head) && tree.preposition(at).as_deref() == Some("of") {
            return Next::On;
        }
        let predicate = tree.is_verb(at) || tree.kids_by(at, "cop").next().is_some() || self.is_clause(at);
        match tree.full_rel(at) {
            "xcomp" => self.infinitive(at, head),
            "ccomp" => self.that_clause(at, head),
            "csubj" | "csubj:pass" | "csubj:outer" => self.subject_clause(at, head),
            "advcl" | "advcl:relcl" => self.adverbial(at, head),
            "acl" => self.noun_clause(at, head),
            "acl:relcl" => self.relative(at, head),
            "conj" => self.conjunct(at, head),
            "parataxis" => self.parataxis(at, head),
            "obj" | "obl" | "obl:agent" | "nsubj" | "nsubj:pass" | "nmod" | "compound" | "appos"
            | "nsubj:outer"
                if !predicate || tree.is_noun(at) =>
            {
                self.noun_step(at, head)
            }
            "obj" | "obl" if tree.token(at).xpos == "VBG" => self.infinitive(at, head),
            _ => Next::Stop,
        }
    }

    /// *its wish to join*, wherever the tree hangs *join*: the noun right before the infinitive, if it speaks of plans.
    fn noun_before_infinitive(&self, at: usize) -> Option<usize> {
        let tree = self.tree;
        if !tree.is_verb(at) || tree.rel(at) == "conj" {
            return None;
        }
        let to = tree.kids_by(at, "mark").find(|&k| tree.lemma(k) == "to" && k + 3 > at)?;
        let mut noun = to.checked_sub(1)?;
        // "The refusal of Malta to sign."
        if tree.token(noun).upos == "PROPN" && noun > 1 && tree.lemma(noun - 1) == "of" {
            noun -= 2;
        }
        let speaks = tree.token(noun).upos == "NOUN"
            && (self.noun_is("plan_noun", noun) || self.noun_is("not_noun", noun))
            && tree.head(at).is_none_or(|head| !self.verb_is("urge", head));
        speaks.then_some(noun)
    }

    fn is_clause(&self, i: usize) -> bool {
        matches!(self.tree.rel(i), "xcomp" | "ccomp" | "advcl" | "acl" | "csubj" | "root")
            && !self.tree.is_noun(i)
    }

    /// *failed to sign*, *plans to sign*, *is believed to have signed*, *began signing*, *is likely to sign*.
    pub(super) fn infinitive(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !tree.is_verb(head) {
            return self.predicate(head);
        }
        let lemma = tree.lemma(head);
        let to = tree.has_kid(at, "mark", &["to"]);
        if let Some(plan) = self.plan_as_subject(head).filter(|_| to) {
            self.future(plan);
            return Next::Stop;
        }
        if lemma == "have" && to {
            if self.has_yet(head, at) {
                self.deny(head)
            } else {
                self.future(head)
            }
            return Next::On;
        }
        if lemma == "be" && to {
            let been = tree.kids_by(at, "aux").any(|k| tree.lemma(k) == "have");
            if been && tree.token(head).xpos == "VBD" {
                self.deny(head)
            } else {
                self.future(head)
            }
            return Next::On;
        }
        if lemma == "go" && to && tree.token(head).form.eq_ignore_ascii_case("going") {
            self.future(head);
            return Next::On;
        }
        let passive = tree.is_passive(head);
        if self.verb_is("fail", head) || self.verb_is("cancel", head) {
            self.deny(head);
        } else if self.verb_is("end", head) && !to || lemma == "cease" {
            self.found.ended.get_or_insert(head);
        } else if self.verb_is("prevent", head) {
            self.deny(head);
        } else if passive
            && (self.verb_is("claim", head) || self.verb_is("say", head))
            && !self.verb_is("urge", head)
        {
            self.report(head, None);
        } else if self.verb_is("passes", head) {
        } else if self.verb_is("plan", head) && to || self.verb_is("urge", head) {
            self.future(head);
        } else if self.verb_is("wonder", head) {
            self.maybe(head);
        } else if self.verb_is("plan_object", head) {
            self.future(head);
        } else if self.verb_is("claim", head) {
            let source = self.speaker(head);
            self.report(head, source);
        }
        Next::On
    }

    /// The plan that is the subject of a verb.
    fn plan_as_subject(&self, verb: usize) -> Option<usize> {
        let subject = self.tree.kids_by(verb, "nsubj").next()?;
        (self.noun_is("plan_noun", subject) && !self.noun_is("report_noun", subject)).then_some(subject)
    }

    /// *has yet to sign*.
    fn has_yet(&self, head: usize, at: usize) -> bool {
        (head.min(at)..head.max(at)).any(|i| self.tree.lemma(i) == "yet")
    }

    /// *is ready to sign*, *it is possible that*, *the plan is to sign*.
    pub(super) fn predicate(&mut self, head: usize) -> Next {
        if self.is("impossible", head) {
            self.deny(head);
        } else if self.is("maybe_adj", head) || self.noun_is("maybe_noun", head) {
            self.maybe(head);
        } else if self.is("ready", head) || self.noun_is("plan_noun", head) {
            self.future(head);
        } else if self.noun_is("not_noun", head) {
            self.deny(head);
        }
        Next::On
    }

    fn that_clause(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let participle = tree.token(at).xpos == "VBG" && tree.kids_by(at, "aux").next().is_none();
        if participle || tree.has_kid(at, "mark", &["to"]) {
            return self.infinitive(at, head);
        }
        if !tree.is_verb(head) {
            return self.predicate(head);
        }
        let subjunctive = tree.token(at).xpos == "VB" && tree.kids_by(at, "aux").next().is_none();
        if self.verb_is("fail", head) {
            self.deny(head);
            return Next::On;
        }
        if self.verb_is("doubt", head) {
            self.maybe(head);
        } else if subjunctive || self.verb_is("hope", head) {
            self.future(head);
        } else if self.verb_is("claim", head) || self.verb_is("say", head) {
            self.attribute_to(head, at);
            let denied = tree.kids_by(head, "advmod").find(|&k| self.is("not", k));
            if let Some(denied) = denied {
                self.deny(denied);
            }
        } else if self.verb_is("announce", head) {
            self.found.said = true;
            self.unconfirmed(head);
            return Next::Stop;
        }
        // Who hopes, doubts or speaks may itself be in doubt: "may ask that", "if they say".
        Next::Up
    }

    /// *has never confirmed that it promised*: then it is not known.
    fn unconfirmed(&mut self, head: usize) {
        let verbs =
            ["confirm", "acknowledge", "admit", "prove", "recognise", "recognize", "announce", "verify"];
        if verbs.contains(&self.tree.lemma(head).as_str())
            && let Some(not) = self.tree.kids_by(head, "advmod").find(|&k| self.is("not", k))
        {
            self.deny(not);
        }
    }

    /// *Signing it would anger Beijing*; *that it signed is possible*.
    fn subject_clause(&mut self, _at: usize, head: usize) -> Next {
        if self.tree.is_verb(head) {
            return if self.has_open_modal(head) { Next::On } else { Next::Stop };
        }
        self.predicate(head)
    }

    pub(super) fn has_open_modal(&self, verb: usize) -> bool {
        self.tree
            .kids_by(verb, "aux")
            .any(|k| self.is("may", k) || self.is("would", k) && self.tree.token(k).xpos == "MD")
    }

    fn adverbial(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let marks: Vec<usize> = tree
            .kids(at)
            .iter()
            .copied()
            .filter(|&k| matches!(tree.rel(k), "mark" | "case" | "advmod") && k < at)
            .collect();
        let mark = |lemma: &str| marks.iter().any(|&k| tree.lemma(k) == lemma);
        if mark("of") && self.verb_is("accuse", head) || (mark("for") && self.verb_is("accuse", head)) {
            let source = self.speaker(head);
            self.report(head, source);
            return Next::On;
        }
        if mark("from") && (self.verb_is("prevent", head) || self.verb_is("fail", head)) {
            self.deny(head);
            return Next::On;
        }
        if mark("against") && tree.token(at).xpos == "VBG" {
            self.maybe(head);
            return Next::On;
        }
        if mark("for") && self.verb_is("for_verb", head) {
            self.future(head);
            return Next::On;
        }
        if marks.is_empty() && at < head && self.verb_is("say", head) && tree.token(at).xpos != "VBG" {
            self.attribute_to(head, at);
            return Next::Stop;
        }
        if marks.is_empty() && at == head + 1 && tree.token(at).xpos == "VBG" {
            return self.infinitive(at, head);
        }
        if mark("to") {
            return self.infinitive_of_purpose(at, head);
        }
        if marks.iter().any(|&k| self.is("when", k)) {
            // *will sign when he travels*, *hopes to sign when he travels*, *were they to sign when he travels*.
            let modal = |&k: &usize| tree.rel(k) == "aux" && tree.token(k).xpos == "MD";
            let to = |&k: &usize| tree.rel(k) == "mark" && tree.lemma(k) == "to";
            let to_come = tree.kids(head).iter().copied().find(|k| modal(k) || to(k));
            if let Some(aux) = to_come.filter(|_| matches!(tree.token(at).xpos, "VBZ" | "VBP")) {
                self.future(aux);
            }
            return Next::Stop;
        }
        let bare = tree.token(at).xpos == "VBG" && !marks.iter().any(|&k| tree.rel(k) == "mark");
        if bare || mark("by") { Next::On } else { Next::Stop }
    }

    /// *sent troops to help*: as real as the sending. *urged Iran to stop*: asked for.
    fn infinitive_of_purpose(&mut self, at: usize, head: usize) -> Next {
        if !self.tree.is_verb(head) {
            return self.predicate(head);
        }
        // "The momentum is building to establish a framework."
        if let Some(plan) = self.plan_as_subject(head) {
            self.future(plan);
            return Next::Stop;
        }
        // *called on Chad to withdraw*, *appealed to Iran to open the port*.
        let called = matches!(self.tree.lemma(head).as_str(), "call" | "appeal" | "prevail")
            && self.tree.kids_by(head, "obl").any(|k| k > head && k < at);
        if called {
            self.future(head);
            return Next::On;
        }
        let asks = self.verb_is("urge", head) && self.tree.kids_by(head, "obj").next().is_some();
        if asks
            || self.verb_is("fail", head)
            || self.verb_is("plan", head) && self.tree.kids_by(head, "obj").next().is_none()
        {
            return self.infinitive(at, head);
        }
        Next::On
    }

    /// A coordinated word shares what stands over the first one; what stands beside it, only where its form is alike.
    fn conjunct(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !(tree.is_verb(at) && tree.is_verb(head)) {
            return Next::Up;
        }
        let finite = matches!(tree.token(at).xpos, "VBD" | "VBZ" | "VBP");
        let auxiliary = tree.kids(at).iter().any(|&k| matches!(tree.rel(k), "aux" | "nsubj"));
        let but = tree.kids_by(at, "cc").any(|k| matches!(tree.lemma(k).as_str(), "but" | "yet"));
        if finite || auxiliary || tree.token(at).xpos != tree.token(head).xpos {
            return Next::Up;
        }
        if but {
            self.shared_auxiliaries(head);
            return Next::Up;
        }
        Next::On
    }

    fn shared_auxiliaries(&mut self, head: usize) {
        for aux in self.tree.kids_by(head, "aux").collect::<Vec<_>>() {
            if self.is("will", aux) {
                self.future(aux);
            } else if self.is("may", aux) {
                self.maybe(aux);
            }
        }
    }

    /// *Officials said: the pact was signed.*
    fn parataxis(&mut self, at: usize, head: usize) -> Next {
        if self.tree.is_verb(head)
            && (self.verb_is("say", head) || self.verb_is("claim", head))
            && !self.verb_is("say", at)
        {
            self.attribute_to(head, at);
        }
        Next::Stop
    }
}
