//! 目标页: one objective with its key results, what moves them, what was said and what is to be done.
pub(in crate::tui) mod act;
mod desk;
mod hand;
mod head;
mod items;
mod key_results;
mod panel;

use super::{Screen, body, cockpit};
use crate::board::ObjectivePage;
use crate::i18n::{Text, tr};
use crate::tui::commands::Context;
use crate::tui::load::{Load, Loaded};
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use desk::Desk;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table. It has no tab: the tree leads to it.
pub const SCREEN: Screen = Screen {
    title: &tr::OBJECTIVE_PAGE_TITLE,
    command: "screen.objective",
    is_tab: false,
    family: &[Context::Objective],
    contexts: |_| vec![Context::Objective, Context::Global, Context::Always],
    want: |state| state.desks.objective.objective.map(Load::Objective),
    take: |state, loaded, is_hoped| {
        if let Loaded::Objective(page) = loaded {
            state.desks.objective.take(page, is_hoped);
        }
    },
    reload: |state, effects| {
        state.load_want(effects);
        state.reload_chart(effects);
    },
    follow: |state, effects| {
        state.follow_want(effects);
        state.look.target = state.target().map(|target| target.id);
        state.follow_chart(effects);
    },
    draw,
    mouse: hand::mouse,
    step: |state, steps| state.desks.objective.step(steps),
    target: |state| state.desks.objective.chosen().map(|kr| &kr.line),
    ..super::PLAIN
};

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// The key results.
    #[default]
    KeyResults,
    /// The steps of the chosen one.
    Steps,
    /// The campaigns that serve the chosen one.
    Campaigns,
    /// What was said of all of them.
    Said,
    /// Notes about the objective.
    Notes,
    /// What is to be done about it.
    Actions,
    /// What it is aligned to, and what is aligned to it.
    Aligned,
}

impl Section {
    /// Every part, in their order.
    pub const ALL: [Self; 7] = [
        Self::KeyResults,
        Self::Steps,
        Self::Campaigns,
        Self::Said,
        Self::Notes,
        Self::Actions,
        Self::Aligned,
    ];

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static Text {
        match self {
            Self::KeyResults => &tr::OBJECTIVE_PAGE_KEY_RESULTS,
            Self::Steps => &tr::OBJECTIVE_PAGE_STEPS,
            Self::Campaigns => &tr::OBJECTIVE_PAGE_CAMPAIGNS,
            Self::Said => &tr::OBJECTIVE_PAGE_SAID,
            Self::Notes => &tr::OBJECTIVE_PAGE_NOTES,
            Self::Actions => &tr::OBJECTIVE_PAGE_ACTIONS,
            Self::Aligned => &tr::OBJECTIVE_PAGE_ALIGNED,
        }
    }
}

/// The least rows a chart is drawn into, with the line above it.
const CHART: u16 = 9;

/// Where the parts stand.
struct Layout {
    /// Head and key results; where there is no room for columns, all of it.
    top: Rect,
    head: Rect,
    /// The key results; none where the tabs show another part.
    list: Option<Rect>,
    /// How many rows a key result has.
    rows: u16,
    /// The row with the tabs and the sections in it.
    tabs: Option<Rect>,
    /// The chart, with the line of its title above.
    chart: Option<Rect>,
    /// The parts beside the chart or below the tabs, each with its frame; none has one below the tabs.
    panels: Vec<(Section, Rect)>,
    is_wide: bool,
}

fn inside(frame: Rect) -> Rect {
    Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2))
}

fn layout(state: &State, area: Rect) -> Layout {
    let all = body(area);
    let desk = &state.desks.objective;
    let count = u16::try_from(desk.count(Section::KeyResults)).unwrap_or(u16::MAX).max(1);
    if all.width >= 100 && all.height >= 24 { wide(state, all, count) } else { narrow(state, all, count) }
}

fn wide(state: &State, all: Rect, count: u16) -> Layout {
    let desk = &state.desks.objective;
    let most = all.height / 2;
    let rows = if count.saturating_mul(2).saturating_add(5) <= most { 2 } else { 1 };
    let height = count.saturating_mul(rows).saturating_add(5).min(most);
    let top = Rect { height, ..all };
    let inner = inside(top);
    let head = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: 2, ..inner };
    let list = Rect { y: inner.y + 3, height: inner.height.saturating_sub(3), ..inner };
    let below = Rect { y: top.bottom(), height: all.height - top.height, ..all };
    // Without a key result there is nothing to draw a chart of.
    let share = if desk.chosen().is_some() { 11 } else { 0 };
    let left = Rect { width: below.width * share / 20, ..below };
    let right = Rect { x: left.right(), width: below.width - left.width, ..below };
    // Where there is room for all parts, all of them are there.
    let shown: Vec<Section> = desk.sections().into_iter().filter(|s| *s != Section::KeyResults).collect();
    let each = right.height / u16::try_from(shown.len()).unwrap_or(1).max(1);
    let mut panels = Vec::new();
    let mut tabs = None;
    if each >= 6 {
        let mut y = right.y;
        for (i, section) in shown.iter().enumerate() {
            let height = if i + 1 == shown.len() { right.bottom() - y } else { each };
            panels.push((*section, Rect { y, height, ..right }));
            y += height;
        }
    } else {
        tabs = Some(Rect { x: right.x + 2, height: 1, width: right.width.saturating_sub(4), ..right });
        panels.push((desk.panel(), right));
    }
    Layout { top, head, list: Some(list), rows, tabs, chart: Some(left), panels, is_wide: true }
}

fn narrow(state: &State, all: Rect, count: u16) -> Layout {
    let desk = &state.desks.objective;
    let inner = inside(all);
    let head = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: if inner.height >= 16 { 2 } else { 1 },
        ..inner
    };
    let tabs = Rect { y: head.bottom(), height: 1, ..head };
    let top = (tabs.bottom() + 1).min(inner.bottom());
    let room = Rect { y: top, height: inner.bottom() - top, ..inner };
    let mut layout = Layout {
        top: all,
        head,
        list: None,
        rows: 1,
        tabs: Some(tabs),
        chart: None,
        panels: Vec::new(),
        is_wide: false,
    };
    if desk.section != Section::KeyResults {
        layout.panels.push((desk.section, room));
        return layout;
    }
    let wanted = [2, 1].into_iter().find(|rows| room.height >= count.saturating_mul(*rows) + CHART);
    let list = Rect { height: wanted.map_or(room.height, |rows| count * rows), ..room };
    layout.rows = wanted.unwrap_or(1);
    layout.list = Some(list);
    layout.chart = wanted.map(|_| Rect {
        x: all.x,
        width: all.width,
        y: list.bottom(),
        height: room.bottom() - list.bottom(),
    });
    layout
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let place = layout(state, area);
    frame::draw(buf, place.top, theme);
    let Some(page) = state.desks.objective.page() else {
        let loading = state.say(&tr::OKR_LOADING);
        put(buf, place.top.x + 2, place.top.y + 1, place.top.width - 3, loading, theme.style(Role::Dim));
        return;
    };
    head::title(state, buf, place.top, page);
    head::draw(state, buf, place.head, page);
    if place.is_wide {
        frame::divide(buf, place.top, place.head.bottom(), theme);
        frame::title(buf, place.top, place.head.bottom(), &[panel::heading(state, Section::KeyResults)]);
    } else if let Some(tabs) = place.tabs {
        panel::tabs(state, buf, tabs);
        frame::divide(buf, place.top, tabs.bottom(), theme);
    }
    if let Some(list) = place.list {
        key_results::draw(state, buf, list, page, place.rows);
    }
    if let Some(area) = place.chart.filter(|_| state.desks.objective.chosen().is_some()) {
        chart(state, buf, area, place.is_wide);
    }
    for (section, area) in &place.panels {
        if place.is_wide {
            frame::draw(buf, *area, theme);
            match place.tabs {
                Some(tabs) => panel::tabs(state, buf, tabs),
                None => frame::title(buf, *area, area.y, &[panel::heading(state, *section)]),
            }
            panel::draw(state, buf, inside(*area), page, *section);
        } else {
            panel::draw(state, buf, *area, page, *section);
        }
    }
}

/// The chart of the chosen key result: in a frame of its own, or below a line.
fn chart(state: &State, buf: &mut Buffer, area: Rect, is_framed: bool) {
    let line = Rect { height: 1, ..area };
    if is_framed {
        frame::draw(buf, area, &state.theme);
        cockpit::chart_title(state, buf, line);
        cockpit::draw_chart(state, buf, inside(area), true);
    } else {
        frame::divide(buf, line, line.y, &state.theme);
        cockpit::chart_title(state, buf, line);
        let below = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 };
        cockpit::draw_chart(state, buf, below, true);
    }
}

/// The page that is shown.
fn page(state: &State) -> Option<&ObjectivePage> {
    state.desks.objective.page()
}
