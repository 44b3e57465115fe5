//! At which words of the tree do the roles of a rule stand: subjects, objects, complements of a verb, noun or adjective?

use super::Place;
use super::words::{is_one_of, reacts, with_company};
use crate::lexicon::{Part, Role};

impl Place<'_, '_> {
    /// Heads of phrases in a role.
    pub(super) fn heads(&self, role: &Role) -> Vec<usize> {
        match role {
            Role::Subject => self.subjects(),
            Role::Object => self.objects().into_iter().chain(self.receivers()).collect(),
            Role::Topic => self.objects().into_iter().chain(self.inner_objects()).collect(),
            Role::Is => self.said_of(),
            Role::Doer => self.doers(),
            Role::Hearer => self.hearers(),
            Role::Home | Role::Own => Vec::new(),
            Role::Complement => self.complement_subjects(),
            Role::Preposition(word) => self.tree.with_preposition(self.token, word),
        }
    }

    pub(super) fn subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        match self.part {
            Part::Verb => with_company(tree, self.token, tree.agents(self.token)),
            Part::Adjective => self.adjective_subjects(),
            Part::Noun => self.noun_subjects(),
        }
    }

    /// *Chad is wary of …*, *Chad, wary of …, has*, *wary of …, Chad has*, *Chad remains wary of …*.
    pub(super) fn adjective_subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        let own: Vec<usize> = tree.kids_by(self.token, "nsubj").collect();
        let Some(head) = tree.head(self.token).filter(|_| own.is_empty()) else { return own };
        match tree.rel(self.token) {
            "amod" | "acl" | "appos" => vec![head],
            "xcomp" if tree.kids_by(head, "obj").next().is_some() => tree.patients(head),
            "advcl" | "xcomp" | "parataxis" if tree.is_verb(head) => tree.agents(head),
            "conj" => Place { token: head, ..*self }.adjective_subjects(),
            _ => Vec::new(),
        }
    }

    /// Who does what the phrase of the trigger hangs on: *with Chadian help **Mali** built …*.
    pub(super) fn doers(&self) -> Vec<usize> {
        let tree = self.tree;
        let verb = tree.head(self.token).filter(|&v| tree.is_verb(v) && tree.rel(self.token) == "obl");
        let Some(verb) = verb else { return Vec::new() };
        let doers = tree.agents(verb);
        if doers.is_empty() && tree.is_passive(verb) { tree.patients(verb) } else { doers }
    }

    /// Who accepts or refuses what the trigger names: ***Chad** turned down Togo's request*, ***Chad** bowed to pressure*.
    pub(super) fn hearers(&self) -> Vec<usize> {
        let tree = self.tree;
        let first = tree.first_conjunct(self.token);
        let preposition = tree.preposition(first).filter(|_| tree.rel(first) == "obl");
        let near =
            matches!(tree.full_rel(first), "obj" | "nsubj:pass") || preposition.as_deref() == Some("to");
        // *shrugged **off** a threat*: the particle may be taken for a preposition.
        let heeds = |v: &usize| {
            let mut lemmas = if near { tree.with_particle(*v) } else { Vec::new() };
            lemmas.extend(preposition.iter().map(|p| format!("{} {p}", tree.lemma(*v))));
            tree.is_verb(*v) && lemmas.iter().any(|l| self.scene.lexicon.words().is("heeds-verb", l))
        };
        let verb = tree.head(first).filter(heeds);
        verb.map_or_else(Vec::new, |v| tree.agents(v))
    }

    /// Possessor, adjective or compound, *by*, *between*, *from*; else the subject of the verb the noun is the object of.
    pub(super) fn noun_subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        let first = |found: Vec<usize>| (!found.is_empty()).then_some(found);
        // *Somali troops completed **their** withdrawal*: a pronoun that stands for nobody is its verb's subject.
        let known =
            |&k: &usize| tree.token(k).upos != "PRON" || self.scene.spot_at(self.sentence, k).is_some();
        let owners = tree.owners(self.token).into_iter().filter(known).collect();
        let before: Vec<usize> = tree
            .kids(self.token)
            .iter()
            .copied()
            .filter(|&k| k < self.token && matches!(tree.rel(k), "amod" | "compound" | "nmod"))
            .filter(|&k| self.scene.spot_at(self.sentence, k).is_some())
            .collect();
        // ***Peru's** engagement and coordination*: the owner before both owns both.
        let shared = || {
            let before = self.token.checked_sub(2).filter(|&b| tree.head(self.token) == Some(b));
            let owners = before.into_iter().flat_map(|b| tree.owners(b)).filter(known).collect();
            first(owners)
        };
        first(owners)
            .or_else(|| first(before))
            .or_else(shared)
            .or_else(|| first(tree.prepositional_kids(self.token, "by")))
            .or_else(|| first(tree.prepositional_kids(self.token, "between")))
            .or_else(|| first(tree.prepositional_kids(self.token, "among")))
            .or_else(|| first(tree.prepositional_kids(self.token, "from")))
            .or_else(|| tree.bringing_noun(self.token).map(|token| Place { token, ..*self }.noun_subjects()))
            .or_else(|| {
                let verb = tree.governing_verb(self.token).or_else(|| tree.means_of(self.token));
                verb.filter(|&v| !reacts(&tree.lemma(v))).map(|verb| tree.agents(verb))
            })
            .unwrap_or_default()
    }

    pub(super) fn objects(&self) -> Vec<usize> {
        if let Some(preposition) = self.preposition {
            let governed = self.tree.with_preposition(self.token, preposition);
            if !governed.is_empty() {
                return governed;
            }
        }
        match self.part {
            Part::Verb if self.tree.is_passive(self.token) => {
                with_company(self.tree, self.token, self.tree.patients(self.token))
            }
            Part::Verb => self.meant_by_pronoun().unwrap_or_else(|| self.tree.patients(self.token)),
            Part::Noun => self.tree.prepositional_kids(self.token, "of"),
            Part::Adjective => Vec::new(),
        }
    }

    /// *shut its **crossings** with Chad and reopened **them***: the thing that the verb before had for its object.
    fn meant_by_pronoun(&self) -> Option<Vec<usize>> {
        let tree = self.tree;
        let first = tree.head(self.token).filter(|&f| tree.rel(self.token) == "conj" && tree.is_verb(f))?;
        let objects = tree.patients(self.token);
        let points = |&o: &usize| {
            let form = tree.token(o).form.to_lowercase();
            matches!(form.as_str(), "it" | "them") && self.scene.spot_at(self.sentence, o).is_none()
        };
        let things: Vec<usize> = tree.patients(first).into_iter().filter(|&o| tree.is_noun(o)).collect();
        let pronoun = !objects.is_empty() && objects.iter().all(points) && !tree.is_passive(first);
        (pronoun && !things.is_empty()).then_some(things)
    }

    /// *gave **Kenya** weapons*.
    pub(super) fn receivers(&self) -> Vec<usize> {
        self.tree.kids_by(self.token, "iobj").collect()
    }

    /// What an infinitive of the trigger, or of its object, is about: *threatened to attack **Chad***, *a strike to demand
    /// that **Peru** yield*.
    pub(super) fn inner_objects(&self) -> Vec<usize> {
        let tree = self.tree;
        let objects = if self.part == Part::Verb { tree.patients(self.token) } else { Vec::new() };
        let inner = [self.token].into_iter().chain(objects).flat_map(|t| tree.kids(t).iter().copied());
        inner
            .filter(|&k| match tree.rel(k) {
                "xcomp" | "ccomp" => tree.is_verb(k),
                "acl" | "advcl" => tree.has_kid(k, "mark", &["to"]) || tree.token(k).xpos == "VBG",
                _ => false,
            })
            .filter(|&k| !self.is_past_break(k))
            .flat_map(|verb| self.within(verb))
            .collect()
    }

    /// Whether a semicolon parts a word from the trigger: what stands behind it is another statement.
    pub(super) fn is_past_break(&self, token: usize) -> bool {
        let (from, to) = (self.token.min(token), self.token.max(token));
        (from..to).any(|i| self.tree.token(i).form == ";")
    }

    /// Objects and phrases of a verb, nearest first, and what it plans in turn: *threatened to break ties with **Russia***.
    pub(super) fn within(&self, verb: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut found = tree.patients(verb);
        let phrases = tree.kids(verb).iter().copied().filter(|&k| tree.rel(k) == "obl");
        found.extend(phrases);
        let objects: Vec<usize> = tree.kids_by(verb, "obj").collect();
        for object in objects {
            found.extend(tree.kids(object).iter().copied().filter(|&k| tree.rel(k) == "nmod"));
        }
        let aim = |&k: &usize| tree.rel(k) == "advcl" && tree.has_kid(k, "mark", &["to"]);
        let deeper = tree.kids(verb).iter().copied().filter(|k| tree.rel(*k) == "xcomp" || aim(k));
        for inner in deeper.filter(|&k| tree.is_verb(k)) {
            found.extend(tree.patients(inner));
            found.extend(tree.kids(inner).iter().copied().filter(|&k| tree.rel(k) == "obl"));
        }
        found
    }

    /// The subject of a copula, or the noun that the trigger stands in apposition to.
    pub(super) fn said_of(&self) -> Vec<usize> {
        let tree = self.tree;
        if tree.kids_by(self.token, "cop").next().is_some() {
            let subjects: Vec<usize> = tree.kids_by(self.token, "nsubj").collect();
            // *South Korea, being part of …*: the participle has no subject of its own.
            let named = |&i: &usize| self.scene.spot_at(self.sentence, i).is_some();
            let beside = || (self.token.saturating_sub(8)..self.token).rev().find(named);
            return if subjects.is_empty() { beside().into_iter().collect() } else { subjects };
        }
        match (tree.rel(self.token), tree.head(self.token)) {
            // *Peru's largest partner **is Chile***.
            ("nsubj", Some(head)) if tree.kids_by(head, "cop").next().is_some() => vec![head],
            ("obj", Some(head)) if matches!(tree.lemma(head).as_str(), "become" | "remain") => {
                tree.agents(head)
            }
            ("nmod", Some(head)) if is_one_of(tree, self.token, head) => {
                Place { token: head, ..*self }.said_of()
            }
            ("appos", Some(head)) => vec![head],
            // *NATO **member** Turkey*.
            ("compound", Some(head)) if head > self.token => vec![head],
            // *as a **member** of NATO, Turkey objected*.
            ("obl" | "advcl", Some(head))
                if tree.is_verb(head) && tree.preposition(self.token).as_deref() == Some("as") =>
            {
                tree.agents(head)
            }
            ("xcomp", Some(head)) | ("obl", Some(head))
                if matches!(tree.lemma(head).as_str(), "become" | "remain" | "serve" | "act") =>
            {
                tree.agents(head)
            }
            _ => tree.kids_by(self.token, "appos").chain(tree.kids_by(self.token, "flat")).collect(),
        }
    }

    /// Subjects of clauses that depend on the trigger or on its object.
    pub(super) fn complement_subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        let clauses = tree
            .kids(self.token)
            .iter()
            .copied()
            .filter(|&k| matches!(tree.rel(k), "ccomp" | "xcomp" | "advcl" | "acl"));
        // *threatened to strike unless **Chad** paid*: the condition may hang at the infinitive.
        let condition = |&k: &usize| tree.has_kid(k, "mark", &["if", "unless", "until"]);
        // *asked for talks, **as Chad had done***: what was so besides is not what is asked.
        let beside = |k: usize| {
            let mark = tree.has_kid(
                k,
                "mark",
                &["as", "because", "after", "before", "while", "since", "although", "though"],
            ) || tree.has_kid(k, "advmod", &["when", "where"]);
            tree.rel(k) == "advcl" && mark
        };
        let clauses: Vec<usize> = clauses.filter(|&k| !beside(k) && !self.is_past_break(k)).collect();
        let conditions = clauses.iter().flat_map(|&c| tree.kids_by(c, "advcl")).filter(condition);
        let all: Vec<usize> = clauses.iter().copied().chain(conditions).collect();
        // *recommended that **they** be lifted*: sanctions, not those who have them.
        let undergoes = |clause: usize, k: usize| tree.token(k).upos == "PRON" && tree.is_passive(clause);
        all.into_iter()
            .flat_map(|clause| {
                let subjects = tree.kids_by(clause, "nsubj").filter(|&k| !undergoes(clause, k));
                subjects.collect::<Vec<_>>()
            })
            .collect()
    }
}
