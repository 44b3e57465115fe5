//! What is known of a fact from the list of a thing's neighbours alone?
//!
//! As much as a search needs to pass over a fact or take it: where it leads, of what sort it is, when it was, how well it is
//! founded. Who says so, and in which words, stays with the [`Edge`](super::Edge).

use super::{Day, EdgeType, Edtf, Factuality, Kind};

/// A fact as one of its ends sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spoke {
    /// The thing at the other end, by its place in the records.
    pub other: u32,
    /// The fact, by its place in the records.
    pub edge: u32,
    /// The fact goes from here to there.
    pub outgoing: bool,
    /// The kind of the thing at the other end.
    pub kind: Kind,
    /// How many facts that thing has.
    pub degree: u32,
    /// The fact's type.
    pub etype: EdgeType,
    /// What kind of claim it is.
    pub factuality: Factuality,
    /// From 0 to 1.
    pub confidence: f64,
    /// How many documents say so.
    pub documents: u32,
    /// When it was: its own date, or that of the agreement or event it is about.
    pub when: Option<When>,
    /// The date is the fact's own.
    pub dated: bool,
}

impl Spoke {
    /// The fact's own date.
    pub fn own(&self) -> Option<&When> {
        self.when.as_ref().filter(|_| self.dated)
    }
}

/// The days that a date may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The first, unless the beginning is open.
    pub first: Option<Day>,
    /// The last, unless the end is open.
    pub last: Option<Day>,
    /// It has a beginning and an end of its own, as against one day, month or year.
    pub interval: bool,
}

impl When {
    /// The days of a date.
    pub fn of(date: &Edtf) -> Self {
        let (first, last) = date.bounds();
        Self { first, last, interval: date.is_interval() }
    }
}
