//! Which offices do verbs and phrases tell, with no title beside the name?
//!
//! *since Ruto took office*, *as long as Karimov ruled*, *Uruguay under Lacalle Pou*, *Conille was replaced by Fils-Aimé*,
//! *whose leader is X*, *the Fidesz of Viktor Orbán*, *Amorim, who advises the president*.

use super::{Near, Office, head, title_ending};
use crate::extract::scene::{Scene, Spot};
use crate::extract::syntax::Tree;
use crate::extract::{ends, mention, time};
use crate::model::{Edtf, NodeType, Reading};

/// Confidence in an office whose holder the surroundings tell.
const CONFIDENCE: f64 = 0.65;
/// How many sentences back the office of a predecessor may stand.
const REACH: usize = 3;

/// What a verb says of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Begins,
    Lasts,
    Ends,
}

/// All of them, given those that titles tell.
pub(super) fn read(scene: &Scene<'_>, known: &[Office]) -> Vec<Office> {
    let mut all = known.to_vec();
    for (sentence, tree) in scene.trees.iter().enumerate() {
        for token in (0..tree.len()).filter(|&t| tree.token(t).upos == "VERB") {
            let found = by_verb(scene, sentence, token, &all);
            all.extend(found);
            let found = replaced(scene, sentence, token, &all);
            all.extend(found);
            all.extend(advises(scene, sentence, token, &all));
        }
        for spot in scene.spots_in(sentence).filter(|s| !s.nested && s.reading == Reading::Name) {
            let Some(person) = person_in(scene, spot) else { continue };
            let near = Near { scene, sentence, person, start: spot.start, end: spot.end };
            let office = reversed(&near, spot)
                .or_else(|| owned_by_of(&near))
                .or_else(|| for_its(&near, spot))
                .or_else(|| of_its(&near))
                .or_else(|| head::owns_party(&near))
                .or_else(|| head::his_party(&near))
                .or_else(|| head::at_its_head(&near, spot))
                .or_else(|| head::officer_of_body(&near));
            if let Some(office) = office.filter(|o| !holds(&all, o.person, o.holder)) {
                all.push(office);
            }
            if !all.iter().any(|o| o.person == person) {
                all.extend(under(&near, spot));
            }
        }
    }
    all.split_off(known.len())
}

fn holds(offices: &[Office], person: usize, holder: usize) -> bool {
    offices.iter().any(|o| o.person == person && o.holder == holder)
}

fn person_in(scene: &Scene<'_>, spot: &Spot) -> Option<usize> {
    match spot.things[..] {
        [one] if scene.things[one].is_person() => Some(one),
        _ => None,
    }
}

fn person_at(scene: &Scene<'_>, sentence: usize, token: usize) -> Option<(usize, usize)> {
    let spot = scene.spot_at(sentence, token)?;
    person_in(scene, &scene.spots[spot]).map(|person| (person, spot))
}

/// *took office*, *ruled*, *was ousted*.
fn by_verb(scene: &Scene<'_>, sentence: usize, verb: usize, known: &[Office]) -> Vec<Office> {
    let tree = &scene.trees[sentence];
    let Some((phase, whom)) = phase_of(scene, tree, verb) else { return Vec::new() };
    let date = time::date_for(tree, &scene.timexes[sentence], verb);
    let mut found = Vec::new();
    for (person, spot) in whom.into_iter().filter_map(|h| person_at(scene, sentence, h)) {
        let at = &scene.spots[spot];
        let near = Near { scene, sentence, person, start: at.start, end: at.end };
        let held = known.iter().rev().find(|o| o.person == person);
        let office = match held {
            Some(_) if phase == Phase::Lasts || date.is_none() => None,
            Some(held) => Some(Office { sentence, tokens: (at.start, at.end), ..held.clone() }),
            None => holder(&near, verb).map(|holder| plain(&near, holder)),
        };
        found.extend(office.map(|o| Office { date: bounded(date.as_ref(), phase), ..o }));
    }
    found
}

fn bounded(date: Option<&Edtf>, phase: Phase) -> Option<Edtf> {
    let date = date?;
    match phase {
        _ if date.is_interval() => Some(date.clone()),
        Phase::Begins => Some(date.since()),
        Phase::Ends => Some(date.until()),
        Phase::Lasts => Some(date.clone()),
    }
}

/// What the verb says of an office, and the heads of those who hold it.
fn phase_of(scene: &Scene<'_>, tree: &Tree<'_>, verb: usize) -> Option<(Phase, Vec<usize>)> {
    let words = scene.lexicon.words();
    let lemma = tree.lemma(verb);
    let objects: Vec<usize> = tree.kids_by(verb, "obj").collect();
    let mut phrases: Vec<String> = objects.iter().map(|&o| format!("{lemma} {}", tree.lemma(o))).collect();
    for &kid in tree.kids(verb) {
        match tree.rel(kid) {
            "compound" | "advmod" => phrases.push(format!("{lemma} {}", tree.lemma(kid))),
            "obl" => phrases.extend(
                tree.preposition(kid).map(|preposition| format!("{lemma} {preposition} {}", tree.lemma(kid))),
            ),
            _ => {}
        }
    }
    if objects.is_empty() {
        phrases.push(lemma.clone());
    }
    let is = |class: &str| phrases.iter().any(|p| words.is(class, p));
    let holders = if tree.is_passive(verb) { tree.patients(verb) } else { tree.agents(verb) };
    match () {
        () if is("begin-office") => Some((Phase::Begins, holders)),
        () if is("in-office") && !tree.is_passive(verb) => Some((Phase::Lasts, holders)),
        () if is("end-office") && !tree.is_passive(verb) => Some((Phase::Ends, holders)),
        () if words.is("lose-office", &lemma) => Some((Phase::Ends, tree.patients(verb))),
        () => None,
    }
}

/// The state whose office is meant: the one the gazetteer knows, the subject of the main clause, the only one of the
/// sentence, the one named last.
fn holder(near: &Near<'_, '_>, token: usize) -> Option<usize> {
    let scene = near.scene;
    if let Some(known) = near.state_of_person() {
        return Some(known);
    }
    let tree = near.tree();
    let root = tree.ancestors(token).last().copied().filter(|&r| r != token);
    let subjects = root.map_or_else(Vec::new, |r| tree.kids_by(r, "nsubj").collect());
    let subject = subjects
        .into_iter()
        .flat_map(|s| ends::actors_of(scene, near.sentence, s))
        .find(|&t| scene.things[t].ntype == NodeType::State);
    let mut here: Vec<usize> = scene.spots_in(near.sentence).flat_map(|s| s.things.clone()).collect();
    here.retain(|&t| scene.things[t].ntype == NodeType::State);
    here.sort_unstable();
    here.dedup();
    let entry = scene.things[near.person].entry.as_deref().and_then(|k| scene.lexicon.entry_by_key(k));
    if entry.is_some_and(|e| !e.states.is_empty()) {
        return None;
    }
    let only = match here[..] {
        [only] => Some(only),
        _ => None,
    };
    // *He took office in March*, right after a sentence about one state.
    let before = || {
        let at = near.sentence.checked_sub(1)?;
        let mut states: Vec<usize> = scene.spots_in(at).flat_map(|s| s.things.clone()).collect();
        states.retain(|&t| scene.things[t].ntype == NodeType::State);
        states.dedup();
        match states[..] {
            [only] => Some(only),
            _ => None,
        }
    };
    subject.or(only).or_else(before)
}

pub(super) fn plain(near: &Near<'_, '_>, holder: usize) -> Office {
    Office {
        person: near.person,
        holder,
        role: String::new(),
        sentence: near.sentence,
        tokens: (near.start, near.end),
        confidence: CONFIDENCE,
        date: None,
    }
}

/// *Uruguay asked to join under Lacalle Pou*: whoever something happens under heads the state that does it; an army under
/// a general is another matter.
fn under(near: &Near<'_, '_>, spot: &Spot) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let head = mention::head_of(tree, near.start, near.end);
    let above = tree.head(head).filter(|_| tree.preposition(head).as_deref() == Some("under"))?;
    let bare = spot.start > 0 && tree.lemma(spot.start - 1) == "under";
    let troops = scene.lexicon.words().is("fighters", &tree.lemma(above));
    let body = scene
        .spot_at(near.sentence, above)
        .filter(|&s| scene.spots[s].things.iter().any(|&t| scene.things[t].ntype == NodeType::Organization));
    if !bare || troops || body.is_some() {
        return None;
    }
    let own = ends::actors_of(scene, near.sentence, above);
    let own = own.into_iter().find(|&t| scene.things[t].ntype == NodeType::State);
    let mut relative = tree.agents(above).into_iter().flat_map(|a| ends::actors_of(scene, near.sentence, a));
    let relative = relative.rfind(|&t| scene.things[t].ntype == NodeType::State);
    let holder = own.or(relative).or_else(|| holder(near, head))?;
    Some(plain(near, holder))
}

/// *X was replaced by Y*, *Y succeeded X*: both held one office, which the text has told of one of them, or just before.
fn replaced(scene: &Scene<'_>, sentence: usize, verb: usize, known: &[Office]) -> Vec<Office> {
    let tree = &scene.trees[sentence];
    let person =
        |heads: Vec<usize>| heads.into_iter().find_map(|h| person_at(scene, sentence, tree.antecedent(h)));
    // *Y took his place*, *Y took over from X*.
    let others = match tree.lemma(verb).as_str() {
        "replace" | "succeed" => tree.patients(verb),
        "take" | "fill" => {
            let place = |&o: &usize| matches!(tree.lemma(o).as_str(), "place" | "seat" | "job" | "post");
            let from = tree.with_particle(verb).iter().any(|v| v == "take over");
            let owners =
                tree.kids_by(verb, "obj").filter(place).flat_map(|o| tree.owners(o)).collect::<Vec<_>>();
            if from { tree.with_preposition(verb, "from") } else { owners }
        }
        _ => return Vec::new(),
    };
    let (Some(new), Some(old)) = (person(tree.agents(verb)), person(others)) else {
        return Vec::new();
    };
    let held = |p: usize| known.iter().rev().find(|o| o.person == p && o.sentence <= sentence);
    let lately = || known.iter().rev().find(|o| o.sentence <= sentence && o.sentence + REACH >= sentence);
    let Some(model) = held(old.0).or_else(|| held(new.0)).or_else(lately).cloned() else {
        return Vec::new();
    };
    let date = time::date_for(tree, &scene.timexes[sentence], verb);
    let office = |(person, spot): (usize, usize), date: Option<Edtf>| Office {
        person,
        sentence,
        tokens: (scene.spots[spot].start, scene.spots[spot].end),
        confidence: CONFIDENCE,
        date,
        role: model.role.strip_prefix("former ").unwrap_or(&model.role).to_string(),
        ..model.clone()
    };
    let both = [(new, date.as_ref().map(Edtf::since)), (old, date.as_ref().map(Edtf::until))];
    both.into_iter()
        .filter(|((person, _), date)| date.is_some() || !holds(known, *person, model.holder))
        .map(|(who, date)| office(who, date))
        .collect()
}

/// *Amorim, who advises President Lula*: whoever advises an officer serves the same state.
fn advises(scene: &Scene<'_>, sentence: usize, verb: usize, known: &[Office]) -> Option<Office> {
    let tree = &scene.trees[sentence];
    if tree.lemma(verb) != "advise" || tree.is_passive(verb) {
        return None;
    }
    let (adviser, spot) = tree.agents(verb).into_iter().find_map(|h| person_at(scene, sentence, h))?;
    let advised = tree.patients(verb).into_iter().flat_map(|h| ends::actors_of(scene, sentence, h)).next()?;
    let holder = known.iter().rev().find(|o| o.person == advised).map(|o| o.holder)?;
    let at = &scene.spots[spot];
    let near = Near { scene, sentence, person: adviser, start: at.start, end: at.end };
    let free = !known.iter().any(|o| o.person == adviser);
    free.then(|| Office { role: "adviser".into(), ..plain(&near, holder) })
}

/// *whose best-known leader is X*, *Chad's president is X*: the title is the subject, the person the predicate.
fn reversed(near: &Near<'_, '_>, spot: &Spot) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let own = spot.head;
    let whole = tree.head(own).filter(|_| matches!(tree.rel(own), "appos" | "flat" | "nmod"));
    let predicate = [Some(own), whole].into_iter().flatten().find(|&h| {
        tree.kids_by(h, "cop").next().is_some() && tree.kids_by(h, "nsubj").any(|s| s < spot.start)
    })?;
    let subject = tree.kids_by(predicate, "nsubj").find(|&s| s < spot.start)?;
    let title = title_ending(scene, tree, subject + 1)?;
    let whose = tree.kids(subject).iter().copied().find(|&k| tree.lemma(k) == "whose");
    let owner = match whose {
        Some(_) => {
            let noun = tree.head(predicate)?;
            let named = if tree.rel(noun) == "appos" { tree.head(noun).unwrap_or(noun) } else { noun };
            ends::actors_of(scene, near.sentence, named).into_iter().find(|&t| t != near.person)
        }
        None => near.owner_before(title.start).or_else(|| near.owner_after(title.end)),
    };
    near.office(&title, owner.map(|o| (o, 0.75)))
}

/// *Narendra Modi of India*, *Khalil al-Hayya of Hamas*, *Putin's Russia*: the name alone ties the person to the state or body.
fn of_its(near: &Near<'_, '_>) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let next = |i: usize| (i < tree.len()).then(|| tree.token(i).form.to_lowercase());
    // *Bobi Wine, of the National Unity Platform, …*.
    let end = near.end + usize::from(next(near.end)? == "," && next(near.end + 1)? == "of");
    let mark = next(end)?;
    let of = mark == "of";
    if !of && !matches!(mark.as_str(), "'s" | "’s") {
        return None;
    }
    let at = if next(end + 1)? == "the" { end + 2 } else { end + 1 };
    let spot = (at < tree.len()).then(|| scene.spot_over(near.sentence, at)).flatten()?;
    let spot = &scene.spots[spot];
    let [owner] = spot.things[..] else { return None };
    let ntype = scene.things[owner].ntype;
    let fits = ntype == NodeType::State || of && matches!(ntype, NodeType::Igo | NodeType::Organization);
    // *Putin's Russia policy*: the state's name must stand alone.
    let alone = spot.end >= tree.len()
        || !tree.is_noun(spot.end) && !matches!(tree.token(spot.end).form.as_str(), "'s" | "’s" | "-");
    let name = matches!(spot.reading, Reading::Name) && spot.start == at;
    // *Salini of Italy*: one word that nobody knows may be a firm.
    let person = &scene.things[near.person];
    let whole = person.entry.is_some() || person.name.contains(' ') || !of;
    (fits && alone && name && whole).then(|| plain(near, owner))
}

/// *was signed by Ana Soto **for Chile** and by Luis Paz **for Peru***: whoever deals for a state acts in its office.
fn for_its(near: &Near<'_, '_>, spot: &Spot) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let for_it = near.end + 1 < tree.len() && tree.token(near.end).form == "for";
    let deals = tree
        .ancestors(spot.head)
        .into_iter()
        .find(|&i| tree.is_verb(i))
        .is_some_and(|v| scene.lexicon.words().is("deal-for", &tree.lemma(v)));
    let at = near.end + 1 + usize::from(for_it && tree.token(near.end + 1).form == "the");
    let owner = scene.spot_over(near.sentence, at.min(tree.len() - 1)).filter(|_| for_it && deals)?;
    let owner = &scene.spots[owner];
    let [body] = owner.things[..] else { return None };
    let actor = matches!(scene.things[body].ntype, NodeType::State | NodeType::Igo | NodeType::Organization);
    let alone = owner.end >= tree.len() || !tree.is_noun(owner.end);
    (actor && alone && owner.reading != Reading::Demonym).then(|| plain(near, body))
}

/// *the Fidesz of Viktor Orbán*: a party is its leader's.
fn owned_by_of(near: &Near<'_, '_>) -> Option<Office> {
    let (scene, tree) = (near.scene, near.tree());
    let of = near.start.checked_sub(1).filter(|&i| tree.lemma(i) == "of")?;
    let spot = &scene.spots[scene.spot_over(near.sentence, of.checked_sub(1)?)?];
    let [body] = spot.things[..] else { return None };
    let party = scene.things[body].ntype == NodeType::Organization && spot.reading == Reading::Name;
    (party && spot.end == of).then(|| plain(near, body))
}
