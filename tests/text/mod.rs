//! Does the language core cut, tag and parse as it should?

mod cuts;
mod hostile;
mod trees;
