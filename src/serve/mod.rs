//! How does a browser ask?
