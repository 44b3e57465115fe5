//! Where does what was fetched stay, so that it need not be fetched again?

use std::sync::OnceLock;

/// Places in one page.
const PAGE: usize = 1024;

type Page<T> = Box<[OnceLock<Box<T>>]>;

/// A row of places, filled one by one and never emptied. An empty one costs next to nothing, however long.
#[derive(Debug)]
pub(super) struct Pages<T>(Vec<OnceLock<Page<T>>>);

impl<T> Pages<T> {
    /// Places from 0 to `length`.
    pub(super) fn new(length: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(length / PAGE + 1).collect())
    }

    /// What is at a place; fetched the first time.
    pub(super) fn get(&self, place: usize, fetch: impl FnOnce() -> T) -> &T {
        let page =
            self.0[place / PAGE].get_or_init(|| std::iter::repeat_with(OnceLock::new).take(PAGE).collect());
        page[place % PAGE].get_or_init(|| Box::new(fetch()))
    }

    /// Whether a place is filled.
    pub(super) fn has(&self, place: usize) -> bool {
        self.0[place / PAGE].get().is_some_and(|page| page[place % PAGE].get().is_some())
    }
}
