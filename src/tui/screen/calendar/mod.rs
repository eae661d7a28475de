//! 日历: which campaign runs when, what is due, which promo nodes come; the ones nobody has planned for.
mod layout;
mod list;
mod month;
mod rows;

use super::Screen;
use crate::board::{CalendarPage, Coming, Item, RetroAbout};
use crate::i18n::{Text, label, tr};
use crate::model::{CampaignId, Day, OkrDayKind};
use crate::tui::actions;
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::{MouseKind, Now};
use crate::tui::overlay::form::Form;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use chrono::{Datelike as _, Months};
use layout::{Layout, layout};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rows::{Row, agenda, on_day};

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_CALENDAR,
    command: "screen.calendar",
    family: &[Context::Month, Context::Beside, Context::Calendar],
    contexts,
    want: |state| {
        let from = grid_from(day(state));
        Some(Load::Calendar(from, from.plus(DAYS - 1)))
    },
    take,
    draw,
    mouse,
    step,
    back,
    ..super::PLAIN
};

/// Six weeks are shown: every month fits.
const WEEKS: u16 = 6;
const DAYS: i32 = 42;

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Pane {
    /// The month, or the agenda.
    #[default]
    Days,
    /// What is on the chosen day.
    Items,
    /// What is coming without a campaign.
    Coming,
}

/// What it keeps.
#[derive(Debug, Default)]
pub struct Desk {
    /// The chosen day; today until another is.
    day: Option<Day>,
    /// The agenda instead of the month.
    is_agenda: bool,
    pane: Pane,
    /// The chosen row of the day's list or of the agenda.
    item: usize,
    /// The chosen promo node.
    node: usize,
    page: Option<Box<CalendarPage>>,
}

/// The chosen day.
#[must_use]
pub fn day(state: &State) -> Day {
    state.desks.calendar.day.unwrap_or_else(|| state.today())
}

/// The Monday the month of a day is shown from.
fn grid_from(day: Day) -> Day {
    let first = day.plus(1 - i32::try_from(day.date().day()).unwrap_or(1));
    first.plus(-i32::try_from(first.date().weekday().num_days_from_monday()).unwrap_or(0))
}

/// What was loaded for the days shown; none until it was.
fn page(state: &State) -> Option<&CalendarPage> {
    let page = state.desks.calendar.page.as_deref();
    page.filter(|page| page.calendar.from == grid_from(day(state)))
}

/// The promo nodes without a campaign. They do not change with the month.
fn open_nodes(state: &State) -> &[Coming] {
    state.desks.calendar.page.as_deref().map_or(&[], |page| page.open.as_slice())
}

/// The rows of the list that the keys go to or would go to: the agenda, or the chosen day's.
fn rows(state: &State) -> Vec<Row<'_>> {
    let Some(page) = page(state) else { return Vec::new() };
    if state.desks.calendar.is_agenda { agenda(&page.calendar, day(state)) } else { on_day(page, day(state)) }
}

fn contexts(state: &State) -> Vec<Context> {
    let desk = &state.desks.calendar;
    let inner = match desk.pane {
        Pane::Days if desk.is_agenda => None,
        Pane::Days => Some(Context::Month),
        Pane::Items | Pane::Coming => Some(Context::Beside),
    };
    inner.into_iter().chain([Context::Calendar, Context::Global, Context::Always]).collect()
}

fn take(state: &mut State, loaded: Loaded, _: bool) {
    let Loaded::Calendar(page) = loaded else { return };
    let was_there = state.desks.calendar.page.replace(page).is_some();
    if state.desks.calendar.is_agenda && !was_there {
        to_day(state);
    }
    settle(state);
}

/// Keeps the cursors on rows that are there.
fn settle(state: &mut State) {
    let (items, nodes) = (rows(state).len(), open_nodes(state).len());
    let desk = &mut state.desks.calendar;
    desk.item = desk.item.min(items.saturating_sub(1));
    desk.node = desk.node.min(nodes.saturating_sub(1));
    let is_empty = match desk.pane {
        Pane::Days => false,
        Pane::Items => items == 0,
        Pane::Coming => nodes == 0,
    };
    if is_empty {
        desk.pane = Pane::Days;
    }
}

/// Takes the agenda's cursor to the chosen day, or the next on which something is.
fn to_day(state: &mut State) {
    let day = day(state);
    let at = rows(state).iter().position(|row| row.day >= day);
    state.desks.calendar.item = at.unwrap_or_else(|| rows(state).len().saturating_sub(1));
}

/// Chooses a day.
fn choose(state: &mut State, day: Day) {
    let desk = &mut state.desks.calendar;
    desk.day = Some(day);
    desk.item = 0;
    if desk.is_agenda {
        to_day(state);
    }
}

fn step(state: &mut State, steps: isize) {
    let desk = &state.desks.calendar;
    let moved = |at: usize, count: usize| at.saturating_add_signed(steps).min(count.saturating_sub(1));
    match desk.pane {
        Pane::Days if desk.is_agenda => {
            let rows = rows(state);
            let item = moved(desk.item, rows.len());
            let day = rows.get(item).map(|row| row.day);
            let desk = &mut state.desks.calendar;
            (desk.item, desk.day) = (item, day.or(desk.day));
        }
        Pane::Days => choose(state, stepped(day(state), steps)),
        Pane::Items => state.desks.calendar.item = moved(desk.item, rows(state).len()),
        Pane::Coming => state.desks.calendar.node = moved(desk.node, open_nodes(state).len()),
    }
}

/// In the month, a step is a week, half a page a month, and the ends are the month's.
fn stepped(day: Day, steps: isize) -> Day {
    let first = day.plus(1 - i32::try_from(day.date().day()).unwrap_or(1));
    match steps {
        isize::MIN => first,
        isize::MAX => month_later(first, 1).plus(-1),
        -1 => day.plus(-7),
        1 => day.plus(7),
        0 => day,
        steps => month_later(day, if steps < 0 { -1 } else { 1 }),
    }
}

/// The same day of another month, or that month's last.
fn month_later(day: Day, months: i32) -> Day {
    let (date, by) = (day.date(), Months::new(months.unsigned_abs()));
    let moved = if months < 0 { date.checked_sub_months(by) } else { date.checked_add_months(by) };
    moved.map_or(day, Day::of)
}

fn back(state: &mut State) -> bool {
    let desk = &mut state.desks.calendar;
    std::mem::replace(&mut desk.pane, Pane::Days) != Pane::Days
}

/// The campaign that the cursor leads to.
fn led_to(state: &State) -> Option<CampaignId> {
    let rows = rows(state);
    let desk = &state.desks.calendar;
    match desk.pane {
        Pane::Days if !desk.is_agenda => {
            let mut campaigns: Vec<CampaignId> = rows.iter().filter_map(|row| row.item.campaign()).collect();
            campaigns.dedup();
            if let [only] = campaigns[..] { Some(only) } else { None }
        }
        Pane::Coming => None,
        _ => rows.get(desk.item).and_then(|row| row.item.campaign()),
    }
}

/// Whether there is something to open.
pub(in crate::tui) fn can_open(state: &State) -> Result<(), &'static Text> {
    let desk = &state.desks.calendar;
    let has_rows = desk.pane == Pane::Days && !desk.is_agenda && !rows(state).is_empty();
    let is_node = desk.pane == Pane::Coming || chosen_node(state).is_some();
    if has_rows || is_node || led_to(state).is_some() || retro(state).is_some() {
        Ok(())
    } else {
        Err(&tr::WHY_EMPTY_DAY)
    }
}

/// The retrospective whose day is under the cursor.
fn retro(state: &State) -> Option<RetroAbout> {
    let desk = &state.desks.calendar;
    let is_listed = desk.is_agenda || desk.pane == Pane::Items;
    match rows(state).get(desk.item).filter(|_| is_listed)?.item {
        Item::Okr(okr) if okr.kind == OkrDayKind::Retro => {
            okr.campaign.map(RetroAbout::Campaign).or(okr.cycle.map(RetroAbout::Cycle))
        }
        _ => None,
    }
}

/// Opens the page of the campaign under the cursor; on a day with several, goes to its list; on a promo node, starts a
/// campaign for it.
pub(in crate::tui) fn open(state: &mut State, now: Now) -> Vec<Effect> {
    if let Some(about) = retro(state) {
        return state.open_retro(about);
    }
    if let Some(campaign) = led_to(state) {
        return state.open_page(campaign);
    }
    let desk = &mut state.desks.calendar;
    if desk.pane == Pane::Days && !desk.is_agenda {
        (desk.pane, desk.item) = (Pane::Items, 0);
        return Vec::new();
    }
    plan(state, now)
}

/// A promo node as a campaign begins from it: its name in both languages, first day and last.
type Plan = (crate::model::Both, Day, Day);

/// The promo node under the cursor.
fn chosen_node(state: &State) -> Option<Plan> {
    let desk = &state.desks.calendar;
    let of = |node: &crate::model::PromoNode| (node.name.clone(), node.first, node.end);
    match desk.pane {
        Pane::Coming => open_nodes(state).get(desk.node).map(|coming| of(&coming.node)),
        Pane::Days if !desk.is_agenda => {
            rows(state).iter().find_map(|row| row.item.node().filter(|n| n.day == row.day).map(of))
        }
        _ => rows(state).get(desk.item).and_then(|row| row.item.node()).map(of),
    }
}

/// Starts a campaign on the chosen day, or for the chosen promo node over its window.
pub(in crate::tui) fn plan(state: &mut State, _: Now) -> Vec<Effect> {
    let day = day(state);
    let (name, first, last) = match chosen_node(state) {
        Some((name, first, last)) => (name.get(state.lang()).to_owned(), first.max(state.today()), last),
        None => (String::new(), day, day),
    };
    let mut form = Form::new_campaign(state);
    form.propose(&[("name", &name), ("start", &first.to_string()), ("end", &last.max(first).to_string())]);
    actions::open(state, form)
}

/// Shows the agenda instead of the month, or the other way round.
pub(in crate::tui) fn switch(state: &mut State, _: Now) -> Vec<Effect> {
    let desk = &mut state.desks.calendar;
    (desk.is_agenda, desk.pane, desk.item) = (!desk.is_agenda, Pane::Days, 0);
    if desk.is_agenda {
        to_day(state);
    }
    Vec::new()
}

/// Goes to today.
pub(in crate::tui) fn today(state: &mut State, _: Now) -> Vec<Effect> {
    let today = state.today();
    choose(state, today);
    state.desks.calendar.pane = Pane::Days;
    Vec::new()
}

/// The day after.
pub(in crate::tui) fn next_day(state: &mut State, _: Now) -> Vec<Effect> {
    choose(state, day(state).plus(1));
    Vec::new()
}

/// The day before.
pub(in crate::tui) fn previous_day(state: &mut State, _: Now) -> Vec<Effect> {
    choose(state, day(state).plus(-1));
    Vec::new()
}

/// The same day of the next month.
pub(in crate::tui) fn next_month(state: &mut State, _: Now) -> Vec<Effect> {
    choose(state, month_later(day(state), 1));
    Vec::new()
}

/// The same day of the month before.
pub(in crate::tui) fn previous_month(state: &mut State, _: Now) -> Vec<Effect> {
    choose(state, month_later(day(state), -1));
    Vec::new()
}

/// The panes that have something in them, in their order.
fn panes(state: &State) -> Vec<Pane> {
    let desk = &state.desks.calendar;
    let has_items = !desk.is_agenda && !rows(state).is_empty();
    let has_coming = !open_nodes(state).is_empty();
    let others = [(Pane::Items, has_items), (Pane::Coming, has_coming)];
    std::iter::once(Pane::Days).chain(others.into_iter().filter(|(_, has)| *has).map(|(p, _)| p)).collect()
}

fn turn(state: &mut State, by: usize) -> Vec<Effect> {
    let panes = panes(state);
    let at = panes.iter().position(|p| *p == state.desks.calendar.pane).unwrap_or(0);
    state.desks.calendar.pane = panes.get((at + by) % panes.len()).copied().unwrap_or_default();
    Vec::new()
}

/// The next pane.
pub(in crate::tui) fn next_pane(state: &mut State, _: Now) -> Vec<Effect> {
    turn(state, 1)
}

/// The pane before.
pub(in crate::tui) fn previous_pane(state: &mut State, _: Now) -> Vec<Effect> {
    let count = panes(state).len();
    turn(state, count - 1)
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let layout = layout(state, area);
    for (rect, line) in &layout.frames {
        frame::draw(buf, *rect, &state.theme);
        if let Some(y) = line {
            frame::divide(buf, *rect, *y, &state.theme);
        }
    }
    titles(state, buf, &layout);
    if let Some(area) = layout.days {
        if state.desks.calendar.is_agenda {
            list::agenda(state, buf, area);
        } else {
            month::draw(state, buf, area);
        }
    }
    if let Some(area) = layout.items {
        list::items(state, buf, area);
    }
    if let Some(area) = layout.coming {
        list::coming(state, buf, area);
    }
}

fn titles(state: &State, buf: &mut Buffer, layout: &Layout) {
    let desk = &state.desks.calendar;
    let style = |pane| state.theme.style(if desk.pane == pane { Role::Title } else { Role::Dim });
    let line = |inner: Rect| Rect { x: inner.x - 1, y: inner.y - 1, width: inner.width + 2, height: 1 };
    let chosen = day(state);
    let mut named = |inner: Rect, pane: Pane, text: &str| {
        frame::title(buf, line(inner), inner.y - 1, &[(text, style(pane))]);
    };
    if let Some(inner) = layout.days {
        let (year, month) = (chosen.date().year().to_string(), chosen.date().month());
        let month = state.say(label::month(month));
        let text = state.fill(&tr::CALENDAR_MONTH, &[("year", &year), ("month", month)]);
        named(inner, Pane::Days, &text);
    }
    if let Some(inner) = layout.items {
        let mut text = format!("{} {}", chosen.date().format("%m-%d"), state.say(label::weekday(chosen)));
        if chosen == state.today() {
            text = format!("{text} · {}", state.say(&tr::CALENDAR_TODAY));
        }
        named(inner, Pane::Items, &text);
    }
    if let Some(inner) = layout.coming {
        let (count, days) = (open_nodes(state).len(), crate::board::AHEAD.to_string());
        let mut text = state.fill(&tr::CALENDAR_OPEN, &[("days", &days)]);
        if count > 0 {
            text = format!("{text} · {count}");
        }
        named(inner, Pane::Coming, &text);
    }
}

/// Handles the mouse: a press chooses, a press on what is chosen opens it.
fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    let layout = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    let at = Position::new(x, y);
    let panes = [(Pane::Days, layout.days), (Pane::Items, layout.items), (Pane::Coming, layout.coming)];
    let hit = panes.into_iter().find_map(|(pane, area)| Some((pane, area.filter(|a| a.contains(at))?)));
    let Some((pane, area)) = hit else { return Vec::new() };
    let was = (state.desks.calendar.pane, day(state), state.desks.calendar.item, state.desks.calendar.node);
    state.desks.calendar.pane = pane;
    settle(state);
    let row = y - area.y;
    let before = |state: &State| {
        let desk = &state.desks.calendar;
        (desk.pane, day(state), desk.item, desk.node)
    };
    match (kind, pane) {
        (MouseKind::WheelUp, _) => step(state, -1),
        (MouseKind::WheelDown, _) => step(state, 1),
        (MouseKind::Pressed, Pane::Days) if !state.desks.calendar.is_agenda => {
            let Some(day) = month::day_at(state, area, at) else { return Vec::new() };
            choose(state, day);
        }
        (MouseKind::Pressed, Pane::Coming) => {
            let count = open_nodes(state).len();
            let from = super::page_start(state.desks.calendar.node, count, area.height);
            state.desks.calendar.node = (from + usize::from(row)).min(count.saturating_sub(1));
        }
        (MouseKind::Pressed, _) => {
            let Some(item) = list::item_at(state, area, row) else { return Vec::new() };
            let day = rows(state).get(item).map(|row| row.day);
            let desk = &mut state.desks.calendar;
            (desk.item, desk.day) = (item, day.or(desk.day));
        }
    }
    let is_again = kind == MouseKind::Pressed && before(state) == was;
    if is_again && can_open(state).is_ok() { open(state, state.now) } else { Vec::new() }
}
