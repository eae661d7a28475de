//! The weights of an objective's key results: what is typed stands, the rest is spread over the others at once.
use super::super::view::{open, place};
use super::cells::Cells;
use super::split_view::put_typed;
use crate::board::ObjectiveLine;
use crate::i18n::tr;
use crate::model::{ObjectiveId, Quantity, Unit, spread_weights};
use crate::planner::OkrRequest;
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;
use crate::tui::screen::okr::words;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The room of a weight.
const WEIGHT: u16 = 10;

/// A key result that is weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    key: String,
    title: String,
    weight: Quantity,
}

/// The open sheet.
#[derive(Debug)]
pub struct WeightsBox {
    /// Whose key results they are.
    pub id: ObjectiveId,
    path: String,
    title: String,
    lines: Vec<Line>,
    cells: Cells,
    /// The request that is on its way.
    pub ticket: Option<u64>,
    /// What the planner said when it refused.
    pub refusal: Option<String>,
}

/// A share as typed: the sheet is in percent, whether the sign is there or not.
fn share(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let has_sign = text.ends_with(['%', '％']);
    let typed = if has_sign { text.to_owned() } else { format!("{text}%") };
    Quantity::parse(&typed).ok().filter(|share| *share >= Quantity::ZERO)
}

impl WeightsBox {
    /// The sheet of an objective.
    #[must_use]
    pub fn new(objective: &ObjectiveLine, title: impl Fn(usize) -> String) -> Self {
        let lines: Vec<Line> = objective
            .key_results
            .iter()
            .enumerate()
            .map(|(at, kr)| Line { key: kr.line.key.clone(), title: title(at), weight: kr.weight })
            .collect();
        Self {
            id: objective.id,
            path: objective.path.clone(),
            title: objective.title.clone(),
            cells: Cells::new(lines.len()),
            lines,
            ticket: None,
            refusal: None,
        }
    }

    /// What was typed into another sheet of the same key results.
    pub(super) fn keep(&mut self, other: Self) {
        let keys = |of: &Self| of.lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>();
        if keys(self) == keys(&other) {
            (self.cells, self.refusal, self.ticket) = (other.cells, other.refusal, other.ticket);
        }
    }

    /// The shares that were typed; none where one of them is no share.
    fn set(&self) -> Option<Vec<(usize, Quantity)>> {
        self.cells.touched().map(|row| Some((row, share(self.cells.typed(row)?)?))).collect()
    }

    /// The shares of all of them as they will be; none where what is typed cannot be.
    #[must_use]
    pub fn shares(&self) -> Option<Vec<Quantity>> {
        let weights: Vec<Quantity> = self.lines.iter().map(|line| line.weight).collect();
        spread_weights(&weights, &self.set()?)
    }

    /// What they add up to.
    fn sum(&self) -> Quantity {
        let shares =
            self.shares().or_else(|| Some(self.set()?.into_iter().map(|(_, share)| share).collect()));
        Quantity::sum(shares.unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn is_touched(&self) -> bool {
        self.cells.touched().next().is_some()
    }

    /// Handles a key that is no command.
    pub fn key(&mut self, chord: Chord, state_shown: &str) {
        if self.ticket.is_none() && self.cells.key(chord, state_shown) {
            self.refusal = None;
        }
    }

    /// What stands at the cursor where nothing was typed.
    #[must_use]
    pub fn shown(&self) -> String {
        let share = self.shares().and_then(|shares| shares.get(self.cells.cursor).copied());
        share.map(percent).unwrap_or_default()
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.ticket.is_none() {
            self.cells.paste(text);
        }
    }

    /// Goes to another row.
    pub fn turn(&mut self, by: isize) {
        let at = self.cells.cursor;
        // An emptied cell goes with the others again.
        if self.cells.typed(at).is_some_and(|text| text.trim().is_empty()) {
            self.cells.clear(at);
        }
        self.cells.turn(by);
    }

    /// Gives the row with the cursor back to the others.
    pub fn free(&mut self) {
        let at = self.cells.cursor;
        self.cells.clear(at);
    }

    /// The request that writes what was typed; none where nothing was, or it cannot be.
    pub fn write(&mut self, ticket: u64) -> Option<Effect> {
        let set = self.set().filter(|set| !set.is_empty() && self.ticket.is_none())?;
        let named =
            |(row, share): (usize, Quantity)| Some((self.lines.get(row)?.key.clone(), percent(share)));
        let weights = set.into_iter().filter_map(named).collect();
        let request = OkrRequest::WeightsSet { objective: self.path.clone(), weights };
        (self.ticket, self.refusal) = (Some(ticket), None);
        Some(Effect::Ask { ticket, request: Box::new(request.into()) })
    }
}

/// `40%`, `33.33%`
fn percent(share: Quantity) -> String {
    crate::model::Style::new(crate::model::Lang::En, "").full(share, Unit::Percent)
}

impl State {
    /// The sheet of the weights of the objective under the cursor, with what was typed into it the last time.
    pub(crate) fn open_weights(&mut self) {
        let Some(objective) = self.desks.okr.objective() else { return };
        let title =
            |at: usize| objective.key_results.get(at).map(|kr| words::title(self, kr)).unwrap_or_default();
        let mut sheet = WeightsBox::new(objective, title);
        let id = super::weights_id(sheet.id);
        if let Some(super::Overlay::Weights(kept)) = self.sheets.remove(&id) {
            sheet.keep(*kept);
        }
        self.overlays.push(super::Overlay::Weights(Box::new(sheet)));
    }
}

/// Draws the sheet; gives the cursor's place.
pub(in super::super) fn draw(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    sheet: &WeightsBox,
) -> Option<Position> {
    let theme = &state.theme;
    let title = state.fill(&tr::WEIGHTS_TITLE, &[("name", &sheet.title)]);
    let names = sheet.lines.iter().map(|line| width(&line.key) + 1 + width(&line.title)).max().unwrap_or(0);
    let wide = (names + 2 * WEIGHT + 12).max(width(&title) + 6).max(52).min(area.width.saturating_sub(2));
    let room = wide.saturating_sub(4);
    let (role, note) = match (&sheet.refusal, sheet.shares()) {
        _ if sheet.ticket.is_some() => (Role::Accent, state.say(&tr::FORM_BUSY).to_owned()),
        (Some(refusal), _) => (Role::Bad, refusal.clone()),
        (None, None) if sheet.set().is_none() => (Role::Bad, state.say(&tr::WEIGHTS_NO_SHARE).to_owned()),
        (None, None) => (Role::Bad, state.say(&tr::WEIGHTS_OVER).to_owned()),
        (None, Some(_)) => (Role::Dim, state.say(&tr::WEIGHTS_HOW).to_owned()),
    };
    let notes: Vec<String> = wrap(&note, room).into_iter().take(3).collect();
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let inner = open(state, buf, place(area, wide, count(sheet.lines.len()) + 8), &title);
    let (x, right) = (inner.x + 2, inner.right());
    let now_right = right.saturating_sub(1);
    let (value_x, before_right) = (now_right.saturating_sub(WEIGHT), now_right.saturating_sub(WEIGHT + 3));
    let name_room = before_right.saturating_sub(WEIGHT + x);
    let faint = theme.style(Role::Faint);
    put_right(buf, x, before_right, inner.y, state.say(&tr::WEIGHTS_BEFORE), faint);
    put_right(buf, value_x, now_right, inner.y, state.say(&tr::WEIGHTS_NOW), faint);
    let below = count(notes.len()) + 1;
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + below), ..inner };
    let from = page_start(sheet.cells.cursor, sheet.lines.len(), rows.height);
    let (shares, mut cursor) = (sheet.shares(), None);
    let all = sheet.lines.iter().map(|line| line.weight.to_f64()).sum::<f64>();
    for (y, (row, line)) in (rows.y..rows.bottom()).zip(sheet.lines.iter().enumerate().skip(from)) {
        let is_here = row == sheet.cells.cursor;
        if is_here {
            put(buf, inner.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
            theme.underline(buf, Rect::new(value_x, y, WEIGHT, 1));
        }
        let name = format!("{} {}", line.key, line.title);
        put(buf, x, y, name_room, &name, theme.style(if is_here { Role::Accent } else { Role::Text }));
        let before = if all > 0.0 { line.weight.to_f64() / all } else { 0.0 };
        put_right(buf, x, before_right, y, &state.numbers().percent(before), theme.style(Role::Dim));
        if let Some(editor) = sheet.cells.editor(row) {
            let is_wrong = share(editor.text()).is_none();
            let style = theme.style(if is_wrong { Role::Bad } else { Role::Title });
            // The sign stands where the others have theirs, whether it is typed or not.
            let has_sign = editor.text().trim_end().ends_with(['%', '％']);
            let end = if has_sign { now_right } else { now_right.saturating_sub(1) };
            let at = put_typed(buf, (value_x, end), y, editor, style);
            put(buf, end, y, now_right - end, "%", theme.style(Role::Dim));
            cursor = if is_here { Some(at) } else { cursor };
            put(buf, right.saturating_sub(1), y, 1, theme.glyphs.done, theme.style(Role::Goal));
        } else {
            let text = shares.as_ref().and_then(|all| all.get(row).copied()).map(percent);
            put_right(buf, value_x, now_right, y, text.as_deref().unwrap_or("—"), theme.style(Role::Dim));
            cursor = if is_here { Some(Position::new(now_right, y)) } else { cursor };
        }
    }
    let bottom = inner.bottom().saturating_sub(below);
    let sum = state.fill(&tr::WEIGHTS_SUM, &[("sum", &percent(sheet.sum()))]);
    put_right(buf, x, now_right, bottom, &sum, theme.style(Role::Text));
    for (y, line) in (bottom + 1..inner.bottom()).zip(&notes) {
        put(buf, inner.x, y, inner.width, line, theme.style(role));
    }
    cursor
}
