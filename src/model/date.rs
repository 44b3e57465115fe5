//! When, at the text's own precision?
//!
//! Extended Date/Time Format, ISO 8601-2 (<https://www.loc.gov/standards/datetime/>): level 0, and of levels 1 and 2 what
//! texts need: `2024-06~`, `2024?`, seasons (`2023-21`) and quarters (`2023-33`), decades (`199X`), intervals with open
//! ends (`2022-02/..`, `../2024`). A date keeps the form it was given in; [`Edtf::bounds`] says which days it may mean.

use crate::error::{Error, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A calendar day, proleptic Gregorian: year, month, day. Ordered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Astronomical year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A date or interval in EDTF. Ordered as text, which for one precision is the order of time; use [`Edtf::bounds`] to
/// compare in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Edtf(String);

impl Edtf {
    /// Reads a date. Fails on anything outside the forms the module names.
    pub fn parse(text: &str) -> Result<Self> {
        let valid = match text.split_once('/') {
            Some((from, to)) => interval_ends(from, to),
            None => point(text).map(|_| ()),
        };
        match valid {
            Some(()) => Ok(Self(text.to_string())),
            None => Err(Error::Usage(format!(
                "\"{text}\" is no date; write 2024, 2024-07, 2024-07-29, 2022-02/.. or 1950/1953"
            ))),
        }
    }

    /// A whole year.
    pub fn year(year: i32) -> Self {
        Self(format!("{year:04}"))
    }

    /// A month of a year; `month` is 1 to 12, or 21 to 24 for a season and 33 to 36 for a quarter.
    pub fn month(year: i32, month: u8) -> Self {
        Self(format!("{year:04}-{month:02}"))
    }

    /// A day.
    pub fn day(day: Day) -> Self {
        Self(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day))
    }

    /// The same, marked as approximate (`~`).
    pub fn approximate(&self) -> Self {
        if self.0.ends_with('~') || self.0.contains('/') {
            self.clone()
        } else {
            Self(format!("{}~", self.0))
        }
    }

    /// From this date on: `2022-02/..`.
    pub fn since(&self) -> Self {
        Self(format!("{}/..", self.start()))
    }

    /// Up to this date: `../2024`.
    pub fn until(&self) -> Self {
        Self(format!("../{}", self.end()))
    }

    /// From one date to another.
    pub fn between(from: &Edtf, to: &Edtf) -> Self {
        Self(format!("{}/{}", from.start(), to.end()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slash, or all of it.
    pub fn start(&self) -> &str {
        self.0.split('/').next().unwrap_or("")
    }

    /// The part after the slash, or all of it.
    pub fn end(&self) -> &str {
        self.0.split('/').next_back().unwrap_or("")
    }

    /// Whether it is an interval.
    pub fn is_interval(&self) -> bool {
        self.0.contains('/')
    }

    /// First and last day it may mean; `None` for an open end.
    pub fn bounds(&self) -> (Option<Day>, Option<Day>) {
        match self.0.split_once('/') {
            Some((from, to)) => (point(from).map(|b| b.0), point(to).map(|b| b.1)),
            None => point(&self.0).map_or((None, None), |(first, last)| (Some(first), Some(last))),
        }
    }

    /// Whether some day lies in both.
    pub fn overlaps(&self, other: &Edtf) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        let before =
            |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(b, c) && !before(d, a)
    }

    /// Whether every day of `other` lies in this one: a coarser date contains a finer one.
    pub fn contains(&self, other: &Edtf) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        let starts = match (a, c) {
            (None, _) => true,
            (Some(a), Some(c)) => a <= c,
            (Some(_), None) => false,
        };
        let ends = match (b, d) {
            (None, _) => true,
            (Some(b), Some(d)) => d <= b,
            (Some(_), None) => false,
        };
        starts && ends
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Edtf::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for Edtf {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl Day {
    /// The day after this one in steps of whole days; negative steps go back.
    pub fn plus_days(self, days: i64) -> Option<Day> {
        use jiff::{ToSpan, civil::Date};
        let date = Date::new(i16::try_from(self.year).ok()?, self.month as i8, self.day as i8).ok()?;
        let date = date.checked_add(days.days()).ok()?;
        Some(Day { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 })
    }
}

/// Both ends of an interval are dates or open, and not both open.
fn interval_ends(from: &str, to: &str) -> Option<()> {
    let first = if from == ".." { None } else { Some(point(from)?.0) };
    let last = if to == ".." { None } else { Some(point(to)?.1) };
    match (first, last) {
        (None, None) => None,
        (Some(first), Some(last)) if last < first => None,
        _ => Some(()),
    }
}

/// First and last day of a single date.
fn point(text: &str) -> Option<(Day, Day)> {
    let text = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first_year, last_year) = years(year)?;
    let Some(month) = month else {
        return Some((
            Day { year: first_year, month: 1, day: 1 },
            Day { year: last_year, month: 12, day: 31 },
        ));
    };
    if first_year != last_year || month.len() != 2 {
        return None;
    }
    let (from, to) = months(month.parse().ok()?)?;
    let last = days_in(first_year, to)?;
    match day {
        None => {
            let last_day = Day { year: first_year, month: to, day: last };
            Some((Day { year: first_year, month: from, day: 1 }, last_day))
        }
        Some(day) if day.len() == 2 && from == to => {
            let day: u8 = day.parse().ok().filter(|d| (1..=last).contains(d))?;
            let day = Day { year: first_year, month: from, day };
            Some((day, day))
        }
        Some(_) => None,
    }
}

/// `1994`, `199X`, `19XX`.
fn years(text: &str) -> Option<(i32, i32)> {
    let low: i32 = text.replace('X', "0").parse().ok()?;
    let high: i32 = text.replace('X', "9").parse().ok()?;
    let digits = text.trim_end_matches('X');
    (digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())).then_some((low, high))
}

/// Months of a month number, a season (21 spring to 24 winter, of the northern year) or a quarter (33 to 36).
fn months(number: u8) -> Option<(u8, u8)> {
    match number {
        1..=12 => Some((number, number)),
        21 => Some((3, 5)),
        22 => Some((6, 8)),
        23 => Some((9, 11)),
        24 => Some((1, 12)),
        33..=36 => Some(((number - 33) * 3 + 1, (number - 33) * 3 + 3)),
        _ => None,
    }
}

fn days_in(year: i32, month: u8) -> Option<u8> {
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month as i8, 1).ok()?;
    Some(date.days_in_month() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_non_forms() {
        for good in [
            "2024",
            "2024-07",
            "2024-07-29",
            "2024-06~",
            "2022-02/..",
            "../2024",
            "1950/1953",
            "199X",
            "2023-21",
        ] {
            assert!(Edtf::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "24", "2024-13", "2024-02-30", "../..", "2024/2023", "Q3 2024", "2024-7", "20240729"]
        {
            assert!(Edtf::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn coarser_contains_finer() {
        let date = |text| Edtf::parse(text).expect(text);
        assert!(date("2024").contains(&date("2024-07-29")));
        assert!(!date("2024-07-29").contains(&date("2024")));
        assert!(date("2022-02/..").overlaps(&date("2024")));
        assert!(!date("2021").overlaps(&date("2024-06")));
    }
}
