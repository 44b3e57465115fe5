//! What do all documents say together?
//!
//! Clusters become nodes with their mentions, relations become edges with their quotations. Claims that differ in date or
//! factuality stay apart; an undated claim joins the only dated one that it may mean.

use super::link::{Cluster, Linker, Links};
use crate::lexicon::Lexicon;
use crate::model::{
    Document, Edge, EdgeType, Edtf, Evidence, Extraction, Factuality, MentionRecord, Node, NodeType, Reading,
    Records, Relation, Span,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many hexadecimal digits an edge's key has.
const KEY_DIGITS: usize = 12;
/// No claim is surer than this, however many say so.
const SUREST: f64 = 0.99;

/// Joins what documents say into records. The order of the documents does not matter.
pub fn resolve(lexicon: &Lexicon, read: &[(&Document, &Extraction)]) -> Records {
    let mut read = read.to_vec();
    read.sort_by(|a, b| a.0.info.id.cmp(&b.0.info.id));
    read.dedup_by(|a, b| a.0.info.id == b.0.info.id);
    let mut linker = Linker::new(lexicon);
    read.iter().for_each(|(_, extraction)| linker.add(extraction));
    let links = linker.finish();
    let mut nodes: Vec<Node> = links.clusters.iter().map(|c| node(lexicon, c)).collect();
    let mut edges = BTreeMap::new();
    for (number, (document, extraction)) in read.iter().enumerate() {
        let points = CodePoints::new(document);
        mentions(&links.of[number], &points, document, extraction, &mut nodes);
        for relation in &extraction.relations {
            take(&links, number, &points, document, relation, &mut edges);
        }
    }
    let mut documents: Vec<_> = read.iter().map(|(d, _)| d.info.clone()).collect();
    documents.sort();
    Records { documents, nodes, edges: finish(edges) }
}

fn node(lexicon: &Lexicon, cluster: &Cluster) -> Node {
    let entry = cluster.entry.as_deref().and_then(|key| lexicon.entry_by_key(key));
    let iso3 = entry.and_then(|e| e.iso3.clone()).filter(|_| cluster.ntype == NodeType::State);
    let aliases: BTreeSet<String> = match entry {
        Some(e) if cluster.ntype == NodeType::State => {
            let known = e
                .aliases
                .iter()
                .chain(&e.acronyms)
                .chain(&e.demonyms)
                .chain(&e.capitals)
                .chain(&e.government);
            cluster.aliases.iter().chain(known).cloned().collect()
        }
        _ => cluster.aliases.iter().cloned().collect(),
    };
    Node {
        id: cluster.id.clone(),
        kind: cluster.kind,
        ntype: cluster.ntype,
        name: cluster.name.clone(),
        aliases: aliases.into_iter().filter(|a| *a != cluster.name).collect(),
        codes: iso3.map(|code| ("iso3".to_string(), code)).into_iter().collect(),
        date: cluster.date.clone(),
        mentions: Vec::new(),
        why: cluster.why.clone(),
        analyst: Vec::new(),
    }
}

fn mentions(
    of: &[usize],
    points: &CodePoints<'_>,
    document: &Document,
    extraction: &Extraction,
    nodes: &mut [Node],
) {
    for (entity, &cluster) in extraction.entities.iter().zip(of) {
        let node = &mut nodes[cluster];
        for mention in &entity.mentions {
            let (start, end) = points.range(mention.span);
            node.mentions.push(MentionRecord {
                document: document.info.id.clone(),
                start,
                end,
                exact: mention.span.of(&document.text).to_string(),
                demonym: mention.reading == Reading::Demonym,
            });
        }
        node.mentions.sort();
        node.mentions.dedup();
    }
}

/// What makes two claims one edge.
type Claim = (String, EdgeType, String, Option<Edtf>, Factuality, Option<String>);

/// An edge in the making.
#[derive(Default)]
struct Said {
    evidence: BTreeMap<(String, usize, usize), (Evidence, f64)>,
    asserted_by: BTreeSet<String>,
}

fn take(
    links: &Links,
    number: usize,
    points: &CodePoints<'_>,
    document: &Document,
    relation: &Relation,
    edges: &mut BTreeMap<Claim, Said>,
) {
    let id = |entity: usize| links.clusters[links.of[number][entity]].id.clone();
    let (mut source, mut target) = (id(relation.source), id(relation.target));
    if source == target {
        return;
    }
    if relation.etype.is_symmetric() && target < source {
        std::mem::swap(&mut source, &mut target);
    }
    let role = relation.role.as_ref().map(|r| r.split_whitespace().collect::<Vec<_>>().join(" "));
    let said = edges
        .entry((source, relation.etype, target, relation.date.clone(), relation.factuality, role))
        .or_default();
    let (start, end) = points.range(relation.evidence);
    let evidence = Evidence {
        document: document.info.id.clone(),
        start,
        end,
        exact: relation.evidence.of(&document.text).to_string(),
        page: document.pages.iter().rposition(|&p| p <= start).map(|p| p + 1),
        rule: relation.rule.clone(),
    };
    let place = (document.info.id.clone(), start, end);
    let known = said.evidence.entry(place).or_insert((evidence.clone(), relation.confidence));
    if relation.confidence > known.1 || relation.confidence == known.1 && evidence.rule < known.0.rule {
        *known = (evidence, relation.confidence);
    }
    said.asserted_by.extend(relation.asserted_by.map(id));
}

fn finish(claims: BTreeMap<Claim, Said>) -> Vec<Edge> {
    let mut edges: Vec<Edge> =
        join_undated(claims).into_iter().map(|(claim, said)| edge(claim, said)).collect();
    edges.sort_by(|a, b| {
        (&a.source, &a.target, a.etype, &a.key).cmp(&(&b.source, &b.target, b.etype, &b.key))
    });
    edges
}

/// *Kenya is a party* joins *Kenya signed in 2024*, if that is the only date and the claim is of the same kind.
fn join_undated(claims: BTreeMap<Claim, Said>) -> BTreeMap<Claim, Said> {
    let mut dated: BTreeMap<Claim, Vec<Claim>> = BTreeMap::new();
    for claim in claims.keys().filter(|c| c.3.is_some()) {
        let mut bare = claim.clone();
        bare.3 = None;
        dated.entry(bare).or_default().push(claim.clone());
    }
    let mut joined: BTreeMap<Claim, Said> = BTreeMap::new();
    for (claim, said) in claims {
        let only = dated.get(&claim).filter(|list| list.len() == 1 && !claim.1.is_interaction());
        let entry = joined.entry(only.map_or(claim, |list| list[0].clone())).or_default();
        entry.evidence.extend(said.evidence);
        entry.asserted_by.extend(said.asserted_by);
    }
    joined
}

fn edge(claim: Claim, said: Said) -> Edge {
    let text = format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        claim.0,
        claim.1,
        claim.2,
        claim.3.as_ref().map_or("", Edtf::as_str),
        claim.4,
        claim.5.as_deref().unwrap_or("")
    );
    let digest: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let confidence = confidence(&said);
    Edge {
        source: claim.0,
        target: claim.2,
        key: digest[..KEY_DIGITS].to_string(),
        etype: claim.1,
        date: claim.3,
        factuality: claim.4,
        role: claim.5,
        asserted_by: said.asserted_by.into_iter().collect(),
        confidence,
        evidence: said.evidence.into_values().map(|(e, _)| e).collect(),
        analyst: Vec::new(),
    }
}

/// Documents are taken as independent (noisy or), sentences of one document are not: its surest counts.
fn confidence(said: &Said) -> f64 {
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for ((document, ..), (_, confidence)) in &said.evidence {
        let known = best.entry(document).or_insert(0.0);
        *known = known.max(*confidence);
    }
    let wrong: f64 = best.values().map(|c| 1.0 - c).product();
    ((1.0 - wrong).min(SUREST) * 100.0).round() / 100.0
}

/// Byte offsets of a text as code points.
struct CodePoints<'d> {
    text: &'d str,
    /// Code points before every 256th byte.
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'d> CodePoints<'d> {
    fn new(document: &'d Document) -> Self {
        let text = document.text.as_str();
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                marks.push(count);
            }
            count += usize::from(is_first_byte(byte));
        }
        Self { text, marks }
    }

    fn at(&self, byte: usize) -> usize {
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let from = mark * STRIDE;
        let rest = self.text.as_bytes().get(from..byte).unwrap_or(&[]);
        self.marks.get(mark).copied().unwrap_or(0) + rest.iter().filter(|b| is_first_byte(**b)).count()
    }

    fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Whether a byte begins a character of UTF-8.
fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
