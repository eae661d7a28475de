//! One objective of the walk: its key results, what changed since the last review, what is to be done, what is noted.
use super::lines::{self, Line, Row, Span, height, items};
use super::words::{grades, join};
use super::{head, key_results};
use crate::board::{ReviewPage, ReviewedObjective};
use crate::i18n::{label, tr};
use crate::model::{Action, ActionStatus, Ambition, NoteKind, Quantity};
use crate::tui::state::State;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// From this size on the changes stand beside what is to be done.
const WIDE: (u16, u16) = (104, 24);

/// What a row that can be chosen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// The objective's own score.
    Score,
    /// A key result, by its place.
    KeyResult(usize),
    /// A change, by its place.
    Change(usize),
    /// An action, by its place.
    Action(usize),
    /// A note of this review, by its place.
    Note(usize),
}

/// Rows and where they stand, with what can be chosen of them.
struct Column {
    area: Rect,
    rows: Vec<Row>,
    items: Vec<Item>,
}

fn heading(state: &State, text: String) -> Row {
    Row::plain(text, state.theme.style(Role::Accent))
}

/// The scores and key results.
fn measured(state: &State, page: &ReviewedObjective, room: u16) -> (Vec<Row>, Vec<Item>) {
    let is_grading = state.desks.review.is_grading();
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    if is_grading {
        rows.push(Row::item(score(state, page, room.saturating_sub(2))));
        items.push(Item::Score);
    }
    if page.line.key_results.is_empty() {
        rows.push(Row::plain(state.say(&tr::WALK_NO_KEY_RESULTS), state.theme.style(Role::Dim)));
    }
    rows.extend(key_results::rows(state, page, is_grading, room));
    items.extend((0..page.line.key_results.len()).map(Item::KeyResult));
    (rows, items)
}

/// The objective's own score, why, and what kept a committed one from 1.0.
fn score(state: &State, page: &ReviewedObjective, room: u16) -> Vec<Line> {
    let (theme, line) = (&state.theme, &page.line);
    let mut out = vec![
        Line::of(state.say(&tr::GRADING_WHOLE), theme.style(Role::Text)),
        Line { left: grades(state, line.grade, line.progress, room), ..Line::default() },
    ];
    let said = |text: &str, role| -> Vec<Line> {
        let lines = if text.is_empty() { Vec::new() } else { wrap(text, room) };
        lines.into_iter().map(|text| Line::of(text, theme.style(role))).collect()
    };
    out.extend(said(&line.grade_reason, Role::Text));
    if !line.grade_cause.is_empty() {
        out.extend(said(&state.fill(&tr::GRADING_CAUSE, &[("cause", &line.grade_cause)]), Role::Warn));
    } else if lacks_cause(page) {
        out.extend(said(state.say(&tr::GRADING_LACKS_CAUSE), Role::Warn));
    }
    out
}

/// True where a committed objective got less than 1.0 and nobody says why.
#[must_use]
pub fn lacks_cause(page: &ReviewedObjective) -> bool {
    let line = &page.line;
    let is_short = line.grade.is_some_and(|grade| grade < Quantity::from_micros(Quantity::SCALE));
    line.ambition == Ambition::Committed && is_short && line.grade_cause.is_empty()
}

/// What changed since the last review.
fn changed(state: &State, walk: &ReviewPage, page: &ReviewedObjective, room: u16) -> (Vec<Row>, Vec<Item>) {
    let day = state.info.zone.local(walk.since).format("%m-%d").to_string();
    let since = if walk.is_after_another { &tr::WALK_SINCE } else { &tr::WALK_SINCE_START };
    let mut rows = vec![heading(state, state.fill(since, &[("day", &day)]))];
    let changes = super::changes::rows(state, page, room);
    let items = (0..changes.len()).map(Item::Change).collect();
    if changes.is_empty() {
        rows.push(Row::plain(state.say(&tr::WALK_NOTHING_CHANGED), state.theme.style(Role::Dim)));
    }
    rows.extend(changes);
    (rows, items)
}

/// An action: done or not, what, who, by when.
#[must_use]
pub fn action_lines(state: &State, action: &Action, room: u16) -> Vec<Line> {
    let theme = &state.theme;
    let is_open = action.status == ActionStatus::Open;
    let is_late = is_open && action.due.is_some_and(|due| due < state.today());
    let (sign, role) = match action.status {
        ActionStatus::Done => (theme.glyphs.done, Role::Good),
        ActionStatus::Dropped => (theme.glyphs.clash, Role::Faint),
        ActionStatus::Open if is_late => (theme.glyphs.urgent, Role::Bad),
        ActionStatus::Open => (theme.glyphs.look, Role::Dim),
    };
    let due = action.due.map(|due| due.date().format("%m-%d").to_string());
    let due = due.map(|day| match is_late {
        true => state.fill(&tr::WALK_LATE, &[("day", &day)]),
        false => day,
    });
    let mut facts: Vec<Span> = Vec::new();
    if !action.owner.is_empty() {
        facts.push((format!("@{}", action.owner), theme.style(Role::Dim)));
    }
    let due_role = if is_late { Role::Bad } else { Role::Dim };
    facts.extend(due.map(|due| (due, theme.style(due_role))));
    let right = join(state, facts);
    let used: u16 = right.iter().map(|(text, _)| width(text)).sum();
    let text = theme.style(if is_open { Role::Text } else { Role::Faint });
    let wrapped = wrap(&action.title, room.saturating_sub(used + 4).max(12));
    let mut lines: Vec<Line> = wrapped.into_iter().map(|line| Line::of(format!("  {line}"), text)).collect();
    if let Some(first) = lines.first_mut() {
        if let Some((text, _)) = first.left.first_mut() {
            *text = text.trim_start().to_owned();
        }
        first.left.insert(0, (format!("{sign} "), theme.style(role)));
        first.right = right;
    }
    lines
}

/// What is to be done, and what this review has noted.
fn noted(state: &State, page: &ReviewedObjective, room: u16) -> (Vec<Row>, Vec<Item>) {
    let theme = &state.theme;
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    rows.push(heading(state, state.say(&tr::WALK_NOTED).to_owned()));
    if page.notes.is_empty() {
        rows.push(Row::plain(state.say(&tr::WALK_NOTHING_NOTED), theme.style(Role::Dim)));
    }
    for (i, note) in page.notes.iter().enumerate() {
        let kind = state.say(label::note_kind(note.kind));
        let style = theme.style(if note.kind == NoteKind::Decision { Role::Good } else { Role::Note });
        let texts = wrap(&note.text, room.saturating_sub(4 + width(kind)).max(12)).into_iter();
        let indent = " ".repeat(usize::from(width(kind)) + 1);
        let mut lines: Vec<Line> =
            texts.map(|line| Line::of(format!("{indent}{line}"), theme.style(Role::Text))).collect();
        if let Some((text, _)) = lines.first_mut().and_then(|first| first.left.first_mut()) {
            *text = text.trim_start().to_owned();
        }
        if let Some(first) = lines.first_mut() {
            first.left.insert(0, (format!("{kind} "), style));
        }
        rows.push(Row::item(lines));
        items.push(Item::Note(i));
    }
    if state.size.1 >= WIDE.1 {
        rows.push(Row::blank());
    }
    rows.push(heading(state, state.say(&tr::WALK_ACTIONS).to_owned()));
    if page.actions.is_empty() {
        rows.push(Row::plain(state.say(&tr::WALK_NO_ACTIONS), theme.style(Role::Dim)));
    }
    for (i, action) in page.actions.iter().enumerate() {
        rows.push(Row::item(action_lines(state, action, room.saturating_sub(2))));
        items.push(Item::Action(i));
    }
    (rows, items)
}

/// The head and the columns below it.
fn layout(state: &State, walk: &ReviewPage, page: &ReviewedObjective, area: Rect) -> (Vec<Row>, Vec<Column>) {
    let inside =
        Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(2));
    let head = head::rows(state, page, state.desks.review.is_grading());
    let used = height(&head) + 1;
    let below = Rect { y: inside.y + used, height: inside.height.saturating_sub(used), ..inside };
    let (mut rows, mut list) = measured(state, page, below.width);
    if area.width < WIDE.0 || area.height < WIDE.1 {
        for (more, of) in [changed(state, walk, page, below.width), noted(state, page, below.width)] {
            rows.push(Row::blank());
            rows.extend(more);
            list.extend(of);
        }
        return (head, vec![Column { area: below, rows, items: list }]);
    }
    let top = height(&rows).min(below.height * 3 / 5);
    let half = below.width / 2 - 2;
    let under = Rect { y: below.y + top + 1, height: below.height.saturating_sub(top + 1), ..below };
    let left = Rect { width: half, ..under };
    let right = Rect { x: under.x + half + 3, width: under.width.saturating_sub(half + 3), ..under };
    let (changed_rows, changed_items) = changed(state, walk, page, left.width);
    let (noted_rows, noted_items) = noted(state, page, right.width);
    let columns = vec![
        Column { area: Rect { height: top, ..below }, rows, items: list },
        Column { area: left, rows: changed_rows, items: changed_items },
        Column { area: right, rows: noted_rows, items: noted_items },
    ];
    (head, columns)
}

/// What can be chosen on the shown page, in order.
#[must_use]
pub fn all_items(state: &State) -> Vec<Item> {
    let desk = &state.desks.review;
    let (Some(walk), Some(page)) = (desk.page(), desk.objective()) else { return Vec::new() };
    let area = Rect::new(0, 1, state.size.0, state.size.1.saturating_sub(2));
    layout(state, walk, page, area).1.into_iter().flat_map(|column| column.items).collect()
}

/// What the cursor is on.
#[must_use]
pub fn chosen(state: &State) -> Option<Item> {
    all_items(state).get(state.desks.review.cursor()).copied()
}

/// Draws the page inside its frame.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, walk: &ReviewPage, page: &ReviewedObjective) {
    let (head, columns) = layout(state, walk, page, area);
    let inside = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), height(&head));
    lines::draw(state, buf, inside, &head, None);
    frame::divide(buf, area, inside.bottom(), &state.theme);
    if let [top, left, ..] = columns.as_slice() {
        frame::divide(buf, area, top.area.bottom(), &state.theme);
        let x = left.area.right() + 1;
        let sign = state.theme.glyphs.frame[5];
        for y in left.area.top()..left.area.bottom() {
            crate::tui::text::put(buf, x, y, 1, sign, state.theme.style(Role::Faint));
        }
    }
    let mut before = 0;
    for column in &columns {
        let own = state.desks.review.cursor().checked_sub(before).filter(|at| *at < items(&column.rows));
        lines::draw(state, buf, column.area, &column.rows, own);
        before += items(&column.rows);
    }
}

/// The row at a cell.
#[must_use]
pub fn item_at(state: &State, area: Rect, at: Position) -> Option<usize> {
    let desk = &state.desks.review;
    let (_, columns) = layout(state, desk.page()?, desk.objective()?, area);
    let mut before = 0;
    for column in &columns {
        let own = desk.cursor().checked_sub(before).filter(|at| *at < items(&column.rows));
        if let Some(item) = lines::item_at(&column.rows, own, column.area, at) {
            return Some(before + item);
        }
        before += items(&column.rows);
    }
    None
}
