//! What happened when?
//!
//! A lane for each thing that has dated facts, years from left to right. Years without facts are left out of the axis and
//! marked; a day is a dot, a month or a year a bar as long as it may be, an interval a bar with its ends.

use super::labels::plain;
use super::legend::{self, Entry};
use super::select::count;
use super::style::{Palette, dash, outline, words};
use super::svg::{Anchor, Svg, Type, num};
use super::{Options, View, text};
use crate::error::{Error, Result};
use crate::model::{Day, EdgeType, Edtf, Factuality, Kind, NodeType, Records};
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: f64 = 36.0;
const NAMES: f64 = 210.0;
const ROW: f64 = 19.0;
const PAD: f64 = 8.0;
const FONT: f64 = 10.5;
/// Width of the gap for years that are left out.
const GAP: f64 = 26.0;
/// A mark's words are cut at this width.
const MEASURE: f64 = 320.0;
/// More lanes than this are not read.
const MOST_LANES: usize = 40;

/// One date of one lane and what it says.
struct Mark {
    date: Edtf,
    factuality: Factuality,
    says: String,
    from: f64,
    to: f64,
    row: usize,
    open: bool,
}

/// Date, type, factuality, and whether the fact goes out from the lane's own node.
type Fact = (Edtf, EdgeType, Factuality, bool);

struct Lane {
    node: usize,
    marks: Vec<Mark>,
    rows: usize,
}

/// Draws the timeline that the options name.
pub fn timeline_svg(records: &Records, options: &Options) -> Result<String> {
    let (mut lanes, subject) = lanes(records, options)?;
    if lanes.is_empty() {
        return Err(Error::Usage("no dated facts to draw".into()));
    }
    let mut notes = Vec::new();
    if lanes.len() > MOST_LANES {
        notes.push(format!("{} lanes would be unreadable: the {MOST_LANES} richest are drawn", lanes.len()));
        lanes.sort_by_key(|l| (std::cmp::Reverse(l.marks.len()), l.node));
        lanes.truncate(MOST_LANES);
    }
    let axis = Axis::new(&lanes);
    for lane in &mut lanes {
        set_rows(lane, &axis);
    }
    lanes.sort_by(|a, b| {
        let kind = |l: &Lane| records.nodes[l.node].kind;
        kind(a).cmp(&kind(b)).then(first(a).total_cmp(&first(b))).then(a.node.cmp(&b.node))
    });
    Ok(sheet(records, &lanes, &axis, (&notes, subject), options))
}

fn first(lane: &Lane) -> f64 {
    lane.marks.iter().map(|m| m.from).fold(f64::INFINITY, f64::min)
}

/// Lanes of everything about one node, or of all agreements, policies and events.
fn lanes(records: &Records, options: &Options) -> Result<(Vec<Lane>, Option<usize>)> {
    let place: BTreeMap<&str, usize> =
        records.nodes.iter().enumerate().map(|(i, n)| (n.id.as_str(), i)).collect();
    let find = |id: &String| {
        let missing = || Error::UnknownName { name: id.clone(), suggestions: Vec::new() };
        place.get(id.as_str()).copied().ok_or_else(missing)
    };
    let asked: Vec<usize> = match &options.view {
        View::Whole => Vec::new(),
        View::Focus { ids, .. } => ids.iter().map(find).collect::<Result<_>>()?,
        View::Between { from, to } => vec![find(from)?, find(to)?],
    };
    let mut found: BTreeMap<usize, BTreeMap<Fact, BTreeSet<usize>>> = BTreeMap::new();
    for edge in &records.edges {
        let ends = (place.get(edge.source.as_str()), place.get(edge.target.as_str()));
        let ((Some(&a), Some(&b)), Some(date)) = (ends, &edge.date) else { continue };
        if let Some((lane, other)) = lane_of(records, &asked, a, b) {
            let facts = found.entry(lane).or_default();
            let fact = (date.clone(), edge.etype, edge.factuality, lane == a);
            facts.entry(fact).or_default().insert(other);
        }
    }
    let lanes = found.into_iter().map(|(node, facts)| lane(records, node, facts, &asked)).collect();
    Ok((lanes, asked.first().copied()))
}

/// Which end names the lane, and which end is told of in it: the agreement, policy or event when nothing was asked; the
/// other end when one end was asked for; the asked one itself when it is a thing with parties.
fn lane_of(records: &Records, asked: &[usize], a: usize, b: usize) -> Option<(usize, usize)> {
    let thing = |n: usize| matches!(records.nodes[n].kind, Kind::Agreement | Kind::Policy | Kind::Event);
    if asked.is_empty() {
        return match (thing(a), thing(b)) {
            (_, true) => Some((b, a)),
            (true, false) => Some((a, b)),
            _ => None,
        };
    }
    match (asked.contains(&a), asked.contains(&b)) {
        (true, _) if thing(a) => Some((a, b)),
        (_, true) if thing(b) => Some((b, a)),
        (true, _) => Some((b, a)),
        (_, true) => Some((a, b)),
        _ => None,
    }
}

fn lane(records: &Records, node: usize, facts: BTreeMap<Fact, BTreeSet<usize>>, asked: &[usize]) -> Lane {
    let mark = |((date, etype, factuality, out), others): (Fact, BTreeSet<usize>)| {
        let names: Vec<String> = others.iter().map(|&n| text::clean(&records.nodes[n].name)).collect();
        let names = names.join(", ");
        // The subject of the whole picture need not be named in each lane, except to tell who acts on whom.
        let alone = asked.len() == 1 && others.iter().all(|n| asked.contains(n));
        let who = match (alone, etype.is_interaction() && !etype.is_symmetric(), out) {
            (_, true, true) => format!(" → {names}"),
            (_, true, false) => format!(" by {names}"),
            (true, false, _) => String::new(),
            (false, false, _) => format!(" {names}"),
        };
        let says =
            format!("{} {}{who}", plain(date.as_str()), if alone { words(etype) } else { said(etype, out) });
        let open = date.end() == ".." || date.start() == "..";
        Mark { date, factuality, says, from: 0.0, to: 0.0, row: 0, open }
    };
    Lane { node, marks: facts.into_iter().map(mark).collect(), rows: 1 }
}

/// What a lane says before the names of the others: the fact as seen from the lane's own node.
fn said(etype: EdgeType, out: bool) -> String {
    match (etype, out) {
        (EdgeType::PartyTo, false) => "parties:".into(),
        (EdgeType::Signed | EdgeType::Issued, false) => format!("{} by", words(etype)),
        (EdgeType::ParticipatedIn, false) => "with".into(),
        (EdgeType::ConcludedAt, false) => "concluded there:".into(),
        (EdgeType::LocatedIn, true) => "in".into(),
        (EdgeType::LocatedIn, false) => "place of".into(),
        (EdgeType::PartOf, false) => "includes".into(),
        (EdgeType::MemberOf, false) => "members:".into(),
        (EdgeType::Represents, false) => "represented by".into(),
        _ => words(etype),
    }
}

/// Years that have facts, and where each begins.
struct Axis {
    /// Year, left edge, width.
    years: Vec<(i32, f64, f64)>,
    width: f64,
}

impl Axis {
    fn new(lanes: &[Lane]) -> Axis {
        let mut busy: BTreeMap<i32, usize> = BTreeMap::new();
        for lane in lanes {
            let mut of_lane: BTreeMap<i32, usize> = BTreeMap::new();
            for mark in &lane.marks {
                let (from, to) = ends(&mark.date);
                *of_lane.entry(from.year).or_default() += 1;
                of_lane.entry(to.year).or_default();
            }
            for (year, n) in of_lane {
                let most = busy.entry(year).or_default();
                *most = (*most).max(n);
            }
        }
        let mut years = Vec::new();
        let mut x = 0.0;
        let mut last: Option<i32> = None;
        for (&year, &n) in &busy {
            if last.is_some_and(|l| year > l + 1) {
                x += GAP;
            }
            let width = 70.0 + 55.0 * (n as f64).sqrt();
            years.push((year, x, width));
            x += width;
            last = Some(year);
        }
        Axis { years, width: x }
    }

    /// Where a day stands; days of years that were left out stand at the edge of the gap.
    fn at(&self, day: Day) -> f64 {
        let share = (f64::from(day.month - 1) + f64::from(day.day - 1) / 31.0) / 12.0;
        let next = self.years.iter().position(|(year, ..)| *year >= day.year);
        match next.map(|i| self.years[i]) {
            Some((year, left, width)) if year == day.year => left + share * width,
            Some((_, left, _)) => left,
            None => self.width,
        }
    }
}

/// First and last day that a date names; an open end is the other end.
fn ends(date: &Edtf) -> (Day, Day) {
    let nothing = Day { year: 0, month: 1, day: 1 };
    match date.bounds() {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) | (None, Some(a)) => (a, a),
        (None, None) => (nothing, nothing),
    }
}

/// Places the marks of a lane: each in the first row where its words have room.
fn set_rows(lane: &mut Lane, axis: &Axis) {
    for mark in &mut lane.marks {
        let (from, to) = ends(&mark.date);
        (mark.from, mark.to) = (axis.at(from), axis.at(to));
    }
    lane.marks.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.says.cmp(&b.says)));
    let mut used: Vec<f64> = Vec::new();
    for mark in &mut lane.marks {
        let says = text::fit(&mark.says, MEASURE, FONT, false);
        let end = f64::max(mark.to, mark.from + 9.0 + text::width(&says, FONT, false)) + 12.0;
        let row = used.iter().position(|u| *u <= mark.from).unwrap_or(used.len());
        if row == used.len() {
            used.push(0.0);
        }
        used[row] = end;
        (mark.row, mark.says) = (row, says);
    }
    lane.rows = used.len().max(1);
}

fn sheet(
    records: &Records,
    lanes: &[Lane],
    axis: &Axis,
    (notes, subject): (&[String], Option<usize>),
    options: &Options,
) -> String {
    let palette = Palette::of(options.theme);
    let spill = lanes.iter().flat_map(|l| &l.marks).map(|m| m.from + 9.0 + text::width(&m.says, FONT, false));
    let body = spill.fold(axis.width, f64::max).max(420.0);
    let inner = NAMES + body;
    let mut svg = Svg::default();
    let title = options.title.clone().unwrap_or_else(|| match subject {
        Some(node) => format!("Timeline of {}", records.nodes[node].name),
        None => "Who joined, signed or did what, and when".into(),
    });
    let marks: usize = lanes.iter().map(|l| l.marks.len()).sum();
    let subtitle = format!("{}, {}", count(lanes.len(), "lane"), count(marks, "date"));
    let top = legend::title(&mut svg, (&title, &subtitle), MARGIN, inner, palette) + 14.0;
    let height: f64 = lanes.iter().map(|l| l.rows as f64 * ROW + 2.0 * PAD).sum();
    axis_marks(&mut svg, axis, (MARGIN + NAMES, top, height), palette);
    let mut y = top + 8.0;
    for lane in lanes {
        draw_lane(&mut svg, records, lane, (y, inner), palette);
        y += lane.rows as f64 * ROW + 2.0 * PAD;
    }
    let entries = entries(records, lanes);
    let height = legend::bottom(&mut svg, &entries, notes, options, (MARGIN, y + 14.0, inner));
    svg.finish(inner + 2.0 * MARGIN, height, palette.ground, &title)
}

fn entries(records: &Records, lanes: &[Lane]) -> BTreeSet<Entry> {
    let mut out = BTreeSet::new();
    for lane in lanes {
        let node = &records.nodes[lane.node];
        out.insert(legend::of_node(node.kind, node.ntype));
        out.extend(lane.marks.iter().map(|m| Entry::Dash(m.factuality)));
    }
    out
}

/// Years, their borders, and a broken line where years are left out.
fn axis_marks(svg: &mut Svg, axis: &Axis, (x, top, height): (f64, f64, f64), palette: &Palette) {
    let bold = Type { size: 11.5, bold: true, fill: palette.faint };
    let mut last: Option<(i32, f64)> = None;
    for &(year, left, width) in &axis.years {
        let line = |at: f64| {
            format!("M{} {}L{} {}", num(x + at), num(top + 4.0), num(x + at), num(top + 8.0 + height))
        };
        svg.path(&line(left), "none", palette.rule, 1.0, "");
        svg.text(&year.to_string(), (x + left + 4.0, top), Anchor::Start, bold);
        if let Some((before, end)) = last
            && year > before + 1
        {
            svg.path(&line(end), "none", palette.rule, 1.0, "");
            svg.text("…", (x + end + GAP / 2.0, top), Anchor::Middle, bold);
        }
        last = Some((year, left + width));
    }
    if let Some((_, end)) = last {
        let d = format!("M{} {}L{} {}", num(x + end), num(top + 4.0), num(x + end), num(top + 8.0 + height));
        svg.path(&d, "none", palette.rule, 1.0, "");
    }
}

fn draw_lane(svg: &mut Svg, records: &Records, lane: &Lane, (y, inner): (f64, f64), palette: &Palette) {
    let node = &records.nodes[lane.node];
    let height = lane.rows as f64 * ROW + 2.0 * PAD;
    let rule = format!("M{} {}L{} {}", num(MARGIN), num(y + height), num(MARGIN + inner), num(y + height));
    svg.path(&rule, "none", palette.rule, 0.8, "");
    let middle = y + PAD + ROW / 2.0;
    let (outer, inner_line) = outline(node.kind, node.ntype, (MARGIN + 11.0, middle, 20.0, 13.0));
    let pin = if node.kind == Kind::Place { None } else { inner_line.as_deref() };
    legend::node_shape(svg, (node.kind, node.ntype), (&outer, pin), palette, 1.1);
    let name = Type { size: 11.5, bold: true, fill: palette.ink };
    let lines = text::wrap(&node.name, NAMES - 40.0, 11.5, true, lane.rows.clamp(1, 3).max(2));
    let shift = if lines.len() > lane.rows { -7.0 } else { 0.0 };
    for (i, line) in lines.iter().enumerate() {
        svg.text(line, (MARGIN + 28.0, middle + 4.0 + shift + i as f64 * 14.0), Anchor::Start, name);
    }
    for mark in &lane.marks {
        draw_mark(
            svg,
            mark,
            (MARGIN + NAMES, y + PAD + mark.row as f64 * ROW),
            (node.kind, node.ntype),
            palette,
        );
    }
}

fn draw_mark(svg: &mut Svg, mark: &Mark, (x, y): (f64, f64), kind: (Kind, NodeType), palette: &Palette) {
    let ink = palette.node(kind.0, kind.1);
    let (from, to, line) = (x + mark.from, x + mark.to, y + ROW - 3.5);
    if mark.to - mark.from > 3.0 {
        let d = format!("M{} {}L{} {}", num(from), num(line), num(to), num(line));
        svg.path(&d, "none", ink.stroke, 1.6, dash(mark.factuality));
    } else if mark.open {
        let d = format!("M{} {}L{} {}", num(from), num(line), num(from + 46.0), num(line));
        svg.path(&d, "none", ink.stroke, 1.6, dash(mark.factuality));
        let (tip, back) = (from + 50.0, from + 44.0);
        let d = format!(
            "M{} {}L{} {}L{} {}Z",
            num(tip),
            num(line),
            num(back),
            num(line - 3.0),
            num(back),
            num(line + 3.0)
        );
        svg.path(&d, ink.stroke, "none", 0.0, "");
    }
    let (cx, cy, r) = (from + 3.5, y + ROW / 2.0 - 1.0, 3.0);
    let d = format!(
        "M{} {}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0Z",
        num(cx - r),
        num(cy),
        num(2.0 * r),
        num(-2.0 * r)
    );
    let fill = if mark.factuality == Factuality::Actual { ink.stroke } else { palette.ground };
    svg.path(&d, fill, ink.stroke, 1.3, "");
    if mark.factuality == Factuality::Negated {
        legend::cross(svg, (cx, cy), palette);
    }
    let style = Type { size: FONT, bold: false, fill: palette.ink };
    // The lines of the years do not run through the words.
    let words = text::width(&mark.says, FONT, false);
    svg.rect((from + 8.5, y + ROW / 2.0 - 6.5, words + 3.0, 11.5), 0.0, palette.ground);
    svg.text(&mark.says, (from + 10.0, y + ROW / 2.0 + 2.5), Anchor::Start, style);
}
