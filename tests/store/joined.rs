//! Do texts that are put together from disk say the same as all at once in memory?

use crate::util::path;
use chancery::lexicon::Lexicon;
use chancery::model::{Document, Edge, EdgeType, Extraction, Factuality, Kind, Node, NodeType, Records};
use chancery::store::Store;
use chancery::store::corrections::{Correction, EdgeName, FILE, Log, Op, What, apply};
use chancery::{pipeline, resolve};
use std::path::Path;

struct Lot(usize);

impl Lot {
    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &all[(self.0 >> 33) % all.len()]
    }
}

/// A store of the sample articles, read but not put together, and the same in memory.
fn read(folder: &Path) -> (Store, Vec<(Document, Extraction)>) {
    let documents = chancery::ingest::read_paths(&[path("seeds")]).documents;
    let mut store = Store::create(folder.join("s.db")).unwrap();
    store.put_documents(&documents).unwrap();
    pipeline::read_pending(&mut store, Lexicon::builtin(), "v", |_| ()).unwrap();
    let mut read = Vec::new();
    let each = |batch: Vec<chancery::store::Packed>| {
        for packed in batch {
            let one = packed.open()?;
            read.push((one.document, one.extraction));
        }
        Ok(())
    };
    store.each_packed(2, true, each).unwrap();
    (store, read)
}

fn named(lot: &mut Lot, edge: &Edge) -> EdgeName {
    let said = *lot.of(&[true, false]);
    EdgeName {
        edge: edge.key.clone(),
        source: said.then(|| edge.source.clone()),
        etype: said.then_some(edge.etype),
        target: said.then(|| edge.target.clone()),
    }
}

/// A correction of anything, most of them possible.
fn correction(lot: &mut Lot, nodes: &[Node], edges: &[Edge]) -> Op {
    let edge = lot.of(edges).clone();
    let (node, other) = (lot.of(nodes).clone(), lot.of(nodes).clone());
    let date = lot.of(&[None, Some("2021"), Some("2024-05")]).map(|date| date.parse().unwrap());
    match *lot.of(&[0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8]) {
        0 => Op::Merge { node: edge.source, into: lot.of(&[edge.target, other.id]).clone() },
        1 => {
            let words = node.mentions.iter().map(|m| m.exact.clone()).take(1).collect();
            Op::Split { node: node.id, name: other.name, mentions: words, documents: Vec::new() }
        }
        2 => Op::Rename { node: node.id, name: "Another".into() },
        3 => {
            let kind = *lot.of(&[None, Some(Kind::Actor), Some(Kind::Place), Some(Kind::Event)]);
            Op::Retype { node: node.id, kind, ntype: *lot.of(&[NodeType::Organization, NodeType::Place]) }
        }
        4 => Op::Reject(named(lot, &edge)),
        5 => Op::Date { what: What::Edge(named(lot, &edge)), date },
        6 => Op::Date { what: What::Node { node: node.id }, date },
        7 => Op::Note { what: What::Edge(named(lot, &edge)), text: "seen".into() },
        _ => Op::Assert {
            source: edge.source,
            etype: *lot.of(&[EdgeType::Ally, edge.etype]),
            target: lot.of(&[edge.target, other.id]).clone(),
            date,
            factuality: Factuality::Actual,
            role: None,
            evidence: edge.evidence,
        },
    }
}

fn all_at_once(read: &[(Document, Extraction)]) -> Records {
    let pairs: Vec<_> = read.iter().map(|(document, said)| (document, said)).collect();
    resolve::resolve(Lexicon::builtin(), &pairs)
}

#[test]
fn from_disk_and_from_memory_the_records_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, read) = read(folder.path());
    let plain = all_at_once(&read);
    let mut told = Vec::new();
    assert_eq!(pipeline::join_up(&mut store, Lexicon::builtin(), |joined| told.push(joined)).unwrap(), []);
    assert_eq!(told.last(), Some(&pipeline::Joined::Edges(plain.edges.len())));
    assert_eq!(store.records().unwrap(), plain);
    assert!(store.is_current().unwrap());
    assert_eq!(store.check().unwrap(), []);
}

/// `CHANCERY_HISTORIES=1000 cargo test joined` tries as many.
#[test]
fn corrected_in_part_and_corrected_as_a_whole_the_records_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, read) = read(folder.path());
    let plain = all_at_once(&read);
    let rounds = std::env::var("CHANCERY_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let mut applied = 0;
    for round in 0..rounds {
        let mut lot = Lot(round);
        let _ = std::fs::remove_file(folder.path().join(FILE));
        let mut log = Log::beside(store.path()).unwrap();
        for _ in 0..1 + round % 5 {
            let op = correction(&mut lot, &plain.nodes, &plain.edges);
            applied += usize::from(log.add(Correction::new(op)).is_ok());
        }
        let unapplied = pipeline::join_up(&mut store, Lexicon::builtin(), |_| ()).unwrap();
        let in_part = store.records().unwrap();
        assert!(store.is_current().unwrap(), "round {round}");
        assert_eq!(store.commit(plain.clone()).unwrap(), unapplied, "round {round}");
        applied -= unapplied.len();
        let whole = store.records().unwrap();
        assert_eq!(in_part.nodes, whole.nodes, "round {round}: {:#?}", log.in_force());
        assert_eq!(in_part.edges, whole.edges, "round {round}: {:#?}", log.in_force());
    }
    assert!(applied > rounds, "too few corrections applied");
}

#[test]
fn corrected_in_the_store_and_in_memory_the_records_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, read) = read(folder.path());
    let plain = all_at_once(&read);
    let rounds = std::env::var("CHANCERY_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let mut applied = 0;
    for round in 0..rounds {
        let mut lot = Lot(round + 5000);
        let _ = std::fs::remove_file(folder.path().join(FILE));
        store.commit(plain.clone()).unwrap();
        for step in 0..3 {
            let mut expected = store.records().unwrap();
            let op = correction(&mut lot, &expected.nodes, &expected.edges);
            let correction = Correction::new(op);
            let unapplied = apply(&mut expected, [&correction]);
            let outcome = store.correct(correction.clone());
            assert_eq!(
                outcome.is_ok(),
                unapplied.is_empty(),
                "round {round}, {step}: {correction:?} {outcome:?}"
            );
            applied += usize::from(outcome.is_ok());
            let found = store.records().unwrap();
            assert_eq!(found.nodes, expected.nodes, "round {round}, {step}: {correction:?}");
            assert_eq!(found.edges, expected.edges, "round {round}, {step}: {correction:?}");
            assert!(store.is_current().unwrap());
        }
        assert_eq!(store.check().unwrap(), [], "round {round}");
    }
    assert!(applied > rounds, "too few corrections applied");
}
