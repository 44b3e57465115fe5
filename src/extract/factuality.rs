//! What kind of claim does the text make with a word: is it so, said to be so, planned, possible or not so?
//!
//! A word stands in the scope of what governs it: from the word up to the root, each step adds what the governor says of
//! it (*failed to* sign, *plans for* a summit, *fears that* …) and what stands beside it (*not*, *will*, *if*). At the end
//! the strongest wins: not so, possible, to come, said to be so. What a text presupposes (*condemned the invasion*, *when
//! they met*) ends the climb. Words stand in `data/words/modality.tsv`.

mod climb;
mod local;
mod nouns;
mod source;

use super::syntax::Tree;
use crate::model::Factuality;

/// The words of `data/words/modality.tsv`, by class.
pub use crate::lexicon::Cues as ModalWords;

/// How far up a word's claim is looked for.
const MAX_CLIMB: usize = 10;

/// What the text claims with a verb or noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Whether it is so, said to be so, planned, possible or not so.
    pub factuality: Factuality,
    /// The word for whoever says so, where it is not the text itself.
    pub source: Option<usize>,
    /// The word that decides; none where nothing speaks against it.
    pub cue: Option<usize>,
}

/// What the text claims with a verb or noun.
pub fn factuality(words: &ModalWords, tree: &Tree<'_>, token: usize) -> Claim {
    // An auxiliary stands for its verb.
    let token = own_verb(tree, token);
    let mut scope = Scope { words, tree, token, found: Found::default() };
    if token < tree.len() {
        scope.beside(token, true);
        scope.climb(token);
    }
    scope.found.claim()
}

/// The verb or predicate that an auxiliary or copula belongs to; any other word itself.
fn own_verb(tree: &Tree<'_>, token: usize) -> usize {
    if token >= tree.len() || !matches!(tree.rel(token), "aux" | "cop") {
        return token;
    }
    tree.head(token).unwrap_or(token)
}

/// What was found on the way up.
#[derive(Debug, Default)]
struct Found {
    /// Words that deny.
    negations: Vec<usize>,
    /// Words that say something ended (*stopped*), which presupposes that it was.
    ended: Option<usize>,
    /// A word of possibility.
    maybe: Option<usize>,
    /// *may*, *might*: possible even when denied.
    open: bool,
    /// A condition: nothing is said to be so or not so.
    condition: Option<usize>,
    /// A word of plan or duty.
    future: Option<usize>,
    /// *would*: to come when somebody said so, else possible.
    would: Option<usize>,
    /// A word of somebody's claim.
    report: Option<usize>,
    /// Somebody says so.
    said: bool,
    /// Who.
    source: Option<usize>,
}

impl Found {
    fn claim(&self) -> Claim {
        let (factuality, cue) = self.strongest();
        Claim { factuality, source: self.source, cue }
    }

    fn strongest(&self) -> (Factuality, Option<usize>) {
        let maybe = self.maybe.or(self.would.filter(|_| !self.said));
        let future = self.future.or(self.would.filter(|_| self.said));
        let denied = self.negations.len() % 2 == 1;
        if let Some(condition) = self.condition {
            return (Factuality::Hypothetical, Some(condition));
        }
        if denied && !(self.open && self.negations.len() == 1) {
            return (Factuality::Negated, self.negations.first().copied());
        }
        // "Urged them to stop supplying": they supply.
        if let Some(ended) = self.ended
            && self.negations.is_empty()
        {
            return if maybe.or(future).is_some() {
                (Factuality::Actual, None)
            } else {
                (Factuality::Negated, Some(ended))
            };
        }
        match (maybe, future, self.report) {
            (Some(cue), ..) => (Factuality::Hypothetical, Some(cue)),
            (None, Some(cue), _) => (Factuality::Future, Some(cue)),
            (None, None, Some(cue)) => (Factuality::Reported, Some(cue)),
            (None, None, None) => (Factuality::Actual, None),
        }
    }
}

struct Scope<'a> {
    words: &'a ModalWords,
    tree: &'a Tree<'a>,
    /// The word in question.
    token: usize,
    found: Found,
}

impl Scope<'_> {
    fn is(&self, class: &str, token: usize) -> bool {
        self.words.is(class, &self.tree.lemma(token))
    }

    /// Whether a verb, with its particle if it has one (*call off*), belongs to a class.
    fn verb_is(&self, class: &str, verb: usize) -> bool {
        let lemma = self.tree.lemma(verb);
        let particle = self.tree.kids(verb).iter().find(|&&k| self.tree.full_rel(k) == "compound:prt");
        match particle {
            Some(&k) => {
                let both = format!("{lemma} {}", self.tree.lemma(k));
                self.words.is(class, &both) || (self.words.is(class, &lemma) && !self.is_own_word(&both))
            }
            None => self.words.is(class, &lemma),
        }
    }

    /// Whether verb and particle together have a class of their own, so that the verb alone says nothing.
    fn is_own_word(&self, both: &str) -> bool {
        ["fail", "prevent", "cancel", "end", "plan", "urge", "wonder"]
            .iter()
            .any(|class| self.words.is(class, both))
    }

    fn noun_is(&self, class: &str, noun: usize) -> bool {
        self.is(class, noun) || self.words.is(class, &self.tree.token(noun).form.to_lowercase())
    }

    fn maybe(&mut self, cue: usize) {
        self.found.maybe.get_or_insert(cue);
    }

    fn future(&mut self, cue: usize) {
        self.found.future.get_or_insert(cue);
    }

    fn deny(&mut self, cue: usize) {
        if !self.found.negations.contains(&cue) {
            self.found.negations.push(cue);
        }
    }

    fn report(&mut self, cue: usize, source: Option<usize>) {
        self.found.report.get_or_insert(cue);
        self.found.said = true;
        self.found.source = self.found.source.or(source);
    }
}

#[cfg(test)]
mod tests;
