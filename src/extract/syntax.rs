//! Who does what to whom, as far as the tree alone can tell?
//!
//! Rules ask for roles (*subject*, *object*, *with* …); what carries a role through passives, relative clauses,
//! participles, coordination, control and nominalisation is settled here, once, for all rules.

use crate::model::{Sentence, Token};
use std::collections::BTreeSet;

/// How deep a chain of shared subjects is followed. Real sentences stay below; wrong trees must end somewhere.
const MAX_DEPTH: usize = 6;

/// Verbs whose infinitive belongs to their object: *urged Iran to stop*.
const BRINGING: &[&str] = &[
    "imposition",
    "introduction",
    "delivery",
    "provision",
    "announcement",
    "launch",
    "start",
    "beginning",
    "conduct",
    "signing",
    "conclusion",
    "granting",
    "sending",
    "supply",
    "dispatch",
    "continuation",
    "resumption",
    "return",
    "extension",
    "renewal",
    "tightening",
    "expansion",
    "transfer",
    "shipment",
    "sale",
    "use",
    "threat",
    "level",
    "escalation",
    "series",
    "wave",
    "round",
    "deepening",
    "intensification",
];

const OBJECT_CONTROL: &[&str] = &[
    "watch",
    "witness",
    "see",
    "let",
    "urge",
    "ask",
    "press",
    "force",
    "allow",
    "order",
    "tell",
    "call",
    "warn",
    "persuade",
    "convince",
    "encourage",
    "enable",
    "help",
    "invite",
    "compel",
    "require",
    "request",
    "push",
    "lead",
    "permit",
    "authorise",
    "authorize",
    "expect",
    "want",
    "accuse",
    "prompt",
    "cause",
    "oblige",
    "pressure",
    "implore",
    "beg",
    "instruct",
    "direct",
];

/// Verbs after which *of*, *from*, *for* and a gerund speak of their object: *accused Chad of arming rebels*.
const OBJECT_GERUND: &[&str] = &[
    "accuse",
    "arraign",
    "ban",
    "bar",
    "blame",
    "censure",
    "charge",
    "condemn",
    "congratulate",
    "convict",
    "criticise",
    "criticize",
    "denounce",
    "deter",
    "discourage",
    "dissuade",
    "exclude",
    "fault",
    "fine",
    "forgive",
    "hinder",
    "indict",
    "keep",
    "pardon",
    "penalise",
    "penalize",
    "praise",
    "prevent",
    "prohibit",
    "prosecute",
    "punish",
    "rebuke",
    "reproach",
    "reward",
    "sanction",
    "stop",
    "suspect",
    "thank",
    "warn",
];

/// Verbs without a passive: their participle after a noun is a main verb torn from it.
const INTRANSITIVE: &[&str] = &[
    "agree",
    "arrive",
    "clash",
    "collide",
    "cooperate",
    "demonstrate",
    "depart",
    "die",
    "disagree",
    "emerge",
    "flee",
    "march",
    "mutiny",
    "negotiate",
    "object",
    "protest",
    "quarrel",
    "rally",
    "rebel",
    "resign",
    "retaliate",
    "retreat",
    "riot",
    "surrender",
    "withdraw",
];

/// What somebody may be beside what others do: *with a judge as witness*.
const CIRCUMSTANCES: &[&str] = &[
    "head",
    "helm",
    "top",
    "witness",
    "guarantor",
    "observer",
    "onlooker",
    "attendance",
    "chair",
    "charge",
    "side",
    "table",
    "minister",
    "president",
    "chairman",
];

/// A sentence with the children of each token at hand.
pub struct Tree<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    kids: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// Looks a sentence's tree over once.
    pub fn new(sentence: &'a Sentence) -> Self {
        let mut kids = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| h < kids.len() && h != i) {
                kids[head].push(i);
            }
        }
        Self { sentence, kids }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether the sentence has no token.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The token at an index.
    pub fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }

    /// Its lemma, lower case.
    pub fn lemma(&self, i: usize) -> String {
        self.sentence.tokens[i].lemma.to_lowercase()
    }

    /// Relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn rel(&self, i: usize) -> &'a str {
        let rel = self.sentence.tokens[i].deprel;
        rel.split(':').next().unwrap_or(rel)
    }

    /// Relation with its subtype.
    pub fn full_rel(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].deprel
    }

    /// Governing token.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.sentence.tokens[i].head.filter(|&h| h < self.len() && h != i)
    }

    /// All children, in order.
    pub fn kids(&self, i: usize) -> &[usize] {
        &self.kids[i]
    }

    /// Children by relation without subtype.
    pub fn kids_by(&self, i: usize, rel: &'a str) -> impl Iterator<Item = usize> + '_ {
        self.kids[i].iter().copied().filter(move |&k| self.rel(k) == rel)
    }

    /// Children by full relation.
    pub fn kids_by_full(&self, i: usize, rel: &'a str) -> impl Iterator<Item = usize> + '_ {
        self.kids[i].iter().copied().filter(move |&k| self.full_rel(k) == rel)
    }

    /// Whether a child with one of these lemmas hangs there.
    pub fn has_kid(&self, i: usize, rel: &str, lemmas: &[&str]) -> bool {
        self.kids[i].iter().any(|&k| self.rel(k) == rel && lemmas.contains(&self.lemma(k).as_str()))
    }

    /// The preposition of a phrase by its head: `with`, `in`, `because of`.
    pub fn preposition(&self, i: usize) -> Option<String> {
        // Of two the last: *gave **in to** demands*.
        let is_word = |k: &usize| self.lemma(*k) != "'s" && self.token(*k).upos != "PART" && *k < i;
        let case = self.kids_by(i, "case").filter(is_word).last()?;
        // *including*, *following*: participles by their form.
        let participle = self.token(case).xpos == "VBG";
        let mut words =
            vec![if participle { self.token(case).form.to_lowercase() } else { self.lemma(case) }];
        words.extend(self.kids_by(case, "fixed").map(|k| self.lemma(k)));
        Some(words.join(" "))
    }

    /// A token and what is coordinated with it, in order.
    pub fn with_conjuncts(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut at = 0;
        while at < all.len() && all.len() < 40 {
            let next: Vec<usize> = self
                .kids_by(all[at], "conj")
                .filter(|&k| !all.contains(&k) && !self.is_gapped(i, k))
                .collect();
            all.extend(next);
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// *sanctions by Oman on Chad **and by Norway on Ghana***, *on Chad, **and Norway on Ghana***: a second clause without its
    /// verb, which has a subject of its own.
    fn is_gapped(&self, first: usize, conjunct: usize) -> bool {
        let Some(outer) = self.preposition(first) else { return false };
        let again = || {
            let (_, end) = self.extent(conjunct);
            let follows = |i: usize| i < self.len() && self.token(i).upos == "ADP" && self.lemma(i) == outer;
            follows(conjunct + 1) || follows(end + 1)
        };
        match self.preposition(conjunct) {
            Some(inner) => inner != outer && (inner == "by" || outer == "by" || again()),
            None => {
                let whom = matches!(outer.as_str(), "on" | "to" | "from" | "with" | "by" | "against" | "for");
                whom && self.token(conjunct).upos == "PROPN" && again()
            }
        }
    }

    /// *with a general **at its head***, *with Oman **as witness***, *with Oman **looking on***: a state of things around what
    /// is told, and no partner in it.
    pub fn is_circumstance(&self, noun: usize) -> bool {
        if self.preposition(noun).as_deref() != Some("with") {
            return false;
        }
        let lemma = |i: usize| if i < self.len() { self.lemma(i) } else { String::new() };
        let role = |i: usize| (i..i + 4).any(|i| CIRCUMSTANCES.contains(&lemma(i).as_str()));
        let (_, end) = self.extent(noun);
        let seen = self.kids_by(noun, "acl").any(|k| self.token(k).xpos == "VBG" && lemma(k) == "look");
        seen || (noun + 1..=end + 1).any(|i| matches!(lemma(i).as_str(), "at" | "as" | "in") && role(i + 1))
    }

    /// First token of a chain of conjuncts.
    pub fn first_conjunct(&self, i: usize) -> usize {
        let mut at = i;
        for _ in 0..MAX_DEPTH * 4 {
            match self.head(at) {
                Some(head) if self.rel(at) == "conj" => at = head,
                _ => break,
            }
        }
        at
    }

    /// First and last token of everything below a token.
    pub fn extent(&self, i: usize) -> (usize, usize) {
        let mut seen = BTreeSet::from([i]);
        let mut stack = vec![i];
        while let Some(at) = stack.pop() {
            for &kid in &self.kids[at] {
                if seen.insert(kid) {
                    stack.push(kid);
                }
            }
        }
        (seen.first().copied().unwrap_or(i), seen.last().copied().unwrap_or(i))
    }

    /// Whether the token is a verb or predicate.
    pub fn is_verb(&self, i: usize) -> bool {
        matches!(self.token(i).upos, "VERB" | "AUX")
    }

    /// Whether the token is a common or proper noun.
    pub fn is_noun(&self, i: usize) -> bool {
        matches!(self.token(i).upos, "NOUN" | "PROPN")
    }

    /// Whether a verb stands in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        let marked = self.kids[verb].iter().any(|&k| matches!(self.full_rel(k), "nsubj:pass" | "aux:pass"));
        if !marked && self.is_torn_finite(verb) {
            return false;
        }
        let participle = self.token(verb).xpos == "VBN" || self.is_set_off(verb);
        marked
            || (participle
                && matches!(self.full_rel(verb), "acl" | "amod")
                && self.kids_by(verb, "obj").next().is_none())
            || (participle
                && self.rel(verb) == "conj"
                && self.own_subject(verb).is_none()
                && self.kids_by(verb, "aux").next().is_none()
                && self.head(verb).is_some_and(|h| self.is_verb(h) && self.is_passive(h)))
    }

    /// *the Union, **headquartered** in Lomé, met*: between commas after its noun even a form of the past is a participle.
    fn is_set_off(&self, verb: usize) -> bool {
        let comma = verb > 0 && self.token(verb - 1).form == ",";
        let later = self.head(verb).and_then(|noun| self.head(noun)).is_some_and(|main| main > verb);
        self.token(verb).xpos == "VBD" && self.full_rel(verb) == "acl" && comma && later
    }

    /// A main verb that the parser took for a participle: *bulldozers **demolished** homes*, *guerrillas **wounded** two
    /// soldiers*. No participle stands between a bare noun and its object.
    fn is_torn_finite(&self, verb: usize) -> bool {
        let form = matches!(self.token(verb).xpos, "VBN" | "VBD");
        match self.full_rel(verb) {
            "acl" => {
                let lemma = self.lemma(verb);
                form && (self.kids_by(verb, "obj").next().is_some()
                    || INTRANSITIVE.contains(&lemma.as_str())
                    || self.stands_for_root(verb))
            }
            "amod" => form && self.torn_subject(verb).is_some(),
            _ => false,
        }
    }

    /// A participle right after the noun that is all the sentence has for a root: *guards **clashed** with troops*.
    fn stands_for_root(&self, verb: usize) -> bool {
        let by = self.kids_by(verb, "obl").any(|k| self.preposition(k).as_deref() == Some("by"));
        !by && self
            .head(verb)
            .is_some_and(|noun| noun < verb && self.head(noun).is_none() && self.is_noun(noun))
    }

    /// The noun right before a verb that was torn from it, a phrase of time between them aside.
    fn torn_subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb.checked_sub(1)?;
        while at > 0 && self.token(at).upos == "ADV" {
            at -= 1;
        }
        let owner = self.full_rel(at) == "nmod:poss";
        let noun = self.is_noun(at) || self.token(at).upos == "PRON";
        let head = self.head(verb)?;
        (noun && !owner && head > verb && self.rel(verb) == "amod").then_some(at)
    }

    /// Of several, the one nearest before the verb: a fronted date is easily taken for a subject too.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        self.kids_by(verb, "nsubj")
            .filter(|&k| k < verb)
            .last()
            .or_else(|| self.kids_by(verb, "nsubj").next())
    }

    /// A verb's lemma, and with each of its particles: *put*, *put forward*.
    pub fn with_particle(&self, verb: usize) -> Vec<String> {
        let lemma = self.lemma(verb);
        let particles = self.kids(verb).iter().filter(|&&k| {
            matches!(self.rel(k), "compound" | "advmod") && matches!(self.token(k).upos, "ADP" | "ADV")
        });
        let pairs: Vec<String> = particles.map(|&k| format!("{lemma} {}", self.lemma(k))).collect();
        std::iter::once(lemma).chain(pairs).collect()
    }

    /// A relative pronoun's antecedent; any other token stays itself.
    pub fn antecedent(&self, i: usize) -> usize {
        let lemma = self.lemma(i);
        if !matches!(lemma.as_str(), "who" | "which" | "that" | "whom") || self.is_noun(i) {
            return i;
        }
        let mut at = i;
        for _ in 0..MAX_DEPTH {
            let Some(head) = self.head(at) else { return i };
            if matches!(self.full_rel(at), "acl:relcl" | "advcl:relcl") {
                return self.all_meant(head, at);
            }
            at = head;
        }
        i
    }

    /// *Iceland, Norway and **Switzerland**, which make up the Association*: a plural verb speaks of the whole list, though
    /// its clause hangs on the last name.
    fn all_meant(&self, noun: usize, verb: usize) -> usize {
        let plural = |i: usize| {
            let form = self.token(i).form.to_lowercase();
            self.token(i).xpos == "VBP" || matches!(form.as_str(), "are" | "were" | "have")
        };
        let finite = self.kids(verb).iter().copied().filter(|&k| matches!(self.rel(k), "aux" | "cop"));
        let many = std::iter::once(verb).chain(finite).any(plural);
        let single = !self.token(noun).xpos.ends_with('S');
        if many && single && self.rel(noun) == "conj" { self.first_conjunct(noun) } else { noun }
    }

    /// Who does it: the agent of a verb, whatever its voice. Heads of phrases, conjuncts not yet spread.
    pub fn agents(&self, verb: usize) -> Vec<usize> {
        self.agents_within(verb, MAX_DEPTH)
    }

    fn agents_within(&self, verb: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        if self.is_passive(verb) {
            return self
                .kids_by(verb, "obl")
                .filter(|&k| self.preposition(k).as_deref() == Some("by"))
                .collect();
        }
        if let Some(subject) = self.own_subject(verb) {
            let meant = self.antecedent(subject);
            return vec![if meant == subject { meant } else { self.bearer(meant) }];
        }
        let Some(head) = self.head(verb) else { return Vec::new() };
        match self.full_rel(verb) {
            "acl:relcl" | "advcl:relcl" => vec![self.bearer(head)],
            // *prompted **Chad** to join*: the infinitive may hang on whoever is to do it.
            "acl" if self.is_moved(verb, head) => vec![head],
            // A finite verb torn from its clause hangs at the noun that is its subject.
            "acl" | "amod" if self.is_torn_finite(verb) => vec![self.torn_subject(verb).unwrap_or(head)],
            "acl" if self.token(verb).xpos == "VBG" => vec![self.state_bearer(verb, head).unwrap_or(head)],
            // *accepted an **invitation to visit** China*: whoever is invited goes.
            "acl" if self.lemma(head) == "invitation" => self.invited(head, depth - 1),
            "acl" => self.noun_holders(head, depth - 1),
            "conj" if self.is_verb(head) => self.surface_subject(head, depth - 1),
            "xcomp" => self.controller(head, depth - 1),
            "advcl" if self.is_called_on(verb, head).is_some() => {
                self.is_called_on(verb, head).into_iter().collect()
            }
            "advcl" if self.is_object_gerund(verb, head) => self.patients_within(head, depth - 1),
            "advcl" | "ccomp" | "parataxis"
                if self.is_verb(head) || self.kids_by(head, "cop").next().is_some() =>
            {
                self.surface_subject(head, depth - 1)
            }
            _ => Vec::new(),
        }
    }

    /// Whom an invitation is for: who accepts it, else those it is given to.
    fn invited(&self, noun: usize, depth: usize) -> Vec<usize> {
        let Some(verb) = self.governing_verb(noun) else { return self.prepositional_kids(noun, "to") };
        let takes = matches!(
            self.lemma(verb).as_str(),
            "accept" | "receive" | "get" | "decline" | "reject" | "refuse"
        );
        if takes { self.agents_within(verb, depth) } else { self.with_preposition(verb, "to") }
    }

    /// *called on **Chad** to release them*, *appealed to **Iran** to open it*: whoever is asked is to do it.
    fn is_called_on(&self, verb: usize, head: usize) -> Option<usize> {
        let preposition = match self.lemma(head).as_str() {
            "call" | "prevail" => ["on", "upon"],
            "appeal" => ["to", "to"],
            _ => return None,
        };
        let to = self.has_kid(verb, "mark", &["to"]);
        let asked = |&k: &usize| self.preposition(k).is_some_and(|p| preposition.contains(&p.as_str()));
        self.kids_by(head, "obl").filter(asked).find(|&k| to && k < verb)
    }

    /// ***Chad** is the only country that …*, ***Chad**, one of the states that …*: of whom the noun before a clause is said.
    fn bearer(&self, noun: usize) -> usize {
        if self.token(noun).upos != "NOUN" {
            return noun;
        }
        let of = self.preposition(noun).as_deref() == Some("of");
        let one = self.head(noun).filter(|&h| of && matches!(self.lemma(h).as_str(), "one" | "some" | "two"));
        let said = one.unwrap_or(noun);
        let named = |i: &usize| self.token(*i).upos == "PROPN";
        let subject = || self.subject_of_noun(said);
        let beside = || self.head(said).filter(|&h| self.rel(said) == "appos" && h < said);
        subject().filter(named).or_else(|| beside().filter(named)).unwrap_or(noun)
    }

    /// ***Chad** is the country …*, ***Chad** became the first country …*: of whom a noun is said.
    fn subject_of_noun(&self, noun: usize) -> Option<usize> {
        if self.kids_by(noun, "cop").next().is_some() {
            return self.own_subject(noun);
        }
        let verb = self.head(noun).filter(|_| matches!(self.rel(noun), "xcomp" | "obj"))?;
        self.own_subject(verb).filter(|_| matches!(self.lemma(verb).as_str(), "become" | "remain"))
    }

    /// Whether an infinitive tells what the object of a verb of moving somebody to something is to do.
    fn is_moved(&self, verb: usize, noun: usize) -> bool {
        let moves = self.head(noun).filter(|&v| self.is_verb(v) && self.rel(noun) == "obj");
        let moves = moves.is_some_and(|v| OBJECT_CONTROL.contains(&self.lemma(v).as_str()));
        moves && self.has_kid(verb, "mark", &["to"])
    }

    /// ***Chad** is under investigation for arming rebels*, *is on trial for it*: whoever is in the state that the noun names.
    fn state_bearer(&self, verb: usize, noun: usize) -> Option<usize> {
        let for_it = self.kids[verb].iter().any(|&k| {
            matches!(self.rel(k), "mark" | "case") && matches!(self.lemma(k).as_str(), "for" | "of" | "over")
        });
        let said = for_it && self.kids_by(noun, "cop").next().is_some() && self.preposition(noun).is_some();
        self.own_subject(noun).filter(|_| said)
    }

    /// The grammatical subject, passive or not: what an unexpressed subject elsewhere is understood as.
    fn surface_subject(&self, verb: usize, depth: usize) -> Vec<usize> {
        match self.own_subject(verb) {
            Some(subject) => vec![self.antecedent(subject)],
            None if self.full_rel(verb) == "acl" && self.is_passive(verb) => {
                self.head(verb).into_iter().collect()
            }
            None if self.is_passive(verb) && self.full_rel(verb) == "acl:relcl" => {
                self.head(verb).into_iter().collect()
            }
            None if self.is_passive(verb) && self.rel(verb) == "conj" && depth > 0 => {
                self.head(verb).map_or_else(Vec::new, |h| self.surface_subject(h, depth - 1))
            }
            None => self.agents_within(verb, depth),
        }
    }

    fn controller(&self, verb: usize, depth: usize) -> Vec<usize> {
        let lemma = self.lemma(verb);
        if OBJECT_CONTROL.contains(&lemma.as_str()) {
            // Treebanks call whoever is told or asked an indirect object.
            let told: Vec<usize> = self.kids_by(verb, "iobj").map(|k| self.antecedent(k)).collect();
            if !told.is_empty() {
                return told;
            }
            let objects = self.patients_within(verb, depth);
            if !objects.is_empty() {
                return objects;
            }
        }
        if self.is_verb(verb) {
            self.surface_subject(verb, depth)
        } else {
            self.own_subject(verb).into_iter().collect()
        }
    }

    /// *accused Chad **of arming** rebels*, *thanked Chad **for hosting** the talks*.
    fn is_object_gerund(&self, verb: usize, head: usize) -> bool {
        let lemma = self.lemma(head);
        self.token(verb).xpos == "VBG"
            && OBJECT_GERUND.contains(&lemma.as_str())
            && self.kids[verb].iter().any(|&k| {
                matches!(self.rel(k), "mark" | "case")
                    && matches!(self.lemma(k).as_str(), "of" | "from" | "for" | "against")
            })
            && !self.patients(head).is_empty()
    }

    /// Who holds the plan in *a plan to invade*: possessor of the noun, or the subject of the verb it is the object of.
    fn noun_holders(&self, noun: usize, depth: usize) -> Vec<usize> {
        let owners: Vec<usize> = self.kids_by_full(noun, "nmod:poss").collect();
        if !owners.is_empty() {
            return owners;
        }
        // ***Chad** became the first country to sign*.
        if let Some(subject) = self.subject_of_noun(noun) {
            return vec![subject];
        }
        match self.head(noun) {
            Some(verb) if self.is_verb(verb) && matches!(self.rel(noun), "obj" | "obl") => {
                self.agents_within(verb, depth)
            }
            _ => Vec::new(),
        }
    }

    /// What it is done to: the object of an active verb, the subject of a passive one.
    pub fn patients(&self, verb: usize) -> Vec<usize> {
        self.patients_within(verb, MAX_DEPTH)
    }

    fn patients_within(&self, verb: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        if self.is_passive(verb) {
            if let Some(subject) =
                self.kids_by_full(verb, "nsubj:pass").next().or_else(|| self.own_subject(verb))
            {
                return vec![self.antecedent(subject)];
            }
            let Some(head) = self.head(verb) else { return Vec::new() };
            return match self.full_rel(verb) {
                "acl" | "acl:relcl" | "amod" => vec![head],
                "conj" | "advcl" if self.is_verb(head) => self.surface_subject(head, depth - 1),
                "xcomp" => self.controller(head, depth - 1),
                _ => Vec::new(),
            };
        }
        let objects: Vec<usize> = self.kids_by(verb, "obj").map(|k| self.antecedent(k)).collect();
        if !objects.is_empty() {
            return objects;
        }
        if self.rel(verb) == "amod" && self.is_torn_finite(verb) {
            return self.head(verb).into_iter().collect();
        }
        let counted = self.kids_by(verb, "obl").find(|&k| self.is_counted(verb, k));
        if counted.is_some() {
            return counted.into_iter().collect();
        }
        let relative = self.full_rel(verb) == "acl:relcl"
            && self.own_subject(verb).is_some_and(|s| self.antecedent(s) == s)
            && self.kids_by(verb, "ccomp").next().is_none();
        if relative { self.head(verb).into_iter().collect() } else { Vec::new() }
    }

    /// *kidnapped **up to** 16 advisers*, *expelled **more than** 30 envoys*: a bound of a number that looks like a preposition.
    fn is_counted(&self, verb: usize, noun: usize) -> bool {
        let counted = self.kids_by(noun, "nummod").next().is_some();
        match self.preposition(noun).as_deref() {
            Some("to") => counted && self.has_kid(verb, "compound", &["up"]),
            Some("than") => counted,
            // *arrested more than 100 **Palestinians***: no preposition and no time.
            None => {
                let people = matches!(self.token(noun).xpos, "NNPS" | "NNS") && noun > verb;
                people && self.token(noun).upos != "NOUN" && self.kids_by(noun, "case").next().is_none()
            }
            _ => false,
        }
    }

    /// Phrases with a preposition that belong to a token: its own, its object's, and, for a noun that is the object of a
    /// verb, those of the verb: *signed a treaty with X*, *imposed sanctions on X*.
    pub fn with_preposition(&self, trigger: usize, preposition: &str) -> Vec<usize> {
        let mut found = self.prepositional_kids(trigger, preposition);
        if self.is_verb(trigger) && (found.is_empty() || preposition == "to") {
            // *sells gas **to Chad**, to Togo and to Benin*: the first may hang on what is sold.
            let relative = self.full_rel(trigger) == "acl:relcl" && preposition == "with";
            let objects: Vec<usize> = match relative {
                // *both crossings **with Chad**, which it had shut*.
                true => self.patients(trigger),
                false => self.kids_by(trigger, "obj").collect(),
            };
            for kid in objects.into_iter().chain(self.kids_by(trigger, "xcomp")) {
                found.extend(self.prepositional_kids(kid, preposition));
                // *got a loan from Chad and a smaller one **from Togo***.
                let others = self.kids_by(kid, "conj").filter(|_| !found.is_empty());
                let more: Vec<usize> = others.flat_map(|k| self.prepositional_kids(k, preposition)).collect();
                found.extend(more);
            }
        }
        // *sends most of its trade **through Togo***.
        if found.is_empty()
            && self.is_verb(trigger)
            && matches!(preposition, "through" | "via" | "to" | "from")
        {
            let measured = self.kids_by(trigger, "obj").flat_map(|o| self.prepositional_kids(o, "of"));
            found.extend(measured.flat_map(|m| self.prepositional_kids(m, preposition)));
        }
        if found.is_empty()
            && self.is_verb(trigger)
            && matches!(preposition, "from" | "with" | "against" | "by" | "on")
        {
            let agents = |k: &usize| preposition != "on" || self.full_rel(*k) == "obl:agent";
            for kid in self.kids_by(trigger, "obl").filter(agents) {
                found.extend(self.prepositional_kids(kid, preposition));
            }
        }
        // *lifted the sanctions imposed **on Chad***, *that it had imposed **on Chad***.
        if found.is_empty() && self.is_verb(trigger) && matches!(preposition, "on" | "against") {
            let objects = self.patients(trigger).into_iter().filter(|&o| self.is_noun(o) && o != trigger);
            let clauses = objects.flat_map(|o| self.kids_by(o, "acl").filter(move |&k| k > o));
            found.extend(clauses.filter(|&k| k != trigger).flat_map(|k| self.imposed_on(k, preposition)));
        }
        // *signed an agreement on cooperation **with Peru***.
        if found.is_empty() && self.is_verb(trigger) && preposition == "with" {
            let objects = self.kids_by(trigger, "obj");
            let subjects = objects.flat_map(|o| self.prepositional_kids(o, "on"));
            found.extend(subjects.flat_map(|k| self.prepositional_kids(k, preposition)));
        }
        if found.is_empty() && self.is_noun(trigger) {
            // *a loan of two billion dollars **to Angola***.
            let measures = self.prepositional_kids(trigger, "of");
            found.extend(measures.into_iter().flat_map(|m| self.prepositional_kids(m, preposition)));
        }
        if found.is_empty()
            && self.is_noun(trigger)
            && let Some(verb) = self.governing_verb(trigger)
        {
            found.extend(self.prepositional_kids(verb, preposition));
        }
        // *engagement and coordination **with Chad***: what follows both belongs to both.
        if found.is_empty() && self.is_noun(trigger) {
            let next = Some(trigger + 2).filter(|&n| n < self.len() && self.lemma(trigger + 1) == "and");
            let next = next.filter(|&n| self.is_noun(n) && self.head(n) == Some(trigger));
            found.extend(next.into_iter().flat_map(|n| self.prepositional_kids(n, preposition)));
        }
        // *the imposition of sanctions **on Chad***.
        if found.is_empty()
            && let Some(outer) = self.bringing_noun(trigger)
        {
            found.extend(self.prepositional_kids(outer, preposition));
        }
        // *Fighting broke out **between Chad and Niger***.
        if found.is_empty()
            && self.rel(trigger) == "nsubj"
            && matches!(preposition, "between" | "with" | "against")
            && let Some(verb) = self.head(trigger).filter(|&v| self.is_verb(v) && self.is_noun(trigger))
        {
            found.extend(self.prepositional_kids(verb, preposition));
        }
        found.retain(|&i| !self.is_circumstance(i));
        found.into_iter().map(|i| self.antecedent(i)).collect()
    }

    /// Phrases of a clause, those that hang on its agent too: *imposed by Togo **on Chad***.
    fn imposed_on(&self, verb: usize, preposition: &str) -> Vec<usize> {
        let own = self.prepositional_kids(verb, preposition);
        let agents = self.kids_by_full(verb, "obl:agent");
        own.into_iter().chain(agents.flat_map(|a| self.prepositional_kids(a, preposition))).collect()
    }

    /// A phrase with a preposition that follows a noun directly, though the tree hangs it elsewhere: *joined a summit **in
    /// Asmara***.
    pub fn adjacent_phrase(&self, noun: usize) -> Option<usize> {
        let case = noun + 1;
        if case >= self.len() || self.token(case).upos != "ADP" {
            return None;
        }
        let phrase = self.head(case).filter(|&p| p > case && self.rel(case) == "case")?;
        let town = matches!(self.token(case).form.as_str(), "in" | "at" | "near" | "off");
        let pair = self.token(case).form == "between";
        let above = |h: usize| self.is_verb(h) || (town || pair) && self.ancestors(noun).contains(&h);
        let elsewhere = self.head(phrase).filter(|&h| h < noun && above(h));
        elsewhere.map(|_| phrase)
    }

    /// Phrases with a preposition right below a token.
    pub fn prepositional_kids(&self, i: usize, preposition: &str) -> Vec<usize> {
        self.kids[i]
            .iter()
            .copied()
            .filter(|&k| matches!(self.rel(k), "obl" | "nmod" | "advcl" | "acl" | "advmod"))
            .filter(|&k| self.preposition(k).as_deref() == Some(preposition))
            .collect()
    }

    /// The verb that a noun is the object, or passive subject, of.
    pub fn governing_verb(&self, noun: usize) -> Option<usize> {
        let first = self.first_conjunct(noun);
        let verb = self.head(first)?;
        let object = matches!(self.full_rel(first), "obj" | "nsubj:pass");
        if object && self.is_verb(verb) {
            return Some(verb);
        }
        self.head(first).filter(|&h| {
            matches!(self.full_rel(first), "obl" | "nmod") && self.is_verb(h) && self.is_light(h)
        })
    }

    /// Possessors of a noun: of ***Peru and Chile's** help*, too, where a torn tree makes *help* stand beside *Peru*.
    pub fn owners(&self, noun: usize) -> Vec<usize> {
        let mut owners: Vec<usize> = self.kids_by_full(noun, "nmod:poss").collect();
        let name = self.head(noun).filter(|&h| {
            self.rel(noun) == "conj" && self.token(h).upos == "PROPN" && self.token(noun).upos == "NOUN"
        });
        if let (Some(name), [owner]) = (name, &owners[..]) {
            let between = (name + 1..*owner).filter(|&i| self.token(i).upos != "PROPN");
            if between.map(|i| self.lemma(i)).eq(["and".to_string()]) {
                owners.insert(0, name);
            }
        }
        owners
    }

    /// *helped the army **through deliveries** to Chad*, *answered **with sanctions***: the verb whose means a noun is.
    pub fn means_of(&self, noun: usize) -> Option<usize> {
        let means = matches!(self.preposition(noun).as_deref(), Some("through" | "with" | "via"));
        self.head(noun)
            .filter(|&v| means && self.rel(noun) == "obl" && self.is_verb(v) && !self.is_passive(v))
    }

    /// ***imposition** of sanctions*, ***delivery** of arms*: a noun of doing whose phrases are those of what is done.
    pub fn bringing_noun(&self, noun: usize) -> Option<usize> {
        let outer = self.head(noun).filter(|_| self.is_noun(noun) && self.rel(noun) == "nmod")?;
        let of = self.preposition(noun).as_deref() == Some("of");
        (of && BRINGING.contains(&self.lemma(outer).as_str())).then_some(outer)
    }

    /// *in talks*, *under an agreement*, *enter into a pact*: verbs that bring their noun's subject with an oblique.
    fn is_light(&self, verb: usize) -> bool {
        matches!(
            self.lemma(verb).as_str(),
            "enter" | "engage" | "agree" | "take" | "be" | "participate" | "embark"
        )
    }

    /// Ancestors from the parent up to the root.
    pub fn ancestors(&self, i: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = i;
        while let Some(head) = self.head(at) {
            if out.contains(&head) || out.len() > self.len() {
                break;
            }
            out.push(head);
            at = head;
        }
        out
    }
}
