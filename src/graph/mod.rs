//! How is it joined up?
