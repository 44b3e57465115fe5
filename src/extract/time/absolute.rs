//! Which dates can be read from the words alone, but for the year of a month?

use super::atoms;
use super::calendar::{Moment, Unit};
use super::read::{Reader, What, Which, Year};

impl Reader<'_> {
    /// *9 July 2018*, *the 9th of July*, *3-5 May*; and *New Year's Day*.
    pub(super) fn day_first(&self, i: usize) -> Option<(usize, What)> {
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

    pub(super) fn digits(&self, i: usize) -> bool {
        self.text(i).starts_with(|c: char| c.is_ascii_digit())
    }

    pub(super) fn month_number(&self, i: usize) -> Option<u8> {
        let atom = self.atoms.get(i)?;
        if !atom.capital {
            return None;
        }
        self.words.get("month", &atom.text).and_then(|m| u8::try_from(m).ok())
    }

    /// *July 9, 2018*, *July 2018*, *July*, *June this year*.
    pub(super) fn month(&self, i: usize, which: Which) -> Option<(usize, What)> {
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
    pub(super) fn year_of_partner(&self, i: usize) -> Year {
        let partner = matches!(self.text(i), "and" | "or" | "," | "/") && self.month_number(i + 1).is_some();
        match self.year_after(i + 2) {
            (_, Year::Known(year)) if partner => Year::Known(year),
            _ => Year::Unsaid(Which::Bare),
        }
    }

    /// *, 2018*, *of 2018*, *this year*, *of that year* after a month or season.
    pub(super) fn year_after(&self, i: usize) -> (usize, Year) {
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
    pub(super) fn season(&self, i: usize, which: Which) -> Option<(usize, What)> {
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
    pub(super) fn quarter(&self, i: usize) -> Option<(usize, What)> {
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
    pub(super) fn decade(&self, i: usize) -> Option<(usize, What)> {
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
    pub(super) fn numeric(&self, i: usize) -> Option<(usize, What)> {
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

    pub(super) fn fiscal(&self, i: usize) -> Option<(usize, What)> {
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
    pub(super) fn feast(&self, i: usize) -> Option<(usize, What)> {
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
}

pub(super) fn fixed(year: i32) -> What {
    What::Fixed(Moment::year(year))
}

pub(super) fn dated(month: u8, day: Option<u8>, year: Year) -> What {
    match year {
        Year::Known(year) => What::Fixed(Moment { year, month: Some(month), day }),
        year => What::Month { month, day, year },
    }
}

pub(super) fn days(month: u8, day: u8, last: Option<u8>, year: Year) -> What {
    let first = dated(month, Some(day), year);
    match last {
        Some(last) => What::Span(Box::new(first), Box::new(dated(month, Some(last), year))),
        None => first,
    }
}

pub(super) fn has_day(what: &What) -> bool {
    matches!(what, What::Fixed(Moment { day: Some(_), .. }) | What::Month { day: Some(_), .. })
}
