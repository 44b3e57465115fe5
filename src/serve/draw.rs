//! Which part is drawn, and how does one take it away?

use super::Answer;
use super::ask::Ask;
use super::reply::{Refusal, Reply};
use super::shelf::{Now, locked};
use crate::graph::{Graph, NodeId};
use crate::model::{DocumentInfo, Edge, Node};
use crate::render::layout::Point;
use crate::render::picture::{self, Picture};
use crate::render::{Options, Theme};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Nodes on one picture at most.
pub const MOST: usize = 2_000;
/// Neighbours that a node opens with, where nothing is said.
const OPENING: usize = 24;
/// Nodes of the first picture, where nothing is said.
const FIRST: usize = 60;

/// What the page wants to see.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Nodes, those on the page already with their places.
    nodes: Vec<Placed>,
    /// Nodes whose neighbours are to come.
    #[serde(default)]
    open: Vec<String>,
    /// How many neighbours of each.
    #[serde(default)]
    most: Option<usize>,
}

/// A node, where it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    id: String,
    x: Option<f64>,
    y: Option<f64>,
}

/// What the page shows and wants to keep.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    nodes: Vec<Placed>,
    /// Keys of the facts that the filters let through.
    #[serde(default)]
    facts: Option<BTreeSet<String>>,
    #[serde(default)]
    dark: bool,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    notes: Option<String>,
}

/// The best-connected part.
pub fn best(ask: &Ask<'_>) -> Answer {
    let most = ask.number("most", FIRST)?.clamp(1, MOST);
    if most == FIRST {
        return Reply::json(&**first(ask.now));
    }
    let known = locked(&ask.now.pictures).get(&most).cloned();
    let picture = known.unwrap_or_else(|| {
        let drawn = Arc::new(best_of(ask.graph(), most));
        locked(&ask.now.pictures).insert(most, drawn.clone());
        drawn
    });
    Reply::json(&*picture)
}

/// The picture that a page begins with; whoever comes while it is laid out waits for it.
pub(super) fn first(now: &Now) -> &Arc<Picture> {
    now.first.get_or_init(|| Arc::new(best_of(&now.graph, FIRST)))
}

fn best_of(graph: &Graph, most: usize) -> Picture {
    let (nodes, mut notes) = picture::best_connected(graph, most);
    let mut drawn = picture::picture(graph, &nodes, &BTreeMap::new());
    notes.append(&mut drawn.notes);
    Picture { notes, ..drawn }
}

/// The nodes asked for with the neighbours of those that open.
pub fn picture(ask: &Ask<'_>) -> Answer {
    let wanted: Wanted = ask.body()?;
    let graph = ask.graph();
    let (mut nodes, mut placed, mut notes) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut have: BTreeSet<NodeId> = BTreeSet::new();
    let mut gone = 0;
    for one in &wanted.nodes {
        let point = point(one)?;
        let Some(id) = graph.node_by_id(&one.id) else {
            gone += 1;
            continue;
        };
        if have.insert(id) {
            nodes.push(id);
        }
        if let Some(point) = point {
            placed.insert(id, point);
        }
    }
    if gone > 0 {
        notes.push(format!("{gone} of the things are no longer in the store"));
    }
    for id in &wanted.open {
        let id = graph.find(id)?;
        if have.insert(id) {
            nodes.push(id);
        }
        open(graph, id, wanted.most.unwrap_or(OPENING), &mut nodes, &mut have, &mut notes);
    }
    if nodes.len() > MOST {
        notes.push(format!(
            "{} things would be too many to draw smoothly: the first {MOST} are shown",
            nodes.len()
        ));
        nodes.truncate(MOST);
    }
    let mut drawn = picture::picture(graph, &nodes, &placed);
    notes.append(&mut drawn.notes);
    Reply::json(&Picture { notes, ..drawn })
}

/// Adds the neighbours of a node, those that most is said with first.
fn open(
    graph: &Graph,
    id: NodeId,
    most: usize,
    nodes: &mut Vec<NodeId>,
    have: &mut BTreeSet<NodeId>,
    notes: &mut Vec<String>,
) {
    let mut near: Vec<NodeId> = graph.neighbours(id).into_iter().filter(|n| !have.contains(n)).collect();
    near.sort_by_cached_key(|n| (Reverse(graph.between(id, *n).len()), Reverse(graph.degree(*n)), *n));
    if near.len() > most {
        let (name, all) = (&graph.node(id).name, graph.neighbours(id).len());
        let name: String = name.chars().take(60).collect();
        notes.push(format!("{name} has {all} neighbours: {} more can be opened", near.len() - most));
        near.truncate(most);
    }
    for other in near {
        if have.insert(other) {
            nodes.push(other);
        }
    }
}

fn point(placed: &Placed) -> Result<Option<Point>, Refusal> {
    match (placed.x, placed.y) {
        (Some(x), Some(y)) if x.is_finite() && y.is_finite() && x.abs().max(y.abs()) < 1e7 => {
            Ok(Some(Point::new(x, y)))
        }
        (None, None) => Ok(None),
        _ => Err(Refusal::wrong("a place has two sensible numbers")),
    }
}

/// The view as SVG.
pub fn svg(ask: &Ask<'_>) -> Answer {
    Ok(Reply::file("image/svg+xml", drawn(ask)?.into_bytes(), "chancery.svg"))
}

/// The view as PNG.
pub fn png(ask: &Ask<'_>) -> Answer {
    let svg = drawn(ask)?;
    // Twice the size, unless the picture is so large that its pixels would fill the memory.
    let scale = if svg.len() > 1_500_000 { 1.0 } else { 2.0 };
    Ok(Reply::file("image/png", crate::render::png(&svg, scale)?, "chancery.png"))
}

fn drawn(ask: &Ask<'_>) -> Result<String, Refusal> {
    let shown: Shown = ask.body()?;
    let placed = places(ask.graph(), &shown.nodes)?;
    let options = Options {
        theme: if shown.dark { Theme::Dark } else { Theme::Light },
        title: Some(shown.title.map_or("A part of the graph".to_string(), |t| t.chars().take(200).collect())),
        source: shown.notes.map(|n| n.chars().take(300).collect()),
        ..Options::default()
    };
    Ok(picture::view_svg(ask.graph(), &placed, shown.facts.as_ref(), &options)?)
}

fn places(graph: &Graph, nodes: &[Placed]) -> Result<Vec<(NodeId, Point)>, Refusal> {
    if nodes.len() > MOST {
        return Err(Refusal::wrong("that is more than one picture holds"));
    }
    let mut placed = BTreeMap::new();
    for one in nodes {
        if let (Some(id), Some(point)) = (graph.node_by_id(&one.id), point(one)?) {
            placed.insert(id, point);
        }
    }
    Ok(placed.into_iter().collect())
}

/// Graph JSON of what is shown.
#[derive(Serialize)]
struct GraphJson<'a> {
    directed: bool,
    multigraph: bool,
    graph: serde_json::Value,
    nodes: Vec<&'a Node>,
    edges: Vec<&'a Edge>,
}

/// The view as Graph JSON: its nodes, the facts shown, and the documents they stand in.
pub fn json(ask: &Ask<'_>) -> Answer {
    let shown: Shown = ask.body()?;
    let graph = ask.graph();
    let nodes: BTreeSet<NodeId> = shown.nodes.iter().filter_map(|n| graph.node_by_id(&n.id)).collect();
    let within = |edge: &crate::graph::EdgeId| {
        let (a, b) = graph.ends(*edge);
        nodes.contains(&a)
            && nodes.contains(&b)
            && shown.facts.as_ref().is_none_or(|f| f.contains(&graph.edge(*edge).key))
    };
    let edges: BTreeSet<_> = nodes.iter().flat_map(|n| graph.edges_of(*n)).filter(within).collect();
    let nodes: Vec<&Node> = nodes.into_iter().map(|id| graph.node(id)).collect();
    let edges: Vec<&Edge> = edges.into_iter().map(|id| graph.edge(id)).collect();
    let said = edges.iter().flat_map(|e| &e.evidence).map(|e| e.document.as_str());
    let named = nodes.iter().flat_map(|n| &n.mentions).map(|m| m.document.as_str());
    let used: BTreeSet<&str> = said.chain(named).collect();
    let documents: Vec<&DocumentInfo> =
        graph.documents().iter().filter(|d| used.contains(d.id.as_str())).collect();
    let head = json!({
        "format": "chancery.graph", "version": 1,
        "generator": format!("chancery {}", env!("CARGO_PKG_VERSION")), "documents": documents,
    });
    let file = GraphJson { directed: true, multigraph: true, graph: head, nodes, edges };
    let bytes = serde_json::to_vec_pretty(&file).map_err(Refusal::broken)?;
    Ok(Reply::file("application/json", bytes, "chancery.json"))
}
