//! What does one actor have with each of several others, side by side?
//!
//! A column for each of the others, a band for each kind: what all share lies across the columns, then what each has alone
//! or with some; like stands beside like. Analysts draw this figure by hand.

use super::labels::plain;
use super::legend::{self, Entry};
use super::select::count;
use super::style::{Palette, dash, outline};
use super::svg::{Anchor, Svg, Type, num};
use super::{Options, text};
use crate::error::{Error, Result};
use crate::model::{Factuality, Kind, NodeType, Records};
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: f64 = 36.0;
const COLUMN: f64 = 270.0;
const SPACE: f64 = 18.0;
const FONT: f64 = 11.5;
const KINDS: [Kind; 3] = [Kind::Agreement, Kind::Policy, Kind::Event];

/// A thing that the hub has with some of the others.
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    node: usize,
    with: BTreeSet<usize>,
    date: Option<String>,
    factuality: Factuality,
}

/// Draws what `hub` has with each of `others`.
pub fn overlap_svg(records: &Records, hub: &str, others: &[String], options: &Options) -> Result<String> {
    let place: BTreeMap<&str, usize> =
        records.nodes.iter().enumerate().map(|(i, n)| (n.id.as_str(), i)).collect();
    let find = |id: &str| {
        place.get(id).copied().ok_or_else(|| Error::UnknownName { name: id.into(), suggestions: Vec::new() })
    };
    let hub = find(hub)?;
    let others = others.iter().map(|id| find(id)).collect::<Result<Vec<_>>>()?;
    if others.is_empty() {
        return Err(Error::Usage("an overlap needs at least one other name beside the hub".into()));
    }
    let things = things(records, &place, hub, &others);
    Ok(sheet(records, hub, &others, &things, options))
}

/// Agreements, policies and events next to the hub and to at least one of the others.
fn things(records: &Records, place: &BTreeMap<&str, usize>, hub: usize, others: &[usize]) -> Vec<Thing> {
    let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut facts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, edge) in records.edges.iter().enumerate() {
        let ends = (place.get(edge.source.as_str()), place.get(edge.target.as_str()));
        let (Some(&a), Some(&b)) = ends else { continue };
        for (actor, thing) in [(a, b), (b, a)] {
            if KINDS.contains(&records.nodes[thing].kind) && (actor == hub || others.contains(&actor)) {
                near.entry(thing).or_default().insert(actor);
                facts.entry(thing).or_default().push(i);
            }
        }
    }
    near.into_iter()
        .filter(|(_, actors)| actors.contains(&hub) && actors.len() > 1)
        .map(|(node, actors)| {
            let with = (0..others.len()).filter(|i| actors.contains(&others[*i])).collect();
            let edges = facts[&node].iter().map(|&e| &records.edges[e]);
            let date =
                records.nodes[node].date.as_ref().or_else(|| edges.clone().find_map(|e| e.date.as_ref()));
            let date = date.map(|d| plain(d.as_str()));
            let factuality = edges.map(|e| e.factuality).min().unwrap_or(Factuality::Actual);
            Thing { node, with, date, factuality }
        })
        .collect()
}

/// Rows of a band: a row is either one thing across all columns or at most one thing a column.
fn rows<'a>(records: &Records, things: &[&'a Thing], columns: usize) -> Vec<Vec<Option<&'a Thing>>> {
    let mut out: Vec<Vec<Option<&Thing>>> = Vec::new();
    let (shared, others): (Vec<&Thing>, Vec<&Thing>) = things.iter().partition(|t| t.with.len() == columns);
    out.extend(shared.into_iter().map(|t| vec![Some(t); columns]));
    let begin = out.len();
    for thing in others {
        let free = |row: &Vec<Option<&Thing>>| thing.with.iter().all(|&c| row[c].is_none());
        let best = (begin..out.len())
            .filter(|&r| free(&out[r]))
            .map(|r| (likeness(records, thing, &out[r]), r))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
            .filter(|(like, _)| *like > 1);
        let row = best.map_or_else(
            || {
                out.push(vec![None; columns]);
                out.len() - 1
            },
            |(_, row)| row,
        );
        for &column in &thing.with {
            out[row][column] = Some(thing);
        }
    }
    squeeze(out, begin)
}

/// How much a thing is like those of a row: its type, and the words of its name but the names of the columns.
fn likeness(records: &Records, thing: &Thing, row: &[Option<&Thing>]) -> usize {
    let words = |n: usize| -> BTreeSet<String> {
        let name = records.nodes[n].name.to_lowercase();
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(str::to_string).collect()
    };
    let own = words(thing.node);
    let like = |t: &&Thing| {
        let same_type = usize::from(records.nodes[t.node].ntype == records.nodes[thing.node].ntype);
        words(t.node).intersection(&own).count() * 2 + same_type
    };
    row.iter().flatten().map(like).max().unwrap_or(0)
}

/// Things that found no like share rows where their columns are free.
fn squeeze(rows: Vec<Vec<Option<&Thing>>>, begin: usize) -> Vec<Vec<Option<&Thing>>> {
    let mut out: Vec<Vec<Option<&Thing>>> = rows[..begin].to_vec();
    let single = |row: &Vec<Option<&Thing>>| row.iter().flatten().count() == 1;
    let (alone, pairs): (Vec<_>, Vec<_>) = rows[begin..].iter().cloned().partition(single);
    out.extend(pairs);
    let begin = out.len();
    for row in alone {
        let column = row.iter().position(Option::is_some).unwrap_or(0);
        match (begin..out.len()).find(|&r| out[r][column].is_none()) {
            Some(free) => out[free][column] = row[column],
            None => out.push(row),
        }
    }
    out
}

fn sheet(records: &Records, hub: usize, others: &[usize], things: &[Thing], options: &Options) -> String {
    let palette = Palette::of(options.theme);
    let name = |n: usize| text::clean(&records.nodes[n].name);
    let names: Vec<String> = others.iter().map(|&n| name(n)).collect();
    let inner = others.len() as f64 * (COLUMN + SPACE) - SPACE;
    let inner = inner.max(500.0);
    let mut svg = Svg::default();
    let title = options
        .title
        .clone()
        .unwrap_or_else(|| format!("What {} has with {}", name(hub), names.join(" and with ")));
    let all = things.iter().filter(|t| t.with.len() == others.len() && others.len() > 1).count();
    let subtitle = format!("{}, {all} of them with each", count(things.len(), "thing"));
    let mut y = legend::title(&mut svg, (&title, &subtitle), MARGIN, inner, palette) + 10.0;
    let bar = |i: usize| (MARGIN + i as f64 * (COLUMN + SPACE), COLUMN);
    head(&mut svg, records, hub, (MARGIN, y, inner), palette);
    for (column, &node) in others.iter().enumerate() {
        head(&mut svg, records, node, (bar(column).0, y + 38.0, bar(column).1), palette);
    }
    y += 82.0;
    for kind in KINDS {
        let mut of_kind: Vec<&Thing> = things.iter().filter(|t| records.nodes[t.node].kind == kind).collect();
        of_kind.sort_by_key(|t| (records.nodes[t.node].ntype, t.date.clone(), t.node));
        if !of_kind.is_empty() {
            y = band(&mut svg, records, kind, &rows(records, &of_kind, others.len()), (y, inner), palette);
        }
    }
    if things.is_empty() {
        let style = Type { size: 13.0, bold: false, fill: palette.faint };
        svg.text("Nothing in common was found.", (MARGIN, y + 20.0), Anchor::Start, style);
        y += 40.0;
    }
    let mut entries: BTreeSet<Entry> = things.iter().map(|t| Entry::Dash(t.factuality)).collect();
    entries.extend(
        things.iter().map(|t| legend::of_node(records.nodes[t.node].kind, records.nodes[t.node].ntype)),
    );
    let height = legend::bottom(&mut svg, &entries, &[], options, (MARGIN, y + 16.0, inner));
    svg.finish(inner + 2.0 * MARGIN, height, palette.ground, &title)
}

/// A name over its columns.
fn head(svg: &mut Svg, records: &Records, node: usize, (x, y, width): (f64, f64, f64), palette: &Palette) {
    let node = &records.nodes[node];
    let (outer, inner) = outline(node.kind, node.ntype, (x + width / 2.0, y + 15.0, width, 30.0));
    legend::node_shape(svg, (node.kind, node.ntype), (&outer, inner.as_deref()), palette, 1.8);
    let name = text::fit(&text::clean(&node.name), width - 24.0, 13.0, true);
    let style = Type { size: 13.0, bold: true, fill: palette.ink };
    svg.text(&name, (x + width / 2.0, y + 19.8), Anchor::Middle, style);
}

fn band(
    svg: &mut Svg,
    records: &Records,
    kind: Kind,
    rows: &[Vec<Option<&Thing>>],
    (top, inner): (f64, f64),
    palette: &Palette,
) -> f64 {
    let heading = match kind {
        Kind::Agreement => "Agreements",
        Kind::Policy => "Policies and missions",
        _ => "Events",
    };
    let style = Type { size: 12.0, bold: true, fill: palette.faint };
    svg.text(heading, (MARGIN, top + 12.0), Anchor::Start, style);
    let start = MARGIN + text::width(heading, 12.0, true) + 10.0;
    let rule = format!("M{} {}L{} {}", num(start), num(top + 8.0), num(MARGIN + inner), num(top + 8.0));
    svg.path(&rule, "none", palette.rule, 1.0, "");
    let mut y = top + 24.0;
    for row in rows {
        let cells = cells(row);
        let height =
            cells.iter().map(|(t, first, last)| cell_height(records, t, *first, *last)).fold(0.0, f64::max);
        for pair in cells.windows(2).filter(|p| p[0].0.node == p[1].0.node) {
            same(svg, records, (pair[0], pair[1]), y + height / 2.0, palette);
        }
        for (thing, first, last) in cells {
            cell(svg, records, thing, (first, last), (y, height), palette);
        }
        y += height + 8.0;
    }
    y + 8.0
}

/// Runs of columns with one thing: the thing, its first and last column.
fn cells<'a>(row: &[Option<&'a Thing>]) -> Vec<(&'a Thing, usize, usize)> {
    let mut out: Vec<(&Thing, usize, usize)> = Vec::new();
    for (column, thing) in row.iter().enumerate() {
        let Some(thing) = thing else { continue };
        match out.last_mut() {
            Some((last, _, end)) if last.node == thing.node && *end + 1 == column => *end = column,
            _ => out.push((thing, column, column)),
        }
    }
    out
}

/// A line between two boxes that are one thing.
fn same(
    svg: &mut Svg,
    records: &Records,
    (a, b): ((&Thing, usize, usize), (&Thing, usize, usize)),
    y: f64,
    palette: &Palette,
) {
    let node = &records.nodes[a.0.node];
    let from = MARGIN + a.1 as f64 * (COLUMN + SPACE) + cell_width(a.1, a.2);
    let to = MARGIN + b.1 as f64 * (COLUMN + SPACE);
    let d = format!("M{} {}L{} {}", num(from), num(y), num(to), num(y));
    svg.path(&d, "none", palette.node(node.kind, node.ntype).stroke, 1.2, dash(a.0.factuality));
}

fn cell_width(first: usize, last: usize) -> f64 {
    (last - first + 1) as f64 * (COLUMN + SPACE) - SPACE
}

fn cell_lines(records: &Records, thing: &Thing, first: usize, last: usize) -> Vec<String> {
    text::wrap(&records.nodes[thing.node].name, cell_width(first, last) - 34.0, FONT, false, 3)
}

fn cell_height(records: &Records, thing: &Thing, first: usize, last: usize) -> f64 {
    cell_lines(records, thing, first, last).len() as f64 * 15.0 + 27.0
}

fn cell(
    svg: &mut Svg,
    records: &Records,
    thing: &Thing,
    (first, last): (usize, usize),
    (y, height): (f64, f64),
    palette: &Palette,
) {
    let node = &records.nodes[thing.node];
    let (x, width) = (MARGIN + first as f64 * (COLUMN + SPACE), cell_width(first, last));
    let (outer, inner) = outline(node.kind, node.ntype, (x + width / 2.0, y + height / 2.0, width, height));
    let ink = palette.node(node.kind, node.ntype);
    svg.path(&outer, ink.fill, ink.stroke, 1.2, dash(thing.factuality));
    if let Some(inner) = inner {
        svg.path(&inner, "none", ink.stroke, 0.7, "");
    }
    let style = Type { size: FONT, bold: false, fill: palette.ink };
    let lines = cell_lines(records, thing, first, last);
    let top = y + (height - lines.len() as f64 * 15.0 - 13.0) / 2.0;
    for (i, line) in lines.iter().enumerate() {
        svg.text(line, (x + width / 2.0, top + 11.0 + i as f64 * 15.0), Anchor::Middle, style);
    }
    let date = thing.date.as_ref().map(|d| format!(" · {d}")).unwrap_or_default();
    let said = if thing.factuality == Factuality::Actual {
        String::new()
    } else {
        format!(" · {}", thing.factuality)
    };
    let ntype = if node.ntype == NodeType::Other { node.kind.as_str() } else { node.ntype.as_str() };
    let small = Type { size: 9.5, bold: false, fill: palette.faint };
    let below = top + 10.0 + lines.len() as f64 * 15.0;
    svg.text(&format!("{ntype}{date}{said}"), (x + width / 2.0, below), Anchor::Middle, small);
    if thing.factuality == Factuality::Negated {
        legend::cross(svg, (x + width - 16.0, y + height / 2.0), palette);
    }
}
