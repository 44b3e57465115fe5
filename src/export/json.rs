//! Graph JSON, version 1: how does a node-link reader (networkx, D3) see it?
//!
//! Nothing is left out. The types here are the wire format; [`schema`] is its JSON Schema, kept in
//! `data/graph.schema.json`.

use crate::error::{Error, Result};
use crate::model::{DocumentInfo, Edge, Node, Records};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The name of the format, in its own header.
pub const FORMAT: &str = "chancery.graph";
/// Its version.
pub const VERSION: u32 = 1;

/// A graph of actors, agreements, policies, events and places with cited facts between them, as node-link JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Chancery Graph JSON")]
pub struct GraphJson<'a> {
    /// Always true: edges have a direction, symmetric ones are stored once.
    pub directed: bool,
    /// Always true: two nodes may have many edges.
    pub multigraph: bool,
    /// What the file is and what it was read from.
    pub graph: Header<'a>,
    /// Sorted by id.
    pub nodes: Cow<'a, [Node]>,
    /// Sorted by source, type, target and key.
    pub edges: Cow<'a, [Edge]>,
}

/// What the file is and what it was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header<'a> {
    /// Always `chancery.graph`.
    pub format: Cow<'a, str>,
    /// Of the format.
    pub version: u32,
    /// The program and its version.
    pub generator: Cow<'a, str>,
    /// The documents that were read, sorted by id.
    pub documents: Cow<'a, [DocumentInfo]>,
}

/// The whole of the records.
pub fn write(records: &Records) -> Result<Vec<u8>> {
    let graph = GraphJson {
        directed: true,
        multigraph: true,
        graph: Header {
            format: FORMAT.into(),
            version: VERSION,
            generator: concat!("chancery ", env!("CARGO_PKG_VERSION")).into(),
            documents: records.documents.as_slice().into(),
        },
        nodes: records.nodes.as_slice().into(),
        edges: records.edges.as_slice().into(),
    };
    super::json_bytes(&graph)
}

/// Reads what [`write()`] wrote.
pub fn read(text: &str) -> Result<Records> {
    let graph: GraphJson<'_> =
        serde_json::from_str(text).map_err(|e| Error::Usage(format!("this is no Graph JSON: {e}")))?;
    if graph.graph.format != FORMAT || graph.graph.version != VERSION {
        let found = format!("{} version {}", graph.graph.format, graph.graph.version);
        return Err(Error::Usage(format!("this is {found}; {FORMAT} version {VERSION} can be read")));
    }
    Ok(Records {
        documents: graph.graph.documents.into_owned(),
        nodes: graph.nodes.into_owned(),
        edges: graph.edges.into_owned(),
    })
}

/// The JSON Schema of the format.
pub fn schema() -> Result<Vec<u8>> {
    super::json_bytes(&schemars::schema_for!(GraphJson<'static>))
}
