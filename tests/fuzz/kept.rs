//! Does whoever asks of a damaged store, of odd corrections or in odd words get an answer or a reason?

use super::mutate::feed;
use crate::serve::sample;
use crate::store::stub::{built, document, export};
use crate::util::chancery;
use axum::body::Bytes;
use axum::http::Request;
use chancery::store::Store;
use chancery::store::corrections::FILE;

fn texts() -> Vec<chancery::model::Document> {
    vec![
        document("a.txt", "Oslo met Lima in May.\nQuito waited for Lima.", Some("2024-05")),
        document("b.txt", "Kristiania answered Quito.\nLima answered Kristiania.", Some("2024-05-03")),
    ]
}

/// Whatever can be asked, in one.
fn asked(store: &Store) -> chancery::Result<String> {
    let problems = store.check()?;
    let records = store.records()?;
    for node in &records.nodes {
        store.node(&node.id)?;
        store.neighbours(&node.id)?;
        store.edges_of(&node.id, 2)?;
    }
    store.search("Lima", 3)?;
    store.suggest("Oslp", 3)?;
    store.find_names("oslo")?;
    store.dated(0, 99_999_999, 9, 1)?;
    Ok(format!(
        "{} problems, {} documents, {:?}",
        problems.len(),
        records.documents.len(),
        store.stats()?.nodes
    ))
}

#[test]
fn a_damaged_store() {
    let folder = tempfile::tempdir().unwrap();
    drop(built(folder.path(), "good.db", &texts()));
    let good = std::fs::read(folder.path().join("good.db")).unwrap();
    let bad = folder.path().join("bad.db");
    // Only the changes are fed: which bytes to put where. So the file stays a store for the most part.
    feed("a damaged store", vec![vec![0, 100, 1, 0, 24, 9], (0..120).collect()], |changes| {
        let mut bytes = good.clone();
        for change in changes.chunks_exact(3) {
            let at = usize::from(change[0]) * 256 + usize::from(change[1]);
            let at = at * 7 % bytes.len();
            bytes[at] = change[2];
        }
        if changes.len() % 7 == 0 {
            bytes.truncate(bytes.len() / 256 * usize::from(changes.first().copied().unwrap_or(9)));
        }
        std::fs::write(&bad, bytes).unwrap();
        for ending in ["-wal", "-shm", "-lock"] {
            let _ = std::fs::remove_file(folder.path().join(format!("bad.db{ending}")));
        }
        let read = Store::open_read_only(&bad).and_then(|store| asked(&store));
        let written = Store::open(&bad).and_then(|mut store| {
            store.put_documents(&[document("c.txt", "Riga met Bern.", None)])?;
            store.remove("a.txt")
        });
        let told = |error: chancery::Error| error.to_string().chars().take(60).collect::<String>();
        format!("{:?} {:?}", read.map_err(told), written.map_err(told))
    });
}

#[test]
fn odd_corrections() {
    let folder = tempfile::tempdir().unwrap();
    drop(built(folder.path(), "s.db", &texts()));
    let lines = "{\"op\":\"merge\",\"node\":\"actor/kristiania\",\"into\":\"actor/oslo\",\"who\":\"A\"}\n\
        {\"op\":\"split\",\"node\":\"actor/lima\",\"name\":\"Callao\",\"mentions\":[\"Lima\"]}\n\
        {\"op\":\"rename\",\"node\":\"actor/quito\",\"name\":\"San Quito\"}\n\
        {\"op\":\"retype\",\"node\":\"actor/oslo\",\"kind\":\"place\",\"type\":\"place\"}\n\
        {\"op\":\"assert\",\"source\":\"actor/oslo\",\"type\":\"ally\",\"target\":\"actor/lima\",\"date\":\"2024\",\
        \"factuality\":\"actual\"}\n{\"op\":\"date\",\"node\":\"actor/oslo\",\"date\":\"2024-05\"}\n\
        {\"op\":\"note\",\"node\":\"actor/lima\",\"text\":\"x\"}\n{\"op\":\"undo\",\"correction\":\"5d41402a\"}\n";
    feed("odd corrections", vec![lines.as_bytes().to_vec()], |lines| {
        std::fs::write(folder.path().join(FILE), lines).unwrap();
        let mut store = Store::open(folder.path().join("s.db")).unwrap();
        let records = crate::store::stub::resolve(&store);
        let unapplied = store.commit(records);
        assert_eq!(store.check().unwrap(), []);
        let reasons = |list: Vec<chancery::store::corrections::Unapplied>| {
            list.into_iter().map(|one| one.reason).collect::<Vec<_>>().join("; ")
        };
        format!(
            "{} {:?}",
            export(&store).len() / 1000,
            unapplied.map(reasons).map_err(|error| error.to_string())
        )
    });
}

#[test]
fn odd_words_to_search_for() {
    let folder = tempfile::tempdir().unwrap();
    let store = built(folder.path(), "s.db", &texts());
    let samples =
        ["Lima", "\"met Lima\" waited*", "a OR b NEAR(c, 2)", "actor/oslo", "kristiania -quito ^x {a b}: c"];
    feed("odd words", samples.iter().map(|words| words.as_bytes().to_vec()).collect(), |bytes| {
        let words = String::from_utf8_lossy(bytes);
        let found = store
            .search(&words, 5)
            .map(|list| list.best.len())
            .map_err(|e| matches!(e, chancery::Error::Usage(_)));
        assert_ne!(found, Err(false), "an error of the database");
        let names = store.find_names(&words).unwrap().len();
        let near = store.suggest(&words, 5).unwrap().len();
        format!("{found:?} {names} {near}")
    });
}

#[test]
fn odd_requests() {
    let (_folder, state) = sample::state();
    let samples = [
        "/api/about",
        "/api/search?q=lake%20accord&limit=5",
        "/api/names?q=rur&limit=3",
        "/api/links?of=ruritania&of=sylvania&k=2",
        "/api/paths?of=actor%2Fruritania&of=borduria&k=9",
        "/api/thing?id=actor/sylvania",
        "/api/timeline?of=Sylvania&place=x",
        "/api/trace?of=ruritania&about=lake",
        "/api/overlap?hub=ruritania&with=sylvania",
        "/api/picture?most=9",
        "/api/briefing.md?of=%ff%00",
        "/api/view.svg\n{\"nodes\":[\"actor/ruritania\"],\"edges\":[]}",
        "/../../etc/passwd",
    ];
    feed("odd requests", samples.iter().map(|path| path.as_bytes().to_vec()).collect(), |bytes| {
        let path = String::from_utf8_lossy(bytes);
        let (path, body) = path.split_once('\n').unwrap_or((&path, ""));
        let method = if body.is_empty() { "GET" } else { "POST" };
        let request = Request::builder().method(method).uri(path).header("host", sample::ADDRESS);
        let request = request.header("x-chancery-token", sample::TOKEN);
        let Ok(request) = request.body(Bytes::from(body.to_string())) else { return "no request".into() };
        let response = chancery::serve::handle(&request, &state);
        assert!(!response.status().is_server_error(), "{:?}", response.body());
        format!("{} {}", response.status(), response.body().len() / 500)
    });
}

#[test]
fn odd_graphs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("g.json");
    let graph = "{\"directed\":true,\"multigraph\":true,\"graph\":{\"format\":\"chancery.graph\",\"version\":1,\"documents\":[\
        {\"id\":\"d\",\"title\":\"T\",\"source\":\"a\",\"sha256\":\"\"}]},\"nodes\":[{\"id\":\"actor/a\",\"kind\":\"actor\",\
        \"type\":\"state\",\"name\":\"A\",\"aliases\":[],\"date\":null,\"mentions\":[{\"document\":\"d\",\"start\":0,\"end\":1,\
        \"exact\":\"A\"}]},{\"id\":\"actor/b\",\"kind\":\"actor\",\"type\":\"state\",\"name\":\"B\",\"aliases\":[],\"date\":null,\
        \"mentions\":[]}],\"edges\":[{\"source\":\"actor/a\",\"target\":\"actor/b\",\"key\":\"k\",\"type\":\"ally\",\
        \"date\":\"2024\",\"factuality\":\"actual\",\"role\":null,\"confidence\":0.9,\"evidence\":[{\"document\":\"d\",\
        \"start\":0,\"end\":1,\"exact\":\"A\"}]}]}";
    feed("odd graphs", vec![graph.as_bytes().to_vec()], |json| {
        std::fs::write(&file, json).unwrap();
        let store = file.to_str().unwrap();
        let told = |ran: crate::util::Ran| {
            assert!((0..=2).contains(&ran.code), "{}", ran.err);
            format!("{} {}", ran.code, ran.err.chars().take(80).collect::<String>())
        };
        let show = told(chancery(&["show", "A", "--store", store]));
        let links = told(chancery(&["who-links", "A", "B", "--store", store]));
        let dot = told(chancery(&["export", "--format", "dot", "--store", store]));
        format!("{show} {links} {dot}")
    });
}
