//! Which things stand under a key, first come first?
//!
//! A corpus has millions of keys with one thing each: a list of its own for every key would cost more than what is in it.

use std::collections::HashMap;
use std::hash::Hash;

/// Lists of numbers by keys, all in one.
#[derive(Debug)]
pub struct Lists<Key> {
    /// First and last link of each list.
    ends: HashMap<Key, (u32, u32)>,
    /// A number, and the link after it; the last is followed by itself.
    links: Vec<(u32, u32)>,
}

impl<Key> Default for Lists<Key> {
    fn default() -> Self {
        Self { ends: HashMap::new(), links: Vec::new() }
    }
}

impl<Key: Hash + Eq> Lists<Key> {
    /// Puts a number at the end of a key's list.
    pub fn push(&mut self, key: Key, number: u32) {
        let new = self.links.len() as u32;
        self.links.push((number, new));
        let (_, last) = self.ends.entry(key).or_insert((new, new));
        self.links[*last as usize].1 = new;
        *last = new;
    }

    /// The numbers of a key, in the order they came.
    pub fn of(&self, key: Key) -> impl Iterator<Item = u32> {
        let mut next = self.ends.get(&key).map(|(first, _)| *first);
        std::iter::from_fn(move || {
            let link = next?;
            let (number, after) = self.links[link as usize];
            next = Some(after).filter(|after| *after != link);
            Some(number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn numbers_come_back_in_order() {
        let mut lists = Lists::default();
        for (key, number) in [("a", 5), ("b", 1), ("a", 3), ("a", 5)] {
            lists.push(key, number);
        }
        assert_eq!(lists.of("a").collect::<Vec<_>>(), [5, 3, 5]);
        assert_eq!(lists.of("b").collect::<Vec<_>>(), [1]);
        assert_eq!(lists.of("c").count(), 0);
    }
}
