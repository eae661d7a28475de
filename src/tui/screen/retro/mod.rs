//! 复盘页: one retrospective in its four steps, the numbers at the left, the writing at the right.
pub mod act;
mod analysis;
mod desk;
mod gap;
mod goal;
mod hand;
mod head;
mod insight;
mod paper;
mod result;
mod sheet;
pub(in crate::tui) mod words;
mod writing;

use super::{PLAIN, Screen, body};
use crate::board::RetroPage;
use crate::i18n::tr;
use crate::model::{ActionId, CauseId, FindingId, InsightId, LessonId, LessonUseId, RetroStep, TargetId};
use crate::tui::commands::Context;
use crate::tui::load::{Load, Loaded};
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use desk::{Desk, Side, Split};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheet::Sheet;

/// The screen's line in the table. It has no tab: what is reviewed leads to it.
pub const SCREEN: Screen = Screen {
    title: &tr::RETRO_PAGE_TITLE,
    command: "screen.retro",
    is_tab: false,
    family: &[Context::Retro],
    contexts: |_| vec![Context::Retro, Context::Global, Context::Always],
    want: |state| state.desks.retro.about.map(Load::Retro),
    take,
    draw,
    mouse: hand::mouse,
    step: |state, steps| step(state, steps),
    ..PLAIN
};

/// What there is nothing of yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Findings that were kept.
    Kept,
    /// Causes.
    Causes,
    /// Insights.
    Insights,
    /// Answers.
    Answers,
    /// Lessons.
    Lessons,
    /// Actions.
    Actions,
}

/// What the cursor can be on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A number to look at, by its place in the step.
    Fact(usize),
    /// A target.
    Target(TargetId),
    /// An action of an earlier retrospective.
    Before(ActionId),
    /// What became of a lesson.
    Used(LessonUseId),
    /// The gap by driver.
    Gap(usize),
    /// A finding that the numbers propose, by its subject.
    Proposed(String),
    /// A finding that people made, beside those the numbers propose.
    Found(FindingId),
    /// One of the playbook's questions, by its place.
    Question(usize),
    /// Who leads it.
    Leader,
    /// What is said to the numbers of a step.
    Note,
    /// A finding that was kept.
    Kept(FindingId),
    /// A cause.
    Cause(CauseId),
    /// An insight.
    Insight(InsightId),
    /// An answer, by its question's place.
    Answer(usize),
    /// A lesson.
    Lesson(LessonId),
    /// An action.
    Action(ActionId),
    /// Something that is not there yet.
    Blank(Blank),
    /// A hint, by its place.
    Hint(usize),
}

impl Item {
    /// True for what people have written and the cursor should find when it is new.
    fn is_written(&self) -> bool {
        matches!(self, Self::Cause(_) | Self::Insight(_) | Self::Lesson(_) | Self::Action(_))
    }
}

fn page(state: &State) -> Option<&RetroPage> {
    state.desks.retro.page()
}

/// What the cursor is on. It was put there when the page was loaded, so nothing has to be laid out to know it.
fn chosen(state: &State) -> Option<Item> {
    page(state)?;
    let (_, item, _) = state.desks.retro.spot(state.desks.retro.side)?;
    Some(item.clone())
}

/// Takes what was loaded. What is new in it is what its user has just written.
fn take(state: &mut State, loaded: Loaded, is_hoped: bool) {
    let Loaded::Retro(fresh) = loaded else { return };
    let written = |state: &State| -> Vec<Item> {
        let Some(page) = page(state) else { return Vec::new() };
        let sheet = Sheet::new(state, page);
        let all = sheet.all(Side::Writing).map(|placed| placed.item.clone());
        all.filter(Item::is_written).collect()
    };
    let before = page(state).is_some().then(|| written(state));
    state.desks.retro.put(fresh);
    let after = written(state);
    let new = before.filter(|_| is_hoped).and_then(|before| after.into_iter().find(|i| !before.contains(i)));
    if let Some(item) = new {
        choose(state, Side::Writing, &item);
    }
    step(state, 0);
}

/// Puts the cursor on something, wherever it is.
fn choose(state: &mut State, side: Side, item: &Item) {
    let Some(page) = page(state) else { return };
    let sheet = Sheet::new(state, page);
    let found = sheet.all(side).position(|placed| placed.item == *item);
    let spot = found.and_then(|at| sheet.all(side).nth(at).map(|p| (p.step, p.item.clone(), at)));
    if let Some(spot) = spot {
        state.desks.retro.side = side;
        state.desks.retro.set_spot(side, spot);
    }
}

/// Moves the cursor of its side.
fn step(state: &mut State, steps: isize) {
    let Some(page) = page(state) else { return };
    let side = state.desks.retro.side;
    let sheet = Sheet::new(state, page);
    let count = sheet.all(side).count();
    let to = sheet.place(state, side).saturating_add_signed(steps).min(count.saturating_sub(1));
    let spot = sheet.all(side).nth(to).map(|placed| (placed.step, placed.item.clone(), to));
    if let Some(spot) = spot {
        state.desks.retro.set_spot(side, spot);
        settle(state);
    }
}

/// Goes to the first row of a step, or of the other side of the one it is on.
fn turn(state: &mut State, side: Side, step: RetroStep) {
    let Some(page) = page(state) else { return };
    let sheet = Sheet::new(state, page);
    let kept = state.desks.retro.spot(side).filter(|(at, ..)| *at == step && state.desks.retro.side != side);
    let found = match kept {
        Some(spot) => Some(spot.clone()),
        None => {
            let mut all = sheet.all(side).enumerate();
            all.find(|(_, placed)| placed.step == step).map(|(at, p)| (p.step, p.item.clone(), at))
        }
    };
    let is_new = state.desks.retro.step() != step;
    let top = sheet.top_of(step) + usize::from(sheet.view.is_wide);
    if let Some(spot) = found {
        state.desks.retro.side = side;
        state.desks.retro.set_spot(side, spot);
        if is_new {
            state.desks.retro.top = top;
        }
        settle(state);
    }
}

/// Keeps the first line that is shown.
fn settle(state: &mut State) {
    let Some(page) = page(state) else { return };
    let top = Sheet::new(state, page).shown_from(state);
    state.desks.retro.top = top;
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let (all, theme) = (body(area), &state.theme);
    frame::draw(buf, all, theme);
    let Some(page) = page(state) else {
        let loading = state.say(&tr::PAGE_LOADING);
        put(buf, all.x + 2, all.y + 1, all.width.saturating_sub(3), loading, theme.style(Role::Dim));
        return;
    };
    let sheet = Sheet::new(state, page);
    head::draw(state, buf, all, page, &sheet.view);
    sheet.draw(state, buf, page);
}
