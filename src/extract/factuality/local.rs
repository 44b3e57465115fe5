//! What do the words right beside a verb or noun say of it?

use super::Scope;

impl Scope<'_> {
    /// Takes in the auxiliaries, adverbs, adjectives and conjunctions that hang on a word. `own` for the word in
    /// question itself, not one above it.
    pub(super) fn beside(&mut self, i: usize, own: bool) {
        for &kid in self.tree.kids(i) {
            self.one_beside(i, kid, own);
        }
        self.stray_words(i);
        self.infinitive_alone(i);
        self.leading_condition(i);
        self.condition_beside(i);
        self.said_beside(i);
        if self.tree.head(i).is_none() && self.ends_in_question() {
            self.found.condition.get_or_insert(i);
        }
    }

    fn one_beside(&mut self, i: usize, kid: usize, own: bool) {
        let tree = self.tree;
        match tree.rel(kid) {
            "aux" => self.auxiliary(i, kid),
            "advmod" | "cc" if tree.kids_by(kid, "fixed").next().is_some() => self.conjunction(i, kid),
            "advmod" | "det" | "cc" | "dep" => self.adverb(i, kid),
            "mark" | "case" => self.conjunction(i, kid),
            "nsubj" | "obj" if !own || tree.is_verb(i) || tree.kids_by(i, "cop").next().is_some() => {
                self.nobody(kid);
            }
            "amod" | "compound" | "acl" if tree.is_noun(i) => self.attribute(kid),
            "obl" | "nmod" => self.phrase(kid),
            _ => {}
        }
    }

    fn auxiliary(&mut self, verb: usize, aux: usize) {
        let tree = self.tree;
        let form = tree.token(aux).form.to_lowercase().replace('’', "'");
        let is = |class| self.words.is(class, &form) || self.is(class, aux);
        let inverted = tree.kids_by(verb, "nsubj").next().is_some_and(|subject| aux < subject);
        if inverted && matches!(form.as_str(), "should" | "were" | "had") && tree.rel(verb) == "advcl" {
            self.found.condition.get_or_insert(aux);
        } else if is("will") {
            self.future(aux);
        } else if is("may") {
            // "Cannot" and "could not" deny; "may not" leaves it open.
            self.found.open |= matches!(form.as_str(), "may" | "might");
            self.maybe(aux);
        } else if is("would") && tree.token(aux).xpos == "MD" {
            let perfect = tree.kids_by(verb, "aux").any(|k| tree.token(k).form.eq_ignore_ascii_case("have"));
            if perfect { self.maybe(aux) } else { self.found.would = self.found.would.or(Some(aux)) }
        } else if is("must") && tree.token(aux).xpos == "MD" {
            self.future(aux);
        }
    }

    fn adverb(&mut self, i: usize, kid: usize) {
        let tree = self.tree;
        let next = tree.sentence.tokens.get(kid + 1).map(|t| t.form.to_lowercase()).unwrap_or_default();
        let lemma = tree.lemma(kid);
        if self.is("not", kid)
            || self.words.is("not", &format!("{lemma} {next}"))
            || (lemma == "long" && self.no_longer(kid))
        {
            if !self.words.is("not_really", &next) {
                self.deny(kid);
            }
        } else if self.is("none", kid) && tree.rel(kid) == "det" {
            self.deny(kid);
        } else if self.is("maybe", kid) {
            self.maybe(kid);
        } else if self.is("reportedly", kid) {
            self.report(kid, None);
        } else if self.is("almost", kid) && tree.is_verb(i) && kid + 1 == i {
            self.deny(kid);
        }
    }

    /// *no longer*, whichever of the two words hangs on the verb.
    fn no_longer(&self, kid: usize) -> bool {
        kid > 0
            && self.tree.lemma(kid - 1) == "no"
            && self.tree.token(kid).form.eq_ignore_ascii_case("longer")
    }

    fn conjunction(&mut self, i: usize, kid: usize) {
        let tree = self.tree;
        let mut phrase = tree.lemma(kid);
        for fixed in tree.kids_by(kid, "fixed") {
            phrase = format!("{phrase} {}", tree.lemma(fixed));
        }
        if phrase == "than" && kid > 0 && tree.lemma(kid - 1) == "rather" {
            phrase = "rather than".into();
        }
        let even = kid > 0 && tree.lemma(kid - 1) == "even" && phrase == "though";
        if self.words.is("condition", &phrase) && tree.rel(kid) == "mark" && !even {
            self.found.condition.get_or_insert(kid);
        } else if self.words.is("instead", &phrase) && (tree.is_verb(i) || i == self.token) {
            self.deny(kid);
        }
    }

    /// *no country*, *none of them*, *neither text* as subject or object.
    fn nobody(&mut self, noun: usize) {
        let tree = self.tree;
        if self.is("none", noun) {
            return self.deny(noun);
        }
        if let Some(det) = tree
            .kids(noun)
            .iter()
            .copied()
            .find(|&k| matches!(tree.rel(k), "det" | "advmod" | "cc") && self.is("none", k))
        {
            let next = tree.sentence.tokens.get(det + 1).map(|t| t.form.to_lowercase()).unwrap_or_default();
            if !matches!(next.as_str(), "fewer" | "less" | "more" | "later" | "doubt" | "sooner" | "surprise")
            {
                self.deny(det);
            }
        }
    }

    /// Adjectives and participles of a noun: *planned*, *possible*, *alleged*, *called off*.
    fn attribute(&mut self, kid: usize) {
        let tree = self.tree;
        let said =
            |class: &str| self.is(class, kid) || self.words.is(class, &tree.token(kid).form.to_lowercase());
        let before = tree.rel(kid) != "acl";
        if before && said("possible") {
            self.maybe(kid);
        } else if before && said("planned") {
            self.future(kid);
        } else if before && said("alleged") {
            self.report(kid, None);
        } else if before && said("called_off")
            || (!before && self.verb_is("cancel", kid) && tree.token(kid).xpos == "VBN")
        {
            self.deny(kid);
        } else if tree.token(kid).xpos == "VBN" && !before && self.verb_is("plan_object", kid) {
            self.future(kid);
        } else if !before && self.verb_is("blame", kid) {
            let source = self.speaker(kid);
            self.report(kid, source);
        }
    }

    /// *according to X*; *under consideration*.
    fn phrase(&mut self, noun: usize) {
        let tree = self.tree;
        let Some(preposition) = tree.preposition(noun) else { return };
        if preposition.starts_with("accord") {
            self.report(noun, Some(noun));
        } else if preposition == "under" && self.is("under", noun) && tree.kids(noun).len() <= 3 {
            self.maybe(noun);
        } else if matches!(preposition.as_str(), "in" | "on")
            && matches!(tree.lemma(noun).as_str(), "view" | "eyes" | "telling" | "account")
        {
            let whose = tree.kids_by_full(noun, "nmod:poss").next();
            if whose.is_some() {
                self.report(noun, whose);
            }
        }
    }

    /// Modal words in front of a verb that the tree has put elsewhere.
    fn stray_words(&mut self, verb: usize) {
        let tree = self.tree;
        if !tree.is_verb(verb)
            || tree.kids_by(verb, "aux").next().is_some()
            || !matches!(tree.token(verb).xpos, "VB" | "VBN")
        {
            return;
        }
        for i in (verb.saturating_sub(3)..verb).rev() {
            let token = tree.token(i);
            let skip = matches!(token.upos, "ADV" | "PART") && token.form != "to";
            if token.xpos == "MD" && tree.rel(i) == "aux" {
                return self.auxiliary(verb, i);
            }
            if !skip {
                return;
            }
        }
    }

    /// *is to sign*, *has yet to sign*, *was to have been signed*, where the tree takes *is* and *has* for auxiliaries.
    fn infinitive_alone(&mut self, verb: usize) {
        let tree = self.tree;
        let Some(to) = tree.kids_by(verb, "mark").find(|&k| tree.lemma(k) == "to" && k > 0) else { return };
        let yet = tree.lemma(to - 1) == "yet";
        let Some(before) = (to.saturating_sub(2)..to).rev().find(|&k| tree.token(k).upos != "ADV") else {
            return;
        };
        if tree.head(before) != Some(verb) || !matches!(tree.rel(before), "aux" | "cop") {
            return;
        }
        let perfect = tree.kids_by(verb, "aux").any(|k| k > to && tree.lemma(k) == "have");
        match tree.lemma(before).as_str() {
            "have" | "be" if yet => self.deny(to - 1),
            "be" if perfect && tree.token(before).xpos == "VBD" => self.deny(before),
            "have" | "be" => self.future(before),
            _ => {}
        }
    }

    /// *Unless Serbia recognises*: the first word of a clause, wherever the tree has put it.
    fn leading_condition(&mut self, verb: usize) {
        let tree = self.tree;
        if !matches!(tree.rel(verb), "advcl" | "ccomp" | "dep") || !tree.is_verb(verb) {
            return;
        }
        let first = tree.extent(verb).0;
        if matches!(tree.lemma(first).as_str(), "if" | "unless" | "lest" | "whether") {
            self.found.condition.get_or_insert(first);
        }
    }

    /// *X would act if Y attacked*: an *if* clause below makes the whole conditional.
    fn condition_beside(&mut self, i: usize) {
        let tree = self.tree;
        let conditional = tree.kids_by(i, "advcl").find(|&clause| {
            clause != self.token
                && tree.kids_by(clause, "mark").any(|k| {
                    let even = k > 0 && matches!(tree.lemma(k - 1).as_str(), "even" | "as" | "only");
                    matches!(tree.lemma(k).as_str(), "if" | "unless" | "lest") && !even
                })
        });
        if let Some(clause) = conditional {
            self.maybe(clause);
        }
    }

    fn ends_in_question(&self) -> bool {
        self.tree.sentence.tokens.iter().rev().take(2).any(|t| t.form == "?")
    }
}
