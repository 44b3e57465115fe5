//! Which of these are one thing in the world?
//!
//! `link` puts the entities of all documents into clusters, one a thing; of these come nodes, and of relations edges.
//! [`resolve`] does it at once for documents at hand. For more than fit into memory, the same in steps:
//!
//! ```text
//! Linker::add(&Extraction) …, finish() -> Links          names, dates and parties of all entities, nothing else
//! said(&Links, number, &Document, &Extraction) -> Said   rows about nodes and pairs of nodes, document by document
//! node(…, rows of a node) -> Node                        once the rows are sorted by node
//! edges(…, rows of a pair) -> Vec<Edge>                  once they are sorted by both ends
//! ```
//!
//! The order of documents does not matter: whatever decides is sorted by content.

mod clusters;
mod edges;
mod ids;
mod judge;
mod link;
mod lists;
mod merge;
mod name;
mod profile;
mod said;
mod symbols;

pub use edges::edges;
pub use link::{Linker, Links, Thing};
pub use merge::{node, resolve};
pub use name::{fold, slug};
pub use said::{About, Claim, Said, said};
