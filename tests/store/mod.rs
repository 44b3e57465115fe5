//! Does the store keep what it is given, and answer from disk?

mod corrections;
mod crash;
mod histories;
mod joined;
pub mod stub;

use chancery::model::Records;
use chancery::store::{FileSeen, Store};
use stub::{built, document, export, finish};

fn three() -> Vec<chancery::model::Document> {
    vec![
        document("a.txt", "Oslo met Lima in May.\nQuito waited for Lima.", Some("2024-05")),
        document("b.txt", "Lima answered Quito.\nOslo was silent.", None),
        document("c.txt", "Quito answered Oslo; Łódź did not.", Some("2023")),
    ]
}

#[test]
fn records_come_back_as_they_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(folder.path().join("s.db")).unwrap();
    store.put_documents(&three()).unwrap();
    stub::read_pending(&mut store);
    let records = stub::resolve(&store);
    assert!(records.edges.len() > 3);
    store.replace_records(&records).unwrap();
    assert_eq!(store.records().unwrap(), records);
    drop(store);
    let store = Store::open_read_only(folder.path().join("s.db")).unwrap();
    assert_eq!(store.records().unwrap(), records);
    assert!(store.is_current().unwrap());
}

#[test]
fn lookups_agree_with_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let store = built(folder.path(), "s.db", &three());
    let records = store.records().unwrap();
    for node in &records.nodes {
        assert_eq!(store.node(&node.id).unwrap().as_ref(), Some(node));
        assert_eq!(store.find_names(&node.name.to_uppercase()).unwrap()[0].id, node.id);
        let here: Vec<_> =
            records.edges.iter().filter(|e| e.source == node.id || e.target == node.id).collect();
        let facts = store.edges_of(&node.id, usize::MAX).unwrap();
        assert_eq!(facts.iter().map(|f| &f.edge).collect::<Vec<_>>(), here);
        let mut top = store.top_edges(&node.id, usize::MAX, usize::MAX).unwrap();
        assert!(top.is_sorted_by_key(|f| (std::cmp::Reverse(f.documents), std::cmp::Reverse(f.quotations))));
        top.sort_by(|a, b| {
            (&a.edge.source, &a.edge.target, &a.edge.key).cmp(&(&b.edge.source, &b.edge.target, &b.edge.key))
        });
        assert_eq!(top, facts);
        assert_eq!(store.edge_counts(&node.id).unwrap().iter().map(|c| c.2).sum::<usize>(), here.len());
        let near: usize = store.neighbours(&node.id).unwrap().iter().map(|n| n.edges).sum();
        assert_eq!(near, here.len());
    }
    for edge in &records.edges {
        assert_eq!(store.edge(&edge.key).unwrap().as_ref(), Some(edge));
        let between = store.edges_between(&edge.target, &edge.source, 0).unwrap();
        assert!(
            between.iter().any(|f| f.edge.key == edge.key && f.edge.evidence.is_empty() && f.quotations > 0)
        );
    }
    assert_eq!(store.common("actor/oslo", "actor/quito").unwrap(), ["actor/lima"]);
    assert_eq!(store.suggest("Liam", 3).unwrap(), ["Lima"]);
    assert_eq!(store.find_names("lodz").unwrap()[0].name, "Łódź");
    assert_eq!(store.stats().unwrap().edges, records.edges.len());
    let dated = store.dated(20230101, 20231231, 10, 1).unwrap();
    assert!(!dated.is_empty() && dated.iter().all(|f| f.edge.date.as_ref().unwrap().as_str() == "2023"));
}

#[test]
fn sentences_are_found_by_words_and_nothing_typed_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = built(folder.path(), "s.db", &three());
    let found = store.search("answers quito", 9).unwrap().best;
    assert_eq!(found.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().len(), 2);
    assert_eq!(store.search("lodz", 9).unwrap().best[0].exact, "Quito answered Oslo; Łódź did not.");
    for odd in
        ["a* OR b", "NEAR(", "\"", "x\0y", "col:umn", "(((((", "^a", "'; DROP TABLE words; --", "+", "a AND"]
    {
        if let Err(error) = store.search(odd, 9) {
            assert!(error.to_string().contains("no words to search for"), "{odd}: {error}");
        }
    }
    assert!(store.search(&"lima ".repeat(100_000), 9).is_ok());
}

#[test]
fn a_document_given_twice_changes_nothing_and_goes_with_its_last_source() {
    let folder = tempfile::tempdir().unwrap();
    let once = built(folder.path(), "once.db", &three());
    let mut documents = three();
    documents.push(document("z/copy.txt", &documents[0].text, Some("2024-05")));
    let mut twice = built(folder.path(), "twice.db", &documents);
    assert_eq!(export(&once), export(&twice));
    assert_eq!(twice.put_documents(&documents).unwrap().unchanged.len(), 4);
    assert!(twice.is_current().unwrap());
    assert!(twice.remove("a.txt").unwrap().is_empty());
    finish(&mut twice);
    assert!(export(&twice).contains("z/copy.txt"));
    assert_eq!(twice.remove("z/copy.txt").unwrap().len(), 1);
    assert!(!twice.is_current().unwrap());
    finish(&mut twice);
    assert_eq!(export(&twice), export(&built(folder.path(), "two.db", &three()[1..])));
    assert!(twice.search("Oslo met", 5).unwrap().best.is_empty());
    assert!(twice.remove("nothing.txt").unwrap_err().to_string().contains("nothing.txt"));
}

#[test]
fn of_one_source_given_twice_the_last_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &three());
    let other = document("a.txt", "Bern met Oslo.", None);
    store.put_documents(&[three().remove(0), other.clone()]).unwrap();
    finish(&mut store);
    let mut documents = three();
    documents[0] = other.clone();
    assert_eq!(export(&store), export(&built(folder.path(), "t.db", &documents)));
    store.put_documents(&[other, three().remove(0)]).unwrap();
    finish(&mut store);
    assert_eq!(export(&store), export(&built(folder.path(), "u.db", &three())));
}

#[test]
fn two_texts_of_one_id_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &three());
    let mut other = document("z.txt", "Bern met Riga.", None);
    other.info.id = three()[0].info.id.clone();
    let twin = document("y.txt", "Riga met Bern.", None);
    let mut third = document("x.txt", "Riga waited.", None);
    third.info.id = twin.info.id.clone();
    let plan = store.put_documents(&[other, twin.clone(), third]).unwrap();
    assert_eq!((plan.clashing, plan.new), (vec!["y.txt".to_string(), "z.txt".into()], vec!["x.txt".into()]));
    finish(&mut store);
    assert_eq!(store.text(&twin.info.id).unwrap().unwrap(), "Riga waited.", "whichever comes first by name");
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn another_bibliography_or_version_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &three());
    let mut documents = three();
    documents[1].info.published = Some("2020".parse().unwrap());
    assert_eq!(store.put_documents(&documents).unwrap().changed, ["b.txt"]);
    let pending = store.pending(stub::VERSION, "", 9).unwrap();
    assert_eq!(pending.iter().map(|d| d.info.source.as_str()).collect::<Vec<_>>(), ["b.txt"]);
    assert_eq!(store.pending("stub 2", "", 9).unwrap().len(), 3);
    finish(&mut store);
    assert_eq!(export(&store), export(&built(folder.path(), "new.db", &documents)));
}

#[test]
fn a_file_read_to_its_end_is_known_and_gives_back_what_it_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(folder.path().join("s.db")).unwrap();
    let member = |name: &str, text: &str| document(&format!("all.jsonl#{name}"), text, None);
    let documents = [member("1", "Oslo met Lima."), member("2", "Quito met Lima.")];
    let seen = |print: &str, documents: &[chancery::model::Document]| FileSeen {
        origin: "all.jsonl".into(),
        fingerprint: Some(print.into()),
        documents: documents.iter().map(|d| d.origin.clone()).collect(),
    };
    store.put_documents(&documents).unwrap();
    assert_eq!(store.close_files(&[seen("one", &documents)]).unwrap(), [""; 0]);
    finish(&mut store);
    assert!(store.knows("all.jsonl", "one").unwrap() && !store.knows("all.jsonl", "two").unwrap());
    assert_eq!(store.close_files(&[seen("one", &documents)]).unwrap(), [""; 0]);
    assert!(store.is_current().unwrap());
    assert_eq!(store.close_files(&[seen("two", &documents[..1])]).unwrap().len(), 1);
    finish(&mut store);
    assert_eq!(export(&store), export(&built(folder.path(), "t.db", &documents[..1])));
    assert_eq!(store.files().unwrap(), ["all.jsonl"]);
    assert!(store.gives("all.jsonl").unwrap());
    store.remove("all.jsonl").unwrap();
    assert!(store.knows("all.jsonl", "two").unwrap(), "what was taken back would be read again");
    assert!(!store.gives("all.jsonl").unwrap());
    finish(&mut store);
    assert_eq!(store.check().unwrap(), []);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let records = built(folder.path(), "s.db", &three()).records().unwrap();
    let allow = |mode: u32| {
        std::fs::set_permissions(folder.path().join("s.db"), PermissionsExt::from_mode(mode & 0o666))
            .unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(mode)).unwrap();
    };
    allow(0o555);
    let read = Store::open_read_only(folder.path().join("s.db")).and_then(|store| store.records());
    // Whoever may do everything is not kept from writing.
    let refused = Store::open(folder.path().join("s.db")).err().map(|error| error.to_string());
    allow(0o755);
    assert_eq!(read.unwrap(), records);
    assert!(refused.is_none_or(|reason| reason.contains("cannot be written")));
}

#[test]
fn a_failed_write_leaves_the_old_records() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = built(folder.path(), "s.db", &three());
    let before = export(&store);
    let mut bad = store.records().unwrap();
    bad.edges[0].target = "actor/nobody".into();
    assert!(store.replace_records(&bad).unwrap_err().to_string().contains("actor/nobody"));
    assert!(store.replace_records(&Records { documents: vec![three()[0].info.clone()], ..bad }).is_err());
    assert_eq!(export(&store), before);
    assert_eq!(store.search("Lima", 9).unwrap().best.len(), 3);
}

#[test]
fn what_is_no_store_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let refused = |name: &str| {
        let read = Store::open_read_only(path(name)).unwrap_err().to_string();
        assert_eq!(read, Store::open(path(name)).unwrap_err().to_string());
        assert!(read.contains(name), "{read}");
        read
    };
    std::fs::write(path("text.db"), "no database at all, but long enough to have a header ".repeat(20))
        .unwrap();
    assert!(refused("text.db").contains("no store of chancery"));
    std::fs::write(path("empty.db"), "").unwrap();
    assert!(refused("empty.db").contains("empty"));
    assert!(refused("missing.db").contains("No such file"));
    std::fs::create_dir(path("folder.db")).unwrap();
    assert!(refused("folder.db").contains("folder"));
    built(folder.path(), "cut.db", &three());
    let whole = std::fs::read(path("cut.db")).unwrap();
    std::fs::write(path("cut.db"), &whole[..whole.len() / 2]).unwrap();
    assert!(refused("cut.db").contains("cut short"));
    let mut other = whole.clone();
    other[60..64].copy_from_slice(&99u32.to_be_bytes());
    std::fs::write(path("version.db"), &other).unwrap();
    assert!(refused("version.db").contains("version 99"));
    other[68..72].copy_from_slice(&7u32.to_be_bytes());
    std::fs::write(path("foreign.db"), &other).unwrap();
    assert!(refused("foreign.db").contains("another program"));
    assert!(Store::create(path("cut.db")).unwrap_err().to_string().contains("already"));
}
