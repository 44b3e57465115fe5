//! What does the word above say of a noun: is it planned, called off, feared, or taken for granted?

use super::Scope;
use super::climb::Next;

impl Scope<'_> {
    /// *plans to sign*, *reports that it signed*, *refusal to sign*; other nouns take their participles for granted.
    pub(super) fn noun_clause(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let to = tree.has_kid(at, "mark", &["to"]);
        let finite = tree.kids_by(at, "mark").any(|k| tree.lemma(k) == "that");
        let of =
            tree.kids(at).iter().any(|&k| matches!(tree.rel(k), "mark" | "case") && tree.lemma(k) != "to");
        if !tree.is_noun(head) {
            return self.predicate(head);
        }
        let speaks =
            ["not_noun", "plan_noun", "maybe_noun", "report_noun"].iter().any(|c| self.noun_is(c, head));
        if to && !speaks {
            // "Sent soldiers to assist": as real as the sending.
            return Next::Up;
        }
        if to || finite || of { self.content_of(head, to) } else { Next::Stop }
    }

    /// *fears that China will invade*, taken for a relative clause; a true one is taken for granted.
    pub(super) fn relative(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        let that = tree.kids(at).iter().any(|&k| tree.lemma(k) == "that" && k < at);
        let full = tree.kids_by(at, "nsubj").any(|k| tree.lemma(k) != "that" && tree.lemma(k) != "which");
        let talks = matches!(tree.lemma(head).as_str(), "talk" | "negotiation" | "discussion");
        let scenario = self.noun_is("maybe_noun", head)
            && !talks
            && tree.kids(at).iter().any(|&k| matches!(tree.lemma(k).as_str(), "where" | "which") && k < at);
        if (that && full) || scenario { self.content_of(head, false) } else { Next::Stop }
    }

    /// The content of a plan, fear, report or refusal; and what became of that.
    pub(super) fn content_of(&mut self, noun: usize, to: bool) -> Next {
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
        } else {
            return Next::Stop;
        }
        self.fate_of(noun)
    }

    /// *abandoned plans to sign*: nothing comes of it.
    pub(super) fn fate_of(&mut self, noun: usize) -> Next {
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

    pub(super) fn noun_step(&mut self, at: usize, head: usize) -> Next {
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
    pub(super) fn noun_under_noun(&mut self, at: usize, head: usize) -> Next {
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
        // *claimed responsibility **for the attack***: it was carried out.
        if tree.lemma(head) == "responsibility" && preposition.as_deref() == Some("for") {
            return Next::Stop;
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

    pub(super) fn is_definite(&self, noun: usize) -> bool {
        let tree = self.tree;
        tree.token(noun).upos == "PROPN"
            || tree.kids(noun).iter().any(|&k| {
                tree.full_rel(k) == "nmod:poss"
                    || (tree.rel(k) == "det"
                        && !matches!(tree.lemma(k).as_str(), "a" | "an" | "any" | "no" | "some" | "another"))
            })
    }

    /// *A summit will take place*; *a summit is possible*; *a meeting could help*.
    pub(super) fn as_subject(&mut self, at: usize, head: usize) -> Next {
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
        // "Has yet to take place", "is to be held".
        if let Some(occurs) = tree.kids_by(head, "xcomp").find(|&k| self.verb_is("occurs", k)) {
            return self.infinitive(occurs, head);
        }
        if self.has_open_modal(head) && !self.is_definite(at) { Next::On } else { Next::Stop }
    }

    /// *proposed talks*, *cancelled the summit*, *will hold talks*, *condemned the invasion*.
    pub(super) fn as_object(&mut self, at: usize, head: usize) -> Next {
        let tree = self.tree;
        if !tree.is_verb(head) {
            return Next::Stop;
        }
        if self.verb_is("cancel", head) {
            self.deny(head);
            return Next::On;
        }
        // *cut a **deal***: made, not cut off.
        if tree.lemma(head) == "cut" && self.noun_is("standing", at) && !self.is_definite(at) {
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

    pub(super) fn blames_on(&self, verb: usize) -> bool {
        let objects = self.tree.kids_by(verb, "obj").flat_map(|k| self.tree.kids_by(k, "nmod"));
        let mut phrases = self.tree.kids_by(verb, "obl").chain(objects);
        phrases.any(|k| matches!(self.tree.preposition(k).as_deref(), Some("on" | "to" | "upon")))
    }

    /// *called for talks*, *accused of meddling*, *warned of war*, *took part in the summit*.
    pub(super) fn as_oblique(&mut self, at: usize, head: usize) -> Next {
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
            // "Will travel to Doha for the summit": it is as far off as the journey.
            "for" if self.verb_is("meets", head) => {}
            // "Helps Russia in its war": the war is there.
            "in" | "into" | "to" | "on" | "at" | "with" | "as"
                if self.verb_is("into_verb", head) && tree.kids_by_full(at, "nmod:poss").next().is_none() => {
            }
            _ => return Next::Stop,
        }
        Next::On
    }
}
