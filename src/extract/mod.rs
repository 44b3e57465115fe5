//! What does this text say?

pub mod factuality;
pub mod syntax;
#[cfg(test)]
mod testing;
pub mod time;
