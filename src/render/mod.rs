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
#[cfg(feature = "png")]
mod png;
mod select;
mod style;
mod svg;
mod text;

use crate::error::{Error, Result};
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
pub fn timeline_svg(_records: &Records, _options: &Options) -> Result<String> {
    Err(Error::Usage("render of a timeline is not there yet".into()))
}

/// What `hub` has with each of the others, side by side by kind.
pub fn overlap_svg(_records: &Records, _hub: &str, _others: &[String], _options: &Options) -> Result<String> {
    Err(Error::Usage("render of an overlap is not there yet".into()))
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
        Err(Error::Usage("this build paints no PNG (feature \"png\" is off); write an .svg instead".into()))
    }
}
