//! RDF as Turtle?

use super::rdf::{PREFIXES, triples};
use crate::error::{Error, Result};
use crate::model::Records;
use oxrdf::Triple;
use std::collections::BTreeMap;

/// All triples, each once, subject by subject.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let failed = |e: &dyn std::fmt::Display| Error::Usage(format!("the Turtle could not be written: {e}"));
    let mut serializer = oxttl::TurtleSerializer::new();
    for (prefix, iri) in PREFIXES {
        serializer = serializer.with_prefix(prefix, iri).map_err(|e| failed(&e))?;
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in grouped(triples(records)) {
        writer.serialize_triple(&triple).map_err(|e| failed(&e))?;
    }
    writer.finish().map_err(|e| failed(&e))
}

/// Triples of one subject and predicate together, in the order of their first; the writer joins what is together.
fn grouped(triples: Vec<Triple>) -> Vec<Triple> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut keyed: Vec<((usize, String, String), Triple)> = Vec::with_capacity(triples.len());
    for triple in triples {
        let next = first.len();
        let subject = *first.entry(triple.subject.to_string()).or_insert(next);
        keyed.push(((subject, triple.predicate.to_string(), triple.object.to_string()), triple));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, triple)| triple).collect()
}
