//! What does the graph, or a part of it, look like?

use super::labels::{self, Obstacles};
use super::layout::{Hints, Point, Size, layered, layout};
use super::legend::{self, Entry};
use super::select::{Bundle, Selection, count, select};
use super::style::{Palette, Tone, dash, outline, words};
use super::svg::{Anchor, Svg, Type, num};
use super::text;
use super::{Options, View};
use crate::error::Result;
use crate::model::{Factuality, Kind, NodeType, Records};
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: f64 = 36.0;
const LEAST_WIDTH: f64 = 560.0;
/// What it costs to spread to twice the size, in shares of labels lost.
const SPREAD_PRICE: f64 = 0.4;
/// Up to so many nodes a picture spreads until all labels have room.
const ROOMY: usize = 45;
/// From so many lines on they are drawn thinner and paler.
const CROWD: usize = 120;
const FONT: f64 = 11.5;
/// How much larger the best-connected node's name is.
const FONT_RANGE: f64 = 4.5;
/// Names wrap at this width, in letters' heights.
const MEASURE: f64 = 11.5;
/// Length of an arrow's head.
const HEAD: f64 = 7.5;

/// A node's name in its box.
struct Card {
    lines: Vec<String>,
    font: f64,
    bold: bool,
    size: Size,
}

/// A line from box to box.
struct Route {
    /// For the file, without the arrows' heads.
    path: String,
    /// For labels: points along it.
    chain: Vec<Point>,
}

/// Draws the part that the options name.
pub fn graph_svg(records: &Records, options: &Options) -> Result<String> {
    let selection = select(records, options)?;
    let cards = cards(records, &selection);
    // A small picture may spread where that gives more labels room.
    let tries: &[f64] = if selection.nodes.len() <= ROOMY { &[1.0, 1.2, 1.45] } else { &[1.0] };
    let lines = selection.bundles.len().max(1) as f64;
    let price = |p: &Plan, spread: f64| {
        (2 * p.labels.dropped + p.labels.shortened) as f64 / lines + SPREAD_PRICE * (spread - 1.0)
    };
    let mut best: Option<(f64, Plan)> = None;
    for &spread in tries {
        let plan = plan(records, &selection, &cards, spread);
        let price = price(&plan, spread);
        if best.as_ref().is_none_or(|(least, _)| price < *least) {
            best = Some((price, plan));
        }
    }
    let plan = best.map(|(_, plan)| plan).unwrap_or_default();
    let mut notes = selection.notes.clone();
    if plan.labels.shortened > 0 {
        notes.push(format!("{} shortened", count(plan.labels.shortened, "line label")));
    }
    if plan.labels.dropped > 0 {
        notes.push(format!("{} left out for want of room", count(plan.labels.dropped, "line label")));
    }
    Ok(sheet(&Scene { records, selection: &selection, cards: &cards, plan: &plan }, &notes, options))
}

/// Where everything is.
#[derive(Default)]
struct Plan {
    points: Vec<Point>,
    routes: Vec<Route>,
    labels: labels::Placed,
    /// Top left corner of all that is drawn.
    origin: Point,
    extent: Size,
}

struct Scene<'a> {
    records: &'a Records,
    selection: &'a Selection,
    cards: &'a [Card],
    plan: &'a Plan,
}

fn plan(records: &Records, selection: &Selection, cards: &[Card], spread: f64) -> Plan {
    let (mut points, mut bends) = positions(selection, cards, spread);
    let extent = shift(&mut points, &mut bends, cards);
    let columns = selection.ranks.is_some();
    let routes: Vec<Route> = selection
        .bundles
        .iter()
        .enumerate()
        .map(|(i, b)| route(b, &points, cards, bends.get(&i), columns))
        .collect();
    let chains: Vec<Vec<Point>> = routes.iter().map(|r| r.chain.clone()).collect();
    let boxes = points.iter().zip(cards).map(|(p, c)| (*p, c.size)).collect();
    let labels = labels::place(records, selection, Obstacles { boxes, chains: &chains });
    let (origin, extent) = widen(extent, &labels);
    Plan { points, routes, labels, origin, extent }
}

/// The extent with the labels that stand out of it.
fn widen(extent: Size, labels: &labels::Placed) -> (Point, Size) {
    let (mut low, mut high) = (Point::default(), Point::new(extent.w, extent.h));
    for label in labels.labels.iter().flatten() {
        let size = labels::size(&label.lines);
        low = Point::new(low.x.min(label.at.x - size.w / 2.0), low.y.min(label.at.y - size.h / 2.0));
        high = Point::new(high.x.max(label.at.x + size.w / 2.0), high.y.max(label.at.y + size.h / 2.0));
    }
    (low, Size { w: high.x - low.x, h: high.y - low.y })
}

/// The best-connected names are larger; the nodes asked for are bold.
fn cards(records: &Records, selection: &Selection) -> Vec<Card> {
    let mut degree = vec![0usize; selection.nodes.len()];
    for bundle in &selection.bundles {
        degree[bundle.a] += 1;
        degree[bundle.b] += 1;
    }
    let most = degree.iter().copied().max().unwrap_or(1).max(4) as f64;
    selection
        .nodes
        .iter()
        .enumerate()
        .map(|(i, &node)| {
            let node = &records.nodes[node];
            let share = degree[i] as f64 / most;
            let bold = selection.asked.contains(&i) || (share > 0.4 && degree[i] > 5);
            card(&node.name, (node.kind, node.ntype), FONT + FONT_RANGE * share, bold)
        })
        .collect()
}

fn card(name: &str, (kind, ntype): (Kind, NodeType), font: f64, bold: bool) -> Card {
    let lines = text::wrap(name, MEASURE * font, font, bold, 3);
    let w = lines.iter().map(|l| text::width(l, font, bold)).fold(0.0, f64::max);
    let (left, right) = sides(kind, ntype);
    let size = Size { w: (w + left + right).max(36.0), h: lines.len() as f64 * font * 1.28 + 11.0 };
    Card { lines, font, bold, size }
}

/// Room beside the name, left and right.
fn sides(kind: Kind, ntype: NodeType) -> (f64, f64) {
    match (kind, ntype) {
        (Kind::Event, _) => (15.0, 15.0),
        (Kind::Place, _) => (20.0, 8.0),
        (Kind::Agreement, _) => (9.0, 13.0),
        (Kind::Actor, NodeType::Person) => (13.0, 13.0),
        _ => (10.0, 10.0),
    }
}

/// Middles of the boxes, and bends of those lines that must pass a column, by bundle.
fn positions(
    selection: &Selection,
    cards: &[Card],
    spread: f64,
) -> (Vec<Point>, BTreeMap<usize, Vec<Point>>) {
    let sizes: Vec<Size> = cards.iter().map(|c| c.size).collect();
    let links: Vec<(usize, usize)> = selection.bundles.iter().map(|b| (b.a, b.b)).collect();
    match &selection.ranks {
        Some(ranks) => in_columns(&sizes, &links, ranks, spread),
        None => {
            let mut hints = hints(sizes.len(), links.len());
            hints.reach *= spread;
            hints.gap *= spread;
            (layout(&sizes, &links, &BTreeMap::new(), &hints), BTreeMap::new())
        }
    }
}

/// Few nodes have room for what is written on their lines; many must stand closer.
fn hints(nodes: usize, links: usize) -> Hints {
    let dense = links as f64 / nodes.max(1) as f64;
    let reach = match nodes {
        0..=30 => 95.0,
        31..=100 => 70.0,
        _ => 52.0,
    };
    Hints {
        gap: if nodes > 100 { 13.0 } else { 20.0 },
        reach: reach * (0.8 + dense * 0.12).min(1.5),
        aspect: 1.5,
    }
}

/// A line over several columns gets an empty box in each, so that it does not run under a node. These boxes come first:
/// of places that are as good, the direct line takes the upper.
fn in_columns(
    sizes: &[Size],
    links: &[(usize, usize)],
    ranks: &[usize],
    spread: f64,
) -> (Vec<Point>, BTreeMap<usize, Vec<Point>>) {
    let long = |&(a, b): &(usize, usize)| ranks[a].abs_diff(ranks[b]).max(1) - 1;
    let bends: usize = links.iter().map(long).sum();
    let mut all_sizes = vec![Size { w: 40.0, h: 34.0 }; bends];
    all_sizes.extend_from_slice(sizes);
    let mut all_ranks = Vec::with_capacity(all_sizes.len());
    let mut all_links = Vec::new();
    let mut bent: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &(a, b)) in links.iter().enumerate() {
        let (from, to) = if ranks[a] <= ranks[b] { (a, b) } else { (b, a) };
        let mut last = bends + from;
        for rank in ranks[from] + 1..ranks[to] {
            let bend = all_ranks.len();
            all_ranks.push(rank);
            all_links.push((last, bend));
            bent.entry(i).or_default().push(bend);
            last = bend;
        }
        all_links.push((last, bends + to));
    }
    all_ranks.extend_from_slice(ranks);
    let hints = Hints { gap: 9.0 * spread, reach: 150.0 * spread, aspect: 1.5 };
    let points = layered(&all_sizes, &all_links, &all_ranks, &hints);
    let width = |rank: usize| {
        let of_rank = all_ranks.iter().zip(&all_sizes).filter(|(r, _)| **r == rank);
        of_rank.map(|(_, s)| s.w).fold(0.0, f64::max)
    };
    // Straight through the whole column.
    let through = |bend: &usize| {
        let (at, half) = (points[*bend], width(all_ranks[*bend]) / 2.0);
        [Point::new(at.x - half, at.y), Point::new(at.x + half, at.y)]
    };
    let bent = bent.into_iter().map(|(i, list)| (i, list.iter().flat_map(through).collect())).collect();
    (points[bends..].to_vec(), bent)
}

/// Moves everything so that it begins at the origin; gives the extent.
fn shift(points: &mut [Point], bends: &mut BTreeMap<usize, Vec<Point>>, cards: &[Card]) -> Size {
    let mut low = Point::new(f64::INFINITY, f64::INFINITY);
    let mut high = Point::new(0.0, 0.0);
    let nothing = Size::default();
    let corners = points.iter().zip(cards.iter().map(|c| c.size));
    let corners = corners.map(|(p, s)| (*p, s)).chain(bends.values().flatten().map(|p| (*p, nothing)));
    let corners: Vec<(Point, Size)> = corners.collect();
    for (p, s) in &corners {
        low = Point::new(low.x.min(p.x - s.w / 2.0), low.y.min(p.y - s.h / 2.0));
    }
    if corners.is_empty() {
        low = Point::default();
    }
    for p in points.iter_mut().chain(bends.values_mut().flatten()) {
        *p = Point::new(p.x - low.x, p.y - low.y);
    }
    for (p, s) in &corners {
        high = Point::new(high.x.max(p.x - low.x + s.w / 2.0), high.y.max(p.y - low.y + s.h / 2.0));
    }
    Size { w: high.x, h: high.y }
}

fn route(
    bundle: &Bundle,
    points: &[Point],
    cards: &[Card],
    bends: Option<&Vec<Point>>,
    columns: bool,
) -> Route {
    let (a, b) = (points[bundle.a], points[bundle.b]);
    let (sa, sb) = (cards[bundle.a].size, cards[bundle.b].size);
    if !columns {
        let (from, to) = (edge_of(a, sa, b), edge_of(b, sb, a));
        let path = format!("M{} {}L{} {}", num(from.x), num(from.y), num(to.x), num(to.y));
        return Route { path, chain: vec![from, to] };
    }
    let right = a.x <= b.x;
    let side = |p: Point, s: Size, out: bool| {
        Point::new(p.x + if out { s.w / 2.0 + 2.0 } else { -s.w / 2.0 - 2.0 }, p.y)
    };
    let mut stops = vec![side(a, sa, right)];
    let mut through: Vec<Point> = bends.cloned().unwrap_or_default();
    if !right {
        through.reverse();
    }
    stops.extend(through);
    stops.push(side(b, sb, !right));
    curve(&stops)
}

/// Curves that leave and arrive level.
fn curve(stops: &[Point]) -> Route {
    let mut path = format!("M{} {}", num(stops[0].x), num(stops[0].y));
    let mut chain = vec![stops[0]];
    for pair in stops.windows(2) {
        let (p, q) = (pair[0], pair[1]);
        let middle = (p.x + q.x) / 2.0;
        path +=
            &format!("C{} {} {} {} {} {}", num(middle), num(p.y), num(middle), num(q.y), num(q.x), num(q.y));
        for step in 1..=16 {
            let (t, u) = (f64::from(step) / 16.0, 1.0 - f64::from(step) / 16.0);
            let (w0, w1, w2, w3) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
            let x = w0 * p.x + (w1 + w2) * middle + w3 * q.x;
            chain.push(Point::new(x, (w0 + w1) * p.y + (w2 + w3) * q.y));
        }
    }
    Route { path, chain }
}

/// Where the line from the middle of a box toward a point leaves the box.
fn edge_of(centre: Point, size: Size, toward: Point) -> Point {
    let (dx, dy) = (toward.x - centre.x, toward.y - centre.y);
    let (w, h) = (size.w / 2.0 + 2.0, size.h / 2.0 + 2.0);
    let by_x = if dx.abs() > 1e-9 { w / dx.abs() } else { f64::INFINITY };
    let by_y = if dy.abs() > 1e-9 { h / dy.abs() } else { f64::INFINITY };
    centre.toward(toward, by_x.min(by_y).min(0.5))
}

fn sheet(scene: &Scene<'_>, notes: &[String], options: &Options) -> String {
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
