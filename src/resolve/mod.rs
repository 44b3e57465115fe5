//! Which of these are one thing in the world?
