//! What does a word show that may tell whether it belongs to a name?
//!
//! Every token becomes a list of hashed features: the word and its neighbours, their shapes, endings and tags, what the
//! gazetteer and the lists of people's names say, and where in a run of capitalised words it stands. The order and the
//! templates are part of the model file's meaning: whoever changes them trains again.

use crate::lexicon::{Hit, How, Lexicon, Sex};
use crate::model::{NameClass, Token};

/// A feature, hashed.
pub type Feature = u32;

/// What one token shows by itself.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    word: u64,
    shape: u64,
    /// Hashes of the first two and three and the last two, three and four letters.
    affixes: [u64; 5],
    tag: u64,
    upos: u64,
    /// Classes that the gazetteer sees here, a bit each, and the place within the hit.
    known: u64,
    /// Given name, surname.
    people: u64,
    /// What kind of name a word like this heads.
    head: u64,
    capital: bool,
    /// Joins capitalised words into one name (*of*, *de*).
    joins: bool,
    /// Never part of a name although the sentence begins with it.
    function: bool,
}

/// A run of capitalised words.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    start: usize,
    end: usize,
}

const BOUNDARY: u64 = 0x51ed_270b;

/// The features of every token of a sentence.
#[derive(Debug, Default)]
pub struct Features {
    looks: Vec<Look>,
    tight: Vec<Run>,
    loose: Vec<Run>,
    ahead: Vec<u64>,
}

impl Features {
    /// Looks at a sentence; `hits` are the gazetteer's for it.
    pub fn read(&mut self, lexicon: &Lexicon, tokens: &[Token], hits: &[Hit]) {
        self.looks.clear();
        self.looks.extend(tokens.iter().map(|token| look(lexicon, token)));
        for hit in hits {
            self.mark(lexicon, hit);
        }
        runs(&self.looks, false, &mut self.tight);
        runs(&self.looks, true, &mut self.loose);
        self.look_ahead();
    }

    fn mark(&mut self, lexicon: &Lexicon, hit: &Hit) {
        let classes = hit.entries.iter().fold(0u64, |bits, (id, how)| {
            bits | match how {
                How::Demonym => 1 << NameClass::Demonym as u64,
                How::Capital => 1 << 9,
                How::Government => 1 << 10,
                How::Seat => 1 << 11,
                _ => 1 << lexicon.entry(*id).class as u64,
            }
        });
        for at in hit.start..hit.end {
            let place = u64::from(at > hit.start) + 2 * u64::from(at + 1 < hit.end);
            self.looks[at].known = classes << 2 | place;
        }
    }

    /// For each token, the nearest later lower-case head noun that no full stop of sense parts from it.
    fn look_ahead(&mut self) {
        self.ahead.clear();
        self.ahead.resize(self.looks.len(), 0);
        let mut next: Option<(u64, usize)> = None;
        for at in (0..self.looks.len()).rev() {
            let look = &self.looks[at];
            self.ahead[at] = next.filter(|(_, place)| place - at <= 5).map_or(0, |(head, _)| head);
            if look.head != 0 && !look.capital {
                next = Some((look.word, at));
            } else if look.joins || look.function {
                next = None;
            }
        }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// Whether a token is too plain to begin a name.
    pub fn plain(&self, at: usize) -> bool {
        let look = &self.looks[at];
        !look.capital && look.known == 0
    }

    /// Writes the features of one token.
    pub fn of(&self, at: usize, out: &mut Vec<Feature>) {
        out.clear();
        let mut sink = Sink { out, template: 0 };
        let around = self.around(at);
        words(&around, &mut sink);
        shapes(&around, at, &mut sink);
        knowledge(&around, &mut sink);
        self.position(at, &around, &mut sink);
    }

    fn around(&self, at: usize) -> [Look; 5] {
        let outside =
            Look { word: BOUNDARY, shape: BOUNDARY, tag: BOUNDARY, upos: BOUNDARY, ..Look::default() };
        std::array::from_fn(|i| {
            (at + i).checked_sub(2).and_then(|p| self.looks.get(p)).copied().unwrap_or(outside)
        })
    }

    fn position(&self, at: usize, around: &[Look; 5], sink: &mut Sink<'_>) {
        let here = &around[2];
        sink.pair(self.ahead[at], here.shape);
        sink.pair(self.ahead[at], here.word);
        for run in [self.tight[at], self.loose[at]] {
            let length = run.end - run.start;
            if length == 0 {
                sink.skip(9);
                continue;
            }
            let first = &self.looks[run.start];
            let last = &self.looks[run.end - 1];
            let place = ((at - run.start).min(3) * 8 + (run.end - 1 - at).min(3)) as u64 + 1;
            let before = run.start.checked_sub(1).map_or(BOUNDARY, |i| self.looks[i].word);
            let after = self.looks.get(run.end).map_or(BOUNDARY, |l| l.word);
            sink.one(place);
            sink.one(last.word);
            sink.pair(last.word, place);
            sink.pair(first.word, place);
            sink.pair(last.head, place);
            sink.pair(first.head, place);
            sink.pair(before, (at == run.start).into());
            sink.pair(after, (at == run.start).into());
            sink.pair(before, place);
        }
        sink.pair((at == 0).into(), here.shape);
        sink.pair((at == 0).into(), here.known);
    }
}

fn words(around: &[Look; 5], sink: &mut Sink<'_>) {
    let [far, left, here, right, beyond] = around;
    sink.one(1);
    for look in around {
        sink.one(look.word);
    }
    sink.pair(left.word, here.word);
    sink.pair(here.word, right.word);
    sink.pair(far.word, left.word);
    sink.pair(right.word, beyond.word);
    sink.pair(left.word, right.word);
    for affix in here.affixes {
        sink.one(affix);
    }
    sink.pair(here.affixes[3], here.shape);
    sink.pair(left.affixes[3], here.shape);
    sink.pair(right.affixes[3], here.shape);
}

fn shapes(around: &[Look; 5], at: usize, sink: &mut Sink<'_>) {
    let [far, left, here, right, beyond] = around;
    sink.one(here.shape);
    sink.pair(left.shape, here.shape);
    sink.pair(here.shape, right.shape);
    sink.triple(left.shape, here.shape, right.shape);
    sink.triple(far.shape, left.shape, here.shape);
    sink.triple(here.shape, right.shape, beyond.shape);
    sink.pair(left.word, here.shape);
    sink.pair(right.word, here.shape);
    sink.triple(left.word, here.shape, right.shape);
    sink.pair(far.word, here.shape);
    sink.pair(beyond.word, here.shape);
    sink.one(here.tag);
    sink.pair(left.tag, here.tag);
    sink.pair(here.tag, right.tag);
    sink.triple(left.tag, here.tag, right.tag);
    sink.pair(here.upos, here.shape);
    sink.triple(left.upos, here.shape, right.upos);
    let _ = at;
}

fn knowledge(around: &[Look; 5], sink: &mut Sink<'_>) {
    let [far, left, here, right, beyond] = around;
    sink.known(here.known);
    sink.known(left.known);
    sink.known(right.known);
    sink.known(beyond.known);
    sink.pair(here.known, here.shape);
    sink.pair(here.known, left.known);
    sink.pair(here.known, right.known);
    sink.pair(here.known, right.word);
    sink.pair(here.known, left.word);
    sink.triple(here.known, right.shape, right.known);
    sink.triple(here.known, left.shape, left.known);
    for (class, bit) in (2..14).enumerate() {
        sink.pair_if(here.known >> bit & 1 != 0, class as u64, here.known & 3);
    }
    sink.pair(here.people, here.shape);
    sink.triple(left.people, here.people, right.people);
    sink.triple(left.people, here.people, here.known);
    sink.triple(here.people, right.people, beyond.people);
    sink.triple(here.people, right.people, right.shape);
    sink.triple(left.people, here.people, left.shape);
    sink.one(here.head);
    sink.one(left.head);
    sink.one(right.head);
    sink.triple(left.head, here.head, here.shape);
    sink.triple(here.head, right.head, here.shape);
    sink.triple(left.word, here.people, right.people);
    sink.triple(left.head, left.shape, here.shape);
    sink.triple(left.word, here.word, right.known);
    sink.triple(far.word, left.word, here.known);
    sink.triple(far.head, left.word, here.shape);
    sink.triple(left.head, here.word, right.shape);
    sink.triple(left.head, here.word, right.known);
}

/// Numbers the templates and hashes what they see.
struct Sink<'a> {
    out: &'a mut Vec<Feature>,
    template: u64,
}

impl Sink<'_> {
    fn push(&mut self, hash: u64) {
        let mixed = mix(hash, self.template.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        self.out.push((mixed >> 32) as Feature);
        self.template += 1;
    }

    fn one(&mut self, a: u64) {
        if a == 0 { self.template += 1 } else { self.push(a) }
    }

    fn pair(&mut self, a: u64, b: u64) {
        if a == 0 { self.template += 1 } else { self.push(mix(a, b)) }
    }

    fn pair_if(&mut self, there: bool, a: u64, b: u64) {
        if there { self.push(mix(a + 1, b)) } else { self.template += 1 }
    }

    fn triple(&mut self, a: u64, b: u64, c: u64) {
        if a == 0 && b == 0 { self.template += 1 } else { self.push(mix(mix(a, b), c)) }
    }

    fn known(&mut self, known: u64) {
        self.one(known);
    }

    fn skip(&mut self, templates: u64) {
        self.template += templates;
    }
}

fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ b.rotate_left(29) ^ 0xa076_1d64_78bd_642f).wrapping_mul(0xe703_7ed1_a0b4_28db);
    product ^ (product >> 32)
}

fn text_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

fn look(lexicon: &Lexicon, token: &Token) -> Look {
    let form = token.form.as_str();
    let capital = form.starts_with(|c: char| c.is_uppercase());
    let lower = if form.is_ascii() { form.to_ascii_lowercase() } else { form.to_lowercase() };
    let function = is_function(&lower);
    Look {
        word: text_hash(lower.as_bytes()),
        shape: shape(form),
        affixes: affixes(&lower),
        tag: text_hash(token.xpos.as_bytes()),
        upos: text_hash(token.upos.as_bytes()),
        known: 0,
        people: if capital && !function { people(lexicon, form) } else { 0 },
        head: lexicon.heads().class(&lower).map_or(0, |class| class as u64 + 1),
        capital: capital && !function,
        joins: JOINS.binary_search(&form).is_ok(),
        function,
    }
}

fn people(lexicon: &Lexicon, form: &str) -> u64 {
    let given = match lexicon.people().given(form) {
        None => 0,
        Some(Sex::Any) => 1,
        Some(_) => 2,
    };
    given + 4 * u64::from(lexicon.people().is_surname(form))
}

/// Letters as `X` and `x`, digits as `d`, runs of one kind cut to two; a year and an initial stand out.
fn shape(form: &str) -> u64 {
    let (mut hash, mut last, mut count) = (7u64, ' ', 0);
    for c in form.chars() {
        let kind = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        count = if kind == last { count + 1 } else { 1 };
        last = kind;
        if count <= 2 {
            hash = mix(hash, u64::from(kind));
        }
    }
    let year =
        form.len() == 4 && (form.starts_with("19") || form.starts_with("20") || form.starts_with("18"));
    if year && last == 'd' { mix(hash, 1) } else { hash }
}

/// The first two and three and the last two, three and four letters of a word long enough to have them.
fn affixes(lower: &str) -> [u64; 5] {
    let head = |n: usize| lower.char_indices().nth(n).map_or(0, |(at, _)| text_hash(&lower.as_bytes()[..at]));
    let tail = |n: usize| {
        let at = lower.char_indices().rev().nth(n - 1).map(|(at, _)| at).filter(|at| *at > 0);
        at.map_or(0, |at| text_hash(&lower.as_bytes()[at..]))
    };
    [head(2), head(3), tail(2), tail(3), tail(4)]
}

/// Runs of capitalised words; a loose run goes on over joining words that a capitalised one follows.
fn runs(looks: &[Look], loose: bool, out: &mut Vec<Run>) {
    out.clear();
    out.resize(looks.len(), Run::default());
    let mut start = 0;
    while start < looks.len() {
        if !looks[start].capital {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        loop {
            let mut next = end;
            while loose && next < looks.len() && next < end + 3 && looks[next].joins {
                next += 1;
            }
            if !looks.get(next).is_some_and(|look| look.capital) {
                break;
            }
            end = next + 1;
        }
        out[start..end].fill(Run { start, end });
        start = end;
    }
}

/// Whether a lower-case word is one of grammar, which no name begins with.
pub fn is_function(lower: &str) -> bool {
    FUNCTION.binary_search(&lower).is_ok()
}

/// Words that join capitalised words into one name, sorted.
const JOINS: [&str; 27] = [
    "&", "'", "'s", "-", "al", "and", "bin", "da", "de", "del", "della", "der", "des", "di", "do", "du", "e",
    "el", "et", "for", "la", "of", "on", "the", "van", "von", "’s",
];

/// Words of grammar, sorted: a capital on them means the start of a sentence.
const FUNCTION: [&str; 68] = [
    "a", "about", "after", "all", "also", "although", "an", "and", "as", "at", "because", "before", "both",
    "but", "by", "during", "each", "for", "from", "he", "her", "his", "how", "however", "i", "if", "in",
    "into", "it", "its", "like", "many", "most", "no", "not", "of", "on", "one", "or", "our", "over", "she",
    "since", "so", "some", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this",
    "those", "to", "under", "until", "we", "what", "when", "where", "which", "while", "who", "with", "you",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(JOINS.is_sorted());
        assert!(FUNCTION.is_sorted());
    }

    #[test]
    fn shapes_are_short() {
        assert_eq!(shape("Berlin"), shape("Tallinn"));
        assert_eq!(shape("1994"), shape("2024"));
        assert_ne!(shape("1994"), shape("1294"));
        assert_ne!(shape("US"), shape("Us"));
    }
}
