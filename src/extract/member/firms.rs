//! Whose is a company, and where does it sit?
//!
//! Told in passing: *Turkey's Karpowership*, *Brembo, an Italian brake maker*, *a Swiss trader, Gunvor*, *Grammarly, a company
//! registered in Delaware*, *Vietnam, whose companies Viettel and FPT …*, *Finland, home to the network maker Nokia*.

use super::{Link, link};
use crate::extract::ends;
use crate::extract::scene::{Scene, Spot};
use crate::extract::syntax::Tree;
use crate::model::{EdgeType, Kind, NodeType, Reading};

/// The rule of what is told in passing: it is so, whatever the sentence around it claims.
pub const RULE: &str = "phrase.firm";
/// How many words of an apposition are looked through for its noun.
const REACH: usize = 7;

/// All of them.
pub(super) fn read(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.reading == Reading::Name) {
        let [firm] = spot.things[..] else { continue };
        if !matches!(scene.things[firm].ntype, NodeType::Organization | NodeType::Person | NodeType::Igo) {
            continue;
        }
        let at = At { scene, tree: &scene.trees[spot.sentence], spot, firm };
        let body = scene.things[firm].ntype == NodeType::Organization;
        links.extend(at.possessed().filter(|_| body));
        // A company by its noun, though its name may look like a person's.
        links.extend(at.described());
        if body {
            links.extend(at.home_to());
            links.extend(at.sits_in());
        }
    }
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.lemma(t) == "whose") {
            links.extend(whose(scene, sentence, token));
        }
    }
    links.extend(founded(scene));
    links
}

/// A name in its sentence.
struct At<'s, 'a> {
    scene: &'s Scene<'a>,
    tree: &'s Tree<'a>,
    spot: &'s Spot,
    firm: usize,
}

impl At<'_, '_> {
    fn form(&self, i: usize) -> &str {
        self.tree.sentence.tokens.get(i).map_or("", |t| t.form.as_str())
    }

    fn link(&self, etype: EdgeType, target: usize) -> Link {
        link(etype, self.firm, target, self.spot.sentence, self.spot.head, RULE)
    }

    fn state_over(&self, token: usize) -> Option<usize> {
        let spot = &self.scene.spots[self.scene.spot_over(self.spot.sentence, token)?];
        // *the **state** utility* names no state.
        let named = !matches!(spot.reading, Reading::Description | Reading::Pronoun);
        match spot.things[..] {
            [one] if one != self.firm && named && self.scene.things[one].ntype == NodeType::State => {
                Some(one)
            }
            _ => None,
        }
    }

    /// ***Turkey's** Karpowership*; not *Israel's Hamas policy*.
    fn possessed(&self) -> Option<Link> {
        let mark = self.spot.start.checked_sub(1)?;
        let marked = matches!(self.form(mark), "'s" | "’s" | "'" | "’");
        let alone = self.spot.end >= self.tree.len()
            || !self.tree.is_noun(self.spot.end) && !matches!(self.form(self.spot.end), "'s" | "’s" | "-");
        let state = self.state_over(mark.checked_sub(1)?).filter(|_| marked && alone)?;
        Some(self.link(EdgeType::PartOf, state))
    }

    /// *Brembo, an **Italian brake maker***; *a **Swiss trader**, Gunvor*; *Richter is a **Hungarian** drug maker*.
    fn described(&self) -> Option<Link> {
        let after = self.noun_after(self.spot.end);
        let (state, noun) = after.or_else(|| self.noun_before())?;
        let seat = self.seat(noun);
        let igo = self.scene.things[self.firm].ntype == NodeType::Igo;
        // *Turkmengaz, the **state gas company** of Turkmenistan*.
        let public = (noun.saturating_sub(4)..noun).any(|i| matches!(self.form(i), "state" | "national"));
        let of = || self.owner_of(noun).filter(|_| !igo);
        let place = state.filter(|_| !igo).or(seat);
        let etype = if public && seat.is_none() { EdgeType::PartOf } else { EdgeType::LocatedIn };
        Some(self.link(etype, place.or_else(of)?))
    }

    fn is_firm_noun(&self, i: usize) -> bool {
        let words = self.scene.lexicon.words();
        let lemma = self.tree.lemma(i);
        // *a think-tank in Sydney*.
        let joined = i > 1 && self.form(i - 1) == "-" && {
            words.is("firm-noun", &format!("{}-{lemma}", self.tree.lemma(i - 2)))
        };
        words.is("firm-noun", &lemma)
            || words.is("body-apposed", &lemma)
            || joined
            || self.tree.is_noun(i) && lemma.len() > 6 && lemma.ends_with("maker")
    }

    /// The state of the adjective and the noun of *, a Hungarian trader*, *is a Hungarian trader*.
    fn noun_after(&self, end: usize) -> Option<(Option<usize>, usize)> {
        let copula = self.tree.sentence.tokens.get(end).is_some_and(|t| t.lemma == "be");
        let article = self.form(end + 1).to_lowercase();
        if !(copula || self.form(end) == ",") || !matches!(article.as_str(), "a" | "an" | "the") {
            return None;
        }
        let mut state = None;
        for i in end + 2..self.tree.len().min(end + 2 + REACH) {
            if self.is_firm_noun(i) && !self.tree.is_noun((i + 1).min(self.tree.len() - 1)) {
                return Some((state, i));
            }
            state = state.or_else(|| self.state_over(i));
            let token = self.tree.token(i);
            let inside = matches!(token.upos, "ADJ" | "NOUN" | "PROPN" | "NUM" | "ADV")
                || matches!(token.form.as_str(), "-" | "'s" | "’s")
                || matches!(token.xpos, "VBN" | "VBG");
            if !inside {
                return None;
            }
        }
        None
    }

    /// *a Swiss trader, Gunvor*; *the Croatian company INA*.
    fn noun_before(&self) -> Option<(Option<usize>, usize)> {
        let comma = self.spot.start > 1 && self.form(self.spot.start - 1) == ",";
        let noun = self.spot.start.checked_sub(1 + usize::from(comma)).filter(|&i| self.is_firm_noun(i))?;
        let before = (noun.saturating_sub(4)..noun).rev();
        let state = before
            .take_while(|&i| {
                matches!(self.tree.token(i).upos, "ADJ" | "NOUN" | "PROPN" | "PART")
                    || self.tree.token(i).xpos == "VBG"
            })
            .find_map(|i| self.state_over(i))?;
        let adjective = self.scene.spot_over(self.spot.sentence, noun - 1).is_some()
            || self.tree.token(noun - 1).upos != "PROPN";
        adjective.then_some((Some(state), noun))
    }

    /// *a company **registered in Dubai***, *a chipmaker **in Nijmegen***.
    fn seat(&self, noun: usize) -> Option<usize> {
        let next = self.form(noun + 1).to_lowercase();
        let seated =
            matches!(next.as_str(), "registered" | "based" | "incorporated" | "headquartered" | "domiciled");
        let preposition = noun + 1 + usize::from(seated);
        if self.form(preposition) != "in" {
            return None;
        }
        self.place_at(preposition + 1)
    }

    /// *the gas company **of Turkmenistan***.
    fn owner_of(&self, noun: usize) -> Option<usize> {
        let place = self.place_at(noun + 2).filter(|_| self.form(noun + 1) == "of")?;
        (self.scene.things[place].ntype == NodeType::State).then_some(place)
    }

    fn place_at(&self, token: usize) -> Option<usize> {
        let mut at = token + usize::from(self.form(token).eq_ignore_ascii_case("the"));
        // *a coalition in **northern** Mali*.
        at += usize::from(self.scene.lexicon.words().is("direction", &self.form(at).to_lowercase()));
        let spot =
            &self.scene.spots[self.scene.spot_over(self.spot.sentence, at.min(self.tree.len() - 1))?];
        let [place] = spot.things[..] else { return None };
        let thing = &self.scene.things[place];
        let fits = thing.kind == Kind::Place || thing.ntype == NodeType::State;
        (fits && spot.start == at && spot.reading == Reading::Name && place != self.firm).then_some(place)
    }

    /// *Finland, **home to** the network maker Nokia*.
    fn home_to(&self) -> Option<Link> {
        let from = self.spot.start.saturating_sub(REACH);
        let home =
            (from..self.spot.start).rev().find(|&i| self.form(i) == "home" && self.form(i + 1) == "to")?;
        let between = (home + 2..self.spot.start).all(|i| {
            matches!(self.tree.token(i).upos, "DET" | "ADJ" | "NOUN" | "PROPN" | "CCONJ" | "NUM")
                || self.form(i) == ","
        });
        let place = (home.saturating_sub(6)..home).rev().find_map(|i| {
            let spot = &self.scene.spots[self.scene.spot_over(self.spot.sentence, i)?];
            spot.things.iter().copied().find(|&t| {
                self.scene.things[t].kind == Kind::Place || self.scene.things[t].ntype == NodeType::State
            })
        })?;
        between.then(|| self.link(EdgeType::LocatedIn, place))
    }

    /// *the Supreme **Court in** Nairobi*, *the **Institute** of Peace **in** Oslo*: a body that sits somewhere.
    fn sits_in(&self) -> Option<Link> {
        let seated = (self.spot.start..self.spot.end)
            .any(|i| self.scene.lexicon.words().is("seated-noun", &self.tree.lemma(i)));
        if !seated || self.form(self.spot.end) != "in" {
            return None;
        }
        let place = self.place_at(self.spot.end + 1)?;
        let own = self.tree.head(self.place_head(place)?) == Some(self.spot.head);
        let early = self.tree.rel(self.spot.head).starts_with("nsubj");
        (own || early).then(|| self.link(EdgeType::LocatedIn, place))
    }

    fn place_head(&self, place: usize) -> Option<usize> {
        let after = |s: &&Spot| s.start >= self.spot.end && s.things.contains(&place);
        self.scene.spots_in(self.spot.sentence).find(after).map(|s| s.head)
    }
}

/// *Vietnam, **whose companies** Viettel and FPT have offices in Laos*: the companies are the state's.
fn whose(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<Link> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let noun = (token + 1..tree.len().min(token + 5)).find(|&i| words.is("firm-noun", &tree.lemma(i)));
    let owner = (token.saturating_sub(3)..token).rev().find_map(|i| scene.spot_over(sentence, i));
    let (Some(noun), Some(owner)) = (noun, owner) else { return Vec::new() };
    let state = scene.spots[owner].things.iter().copied().find(|&t| scene.things[t].ntype == NodeType::State);
    let Some(state) = state else { return Vec::new() };
    let row = (noun + 1..tree.len()).take_while(|&i| {
        scene.spot_over(sentence, i).is_some() || matches!(tree.token(i).form.as_str(), "and" | "," | "the")
    });
    let mut firms: Vec<(usize, usize)> = row
        .filter_map(|i| scene.spot_over(sentence, i))
        .flat_map(|s| scene.spots[s].things.iter().map(move |&t| (t, s)))
        .filter(|&(t, _)| scene.things[t].ntype == NodeType::Organization)
        .collect();
    firms.dedup();
    let part = |(t, s): (usize, usize)| link(EdgeType::PartOf, t, state, sentence, scene.spots[s].head, RULE);
    firms.into_iter().map(part).collect()
}

/// *The army and the militia **formed** the Nyala Front*: a body of several is made of them.
fn founded(scene: &Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        let founds = |&t: &usize| tree.is_verb(t) && scene.lexicon.words().is("found-verb", &tree.lemma(t));
        for verb in (0..tree.len()).filter(founds) {
            let named = |p: usize| tree.kids_by(p, "compound").chain([p]).collect::<Vec<_>>();
            let bodies = tree.patients(verb).into_iter().map(|p| tree.antecedent(p)).flat_map(named);
            let bodies =
                bodies.filter_map(|p| scene.spot_at(sentence, p)).flat_map(|s| &scene.spots[s].things);
            let body = bodies.copied().find(|&t| scene.things[t].ntype == NodeType::Organization);
            let heads = tree.agents(verb).into_iter().flat_map(|a| tree.with_conjuncts(a));
            let mut founders: Vec<usize> = heads
                .flat_map(|h| ends::actors_of(scene, sentence, h))
                .filter(|&t| scene.things[t].ntype == NodeType::Organization && Some(t) != body)
                .collect();
            founders.sort_unstable();
            founders.dedup();
            let Some(body) = body.filter(|_| founders.len() > 1) else { continue };
            let date = crate::extract::time::date_for(tree, &scene.timexes[sentence], verb);
            let date = date.map(|d| if d.is_interval() { d } else { d.since() });
            links.extend(founders.into_iter().map(|f| Link {
                date: date.clone(),
                ..link(EdgeType::PartOf, f, body, sentence, verb, "phrase.founder")
            }));
        }
    }
    links
}
