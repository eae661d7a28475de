//! Targets: how far each is, against its plan; drawn as in the cockpit.
use super::{PLAIN, Section, nothing};
use crate::board::{CampaignPage, TargetLine};
use crate::i18n::tr;
use crate::tui::commands::Context;
use crate::tui::screen::cockpit;
use crate::tui::state::State;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_TARGETS,
    count: |_, page| (page.line.targets.len().to_string(), false),
    context: Some(Context::PageTargets),
    open: "target.zoom",
    draw,
    rows: |_, page| page.line.targets.iter().map(|target| target.id.0).collect(),
    row_at: |state, page, area, at| super::plain_row(state, page.line.targets.len(), list(page, area), at),
    target,
    ..PLAIN
};

fn target(state: &State) -> Option<&TargetLine> {
    let desk = &state.desks.page;
    desk.page()?.line.targets.get(desk.cursor())
}

/// The least rows a chart is drawn into, with the line above it.
const CHART: u16 = 9;

/// The targets; what is left below is the chart's where it has room.
fn list(page: &CampaignPage, area: Rect) -> Rect {
    let count = u16::try_from(page.line.targets.len()).unwrap_or(u16::MAX);
    let height = if area.height >= count.saturating_add(CHART) { count } else { area.height };
    Rect { height, ..area }
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    if page.line.targets.is_empty() {
        return nothing(state, buf, area, &tr::COCKPIT_NO_TARGETS, "target.add");
    }
    let chosen = target(state).map(|target| target.id);
    let list = list(page, area);
    cockpit::target_lines(state, buf, list, &page.line.targets, chosen, true);
    if list.height < area.height {
        let line = Rect { x: area.x - 1, y: list.bottom(), width: area.width + 2, height: 1 };
        frame::divide(buf, line, line.y, &state.theme);
        cockpit::chart_title(state, buf, line);
        let below = Rect { y: line.bottom(), height: area.bottom() - line.bottom(), ..area };
        cockpit::draw_chart(state, buf, below, true);
    }
}
