//! Which of the dates of a sentence is that of a given verb or noun?
//!
//! A date belongs to the word it hangs on and, from there, to what happens in the same breath: the verb of its clause,
//! the meeting held or pact signed by that verb, verbs coordinated with it. It does not reach into another clause of
//! its own time: what is *said on Tuesday* was not done on Tuesday.

use super::{TimeWords, Timex, TimexKind};
use crate::extract::syntax::Tree;
use crate::model::Edtf;

/// How many steps a date may travel.
const MAX_STEPS: usize = 4;

/// The date of a verb or noun among the dates that [`super::find`] found in its sentence.
pub fn date_for(_tree: &Tree<'_>, timexes: &[Timex], token: usize) -> Option<Edtf> {
    timexes
        .iter()
        .find_map(|timex| timex.dates.iter().find(|(t, _)| *t == token).map(|(_, date)| date.clone()))
}

/// Notes on each expression which tokens it dates, and how.
pub(super) fn attach(words: &TimeWords, tree: &Tree<'_>, timexes: &mut [Timex]) {
    if timexes.is_empty() {
        return;
    }
    let sites = timexes.iter().map(|timex| site(words, tree, timexes, timex)).collect();
    let attacher = Attacher { words, tree, timexes, sites };
    let mut found = Vec::new();
    for token in 0..tree.len() {
        if (tree.is_noun(token) || tree.is_verb(token) || tree.token(token).upos == "ADJ")
            && let Some((timex, date)) = attacher.date(token, MAX_STEPS)
        {
            found.push((timex, token, date));
        }
    }
    for (timex, token, date) in found {
        timexes[timex].dates.push((token, date));
    }
}

/// An expression by its index, and the date it gives in this place.
type Dated = Option<(usize, Edtf)>;

struct Attacher<'a> {
    words: &'a TimeWords,
    tree: &'a Tree<'a>,
    timexes: &'a [Timex],
    /// The word that each expression hangs on.
    sites: Vec<Option<usize>>,
}

/// The word an expression hangs on. Places and persons are passed by: in *met in Beijing in May*, May is not Beijing's.
fn site(words: &TimeWords, tree: &Tree<'_>, timexes: &[Timex], timex: &Timex) -> Option<usize> {
    if timex.kind == TimexKind::Stamp {
        return None;
    }
    if timex.of.is_some() {
        return timex.of;
    }
    if in_brackets(tree, timex) {
        return timex.start.checked_sub(2).map(|before| head_of_phrase(tree, before));
    }
    let opens = opens_sentence(words, tree, timex);
    if let Some(noun) = super::marker::modifies(words, tree, timex).filter(|_| !(opens && timex.relative)) {
        return Some(noun);
    }
    if opens {
        return main_predicate(tree, timex.end);
    }
    if opens_clause(tree, timex) {
        return finite_after(tree, timex.end);
    }
    let site = climb(words, tree, timexes, timex)?;
    Some(before_infinitive(tree, timex, site))
}

/// *flew there last month hoping to sign*, *met on Tuesday to sign*: a date right before a participle or infinitive is
/// that of the verb before.
fn before_infinitive(tree: &Tree<'_>, timex: &Timex, site: usize) -> usize {
    let unfinished = tree.token(site).xpos == "VBG" || tree.has_kid(site, "mark", &["to"]);
    let dependent = matches!(tree.rel(site), "advcl" | "acl" | "xcomp");
    let follows = timex.end <= tree.extent(site).0.max(timex.end) && timex.end <= site;
    match tree.head(site) {
        Some(head) if unfinished && dependent && follows && head < timex.start && tree.is_verb(head) => head,
        _ => site,
    }
}

/// *…, and in October Brazil kept it out*; *…; in 2018 they met*.
fn opens_clause(tree: &Tree<'_>, timex: &Timex) -> bool {
    let lemma = |i: usize| tree.lemma(i);
    let Some(start) = timex.start.checked_sub(1).filter(|&i| tree.token(i).upos == "ADP") else {
        return false;
    };
    let Some(before) = start.checked_sub(1) else { return false };
    let semicolon = matches!(lemma(before).as_str(), ";" | ":");
    let and = matches!(lemma(before).as_str(), "and" | "but")
        && before > 0
        && matches!(lemma(before - 1).as_str(), "," | ";");
    semicolon || and
}

fn finite_after(tree: &Tree<'_>, from: usize) -> Option<usize> {
    (from..tree.len()).find(|&i| {
        let finite = matches!(tree.token(i).xpos, "VBD" | "VBZ" | "VBP");
        let auxiliary = matches!(tree.rel(i), "aux" | "cop");
        let relative = matches!(tree.full_rel(i), "acl:relcl" | "acl");
        (finite && !auxiliary && !relative)
            || (tree.token(i).upos == "VERB" && tree.kids_by(i, "aux").any(|k| k >= from))
    })
}

fn climb(words: &TimeWords, tree: &Tree<'_>, timexes: &[Timex], timex: &Timex) -> Option<usize> {
    let inside = |i: usize| timexes.iter().any(|t| (t.start..t.end).contains(&i));
    let mut at = tree.head(timex.head)?;
    for _ in 0..tree.len() {
        let passes = inside(at) || (is_passed(words, tree, timex, at) && tree.head(at).is_some());
        if !passes {
            return Some(at);
        }
        at = tree.head(at)?;
    }
    None
}

/// *the Camp David Principles (2023)*.
fn in_brackets(tree: &Tree<'_>, timex: &Timex) -> bool {
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    timex.start > 1 && form(timex.start - 1) == "(" && form(timex.end) == ")"
}

/// The head of the phrase that ends with a token.
fn head_of_phrase(tree: &Tree<'_>, last: usize) -> usize {
    let mut at = last;
    while let Some(head) = tree
        .head(at)
        .filter(|&h| h < last && matches!(tree.rel(at), "flat" | "compound" | "nummod" | "punct"))
    {
        at = head;
    }
    at
}

/// *In May, …*, *Last July rebels killed …*: such a date is the main clause's, whatever the tree makes of it.
fn opens_sentence(words: &TimeWords, tree: &Tree<'_>, timex: &Timex) -> bool {
    let form = |i: usize| tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str());
    let first = tree.sentence.tokens.iter().position(|t| t.upos != "PUNCT").unwrap_or(0);
    let prepositions = (first..timex.start).all(|i| {
        let lemma = tree.lemma(i);
        words.is("at", &lemma)
            || matches!(
                lemma.as_str(),
                "since" | "by" | "until" | "before" | "after" | "but" | "and" | "then" | "so"
            )
    });
    let short = timex.start <= first + 2 && prepositions;
    let marked =
        timex.start > first || timex.kind != TimexKind::Point || timex.relative || form(timex.end) == ",";
    short && marked && !matches!(form(timex.end), "'s" | "’s" | "-" | "–")
}

/// The predicate of the main clause: the root if it is one, else the first finite verb after the opening words.
fn main_predicate(tree: &Tree<'_>, from: usize) -> Option<usize> {
    let root = (0..tree.len()).find(|&i| tree.head(i).is_none())?;
    let from = from + usize::from(tree.sentence.tokens.get(from).is_some_and(|t| t.form == ","));
    let comma = (from..tree.len()).find(|&i| tree.token(i).form == ",").unwrap_or(tree.len());
    // A finite verb before the next comma is the main one, even where the tree has its root far off.
    let near = finite_after(tree, from).filter(|&verb| verb < comma && comma < root);
    if let Some(verb) = near.filter(|&verb| !opens_dependent(tree, from, verb)) {
        return Some(verb);
    }
    let predicate = |i: usize| tree.is_verb(i) || tree.kids_by(i, "cop").next().is_some();
    if root >= from && predicate(root) {
        return Some(speech_aside(tree, root));
    }
    let finite =
        |i: &usize| matches!(tree.token(*i).xpos, "VBD" | "VBZ" | "VBP") && tree.token(*i).upos == "VERB";
    let dependent = |i: &usize| matches!(tree.full_rel(*i), "acl:relcl" | "advcl" | "acl" | "advcl:relcl");
    (from..tree.len()).find(|i| finite(i) && !dependent(i)).or(Some(root))
}

/// Whether a conjunction stands between the opening date and the verb: *In May, when X attacked, Y fled*.
fn opens_dependent(tree: &Tree<'_>, from: usize, verb: usize) -> bool {
    const CONJUNCTIONS: [&str; 12] = [
        "when", "as", "while", "after", "before", "because", "since", "if", "although", "though", "who",
        "which",
    ];
    (from..verb).any(|i| CONJUNCTIONS.contains(&tree.lemma(i).as_str()))
}

/// *In May, it withdrew, officials said*: what was done then is the withdrawal, though *said* may head the tree.
fn speech_aside(tree: &Tree<'_>, root: usize) -> usize {
    let speech = matches!(tree.lemma(root).as_str(), "say" | "report" | "announce" | "tell" | "add");
    let clause = tree
        .kids(root)
        .iter()
        .copied()
        .find(|&k| matches!(tree.rel(k), "ccomp" | "advcl" | "parataxis") && k < root && tree.is_verb(k));
    clause.filter(|_| speech).unwrap_or(root)
}

fn is_passed(words: &TimeWords, tree: &Tree<'_>, timex: &Timex, noun: usize) -> bool {
    if !tree.is_noun(noun)
        && !matches!(tree.token(noun).upos, "NUM" | "PRON" | "PUNCT" | "DET" | "ADP" | "ADJ")
    {
        return false;
    }
    if tree.kids_by(noun, "cop").next().is_some() {
        return false;
    }
    // "Last month", "on Tuesday", "a year earlier" belong to what happened, seldom to a thing.
    let of = timex.start > 0 && tree.lemma(timex.start - 1) == "of";
    let bare = timex.relative && !of && !matches!(tree.token(timex.start).upos, "ADP");
    let beside = !bare && (of || matches!(tree.rel(timex.head), "appos" | "parataxis" | "dep"));
    if beside || is_event(words, tree, noun) {
        return false;
    }
    let preposition = tree.preposition(noun).unwrap_or_default();
    if tree.lemma(tree.extent(noun).0) == "since" && timex.kind == TimexKind::Point {
        return false;
    }
    if matches!(
        preposition.as_str(),
        "since" | "after" | "before" | "following" | "until" | "despite" | "prior to" | "ahead of"
    ) {
        return false;
    }
    bare || matches!(timex.kind, TimexKind::Since | TimexKind::Until)
        || matches!(
            tree.rel(noun),
            "nmod"
                | "obl"
                | "obj"
                | "iobj"
                | "conj"
                | "appos"
                | "flat"
                | "compound"
                | "nsubj"
                | "case"
                | "fixed"
        )
}

fn is_event(words: &TimeWords, tree: &Tree<'_>, noun: usize) -> bool {
    let token = tree.token(noun);
    tree.is_noun(noun)
        && (words.is("event", &tree.lemma(noun)) || words.is("event", &token.form.to_lowercase()))
}

impl Attacher<'_> {
    fn class(&self, class: &str, token: usize) -> bool {
        self.words.is(class, &self.tree.lemma(token))
    }

    /// The date of a word: its own, or one from nearby.
    fn date(&self, token: usize, steps: usize) -> Dated {
        if let Some(own) = self.own(token) {
            return Some(own);
        }
        if steps == 0 {
            return None;
        }
        let predicate = self.tree.is_verb(token) || self.tree.kids_by(token, "cop").next().is_some();
        let found = if predicate { self.of_verb(token, steps - 1) } else { None };
        found.or_else(|| if self.tree.is_noun(token) { self.of_noun(token, steps - 1) } else { None })
    }

    /// The expression that hangs on the word itself.
    fn own(&self, token: usize) -> Dated {
        let mine: Vec<usize> = (0..self.timexes.len()).filter(|&i| self.sites[i] == Some(token)).collect();
        self.best(token, &mine)
    }

    fn best(&self, token: usize, among: &[usize]) -> Dated {
        let dated: Vec<(usize, &Edtf)> =
            among.iter().filter_map(|&i| self.timexes[i].date.as_ref().map(|date| (i, date))).collect();
        if let Some(span) = self.via_to(&dated) {
            return Some(span);
        }
        let rank = |&(i, date): &(usize, &Edtf)| {
            let timex = &self.timexes[i];
            let contains =
                dated.iter().any(|(other, d)| *other != i && date.contains(d) && !d.contains(date));
            let distance =
                if timex.start > token { timex.start - token } else { token.saturating_sub(timex.end) + 1 };
            (timex.kind, contains, distance, i)
        };
        dated.iter().min_by_key(|item| rank(item)).map(|(i, date)| (*i, (*date).clone()))
    }

    /// *from May 2022 … until June 2023* in two phrases.
    fn via_to(&self, dated: &[(usize, &Edtf)]) -> Dated {
        let of = |kind| dated.iter().find(move |(i, _)| self.timexes[*i].kind == kind);
        let (since, until) = (of(TimexKind::Since)?, of(TimexKind::Until)?);
        Edtf::parse(&format!("{}/{}", since.1.start(), until.1.end())).ok().map(|date| (since.0, date))
    }

    fn of_verb(&self, verb: usize, steps: usize) -> Dated {
        self.via_event_phrase(verb)
            .or_else(|| self.via_object(verb))
            .or_else(|| self.via_dependent_clause(verb))
            .or_else(|| self.via_coordination(verb, steps))
            .or_else(|| self.via_governor(verb, steps))
            .or_else(|| self.via_opening(verb))
            .or_else(|| self.via_clause_before(verb))
    }

    /// *When the minister visited last month, the two states signed a memorandum*, wherever the tree hangs the clause.
    fn via_clause_before(&self, verb: usize) -> Dated {
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
    fn via_opening(&self, verb: usize) -> Dated {
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

    /// *agreed at their June summit*, *has sent arms since the invasion in 2022*.
    fn via_event_phrase(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let phrase = |noun: usize| {
            let mark = || tree.kids_by(noun, "mark").next().map(|k| tree.lemma(k));
            // "At their summit" may pass for a clause: the tagger takes "summit" for a verb.
            let event = self.class("event", noun) || is_event(self.words, tree, noun);
            let preposition = tree.preposition(noun).or_else(mark).filter(|_| event)?;
            match preposition.as_str() {
                "at" | "during" | "in" | "on" | "under" | "within" => self.of_event(noun),
                "after" | "following" if self.class("meeting", noun) => self.of_event(noun),
                _ => None,
            }
        };
        let phrases = tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obl" | "advcl"));
        phrases.into_iter().find_map(phrase).or_else(|| self.via_since(verb))
    }

    /// *since the invasion of Ukraine in 2022*: a phrase that begins with *since* and holds a date.
    fn via_since(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let phrases =
            tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obl" | "advcl" | "nmod"));
        phrases.into_iter().find_map(|phrase| {
            let (first, last) = tree.extent(phrase);
            if tree.lemma(first) != "since" {
                return None;
            }
            let held = (0..self.timexes.len()).find(|&i| {
                let t = &self.timexes[i];
                t.start > first && t.end <= last + 1 && t.kind == TimexKind::Point && t.date.is_some()
            })?;
            let start = self.timexes[held].date.as_ref()?.start().trim_end_matches('~');
            Edtf::parse(&format!("{start}/..")).ok().map(|date| (held, date))
        })
    }

    /// An event noun's own date, or that of the noun it is *of*.
    fn of_event(&self, noun: usize) -> Dated {
        self.own(noun).or_else(|| self.via_modifier(noun)).or_else(|| self.via_participle(noun))
    }

    /// *held a summit in May*, *triggered the return of sanctions in August*, where the date hangs on the object; *talks in
    /// July ended*. What stands before the noun is the noun's own: *ratified the 1951 treaty*.
    fn via_object(&self, verb: usize) -> Dated {
        let tree = self.tree;
        tree.kids(verb).iter().copied().filter(|&k| matches!(tree.rel(k), "obj" | "nsubj" | "obl")).find_map(
            |noun| {
                let found = self.own(noun).filter(|(t, _)| !in_brackets(tree, &self.timexes[*t]));
                let (timex, date) = found?;
                let timex_at = &self.timexes[timex];
                let stands_before = timex_at.start < noun;
                let of = timex_at.start > 0 && tree.lemma(timex_at.start - 1) == "of";
                let shared = match tree.rel(noun) {
                    _ if of => false,
                    "obj" => !stands_before || self.class("stages", verb),
                    "nsubj" => !stands_before && self.class("makes", verb),
                    _ => !stands_before && timex_at.relative && tree.token(timex_at.start).upos != "ADP",
                };
                shared.then_some((timex, date))
            },
        )
    }

    /// *Meeting in Honiara in September, leaders endorsed*; *condemned it when a ship sailed up on 1 March*.
    fn via_dependent_clause(&self, verb: usize) -> Dated {
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

    fn has_conjunction(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| matches!(self.tree.rel(k), "mark" | "case"))
    }

    fn is_simultaneous(&self, clause: usize) -> bool {
        self.tree.kids(clause).iter().any(|&k| {
            matches!(self.tree.rel(k), "mark" | "advmod") && k < clause && self.class("simultaneous", k)
        })
    }

    /// *In May, X met Y and signed a pact*; *X met Y and signed a pact in May*.
    fn via_coordination(&self, verb: usize, steps: usize) -> Dated {
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
    fn is_later(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.kids(verb).iter().any(|&k| {
            (tree.rel(k) == "aux"
                && (tree.token(k).xpos == "MD" || matches!(tree.token(k).xpos, "VBZ" | "VBP")))
                || (tree.rel(k) == "advmod"
                    && matches!(tree.lemma(k).as_str(), "since" | "now" | "later" | "then" | "still"))
        })
    }

    fn has_own_subject(&self, verb: usize) -> bool {
        self.tree.kids(verb).iter().any(|&k| matches!(self.tree.rel(k), "nsubj" | "csubj" | "expl"))
    }

    /// The date of the verb that a clause depends on, where both are of one time.
    fn via_governor(&self, verb: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let head = tree.head(verb)?;
        let infinitive = tree.has_kid(verb, "mark", &["to"]);
        match tree.full_rel(verb) {
            "xcomp" if !self.class("says", head) => self.date(head, steps),
            "ccomp" if self.class("performs", head) && !self.is_perfect(verb) => self.date(head, steps),
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
            "advcl" | "advcl:relcl" => {
                let participle = tree.token(verb).xpos == "VBG" && !self.has_conjunction(verb);
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

    fn is_perfect(&self, verb: usize) -> bool {
        self.tree.kids_by(verb, "aux").any(|k| self.tree.lemma(k) == "have")
    }

    /// *a summit in Asmara, where the leaders pledged*; *talks at which they agreed*.
    fn is_place_clause(&self, verb: usize) -> bool {
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

    /// The dated event that *where* or *in which* looks back at.
    fn event_before(&self, verb: usize) -> Dated {
        let tree = self.tree;
        let relative =
            (0..verb).rev().find(|&i| matches!(tree.lemma(i).as_str(), "where" | "which" | "when"))?;
        let nouns = (relative.saturating_sub(8)..relative).rev().filter(|&i| is_event(self.words, tree, i));
        nouns.take(1).find_map(|noun| self.of_event(noun))
    }

    /// The date of the clause around a noun.
    fn around_noun(&self, noun: usize, steps: usize) -> Dated {
        let event = self
            .tree
            .ancestors(noun)
            .into_iter()
            .take(3)
            .find(|&i| is_event(self.words, self.tree, i) || self.tree.is_verb(i))?;
        self.date(event, steps)
    }

    fn of_noun(&self, noun: usize, steps: usize) -> Dated {
        self.via_participle(noun)
            .or_else(|| self.via_modifier(noun))
            .or_else(|| self.via_apposition(noun))
            .or_else(|| self.via_its_verb(noun, steps))
    }

    /// *a treaty signed in 2024*, *the pact which they reached in April 2022*.
    fn via_participle(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let clause = |noun: usize| {
            tree.kids_by(noun, "acl").find_map(|verb| {
                let fits = tree.token(verb).xpos == "VBN" || self.class("makes", verb);
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
    fn via_modifier(&self, noun: usize) -> Dated {
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

    fn via_apposition(&self, noun: usize) -> Dated {
        let tree = self.tree;
        let named = tree.kids_by(noun, "appos").find_map(|k| self.own(k));
        named
            .or_else(|| tree.head(noun).filter(|_| tree.rel(noun) == "appos").and_then(|head| self.own(head)))
    }

    /// *They signed a **pact** in May*, *the **war** broke out in May*, *met at a **summit** in May*.
    fn via_its_verb(&self, noun: usize, steps: usize) -> Dated {
        let tree = self.tree;
        let first = tree.first_conjunct(noun);
        let verb = tree.head(first)?;
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
