//! Which shape, colour and dash says what?
//!
//! Kinds differ by shape and by colour, factuality by dash: both can be told apart without colour. Lines of different
//! tone differ in lightness as well, so that a print in grey keeps them apart.

use super::Theme;
use super::svg::num;
use crate::model::{EdgeType, Factuality, Kind, NodeType};

/// Colours of a kind of node.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// Inside.
    pub fill: &'static str,
    /// Outline.
    pub stroke: &'static str,
}

/// All colours of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Behind everything.
    pub ground: &'static str,
    /// Titles and names.
    pub ink: &'static str,
    /// Footnotes, rules.
    pub faint: &'static str,
    /// Very light rules.
    pub rule: &'static str,
    actor: Ink,
    person: Ink,
    agreement: Ink,
    policy: Ink,
    event: Ink,
    place: Ink,
    structure: &'static str,
    friendly: &'static str,
    hostile: &'static str,
    /// Crosses on what is not so.
    pub negated: &'static str,
}

const LIGHT: Palette = Palette {
    ground: "#ffffff",
    ink: "#1c2430",
    faint: "#5d6877",
    rule: "#dfe4ea",
    actor: Ink { fill: "#dce9f8", stroke: "#2b5b94" },
    person: Ink { fill: "#eef4fb", stroke: "#5b83b3" },
    agreement: Ink { fill: "#dff2e1", stroke: "#2c7a43" },
    policy: Ink { fill: "#f6f0cf", stroke: "#8c7414" },
    event: Ink { fill: "#fbe5d9", stroke: "#b4531e" },
    place: Ink { fill: "#eceef1", stroke: "#707a87" },
    structure: "#8792a0",
    friendly: "#2c8680",
    hostile: "#93301e",
    negated: "#c62828",
};

const DARK: Palette = Palette {
    ground: "#14181f",
    ink: "#e9edf2",
    faint: "#98a3b2",
    rule: "#2c3440",
    actor: Ink { fill: "#1d3653", stroke: "#7fb0ea" },
    person: Ink { fill: "#1b2a3b", stroke: "#8fa9c8" },
    agreement: Ink { fill: "#1b3d27", stroke: "#74c98d" },
    policy: Ink { fill: "#3d3613", stroke: "#d9c15a" },
    event: Ink { fill: "#472816", stroke: "#ee9a69" },
    place: Ink { fill: "#272d36", stroke: "#98a3b2" },
    structure: "#697585",
    friendly: "#52b0b0",
    hostile: "#ff9a84",
    negated: "#ff6b6b",
};

impl Palette {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colours of a node.
    pub fn node(&self, kind: Kind, ntype: NodeType) -> Ink {
        match (kind, ntype) {
            (Kind::Actor, NodeType::Person) => self.person,
            (Kind::Actor, _) => self.actor,
            (Kind::Agreement, _) => self.agreement,
            (Kind::Policy, _) => self.policy,
            (Kind::Event, _) => self.event,
            (Kind::Place, _) => self.place,
        }
    }

    /// The colour of a line.
    pub fn line(&self, tone: Tone) -> &'static str {
        match tone {
            Tone::Structure => self.structure,
            Tone::Friendly => self.friendly,
            Tone::Hostile => self.hostile,
        }
    }
}

/// What sort of relation a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Party, signature, place, part, membership, office.
    Structure,
    /// Agreeing, meeting, helping, allied.
    Friendly,
    /// Accusing, refusing, sanctioning, fighting, disputing.
    Hostile,
}

impl Tone {
    /// The tone of an edge type.
    pub fn of(etype: EdgeType) -> Tone {
        use EdgeType::{
            Accuse, Assault, Coerce, Dispute, Mobilize, Protest, Reject, Request, Sanction, Threaten,
        };
        match etype {
            Request | Accuse | Reject | Threaten | Protest | Sanction | Mobilize | Coerce | Assault
            | Dispute => Tone::Hostile,
            other if other.is_interaction() => Tone::Friendly,
            _ => Tone::Structure,
        }
    }

    /// For data.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Structure => "structure",
            Tone::Friendly => "friendly",
            Tone::Hostile => "hostile",
        }
    }

    /// For the legend.
    pub fn label(self) -> &'static str {
        match self {
            Tone::Structure => "structure",
            Tone::Friendly => "cooperation",
            Tone::Hostile => "conflict or demand",
        }
    }
}

/// The dashes of a factuality.
pub fn dash(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::Actual | Factuality::Negated => "",
        Factuality::Reported => "14 4",
        Factuality::Future => "6 4",
        Factuality::Hypothetical => "1.5 4",
    }
}

/// The words for an edge type.
pub fn words(etype: EdgeType) -> String {
    etype.as_str().replace('_', " ")
}

/// The outline of a node: a path about a box, and a second one inside it where the shape has one.
pub fn outline(
    kind: Kind,
    ntype: NodeType,
    (cx, cy, w, h): (f64, f64, f64, f64),
) -> (String, Option<String>) {
    let (l, t, r, b) = (cx - w / 2.0, cy - h / 2.0, cx + w / 2.0, cy + h / 2.0);
    match (kind, ntype) {
        (Kind::Actor, NodeType::Person) => (round(l, t, r, b, h.min(34.0) / 2.0), None),
        (Kind::Actor, NodeType::Igo | NodeType::Group) => {
            (round(l, t, r, b, 6.0), Some(round(l + 3.0, t + 3.0, r - 3.0, b - 3.0, 4.0)))
        }
        (Kind::Actor, NodeType::Organization) => (cut(l, t, r, b, 6.0), None),
        (Kind::Actor, _) => (round(l, t, r, b, 6.0), None),
        (Kind::Agreement, _) => folded(l, t, r, b, 9.0),
        (Kind::Policy, _) => (wavy(l, t, r, b), None),
        (Kind::Event, _) => (hexagon(l, t, r, b, (h / 2.0).min(11.0)), None),
        (Kind::Place, _) => (round(l, t, r, b, 3.0), Some(pin(l + 11.0, cy))),
    }
}

fn points(list: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (i, (x, y)) in list.iter().enumerate() {
        out.push(if i == 0 { 'M' } else { 'L' });
        out.push_str(&format!("{} {}", num(*x), num(*y)));
    }
    out
}

fn round(l: f64, t: f64, r: f64, b: f64, k: f64) -> String {
    let (lk, tk, rk, bk) = (num(l + k), num(t + k), num(r - k), num(b - k));
    let (l, t, r, b, k) = (num(l), num(t), num(r), num(b), num(k));
    format!(
        "M{lk} {t}L{rk} {t}A{k} {k} 0 0 1 {r} {tk}L{r} {bk}A{k} {k} 0 0 1 {rk} {b}L{lk} {b}A{k} {k} 0 0 1 {l} {bk}\
         L{l} {tk}A{k} {k} 0 0 1 {lk} {t}Z"
    )
}

fn cut(l: f64, t: f64, r: f64, b: f64, k: f64) -> String {
    let corners =
        [(l + k, t), (r - k, t), (r, t + k), (r, b - k), (r - k, b), (l + k, b), (l, b - k), (l, t + k)];
    points(&corners) + "Z"
}

fn hexagon(l: f64, t: f64, r: f64, b: f64, k: f64) -> String {
    let middle = (t + b) / 2.0;
    points(&[(l + k, t), (r - k, t), (r, middle), (r - k, b), (l + k, b), (l, middle)]) + "Z"
}

/// A sheet of paper with its corner turned down.
fn folded(l: f64, t: f64, r: f64, b: f64, k: f64) -> (String, Option<String>) {
    let sheet = points(&[(l, t), (r - k, t), (r, t + k), (r, b), (l, b)]) + "Z";
    (sheet, Some(points(&[(r - k, t), (r - k, t + k), (r, t + k)])))
}

/// A sheet torn off below.
fn wavy(l: f64, t: f64, r: f64, b: f64) -> String {
    let (q, m) = ((r - l) / 4.0, (l + r) / 2.0);
    format!(
        "M{} {}L{} {}L{} {}Q{} {} {} {}Q{} {} {} {}Z",
        num(l),
        num(t),
        num(r),
        num(t),
        num(r),
        num(b - 1.0),
        num(r - q),
        num(b - 7.0),
        num(m),
        num(b - 1.0),
        num(l + q),
        num(b + 5.0),
        num(l),
        num(b - 1.0)
    )
}

/// A map pin with its point down.
fn pin(x: f64, y: f64) -> String {
    format!(
        "M{} {}C{} {} {} {} {} {}A4 4 0 1 1 {} {}C{} {} {} {} {} {}Z",
        num(x),
        num(y + 6.0),
        num(x - 2.0),
        num(y + 2.0),
        num(x - 4.0),
        num(y + 1.0),
        num(x - 4.0),
        num(y - 2.0),
        num(x + 4.0),
        num(y - 2.0),
        num(x + 4.0),
        num(y + 1.0),
        num(x + 2.0),
        num(y + 2.0),
        num(x),
        num(y + 6.0)
    )
}
