//! FollowTheMoney entities (<https://followthemoney.tech>): OpenAleph, yente?
//!
//! One entity a line. FollowTheMoney has no treaty: an agreement or policy is a `Project`, its parties are
//! `ProjectParticipant`s. What no schema fits is an `UnknownLink` with our type as `role`. Factuality is the `status`,
//! the quotation the `summary`, its place the `recordId`.
//!
//! FollowTheMoney cleans values as it reads them; what we write is already clean, so that nothing changes or is dropped on
//! the way in.

use super::common::by_id;
use super::countries::alpha2;
use crate::error::Result;
use crate::model::{Edge, EdgeType, Edtf, Evidence, Factuality, Kind, Node, NodeType, Records};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Letters in a `string`, in a `text`.
const STRING: usize = 1024;
const TEXT: usize = 60_000;

#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    fn add(&mut self, property: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.properties.entry(property).or_default().insert(value);
        }
    }
}

/// Documents, nodes and edges.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let nodes = by_id(records);
    let mut entities: Vec<Entity> = records.documents.iter().map(document).collect();
    let mut things: BTreeMap<&str, Entity> =
        records.nodes.iter().map(|n| (n.id.as_str(), thing(n))).collect();
    let mut links = Vec::new();
    for edge in &records.edges {
        if let (Some(source), Some(target)) =
            (nodes.get(edge.source.as_str()), nodes.get(edge.target.as_str()))
        {
            links.extend(link(edge, source, target));
            enrich(&mut things, edge, source, target);
        }
    }
    entities.extend(things.into_values());
    entities.extend(links);
    let mut seen = BTreeSet::new();
    entities.retain(|e| seen.insert(e.id.clone()));
    let mut out = Vec::new();
    for entity in &entities {
        out.extend_from_slice(super::common::flat(entity).as_bytes());
        out.push(b'\n');
    }
    Ok(out)
}

/// An id as FollowTheMoney allows it: letters, digits, dots and dashes. Anything else is told by a digest.
fn entity_id(id: &str) -> String {
    let plain = id.replace(['/', '_'], "-");
    let fits = plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        && plain.starts_with(|c: char| c.is_ascii_alphanumeric())
        && plain.ends_with(|c: char| c.is_ascii_alphanumeric());
    if fits && plain.len() <= 100 { plain } else { digest(id) }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(12).map(|b| format!("{b:02x}")).collect()
}

/// Composed letters, no invisible ones, plain spaces, trimmed.
fn safe(text: &str, most: usize) -> String {
    let visible = text.nfc().filter_map(|c| match c as u32 {
        0x0A00 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => Some(' '),
        0x09 | 0x0A | 0x0D => Some(c),
        0..=0x1F | 0x7F..=0x9F | 0xAD | 0x061C | 0x200B..=0x200F | 0x202A..=0x202E => None,
        0x2060..=0x2069 | 0xFEFF | 0xFFFE | 0xFFFF => None,
        _ => Some(c),
    });
    let kept: String = visible.take(most).collect();
    kept.trim().to_string()
}

/// A name: one line, without quotation marks around it.
fn name(text: &str) -> String {
    let mut name = safe(text, 300).split_whitespace().collect::<Vec<_>>().join(" ");
    while name.len() > 1 && name.starts_with(['"', '\'']) && name.ends_with(['"', '\'']) {
        name = name[1..name.len() - 1].trim().to_string();
    }
    name
}

/// An address: one line, with single commas.
fn address(text: &str) -> String {
    let parts: Vec<String> = text.split([',', '\n', '\r']).map(name).filter(|p| !p.is_empty()).collect();
    parts.join(", ")
}

/// Dates as prefixes of ISO 8601; what is finer or vaguer becomes its first and last day.
fn dates(entity: &mut Entity, date: Option<&Edtf>) {
    let Some(date) = date else { return };
    let point = |text: &str| text.trim_end_matches(['~', '?', '%']).to_string();
    let known = |text: &str| super::common::precision(text).is_some();
    if date.is_interval() {
        let (first, last) = super::common::days(Some(date));
        let (from, to) = (point(date.start()), point(date.end()));
        entity.add("startDate", if known(&from) { from } else { first.unwrap_or_default() });
        entity.add("endDate", if known(&to) { to } else { last.unwrap_or_default() });
    } else if known(&point(date.as_str())) {
        entity.add("date", point(date.as_str()));
    } else {
        let (first, last) = super::common::days(Some(date));
        entity.add("startDate", first.unwrap_or_default());
        entity.add("endDate", last.unwrap_or_default());
    }
}

fn document(d: &crate::model::DocumentInfo) -> Entity {
    let mut entity = Entity::new(format!("document-{}", entity_id(&d.id)), "PlainText");
    entity.add("fileName", safe(&d.source, STRING));
    entity.add("title", safe(&d.title, STRING));
    entity.add("author", safe(d.author.as_deref().unwrap_or(""), STRING));
    entity.add("publisher", safe(d.publisher.as_deref().unwrap_or(""), STRING));
    if let Some(published) = &d.published {
        let plain = published.as_str().trim_end_matches(['~', '?', '%']);
        if super::common::precision(plain).is_some() {
            entity.add("publishedAt", plain);
        }
    }
    entity
}

fn schema(node: &Node) -> &'static str {
    match (node.kind, node.ntype) {
        (Kind::Actor, NodeType::State) => "PublicBody",
        (Kind::Actor, NodeType::Person) => "Person",
        (Kind::Actor, _) => "Organization",
        (Kind::Agreement | Kind::Policy, _) => "Project",
        (Kind::Event, _) => "Event",
        (Kind::Place, _) => "Address",
    }
}

fn thing(node: &Node) -> Entity {
    let mut entity = Entity::new(entity_id(&node.id), schema(node));
    let shown = name(&node.name);
    let shown = if shown.is_empty() { node.id.clone() } else { shown };
    // A name that cleaning changed is kept as it was.
    if shown != node.name {
        entity.add("notes", safe(&node.name, TEXT));
    }
    entity.add("name", shown);
    node.aliases.iter().for_each(|alias| entity.add("alias", name(alias)));
    match (node.kind, node.ntype) {
        (Kind::Actor, NodeType::State) => {
            entity.add("topics", "gov.national");
            entity.add("country", node.codes.get("iso3").and_then(|c| alpha2(c)).unwrap_or_default());
        }
        (Kind::Actor, NodeType::Igo) => entity.add("topics", "gov.igo"),
        (Kind::Agreement | Kind::Policy, _) => {
            entity.add("keywords", node.kind.as_str());
            entity.add("keywords", node.ntype.as_str());
        }
        (Kind::Event, _) => entity.add("keywords", node.ntype.as_str()),
        (Kind::Place, _) => entity.add("full", address(&node.name)),
        _ => {}
    }
    if node.kind != Kind::Actor && node.kind != Kind::Place {
        dates(&mut entity, node.date.as_ref());
    }
    entity
}

/// What an event's own entity says of its edges: who was there, and where.
fn enrich(things: &mut BTreeMap<&str, Entity>, edge: &Edge, source: &Node, target: &Node) {
    if edge.factuality != Factuality::Actual {
        return;
    }
    match edge.etype {
        EdgeType::ParticipatedIn if target.kind == Kind::Event && source.kind == Kind::Actor => {
            if let Some(event) = things.get_mut(target.id.as_str()) {
                event.add("involved", entity_id(&source.id));
            }
        }
        EdgeType::LocatedIn if source.kind == Kind::Event => {
            if let Some(event) = things.get_mut(source.id.as_str()) {
                event.add("location", address(&target.name));
            }
        }
        _ => {}
    }
}

/// The entity of an edge, and the position it needs.
fn link(edge: &Edge, source: &Node, target: &Node) -> Vec<Entity> {
    let id = format!("fact-{}", entity_id(&edge.key));
    let (from, to) = (entity_id(&source.id), entity_id(&target.id));
    let mut out = Vec::new();
    let actor = source.kind == Kind::Actor;
    let organization = |n: &Node| n.kind == Kind::Actor && n.ntype != NodeType::Person;
    let mut entity = match (edge.etype, &edge.role) {
        (EdgeType::MemberOf, _) if actor && organization(target) => {
            ends(id, "Membership", ("member", from), ("organization", to))
        }
        (EdgeType::Represents, Some(role))
            if source.ntype == NodeType::Person && organization(target) && !name(role).is_empty() =>
        {
            let position = position(role, target);
            let occupancy = ends(id, "Occupancy", ("holder", from), ("post", position.id.clone()));
            out.push(position);
            occupancy
        }
        _ if actor && schema(target) == "Project" => {
            ends(id, "ProjectParticipant", ("participant", from), ("project", to))
        }
        _ => ends(id, "UnknownLink", ("subject", from), ("object", to)),
    };
    if entity.schema != "Occupancy" {
        entity.add("role", edge.etype.as_str());
        entity.add("role", safe(edge.role.as_deref().unwrap_or(""), STRING));
    }
    entity.add("status", edge.factuality.as_str());
    dates(&mut entity, edge.date.as_ref());
    if let Some(date) = edge.date.as_ref().filter(|d| super::common::precision(d.as_str()).is_none()) {
        entity.add("description", format!("date: {date}"));
    }
    edge.evidence.iter().for_each(|e| evidence(&mut entity, e));
    out.push(entity);
    out
}

fn ends(id: String, schema: &'static str, a: (&'static str, String), b: (&'static str, String)) -> Entity {
    let mut entity = Entity::new(id, schema);
    entity.add(a.0, a.1);
    entity.add(b.0, b.1);
    entity
}

fn position(role: &str, target: &Node) -> Entity {
    let id = format!("position-{}", digest(&format!("{role}\n{}", target.id)));
    let mut entity = Entity::new(id, "Position");
    entity.add("name", name(role));
    entity.add("organization", entity_id(&target.id));
    entity.add("country", target.codes.get("iso3").and_then(|c| alpha2(c)).unwrap_or_default());
    entity
}

fn evidence(entity: &mut Entity, evidence: &Evidence) {
    entity.add("summary", safe(&evidence.exact, TEXT));
    entity.add("recordId", format!("{}:{}-{}", evidence.document, evidence.start, evidence.end));
    entity.add("proof", format!("document-{}", entity_id(&evidence.document)));
}
