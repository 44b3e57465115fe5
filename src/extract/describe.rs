//! Which agreements, events and policies does the text pick out, and who and what belongs to them?
//!
//! A noun of `data/words/nouns.tsv` heads a phrase; its phrase tells parties (*between Kenya and Uganda*, *their*,
//! *Chadian*), places (*in Lomé*), dates (*June 2024*). A definite phrase that tells nothing of its own (*the treaty*)
//! points back; one that tells something is the thing it agrees with, or a new one.

mod clause;
mod dealt;
mod name;
mod ordinal;
mod passing;
mod phrase;
mod series;
mod several;
mod told;
mod topic;
mod twin;
mod vote;

pub use name::{readable, short_name};
pub use passing::led_by;
pub use phrase::{dedup, phrase_of, places_of};
pub use vote::home;

use self::clause::from_clause;
use self::name::built_name;
use self::phrase::{holder, left_words};
use super::scene::{Scene, Spot, Thing};
use super::sort;
use super::syntax::Tree;
use super::{enact, mention, when};
use crate::lexicon::Enacted;
use crate::model::{EdgeType, Edtf, Kind, NodeType, Reading};
use std::collections::BTreeSet;

/// How many sentences back *the summit* may look.
const REACH: usize = 12;
/// How many sentences away a party that the gazetteer knows may be named.
const PARTIES_NEAR: usize = 2;
/// How many sentences back *the deal* may look for an agreement of another word.
const NEAR: usize = 3;

/// What a noun phrase says of its thing.
#[derive(Debug, Default, Clone)]
pub struct Phrase {
    /// Actors: possessors, adjectives, *between*, *with*, *by*.
    pub parties: Vec<usize>,
    /// Whether parties came by *with A and B* after a plural, one agreement for each.
    pub each: Vec<usize>,
    /// Actors whom it is directed at: *invasion of*, *war against*.
    pub targets: Vec<usize>,
    /// Places and states where it is.
    pub places: Vec<usize>,
    /// Events it is a part of: *speech at the conference*.
    pub within: Vec<usize>,
    /// Date inside the phrase.
    pub date: Option<Edtf>,
    /// It begins with *the*, *this*, a possessive.
    pub definite: bool,
    /// It begins with *a*.
    pub indefinite: bool,
    /// It has a word of its own before the noun that is neither a party, a place nor a date.
    pub modified: bool,
    /// A verb makes the thing: *signed a pact*.
    pub made: bool,
    /// First token that belongs to the name of the thing, without the article.
    pub start: usize,
}

impl Phrase {
    /// Adds what a phrase inside this one says: *a round **of talks between A and B***.
    fn take_in(&mut self, inner: Phrase) {
        self.parties.extend(inner.parties);
        self.targets.extend(inner.targets);
        self.places.extend(inner.places);
        self.date = self.date.take().or(inner.date);
        dedup(&mut self.parties);
        dedup(&mut self.places);
    }
}

/// A fact that a noun phrase states by itself.
#[derive(Debug, Clone)]
pub struct Link {
    /// Type of the edge.
    pub etype: EdgeType,
    /// Index of the source thing.
    pub source: usize,
    /// Index of the target thing.
    pub target: usize,
    /// Sentence that says so.
    pub sentence: usize,
    /// Noun that says so.
    pub token: usize,
    /// Date of the thing.
    pub date: Option<Edtf>,
    /// Name of the mechanism.
    pub rule: &'static str,
    /// How often such readings are right.
    pub confidence: f64,
}

/// Finds described things and what all phrases, named ones too, say of theirs.
pub fn resolve(scene: &mut Scene<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for sentence in 0..scene.trees.len() {
        for token in 0..scene.trees[sentence].len() {
            match scene.spot_at(sentence, token) {
                Some(spot) if !scene.spots[spot].nested => named(scene, spot, &mut links),
                _ if is_gerund(&scene.trees[sentence], token) => {
                    described(scene, sentence, token, &mut links)
                }
                _ if scene.trees[sentence].token(token).upos == "VERB" => {
                    enact::read(scene, sentence, token, &mut links)
                }
                _ if scene.spot_over(sentence, token).is_none_or(|s| scene.spots[s].nested) => {
                    described(scene, sentence, token, &mut links);
                }
                _ => {}
            }
        }
    }
    links
}

/// A thing with a name: its phrase may add parties, a place, a date.
fn named(scene: &mut Scene<'_>, spot: usize, links: &mut Vec<Link>) {
    let at = scene.spots[spot].clone();
    let [thing] = at.things[..] else { return };
    let kind = scene.things[thing].kind;
    if !matches!(kind, Kind::Agreement | Kind::Event | Kind::Policy) || at.reading != Reading::Name {
        return;
    }
    let mut phrase = phrase_of(scene, at.sentence, at.head, at.start);
    if kind != Kind::Policy {
        from_clause(scene, at.sentence, at.head, kind, &mut phrase);
        // *the Union, in force since 2024*.
        let lasting = super::time::date_for(&scene.trees[at.sentence], &scene.timexes[at.sentence], at.head);
        phrase.date = phrase.date.take().or(lasting.filter(Edtf::is_interval));
    }
    if scene.things[thing].entry.is_none() && phrase.each.len() > 1 && is_plural(scene, &at) {
        return one_for_each(scene, spot, thing, &phrase, links);
    }
    let thing = of_that_year(scene, spot, thing, phrase.date.clone());
    begin(scene, at.sentence, (at.start, at.head), thing);
    if kind != Kind::Policy {
        scene.things[thing].parties.extend(&phrase.parties);
        scene.things[thing].places.extend(&phrase.places);
    }
    state_links(scene, at.sentence, at.head, thing, &phrase, links);
}

/// *the outbreak of the war in February 2022*: the war lasts from then on.
fn begin(scene: &mut Scene<'_>, sentence: usize, words: (usize, usize), thing: usize) {
    if let Some(since) = when::onset(scene, sentence, words, thing) {
        scene.things[thing].date = Some(since);
    }
}

fn is_plural(scene: &Scene<'_>, spot: &Spot) -> bool {
    scene.trees[spot.sentence].token(spot.end - 1).xpos.ends_with('S')
}

/// *Digital Partnership Agreements with Japan and South Korea*: a name in the plural, one thing for each partner.
fn one_for_each(scene: &mut Scene<'_>, spot: usize, thing: usize, phrase: &Phrase, links: &mut Vec<Link>) {
    let at = scene.spots[spot].clone();
    let (form, ntype) = (scene.things[thing].name.clone(), scene.things[thing].ntype);
    let single = form.strip_suffix('s').unwrap_or(&form).to_string();
    let owners = holder(scene, at.sentence, at.head);
    let shared = phrase
        .parties
        .iter()
        .copied()
        .chain(owners)
        .filter(|p| !phrase.each.contains(p))
        .collect::<BTreeSet<_>>();
    let mentions = std::mem::take(&mut scene.things[thing].mentions);
    let mut things = Vec::new();
    for &partner in &phrase.each {
        let parties: Vec<usize> = shared.iter().copied().chain([partner]).collect();
        let names: Vec<String> = parties.iter().map(|&p| short_name(&scene.things[p])).collect();
        let mut own = Thing::new(scene.things[thing].kind, ntype, format!("{} {single}", names.join("–")));
        own.names.insert(form.clone());
        own.noun = scene.things[thing].noun.clone();
        own.parties = parties.iter().copied().collect();
        own.mentions = mentions.clone();
        own.last_seen = at.sentence;
        let new = scene.add_thing(own);
        things.push(new);
        let phrase = Phrase { parties, each: Vec::new(), ..phrase.clone() };
        state_links(scene, at.sentence, at.head, new, &phrase, links);
    }
    scene.spots[spot].things = things;
}

/// A series of meetings has one node for each year: *the 2021 Shangri-La Dialogue* is not that of 2024.
fn of_that_year(scene: &mut Scene<'_>, spot: usize, thing: usize, date: Option<Edtf>) -> usize {
    let Some(date) = date else { return thing };
    match scene.things[thing].date.clone() {
        None => {
            scene.things[thing].date = Some(date);
            thing
        }
        Some(known)
            if known.overlaps(&date) || scene.things[thing].kind != Kind::Event || known.is_interval() =>
        {
            let finer = known.contains(&date) && !known.is_interval();
            if finer {
                scene.things[thing].date = Some(date);
            }
            thing
        }
        Some(_) => another_year(scene, spot, thing, date),
    }
}

fn another_year(scene: &mut Scene<'_>, spot: usize, thing: usize, date: Edtf) -> usize {
    let name = scene.things[thing].name.clone();
    let same = (0..scene.things.len()).find(|&t| {
        scene.things[t].name == name && scene.things[t].date.as_ref().is_some_and(|d| d.overlaps(&date))
    });
    let other = same.unwrap_or_else(|| {
        let mut fresh = scene.things[thing].clone();
        fresh.mentions.clear();
        fresh.parties.clear();
        fresh.date = Some(date);
        scene.add_thing(fresh)
    });
    let span_sentence = scene.spots[spot].sentence;
    let (start, end) = (scene.spots[spot].start, scene.spots[spot].end);
    let tree = &scene.trees[span_sentence];
    let span = crate::model::Span::new(tree.token(start).span.start, tree.token(end - 1).span.end);
    let moved: Vec<_> = scene.things[thing].mentions.iter().copied().filter(|m| m.span == span).collect();
    scene.things[thing].mentions.retain(|m| m.span != span);
    scene.things[other].mentions.extend(moved);
    scene.spots[spot].things = vec![other];
    other
}

/// *five days of **fighting***: a noun that is taken for a verb.
fn is_gerund(tree: &Tree<'_>, token: usize) -> bool {
    let of = token > 0 && tree.token(token - 1).form == "of";
    of && tree.token(token).xpos == "VBG" && tree.token(token).form == "fighting"
}

/// A common noun that may pick out a thing.
fn described(scene: &mut Scene<'_>, sentence: usize, token: usize, links: &mut Vec<Link>) {
    let tree = &scene.trees[sentence];
    // *in March 2024*: no march.
    let in_date =
        scene.timexes[sentence].iter().any(|t| t.date.is_some() && (t.start..t.end).contains(&token));
    let one_more = series::one_more(scene, sentence, token);
    let gerund = is_gerund(tree, token);
    if !(tree.is_noun(token) || gerund || one_more.is_some())
        || in_date
        || matches!(tree.rel(token), "compound" | "flat")
    {
        return;
    }
    let front = left_words(tree, token);
    let mut lemmas: Vec<String> = front.iter().map(|&i| tree.lemma(i)).collect();
    if let Some(last) = lemmas.last_mut().filter(|_| gerund) {
        *last = "fighting".into();
    }
    let round = round_of(scene, sentence, token);
    let own = if gerund { "fighting".to_string() } else { tree.lemma(token) };
    let by_round = round.map(|(_, sort)| (sort, own.clone()));
    let by_noun = || sort::of_phrase(scene.lexicon.words(), &lemmas).map(|sort| (sort, own.clone()));
    let Some((sort, noun)) = one_more
        .or(by_round)
        .or_else(by_noun)
        .or_else(|| dealt::of_deal(scene, sentence, token))
        .or_else(|| dealt::of_suit(scene, sentence, token))
        .or_else(|| dealt::of_draft(scene, sentence, token))
    else {
        return ordinal::read(scene, sentence, token, links);
    };
    if sort.kind == Kind::Actor || sort.kind == Kind::Place {
        return;
    }
    // *a round of sanctions* is no meeting; *an earlier round in Geneva* is one.
    if noun == "round" && !tree.prepositional_kids(token, "of").is_empty() {
        return;
    }
    if names_itself(scene, sentence, token, sort.kind)
        || belongs_to_noun_before(scene, sentence, token)
        || when::is_phase_of_event(scene, sentence, token)
        || is_body_before(scene, sentence, token)
    {
        return;
    }
    if let Some(thing) = listed(scene, sentence, token, sort.kind) {
        let start = front.first().copied().unwrap_or(token);
        let phrase = phrase_of(scene, sentence, token, start);
        scene.add_phrase(sentence, (start, token), Reading::Name, thing);
        begin(scene, sentence, (start, token), thing);
        return state_links(scene, sentence, token, thing, &phrase, links);
    }
    let tree = &scene.trees[sentence];
    if tree.has_kid(token, "det", &["any", "every", "each", "no", "either", "neither"]) {
        return;
    }
    let plural = tree.token(token).xpos.ends_with('S') && !scene.lexicon.words().is("plural-event", &noun);
    let mut phrase = phrase_of(scene, sentence, token, front.first().copied().unwrap_or(token));
    // *Peru's congress voted*: a parliament.
    if noun == "congress" && phrase.parties.iter().any(|&p| scene.things[p].ntype == NodeType::State) {
        return;
    }
    if let Some((inner, _)) = round {
        phrase.take_in(phrase_of(scene, sentence, inner, inner));
    }
    let vague = is_vague(tree, token);
    let bare = phrase.definite && !is_specific(&phrase) && !plural;
    let known = if bare { pointed_back(scene, sentence, token, sort, &noun, &phrase) } else { None };
    from_clause(scene, sentence, token, sort.kind, &mut phrase);
    if scene.lexicon.words().is("suit-noun", &noun) {
        dealt::sides(scene, sentence, token, &mut phrase);
    }
    if gerund && phrase.date.is_none() {
        phrase.date = when::date_of(scene, sentence, token);
    }
    let known = match told::by_verb(scene, sentence, token, &noun).filter(|_| bare && known.is_none()) {
        Some(told::Told::Thing(thing)) => Some(thing),
        Some(told::Told::Clause(at, clause)) => {
            let enacted = Enacted { noun: noun.clone(), sort, pattern: "deed".into() };
            Some(enact::tell(scene, at, &enacted, &clause, links))
        }
        None => known,
    };
    if known.is_none() {
        told::of_war(scene, sentence, token, sort, &mut phrase);
    }
    vote::at_home(scene, sentence, token, sort, &mut phrase);
    series::inherit(scene, sentence, token, sort, &mut phrase);
    let known = known.filter(|&thing| speaks_for(scene, thing, &phrase));
    let specific = is_specific(&phrase);
    let named = said_of_name(scene, sentence, token, sort.kind)
        .or_else(|| twin::named_before(scene, sentence, token, sort))
        .or_else(|| (!plural).then(|| twin::named_behind(scene, sentence, token, sort)).flatten());
    let dates = several::dates(scene, sentence, token);
    let things = if let Some(thing) = named.filter(|_| !plural) {
        let known = &mut scene.things[thing];
        known.parties.extend(&phrase.parties);
        // *sent a ship to Atalanta, the Union's operation off Yemen, in 2017*: a mission is not as old as what is done in it.
        let own = sort.kind != Kind::Policy || phrase.made;
        known.date = known.date.take().or_else(|| phrase.date.clone().filter(|_| own));
        vec![thing]
    } else if let Some(thing) = known {
        enrich(scene, thing, &phrase);
        vec![thing]
    } else if dates.len() > 1 && !vague {
        let parties = several::parties(scene, sentence, token, sort.kind, &phrase);
        phrase.parties = parties;
        on_each_date(scene, (sentence, token), sort, &noun, &phrase, dates)
    } else if plural && phrase.each.len() > 1 && sort.kind == Kind::Agreement && !vague {
        each_with(scene, sentence, token, (sort, &noun), &phrase)
    } else if !specific && phrase.definite && !plural {
        pointed_back(scene, sentence, token, sort, &noun, &phrase).into_iter().collect()
    } else if specific && (!plural || series::counted(scene, sentence, token, sort, &phrase)) {
        picked_out(scene, sentence, token, sort, &noun, &phrase).into_iter().collect()
    } else {
        Vec::new()
    };
    if things.is_empty() {
        return;
    }
    let end = token + 1;
    let start = phrase.start.min(token);
    scene.add_spot(Spot {
        sentence,
        start,
        end,
        head: token,
        reading: Reading::Description,
        things: things.clone(),
        nested: false,
    });
    for thing in things {
        begin(scene, sentence, (start, token), thing);
        state_links(scene, sentence, token, thing, &phrase, links);
    }
}

/// Whether a phrase tells something of its own.
fn is_specific(phrase: &Phrase) -> bool {
    !phrase.parties.is_empty()
        || !phrase.places.is_empty()
        || phrase.date.is_some()
        || !phrase.targets.is_empty() && !phrase.indefinite
}

/// ***The declaration** was signed on 26 October by both*: the one spoken of, unless what is said of it cannot be.
fn speaks_for(scene: &Scene<'_>, thing: usize, phrase: &Phrase) -> bool {
    let known = &scene.things[thing];
    let dates = match (known.date.as_ref().or(known.listed.as_ref()), &phrase.date) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => true,
    };
    let theirs = at_home(scene, known.parties.iter().copied());
    let parties = at_home(scene, phrase.parties.iter().copied());
    dates && (theirs.is_empty() || parties.is_empty() || !theirs.is_disjoint(&parties))
}

fn enrich(scene: &mut Scene<'_>, thing: usize, phrase: &Phrase) {
    let thing = &mut scene.things[thing];
    thing.parties.extend(&phrase.parties);
    thing.places.extend(&phrase.places);
    if thing.listed.is_none() {
        thing.date = thing.date.take().or_else(|| phrase.date.clone());
    }
}

/// *the Tasis **alliance***: the noun says again what the body before it is.
fn is_body_before(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let body = |s: usize| {
        let spot = &scene.spots[s];
        let one = spot.things.len() == 1 && spot.reading == Reading::Name && spot.end == token;
        one && matches!(
            scene.things[spot.things[0]].ntype,
            NodeType::Organization | NodeType::Igo | NodeType::Group
        )
    };
    let marked = token > 0 && scene.spot_over(sentence, token - 1).is_some_and(body);
    marked && matches!(tree.lemma(token).as_str(), "alliance" | "coalition" | "partnership" | "union")
}

/// *the Horizon Europe programme*: the noun only says what sort of thing the name before it is.
fn names_itself(scene: &mut Scene<'_>, sentence: usize, token: usize, kind: Kind) -> bool {
    let Some(before) = token.checked_sub(1) else { return false };
    let spot = scene
        .spot_over(sentence, before)
        .map(|s| scene.spots[s].clone())
        .filter(|s| !s.nested && s.end == token);
    let Some(spot) = spot.filter(|s| s.things.len() == 1 && scene.things[s.things[0]].kind == kind) else {
        return false;
    };
    scene.add_phrase(sentence, (token, token), Reading::Description, spot.things[0]);
    true
}

/// *the Pukpuk Treaty, a mutual defence **pact** between …*: an apposition or predicate of a named thing is that thing.
fn said_of_name(scene: &Scene<'_>, sentence: usize, token: usize, kind: Kind) -> Option<usize> {
    let tree = &scene.trees[sentence];
    // *the new mission in Somalia, **AUSSOM***: the name may stand behind.
    let behind = tree.kids_by(token, "appos").find(|&k| {
        k > token && scene.spot_at(sentence, k).is_some_and(|s| scene.spots[s].reading == Reading::Name)
    });
    let subject = match tree.rel(token) {
        "appos" => tree.head(token),
        _ if behind.is_some() => behind,
        _ if tree.kids_by(token, "cop").next().is_some() => tree.kids_by(token, "nsubj").next(),
        _ => None,
    };
    let spot = subject.and_then(|s| scene.spot_at(sentence, s))?;
    let [thing] = scene.spots[spot].things[..] else { return None };
    (scene.things[thing].kind == kind && scene.spots[spot].reading == Reading::Name).then_some(thing)
}

/// *Russia's war in Ukraine*, *the invasion of Ukraine*: a name that the gazetteer knows, though it is written small.
fn listed(scene: &mut Scene<'_>, sentence: usize, token: usize, kind: Kind) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let (from, to) = (token.saturating_sub(6), tree.len().min(token + 6));
    let hits = scene.lexicon.gazetteer().find(&tree.sentence.tokens[from..to]);
    let over =
        hits.into_iter().find(|h| from + h.start <= token && token < from + h.end && h.end - h.start > 1)?;
    let entry = over.entries.iter().map(|(id, _)| scene.lexicon.entry(*id)).find(|e| e.kind == kind)?;
    Some(super::mention::thing_of_listed(scene, entry))
}

/// *a **round** of talks*: a noun that makes a thing only with the one behind it, which is given with the sort.
fn round_of(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, crate::lexicon::Sort)> {
    let tree = &scene.trees[sentence];
    let nouns = &scene.lexicon.words().nouns;
    let lemma = tree.lemma(token);
    if nouns.contains_key(&lemma) {
        return None;
    }
    let inner = tree.prepositional_kids(token, "of").into_iter();
    inner.filter_map(|k| Some((k, *nouns.get(&format!("{lemma} of {}", tree.lemma(k)))?))).next()
}

/// *two memoranda concluded in 2000 and 2001*: one thing for each date.
fn on_each_date(
    scene: &mut Scene<'_>,
    (sentence, token): (usize, usize),
    sort: crate::lexicon::Sort,
    noun: &str,
    phrase: &Phrase,
    dates: Vec<Edtf>,
) -> Vec<usize> {
    let one = |date: Edtf| Phrase { date: Some(date), definite: true, indefinite: false, ..phrase.clone() };
    let phrases: Vec<Phrase> = dates.into_iter().map(one).collect();
    phrases.iter().filter_map(|p| picked_out(scene, sentence, token, sort, noun, p)).collect()
}

/// *memorandum of **understanding***: the noun before it makes the thing.
fn belongs_to_noun_before(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let of = tree.preposition(token).as_deref() == Some("of");
    let outer = tree.head(token).filter(|&h| of && h + 4 > token && tree.is_noun(h));
    outer.is_some_and(|h| {
        scene.lexicon.words().nouns.contains_key(&format!("{} of {}", tree.lemma(h), tree.lemma(token)))
    })
}

/// *several initiatives*, *some agreements*: none is picked out.
fn is_vague(tree: &Tree<'_>, noun: usize) -> bool {
    tree.kids(noun).iter().any(|&k| {
        matches!(
            tree.lemma(k).as_str(),
            "several" | "many" | "few" | "some" | "any" | "more" | "other" | "various" | "numerous"
        )
    })
}

/// *digital partnerships with Japan and South Korea*: one thing for each partner.
fn each_with(
    scene: &mut Scene<'_>,
    sentence: usize,
    token: usize,
    (sort, noun): (crate::lexicon::Sort, &str),
    phrase: &Phrase,
) -> Vec<usize> {
    let shared: Vec<usize> = phrase
        .parties
        .iter()
        .copied()
        .filter(|p| !phrase.each.contains(p))
        .chain(holder(scene, sentence, token))
        .collect();
    let mut things = Vec::new();
    for &partner in &phrase.each {
        let mut own = phrase.clone();
        own.parties = shared.iter().copied().filter(|&s| s != partner).chain([partner]).collect();
        dedup(&mut own.parties);
        own.definite = true;
        things.extend(picked_out(scene, sentence, token, sort, noun, &own));
    }
    things
}

/// *the treaty*: the last thing of that noun, or else of that type.
fn pointed_back(
    scene: &mut Scene<'_>,
    sentence: usize,
    token: usize,
    sort: crate::lexicon::Sort,
    noun: &str,
    phrase: &Phrase,
) -> Option<usize> {
    // What is named later on is not what *the truce* points back at.
    let here = scene.trees[sentence].token(phrase.start).span.start;
    let latest_within = |reach: usize, fits: &dyn Fn(&Thing) -> bool| {
        let from = scene.trees[sentence.saturating_sub(reach)].token(0).span.start;
        let seen = |t: &Thing| {
            let starts = t.mentions.iter().map(|m| m.span.start);
            starts.filter(|&s| s >= from && s < here).max()
        };
        let fitting = (0..scene.things.len()).filter(|&t| {
            let thing = &scene.things[t];
            thing.kind == sort.kind && fits(thing)
        });
        let all = fitting.filter_map(|t| seen(&scene.things[t]).map(|at| (at, std::cmp::Reverse(t))));
        all.max().map(|(_, t)| t.0)
    };
    let latest = |fits: &dyn Fn(&Thing) -> bool| latest_within(REACH, fits);
    // *the ceremony* after an inauguration, *the raid* after an attack.
    let families = ["ceremony", "attack-family"];
    let words = scene.lexicon.words();
    let family = families.into_iter().find(|f| words.is(f, noun));
    let akin = || family.and_then(|f| latest(&|t| words.is(f, &t.noun)));
    // *the ceasefire* is no water treaty that was spoken of.
    let truce = words.is("truce-noun", noun);
    let may_be = |t: &Thing| {
        !truce
            || words.is("truce-noun", &t.noun)
            || words.is("general-head", &t.noun)
            || t.noun.contains("peace")
    };
    let same_noun = latest(&|t| t.noun == noun).or_else(akin);
    let same_type = || latest(&|t| may_be(t) && t.ntype == sort.ntype && sort.ntype != NodeType::Other);
    let general =
        || (sort.kind == Kind::Agreement && !phrase.modified).then(|| latest_within(NEAR, &may_be)).flatten();
    let found = match phrase.modified {
        true => same_noun.filter(|&t| shares_modifier(scene, sentence, token, t)),
        false => same_noun.or_else(same_type).or_else(general),
    };
    let found = found.map(|thing| topic::rather(scene, sentence, thing, noun).unwrap_or(thing));
    if let Some(thing) = found {
        let words = scene.text(sentence, phrase.start, token + 1).to_string();
        scene.things[thing].why.insert(format!("\"the {words}\" points back at it"));
    }
    found
}

/// *wanted talks with Togo*: a meeting of which only one side is told is none that was picked out.
fn is_thin(sort: crate::lexicon::Sort, phrase: &Phrase) -> bool {
    sort.ntype == NodeType::Meeting
        && phrase.parties.len() < 2
        && phrase.date.is_none()
        && phrase.places.is_empty()
        && phrase.within.is_empty()
        && phrase.targets.is_empty()
        && !phrase.definite
}

/// *a digital partnership and a **security partnership** with Togo*: what is coordinated with a thing is another.
fn stands_beside(scene: &Scene<'_>, sentence: usize, token: usize, thing: usize) -> bool {
    let tree = &scene.trees[sentence];
    let siblings = tree.with_conjuncts(tree.first_conjunct(token)).into_iter().filter(|&s| s != token);
    siblings
        .filter_map(|s| scene.spot_at(sentence, s))
        .any(|s| scene.spots[s].start < token && scene.spots[s].things.contains(&thing))
}

/// *the **next** summit*, *a **second** accord*, *replaces **the agreement** of 1997*: not the one spoken of.
fn is_another(
    scene: &Scene<'_>,
    (sentence, token): (usize, usize),
    date: Option<&Edtf>,
    thing: usize,
) -> bool {
    let tree = &scene.trees[sentence];
    let words = scene.lexicon.words();
    let names = scene.things[thing].names.iter().chain([&scene.things[thing].name]);
    let names: Vec<String> = names.map(|n| n.to_lowercase()).collect();
    let fresh = |i: &usize| {
        let lemma = tree.lemma(*i);
        words.is("fresh-word", &lemma) && !names.iter().any(|n| n.contains(&lemma))
    };
    let next = left_words(tree, token).iter().any(fresh);
    let same_day = scene.things[thing].date.as_ref().zip(date).is_some_and(|(a, b)| a.overlaps(b));
    let replaced = tree
        .governing_verb(token)
        .filter(|&v| words.is("replace-verb", &tree.lemma(v)) && tree.patients(v).contains(&token))
        .is_some_and(|v| {
            let subjects = tree.agents(v).into_iter().filter_map(|a| scene.spot_at(sentence, a));
            !same_day || subjects.into_iter().any(|s| scene.spots[s].things.contains(&thing))
        });
    next || replaced || stands_beside(scene, sentence, token, thing)
}

fn shares_modifier(scene: &Scene<'_>, sentence: usize, token: usize, thing: usize) -> bool {
    let tree = &scene.trees[sentence];
    let name = format!(
        "{} {}",
        scene.things[thing].name,
        scene.things[thing].names.iter().cloned().collect::<Vec<_>>().join(" ")
    )
    .to_lowercase();
    left_words(tree, token)
        .iter()
        .filter(|&&i| i != token && tree.rel(i) != "nummod")
        .all(|&i| name.contains(&tree.token(i).form.to_lowercase()))
}

/// A phrase that tells something of its own: the thing it agrees with, or a new one.
fn picked_out(
    scene: &mut Scene<'_>,
    sentence: usize,
    token: usize,
    sort: crate::lexicon::Sort,
    noun: &str,
    phrase: &Phrase,
) -> Option<usize> {
    if !phrase.indefinite
        && let Some(known) = agreeing(scene, sort, noun, phrase)
            .filter(|&t| !is_another(scene, (sentence, token), phrase.date.as_ref(), t))
    {
        let words = scene.text(sentence, phrase.start, token + 1).to_string();
        let thing = &mut scene.things[known];
        thing.why.insert(format!("\"{words}\" agrees with it in noun, parties, place and date"));
        thing.date = match (thing.date.take(), &phrase.date) {
            (None, new) => new.clone(),
            (Some(old), Some(new)) if old.contains(new) && !old.is_interval() => Some(new.clone()),
            (old, _) => old,
        };
        thing.parties.extend(&phrase.parties);
        thing.places.extend(&phrase.places);
        return Some(known);
    }
    if sort.kind == Kind::Agreement
        && let Some(subject) =
            on_a_named_one(scene, sentence, token).or_else(|| twin::named_by_place(scene, sort, noun, phrase))
    {
        let words = scene.text(sentence, phrase.start, token + 1).to_string();
        let thing = &mut scene.things[subject];
        thing.why.insert(format!("\"{words}\" tells of it"));
        thing.parties.extend(&phrase.parties);
        thing.places.extend(&phrase.places);
        thing.date = thing.date.take().or_else(|| phrase.date.clone());
        return Some(subject);
    }
    if is_thin(sort, phrase) && scene.trees[sentence].kids_by(token, "acl").next().is_none() {
        return None;
    }
    // *is negotiating **others***: they go by the noun of the one before.
    let lemma = scene.trees[sentence].lemma(token);
    let name = built_name(scene, sentence, token, phrase);
    let gerund = is_gerund(&scene.trees[sentence], token);
    let name = if lemma == noun || gerund { name } else { name.replacen(&lemma, noun, 1) };
    let mut thing = Thing::new(sort.kind, sort.ntype, name);
    thing.named = false;
    thing.noun = noun.to_string();
    thing.names.insert(scene.text(sentence, phrase.start, token + 1).to_string());
    thing.names.extend(name::in_full(scene, sentence, phrase.start, token));
    let bears = matches!(sort.ntype, NodeType::Exercise | NodeType::Mission);
    if let Some(own) = name::right_behind(scene, sentence, token).filter(|_| bears) {
        thing.names.insert(std::mem::replace(&mut thing.name, own));
    }
    thing.date = phrase.date.clone();
    thing.parties = phrase.parties.iter().copied().collect();
    thing.places = phrase.places.iter().copied().collect();
    Some(scene.add_thing(thing))
}

/// A thing on stage that the phrase may mean: same kind, noun or type; nothing that speaks against it; something for it.
pub fn agreeing(scene: &Scene<'_>, sort: crate::lexicon::Sort, noun: &str, phrase: &Phrase) -> Option<usize> {
    // *The bargain* may be a treaty, *the accord* a memorandum.
    let is_general = |noun: &str| scene.lexicon.words().is("general-head", noun);
    let general =
        |t: &Thing| sort.kind == Kind::Agreement && !t.named && (is_general(noun) || is_general(&t.noun));
    let score = |t: &Thing| -> Option<usize> {
        // *overran Palma* and *the attack on Palma* are one.
        let violent = |n: &str| scene.lexicon.words().is("attack-family", n);
        let akin = violent(noun) && violent(&t.noun);
        let same_noun = t.noun == noun || akin;
        if t.kind != sort.kind
            || !t.on_stage()
            || !(same_noun || general(t) || t.ntype == sort.ntype && sort.ntype != NodeType::Other)
        {
            return None;
        }
        let dated = match (t.date.as_ref().or(t.listed.as_ref()), &phrase.date) {
            (Some(a), Some(b)) if !a.overlaps(b) => return None,
            (Some(_), Some(_)) => 1,
            _ => 0,
        };
        let parties = at_home(scene, phrase.parties.iter().copied());
        let known = at_home(scene, t.parties.iter().copied());
        let shared = known.intersection(&parties).count();
        // The empty set is a subset of any: who is not known does not speak against it.
        let apart = !(parties.is_subset(&known) || known.is_subset(&parties));
        if apart && sort.ntype != NodeType::Conflict {
            return None;
        }
        let around: BTreeSet<usize> = phrase.places.iter().chain(&phrase.targets).copied().collect();
        let grounds: BTreeSet<usize> = t.places.union(&t.parties).copied().collect();
        let met = around.intersection(&grounds).count();
        let elsewhere = !phrase.places.is_empty() && met == 0;
        if elsewhere && (sort.ntype == NodeType::Conflict || !t.places.is_empty()) {
            return None;
        }
        let agreement = shared + met + dated;
        let enough = if same_noun { 1 } else { 2 };
        (agreement >= enough).then_some(agreement * 2 + usize::from(same_noun))
    };
    let best = (0..scene.things.len())
        .filter_map(|t| score(&scene.things[t]).map(|s| (s, t)))
        .max_by_key(|&(s, t)| (s, std::cmp::Reverse(t)));
    best.map(|(_, t)| t)
}

/// Persons count as the states of their offices: *Kim and Putin* are *North Korea and Russia*.
fn at_home(scene: &Scene<'_>, things: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let home =
        |t: usize| scene.homes.get(&t).copied().or_else(|| super::infer::known_state(scene, t)).unwrap_or(t);
    things.map(home).collect()
}

/// *a memorandum of cooperation **on** the Framework*: what is signed is the framework.
fn on_a_named_one(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let mut inner = vec![token];
    inner.extend(tree.prepositional_kids(token, "of").into_iter().filter(|&i| tree.token(i).upos == "NOUN"));
    let subjects = inner.into_iter().flat_map(|i| tree.prepositional_kids(i, "on"));
    let spots = subjects.filter_map(|i| scene.spot_over(sentence, i));
    let things = spots.flat_map(|spot| scene.spots[spot].things.iter().copied());
    things.into_iter().find(|&t| scene.things[t].named && scene.things[t].kind == Kind::Agreement)
}

/// *since the end of the Korean War*: the event only says when.
fn is_mere_date(scene: &Scene<'_>, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let temporal = |i: usize| matches!(tree.preposition(i).as_deref(), Some("since" | "until"));
    let outer = tree.head(token).filter(|&h| {
        matches!(tree.lemma(h).as_str(), "end" | "era" | "time" | "decade" | "legacy" | "height")
    });
    temporal(token) || outer.is_some() || matches!(tree.rel(token), "compound")
}

/// *the trial **of Mr Diallo***, *sued **Oman***: they take part in it.
fn undergoes(scene: &Scene<'_>, thing: usize) -> bool {
    let noun = scene.things[thing].noun.as_str();
    let placed = matches!(noun, "visit" | "tour" | "trip") && !scene.things[thing].places.is_empty();
    !placed && scene.lexicon.words().is("undergone", noun)
}

/// The facts that a phrase states of its thing.
pub fn state_links(
    scene: &Scene<'_>,
    sentence: usize,
    token: usize,
    thing: usize,
    phrase: &Phrase,
    links: &mut Vec<Link>,
) {
    let subject = &scene.things[thing];
    let mut push = |etype: EdgeType, source: usize, target: usize, rule: &'static str, confidence: f64| {
        let (s, t) = (&scene.things[source], &scene.things[target]);
        if source != target && etype.allows((s.kind, s.ntype), (t.kind, t.ntype)) {
            links.push(Link {
                etype,
                source,
                target,
                sentence,
                token,
                // An event's or agreement's is told at the end, when all of the text has been read.
                date: subject.date.clone().filter(|_| subject.kind == Kind::Policy),
                rule,
                confidence,
            });
        }
    };
    let parties = if phrase.each.len() > 1 {
        subject.parties.iter().copied().collect()
    } else {
        phrase.parties.clone()
    };
    for party in parties {
        match subject.kind {
            Kind::Agreement => push(EdgeType::PartyTo, party, thing, "phrase.party", 0.8),
            Kind::Event
                if subject.ntype == NodeType::Election && scene.things[party].ntype == NodeType::State =>
            {
                push(EdgeType::LocatedIn, thing, party, "phrase.place", 0.8);
            }
            // *Fiji's coup of 2006*, *Kenya's referendum*: there, and not with the state against itself.
            Kind::Event
                if vote::is_home_affair(&subject.noun) && scene.things[party].ntype == NodeType::State =>
            {
                push(EdgeType::LocatedIn, thing, party, "phrase.place", 0.75);
            }
            Kind::Event => push(EdgeType::ParticipatedIn, party, thing, "phrase.participant", 0.8),
            Kind::Policy => push(EdgeType::Issued, party, thing, "phrase.issuer", 0.75),
            _ => {}
        }
    }
    for &place in &phrase.places {
        push(EdgeType::LocatedIn, thing, place, "phrase.place", 0.8);
    }
    for &outer in phrase.within.iter().filter(|&&o| scene.things[o].kind == subject.kind) {
        push(EdgeType::PartOf, thing, outer, "phrase.within", 0.7);
    }
    if undergoes(scene, thing) {
        for &target in phrase.targets.iter().filter(|&&t| scene.things[t].kind == Kind::Actor) {
            push(EdgeType::ParticipatedIn, target, thing, "phrase.undergone", 0.75);
        }
    }
    if subject.ntype == NodeType::Conflict || scene.lexicon.words().is("aimed-event", &subject.noun) {
        for &target in &phrase.targets {
            push(EdgeType::LocatedIn, thing, target, "phrase.target-place", 0.75);
            if subject.ntype == NodeType::Conflict {
                push(EdgeType::ParticipatedIn, target, thing, "phrase.target", 0.6);
            }
        }
    }
    for &place in &subject.places {
        if !phrase.places.contains(&place)
            && mention::head_of(&scene.trees[sentence], phrase.start, token + 1) == token
            && phrase.start < token
        {
            push(EdgeType::LocatedIn, thing, place, "name.place", 0.75);
        }
    }
    if let Some(entry) = subject.entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k)) {
        let known = |t: &usize| {
            scene.things[*t].entry.as_deref().is_some_and(|e| {
                entry
                    .parties
                    .iter()
                    .chain(&entry.participants)
                    .any(|p| e.split_once('/').is_some_and(|(_, n)| n == p))
            })
        };
        let last = (sentence + PARTIES_NEAR).min(scene.trees.len() - 1);
        let present: BTreeSet<usize> = (sentence.saturating_sub(PARTIES_NEAR)..=last)
            .flat_map(|s| scene.spots_in(s))
            .flat_map(|s| s.things.iter().copied())
            .collect();
        for party in present.into_iter().filter(|t| known(t) && !phrase.parties.contains(t)) {
            match subject.kind {
                Kind::Agreement => push(EdgeType::PartyTo, party, thing, "gazetteer.party", 0.75),
                Kind::Event if !is_mere_date(scene, sentence, token) => {
                    push(EdgeType::ParticipatedIn, party, thing, "gazetteer.participant", 0.75)
                }
                _ => {}
            }
        }
    }
    for &party in subject.parties.iter().filter(|p| !phrase.parties.contains(p)) {
        let inside_name = scene
            .spots_in(sentence)
            .any(|s| s.nested && s.things.contains(&party) && s.start >= phrase.start && s.end <= token + 12);
        if inside_name {
            match subject.kind {
                Kind::Agreement => push(EdgeType::PartyTo, party, thing, "name.party", 0.8),
                Kind::Event
                    if subject.ntype == NodeType::Election
                        && scene.things[party].ntype == NodeType::State =>
                {
                    push(EdgeType::LocatedIn, thing, party, "name.place", 0.8);
                }
                Kind::Event => push(EdgeType::ParticipatedIn, party, thing, "name.participant", 0.7),
                Kind::Policy => push(EdgeType::Issued, party, thing, "name.issuer", 0.7),
                _ => {}
            }
        }
    }
}
