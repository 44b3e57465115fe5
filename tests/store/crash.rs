//! Is the store whole after a process died while writing to it?
//!
//! A worker process applies an endless row of operations that follows from a seed, and writes down which it begins and
//! ends. It is killed at a random moment; the store must then be sound and stand before or after the operation that was
//! cut off. `CHANCERY_KILLS=200 cargo test crash` kills as often; the seed of a failure is in its message.

use super::stub::{built, document, export, finish};
use chancery::model::Document;
use chancery::store::Store;
use chancery::store::corrections::{Correction, FILE, Log, Op, What};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A stretch of numbers from a seed: xorshift, the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What the store must hold after so many operations.
#[derive(Clone, Default)]
struct State {
    files: BTreeMap<u64, u64>,
    notes: Vec<u64>,
}

enum Work {
    Build(Vec<(u64, u64)>),
    Remove(u64),
    Note(u64),
}

/// The operation of a number, given what is there.
fn work(seed: u64, number: u64, state: &State) -> Work {
    let mut numbers =
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number + 1).wrapping_mul(0x0100_0000_01b3) | 1);
    for _ in 0..8 {
        numbers.below(2);
    }
    let file = 1 + numbers.below(9);
    match numbers.below(6) {
        0 if state.files.contains_key(&file) => Work::Remove(file),
        1 => Work::Note(number),
        _ => Work::Build((0..=numbers.below(4)).map(|_| (1 + numbers.below(9), number)).collect()),
    }
}

impl State {
    fn after(&self, work: &Work) -> Self {
        let mut next = self.clone();
        match work {
            Work::Build(files) => next.files.extend(files.iter().copied()),
            Work::Remove(file) => drop(next.files.remove(file)),
            Work::Note(number) => next.notes.push(*number),
        }
        next
    }

    fn documents(&self) -> Vec<Document> {
        // One file is always there, so that notes have a node to stand on.
        std::iter::once(given(0, 0))
            .chain(self.files.iter().map(|(file, version)| given(*file, *version)))
            .collect()
    }

    fn export(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::beside(folder.path().join("s.db")).unwrap();
        for number in &self.notes {
            log.add(note(*number)).unwrap();
        }
        export(&built(folder.path(), "s.db", &self.documents()))
    }
}

fn given(file: u64, version: u64) -> Document {
    let text = format!("Oslo met Town{file} in Version{version}.\nTown{version} answered Oslo.\n").repeat(20);
    document(&format!("{file}.txt"), &text, None)
}

fn note(number: u64) -> Correction {
    let what = What::Node { node: "actor/oslo".into() };
    Correction::new(Op::Note { what, text: format!("note {number}") })
}

/// Not a test of its own: the process that is killed.
#[test]
#[ignore = "started by the crash harness"]
fn worker() {
    let Ok(folder) = std::env::var("CHANCERY_WORKER") else { return };
    let number = |name: &str| std::env::var(name).unwrap().parse::<u64>().unwrap();
    let (folder, seed) = (Path::new(&folder), number("CHANCERY_SEED"));
    let mut state = (0..number("CHANCERY_FROM")).fold(State::default(), |s, n| s.after(&work(seed, n, &s)));
    let mut journal =
        std::fs::File::options().append(true).create(true).open(folder.join("journal")).unwrap();
    for at in number("CHANCERY_FROM")..number("CHANCERY_TO") {
        writeln!(journal, "begin {at}").unwrap();
        let work = work(seed, at, &state);
        // Opened anew each time, as a command does.
        let mut store = Store::open_or_create(folder.join("s.db")).unwrap();
        match &work {
            Work::Build(files) => {
                let documents: Vec<Document> =
                    files.iter().map(|(file, version)| given(*file, *version)).collect();
                store.put_documents(&documents).unwrap();
                finish(&mut store);
            }
            Work::Remove(file) => {
                store.remove(&format!("{file}.txt")).unwrap();
                finish(&mut store);
            }
            Work::Note(number) => drop(store.correct(note(*number)).unwrap()),
        }
        drop(store);
        state = state.after(&work);
        writeln!(journal, "end {at}").unwrap();
    }
}

fn start(folder: &Path, seed: u64, from: u64, to: u64) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::crash::worker", "--ignored", "--nocapture"])
        .env("CHANCERY_WORKER", folder)
        .env("CHANCERY_SEED", seed.to_string())
        .env("CHANCERY_FROM", from.to_string())
        .env("CHANCERY_TO", to.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many operations ended, and whether another had begun.
fn progress(folder: &Path, from: u64) -> (u64, bool) {
    let journal = std::fs::read_to_string(folder.join("journal")).unwrap_or_default();
    let last = |word: &str| {
        let numbers = journal.lines().filter_map(|line| line.strip_prefix(word)?.trim().parse::<u64>().ok());
        numbers.max().map(|n| n + 1)
    };
    let ended = last("end ").unwrap_or(0).max(from);
    (ended, last("begin ").unwrap_or(0) > ended)
}

#[test]
fn a_killed_process_leaves_the_old_state_or_the_new() {
    let kills = std::env::var("CHANCERY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let seed = std::env::var("CHANCERY_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    drop(built(folder.path(), "s.db", &[given(0, 0)]));
    let (mut state, mut done, mut cut) = (State::default(), 0, 0);
    let mut moments = Numbers(seed | 1);
    for kill in 0..kills {
        let mut child = start(folder.path(), seed, done, done + 10_000);
        std::thread::sleep(Duration::from_micros(5_000 + moments.below(250_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let at = format!("seed {seed}, kill {kill}, operation {done}");
        let (ended, begun) = progress(folder.path(), done);
        for number in done..ended {
            state = state.after(&work(seed, number, &state));
        }
        done = ended;
        cut += u64::from(begun);
        let mut store = Store::open(&path).unwrap_or_else(|e| panic!("{at}: {e}"));
        assert_eq!(store.check().unwrap(), [], "{at}");
        let next = state.after(&work(seed, done, &state));
        let (old, new) = (state.export(), next.export());
        let found = export(&store);
        assert!(found == old || begun && found == new, "{at}: neither the old state nor the new");
        finish(&mut store);
        assert_eq!(store.check().unwrap(), [], "{at}");
        let found = export(&store);
        if begun && found == new {
            (state, done) = (next, done + 1);
        } else {
            assert_eq!(found, old, "{at}: finished, it is neither the old state nor the new");
        }
        let left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        drop(store);
        assert!(left.len() <= 7 && left.iter().any(|name| name == "s.db"), "{at}: {left:?}");
    }
    println!("{kills} kills, {cut} of them within one of {done} operations, seed {seed}");
}

#[test]
fn two_processes_at_once_both_finish() {
    let folder = tempfile::tempdir().unwrap();
    drop(built(folder.path(), "s.db", &[given(0, 0)]));
    let both = [start(folder.path(), 5, 0, 12), start(folder.path(), 6, 0, 12)];
    let all: Vec<bool> = both.into_iter().map(|mut child| child.wait().unwrap().success()).collect();
    assert_eq!(all.len(), 2);
    let store = Store::open(folder.path().join("s.db")).unwrap();
    assert_eq!(store.check().unwrap(), []);
    assert!(store.is_current().unwrap());
    let journal = std::fs::read_to_string(folder.path().join("journal")).unwrap();
    assert!(journal.lines().filter(|line| line.starts_with("end")).count() >= 12, "{journal}");
    assert!(folder.path().join(FILE).exists());
}

#[test]
fn who_comes_second_waits_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let first = built(folder.path(), "s.db", &[given(0, 0)]);
    let second = std::thread::spawn(move || {
        let mut said = 0;
        let store = Store::open_after(&path, &mut |_| said += 1).unwrap();
        (said, store.records().unwrap().nodes.len())
    });
    std::thread::sleep(Duration::from_millis(200));
    assert!(!second.is_finished());
    assert!(
        Store::open_read_only(folder.path().join("s.db")).unwrap().records().is_ok(),
        "readers need not wait"
    );
    drop(first);
    let (said, nodes) = second.join().unwrap();
    assert_eq!(said, 1);
    assert!(nodes > 0);
    assert!(!folder.path().join("s.db-lock").exists());
}
