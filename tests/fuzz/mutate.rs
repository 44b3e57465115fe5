//! How does a bad input come about, and what is learnt from it?
//!
//! Good inputs are cut, changed and mixed by lot. One that leads to an answer not met before is kept and changed further,
//! so that the lot works its way into the readers.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Runs of a target in an ordinary test, and the most time they may take.
const USUAL: usize = 40;
const USUAL_TIME: Duration = Duration::from_secs(3);
/// Inputs are not let grow beyond this.
const LONGEST: usize = 60_000;
/// An input that takes the processor longer is a fault too.
const PATIENCE: Duration = Duration::from_secs(30);

/// Numbers by lot: xorshift, the same everywhere.
pub struct Lot(u64);

impl Lot {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Bytes that mean something somewhere.
const TELLING: [&[u8]; 24] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b"\\",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n\n",
    b"-1",
    b"99999999999",
    b"..",
    b"&#x110000;",
    b"<!--",
    b"]]>",
    b"\xe2\x80\x8b",
    "\u{202e}é".as_bytes(),
];

/// Another input from those at hand.
fn changed(lot: &mut Lot, pool: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = pool[lot.below(pool.len())].clone();
    for _ in 0..=lot.below(6) {
        let (at, length) = (lot.below(bytes.len() + 1), 1 + lot.below(16));
        let end = (at + length).min(bytes.len());
        match lot.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes[at..end].iter_mut().for_each(|byte| *byte = lot.below(256) as u8),
            3 => {
                let piece = bytes[at..end].repeat(1 + lot.below(200));
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &pool[lot.below(pool.len())];
                let from = lot.below(other.len());
                bytes.splice(at..end, other[from..(from + 40).min(other.len())].iter().copied());
            }
            5 if at < bytes.len() => bytes[at] ^= 1 << lot.below(8),
            6 => {
                // A stretch of another place, as when a file is put together wrongly.
                let from = lot.below(bytes.len() + 1);
                let piece = bytes[from..(from + lot.below(300)).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                bytes.splice(at..at, TELLING[lot.below(TELLING.len())].iter().copied());
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

/// How long the processor worked for this process, which others on the machine do not stretch; where the system does not
/// tell, what the clock says.
fn worked() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let ticks = || -> Option<u64> {
        let text = std::fs::read_to_string("/proc/self/stat").ok()?;
        let mut fields = text.rsplit_once(") ")?.1.split(' ').skip(11);
        Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
    };
    let begun = BEGUN.get_or_init(Instant::now);
    ticks().map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

/// Feeds a target, a few times or for as many seconds as `CHANCERY_FUZZ` says. The target gives its answer in words; what
/// panics or takes too long is a failure, whose message has the input.
pub fn feed(target: &str, samples: Vec<Vec<u8>>, run: impl Fn(&[u8]) -> String) {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (seconds, seed) =
        (number("CHANCERY_FUZZ").map(Duration::from_secs), number("CHANCERY_SEED").unwrap_or(7));
    let (mut lot, mut pool, begun) = (Lot(seed | 1), samples, Instant::now());
    let (mut seen, mut runs) = (BTreeSet::new(), 0);
    let goes_on = |runs: usize, time: Duration| {
        seconds.map_or(runs < USUAL && time < USUAL_TIME, |seconds| time < seconds)
    };
    while goes_on(runs, begun.elapsed()) {
        let bytes =
            if runs < pool.len() && seen.is_empty() { pool[runs].clone() } else { changed(&mut lot, &pool) };
        let at = || format!("{target}, seed {seed}, run {runs}, input {}", bytes.escape_ascii());
        let before = worked();
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&bytes)));
        let answer = answer.unwrap_or_else(|_| panic!("{}", at()));
        assert!(worked().saturating_sub(before) < PATIENCE, "slow: {}", at());
        let plain = answer.chars().filter(|c| !c.is_ascii_digit()).take(200).collect::<String>();
        if seen.insert(plain) {
            pool.push(bytes);
        }
        runs += 1;
    }
    println!("{target}: {runs} inputs in {} s, {} kinds of answer", begun.elapsed().as_secs(), seen.len());
}
