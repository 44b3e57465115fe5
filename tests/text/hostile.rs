//! Does the language core hold on whatever it is given?

use chancery::lexicon::Lexicon;
use chancery::model::Analysis;
use chancery::text::analyse;

/// All of them with optimisation (`cargo test --release`); without it a hundredth, to stay within seconds.
const STRINGS: usize = if cfg!(debug_assertions) { 1_000 } else { 100_000 };
const LONG: usize = if cfg!(debug_assertions) { 4_000 } else { 1_000_000 };

const PIECES: &[&str] = &[
    "Japan",
    "the",
    "U.S.",
    "Mr.",
    "No. 05/25",
    "signed",
    "don't",
    "PRC’s",
    "9 July 2018",
    "EUR 800 bn",
    "25%",
    "I.",
    "…",
    "...",
    "?!",
    "\"",
    "“",
    "”",
    "‘",
    "'",
    "(",
    ")",
    "[1]",
    "{",
    "}",
    "<<",
    "-",
    "--",
    "—",
    "/",
    "\\",
    "\\uD800",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{0}",
    "\u{7}",
    "\u{1B}[0m",
    "\u{85}",
    "\u{A0}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{301}",
    "e\u{301}\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "Ǆ",
    "日本",
    "العربية",
    "हिन्दी",
    "👩‍👩‍👧",
    "🇯🇵",
    "\u{10FFFF}",
    "http://a.b/c?d=e",
    "a@b.org",
    "1,000.5",
    "1/2/3/4",
    "+",
    "=",
    "#",
    "$",
    "€",
    "•",
    "1.",
    "(a)",
    "of",
    "and",
    ",",
    ";",
    ":",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }

    fn string(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(9) {
            match self.below(4) {
                0 => text.extend(char::from_u32(self.below(0x11_0000) as u32)),
                1 => text.extend(char::from_u32(self.below(0x250) as u32)),
                _ => text.push_str(PIECES[self.below(PIECES.len())]),
            }
            if self.below(3) == 0 {
                text.push(' ');
            }
        }
        text
    }
}

/// Every token is its slice, in order; every tree has one root and no circle.
fn sound(text: &str, analysis: &Analysis) {
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert!(!sentence.tokens.is_empty());
        for token in &sentence.tokens {
            assert!(token.span.start >= end && !token.span.is_empty(), "{text:?}");
            assert_eq!(text.get(token.span.start..token.span.end), Some(token.form.as_str()));
            end = token.span.end;
        }
        assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1, "{text:?}");
        for start in 0..sentence.tokens.len() {
            let mut at = start;
            let steps = (0..=sentence.tokens.len()).take_while(|_| match sentence.tokens[at].head {
                Some(head) => {
                    at = head;
                    true
                }
                None => false,
            });
            assert!(steps.count() <= sentence.tokens.len(), "a circle in {text:?}");
        }
        assert!(sentence.names.iter().all(|n| n.start < n.end && n.end <= sentence.tokens.len()), "{text:?}");
    }
}

fn read(text: &str) {
    sound(text, &analyse(Lexicon::builtin(), text));
}

#[test]
fn random_strings() {
    let mut numbers = Numbers(2_024);
    for _ in 0..STRINGS {
        read(&numbers.string());
    }
}

#[test]
fn every_block() {
    // Letters, signs and planes in use; then tags and private use at the far end.
    let blocks = (0..0x3_4000u32).chain(0xE_0000..0xE_1000).chain(0x10_F000..0x11_0000);
    let step = if cfg!(debug_assertions) { 37 } else { 3 };
    let all: Vec<char> = blocks.step_by(step).filter_map(char::from_u32).collect();
    for part in all.chunks(400) {
        read(&part.iter().collect::<String>());
        let spaced: Vec<String> = part.iter().map(|c| format!("a{c} {c}b.")).collect();
        read(&spaced.join(" "));
    }
}

#[test]
fn long_runs_take_linear_time() {
    for piece in [
        "a", "A", "é", "(", ")", "[", "\"", "'", ".", "-", "\n", "\r\n", " ", "1/", "1-", "A&", "a.", "a-",
        "a@", "'s", "!)", "\u{301}", "日",
    ] {
        let times = LONG
            / piece.len()
            / if piece.len() > 1 || !piece.chars().all(char::is_alphabetic) { 20 } else { 1 };
        read(&piece.repeat(times));
    }
}
