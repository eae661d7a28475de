//! 复盘: every retrospective, the lessons library, the actions, what users said.
pub(in crate::tui) mod act;
mod desk;
mod list;

pub use desk::{Desk, View};

use super::{Filter, Screen, body};
use crate::board::ActionLine;
use crate::i18n::tr;
use crate::model::ActionStatus;
use crate::tui::commands::Context;
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_RETROS,
    command: "screen.retros",
    family: &[
        Context::Found,
        Context::RetroList,
        Context::LessonList,
        Context::ActionList,
        Context::FeedbackList,
        Context::Retros,
    ],
    contexts,
    want: |state| Some(state.desks.retros.want()),
    take: |state, loaded, is_hoped| state.desks.retros.take(loaded, is_hoped),
    draw,
    step: |state, steps| state.desks.retros.step(steps),
    back: |state| state.desks.retros.back(),
    filter: Some(Filter {
        text: |state| state.desks.retros.text(),
        text_mut: |state| state.desks.retros.text_mut(),
        settle: |state| state.desks.retros.settle(),
        focus: |_| {},
        fault: |_| None,
        hint: None,
    }),
    ..super::PLAIN
};

fn contexts(state: &State) -> Vec<Context> {
    let desk = &state.desks.retros;
    let own = match desk.view {
        View::Retros => Context::RetroList,
        View::Lessons => Context::LessonList,
        View::Actions => Context::ActionList,
        View::Feedback => Context::FeedbackList,
    };
    let found = (!desk.text().text().is_empty()).then_some(Context::Found);
    found.into_iter().chain([own, Context::Retros, Context::Global, Context::Always]).collect()
}

/// An action that was done, and nobody said yet whether it moved what it should.
fn is_unproven(line: &ActionLine) -> bool {
    line.action.status == ActionStatus::Done && line.action.metric.is_some() && line.action.proof.is_none()
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let place = body(area);
    frame::draw(buf, place, &state.theme);
    let style = state.theme.style(Role::Text);
    let lines = state.desks.retros.retros.shown().map(|line| &line.name);
    for (y, name) in (place.y + 1..place.bottom().saturating_sub(1)).zip(lines) {
        put(buf, place.x + 2, y, place.width.saturating_sub(3), name, style);
    }
}
