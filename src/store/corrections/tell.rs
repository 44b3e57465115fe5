//! What does a correction say, in words?

use super::{EdgeName, Op, What};
use crate::model::Edtf;

impl Op {
    /// The correction in words; `name` says how a node is called.
    pub fn told(&self, name: &dyn Fn(&str) -> String) -> String {
        let what = |w: &What| match w {
            What::Edge(e) => fact(e, name),
            What::Node { node } => name(node),
        };
        match self {
            Self::Merge { node, into } => format!("{} is part of {}", name(node), name(into)),
            Self::Split { node, name: other, .. } => format!("{} is also \"{other}\"", name(node)),
            Self::Rename { node, name: other } => format!("{} is called \"{other}\"", name(node)),
            Self::Retype { node, ntype, .. } => format!("{} is of type {ntype}", name(node)),
            Self::Reject(edge) => format!("not so: {}", fact(edge, name)),
            Self::Assert { source, etype, target, date, .. } => {
                let when = date.as_ref().map(|d| format!(", {}", d.as_str())).unwrap_or_default();
                format!("so: {} —{etype}→ {}{when}", name(source), name(target))
            }
            Self::Date { what: w, date } => match date.as_ref().map(Edtf::as_str) {
                Some(date) => format!("{} is of {date}", what(w)),
                None => format!("{} has no date", what(w)),
            },
            Self::Note { what: w, text } => format!("{}: {text}", what(w)),
            Self::Undo { correction } => format!("takes {correction} back"),
        }
    }
}

fn fact(edge: &EdgeName, name: &dyn Fn(&str) -> String) -> String {
    match (&edge.source, &edge.etype, &edge.target) {
        (Some(source), Some(etype), Some(target)) => {
            format!("{} —{etype}→ {} ({})", name(source), name(target), edge.edge)
        }
        _ => edge.edge.clone(),
    }
}
