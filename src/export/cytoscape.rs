//! Elements for Cytoscape.js and Cytoscape?
//!
//! The records as they are, in the shape that `cytoscape({elements})` and Cytoscape's JSON import want; nothing is left out.

use super::common::label;
use crate::error::Result;
use crate::model::Records;
use serde_json::{Value, json};

/// All nodes and edges, documents under `data`.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let nodes: Vec<Value> = records.nodes.iter().map(node).collect();
    let edges: Vec<Value> = records.edges.iter().map(edge).collect();
    super::json_bytes(&json!({
        "format_version": "1.0",
        "generated_by": concat!("chancery ", env!("CARGO_PKG_VERSION")),
        "data": { "name": "chancery", "documents": records.documents },
        "elements": { "nodes": nodes, "edges": edges },
    }))
}

fn node(node: &crate::model::Node) -> Value {
    let mut data = json!(node);
    // networkx's reader of this format wants one.
    data["value"] = json!(node.id);
    json!({"data": data, "classes": format!("{} {}", node.kind, node.ntype)})
}

fn edge(edge: &crate::model::Edge) -> Value {
    let mut data = json!(edge);
    data["id"] = json!(edge.key);
    data["interaction"] = json!(edge.etype);
    data["label"] = json!(label(edge));
    json!({"data": data, "classes": format!("{} {}", edge.etype, edge.factuality)})
}
