//! How does another tool see it?
