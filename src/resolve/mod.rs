//! Which of these are one thing in the world?
//!
//! `link` puts the entities of all documents into clusters, one a thing; [`resolve`] makes nodes of the clusters and edges
//! of the relations. The order of documents does not matter: whatever decides is sorted by content.

mod link;
mod merge;
mod name;

pub use link::{Cluster, Linker, Links};
pub use merge::resolve;
pub use name::{fold, slug};
