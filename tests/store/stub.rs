//! What does a reader find who knows nothing? Capitalised words are actors, two in a row in one line agree.
//!
//! Stands in for extraction and resolution, so that the store is tested by itself.

use chancery::model::{
    Document, Edge, EdgeType, Entity, Evidence, Extraction, Factuality, Kind, Mention, MentionRecord, Node,
    NodeType, Reading, Records, Relation, Span,
};
use chancery::store::{Extracted, Store};
use std::collections::BTreeMap;

pub const VERSION: &str = "stub 1";

/// A document named by its file, published when it says.
pub fn document(source: &str, text: &str, published: Option<&str>) -> Document {
    let mut document = Document::from_text(source, text);
    document.info.published = published.map(|date| date.parse().unwrap());
    document
}

/// One line, one sentence.
fn lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if end > start {
            spans.push(Span::new(start, end));
        }
        start += line.len();
    }
    spans
}

fn words(text: &str, line: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = line.start;
    for word in line.of(text).split_inclusive(' ') {
        let end = start + word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        if word.starts_with(char::is_uppercase) {
            found.push(Span::new(start, end));
        }
        start += word.len();
    }
    found
}

pub fn extract(document: &Document) -> Extracted {
    let (text, mut extraction) = (&document.text, Extraction::default());
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let sentences = lines(text);
    for line in &sentences {
        let mut last = None;
        for span in words(text, *line) {
            let name = span.of(text).to_string();
            let at = *known.entry(name.clone()).or_insert(extraction.entities.len());
            if at == extraction.entities.len() {
                extraction.entities.push(entity(name));
            }
            extraction.entities[at].mentions.push(Mention { span, reading: Reading::Name });
            if let Some(before) = last.filter(|before| *before != at) {
                extraction.relations.push(relation(before, at, *line, document));
            }
            last = Some(at);
        }
    }
    Extracted { document: document.clone(), extraction, sentences }
}

fn entity(name: String) -> Entity {
    Entity {
        kind: Kind::Actor,
        ntype: NodeType::State,
        name,
        names: Vec::new(),
        named: true,
        entry: None,
        date: None,
        mentions: Vec::new(),
        why: Vec::new(),
    }
}

fn relation(source: usize, target: usize, evidence: Span, document: &Document) -> Relation {
    Relation {
        etype: EdgeType::Support,
        source,
        target,
        date: document.info.published.clone(),
        factuality: Factuality::Actual,
        role: None,
        asserted_by: None,
        rule: "stub".into(),
        evidence,
        confidence: 0.5,
    }
}

/// Nodes by name, edges by names and date, over all documents of a store.
pub fn resolve(store: &Store) -> Records {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut edges: BTreeMap<(String, String, String), Edge> = BTreeMap::new();
    let mut records = Records::default();
    store
        .each_packed(2, true, |batch| {
            batch.iter().try_for_each(|packed| {
                let item = packed.open()?;
                let (info, text) = (&item.document.info, &item.document.text);
                records.documents.push(info.clone());
                let points = |span: Span| {
                    let start = text[..span.start].chars().count();
                    (info.id.clone(), start, start + span.of(text).chars().count(), span.of(text).to_string())
                };
                for entity in &item.extraction.entities {
                    let node = nodes.entry(id(entity)).or_insert_with(|| node(entity));
                    for mention in &entity.mentions {
                        let (document, start, end, exact) = points(mention.span);
                        node.mentions.push(MentionRecord { document, start, end, exact, demonym: false });
                    }
                }
                for relation in &item.extraction.relations {
                    let [source, target] =
                        [relation.source, relation.target].map(|at| id(&item.extraction.entities[at]));
                    let date = relation.date.clone();
                    let key = format!("{source} {target} {}", date.as_ref().map_or("", |date| date.as_str()));
                    let edge = edges.entry((source.clone(), target.clone(), key.clone())).or_insert(Edge {
                        source,
                        target,
                        key,
                        etype: relation.etype,
                        date,
                        factuality: relation.factuality,
                        role: None,
                        asserted_by: Vec::new(),
                        confidence: relation.confidence,
                        evidence: Vec::new(),
                        analyst: Vec::new(),
                    });
                    let (document, start, end, exact) = points(relation.evidence);
                    let quote =
                        Evidence { document, start, end, exact, page: None, rule: relation.rule.clone() };
                    if edge.evidence.last() != Some(&quote) {
                        edge.evidence.push(quote);
                    }
                }
                Ok(())
            })
        })
        .unwrap();
    records.nodes = nodes.into_values().collect();
    records.edges = edges.into_values().collect();
    records
}

fn id(entity: &Entity) -> String {
    format!("actor/{}", entity.name.to_lowercase())
}

fn node(entity: &Entity) -> Node {
    Node {
        id: id(entity),
        kind: entity.kind,
        ntype: entity.ntype,
        name: entity.name.clone(),
        aliases: Vec::new(),
        codes: BTreeMap::new(),
        date: None,
        mentions: Vec::new(),
        why: Vec::new(),
        analyst: Vec::new(),
    }
}

/// Reads what waits, resolves, replaces the records: a build without its front.
pub fn finish(store: &mut Store) {
    read_pending(store);
    let records = resolve(store);
    store.commit(records).unwrap();
}

pub fn read_pending(store: &mut Store) {
    let mut after = String::new();
    loop {
        let batch = store.pending(VERSION, &after, 3).unwrap();
        let Some(last) = batch.last() else { return };
        after.clone_from(&last.info.id);
        let read: Vec<Extracted> = batch.iter().map(extract).collect();
        store.put_extractions(VERSION, &read).unwrap();
    }
}

/// All that a store says, as bytes.
pub fn export(store: &Store) -> String {
    serde_json::to_string_pretty(&store.records().unwrap()).unwrap()
}

/// A store over documents, built at one go.
pub fn built(folder: &std::path::Path, name: &str, documents: &[Document]) -> Store {
    let mut store = Store::create(folder.join(name)).unwrap();
    store.put_documents(documents).unwrap();
    finish(&mut store);
    store
}
