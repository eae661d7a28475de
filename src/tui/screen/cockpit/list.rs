//! The campaigns: glyph of the worst target, day, progress of the primary one with its expected mark, pace.
use super::{page, words};
use crate::board::{CampaignLine, Group};
use crate::i18n::{Text, label, tr};
use crate::model::CampaignStatus;
use crate::tui::state::{Pane, State};
use crate::tui::text::{put, put_right, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SHORT_BAR: u16 = 7;
/// No name takes more room from the other columns than this.
const LONGEST_NAME: u16 = 24;

/// What a row shows beside the name, which comes first: the bar gets shorter or goes, the day is written short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    is_tight: bool,
    day: u16,
    bar: u16,
}

fn columns(state: &State, room: u16) -> Columns {
    let campaigns = state.campaigns();
    let day_of = |c: &CampaignLine, is_tight| width(&day(state, c, is_tight));
    let long = campaigns.iter().map(|c| day_of(c, false)).max().unwrap_or(0);
    // Written short, the days stand where they end: each takes only its own room.
    let beside = |c: &CampaignLine, is_tight| if is_tight { day_of(c, true) } else { long };
    let fits = |(is_tight, bar): &(bool, u16)| {
        let name_and_day = |c: &&CampaignLine| width(&c.name).min(LONGEST_NAME) + 1 + beside(c, *is_tight);
        let widest = campaigns.iter().map(name_and_day).max().unwrap_or(0);
        4 + widest + 1 + bar + 1 + 7 <= room && (*bar < 12 || room >= 54)
    };
    let tries = [(false, 12), (false, SHORT_BAR), (true, SHORT_BAR), (true, 5)];
    let (is_tight, bar) = tries.into_iter().find(fits).unwrap_or((true, 0));
    Columns { is_tight, day: if room < 26 { 0 } else { long }, bar }
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
pub enum Row<'a> {
    /// The heading of a group and how many are in it.
    Heading(Group, usize),
    /// A campaign.
    Campaign(&'a CampaignLine),
}

/// What a group is called; those that are over do not all wait for a review where all are listed.
#[must_use]
pub fn group_name(group: Group, has_all: bool) -> &'static Text {
    match group {
        Group::Live => &tr::COCKPIT_GROUP_LIVE,
        Group::Upcoming => &tr::COCKPIT_GROUP_UPCOMING,
        Group::Ended if has_all => &tr::COCKPIT_GROUP_OVER,
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
    state.fill(
        &tr::COCKPIT_COUNT,
        &[("what", state.say(group_name(group, state.cockpit.has_all))), ("n", &n.to_string())],
    )
}

/// The row of the list at a height of the pane.
#[must_use]
pub fn row_at(state: &State, height: u16, offset_y: u16) -> Option<crate::model::CampaignId> {
    let rows = rows(state);
    let from = page(chosen(state, &rows), rows.len(), height);
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
    let from = page(chosen(state, &rows), rows.len(), area.height);
    let columns = columns(state, area.width);
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(from)) {
        match row {
            Row::Heading(group, n) => {
                let name = state.say(group_name(*group, state.cockpit.has_all));
                let text = state.fill(&tr::COCKPIT_COUNT, &[("what", name), ("n", &n.to_string())]);
                put(buf, area.x + 1, y, area.width - 1, &text, state.theme.style(Role::Dim));
            }
            Row::Campaign(campaign) => {
                line(state, buf, Rect { y, height: 1, ..area }, campaign, columns);
            }
        }
    }
}

/// How wide the pane has to be for no name to be cut.
#[must_use]
pub fn wanted_width(state: &State) -> u16 {
    let campaigns = state.campaigns();
    let name = campaigns.iter().map(|c| width(&c.name)).max().unwrap_or(0).min(LONGEST_NAME);
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
        Group::Ended => match campaign.status {
            CampaignStatus::Reviewed | CampaignStatus::Cancelled => {
                state.say(label::campaign_status(campaign.status)).to_owned()
            }
            _ => state.say(&tr::COCKPIT_ENDED).to_owned(),
        },
    }
}

fn line(state: &State, buf: &mut Buffer, area: Rect, campaign: &CampaignLine, columns: Columns) {
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
    if columns.bar > 0 {
        if let Some(target) = primary {
            let at = (room - columns.bar, y);
            let mark = target.plan_share.filter(|_| campaign.group == Group::Live);
            bar::draw(buf, at, columns.bar, target.progress, mark, theme.status(Some(target.status)), theme);
        }
        room -= columns.bar + 1;
    }
    if columns.day > 0 {
        let day = day(state, campaign, columns.is_tight);
        put_right(buf, area.x, room, y, &day, theme.style(Role::Dim));
        room = room.saturating_sub(if columns.is_tight { width(&day) } else { columns.day } + 1);
    }
    let x = area.x + 4;
    put(buf, x, y, room.saturating_sub(x), &campaign.name, theme.style(Role::Text));
}
