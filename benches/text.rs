//! How many words a second does the language core read, and where does the time go?
//!
//! `cargo bench --bench text [FILE]`: a text of our own, or any file. One thread; the best of several rounds counts.

use chancery::lexicon::Lexicon;
use chancery::model::Analysis;
use chancery::text;
use std::time::{Duration, Instant};

const TEXT: &str = "On 9 July 2018 the foreign ministers of Norway and Iceland met in Tromsø to review the fisheries agreement \
that their governments had signed two years earlier. \"We are not asking for new quotas,\" the Icelandic minister said; her \
colleague, who had been accused of delaying the talks, replied that Oslo would present a revised draft before the autumn. \
Observers from the European Union, which is not a party to the agreement, warned that a failure of the negotiations could \
harm small coastal communities. The two sides nevertheless agreed to set up a joint commission, to publish its findings \
every spring, and to invite Greenland's government to the next round in Reykjavik.\n\n";

const ROUNDS: usize = 7;

fn main() {
    // Cargo hands "--bench" on; anything else is a file.
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let text = file.and_then(|f| std::fs::read_to_string(f).ok()).unwrap_or_else(|| TEXT.repeat(100));
    let start = Instant::now();
    let lexicon = Lexicon::builtin();
    println!("lexicon read in {:.1?}", start.elapsed());
    let start = Instant::now();
    text::analyse(lexicon, "Models are read on first use.");
    println!("models read in {:.1?}", start.elapsed());
    let mut best = [Duration::MAX; 4];
    let mut words = 0;
    for _ in 0..ROUNDS {
        let (count, times) = round(lexicon, &text);
        words = count;
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }
    let all: Duration = best.iter().sum();
    for (name, time) in ["words", "tags", "names", "trees"].iter().zip(best) {
        println!("{name}: {:.1} %", 100.0 * time.as_secs_f64() / all.as_secs_f64());
    }
    println!("{words} words, {:.0} words a second", words as f64 / all.as_secs_f64());
}

fn round(lexicon: &Lexicon, text: &str) -> (usize, [Duration; 4]) {
    let start = Instant::now();
    let mut analysis = Analysis { sentences: text::tokenise(text) };
    let cut = start.elapsed();
    analysis.sentences.iter_mut().for_each(text::tag);
    let tagged = start.elapsed();
    text::find_names(lexicon, &mut analysis);
    let named = start.elapsed();
    analysis.sentences.iter_mut().for_each(text::parse);
    let parsed = start.elapsed();
    let words = analysis.sentences.iter().map(|s| s.tokens.len()).sum();
    (words, [cut, tagged - cut, named - tagged, parsed - named])
}
