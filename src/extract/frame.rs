//! Which rules does a sentence set off, and what do they find at their ends?

mod fits;
mod heads;
mod meant;
mod words;

use super::crowd;
use super::ends::{self, End};
use super::examples;
use super::maker;
use super::near;
use super::scene::{Scene, Spot};
use super::syntax::Tree;
use crate::lexicon::{Is, Part, Role, Rule, Trigger};
use crate::model::{EdgeType, Factuality, Kind, NodeType, Reading};
use words::{is_changed, is_duty, is_preposition};

pub(in crate::extract) use words::reacts;

/// Longest distance, in tokens, between the words of a trigger of several words.
const SPREAD: usize = 4;
/// What a target shared with the verb before costs in confidence.
const SHARED_COST: f64 = 0.1;
/// How far to the left a verb without a subject in the tree looks for one.
const REACH: usize = 20;
/// What an end found beside a verb, not in the tree, counts as, in words looked through.
const TORN_STEPS: usize = 2;
/// How many sentences back *it* may mean an agreement or event.
const POINTED_BACK: usize = 1;
/// What an end that the sentence leaves to be understood counts as, in words looked through.
const IMPLIED_STEPS: usize = 3;
/// How many nouns above a relative clause may be what it speaks of.
const RELATIVE_CLIMB: usize = 3;
/// What each word looked through costs in confidence.
const STEP_COST: f64 = 0.06;

/// What ends found beside a torn tree cost in confidence.
const TORN_COST: f64 = 0.15;

/// A rule's finding: an edge between two things, set off by a word.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's index.
    pub rule: usize,
    /// Type of the edge.
    pub etype: EdgeType,
    /// Source thing.
    pub source: usize,
    /// Target thing.
    pub target: usize,
    /// The sentence.
    pub sentence: usize,
    /// The word that set it off.
    pub trigger: usize,
    /// How many further words the trigger has: the more, the surer what is done.
    pub words: usize,
    /// How often such readings are right.
    pub confidence: f64,
}

/// An act whose receiver its sentence does not tell: *Chad then sent **two hundred policemen***.
#[derive(Debug, Clone)]
pub struct Open {
    /// The rule's index.
    pub rule: usize,
    /// Who does it.
    pub source: usize,
    /// The sentence.
    pub sentence: usize,
    /// The word that set it off.
    pub trigger: usize,
}

/// All findings of a sentence, and the acts that lack their receiver.
pub fn read(scene: &Scene<'_>, sentence: usize) -> (Vec<Finding>, Vec<Open>) {
    let tree = &scene.trees[sentence];
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    for token in 0..tree.len() {
        if inside_name(scene, sentence, token) {
            continue;
        }
        for part in parts_of(tree, token) {
            let fits = |t: &&Trigger| surrounds(tree, token, t);
            let lemma = word_of(tree, token, part);
            let same =
                |t: &&Trigger| part != Part::Verb || !t.rest.is_empty() || !is_changed(tree, token, &lemma);
            let triggers = scene.lexicon.rules().triggers(part, &lemma).iter().filter(fits);
            let triggers: Vec<&Trigger> = triggers.filter(same).collect();
            for trigger in longest(scene, &triggers) {
                apply(scene, sentence, token, part, trigger, (&mut findings, &mut open));
            }
        }
    }
    (findings, open)
}

/// The word that a trigger must be: of a participle that serves as an adjective, its form (*is **allied** with*).
fn word_of(tree: &Tree<'_>, token: usize, part: Part) -> String {
    match part {
        Part::Adjective => tree.token(token).form.to_lowercase(),
        _ => tree.lemma(token),
    }
}

/// A longer noun says what is done: a *hunger strike* is no strike on anybody.
fn longest<'t>(scene: &Scene<'_>, triggers: &[&'t Trigger]) -> Vec<&'t Trigger> {
    let edge = |t: &Trigger| scene.lexicon.rules().rules[t.rule].edge;
    let most = triggers.iter().map(|t| t.before.len()).max().unwrap_or(0);
    let told: Vec<EdgeType> = triggers.iter().filter(|t| t.before.len() == most).map(|t| edge(t)).collect();
    let rival = |t: &Trigger| {
        t.before.len() < most
            && edge(t).is_interaction()
            && told.iter().all(|e| e.is_interaction() && *e != edge(t))
    };
    triggers.iter().copied().filter(|t| !rival(t)).collect()
}

/// Words of a name set nothing off; common words of one that is written small (*Russia's invasion of Ukraine*) do.
fn inside_name(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    if !scene.trees[sentence].token(token).form.starts_with(char::is_uppercase) {
        return false;
    }
    let over = scene.spot_over(sentence, token).map(|s| &scene.spots[s]);
    let word = scene.trees[sentence].token(token);
    // *Russia's invasion of Ukraine* is told in words of the language, name or not.
    let told = |s: &Spot| {
        word.upos == "NOUN"
            && word.form.chars().all(char::is_lowercase)
            && scene.things[s.things[0]].kind == Kind::Event
    };
    over.is_some_and(|s| s.reading == Reading::Name && scene.things[s.things[0]].named && !told(s))
}

/// As which part of speech a token may set rules off. Participles that the tagger calls adjectives stay verbs.
fn parts_of(tree: &Tree<'_>, token: usize) -> Vec<Part> {
    match tree.token(token).upos {
        "VERB" if tree.is_passive(token) => vec![Part::Verb, Part::Adjective],
        "VERB" => vec![Part::Verb],
        "NOUN" => vec![Part::Noun],
        "ADJ" if tree.token(token).xpos.starts_with("VB") => vec![Part::Verb, Part::Adjective],
        "ADJ" => vec![Part::Adjective],
        _ => Vec::new(),
    }
}

/// Whether the further words of a trigger stand before a noun, or follow in order and near.
fn surrounds(tree: &Tree<'_>, token: usize, trigger: &Trigger) -> bool {
    let mut at = token;
    let follow = trigger.rest.iter().all(|word| {
        if is_duty(word) {
            return tree.kids_by(token, "ccomp").any(|clause| tree.has_kid(clause, "aux", &[word]));
        }
        let found = (at + 1..tree.len().min(at + 1 + SPREAD)).find(|&i| tree.lemma(i) == *word);
        at = found.unwrap_or(at);
        // *run the great new reservoir **together***.
        found.is_some() || word.len() > 4 && tree.kids_by(token, "advmod").any(|k| tree.lemma(k) == *word)
    });
    let precede = trigger
        .before
        .iter()
        .rev()
        .enumerate()
        .all(|(n, word)| token > n && tree.lemma(token - n - 1) == *word);
    follow && precede
}

fn apply(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    part: Part,
    trigger: &Trigger,
    (out, open): (&mut Vec<Finding>, &mut Vec<Open>),
) {
    let rule = &scene.lexicon.rules().rules[trigger.rule];
    let last = trigger.rest.last().filter(|w| is_preposition(w)).map(String::as_str);
    // Who is met is met himself, and not because something of his is: *welcomed the conviction of a rebel*.
    let shallow = matches!(rule.edge, EdgeType::Consult | EdgeType::LocatedIn);
    let blames = rule.edge == EdgeType::Accuse;
    let tree = &scene.trees[sentence];
    let place = Place { scene, tree, sentence, token, part, preposition: last, shallow, blames };
    let fits = place.object_fits(rule)
        && place.subject_fits(rule)
        && place.complement_fits(rule)
        && place.preposition_fits(rule)
        && place.setting_fits(rule);
    if !fits || !place.denial_fits(rule) || place.is_aim_of_body(rule) {
        return;
    }
    let mut sources = place.ends(&rule.from, &wanted(&rule.from_is, rule.edge, true), &[]);
    if sources.is_empty() && !rule.subject_is.is_empty() {
        sources = place.senders(&wanted(&rule.from_is, rule.edge, true));
    }
    let mut targets = place.ends(&rule.to, &wanted(&rule.to_is, rule.edge, false), &sources);
    if targets.is_empty() && rule.to.contains(&Role::Home) {
        targets = sources.iter().filter_map(|s| home(scene, s)).collect();
    }
    let mut sure = rule.confidence;
    if targets.is_empty() && rule.edge.is_interaction() && !rule.pairs {
        targets = place.shared_targets(&wanted(&rule.to_is, rule.edge, false));
        sure -= if targets.is_empty() { 0.0 } else { SHARED_COST };
    }
    // *A and B met at the inauguration of C*: the two met one another.
    let paired = rule.pairs && sources.len() > 1;
    if rule.edge.is_interaction()
        && !paired
        && (sources.is_empty() || targets.is_empty())
        && place.mend(rule, &mut sources, &mut targets)
    {
        sure -= TORN_COST;
    }
    let told = part == Part::Verb && !rule.object_is.is_empty() && !rule.pairs;
    if targets.is_empty() && told && rule.edge.is_interaction() {
        targets = place.implied(&wanted(&rule.to_is, rule.edge, false), &sources);
    }
    let plain = !rule.object_is.is_empty() || place.objects().is_empty();
    if targets.is_empty() && plain && rule.to.contains(&Role::Own) {
        targets = crowd::against_own(scene, sentence, &mut sources);
    }
    if targets.is_empty() && told && rule.edge.is_interaction() {
        let at = |s: &End| Open { rule: trigger.rule, source: s.thing, sentence, trigger: token };
        open.extend(sources.iter().map(at));
    }
    crowd::part(scene, sentence, &mut sources, &mut targets);
    if !place.keeps_meant(rule, &mut sources, &mut targets) {
        return;
    }
    let mut push = |source: End, target: End| {
        let (from, to) = if rule.reverse { (target, source) } else { (source, target) };
        let (s, t) = (&scene.things[from.thing], &scene.things[to.thing]);
        let allowed = rule.edge.allows((s.kind, s.ntype), (t.kind, t.ntype))
            && !is_others(scene, sentence, rule.edge, from, to)
            && !(rule.factuality == Some(Factuality::Negated) && is_strangers(scene, rule.edge, from, to));
        // What is fetched from afar and turns out to be one's own state is nobody else.
        let own = rule.edge.is_interaction()
            && !rule.to.contains(&Role::Home)
            && to.steps > 0
            && (scene.homes.get(&from.thing) == Some(&to.thing)
                || super::infer::known_state(scene, from.thing) == Some(to.thing)
                    && scene.things[from.thing].is_person());
        if from.thing != to.thing && allowed && !own {
            let confidence = sure - STEP_COST * (from.steps + to.steps) as f64;
            out.push(Finding {
                rule: trigger.rule,
                etype: rule.edge,
                source: from.thing,
                target: to.thing,
                sentence,
                trigger: token,
                words: trigger.rest.len(),
                confidence,
            });
        }
    };
    // *accused **each other***: each of them is both.
    let mutual = is_mutual(scene, sentence, &targets);
    for &source in &sources {
        for &target in targets.iter().filter(|t| mutual || !sources.iter().any(|s| s.thing == t.thing)) {
            if !mutual || !rule.edge.is_symmetric() || source.thing < target.thing {
                push(source, target);
            }
        }
    }
    // *a China-Russia bloc*: names joined by hyphens stand together against others.
    let one_side = rule.edge == EdgeType::Assault
        && sources.len() > 2
        && sources.windows(2).all(|pair| pair[0].token == pair[1].token);
    if one_side {
        return;
    }
    if rule.pairs && targets.iter().all(|t| sources.iter().any(|s| s.thing == t.thing)) {
        for (i, &one) in sources.iter().enumerate() {
            for &other in &sources[i + 1..] {
                push(one, other);
                // *exchanged fire*, *traded accusations*: each on the other.
                if is_traded(rule.edge) && part == Part::Verb {
                    push(other, one);
                }
            }
        }
    }
}

/// *each other*, *one another*, *the other* of two: whom the subjects act on is themselves, crosswise.
fn is_mutual(scene: &Scene<'_>, sentence: usize, ends: &[End]) -> bool {
    let [first, rest @ ..] = ends else { return false };
    let form = scene.trees[sentence].token(first.token).form.as_str();
    !rest.is_empty()
        && rest.iter().all(|e| e.token == first.token)
        && matches!(form, "each" | "other" | "another")
        && scene.spot_at(sentence, first.token).is_some_and(|s| scene.spots[s].reading == Reading::Pronoun)
}

/// What two do to each other when they *exchange* or *trade* it.
fn is_traded(edge: EdgeType) -> bool {
    use EdgeType::{Accuse, Assault, Sanction, Threaten};
    matches!(edge, Accuse | Assault | Sanction | Threaten)
}

/// *partnerships with Japan and South Korea*: each is between its own two; the other partner is no party to it.
fn is_others(scene: &Scene<'_>, sentence: usize, edge: EdgeType, from: End, to: End) -> bool {
    let parties = &scene.things[to.thing].parties;
    let several = scene.spot_at(sentence, to.token).is_some_and(|s| scene.spots[s].things.len() > 1);
    matches!(edge, EdgeType::PartyTo | EdgeType::Signed)
        && several
        && parties.len() > 1
        && !parties.contains(&from.thing)
}

/// *denounced the memorandum*: who is none of its parties leaves nothing.
fn is_strangers(scene: &Scene<'_>, edge: EdgeType, from: End, to: End) -> bool {
    let home = |t: usize| scene.homes.get(&t).copied().unwrap_or(t);
    let parties = &scene.things[to.thing].parties;
    edge == EdgeType::PartyTo && parties.len() > 1 && parties.iter().all(|&p| home(p) != home(from.thing))
}

/// The state on stage that a person or body belongs to: by office, by what the gazetteer knows, else the only one there is.
fn home(scene: &Scene<'_>, end: &End) -> Option<End> {
    let at = |thing: usize| End { thing, steps: end.steps + 2, token: end.token };
    if let Some(&state) = scene.homes.get(&end.thing) {
        return Some(at(state));
    }
    let Some(entry) =
        scene.things[end.thing].entry.as_deref().and_then(|key| scene.lexicon.entry_by_key(key))
    else {
        let is_state = |t: &usize| scene.things[*t].ntype == NodeType::State && scene.things[*t].on_stage();
        let mut states = (0..scene.things.len()).filter(is_state);
        let only = states.next().filter(|_| scene.things[end.thing].is_person())?;
        return states.next().is_none().then_some(at(only));
    };
    let is_home = |t: &usize| {
        scene.things[*t]
            .entry
            .as_deref()
            .is_some_and(|e| entry.states.iter().any(|s| e == format!("states/{s}")))
    };
    (0..scene.things.len()).filter(|&t| scene.things[t].on_stage()).find(is_home).map(at)
}

/// What an end may be: as the rule says, else as the ontology allows.
fn wanted(is: &[Is], edge: EdgeType, source: bool) -> Vec<Is> {
    if !is.is_empty() {
        return is.to_vec();
    }
    match (edge, source) {
        (EdgeType::ConcludedAt, true) => vec![Is::Kind(Kind::Agreement)],
        (EdgeType::LocatedIn | EdgeType::PartOf, true) => Vec::new(),
        (_, true) => vec![Is::Kind(Kind::Actor)],
        (EdgeType::PartyTo | EdgeType::Signed, false) => vec![Is::Kind(Kind::Agreement)],
        (EdgeType::Issued, false) => vec![Is::Kind(Kind::Policy), Is::Kind(Kind::Agreement)],
        (EdgeType::ParticipatedIn, false) => vec![Is::Kind(Kind::Event), Is::Kind(Kind::Policy)],
        (EdgeType::ConcludedAt, false) => vec![Is::Kind(Kind::Event)],
        (EdgeType::LocatedIn, false) => vec![Is::Kind(Kind::Place)],
        (EdgeType::PartOf, false) => Vec::new(),
        _ => vec![Is::Kind(Kind::Actor)],
    }
}

/// A trigger in its sentence.
struct Place<'s, 'a> {
    scene: &'s Scene<'a>,
    tree: &'s Tree<'a>,
    sentence: usize,
    token: usize,
    part: Part,
    /// The preposition that ends the trigger.
    preposition: Option<&'s str>,
    /// Ends are the phrases themselves and whoever acts through them, not what lies deeper inside.
    shallow: bool,
    /// The trigger finds fault with somebody.
    blames: bool,
}

impl Place<'_, '_> {
    /// *a body could build a framework **to include** Togo*: the framework would, and not the body.
    fn is_aim_of_body(&self, rule: &Rule) -> bool {
        rule.edge == EdgeType::MemberOf
            && rule.to.first() == Some(&Role::Subject)
            && self.part == Part::Verb
            && matches!(self.tree.rel(self.token), "advcl" | "acl" | "xcomp")
            && self.tree.has_kid(self.token, "mark", &["to"])
    }

    /// Finds the ends that a torn tree lacks among what stands near. Whether it found any.
    fn mend(&self, rule: &Rule, sources: &mut Vec<End>, targets: &mut Vec<End>) -> bool {
        let plain = matches!(rule.from.first(), Some(Role::Subject)) && !rule.to.contains(&Role::Complement);
        if self.speakers().is_some() {
            return false;
        }
        if self.part != Part::Verb || !plain || !near::is_finite(self.scene, self.sentence, self.token) {
            return false;
        }
        let lacked = (sources.is_empty(), targets.is_empty());
        let from = wanted(&rule.from_is, rule.edge, true);
        let to = wanted(&rule.to_is, rule.edge, false);
        let before = |is: &[Is]| near::before(self.scene, self.sentence, self.token, is);
        let after = |roles: &[Role], is: &[Is]| near::after(self.scene, self.sentence, self.token, roles, is);
        if self.tree.is_passive(self.token) {
            if lacked.0 {
                *sources = after(&[Role::Preposition("by".into())], &from);
            }
            if lacked.1 && !sources.is_empty() && rule.to.contains(&Role::Object) {
                *targets = before(&to);
            }
        } else {
            if lacked.0 {
                *sources = before(&from);
            }
            if lacked.1 && !sources.is_empty() {
                *targets = after(&rule.to, &to);
            }
        }
        lacked != (sources.is_empty(), targets.is_empty())
    }

    /// The first role that finds something besides what the other end is: *offered its troops to **Chad***.
    fn ends(&self, roles: &[Role], wanted: &[Is], other: &[End]) -> Vec<End> {
        let mut own = Vec::new();
        for role in roles {
            let deep = !matches!(role, Role::Subject) && !self.shallow;
            let mut heads = self.heads(role);
            // *deep concern at the **plight** of Chad*: whoever suffers is not blamed.
            heads.retain(|&h| {
                !self.blames || !self.scene.lexicon.words().is("plight-noun", &self.tree.lemma(h))
            });
            let mut found = self.spread(heads, wanted, deep);
            if let (Role::Preposition(word), [one]) = (role, &found[..])
                && word == "between"
                && let Some(other) = examples::other_of_two(self.scene, self.sentence, one.token)
            {
                found = self.spread(vec![one.token, other], wanted, deep);
            }
            if found.is_empty() && matches!(role, Role::Subject) {
                found = self.spread(self.understood(), wanted, deep);
            }
            if found.is_empty() && matches!(role, Role::Subject) && self.is_taken_back() {
                found = self.spread(self.owners_of_object(), wanted, false);
            }
            if found.is_empty()
                && matches!(role, Role::Subject)
                && let Some(speakers) = self.speakers()
            {
                return self.voiced(speakers, wanted);
            }
            if found.is_empty() {
                found = self.above_relative(role, wanted);
            }
            if found.is_empty() {
                found = self.pointed_at(role, wanted);
            }
            if found.is_empty()
                && self.part == Part::Noun
                && matches!(role, Role::Preposition(w) if w == "on")
            {
                found =
                    self.spread(examples::in_brackets(self.scene, self.sentence, self.token), wanted, deep);
            }
            if found.iter().any(|f| other.iter().all(|o| o.thing != f.thing))
                || is_mutual(self.scene, self.sentence, &found)
            {
                return found;
            }
            own.append(&mut found);
        }
        if !own.is_empty() {
            return own;
        }
        // *striking workers*: nobody beside an adjective is struck.
        let adjective = self.tree.rel(self.token) == "amod" && self.tree.token(self.token).xpos == "VBG";
        match (self.part, roles.first()) {
            _ if adjective => Vec::new(),
            (Part::Verb, Some(Role::Subject)) => self.beside(wanted, self.before()),
            (Part::Verb, Some(Role::Object)) => self.beside(wanted, self.behind()),
            _ => Vec::new(),
        }
    }

    /// *1. CONDEMN the raid, and decide to **send** a mission*: the speakers of a communiqué, if the verb is theirs.
    fn speakers(&self) -> Option<&Vec<usize>> {
        let tree = self.tree;
        let verb = match self.part {
            Part::Verb => Some(self.token),
            Part::Noun => tree.governing_verb(self.token).filter(|&v| !reacts(&tree.lemma(v))),
            Part::Adjective => None,
        };
        let mut at = verb?;
        loop {
            if let Some(speakers) = self.scene.voices.get(&(self.sentence, at)) {
                return Some(speakers);
            }
            let own = tree.kids_by(at, "nsubj").next().is_some() || tree.is_passive(at);
            at = tree.head(at).filter(|_| matches!(tree.rel(at), "conj" | "xcomp") && !own)?;
        }
    }

    /// *Togo's ban was **lifted***: what nobody else is said to end, its owner does.
    fn is_taken_back(&self) -> bool {
        let lemma = self.tree.lemma(self.token);
        self.part == Part::Verb
            && self.tree.is_passive(self.token)
            && self.tree.agents(self.token).is_empty()
            && self.scene.lexicon.words().is("relent-verb", &lemma)
    }

    fn owners_of_object(&self) -> Vec<usize> {
        let tree = self.tree;
        let nouns = tree.patients(self.token).into_iter().filter(|&o| tree.is_noun(o));
        let owners = nouns.flat_map(|o| [tree.owners(o), maker::of(self.scene, self.sentence, o)].concat());
        owners.collect()
    }

    fn voiced(&self, speakers: &[usize], wanted: &[Is]) -> Vec<End> {
        let fits = speakers.iter().filter(|&&t| ends::is_wanted(self.scene, t, wanted));
        fits.map(|&thing| End { thing, steps: 0, token: self.token }).collect()
    }

    /// *a pact between Chad and **Niger**, which both signed*: a relative clause may hang on a name inside its phrase.
    fn above_relative(&self, role: &Role, wanted: &[Is]) -> Vec<End> {
        let tree = self.tree;
        let below = tree.head(self.token).filter(|_| tree.rel(self.token) == "acl");
        let Some(below) = below.filter(|b| self.part == Part::Verb && self.heads(role).contains(b)) else {
            return Vec::new();
        };
        let phrases = tree.ancestors(below).into_iter().take_while(|&i| tree.is_noun(i)).take(RELATIVE_CLIMB);
        let mut found = phrases.map(|i| ends::ends_of(self.scene, self.sentence, i, wanted, false));
        let mut found = found.find(|f| !f.is_empty()).unwrap_or_default();
        found.iter_mut().for_each(|end| end.steps += 1);
        found
    }

    /// *took part in **it***, ***It** was signed in Lomé*: the agreement or event spoken of last.
    fn pointed_at(&self, role: &Role, wanted: &[Is]) -> Vec<End> {
        const TEXTS: [Kind; 3] = [Kind::Agreement, Kind::Event, Kind::Policy];
        let texts = |is: &Is| match is {
            Is::Kind(kind) => TEXTS.contains(kind),
            Is::Type(t) => TEXTS.iter().any(|k| k.types().contains(t)),
        };
        if wanted.is_empty() || !wanted.iter().all(texts) {
            return Vec::new();
        }
        let points = |&h: &usize| matches!(self.tree.lemma(h).as_str(), "it" | "this");
        let Some(token) = self.heads(role).into_iter().find(points) else { return Vec::new() };
        let last = self
            .scene
            .last_of(self.sentence, token, POINTED_BACK, |t| ends::is_wanted(self.scene, t, wanted));
        last.map(|thing| End { thing, steps: TORN_STEPS, token }).into_iter().collect()
    }

    /// Whom a verb's subject stands for when it is no actor itself: *Chad said **it** would …*, *issued a **note** asking …*.
    fn understood(&self) -> Vec<usize> {
        let tree = self.tree;
        let governor = tree.head(self.token);
        if self.part == Part::Adjective {
            let pronoun =
                |&k: &usize| matches!(tree.rel(k), "expl" | "nsubj") && tree.token(k).upos == "PRON";
            let dummy = tree.full_rel(self.token) == "ccomp" && tree.kids(self.token).iter().any(pronoun);
            return governor.filter(|_| dummy).map_or_else(Vec::new, |g| tree.agents(g));
        }
        let subject = self.subjects();
        let [subject] = subject[..] else { return Vec::new() };
        match tree.full_rel(self.token) {
            "ccomp" if tree.token(subject).upos == "PRON" => {
                governor.filter(|&g| tree.is_verb(g)).map_or_else(Vec::new, |g| tree.agents(g))
            }
            "acl" if governor == Some(subject) && tree.rel(subject) == "obj" => {
                tree.head(subject).map_or_else(Vec::new, |g| tree.agents(g))
            }
            _ => Vec::new(),
        }
    }

    /// What stands beside a verb whose tree lacks the role, at a price.
    fn beside(&self, wanted: &[Is], head: Option<usize>) -> Vec<End> {
        let heads: Vec<usize> = head.map(|h| self.tree.first_conjunct(h)).into_iter().collect();
        let mut found = self.spread(heads, wanted, false);
        found.iter_mut().for_each(|end| end.steps += TORN_STEPS);
        found
    }

    /// The nearest name before a finite verb that the tree left without a subject, with no other verb between.
    fn before(&self) -> Option<usize> {
        let (tree, verb) = (self.tree, self.token);
        let finite = matches!(tree.token(verb).xpos, "VBD" | "VBZ" | "VBP")
            || tree.kids_by(verb, "aux").any(|k| k < verb);
        if !finite || tree.is_passive(verb) || !tree.agents(verb).is_empty() {
            return None;
        }
        let barred = |i: usize| {
            (tree.is_verb(i) && !matches!(tree.rel(i), "aux" | "cop"))
                || matches!(tree.token(i).form.as_str(), ";" | ":" | "“" | "”" | "\"")
        };
        let left = (verb.saturating_sub(REACH)..verb).rev().take_while(|&i| !barred(i));
        let names: Vec<usize> = left
            .filter(|&i| self.scene.spot_at(self.sentence, i).is_some())
            .filter(|&i| !matches!(tree.rel(i), "compound" | "amod") && tree.full_rel(i) != "nmod:poss")
            .collect();
        let free = names.iter().copied().find(|&i| tree.preposition(i).is_none());
        free.or_else(|| names.first().copied())
    }

    /// The nearest phrase behind a verb that the tree left without an object.
    fn behind(&self) -> Option<usize> {
        let (tree, verb) = (self.tree, self.token);
        if tree.is_passive(verb) || !tree.patients(verb).is_empty() {
            return None;
        }
        let barred =
            |i: usize| matches!(tree.token(i).upos, "VERB" | "ADP" | "SCONJ" | "PUNCT" | "PRON" | "CCONJ");
        let right = (verb + 1..tree.len().min(verb + 7)).take_while(|&i| !barred(i));
        right
            .filter(|&i| {
                tree.is_noun(i)
                    && !matches!(tree.rel(i), "compound" | "amod")
                    && tree.full_rel(i) != "nmod:poss"
            })
            .last()
    }

    /// *condemned Russia's actions and **imposed sanctions***: a verb without a target has that of the verb it is coordinated
    /// with, if both have one subject.
    fn shared_targets(&self, wanted: &[Is]) -> Vec<End> {
        let tree = self.tree;
        let verb = if self.part == Part::Noun { tree.governing_verb(self.token) } else { Some(self.token) };
        let first =
            verb.filter(|&v| tree.rel(v) == "conj").and_then(|v| tree.head(v)).filter(|&f| tree.is_verb(f));
        let own_subject = verb.is_some_and(|v| tree.kids_by(v, "nsubj").next().is_some());
        match first {
            Some(first) if !own_subject => self.spread(tree.patients(first), wanted, true),
            _ => Vec::new(),
        }
    }

    /// *broke off relations*, *sent the maize*: where an act says nothing of whom it is done to, the only other state, body
    /// or person that the sentence has spoken of so far.
    fn implied(&self, wanted: &[Is], sources: &[End]) -> Vec<End> {
        let scene = self.scene;
        let home = |t: usize| scene.homes.get(&t).copied();
        let is_source = |t: usize| {
            sources.iter().any(|s| s.thing == t || home(s.thing) == Some(t) || home(t) == Some(s.thing))
        };
        let spots = scene.spots_in(self.sentence).filter(|s| !s.nested && s.end <= self.token);
        let mut found: Vec<End> = Vec::new();
        for (thing, token) in spots.flat_map(|s| s.things.iter().map(move |&t| (t, s.head))) {
            let other = ends::is_wanted(scene, thing, wanted) && !is_source(thing);
            if other && found.iter().all(|f| f.thing != thing) {
                found.push(End { thing, steps: IMPLIED_STEPS, token });
            }
        }
        if found.len() == 1 { found } else { Vec::new() }
    }

    fn spread(&self, heads: Vec<usize>, wanted: &[Is], deep: bool) -> Vec<End> {
        let mut found: Vec<End> = Vec::new();
        for head in heads.into_iter().flat_map(|h| self.tree.with_conjuncts(h)) {
            for end in ends::ends_of(self.scene, self.sentence, head, wanted, deep) {
                if !found.iter().any(|f| f.thing == end.thing) {
                    found.push(end);
                }
            }
        }
        found
    }

    /// *Weapons from **Chad** reached the rebels*: where what does it is a thing, whoever it comes from.
    fn senders(&self, wanted: &[Is]) -> Vec<End> {
        let from = |s: usize| self.tree.prepositional_kids(s, "from");
        let mut found = self.spread(self.subjects().into_iter().flat_map(from).collect(), wanted, false);
        found.iter_mut().for_each(|end| end.steps += 1);
        found
    }
}
