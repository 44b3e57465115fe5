//! How does another tool see it?
//!
//! One file a format, each a plain function from [`Records`] to the [`File`]s of that format; docs/exports.md says what
//! each format keeps and what it cannot. A format is one file or, where [`Format::is_folder`] says so, several tables.
//!
//! ```
//! use chancery::export::{self, Format};
//! let records = chancery::model::Records::default();
//! let files = export::files(Format::Json, &records)?;
//! assert_eq!(files[0].name, "graph.json");
//! # Ok::<(), chancery::Error>(())
//! ```
//!
//! [`write()`] puts the files on the disk or on standard output.

mod common;
mod countries;
mod csv;
mod cypher;
mod cytoscape;
mod dot;
mod ftm;
mod gexf;
mod graphml;
pub mod json;
mod jsonld;
mod mermaid;
#[cfg(feature = "parquet")]
mod parquet;
mod rdf;
mod turtle;

use crate::error::{Error, Result};
use crate::model::Records;
use std::io::Write as _;
use std::path::Path;

/// A file of an export, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name in the folder of the export.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The formats there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Graph JSON v1 (networkx node-link).
    Json,
    /// Graphviz.
    Dot,
    /// GraphML (networkx, igraph, yEd).
    Graphml,
    /// GEXF 1.3 with time (Gephi).
    Gexf,
    /// Node, edge and evidence tables.
    Csv,
    /// Cypher statements.
    Cypher,
    /// Tables with the headers of `neo4j-admin import`.
    Neo4j,
    /// RDF with PROV-O and Web Annotation, Turtle.
    Turtle,
    /// The same as JSON-LD.
    Jsonld,
    /// FollowTheMoney entities, a line each.
    Ftm,
    /// Cytoscape.js elements.
    Cytoscape,
    /// A Mermaid flow chart.
    Mermaid,
    /// Node, edge and evidence tables as Parquet.
    Parquet,
}

impl Format {
    /// All of them, in the order of the documentation.
    pub const ALL: &'static [Format] = &[
        Self::Json,
        Self::Dot,
        Self::Graphml,
        Self::Gexf,
        Self::Csv,
        Self::Cypher,
        Self::Neo4j,
        Self::Turtle,
        Self::Jsonld,
        Self::Ftm,
        Self::Cytoscape,
        Self::Mermaid,
        Self::Parquet,
    ];

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Csv => "csv",
            Self::Cypher => "cypher",
            Self::Neo4j => "neo4j",
            Self::Turtle => "turtle",
            Self::Jsonld => "jsonld",
            Self::Ftm => "ftm",
            Self::Cytoscape => "cytoscape",
            Self::Mermaid => "mermaid",
            Self::Parquet => "parquet",
        }
    }

    /// The format of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.as_str() == word)
    }

    /// One line on what opens it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Json => "Graph JSON v1: networkx, D3; keeps everything",
            Self::Dot => "Graphviz",
            Self::Graphml => "GraphML: networkx, igraph, yEd, Gephi",
            Self::Gexf => "GEXF 1.3 with time: Gephi, networkx",
            Self::Csv => "node, edge and evidence tables: pandas, DuckDB, a spreadsheet (a folder)",
            Self::Cypher => "openCypher statements: Neo4j, Memgraph, Kuzu",
            Self::Neo4j => "tables for neo4j-admin database import (a folder)",
            Self::Turtle => "RDF with PROV-O and Web Annotation: rdflib, Oxigraph",
            Self::Jsonld => "the same RDF as JSON-LD",
            Self::Ftm => "FollowTheMoney entities: OpenAleph, yente",
            Self::Cytoscape => "Cytoscape.js and Cytoscape elements",
            Self::Mermaid => "a Mermaid flow chart for Markdown",
            Self::Parquet => "node, edge and evidence tables as Parquet: DuckDB, pandas (a folder)",
        }
    }

    /// Several tables, so that it cannot go to standard output.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Neo4j | Self::Parquet)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// The records in a format. The same records give the same bytes.
pub fn files(format: Format, records: &Records) -> Result<Vec<File>> {
    let one = |name: &'static str, bytes: Vec<u8>| vec![File { name, bytes }];
    Ok(match format {
        Format::Json => one("graph.json", json::write(records)?),
        Format::Dot => one("graph.dot", dot::write(records)?),
        Format::Graphml => one("graph.graphml", graphml::write(records)?),
        Format::Gexf => one("graph.gexf", gexf::write(records)?),
        Format::Csv => csv::write(records)?,
        Format::Cypher => one("graph.cypher", cypher::write(records)?),
        Format::Neo4j => cypher::neo4j(records)?,
        Format::Turtle => one("graph.ttl", turtle::write(records)?),
        Format::Jsonld => one("graph.jsonld", jsonld::write(records)?),
        Format::Ftm => one("graph.ftm.json", ftm::write(records)?),
        Format::Cytoscape => one("graph.cyjs", cytoscape::write(records)?),
        Format::Mermaid => one("graph.mmd", mermaid::write(records)?),
        Format::Parquet => parquet_files(records)?,
    })
}

#[cfg(feature = "parquet")]
fn parquet_files(records: &Records) -> Result<Vec<File>> {
    parquet::write(records)
}

#[cfg(not(feature = "parquet"))]
fn parquet_files(_: &Records) -> Result<Vec<File>> {
    Err(Error::Usage(
        "this build writes no Parquet (feature \"parquet\" is off); csv has the same tables".into(),
    ))
}

/// Indented JSON with a line end.
fn json_bytes<T: serde::Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|e| Error::Usage(format!("the JSON could not be written: {e}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes the records to a file, to a folder where the format is several tables, or to standard output where no path is
/// given.
pub fn write(format: Format, records: &Records, path: Option<&Path>) -> Result<()> {
    let files = files(format, records)?;
    match path {
        Some(folder) if format.is_folder() => {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
            for file in &files {
                let path = folder.join(file.name);
                std::fs::write(&path, &file.bytes).map_err(|e| Error::io(&path, e))?;
            }
            Ok(())
        }
        Some(path) => {
            let bytes: Vec<u8> = files.into_iter().flat_map(|file| file.bytes).collect();
            std::fs::write(path, bytes).map_err(|e| Error::io(path, e))
        }
        None if format.is_folder() => {
            Err(Error::Usage(format!("{format} is several tables; say where with -o FOLDER")))
        }
        None => {
            let mut out = std::io::stdout().lock();
            for file in &files {
                out.write_all(&file.bytes).map_err(|e| Error::io("standard output", e))?;
            }
            out.flush().map_err(|e| Error::io("standard output", e))
        }
    }
}
