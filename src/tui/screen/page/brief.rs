//! Brief: what the campaign is, when, whose, and what for.
use super::{PLAIN, Section};
use crate::board::CampaignPage;
use crate::i18n::{Text, label, tr};
use crate::tui::state::State;
use crate::tui::text::{put, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section { title: &tr::SECTION_BRIEF, draw, step, ..PLAIN };

/// The lines as they stand in a width: what each begins with, and its text.
fn lines(state: &State, page: &CampaignPage, room: u16) -> Vec<(&'static str, String)> {
    let campaign = &page.campaign;
    let (start, end) = (campaign.start.to_string(), campaign.end.to_string());
    let days = page.line.days.to_string();
    let dates = state.fill(&tr::PAGE_DAYS, &[("start", &start), ("end", &end), ("days", &days)]);
    let status = state.say(label::campaign_status(campaign.status)).to_owned();
    let all: [(&'static Text, String); 9] = [
        (&tr::PAGE_DATES, dates),
        (&tr::PAGE_STATUS, status),
        (&tr::PAGE_OWNER, campaign.owner.clone()),
        (&tr::PAGE_KIND, campaign.kind.clone().unwrap_or_default()),
        (&tr::PAGE_GOAL, campaign.goal.clone()),
        (&tr::PAGE_AUDIENCE, campaign.audience.clone()),
        (&tr::PAGE_MECHANICS, campaign.mechanics.clone()),
        (&tr::PAGE_RULES, campaign.rules.clone()),
        (&tr::PAGE_REWARDS, campaign.rewards.clone()),
    ];
    let mut out = Vec::new();
    for (label, text) in all.into_iter().filter(|(_, text)| !text.is_empty()) {
        for (i, line) in wrap(&text, room).into_iter().enumerate() {
            out.push((if i == 0 { state.say(label) } else { "" }, line));
        }
    }
    out
}

/// The width of the labels with the room after them.
fn label_width(lines: &[(&'static str, String)]) -> u16 {
    lines.iter().map(|(label, _)| width(label)).max().unwrap_or(0) + 2
}

/// The most any label takes in either language.
const LABELS: u16 = 14;

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let lines = lines(state, page, area.width.saturating_sub(LABELS + 2));
    let labels = label_width(&lines);
    let from = state.desks.page.cursor.min(lines.len().saturating_sub(usize::from(area.height)));
    for (y, (label, text)) in (area.y..area.bottom()).zip(lines.iter().skip(from)) {
        put(buf, area.x + 1, y, labels, label, state.theme.style(Role::Dim));
        let x = area.x + 1 + labels;
        put(buf, x, y, area.right().saturating_sub(x), text, state.theme.style(Role::Text));
    }
}

fn step(state: &mut State, steps: isize) {
    let (_, area) = super::layout(Rect::new(0, 0, state.size.0, state.size.1));
    let room = area.width.saturating_sub(LABELS + 2);
    let rows = state.desks.page.page().map_or(0, |page| lines(state, page, room).len());
    let page = &mut state.desks.page;
    page.rows = rows.saturating_sub(usize::from(area.height)) + 1;
    super::scroll(state, steps);
}
