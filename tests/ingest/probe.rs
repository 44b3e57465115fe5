//! Do readers survive bytes that nobody meant?
//!
//! Good files of every kind are cut, changed and mixed at random and read as any kind. `CHANCERY_PROBES=100000 cargo test
//! probe` feeds as many; the seed of a failure is in its message.

use super::make::{docx, epub, gzip, pdf, zip};
use chancery::ingest::{NAMES, probe_as};

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn samples() -> Vec<Vec<u8>> {
    let page = "<!doctype html><html><head><title>T</title><meta name=author content='By A'></head><body><article>\
        <p>Oslo &amp; Lima met in the harbour, said the <b>minister</b>.</p></article><script>x</script></body></html>";
    vec![
        super::ARTICLE.as_bytes().to_vec(),
        b"---\ntitle: T\ndate: 2024-05-03\n---\n# H\n\n![a](b) <!-- c -->\n```\nx\n```\nOslo.\n".to_vec(),
        page.as_bytes().to_vec(),
        pdf(&["First page.", "Second page with (parens\\)."]),
        docx("T", &["One &amp; two.", "Three."]),
        epub("T", &["<p>One</p>", "<h1>Two</h1>"]),
        b"{\"id\":1,\"text\":\"Oslo met.\",\"published\":\"2024\"}\n{\"text\":\"\\u0141\"}\n".to_vec(),
        b"id;title;text;date\n1;T;\"Oslo;\nmet\";2024\n".to_vec(),
        gzip(b"Oslo met Lima."),
        zip(&[
            ("a.txt", b"Oslo"),
            ("b/c.jsonl", b"{\"text\":\"x\"}"),
            ("d.zip", &zip(&[("e.md", b"# Oslo")])),
        ]),
        [b"\xff\xfe".as_slice(), &super::utf16("Oslo met.\n")].concat(),
    ]
}

/// Another file from two good ones.
fn changed(numbers: &mut Numbers, samples: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = samples[numbers.below(samples.len())].clone();
    for _ in 0..=numbers.below(6) {
        let (at, length) = (numbers.below(bytes.len() + 1), 1 + numbers.below(16));
        let end = (at + length).min(bytes.len());
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes[at..end].iter_mut().for_each(|byte| *byte = numbers.below(256) as u8),
            3 => {
                let piece = bytes[at..end].repeat(1 + numbers.below(200));
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &samples[numbers.below(samples.len())];
                let from = numbers.below(other.len());
                bytes.splice(at..end, other[from..(from + 40).min(other.len())].iter().copied());
            }
            _ => bytes.insert(at, *b"<>&\"{[(\0\xff\xc3"[numbers.below(10)..].first().unwrap_or(&0)),
        }
    }
    bytes
}

#[test]
fn readers_survive_what_nobody_meant() {
    let probes = std::env::var("CHANCERY_PROBES").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let seed: u64 = std::env::var("CHANCERY_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(7);
    let samples = samples();
    let mut numbers = Numbers(seed | 1);
    let mut documents = 0;
    for probe in 0..probes {
        let bytes = changed(&mut numbers, &samples);
        let name = NAMES[numbers.below(NAMES.len())];
        let begun = std::time::Instant::now();
        let read = std::panic::catch_unwind(|| probe_as(name, &bytes));
        let at = format!("seed {seed}, probe {probe}, as {name}: {:?}", String::from_utf8_lossy(&bytes));
        documents += read.unwrap_or_else(|_| panic!("{at}"));
        assert!(begun.elapsed().as_secs() < 20, "slow: {at}");
    }
    assert!(documents > probes / 20);
}
