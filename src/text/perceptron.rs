//! How does a linear model weigh its features?
//!
//! A feature is a 64-bit hash; a model is a table from hashes to small whole numbers, read straight from the bytes that
//! are compiled in, so that loading costs nothing. Scores are sums of integers: the same on every machine. A table keeps
//! 16 bits of each hash to tell features apart; the one in some ten thousand unknown features that passes for a known
//! one does no harm.

/// Mixes one more value into a feature's hash.
#[inline(always)]
pub fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Spreads a mixed hash over all its bits.
#[inline(always)]
pub fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 29)
}

/// The hash of a string.
#[inline]
pub fn text(word: &str) -> u64 {
    bytes(word.as_bytes())
}

/// The hash of some bytes.
#[inline]
pub fn bytes(word: &[u8]) -> u64 {
    let mut hash = word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        hash = mix(hash, chunk.iter().rev().fold(0, |sum, &b| (sum << 8) | u64::from(b)));
    }
    let rest = chunks.remainder().iter().rev().fold(0, |sum, &b| (sum << 8) | u64::from(b));
    finish(mix(hash, rest))
}

/// Where a hash lives in a table of `slots`.
#[inline(always)]
pub(super) fn home(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// What a slot keeps of a hash.
#[inline(always)]
pub(super) fn check(hash: u64) -> u16 {
    hash as u16
}

#[inline(always)]
fn u16_at(bytes: &[u8], at: usize) -> u16 {
    match bytes.get(at..at + 2) {
        Some(&[a, b]) => u16::from_le_bytes([a, b]),
        _ => 0,
    }
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]) as usize,
        _ => 0,
    }
}

/// Named parts of a model file, one after another: four letters, a length, that many bytes.
pub fn section(file: &'static [u8], name: &[u8; 4]) -> &'static [u8] {
    let mut at = 0;
    while let Some(head) = file.get(at..at + 8) {
        let length = u32_at(head, 4);
        let from = at + 8;
        if head.starts_with(name) {
            return file.get(from..from + length).unwrap_or(&[]);
        }
        at = from + length;
    }
    &[]
}

/// Lines of a section, in order: the names of its classes.
pub fn names(section: &'static [u8]) -> Vec<&'static str> {
    std::str::from_utf8(section).unwrap_or("").lines().collect()
}

/// Weights for a handful of classes: every feature has one for each.
#[derive(Debug, Clone, Copy)]
pub struct Dense {
    slots: usize,
    table: &'static [u8],
}

/// Classes of a [`Dense`] model.
pub const DENSE: usize = 4;
/// Weights of moves as eight bits tell them, in quarters: even steps to 24, where almost all of them lie, wide ones beyond.
pub(super) static STEPS: [i16; 256] = {
    let mut steps = [0; 256];
    let mut code = 0;
    while code < 256 {
        let signed = if code < 128 { code as i16 } else { code as i16 - 256 };
        let size = signed.abs();
        let value = if size <= 96 { size } else { 96 + (size - 96) * 12 };
        steps[code] = if signed < 0 { -value } else { value };
        code += 1;
    }
    steps
};
/// Bytes of a slot: the check and the weights.
pub(super) const DENSE_SLOT: usize = 2 + DENSE;

impl Dense {
    /// A view of a section.
    pub fn new(table: &'static [u8]) -> Self {
        Self { slots: table.len() / DENSE_SLOT, table }
    }

    /// Adds the weights of a feature.
    #[inline(always)]
    pub fn add(&self, hash: u64, scores: &mut [i32; DENSE]) {
        let mut slot = home(hash, self.slots);
        for _ in 0..64 {
            let Some(bytes) = self.table.get(slot * DENSE_SLOT..slot * DENSE_SLOT + DENSE_SLOT) else {
                return;
            };
            let weights = [2, 3, 4, 5].map(|at| STEPS[usize::from(bytes[at])]);
            if u16_at(bytes, 0) == check(hash) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += i32::from(weight);
                }
                return;
            }
            if weights == [0; DENSE] {
                return;
            }
            slot = if slot + 1 == self.slots { 0 } else { slot + 1 };
        }
    }
}

/// Weights for many classes: every feature has some for a few.
#[derive(Debug, Clone, Copy)]
pub struct Sparse {
    slots: usize,
    table: &'static [u8],
    rows: &'static [u8],
}

/// Bytes of a slot: the check and where the row begins.
pub(super) const SPARSE_SLOT: usize = 5;
/// Offset of no row.
pub(super) const NO_ROW: usize = 0xFF_FFFF;

impl Sparse {
    /// A view of two sections: slots and rows.
    pub fn new(table: &'static [u8], rows: &'static [u8]) -> Self {
        Self { slots: table.len() / SPARSE_SLOT, table, rows }
    }

    /// Adds the weights of a feature to the classes it speaks of.
    #[inline(always)]
    pub fn add(&self, hash: u64, scores: &mut [i32]) {
        let Some(row) = self.find(hash) else { return };
        for entry in row.chunks_exact(3) {
            if let Some(score) = scores.get_mut(usize::from(entry[0])) {
                *score += i32::from(i16::from_le_bytes([entry[1], entry[2]]));
            }
        }
    }

    /// The classes and weights of a feature, three bytes each.
    #[inline(always)]
    pub fn find(&self, hash: u64) -> Option<&'static [u8]> {
        let mut slot = home(hash, self.slots);
        for _ in 0..64 {
            let bytes = self.table.get(slot * SPARSE_SLOT..slot * SPARSE_SLOT + SPARSE_SLOT)?;
            let offset = usize::from(bytes[2]) | usize::from(bytes[3]) << 8 | usize::from(bytes[4]) << 16;
            if offset == NO_ROW {
                return None;
            }
            if u16_at(bytes, 0) == check(hash) {
                let count = usize::from(*self.rows.get(offset)?);
                return self.rows.get(offset + 1..offset + 1 + 3 * count);
            }
            slot = if slot + 1 == self.slots { 0 } else { slot + 1 };
        }
        None
    }
}

/// The best of some scores; of equals the first.
#[inline]
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    best
}
