//! Do corrections hold over every build, and say so?

use super::stub::{self, built, document, export, finish};
use chancery::model::{EdgeType, Factuality, NodeType};
use chancery::store::Store;
use chancery::store::corrections::{Correction, EdgeName, Log, Op, What};

fn texts() -> Vec<chancery::model::Document> {
    vec![
        document("a.txt", "Oslo met Lima in May.\nQuito waited for Lima.", Some("2024-05")),
        document("b.txt", "Kristiania answered Quito.\nLima answered Kristiania.", Some("2024-05")),
    ]
}

fn by_lund(op: Op) -> Correction {
    Correction { who: Some("A. Lund".into()), when: Some("2025-05-03".into()), ..Correction::new(op) }
}

fn merge() -> Op {
    Op::Merge { node: "actor/kristiania".into(), into: "actor/oslo".into() }
}

fn reject(store: &Store, source: &str, target: &str) -> Op {
    let fact = store.edges_between(source, target, 0).unwrap().remove(0);
    Op::Reject(EdgeName {
        edge: fact.edge.key,
        source: Some(fact.edge.source),
        etype: Some(fact.edge.etype),
        target: Some(fact.edge.target),
    })
}

#[test]
fn corrections_survive_a_new_build() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    store.correct(by_lund(merge())).unwrap();
    let node = store.node("actor/oslo").unwrap().unwrap();
    assert_eq!(node.aliases, ["Kristiania"]);
    assert_eq!(node.mentions.len(), 3);
    assert_eq!(node.analyst, ["merged with actor/kristiania · A. Lund · 2025-05-03"]);
    assert!(store.node("actor/kristiania").unwrap().is_none());
    assert_eq!(store.find_names("kristiania").unwrap()[0].id, "actor/oslo");
    let rejected = reject(&store, "actor/quito", "actor/lima");
    store.correct(by_lund(rejected)).unwrap();
    assert!(store.edges_between("actor/quito", "actor/lima", 0).unwrap().is_empty());
    assert!(store.is_current().unwrap());
    let corrected = export(&store);
    assert_eq!(store.check().unwrap(), []);
    store.put_documents(&texts()).unwrap();
    finish(&mut store);
    assert_eq!(export(&store), corrected);
    assert_eq!(store.stats().unwrap().corrected, 1);
    // The file holds for every store beside it.
    assert_eq!(export(&built(folder.path(), "t.db", &texts())), corrected);
}

#[test]
fn an_undo_brings_the_old_records_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    let before = export(&store);
    let id = store.correct(by_lund(merge())).unwrap();
    assert_ne!(export(&store), before);
    store.correct(Correction::new(Op::Undo { correction: id.clone() })).unwrap();
    assert!(!store.is_current().unwrap());
    finish(&mut store);
    assert_eq!(export(&store), before);
    let again = store.correct(Correction::new(Op::Undo { correction: id })).unwrap_err();
    assert!(again.to_string().contains("no correction"), "{again}");
    let log = Log::beside(store.path()).unwrap();
    assert_eq!((log.all().len(), log.in_force().len()), (2, 0));
}

#[test]
fn a_correction_that_no_longer_applies_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    store.correct(by_lund(merge())).unwrap();
    store.remove("b.txt").unwrap();
    stub::read_pending(&mut store);
    let records = stub::resolve(&store);
    let unapplied = store.commit(records).unwrap();
    assert_eq!(unapplied.len(), 1);
    assert_eq!(unapplied[0].reason, "there is no node actor/kristiania any more");
    let refused = store.correct(by_lund(Op::Rename { node: "actor/bergen".into(), name: "Bergen".into() }));
    assert!(refused.is_err());
    assert_eq!(Log::beside(store.path()).unwrap().all().len(), 1);
}

#[test]
fn every_operation_leaves_its_mark() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    let edge = store.edges_between("actor/oslo", "actor/lima", 0).unwrap().remove(0).edge;
    let name = EdgeName { edge: edge.key.clone(), source: None, etype: None, target: None };
    let node = |id: &str| What::Node { node: id.into() };
    for op in [
        Op::Rename { node: "actor/quito".into(), name: "San Francisco de Quito".into() },
        Op::Retype { node: "actor/lima".into(), kind: None, ntype: NodeType::Organization },
        Op::Date { what: What::Edge(name.clone()), date: Some("2024-05-14".parse().unwrap()) },
        Op::Note { what: What::Edge(name), text: "seen in the minutes".into() },
        Op::Note { what: node("actor/oslo"), text: "the government, not the city".into() },
        Op::Assert {
            source: "actor/oslo".into(),
            etype: EdgeType::Ally,
            target: "actor/lima".into(),
            date: None,
            factuality: Factuality::Actual,
            role: None,
            evidence: Vec::new(),
        },
    ] {
        store.correct(by_lund(op)).unwrap();
    }
    let named = store.node("actor/quito").unwrap().unwrap();
    assert_eq!(
        (named.name.as_str(), named.aliases.as_slice()),
        ("San Francisco de Quito", &["Quito".to_string()][..])
    );
    assert_eq!(store.node("actor/lima").unwrap().unwrap().ntype, NodeType::Organization);
    let dated = store.edge(&edge.key).unwrap().unwrap();
    assert_eq!(dated.date.unwrap().as_str(), "2024-05-14");
    assert_eq!(dated.analyst.len(), 2);
    let asserted = store.edges_between("actor/lima", "actor/oslo", 0).unwrap();
    let ally = asserted.iter().find(|fact| fact.edge.etype == EdgeType::Ally).unwrap();
    assert_eq!(ally.edge.source, "actor/lima", "symmetric edges begin at the smaller id");
    assert_eq!(ally.edge.analyst, ["asserted · A. Lund · 2025-05-03"]);
    let corrected = export(&store);
    finish(&mut store);
    assert_eq!(export(&store), corrected);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_split_takes_mentions_and_their_evidence_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    let document = store.document("b.txt").unwrap().unwrap().id;
    store
        .correct(by_lund(Op::Split {
            node: "actor/lima".into(),
            name: "Lima, Ohio".into(),
            mentions: Vec::new(),
            documents: vec![document.clone()],
        }))
        .unwrap();
    let new = store.node("actor/lima-ohio").unwrap().unwrap();
    assert!(new.mentions.iter().all(|m| m.document == document) && !new.mentions.is_empty());
    assert_eq!(store.edges_between("actor/lima-ohio", "actor/kristiania", 0).unwrap().len(), 1);
    assert!(store.edges_between("actor/lima", "actor/kristiania", 0).unwrap().is_empty());
    assert_eq!(store.edges_between("actor/lima", "actor/oslo", 0).unwrap().len(), 1);
    let corrected = export(&store);
    finish(&mut store);
    assert_eq!(export(&store), corrected);
}

#[test]
fn a_broken_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &texts());
    std::fs::write(folder.path().join("corrections.jsonl"), "\n{\"op\":\"merge\"}\n").unwrap();
    let records = store.records().unwrap();
    let error = store.commit(records).unwrap_err().to_string();
    assert!(error.contains("corrections.jsonl: line 2: this is no correction"), "{error}");
}
