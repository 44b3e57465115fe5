//! Which facts do the claims about two things come to?
//!
//! Claims that differ in date or factuality stay apart; an undated claim joins the only dated one that it may mean.

use super::link::Links;
use super::said::Claim;
use crate::model::{Edge, EdgeType, Edtf, Evidence, Factuality};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many hexadecimal digits an edge's key has.
const KEY_DIGITS: usize = 12;
/// No claim is surer than this, however many say so.
const SUREST: f64 = 0.99;

/// What makes two claims about the same two things one edge.
type Sense = (EdgeType, Option<Edtf>, Factuality, Option<String>);

/// An edge in the making.
#[derive(Default)]
struct Made {
    /// By document and place, with how sure the reading is.
    evidence: BTreeMap<(String, usize, usize), (Evidence, f64)>,
    asserted_by: BTreeSet<u32>,
}

/// The edges from one node to another, in the order of records.
///
/// What one text takes for a company may be known for an alliance from another; a claim that the ontology does not know
/// between what both have turned out to be is dropped.
pub fn edges(links: &Links, ends: (u32, u32), claims: impl IntoIterator<Item = Claim>) -> Vec<Edge> {
    let (source, target) = (links.sort(ends.0 as usize), links.sort(ends.1 as usize));
    let mut senses: BTreeMap<Sense, Made> = BTreeMap::new();
    for claim in claims.into_iter().filter(|claim| claim.etype.allows(source, target)) {
        let sense = (claim.etype, claim.date, claim.factuality, claim.role);
        let made = senses.entry(sense).or_default();
        made.asserted_by.extend(claim.asserted_by);
        let evidence = claim.evidence;
        let place = (evidence.document.clone(), evidence.start, evidence.end);
        match made.evidence.get_mut(&place) {
            None => drop(made.evidence.insert(place, (evidence, claim.confidence))),
            Some(known)
                if claim.confidence > known.1
                    || claim.confidence == known.1 && evidence.rule < known.0.rule =>
            {
                *known = (evidence, claim.confidence);
            }
            Some(_) => {}
        }
    }
    let id = |number: u32| links.ids()[number as usize].clone();
    let mut edges: Vec<Edge> = join_undated(senses)
        .into_iter()
        .map(|(sense, made)| {
            let asserted_by = made.asserted_by.iter().map(|number| id(*number)).collect();
            edge(id(ends.0), id(ends.1), sense, made, asserted_by)
        })
        .collect();
    edges.sort_by(|a, b| (a.etype, &a.key).cmp(&(b.etype, &b.key)));
    edges
}

/// *Kenya is a party* joins *Kenya signed in 2024*, if that is the only date and the claim is of the same kind.
fn join_undated(senses: BTreeMap<Sense, Made>) -> BTreeMap<Sense, Made> {
    let mut dated: BTreeMap<Sense, Vec<Sense>> = BTreeMap::new();
    for sense in senses.keys().filter(|sense| sense.1.is_some()) {
        let mut bare = sense.clone();
        bare.1 = None;
        dated.entry(bare).or_default().push(sense.clone());
    }
    let mut joined: BTreeMap<Sense, Made> = BTreeMap::new();
    for (sense, made) in senses {
        let only = dated.get(&sense).filter(|list| list.len() == 1 && !sense.0.is_interaction());
        let entry = joined.entry(only.map_or(sense, |list| list[0].clone())).or_default();
        entry.evidence.extend(made.evidence);
        entry.asserted_by.extend(made.asserted_by);
    }
    joined
}

fn edge(source: String, target: String, sense: Sense, made: Made, asserted_by: Vec<String>) -> Edge {
    let (etype, date, factuality, role) = sense;
    let text = format!(
        "{source}\t{etype}\t{target}\t{}\t{factuality}\t{}",
        date.as_ref().map_or("", Edtf::as_str),
        role.as_deref().unwrap_or("")
    );
    let digest: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    Edge {
        source,
        target,
        key: digest[..KEY_DIGITS].to_string(),
        etype,
        date,
        factuality,
        role,
        asserted_by,
        confidence: confidence(&made),
        evidence: made.evidence.into_values().map(|(e, _)| e).collect(),
        analyst: Vec::new(),
    }
}

/// Documents are taken as independent (noisy or), sentences of one document are not: its surest counts.
fn confidence(made: &Made) -> f64 {
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for ((document, ..), (_, confidence)) in &made.evidence {
        let known = best.entry(document).or_insert(0.0);
        *known = known.max(*confidence);
    }
    let wrong: f64 = best.values().map(|c| 1.0 - c).product();
    ((1.0 - wrong).min(SUREST) * 100.0).round() / 100.0
}
