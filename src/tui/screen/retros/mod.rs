//! 复盘: every retrospective, the lessons library, the actions, what users said.
pub(in crate::tui) mod act;
mod desk;
mod hand;
mod list;
mod of_actions;
mod of_feedback;
mod of_lessons;
mod of_retros;
mod table;
pub(in crate::tui) mod words;

pub use desk::{Desk, View};

use super::{Filter, Screen, body};
use crate::board::ActionLine;
use crate::i18n::{Text, tr};
use crate::model::ActionStatus;
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::runtime::ChoiceKind;
use crate::tui::state::State;
use crate::tui::text::{put, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use table::Table;

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
    follow: |state, effects| {
        state.follow_want(effects);
        name_tags(state, effects);
    },
    draw,
    mouse: hand::mouse,
    step: |state, steps| state.desks.retros.step(steps),
    back: |state| state.desks.retros.back(),
    filter: Some(Filter {
        text: |state| state.desks.retros.text(),
        text_mut: |state| state.desks.retros.text_mut(),
        settle: |state| state.desks.retros.settle(),
        focus: |_| {},
        fault: |_| None,
        hint: Some(&tr::RETROS_FILTER_HINT),
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

/// Asks once what the keys on lessons are called.
fn name_tags(state: &mut State, effects: &mut Vec<Effect>) {
    if state.desks.retros.view != View::Lessons || state.desks.retros.are_named {
        return;
    }
    state.desks.retros.are_named = true;
    let kinds = [ChoiceKind::Playbooks, ChoiceKind::Channels, ChoiceKind::Metrics];
    effects.extend(kinds.map(Effect::LoadChoices));
}

/// An action that was done, and nobody said yet whether it moved what it should.
fn is_unproven(line: &ActionLine) -> bool {
    line.action.status == ActionStatus::Done && line.action.metric.is_some() && line.action.proof.is_none()
}

/// The shown list.
fn table(state: &State) -> Table<'_> {
    match state.desks.retros.view {
        View::Retros => of_retros::table(state),
        View::Lessons => of_lessons::table(state),
        View::Actions => of_actions::table(state),
        View::Feedback => of_feedback::table(state),
    }
}

/// Where the parts stand.
struct Layout {
    frame: Rect,
    list: Rect,
    /// What is known of the chosen row; nothing where the list needs the room.
    detail: Option<Rect>,
    is_wide: bool,
}

fn layout(area: Rect) -> Layout {
    let frame = body(area);
    let inner =
        Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2));
    let is_wide = inner.width >= 100 && inner.height >= 12;
    if is_wide {
        let wide = (inner.width / 3).clamp(38, 64);
        let list = Rect { width: inner.width - wide - 1, ..inner };
        let detail = Rect { x: list.right() + 1, width: wide, ..inner };
        return Layout { frame, list, detail: Some(detail), is_wide };
    }
    let below = match inner.height {
        0..16 => 0,
        16..24 => 7,
        _ => 9,
    };
    let list = Rect { height: inner.height - below, ..inner };
    let detail = Rect { y: list.bottom(), height: below, ..inner };
    Layout { frame, list, detail: (below > 0).then_some(detail), is_wide }
}

/// How many rows are shown, in words.
fn counted(state: &State) -> String {
    match state.desks.retros.view {
        View::Retros => of_retros::title(state),
        View::Lessons => of_lessons::title(state),
        View::Actions => of_actions::title(state),
        View::Feedback => of_feedback::title(state),
    }
}

/// The pieces of the title, the most needed first.
fn pieces(state: &State) -> Vec<(String, Style)> {
    let desk = &state.desks.retros;
    let mut out = Vec::new();
    if desk.counts().1 > 0 {
        out.push((counted(state), state.theme.style(Role::Title)));
    }
    let filter = desk.text().text().trim();
    if !filter.is_empty() {
        out.push((format!("/ {filter}"), state.theme.style(Role::Note)));
    }
    out
}

/// Where the names of the views stand in the frame's line.
fn views(state: &State, frame: Rect) -> Vec<(View, &'static str, u16)> {
    let names = View::ALL.map(|view| (view, state.say(view.title())));
    let wide: u16 = names.iter().map(|(_, name)| width(name) + 2).sum();
    let mut x = frame.right().saturating_sub(2).saturating_sub(wide).max(frame.x + 1);
    let mut out = Vec::new();
    for (view, name) in names {
        out.push((view, name, x + 1));
        x += width(name) + 2;
    }
    out
}

fn title(state: &State, buf: &mut Buffer, frame: Rect) {
    let theme = &state.theme;
    let views = views(state, frame);
    let end = views.first().map_or(frame.right(), |(.., x)| x.saturating_sub(2));
    let mut x = frame.x + 3;
    for (i, (text, style)) in pieces(state).into_iter().enumerate() {
        let room = end.saturating_sub(x + 2);
        // A part of a count would tell another number.
        if room < if i == 0 { width(&text) } else { 6 } {
            break;
        }
        put(buf, x - 1, frame.y, 1, " ", style);
        x = put(buf, x, frame.y, room, &text, style) + 2;
        put(buf, x - 2, frame.y, 1, " ", style);
    }
    for (view, name, x) in views {
        let is_shown = view == state.desks.retros.view;
        let style = if is_shown { theme.chosen() } else { theme.style(Role::Dim) };
        let room = frame.right().saturating_sub(x + 1);
        put(buf, x - 1, frame.y, 1, " ", style);
        let after = put(buf, x, frame.y, width(name).min(room), name, style);
        put(buf, after, frame.y, 1, " ", style);
    }
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let place = layout(area);
    let desk = &state.desks.retros;
    frame::draw(buf, place.frame, &state.theme);
    title(state, buf, place.frame);
    let room = place.list;
    if desk.is_loading() {
        let text = state.say(&tr::OKR_LOADING);
        put(buf, room.x + 2, room.y, room.width.saturating_sub(3), text, state.theme.style(Role::Dim));
        return;
    }
    if desk.counts().0 == 0 {
        let all = Rect { height: place.frame.height.saturating_sub(2), width: place.frame.width - 2, ..room };
        nothing(state, buf, all);
        return;
    }
    table(state).draw(state, buf, room);
    if let Some(area) = place.detail {
        detail(state, buf, &place, area);
    }
}

/// What is known of the row under the cursor: beside the list, else below it.
fn detail(state: &State, buf: &mut Buffer, place: &Layout, area: Rect) {
    let theme = &state.theme;
    let lines = match state.desks.retros.view {
        View::Retros => of_retros::detail(state),
        View::Lessons => of_lessons::detail(state),
        View::Actions => of_actions::detail(state),
        View::Feedback => of_feedback::detail(state),
    };
    let room = if place.is_wide {
        let x = area.x - 1;
        for y in area.top()..area.bottom() {
            put(buf, x, y, 1, theme.glyphs.frame[5], theme.style(Role::Faint));
        }
        area
    } else {
        let edge = Rect { x: area.x - 1, width: area.width + 2, ..area };
        frame::divide(buf, edge, area.y, theme);
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    };
    let wide = room.width.saturating_sub(3);
    // Blank lines part what has room to be parted.
    let there = lines.into_iter().filter(|(_, text)| place.is_wide || !text.is_empty());
    let rows: Vec<(Role, String)> =
        there.flat_map(|(role, text)| wrap(&text, wide).into_iter().map(move |line| (role, line))).collect();
    let height = usize::from(room.height);
    let is_cut = rows.len() > height;
    for (i, (y, (role, line))) in (room.top()..room.bottom()).zip(rows).enumerate() {
        let goes_on = is_cut && i + 1 == height;
        put(buf, room.x + 2, y, wide, if goes_on { "…" } else { &line }, theme.style(role));
    }
}

/// Nothing to show, and what to do about it.
fn nothing(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.retros;
    let is_filtered = !desk.text().text().trim().is_empty();
    let key = |command| state.keymap.label(command);
    let texts: Vec<(&'static Text, String)> = match desk.view {
        _ if is_filtered => vec![(&tr::RETROS_NO_MATCH, key("view.back"))],
        View::Retros => vec![
            (&tr::RETROS_NONE, String::new()),
            (&tr::RETROS_NONE_HOW, key("screen.campaigns")),
            (&tr::RETROS_NONE_DEMO, String::new()),
        ],
        View::Lessons => {
            vec![(&tr::RETROS_NO_LESSON, String::new()), (&tr::RETROS_NO_LESSON_HOW, key("lesson.add"))]
        }
        View::Actions if !desk.actions.all().is_empty() => {
            vec![(&tr::RETROS_NO_OPEN_ACTION, key("action.all"))]
        }
        View::Actions => {
            vec![(&tr::RETROS_NO_ACTION, String::new()), (&tr::RETROS_NO_ACTION_HOW, key("action.add"))]
        }
        View::Feedback => {
            vec![(&tr::RETROS_NO_FEEDBACK, String::new()), (&tr::RETROS_NO_FEEDBACK_HOW, key("feedback.add"))]
        }
    };
    let room = area.width.saturating_sub(4).min(76);
    let lines = texts.into_iter().enumerate().flat_map(|(i, (text, key))| {
        let role = if i == 0 && !is_filtered { Role::Text } else { Role::Dim };
        wrap(&state.fill(text, &[("key", &key)]), room).into_iter().map(move |line| (role, line))
    });
    for (y, (role, line)) in (area.y + u16::from(area.height > 10)..area.bottom()).zip(lines) {
        put(buf, area.x + 2, y, room, &line, state.theme.style(role));
    }
}
