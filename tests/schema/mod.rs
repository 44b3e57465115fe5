//! Is the JSON Schema of Graph JSON current, and do the samples keep to it?
//!
//! `UPDATE=1` writes the schema anew. The check knows the words that our schema uses and fails on any other.

use chancery::export::{Format, files, json};
use serde_json::Value;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_schema_is_current() {
    let path = root().join("data/graph.schema.json");
    let wanted = String::from_utf8(json::schema().expect("a schema")).expect("UTF-8");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, wanted, "data/graph.schema.json is old; run the tests with UPDATE=1");
}

#[test]
fn what_we_write_is_valid() {
    let schema: Value = serde_json::from_slice(&json::schema().expect("a schema")).expect("JSON");
    let hostile = files(Format::Json, &super::export::hostile()).expect("written").remove(0).bytes;
    check_all(&schema, "hostile names", &serde_json::from_slice(&hostile).expect("JSON"));
    for entry in std::fs::read_dir(root().join("graphs")).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|e| e == "json") {
            let text = std::fs::read_to_string(entry.path()).expect("read");
            let graph = serde_json::from_str(&text).expect("JSON");
            check_all(&schema, &entry.path().display().to_string(), &graph);
        }
    }
}

#[test]
fn what_is_wrong_is_found() {
    let schema: Value = serde_json::from_slice(&json::schema().expect("a schema")).expect("JSON");
    let written = files(Format::Json, &super::export::hostile()).expect("written").remove(0).bytes;
    let graph: Value = serde_json::from_slice(&written).expect("JSON");
    for (pointer, wrong) in [
        ("/nodes/0/kind", Value::from("planet")),
        ("/nodes/0/name", Value::Null),
        ("/edges/0/confidence", Value::from("high")),
        ("/edges/0/evidence/0/start", Value::from(-1)),
        ("/graph/documents", Value::from(1)),
    ] {
        let mut bad = graph.clone();
        *bad.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(check(&schema, &schema, &bad, "").is_some(), "{pointer}");
    }
}

fn check_all(schema: &Value, what: &str, graph: &Value) {
    if let Some(fault) = check(schema, schema, graph, "") {
        panic!("{what}: {fault}");
    }
}

/// The first fault, or none.
fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let Some(words) = schema.as_object() else {
        return (schema == &Value::Bool(false)).then(|| format!("{at}: not allowed"));
    };
    words.iter().find_map(|(word, rule)| keyword(root, word, rule, words, value, at))
}

fn keyword(
    root: &Value,
    word: &str,
    rule: &Value,
    words: &serde_json::Map<String, Value>,
    value: &Value,
    at: &str,
) -> Option<String> {
    let fault = |ok: bool| (!ok).then(|| format!("{at}: {value} against {word} {rule}"));
    match word {
        "$ref" => {
            let pointer = rule.as_str()?.strip_prefix('#')?;
            check(root, root.pointer(pointer)?, value, at)
        }
        "type" => {
            let fits = |name: &Value| is_type(name.as_str().unwrap_or(""), value);
            fault(rule.as_array().map_or_else(|| fits(rule), |list| list.iter().any(fits)))
        }
        "const" => fault(value == rule),
        "enum" => fault(rule.as_array()?.contains(value)),
        "minimum" => fault(value.as_f64().is_none_or(|v| Some(v) >= rule.as_f64())),
        "anyOf" | "oneOf" => {
            let fits = rule.as_array()?.iter().filter(|s| check(root, s, value, at).is_none()).count();
            fault(if word == "oneOf" { fits == 1 } else { fits > 0 })
        }
        "required" => fault(rule.as_array()?.iter().all(|k| value.get(k.as_str().unwrap_or("")).is_some())),
        "properties" => {
            let known = rule.as_object()?.iter();
            known
                .filter_map(|(k, s)| Some((k, s, value.get(k)?)))
                .find_map(|(k, s, v)| check(root, s, v, &format!("{at}/{k}")))
        }
        "additionalProperties" => {
            let known = words.get("properties").and_then(Value::as_object);
            let others = value.as_object()?.iter().filter(|(k, _)| known.is_none_or(|p| !p.contains_key(*k)));
            others.into_iter().find_map(|(k, v)| check(root, rule, v, &format!("{at}/{k}")))
        }
        "items" => {
            let items = value.as_array()?.iter().enumerate();
            items.into_iter().find_map(|(i, v)| check(root, rule, v, &format!("{at}/{i}")))
        }
        "$schema" | "$defs" | "title" | "description" | "default" | "format" => None,
        other => panic!("the schema uses \"{other}\", which this check does not know"),
    }
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        _ => false,
    }
}
