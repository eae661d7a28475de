//! The rows of a day's list and of the agenda.
use super::grid_from;
use crate::board::{Calendar, CalendarPage, Item};
use crate::model::Day;
use chrono::Datelike as _;

/// Something on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The day.
    pub day: Day,
    /// What.
    pub item: Item<'a>,
}

/// All that is on a day.
#[must_use]
pub fn on_day(page: &CalendarPage, day: Day) -> Vec<Row<'_>> {
    page.calendar.on(day).into_iter().map(|item| Row { day, item }).collect()
}

/// All that happens in the month of a day, in its order.
#[must_use]
pub fn agenda(calendar: &Calendar, day: Day) -> Vec<Row<'_>> {
    debug_assert_eq!(calendar.from, grid_from(day));
    let (year, month) = (day.date().year(), day.date().month());
    let is_in = |day: &Day| (day.date().year(), day.date().month()) == (year, month);
    let days = calendar.agenda().into_iter().filter(|(day, _)| is_in(day));
    days.flat_map(|(day, items)| items.into_iter().map(move |item| Row { day, item })).collect()
}
