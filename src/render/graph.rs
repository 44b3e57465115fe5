//! Where does everything on the sheet of a graph go?

use super::labels::{self, Obstacles};
use super::layout::{Hints, Point, Size, layered, layout};
use super::paint::{Scene, sheet};
use super::select::{Bundle, Selection, count, select};
use super::svg::num;
use super::{Options, text};
use crate::error::Result;
use crate::model::{Kind, NodeType, Records};
use std::collections::BTreeMap;

/// What it costs to spread to twice the size, in shares of labels lost.
const SPREAD_PRICE: f64 = 0.4;
/// Up to so many nodes a picture spreads until all labels have room.
const ROOMY: usize = 45;
/// Size of a name.
pub const FONT: f64 = 11.5;
/// How much larger the best-connected node's name is.
pub const FONT_RANGE: f64 = 4.5;
/// Names wrap at this width, in letters' heights.
const MEASURE: f64 = 11.5;

/// A node's name in its box.
pub struct Card {
    pub lines: Vec<String>,
    pub font: f64,
    pub bold: bool,
    pub size: Size,
}

/// A line from box to box.
pub struct Route {
    /// For the file, without the arrows' heads.
    pub path: String,
    /// For labels: points along it.
    pub chain: Vec<Point>,
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
pub struct Plan {
    pub points: Vec<Point>,
    pub routes: Vec<Route>,
    pub labels: labels::Placed,
    /// Top left corner of all that is drawn.
    pub origin: Point,
    pub extent: Size,
}

/// What was placed elsewhere: a point for each node.
pub struct Placed<'a> {
    pub records: &'a Records,
    pub selection: &'a Selection,
    pub cards: Vec<Card>,
    pub points: Vec<Point>,
}

/// Draws nodes that have their places already.
pub fn placed_svg(placed: Placed<'_>, options: &Options) -> String {
    let Placed { records, selection, cards, points } = placed;
    let plan = routed(records, selection, &cards, (points, BTreeMap::new()));
    sheet(&Scene { records, selection, cards: &cards, plan: &plan }, &selection.notes, options)
}

fn plan(records: &Records, selection: &Selection, cards: &[Card], spread: f64) -> Plan {
    routed(records, selection, cards, positions(selection, cards, spread))
}

/// Middles of the boxes, and bends of lines, by bundle.
type Places = (Vec<Point>, BTreeMap<usize, Vec<Point>>);

fn routed(records: &Records, selection: &Selection, cards: &[Card], (mut points, mut bends): Places) -> Plan {
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

/// A name in a box of its size.
pub fn card(name: &str, (kind, ntype): (Kind, NodeType), font: f64, bold: bool) -> Card {
    let lines = text::wrap(name, MEASURE * font, font, bold, 3);
    let w = lines.iter().map(|l| text::width(l, font, bold)).fold(0.0, f64::max);
    let (left, right) = sides(kind, ntype);
    let size = Size { w: (w + left + right).max(36.0), h: lines.len() as f64 * font * 1.28 + 11.0 };
    Card { lines, font, bold, size }
}

/// Room beside the name, left and right.
pub fn sides(kind: Kind, ntype: NodeType) -> (f64, f64) {
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
            let mut hints = roominess(sizes.len(), links.len());
            hints.reach *= spread;
            hints.gap *= spread;
            (layout(&sizes, &links, &BTreeMap::new(), &hints), BTreeMap::new())
        }
    }
}

/// Few nodes have room for what is written on their lines; many must stand closer.
pub fn roominess(nodes: usize, links: usize) -> Hints {
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
