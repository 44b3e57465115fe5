//! Whose claim is it, and does the text stand behind it?
//!
//! News puts everything in somebody's mouth. What a party says of its own deed and what *officials said* is taken as the
//! text's own; what one party says of another's deed stays a claim.

use super::Scope;

impl Scope<'_> {
    /// A verb of speech hangs below: *the pact was signed, officials said*.
    pub(super) fn said_beside(&mut self, i: usize) {
        let tree = self.tree;
        let verbs =
            tree.kids(i).iter().copied().filter(|&k| matches!(tree.rel(k), "parataxis") && tree.is_verb(k));
        for verb in verbs.collect::<Vec<_>>() {
            if self.verb_is("say", verb) || self.verb_is("claim", verb) {
                self.attribute_to(verb, i);
            }
        }
    }

    /// A verb of speech over a clause.
    pub(super) fn attribute_to(&mut self, speech: usize, clause: usize) {
        let source = self.speaker(speech);
        if source.is_some_and(|s| matches!(self.tree.lemma(s).as_str(), "i" | "we")) {
            return;
        }
        let doubtful = self.verb_is("claim", speech) && !self.verb_is("announce", speech);
        if doubtful || (self.verb_is("say", speech) && self.is_third_party(source, clause)) {
            self.report(speech, source);
        } else {
            self.found.said = true;
        }
    }

    /// Who speaks: the subject, or the agent of a passive.
    pub(super) fn speaker(&self, verb: usize) -> Option<usize> {
        self.tree.agents(verb).first().copied()
    }

    /// Whose report or allegation a noun is.
    pub(super) fn owner(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        tree.kids_by_full(noun, "nmod:poss")
            .next()
            .or_else(|| {
                tree.kids_by(noun, "nmod")
                    .find(|&k| matches!(tree.preposition(k).as_deref(), Some("by" | "from")))
            })
            .or_else(|| tree.kids_by(noun, "amod").find(|&k| is_capital(&tree.token(k).form)))
            .or_else(|| tree.kids_by(noun, "compound").next())
    }

    /// Whether somebody with a name speaks of what somebody else did.
    fn is_third_party(&self, source: Option<usize>, clause: usize) -> bool {
        let tree = self.tree;
        let Some(source) = source else { return false };
        let named = self.names_in(source);
        if named.is_empty() {
            let media = matches!(
                tree.lemma(source).as_str(),
                "intelligence"
                    | "rebel"
                    | "activist"
                    | "report"
                    | "opposition"
                    | "critic"
                    | "analyst"
                    | "diplomat"
            );
            return media || tree.kids_by(source, "compound").any(|k| tree.lemma(k) == "intelligence");
        }
        let Some(doer) = tree.agents(clause).first().copied() else { return false };
        if tree.token(doer).upos == "PRON" {
            return false;
        }
        let doers = self.names_in(doer);
        !doers.is_empty() && !doers.iter().any(|name| named.contains(name))
    }

    /// Names and adjectives of nations in a phrase.
    fn names_in(&self, noun: usize) -> Vec<String> {
        let tree = self.tree;
        tree.with_conjuncts(noun)
            .into_iter()
            .flat_map(|i| std::iter::once(i).chain(tree.kids(i).iter().copied()))
            .filter(|&i| {
                let token = tree.token(i);
                let fits = token.upos == "PROPN" || (token.upos == "ADJ" && is_capital(&token.form));
                fits && (i == noun || !matches!(tree.rel(i), "acl" | "appos" | "punct"))
            })
            .map(|i| tree.lemma(i))
            .collect()
    }
}

fn is_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}
