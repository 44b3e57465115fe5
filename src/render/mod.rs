//! How does an eye see it?
//!
//! Pictures as SVG, drawn by ourselves from [`Records`]: [`graph_svg`] (the whole, a neighbourhood, what lies between two
//! nodes), [`timeline_svg`], [`overlap_svg`]. [`graph_dot`] gives the same selection to Graphviz; [`graphviz`] runs it
//! where it is installed; [`png`] paints an SVG. Names are resolved by the caller: all of this takes node ids.
//!
//! ```
//! use chancery::render::{self, Options, View};
//! let records = chancery::model::Records::default();
//! let options = Options { view: View::Whole, title: Some("Everything".into()), ..Options::default() };
//! let svg = render::graph_svg(&records, &options)?;
//! # let _ = svg;
//! # Ok::<(), chancery::Error>(())
//! ```

mod dot;
mod graph;
mod labels;
pub mod layout;
mod legend;
mod metrics;
mod overlap;
mod paint;
pub mod picture;
#[cfg(feature = "png")]
mod png;
mod select;
mod style;
mod svg;
mod text;
mod thin;
mod timeline;

use crate::error::Result;
use crate::model::Records;

/// Dark on light or light on dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white: paper.
    #[default]
    Light,
    /// Light ink on a dark ground: screens.
    Dark,
}

/// Which part of the graph to draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum View {
    /// All of it, or its best-connected part where all would be unreadable.
    #[default]
    Whole,
    /// What lies within so many hops of these nodes; with no hop, these nodes and what is between them.
    Focus {
        /// Node ids.
        ids: Vec<String>,
        /// How far; 1 is the neighbours.
        hops: usize,
    },
    /// The shortest paths between two nodes, and those one hop longer.
    Between {
        /// Node id.
        from: String,
        /// Node id.
        to: String,
    },
}

/// How to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Which part.
    pub view: View,
    /// Colours.
    pub theme: Theme,
    /// Above the picture; made from the view where none is given.
    pub title: Option<String>,
    /// Where the records come from (the store's file name), for the footnote.
    pub source: Option<String>,
    /// More nodes than this are not drawn: the best-connected are, and the footnote says so.
    pub max_nodes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { view: View::Whole, theme: Theme::Light, title: None, source: None, max_nodes: 300 }
    }
}

/// The graph, or the part that the view names, as SVG.
pub fn graph_svg(records: &Records, options: &Options) -> Result<String> {
    graph::graph_svg(records, options)
}

/// The same part in Graphviz's language.
pub fn graph_dot(records: &Records, options: &Options) -> Result<String> {
    dot::graph_dot(records, options)
}

/// Dated facts from left to right, a lane for each actor or agreement; of one node and its neighbours where the view is a
/// focus, of the best-connected otherwise.
pub fn timeline_svg(records: &Records, options: &Options) -> Result<String> {
    timeline::timeline_svg(records, options)
}

/// What `hub` has with each of the others, side by side by kind.
pub fn overlap_svg(records: &Records, hub: &str, others: &[String], options: &Options) -> Result<String> {
    overlap::overlap_svg(records, hub, others, options)
}

/// Runs Graphviz's `dot` over a graph; `format` is its name for the output (`svg`, `png`, `pdf`). Says so clearly where
/// Graphviz is not installed.
pub fn graphviz(dot: &str, format: &str) -> Result<Vec<u8>> {
    dot::graphviz(dot, format)
}

/// Paints an SVG; `scale` 2.0 gives twice the pixels each way. Needs the feature `png`.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>> {
    #[cfg(feature = "png")]
    return png::png(svg, scale);
    #[cfg(not(feature = "png"))]
    {
        let _ = (svg, scale);
        Err(crate::Error::Usage(
            "this build paints no PNG (feature \"png\" is off); write an .svg instead".into(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edge, EdgeType, Edtf, Factuality, Kind, Node, NodeType};

    fn node(id: &str, kind: Kind, ntype: NodeType, name: &str) -> Node {
        Node {
            id: id.into(),
            kind,
            ntype,
            name: name.into(),
            aliases: Vec::new(),
            codes: Default::default(),
            date: None,
            mentions: Vec::new(),
            why: Vec::new(),
            analyst: Vec::new(),
        }
    }

    fn edge(source: &str, etype: EdgeType, target: &str, date: &str, factuality: Factuality) -> Edge {
        Edge {
            source: source.into(),
            target: target.into(),
            key: format!("{source} {etype} {target} {date}"),
            etype,
            date: Edtf::parse(date).ok(),
            factuality,
            role: None,
            asserted_by: Vec::new(),
            confidence: 0.9,
            evidence: Vec::new(),
            analyst: Vec::new(),
        }
    }

    /// Two states, a treaty of both, a pact of one, a war, and a name that would break a careless writer.
    fn records() -> Records {
        let nodes = vec![
            node("actor/chad", Kind::Actor, NodeType::State, "Chad"),
            node("actor/evil", Kind::Actor, NodeType::Person, "</script>\"&\u{202E}\n=cmd()🙂"),
            node("actor/niger", Kind::Actor, NodeType::State, "Niger"),
            node("agreement/pact", Kind::Agreement, NodeType::Pact, "Lake Pact"),
            node("agreement/treaty", Kind::Agreement, NodeType::Treaty, "Water Treaty"),
            node("event/war", Kind::Event, NodeType::Conflict, "border war"),
        ];
        use EdgeType::{ParticipatedIn, PartyTo, Represents, Threaten};
        let edges = vec![
            edge("actor/chad", PartyTo, "agreement/pact", "2021", Factuality::Hypothetical),
            edge("actor/chad", PartyTo, "agreement/treaty", "2020-05-01", Factuality::Actual),
            edge("actor/chad", ParticipatedIn, "event/war", "1990/1993", Factuality::Negated),
            edge("actor/evil", Represents, "actor/chad", "2022-02/..", Factuality::Reported),
            edge("actor/niger", PartyTo, "agreement/treaty", "2020-05", Factuality::Future),
            edge("actor/niger", Threaten, "actor/chad", "", Factuality::Actual),
            edge("actor/niger", ParticipatedIn, "event/war", "1990", Factuality::Actual),
        ];
        Records { documents: Vec::new(), nodes, edges }
    }

    fn between() -> View {
        View::Between { from: "actor/chad".into(), to: "actor/niger".into() }
    }

    /// Well-formed XML that names what it should.
    fn holds(svg: &str, words: &[&str]) {
        let mut reader = quick_xml::Reader::from_str(svg);
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
        for word in words {
            assert!(svg.contains(word), "{word}\n{svg}");
        }
    }

    #[test]
    fn every_picture_is_drawn_in_both_themes() {
        let records = records();
        for theme in [Theme::Light, Theme::Dark] {
            let options = Options { theme, source: Some("a&b.db".into()), ..Options::default() };
            let whole = graph_svg(&records, &options).expect("whole");
            holds(&whole, &["Water Treaty", "party to · 2020-05-01", "denied or ended", "a&amp;b.db"]);
            assert!(!whole.contains("</script>") && !whole.contains('\u{202E}'));
            assert_eq!(whole, graph_svg(&records, &options).expect("again"));
            let options = Options { view: between(), ..options };
            holds(&graph_svg(&records, &options).expect("between"), &["Between Chad and Niger"]);
            holds(&timeline_svg(&records, &options).expect("timeline"), &["1990", "Water Treaty"]);
            let all = Options { view: View::Whole, ..options.clone() };
            holds(&timeline_svg(&records, &all).expect("timeline"), &["2020-05-01 parties: Chad"]);
            let others = ["actor/niger".to_string()];
            let overlap = overlap_svg(&records, "actor/chad", &others, &options).expect("overlap");
            holds(&overlap, &["Water Treaty", "border war"]);
            assert!(!overlap.contains("Lake Pact"));
        }
    }

    #[test]
    fn between_leaves_out_what_leads_nowhere() {
        let options = Options { view: between(), ..Options::default() };
        let svg = graph_svg(&records(), &options).expect("between");
        assert!(!svg.contains("Lake Pact") && svg.contains("Water Treaty"));
    }

    #[test]
    fn too_many_nodes_are_cut_and_it_is_said() {
        let options = Options { max_nodes: 3, ..Options::default() };
        let svg = graph_svg(&records(), &options).expect("cut");
        assert!(svg.contains("3 nodes") && svg.contains("best connected"));
    }

    #[test]
    fn dot_is_read_by_its_own_parser() {
        let dot = graph_dot(&records(), &Options::default()).expect("dot");
        assert!(graphviz_rust::parse(&dot).is_ok(), "{dot}");
        assert!(dot.contains("Water Treaty") && dot.contains("dotted"));
    }

    #[test]
    fn an_unknown_name_is_an_error_and_nothing_an_empty_picture() {
        let view = View::Focus { ids: vec!["actor/none".into()], hops: 1 };
        assert!(graph_svg(&records(), &Options { view, ..Options::default() }).is_err());
        assert!(graph_svg(&Records::default(), &Options::default()).is_ok());
        assert!(timeline_svg(&Records::default(), &Options::default()).is_err());
    }
}
