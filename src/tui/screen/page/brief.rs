//! Brief: what is missing for the next step, then the campaign's texts. What a playbook left to fill is marked.
use super::{PLAIN, Section, head, mark};
use crate::board::CampaignPage;
use crate::i18n::{label, tr};
use crate::tui::commands::Context;
use crate::tui::overlay::form::{BRIEF, BriefField};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{clean, put, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_BRIEF,
    count: |_, page| {
        let blanks: usize = BRIEF.iter().map(|field| blanks(&(field.text)(&page.campaign))).sum();
        (if blanks == 0 { String::new() } else { blanks.to_string() }, false)
    },
    context: Some(Context::Brief),
    open: "brief.edit",
    draw,
    rows: |state, page| (0_i64..).take(lines(state, page).len()).collect(),
    row_at: |state, page, area, at| super::plain_row(state, lines(state, page).len(), area, at),
    ..PLAIN
};

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The next step.
    Step,
    /// Dates and playbook, which are changed with the campaign.
    Campaign,
    /// One of the texts.
    Text(&'static str),
}

/// At most so many names stand behind something that is missing.
const MOST: usize = 3;

struct Line {
    part: Part,
    label: &'static str,
    text: String,
    role: Role,
}

/// True for a line that waits to be filled in.
fn is_blank(line: &str) -> bool {
    line.contains(crate::model::BLANK)
}

fn blanks(text: &str) -> usize {
    crate::model::blanks(text).count()
}

/// The columns of the labels with the room after them.
fn label_width(state: &State) -> u16 {
    let texts = BRIEF.iter().map(|field| field.label);
    let all = texts.chain([&tr::PAGE_NEXT, &tr::PAGE_DATES, &tr::PAGE_PLAYBOOK, &tr::PAGE_SERVES]);
    all.map(|text| width(state.say(text))).max().unwrap_or(0) + 2
}

fn lines(state: &State, page: &CampaignPage) -> Vec<Line> {
    let room = state.size.0.saturating_sub(2 + 2 + label_width(state) + 2).max(4);
    let mut out = Vec::new();
    let mut add = |part, label: &'static str, text: &str, role| {
        for (i, line) in text.lines().flat_map(|line| wrap(line, room)).enumerate() {
            let label = if i == 0 { label } else { "" };
            out.push(Line { part, label, text: line, role });
        }
    };
    step_lines(state, page, &mut add);
    let campaign = &page.campaign;
    let (start, end) = (campaign.start.to_string(), campaign.end.to_string());
    let days = page.line.days.to_string();
    let dates = state.fill(&tr::PAGE_DAYS, &[("start", &start), ("end", &end), ("days", &days)]);
    add(Part::Campaign, state.say(&tr::PAGE_DATES), &dates, Role::Text);
    if let Some(playbook) = &campaign.playbook {
        add(Part::Campaign, state.say(&tr::PAGE_PLAYBOOK), playbook, Role::Text);
    }
    for served in &page.serves {
        let text = format!("{}  {}", served.path, clean(&served.text(state.lang(), state.numbers())));
        add(Part::Campaign, state.say(&tr::PAGE_SERVES), &text, Role::Text);
    }
    for field in BRIEF {
        field_lines(state, page, field, &mut add);
    }
    out
}

fn step_lines(state: &State, page: &CampaignPage, add: &mut impl FnMut(Part, &'static str, &str, Role)) {
    let (Some(step), (next, role)) = (page.next(), head::next(state, page)) else { return };
    let label = state.say(&tr::PAGE_NEXT);
    if step.lacks.is_empty() {
        add(Part::Step, label, &next, role);
        return;
    }
    let status = state.say(label::campaign_status(step.to));
    add(Part::Step, label, &format!("{} {status}", state.theme.glyphs.becomes), role);
    for (lack, names) in &step.lacks {
        // More names than these stand where they are to be filled in or done.
        let shown = names.get(..MOST).unwrap_or(names);
        let mut what = label::lacking(*lack, shown, state.lang());
        if names.len() > MOST {
            let n = names.len().to_string();
            what = state.fill(&tr::PAGE_LACKS, &[("what", &format!("{what} …")), ("n", &n)]);
        }
        let text = format!("{} {what}", state.theme.glyphs.look);
        add(Part::Step, "", &text, role);
    }
}

fn field_lines(
    state: &State,
    page: &CampaignPage,
    field: &'static BriefField,
    add: &mut impl FnMut(Part, &'static str, &str, Role),
) {
    let mut text = (field.text)(&page.campaign);
    if field.id == "stage" {
        text = page.campaign.stage.map(|stage| state.say(label::stage(stage)).to_owned()).unwrap_or_default();
    }
    let label = state.say(field.label);
    if text.trim().is_empty() {
        add(Part::Text(field.id), label, state.say(&tr::PAGE_NOTHING), Role::Faint);
        return;
    }
    for (i, line) in text.lines().enumerate() {
        let label = if i == 0 { label } else { "" };
        if is_blank(line) {
            add(Part::Text(field.id), label, line, Role::Warn);
        } else if line.trim().is_empty() {
            add(Part::Text(field.id), label, " ", Role::Text);
        } else {
            add(Part::Text(field.id), label, line, Role::Text);
        }
    }
}

/// What the line under the cursor belongs to.
pub fn chosen(state: &State) -> Option<Part> {
    let page = state.desks.page.page()?;
    lines(state, page).get(state.desks.page.cursor()).map(|line| line.part)
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let (lines, labels) = (lines(state, page), label_width(state));
    let cursor = state.desks.page.cursor();
    let part = lines.get(cursor).map(|line| line.part);
    let from = page_start(cursor, lines.len(), area.height);
    for (y, (i, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(from)) {
        if i == cursor {
            mark(state, buf, area, y);
        }
        let role = if Some(line.part) == part { Role::Accent } else { Role::Dim };
        put(buf, area.x + 2, y, labels, line.label, theme.style(role));
        let x = area.x + 2 + labels;
        put(buf, x, y, area.right().saturating_sub(x), &line.text, theme.style(line.role));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_playbook_left_to_fill_has_a_blank_in_it() {
        assert_eq!(blanks("满减门槛：___（例：满 200 减 30）\n每人限领：3 张\nLimit: ___\n"), 2);
        assert_eq!(blanks("满 200 减 30"), 0);
    }
}
