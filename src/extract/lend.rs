//! When was an agreement, a policy or a meeting that gets its date from what is told of it?
//!
//! *X signed the treaty in May* dates the treaty; *in 2022 the Concept names* dates the text that speaks; *the envoy's
//! speech* after a sentence on a meeting was held there and then, and so was what those who met are next said to have
//! signed. Dates that do not agree date nothing.

use super::scene::Scene;
use super::time::{self, TimexKind};
use super::{Fact, when};
use crate::model::{EdgeType, Edtf, Factuality, Kind, NodeType};
use std::collections::{BTreeMap, BTreeSet};

/// Gives things without a date the one that is told of them.
pub fn dates(scene: &mut Scene<'_>, facts: &[Fact]) {
    let mut told: BTreeMap<usize, Vec<Edtf>> = BTreeMap::new();
    for (thing, date) in facts.iter().filter_map(|f| by_fact(scene, f)).chain(by_own_words(scene)) {
        told.entry(thing).or_default().push(date);
    }
    for (thing, date) in by_meeting_before(scene).into_iter().chain(by_signing_after(scene, facts)) {
        told.entry(thing).or_insert_with(|| vec![date]);
    }
    for (thing, dates) in told {
        if scene.things[thing].date.is_none() {
            scene.things[thing].date = agreed(&dates);
        }
    }
}

/// The finest of dates that all contain it.
fn agreed(dates: &[Edtf]) -> Option<Edtf> {
    dates.iter().find(|d| dates.iter().all(|other| other.contains(d))).cloned()
}

/// Who signed, adopted, published or attended it then.
fn by_fact(scene: &Scene<'_>, fact: &Fact) -> Option<(usize, Edtf)> {
    let words = scene.lexicon.words();
    let lemma = scene.trees[fact.sentence].lemma(fact.token);
    let is = |classes: &[&str]| classes.iter().any(|c| words.is(c, &lemma));
    let target = &scene.things[fact.target];
    let makes = match (fact.etype, target.kind) {
        (EdgeType::Signed, _) => true,
        (EdgeType::PartyTo, Kind::Agreement) => is(&["sign", "make-agreement"]),
        (EdgeType::Issued, _) => is(&["issue", "sign", "make-agreement"]),
        (EdgeType::ParticipatedIn, Kind::Event) => {
            matches!(target.ntype, NodeType::Meeting | NodeType::Exercise)
                && is(&["hold", "attend", "take-part"])
        }
        _ => false,
    };
    // *visited ten days after the summit*: the verb tells the event.
    let tree = &scene.trees[fact.sentence];
    let told =
        fact.rule == "phrase.participant" && tree.is_verb(fact.token) && target.ntype != NodeType::Conflict;
    let by_verb = || when::date_of(scene, fact.sentence, fact.token).filter(|_| told);
    let date = fact.date.clone().or_else(by_verb).filter(|d| !d.is_interval())?;
    ((told || makes) && fact.factuality == Factuality::Actual).then_some((fact.target, date))
}

/// *In 2022, the Strategic Concept **mentions***: a text speaks when it comes out.
fn by_own_words(scene: &Scene<'_>) -> Vec<(usize, Edtf)> {
    let mut found = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested) {
        let tree = &scene.trees[spot.sentence];
        let [thing] = spot.things[..] else { continue };
        let text = matches!(
            scene.things[thing].ntype,
            NodeType::Document | NodeType::Strategy | NodeType::Declaration | NodeType::Statement
        );
        let speaks = |&v: &usize| {
            tree.rel(spot.head) == "nsubj" && scene.lexicon.words().is("text-speaks", &tree.lemma(v))
        };
        let Some(verb) = tree.head(spot.head).filter(speaks).filter(|_| text) else { continue };
        let date = time::date_for(tree, &scene.timexes[spot.sentence], verb);
        found.extend(date.filter(|d| !d.is_interval()).map(|d| (thing, d)));
    }
    found
}

/// *The conference of 14 February was … The vice president's **speech** …*: the only meeting of the sentence before, told
/// to the day.
fn by_meeting_before(scene: &Scene<'_>) -> Vec<(usize, Edtf)> {
    let mut found = Vec::new();
    for spot in scene.spots.iter().filter(|s| !s.nested && s.sentence > 0) {
        let [speech] = spot.things[..] else { continue };
        let thing = &scene.things[speech];
        let first = thing.mentions.iter().map(|m| m.span.start).min();
        let here = scene.trees[spot.sentence].token(spot.start).span.start;
        if thing.ntype != NodeType::Statement
            || thing.parties.is_empty()
            || first != Some(here)
            || !undated(scene, spot.sentence)
            || !when::same_paragraph(scene, spot.sentence - 1, spot.sentence)
        {
            continue;
        }
        let mut meetings: Vec<Edtf> =
            meetings_in(scene, spot.sentence - 1).filter_map(|t| scene.things[t].date.clone()).collect();
        meetings.sort();
        meetings.dedup();
        if let [date] = &meetings[..]
            && when::is_day(date)
        {
            found.push((speech, date.clone()));
        }
    }
    found
}

/// *The ministers of Peru and Chile met in Lima on 3 May. Rosa Vega and Juan Soto **signed** an accord.*: two or more of
/// those who met at the only meeting of the sentence before, told to the day; nothing else tells when.
fn by_signing_after(scene: &Scene<'_>, facts: &[Fact]) -> Vec<(usize, Edtf)> {
    let mut signers: BTreeMap<(usize, Edtf), BTreeSet<usize>> = BTreeMap::new();
    for fact in facts.iter().filter(|f| f.sentence > 0 && signs(scene, f)) {
        let before = fact.sentence - 1;
        let mut meetings: Vec<usize> = meetings_in(scene, before).collect();
        meetings.sort_unstable();
        meetings.dedup();
        let [meeting] = meetings[..] else { continue };
        let home = scene.homes.get(&fact.source).copied();
        let met = |actor: &usize| scene.things[meeting].parties.contains(actor);
        let Some(signer) = [Some(fact.source), home].into_iter().flatten().find(met) else { continue };
        if let Some(date) = scene.things[meeting].date.clone().filter(when::is_day)
            && undated(scene, fact.sentence)
            && when::same_paragraph(scene, before, fact.sentence)
        {
            signers.entry((fact.target, date)).or_default().insert(signer);
        }
    }
    signers.into_iter().filter(|(_, signers)| signers.len() > 1).map(|(told, _)| told).collect()
}

/// Somebody signed an agreement, and of when nothing is told.
fn signs(scene: &Scene<'_>, fact: &Fact) -> bool {
    let lemma = scene.trees[fact.sentence].lemma(fact.token);
    matches!(fact.etype, EdgeType::Signed | EdgeType::PartyTo)
        && scene.things[fact.target].kind == Kind::Agreement
        && fact.factuality == Factuality::Actual
        && fact.date.is_none()
        && scene.lexicon.words().is("sign", &lemma)
}

/// A sentence that tells no point in time.
fn undated(scene: &Scene<'_>, sentence: usize) -> bool {
    scene.timexes[sentence].iter().all(|t| t.date.is_none() || t.kind != TimexKind::Point)
}

/// The meetings that a sentence speaks of.
fn meetings_in<'s>(scene: &'s Scene<'_>, sentence: usize) -> impl Iterator<Item = usize> + 's {
    let things = scene.spots_in(sentence).flat_map(|s| s.things.iter().copied());
    things.filter(|&t| scene.things[t].ntype == NodeType::Meeting)
}
