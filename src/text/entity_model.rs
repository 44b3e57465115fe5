//! Which sequence of labels fits a sentence best?
//!
//! A linear model over hashed features with weights for pairs of neighbouring labels; the best sequence is found by
//! Viterbi's algorithm. Labels are `O` and, for each class, *begins* and *goes on*. Whole numbers only: every machine
//! finds the same names.

use super::entity_features::{Feature, Features};
use crate::model::{Name, NameClass};

/// `O`, nine that begin, nine that go on.
pub const LABELS: usize = 1 + 2 * NameClass::ALL.len();
/// A row of weights, one for each label.
pub type Weights = [i16; LABELS];

const MAGIC: &[u8; 4] = b"CNM1";
const NEVER: i32 = i32::MIN / 4;

/// The label that begins a name of a class.
pub fn begins(class: NameClass) -> usize {
    1 + class as usize
}

/// The label that carries a name of a class on.
pub fn goes_on(class: NameClass) -> usize {
    1 + NameClass::ALL.len() + class as usize
}

/// Whether a label may follow another; `None` is the start of the sentence.
pub fn may_follow(before: Option<usize>, label: usize) -> bool {
    let classes = NameClass::ALL.len();
    label <= classes || before.is_some_and(|b| b == label || b + classes == label)
}

/// The names that a sequence of labels spells.
pub fn names(labels: &[usize]) -> Vec<Name> {
    let classes = NameClass::ALL.len();
    let mut found: Vec<Name> = Vec::new();
    for (at, label) in labels.iter().copied().enumerate() {
        match (label, found.last_mut()) {
            (0, _) => {}
            (_, Some(last)) if label > classes => last.end = at + 1,
            _ => found.push(Name { start: at, end: at + 1, class: NameClass::ALL[(label - 1) % classes] }),
        }
    }
    found
}

/// The labels that spell these names.
pub fn labels(names: &[Name], length: usize) -> Vec<usize> {
    let mut labels = vec![0; length];
    for name in names {
        labels[name.start..name.end].fill(goes_on(name.class));
        labels[name.start] = begins(name.class);
    }
    labels
}

/// A trained model.
#[derive(Debug, Clone)]
pub struct Model {
    /// Weights of a label after each label.
    pairs: Vec<Weights>,
    rows: Vec<Weights>,
    /// Open addressing: feature and row, `EMPTY` where there is none.
    slots: Vec<(Feature, u32)>,
}

const EMPTY: u32 = u32::MAX;

impl Model {
    /// A model of weights; features must differ.
    pub fn new(pairs: Vec<Weights>, features: &[(Feature, Weights)]) -> Self {
        let size = (features.len() * 2).next_power_of_two().max(2);
        let mut model =
            Self { pairs, rows: Vec::with_capacity(features.len()), slots: vec![(0, EMPTY); size] };
        for (feature, weights) in features {
            model.insert(*feature, weights);
        }
        model
    }

    fn with_room(pairs: Vec<Weights>, features: usize) -> Self {
        let size = (features + features / 2).next_power_of_two().max(2);
        Self { pairs, rows: Vec::with_capacity(features), slots: vec![(0, EMPTY); size] }
    }

    /// A model that finds nothing.
    pub fn empty() -> Self {
        Self::new(vec![[0; LABELS]; LABELS], &[])
    }

    /// Where the search for a feature begins. Sorted features come one after the other, so that a model file is read
    /// into memory from front to back.
    fn home(&self, feature: Feature) -> usize {
        ((u64::from(feature) * self.slots.len() as u64) >> 32) as usize
    }

    fn insert(&mut self, feature: Feature, weights: &Weights) {
        let mask = self.slots.len() - 1;
        let mut at = self.home(feature);
        while self.slots[at].1 != EMPTY {
            at = (at + 1) & mask;
        }
        self.slots[at] = (feature, self.rows.len() as u32);
        self.rows.push(*weights);
    }

    fn row(&self, feature: Feature) -> Option<&Weights> {
        let mask = self.slots.len() - 1;
        let mut at = self.home(feature);
        loop {
            let (key, row) = self.slots[at];
            if row == EMPTY {
                return None;
            }
            if key == feature {
                return self.rows.get(row as usize);
            }
            at = (at + 1) & mask;
        }
    }

    fn scores(&self, features: &[Feature]) -> [i32; LABELS] {
        let mut scores = [0; LABELS];
        for weights in features.iter().filter_map(|feature| self.row(*feature)) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(*weight);
            }
        }
        scores
    }

    /// The best labels of a sentence.
    pub fn label(&self, features: &Features) -> Vec<usize> {
        let mut buffer = Vec::with_capacity(128);
        let mut each = Vec::with_capacity(features.len());
        for at in 0..features.len() {
            features.of(at, &mut buffer);
            each.push(self.scores(&buffer));
        }
        let pairs: Vec<[i32; LABELS]> = self.pairs.iter().map(|row| row.map(i32::from)).collect();
        best(&each, &pairs)
    }

    /// Reads a model file.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.take(4)? != MAGIC {
            return None;
        }
        let pairs = (0..LABELS).map(|_| reader.row((1 << LABELS) - 1)).collect::<Option<Vec<_>>>()?;
        let count = (reader.u32()? as usize).min(bytes.len());
        let mut model = Self::with_room(pairs, count);
        for _ in 0..count {
            let (feature, mask) = (reader.u32()?, reader.mask()?);
            model.insert(feature, &reader.row(mask)?);
        }
        Some(model)
    }

    /// Writes a model file: for each feature its hash, which labels it weighs (three bytes), and those weights.
    pub fn write(pairs: &[Weights], features: &[(Feature, Weights)]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for row in pairs {
            out.extend(row.iter().flat_map(|w| w.to_le_bytes()));
        }
        out.extend((features.len() as u32).to_le_bytes());
        for (feature, weights) in features {
            let mask =
                weights.iter().enumerate().filter(|(_, w)| **w != 0).fold(0u32, |m, (l, _)| m | 1 << l);
            out.extend(feature.to_le_bytes());
            out.extend(&mask.to_le_bytes()[..3]);
            out.extend(weights.iter().filter(|w| **w != 0).flat_map(|w| w.to_le_bytes()));
        }
        out
    }
}

/// Viterbi's algorithm over scores of labels and of pairs of labels.
pub fn best(each: &[[i32; LABELS]], pairs: &[[i32; LABELS]]) -> Vec<usize> {
    let Some(first) = each.first() else { return Vec::new() };
    let mut scores: [i32; LABELS] =
        std::array::from_fn(|label| if may_follow(None, label) { first[label] } else { NEVER });
    let mut from = vec![[0u8; LABELS]; each.len()];
    for (at, own) in each.iter().enumerate().skip(1) {
        let mut next = [NEVER; LABELS];
        for label in 0..LABELS {
            let (before, score) = best_before(label, &scores, pairs);
            next[label] = score + own[label];
            from[at][label] = before;
        }
        scores = next;
    }
    trace(&scores, &from)
}

fn best_before(label: usize, scores: &[i32; LABELS], pairs: &[[i32; LABELS]]) -> (u8, i32) {
    let classes = NameClass::ALL.len();
    let candidate = |before: usize| (before as u8, scores[before] + pairs[before][label]);
    if label > classes {
        let (a, b) = (candidate(label - classes), candidate(label));
        return if b.1 > a.1 { b } else { a };
    }
    let mut found = candidate(0);
    for before in 1..LABELS {
        let other = candidate(before);
        if other.1 > found.1 {
            found = other;
        }
    }
    found
}

fn trace(scores: &[i32; LABELS], from: &[[u8; LABELS]]) -> Vec<usize> {
    let mut label =
        (0..LABELS).fold(0, |best, label| if scores[label] > scores[best] { label } else { best });
    let mut labels = vec![label; from.len()];
    for at in (1..from.len()).rev() {
        label = usize::from(from[at][label]);
        labels[at - 1] = label;
    }
    labels
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn mask(&mut self) -> Option<u32> {
        let bytes = self.take(3)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
    }

    fn row(&mut self, mask: u32) -> Option<Weights> {
        let mut row = [0; LABELS];
        let bytes = self.take(2 * mask.count_ones() as usize)?;
        let mut rest = mask;
        for weight in bytes.chunks_exact(2) {
            *row.get_mut(rest.trailing_zeros() as usize)? = i16::from_le_bytes([weight[0], weight[1]]);
            rest &= rest - 1;
        }
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_names() {
        let list = vec![
            Name { start: 0, end: 2, class: NameClass::Person },
            Name { start: 2, end: 3, class: NameClass::Person },
            Name { start: 4, end: 6, class: NameClass::Event },
        ];
        assert_eq!(names(&labels(&list, 7)), list);
    }

    #[test]
    fn a_model_survives_its_file() {
        let mut weights = [0; LABELS];
        weights[begins(NameClass::State)] = 5;
        let bytes = Model::write(&vec![[0; LABELS]; LABELS], &[(7, weights), (9, [1; LABELS])]);
        let model = Model::parse(&bytes).unwrap();
        assert_eq!(model.row(7), Some(&weights));
        assert_eq!(model.row(9), Some(&[1; LABELS]));
        assert_eq!(model.row(8), None);
        assert!(Model::parse(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn a_name_cannot_go_on_unbegun() {
        let mut each = [[0; LABELS]; 2];
        each[0][goes_on(NameClass::State)] = 100;
        each[1][goes_on(NameClass::State)] = 10;
        let found = best(&each, &[[0; LABELS]; LABELS]);
        assert_eq!(found, [begins(NameClass::State), goes_on(NameClass::State)]);
    }
}
