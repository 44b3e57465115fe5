//! What day is three weeks after that one, and how exactly can one say so?

use crate::model::{Day, Edtf};

/// A year, a month (1 to 12, or a season or quarter as EDTF numbers them) of it, a day of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Year.
    pub year: i32,
    /// Month, season (21 to 24) or quarter (33 to 36).
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
}

/// Units that time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Minutes and hours: no date can tell them apart.
    Hour,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// Fourteen days.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Some thirty years: never a date.
    Generation,
}

impl Unit {
    /// The unit with a number of the word table.
    pub fn of(number: i32) -> Option<Self> {
        Some(match number {
            1 | 2 => Self::Hour,
            3 => Self::Day,
            4 => Self::Week,
            5 => Self::Fortnight,
            6 => Self::Month,
            7 => Self::Quarter,
            8 => Self::Year,
            9 => Self::Decade,
            10 => Self::Century,
            11 => Self::Generation,
            _ => return None,
        })
    }
}

impl Moment {
    /// A whole year.
    pub fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// A month of a year.
    pub fn month(year: i32, month: u8) -> Self {
        Self { year, month: Some(month), day: None }
    }

    /// A day.
    pub fn of_day(day: Day) -> Self {
        Self { year: day.year, month: Some(day.month), day: Some(day.day) }
    }

    /// The start of a date: its year, month and day as far as it has them.
    pub fn of(date: &Edtf) -> Option<Self> {
        let text = date.start().trim_end_matches(['~', '?', '%']);
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        Some(Self { year, month, day })
    }

    /// As a date; none where there is no such day.
    pub fn edtf(self) -> Option<Edtf> {
        let text = match (self.month, self.day) {
            (None, _) => format!("{:04}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
        };
        Edtf::parse(&text).ok()
    }

    /// As a calendar day, if it is one.
    pub fn as_day(self) -> Option<Day> {
        Some(Day { year: self.year, month: self.month?, day: self.day? })
    }

    /// The month it lies in, if that is known.
    pub fn calendar_month(self) -> Option<u8> {
        self.month.filter(|month| (1..=12).contains(month))
    }

    /// Only its month.
    pub fn to_month(self) -> Option<Self> {
        self.calendar_month().map(|month| Self::month(self.year, month))
    }

    /// Months since year zero, for comparing.
    fn months(self) -> Option<i32> {
        Some(self.year * 12 + i32::from(self.calendar_month()?) - 1)
    }

    /// This many days on; none unless it is a day.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.as_day()?.plus_days(days).map(Self::of_day)
    }

    /// This many months on, as a month.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let at = self.months()? + months;
        Some(Self::month(at.div_euclid(12), (at.rem_euclid(12) + 1) as u8))
    }

    /// `count` units on, at the precision that the unit allows; the flag says that it is only roughly so.
    pub fn shift(self, count: i32, unit: Unit) -> Option<(Self, bool)> {
        match unit {
            // *hours after the talks*: on the same day, as far as one can tell.
            Unit::Hour => (count == 0).then_some((self, false)),
            Unit::Generation => None,
            Unit::Day => match self.plus_days(count.into()) {
                Some(day) => Some((day, count.abs() > 45)),
                None if count.abs() <= 3 => self.to_month().map(|month| (month, true)),
                None => None,
            },
            Unit::Week | Unit::Fortnight => {
                let weeks = count * if unit == Unit::Fortnight { 2 } else { 1 };
                match self.plus_days(i64::from(weeks) * 7) {
                    Some(day) if weeks.abs() <= 2 => Some((day, true)),
                    Some(day) => day.to_month().map(|month| (month, true)),
                    None if weeks.abs() <= 2 => self.to_month().map(|month| (month, true)),
                    None => None,
                }
            }
            Unit::Month => self.plus_months(count).map(|month| (month, false)),
            Unit::Quarter => self.plus_months(count * 3).map(|month| (month, true)),
            Unit::Year => Some((Self::year(self.year + count), false)),
            Unit::Decade => Some((Self::year(self.year + 10 * count), true)),
            Unit::Century => Some((Self::year(self.year + 100 * count), true)),
        }
    }

    /// Day of the week of a day, Monday 1.
    pub fn weekday(self) -> Option<u8> {
        let day = self.as_day()?;
        let date =
            jiff::civil::Date::new(i16::try_from(day.year).ok()?, day.month as i8, day.day as i8).ok()?;
        Some(date.weekday().to_monday_one_offset() as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::of(&Edtf::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn units_keep_what_is_known() {
        let shift = |text, count, unit| {
            moment(text)
                .shift(count, unit)
                .and_then(|(m, _)| m.edtf())
                .map_or(String::new(), |d| d.to_string())
        };
        assert_eq!(shift("2024-12-31", 1, Unit::Day), "2025-01-01");
        assert_eq!(shift("2024-08", 2, Unit::Week), "2024-08");
        assert_eq!(shift("2024-08-20", 3, Unit::Week), "2024-09");
        assert_eq!(shift("2024-01-31", -2, Unit::Month), "2023-11");
        assert_eq!(shift("2024", -2, Unit::Month), "");
        assert_eq!(shift("2024-05-02", -1, Unit::Decade), "2014");
    }

    #[test]
    fn weekdays() {
        assert_eq!(moment("2024-12-13").weekday(), Some(5));
        assert_eq!(moment("2024-12").weekday(), None);
    }
}
