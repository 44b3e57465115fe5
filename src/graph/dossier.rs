//! What is known of one thing?

use super::{Fact, Filter, Graph, NodeId, Thing};
use crate::model::{EdgeType, Edtf, Spoke};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything the records hold of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// The thing.
    pub thing: Thing,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its codes in other systems.
    pub codes: BTreeMap<String, String>,
    /// What is said of it, by type and direction.
    pub groups: Vec<Group>,
    /// Where it is spoken of.
    pub mentions: Vec<Mentioned>,
    /// Documents that speak of it and are left out, where only so many were asked for.
    #[serde(skip_serializing_if = "is_none")]
    pub more_mentions: usize,
    /// Why its names were taken for one thing.
    pub why: Vec<String>,
    /// Notes of the analyst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub analyst: Vec<String>,
    /// Other things whose name has the same words.
    pub namesakes: Vec<Thing>,
}

/// Facts of one type and direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Type of the facts.
    #[serde(rename = "type")]
    pub etype: EdgeType,
    /// The thing is the source; symmetric facts have no direction and count as outgoing.
    pub outgoing: bool,
    /// Told in time.
    pub facts: Vec<Fact>,
    /// Later facts that are left out, where only so many were asked for.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A document that speaks of a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mentioned {
    /// Document id.
    pub document: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Option<Edtf>,
    /// How often it speaks of the thing.
    pub times: usize,
    /// In these words, by how often.
    pub forms: Vec<String>,
}

/// How often a document speaks of a thing, and how often in which words.
type Forms<'a> = (usize, Vec<(&'a str, usize)>);

impl Graph {
    /// Everything known of a node that meets a filter's conditions on facts.
    pub fn dossier(&self, id: NodeId, filter: &Filter) -> Dossier {
        self.dossier_of(id, filter, usize::MAX, usize::MAX)
    }

    /// The same with no more facts of a type and direction, and no more documents that speak of it, than this.
    pub fn dossier_of(&self, id: NodeId, filter: &Filter, facts: usize, documents: usize) -> Dossier {
        let node = self.node(id);
        let mut groups: BTreeMap<(EdgeType, bool), Vec<&Spoke>> = BTreeMap::new();
        for spoke in self.spokes(id).iter().filter(|s| filter.admits_spoke(self, s)) {
            let incoming = !spoke.outgoing && !spoke.etype.is_symmetric();
            groups.entry((spoke.etype, incoming)).or_default().push(spoke);
        }
        let group = |((etype, incoming), spokes): ((EdgeType, bool), Vec<&Spoke>)| Group {
            etype,
            outgoing: !incoming,
            more: spokes.len().saturating_sub(facts),
            facts: self.told_in_time(spokes, facts),
        };
        let (mentions, more_mentions) = self.mentioned(id, documents);
        let mut namesakes = self.find_partly(&node.name);
        namesakes.retain(|other| *other != id);
        Dossier {
            thing: self.thing(id),
            aliases: node.aliases.clone(),
            codes: node.codes.clone(),
            groups: groups.into_iter().map(group).collect(),
            mentions,
            more_mentions,
            why: node.why.clone(),
            analyst: node.analyst.clone(),
            namesakes: namesakes.into_iter().map(|other| self.thing(other)).collect(),
        }
    }

    /// Documents that speak of a thing, the one that does so most first, and how many are left out.
    fn mentioned(&self, id: NodeId, most: usize) -> (Vec<Mentioned>, usize) {
        let spoken = self.spoken(id);
        let mut by_document: BTreeMap<&str, Forms<'_>> = BTreeMap::new();
        for (document, form, times) in &spoken {
            let (all, forms) = by_document.entry(document).or_default();
            *all += times;
            forms.push((form, *times));
        }
        let mut order: Vec<(&str, Forms<'_>)> = by_document.into_iter().collect();
        order.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
        let more = order.len().saturating_sub(most);
        let told = |(id, (times, mut forms)): (&str, Forms<'_>)| {
            let document = self.document(id);
            forms.sort_by_key(|(form, n)| (std::cmp::Reverse(*n), *form));
            Mentioned {
                document: id.to_string(),
                title: document.map_or(String::new(), |d| d.title.clone()),
                published: document.and_then(|d| d.published.clone()),
                times,
                forms: forms.into_iter().map(|(form, _)| form.to_string()).collect(),
            }
        };
        (order.into_iter().take(most).map(told).collect(), more)
    }
}
