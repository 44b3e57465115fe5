//! What does a reader keep in mind to know which day "the next day" is?

use super::calendar::Moment;
use super::{Timex, TimexKind};
use crate::model::Edtf;

/// How many sentences a day stays in mind.
const DAY_LASTS: usize = 3;
/// How many sentences a month or year stays in mind.
const MONTH_LASTS: usize = 5;

/// When the text was published, and when its story is.
#[derive(Debug, Clone, Default)]
pub struct TimeContext {
    /// When the text was published, at the precision known.
    pub published: Option<Edtf>,
    sentence: usize,
    told: Vec<Told>,
}

/// A date that the story has given.
#[derive(Debug, Clone)]
struct Told {
    moment: Moment,
    sentence: usize,
    /// Only in passing, as part of a name or phrase (*the 1951 treaty*).
    passing: bool,
}

impl TimeContext {
    /// At the start of a text.
    pub fn new(published: Option<Edtf>) -> Self {
        Self { published, ..Self::default() }
    }

    pub(super) fn next_sentence(&mut self) {
        self.sentence += 1;
    }

    /// The day, month or year of publication.
    pub(super) fn now(&self) -> Option<Moment> {
        self.published.as_ref().and_then(Moment::of)
    }

    /// Takes note of a date.
    pub(super) fn told(&mut self, timex: &Timex, modifies: bool) {
        let kept = matches!(timex.kind, TimexKind::Point | TimexKind::After | TimexKind::Since)
            && timex.of.is_none();
        let Some(date) = timex.date.as_ref().filter(|_| kept) else { return };
        if timex.kind == TimexKind::Point && date.is_interval() {
            return;
        }
        let Some(moment) = Moment::of(date) else { return };
        let passing = modifies || timex.kind != TimexKind::Point;
        self.told.push(Told { moment, sentence: self.sentence, passing });
    }

    /// The date the story is at, known to the year (1), month (2) or day (3). A coarser date that came later and
    /// does not contain the finer one hides it.
    pub(super) fn story(&self, precision: u8) -> Option<Moment> {
        let main = self.told.iter().rev().filter(|told| !told.passing || told.sentence == self.sentence);
        let mut newest: Option<Moment> = None;
        for told in main {
            let lasts = if precision == 3 { DAY_LASTS } else { MONTH_LASTS };
            if told.sentence + lasts < self.sentence {
                break;
            }
            let fits = match newest {
                None => true,
                Some(newest) => {
                    newest.year == told.moment.year
                        && (newest.month.is_none() || newest.month == told.moment.month)
                }
            };
            if !fits {
                break;
            }
            newest.get_or_insert(told.moment);
            if known_to(told.moment) >= precision {
                return Some(told.moment);
            }
        }
        None
    }

    /// The year of a month that a story of long ago goes on to, or none where the month is of the day's news.
    pub(super) fn story_year(&self, month: u8) -> Option<i32> {
        let story = self.told.iter().rev().find(|told| !told.passing)?;
        let now = self.now()?;
        let near = story.sentence + 1 >= self.sentence;
        // *Madrid did so in May 2024, Ljubljana in June*: within a sentence last year is old enough.
        let same = story.sentence == self.sentence;
        let old = story.moment.year + if same { 1 } else { 2 } <= now.year;
        let goes_on = story.moment.calendar_month().is_some_and(|told| told <= month);
        (near && old && goes_on).then_some(story.moment.year)
    }
}

fn known_to(moment: Moment) -> u8 {
    match (moment.calendar_month(), moment.day) {
        (Some(_), Some(_)) => 3,
        (Some(_), None) => 2,
        (None, _) => 1,
    }
}
