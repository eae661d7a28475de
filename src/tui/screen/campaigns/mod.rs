//! 活动: every campaign, to find, compare and change several at once.
mod list;

use super::{Filter, Screen, body, page_start};
use crate::board::{CampaignLine, Card};
use crate::i18n::tr;
use crate::model::{CampaignId, fold};
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use crate::tui::text::wrap;
use crate::tui::theme::Role;
use crate::tui::widget::editor::Editor;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_CAMPAIGNS,
    command: "screen.campaigns",
    family: &[Context::Campaigns],
    contexts,
    want: |_| Some(Load::Campaigns),
    take,
    draw,
    mouse,
    step,
    back,
    campaign,
    lines: |state| state.desks.campaigns.all().iter().map(|card| &card.line).collect(),
    filter: Some(Filter {
        text: |state| &state.desks.campaigns.filter,
        text_mut: |state| &mut state.desks.campaigns.filter,
        settle,
        focus: |_| {},
        fault: |_| None,
    }),
    ..super::PLAIN
};

/// What it keeps.
#[derive(Debug)]
pub struct Desk {
    /// Every campaign; none until they were loaded.
    cards: Option<Vec<Card>>,
    /// The one under the cursor.
    cursor: Option<CampaignId>,
    /// What is filtered by.
    filter: Editor,
}

impl Default for Desk {
    fn default() -> Self {
        Self { cards: None, cursor: None, filter: Editor::new(200) }
    }
}

impl Desk {
    fn all(&self) -> &[Card] {
        self.cards.as_deref().unwrap_or_default()
    }

    /// The campaigns that pass the filter.
    fn shown(&self) -> Vec<&Card> {
        let needle = fold(self.filter.text());
        let is_in = |text: &str| fold(text).contains(&needle);
        let passes = |c: &CampaignLine| is_in(&c.name) || is_in(&c.key) || is_in(&c.owner);
        self.all().iter().filter(|card| needle.is_empty() || passes(&card.line)).collect()
    }

    fn position(&self, shown: &[&Card]) -> usize {
        shown.iter().position(|card| Some(card.line.id) == self.cursor).unwrap_or(0)
    }
}

fn contexts(state: &State) -> Vec<Context> {
    let mut contexts = vec![Context::Campaigns, Context::Global, Context::Always];
    if !state.desks.campaigns.filter.text().is_empty() {
        contexts.insert(0, Context::Found);
    }
    contexts
}

fn take(state: &mut State, loaded: Loaded, is_hoped: bool) {
    let Loaded::Campaigns(cards) = loaded else { return };
    let desk = &mut state.desks.campaigns;
    let old = desk.cards.replace(cards).filter(|_| is_hoped);
    let is_new = |card: &&Card| old.as_ref().is_some_and(|old| old.iter().all(|o| o.line.id != card.line.id));
    let newcomer = desk.all().iter().find(is_new).map(|card| card.line.id);
    desk.cursor = newcomer.or(desk.cursor);
    settle(state);
}

/// Keeps the cursor on a campaign that is shown.
fn settle(state: &mut State) {
    let desk = &mut state.desks.campaigns;
    let (is_there, first) = {
        let shown = desk.shown();
        let is_there = shown.iter().any(|card| Some(card.line.id) == desk.cursor);
        (is_there, shown.first().map(|card| card.line.id))
    };
    if !is_there {
        desk.cursor = first;
    }
}

fn campaign(state: &State) -> Option<&CampaignLine> {
    let desk = &state.desks.campaigns;
    desk.all().iter().map(|card| &card.line).find(|line| Some(line.id) == desk.cursor)
}

fn step(state: &mut State, steps: isize) {
    let desk = &mut state.desks.campaigns;
    let next = {
        let shown = desk.shown();
        let at = desk.position(&shown).saturating_add_signed(steps).min(shown.len().saturating_sub(1));
        shown.get(at).map(|card| card.line.id)
    };
    desk.cursor = next.or(desk.cursor);
}

fn back(state: &mut State) -> bool {
    let had_filter = !state.desks.campaigns.filter.text().is_empty();
    state.desks.campaigns.filter.set("");
    settle(state);
    had_filter
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.campaigns;
    let area = body(area);
    let inner = frame::draw(buf, area, &state.theme);
    let Some(cards) = &desk.cards else { return };
    let shown = desk.shown();
    let (n, all) = (shown.len().to_string(), cards.len().to_string());
    let title = if shown.len() == cards.len() {
        state.fill(&tr::CAMPAIGNS_TITLE, &[("n", &n)])
    } else {
        state.fill(&tr::CAMPAIGNS_FOUND, &[("n", &n), ("all", &all)])
    };
    frame::title(buf, area, area.y, &[(&title, state.theme.style(Role::Title))]);
    if shown.is_empty() {
        let (text, command) = if cards.is_empty() {
            (&tr::CAMPAIGNS_NONE, "campaign.new")
        } else {
            (&tr::CAMPAIGNS_NO_MATCH, "view.back")
        };
        let text = state.fill(text, &[("key", &state.keymap.label(command))]);
        for (y, line) in (inner.y..inner.bottom()).zip(wrap(&text, inner.width.saturating_sub(2))) {
            crate::tui::text::put(buf, inner.x + 1, y, inner.width - 1, &line, state.theme.style(Role::Dim));
        }
        return;
    }
    list::draw(state, buf, inner, &shown, desk.position(&shown));
}

fn mouse(state: &mut State, kind: MouseKind, _: u16, y: u16) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => step(state, -1),
        MouseKind::WheelDown => step(state, 1),
        MouseKind::Pressed => {
            let desk = &mut state.desks.campaigns;
            let area = body(Rect::new(0, 0, state.size.0, state.size.1));
            let inner = Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height.saturating_sub(2));
            if y < inner.y || y >= inner.bottom() {
                return Vec::new();
            }
            let hit = {
                let shown = desk.shown();
                let from = page_start(desk.position(&shown), shown.len(), inner.height);
                shown.get(from + usize::from(y - inner.y)).map(|card| card.line.id)
            };
            match hit {
                Some(id) if Some(id) == desk.cursor => return state.open_page(id),
                Some(id) => desk.cursor = Some(id),
                None => {}
            }
        }
    }
    Vec::new()
}
