//! Where the cockpit's panes lie. One function for drawing and for the mouse.
use super::list;
use crate::tui::screen::body;
use crate::tui::state::{Pane, State};
use ratatui::layout::Rect;

/// The room of each pane, without its frame; none where it is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The frames, each with the rows of its dividing lines.
    pub frames: Vec<(Rect, [Option<u16>; 2])>,
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
        wide(body, listed, targets, list::wanted_width(state))
    } else if area.width >= 60 && area.height >= 18 {
        stacked(body, listed, targets, state.look.pane)
    } else {
        single(body, state.look.pane)
    }
}

fn wide(body: Rect, listed: u16, targets: u16, wanted: u16) -> Layout {
    // The numbers of the targets need 76 columns to be all there.
    let most = body.width.saturating_sub(76).clamp(38, 58);
    let left = (wanted + 2).clamp(38.max(body.width * 32 / 100).min(most), most);
    let (left, right) =
        (Rect { width: left, ..body }, Rect { x: body.x + left, width: body.width - left, ..body });
    let inner = body.height - 2;
    let (list, todo) = split(left, listed.clamp(3, inner / 2));
    let (targets, chart) = split(right, targets.clamp(2, inner / 2));
    Layout {
        frames: vec![(left, [todo.map(|(y, _)| y), None]), (right, [chart.map(|(y, _)| y), None])],
        list: Some(list),
        targets: Some(targets),
        todo: todo.map(|(_, r)| r),
        chart: chart.map(|(_, r)| r),
    }
}

fn stacked(body: Rect, listed: u16, targets: u16, pane: Pane) -> Layout {
    let (list, rest) = split(body, listed.clamp(2, body.height / 5));
    let Some((line, rest)) = rest else { return single(body, pane) };
    // Below the list's line the same frame goes on.
    let lower = Rect { y: line, height: body.bottom() - line, ..body };
    let (targets, below) = split(lower, targets.clamp(2, (rest.height - 1) / 2));
    let chart = below.map(|(_, r)| r);
    Layout {
        frames: vec![(body, [Some(line), below.map(|(y, _)| y)])],
        list: Some(list),
        targets: Some(targets),
        todo: chart.filter(|_| pane == Pane::Todo),
        chart: chart.filter(|_| pane != Pane::Todo),
    }
}

fn single(body: Rect, pane: Pane) -> Layout {
    let (inner, _) = split(body, body.height);
    let mut layout = Layout { frames: vec![(body, [None; 2])], ..Layout::default() };
    match pane {
        Pane::List => layout.list = Some(inner),
        Pane::Targets => layout.targets = Some(inner),
        Pane::Todo => layout.todo = Some(inner),
    }
    layout
}
