//! RDF as JSON-LD 1.1?
//!
//! The triples of the Turtle export, flattened: an object for each subject, prefixes in the context, values typed where RDF
//! types them.

use super::rdf::{PREFIXES, triples};
use crate::error::Result;
use crate::model::Records;
use oxrdf::{Literal, NamedOrBlankNode, Term, vocab};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All subjects.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let mut order: Vec<String> = Vec::new();
    let mut subjects: BTreeMap<String, BTreeMap<String, Vec<Value>>> = BTreeMap::new();
    for triple in triples(records) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let subject = compact(subject.as_str());
        let known = subjects.entry(subject.clone()).or_insert_with(|| {
            order.push(subject);
            BTreeMap::new()
        });
        let (key, value) = if triple.predicate == vocab::rdf::TYPE {
            ("@type".to_string(), typed(&triple.object))
        } else {
            (compact(triple.predicate.as_str()), object(&triple.object))
        };
        let values = known.entry(key).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let mut context: Map<String, Value> = PREFIXES.iter().map(|(p, iri)| ((*p).into(), json!(iri))).collect();
    context.insert("@version".into(), json!(1.1));
    context.insert("id".into(), json!(super::rdf::THINGS));
    let graph: Vec<Value> = order.iter().map(|id| node(id, &subjects[id])).collect();
    super::json_bytes(&json!({"@context": context, "@graph": graph}))
}

fn node(id: &str, properties: &BTreeMap<String, Vec<Value>>) -> Value {
    let mut out = Map::from_iter([("@id".to_string(), json!(id))]);
    for (key, values) in properties {
        let value = if let [one] = values.as_slice() { one.clone() } else { json!(values) };
        out.insert(key.clone(), value);
    }
    Value::Object(out)
}

/// With a prefix where one fits.
fn compact(iri: &str) -> String {
    let things = [("id", super::rdf::THINGS)];
    let fits = PREFIXES.iter().chain(&things).find_map(|(p, base)| Some((p, iri.strip_prefix(base)?)));
    match fits {
        // After a colon, two slashes would read as an IRI of that scheme.
        Some((prefix, local)) if !local.starts_with("//") => format!("{prefix}:{local}"),
        _ => iri.to_string(),
    }
}

fn typed(object: &Term) -> Value {
    match object {
        Term::NamedNode(node) => json!(compact(node.as_str())),
        other => json!(other.to_string()),
    }
}

fn object(object: &Term) -> Value {
    match object {
        Term::NamedNode(node) => json!({"@id": compact(node.as_str())}),
        Term::Literal(literal) => value(literal),
        other => json!(other.to_string()),
    }
}

fn value(literal: &Literal) -> Value {
    if literal.datatype() == vocab::xsd::STRING {
        json!(literal.value())
    } else {
        json!({"@value": literal.value(), "@type": compact(literal.datatype().as_str())})
    }
}
