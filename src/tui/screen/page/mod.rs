//! 活动页: one campaign in sections, planned and looked at. A section is one file and one word in their table.
pub mod act;
pub(in crate::tui::screen) mod blocks;
mod brief;
mod desk;
mod head;
mod history;
pub(in crate::tui) mod lessons;
mod money;
mod notes;
mod phases;
mod resources;
mod targets;
mod tasks;

use super::{Filter, Screen, body};
use crate::board::{CampaignPage, TargetLine};
use crate::i18n::{Text, label, tr};
use crate::tui::commands::{COMMANDS, Context};
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::MouseKind;
use crate::tui::screen::cockpit;
use crate::tui::state::State;
use crate::tui::text::{put, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use desk::{Desk, Drag};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen's line in the table. It has no tab: campaigns lead to it.
pub const SCREEN: Screen = Screen {
    title: &tr::PAGE_TITLE,
    command: "screen.page",
    is_tab: false,
    family: &[
        Context::Page,
        Context::Zoom,
        Context::Brief,
        Context::PageTargets,
        Context::Money,
        Context::Phases,
        Context::Drag,
        Context::Tasks,
        Context::Resources,
        Context::PageLessons,
        Context::Notes,
    ],
    contexts,
    want: |state| state.desks.page.campaign.map(Load::Campaign),
    take,
    reload: |state, effects| {
        state.load_want(effects);
        if shows_chart(state) {
            state.reload_chart(effects);
        }
    },
    follow: |state, effects| {
        state.follow_want(effects);
        if shows_chart(state) {
            state.look.target = state.target().map(|target| target.id);
            state.follow_chart(effects);
        }
    },
    draw,
    mouse,
    step: |state, steps| step(state, steps),
    back,
    campaign: |state| state.desks.page.page().map(|page| &page.line),
    target: |state| (shown(state).target)(state),
    lines: |state| state.desks.page.page().map(|page| &page.line).into_iter().collect(),
    filter: Some(Filter {
        text: |state| &state.desks.page.filter,
        text_mut: |state| &mut state.desks.page.filter,
        settle: |state| step(state, 0),
        focus: |_| {},
        fault: |_| None,
        hint: Some(&tr::TASKS_HINT),
    }),
};

/// One section of the page.
#[derive(Debug)]
pub struct Section {
    /// What its tab says.
    pub title: &'static Text,
    /// How many there are of what it shows; empty for nothing to count. The flag: some of it presses.
    pub count: fn(&State, &CampaignPage) -> (String, bool),
    /// Where its keys are looked up before the page's own.
    pub context: Option<Context>,
    /// The command that a press on the chosen row runs.
    pub open: &'static str,
    /// Draws it.
    pub draw: fn(&State, &CampaignPage, &mut Buffer, Rect),
    /// What its rows are, so that the cursor stays on its row whatever is loaded.
    pub rows: fn(&State, &CampaignPage) -> Vec<i64>,
    /// The row at a cell of its area.
    pub row_at: fn(&State, &CampaignPage, Rect, Position) -> Option<usize>,
    /// Takes a step back inside of it; false where there is none.
    pub back: fn(&mut State) -> bool,
    /// The target under its cursor.
    pub target: fn(&State) -> Option<&TargetLine>,
}

/// The parts a section leaves out.
const PLAIN: Section = Section {
    title: &tr::PAGE_TITLE,
    count: |_, _| (String::new(), false),
    context: None,
    open: "",
    draw: |_, _, _, _| {},
    rows: |_, _| Vec::new(),
    row_at: |_, _, _, _| None,
    back: |_| false,
    target: |state| state.desks.page.page()?.line.primary(),
};

/// Every section, in the order of the tabs.
pub static SECTIONS: &[Section] = &[
    brief::SECTION,
    targets::SECTION,
    money::SECTION,
    phases::SECTION,
    tasks::SECTION,
    resources::SECTION,
    lessons::SECTION,
    notes::SECTION,
    history::SECTION,
];

/// The section that is shown.
fn shown(state: &State) -> &'static Section {
    SECTIONS.get(state.desks.page.section).unwrap_or(&PLAIN)
}

/// The page's ids of the rows that are shown.
fn rows(state: &State) -> Vec<i64> {
    state.desks.page.page().map(|page| (shown(state).rows)(state, page)).unwrap_or_default()
}

fn contexts(state: &State) -> Vec<Context> {
    let mut contexts = Vec::new();
    if state.desks.page.is_zoomed {
        contexts.push(Context::Zoom);
    } else {
        let is_dragging = shown(state).context == Some(Context::Phases) && state.desks.page.drag.is_some();
        contexts.extend(is_dragging.then_some(Context::Drag));
        contexts.extend(shown(state).context);
    }
    contexts.extend([Context::Page, Context::Global, Context::Always]);
    contexts
}

/// True where the chart of the target under the cursor is on the screen.
fn shows_chart(state: &State) -> bool {
    state.desks.page.is_zoomed || shown(state).context == Some(Context::PageTargets)
}

fn take(state: &mut State, loaded: Loaded, is_hoped: bool) {
    let Loaded::Campaign(page) = loaded else { return };
    let is_same = state.desks.page.page().is_some_and(|old| old.campaign.id == page.campaign.id);
    let (old, cursor) = (rows(state), state.desks.page.cursor());
    state.desks.page.put(page);
    let new = rows(state);
    // Lines of the brief and phases go by their place: another one is nothing to go to.
    let is_placed = matches!(shown(state).context, Some(Context::Brief | Context::Phases));
    let newcomer = new.iter().position(|id| !old.contains(id)).filter(|_| is_hoped && is_same && !is_placed);
    let kept = old.get(cursor).and_then(|id| new.iter().position(|other| other == id));
    state.desks.page.set_cursor(newcomer.or(kept).unwrap_or(cursor));
    if !is_same {
        // What is still to be done is where work begins.
        let first = state.desks.page.page().and_then(|p| p.tasks.iter().position(|t| t.status.is_open()));
        let tasks = SECTIONS.iter().position(|section| section.context == Some(Context::Tasks));
        state.desks.page.set_cursor_of(tasks.unwrap_or(0), first.unwrap_or(0));
    }
    step(state, 0);
    if state.desks.page.is_zoomed && state.target().is_none() {
        state.desks.page.is_zoomed = false;
    }
}

fn step(state: &mut State, steps: isize) {
    let count = rows(state).len();
    let desk = &mut state.desks.page;
    desk.set_cursor(desk.cursor().saturating_add_signed(steps).min(count.saturating_sub(1)));
}

fn back(state: &mut State) -> bool {
    if std::mem::take(&mut state.desks.page.is_zoomed) { true } else { (shown(state).back)(state) }
}

/// The page's frame, the rows of its head, its row of tabs, and the room of the section inside it.
fn layout(state: &State, area: Rect) -> (Rect, Rect, u16, Rect) {
    let frame = body(area);
    let head = Rect::new(frame.x + 2, frame.y + 1, frame.width.saturating_sub(4), head::rows(state.size));
    let tabs = head.bottom();
    let top = tabs + 2;
    let inside =
        Rect::new(frame.x + 1, top, frame.width.saturating_sub(2), frame.bottom().saturating_sub(top + 1));
    (frame, head, tabs, inside)
}

/// One tab: its section, its text, what it counts, whether that presses, where it begins.
struct Tab {
    section: usize,
    title: &'static str,
    count: String,
    presses: bool,
    x: u16,
    end: u16,
}

/// Where the sections' tabs stand. Where not all have room, first the counts fall away that press nobody, then the tabs
/// that are farthest from the shown one.
fn tabs(state: &State, page: &CampaignPage, frame: Rect) -> Vec<Tab> {
    let end = frame.right().saturating_sub(2);
    let chosen = state.desks.page.section;
    let lay = |first: usize, gap: u16, least: u8| {
        let mut x = frame.x + 2;
        let mut out = Vec::new();
        for (section, of) in SECTIONS.iter().enumerate().skip(first) {
            let title = state.say(of.title);
            let (mut count, presses) = (of.count)(state, page);
            match least {
                0 => {}
                1 if section == chosen => {}
                // Only what presses: `1!` of `3 · 1!`.
                1 if presses => count = count.rsplit(' ').next().unwrap_or_default().to_owned(),
                _ => count.clear(),
            }
            let room = width(title) + if count.is_empty() { 0 } else { 1 + width(&count) };
            out.push(Tab { section, title, count, presses, x, end: x + room });
            x += room + gap;
        }
        out
    };
    for (gap, least) in [(3, 0), (2, 0), (2, 1), (2, 2)] {
        let all = lay(0, gap, least);
        if all.last().is_none_or(|tab| tab.end <= end) {
            return all;
        }
    }
    let fitting = |first: usize| lay(first, 2, 2).into_iter().take_while(|tab| tab.end <= end);
    let first = (0..SECTIONS.len()).find(|first| fitting(*first).any(|tab| tab.section == chosen));
    fitting(first.unwrap_or(chosen)).collect()
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    if state.desks.page.is_zoomed {
        cockpit::zoomed(state, buf, body(area));
        return;
    }
    let (frame, head, row, inside) = layout(state, area);
    frame::draw(buf, frame, theme);
    let Some(page) = state.desks.page.page() else {
        let loading = state.say(&tr::PAGE_LOADING);
        put(buf, frame.x + 2, frame.y + 1, frame.width - 3, loading, theme.style(Role::Dim));
        return;
    };
    let status = state.say(label::campaign_status(page.line.status));
    let room = frame.width.saturating_sub(width(status) + 9);
    let name = crate::tui::text::fit(&page.line.name, room);
    frame::title(buf, frame, frame.y, &[(&name, theme.style(Role::Title))]);
    frame::title_right(buf, frame, frame.y, frame.x, status, theme.style(Role::Accent));
    head::draw(state, buf, head, page);
    for tab in tabs(state, page, frame) {
        let is_shown = tab.section == state.desks.page.section;
        let style = if is_shown { theme.chosen() } else { theme.style(Role::Dim) };
        let x = put(buf, tab.x, row, tab.end - tab.x, tab.title, style);
        let style = theme.style(if tab.presses { Role::Warn } else { Role::Dim });
        put(buf, x + 1, row, tab.end.saturating_sub(x + 1), &tab.count, style);
    }
    frame::divide(buf, frame, row + 1, theme);
    (shown(state).draw)(state, page, buf, inside);
}

fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    let (frame, _, row, inside) = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    match kind {
        MouseKind::WheelUp => step(state, -1),
        MouseKind::WheelDown => step(state, 1),
        MouseKind::Pressed if state.desks.page.is_zoomed => {}
        MouseKind::Pressed if y == row => {
            let Some(page) = state.desks.page.page() else { return Vec::new() };
            let hit = tabs(state, page, frame).into_iter().find(|tab| (tab.x..tab.end).contains(&x));
            if let Some(tab) = hit {
                state.desks.page.section = tab.section;
            }
        }
        MouseKind::Pressed if inside.contains(Position::new(x, y)) => {
            let Some(page) = state.desks.page.page() else { return Vec::new() };
            let section = shown(state);
            match (section.row_at)(state, page, inside, Position::new(x, y)) {
                Some(hit) if hit == state.desks.page.cursor() => {
                    let command = COMMANDS.iter().find(|command| command.id == section.open);
                    let now = state.now;
                    return command
                        .map(|command| crate::tui::actions::run(state, command, now))
                        .unwrap_or_default();
                }
                Some(hit) => state.desks.page.set_cursor(hit),
                None => {}
            }
            step(state, 0);
        }
        MouseKind::Pressed => {}
    }
    Vec::new()
}

/// Tells that there is nothing here yet, and which keys change that.
fn nothing(state: &State, buf: &mut Buffer, area: Rect, text: &'static Text, command: &str) {
    let contexts = state.contexts();
    let key = state.keymap.labels_in(&contexts, command).into_iter().next().unwrap_or_default();
    let text = state.fill(text, &[("key", &key)]);
    let lines = crate::tui::text::wrap(&text, area.width.saturating_sub(2));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        put(buf, area.x + 1, y, area.width - 1, &line, state.theme.style(Role::Dim));
    }
}

/// Marks the row with the cursor.
fn mark(state: &State, buf: &mut Buffer, area: Rect, y: u16) {
    put(buf, area.x, y, 1, state.theme.glyphs.cursor, state.theme.style(Role::Accent));
}

/// The row at a cell of a list of single rows that begins at the top of its area.
fn plain_row(state: &State, count: usize, area: Rect, at: Position) -> Option<usize> {
    let from = super::page_start(state.desks.page.cursor(), count, area.height);
    let hit = from + usize::from(at.y.saturating_sub(area.y));
    (hit < count && area.contains(at)).then_some(hit)
}
