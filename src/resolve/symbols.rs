//! How are the same words kept once?
//!
//! A corpus says the same names over and over: each gets a number, and what is compared is the number. Once all are in,
//! [`Numbers::sorted`] renumbers them in the order of the words, so that sorting by number is sorting by word.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Number of a word.
pub type Symbol = u32;

/// Numbers for things as they come.
#[derive(Debug)]
pub struct Numbers<T>(HashMap<T, Symbol>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Hash + Ord> Numbers<T> {
    /// The number of a thing; a new one where it is new.
    pub fn of<Q: Hash + Eq + ToOwned + ?Sized>(&mut self, thing: &Q) -> Symbol
    where
        T: Borrow<Q> + From<Q::Owned>,
    {
        if let Some(known) = self.0.get(thing) {
            return *known;
        }
        let next = self.0.len() as Symbol;
        self.0.insert(T::from(thing.to_owned()), next);
        next
    }

    /// All of them in order, and for each old number the new one.
    pub fn sorted(self) -> (Vec<T>, Vec<Symbol>) {
        let mut all: Vec<(T, Symbol)> = self.0.into_iter().collect();
        all.sort_unstable();
        let mut renumbered = vec![0; all.len()];
        for (new, (_, old)) in all.iter().enumerate() {
            renumbered[*old as usize] = new as Symbol;
        }
        (all.into_iter().map(|(thing, _)| thing).collect(), renumbered)
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn numbers_follow_the_words() {
        let mut numbers: Numbers<Box<str>> = Numbers::default();
        let given: Vec<u32> = ["lima", "bern", "lima", "oslo"].into_iter().map(|w| numbers.of(w)).collect();
        assert_eq!(given, [0, 1, 0, 2]);
        let (words, new) = numbers.sorted();
        assert_eq!(words.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["bern", "lima", "oslo"]);
        assert_eq!(new, [1, 0, 2]);
    }
}
