//! OKR: a cycle's objectives as a tree, each with its key results, how far and how sure.
pub(in crate::tui) mod act;
mod align;
pub(in crate::tui) mod check_in;
mod desk;
mod detail;
mod hand;
mod head;
mod rows;
mod tree;
pub mod words;

pub use desk::Desk;
pub(in crate::tui) use head::star_change;
pub use rows::Thing;

use super::campaigns::filter_fault;
use super::{Filter, Screen, body};
use crate::i18n::tr;
use crate::tui::commands::Context;
use crate::tui::load::{Load, Loaded};
use crate::tui::state::State;
use crate::tui::text::{put, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_OKR,
    command: "screen.okr",
    family: &[Context::Found, Context::Past, Context::NoCycle, Context::Aligned, Context::Okr],
    contexts,
    want: |state| {
        let desk = &state.desks.okr;
        Some(match desk.as_of {
            Some(day) => Load::OkrOn(desk.cycle, day),
            None => Load::Okr(desk.cycle),
        })
    },
    take,
    draw,
    mouse: hand::mouse,
    step: |state, steps| state.desks.okr.step(steps),
    back: |state| state.desks.okr.back(),
    filter: Some(Filter {
        text: |state| &state.desks.okr.text,
        text_mut: |state| &mut state.desks.okr.text,
        settle: |state| state.desks.okr.settle(),
        focus: |_| {},
        fault: |state| state.desks.okr.fault.as_ref().map(|error| filter_fault(state, error)),
        hint: Some(&tr::OKR_FILTER_HINT),
    }),
    target: |state| state.desks.okr.key_result().map(|kr| &kr.line),
    ..super::PLAIN
};

fn contexts(state: &State) -> Vec<Context> {
    let desk = &state.desks.okr;
    let inner = [
        (!desk.text.text().is_empty()).then_some(Context::Found),
        desk.as_of.map(|_| Context::Past),
        has_no_cycle(state).then_some(Context::NoCycle),
        desk.campaign().map(|_| Context::Aligned),
    ];
    inner.into_iter().flatten().chain([Context::Okr, Context::Global, Context::Always]).collect()
}

/// True where the file has no cycle at all.
fn has_no_cycle(state: &State) -> bool {
    state.desks.okr.tree().is_some_and(|tree| tree.cycles.is_empty()) && state.desks.okr.as_of.is_none()
}

fn take(state: &mut State, loaded: Loaded, is_hoped: bool) {
    if let Loaded::Okr(tree) = loaded {
        state.desks.okr.take(tree, is_hoped);
    }
}

/// Where the parts stand.
struct Layout {
    frame: Rect,
    /// The line of the north star; none where there is none or no room.
    star: Option<Rect>,
    /// The columns' headings and the rows below them.
    list: Rect,
    /// What is known of the chosen row; nothing where the list needs the room.
    detail: Rect,
}

fn layout(state: &State, area: Rect) -> Layout {
    let frame = body(area);
    let inner =
        Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2));
    let has_star = state.desks.okr.tree().is_some_and(|tree| tree.north_star.is_some());
    let star = (has_star && inner.height >= 12).then_some(Rect { height: 1, ..inner });
    let above = star.map_or(0, |star| star.height);
    let below = detail::rows(inner.height - above);
    let list = Rect { y: inner.y + above, height: inner.height - above - below, ..inner };
    let detail = Rect { y: list.bottom(), height: below, ..inner };
    Layout { frame, star, list, detail }
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let place = layout(state, area);
    frame::draw(buf, place.frame, &state.theme);
    let Some(tree) = state.desks.okr.tree() else { return };
    head::title(state, buf, place.frame, tree);
    if let (Some(star), Some(north)) = (place.star, &tree.north_star) {
        head::star(state, buf, star, north);
    }
    if tree.objectives.is_empty() {
        nothing(state, buf, place.list);
        return;
    }
    if state.desks.okr.rows().is_empty() {
        let text = state.fill(&tr::OKR_NO_MATCH, &[("key", &state.keymap.label("view.back"))]);
        put(
            buf,
            place.list.x + 2,
            place.list.y + 1,
            place.list.width - 3,
            &text,
            state.theme.style(Role::Dim),
        );
        return;
    }
    if state.desks.okr.is_aligned {
        align::draw(state, buf, place.list);
    } else {
        tree::draw(state, buf, place.list);
    }
    detail::draw(state, buf, place.detail);
}

/// Nothing to show, and what to do about it.
fn nothing(state: &State, buf: &mut Buffer, area: Rect) {
    let key = |command| state.keymap.label(command);
    let theme = &state.theme;
    let cycle = state.desks.okr.tree().and_then(|tree| tree.cycle.as_ref());
    let mut parts = Vec::new();
    if let Some(cycle) = cycle {
        let text =
            state.fill(&tr::OKR_NO_OBJECTIVE, &[("cycle", &cycle.key), ("key", &key("objective.new"))]);
        parts.push((text, theme.style(Role::Dim)));
    } else if state.desks.okr.as_of.is_some() {
        parts.push((state.say(&tr::OKR_NO_CYCLE_THEN).to_owned(), theme.style(Role::Dim)));
    } else {
        let quarter = act::quarter(state.today());
        let make = state.fill(&tr::OKR_NO_CYCLE_MAKE, &[("key", &key("cycle.quarter")), ("cycle", &quarter)]);
        let other = state.fill(&tr::OKR_NO_CYCLE_OTHER, &[("key", &key("cycle.new"))]);
        parts.push((state.say(&tr::OKR_NO_CYCLE).to_owned(), theme.style(Role::Text)));
        parts.push((String::new(), theme.style(Role::Dim)));
        parts.push((make, theme.style(Role::Accent)));
        parts.push((other, theme.style(Role::Dim)));
        parts.push((state.say(&tr::OKR_NO_CYCLE_IMPORT).to_owned(), theme.style(Role::Dim)));
    }
    let room = area.width.saturating_sub(4).min(76);
    let lines =
        parts.iter().flat_map(|(text, style)| wrap(text, room).into_iter().map(|line| (line, *style)));
    for (y, (line, style)) in (area.y + 1..area.bottom()).zip(lines) {
        put(buf, area.x + 2, y, room, &line, style);
    }
}
