//! What does the graph, or a part of it, look like on its sheet?

use super::graph::{Card, Plan, Route, sides};
use super::labels;
use super::layout::Point;
use super::legend::{self, Entry};
use super::select::{Bundle, Selection, count};
use super::style::{Palette, Tone, dash, outline, words};
use super::svg::{Anchor, Svg, Type, num};
use super::{Options, View};
use crate::model::{Factuality, Records};
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: f64 = 36.0;
const LEAST_WIDTH: f64 = 560.0;
/// From so many lines on they are drawn thinner.
const CROWD: usize = 120;
/// Length of an arrow's head.
const HEAD: f64 = 7.5;

/// All that is drawn.
pub struct Scene<'a> {
    pub records: &'a Records,
    pub selection: &'a Selection,
    pub cards: &'a [Card],
    pub plan: &'a Plan,
}

/// Title, graph, legend and footnote.
pub fn sheet(scene: &Scene<'_>, notes: &[String], options: &Options) -> String {
    let palette = Palette::of(options.theme);
    let extent = scene.plan.extent;
    // Title and legend grow with the sheet, so that they can be read where all of it is seen.
    let scale = (extent.w / 1100.0).clamp(1.0, 2.4);
    let width = (extent.w / scale + 2.0 * MARGIN).max(LEAST_WIDTH);
    let inner = width - 2.0 * MARGIN;
    let mut svg = Svg::default();
    let title = options.title.clone().unwrap_or_else(|| title(scene, options));
    let edges: usize = scene.selection.bundles.iter().map(|b| b.edges.len()).sum();
    let subtitle = format!("{}, {}", count(scene.selection.nodes.len(), "node"), count(edges, "cited fact"));
    svg.scale(scale);
    let top = legend::title(&mut svg, (&title, &subtitle), MARGIN, inner, palette) + 8.0;
    let below = top + extent.h / scale + 24.0;
    let entries = entries(scene);
    let height = legend::bottom(&mut svg, &entries, notes, options, (MARGIN, below, inner));
    svg.close();
    let (left, origin) = ((width * scale - extent.w) / 2.0, scene.plan.origin);
    draw(&mut svg, scene, Point::new(left - origin.x, top * scale - origin.y), palette);
    svg.finish(width * scale, height * scale, palette.ground, &title)
}

/// From the view, where the user gave none.
fn title(scene: &Scene<'_>, options: &Options) -> String {
    let name = |i: &usize| scene.records.nodes[scene.selection.nodes[*i]].name.clone();
    let asked: Vec<String> = scene.selection.asked.iter().map(name).collect();
    match &options.view {
        View::Whole => "Who is linked to what".into(),
        View::Focus { hops: 0, .. } => "A part of the graph".into(),
        View::Focus { .. } => format!("Around {}", asked.join(", ")),
        View::Between { .. } => format!("Between {}", asked.join(" and ")),
    }
}

fn entries(scene: &Scene<'_>) -> BTreeSet<Entry> {
    let mut out = BTreeSet::new();
    for &node in &scene.selection.nodes {
        let node = &scene.records.nodes[node];
        out.insert(legend::of_node(node.kind, node.ntype));
    }
    for bundle in &scene.selection.bundles {
        out.insert(Entry::Line(tone(scene.records, bundle)));
        out.insert(Entry::Dash(bundle.factuality(scene.records)));
    }
    out
}

/// What most of the edges are; conflict wins a tie.
fn tone(records: &Records, bundle: &Bundle) -> Tone {
    let mut counts: BTreeMap<Tone, usize> = BTreeMap::new();
    for &edge in &bundle.edges {
        *counts.entry(Tone::of(records.edges[edge].etype)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(tone, n)| (*n, *tone)).map_or(Tone::Structure, |(tone, _)| tone)
}

fn draw(svg: &mut Svg, scene: &Scene<'_>, at: Point, palette: &Palette) {
    svg.translate(at.x, at.y);
    for (bundle, route) in scene.selection.bundles.iter().zip(&scene.plan.routes) {
        line(svg, scene, bundle, route, palette);
    }
    let small = Type { size: labels::SIZE, bold: false, fill: palette.faint };
    for label in scene.plan.labels.labels.iter().flatten() {
        let size = labels::size(&label.lines);
        svg.rect((label.at.x - size.w / 2.0, label.at.y - size.h / 2.0, size.w, size.h), 2.0, palette.ground);
        let top = label.at.y - (label.lines.len() as f64 - 1.0) * labels::LEADING / 2.0 + labels::SIZE * 0.34;
        for (i, text) in label.lines.iter().enumerate() {
            svg.text(text, (label.at.x, top + i as f64 * labels::LEADING), Anchor::Middle, small);
        }
    }
    for i in 0..scene.cards.len() {
        node(svg, scene, i, palette);
    }
    svg.close();
}

fn node(svg: &mut Svg, scene: &Scene<'_>, i: usize, palette: &Palette) {
    let (node, card, at) =
        (&scene.records.nodes[scene.selection.nodes[i]], &scene.cards[i], scene.plan.points[i]);
    let kind = (node.kind, node.ntype);
    let date = node.date.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
    svg.open("node", &format!("{} ({} {}{date})", node.name, node.ntype, node.kind));
    let (outer, inner) = outline(node.kind, node.ntype, (at.x, at.y, card.size.w, card.size.h));
    let width = if scene.selection.asked.contains(&i) { 2.4 } else { 1.2 };
    legend::node_shape(svg, kind, (&outer, inner.as_deref()), palette, width);
    let (left, right) = sides(node.kind, node.ntype);
    let x = at.x + (left - right) / 2.0;
    let leading = card.font * 1.28;
    let top = at.y - (card.lines.len() as f64 - 1.0) * leading / 2.0 + card.font * 0.36;
    let style = Type { size: card.font, bold: card.bold, fill: palette.ink };
    for (row, text) in card.lines.iter().enumerate() {
        svg.text(text, (x, top + row as f64 * leading), Anchor::Middle, style);
    }
    svg.close();
}

fn line(svg: &mut Svg, scene: &Scene<'_>, bundle: &Bundle, route: &Route, palette: &Palette) {
    let factuality = bundle.factuality(scene.records);
    let colour = palette.line(tone(scene.records, bundle));
    let extra = bundle.edges.len() as f64 - 1.0;
    svg.open("edge", &tooltip(scene, bundle));
    let thin = if scene.selection.bundles.len() > CROWD { 0.75 } else { 1.0 };
    let width = (1.2 + 0.4 * extra.sqrt()).min(3.0) * thin;
    svg.path(&route.path, "none", colour, width, dash(factuality));
    let (to_b, to_a) = bundle.heads(scene.records, &scene.selection.nodes);
    let chain = &route.chain;
    if let [first, second, ..] = chain[..]
        && to_a
    {
        arrow(svg, second, first, colour);
    }
    if let [.., before, last] = chain[..]
        && to_b
    {
        arrow(svg, before, last, colour);
    }
    if factuality == Factuality::Negated
        && let Some(at) = labels::along(chain, 0.3)
    {
        legend::cross(svg, (at.x, at.y), palette);
    }
    svg.close();
}

fn arrow(svg: &mut Svg, from: Point, tip: Point, colour: &str) {
    let length = from.to(tip).max(1e-6);
    let (ux, uy) = ((tip.x - from.x) / length, (tip.y - from.y) / length);
    let base = Point::new(tip.x - ux * HEAD, tip.y - uy * HEAD);
    let half = HEAD * 0.42;
    let d = format!(
        "M{} {}L{} {}L{} {}Z",
        num(tip.x),
        num(tip.y),
        num(base.x - uy * half),
        num(base.y + ux * half),
        num(base.x + uy * half),
        num(base.y - ux * half)
    );
    svg.path(&d, colour, "none", 0.0, "");
}

fn tooltip(scene: &Scene<'_>, bundle: &Bundle) -> String {
    let name = |id: &str| {
        let at = scene.records.nodes.binary_search_by(|n| n.id.as_str().cmp(id));
        at.map_or(id.to_string(), |i| scene.records.nodes[i].name.clone())
    };
    let says = |e: &usize| {
        let e = &scene.records.edges[*e];
        let date = e.date.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
        format!("{} {} {} ({}{date})", name(&e.source), words(e.etype), name(&e.target), e.factuality)
    };
    bundle.edges.iter().map(says).collect::<Vec<_>>().join("; ")
}
