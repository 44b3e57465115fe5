//! Which things does a phrase stand for, when a rule asks for its ends?
//!
//! A phrase that is no node itself is looked into: *the army of Chad*, *Chad's decision*, *Chadian troops* lead to Chad.

use super::examples;
use super::maker;
use super::scene::Scene;
use super::syntax::Tree;
use crate::lexicon::Is;
use crate::model::{Kind, NodeType, Reading};

/// How deep a phrase is looked into: *the leaders of the members of the Union*.
const DEPTH: usize = 3;
/// Whoever made a thing is looked for where nothing else owns it.
const RANK_MADE: usize = 4;
/// An agreement of more parties than this does not stand for them.
const MOST_PARTIES: usize = 4;

/// A thing found at an end, and how far it was fetched: 0 for the phrase itself, more for every word looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The thing.
    pub thing: usize,
    /// Words looked through.
    pub steps: usize,
    /// Token that stands for it.
    pub token: usize,
}

/// Actors that the phrase of one token stands for; conjuncts are the caller's.
pub fn actors_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Vec<usize> {
    ends_of(scene, sentence, token, &[Is::Kind(Kind::Actor)], false).into_iter().map(|e| e.thing).collect()
}

/// Things of the wanted sorts that a phrase stands for. `deep` looks through any noun, not only those that act for others.
pub fn ends_of(scene: &Scene<'_>, sentence: usize, token: usize, wanted: &[Is], deep: bool) -> Vec<End> {
    look(scene, sentence, token, wanted, deep, DEPTH, 0)
}

fn look(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    wanted: &[Is],
    deep: bool,
    depth: usize,
    steps: usize,
) -> Vec<End> {
    let named = examples::named_after_set(scene, sentence, token);
    let direct = if named.is_empty() {
        standing_for(scene, sentence, token, wanted, steps, deep)
    } else {
        named.iter().flat_map(|&h| standing_for(scene, sentence, h, wanted, steps, deep)).collect()
    };
    if !direct.is_empty() || depth == 0 {
        return direct;
    }
    let given = examples::of(scene, sentence, token);
    let given: Vec<End> = given
        .into_iter()
        .flat_map(|h| look(scene, sentence, h, wanted, deep, depth - 1, steps + 1))
        .collect();
    if !given.is_empty() {
        return given;
    }
    let tree = &scene.trees[sentence];
    if deep && let Some(ends) = through_parties(scene, sentence, token, wanted, steps) {
        return ends;
    }
    if !tree.is_noun(token) && !matches!(tree.token(token).upos, "ADJ" | "NUM" | "DET") {
        return Vec::new();
    }
    let persons = bearers_of_title(scene, sentence, token, wanted, steps);
    if !persons.is_empty() {
        return persons;
    }
    let bodies = named_body(scene, sentence, token, wanted, steps);
    if !bodies.is_empty() {
        return bodies;
    }
    let persons = named_after(scene, sentence, token, wanted, steps);
    if !persons.is_empty() {
        return persons;
    }
    let carries =
        scene.lexicon.words().carriers.contains(&tree.lemma(token)) || tree.token(token).upos != "NOUN";
    // *Egyptian aircraft*, *Venezuela's patrol ship*: any noun acts for the state whose name it bears.
    let borne = !carries && !deep;
    let several = !wanted.contains(&Is::Kind(Kind::Actor));
    let (mut found, mut found_at): (Vec<End>, usize) = (Vec::new(), 0);
    let venue = is_elsewhere(scene, sentence, token);
    let acts = deep || scene.lexicon.words().is("weapon-noun", &tree.lemma(token));
    let made = if acts && depth == DEPTH { maker::of(scene, sentence, token) } else { Vec::new() };
    let mut ranked = parts(tree, token, deep);
    ranked.extend(made.iter().map(|&m| (RANK_MADE, m)));
    ranked.sort_unstable();
    for (rank, part) in ranked {
        if venue && matches!(tree.preposition(part).as_deref(), Some("in" | "at" | "on")) {
            continue;
        }
        if borne && rank != RANK_MADE && !bears_name(scene, sentence, token, part) {
            continue;
        }
        // An actor has one owner; *missions, in particular Atalanta* may name several things.
        if !found.is_empty() && (!several || rank != found_at) {
            break;
        }
        let heads = tree.with_conjuncts(part).into_iter();
        found.extend(heads.flat_map(|p| look(scene, sentence, p, wanted, deep, depth - 1, steps + 1)));
        // *the government **in Tripoli***: that of the state, where the text speaks of it.
        if found.is_empty() && scene.lexicon.words().is("state-body", &tree.lemma(token)) {
            let spots = scene.spot_at(sentence, part).into_iter().flat_map(|s| scene.spots[s].things.clone());
            let states =
                spots.filter_map(|t| state_of_place(scene, t)).filter(|&t| is_wanted(scene, t, wanted));
            found.extend(states.map(|thing| End { thing, steps: steps + 1, token: part }));
        }
        found_at = rank;
    }
    if found.is_empty() { apposed_to(scene, sentence, token, wanted, steps) } else { found }
}

/// *Volvo, **a carmaker** in Ghent that …*: whoever a phrase with an article says more of.
fn apposed_to(scene: &Scene<'_>, sentence: usize, token: usize, wanted: &[Is], steps: usize) -> Vec<End> {
    let tree = &scene.trees[sentence];
    let article = tree.has_kid(token, "det", &["a", "an"]) && tree.token(token).xpos == "NN";
    let named = tree.head(token).filter(|&h| tree.rel(token) == "appos" && h < token && article);
    named.map_or_else(Vec::new, |h| standing_for(scene, sentence, h, wanted, steps + 1, false))
}

/// *stayed away from the summit **in Riga***, *fought rebels **in Mali***: where they are is not whose they are.
fn is_elsewhere(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let meets = |s: usize| {
        let ntype = scene.things[scene.spots[s].things[0]].ntype;
        matches!(ntype, NodeType::Meeting | NodeType::Exercise | NodeType::Statement)
    };
    let lemma = scene.trees[sentence].lemma(token);
    let outlaws = scene.lexicon.words().is("outlaw", &lemma);
    outlaws || scene.spot_at(sentence, token).is_some_and(meets)
}

/// An agreement or event that is acted upon stands for its parties: *welcomed the accord*, *condemned the raid*.
fn through_parties(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    wanted: &[Is],
    steps: usize,
) -> Option<Vec<End>> {
    let spot = &scene.spots[scene.spot_at(sentence, token)?];
    let [thing] = spot.things[..] else { return None };
    let parties = &scene.things[thing].parties;
    let made = matches!(scene.things[thing].kind, Kind::Agreement | Kind::Event)
        && scene.things[thing].ntype != NodeType::Conflict;
    let where_asked = wanted.contains(&Is::Kind(Kind::Place));
    if !made || where_asked || parties.is_empty() || parties.len() > MOST_PARTIES {
        return None;
    }
    // *denounced the memorandum*: not who signed it, but the states they bound.
    let home = |&t: &usize| {
        let person = scene.things[t].is_person();
        let known = || super::infer::known_state(scene, t);
        if person { scene.homes.get(&t).copied().or_else(known).unwrap_or(t) } else { t }
    };
    let ends: Vec<End> = parties
        .iter()
        .map(home)
        .filter(|&t| is_wanted(scene, t, wanted))
        .map(|thing| End { thing, steps: steps + 1, token })
        .collect();
    (!ends.is_empty()).then_some(ends)
}

/// *Pakistan's army **chief**, Asim Munir*: the persons in the office, not its owner; *the Emirati **firm** AD Ports*: whatever
/// name follows the noun at once.
fn bearers_of_title(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    wanted: &[Is],
    steps: usize,
) -> Vec<End> {
    let tree = &scene.trees[sentence];
    let apposed = tree
        .kids(token)
        .iter()
        .copied()
        .filter(|&k| k > token && matches!(tree.rel(k), "appos" | "flat" | "nmod"));
    let person = |k: usize| {
        let spot = &scene.spots[scene.spot_at(sentence, k)?];
        let called = spot.start == token + 1 && tree.rel(k) == "appos";
        let fits = |t: usize| (called || scene.things[t].is_person()) && is_wanted(scene, t, wanted);
        let thing = spot.things.iter().copied().find(|&t| fits(t))?;
        (spot.reading == Reading::Name).then_some(End { thing, steps, token: k })
    };
    let first = apposed.into_iter().find(|&k| tree.preposition(k).is_none() && person(k).is_some());
    let plural = tree.token(token).xpos.ends_with('S');
    let all = first.map_or_else(Vec::new, |k| if plural { tree.with_conjuncts(k) } else { vec![k] });
    all.into_iter().filter_map(person).collect()
}

/// *the Emirati port **operator DP World***, *the rebel **group M23***: the body that stands right behind what it is.
fn named_body(scene: &Scene<'_>, sentence: usize, token: usize, wanted: &[Is], steps: usize) -> Vec<End> {
    let tree = &scene.trees[sentence];
    let next = |k: usize| {
        let spot = &scene.spots[scene.spot_at(sentence, k)?];
        let [thing] = spot.things[..] else { return None };
        let body = spot.start == token + 1
            && spot.reading == Reading::Name
            && scene.things[thing].ntype == NodeType::Organization
            && is_wanted(scene, thing, wanted);
        body.then_some(End { thing, steps, token: k })
    };
    let beside = tree.kids(token).iter().copied().filter(|&k| k > token && tree.preposition(k).is_none());
    let common = tree.token(token).upos == "NOUN" && tree.token(token).xpos == "NN";
    beside.filter(|_| common).find_map(next).into_iter().collect()
}

/// *his counterparts in Bamako and Niamey, **X and Y***, *her guest from Lomé, **Z***: the names stand after the places.
fn named_after(scene: &Scene<'_>, sentence: usize, token: usize, wanted: &[Is], steps: usize) -> Vec<End> {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let lemma = tree.lemma(token);
    let title = words.is("guest-noun", &lemma) || words.offices.contains(&lemma);
    let places = (token + 2..tree.len()).take_while(|&i| {
        let place = scene
            .spot_over(sentence, i)
            .is_some_and(|s| scene.spots[s].things.iter().all(|&t| !scene.things[t].is_person()));
        place || matches!(tree.lemma(i).as_str(), "and" | "the")
    });
    let after = places.last().map_or(token, |last| last + 1);
    let preposition =
        token + 1 < tree.len() && matches!(tree.lemma(token + 1).as_str(), "in" | "from" | "of");
    if !title || !preposition || after == token || after >= tree.len() || tree.token(after).form != "," {
        return Vec::new();
    }
    let plural = tree.token(token).xpos == "NNS";
    let mut found = Vec::new();
    let mut at = after + 1;
    while at < tree.len() && (plural || found.is_empty()) {
        let spot = scene.spot_over(sentence, at).map(|s| &scene.spots[s]);
        let person = spot
            .filter(|s| s.start == at && s.things.len() == 1)
            .filter(|s| s.reading == Reading::Name && scene.things[s.things[0]].is_person());
        match person {
            Some(spot) => {
                found.push(End { thing: spot.things[0], steps, token: spot.head });
                at = spot.end;
            }
            None if matches!(tree.lemma(at).as_str(), "and" | ",") => at += 1,
            None => break,
        }
    }
    found.retain(|e| is_wanted(scene, e.thing, wanted));
    found
}

/// Whether a part before a noun is a state's adjective or name.
fn bears_name(scene: &Scene<'_>, sentence: usize, noun: usize, part: usize) -> bool {
    let state = |s: usize| {
        scene.spots[s]
            .things
            .iter()
            .any(|&t| scene.things[t].ntype == NodeType::State || scene.things[t].ntype == NodeType::Igo)
    };
    part < noun && scene.spot_at(sentence, part).is_some_and(state)
}

/// Parts of a phrase that may own it with their ranks, likeliest first: possessor, adjectives and compounds, *of*, *from*, *in*.
fn parts(tree: &Tree<'_>, token: usize, deep: bool) -> Vec<(usize, usize)> {
    let rank = |kid: usize| match (tree.full_rel(kid), tree.preposition(kid).as_deref()) {
        ("nmod:poss", _) => Some(0),
        ("amod" | "compound" | "flat" | "appos" | "nmod" | "nmod:desc", None) => Some(1),
        (_, Some("of")) => Some(2),
        (_, Some("from" | "by")) => Some(3),
        (_, Some("in")) if !deep => Some(5),
        (
            _,
            Some(
                "like" | "such as" | "including" | "for" | "against" | "with" | "on" | "between" | "to"
                | "in",
            ),
        ) if deep => Some(6),
        _ => None,
    };
    let mut parts: Vec<(usize, usize)> = tree
        .kids(token)
        .iter()
        .filter(|&&k| !tree.is_circumstance(k))
        .filter_map(|&k| rank(k).map(|r| (r, k)))
        .collect();
    parts.sort_unstable();
    parts
}

/// What the spot at a token speaks of, as far as it is wanted.
fn standing_for(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    wanted: &[Is],
    steps: usize,
    deep: bool,
) -> Vec<End> {
    let Some(spot) = scene.spot_at(sentence, token).or_else(|| covering(scene, sentence, token)) else {
        return Vec::new();
    };
    let things = joined_by_hyphens(scene, spot);
    let spot = &scene.spots[spot];
    let fits = |thing: usize| is_wanted(scene, thing, wanted);
    let found: Vec<End> =
        things.iter().copied().filter(|&t| fits(t)).map(|thing| End { thing, steps, token }).collect();
    if found.is_empty() && deep {
        let states = spot.things.iter().filter_map(|&t| state_of_place(scene, t)).filter(|&t| fits(t));
        return states.map(|thing| End { thing, steps: steps + 1, token }).collect();
    }
    found
}

/// *between China-Japan-South Korea*: names of states and bodies joined by hyphens stand together.
fn joined_by_hyphens(scene: &Scene<'_>, spot: usize) -> Vec<usize> {
    let at = &scene.spots[spot];
    let tree = &scene.trees[at.sentence];
    let mut things = at.things.clone();
    let is_body = |s: usize| {
        scene.spots[s]
            .things
            .iter()
            .all(|&t| matches!(scene.things[t].ntype, NodeType::State | NodeType::Igo))
    };
    let hyphen = |i: usize| matches!(tree.token(i).form.as_str(), "-" | "–");
    if !is_body(spot) {
        return things;
    }
    let mut start = at.start;
    while let Some(before) = start
        .checked_sub(2)
        .filter(|&i| hyphen(i + 1))
        .and_then(|i| scene.spot_over(at.sentence, i))
        .filter(|&s| is_body(s))
    {
        things.extend(&scene.spots[before].things);
        start = scene.spots[before].start;
    }
    let mut end = at.end;
    while let Some(after) = (end + 1 < tree.len() && hyphen(end))
        .then(|| scene.spot_over(at.sentence, end + 1))
        .flatten()
        .filter(|&s| is_body(s))
    {
        things.extend(&scene.spots[after].things);
        end = scene.spots[after].end;
    }
    things.dedup();
    things
}

/// The state on stage that a place lies in, as the gazetteer knows: *bombed a villa in Doha* is done to Qatar.
pub fn state_of_place(scene: &Scene<'_>, place: usize) -> Option<usize> {
    if scene.things[place].kind != Kind::Place {
        return None;
    }
    let entry = scene.lexicon.entry_by_key(scene.things[place].entry.as_deref()?)?;
    let [state] = &entry.states[..] else { return None };
    let key = format!("states/{state}");
    (0..scene.things.len())
        .find(|&t| scene.things[t].entry.as_deref() == Some(key.as_str()) && scene.things[t].on_stage())
}

/// The state on stage whose capital a place is.
pub fn state_of_capital(scene: &Scene<'_>, place: usize) -> Option<usize> {
    let name = &scene.things[place].name;
    let is_it = |t: &usize| {
        let entry = scene.things[*t].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
        entry.is_some_and(|e| e.capitals.contains(name)) && scene.things[*t].on_stage()
    };
    (0..scene.things.len()).find(|t| scene.things[place].kind == Kind::Place && is_it(t))
}

/// A torn tree may point into the middle of a name.
fn covering(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    scene
        .spot_over(sentence, token)
        .filter(|&s| !scene.spots[s].nested && scene.spots[s].reading != Reading::Description)
}

/// Whether a thing is of one of the wanted sorts; an empty list wants all.
pub fn is_wanted(scene: &Scene<'_>, thing: usize, wanted: &[Is]) -> bool {
    let thing = &scene.things[thing];
    wanted.is_empty() || wanted.iter().any(|is| matches(*is, thing.kind, thing.ntype))
}

fn matches(is: Is, kind: Kind, ntype: NodeType) -> bool {
    match is {
        Is::Kind(Kind::Place) => kind == Kind::Place || ntype == NodeType::State,
        Is::Kind(k) => k == kind,
        Is::Type(t) => t == ntype,
    }
}
