//! 复盘页: one retrospective in four steps, the numbers on the left, the writing on the right.
pub(in crate::tui) mod act;
mod desk;

use super::{Screen, body};
use crate::i18n::tr;
use crate::tui::commands::Context;
use crate::tui::load::{Load, Loaded};
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use desk::Desk;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table. It has no tab: the list leads to it.
pub const SCREEN: Screen = Screen {
    title: &tr::RETROS_PAGE,
    command: "screen.retro",
    is_tab: false,
    family: &[Context::Retro],
    contexts: |_| vec![Context::Retro, Context::Global, Context::Always],
    want: |state| state.desks.retro.about.map(Load::Retro),
    take: |state, loaded, _| {
        if let Loaded::Retro(page) = loaded {
            state.desks.retro.take(page);
        }
    },
    draw,
    ..super::PLAIN
};

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let place = body(area);
    frame::draw(buf, place, &state.theme);
    match state.desks.retro.page() {
        Some(page) => {
            frame::title(buf, place, place.y, &[(&page.line.name, state.theme.style(Role::Title))]);
        }
        None => {
            let loading = state.say(&tr::OKR_LOADING);
            let room = place.width.saturating_sub(3);
            put(buf, place.x + 2, place.y + 1, room, loading, state.theme.style(Role::Dim));
        }
    }
}
