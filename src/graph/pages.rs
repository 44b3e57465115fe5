//! Where does what was fetched stay, so that it need not be fetched again?

use std::sync::OnceLock;

/// Places in one page.
const PAGE: usize = 1024;

type Page<T> = Box<[OnceLock<Box<T>>]>;

/// A row of places, filled one by one and never emptied. An empty one costs next to nothing, however long.
#[derive(Debug)]
pub(super) struct Pages<T> {
    pages: Vec<OnceLock<Page<T>>>,
    /// For every place that does not exist, which only a damaged store speaks of.
    nowhere: OnceLock<Box<T>>,
}

impl<T> Pages<T> {
    /// Places from 0 to `length`.
    pub(super) fn new(length: usize) -> Self {
        let pages = std::iter::repeat_with(OnceLock::new).take(length / PAGE + 1).collect();
        Self { pages, nowhere: OnceLock::new() }
    }

    /// What is at a place; fetched the first time.
    pub(super) fn get(&self, place: usize, fetch: impl FnOnce() -> T) -> &T {
        let Some(page) = self.pages.get(place / PAGE) else {
            return self.nowhere.get_or_init(|| Box::new(fetch()));
        };
        let page = page.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(PAGE).collect());
        page[place % PAGE].get_or_init(|| Box::new(fetch()))
    }

    /// Whether a place is filled.
    pub(super) fn has(&self, place: usize) -> bool {
        let page = self.pages.get(place / PAGE).and_then(OnceLock::get);
        page.is_some_and(|page| page[place % PAGE].get().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_fetched_once_and_none_is_out_of_reach() {
        let pages: Pages<usize> = Pages::new(3000);
        for place in [0, 1, 2999, 3000, 9_000_000] {
            assert!(!pages.has(place));
            assert_eq!(*pages.get(place, || place), place);
            assert_eq!(*pages.get(place, || 7), place);
        }
        assert!(pages.has(2999) && !pages.has(9_000_000));
    }
}
