//! Where the cockpit's panes lie. One function for drawing and for the mouse.
use super::list;
use crate::tui::screen::body;
use crate::tui::state::{Pane, State};
use ratatui::layout::Rect;

/// The room of each pane, without its frame; none where it is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The frames, each with the row of its dividing line.
    pub frames: Vec<(Rect, Option<u16>)>,
    /// The campaigns.
    pub list: Option<Rect>,
    /// The targets of the chosen one.
    pub targets: Option<Rect>,
    /// What needs a hand.
    pub todo: Option<Rect>,
    /// The chart of the chosen target.
    pub chart: Option<Rect>,
}

fn rows(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Splits a frame's inside in an upper part of `upper` rows and a lower one, with a line between; gives the row of the
/// line too. Without room for two there is only the upper.
fn split(frame: Rect, upper: u16) -> (Rect, Option<(u16, Rect)>) {
    let inner =
        Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2));
    if inner.height < upper + 3 {
        return (inner, None);
    }
    let line = inner.y + upper;
    let lower = Rect { y: line + 1, height: inner.bottom() - line - 1, ..inner };
    (Rect { height: upper, ..inner }, Some((line, lower)))
}

/// Lays the cockpit out.
#[must_use]
pub fn layout(state: &State, area: Rect) -> Layout {
    let body = body(area);
    let targets = rows(state.campaign().map_or(0, |c| c.targets.len())).max(1);
    let listed = rows(list::rows(state).len()).max(1);
    if area.width >= 100 && area.height >= 20 {
        wide(body, listed, targets)
    } else if area.width >= 60 && area.height >= 18 {
        stacked(body, listed, targets, state.look.pane)
    } else {
        single(body, state.look.pane)
    }
}

fn wide(body: Rect, listed: u16, targets: u16) -> Layout {
    let left = (body.width * 33 / 100).clamp(38, 58);
    let (left, right) =
        (Rect { width: left, ..body }, Rect { x: body.x + left, width: body.width - left, ..body });
    let inner = body.height - 2;
    let (list, todo) = split(left, listed.clamp(3, inner / 2));
    let (targets, chart) = split(right, targets.clamp(2, inner / 2));
    Layout {
        frames: vec![(left, todo.map(|(y, _)| y)), (right, chart.map(|(y, _)| y))],
        list: Some(list),
        targets: Some(targets),
        todo: todo.map(|(_, r)| r),
        chart: chart.map(|(_, r)| r),
    }
}

fn stacked(body: Rect, listed: u16, targets: u16, pane: Pane) -> Layout {
    let upper = listed.clamp(2, body.height / 4) + 2;
    let (upper, lower) =
        (Rect { height: upper, ..body }, Rect { y: body.y + upper, height: body.height - upper, ..body });
    let (list, _) = split(upper, upper.height);
    let (targets, rest) = split(lower, targets.clamp(2, (lower.height - 2) / 2));
    let below = rest.map(|(_, r)| r);
    Layout {
        frames: vec![(upper, None), (lower, rest.map(|(y, _)| y))],
        list: Some(list),
        targets: Some(targets),
        todo: below.filter(|_| pane == Pane::Todo),
        chart: below.filter(|_| pane != Pane::Todo),
    }
}

fn single(body: Rect, pane: Pane) -> Layout {
    let (inner, _) = split(body, body.height);
    let mut layout = Layout { frames: vec![(body, None)], ..Layout::default() };
    match pane {
        Pane::List => layout.list = Some(inner),
        Pane::Targets => layout.targets = Some(inner),
        Pane::Todo => layout.todo = Some(inner),
    }
    layout
}
