//! Which date is meant, given when the text was published and what it told last?

use super::TimeContext;
use super::calendar::{Moment, Unit};
use super::read::{From, What, Which, Year};
use crate::model::Edtf;

/// Where a date without a year lies, as the verb tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// *signed in May*.
    Past,
    /// *will sign in May*.
    Future,
    /// *opens in May*, *planned for May*: whichever is nearest.
    Open,
}

/// A date, and whether it is only roughly so.
pub(super) type Found = Option<(Edtf, bool)>;

/// The date of an expression.
pub(super) fn date(what: &What, context: &TimeContext, tense: Tense) -> Found {
    if let What::Span(from, to) = what {
        let (from, to) = (date(from, context, tense)?, date(to, context, tense)?);
        let span = Edtf::between(&from.0, &to.0);
        return Edtf::parse(span.as_str()).ok().map(|span| (span, false));
    }
    if let What::Years(years) = what {
        return Edtf::parse(years).ok().map(|date| (date, false));
    }
    if let What::Lapse { count, unit, back } = what {
        return lapse(context, *count, *unit, *back)
            .or_else(|| since_story(context, *count, *unit, *back, tense));
    }
    if let What::Whole { unit: unit @ (Unit::Decade | Unit::Century), which } = what {
        let ahead = matches!(which, Which::Next | Which::Following);
        let told = || since_story(context, Some(1), *unit, false, tense).filter(|_| ahead);
        return told().or_else(|| long(context, *unit, *which));
    }
    let (moment, rough) = moment(what, context, tense)?;
    moment.edtf().map(|date| (date, rough))
}

fn moment(what: &What, context: &TimeContext, tense: Tense) -> Option<(Moment, bool)> {
    match what {
        What::Fixed(moment) => Some((*moment, false)),
        What::Month { month, day, year } => month_of(context, *month, *day, *year, tense)
            .map(|year| (Moment { year, month: Some(*month), day: *day }, false)),
        What::Weekday { day, which } => weekday(context, *day, *which, tense),
        What::Whole { unit: unit @ (Unit::Month | Unit::Week), which: Which::Bare }
            if tense == Tense::Past =>
        {
            // "At the end of the month", told of the past: the story's month.
            let which = if context.story(2).is_some() { Which::That } else { Which::This };
            whole(context, *unit, which)
        }
        What::Whole { unit, which } => whole(context, *unit, *which),
        What::EdgeDay { last, of } => {
            let (whole, _) = moment(of, context, tense)?;
            let day = edge_day(whole, *last)?;
            // *on the last day of the month they met*, told before that day: of the month before.
            let ahead = tense == Tense::Past && context.now().is_some_and(|now| is_after(day, now));
            let earlier = || edge_day(whole.plus_months(-1)?, *last);
            Some((if ahead { earlier().unwrap_or(day) } else { day }, false))
        }
        What::Then => context.story(1).map(|story| (story, false)),
        What::Today(days) => {
            let now = context.now()?;
            now.plus_days((*days).into())
                .map(|day| (day, false))
                .or_else(|| now.to_month().map(|month| (month, true)))
        }
        What::Shift { count, unit, back, from } => {
            let count = (*count)? * if *back { -1 } else { 1 };
            let base = match from {
                From::Now => context.now(),
                From::Story => context
                    .story(precision(*unit))
                    .or_else(|| context.now().filter(|_| *back && *unit >= Unit::Year)),
                From::Event => None,
            }?;
            base.shift(count, *unit)
        }
        What::Years(_) | What::Lapse { .. } | What::Span(..) => None,
    }
}

/// The first or last day of a month or year.
fn edge_day(whole: Moment, last: bool) -> Option<Moment> {
    let month = match whole.month {
        Some(_) => whole.calendar_month()?,
        None if last => 12,
        None => 1,
    };
    let first = Moment { year: whole.year, month: Some(month), day: Some(1) };
    if !last {
        return Some(first);
    }
    let next = first.plus_months(1)?;
    Moment { day: Some(1), ..next }.plus_days(-1)
}

/// Whether a day lies after another.
fn is_after(day: Moment, other: Moment) -> bool {
    let key = |m: Moment| (m.year, m.calendar_month().unwrap_or(12), m.day.unwrap_or(31));
    key(day) > key(other)
}

/// How exactly the story's date must be known to count units from it: 1 year, 2 month, 3 day.
fn precision(unit: Unit) -> u8 {
    match unit {
        Unit::Hour | Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month | Unit::Quarter => 2,
        Unit::Year | Unit::Decade | Unit::Century | Unit::Generation => 1,
    }
}

/// The year of a month or season.
fn month_of(context: &TimeContext, month: u8, day: Option<u8>, year: Year, tense: Tense) -> Option<i32> {
    match year {
        Year::Known(year) => Some(year),
        Year::Of(which) => whole(context, Unit::Year, which).map(|(year, _)| year.year),
        Year::Unsaid(which) => year_of_month(context, month, day, which, tense),
    }
}

fn year_of_month(
    context: &TimeContext,
    month: u8,
    day: Option<u8>,
    which: Which,
    tense: Tense,
) -> Option<i32> {
    let story = || context.story(1);
    match which {
        // "That Christmas" is the one nearest to what was told.
        Which::That => {
            return story().map(|m| {
                let after = m.calendar_month().map_or(0, |told| i32::from(order(month)) - i32::from(told));
                m.year - i32::from(after > 9) + i32::from(after < -6)
            });
        }
        Which::Following => {
            let story = story()?;
            let later = story.calendar_month().is_some_and(|m| m < order(month));
            return Some(story.year + i32::from(!later));
        }
        Which::Previous => {
            let story = story()?;
            let earlier = story.calendar_month().is_some_and(|m| m > order(month));
            return Some(story.year - i32::from(!earlier));
        }
        _ => {}
    }
    if which == Which::Bare
        && let Some(year) = context.story_year(order(month))
    {
        return Some(year);
    }
    let Some(now) = context.now() else { return story().map(|m| m.year).filter(|_| which == Which::Bare) };
    let Some(today) = now.calendar_month() else { return Some(now.year) };
    // A date is past when its month is, or its day in this month; where no day is known this month counts as past.
    let past = order(month) < today
        || (order(month) == today && day.zip(now.day).is_none_or(|(day, today)| day <= today));
    let same = order(month) == today;
    Some(match (which, tense) {
        (Which::This, _) => now.year,
        (Which::Last, _) => now.year - i32::from(!past || (same && day.is_none())),
        (Which::Next, _) => now.year + i32::from(past),
        (_, Tense::Past) => now.year - i32::from(!past),
        (_, Tense::Future) => now.year + i32::from(past && !(same && day.is_none())),
        (_, Tense::Open) => {
            let ahead = i32::from(order(month)) - i32::from(today);
            now.year + if ahead > 6 { -1 } else { i32::from(ahead < -7) }
        }
    })
}

/// The month in which a season or quarter begins, for comparing.
fn order(month: u8) -> u8 {
    match month {
        21 => 3,
        22 => 6,
        23 => 9,
        24 => 12,
        33..=36 => (month - 33) * 3 + 1,
        month => month,
    }
}

fn weekday(context: &TimeContext, day: u8, which: Which, tense: Tense) -> Option<(Moment, bool)> {
    let now = context.now()?;
    let Some(today) = now.weekday() else {
        // Published some time in the month: the week is unknown.
        return now.to_month().map(|month| (month, true));
    };
    let back = i64::from((today + 7 - day) % 7);
    let days = match (which, tense) {
        (Which::Last | Which::Previous, _) if back == 0 => -7,
        (Which::Last | Which::Previous, _) => -back,
        (Which::Next | Which::Following, _) => 7 - back,
        (_, Tense::Future) if back > 0 => 7 - back,
        _ => -back,
    };
    now.plus_days(days).map(|day| (day, false))
}

/// *this year*, *last month*, *the next day*.
fn whole(context: &TimeContext, unit: Unit, which: Which) -> Option<(Moment, bool)> {
    let (base, count) = match which {
        Which::This | Which::Bare => (context.now()?, 0),
        Which::Last => (context.now()?, -1),
        Which::Next => (context.now()?, 1),
        Which::That => (context.story(precision_kept(unit))?, 0),
        Which::Following => (context.story(precision_kept(unit)).or_else(|| context.now())?, 1),
        Which::Previous => (context.story(precision_kept(unit)).or_else(|| context.now())?, -1),
    };
    match unit {
        Unit::Year => Some((Moment::year(base.year + count), false)),
        Unit::Month => base.plus_months(count).map(|month| (month, false)),
        Unit::Day => base.plus_days(count.into()).map(|day| (day, false)),
        Unit::Week => {
            base.plus_days(i64::from(count) * 7).unwrap_or(base).to_month().map(|month| (month, true))
        }
        Unit::Quarter => {
            let quarter = i32::from((base.calendar_month()? - 1) / 3) + 4 * base.year + count;
            Some((Moment::month(quarter.div_euclid(4), 33 + quarter.rem_euclid(4) as u8), false))
        }
        _ => None,
    }
}

fn precision_kept(unit: Unit) -> u8 {
    match unit {
        Unit::Day => 3,
        Unit::Year | Unit::Decade | Unit::Century => 1,
        _ => 2,
    }
}

fn long(context: &TimeContext, unit: Unit, which: Which) -> Found {
    let base = match which {
        Which::That => context.story(1)?,
        _ => context.now()?,
    };
    let step = match which {
        Which::Last | Which::Previous => -1,
        Which::Next | Which::Following => 1,
        _ => 0,
    };
    let text = match unit {
        Unit::Decade => format!("{}X", base.year / 10 + step),
        _ => format!("{}XX", base.year / 100 + step),
    };
    Edtf::parse(&text).ok().map(|date| (date, false))
}

/// *the past three years*: from then to now. Nothing for less than a month and for what has not come yet.
fn lapse(context: &TimeContext, count: Option<i32>, unit: Unit, back: bool) -> Found {
    let now = context.now().filter(|_| back)?;
    let (from, to) = match unit {
        Unit::Month => (now.plus_months(-count?)?, now.to_month()?),
        Unit::Year | Unit::Decade => (now.shift(-count?, unit)?.0, Moment::year(now.year)),
        _ => return None,
    };
    let span = Edtf::between(&from.edtf()?, &to.edtf()?);
    Edtf::parse(span.as_str()).ok().map(|date| (date, false))
}

/// *spent **the next decade** complaining*, *over **the following three years***, told of the past: from where the story is.
fn since_story(context: &TimeContext, count: Option<i32>, unit: Unit, back: bool, tense: Tense) -> Found {
    let years = match unit {
        Unit::Year => count?,
        Unit::Decade => count? * 10,
        _ => return None,
    };
    let from = context.story(1).filter(|_| !back && tense == Tense::Past)?.year;
    Edtf::parse(&format!("{from}/{}", from + years)).ok().map(|date| (date, false))
}
