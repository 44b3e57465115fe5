//! Which expressions count from another day: *last year*, *on Tuesday*, *two weeks later*?

use super::absolute::has_day;
use super::atoms;
use super::calendar::Unit;
use super::read::{From, Reader, What, Which, Year};

impl Reader<'_> {
    /// *Tuesday*, *Tuesday, 4 March*, *Tuesday last week*.
    pub(super) fn weekday(&self, i: usize) -> Option<(usize, What)> {
        self.weekday_of(i, Which::Bare)
    }

    pub(super) fn weekday_of(&self, i: usize, which: Which) -> Option<(usize, What)> {
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
    pub(super) fn which(&self, i: usize) -> Option<(usize, What)> {
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
        if let Some((end, What::Month { month, day, .. })) = self.feast(j) {
            return Some((end, What::Month { month, day, year: Year::Unsaid(which) }));
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

    /// *the last day of the month*, *the first day of May 2024*.
    pub(super) fn edge_day(&self, i: usize) -> Option<(usize, What)> {
        let j = if self.text(i) == "the" { i + 1 } else { i };
        let last = matches!(self.text(j), "last" | "final");
        if !(last || self.text(j) == "first") || self.text(j + 1) != "day" || self.text(j + 2) != "of" {
            return None;
        }
        let (end, of) = self.month(j + 3, Which::Bare).or_else(|| self.the_unit(j + 3))?;
        let month = match &of {
            What::Fixed(moment) => moment.day.is_none(),
            What::Month { day, .. } => day.is_none(),
            What::Whole { unit, .. } => matches!(unit, Unit::Month | Unit::Year),
            _ => false,
        };
        month.then(|| (end, What::EdgeDay { last, of: Box::new(of) }))
    }

    /// *around **the same time***, *at **that time***; not *at the same time*, which only joins two thoughts.
    pub(super) fn same_time(&self, i: usize) -> Option<(usize, What)> {
        let before = i.checked_sub(1).map_or("", |k| self.text(k));
        let about = matches!(before, "around" | "about");
        match (self.text(i), self.text(i + 1), self.text(i + 2)) {
            ("the", "same", "time" | "period") if about => Some((i + 3, What::Then)),
            ("that" | "this", "time", _) if about || before == "at" && self.text(i) == "that" => {
                Some((i + 2, What::Then))
            }
            _ => None,
        }
    }

    pub(super) fn which_word(&self, i: usize, the: bool) -> Option<Which> {
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

    pub(super) fn lapse(&self, j: usize, back: bool, forth: bool) -> Option<(usize, What)> {
        let vague = self.is("vague_number", j);
        let count = atoms::number(self.words, self.text(j)).filter(|_| !vague);
        if (count.is_none() && !vague) || (!back && !forth) {
            return None;
        }
        let of = usize::from(self.text(j + 1) == "of");
        let unit = self.unit(j + 1 + of)?;
        Some((j + 2 + of, What::Lapse { count, unit, back }))
    }

    pub(super) fn dayword(&self, i: usize) -> Option<(usize, What)> {
        let days = self.words.get("dayword", self.text(i))?;
        let end = if self.is("daypart", i + 1) { i + 2 } else { i + 1 };
        // "Today's Russia", "the Korea of today" are no dates.
        let of = i > 0 && matches!(self.text(i - 1), "of" | "'s");
        (!of).then_some((end, What::Today(days)))
    }

    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        let text = self.text(i);
        let number = self.words.get("unit", text);
        let number = number.or_else(|| self.words.get("unit", text.strip_suffix('s')?));
        let number = number.or_else(|| self.words.get("unit", &format!("{}y", text.strip_suffix("ies")?)));
        Unit::of(number?)
    }

    /// *two weeks ago*, *a year earlier*, *months later*, *the day after*, *three days before the vote*.
    pub(super) fn shift(&self, i: usize) -> Option<(usize, What)> {
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
        // *two years to the day after*.
        if self.text(j + 1) == "to" && self.text(j + 2) == "the" && self.unit(j + 3).is_some() {
            j += 3;
        }
        let (end, back, from) = self.direction(j + 1)?;
        let plural = self.text(j).ends_with('s');
        if unit == Unit::Hour && from == From::Event && (count.is_some() || plural) {
            return Some((end, What::Shift { count: Some(0), unit, back, from }));
        }
        // "The day after" needs its event; "the year later" is no English.
        if the && from == From::Now {
            return None;
        }
        let started = self.text(j).ends_with('s') || count.is_some();
        started.then_some((end, What::Shift { count: count.map(|n| n * factor), unit, back, from }))
    }

    pub(super) fn half(&self, j: usize) -> Option<(usize, What)> {
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
    pub(super) fn count(&self, i: usize) -> (usize, Option<i32>) {
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
    pub(super) fn direction(&self, j: usize) -> Option<(usize, bool, From)> {
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
