//! Resources: what others must give, by when, and what they said.
use super::{PLAIN, Section, head, mark, nothing, tasks};
use crate::board::{CampaignPage, ResourceLine};
use crate::i18n::{label, tr};
use crate::model::ResourceStatus;
use crate::tui::commands::Context;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_RESOURCES,
    count: |_, page| {
        let open = page.resources.iter().filter(|r| r.status != ResourceStatus::Promised).count();
        tasks::counted(open, page.resources.iter().filter(|r| r.is_pressing).count())
    },
    context: Some(Context::Resources),
    open: "resource.edit",
    draw,
    rows: |_, page| page.resources.iter().map(|resource| resource.id.0).collect(),
    row_at: |state, page, area, at| super::plain_row(state, page.resources.len(), area, at),
    ..PLAIN
};

/// The resource under the cursor.
pub fn chosen(state: &State) -> Option<&ResourceLine> {
    let desk = &state.desks.page;
    desk.page()?.resources.get(desk.cursor())
}

/// What they said, with its sign; how long there is left where that presses.
fn status(state: &State, resource: &ResourceLine) -> (&'static str, String, Role) {
    let sign = |unicode, plain| if state.theme.glyphs.ascii { plain } else { unicode };
    let word = state.say(label::resource_status(resource.status));
    match resource.status {
        _ if resource.is_pressing => {
            let n = resource.days_left.unsigned_abs().to_string();
            let left = match resource.days_left {
                -1 => state.say(&tr::PLAN_DAY_OVER).to_owned(),
                ..0 => state.fill(&tr::PLAN_DAYS_OVER, &[("n", &n)]),
                0 => state.say(&tr::PAGE_TODAY).to_owned(),
                1 => state.say(&tr::PAGE_TOMORROW).to_owned(),
                _ => state.fill(&tr::PAGE_DAYS_LEFT, &[("n", &n)]),
            };
            let role = if resource.days_left < 0 { Role::Bad } else { Role::Warn };
            (state.theme.glyphs.urgent, format!("{word} · {left}"), role)
        }
        ResourceStatus::Needed => (sign("○", "."), word.to_owned(), Role::Dim),
        ResourceStatus::Asked => (sign("◐", "o"), word.to_owned(), Role::Accent),
        ResourceStatus::Promised => (sign("✔", "Y"), word.to_owned(), Role::Good),
        ResourceStatus::Refused => (sign("✖", "x"), word.to_owned(), Role::Bad),
    }
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let all = &page.resources;
    if all.is_empty() {
        return nothing(state, buf, area, &tr::RESOURCES_NOTHING, "resource.add");
    }
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    let most = |of: &dyn Fn(&ResourceLine) -> u16| all.iter().map(of).max().unwrap_or(0);
    let due = most(&|r| if r.need_by.is_relative() { width(&r.need_by.to_string()) } else { 0 });
    let due = if area.width >= 64 { due } else { 0 };
    let words = most(&|r| width(&status(state, r).1));
    let kinds = most(&|r| width(state.say(label::resource_kind(r.kind))));
    let givers = most(&|r| width(&r.giver)).min(if area.width >= 110 { 24 } else { 14 });
    let cursor = state.desks.page.cursor();
    let from = page_start(cursor, all.len(), area.height);
    for (y, (i, resource)) in (area.y..area.bottom()).zip(all.iter().enumerate().skip(from)) {
        if i == cursor {
            mark(state, buf, area, y);
        }
        let (sign, word, role) = status(state, resource);
        put(buf, area.x + 2, y, 1, sign, theme.style(role));
        let mut x = area.x + 4;
        if due > 0 {
            let text =
                if resource.need_by.is_relative() { resource.need_by.to_string() } else { String::new() };
            put_right(buf, x, x + due, y, &text, dim);
            x += due + 2;
        }
        let day = head::short(crate::model::When::Day(resource.on.day()));
        x = put(buf, x, y, 5, &day, dim) + 2;
        let mut right = area.right().saturating_sub(1);
        put(buf, right.saturating_sub(words), y, words, &word, theme.style(role));
        right = right.saturating_sub(words + 2);
        if area.width >= 56 && givers > 0 {
            put(buf, right.saturating_sub(givers), y, givers, &fit(&resource.giver, givers), dim);
            right = right.saturating_sub(givers + 2);
        }
        if area.width >= 90 {
            let kind = state.say(label::resource_kind(resource.kind));
            put(buf, right.saturating_sub(kinds), y, kinds, kind, dim);
            right = right.saturating_sub(kinds + 2);
        }
        x = put(buf, x, y, right.saturating_sub(x), &resource.name, theme.style(Role::Text)) + 2;
        let said = [resource.owner.as_str(), resource.note.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
        if x + 6 < right && !said.is_empty() {
            put(buf, x, y, right - x, &said.join(" · ").replace('\n', " "), theme.style(Role::Faint));
        }
    }
}
