//! Which facts come first in time, of more than anybody wants to hold?

use super::{EdgeId, time};
use crate::model::Spoke;
use time::Order;

/// Facts kept for each entry that may be told: an entry has a few.
const AN_ENTRY: usize = 4;

/// The earliest of the facts it is given, and a count of the rest.
pub(super) struct Lot {
    found: Vec<(Order, EdgeId)>,
    /// Facts to keep, more or less; all where nothing is said.
    keep: Option<usize>,
    /// The earliest of those let go.
    edge: Option<Order>,
    more: usize,
    undated: usize,
}

impl Lot {
    /// For so many entries, or all.
    pub(super) fn new(entries: Option<usize>) -> Self {
        let keep = entries.map(|most| most.saturating_mul(AN_ENTRY).max(1));
        Self { found: Vec::new(), keep, edge: None, more: 0, undated: 0 }
    }

    /// A fact; one that is not to be told counts only if it is undated.
    pub(super) fn take(&mut self, spoke: &Spoke, told: bool) {
        match &spoke.when {
            None => self.undated += 1,
            Some(_) if !told => {}
            when => self.found.push((time::order_of(when.as_ref()), spoke.edge_id())),
        }
        if self.keep.is_some_and(|keep| self.found.len() >= keep.saturating_mul(2)) {
            self.cut();
        }
    }

    /// Lets go of the later ones.
    fn cut(&mut self) {
        let Some(keep) = self.keep.filter(|keep| *keep < self.found.len()) else { return };
        self.found.select_nth_unstable(keep);
        let later = self.found.drain(keep..);
        self.more += later.len();
        let first = later.map(|(order, _)| order).min();
        self.edge = [self.edge, first].into_iter().flatten().min();
    }

    /// Facts to tell in the order of time, how many are undated, how many are left out. No date is left half told, unless all are of one.
    pub(super) fn finish(mut self) -> (Vec<(Order, EdgeId)>, usize, usize) {
        self.cut();
        self.found.sort_unstable();
        let whole = self.edge.map_or(self.found.len(), |edge| self.found.partition_point(|f| f.0 < edge));
        if whole > 0 {
            self.more += self.found.len() - whole;
            self.found.truncate(whole);
        }
        (self.found, self.undated, self.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample;
    use crate::model::{Edtf, When};

    fn spoke(edge: u32, date: &str) -> Spoke {
        let graph = sample::graph();
        let any = graph.spokes(graph.find("Japan").unwrap())[0];
        Spoke { edge, when: Edtf::parse(date).ok().map(|d| When::of(&d)), ..any }
    }

    #[test]
    fn the_earliest_are_kept_by_whole_dates() {
        let mut lot = Lot::new(Some(1));
        for edge in 0..40 {
            lot.take(&spoke(edge, ["2024", "2021", "2023", "", "2022"][edge as usize % 5]), true);
        }
        let (edges, undated, more) = lot.finish();
        assert_eq!((edges.len() + more, undated), (32, 8));
        assert!(edges.iter().all(|(_, e)| e.index() % 5 == 1), "{edges:?}");
    }

    #[test]
    fn without_a_limit_all_are_kept() {
        let mut lot = Lot::new(None);
        (0..9).for_each(|edge| lot.take(&spoke(edge, "2024"), edge != 3));
        assert_eq!(lot.finish().0.len(), 8);
    }
}
