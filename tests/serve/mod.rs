//! Does the explorer answer, and only those it should? Requests are answered without a socket.

pub mod sample;

use axum::body::Bytes;
use axum::http::{Request, Response, StatusCode};
use chancery::serve::{State, handle};
use chancery::store::Store;
use sample::{ADDRESS, TOKEN, hostile, state};
use serde_json::{Value, json};

/// A request from the page itself.
fn request(method: &str, path: &str, body: &Value, headers: &[(&str, &str)]) -> Request<Bytes> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", ADDRESS);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    request.body(body).unwrap()
}

fn ask(state: &State, path: &str) -> Response<Bytes> {
    handle(&request("GET", path, &Value::Null, &[]), state)
}

/// The answer as data; fails unless it is a good one.
fn get(state: &State, path: &str) -> Value {
    let response = ask(state, path);
    assert_eq!(response.status(), StatusCode::OK, "{path}: {:?}", response.body());
    serde_json::from_slice(response.body()).unwrap()
}

fn post(state: &State, path: &str, body: &Value, headers: &[(&str, &str)]) -> (StatusCode, Value) {
    let response = handle(&request("POST", path, body, headers), state);
    (response.status(), serde_json::from_slice(response.body()).unwrap_or(Value::Null))
}

#[test]
fn the_page_is_served_with_a_strict_policy() {
    let (_folder, state) = state();
    for path in ["/", "/app.js", "/style.css", "/icon.svg", "/api/about"] {
        let response = ask(&state, path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    }
    let page = String::from_utf8(ask(&state, "/").body().to_vec()).unwrap();
    assert!(
        !page.contains("style=\"") && !page.contains("onclick") && !page.contains("<script>"),
        "inline code"
    );
    assert_eq!(ask(&state, "/etc/passwd").status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_search_finds_aliases_and_sentences() {
    let (_folder, state) = state();
    let found = get(&state, "/api/search?q=lake+acc");
    assert_eq!(found["things"][0]["id"], "agreement/lake-accord");
    assert!(
        found["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["exact"].as_str().unwrap().contains("May 2024"))
    );
    assert_eq!(get(&state, "/api/search?q=RUR")["things"][0]["id"], "actor/ruritania");
    let missed = get(&state, "/api/search?q=Ruritaniaa");
    assert_eq!(missed["meant"][0], "Ruritania");
    for odd in ["%22", "*", "(((", "%00", "%F0%9F%99%82", "NEAR(", "-"] {
        get(&state, &format!("/api/search?q={odd}"));
    }
}

#[test]
fn a_neighbourhood_opens_and_what_is_placed_stays() {
    let (_folder, state) = state();
    let wanted =
        json!({ "nodes": [{ "id": "actor/ruritania", "x": 10.0, "y": -20.5 }], "open": ["actor/ruritania"] });
    let (status, picture) = post(&state, "/api/picture", &wanted, &[]);
    assert_eq!(status, StatusCode::OK, "{picture}");
    let nodes = picture["nodes"].as_array().unwrap();
    assert!(nodes.iter().any(|n| n["id"] == "agreement/lake-accord"));
    let placed = nodes.iter().find(|n| n["id"] == "actor/ruritania").unwrap();
    assert_eq!((placed["x"].as_f64(), placed["y"].as_f64()), (Some(10.0), Some(-20.5)));
    let edge = &picture["edges"][0];
    assert!(edge["span"].is_array() && edge["factuality"].is_string(), "{edge}");
    let few = json!({ "nodes": [], "open": ["actor/ruritania"], "most": 1 });
    let (_, picture) = post(&state, "/api/picture", &few, &[]);
    assert!(picture["notes"][0].as_str().unwrap().contains("more can be opened"), "{picture}");
}

#[test]
fn who_links_and_evidence_lead_to_the_sentence() {
    let (_folder, state) = state();
    let links = get(&state, "/api/links?of=Ruritania&of=Sylvania");
    let quote = &links["agreements"][0]["links"][0]["facts"][0]["quotes"][0];
    assert!(quote["exact"].as_str().unwrap().contains("Lake Accord"));
    let (document, start) = (quote["document"].as_str().unwrap(), quote["start"].as_u64().unwrap());
    let article = get(&state, &format!("/api/article?id={document}&at={start}"));
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    for fact in article["facts"].as_array().unwrap() {
        let span = fact["start"].as_u64().unwrap() as usize..fact["end"].as_u64().unwrap() as usize;
        assert!(
            sample::FIRST.lines().any(|line| line == text[span.clone()].iter().collect::<String>()),
            "{fact}"
        );
    }
    assert!(!article["mentions"].as_array().unwrap().is_empty());
    let none = get(&state, "/api/links?of=Ruritania&of=Sylvania&as-of=1900");
    assert_eq!(none["nothing"], true);
    assert_eq!(none["searched"]["conditions"][0], "--as-of 1900");
}

#[test]
fn the_other_views_answer() {
    let (_folder, state) = state();
    let conflicts = get(&state, "/api/conflicts");
    let says: Vec<&str> = conflicts["conflicts"][0]["sides"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["says"].as_str().unwrap())
        .collect();
    assert_eq!(says, ["2024-05", "2024-06"]);
    assert!(!get(&state, "/api/timeline?of=Ruritania")["entries"].as_array().unwrap().is_empty());
    assert_eq!(get(&state, "/api/overlap?hub=Ruritania&with=Sylvania")["hub"]["id"], "actor/ruritania");
    assert_eq!(get(&state, "/api/trace?of=Ruritania")["subject"]["id"], "actor/ruritania");
    assert_eq!(get(&state, "/api/thing?id=Ruritania")["thing"]["name"], "Ruritania");
    let markdown = ask(&state, "/api/briefing.md?of=Ruritania&of=Sylvania");
    assert!(String::from_utf8_lossy(markdown.body()).starts_with("# Ruritania and Sylvania"));
}

#[test]
fn what_is_shown_can_be_taken_away() {
    let (_folder, state) = state();
    let nodes = json!([{ "id": "actor/ruritania", "x": 0, "y": 0 }, { "id": "agreement/lake-accord", "x": 200, "y": 90 }]);
    let shown = json!({ "nodes": nodes, "title": "A <view>", "dark": true });
    let svg = handle(&request("POST", "/api/view.svg", &shown, &[]), &state);
    let svg = String::from_utf8(svg.body().to_vec()).unwrap();
    assert!(
        svg.starts_with("<?xml") && svg.contains("Lake Accord") && svg.contains("A &lt;view&gt;"),
        "{svg}"
    );
    let (status, graph) = post(&state, "/api/view.json", &shown, &[]);
    assert_eq!(status, StatusCode::OK);
    assert_eq!(graph["graph"]["format"], "chancery.graph");
    assert_eq!(graph["nodes"].as_array().unwrap().len(), 2);
    assert!(graph["edges"].as_array().unwrap().iter().all(|e| e["target"] == "agreement/lake-accord"));
    if cfg!(feature = "png") {
        let png = handle(&request("POST", "/api/view.png", &shown, &[]), &state);
        assert!(png.body().starts_with(b"\x89PNG"));
    }
}

#[test]
fn foreign_pages_and_hosts_are_refused() {
    let (_folder, state) = state();
    let cases: &[&[(&str, &str)]] = &[
        &[("host", "evil.example:7878")],
        &[("host", "127.0.0.1:9999")],
        &[("host", "127.0.0.1")],
        &[("host", "127.0.0.1.evil.example:7878")],
        &[("host", "")],
        &[("origin", "http://evil.example")],
        &[("origin", "https://127.0.0.1:7878")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:7878"), ("origin", "http://evil.example")],
        &[("sec-fetch-site", "cross-site")],
    ];
    for headers in cases {
        let response = handle(&request("GET", "/api/about", &Value::Null, headers), &state);
        assert!(response.status().is_client_error(), "{headers:?}");
        assert!(!String::from_utf8_lossy(response.body()).contains("documents"), "{headers:?}");
    }
    for host in ["127.0.0.1:7878", "localhost:7878", "[::1]:7878"] {
        let good = request(
            "GET",
            "/api/about",
            &Value::Null,
            &[("host", host), ("origin", "http://localhost:7878")],
        );
        assert_eq!(handle(&good, &state).status(), StatusCode::OK, "{host}");
    }
}

#[test]
fn a_correction_needs_the_token_and_shows_at_once() {
    let (_folder, state) = state();
    let rename = json!({ "op": "rename", "node": "actor/ruritania", "name": "Grand Ruritania" });
    for token in ["", "0000", "wrong"] {
        let (status, told) = post(&state, "/api/corrections", &rename, &[("x-chancery-token", token)]);
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(told["error"].as_str().unwrap().contains("token"));
    }
    assert_eq!(get(&state, "/api/thing?id=actor/ruritania")["thing"]["name"], "Ruritania");
    let token = [("x-chancery-token", TOKEN)];
    let (status, told) = post(&state, "/api/corrections", &rename, &token);
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(get(&state, "/api/thing?id=actor/ruritania")["thing"]["name"], "Grand Ruritania");
    assert_eq!(get(&state, "/api/corrections")["corrections"][0]["op"], "rename");
    let gone = json!({ "op": "merge", "node": "actor/nobody", "into": "actor/ruritania" });
    assert_eq!(post(&state, "/api/corrections", &gone, &token).0, StatusCode::BAD_REQUEST);
}

#[test]
fn a_correction_is_listed_in_words_and_can_be_taken_back() {
    let (folder, state) = state();
    let path = folder.path().join("sample.db");
    let records = Store::open(&path).unwrap().records().unwrap();
    let token = [("x-chancery-token", TOKEN)];
    let event = json!({ "op": "retype", "node": "actor/ruritania", "type": "meeting", "who": "A. Lund" });
    let (_, told) = post(&state, "/api/corrections", &event, &token);
    assert_eq!(
        get(&state, "/api/thing?id=event/ruritania")["thing"]["kind"],
        "event",
        "a type brings its kind"
    );
    let listed = get(&state, "/api/corrections")["corrections"][0].clone();
    assert_eq!((&listed["id"], &listed["who"]), (&told["correction"], &json!("A. Lund")));
    assert!(listed["words"].as_str().unwrap().ends_with("is of type meeting"), "{listed}");
    assert_eq!(get(&state, "/api/about")["corrections"], 1);

    let undo = json!({ "op": "undo", "correction": told["correction"] });
    let (status, refused) = post(&state, "/api/corrections", &undo, &token);
    assert_eq!(status, StatusCode::CONFLICT, "only who reads texts can put them together anew");
    assert!(refused["error"].as_str().unwrap().contains("chancery correct undo"));
    let again = move |store: &mut Store| store.replace_records(&records).map_err(|e| e.to_string());
    let state = state.with_join(Box::new(again));
    assert_eq!(post(&state, "/api/corrections", &undo, &token).0, StatusCode::OK);
    assert_eq!(get(&state, "/api/thing?id=actor/ruritania")["thing"]["kind"], "actor");
    assert_eq!(get(&state, "/api/corrections")["corrections"], json!([]));
}

#[test]
fn hostile_names_and_texts_do_no_harm() {
    let (_folder, state) = hostile();
    let about = ask(&state, "/api/about");
    assert_eq!(about.headers()["content-type"], "application/json");
    let picture = get(&state, "/api/picture");
    let huge = picture["nodes"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap().len()).max();
    assert!(huge.unwrap() < 1_000, "a name of a megabyte goes to the page");
    let found = get(&state, "/api/search?q=script");
    let id = found["things"][0]["id"].as_str().unwrap().to_string();
    get(&state, &format!("/api/thing?id={}", id.replace('/', "%2F")));
    let nodes: Vec<Value> = picture["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| json!({ "id": n["id"], "x": n["x"], "y": n["y"] }))
        .collect();
    let shown = json!({ "nodes": nodes, "title": "</title><script>alert(1)</script>" });
    let svg = handle(&request("POST", "/api/view.svg", &shown, &[]), &state);
    let svg = String::from_utf8(svg.body().to_vec()).unwrap();
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}'), "script or direction mark in the picture");
    let article =
        get(&state, &format!("/api/article?id={}", found["sentences"][0]["document"].as_str().unwrap()));
    assert!(article["text"].as_str().unwrap().contains("<script>"), "texts are to the letter");
}

#[test]
fn wrong_questions_are_told_so() {
    let (_folder, state) = state();
    for (path, status) in [
        ("/api/thing", 400),
        ("/api/thing?id=Atlantis", 404),
        ("/api/links?of=Ruritania", 400),
        ("/api/links?of=Ruritania&of=Sylvania&types=hug", 400),
        ("/api/timeline?from=yesterday", 400),
        ("/api/fact?key=nothing", 404),
        ("/api/article?id=d-none", 404),
        ("/api/nothing", 404),
        ("/api/picture?most=many", 400),
    ] {
        let response = ask(&state, path);
        assert_eq!(response.status().as_u16(), status, "{path}: {:?}", response.body());
        let told: Value = serde_json::from_slice(response.body()).unwrap();
        assert!(!told["error"].as_str().unwrap().is_empty());
    }
    for body in [
        json!(7),
        json!({}),
        json!({ "nodes": [{ "id": "a", "x": 1e300, "y": 0 }] }),
        json!({ "nodes": [], "open": ["Atlantis"] }),
    ] {
        let (status, _) = post(&state, "/api/picture", &body, &[]);
        assert!(status.is_client_error(), "{body}");
    }
    assert_eq!(
        handle(&request("DELETE", "/api/about", &Value::Null, &[]), &state).status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[test]
fn every_address_is_described() {
    let (_folder, state) = state();
    let described = get(&state, "/api/openapi.json");
    let paths = described["paths"].as_object().unwrap();
    let given = [
        "about",
        "search",
        "names",
        "picture",
        "thing",
        "fact",
        "links",
        "paths",
        "timeline",
        "overlap",
        "conflicts",
        "trace",
        "article",
        "briefing.md",
        "view.svg",
        "view.png",
        "view.json",
        "corrections",
        "openapi.json",
    ];
    assert_eq!(paths.len(), given.len());
    for name in given {
        assert!(paths.contains_key(&format!("/api/{name}")), "{name}");
    }
}
