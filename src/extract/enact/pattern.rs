//! How do the ends of a verb belong to what it tells, and when does it pick out one thing?

use super::super::describe::{self, Phrase};
use super::super::scene::Scene;
use super::super::{ends, when};
use crate::lexicon::Enacted;
use crate::model::{Kind, NodeType};

/// How the ends of the verb belong to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Subject and object, or *with*, take part alike.
    Together,
    /// The subject has a person with it: *received the chancellor in Riga*.
    Hosted,
    /// The subject goes to the object, or *to*; counts only with a date where the flag is set.
    Journey { dated: bool },
    /// The subject does it to the object; counts only with a date where the flag is set.
    Deed { dated: bool },
    /// Power changes hands by force; the doer may be nobody's army.
    Coup,
    /// A state or those of it choose a person.
    Vote,
    /// The subject brings the object, or *against*, before a court.
    Suit,
    /// Two or more bind themselves somewhere.
    Bargain,
    /// The subject looks on while others sign.
    Onlook,
}

impl Pattern {
    /// The pattern of a verb in its clause; none where the form of the clause forbids it.
    pub(super) fn of(enacted: &Enacted, scene: &Scene<'_>, sentence: usize, verb: usize) -> Option<Self> {
        Some(match enacted.pattern.as_str() {
            "together" => Self::Together,
            // *were joined by the Uzbek leader in Khujand*; who joins a club meets nobody.
            "joined" if scene.trees[sentence].is_passive(verb) => Self::Together,
            "joined" => return None,
            "hosted" => Self::Hosted,
            "journey" => Self::Journey { dated: false },
            "dated journey" => Self::Journey { dated: true },
            "coup" => Self::Coup,
            "vote" => Self::Vote,
            "suit" => Self::Suit,
            "bargain" => Self::Bargain,
            "onlook" => Self::Onlook,
            pattern => Self::Deed { dated: pattern == "dated deed" },
        })
    }

    /// What the verb's clause says of the event; nothing where it does not pick one out.
    pub(super) fn phrase(self, scene: &Scene<'_>, sentence: usize, verb: usize) -> Option<Phrase> {
        let clause = Clause::of(scene, sentence, verb);
        match self {
            Self::Together => clause.together(),
            Self::Hosted => clause.hosted(),
            Self::Journey { dated } => clause.journey(dated),
            Self::Deed { dated } => clause.deed(dated),
            Self::Coup => clause.coup(),
            Self::Vote => clause.vote(),
            Self::Suit => clause.suit(),
            Self::Bargain => clause.bargain(),
            Self::Onlook => clause.onlook(),
        }
    }
}

/// Who did it, to what, where and when, if one of the last two is told.
pub(super) fn deed_of(scene: &Scene<'_>, sentence: usize, verb: usize) -> Option<Phrase> {
    let mut clause = Clause::of(scene, sentence, verb);
    let fixed = clause.is_fixed();
    clause.phrase.places = clause.settings.clone();
    clause.phrase.targets = clause.places(&clause.patients);
    fixed.then_some(clause.phrase)
}

/// A verb, who and what hangs on it, where and when.
struct Clause<'s, 'a> {
    scene: &'s Scene<'a>,
    sentence: usize,
    verb: usize,
    /// Heads of what it is done to.
    patients: Vec<usize>,
    /// Places that *in* and *at* tell.
    settings: Vec<usize>,
    phrase: Phrase,
}

impl<'s, 'a> Clause<'s, 'a> {
    fn of(scene: &'s Scene<'a>, sentence: usize, verb: usize) -> Self {
        let tree = &scene.trees[sentence];
        let date = when::date_of(scene, sentence, verb);
        let patients = tree.patients(verb);
        let around = tree.kids_by(verb, "obl").filter(|&k| {
            matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near" | "off" | "outside"))
        });
        let mut settings: Vec<usize> = around.flat_map(|k| describe::places_of(scene, sentence, k)).collect();
        if settings.is_empty() {
            settings = inside_of(scene, sentence, &patients);
        }
        let mut clause = Self {
            scene,
            sentence,
            verb,
            patients,
            settings,
            phrase: Phrase { start: verb, definite: true, date, ..Phrase::default() },
        };
        clause.phrase.parties = clause.actors(&tree.agents(verb));
        clause
    }

    fn actors(&self, heads: &[usize]) -> Vec<usize> {
        let tree = &self.scene.trees[self.sentence];
        let heads = heads.iter().flat_map(|&h| tree.with_conjuncts(h));
        heads.flat_map(|h| ends::actors_of(self.scene, self.sentence, h)).collect()
    }

    fn places(&self, heads: &[usize]) -> Vec<usize> {
        heads.iter().flat_map(|&p| describe::places_of(self.scene, self.sentence, p)).collect()
    }

    fn with(&self, preposition: &str) -> Vec<usize> {
        self.scene.trees[self.sentence].with_preposition(self.verb, preposition)
    }

    fn is_fixed(&self) -> bool {
        self.phrase.date.is_some() || !self.settings.is_empty()
    }

    /// *fought a **war***, *won the **election***: the noun will tell it.
    fn is_told_by_noun(&self, kind: Kind) -> bool {
        let tree = &self.scene.trees[self.sentence];
        let nouns = &self.scene.lexicon.words().nouns;
        let of_kind = |i: usize| {
            let named = self.scene.spot_at(self.sentence, i).is_some_and(|s| {
                self.scene.spots[s].things.iter().any(|&t| self.scene.things[t].kind == kind)
            });
            named || nouns.get(&tree.lemma(i)).is_some_and(|s| s.kind == kind)
        };
        self.patients.iter().any(|&p| of_kind(p))
    }

    fn together(mut self) -> Option<Phrase> {
        // *met in Gabala **for their twelfth summit***: the summit is told by its noun.
        if self.is_told_by_noun(Kind::Event) || self.is_for_meeting() {
            return None;
        }
        let led = ["under", "through", "at"]
            .into_iter()
            .flat_map(|p| self.with(p))
            .flat_map(|k| describe::led_by(self.scene, self.sentence, k));
        let led: Vec<usize> = led.collect();
        let others: Vec<usize> = self.patients.iter().copied().chain(self.with("with")).collect();
        let others = self.actors(&others);
        let fixed = self.is_fixed();
        self.phrase.parties.extend(others.into_iter().chain(led));
        describe::dedup(&mut self.phrase.parties);
        self.phrase.places = self.settings;
        let body = |&p: &usize| matches!(self.scene.things[p].ntype, NodeType::Igo | NodeType::Group);
        // *the Union agreed to **negotiate** a treaty*: with whom, is not said.
        let negotiates = self.scene.trees[self.sentence].lemma(self.verb) == "negotiate";
        (fixed && (self.phrase.parties.len() > 1 || !negotiates && self.phrase.parties.iter().any(body)))
            .then_some(self.phrase)
    }

    /// Only a person is received: what else is welcomed is news, and what else is hosted has a noun of its own.
    fn hosted(mut self) -> Option<Phrase> {
        let to = self.places(&self.with("to"));
        let is_person = |&t: &usize| self.scene.things[t].is_person();
        let titled = |&p: &usize| {
            let lemma = self.scene.trees[self.sentence].lemma(p);
            self.scene.lexicon.words().offices.contains(&lemma)
        };
        let heads: Vec<usize> = self
            .patients
            .iter()
            .copied()
            .filter(|p| {
                let own = self.scene.spot_at(self.sentence, *p);
                titled(p) || own.is_some_and(|s| self.scene.spots[s].things.iter().any(is_person))
            })
            .collect();
        let mut guests = self.actors(&heads);
        guests.extend(self.sent());
        let fixed = self.is_fixed() || !to.is_empty();
        self.phrase.places = self.settings;
        self.phrase.places.extend(to);
        let whole = fixed && !guests.is_empty() && !self.phrase.parties.is_empty();
        self.phrase.parties.extend(guests);
        describe::dedup(&mut self.phrase.parties);
        describe::dedup(&mut self.phrase.places);
        (whole && self.phrase.parties.len() > 1).then_some(self.phrase)
    }

    /// *received **a delegation** from the Front **led by Diallo***: whoever leads it, else whoever sent it.
    fn sent(&self) -> Vec<usize> {
        let tree = &self.scene.trees[self.sentence];
        let bodies = self
            .patients
            .iter()
            .copied()
            .filter(|&p| self.scene.lexicon.words().is("delegation", &tree.lemma(p)));
        let of_body = |p: usize| {
            let (first, last) = tree.extent(p);
            let leads = (first..=last)
                .filter(|&v| matches!(tree.lemma(v).as_str(), "lead" | "head") && tree.is_verb(v));
            let leaders: Vec<usize> = leads.flat_map(|v| self.actors(&tree.agents(v))).collect();
            if leaders.is_empty() { self.actors(&[p]) } else { leaders }
        };
        bodies.flat_map(of_body).collect()
    }

    fn journey(mut self, dated: bool) -> Option<Phrase> {
        // *came to Riga **for the summit***: the summit is told by its noun.
        if dated && self.is_for_event() {
            return None;
        }
        // *came **at the invitation of** the king*: whoever invites is there beside the guest.
        let host = self.with("at").into_iter().flat_map(|k| describe::led_by(self.scene, self.sentence, k));
        let host: Vec<usize> = host.filter(|&t| self.scene.things[t].is_person()).collect();
        let mut grounds = self.places(&self.patients);
        if grounds.is_empty() {
            grounds = inside_of(self.scene, self.sentence, &self.patients);
        }
        if grounds.is_empty() {
            grounds = self.places(&self.with("to"));
        }
        // *toured the base **at Pituffik***.
        let inside = !self.patients.is_empty() && self.settings.len() == 1;
        if (dated || inside) && grounds.is_empty() {
            grounds = self.settings;
        }
        describe::dedup(&mut grounds);
        let person = |&p: &usize| self.scene.things[p].is_person();
        let known = !dated || self.phrase.date.is_some() && self.phrase.parties.iter().all(person);
        self.phrase.targets = grounds;
        // *visited both capitals*: as many visits, none of them picked out.
        let one = !self.phrase.parties.is_empty() && self.phrase.targets.len() == 1;
        self.phrase.parties.extend(host);
        (one && known).then_some(self.phrase)
    }

    fn is_for_event(&self) -> bool {
        let tree = &self.scene.trees[self.sentence];
        let nouns = &self.scene.lexicon.words().nouns;
        let event = |k: usize| nouns.get(&tree.lemma(k)).is_some_and(|s| s.kind == Kind::Event);
        let phrases = tree.kids_by(self.verb, "obl").chain(self.with("for"));
        phrases
            .into_iter()
            .any(|k| matches!(tree.preposition(k).as_deref(), Some("for" | "at" | "to")) && event(k))
    }

    /// Gunmen, soldiers, drones: people and weapons without a name that attack.
    fn is_done_by_people(&self) -> bool {
        let tree = &self.scene.trees[self.sentence];
        let words = self.scene.lexicon.words();
        let classes = ["armed-noun", "force-noun", "fighters", "outlaw", "weapon-noun"];
        tree.agents(self.verb).into_iter().any(|a| classes.iter().any(|c| words.is(c, &tree.lemma(a))))
    }

    /// *met **for** a summit*, *gathered **for** the Baku Forum*: not *for talks*, which is what a meeting is.
    fn is_for_meeting(&self) -> bool {
        let tree = &self.scene.trees[self.sentence];
        let nouns = &self.scene.lexicon.words().nouns;
        let meeting = |k: usize| {
            let own =
                !matches!(tree.lemma(k).as_str(), "talk" | "discussion" | "consultation" | "negotiation");
            let named = self.scene.spot_at(self.sentence, k).is_some_and(|s| {
                self.scene.spots[s].things.iter().any(|&t| self.scene.things[t].ntype == NodeType::Meeting)
            });
            named || own && nouns.get(&tree.lemma(k)).is_some_and(|s| s.ntype == NodeType::Meeting)
        };
        self.with("for").into_iter().any(meeting)
    }

    fn deed(mut self, dated: bool) -> Option<Phrase> {
        // *struck a truce*: nobody is hit.
        if self.is_told_by_noun(Kind::Agreement) || self.is_told_by_noun(Kind::Policy) {
            return None;
        }
        // *inaugurated the dam **in a ceremony***: the ceremony is told by its noun.
        let ceremony = |&k: &usize| {
            let lemma = self.scene.trees[self.sentence].lemma(k);
            self.scene.lexicon.words().is("ceremony", &lemma)
        };
        if self.with("in").iter().chain(&self.with("at")).any(ceremony) {
            return None;
        }
        let fixed = self.is_fixed();
        let grounds = self.places(&self.patients);
        self.phrase.places = self.settings.clone();
        self.phrase.targets = if grounds.is_empty() { self.actors(&self.patients) } else { grounds };
        let aimed = !(self.phrase.targets.is_empty() && self.phrase.places.is_empty());
        // *rebels stormed Bukavu in February*: whoever they are.
        let unnamed =
            self.phrase.date.is_some() && self.phrase.parties.is_empty() && self.is_done_by_people();
        let done = !self.phrase.parties.is_empty() || unnamed;
        (done && aimed && (fixed || !dated)).then_some(self.phrase)
    }

    fn coup(mut self) -> Option<Phrase> {
        let person = |&t: &usize| self.scene.things[t].is_person();
        let ousted: Vec<usize> = self.actors(&self.patients).into_iter().filter(person).collect();
        self.phrase.places = self.settings.clone();
        self.phrase.parties.retain(|p| !self.phrase.places.contains(p));
        self.phrase.targets = ousted;
        let against = !self.phrase.targets.is_empty() || !self.phrase.places.is_empty();
        (against && self.phrase.date.is_some()).then_some(self.phrase)
    }

    /// *Sri Lankans elected him president in September*, *she was re-elected in April*.
    fn vote(mut self) -> Option<Phrase> {
        let ballot = |&k: &usize| {
            let lemma = self.scene.trees[self.sentence].lemma(k);
            self.scene.lexicon.words().is("ballot", &lemma)
        };
        let told = self.is_told_by_noun(Kind::Event) || self.with("in").iter().any(ballot);
        if self.phrase.date.is_none() || told {
            return None;
        }
        let person = |&t: &usize| self.scene.things[t].is_person();
        let state = |&t: &usize| self.scene.things[t].ntype == NodeType::State;
        let chosen: Vec<usize> = self.actors(&self.patients).into_iter().filter(person).collect();
        let voters: Vec<usize> = self.phrase.parties.iter().copied().filter(state).collect();
        let homes = chosen.iter().filter_map(|&p| describe::home(self.scene, p));
        let home = voters.first().copied().or_else(|| homes.into_iter().find(state))?;
        let bodies = self.phrase.parties.iter().any(|t| !state(t));
        if bodies || self.is_about_something() {
            return None;
        }
        self.phrase.parties = chosen;
        self.phrase.places = vec![home];
        Some(self.phrase)
    }

    /// *voted **for** the bill*, *voted **to** leave*: no election.
    fn is_about_something(&self) -> bool {
        let tree = &self.scene.trees[self.sentence];
        tree.kids(self.verb).iter().any(|&k| match tree.rel(k) {
            "xcomp" => tree.is_verb(k),
            "ccomp" => true,
            // *was re-elected **with 98 per cent***: by so much.
            "obl" if matches!(tree.lemma(k).as_str(), "cent" | "percent" | "%" | "vote" | "majority") => {
                false
            }
            "obl" => {
                matches!(
                    tree.preposition(k).as_deref(),
                    Some("for" | "against" | "on" | "to" | "into" | "by" | "with" | "as")
                ) && self.scene.timexes[self.sentence].iter().all(|t| !(t.start..t.end).contains(&k))
            }
            _ => false,
        })
    }

    fn suit(mut self) -> Option<Phrase> {
        let tree = &self.scene.trees[self.sentence];
        let mut against = self.with("against");
        against.extend(self.patients.iter().flat_map(|&p| tree.prepositional_kids(p, "against")));
        let sued = if against.is_empty() { self.actors(&self.patients) } else { self.actors(&against) };
        self.phrase.targets = sued.into_iter().filter(|t| !self.phrase.parties.contains(t)).collect();
        describe::dedup(&mut self.phrase.targets);
        let court = tree.kids_by(self.verb, "obl").any(|k| {
            let words = [k].into_iter().chain(tree.kids(k).iter().copied());
            words.into_iter().any(|i| matches!(tree.lemma(i).as_str(), "court" | "tribunal" | "organization"))
        });
        self.phrase.places =
            self.settings.into_iter().filter(|&p| self.scene.things[p].kind == Kind::Place).collect();
        let whole = !self.phrase.parties.is_empty() && !self.phrase.targets.is_empty();
        (whole && (court || self.phrase.date.is_some())).then_some(self.phrase)
    }

    /// *The two presidents **looked on*** as the ministers signed: at a signing, with its place and day.
    fn onlook(mut self) -> Option<Phrase> {
        let person = |&t: &usize| self.scene.things[t].is_person();
        let persons = !self.phrase.parties.is_empty() && self.phrase.parties.iter().all(person);
        if !persons || self.is_told_by_noun(Kind::Event) {
            return None;
        }
        let (at, verb) = self.signing()?;
        // Signed at a meeting, or with somebody looking on: he is at the meeting.
        let tree = &self.scene.trees[self.sentence];
        let beside = tree.has_kid(self.verb, "mark", &["with"]) || tree.rel(self.verb) == "acl";
        let meets = |t: &usize| {
            let thing = &self.scene.things[*t];
            let ceremony = self.scene.lexicon.words().is("ceremony", &thing.noun);
            thing.ntype == NodeType::Meeting || ceremony
        };
        let mut spots = self.scene.spots_in(at).chain(self.scene.spots_in(self.sentence));
        if beside || spots.any(|s| s.things.iter().any(meets)) || self.names_meeting(at) {
            return None;
        }
        let signing = Clause::of(self.scene, at, verb);
        let signers = signing.phrase.parties.iter().copied().filter(person).collect::<Vec<_>>();
        self.phrase.parties.extend(signers);
        describe::dedup(&mut self.phrase.parties);
        self.phrase.places = signing.settings;
        self.phrase.date = signing.phrase.date.or(self.phrase.date);
        let fixed = !self.phrase.places.is_empty() || self.phrase.date.is_some();
        fixed.then_some(self.phrase)
    }

    /// Whether a noun of a sentence makes a meeting: those that stand later have not been read yet.
    fn names_meeting(&self, sentence: usize) -> bool {
        let tree = &self.scene.trees[sentence];
        let words = self.scene.lexicon.words();
        let meeting = |i: usize| {
            let lemma = tree.lemma(i);
            let sort = words.nouns.get(&lemma).map(|s| s.ntype);
            tree.is_noun(i) && (sort == Some(NodeType::Meeting) || words.is("ceremony", &lemma))
        };
        (0..tree.len()).any(meeting)
    }

    /// The signing that is looked on at: below the verb, else before it in its sentence or the one before.
    fn signing(&self) -> Option<(usize, usize)> {
        let signs = |s: usize, v: &usize| {
            let tree = &self.scene.trees[s];
            tree.is_verb(*v) && self.scene.lexicon.words().is("sign", &tree.lemma(*v))
        };
        let tree = &self.scene.trees[self.sentence];
        let (first, last) = tree.extent(self.verb);
        let here = (first..=last).find(|v| *v != self.verb && signs(self.sentence, v));
        let before = || (0..self.verb).rev().find(|v| signs(self.sentence, v));
        let earlier = || {
            let s = self.sentence.checked_sub(1)?;
            (0..self.scene.trees[s].len()).rev().find(|v| signs(s, v)).map(|v| (s, v))
        };
        here.or_else(before).map(|v| (self.sentence, v)).or_else(earlier)
    }

    /// *agreed in Jeddah to restore relations*; where a noun names what was agreed (*agreed on a truce*), that tells it.
    fn bargain(mut self) -> Option<Phrase> {
        let tree = &self.scene.trees[self.sentence];
        let with = self.actors(&self.with("with"));
        self.phrase.parties.extend(with);
        describe::dedup(&mut self.phrase.parties);
        let is_made = |&k: &usize| {
            let sort = self.scene.lexicon.words().nouns.get(&tree.lemma(k));
            let sort = sort.filter(|_| tree.token(k).upos == "NOUN");
            let spot = self.scene.spot_at(self.sentence, k);
            let named = spot.is_some_and(|s| {
                self.scene.spots[s].things.iter().any(|&t| {
                    self.scene.things[t].kind != Kind::Place && self.scene.things[t].kind != Kind::Actor
                })
            });
            named || sort.is_some_and(|s| s.kind != Kind::Actor)
        };
        let around = tree.kids(self.verb).iter().filter(|&&k| matches!(tree.rel(k), "obj" | "obl" | "nsubj"));
        let told = around.into_iter().any(is_made);
        self.phrase.places =
            self.settings.into_iter().filter(|&p| self.scene.things[p].kind == Kind::Place).collect();
        let homes: std::collections::BTreeSet<usize> =
            self.phrase.parties.iter().map(|&p| describe::home(self.scene, p).unwrap_or(p)).collect();
        (!told && homes.len() > 1 && !self.phrase.places.is_empty() && self.phrase.date.is_some())
            .then_some(self.phrase)
    }
}

/// *bombed a villa **in Doha***, *opened a bridge over the Prut **at Ungheni***: where what it is done to stands.
fn inside_of(scene: &Scene<'_>, sentence: usize, patients: &[usize]) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let hung = |&p: &usize| {
        let (_, last) = tree.extent(p);
        let stands = |&k: &usize| {
            let near =
                matches!(tree.preposition(k).as_deref(), Some("in" | "at" | "near" | "off" | "outside"));
            near && tree.rel(k) == "nmod"
                && tree.ancestors(k).into_iter().take_while(|&a| a != p).all(|a| tree.is_noun(a))
        };
        (p + 1..=last).filter(stands).collect::<Vec<_>>()
    };
    patients.iter().flat_map(hung).flat_map(|k| describe::places_of(scene, sentence, k)).collect()
}
