//! One campaign on its days: its phases as stretches of a bar, each filled in another way, its tasks as signs.
use super::scale::{Scale, Zoom};
use crate::board::{Card, Group, TaskMark};
use crate::model::{CampaignStatus, Day, TaskKind};
use crate::tui::state::State;
use crate::tui::text::{put, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Draws it from a cell on.
pub fn draw(state: &State, buf: &mut Buffer, at: (u16, u16), scale: Scale, card: &Card) {
    let ((x, y), line, theme) = (at, &card.line, &state.theme);
    let (start, end) = (line.start.day(), line.end.last_day());
    let style = bar_style(state, card);
    let today = scale.spot(state.today()).filter(|_| (start..=end).contains(&state.today()));
    // On the bar only those stand that stand out.
    let stands = |task: &&TaskMark| task.on < start || task.on > end || weight(task) > 1;
    let tasks: Vec<(u16, &TaskMark)> = signs(scale, card)
        .into_iter()
        .filter(stands)
        .filter_map(|task| Some((scale.spot(task.on)?, task)))
        .collect();
    let taken: Vec<u16> = tasks.iter().map(|(cell, _)| *cell).chain(today).collect();
    for (i, (from, to, name)) in stretches(card).into_iter().enumerate() {
        let Some((a, b)) = scale.span(from, to) else { continue };
        let fill = match line.status {
            CampaignStatus::Cancelled => theme.glyphs.track,
            _ => theme.glyphs.fills[i % theme.glyphs.fills.len()],
        };
        for cell in a..b {
            put(buf, x + cell, y, 1, fill, style);
        }
        if let Some(place) = place(a, b, width(name), &taken) {
            put(buf, x + place, y, width(name), name, style);
        }
    }
    for (cell, task) in tasks {
        let (sign, role) = sign(state, task);
        put(buf, x + cell, y, 1, sign, theme.style(role));
    }
    if let Some(cell) = today {
        put(buf, x + cell, y, 1, theme.glyphs.mark, theme.style(Role::Title));
    }
    // What goes on outside of what is shown.
    if start < scale.first {
        put(buf, x, y, 1, theme.glyphs.left, style);
    }
    if end > scale.last() {
        put(buf, x + scale.width.saturating_sub(1), y, 1, theme.glyphs.right, style);
    }
}

/// Where a name stands in a stretch: as near to its middle as it can be read, some of the bar at both sides.
fn place(from: u16, to: u16, wide: u16, taken: &[u16]) -> Option<u16> {
    let last = to.checked_sub(wide + 1)?;
    let middle = from + (to - from).saturating_sub(wide) / 2;
    let is_free = |at: &u16| !taken.iter().any(|cell| (*at..at + wide).contains(cell));
    (from + 1..=last).filter(|_| wide > 0).filter(is_free).min_by_key(|at| at.abs_diff(middle))
}

fn bar_style(state: &State, card: &Card) -> Style {
    match (card.line.status, card.line.group) {
        (CampaignStatus::Cancelled, _) => state.theme.style(Role::Faint),
        (_, Group::Live) => state.theme.status(card.line.health),
        (_, Group::Upcoming) => state.theme.style(Role::Accent),
        (_, Group::Ended) => state.theme.style(Role::Dim),
    }
}

/// The phases with their first and last day; one stretch where there are none.
fn stretches(card: &Card) -> Vec<(Day, Day, &str)> {
    if card.phases.is_empty() {
        return vec![(card.line.start.day(), card.line.end.last_day(), "")];
    }
    card.phases.iter().map(|phase| (phase.start.day(), phase.end.last_day(), phase.name.as_str())).collect()
}

/// How much a task stands out.
fn weight(task: &TaskMark) -> u8 {
    match task.kind {
        _ if task.is_overdue => 4,
        TaskKind::Milestone => 3,
        TaskKind::Approval => 2,
        TaskKind::Todo | TaskKind::Content => 1,
    }
}

/// The tasks that are shown, what stands out last, so that it stands above the others.
fn signs(scale: Scale, card: &Card) -> Vec<&TaskMark> {
    let least = if scale.zoom == Zoom::Month { 3 } else { 1 };
    let mut tasks: Vec<&TaskMark> = card.tasks.iter().filter(|task| weight(task) >= least).collect();
    tasks.sort_by_key(|task| weight(task));
    tasks
}

fn sign(state: &State, task: &TaskMark) -> (&'static str, Role) {
    let glyphs = &state.theme.glyphs;
    match task.kind {
        _ if task.is_overdue => (glyphs.urgent, Role::Bad),
        TaskKind::Milestone if task.is_open => (glyphs.milestone, Role::Note),
        TaskKind::Approval if task.is_open => (glyphs.approval, Role::Note),
        TaskKind::Milestone | TaskKind::Approval => (glyphs.done, Role::Good),
        TaskKind::Todo | TaskKind::Content if task.is_open => (glyphs.dot, Role::Text),
        TaskKind::Todo | TaskKind::Content => (glyphs.dot, Role::Faint),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_name_stands_where_nothing_stands_on_it() {
        assert_eq!(place(0, 10, 4, &[]), Some(3));
        assert_eq!(place(0, 10, 4, &[4]), Some(5));
        assert_eq!(place(0, 10, 4, &[3, 6]), None);
        assert_eq!(place(0, 6, 4, &[]), Some(1));
        assert_eq!(place(0, 5, 4, &[]), None, "no bar would be left beside it");
        assert_eq!(place(2, 9, 0, &[]), None);
    }
}
