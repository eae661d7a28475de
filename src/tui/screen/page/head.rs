//! The head of the page: when, how far, how it stands, and what the next step still lacks.
use crate::board::{CampaignPage, Group, NextStep};
use crate::i18n::{label, tr};
use crate::model::When;
use crate::tui::state::State;
use crate::tui::text::{put, put_right};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How many rows the head takes.
pub fn rows(size: (u16, u16)) -> u16 {
    if size.0 < 100 && size.1 >= 20 { 2 } else { 1 }
}

/// A day or a moment without its year.
pub fn short(when: When) -> String {
    let text = when.to_string().replace('T', " ");
    text.split_once('-').map_or_else(|| text.clone(), |(_, rest)| rest.to_owned())
}

/// Dates, day and how it stands.
fn facts(state: &State, page: &CampaignPage) -> String {
    let line = &page.line;
    let (start, end) = (short(line.start), short(line.end));
    let mut facts = vec![state.fill(&tr::ZOOM_RANGE, &[("low", &start), ("high", &end)])];
    let (day, days) = (line.day.to_string(), line.days.to_string());
    facts.push(match line.group {
        Group::Live => state.fill(&tr::COCKPIT_DAY_LONG, &[("day", &day), ("days", &days)]),
        Group::Upcoming | Group::Ended => state.fill(&tr::PAGE_LENGTH, &[("days", &days)]),
    });
    if let Some(phase) = &line.phase {
        facts.push(phase.clone());
    }
    facts.join(" · ")
}

/// What is missing, each with how many things it is about.
fn lacking(state: &State, step: &NextStep) -> String {
    let one = |(lack, names): &(crate::model::Lack, Vec<String>)| {
        let word = state.say(label::lack(*lack));
        match names.len() {
            0 => word.to_owned(),
            n => state.fill(&tr::PAGE_LACKS, &[("what", word), ("n", &n.to_string())]),
        }
    };
    step.lacks.iter().map(one).collect::<Vec<_>>().join(state.say(&tr::PAGE_JOIN))
}

/// The next step with what is missing for it; empty where there is no next one.
pub fn next(state: &State, page: &CampaignPage) -> (String, Role) {
    let Some(step) = page.next() else { return (String::new(), Role::Dim) };
    let sign = state.theme.glyphs.becomes;
    let status = state.say(label::campaign_status(step.to));
    if step.lacks.is_empty() {
        let ready = state.fill(&tr::PAGE_READY, &[("key", &state.keymap.label("campaign.status"))]);
        return (format!("{sign} {status}{}{ready}", state.say(&tr::LACK_COLON)), Role::Good);
    }
    let role = if step.only_waits() { Role::Dim } else { Role::Warn };
    (format!("{sign} {status}{}{}", state.say(&tr::LACK_COLON), lacking(state, step)), role)
}

/// Draws it into one row or two.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, page: &CampaignPage) {
    let theme = &state.theme;
    let (next, role) = next(state, page);
    let health = theme.status(page.line.health);
    let word = page.line.health.map(|health| state.say(label::status(health)));
    let mut x = area.x;
    if area.height > 1 || area.width >= 70 || next.is_empty() {
        x = put(buf, x, area.y, area.width, &facts(state, page), theme.style(Role::Text)) + 2;
    } else {
        let days = format!("{}/{}", page.line.day, page.line.days);
        x = put(buf, x, area.y, area.width, &days, theme.style(Role::Text)) + 1;
    }
    if let Some(word) = word {
        x = put(buf, x, area.y, 1, theme.glyphs.status(page.line.health), health) + 1;
        if area.height > 1 || area.width >= 70 {
            x = put(buf, x, area.y, area.right().saturating_sub(x), word, health) + 1;
        }
    }
    if area.height > 1 {
        put(buf, area.x, area.y + 1, area.width, &next, theme.style(role));
    } else if area.width >= 70 {
        put_right(buf, x + 2, area.right(), area.y, &next, theme.style(role));
    } else {
        put(buf, x, area.y, area.right().saturating_sub(x), &next, theme.style(role));
    }
}
