//! What is written on a line, and where on it is room?

use super::layout::{Point, Size};
use super::select::{Bundle, Selection};
use super::style::words;
use super::text;
use crate::model::{EdgeType, Factuality, Records};
use std::collections::{BTreeMap, BTreeSet};

/// Font size of what is written on lines.
pub const SIZE: f64 = 9.5;
/// From base line to base line.
pub const LEADING: f64 = 11.5;
/// With so many lines or more, a label that hides part of another line is left out.
const CROWD: usize = 60;
const MOST_LINES: usize = 3;
const MOST_DATES: usize = 2;

/// A label in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Line by line.
    pub lines: Vec<String>,
    /// Its middle.
    pub at: Point,
}

/// What the labels must keep clear of.
pub struct Obstacles<'a> {
    /// Middles and sizes of the nodes.
    pub boxes: Vec<(Point, Size)>,
    /// The lines as chains of points, in the order of the bundles.
    pub chains: &'a [Vec<Point>],
}

/// What came of the labels.
#[derive(Debug, Default)]
pub struct Placed {
    /// By bundle; `None` where there was no room.
    pub labels: Vec<Option<Label>>,
    /// How many say less than they could.
    pub shortened: usize,
    /// How many had no room.
    pub dropped: usize,
}

/// Finds room for what is written on each line.
pub fn place(records: &Records, selection: &Selection, mut obstacles: Obstacles<'_>) -> Placed {
    let mut degree: BTreeMap<usize, usize> = BTreeMap::new();
    for bundle in &selection.bundles {
        *degree.entry(bundle.a).or_default() += 1;
        *degree.entry(bundle.b).or_default() += 1;
    }
    // The lines with least room choose first.
    let mut order: Vec<usize> = (0..selection.bundles.len()).collect();
    let length = |i: usize| obstacles.chains[i].windows(2).map(|w| w[0].to(w[1])).sum::<f64>();
    order.sort_by(|&a, &b| length(a).total_cmp(&length(b)).then(a.cmp(&b)));
    let mut out = Placed { labels: vec![None; selection.bundles.len()], ..Placed::default() };
    for i in order {
        let bundle = &selection.bundles[i];
        let chain = &obstacles.chains[i];
        let to_right = chain.first().zip(chain.last()).is_none_or(|(a, b)| a.x <= b.x);
        let full = lines(records, selection, bundle, to_right);
        let short = vec![brief(records, bundle)];
        let toward_b = degree[&bundle.b] <= degree[&bundle.a];
        let found = [full, short].into_iter().enumerate().find_map(|(nth, lines)| {
            spot(&lines, i, toward_b, &obstacles).map(|at| (nth, Label { lines, at }))
        });
        match found {
            Some((nth, label)) => {
                out.shortened += nth;
                obstacles.boxes.push((label.at, size(&label.lines)));
                out.labels[i] = Some(label);
            }
            None => out.dropped += 1,
        }
    }
    out
}

/// Room that lines of a label take.
pub fn size(lines: &[String]) -> Size {
    let w = lines.iter().map(|l| text::width(l, SIZE, false)).fold(0.0, f64::max);
    Size { w: w + 6.0, h: lines.len() as f64 * LEADING + 2.0 }
}

/// The first free place on the line, from its middle outward, rather toward the end where fewer lines meet.
fn spot(lines: &[String], own: usize, toward_b: bool, obstacles: &Obstacles<'_>) -> Option<Point> {
    const SHARES: [f64; 9] = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26, 0.82, 0.18];
    let size = size(lines);
    let mut fallback: Option<(usize, Point)> = None;
    let wanted = size.w.min(size.h * 2.0);
    let long = obstacles.chains[own].windows(2).map(|w| w[0].to(w[1])).sum::<f64>();
    // Some of the line must show on both sides.
    if long < wanted + 14.0 {
        return None;
    }
    for share in SHARES {
        let share = if toward_b { share } else { 1.0 - share };
        let at = along(&obstacles.chains[own], share)?;
        if obstacles.boxes.iter().any(|(p, s)| touches((at, size), (*p, *s))) {
            continue;
        }
        let crossed = obstacles
            .chains
            .iter()
            .enumerate()
            .filter(|(i, chain)| {
                *i != own && chain.windows(2).any(|w| super::layout::crosses_box(w[0], w[1], at, size, 0.0))
            })
            .count();
        if crossed == 0 {
            return Some(at);
        }
        let allowed = usize::from(obstacles.chains.len() < CROWD);
        if crossed <= allowed && fallback.is_none_or(|(c, _)| crossed < c) {
            fallback = Some((crossed, at));
        }
    }
    fallback.map(|(_, at)| at)
}

fn touches((a, sa): (Point, Size), (b, sb): (Point, Size)) -> bool {
    (a.x - b.x).abs() < (sa.w + sb.w) / 2.0 + 2.0 && (a.y - b.y).abs() < (sa.h + sb.h) / 2.0 + 1.0
}

/// The point at a share of a chain's length.
pub fn along(chain: &[Point], share: f64) -> Option<Point> {
    let total: f64 = chain.windows(2).map(|w| w[0].to(w[1])).sum();
    let mut left = total * share;
    for pair in chain.windows(2) {
        let length = pair[0].to(pair[1]);
        if left <= length && length > 0.0 {
            return Some(pair[0].toward(pair[1], left / length));
        }
        left -= length;
    }
    chain.last().copied()
}

/// A line for each type and factuality with its dates; an arrow where the bundle goes both ways.
pub fn lines(records: &Records, selection: &Selection, bundle: &Bundle, to_right: bool) -> Vec<String> {
    let (to_b, to_a) = bundle.heads(records, &selection.nodes);
    let mut groups: BTreeMap<(EdgeType, Factuality, &'static str), BTreeSet<&str>> = BTreeMap::new();
    for edge in bundle.edges.iter().map(|&e| &records.edges[e]) {
        let forward = records.nodes[selection.nodes[bundle.b]].id == edge.target;
        let arrow = match (to_a && to_b && !edge.etype.is_symmetric(), forward == to_right) {
            (false, _) => "",
            (true, true) => "→ ",
            (true, false) => "← ",
        };
        let dates = groups.entry((edge.etype, edge.factuality, arrow)).or_default();
        dates.extend(edge.date.as_ref().map(|d| d.as_str()));
    }
    let strongest = bundle.factuality(records);
    let mut out: Vec<String> = groups
        .iter()
        .map(|((etype, factuality, arrow), dates)| {
            let mark = if *factuality == strongest { String::new() } else { format!(" ({factuality})") };
            format!("{arrow}{}{}{mark}", words(*etype), dated(dates))
        })
        .collect();
    if out.len() > MOST_LINES {
        let more = out.len() - (MOST_LINES - 1);
        out.truncate(MOST_LINES - 1);
        out.push(format!("+{more} more"));
    }
    out
}

fn dated(dates: &BTreeSet<&str>) -> String {
    if dates.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = dates.iter().take(MOST_DATES).map(|d| plain(d)).collect();
    let more = if dates.len() > MOST_DATES { " …" } else { "" };
    format!(" · {}{more}", shown.join(", "))
}

/// An interval with a dash: `2022-02–`.
pub fn plain(date: &str) -> String {
    match date.split_once('/') {
        Some((from, "..")) => format!("since {from}"),
        Some(("..", to)) => format!("until {to}"),
        Some((from, to)) => format!("{from}–{to}"),
        None => date.to_string(),
    }
}

/// The shortest label that still says something: the first type.
fn brief(records: &Records, bundle: &Bundle) -> String {
    let types: BTreeSet<EdgeType> = bundle.edges.iter().map(|&e| records.edges[e].etype).collect();
    let first = types.first().map_or(String::new(), |t| words(*t));
    if types.len() > 1 { format!("{first} +{}", types.len() - 1) } else { first }
}
