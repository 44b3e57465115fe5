//! What exactly is asked?
//!
//! Parameters are named as the options of the command line are: `as-of`, `min-sources`; an underscore does as well.

use super::reply::Refusal;
use super::shelf::Now;
use crate::graph::{Filter, Graph, Hubs, NodeId};
use crate::model::{EdgeType, Edtf, Factuality, Kind};
use axum::body::Bytes;
use axum::extract::Query;
use axum::http::{HeaderMap, Request};
use serde::de::DeserializeOwned;

/// More than this in one parameter is no question.
const LONGEST: usize = 2_000;

/// A request's parameters and body, and the records they are about.
pub struct Ask<'a> {
    pub(super) now: &'a Now,
    pub(super) headers: &'a HeaderMap,
    pairs: Vec<(String, String)>,
    body: &'a Bytes,
}

impl<'a> Ask<'a> {
    pub(super) fn new(request: &'a Request<Bytes>, now: &'a Now) -> Result<Self, Refusal> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri());
        let Query(pairs) =
            query.map_err(|_| Refusal::wrong("the address has parameters that cannot be read"))?;
        if pairs.iter().any(|(_, value)| value.len() > LONGEST) {
            return Err(Refusal::wrong("a parameter is too long"));
        }
        let plain = |(name, value): (String, String)| (name.replace('-', "_"), value);
        let pairs = pairs.into_iter().map(plain).collect();
        Ok(Self { now, headers: request.headers(), pairs, body: request.body() })
    }

    pub(super) fn graph(&self) -> &'a Graph {
        &self.now.graph
    }

    /// Every value of a parameter.
    pub(super) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        let full = self.pairs.iter().filter(move |(n, v)| n == name && !v.trim().is_empty());
        full.map(|(_, value)| value.trim())
    }

    /// The value of a parameter, if it is there.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
    }

    /// The value of a parameter that must be there.
    pub(super) fn needed(&self, name: &str) -> Result<&str, Refusal> {
        self.one(name).ok_or_else(|| Refusal::wrong(format!("the parameter \"{name}\" is missing")))
    }

    /// A number, or what holds without.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str, otherwise: T) -> Result<T, Refusal> {
        match self.one(name) {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| Refusal::wrong(format!("\"{name}\" must be a number"))),
        }
    }

    /// The nodes that a parameter names.
    pub(super) fn nodes(&self, name: &str) -> Result<Vec<NodeId>, Refusal> {
        let mut found: Vec<NodeId> = Vec::new();
        for asked in self.all(name) {
            let id = self.graph().find(asked)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// The node that a parameter names, if it is there.
    pub(super) fn node(&self, name: &str) -> Result<Option<NodeId>, Refusal> {
        Ok(self.one(name).map(|asked| self.graph().find(asked)).transpose()?)
    }

    /// The body as data.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(self.body).map_err(|e| Refusal::wrong(format!("the body cannot be read: {e}")))
    }

    /// The conditions.
    pub(super) fn filter(&self) -> Result<Filter, Refusal> {
        let hubs = match self.one("exclude_hubs") {
            None => Hubs::Keep,
            Some("true") => Hubs::Exclude,
            Some(_) => Hubs::ExcludeFrom(self.number("exclude_hubs", 0)?),
        };
        let usual = Filter::default();
        Ok(Filter {
            max_hops: self.number("max_hops", usual.max_hops)?.min(8),
            as_of: self.date("as_of")?,
            from: self.date("from")?,
            to: self.date("to")?,
            forward_in_time: self.one("forward_in_time") == Some("true"),
            types: self.words("types", EdgeType::parse)?,
            kinds: self.words("kinds", Kind::parse)?,
            factuality: self.words("factuality", Factuality::parse)?,
            min_sources: self.number("min_sources", usual.min_sources)?,
            min_confidence: self.number("min_confidence", usual.min_confidence)?,
            documents: self.all("documents").flat_map(|list| list.split(',')).map(String::from).collect(),
            exclude: self.nodes("exclude")?,
            hubs,
        })
    }

    fn date(&self, name: &str) -> Result<Option<Edtf>, Refusal> {
        Ok(self.one(name).map(Edtf::parse).transpose()?)
    }

    fn words<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
        let words = self.all(name).flat_map(|list| list.split(','));
        let known = |word: &str| {
            parse(word.trim()).ok_or_else(|| Refusal::wrong(format!("\"{name}\" knows no {word}")))
        };
        words.map(known).collect()
    }
}
