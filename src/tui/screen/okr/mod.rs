//! OKR: a cycle's objectives as a tree, each with its key results, how far and how sure.
mod desk;
pub(in crate::tui) mod hand;
mod head;
mod rows;
mod tree;
mod words;

pub use desk::Desk;
pub use rows::Thing;

use super::{Screen, body};
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
    family: &[Context::Okr],
    contexts,
    want: |state| Some(Load::Okr(state.desks.okr.cycle)),
    take,
    draw,
    mouse: hand::mouse,
    step: |state, steps| state.desks.okr.step(steps),
    target: |state| state.desks.okr.key_result().map(|kr| &kr.line),
    ..super::PLAIN
};

fn contexts(_: &State) -> Vec<Context> {
    vec![Context::Okr, Context::Global, Context::Always]
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
}

fn layout(state: &State, area: Rect) -> Layout {
    let frame = body(area);
    let inner =
        Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2));
    let has_star = state.desks.okr.tree().is_some_and(|tree| tree.north_star.is_some());
    let star = (has_star && inner.height >= 12).then_some(Rect { height: 1, ..inner });
    let above = star.map_or(0, |star| star.height);
    let list = Rect { y: inner.y + above, height: inner.height - above, ..inner };
    Layout { frame, star, list }
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
    tree::draw(state, buf, place.list);
}

/// Nothing to show, and what to do about it.
fn nothing(state: &State, buf: &mut Buffer, area: Rect) {
    let text = state.say(&tr::OKR_NO_CYCLE);
    for (y, line) in (area.y..area.bottom()).zip(wrap(text, area.width.saturating_sub(2))) {
        put(buf, area.x + 1, y, area.width - 1, &line, state.theme.style(Role::Dim));
    }
}
