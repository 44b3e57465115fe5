//! What do the shapes and lines mean, and what does the picture leave out?

use super::Options;
use super::style::{Palette, Tone, dash, outline};
use super::svg::{Anchor, Svg, Type, num};
use super::text;
use crate::model::{Factuality, Kind, NodeType};
use std::collections::BTreeSet;

const SIZE: f64 = 11.0;
const ROW: f64 = 22.0;
const SPACE: f64 = 20.0;
/// Room for a sample before its words.
const SAMPLE: f64 = 34.0;

/// A sample and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A kind of node.
    Node(Kind, NodeType, &'static str),
    /// A line of some tone.
    Line(Tone),
    /// A line of some factuality.
    Dash(Factuality),
}

/// The legend entry of a node: types that are drawn alike share one.
pub fn of_node(kind: Kind, ntype: NodeType) -> Entry {
    match (kind, ntype) {
        (Kind::Actor, NodeType::Person) => Entry::Node(kind, ntype, "person"),
        (Kind::Actor, NodeType::Igo | NodeType::Group) => Entry::Node(kind, NodeType::Igo, "bloc or group"),
        (Kind::Actor, NodeType::Organization) => Entry::Node(kind, ntype, "organization"),
        (Kind::Actor, _) => Entry::Node(kind, NodeType::State, "state"),
        (Kind::Agreement, _) => Entry::Node(kind, NodeType::Treaty, "agreement"),
        (Kind::Policy, _) => Entry::Node(kind, NodeType::Strategy, "policy"),
        (Kind::Event, _) => Entry::Node(kind, NodeType::Meeting, "event"),
        (Kind::Place, _) => Entry::Node(kind, NodeType::Place, "place"),
    }
}

impl Entry {
    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Entry::Node(_, _, words) => words,
            Entry::Line(tone) => tone.label(),
            Entry::Dash(factuality) => match factuality {
                Factuality::Actual => "stated as fact",
                Factuality::Reported => "reported claim",
                Factuality::Future => "planned or urged",
                Factuality::Hypothetical => "hypothetical",
                Factuality::Negated => "denied or ended",
            },
        }
    }

    fn width(self) -> f64 {
        SAMPLE + text::width(self.words(), SIZE, false) + SPACE
    }
}

fn rows(entries: &BTreeSet<Entry>, width: f64) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut used = f64::INFINITY;
    for &entry in entries {
        if used + entry.width() - SPACE > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += entry.width();
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

/// Draws the legend with its top left corner at `(x, y)`.
fn draw(svg: &mut Svg, entries: &BTreeSet<Entry>, (x, y): (f64, f64), width: f64, palette: &Palette) {
    let words = Type { size: SIZE, bold: false, fill: palette.ink };
    for (row, list) in rows(entries, width).iter().enumerate() {
        let (mut at, middle) = (x, y + row as f64 * ROW + ROW / 2.0);
        for &entry in list {
            sample(svg, entry, (at, middle), palette);
            svg.text(entry.words(), (at + SAMPLE, middle + SIZE * 0.36), Anchor::Start, words);
            at += entry.width();
        }
    }
}

fn sample(svg: &mut Svg, entry: Entry, (x, y): (f64, f64), palette: &Palette) {
    match entry {
        Entry::Node(kind, ntype, _) => {
            let (outer, inner) = outline(kind, ntype, (x + 13.0, y, 26.0, 15.0));
            node_shape(svg, (kind, ntype), (&outer, inner.as_deref()), palette, 1.2);
        }
        Entry::Line(tone) => {
            let d = format!("M{} {}L{} {}", num(x), num(y), num(x + 27.0), num(y));
            svg.path(&d, "none", palette.line(tone), 1.8, "");
        }
        Entry::Dash(factuality) => {
            let d = format!("M{} {}L{} {}", num(x), num(y), num(x + 27.0), num(y));
            svg.path(&d, "none", palette.faint, 1.6, dash(factuality));
            if factuality == Factuality::Negated {
                cross(svg, (x + 13.5, y), palette);
            }
        }
    }
}

/// A node's outline with its inner line.
pub fn node_shape(
    svg: &mut Svg,
    (kind, ntype): (Kind, NodeType),
    (outer, inner): (&str, Option<&str>),
    palette: &Palette,
    width: f64,
) {
    let ink = palette.node(kind, ntype);
    let stroke = if kind == Kind::Place { "none" } else { ink.stroke };
    svg.path(outer, ink.fill, stroke, width, "");
    match (inner, kind) {
        (Some(inner), Kind::Place) => svg.path(inner, ink.stroke, "none", 0.0, ""),
        (Some(inner), _) => svg.path(inner, "none", ink.stroke, width * 0.6, ""),
        (None, _) => {}
    }
}

/// The cross on what is not so.
pub fn cross(svg: &mut Svg, (x, y): (f64, f64), palette: &Palette) {
    let (l, t, r, b) = (num(x - 4.5), num(y - 4.5), num(x + 4.5), num(y + 4.5));
    let d = format!("M{l} {t}L{r} {b}M{l} {b}L{r} {t}");
    svg.path(&d, "none", palette.ground, 5.0, "");
    svg.path(&d, "none", palette.negated, 2.2, "");
}

/// Title at the top; returns the height it takes.
pub fn title(svg: &mut Svg, (title, subtitle): (&str, &str), x: f64, width: f64, palette: &Palette) -> f64 {
    let big = Type { size: 19.0, bold: true, fill: palette.ink };
    let small = Type { size: 12.0, bold: false, fill: palette.faint };
    let mut y = 40.0;
    for line in text::wrap(title, width, 19.0, true, 2) {
        svg.text(&line, (x, y), Anchor::Start, big);
        y += 24.0;
    }
    for line in text::wrap(subtitle, width, 12.0, false, 2) {
        svg.text(&line, (x, y - 4.0), Anchor::Start, small);
        y += 16.0;
    }
    y
}

/// A rule, the legend and the footnote from `y` down; gives the height of the whole sheet.
pub fn bottom(
    svg: &mut Svg,
    entries: &BTreeSet<Entry>,
    notes: &[String],
    options: &Options,
    (x, y, width): (f64, f64, f64),
) -> f64 {
    let palette = Palette::of(options.theme);
    let rule = format!("M{} {}L{} {}", num(x), num(y), num(x + width), num(y));
    svg.path(&rule, "none", palette.rule, 1.0, "");
    draw(svg, entries, (x, y + 8.0), width, palette);
    let foot = y + 8.0 + rows(entries, width).len() as f64 * ROW + 20.0;
    let lines = foot_lines(notes, options, width);
    let small = Type { size: 10.0, bold: false, fill: palette.faint };
    for (i, line) in lines.iter().enumerate() {
        svg.text(line, (x, foot + i as f64 * 14.0), Anchor::Start, small);
    }
    foot + (lines.len() as f64 - 1.0) * 14.0 + 22.0
}

fn foot_lines(notes: &[String], options: &Options, width: f64) -> Vec<String> {
    let mut parts: Vec<String> = notes.to_vec();
    if let Some(source) = &options.source {
        parts.push(format!("from {}", text::clean(source)));
    }
    parts.push(format!("chancery {}", env!("CARGO_PKG_VERSION")));
    text::wrap(&parts.join(" · "), width, 10.0, false, 6)
}
