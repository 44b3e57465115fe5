//! How does an eye see it?
