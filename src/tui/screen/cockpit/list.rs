//! The campaigns: glyph of the worst target, day, progress of the primary one with its expected mark, pace.
use super::{page, words};
use crate::board::{CampaignLine, Group};
use crate::i18n::{Text, tr};
use crate::tui::state::{Pane, State};
use crate::tui::text::{put, put_right, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SHORT_BAR: u16 = 7;

/// A row of the list.
#[derive(Debug, Clone, Copy)]
pub enum Row<'a> {
    /// The heading of a group and how many are in it.
    Heading(Group, usize),
    /// A campaign.
    Campaign(&'a CampaignLine),
}

/// What a group is called.
#[must_use]
pub fn group_name(group: Group) -> &'static Text {
    match group {
        Group::Live => &tr::COCKPIT_GROUP_LIVE,
        Group::Upcoming => &tr::COCKPIT_GROUP_UPCOMING,
        Group::Ended => &tr::COCKPIT_GROUP_ENDED,
    }
}

/// The rows: campaigns by group. The first group's heading is the pane's title.
#[must_use]
pub fn rows(state: &State) -> Vec<Row<'_>> {
    let campaigns = state.campaigns();
    let mut rows = Vec::new();
    for group in [Group::Live, Group::Upcoming, Group::Ended] {
        let members: Vec<_> = campaigns.iter().filter(|c| c.group == group).collect();
        if !members.is_empty() && !rows.is_empty() {
            rows.push(Row::Heading(group, members.len()));
        }
        rows.extend(members.into_iter().map(|c| Row::Campaign(c)));
    }
    rows
}

/// The pane's title: the first group and how many are in it.
#[must_use]
pub fn title(state: &State) -> String {
    let campaigns = state.campaigns();
    let group = campaigns.iter().map(|c| c.group).min().unwrap_or(Group::Live);
    let n = campaigns.iter().filter(|c| c.group == group).count();
    state.fill(&tr::COCKPIT_COUNT, &[("what", state.say(group_name(group))), ("n", &n.to_string())])
}

/// The row of the list at a height of the pane.
#[must_use]
pub fn row_at(state: &State, height: u16, offset_y: u16) -> Option<crate::model::CampaignId> {
    let rows = rows(state);
    let from = page(chosen(state, &rows), height);
    match rows.get(from + usize::from(offset_y)) {
        Some(Row::Campaign(c)) => Some(c.id),
        _ => None,
    }
}

fn chosen(state: &State, rows: &[Row<'_>]) -> usize {
    let is_it = |row: &Row<'_>| matches!(row, Row::Campaign(c) if Some(c.id) == state.look.campaign);
    rows.iter().position(is_it).unwrap_or(0)
}

/// Draws the list.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let rows = rows(state);
    if rows.is_empty() {
        let text = if state.look.filter.text().is_empty() {
            state.fill(&tr::COCKPIT_NOTHING_NOW, &[("key", &state.keymap.label("campaign.new"))])
        } else {
            state.say(&tr::COCKPIT_NO_MATCH).to_owned()
        };
        for (y, line) in (area.y..area.bottom()).zip(wrap(&text, area.width.saturating_sub(2))) {
            put(buf, area.x + 1, y, area.width - 1, &line, state.theme.style(Role::Dim));
        }
        return;
    }
    let from = page(chosen(state, &rows), area.height);
    let is_tight = wanted_width(state) > area.width;
    let day_width =
        rows.iter().map(|r| if let Row::Campaign(c) = r { width(&day(state, c, is_tight)) } else { 0 }).max();
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(from)) {
        match row {
            Row::Heading(group, n) => {
                let name = state.say(group_name(*group));
                let text = state.fill(&tr::COCKPIT_COUNT, &[("what", name), ("n", &n.to_string())]);
                put(buf, area.x + 1, y, area.width - 1, &text, state.theme.style(Role::Dim));
            }
            Row::Campaign(campaign) => {
                line(state, buf, Rect { y, height: 1, ..area }, campaign, day_width.unwrap_or(0), is_tight);
            }
        }
    }
}

/// How wide the pane has to be for no name to be cut.
#[must_use]
pub fn wanted_width(state: &State) -> u16 {
    let campaigns = state.campaigns();
    let name = campaigns.iter().map(|c| width(&c.name)).max().unwrap_or(0);
    let day = campaigns.iter().map(|c| width(&day(state, c, false))).max().unwrap_or(0);
    4 + name + 1 + day + 1 + SHORT_BAR + 1 + 7
}

fn day(state: &State, campaign: &CampaignLine, is_tight: bool) -> String {
    match campaign.group {
        Group::Live if is_tight => format!("{}/{}", campaign.day, campaign.days),
        Group::Live => {
            let (day, days) = (campaign.day.to_string(), campaign.days.to_string());
            state.fill(&tr::COCKPIT_DAY, &[("day", &day), ("days", &days)])
        }
        Group::Upcoming => match campaign.start.day().0 - state.today().0 {
            ..=0 => state.say(&tr::COCKPIT_STARTS_TODAY).to_owned(),
            n => state.fill(&tr::COCKPIT_STARTS_IN, &[("n", &n.to_string())]),
        },
        Group::Ended => state.say(&tr::COCKPIT_ENDED).to_owned(),
    }
}

fn line(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    campaign: &CampaignLine,
    day_width: u16,
    is_tight: bool,
) {
    let theme = &state.theme;
    let status = theme.status(campaign.health);
    let y = area.y;
    if Some(campaign.id) == state.look.campaign {
        let role = if state.look.pane == Pane::List { Role::Accent } else { Role::Faint };
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(role));
    }
    put(buf, area.x + 2, y, 1, theme.glyphs.status(campaign.health), status);
    let primary = campaign.primary();
    let pace = primary.map_or_else(|| "—".to_owned(), |t| words::pace(state, t));
    let right = area.right() - 1;
    put_right(buf, area.x, right, y, &pace, status);
    let mut room = right.saturating_sub(6);
    let bar_width = if area.width >= 54 { 12 } else { SHORT_BAR };
    if area.width >= 34 {
        if let Some(target) = primary {
            let at = (room - bar_width, y);
            let mark = target.plan_share.filter(|_| campaign.group == Group::Live);
            bar::draw(buf, at, bar_width, target.progress, mark, theme.status(Some(target.status)), theme);
        }
        room -= bar_width + 1;
    }
    if area.width >= 26 {
        put_right(buf, area.x, room, y, &day(state, campaign, is_tight), theme.style(Role::Dim));
        room = room.saturating_sub(day_width + 1);
    }
    let x = area.x + 4;
    put(buf, x, y, room.saturating_sub(x), &campaign.name, theme.style(Role::Text));
}
