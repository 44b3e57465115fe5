//! What does this text say?

mod cues;
pub mod syntax;
#[cfg(test)]
mod testing;
pub mod time;
