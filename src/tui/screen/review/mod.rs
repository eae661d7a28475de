//! 周会与评分: a walk through a cycle's objectives, one a page, and what comes of it.
pub mod act;
mod carry;
mod changes;
mod contents;
mod desk;
mod head;
mod key_results;
pub(in crate::tui) mod lines;
mod page;
mod plan;
mod summary;
mod timer;
mod words;

use super::{PLAIN, Screen, body};
use crate::board::ReviewPage;
use crate::i18n::tr;
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use desk::{Desk, Spot};
use lines::{Row, height, items};
pub use plan::Line as CarryLine;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen's line in the table. It has no tab: the OKRs lead to it.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_REVIEW_START,
    command: "screen.review",
    is_tab: false,
    family: &[
        Context::Walk,
        Context::Weekly,
        Context::Grading,
        Context::Contents,
        Context::Summary,
        Context::Carry,
        Context::Review,
    ],
    contexts,
    want: |state| state.desks.review.scope.map(Load::Review),
    take,
    follow: act::follow,
    draw,
    mouse,
    step: |state, steps| step(state, steps),
    back,
    ..PLAIN
};

fn contexts(state: &State) -> Vec<Context> {
    let desk = &state.desks.review;
    let own: &[Context] = match desk.spot {
        Spot::Page if desk.is_grading() => &[Context::Grading, Context::Walk],
        Spot::Page => &[Context::Weekly, Context::Walk],
        Spot::Contents => &[Context::Contents],
        Spot::Summary => &[Context::Summary],
        Spot::Carry => &[Context::Carry],
    };
    own.iter().copied().chain([Context::Review, Context::Global, Context::Always]).collect()
}

fn take(state: &mut State, loaded: Loaded, _: bool) {
    let Loaded::Review(page) = loaded else { return };
    state.desks.review.put(page);
    step(state, 0);
}

/// How many rows can be chosen where one is.
fn count(state: &State) -> usize {
    let desk = &state.desks.review;
    let Some(walk) = desk.page() else { return 0 };
    match desk.spot {
        Spot::Page => page::all_items(state).len(),
        Spot::Contents => desk.order.len(),
        Spot::Summary => summary::targets(state, walk).len(),
        Spot::Carry => walk.pages.len(),
    }
}

fn step(state: &mut State, steps: isize) {
    let last = count(state).saturating_sub(1);
    let desk = &mut state.desks.review;
    desk.set_cursor(desk.cursor().saturating_add_signed(steps).min(last));
}

/// Leaves contents, summary and what is carried over; a page leaves the screen.
fn back(state: &mut State) -> bool {
    let desk = &mut state.desks.review;
    let is_page = desk.spot == Spot::Page || desk.order.is_empty();
    match desk.spot {
        Spot::Carry => desk.spot = Spot::Summary,
        _ if is_page => return false,
        // An ended review has nothing to walk through any more.
        Spot::Summary if desk.open_review().is_none() => return false,
        _ => desk.spot = Spot::Page,
    }
    step(state, 0);
    true
}

/// The lists of the spots that are no page, each with its area.
fn lists(state: &State, walk: &ReviewPage, area: Rect) -> Vec<(Rect, Vec<Row>)> {
    let inside =
        Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(2));
    match state.desks.review.spot {
        Spot::Page => Vec::new(),
        Spot::Contents => vec![(inside, contents::rows(state, walk))],
        Spot::Summary => vec![(inside, summary::rows(state, walk, inside.width))],
        Spot::Carry => {
            let rows = carry::rows(state, walk, inside.width);
            let preview = carry::preview(state, walk);
            let most = if inside.height >= 12 { inside.height * 3 / 5 } else { inside.height };
            let top = height(&rows).min(most);
            let rest = inside.height.saturating_sub(top + 1);
            let below = Rect { y: inside.y + top + 1, height: rest, ..inside };
            vec![(Rect { height: top, ..inside }, rows), (below, preview)]
        }
    }
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let (frame_area, theme, desk) = (body(area), &state.theme, &state.desks.review);
    let Some(walk) = desk.page() else {
        frame::draw(buf, frame_area, theme);
        let loading = state.say(&tr::PAGE_LOADING);
        put(buf, frame_area.x + 2, frame_area.y + 1, frame_area.width - 3, loading, theme.style(Role::Dim));
        return;
    };
    let what = match desk.spot {
        Spot::Page => format!("{}/{}", (desk.at + 1).min(desk.order.len()), desk.order.len()),
        Spot::Contents => state.say(&tr::WALK_CONTENTS).to_owned(),
        Spot::Summary => state.say(&tr::WALK_SUMMARY).to_owned(),
        Spot::Carry => state.say(&tr::CARRY_TITLE).to_owned(),
    };
    head::frame(state, buf, frame_area, walk, &what);
    let inside = Rect { x: frame_area.x + 2, y: frame_area.y + 1, width: frame_area.width - 4, height: 1 };
    if desk.order.is_empty() {
        let nothing = state.fill(&tr::WALK_NOTHING, &[("cycle", &walk.cycle.key)]);
        put(buf, inside.x, inside.y, inside.width, &nothing, theme.style(Role::Dim));
        return;
    }
    if let (Spot::Page, Some(page)) = (desk.spot, desk.objective()) {
        page::draw(state, buf, frame_area, walk, page);
        return;
    }
    for (i, (place, rows)) in lists(state, walk, frame_area).into_iter().enumerate() {
        if i > 0 && place.height > 0 {
            frame::divide(buf, frame_area, place.y - 1, theme);
            let title = state.say(&tr::CARRY_PREVIEW);
            frame::title(buf, frame_area, place.y - 1, &[(title, theme.style(Role::Dim))]);
        }
        let cursor = (items(&rows) > 0).then_some(desk.cursor());
        lines::draw(state, buf, place, &rows, cursor);
    }
}

fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => step(state, -1),
        MouseKind::WheelDown => step(state, 1),
        MouseKind::Pressed => {
            let area = body(Rect::new(0, 0, state.size.0, state.size.1));
            let Some(hit) = hit(state, area, Position::new(x, y)) else { return Vec::new() };
            if hit == state.desks.review.cursor() {
                let now = state.now;
                return act::enter(state, now);
            }
            state.desks.review.set_cursor(hit);
        }
    }
    Vec::new()
}

fn hit(state: &State, area: Rect, at: Position) -> Option<usize> {
    let desk = &state.desks.review;
    if desk.spot == Spot::Page {
        return page::item_at(state, area, at);
    }
    let cursor = Some(desk.cursor());
    let all = lists(state, desk.page()?, area);
    all.iter().find_map(|(place, rows)| lines::item_at(rows, cursor.filter(|_| items(rows) > 0), *place, at))
}

/// The moment the clock of a shown review has to be drawn anew.
#[must_use]
pub fn deadline(state: &State) -> Option<u64> {
    let is_shown = state.look.screen == SCREEN.command;
    state.desks.review.timer.next_second(state.now.ms).filter(|_| is_shown)
}
