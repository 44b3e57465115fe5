//! Which words are an expression of time, and what do they say before one knows what they are relative to?

use super::TimeWords;
use super::atoms::Atom;
use super::calendar::{Moment, Unit};

/// Which one of several Mays, Tuesdays or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Not said.
    Bare,
    /// *this July*.
    This,
    /// *last July*.
    Last,
    /// *next July*.
    Next,
    /// *that July*, *the same day*: of the story.
    That,
    /// *the following July*: of the story.
    Following,
    /// *the previous July*: of the story.
    Previous,
}

/// Whose year a month or season is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said; the month itself may be *last* or *that*.
    Unsaid(Which),
    /// Of a year that is named.
    Known(i32),
    /// *this year*, *of that year*.
    Of(Which),
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A date that needs no other to be understood.
    Fixed(Moment),
    /// A decade or century as EDTF writes it: `199X`.
    Years(String),
    /// A month or season, perhaps with a day.
    Month { month: u8, day: Option<u8>, year: Year },
    /// A weekday.
    Weekday { day: u8, which: Which },
    /// *last year*, *the next day*.
    Whole { unit: Unit, which: Which },
    /// *yesterday*: so many days from today.
    Today(i32),
    /// *two weeks ago*, *months later*, *a day after the vote*.
    Shift { count: Option<i32>, unit: Unit, back: bool, from: From },
    /// *the past three years*.
    Lapse { count: Option<i32>, unit: Unit, back: bool },
    /// *around the same time*: when the story is.
    Then,
    /// *the last day of May*, *the first day of the month*.
    EdgeDay { last: bool, of: Box<What> },
    /// From one to the other.
    Span(Box<What>, Box<What>),
}

/// What a shift is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// *ago*.
    Now,
    /// *later*, *earlier*.
    Story,
    /// *after the vote*.
    Event,
}

/// An expression in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    /// First atom.
    pub start: usize,
    /// First atom after it.
    pub end: usize,
    /// What it says.
    pub what: What,
    /// Only roughly: *mid-June*, *early 2023*, *about a year ago*.
    pub rough: bool,
}

/// Reads expressions from atoms.
pub(super) struct Reader<'a> {
    /// The words of time.
    pub words: &'a TimeWords,
    /// What is read.
    pub atoms: &'a [Atom],
    /// Says of an atom that looks like a year whether it counts or numbers something.
    pub is_count: &'a dyn Fn(usize) -> bool,
}

impl Reader<'_> {
    /// All expressions, in order, not overlapping.
    pub fn all(&self) -> Vec<Raw> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.at(at) {
                Some(raw) if raw.end > at => {
                    at = raw.end;
                    out.push(raw);
                }
                _ => at += 1,
            }
        }
        out
    }

    pub(super) fn text(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |atom| atom.text.as_str())
    }

    pub(super) fn is(&self, class: &str, i: usize) -> bool {
        self.words.is(class, self.text(i))
    }

    fn at(&self, i: usize) -> Option<Raw> {
        self.range(i).or_else(|| self.single(i))
    }

    /// *between 2015 and 2020*, *from March to May 2022*, *1950-53*.
    fn range(&self, i: usize) -> Option<Raw> {
        let opening = matches!(self.text(i), "between" | "from");
        let a = self.single(if opening { i + 1 } else { i })?;
        let join = self.text(a.end);
        let joined = match join {
            "-" => true,
            "to" | "until" | "till" | "through" => !opening || self.text(i) == "from",
            "and" => self.text(i) == "between" && opening,
            _ => false,
        };
        if !joined || !is_dated(&a.what) {
            return None;
        }
        let b = self.single(a.end + 1).filter(|b| is_dated(&b.what))?;
        let (what, rough) = (join_years(a.what, &b.what), a.rough || b.rough);
        Some(Raw { start: i, end: b.end, what: What::Span(Box::new(what), Box::new(b.what)), rough })
    }

    /// One expression, perhaps with *early*, *the end of* before it.
    fn single(&self, i: usize) -> Option<Raw> {
        if let Some(raw) = self.part(i) {
            return Some(raw);
        }
        let (end, what) = self.core(i)?;
        Some(Raw { start: i, end, what, rough: false })
    }

    fn part(&self, i: usize) -> Option<Raw> {
        let mut j = i;
        if self.text(j) == "the" {
            j += 1;
        }
        if !self.is("part", j) {
            return None;
        }
        let adverb =
            matches!(self.text(j), "early" | "late" | "earlier" | "later" | "mid" | "midway" | "middle");
        let word = self.text(j).to_string();
        j += 1;
        if self.text(j) == "or" && self.is("part", j + 1) {
            j += 2;
        }
        if self.text(j) == "-" {
            j += 1;
        } else if matches!(self.text(j), "of" | "in" | "on" | "into" | "through" | "during") {
            if !adverb && self.text(j) != "of" {
                return None;
            }
            j += 1;
        } else if !adverb {
            return None;
        }
        let (end, what) = self.core(j).or_else(|| self.the_unit(j))?;
        let rough = match &what {
            What::Weekday { .. } | What::Today(_) => false,
            What::Month { day: Some(_), .. } | What::Lapse { .. } => return None,
            What::Fixed(moment) => moment.day.is_none(),
            // "Earlier this year" does not say when in it.
            What::Whole { .. } => !matches!(word.as_str(), "earlier" | "later"),
            _ => true,
        };
        Some(Raw { start: i, end, what, rough })
    }

    /// *the year* after *the end of*.
    pub(super) fn the_unit(&self, i: usize) -> Option<(usize, What)> {
        let at = if self.text(i) == "the" { i + 1 } else { i };
        let unit = self.unit(at)?;
        let fits = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
        // "The end of the year-long siege" is no date.
        let which = if at > i { Which::Bare } else { Which::This };
        (fits && self.text(at + 1) != "-" && !self.text(at).ends_with('s'))
            .then_some((at + 1, What::Whole { unit, which }))
    }

    fn core(&self, i: usize) -> Option<(usize, What)> {
        self.day_first(i)
            .or_else(|| self.weekday(i))
            .or_else(|| self.month(i, Which::Bare))
            .or_else(|| self.season(i, Which::Bare))
            .or_else(|| self.quarter(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.numeric(i))
            .or_else(|| self.same_time(i))
            .or_else(|| self.edge_day(i))
            .or_else(|| self.which(i))
            .or_else(|| self.dayword(i))
            .or_else(|| self.shift(i))
    }
}

/// Whether an expression can begin or end a range.
fn is_dated(what: &What) -> bool {
    matches!(
        what,
        What::Fixed(_)
            | What::Month { .. }
            | What::Years(_)
            | What::Whole { unit: Unit::Year | Unit::Month, .. }
    )
}

/// *from March to May 2022*: the year stands once.
fn join_years(first: What, last: &What) -> What {
    match (&first, last) {
        (What::Month { month, day, year: Year::Unsaid(Which::Bare) }, What::Fixed(end)) => {
            let later = end.month.is_some_and(|last| last < *month);
            What::Fixed(Moment { year: end.year - i32::from(later), month: Some(*month), day: *day })
        }
        _ => first,
    }
}
