//! Who holds which office, for whom?
//!
//! Titles stand next to names in a handful of ways that need no tree: *Kenyan President William Ruto*, *William Ruto, the
//! president of Kenya*, *Kenya's president, William Ruto*, *Ruto became president*. Titles are in `data/words/offices.tsv`.

mod further;
mod head;
mod title;
mod told;

use super::scene::Scene;
use super::syntax::Tree;
use crate::model::{Edtf, Kind, NodeType, Reading};
use title::{Title, singular, title_ending, title_starting};

/// Confidence in an office whose owner the text does not tell.
const GUESS: f64 = 0.65;
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
        found.extend(place.succeeded());
        let office = place
            .before()
            .or_else(|| place.after())
            .or_else(|| place.predicate())
            .or_else(|| place.next_line())
            .or_else(|| place.owned_body())
            .or_else(|| place.possessed());
        // A guess from the state nearby is none where somebody else is told to hold that office.
        let last = |role: &str| role.rsplit(' ').next().map(str::to_lowercase);
        let taken = |o: &Office| {
            o.confidence == GUESS
                && found.iter().any(|f: &Office| {
                    f.sentence == o.sentence
                        && f.holder == o.holder
                        && f.person != o.person
                        && last(&f.role) == last(&o.role)
                })
        };
        let office = office.filter(|o| !taken(o));
        let more = office.as_ref().map_or_else(Vec::new, |o| further::read(&place, o));
        found.extend(office);
        found.extend(more);
    }
    found.extend(told::read(scene, &found));
    found.extend(described(scene));
    found
}

/// *the two prime ministers*, *the American president*, of persons whose states the gazetteer or the text knows.
fn described(scene: &Scene<'_>) -> Vec<Office> {
    let mut found = Vec::new();
    for spot in scene.spots.iter().filter(|s| s.reading == Reading::Description && !s.nested) {
        let tree = &scene.trees[spot.sentence];
        let Some(title) = title_ending(scene, tree, spot.end).filter(|t| t.start >= spot.start) else {
            continue;
        };
        let text = scene.text(spot.sentence, title.start, title.end);
        let role = singular(tree, &title, text);
        let last = tree.lemma(title.head);
        if scene.lexicon.words().is("relative-office", &last) || last == "official" {
            continue;
        }
        // *the **Chinese** leader* leads a state, *the leader* anything.
        let adjective = scene
            .spots_in(spot.sentence)
            .any(|s| s.reading == Reading::Demonym && spot.start <= s.start && s.end <= title.start);
        if last == "leader" && !adjective {
            continue;
        }
        for &person in spot.things.iter().filter(|&&t| scene.things[t].is_person()) {
            let near = Near { scene, sentence: spot.sentence, person, start: spot.start, end: spot.end };
            let Some(holder) = near.state_of_person().or_else(|| scene.homes.get(&person).copied()) else {
                continue;
            };
            found.push(Office { role: role.clone(), confidence: 0.6, ..near.bare(&title, holder) });
        }
    }
    found
}

/// Notes who speaks for whom, and under which titles: what *both governments* and *the president* need to know.
pub fn settle(scene: &mut Scene<'_>) {
    let offices = read(scene);
    // A region with a president is an actor.
    for region in offices.iter().map(|o| o.holder) {
        let thing = &mut scene.things[region];
        if thing.kind == Kind::Place {
            (thing.kind, thing.ntype) = (Kind::Actor, NodeType::Organization);
        }
    }
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
        let role = shared.role.to_lowercase();
        let plural = (shared.tokens.0..self.start)
            .any(|i| matches!(tree.token(i).xpos, "NNS" | "NNPS") && role.ends_with(&tree.lemma(i)));
        let owners =
            self.scene.spots.iter().find(|s| {
                s.sentence == self.sentence && s.things.len() > 1 && s.things.contains(&shared.holder)
            });
        let second = |owners: &super::scene::Spot| {
            let at = owners.things.iter().position(|&t| t == shared.holder)?;
            owners.things.get(at + 1).copied().filter(|&t| !self.scene.things[t].is_person())
        };
        // *Presidents **A and B***: of the states they are known for.
        let holder = owners.and_then(second).or_else(|| self.state_of_person())?;
        plural.then(|| Office { person: self.person, holder, confidence: 0.7, ..shared.clone() })
    }

    /// *Russian President Vladimir Putin*, *Japan's new prime minister, Shigeru Ishiba*.
    fn before(&self) -> Option<Office> {
        let tree = self.tree();
        let mut end = self.start;
        // *the Institute's head of research, **Dr** Ingrid Sparre*.
        while end > 1 && self.scene.lexicon.words().is("honorific", &tree.lemma(end - 1)) {
            end -= 1;
        }
        if end > 1 && matches!(tree.token(end - 1).form.as_str(), "," | "–" | "—" | ":") {
            end -= 1;
        }
        if let Some(title) = title_ending(self.scene, tree, end) {
            let owner = self.owner_before(title.start).or_else(|| self.owner_of_name());
            return self.office(&title, owner.map(|o| (o, 0.9)));
        }
        if let Some(office) = self.after_owners(end).or_else(|| self.of_owned_noun(end)) {
            return Some(office);
        }
        // ***King** Mohammed VI*: the title is a part of the name.
        let royal = ["king", "queen", "emir", "sultan", "emperor"].contains(&tree.lemma(self.start).as_str());
        if royal && self.end > self.start + 1 {
            let title = Title { start: self.start, end: self.start + 1, head: self.start };
            return self.office(&title, None);
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

    /// *President William Ruto **of Kenya***.
    fn owner_of_name(&self) -> Option<usize> {
        let tree = self.tree();
        let of = self.end < tree.len() && tree.lemma(self.end) == "of";
        of.then(|| self.owner_after(self.end)).flatten()
    }

    /// *the foreign ministers of Chad and Niger, X and Y*; *his counterparts in Bamako and Niamey, X and Y*: the owners
    /// stand between the title and the names, in the same order.
    fn after_owners(&self, end: usize) -> Option<Office> {
        let tree = self.tree();
        let (rank, first) = self.row_before(end);
        // *the chairman of the staff **and** X*: the office is another's.
        if first > 0 && tree.token(first - 1).form == "and" {
            return None;
        }
        let (mut owners, at) = self.owners_back(first);
        let governs =
            |i: &usize| matches!(tree.lemma(*i).as_str(), "of" | "in" | "from" | "for" | "to" | "at");
        let mut preposition = at.checked_sub(1).filter(governs)?;
        let mut stands = title_ending(self.scene, tree, preposition);
        // *the ambassadors of Kuwait and Bahrain **in Beirut**, X and Y*: where they serve is not whom.
        if stands.is_none() && tree.lemma(preposition) == "in" {
            let (before, at) = self.owners_back(preposition);
            preposition = at.checked_sub(1).filter(governs)?;
            (owners, stands) = (before, title_ending(self.scene, tree, preposition));
        }
        let title = stands?;
        if tree.lemma(preposition) == "to" && !self.is_sent(&title, preposition) {
            return None;
        }
        if self.is_sent(&title, preposition) {
            let owner = self.owner_before(title.start).or_else(|| self.owner_before(title.head));
            return self.office(&title, Some((owner?, 0.75)));
        }
        let plural = tree.token(title.end - 1).xpos == "NNS";
        // *the **IMF's** mission chief for Senegal, X*.
        let before = || (tree.lemma(preposition) == "for").then(|| self.owner_before(title.start)).flatten();
        let owner = if plural { owners.get(rank) } else { owners.first().filter(|_| rank == 0) };
        self.office(&title, Some((before().or(owner.copied())?, 0.75)))
    }

    /// *the speaker **of Iraq's parliament**, X*, *a spokesman for **Niger's presidential guard**, X*: the owner stands before a
    /// noun that names nobody.
    fn of_owned_noun(&self, end: usize) -> Option<Office> {
        let tree = self.tree();
        let mark = (end.saturating_sub(5)..end)
            .rev()
            .find(|&i| matches!(tree.token(i).form.as_str(), "'s" | "’s" | "'"))?;
        let noun = (mark + 1..end)
            .all(|i| matches!(tree.token(i).upos, "NOUN" | "ADJ") || tree.token(i).form == "-");
        let spot =
            self.scene.spot_over(self.sentence, mark.checked_sub(1)?).filter(|_| noun && mark + 1 < end)?;
        let of = self.scene.spots[spot].start.checked_sub(1)?;
        let of = if tree.token(of).form.eq_ignore_ascii_case("the") { of.checked_sub(1)? } else { of };
        if !matches!(tree.token(of).form.as_str(), "of" | "for" | "at" | "in") {
            return None;
        }
        let title = title_ending(self.scene, tree, of)?;
        let owner = self.actor_of(spot).filter(|&o| !self.scene.things[o].is_person())?;
        self.office(&title, Some((owner, 0.8)))
    }

    /// The owners in a row that ends before a token, in order, and where the row begins.
    fn owners_back(&self, first: usize) -> (Vec<usize>, usize) {
        let tree = self.tree();
        let mut at = first;
        let mut owners: Vec<usize> = Vec::new();
        while at > 0 {
            let before = at - 1;
            if let Some(spot) = self.outer_spot(before) {
                let mut here = self.owners_of(spot);
                // Only owners stand there: no other person, and no word that tells of a meeting.
                if here.is_empty() || here.iter().any(|&o| self.scene.things[o].is_person()) {
                    break;
                }
                here.retain(|o| !owners.contains(o));
                here.append(&mut owners);
                owners = here;
                at = self.scene.spots[spot].start;
            } else if matches!(tree.token(before).form.as_str(), "and" | "," | "the" | "(" | ")" | "–" | "—")
            {
                at = before;
            } else {
                break;
            }
        }
        (owners, at)
    }

    /// How many persons' names stand in a row right before this one, and where the row begins, the comma or dash before it
    /// aside: read off the words, for a tree may hang such names at the owners.
    fn row_before(&self, end: usize) -> (usize, usize) {
        let tree = self.tree();
        let form = |i: usize| tree.token(i).form.as_str();
        let (mut rank, mut first) = (0, self.start.min(end));
        let mut at = self.start;
        while let Some(before) = at.checked_sub(1).filter(|&i| matches!(form(i), "and" | ",")) {
            let last = if form(before) == "and" && before > 0 && form(before - 1) == "," {
                before - 1
            } else {
                before
            };
            let spot = last.checked_sub(1).and_then(|i| self.scene.spot_over(self.sentence, i));
            let Some(spot) = spot.filter(|&s| self.is_other_person(s)) else { break };
            at = self.scene.spots[spot].start;
            (rank, first) = (rank + 1, at);
        }
        let mark = first > 1 && rank > 0 && matches!(form(first - 1), "," | "–" | "—" | ":" | "(");
        (rank, first - usize::from(mark))
    }

    /// Whoever stands right before a title, past its adjectives.
    fn owner_before(&self, title: usize) -> Option<usize> {
        let tree = self.tree();
        let mut at = title;
        for _ in 0..4 {
            at = at.checked_sub(1)?;
            if let Some(spot) = self.outer_spot(at) {
                // *Boluarte called President Noboa*: a person owns an office only as *her* or with a mark.
                let marked = self.scene.spots[spot].reading == Reading::Pronoun
                    || matches!(tree.token(at + 1).form.as_str(), "'s" | "’s" | "'" | "’");
                return self.actor_of(spot).filter(|&o| marked || !self.scene.things[o].is_person());
            }
            let token = tree.token(at);
            if at < 2 && token.form == "Its" {
                return self.subject_before();
            }
            // *Britain's prime minister fired **his** envoy, X*: the state whose unnamed officer is meant.
            if matches!(token.form.as_str(), "his" | "her" | "their" | "its") {
                return self.subject_of_clause(at);
            }
            if token.form == "whose" {
                return self.before_whose(at);
            }
            let participle = matches!(token.xpos, "VBN" | "VBG");
            let skipped = matches!(token.upos, "ADJ" | "PART" | "ADV")
                || participle
                || matches!(token.form.as_str(), "'s" | "’s" | "-" | "then");
            if !skipped {
                return None;
            }
        }
        None
    }

    /// Whom a spot before or after a title makes the owner of the office: a person speaks for a state, a capital is one.
    fn actor_of(&self, spot: usize) -> Option<usize> {
        let owners = self.owners_of(spot);
        let at = if owners.len() > 1 { self.place_in_row().min(owners.len() - 1) } else { 0 };
        owners.get(at).copied()
    }

    fn owners_of(&self, spot: usize) -> Vec<usize> {
        let owner = |t: &usize| {
            let thing = &self.scene.things[*t];
            match thing.kind {
                _ if *t == self.person => None,
                Kind::Actor => Some(*t),
                Kind::Place => {
                    super::ends::state_of_capital(self.scene, *t).or_else(|| self.is_region(*t).then_some(*t))
                }
                _ => None,
            }
        };
        self.scene.spots[spot].things.iter().filter_map(owner).collect()
    }

    /// *Republika Srpska*, *Catalonia*: a region may have a government of its own.
    fn is_region(&self, place: usize) -> bool {
        let entry = self.scene.things[place].entry.as_deref();
        let entry = entry.and_then(|k| self.scene.lexicon.entry_by_key(k));
        entry.is_none_or(|e| e.sort.as_deref() == Some("region"))
    }

    /// How many names stand before this one in a row of names.
    fn place_in_row(&self) -> usize {
        let tree = self.tree();
        let head = super::mention::head_of(tree, self.start, self.end);
        let row = tree.with_conjuncts(tree.first_conjunct(head)).into_iter().filter(|&h| h < self.start);
        let persons = row
            .filter_map(|h| self.scene.spot_at(self.sentence, h))
            .filter(|&s| self.scene.spots[s].things.iter().any(|&t| self.scene.things[t].is_person()));
        persons.count()
    }

    /// *William Ruto, the president of Kenya*; *Kaja Kallas, the EU's foreign policy chief*.
    fn after(&self) -> Option<Office> {
        let tree = self.tree();
        if self.end >= tree.len() || !matches!(tree.token(self.end).form.as_str(), "," | "(" | "–" | "—")
        {
            return None;
        }
        let office = self.title_from(self.end + 1, (self.end + APPOSITION).min(tree.len()))?;
        (!further::is_anothers(self, &office)).then_some(office)
    }

    /// A title that begins in a range before anything but articles, adjectives and its owner.
    fn title_from(&self, from: usize, to: usize) -> Option<Office> {
        let tree = self.tree();
        let mut owner = None;
        for at in from..to {
            if let Some(title) = title_starting(self.scene, tree, at) {
                // *Lula, **President Petro** and …*: another person's.
                let next = self.scene.spot_over(self.sentence, title.end.min(tree.len() - 1));
                if next.is_some_and(|s| self.is_other_person(s)) {
                    return None;
                }
                // ***UN envoy*** may be a title of its own.
                let inside =
                    || self.scene.spot_over(self.sentence, title.start).and_then(|s| self.actor_of(s));
                let owner = self.owner_behind(&title).or(owner).or_else(inside);
                return self.office(&title, owner.map(|o| (o, 0.85)));
            }
            match self.outer_spot(at) {
                Some(spot) => match self.actor_of(spot) {
                    Some(actor) => owner = Some(actor),
                    None => return None,
                },
                None => {
                    let token = tree.token(at);
                    let between = matches!(token.upos, "DET" | "ADJ" | "PART" | "ADV")
                        // *Trump's **roving** envoy*.
                        || matches!(token.xpos, "VBG" | "VBN")
                        || matches!(token.form.as_str(), "'s" | "’s" | "-" | "a" | "an" | "as")
                        // *until last December the Czech foreign minister*.
                        || matches!(token.form.as_str(), "until" | "till" | "since" | "from" | "in" | "both")
                        || self.scene.timexes[self.sentence].iter().any(|t| t.start <= at && at < t.end);
                    if !between {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// The owner behind a title; *Germany's ambassador **to Chad*** is not Chad's.
    fn owner_behind(&self, title: &Title) -> Option<usize> {
        let tree = self.tree();
        let sent = title.end < tree.len() && self.is_sent(title, title.end);
        self.owner_after(title.end).filter(|_| !sent)
    }

    /// *ambassador **to** Chad*, *envoy **for** Chad*: to whom somebody is sent is not who sends.
    fn is_sent(&self, title: &Title, preposition: usize) -> bool {
        let tree = self.tree();
        let whither = matches!(tree.lemma(preposition).as_str(), "to" | "for" | "in" | "on");
        whither && self.scene.lexicon.words().is("sent-office", &tree.lemma(title.head))
    }

    /// Whether a spot is the name of another person.
    fn is_other_person(&self, spot: usize) -> bool {
        let spot = &self.scene.spots[spot];
        let other = |&t: &usize| t != self.person && self.scene.things[t].is_person();
        spot.reading == Reading::Name && spot.things.iter().any(other)
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
            .find_map(|i| self.outer_spot(i))?;
        self.actor_of(spot)
    }

    /// The spot over a token that is inside no other: *the **Bank of Ghana**'s governor* is not Ghana's.
    fn outer_spot(&self, token: usize) -> Option<usize> {
        let inner = self.scene.spot_over(self.sentence, token)?;
        if !self.scene.spots[inner].nested {
            return Some(inner);
        }
        let over = |&s: &usize| {
            let spot = &self.scene.spots[s];
            !spot.nested && spot.start <= token && token < spot.end
        };
        self.scene.ids_in(self.sentence).find(over).or(Some(inner))
    }

    /// *Ruto is president of Kenya*, *Ruto was elected president*.
    fn predicate(&self) -> Option<Office> {
        self.elected(self.end)
    }

    /// The same, where the verb stands at most four words from a token.
    fn elected(&self, from: usize) -> Option<Office> {
        let tree = self.tree();
        // *X, **who used to be** president*, *X **has since been elected***: nothing but small words and the like before it.
        let small = |i: &usize| {
            let upos = tree.token(*i).upos;
            *i < from + 3 || matches!(upos, "AUX" | "PART" | "ADV" | "PRON") || tree.lemma(*i) == "use"
        };
        let verb = (from..tree.len().min(from + 7))
            .take_while(|i| small(i) || self.scene.lexicon.words().is("hold-office", &tree.lemma(*i)))
            .find(|&i| self.scene.lexicon.words().is("hold-office", &tree.lemma(i)))?;
        // *swore in its speaker* makes the subject nothing.
        let intransitive = matches!(tree.lemma(verb).as_str(), "be" | "become" | "remain" | "serve");
        if !intransitive && tree.token(verb).xpos != "VBN" && !tree.is_passive(verb) {
            return None;
        }
        let office = self
            .title_from((verb + 1).min(tree.len()), tree.len().min(verb + 6))
            .or_else(|| self.title_from((verb + 2).min(tree.len()), tree.len().min(verb + 7)))?;
        let begins = !matches!(tree.lemma(verb).as_str(), "be" | "remain" | "serve");
        let date = super::time::date_for(tree, &self.scene.timexes[self.sentence], verb)
            .filter(|d| begins && !d.is_interval());
        Some(Office { date: date.map(|d| d.since()), ..office })
    }

    /// *X, who succeeded Y as president of Z in March*: both held the office. Read at Y's name.
    fn succeeded(&self) -> Vec<Office> {
        let tree = self.tree();
        let head = super::mention::head_of(tree, self.start, self.end);
        let verb = tree
            .head(head)
            .filter(|&v| tree.rel(head) == "obj" && matches!(tree.lemma(v).as_str(), "succeed" | "replace"));
        let as_title = self.end < tree.len() && tree.lemma(self.end) == "as";
        // *wants to succeed Y as president* is no succession yet.
        let told = |v: &usize| {
            let claim = super::factuality::factuality(self.scene.lexicon.modality(), tree, *v);
            claim.factuality == crate::model::Factuality::Actual
        };
        let Some(verb) = verb.filter(|_| as_title) else { return Vec::new() };
        let Some(old) = self.title_from(self.end + 1, tree.len().min(self.end + 5)) else {
            return Vec::new();
        };
        let date = super::time::date_for(tree, &self.scene.timexes[self.sentence], verb)
            .or_else(|| super::time::date_for(tree, &self.scene.timexes[self.sentence], old.tokens.1 - 1));
        let newcomers = tree.agents(verb).into_iter().flat_map(|a| {
            let whole = if tree.rel(a) == "appos" { tree.head(a) } else { None };
            super::ends::actors_of(self.scene, self.sentence, whole.unwrap_or(a))
        });
        let new = newcomers
            .filter(|&t| told(&verb) && self.scene.things[t].is_person())
            .map(|person| Office { person, date: date.as_ref().map(|d| d.since()), ..old.clone() });
        let mut both: Vec<Office> = new.collect();
        both.push(Office { date: date.as_ref().map(|d| d.until()), ..old });
        both
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
        let holder = self.actor_of(spot).filter(|&h| !self.scene.things[h].is_person())?;
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

    /// *Ishiba's minority government*, *the government of Aung San Suu Kyi*: whoever owns a government heads it.
    fn owned_body(&self) -> Option<Office> {
        let tree = self.tree();
        let head = super::mention::head_of(tree, self.start, self.end);
        let of = || tree.rel(head) == "nmod" && tree.preposition(head).as_deref() == Some("of");
        let owns = matches!(tree.full_rel(head), "nmod:poss" | "compound");
        let body = tree.head(head).filter(|_| owns || of())?;
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
        let lower = text.to_lowercase().replace('-', " ");
        let last = tree.lemma(title.head);
        if words.is("relative-office", &last) {
            return self.relative(title, &last, owner);
        }
        let governs = words.is("state-office", &lower) || last == "minister";
        let (holder, confidence) = match owner {
            Some(owner) => self.who_employs(&last, owner),
            None if self.of_unknown(title.end) => return None,
            None => {
                let near = || governs.then(|| self.state_near()).flatten();
                let body = || words.is("igo-office", &lower).then(|| self.body_near()).flatten();
                (self.state_of_person().or_else(near).or_else(body)?, GUESS)
            }
        };
        // *their foreign ministers* are those of the presidents' states, *the president's envoy* is the president's.
        let personal = words.is("personal-office", &last);
        let holder = match self.scene.things[holder].is_person() && !personal {
            true => {
                let known = || super::infer::known_state(self.scene, holder);
                self.scene.homes.get(&holder).copied().or_else(known)?
            }
            false => holder,
        };
        if self.scene.things[holder].kind == Kind::Place && !words.is("region-office", &last) {
            return None;
        }
        // *the Norwegian economist*, *its author*, *the opposition leader*: no office of a state.
        let private = words.is("private-office", &last) || lower.contains("opposition");
        if private && self.scene.things[holder].ntype == NodeType::State {
            return None;
        }
        let before = title.start.checked_sub(1).map(|i| tree.token(i).form.to_lowercase());
        // *its chief executive*: a firm's, whatever state was named last.
        let firm = before.as_deref() == Some("its") && words.is("firm-office", &lower);
        if firm && matches!(self.scene.things[holder].ntype, NodeType::State | NodeType::Igo) {
            return None;
        }
        let before = before.filter(|w| words.is("ex-office", w));
        let text = singular(tree, title, text);
        let role = before.map_or_else(|| text.clone(), |w| format!("{w} {text}"));
        Some(Office { role, confidence, ..self.bare(title, holder) })
    }

    /// *The court suspended **its chief executive***: neither a court nor a state has one, but the company named before.
    fn who_employs(&self, title: &str, owner: (usize, f64)) -> (usize, f64) {
        let judge = |t: usize| {
            let name = self.scene.things[t].name.to_lowercase();
            ["court", "tribunal", "chamber"].iter().any(|w| name.contains(w))
        };
        let company = |t: &usize| self.scene.things[*t].ntype == NodeType::Organization && !judge(*t);
        let barred = judge(owner.0) || self.scene.things[owner.0].ntype == NodeType::State;
        if !barred || !self.scene.lexicon.words().is("employed-office", title) {
            return owner;
        }
        let reach = self.sentence.saturating_sub(1);
        let before = |s: &&super::scene::Spot| {
            s.sentence >= reach && (s.sentence, s.start) < (self.sentence, self.start) && s.things.len() == 1
        };
        // *Nexperia, a chipmaker that belongs to **Wingtech***: the text is about the former.
        let aside = |s: &&super::scene::Spot| {
            let above = self.scene.trees[s.sentence].ancestors(s.head);
            let mut firms = above.into_iter().filter_map(|a| self.scene.spot_at(s.sentence, a));
            !firms.any(|a| self.scene.spots[a].things.iter().any(company))
        };
        let firms = self.scene.spots.iter().filter(before).filter(|s| company(&s.things[0])).filter(aside);
        firms.max_by_key(|s| (s.sentence, s.start)).map_or(owner, |s| (s.things[0], owner.1))
    }

    fn bare(&self, title: &Title, holder: usize) -> Office {
        Office {
            person: self.person,
            holder,
            role: String::new(),
            sentence: self.sentence,
            tokens: (title.start.min(self.start), title.end.max(self.end)),
            confidence: 0.7,
            date: None,
        }
    }

    /// *the president of Ruritania*, where the text says whose office it is and the owner is nobody on stage.
    fn of_unknown(&self, end: usize) -> bool {
        let tree = self.tree();
        end + 1 < tree.len()
            && tree.lemma(end) == "of"
            && (end + 1..tree.len().min(end + 4))
                .find(|&i| tree.lemma(i) != "the")
                .is_some_and(|i| tree.token(i).form.starts_with(char::is_uppercase))
    }

    /// *his successor, X*, *his Tajik counterpart, Y*: the office is the one that the other person holds, for the owner if
    /// the phrase tells one.
    fn relative(&self, title: &Title, noun: &str, owner: Option<(usize, f64)>) -> Option<Office> {
        let tree = self.tree();
        let other = (title.start.saturating_sub(3)..title.start)
            .rev()
            .chain(title.end..tree.len().min(title.end + 4))
            .filter_map(|i| self.scene.spot_over(self.sentence, i))
            .flat_map(|s| self.scene.spots[s].things.iter().copied())
            .find(|&t| self.scene.things[t].is_person() && t != self.person);
        let role = other
            .and_then(|o| self.scene.roles.get(&o)?.first().cloned())
            .map(|role| match role.split_once(' ') {
                Some((first, rest)) if self.scene.lexicon.words().is("ex-office", first) => rest.to_string(),
                _ => role,
            })
            .unwrap_or_else(|| noun.to_string());
        let home = other.and_then(|o| self.scene.homes.get(&o).copied());
        let holder = match noun {
            "counterpart" | "colleague" | "number" | "host" | "guest" | "peer" | "interlocutor" => {
                owner.map(|o| o.0).filter(|&h| Some(h) != home)?
            }
            _ => home.or(owner.map(|o| o.0))?,
        };
        if self.scene.things[holder].is_person() {
            return None;
        }
        Some(Office { role, ..self.bare(title, holder) })
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

    /// *Secretary General X*, with no word of whose: the international body named last.
    fn body_near(&self) -> Option<usize> {
        let reach = self.sentence.saturating_sub(2);
        let before = |s: &&super::scene::Spot| {
            !s.nested && s.sentence >= reach && (s.sentence, s.start) < (self.sentence, self.start)
        };
        let spots = self.scene.spots.iter().filter(before).filter(|s| match s.things[..] {
            [one] => self.scene.things[one].ntype == NodeType::Igo,
            _ => false,
        });
        spots.max_by_key(|s| (s.sentence, s.start)).map(|s| s.things[0])
    }

    /// The state named last, in this sentence or the two before.
    fn state_near(&self) -> Option<usize> {
        self.state_of_person().or_else(|| {
            // Whoever is known for a state that the text passes over holds no office of another.
            let known = self.scene.things[self.person].entry.as_deref();
            let known = known.and_then(|k| self.scene.lexicon.entry_by_key(k));
            if known.is_some_and(|e| !e.states.is_empty()) {
                return None;
            }
            let reach = self.sentence.saturating_sub(2);
            (reach..=self.sentence).rev().find_map(|at| self.state_told(at))
        })
    }

    /// The state that a sentence is about, as its subject, else the one it names last, before the person.
    fn state_told(&self, sentence: usize) -> Option<usize> {
        let tree = &self.scene.trees[sentence];
        let before = |s: &&super::scene::Spot| (sentence, s.start) < (self.sentence, self.start);
        let state = |t: &usize| self.scene.things[*t].ntype == NodeType::State;
        let mut spots: Vec<_> = self.scene.spots_in(sentence).filter(before).collect();
        spots.sort_by_key(|s| s.start);
        let subject = |s: &&&super::scene::Spot| {
            let head = tree.first_conjunct(s.head);
            tree.rel(head) == "nsubj" && tree.head(head).is_none_or(|v| tree.head(v).is_none())
        };
        let own = spots.iter().filter(subject).find_map(|s| s.things.iter().copied().find(|t| state(t)));
        let last = || spots.iter().rev().flat_map(|s| s.things.iter().copied()).find(|t| state(t));
        own.or_else(last)
    }

    /// *Chadema, the opposition party, **whose** leader, X, …*: whom the clause is about.
    fn before_whose(&self, whose: usize) -> Option<usize> {
        let tree = self.tree();
        let clause = tree.ancestors(whose).into_iter().find(|&i| tree.rel(i) == "acl");
        let noun = clause.and_then(|c| tree.head(c)).filter(|&n| n < whose);
        let named = noun.map(|n| if tree.rel(n) == "appos" { tree.head(n).unwrap_or(n) } else { n });
        let told = |n: usize| super::ends::actors_of(self.scene, self.sentence, n);
        let last = || {
            let before = self
                .scene
                .spots_in(self.sentence)
                .filter(|s| !s.nested && s.end < whose && s.end + 1 >= whose);
            before.max_by_key(|s| s.start).map_or_else(Vec::new, |s| s.things.clone())
        };
        let found = named.map_or_else(last, told);
        found.into_iter().find(|&t| t != self.person && !self.scene.things[t].is_person())
    }

    /// The state or body for which the subject of a pronoun's clause acts.
    fn subject_of_clause(&self, pronoun: usize) -> Option<usize> {
        let tree = self.tree();
        let verb = tree.ancestors(pronoun).into_iter().find(|&i| tree.is_verb(i))?;
        let subject = tree.agents(verb).into_iter().find(|&a| a < pronoun && tree.is_noun(a))?;
        match super::ends::actors_of(self.scene, self.sentence, subject)[..] {
            [one] if one != self.person && !self.scene.things[one].is_person() => Some(one),
            _ => None,
        }
    }

    /// *The Slovak ministry protested. **Its** spokesman, X*: whom the subject of the sentence before acts for.
    fn subject_before(&self) -> Option<usize> {
        let at = self.sentence.checked_sub(1)?;
        let tree = &self.scene.trees[at];
        let subject = (0..tree.len()).find(|&i| tree.rel(i) == "nsubj")?;
        let actors = super::ends::actors_of(self.scene, at, subject);
        actors.into_iter().next().filter(|&t| !self.scene.things[t].is_person() && t != self.person)
    }
}
