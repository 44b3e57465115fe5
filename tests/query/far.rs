//! Does a graph that stays in its store answer as one that is read whole?

use crate::util::{chancery, seeds_store};
use chancery::graph::{Filter, Graph, Hubs, NodeId};
use chancery::model::{EdgeType, Factuality, Kind};
use chancery::store::Store;

/// A made-up store, denser than the sample articles.
fn made_up() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (corpus, store) = (path("corpus.jsonl"), path("s.db"));
    assert_eq!(chancery(&["synth", "--documents", "40", "--words", "200", "-o", &corpus]).code, 0);
    assert_eq!(chancery(&["build", &corpus, "--store", &store, "--quiet"]).code, 0);
    (folder, store)
}

fn both(store: &str) -> (Graph, Graph) {
    let open = || Store::open_read_only(store).unwrap();
    let whole = Graph::new(open().records().unwrap()).unwrap();
    (whole, Graph::over(Box::new(open().into_reader().unwrap())).unwrap())
}

fn filters(graph: &Graph) -> Vec<Filter> {
    let hub = graph.hubs(Hubs::ExcludeFrom(4)).first().copied();
    let date = |text: &str| text.parse().ok();
    vec![
        Filter::default(),
        Filter { factuality: vec![Factuality::Actual], max_hops: 6, ..Filter::default() },
        Filter { from: date("2019"), to: date("2023-06"), ..Filter::default() },
        Filter { as_of: date("2021"), kinds: vec![Kind::Actor, Kind::Event], ..Filter::default() },
        Filter { hubs: Hubs::Exclude, min_confidence: 0.85, ..Filter::default() },
        Filter { exclude: hub.into_iter().collect(), forward_in_time: true, ..Filter::default() },
        Filter { types: vec![EdgeType::PartyTo, EdgeType::Cooperate], min_sources: 2, ..Filter::default() },
    ]
}

/// Pairs that lie all over a graph, the same each time.
fn pairs(graph: &Graph, number: u64) -> impl Iterator<Item = (NodeId, NodeId)> {
    let joined: Vec<NodeId> = graph.node_ids().filter(|id| graph.degree(*id) > 0).collect();
    let node = move |n: u64| joined[(n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize % joined.len()];
    (0..number).map(move |n| (node(2 * n + 1), node(2 * n + 2))).filter(|(a, b)| a != b)
}

#[test]
fn links_and_paths_are_the_same() {
    let (_folder, dense) = made_up();
    for (store, number) in [(seeds_store(), 180), (dense.as_str(), 60)] {
        let (whole, far) = both(store);
        let filters = filters(&whole);
        let mut linked = 0;
        for (at, (a, b)) in pairs(&whole, number).enumerate() {
            let filter = &filters[at % filters.len()];
            let answer = far.who_links(&[a, b], 3, filter);
            assert_eq!(whole.who_links(&[a, b], 3, filter), answer, "{} {}", whole.label(a), whole.label(b));
            assert_eq!(whole.paths(a, b, 4, filter), far.paths(a, b, 4, filter));
            linked += usize::from(!answer.is_empty());
        }
        assert!(linked > 10, "{linked} pairs are linked at all");
        assert!(far.trouble().is_none());
    }
}

#[test]
fn whatever_is_asked_of_one_thing_is_the_same() {
    let (whole, far) = both(seeds_store());
    let filters = filters(&whole);
    for (at, (a, b)) in pairs(&whole, 40).enumerate() {
        let filter = &filters[at % 2 * 2];
        assert_eq!(whole.dossier(a, filter), far.dossier(a, filter));
        assert_eq!(whole.treaty(a, filter), far.treaty(a, filter));
        assert_eq!(whole.offices(a, filter), far.offices(a, filter));
        assert_eq!(whole.trace(a, None, &[], filter), far.trace(a, None, &[], filter));
        assert_eq!(whole.overlap(a, &[b], filter), far.overlap(a, &[b], filter));
        assert_eq!(whole.timeline(Some(a), None, filter), far.timeline(Some(a), None, filter));
        assert_eq!(whole.timeline(None, Some(a), filter), far.timeline(None, Some(a), filter));
        let name = &whole.node(a).name;
        assert_eq!(whole.find_all(name), far.find_all(name));
        assert_eq!(whole.find_partly(name), far.find_partly(name));
        let (start, end) = name.split_at(name.char_indices().nth(2).map_or(1, |(at, _)| at));
        for wrong in [format!("{end}{start}"), format!("{name}x"), format!("state:{name}")] {
            let told = |graph: &Graph| graph.find(&wrong).map_err(|e| e.to_string());
            assert_eq!(told(&whole), told(&far));
        }
    }
    assert_eq!(whole.records(), far.records());
    assert!(far.trouble().is_none());
}

#[test]
fn a_store_that_is_damaged_under_a_graph_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    std::fs::copy(seeds_store(), &store).unwrap();
    let size = std::fs::metadata(&store).unwrap().len();
    let far = Graph::over(Box::new(Store::open_read_only(&store).unwrap().into_reader().unwrap())).unwrap();
    std::fs::OpenOptions::new().write(true).open(&store).unwrap().set_len(size / 3).unwrap();
    far.records();
    assert!(far.trouble().is_some());
}
