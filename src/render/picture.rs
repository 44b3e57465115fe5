//! What does a page need to draw a part of the graph by itself, and how is what it shows taken away?
//!
//! [`picture`] gives boxes with their places, outlines and wrapped names, and the lines between them; boxes already placed
//! stay where they are. [`view_svg`] draws the same boxes at given places as a file. [`key`] is the legend.

use super::graph::{FONT, FONT_RANGE, Placed, card, placed_svg, roominess, sides};
use super::labels::plain;
use super::layout::{Point, Size, layout};
use super::legend::{self, Entry};
use super::select::{self, Bundle, Selection};
use super::style::{Ink, Palette, Tone, dash, outline, words};
use super::thin::{FACTS, Tie, thin};
use super::{Options, Theme};
use crate::error::Result;
use crate::graph::{Graph, NodeId, lasts, time};
use crate::model::{Day, EdgeType, Edtf, Factuality, Kind, NodeType};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A part of the graph, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Picture {
    /// Boxes, in the order asked for.
    pub nodes: Vec<Drawn>,
    /// Facts between them.
    pub edges: Vec<Joined>,
    /// What was left out and why.
    pub notes: Vec<String>,
}

/// A node as a box. Outlines are paths about the box's own middle.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// Node id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its type.
    #[serde(rename = "type")]
    pub ntype: NodeType,
    /// Its entry in the legend.
    pub class: &'static str,
    /// The name, in full.
    pub name: String,
    /// Its own date.
    pub date: Option<Edtf>,
    /// First day of its own date, or of the first thing said of it, for what comes into being.
    pub begins: Option<i64>,
    /// Middle of the box.
    pub x: f64,
    /// Middle of the box.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Size of its letters.
    pub font: f64,
    /// Where the middle of the name lies, from the middle of the box.
    pub shift: f64,
    /// The name, wrapped.
    pub lines: Vec<String>,
    /// Outline.
    pub shape: String,
    /// A second line within the outline.
    pub inner: Option<String>,
    /// Nodes next to it in the whole graph.
    pub neighbours: usize,
    /// How often texts speak of it.
    pub mentions: usize,
}

/// A fact as a line between two boxes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Joined {
    /// The edge's key.
    pub key: String,
    /// Place of its source in the nodes.
    pub a: usize,
    /// Place of its target in the nodes.
    pub b: usize,
    /// Its type.
    #[serde(rename = "type")]
    pub etype: EdgeType,
    /// Whether it has a direction.
    pub symmetric: bool,
    /// What sort of relation.
    pub tone: Tone,
    /// As the texts date it, in words.
    pub date: Option<String>,
    /// First and last day, as yyyymmdd; its own or that of the thing it is about.
    pub span: Option<(i64, i64)>,
    /// It ends when its date does.
    pub ends: bool,
    /// What kind of claim.
    pub factuality: Factuality,
    /// From 0 to 1.
    pub confidence: f64,
    /// Documents that say so, by their places in the records.
    pub documents: Vec<usize>,
}

/// The legend: boxes, tones and kinds of claim, with their words, and the colours of both themes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// Boxes.
    pub classes: Vec<Class>,
    /// Colours of lines.
    pub tones: Vec<Sample>,
    /// Dashes of lines.
    pub factualities: Vec<Sample>,
    /// Colours of the light and the dark theme.
    pub themes: BTreeMap<&'static str, Colours>,
}

/// A sort of box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// Its short name.
    pub class: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// A small outline, 30 by 18.
    pub shape: String,
    /// A second line within.
    pub inner: Option<String>,
}

/// A sort of line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// Its word in the data.
    pub name: String,
    /// Its words for a reader.
    pub words: &'static str,
    /// Its dashes.
    pub dash: &'static str,
}

/// Colours of a theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Colours {
    ground: &'static str,
    ink: &'static str,
    faint: &'static str,
    negated: &'static str,
    /// Fill and outline of each sort of box.
    classes: BTreeMap<&'static str, (&'static str, &'static str)>,
    tones: BTreeMap<&'static str, &'static str>,
}

/// One type for each entry of the legend.
const CLASSES: &[(Kind, NodeType)] = &[
    (Kind::Actor, NodeType::State),
    (Kind::Actor, NodeType::Igo),
    (Kind::Actor, NodeType::Organization),
    (Kind::Actor, NodeType::Person),
    (Kind::Agreement, NodeType::Treaty),
    (Kind::Policy, NodeType::Strategy),
    (Kind::Event, NodeType::Meeting),
    (Kind::Place, NodeType::Place),
];
const TONES: &[Tone] = &[Tone::Structure, Tone::Friendly, Tone::Hostile];

/// What the shapes, colours and dashes mean.
pub fn key() -> Key {
    let class = |&(kind, ntype): &(Kind, NodeType)| {
        let (shape, inner) = outline(kind, ntype, (0.0, 0.0, 30.0, 18.0));
        Class { class: class_of(kind, ntype), kind, shape, inner }
    };
    let tone = |tone: &Tone| Sample { name: tone.name().to_string(), words: tone.label(), dash: "" };
    let claim =
        |f: &Factuality| Sample { name: f.to_string(), words: Entry::Dash(*f).words(), dash: dash(*f) };
    Key {
        classes: CLASSES.iter().map(class).collect(),
        tones: TONES.iter().map(tone).collect(),
        factualities: Factuality::ALL.iter().map(claim).collect(),
        themes: BTreeMap::from([("light", colours(Theme::Light)), ("dark", colours(Theme::Dark))]),
    }
}

fn colours(theme: Theme) -> Colours {
    let palette = Palette::of(theme);
    let pair = |Ink { fill, stroke }: Ink| (fill, stroke);
    let class = |&(kind, ntype): &(Kind, NodeType)| (class_of(kind, ntype), pair(palette.node(kind, ntype)));
    Colours {
        ground: palette.ground,
        ink: palette.ink,
        faint: palette.faint,
        negated: palette.negated,
        classes: CLASSES.iter().map(class).collect(),
        tones: TONES.iter().map(|t| (t.name(), palette.line(*t))).collect(),
    }
}

/// The legend's word for a node.
pub fn class_of(kind: Kind, ntype: NodeType) -> &'static str {
    legend::of_node(kind, ntype).words()
}

/// The best-connected nodes, at most so many: what remains when the least connected is taken away again and again.
pub fn best_connected(graph: &Graph, most: usize) -> (Vec<NodeId>, Vec<String>) {
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); graph.sizes().nodes];
    graph.each_spokes(&mut |node, spokes| {
        let own = &mut near[node.index()];
        own.extend(spokes.iter().map(|spoke| spoke.other).filter(|other| *other as usize != node.index()));
        own.dedup();
    });
    let (nodes, notes) = select::best_connected(&near, most);
    (nodes.into_iter().map(NodeId::new).collect(), notes)
}

/// Draws nodes and all that is between them. Those with a place keep it; the others find room around them.
pub fn picture(graph: &Graph, nodes: &[NodeId], placed: &BTreeMap<NodeId, Point>) -> Picture {
    let most = graph.most_facts();
    let mut drawn: Vec<Drawn> = nodes.iter().map(|id| boxed(graph, *id, most)).collect();
    let all = between(graph, nodes);
    let facts = all.len();
    let edges = joined(graph, thin(all, FACTS));
    let sizes: Vec<Size> = drawn.iter().map(|d| Size { w: d.w, h: d.h }).collect();
    let links: BTreeSet<(usize, usize)> = edges.iter().map(|e| (e.a.min(e.b), e.a.max(e.b))).collect();
    let links: Vec<(usize, usize)> = links.into_iter().collect();
    let pinned = nodes.iter().enumerate().filter_map(|(i, id)| Some((i, *placed.get(id)?))).collect();
    let points = layout(&sizes, &links, &pinned, &roominess(sizes.len(), links.len()));
    for (node, point) in drawn.iter_mut().zip(points) {
        (node.x, node.y) = (tenth(point.x), tenth(point.y));
    }
    let mut notes = Vec::new();
    if edges.len() < facts {
        let kept = edges.len();
        notes.push(format!(
            "of {facts} facts among them {kept} are drawn, the strongest of each thing; what is told of it has all"
        ));
    }
    Picture { nodes: drawn, edges, notes }
}

/// Boxes at given places as a file. `shown` are the keys of the facts that are to be seen; all where there is none.
pub fn view_svg(
    graph: &Graph,
    placed: &[(NodeId, Point)],
    shown: Option<&BTreeSet<String>>,
    options: &Options,
) -> Result<String> {
    let records = graph.records();
    let most = graph.most_facts();
    let selection = selection(graph, placed, shown);
    let cards = placed.iter().map(|(id, _)| {
        let node = graph.node(*id);
        card(&short(&node.name), (node.kind, node.ntype), font(graph.degree(*id), most), false)
    });
    let points = placed.iter().map(|(_, point)| *point).collect();
    Ok(placed_svg(Placed { records, selection: &selection, cards: cards.collect(), points }, options))
}

fn selection(graph: &Graph, placed: &[(NodeId, Point)], shown: Option<&BTreeSet<String>>) -> Selection {
    let nodes: Vec<NodeId> = placed.iter().map(|(id, _)| *id).collect();
    let mut bundles: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for Tie { spoke, a, b } in between(graph, &nodes) {
        let edge = spoke.edge_id();
        if a != b && shown.is_none_or(|shown| shown.contains(&graph.edge(edge).key)) {
            bundles.entry((a.min(b), a.max(b))).or_default().push(edge.index());
        }
    }
    Selection {
        nodes: nodes.iter().map(|id| id.index()).collect(),
        bundles: bundles.into_iter().map(|((a, b), edges)| Bundle { a, b, edges }).collect(),
        ..Selection::default()
    }
}

/// Facts between two of the nodes, with the places of their ends, in the order of the records.
fn between(graph: &Graph, nodes: &[NodeId]) -> Vec<Tie> {
    let place: BTreeMap<u32, usize> =
        nodes.iter().enumerate().map(|(i, id)| (id.index() as u32, i)).collect();
    let mut ties = Vec::new();
    for (a, node) in nodes.iter().enumerate() {
        let out = graph.spokes(*node).iter().filter(|spoke| spoke.outgoing);
        ties.extend(out.filter_map(|spoke| Some(Tie { spoke: *spoke, a, b: *place.get(&spoke.other)? })));
    }
    ties.sort_unstable_by_key(|tie| tie.spoke.edge);
    ties
}

fn joined(graph: &Graph, ties: Vec<Tie>) -> Vec<Joined> {
    let documents: HashMap<&str, usize> =
        graph.documents().iter().enumerate().map(|(i, d)| (d.id.as_str(), i)).collect();
    let line = |Tie { spoke, a, b }: Tie| {
        let id = spoke.edge_id();
        let edge = graph.edge(id);
        let said: BTreeSet<usize> =
            edge.evidence.iter().filter_map(|e| documents.get(e.document.as_str()).copied()).collect();
        let when = graph.when(id);
        Joined {
            key: edge.key.clone(),
            a,
            b,
            etype: edge.etype,
            symmetric: edge.etype.is_symmetric(),
            tone: Tone::of(edge.etype),
            date: edge.date.as_ref().map(|d| plain(d.as_str())),
            span: when.map(span),
            ends: lasts(edge.etype) && when.is_some_and(Edtf::is_interval),
            factuality: edge.factuality,
            confidence: edge.confidence,
            documents: said.into_iter().collect(),
        }
    };
    ties.into_iter().map(line).collect()
}

fn boxed(graph: &Graph, id: NodeId, most: usize) -> Drawn {
    let node = graph.node(id);
    let card = card(&short(&node.name), (node.kind, node.ntype), font(graph.degree(id), most), false);
    let (shape, inner) = outline(node.kind, node.ntype, (0.0, 0.0, card.size.w, card.size.h));
    let (left, right) = sides(node.kind, node.ntype);
    Drawn {
        id: node.id.clone(),
        kind: node.kind,
        ntype: node.ntype,
        class: class_of(node.kind, node.ntype),
        name: short(&node.name),
        date: node.date.clone(),
        begins: begins(graph, id),
        x: 0.0,
        y: 0.0,
        w: tenth(card.size.w),
        h: tenth(card.size.h),
        font: tenth(card.font),
        shift: (left - right) / 2.0,
        lines: card.lines,
        shape,
        inner,
        neighbours: graph.neighbours(id).len(),
        mentions: graph.times_mentioned(id),
    }
}

/// When an agreement, policy or event came into being, as far as anything says.
fn begins(graph: &Graph, id: NodeId) -> Option<i64> {
    let node = graph.node(id);
    if !graph.joins(id) {
        return None;
    }
    let own = node.date.as_ref().map(|d| span(d).0);
    let told = || {
        let firm = graph.edges_of(id).into_iter().map(|e| graph.edge(e));
        let firm = firm.filter(|e| matches!(e.factuality, Factuality::Actual | Factuality::Reported));
        firm.filter_map(|e| e.date.as_ref()).map(|d| span(d).0).min()
    };
    own.or_else(told)
}

/// First and last day as yyyymmdd.
fn span(date: &Edtf) -> (i64, i64) {
    let (first, last) = time::range(date);
    let number = |day: Day| {
        i64::from(day.year).clamp(-99_999, 99_999) * 10_000 + i64::from(day.month) * 100 + i64::from(day.day)
    };
    (number(first), number(last))
}

/// As much of a name as anybody reads: some texts have names of a megabyte.
fn short(name: &str) -> String {
    name.chars().take(300).collect()
}

/// Names of well-connected things are larger, by the whole graph: a box never changes as others come.
fn font(degree: usize, most: usize) -> f64 {
    let share = (degree as f64).sqrt() / (most.max(16) as f64).sqrt();
    FONT + FONT_RANGE * share.min(1.0)
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The words of an edge type.
pub fn type_words(etype: EdgeType) -> String {
    words(etype)
}
