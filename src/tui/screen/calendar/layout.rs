//! Where the calendar's panes lie. One function for drawing and for the mouse.
use super::{Pane, WEEKS};
use crate::tui::screen::body;
use crate::tui::state::State;
use ratatui::layout::Rect;

/// The room of each pane, without its frame; none where it is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The frames, each with the row of its dividing line.
    pub frames: Vec<(Rect, Option<u16>)>,
    /// The month, or the agenda.
    pub days: Option<Rect>,
    /// What is on the chosen day.
    pub items: Option<Rect>,
    /// What is coming without a campaign.
    pub coming: Option<Rect>,
}

fn inside(frame: Rect) -> Rect {
    Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2))
}

/// The upper `rows` of an area, the row of a line below them, and the rest.
fn split(area: Rect, rows: u16) -> (Rect, u16, Rect) {
    let line = area.y + rows;
    (
        Rect { height: rows, ..area },
        line,
        Rect { y: line + 1, height: area.bottom().saturating_sub(line + 1), ..area },
    )
}

/// Lays the calendar out.
#[must_use]
pub fn layout(state: &State, area: Rect) -> Layout {
    let body = body(area);
    if body.width >= 100 && body.height >= 18 {
        return wide(state, body);
    }
    if body.width >= 60 && body.height >= 18 {
        return stacked(state, body);
    }
    // There is room for one.
    let inner = inside(body);
    let mut layout = Layout { frames: vec![(body, None)], ..Layout::default() };
    match state.desks.calendar.pane {
        Pane::Days => layout.days = Some(inner),
        Pane::Items => layout.items = Some(inner),
        Pane::Coming => layout.coming = Some(inner),
    }
    layout
}

/// The days left, the chosen one and what is coming right of them.
fn wide(state: &State, body: Rect) -> Layout {
    let side = (body.width / 3).clamp(36, 52);
    let left = Rect { width: body.width - side, ..body };
    let right = Rect { x: left.right(), width: side, ..body };
    let room = inside(right);
    if state.desks.calendar.is_agenda {
        return Layout {
            frames: vec![(left, None), (right, None)],
            days: Some(inside(left)),
            items: None,
            coming: Some(room),
        };
    }
    let (items, line, coming) = split(room, room.height / 2);
    Layout {
        frames: vec![(left, None), (right, Some(line))],
        days: Some(inside(left)),
        items: Some(items),
        coming: Some(coming),
    }
}

/// The days above, the chosen one and what is coming side by side below them.
fn stacked(state: &State, body: Rect) -> Layout {
    let inner = inside(body);
    if state.desks.calendar.is_agenda {
        let (days, line, coming) = split(inner, inner.height - 6);
        let frames = vec![(body, Some(line))];
        return Layout { frames, days: Some(days), items: None, coming: Some(coming) };
    }
    // Whole weeks, and at least four rows below them.
    let weeks = (inner.height.saturating_sub(6) / WEEKS).max(1);
    let (days, line, below) = split(inner, 1 + WEEKS * weeks);
    let half = below.width / 2;
    Layout {
        frames: vec![(body, Some(line))],
        days: Some(days),
        items: Some(Rect { width: half - 1, ..below }),
        coming: Some(Rect { x: below.x + half + 1, width: below.width - half - 1, ..below }),
    }
}
