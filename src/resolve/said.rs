//! What does one document say of the things in the world?
//!
//! Its entities become mentions of nodes, its relations claims about nodes, all by the numbers of the nodes and with the
//! words of the text: after this the text is not needed any more.

use super::link::Links;
use crate::model::{
    Document, EdgeType, Edtf, Evidence, Extraction, Factuality, MentionRecord, Reading, Relation, Span,
};
use serde::{Deserialize, Serialize};

/// Something said of one node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Line", into = "Line")]
pub enum About {
    /// A place where the text speaks of it.
    Mention(MentionRecord),
    /// Why mentions were taken for it.
    Why(String),
}

/// A mention's place, or nothing; then its words, or the reason.
type Line = (Option<(String, usize, usize, bool)>, String);

/// What a text says of two nodes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub struct Claim {
    pub(super) etype: EdgeType,
    pub(super) date: Option<Edtf>,
    pub(super) factuality: Factuality,
    pub(super) role: Option<String>,
    pub(super) asserted_by: Option<u32>,
    pub(super) confidence: f64,
    pub(super) evidence: Evidence,
}

/// The fields of a claim, then those of its evidence.
type Row = (
    (EdgeType, Option<Edtf>, Factuality, Option<String>, Option<u32>, f64),
    (String, usize, usize, String, Option<usize>, String),
);

/// All that one document says, by the numbers of the nodes.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// By node, then by content.
    pub nodes: Vec<(u32, About)>,
    /// Source and target of each claim, in the order of the text.
    pub claims: Vec<((u32, u32), Claim)>,
}

/// What a document says; `number` is its place among those that were linked.
pub fn said(links: &Links, number: usize, document: &Document, extraction: &Extraction) -> Said {
    let of = links.of(number);
    let points = CodePoints::new(document);
    let mut nodes = Vec::new();
    for (entity, &node) in extraction.entities.iter().zip(of) {
        for mention in &entity.mentions {
            let (start, end) = points.range(mention.span);
            let record = MentionRecord {
                document: document.info.id.clone(),
                start,
                end,
                exact: mention.span.of(&document.text).to_string(),
                demonym: mention.reading == Reading::Demonym,
            };
            nodes.push((node, About::Mention(record)));
        }
        nodes.extend(entity.why.iter().map(|why| (node, About::Why(why.clone()))));
    }
    nodes.sort_unstable();
    nodes.dedup();
    let claims = extraction.relations.iter().filter_map(|relation| claim(of, &points, document, relation));
    Said { nodes, claims: claims.collect() }
}

fn claim(
    of: &[u32],
    points: &CodePoints<'_>,
    document: &Document,
    relation: &Relation,
) -> Option<((u32, u32), Claim)> {
    let (mut source, mut target) = (of[relation.source], of[relation.target]);
    if source == target {
        return None;
    }
    if relation.etype.is_symmetric() && target < source {
        std::mem::swap(&mut source, &mut target);
    }
    let (start, end) = points.range(relation.evidence);
    let evidence = Evidence {
        document: document.info.id.clone(),
        start,
        end,
        exact: relation.evidence.of(&document.text).to_string(),
        page: document.pages.iter().rposition(|&p| p <= start).map(|p| p + 1),
        rule: relation.rule.clone(),
    };
    let claim = Claim {
        etype: relation.etype,
        date: relation.date.clone(),
        factuality: relation.factuality,
        role: relation.role.as_ref().map(|r| r.split_whitespace().collect::<Vec<_>>().join(" ")),
        asserted_by: relation.asserted_by.map(|entity| of[entity]),
        confidence: relation.confidence,
        evidence,
    };
    Some(((source, target), claim))
}

impl From<About> for Line {
    fn from(about: About) -> Self {
        match about {
            About::Mention(m) => (Some((m.document, m.start, m.end, m.demonym)), m.exact),
            About::Why(why) => (None, why),
        }
    }
}

impl From<Line> for About {
    fn from((place, words): Line) -> Self {
        match place {
            Some((document, start, end, demonym)) => {
                Self::Mention(MentionRecord { document, start, end, exact: words, demonym })
            }
            None => Self::Why(words),
        }
    }
}

impl From<Claim> for Row {
    fn from(c: Claim) -> Self {
        let e = c.evidence;
        (
            (c.etype, c.date, c.factuality, c.role, c.asserted_by, c.confidence),
            (e.document, e.start, e.end, e.exact, e.page, e.rule),
        )
    }
}

impl From<Row> for Claim {
    fn from((claim, evidence): Row) -> Self {
        let (etype, date, factuality, role, asserted_by, confidence) = claim;
        let (document, start, end, exact, page, rule) = evidence;
        let evidence = Evidence { document, start, end, exact, page, rule };
        Self { etype, date, factuality, role, asserted_by, confidence, evidence }
    }
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
