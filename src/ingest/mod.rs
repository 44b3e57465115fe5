//! What text is this, from where, when published?
