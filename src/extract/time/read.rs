//! Which words are an expression of time, and what do they say before one knows what they are relative to?

use super::TimeWords;
use super::atoms::{self, Atom};
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

    fn text(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |atom| atom.text.as_str())
    }

    fn is(&self, class: &str, i: usize) -> bool {
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
    fn the_unit(&self, i: usize) -> Option<(usize, What)> {
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
            .or_else(|| self.which(i))
            .or_else(|| self.dayword(i))
            .or_else(|| self.shift(i))
    }

    /// *9 July 2018*, *the 9th of July*, *3-5 May*; and *New Year's Day*.
    fn day_first(&self, i: usize) -> Option<(usize, What)> {
        let mut j = if self.text(i) == "the" { i + 1 } else { i };
        let day = atoms::day_number(self.words, self.text(j))
            .filter(|_| self.digits(j) || self.text(i) == "the")?;
        j += 1;
        let mut last = None;
        if matches!(self.text(j), "-" | "and" | "to" | "or") {
            last = Some(atoms::day_number(self.words, self.text(j + 1)).filter(|last| *last > day)?);
            j += 2;
        }
        if self.text(j) == "of" {
            j += 1;
        }
        let month = self.month_number(j)?;
        let (end, year) = self.year_after(j + 1);
        Some((end, days(month, day, last, year)))
    }

    fn digits(&self, i: usize) -> bool {
        self.text(i).starts_with(|c: char| c.is_ascii_digit())
    }

    fn month_number(&self, i: usize) -> Option<u8> {
        let atom = self.atoms.get(i)?;
        if !atom.capital {
            return None;
        }
        self.words.get("month", &atom.text).and_then(|m| u8::try_from(m).ok())
    }

    /// *July 9, 2018*, *July 2018*, *July*, *June this year*.
    fn month(&self, i: usize, which: Which) -> Option<(usize, What)> {
        let month = self.month_number(i)?;
        let mut j = i + 1;
        let mut day = None;
        if self.digits(j) && self.text(j).len() <= 4 {
            day = atoms::day_number(self.words, self.text(j));
        }
        if let Some(day) = day {
            j += 1;
            let mut last = None;
            if matches!(self.text(j), "-" | "and") && self.digits(j + 1) {
                last = atoms::day_number(self.words, self.text(j + 1)).filter(|last| *last > day);
                j += if last.is_some() { 2 } else { 0 };
            }
            let (end, year) = self.year_after(j);
            let year = if which == Which::Bare { year } else { Year::Unsaid(which) };
            return Some((end, days(month, day, last, year)));
        }
        if which != Which::Bare {
            return Some((j, What::Month { month, day: None, year: Year::Unsaid(which) }));
        }
        let (end, mut year) = self.year_after(j);
        if year == Year::Unsaid(Which::Bare) {
            year = self.year_of_partner(j);
        }
        Some((end, dated(month, None, year)))
    }

    /// The year of *July and August 2023* for *July*.
    fn year_of_partner(&self, i: usize) -> Year {
        let partner = matches!(self.text(i), "and" | "or" | "," | "/") && self.month_number(i + 1).is_some();
        match self.year_after(i + 2) {
            (_, Year::Known(year)) if partner => Year::Known(year),
            _ => Year::Unsaid(Which::Bare),
        }
    }

    /// *, 2018*, *of 2018*, *this year*, *of that year* after a month or season.
    fn year_after(&self, i: usize) -> (usize, Year) {
        let skip = usize::from(matches!(self.text(i), "," | "of" | "in"));
        if let Some(year) = atoms::year(self.text(i + skip)).filter(|_| !(self.is_count)(i + skip)) {
            return (i + skip + 1, Year::Known(year));
        }
        if self.text(i) != ","
            && let Some((end, What::Whole { unit: Unit::Year, which })) = self.which(i + skip)
        {
            return (end, Year::Of(which));
        }
        (i, Year::Unsaid(Which::Bare))
    }

    /// *spring of 2023*, *the spring*, *this winter*.
    fn season(&self, i: usize, which: Which) -> Option<(usize, What)> {
        let j = if self.text(i) == "the" { i + 1 } else { i };
        let month = self.words.get("season", self.text(j)).and_then(|m| u8::try_from(m).ok())?;
        if which != Which::Bare {
            return Some((j + 1, What::Month { month, day: None, year: Year::Unsaid(which) }));
        }
        match self.year_after(j + 1) {
            (_, Year::Unsaid(_)) => None,
            (end, year) => Some((end, dated(month, None, year))),
        }
    }

    /// *Q3 2024*, *the second quarter of 2024*, *the first half of the year*.
    fn quarter(&self, i: usize) -> Option<(usize, What)> {
        let mut j = if self.text(i) == "the" { i + 1 } else { i };
        let short = self.text(j).strip_prefix('q').and_then(|n| n.parse::<i32>().ok());
        let half = self.text(j).strip_prefix('h').and_then(|n| n.parse::<i32>().ok()).filter(|n| *n <= 2);
        let (number, half) = match (short, half) {
            (Some(number), _) => (number, false),
            (None, Some(number)) => (number, true),
            (None, None) => {
                let number = match self.text(j) {
                    "last" | "final" => 4,
                    text => self.words.get("ordinal", text)?,
                };
                j += 1;
                let half = self.is("half_word", j);
                if !half && self.text(j) != "quarter" {
                    return None;
                }
                (if half { number.min(2) } else { number }, half)
            }
        };
        let (end, year) = match self.year_after(j + 1) {
            (_, Year::Unsaid(_)) => match (self.text(j + 1), self.the_unit(j + 2)) {
                ("of" | "in", Some((end, What::Whole { unit: Unit::Year, which }))) => (end, Year::Of(which)),
                _ => return None,
            },
            found => found,
        };
        let code = u8::try_from(number).ok().filter(|n| (1..=4).contains(n))?;
        if !half {
            return Some((end, dated(32 + code, None, year)));
        }
        let (from, to) = if code == 1 { (1, 6) } else { (7, 12) };
        Some((end, What::Span(Box::new(dated(from, None, year)), Box::new(dated(to, None, year)))))
    }

    /// *the 1990s*, *the nineties*, *the 19th century*.
    fn decade(&self, i: usize) -> Option<(usize, What)> {
        let text = self.text(i);
        let digits = text.trim_start_matches('\'').trim_end_matches('s').trim_end_matches('\'');
        if text.ends_with('s') && digits.bytes().all(|b| b.is_ascii_digit()) && digits.ends_with('0') {
            let year = match digits.len() {
                4 => atoms::year(digits)?,
                2 => 1900 + digits.parse::<i32>().ok().filter(|d| *d >= 20)?,
                _ => return None,
            };
            let years = if year % 100 == 0 && year < 2000 {
                format!("{}XX", year / 100)
            } else {
                format!("{}X", year / 10)
            };
            return Some((i + 1, What::Years(years)));
        }
        if let Some(tens) = self.words.get("decade_word", text) {
            return Some((i + 1, What::Years(format!("{}X", 190 + tens / 10))));
        }
        let number =
            text.strip_suffix("th").or_else(|| text.strip_suffix("st")).and_then(|n| n.parse::<i32>().ok());
        let number = number.or_else(|| self.words.get("ordinal", text)).filter(|n| (16..=21).contains(n))?;
        let j = if self.text(i + 1) == "-" { i + 2 } else { i + 1 };
        (self.text(j) == "century").then(|| (j + 1, What::Years(format!("{}XX", number - 1))))
    }

    /// *2024-07-29*, *FY2024*, *2018*, *2018-19*.
    fn numeric(&self, i: usize) -> Option<(usize, What)> {
        let text = self.text(i);
        if text.len() == 10
            && let Ok(date) = crate::model::Edtf::parse(text)
        {
            return Moment::of(&date).map(|moment| (i + 1, What::Fixed(moment)));
        }
        if let Some(found) = self.fiscal(i) {
            return Some(found);
        }
        if let Some(feast) = self.feast(i) {
            return Some(feast);
        }
        let year = atoms::year(text).filter(|_| !(self.is_count)(i))?;
        if matches!(self.text(i + 1), "-" | "/")
            && let Some(last) = atoms::later_year(year, self.text(i + 2))
        {
            // A year and a month of it, or two years.
            return Some((i + 3, What::Span(Box::new(fixed(year)), Box::new(fixed(last)))));
        }
        Some((i + 1, fixed(year)))
    }

    fn fiscal(&self, i: usize) -> Option<(usize, What)> {
        let rest = self.text(i).strip_prefix("fy");
        let (digits, end) = match (rest, self.text(i), self.text(i + 1)) {
            (Some(""), _, digits) => (digits, i + 2),
            (Some(digits), ..) => (digits, i + 1),
            (None, "fiscal" | "financial", "year") => (self.text(i + 2), i + 3),
            (None, "fiscal", digits) => (digits, i + 2),
            _ => return None,
        };
        let year = atoms::year(digits).or_else(|| {
            (digits.len() == 2).then(|| digits.parse::<i32>().ok().map(|y| 2000 + y)).flatten()
        })?;
        Some((end, fixed(year)))
    }

    /// *New Year's Day*, *Christmas 2023*.
    fn feast(&self, i: usize) -> Option<(usize, What)> {
        let atom = self.atoms.get(i).filter(|a| a.capital || a.text == "9")?;
        (1..=4).rev().find_map(|n| {
            let words: Vec<&str> = (i..i + n).map(|k| self.text(k)).collect();
            let code = self.words.get("feast", &words.join(" ").replace(" 's", "'s").replace(" / ", "/"))?;
            let (month, day) = (u8::try_from(code / 100).ok()?, u8::try_from(code % 100).ok()?);
            if atom.text == "9" {
                return Some((i + n, What::Fixed(Moment { year: 2001, month: Some(month), day: Some(day) })));
            }
            let (end, year) = self.year_after(i + n);
            Some((end, dated(month, Some(day), year)))
        })
    }

    /// *Tuesday*, *Tuesday, 4 March*, *Tuesday last week*.
    fn weekday(&self, i: usize) -> Option<(usize, What)> {
        self.weekday_of(i, Which::Bare)
    }

    fn weekday_of(&self, i: usize, which: Which) -> Option<(usize, What)> {
        let atom = self.atoms.get(i).filter(|a| a.capital)?;
        let day = self.words.get("weekday", &atom.text).and_then(|d| u8::try_from(d).ok())?;
        // "Sun", "Sat" and "Wed" alone are words and names.
        let short = !atom.text.ends_with("day");
        let mut j = i + 1;
        let mut date = j;
        if matches!(self.text(date), "," | "(") {
            date += 1;
        }
        if let Some(found) =
            self.day_first(date).or_else(|| self.month(date, Which::Bare).filter(|(_, w)| has_day(w)))
        {
            return Some(found);
        }
        if short {
            return None;
        }
        if self.is("daypart", j) {
            j += 1;
        }
        let skip = usize::from(self.text(j) == "of");
        if let Some((end, What::Whole { unit: Unit::Week, which })) = self.which(j + skip) {
            return Some((end, What::Weekday { day, which }));
        }
        Some((j, What::Weekday { day, which }))
    }

    /// *this July*, *last year*, *the following day*, *the past three years*, *last night*.
    fn which(&self, i: usize) -> Option<(usize, What)> {
        let the = self.text(i) == "the";
        let mut j = if the { i + 1 } else { i };
        let mut which = self.which_word(j, the)?;
        let word = self.text(j).to_string();
        j += 1;
        if which == Which::That && self.text(j) == "same" {
            j += 1;
        }
        if self.text(j) == "-" {
            j += 1;
        }
        let back = matches!(word.as_str(), "past" | "last" | "previous" | "preceding" | "recent");
        if let Some(lapse) = self.lapse(j, back, matches!(word.as_str(), "next" | "coming" | "following")) {
            return Some(lapse);
        }
        if let Some(found) =
            self.month(j, which).or_else(|| self.season(j, which)).or_else(|| self.weekday_of(j, which))
        {
            return Some(found);
        }
        if self.is("daypart", j) {
            return Some(match which {
                Which::This => (j + 1, What::Today(0)),
                Which::Last => (j + 1, What::Today(-1)),
                which => (j + 1, What::Whole { unit: Unit::Day, which }),
            });
        }
        let unit = self.unit(j)?;
        let plural = self.text(j).ends_with('s');
        if the && matches!(word.as_str(), "past" | "last") || plural {
            let back = matches!(which, Which::Last | Which::Previous);
            return Some((j + 1, What::Lapse { count: (!plural).then_some(1), unit, back }));
        }
        if word == "past" {
            which = Which::Last;
        }
        // "this time", "that year-long siege".
        (self.text(j + 1) != "-").then_some((j + 1, What::Whole { unit, which }))
    }

    fn which_word(&self, i: usize, the: bool) -> Option<Which> {
        let text = self.text(i);
        Some(match text {
            _ if the && self.words.is("following", text) => Which::Following,
            _ if self.words.is("this", text) => Which::This,
            _ if self.words.is("last", text) => Which::Last,
            _ if self.words.is("next", text) => Which::Next,
            _ if self.words.is("that", text) => Which::That,
            _ if self.words.is("previous", text) => Which::Previous,
            _ if self.words.is("following", text) => Which::Following,
            _ if text == "recent" => Which::Last,
            _ => return None,
        })
    }

    fn lapse(&self, j: usize, back: bool, forth: bool) -> Option<(usize, What)> {
        let vague = self.is("vague_number", j);
        let count = atoms::number(self.words, self.text(j)).filter(|_| !vague);
        if (count.is_none() && !vague) || (!back && !forth) {
            return None;
        }
        let of = usize::from(self.text(j + 1) == "of");
        let unit = self.unit(j + 1 + of)?;
        Some((j + 2 + of, What::Lapse { count, unit, back }))
    }

    fn dayword(&self, i: usize) -> Option<(usize, What)> {
        let days = self.words.get("dayword", self.text(i))?;
        let end = if self.is("daypart", i + 1) { i + 2 } else { i + 1 };
        // "Today's Russia", "the Korea of today" are no dates.
        let of = i > 0 && matches!(self.text(i - 1), "of" | "'s");
        (!of).then_some((end, What::Today(days)))
    }

    fn unit(&self, i: usize) -> Option<Unit> {
        let text = self.text(i);
        let number = self.words.get("unit", text);
        let number = number.or_else(|| self.words.get("unit", text.strip_suffix('s')?));
        let number = number.or_else(|| self.words.get("unit", &format!("{}y", text.strip_suffix("ies")?)));
        Unit::of(number?)
    }

    /// *two weeks ago*, *a year earlier*, *months later*, *the day after*, *three days before the vote*.
    fn shift(&self, i: usize) -> Option<(usize, What)> {
        let (mut j, mut count) = self.count(i);
        let the = self.text(i) == "the";
        if the && j == i {
            (j, count) = (i + 1, Some(1));
        }
        let mut factor = 1;
        if self.text(j) == "half" && self.text(j + 1) == "a" {
            return self.half(j + 2);
        }
        if self.text(j) == "of" {
            j += 1;
        }
        if self.text(j) == "-" {
            return None;
        }
        let unit = self.unit(j)?;
        if self.text(j + 1) == "and" && self.text(j + 2) == "a" && self.text(j + 3) == "half" {
            (j, factor) = (j + 3, 1);
        }
        let (end, back, from) = self.direction(j + 1)?;
        // "The day after" needs its event; "the year later" is no English.
        if the && from == From::Now {
            return None;
        }
        let started = self.text(j).ends_with('s') || count.is_some();
        started.then_some((end, What::Shift { count: count.map(|n| n * factor), unit, back, from }))
    }

    fn half(&self, j: usize) -> Option<(usize, What)> {
        let unit = match self.unit(j)? {
            Unit::Year => (6, Unit::Month),
            Unit::Decade => (5, Unit::Year),
            Unit::Century => (50, Unit::Year),
            _ => return None,
        };
        let (end, back, from) = self.direction(j + 1)?;
        Some((end, What::Shift { count: Some(unit.0), unit: unit.1, back, from }))
    }

    /// A number and where it ends: *two*, *a*, *twenty-one*, *a couple of*.
    fn count(&self, i: usize) -> (usize, Option<i32>) {
        let mut j = i;
        if self.text(j) == "a" && matches!(self.text(j + 1), "few" | "couple" | "dozen") {
            j += 1;
        }
        if self.is("vague_number", j) {
            return (j + 1, None);
        }
        let Some(first) = atoms::number(self.words, self.text(j)) else { return (i, None) };
        if first >= 20 && self.text(j + 1) == "-" {
            match atoms::number(self.words, self.text(j + 2)) {
                Some(ones) if ones < 10 => return (j + 3, Some(first + ones)),
                _ => return (j + 1, Some(first)),
            }
        }
        (j + 1, Some(first))
    }

    /// *ago*, *later*, *before*, *after the vote*, *from now*.
    fn direction(&self, j: usize) -> Option<(usize, bool, From)> {
        let text = self.text(j);
        if text == "from" && self.text(j + 1) == "now" {
            return Some((j + 2, false, From::Now));
        }
        if text == "ago" {
            return Some((j + 1, true, From::Now));
        }
        let closed = |k: usize| {
            let next = self.text(k);
            next.is_empty()
                || matches!(next, "," | "." | ";" | ":" | ")" | "and" | "but" | "when" | "in" | "at")
        };
        match text {
            "after" | "following" if !closed(j + 1) => Some((j + 1, false, From::Event)),
            "before" if !closed(j + 1) => Some((j + 1, true, From::Event)),
            "earlier" | "before" | "previously" | "beforehand" => Some((j + 1, true, From::Story)),
            "later" | "after" | "afterwards" | "afterward" | "thereafter" => {
                Some((j + 1, false, From::Story))
            }
            _ => None,
        }
    }
}

fn fixed(year: i32) -> What {
    What::Fixed(Moment::year(year))
}

fn dated(month: u8, day: Option<u8>, year: Year) -> What {
    match year {
        Year::Known(year) => What::Fixed(Moment { year, month: Some(month), day }),
        year => What::Month { month, day, year },
    }
}

fn days(month: u8, day: u8, last: Option<u8>, year: Year) -> What {
    let first = dated(month, Some(day), year);
    match last {
        Some(last) => What::Span(Box::new(first), Box::new(dated(month, Some(last), year))),
        None => first,
    }
}

fn has_day(what: &What) -> bool {
    matches!(what, What::Fixed(Moment { day: Some(_), .. }) | What::Month { day: Some(_), .. })
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
