//! Can any bytes bring a reader down? The first byte picks the kind of file, the rest is its content.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| chancery::ingest::probe(data));
