//! Does any text at all upset the language core? `cargo +nightly fuzz run text`

#![no_main]

use chancery::{lexicon::Lexicon, text::analyse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for sentence in analyse(Lexicon::builtin(), text).sentences {
        for token in sentence.tokens {
            assert_eq!(token.span.of(text), token.form);
        }
    }
});
