//! The timeline: a row a campaign, its phases and tasks on their days, and below how many run at once and where two use
//! one channel.
mod row;
mod scale;

pub use scale::{Scale, Zoom};

use super::{dates, lead};
use crate::board::{Card, most_at_once};
use crate::i18n::tr;
use crate::model::{CampaignId, Day};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What stands before the name: cursor, mark, glyph, a blank.
const LEAD: u16 = 4;

/// Where things lie.
pub struct Layout {
    /// The rows, names and bars.
    pub rows: Rect,
    /// The room of a name.
    name: u16,
    /// Where the bars begin.
    left: u16,
    /// How many lines below the rows tell of several campaigns.
    foot: u16,
    /// The days of the bars.
    pub scale: Scale,
}

/// Lays it out.
pub fn layout(state: &State, area: Rect) -> Layout {
    let desk = &state.desks.campaigns;
    let most = match area.width {
        ..60 => 10,
        60..100 => 16,
        _ => 24,
    };
    let name = desk.shown().map(|card| width(&card.line.name)).max().unwrap_or(0).clamp(8, most);
    let left = area.x + LEAD + name + 2;
    let foot = match area.height {
        ..8 => 0,
        8..12 => 1,
        _ => 3,
    };
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + foot), ..area };
    let scale = Scale::new(desk.zoom, desk.left, state.today(), area.right().saturating_sub(left));
    Layout { rows, name, left, foot, scale }
}

/// The campaign at a row of the window.
pub fn at(state: &State, area: Rect, y: u16) -> Option<CampaignId> {
    let (desk, rows) = (&state.desks.campaigns, layout(state, area).rows);
    let row = usize::from(y.checked_sub(rows.y).filter(|row| *row < rows.height)?);
    let from = page_start(desk.position(), desk.count(), rows.height);
    desk.shown().nth(from + row).map(|card| card.line.id)
}

/// Draws the timeline.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.campaigns;
    let layout = layout(state, area);
    heading(state, buf, area, &layout);
    let rows = layout.rows;
    let from = page_start(desk.position(), desk.count(), rows.height);
    let line = state.theme.glyphs.frame[5];
    for y in area.y..rows.bottom() + layout.foot.min(2) {
        put(buf, layout.left - 1, y, 1, line, state.theme.style(Role::Faint));
    }
    if let Some(x) = layout.scale.spot(state.today()) {
        for y in rows.y..rows.bottom() {
            put(buf, layout.left + x, y, 1, state.theme.glyphs.today, state.theme.style(Role::Note));
        }
    }
    for (y, card) in (rows.y..rows.bottom()).zip(desk.shown().skip(from)) {
        lead(state, buf, (area.x, y), card);
        let health = state.theme.status(card.line.health);
        put(buf, area.x + 2, y, 1, state.theme.glyphs.status(card.line.health), health);
        let is_chosen = Some(card.line.id) == desk.cursor;
        let style = state.theme.style(if is_chosen { Role::Title } else { Role::Text });
        put(buf, area.x + LEAD, y, layout.name, &card.line.name, style);
        row::draw(state, buf, (layout.left, y), layout.scale, card);
    }
    foot(state, buf, area, &layout);
}

fn heading(state: &State, buf: &mut Buffer, area: Rect, layout: &Layout) {
    let (theme, scale, today) = (&state.theme, layout.scale, state.today());
    let dim = theme.style(Role::Dim);
    let forms =
        [&tr::CAMPAIGNS_YEAR, &tr::CAMPAIGNS_MONTH_OF, &tr::CAMPAIGNS_MONTH].map(|text| state.say(text));
    put(buf, area.x + LEAD, area.y, layout.name, state.say(scale.zoom.label()), dim);
    for (cell, text, room) in scale.upper(forms[0], forms[1], forms[2]) {
        put(buf, layout.left + cell, area.y, room, &text, dim);
    }
    let here = scale.spot(today);
    for (cell, text, room) in scale.lower(forms[2]) {
        let is_here = scale.zoom == Zoom::Day && scale.day(cell) == today;
        let style = if is_here { theme.chosen() } else { theme.style(Role::Faint) };
        put(buf, layout.left + cell, area.y + 1, room, &text, style);
    }
    if let Some(x) = here.filter(|_| scale.zoom != Zoom::Day) {
        put(buf, layout.left + x, area.y + 1, 1, theme.glyphs.today, theme.style(Role::Note));
    }
}

/// How many run at once, where two use one channel, and with whom the chosen one clashes.
fn foot(state: &State, buf: &mut Buffer, area: Rect, layout: &Layout) {
    let (theme, desk, scale) = (&state.theme, &state.desks.campaigns, layout.scale);
    let y = layout.rows.bottom();
    if layout.foot == 0 {
        return;
    }
    let dim = theme.style(Role::Dim);
    put(buf, area.x + LEAD, y, layout.name, state.say(&tr::CAMPAIGNS_AT_ONCE), dim);
    let cards: Vec<&Card> = desk.shown().collect();
    let mut before = 0;
    for cell in 0..scale.width {
        let (first, last) = days_of(scale, cell);
        // Several cells may be one day.
        let count =
            if cell > 0 && scale.day(cell - 1) == first { before } else { most_at_once(&cards, first, last) };
        let style = theme.style(match count {
            0 | 1 => Role::Dim,
            2 => Role::Text,
            _ => Role::Warn,
        });
        let sign = match count {
            0 => " ".to_owned(),
            n if n != before => {
                if n > 9 {
                    "+".to_owned()
                } else {
                    n.to_string()
                }
            }
            _ => theme.glyphs.track.to_owned(),
        };
        put(buf, layout.left + cell, y, 1, &sign, style);
        before = count;
    }
    if layout.foot < 3 {
        return;
    }
    if !desk.clashes.is_empty() {
        put(buf, area.x + LEAD, y + 1, layout.name, state.say(&tr::CAMPAIGNS_CLASH), dim);
    }
    for clash in &desk.clashes {
        let (from, to) = scale.span(clash.first, clash.last).unwrap_or_default();
        for cell in from..to {
            put(buf, layout.left + cell, y + 1, 1, theme.glyphs.clash, theme.style(Role::Warn));
        }
    }
    told(state, buf, Rect { y: y + 2, height: 1, ..area });
}

fn days_of(scale: Scale, cell: u16) -> (Day, Day) {
    let first = scale.day(cell);
    (first, if scale.zoom == Zoom::Month { first.plus(3) } else { first })
}

/// The chosen campaign in a line, with whom it clashes.
fn told(state: &State, buf: &mut Buffer, area: Rect) {
    let (theme, desk) = (&state.theme, &state.desks.campaigns);
    let Some(card) = desk.chosen() else { return };
    let line = &card.line;
    let mut x = put(buf, area.x + 1, area.y, area.width - 1, &line.name, theme.style(Role::Title)) + 2;
    let about = match &line.phase {
        Some(phase) => format!("{} · {phase}", dates(state, line)),
        None => dates(state, line),
    };
    x = put(buf, x, area.y, area.right().saturating_sub(x), &about, theme.style(Role::Dim)) + 2;
    for (other, channels, first, last) in rivals(state, line.id) {
        let form = |day: Day| day.date().format("%m-%d").to_string();
        let shared = if first == last { form(first) } else { format!("{}~{}", form(first), form(last)) };
        let channels = channels.join(state.say(&tr::CAMPAIGNS_AND));
        let args = [("channel", channels.as_str()), ("name", other), ("dates", &shared)];
        let text = state.fill(&tr::CAMPAIGNS_CLASH_WITH, &args);
        let room = area.right().saturating_sub(x + 1);
        if room < 8 {
            break;
        }
        x = put(buf, x, area.y, room, &text, theme.style(Role::Warn)) + 2;
    }
    legend(state, buf, area, x);
}

/// What the signs on the bars mean, at the right end where there is room for all of it.
fn legend(state: &State, buf: &mut Buffer, area: Rect, from: u16) {
    let glyphs = &state.theme.glyphs;
    let signs = [
        (glyphs.milestone, &tr::CAMPAIGNS_MILESTONE),
        (glyphs.approval, &tr::CAMPAIGNS_APPROVAL),
        (glyphs.done, &tr::CAMPAIGNS_DONE),
        (glyphs.urgent, &tr::CAMPAIGNS_OVERDUE),
    ];
    let text = signs.map(|(sign, text)| format!("{sign} {}", state.say(text))).join("  ");
    if area.right().saturating_sub(from) > width(&text) + 2 {
        put_right(buf, from, area.right() - 1, area.y, &text, state.theme.style(Role::Faint));
    }
}

/// The campaigns that use channels of one on the same days: their names, the channels, the days.
fn rivals(state: &State, id: CampaignId) -> Vec<(&str, Vec<&str>, Day, Day)> {
    let desk = &state.desks.campaigns;
    let mut out: Vec<(CampaignId, &str, Vec<&str>, Day, Day)> = Vec::new();
    for clash in desk.clashes.iter().filter(|clash| clash.campaigns.contains(&id)) {
        let Some(other) = clash.campaigns.iter().find(|other| **other != id) else { continue };
        match out.iter_mut().find(|(known, ..)| known == other) {
            Some((_, _, channels, ..)) => channels.push(&clash.channel),
            None => {
                let name = desk.all().iter().find(|card| card.line.id == *other);
                let name = name.map_or("", |card| card.line.name.as_str());
                out.push((*other, name, vec![&clash.channel], clash.first, clash.last));
            }
        }
    }
    out.into_iter().map(|(_, name, channels, first, last)| (name, channels, first, last)).collect()
}
