//! 活动页: one campaign in sections. A section is one file and one word in their table.
mod brief;
mod targets;

use super::{Screen, body};
use crate::board::{CampaignPage, TargetLine};
use crate::i18n::{Text, label, tr};
use crate::model::CampaignId;
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::{MouseKind, Now};
use crate::tui::state::State;
use crate::tui::text::{put, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen's line in the table. It has no tab: campaigns lead to it.
pub const SCREEN: Screen = Screen {
    title: &tr::PAGE_TITLE,
    command: "screen.page",
    is_tab: false,
    family: &[Context::Page],
    contexts,
    want: |state| state.desks.page.campaign.map(Load::Campaign),
    take,
    draw,
    mouse,
    step: |state, steps| (shown(state).step)(state, steps),
    back: |state| (shown(state).back)(state),
    campaign: |state| state.desks.page.page().map(|page| &page.line),
    target: |state| (shown(state).target)(state),
    lines: |state| state.desks.page.page().map(|page| &page.line).into_iter().collect(),
    ..super::PLAIN
};

/// One section of the page.
#[derive(Debug)]
pub struct Section {
    /// What its tab says.
    pub title: &'static Text,
    /// Where keys are looked up in it before the page's own, innermost first.
    pub contexts: fn(&State) -> Vec<Context>,
    /// Draws it.
    pub draw: fn(&State, &CampaignPage, &mut Buffer, Rect),
    /// Moves its cursor.
    pub step: fn(&mut State, isize),
    /// Handles a press at a cell of its area.
    pub press: fn(&mut State, Rect, Position) -> Vec<Effect>,
    /// Takes a step back inside of it; false where there is none.
    pub back: fn(&mut State) -> bool,
    /// The target under its cursor.
    pub target: fn(&State) -> Option<&TargetLine>,
}

/// A section that only shows something, as far as it is scrolled.
const PLAIN: Section = Section {
    title: &tr::PAGE_TITLE,
    contexts: |_| Vec::new(),
    draw: |_, _, _, _| {},
    step: scroll,
    press: |_, _, _| Vec::new(),
    back: |_| false,
    target: |state| state.desks.page.page()?.line.primary(),
};

/// Every section, in the order of the tabs.
pub static SECTIONS: &[Section] = &[brief::SECTION, targets::SECTION];

/// What the page keeps.
#[derive(Debug, Default)]
pub struct Desk {
    /// Whose page it is.
    pub campaign: Option<CampaignId>,
    /// What was loaded of it.
    loaded: Option<Box<CampaignPage>>,
    /// The section that is shown.
    section: usize,
    /// How far it is scrolled, or its row under the cursor.
    cursor: usize,
    /// How far it can be scrolled, as it was last laid out for the present size.
    rows: usize,
}

impl Desk {
    /// Turns to a campaign's page; another campaign's begins at its first section.
    pub fn open(&mut self, campaign: Option<CampaignId>) {
        if campaign.is_some() && campaign != self.campaign {
            (self.section, self.cursor) = (0, 0);
        }
        self.campaign = campaign;
    }

    /// The campaign's page, once it was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&CampaignPage> {
        self.loaded.as_deref().filter(|page| Some(page.campaign.id) == self.campaign)
    }
}

/// The section that is shown.
fn shown(state: &State) -> &'static Section {
    SECTIONS.get(state.desks.page.section).unwrap_or(&PLAIN)
}

fn contexts(state: &State) -> Vec<Context> {
    let mut contexts = (shown(state).contexts)(state);
    contexts.extend([Context::Page, Context::Global, Context::Always]);
    contexts
}

fn take(state: &mut State, loaded: Loaded, _: bool) {
    if let Loaded::Campaign(page) = loaded {
        state.desks.page.loaded = Some(page);
        // What is under the cursor may be gone.
        (shown(state).step)(state, 0);
    }
}

fn scroll(state: &mut State, steps: isize) {
    let page = &mut state.desks.page;
    page.cursor = page.cursor.saturating_add_signed(steps).min(page.rows.saturating_sub(1));
}

fn turn(state: &mut State, by: usize) -> Vec<Effect> {
    let page = &mut state.desks.page;
    page.section = (page.section + by) % SECTIONS.len();
    page.cursor = 0;
    Vec::new()
}

/// Shows the next section.
pub(in crate::tui) fn next_section(state: &mut State, _: Now) -> Vec<Effect> {
    turn(state, 1)
}

/// Shows the section before.
pub(in crate::tui) fn previous_section(state: &mut State, _: Now) -> Vec<Effect> {
    turn(state, SECTIONS.len() - 1)
}

/// The page's frame and the room of the section inside it, below the line with the tabs.
fn layout(area: Rect) -> (Rect, Rect) {
    let frame = body(area);
    let inside =
        Rect::new(frame.x + 1, frame.y + 3, frame.width.saturating_sub(2), frame.height.saturating_sub(4));
    (frame, inside)
}

/// Where the sections' tabs stand: those around the shown one where not all have room.
fn tabs(state: &State, frame: Rect) -> Vec<(usize, u16, u16)> {
    let end = frame.right().saturating_sub(2);
    let wide = |i: usize| SECTIONS.get(i).map_or(0, |s| width(state.say(s.title)));
    let mut first = 0;
    loop {
        let mut x = frame.x + 2;
        let mut out = Vec::new();
        for i in first..SECTIONS.len() {
            if x + wide(i) > end {
                break;
            }
            out.push((i, x, x + wide(i)));
            x += wide(i) + 3;
        }
        if first >= state.desks.page.section || out.iter().any(|(i, ..)| *i == state.desks.page.section) {
            return out;
        }
        first += 1;
    }
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let (frame, inside) = layout(area);
    let theme = &state.theme;
    frame::draw(buf, frame, theme);
    let Some(page) = state.desks.page.page() else {
        let loading = state.say(&tr::PAGE_LOADING);
        put(buf, frame.x + 2, frame.y + 1, frame.width - 3, loading, theme.style(Role::Dim));
        return;
    };
    frame::title(buf, frame, frame.y, &[(&page.line.name, theme.style(Role::Title))]);
    let from = frame.x + 6 + width(&page.line.name);
    let status = state.say(label::campaign_status(page.line.status));
    frame::title_right(buf, frame, frame.y, from, status, theme.style(Role::Dim));
    for (i, x, end) in tabs(state, frame) {
        let is_shown = i == state.desks.page.section;
        let title = SECTIONS.get(i).map_or("", |section| state.say(section.title));
        let style = if is_shown { theme.chosen() } else { theme.style(Role::Dim) };
        put(buf, x, frame.y + 1, end - x, title, style);
    }
    frame::divide(buf, frame, frame.y + 2, theme);
    (shown(state).draw)(state, page, buf, inside);
}

fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    let (frame, inside) = layout(Rect::new(0, 0, state.size.0, state.size.1));
    match kind {
        MouseKind::WheelUp => (shown(state).step)(state, -1),
        MouseKind::WheelDown => (shown(state).step)(state, 1),
        MouseKind::Pressed if y == frame.y + 1 => {
            let hit = tabs(state, frame).into_iter().find(|(_, from, end)| (*from..*end).contains(&x));
            if let Some((section, ..)) = hit {
                (state.desks.page.section, state.desks.page.cursor) = (section, 0);
            }
        }
        MouseKind::Pressed if inside.contains(Position::new(x, y)) => {
            return (shown(state).press)(state, inside, Position::new(x, y));
        }
        MouseKind::Pressed => {}
    }
    Vec::new()
}
