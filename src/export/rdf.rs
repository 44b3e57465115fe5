//! What are the records in RDF?
//!
//! A node is a resource with labels; a fact is a resource of its own (`ch:Fact`, an `rdf:Statement`) with factuality, date,
//! confidence and sources, because RDF's plain triples cannot carry them. What is stated as so is a plain triple as well,
//! so that a short query works; what is reported, planned, hypothetical or denied is not. Provenance is PROV-O, a place in
//! a text is a Web Annotation with a position and a quotation, dates are as fine as the text gives them.

use super::common::{Precision, precision};
use crate::model::{Edge, EdgeType, Edtf, Factuality, Node, Records};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};

/// Our terms.
pub const TERMS: &str = "https://example.org/chancery/ns#";
/// Our things.
pub const THINGS: &str = "https://example.org/chancery/id/";

/// Prefixes for both syntaxes.
pub const PREFIXES: [(&str, &str); 10] = [
    ("ch", TERMS),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Every triple, subject by subject.
pub fn triples(records: &Records) -> Vec<Triple> {
    let mut out = Sink::default();
    out.software();
    records.documents.iter().for_each(|d| out.document(d));
    records.nodes.iter().for_each(|n| out.node(n));
    records.edges.iter().for_each(|e| out.fact(e));
    out.0
}

#[derive(Default)]
struct Sink(Vec<Triple>);

/// A term of one of the [`PREFIXES`].
fn term(prefixed: &str) -> NamedNode {
    let (prefix, local) = prefixed.split_once(':').unwrap_or(("ch", prefixed));
    let base = PREFIXES.iter().find(|(p, _)| *p == prefix).map_or(TERMS, |(_, iri)| iri);
    NamedNode::new_unchecked(format!("{base}{local}"))
}

/// The resource of an id; what an IRI cannot hold is percent-encoded.
pub fn thing(id: &str) -> NamedNode {
    let mut iri = String::from(THINGS);
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                iri.push(byte as char)
            }
            other => iri.push_str(&format!("%{other:02X}")),
        }
    }
    NamedNode::new_unchecked(iri)
}

/// `party_to` as `partyTo`.
fn property(etype: EdgeType) -> NamedNode {
    let mut name = String::new();
    let mut upper = false;
    for c in etype.as_str().chars() {
        match (c, upper) {
            ('_', _) => upper = true,
            (c, true) => {
                name.extend(c.to_uppercase());
                upper = false;
            }
            (c, false) => name.push(c),
        }
    }
    term(&name)
}

/// `state` as `State`.
fn class(word: &str) -> NamedNode {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    term(&format!("{first}{}", letters.as_str()))
}

/// A date at its own precision: `xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, or EDTF for all that those cannot say.
pub fn date(text: &str) -> Literal {
    let datatype = match precision(text) {
        Some(Precision::Year) => xsd::G_YEAR.into_owned(),
        Some(Precision::Month) => xsd::G_YEAR_MONTH.into_owned(),
        Some(Precision::Day) => xsd::DATE.into_owned(),
        None => term("edtf:EDTF"),
    };
    Literal::new_typed_literal(text, datatype)
}

impl Sink {
    fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.0.push(Triple::new(subject.clone(), predicate, object));
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, value: &str) {
        self.add(subject, term(predicate), Literal::new_simple_literal(value));
    }

    fn number(&mut self, subject: &NamedNode, predicate: &str, value: usize) {
        let literal = Literal::new_typed_literal(value.to_string(), xsd::NON_NEGATIVE_INTEGER.into_owned());
        self.add(subject, term(predicate), literal);
    }

    fn software(&mut self) {
        let software = thing("software");
        self.add(&software, rdf::TYPE.into_owned(), term("prov:SoftwareAgent"));
        let name = concat!("chancery ", env!("CARGO_PKG_VERSION"));
        self.add(&software, rdfs::LABEL.into_owned(), Literal::new_simple_literal(name));
        let reading = thing("reading");
        self.add(&reading, rdf::TYPE.into_owned(), term("prov:Activity"));
        self.add(&reading, term("prov:wasAssociatedWith"), software);
    }

    fn document(&mut self, document: &crate::model::DocumentInfo) {
        let subject = thing(&format!("document/{}", document.id));
        self.add(&subject, rdf::TYPE.into_owned(), term("foaf:Document"));
        self.add(&subject, rdf::TYPE.into_owned(), term("prov:Entity"));
        self.text(&subject, "dcterms:title", &document.title);
        self.text(&subject, "dcterms:identifier", &document.id);
        self.text(&subject, "dcterms:source", &document.source);
        self.text(&subject, "ch:sha256", &document.sha256);
        if let Some(author) = &document.author {
            self.text(&subject, "dcterms:creator", author);
        }
        if let Some(publisher) = &document.publisher {
            self.text(&subject, "dcterms:publisher", publisher);
        }
        if let Some(published) = &document.published {
            self.add(&subject, term("dcterms:issued"), date(published.as_str()));
        }
    }

    fn node(&mut self, node: &Node) {
        let subject = thing(&node.id);
        self.add(&subject, rdf::TYPE.into_owned(), class(node.kind.as_str()));
        if node.ntype.as_str() != node.kind.as_str() {
            let name = if node.ntype == crate::model::NodeType::Other {
                format!("Other{}", node.kind)
            } else {
                node.ntype.to_string()
            };
            self.add(&subject, rdf::TYPE.into_owned(), class(&name));
        }
        self.add(&subject, rdfs::LABEL.into_owned(), Literal::new_simple_literal(&node.name));
        node.aliases.iter().for_each(|a| self.text(&subject, "skos:altLabel", a));
        for (system, code) in &node.codes {
            self.text(&subject, "skos:notation", &format!("{system}:{code}"));
        }
        self.dates(&subject, node.date.as_ref());
        for mention in &node.mentions {
            let place = (mention.document.as_str(), mention.start, mention.end, mention.exact.as_str());
            let motivation = term("oa:identifying");
            self.annotation(&subject, &node.id, motivation, place);
        }
    }

    /// The date as written, and the first and last of an interval at their own precision.
    fn dates(&mut self, subject: &NamedNode, edtf: Option<&Edtf>) {
        let Some(edtf) = edtf else { return };
        self.add(subject, term("dcterms:date"), date(edtf.as_str()));
        if edtf.is_interval() {
            for (predicate, end) in [("ch:from", edtf.start()), ("ch:until", edtf.end())] {
                if end != ".." {
                    self.add(subject, term(predicate), date(end));
                }
            }
        }
    }

    fn fact(&mut self, edge: &Edge) {
        let (source, target) = (thing(&edge.source), thing(&edge.target));
        if edge.factuality == Factuality::Actual {
            self.add(&source, property(edge.etype), target.clone());
        }
        let id = format!("fact/{}", edge.key);
        let subject = thing(&id);
        self.add(&subject, rdf::TYPE.into_owned(), term("ch:Fact"));
        self.add(&subject, rdf::TYPE.into_owned(), rdf::STATEMENT.into_owned());
        self.add(&subject, rdf::SUBJECT.into_owned(), source);
        self.add(&subject, rdf::PREDICATE.into_owned(), property(edge.etype));
        self.add(&subject, rdf::OBJECT.into_owned(), target);
        self.add(&subject, term("ch:factuality"), term(edge.factuality.as_str()));
        self.dates(&subject, edge.date.as_ref());
        if let Some(role) = &edge.role {
            self.text(&subject, "ch:role", role);
        }
        let confidence = Literal::new_typed_literal(edge.confidence.to_string(), xsd::DECIMAL.into_owned());
        self.add(&subject, term("ch:confidence"), confidence);
        self.add(&subject, term("prov:wasGeneratedBy"), thing("reading"));
        edge.asserted_by.iter().for_each(|by| self.add(&subject, term("prov:wasAttributedTo"), thing(by)));
        for evidence in &edge.evidence {
            let document = thing(&format!("document/{}", evidence.document));
            self.add(&subject, term("prov:wasDerivedFrom"), document);
            let place = (evidence.document.as_str(), evidence.start, evidence.end, evidence.exact.as_str());
            self.annotation(&subject, &id, term("oa:describing"), place);
        }
    }

    /// A Web Annotation: its body is the thing or fact, its target the place in the text.
    fn annotation(
        &mut self,
        body: &NamedNode,
        id: &str,
        motivation: NamedNode,
        (document, start, end, exact): (&str, usize, usize, &str),
    ) {
        let annotation = thing(&format!("annotation/{id}/{document}/{start}-{end}"));
        self.add(&annotation, rdf::TYPE.into_owned(), term("oa:Annotation"));
        self.add(&annotation, term("oa:motivatedBy"), motivation);
        self.add(&annotation, term("oa:hasBody"), body.clone());
        let place = thing(&format!("document/{document}/{start}-{end}"));
        self.add(&annotation, term("oa:hasTarget"), place.clone());
        self.add(&place, rdf::TYPE.into_owned(), term("oa:SpecificResource"));
        self.add(&place, term("oa:hasSource"), thing(&format!("document/{document}")));
        let at = thing(&format!("document/{document}/{start}-{end}/position"));
        self.add(&place, term("oa:hasSelector"), at.clone());
        self.add(&at, rdf::TYPE.into_owned(), term("oa:TextPositionSelector"));
        self.number(&at, "oa:start", start);
        self.number(&at, "oa:end", end);
        let quote = thing(&format!("document/{document}/{start}-{end}/quote"));
        self.add(&place, term("oa:hasSelector"), quote.clone());
        self.add(&quote, rdf::TYPE.into_owned(), term("oa:TextQuoteSelector"));
        self.text(&quote, "oa:exact", exact);
    }
}
