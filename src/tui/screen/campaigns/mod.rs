//! 活动: every campaign, to find, compare and change several at once: as a list, a board by status, a timeline.
mod board;
mod desk;
pub(in crate::tui) mod hand;
mod list;
mod timeline;

pub use desk::Desk;

use super::{Filter, Screen, body};
use crate::board::{CampaignLine, Card, Sort};
use crate::config::CampaignView;
use crate::error::Error;
use crate::i18n::{Text, tr};
use crate::model::Lang;
use crate::tui::commands::Context;
use crate::tui::load::{Load, Loaded};
use crate::tui::state::State;
use crate::tui::text::{put, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_CAMPAIGNS,
    command: "screen.campaigns",
    family: &[
        Context::Found,
        Context::Marked,
        Context::Table,
        Context::Board,
        Context::Timeline,
        Context::Campaigns,
    ],
    contexts,
    want: |_| Some(Load::Campaigns),
    take,
    draw,
    mouse: hand::mouse,
    step: hand::step,
    back: |state| {
        let today = state.today();
        state.desks.campaigns.back(today)
    },
    campaign: |state| state.desks.campaigns.chosen().map(|card| &card.line),
    target: |state| state.desks.campaigns.chosen().and_then(|card| card.line.primary()),
    lines: |state| state.desks.campaigns.all().iter().map(|card| &card.line).collect(),
    filter: Some(Filter {
        text: |state| &state.desks.campaigns.text,
        text_mut: |state| &mut state.desks.campaigns.text,
        settle: |state| {
            let today = state.today();
            state.desks.campaigns.settle(today);
        },
        focus: |_| {},
        fault,
        hint: Some(&tr::CAMPAIGNS_FILTER_HINT),
    }),
    ..super::PLAIN
};

/// What is wrong with the filter, short enough to stand beside it: words in the language of the screen only.
fn fault(state: &State) -> Option<String> {
    state.desks.campaigns.fault.as_ref().map(|error| filter_fault(state, error))
}

/// What is wrong with a filter, in the language of the screen.
pub(in crate::tui) fn filter_fault(state: &State, error: &Error) -> String {
    let field = error.argument("field").unwrap_or_default();
    if error.code() == "filter_field" {
        return state.fill(&tr::CAMPAIGNS_NO_FIELD, &[("field", field)]);
    }
    let Some(words) = error.argument("words") else { return error.message(state.lang()) };
    let own = |pair: &str| {
        let (code, zh) = pair.split_once(' ').unwrap_or((pair, pair));
        if state.lang() == Lang::Zh { zh.to_owned() } else { code.to_owned() }
    };
    let words = words.split(", ").map(own).collect::<Vec<_>>().join(" ");
    format!("{field}: {words}")
}

/// The views with what they are called.
const VIEWS: [(CampaignView, &Text); 3] = [
    (CampaignView::List, &tr::CAMPAIGNS_LIST),
    (CampaignView::Board, &tr::CAMPAIGNS_BOARD),
    (CampaignView::Timeline, &tr::CAMPAIGNS_TIMELINE),
];

fn contexts(state: &State) -> Vec<Context> {
    let desk = &state.desks.campaigns;
    let mut contexts = Vec::new();
    if !desk.text.text().is_empty() {
        contexts.push(Context::Found);
    }
    if !desk.marks.is_empty() || desk.anchor.is_some() {
        contexts.push(Context::Marked);
    }
    contexts.push(match state.config.campaigns {
        CampaignView::List => Context::Table,
        CampaignView::Board => Context::Board,
        CampaignView::Timeline => Context::Timeline,
    });
    contexts.extend([Context::Campaigns, Context::Global, Context::Always]);
    contexts
}

fn take(state: &mut State, loaded: Loaded, is_hoped: bool) {
    let today = state.today();
    if let Loaded::Campaigns(cards) = loaded {
        state.desks.campaigns.view = state.config.campaigns;
        state.desks.campaigns.take(cards, is_hoped, today);
    }
}

/// The frame, and the room inside it.
fn layout(area: Rect) -> (Rect, Rect) {
    let frame = body(area);
    let inner =
        Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2));
    (frame, inner)
}

/// Where the names of the views stand in the frame's line; none where they have no room.
fn views(state: &State, frame: Rect) -> Vec<(CampaignView, &'static str, u16)> {
    let names = VIEWS.map(|(view, name)| (view, state.say(name)));
    let wide: u16 = names.iter().map(|(_, name)| width(name) + 2).sum();
    let Some(mut x) = (frame.right().saturating_sub(2)).checked_sub(wide) else { return Vec::new() };
    if x <= frame.x + 4 + width(&counted(state)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (view, name) in names {
        out.push((view, name, x + 1));
        x += width(name) + 2;
    }
    out
}

/// How many campaigns are shown, and of how many.
fn counted(state: &State) -> String {
    let desk = &state.desks.campaigns;
    let (n, all) = (desk.count().to_string(), desk.all().len().to_string());
    if n == all {
        state.fill(&tr::CAMPAIGNS_TITLE, &[("n", &n)])
    } else {
        state.fill(&tr::CAMPAIGNS_FOUND, &[("n", &n), ("all", &all)])
    }
}

fn title(state: &State, buf: &mut Buffer, frame: Rect) {
    let (theme, desk) = (&state.theme, &state.desks.campaigns);
    let mut pieces = vec![(counted(state), theme.style(Role::Title))];
    if !desk.marks.is_empty() {
        let n = desk.marks.len().to_string();
        pieces.push((state.fill(&tr::CAMPAIGNS_MARKED, &[("n", &n)]), theme.style(Role::Accent)));
    }
    let filter = desk.text.text().trim();
    if !filter.is_empty() {
        pieces.push((format!("/ {filter}"), theme.style(Role::Note)));
    }
    if desk.sort != Sort::Need || desk.is_reversed {
        let sort = format!("{} {}", state.say(desk.sort.label()), theme.glyphs.sorted(desk.is_reversed));
        pieces.push((state.fill(&tr::CAMPAIGNS_SORTED, &[("sort", &sort)]), theme.style(Role::Dim)));
    }
    if desk.cancelled() > 0 {
        let n = desk.cancelled().to_string();
        pieces.push((state.fill(&tr::CAMPAIGNS_CANCELLED, &[("n", &n)]), theme.style(Role::Dim)));
    }
    let views = views(state, frame);
    let end = views.first().map_or(frame.right().saturating_sub(2), |(.., x)| x.saturating_sub(2));
    let mut x = frame.x + 3;
    for (i, (text, style)) in pieces.into_iter().enumerate() {
        let room = end.saturating_sub(x + 2);
        if i > 0 && room < 6 {
            break;
        }
        put(buf, x - 1, frame.y, 1, " ", style);
        x = put(buf, x, frame.y, room, &text, style) + 2;
        put(buf, x - 2, frame.y, 1, " ", style);
    }
    for (view, name, x) in views {
        let style = if view == state.config.campaigns { theme.chosen() } else { theme.style(Role::Dim) };
        put(buf, x - 1, frame.y, 1, " ", style);
        let after = put(buf, x, frame.y, width(name), name, style);
        put(buf, after, frame.y, 1, " ", style);
    }
}

fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.campaigns;
    let (frame, inner) = layout(area);
    frame::draw(buf, frame, &state.theme);
    if desk.is_loading() {
        return;
    }
    title(state, buf, frame);
    if desk.count() == 0 {
        nothing(state, buf, inner);
        return;
    }
    match state.config.campaigns {
        CampaignView::List => list::draw(state, buf, inner),
        CampaignView::Board => board::draw(state, buf, inner),
        CampaignView::Timeline => timeline::draw(state, buf, inner),
    }
}

/// Nothing to show, and what to do about it.
fn nothing(state: &State, buf: &mut Buffer, area: Rect) {
    let (text, command) = if state.desks.campaigns.all().is_empty() {
        (&tr::CAMPAIGNS_NONE, "campaign.new")
    } else {
        (&tr::CAMPAIGNS_NO_MATCH, "view.back")
    };
    let text = state.fill(text, &[("key", &state.keymap.label(command))]);
    for (y, line) in (area.y..area.bottom()).zip(wrap(&text, area.width.saturating_sub(2))) {
        put(buf, area.x + 1, y, area.width - 1, &line, state.theme.style(Role::Dim));
    }
}

/// What stands before a campaign: the cursor, its mark.
fn lead(state: &State, buf: &mut Buffer, at: (u16, u16), card: &Card) {
    let (theme, desk, (x, y)) = (&state.theme, &state.desks.campaigns, at);
    if Some(card.line.id) == desk.cursor {
        put(buf, x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    if desk.marks.contains(&card.line.id) {
        put(buf, x + 1, y, 1, theme.glyphs.marked, theme.style(Role::Note));
    }
}

/// `11-01~11-11`; with years where one of them is another one than this.
fn dates(state: &State, line: &CampaignLine) -> String {
    let year = state.today().date().format("%Y").to_string();
    let (start, end) = (line.start.day().date(), line.end.last_day().date());
    let is_this = |date: chrono::NaiveDate| date.format("%Y").to_string() == year;
    let form = if is_this(start) && is_this(end) { "%m-%d" } else { "%y-%m-%d" };
    if start == end {
        return start.format(form).to_string();
    }
    format!("{}~{}", start.format(form), end.format(form))
}
