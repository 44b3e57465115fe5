//! How does Graphviz see it?
//!
//! The same nodes, bundles, shapes and dashes in Graphviz's language, written through graphviz-rust; `dot` itself is run
//! only where it is installed.

use super::select::{Bundle, Selection, select};
use super::style::{Palette, Tone, words};
use super::{Options, labels, text};
use crate::error::{Error, Result};
use crate::model::{Factuality, Kind, Node, NodeType, Records};
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, Id, Node as DotNode, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The part that the options name.
pub fn graph_dot(records: &Records, options: &Options) -> Result<String> {
    let selection = select(records, options)?;
    let palette = Palette::of(options.theme);
    let mut stmts = vec![
        attribute("graph", &[("bgcolor", palette.ground), ("overlap", "false"), ("splines", "true")]),
        attribute(
            "node",
            &[("fontname", "Noto Sans, Helvetica, Arial"), ("style", "filled"), ("fontsize", "12")],
        ),
        attribute("edge", &[("fontname", "Noto Sans, Helvetica, Arial"), ("fontsize", "9")]),
    ];
    if selection.ranks.is_some() {
        stmts.push(attribute("graph", &[("rankdir", "LR")]));
    }
    stmts.extend(selection.nodes.iter().map(|&n| node(&records.nodes[n], palette)));
    stmts.extend(selection.bundles.iter().map(|b| edge(records, &selection, b, palette)));
    let graph = Graph::DiGraph { id: Id::Plain("chancery".into()), strict: false, stmts };
    Ok(graph.print(&mut PrinterContext::default()) + "\n")
}

/// A quoted string: Graphviz knows no escape but `\"`, and reads `\n`, `\l`, `\N` and such inside labels.
pub fn quoted(value: &str) -> Id {
    Id::Escaped(format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A label of several lines.
fn label(lines: &[String]) -> Id {
    let escaped: Vec<String> = lines.iter().map(|l| l.replace('\\', "\\\\").replace('"', "\\\"")).collect();
    Id::Escaped(format!("\"{}\"", escaped.join("\\n")))
}

fn attribute(of: &str, list: &[(&str, &str)]) -> Stmt {
    use graphviz_rust::dot_structures::GraphAttributes;
    let list = list.iter().map(|(k, v)| Attribute(Id::Plain((*k).into()), quoted(v))).collect();
    Stmt::GAttribute(match of {
        "node" => GraphAttributes::Node(list),
        "edge" => GraphAttributes::Edge(list),
        _ => GraphAttributes::Graph(list),
    })
}

fn node(node: &Node, palette: &Palette) -> Stmt {
    let ink = palette.node(node.kind, node.ntype);
    let lines = text::wrap(&node.name, 150.0, 12.0, false, 3);
    let attributes = vec![
        Attribute(Id::Plain("label".into()), label(&lines)),
        Attribute(Id::Plain("shape".into()), quoted(shape(node.kind, node.ntype))),
        Attribute(Id::Plain("fillcolor".into()), quoted(ink.fill)),
        Attribute(Id::Plain("color".into()), quoted(ink.stroke)),
        Attribute(Id::Plain("fontcolor".into()), quoted(palette.ink)),
        Attribute(Id::Plain("peripheries".into()), quoted(peripheries(node.ntype))),
    ];
    Stmt::Node(DotNode { id: NodeId(quoted(&node.id), None), attributes })
}

fn shape(kind: Kind, ntype: NodeType) -> &'static str {
    match (kind, ntype) {
        (Kind::Actor, NodeType::Person) => "oval",
        (Kind::Actor, NodeType::Organization) => "octagon",
        (Kind::Actor, _) => "box",
        (Kind::Agreement, _) => "note",
        (Kind::Policy, _) => "tab",
        (Kind::Event, _) => "hexagon",
        (Kind::Place, _) => "plain",
    }
}

fn peripheries(ntype: NodeType) -> &'static str {
    if matches!(ntype, NodeType::Igo | NodeType::Group) { "2" } else { "1" }
}

fn edge(records: &Records, selection: &Selection, bundle: &Bundle, palette: &Palette) -> Stmt {
    let (to_b, to_a) = bundle.heads(records, &selection.nodes);
    let id = |i: usize| Vertex::N(NodeId(quoted(&records.nodes[selection.nodes[i]].id), None));
    let (from, to) = if to_a && !to_b { (bundle.b, bundle.a) } else { (bundle.a, bundle.b) };
    let direction = match (to_a, to_b) {
        (true, true) => "both",
        (false, false) => "none",
        _ => "forward",
    };
    let factuality = bundle.factuality(records);
    let tones = bundle.edges.iter().map(|&e| Tone::of(records.edges[e].etype));
    let colour = match factuality {
        Factuality::Negated => palette.negated,
        _ => palette.line(tones.max().unwrap_or(Tone::Structure)),
    };
    let attributes = vec![
        Attribute(Id::Plain("label".into()), label(&labels::lines(records, selection, bundle, true))),
        Attribute(Id::Plain("dir".into()), quoted(direction)),
        Attribute(Id::Plain("style".into()), quoted(dot_style(factuality))),
        Attribute(
            Id::Plain("arrowhead".into()),
            quoted(if factuality == Factuality::Negated { "teenormal" } else { "normal" }),
        ),
        Attribute(Id::Plain("color".into()), quoted(colour)),
        Attribute(Id::Plain("fontcolor".into()), quoted(palette.faint)),
        Attribute(Id::Plain("tooltip".into()), quoted(&tooltip(records, bundle))),
    ];
    Stmt::Edge(Edge { ty: EdgeTy::Pair(id(from), id(to)), attributes })
}

/// The dashes that Graphviz has: reported and planned share one, the label tells them apart; what is not so is red and barred.
pub fn dot_style(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::Actual | Factuality::Negated => "solid",
        Factuality::Reported | Factuality::Future => "dashed",
        Factuality::Hypothetical => "dotted",
    }
}

fn tooltip(records: &Records, bundle: &Bundle) -> String {
    let one = |e: &usize| format!("{} ({})", words(records.edges[*e].etype), records.edges[*e].factuality);
    bundle.edges.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Runs `dot` over a graph.
pub fn graphviz(dot: &str, format: &str) -> Result<Vec<u8>> {
    let missing = |e: std::io::Error| {
        Error::Usage(format!(
            "Graphviz cannot be run ({e}); install it or leave --engine out: the own layout needs nothing"
        ))
    };
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(missing)?;
    let mut input = child.stdin.take().ok_or_else(|| Error::Usage("Graphviz takes no input".into()))?;
    let text = dot.to_string();
    // Writes aside: a pipe full both ways would wait for ever.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(missing)?;
    let _ = writer.join();
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Error::Usage(format!("Graphviz failed: {}", said.lines().next().unwrap_or("no reason given"))))
    }
}
