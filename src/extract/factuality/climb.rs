//! What does the word above say of the word below?

use super::{MAX_CLIMB, Scope};

/// Whether what is above the governor still matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
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
            let Some(head) = self.tree.head(at) else { return };
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
        if !tree.is_verb(at) || matches!(tree.rel(at), "root" | "conj") {
            return None;
        }
        let to = tree.kids_by(at, "mark").find(|&k| tree.lemma(k) == "to" && k + 3 > at)?;
        let noun = to.checked_sub(1)?;
        let speaks = tree.token(noun).upos == "NOUN"
            && (self.noun_is("plan_noun", noun) || self.noun_is("not_noun", noun))
            && !self.verb_is("urge", tree.head(at)?);
        speaks.then_some(noun)
    }

    fn is_clause(&self, i: usize) -> bool {
        matches!(self.tree.rel(i), "xcomp" | "ccomp" | "advcl" | "acl" | "csubj" | "root")
            && !self.tree.is_noun(i)
    }

    /// *failed to sign*, *plans to sign*, *is believed to have signed*, *began signing*, *is likely to sign*.
    fn infinitive(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !tree.is_verb(head) {
            return self.predicate(head);
        }
        let lemma = tree.lemma(head);
        let to = tree.has_kid(at, "mark", &["to"]);
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

    /// *has yet to sign*.
    fn has_yet(&self, head: usize, at: usize) -> bool {
        (head.min(at)..head.max(at)).any(|i| self.tree.lemma(i) == "yet")
    }

    /// *is ready to sign*, *it is possible that*, *the plan is to sign*.
    fn predicate(&mut self, head: usize) -> Next {
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

    fn has_open_modal(&self, verb: usize) -> bool {
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
            let to_come = tree.kids_by(head, "aux").find(|&k| self.is("will", k));
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
        let subject = self.tree.kids_by(head, "nsubj").next();
        if let Some(subject) =
            subject.filter(|&s| self.noun_is("plan_noun", s) && !self.noun_is("report_noun", s))
        {
            self.future(subject);
            return Next::Stop;
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

    /// *plans to sign*, *reports that it signed*, *refusal to sign*; other nouns take their participles for granted.
    fn noun_clause(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let to = tree.has_kid(at, "mark", &["to"]);
        let finite = tree.kids_by(at, "mark").any(|k| tree.lemma(k) == "that");
        let of =
            tree.kids(at).iter().any(|&k| matches!(tree.rel(k), "mark" | "case") && tree.lemma(k) != "to");
        if !tree.is_noun(head) {
            return self.predicate(head);
        }
        if to || finite || of { self.content_of(head, to) } else { Next::Stop }
    }

    /// *fears that China will invade*, taken for a relative clause; a true one is taken for granted.
    fn relative(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let that = tree.kids(at).iter().any(|&k| tree.lemma(k) == "that" && k < at);
        let full = tree.kids_by(at, "nsubj").any(|k| tree.lemma(k) != "that" && tree.lemma(k) != "which");
        let scenario = self.noun_is("maybe_noun", head)
            && tree.kids(at).iter().any(|&k| matches!(tree.lemma(k).as_str(), "where" | "which") && k < at);
        if (that && full) || scenario { self.content_of(head, false) } else { Next::Stop }
    }

    /// The content of a plan, fear, report or refusal; and what became of that.
    fn content_of(&mut self, noun: usize, to: bool) -> Next {
        if self.noun_is("not_noun", noun) {
            self.deny(noun);
        } else if self.noun_is("plan_noun", noun) && (to || !self.noun_is("maybe_noun", noun)) {
            self.future(noun);
        } else if self.noun_is("maybe_noun", noun) {
            self.maybe(noun);
        } else if self.noun_is("report_noun", noun) {
            let source = self.owner(noun);
            self.report(noun, source);
            return Next::Stop;
        } else if to {
            // "Efforts to mediate", "troops to assist": as real as the noun.
            return Next::Stop;
        } else {
            return Next::Stop;
        }
        self.fate_of(noun)
    }

    /// *abandoned plans to sign*: nothing comes of it.
    fn fate_of(&mut self, noun: usize) -> Next {
        let tree = self.tree;
        if let Some(verb) =
            tree.head(noun).filter(|&h| tree.is_verb(h) && matches!(tree.rel(noun), "obj" | "nsubj"))
            && (self.verb_is("cancel", verb) || self.verb_is("end", verb) || self.verb_is("fail", verb))
            && (tree.rel(noun) == "obj" || tree.is_passive(verb))
        {
            self.deny(verb);
        }
        Next::Stop
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

    fn noun_step(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        match tree.full_rel(at) {
            "nmod" | "compound" if tree.is_noun(head) => self.noun_under_noun(at, head),
            "appos" => Next::Stop,
            "nsubj" | "nsubj:outer" if !tree.is_passive(head) => self.as_subject(at, head),
            "obj" | "nsubj:pass" | "nsubj" => self.as_object(at, head),
            "obl" => self.as_oblique(at, head),
            _ => Next::Stop,
        }
    }

    /// *plans for a summit*, *fears of war*, *the signing of the pact*, *sanctions threat*.
    fn noun_under_noun(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let preposition = tree.preposition(at);
        let compound = tree.rel(at) == "compound";
        match preposition.as_deref() {
            Some(
                "of" | "for" | "to" | "on" | "about" | "over" | "against" | "towards" | "toward"
                | "regarding" | "that",
            ) => {}
            None if compound => {}
            _ => return Next::Stop,
        }
        if self.noun_is("phase", head) && preposition.as_deref() == Some("of") {
            return Next::On;
        }
        // "Talks on a treaty", but not "the treaty talks' venue": a definite thing that is talked about exists.
        let talks =
            matches!(tree.lemma(head).as_str(), "talk" | "talks" | "negotiation" | "discussion" | "debate");
        let concrete =
            self.is_definite(at) && (talks || !matches!(preposition.as_deref(), Some("of" | "for")));
        if concrete || (compound && tree.is_noun(at) && tree.token(at).upos == "PROPN") {
            return Next::Stop;
        }
        self.content_of(head, matches!(preposition.as_deref(), Some("for")))
    }

    fn is_definite(&self, noun: usize) -> bool {
        let tree = self.tree;
        tree.token(noun).upos == "PROPN"
            || tree.kids(noun).iter().any(|&k| {
                tree.full_rel(k) == "nmod:poss"
                    || (tree.rel(k) == "det"
                        && !matches!(tree.lemma(k).as_str(), "a" | "an" | "any" | "no" | "some" | "another"))
            })
    }

    /// *A summit will take place*; *a summit is possible*; *a meeting could help*.
    fn as_subject(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !tree.is_verb(head) {
            let says = self.is("maybe_adj", head) || self.is("ready", head) || self.is("impossible", head);
            if says && tree.token(head).upos != "NOUN" {
                return self.predicate(head);
            }
            return if self.has_open_modal(head) && !self.is_definite(at) { Next::On } else { Next::Stop };
        }
        if self.verb_is("occurs", head) {
            return Next::On;
        }
        if self.has_open_modal(head) && !self.is_definite(at) { Next::On } else { Next::Stop }
    }

    /// *proposed talks*, *cancelled the summit*, *will hold talks*, *condemned the invasion*.
    fn as_object(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !tree.is_verb(head) {
            return Next::Stop;
        }
        if self.verb_is("cancel", head) {
            self.deny(head);
            return Next::On;
        }
        if self.verb_is("end", head) && !self.noun_is("episode", at) {
            self.found.ended.get_or_insert(head);
            return Next::On;
        }
        if self.verb_is("fail", head) || self.verb_is("prevent", head) {
            if !self.is_definite(at)
                || !matches!(
                    tree.lemma(head).as_str(),
                    "miss" | "resist" | "boycott" | "skip" | "evade" | "shun" | "snub"
                )
            {
                self.deny(head);
            }
            return Next::On;
        }
        // "The agreement could be expanded": it stands already.
        let stands = self.is_definite(at) && (self.noun_is("standing", at) || tree.token(at).upos == "PROPN");
        if self.verb_is("alters", head) && stands {
            return Next::Stop;
        }
        if self.verb_is("makes", head) {
            return Next::On;
        }
        if self.verb_is("plan_object", head) {
            self.future(head);
            return Next::On;
        }
        if self.verb_is("maybe_object", head)
            || (self.verb_is("discuss_object", head) && !self.is_definite(at))
        {
            self.maybe(head);
            return Next::On;
        }
        if self.verb_is("claim_object", head) || (self.verb_is("blame", head) && self.blames_on(head)) {
            let source = self.speaker(head);
            self.report(head, source);
        }
        Next::Stop
    }

    fn blames_on(&self, verb: usize) -> bool {
        let objects = self.tree.kids_by(verb, "obj").flat_map(|k| self.tree.kids_by(k, "nmod"));
        let mut phrases = self.tree.kids_by(verb, "obl").chain(objects);
        phrases.any(|k| matches!(self.tree.preposition(k).as_deref(), Some("on" | "to" | "upon")))
    }

    /// *called for talks*, *accused of meddling*, *warned of war*, *took part in the summit*.
    fn as_oblique(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let Some(preposition) = tree.preposition(at).filter(|_| tree.is_verb(head)) else {
            return Next::Stop;
        };
        match preposition.as_str() {
            "for" | "toward" | "towards" | "at"
                if self.verb_is("for_verb", head) && !(preposition == "at" && self.is_definite(at)) =>
            {
                self.future(head);
            }
            "of" | "about" | "with" if self.verb_is("of_verb", head) => self.maybe(head),
            "of" | "for"
                if self.verb_is("accuse", head) && !(preposition == "for" && self.is_definite(at)) =>
            {
                let source = self.speaker(head);
                self.report(head, source);
            }
            "to" if self.verb_is("urge", head) => self.future(head),
            "from" | "out of" if self.verb_is("fail", head) || self.verb_is("prevent", head) => {
                self.deny(head)
            }
            "against" if self.verb_is("for_verb", head) => self.maybe(head),
            // "Helps Russia in its war": the war is there.
            "in" | "into" | "to" | "on" | "at" | "with" | "as"
                if self.verb_is("into_verb", head) && tree.kids_by_full(at, "nmod:poss").next().is_none() => {
            }
            _ => return Next::Stop,
        }
        Next::On
    }
}
