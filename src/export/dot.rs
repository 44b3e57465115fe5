//! Graphviz: every edge, with what is known of it as attributes?
//!
//! Written through graphviz-rust. Attributes that Graphviz does not know (`kind`, `date` …) it passes over, and pydot and
//! networkx read them.

use super::common::{SEPARATOR, label};
use crate::error::Result;
use crate::model::{Edge, Factuality, Kind, Node, NodeType, Records};
use graphviz_rust::dot_structures::{
    Attribute, Edge as DotEdge, EdgeTy, Graph, Id, Node as DotNode, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// All nodes and edges.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let stmts = records.nodes.iter().map(node).chain(records.edges.iter().map(edge)).collect();
    let graph = Graph::DiGraph { id: Id::Plain("chancery".into()), strict: false, stmts };
    Ok((graph.print(&mut PrinterContext::default()) + "\n").into_bytes())
}

/// A quoted string as labels are read: `\\`, `\"` and `\n` are the only escapes that are needed.
pub fn quoted(value: &str) -> Id {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\r', "").replace('\n', "\\n");
    Id::Escaped(format!("\"{escaped}\""))
}

fn attributes(list: Vec<(&str, String)>) -> Vec<Attribute> {
    let filled = list.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(key, value)| Attribute(Id::Plain(key.into()), quoted(&value))).collect()
}

fn node(node: &Node) -> Stmt {
    let attributes = attributes(vec![
        ("label", node.name.clone()),
        ("shape", shape(node.kind, node.ntype).into()),
        ("kind", node.kind.to_string()),
        ("type", node.ntype.to_string()),
        ("aliases", node.aliases.join(SEPARATOR)),
        ("date", node.date.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]);
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

fn edge(edge: &Edge) -> Stmt {
    let style = match edge.factuality {
        Factuality::Actual => "solid",
        Factuality::Hypothetical | Factuality::Negated => "dotted",
        Factuality::Reported | Factuality::Future => "dashed",
    };
    let attributes = attributes(vec![
        ("label", label(edge)),
        ("style", style.into()),
        ("dir", if edge.etype.is_symmetric() { "none" } else { "forward" }.into()),
        ("key", edge.key.clone()),
        ("type", edge.etype.to_string()),
        ("date", edge.date.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("factuality", edge.factuality.to_string()),
        ("role", edge.role.clone().unwrap_or_default()),
        ("confidence", format!("{:.2}", edge.confidence)),
        ("tooltip", edge.evidence.first().map(|e| e.exact.clone()).unwrap_or_default()),
    ]);
    let end = |id: &str| Vertex::N(NodeId(quoted(id), None));
    Stmt::Edge(DotEdge { ty: EdgeTy::Pair(end(&edge.source), end(&edge.target)), attributes })
}
