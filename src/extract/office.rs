//! Who holds which office, for whom?
//!
//! Titles stand next to names in a handful of ways that need no tree: *Kenyan President William Ruto*, *William Ruto, the
//! president of Kenya*, *Kenya's president, William Ruto*, *Ruto became president*. Titles are in `data/words/offices.tsv`.

use super::scene::Scene;
use super::syntax::Tree;
use crate::model::{Edtf, Kind, NodeType, Reading};

/// Longest title, in words.
const LONGEST: usize = 5;
/// How far after a name an apposition's title may stand.
const APPOSITION: usize = 9;

/// A person in an office.
#[derive(Debug, Clone)]
pub struct Office {
    /// The person.
    pub person: usize,
    /// State or organisation it is an office of.
    pub holder: usize,
    /// Title, as the text has it.
    pub role: String,
    /// Sentence.
    pub sentence: usize,
    /// Tokens that say so.
    pub tokens: (usize, usize),
    /// How often such readings are right.
    pub confidence: f64,
    /// When it began, where the text says so.
    pub date: Option<Edtf>,
}

/// A title in a row of tokens.
struct Title {
    start: usize,
    end: usize,
}

/// All offices that the text tells.
pub fn read(scene: &Scene<'_>) -> Vec<Office> {
    let mut found = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [person] = spot.things[..] else { continue };
        if !scene.things[person].is_person() {
            continue;
        }
        let place = Near { scene, sentence: spot.sentence, person, start: spot.start, end: spot.end };
        if let Some(office) = place.in_row(&found) {
            found.push(office);
            continue;
        }
        let office = place
            .before()
            .or_else(|| place.after())
            .or_else(|| place.predicate())
            .or_else(|| place.next_line())
            .or_else(|| place.owned_body())
            .or_else(|| place.possessed());
        found.extend(office);
    }
    found
}

/// Notes who speaks for whom, and under which titles: what *both governments* and *the president* need to know.
pub fn settle(scene: &mut Scene<'_>) {
    let offices = read(scene);
    scene.homes = offices.iter().map(|o| (o.person, o.holder)).collect();
    scene.roles.clear();
    for office in offices {
        let roles = scene.roles.entry(office.person).or_default();
        roles.extend(Some(office.role.to_lowercase()).filter(|r| !r.is_empty()));
    }
}

/// A person's name and its surroundings.
struct Near<'s, 'a> {
    scene: &'s Scene<'a>,
    sentence: usize,
    person: usize,
    start: usize,
    end: usize,
}

impl Near<'_, '_> {
    fn tree(&self) -> &Tree<'_> {
        &self.scene.trees[self.sentence]
    }

    /// *their foreign ministers, Ararat Mirzoyan and Jeyhun Bayramov*: the second of a row shares the plural title, and has
    /// the second owner.
    fn in_row(&self, found: &[Office]) -> Option<Office> {
        let tree = self.tree();
        let head = super::mention::head_of(tree, self.start, self.end);
        let first = Some(tree.first_conjunct(head)).filter(|&f| f != head)?;
        let leader = self.scene.spot_at(self.sentence, first)?;
        let shared = found
            .iter()
            .rev()
            .find(|o| o.sentence == self.sentence && self.scene.spots[leader].things.contains(&o.person))?;
        let plural = (shared.tokens.0..self.start)
            .any(|i| tree.token(i).xpos == "NNS" && shared.role.ends_with(&tree.token(i).form));
        let owners = self.scene.spots.iter().find(|s| {
            s.sentence == self.sentence && s.things.len() > 1 && s.things.contains(&shared.holder)
        })?;
        let at = owners.things.iter().position(|&t| t == shared.holder)?;
        let holder = *owners.things.get(at + 1).filter(|&&t| !self.scene.things[t].is_person())?;
        plural.then(|| Office { person: self.person, holder, confidence: 0.7, ..shared.clone() })
    }

    /// *Russian President Vladimir Putin*, *Japan's new prime minister, Shigeru Ishiba*.
    fn before(&self) -> Option<Office> {
        let tree = self.tree();
        let mut end = self.start;
        if end > 1 && tree.token(end - 1).form == "," {
            end -= 1;
        }
        if let Some(title) = title_ending(self.scene, tree, end) {
            return self.office(&title, self.owner_before(title.start).map(|o| (o, 0.9)));
        }
        // *Secretary-General of NATO Mark Rutte*.
        let spot = self.scene.spot_over(self.sentence, end.checked_sub(1)?)?;
        let organisation = self.scene.spots[spot].clone();
        let mut of = organisation.start.checked_sub(1)?;
        if tree.token(of).form.eq_ignore_ascii_case("the") {
            of = of.checked_sub(1)?;
        }
        if tree.lemma(of) != "of" {
            return None;
        }
        let title = title_ending(self.scene, tree, of)?;
        let owner = self.actor_of(spot)?;
        self.office(&title, Some((owner, 0.85)))
    }

    /// Whoever stands right before a title, past its adjectives.
    fn owner_before(&self, title: usize) -> Option<usize> {
        let tree = self.tree();
        let mut at = title;
        for _ in 0..4 {
            at = at.checked_sub(1)?;
            if let Some(spot) = self.scene.spot_over(self.sentence, at) {
                return self.actor_of(spot);
            }
            let token = tree.token(at);
            let skipped = matches!(token.upos, "ADJ" | "PART" | "VERB" | "ADV")
                || matches!(token.form.as_str(), "'s" | "’s" | "-" | "then");
            if !skipped {
                return None;
            }
        }
        None
    }

    fn actor_of(&self, spot: usize) -> Option<usize> {
        let fits = |t: &usize| {
            self.scene.things[*t].kind == Kind::Actor
                && *t != self.person
                && !self.scene.things[*t].is_person()
        };
        self.scene.spots[spot].things.iter().copied().find(fits)
    }

    /// *William Ruto, the president of Kenya*; *Kaja Kallas, the EU's foreign policy chief*.
    fn after(&self) -> Option<Office> {
        let tree = self.tree();
        if self.end >= tree.len() || !matches!(tree.token(self.end).form.as_str(), "," | "(" | "–" | "—")
        {
            return None;
        }
        self.title_from(self.end + 1, (self.end + APPOSITION).min(tree.len()))
    }

    /// A title that begins in a range before anything but articles, adjectives and its owner.
    fn title_from(&self, from: usize, to: usize) -> Option<Office> {
        let tree = self.tree();
        let mut owner = None;
        for at in from..to {
            if let Some(title) = title_starting(self.scene, tree, at) {
                let owner = self.owner_after(title.end).or(owner);
                return self.office(&title, owner.map(|o| (o, 0.85)));
            }
            match self.scene.spot_over(self.sentence, at) {
                Some(spot) => match self.actor_of(spot) {
                    Some(actor) => owner = Some(actor),
                    None => return None,
                },
                None => {
                    let token = tree.token(at);
                    let between = matches!(token.upos, "DET" | "ADJ" | "PART" | "ADV")
                        || matches!(token.form.as_str(), "'s" | "’s" | "-" | "a" | "an" | "as");
                    if !between {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// *of Kenya*, *at the institute*, *for the Union* right after a title.
    fn owner_after(&self, end: usize) -> Option<usize> {
        let tree = self.tree();
        if end >= tree.len()
            || !matches!(tree.lemma(end).as_str(), "of" | "at" | "for" | "to" | "with" | "in")
        {
            return None;
        }
        let spot = (end + 1..tree.len().min(end + 8))
            .take_while(|&i| !matches!(tree.token(i).form.as_str(), "," | ";" | "."))
            .find_map(|i| self.scene.spot_over(self.sentence, i))?;
        self.actor_of(spot)
    }

    /// *Ruto is president of Kenya*, *Ruto was elected president*.
    fn predicate(&self) -> Option<Office> {
        let tree = self.tree();
        let verb = (self.end..tree.len().min(self.end + 4))
            .find(|&i| self.scene.lexicon.words().is("hold-office", &tree.lemma(i)))?;
        self.title_from((verb + 1).min(tree.len()), tree.len().min(verb + 6))
            .or_else(|| self.title_from((verb + 2).min(tree.len()), tree.len().min(verb + 7)))
    }

    /// A by-line: the name on a line of its own, the title on the next.
    fn next_line(&self) -> Option<Office> {
        let next = self.sentence + 1;
        let alone = self.tree().sentence.heading && self.end == self.tree().len() && self.start == 0;
        if !alone || next >= self.scene.trees.len() {
            return None;
        }
        let here = Near { scene: self.scene, sentence: next, person: self.person, start: 0, end: 0 };
        here.title_from(0, here.tree().len().min(3))
    }

    /// *Senegal's Bassirou Diomaye Faye*: whoever a state owns by name speaks for it, in an office the text does not tell.
    fn possessed(&self) -> Option<Office> {
        let tree = self.tree();
        let mark = self
            .start
            .checked_sub(1)
            .filter(|&i| matches!(tree.token(i).form.as_str(), "'s" | "’s" | "'" | "’"))?;
        let spot = self.scene.spot_over(self.sentence, mark.checked_sub(1)?)?;
        let holder = self.actor_of(spot)?;
        let tokens = (self.scene.spots[spot].start, self.end);
        Some(Office {
            person: self.person,
            holder,
            role: String::new(),
            sentence: self.sentence,
            tokens,
            confidence: 0.7,
            date: None,
        })
    }

    /// *Ishiba's minority government*: whoever owns a government heads it.
    fn owned_body(&self) -> Option<Office> {
        let tree = self.tree();
        let head = super::mention::head_of(tree, self.start, self.end);
        let body = tree.head(head).filter(|_| tree.full_rel(head) == "nmod:poss")?;
        if !self.scene.lexicon.words().is("own-government", &tree.lemma(body)) {
            return None;
        }
        let holder = self.state_near()?;
        Some(Office {
            person: self.person,
            holder,
            role: "head of government".into(),
            sentence: self.sentence,
            tokens: (self.start, body + 1),
            confidence: 0.7,
            date: None,
        })
    }

    fn office(&self, title: &Title, owner: Option<(usize, f64)>) -> Option<Office> {
        let words = self.scene.lexicon.words();
        let tree = self.tree();
        let text = self.scene.text(self.sentence, title.start, title.end);
        let governs = words.is("state-office", &text.to_lowercase());
        let (holder, confidence) = match owner {
            Some(owner) => owner,
            None => (self.state_of_person().or_else(|| governs.then(|| self.state_near()).flatten())?, 0.65),
        };
        let before = title.start.checked_sub(1).map(|i| tree.lemma(i)).filter(|w| words.is("ex-office", w));
        let role = before.map_or_else(|| text.to_string(), |w| format!("{w} {text}"));
        let tokens = (title.start.min(self.start), title.end.max(self.end));
        Some(Office {
            person: self.person,
            holder,
            role,
            sentence: self.sentence,
            tokens,
            confidence,
            date: None,
        })
    }

    /// The state the gazetteer knows a person for, if the text speaks of it.
    fn state_of_person(&self) -> Option<usize> {
        let entry = self.scene.things[self.person].entry.as_deref()?;
        let states = &self.scene.lexicon.entry_by_key(entry)?.states;
        (0..self.scene.things.len()).find(|&t| {
            self.scene.things[t].entry.as_deref().is_some_and(|e| {
                states.iter().any(|s| e == format!("states/{s}") || e == format!("igos/{s}"))
            })
        })
    }

    /// The state named last, in this sentence or the two before.
    fn state_near(&self) -> Option<usize> {
        self.state_of_person().or_else(|| {
            let reach = self.sentence.saturating_sub(2);
            let before = |s: &&super::scene::Spot| {
                s.sentence >= reach && (s.sentence, s.start) < (self.sentence, self.start)
            };
            let mut spots: Vec<_> = self.scene.spots.iter().filter(before).collect();
            spots.sort_by_key(|s| (s.sentence, s.start));
            spots
                .iter()
                .rev()
                .flat_map(|s| s.things.iter().copied())
                .find(|&t| self.scene.things[t].ntype == NodeType::State)
        })
    }
}

/// The longest title that ends before a token.
fn title_ending(scene: &Scene<'_>, tree: &Tree<'_>, end: usize) -> Option<Title> {
    (1..=LONGEST.min(end)).rev().map(|n| Title { start: end - n, end }).find(|t| is_title(scene, tree, t))
}

/// The longest title that begins at a token.
fn title_starting(scene: &Scene<'_>, tree: &Tree<'_>, start: usize) -> Option<Title> {
    (1..=LONGEST.min(tree.len() - start))
        .rev()
        .map(|n| Title { start, end: start + n })
        .find(|t| is_title(scene, tree, t))
}

fn is_title(scene: &Scene<'_>, tree: &Tree<'_>, title: &Title) -> bool {
    let forms: Vec<String> = (title.start..title.end).map(|i| tree.token(i).form.to_lowercase()).collect();
    let offices = &scene.lexicon.words().offices;
    if offices.contains(&forms.join(" ")) || offices.contains(&forms.join(" ").replace(" - ", "-")) {
        return true;
    }
    let mut lemmas = forms;
    if let Some(last) = lemmas.last_mut() {
        *last = tree.lemma(title.end - 1);
    }
    offices.contains(&lemmas.join(" "))
}
