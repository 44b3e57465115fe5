//! What does data/ know, parsed once?
