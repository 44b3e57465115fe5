//! By which moves is a tree built, and what does each move see?
//!
//! Arc-eager: words are read from left to right onto a stack and leave it when their dependents are complete; a stop
//! after the last word collects the root. The features follow the literature on transition parsing with rich non-local
//! features: words and tags around the stack's top and the next word, their heads, children and grandchildren,
//! distance, number of children; and, for Universal Dependencies, the preposition or conjunction a noun brings along.

use super::perceptron::{Sparse, best, finish, mix};

/// No such word.
pub const NONE: u16 = u16::MAX;

/// Push the next word.
pub const SHIFT: usize = 0;
/// The stack's top is complete: drop it.
pub const REDUCE: usize = 1;
/// The stack's top hangs on the next word.
pub const LEFT: usize = 2;
/// The next word hangs on the stack's top.
pub const RIGHT: usize = 3;

/// What the parser reads of a word: hashes of the form and of the tags.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// The word in lower case.
    pub form: u64,
    /// Both tags.
    pub tag: u64,
    /// Its universal part of speech.
    pub upos: u64,
}

/// What is known of a word in an unfinished tree.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Its head.
    pub head: u16,
    /// Leftmost child.
    pub left: u16,
    /// The child that was leftmost before.
    pub left2: u16,
    /// Rightmost child.
    pub right: u16,
    /// The child that was rightmost before.
    pub right2: u16,
    /// Number of children on the left.
    pub lefts: u8,
    /// Number of children on the right.
    pub rights: u8,
    /// Label of its arc, once it has one.
    pub label: u8,
}

const FRESH: Node =
    Node { head: NONE, left: NONE, left2: NONE, right: NONE, right2: NONE, lefts: 0, rights: 0, label: 255 };

/// A parse under way.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The words; behind the last stands the stop.
    pub nodes: Vec<Node>,
    /// Words whose dependents may not be complete.
    pub stack: Vec<u16>,
    /// The next word.
    pub next: u16,
}

impl State {
    /// Nothing read yet.
    pub fn start(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words + 1, FRESH);
        self.stack.clear();
        self.next = 0;
    }

    /// Takes over another state, keeping its own memory.
    pub fn copy_from(&mut self, other: &State) {
        self.nodes.clone_from(&other.nodes);
        self.stack.clone_from(&other.stack);
        self.next = other.next;
    }

    /// The place of the stop.
    fn stop(&self) -> u16 {
        (self.nodes.len() - 1) as u16
    }

    /// Which moves are possible.
    #[inline]
    pub fn possible(&self) -> [bool; 4] {
        let at_stop = self.next == self.stop();
        let top = self.stack.last();
        let headed = top.is_some_and(|&s| self.nodes[usize::from(s)].head != NONE);
        [!at_stop, headed, top.is_some() && !headed, top.is_some() && !at_stop]
    }

    /// Makes a move; the new dependent, if the move makes an arc.
    pub fn make(&mut self, action: usize) -> Option<u16> {
        let next = self.next;
        match action {
            SHIFT => {
                self.stack.push(next);
                self.next += 1;
                None
            }
            REDUCE => {
                self.stack.pop();
                None
            }
            LEFT => {
                let top = self.stack.pop()?;
                self.nodes[usize::from(top)].head = next;
                let head = &mut self.nodes[usize::from(next)];
                (head.left2, head.left) = (head.left, top);
                head.lefts = head.lefts.saturating_add(1);
                Some(top)
            }
            _ => {
                let top = *self.stack.last()?;
                self.nodes[usize::from(next)].head = top;
                let head = &mut self.nodes[usize::from(top)];
                (head.right2, head.right) = (head.right, next);
                head.rights = head.rights.saturating_add(1);
                self.stack.push(next);
                self.next += 1;
                Some(next)
            }
        }
    }
}

/// Makes moves and gives each new arc a provisional label, which later features read.
#[derive(Debug, Clone, Copy)]
pub struct Mover {
    /// Weights of the provisional labels.
    pub labels: Sparse,
    /// How many labels there are.
    pub classes: usize,
}

impl Mover {
    /// Makes a move.
    #[inline]
    pub fn advance(&self, words: &[Word], state: &mut State, action: usize) {
        let Some(word) = state.make(action) else { return };
        let (features, count) = arc(words, state, word);
        let mut scores = [0; 64];
        for &feature in &features[..count] {
            self.labels.add(feature, &mut scores);
        }
        state.nodes[usize::from(word)].label = best(&scores[..self.classes.min(64)]) as u8;
    }
}

/// The features of a new arc: few, since many arcs are tried.
pub fn arc(words: &[Word], state: &State, at: u16) -> ([u64; 12], usize) {
    let view = View { words, state };
    let node = view.node(at);
    let head = view.node(node.head);
    let (d, h) = (view.word(at), view.word(node.head));
    let (first, inner) = (view.word(node.left), view.word(head.left));
    let side = u64::from(at > node.head) << 3 | distance(at.min(node.head), at.max(node.head)).min(3);
    let sister = if at > node.head { head.right2 } else { head.left2 };
    let mut out = ([0; 12], 0);
    let mut add = |values: [u64; 4]| {
        out.0[out.1] = finish(values.iter().fold((out.1 as u64 + 1) << 9 | side, |hash, &v| mix(hash, v)));
        out.1 += 1;
    };
    add([d.tag, h.tag, 0, 0]);
    add([d.form, h.tag, 0, 0]);
    add([d.tag, h.form, 0, 0]);
    add([d.form, h.form, 0, 0]);
    add([d.form, d.tag, 0, 0]);
    add([d.tag, h.tag, first.form, 0]);
    add([d.tag, h.tag, first.tag, u64::from(node.lefts)]);
    add([d.tag, h.tag, inner.form, 0]);
    add([d.tag, h.tag, view.word(sister).tag, view.label(sister)]);
    add([d.upos, h.upos, first.form, h.form]);
    out
}

/// The moves that build a tree without crossing arcs; `heads` counts the stop as the root's head.
pub fn oracle(heads: &[u16]) -> Vec<usize> {
    let mut state = State::default();
    state.start(heads.len());
    let mut moves = Vec::with_capacity(2 * heads.len());
    let head = |word: u16| heads.get(usize::from(word)).copied();
    while moves.len() < 2 * heads.len() {
        let next = state.next;
        let action = match state.stack.last() {
            None => SHIFT,
            Some(&top) if head(top) == Some(next) => LEFT,
            Some(&top) if head(next) == Some(top) => RIGHT,
            Some(&top) if state.nodes[usize::from(top)].head != NONE => {
                let below = &state.stack[..state.stack.len() - 1];
                let linked = |&word: &u16| head(word) == Some(next) || head(next) == Some(word);
                if next == state.stop() || below.iter().any(linked) { REDUCE } else { SHIFT }
            }
            Some(_) => SHIFT,
        };
        let possible = state.possible();
        let action = if possible[action] { action } else { (0..4).find(|&a| possible[a]).unwrap_or(SHIFT) };
        state.make(action);
        moves.push(action);
    }
    moves
}

/// Number of features of a state.
pub const FEATURES: usize = 120;

/// The features of a state.
pub struct Features {
    /// Their hashes.
    pub hashes: [u64; FEATURES],
    /// How many there are.
    pub count: usize,
}

impl Default for Features {
    fn default() -> Self {
        Self { hashes: [0; FEATURES], count: 0 }
    }
}

impl Features {
    /// Those in use.
    pub fn as_slice(&self) -> &[u64] {
        &self.hashes[..self.count]
    }

    #[inline(always)]
    fn add<const N: usize>(&mut self, values: [u64; N]) {
        let seed = (self.count as u64 + 1) << 7;
        let hash = values.iter().fold(seed, |hash, &v| mix(hash, v));
        self.hashes[self.count] = finish(hash);
        self.count += 1;
    }
}

const ABSENT: Word = Word { form: 3, tag: 3, upos: 3 };
const STOP: Word = Word { form: 5, tag: 5, upos: 5 };

/// A look at a state with its words.
struct View<'a> {
    words: &'a [Word],
    state: &'a State,
}

impl View<'_> {
    #[inline(always)]
    fn word(&self, at: u16) -> Word {
        match self.words.get(usize::from(at)) {
            Some(&word) => word,
            None if at == NONE => ABSENT,
            None => STOP,
        }
    }

    #[inline(always)]
    fn node(&self, at: u16) -> Node {
        self.state.nodes.get(usize::from(at)).copied().unwrap_or(FRESH)
    }

    #[inline(always)]
    fn label(&self, at: u16) -> u64 {
        u64::from(self.node(at).label) + 1
    }
}

/// Computes the features of a state.
pub fn features(words: &[Word], state: &State, out: &mut Features) {
    let view = View { words, state };
    out.count = 0;
    let depth = state.stack.len();
    let s = state.stack.last().copied().unwrap_or(NONE);
    let second = if depth > 1 { state.stack[depth - 2] } else { NONE };
    let n = state.next;
    let last = words.len() as u16;
    let after = |by: u16| if n + by <= last { n + by } else { NONE };
    let (sn, nn) = (view.node(s), view.node(n));
    let (s0, s1, n0, n1, n2) =
        (view.word(s), view.word(second), view.word(n), view.word(after(1)), view.word(after(2)));
    local(out, s0, n0, n1, n2);
    near(out, (s0, s1), (n0, n1, n2), view.word(after(3)), distance(s, n));
    let between = between(words, s, n);
    out.add([s0.tag, n0.tag, between]);
    out.add([s0.upos, n0.upos, between, distance(s, n)]);
    kin(out, &view, (s0, sn), (n0, nn), n1);
    grand(out, &view, (s0, sn), (n0, nn));
    labels(out, &view, (s0, sn, s), (n0, nn));
}

/// How far apart, in steps that grow.
fn distance(s: u16, n: u16) -> u64 {
    match n.wrapping_sub(s) {
        _ if s == NONE => 0,
        d @ 1..=5 => u64::from(d),
        6..=7 => 6,
        8..=10 => 7,
        11..=20 => 8,
        _ => 9,
    }
}

/// Which marks, conjunctions and verbs stand between the two.
fn between(words: &[Word], s: u16, n: u16) -> u64 {
    let range =
        if s == NONE { &[][..] } else { words.get(usize::from(s) + 1..usize::from(n)).unwrap_or(&[]) };
    let mut seen = 0;
    // Long gaps look alike; a bounded look keeps long sentences linear.
    for word in range.iter().take(12) {
        seen |= match word.upos {
            VERB => 1,
            PUNCT => 2,
            CCONJ => 4,
            ADP => 8,
            _ => 0,
        };
    }
    seen
}

/// Hashes of universal tags the features speak of; the parser sets `Word::upos` by [`upos`].
const VERB: u64 = 17;
const PUNCT: u64 = 18;
const CCONJ: u64 = 19;
const ADP: u64 = 20;

/// A number for a universal tag.
pub fn upos(tag: &str) -> u64 {
    match tag {
        "VERB" => VERB,
        "PUNCT" => PUNCT,
        "CCONJ" => CCONJ,
        "ADP" => ADP,
        "NOUN" => 21,
        "PROPN" => 22,
        "PRON" => 23,
        "ADJ" => 24,
        "ADV" => 25,
        "AUX" => 26,
        "DET" => 27,
        "NUM" => 28,
        "PART" => 29,
        "SCONJ" => 30,
        "SYM" => 31,
        "INTJ" => 32,
        _ => 33,
    }
}

fn local(f: &mut Features, s0: Word, n0: Word, n1: Word, n2: Word) {
    for word in [s0, n0, n1, n2] {
        f.add([word.form, word.tag]);
        f.add([word.form]);
        f.add([word.tag]);
    }
    f.add([s0.form, s0.tag, n0.form, n0.tag]);
    f.add([s0.form, s0.tag, n0.form]);
    f.add([s0.form, n0.form, n0.tag]);
    f.add([s0.form, s0.tag, n0.tag]);
    f.add([s0.tag, n0.form, n0.tag]);
    f.add([s0.form, n0.form]);
    f.add([s0.tag, n0.tag]);
    f.add([n0.tag, n1.tag]);
    f.add([n0.form, n1.form]);
    f.add([n0.tag, n1.tag, n2.tag]);
    f.add([s0.tag, n0.tag, n1.tag]);
    f.add([s0.upos, n0.upos]);
}

fn near(f: &mut Features, (s0, s1): (Word, Word), (n0, n1, n2): (Word, Word, Word), n3: Word, d: u64) {
    f.add([s1.form]);
    f.add([s1.tag]);
    f.add([s1.tag, s0.tag, n0.tag]);
    f.add([s1.tag, n0.tag]);
    f.add([s1.form, n0.form]);
    f.add([s1.tag, s0.tag, n0.tag, n1.tag]);
    f.add([s0.tag, n0.tag, n1.tag, n2.tag]);
    f.add([s0.upos, n0.upos, n1.upos, n2.upos, n3.upos]);
    f.add([s0.form, n0.tag, n1.tag]);
    f.add([s0.tag, n0.form, n1.tag]);
    f.add([s0.tag, n0.tag, n1.form]);
    f.add([s0.form, n0.form, n1.form]);
    f.add([s0.form, d]);
    f.add([s0.tag, d]);
    f.add([n0.form, d]);
    f.add([n0.tag, d]);
    f.add([s0.form, n0.form, d]);
    f.add([s0.tag, n0.tag, d]);
}

fn kin(f: &mut Features, view: &View<'_>, (s0, sn): (Word, Node), (n0, nn): (Word, Node), n1: Word) {
    let (vl, vr, nl) = (u64::from(sn.lefts), u64::from(sn.rights), u64::from(nn.lefts));
    f.add([s0.form, vr]);
    f.add([s0.tag, vr]);
    f.add([s0.form, vl]);
    f.add([s0.tag, vl]);
    f.add([n0.form, nl]);
    f.add([n0.tag, nl]);
    f.add([s0.tag, n0.tag, vl, vr, nl]);
    let [h, l, r, k] = [sn.head, sn.left, sn.right, nn.left].map(|at| view.word(at));
    for word in [h, l, r, k] {
        f.add([word.form]);
        f.add([word.tag]);
    }
    f.add([h.tag, s0.tag, n0.tag]);
    f.add([l.tag, s0.tag, n0.tag]);
    f.add([r.tag, s0.tag, n0.tag]);
    f.add([s0.tag, n0.tag, k.tag]);
    f.add([s0.form, n0.tag, r.form]);
    f.add([s0.tag, n0.form, r.tag]);
    // The preposition or conjunction of the next noun against the places it may hang on.
    f.add([s0.form, k.form]);
    f.add([s0.tag, k.form, n0.tag]);
    f.add([s0.form, k.form, n0.form]);
    f.add([h.form, k.form]);
    f.add([h.tag, s0.tag, k.form]);
    f.add([h.form, s0.tag, n0.tag]);
    f.add([h.form, n0.form]);
    f.add([h.tag, s0.tag, n0.tag, n1.tag]);
    f.add([s0.form, n0.tag, k.tag]);
}

fn grand(f: &mut Features, view: &View<'_>, (s0, sn): (Word, Node), (n0, nn): (Word, Node)) {
    let [h, l, r, k] = [sn.head, sn.left, sn.right, nn.left].map(|at| view.word(at));
    let hn = view.node(sn.head);
    let [h2, l2, r2, k2] = [hn.head, sn.left2, sn.right2, nn.left2].map(|at| view.word(at));
    for word in [h2, l2, r2, k2] {
        f.add([word.form]);
        f.add([word.tag]);
    }
    f.add([s0.tag, l.tag, l2.tag]);
    f.add([s0.tag, r.tag, r2.tag]);
    f.add([s0.tag, h.tag, h2.tag]);
    f.add([n0.tag, k.tag, k2.tag]);
    f.add([s0.tag, n0.tag, r.tag, r2.tag]);
    f.add([s0.tag, n0.tag, k.tag, k2.tag]);
    // What hangs last on the stack's top: "signed A with B".
    let rl = view.word(view.node(sn.right).left);
    f.add([s0.tag, rl.form, n0.tag]);
    f.add([s0.tag, rl.form, n0.form]);
}

fn labels(f: &mut Features, view: &View<'_>, (s0, sn, s): (Word, Node, u16), (n0, nn): (Word, Node)) {
    let label = view.label(s);
    f.add([label]);
    f.add([label, s0.tag, n0.tag]);
    f.add([view.label(sn.left)]);
    f.add([view.label(sn.right)]);
    f.add([view.label(nn.left)]);
    f.add([view.label(sn.right), s0.tag, n0.tag]);
    f.add([view.label(sn.right), view.label(sn.right2), s0.tag, n0.tag]);
    f.add([view.label(nn.left), s0.tag, n0.tag]);
    f.add([view.label(sn.head), label, n0.tag]);
}
