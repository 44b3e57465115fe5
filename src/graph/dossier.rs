//! What is known of one thing?

use super::{EdgeId, Fact, Filter, Graph, NodeId, Thing};
use crate::model::{EdgeType, Edtf, MentionRecord};
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

impl Graph {
    /// Everything known of a node that meets a filter's conditions on facts.
    pub fn dossier(&self, id: NodeId, filter: &Filter) -> Dossier {
        let node = self.node(id);
        let mut groups: BTreeMap<(EdgeType, bool), Vec<EdgeId>> = BTreeMap::new();
        for edge in self.edges_of(id).into_iter().filter(|e| filter.admits(self, *e)) {
            let etype = self.edge(edge).etype;
            let incoming = self.ends(edge).0 != id && !etype.is_symmetric();
            groups.entry((etype, incoming)).or_default().push(edge);
        }
        let group = |((etype, incoming), edges): ((EdgeType, bool), Vec<EdgeId>)| Group {
            etype,
            outgoing: !incoming,
            facts: self.facts(edges),
        };
        let mut namesakes = self.find_partly(&node.name);
        namesakes.retain(|other| *other != id);
        Dossier {
            thing: self.thing(id),
            aliases: node.aliases.clone(),
            codes: node.codes.clone(),
            groups: groups.into_iter().map(group).collect(),
            mentions: self.mentioned(self.mentions(id)),
            why: node.why.clone(),
            analyst: node.analyst.clone(),
            namesakes: namesakes.into_iter().map(|other| self.thing(other)).collect(),
        }
    }

    /// Documents that speak of a thing, the one that does so most first.
    fn mentioned(&self, mentions: &[MentionRecord]) -> Vec<Mentioned> {
        let mut by_document: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for mention in mentions {
            *by_document.entry(&mention.document).or_default().entry(&mention.exact).or_default() += 1;
        }
        let told = |(id, forms): (&str, BTreeMap<&str, usize>)| {
            let document = self.document(id);
            let times = forms.values().sum();
            let mut forms: Vec<(&str, usize)> = forms.into_iter().collect();
            forms.sort_by_key(|(form, n)| (std::cmp::Reverse(*n), *form));
            Mentioned {
                document: id.to_string(),
                title: document.map_or(String::new(), |d| d.title.clone()),
                published: document.and_then(|d| d.published.clone()),
                times,
                forms: forms.into_iter().map(|(form, _)| form.to_string()).collect(),
            }
        };
        let mut mentioned: Vec<Mentioned> = by_document.into_iter().map(told).collect();
        mentioned.sort_by(|a, b| b.times.cmp(&a.times).then(a.document.cmp(&b.document)));
        mentioned
    }
}
