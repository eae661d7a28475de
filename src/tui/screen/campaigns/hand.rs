//! What keys and the mouse do on the campaigns' screen.
use super::{board, layout, list, timeline, views};
use crate::Error;
use crate::board::{Card, Sort};
use crate::config::{CampaignView, Setting};
use crate::i18n::{Text, tr};
use crate::model::{CampaignId, CampaignStatus, Day};
use crate::planner::Request;
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::{MouseKind, Now};
use crate::tui::overlay::form::Form;
use crate::tui::state::{State, Tone};
use ratatui::layout::Rect;

type Effects = Vec<Effect>;

fn inner(state: &State) -> Rect {
    layout(Rect::new(0, 0, state.size.0, state.size.1)).1
}

/// Moves the cursor: along the list or the timeline, or inside its column of the board.
pub fn step(state: &mut State, steps: isize) {
    match state.config.campaigns {
        CampaignView::List => state.desks.campaigns.step(steps),
        CampaignView::Board => match board::place(state) {
            Some((column, row)) => put_on(state, column, row.saturating_add_signed(steps)),
            None => to_column(state, 0, 1),
        },
        CampaignView::Timeline => {
            state.desks.campaigns.step(steps);
            reveal(state);
        }
    }
}

/// Puts the cursor on a card of a column, the last where there are not so many; false where there is none.
fn put_on(state: &mut State, column: usize, row: usize) {
    let hit = {
        let cards = board::cards(state, column);
        cards.get(row.min(cards.len().saturating_sub(1))).map(|card| card.line.id)
    };
    if let Some(id) = hit {
        state.desks.campaigns.go_to(id);
        state.desks.campaigns.column = board::first_column(state, inner(state));
    }
}

/// Puts the cursor into the nearest column with a card, from one on to the left or the right.
fn to_column(state: &mut State, from: usize, by: isize) {
    let row = board::place(state).map_or(0, |(_, row)| row);
    let mut column = Some(from);
    while let Some(at) = column.filter(|at| *at < board::COLUMNS.len()) {
        if !board::cards(state, at).is_empty() {
            put_on(state, at, row);
            return;
        }
        column = at.checked_add_signed(by);
    }
}

pub(in crate::tui) fn column_left(state: &mut State, _: Now) -> Effects {
    let from = board::place(state).map_or(Some(0), |(column, _)| column.checked_sub(1));
    if let Some(from) = from {
        to_column(state, from, -1);
    }
    Vec::new()
}

pub(in crate::tui) fn column_right(state: &mut State, _: Now) -> Effects {
    to_column(state, board::place(state).map_or(0, |(column, _)| column + 1), 1);
    Vec::new()
}

/// Moves the card under the cursor to a neighbouring column.
fn move_card(state: &mut State, by: isize, end: &'static Text) -> Effects {
    let next = board::place(state)
        .and_then(|(column, _)| column.checked_add_signed(by))
        .and_then(|column| board::COLUMNS.get(column));
    let key = state.campaign().map(|line| line.key.clone());
    let (Some(status), Some(campaign)) = (next, key) else {
        let text = state.say(end).to_owned();
        state.tell(Tone::Plain, text);
        return Vec::new();
    };
    let request =
        Request::CampaignStatus { campaign: campaign.clone(), status: status.to_string(), reason: None };
    let ticket = state.ticket();
    state.desks.campaigns.moving = Some((ticket, campaign, *status));
    vec![Effect::Ask { ticket, request: Box::new(request) }]
}

/// The move of a card was refused, because something is missing for it: asks for the reason to do it all the same.
/// False where it was another request, or there is another reason.
pub(in crate::tui) fn refused(state: &mut State, ticket: u64, error: &Error) -> bool {
    let moving = state.desks.campaigns.moving.take_if(|(of, ..)| *of == ticket);
    let Some((_, key, status)) = moving.filter(|_| error.code() == "not_ready") else {
        return false;
    };
    let all = state.desks.campaigns.all();
    let Some(line) = all.iter().map(|card| &card.line).find(|line| line.key == key) else { return false };
    let mut form = Form::status_to(line, status);
    let text = state.error_text(error);
    form.refuse(text.clone(), error.in_field());
    state.note_down(Tone::Wrong, text);
    let _loads = actions::open(state, form);
    true
}

pub(in crate::tui) fn card_left(state: &mut State, _: Now) -> Effects {
    move_card(state, -1, &tr::CAMPAIGNS_AT_START)
}

pub(in crate::tui) fn card_right(state: &mut State, _: Now) -> Effects {
    move_card(state, 1, &tr::CAMPAIGNS_AT_END)
}

/// Scrolls the timeline to the chosen campaign where nothing of it is shown.
fn reveal(state: &mut State) {
    let scale = timeline::layout(state, inner(state)).scale;
    let Some(card) = state.desks.campaigns.chosen() else { return };
    let (start, end) = (card.line.start.day(), card.line.end.last_day());
    if scale.span(start, end).is_none() {
        state.desks.campaigns.left = Some(scale.leading_to(start));
    }
}

fn scroll(state: &mut State, by: i32) -> Effects {
    let scale = timeline::layout(state, inner(state)).scale;
    // No campaign is this far from today.
    let far = 40 * 366;
    let (least, most) = (state.today().plus(-far), state.today().plus(far));
    let left = scale.first.plus(by * scale.zoom.stride()).clamp(least, most);
    state.desks.campaigns.left = Some(left);
    Vec::new()
}

pub(in crate::tui) fn earlier(state: &mut State, _: Now) -> Effects {
    scroll(state, -1)
}

pub(in crate::tui) fn later(state: &mut State, _: Now) -> Effects {
    scroll(state, 1)
}

pub(in crate::tui) fn to_today(state: &mut State, _: Now) -> Effects {
    state.desks.campaigns.left = None;
    Vec::new()
}

/// Zooms around today where it is shown, else around the chosen campaign's start, else around the middle.
fn zoom(state: &mut State, to: timeline::Zoom) -> Effects {
    let old = timeline::layout(state, inner(state)).scale;
    let start = state.desks.campaigns.chosen().map(|card| card.line.start.day());
    let is_shown = |day: &Day| old.spot(*day).is_some();
    let kept = [Some(state.today()), start].into_iter().flatten().find(is_shown);
    let kept = kept.unwrap_or_else(|| old.day(old.width / 2));
    state.desks.campaigns.zoom = to;
    if state.desks.campaigns.left.is_some() {
        let scale = timeline::layout(state, inner(state)).scale;
        state.desks.campaigns.left = Some(scale.leading_to(kept));
    }
    Vec::new()
}

pub(in crate::tui) fn closer(state: &mut State, _: Now) -> Effects {
    zoom(state, state.desks.campaigns.zoom.closer())
}

pub(in crate::tui) fn wider(state: &mut State, _: Now) -> Effects {
    zoom(state, state.desks.campaigns.zoom.wider())
}

fn show(state: &mut State, view: CampaignView) -> Effects {
    let today = state.today();
    state.config.campaigns = view;
    state.desks.campaigns.view = view;
    state.desks.campaigns.settle(today);
    if view == CampaignView::Board && board::place(state).is_none() {
        to_column(state, 0, 1);
    }
    if view == CampaignView::Timeline {
        reveal(state);
    }
    vec![Effect::SaveConfig(Box::new(state.config.clone()), Setting::Campaigns)]
}

fn turn(state: &mut State, by: usize) -> Effects {
    let all = CampaignView::ALL;
    let at = all.iter().position(|view| *view == state.config.campaigns).unwrap_or(0);
    show(state, all.get((at + by) % all.len()).copied().unwrap_or(CampaignView::List))
}

pub(in crate::tui) fn next_view(state: &mut State, _: Now) -> Effects {
    turn(state, 1)
}

pub(in crate::tui) fn previous_view(state: &mut State, _: Now) -> Effects {
    turn(state, CampaignView::ALL.len() - 1)
}

pub(in crate::tui) fn show_list(state: &mut State, _: Now) -> Effects {
    show(state, CampaignView::List)
}

pub(in crate::tui) fn show_board(state: &mut State, _: Now) -> Effects {
    show(state, CampaignView::Board)
}

pub(in crate::tui) fn show_timeline(state: &mut State, _: Now) -> Effects {
    show(state, CampaignView::Timeline)
}

/// Marks the campaign under the cursor, or takes its mark away, and goes on to the next.
pub(in crate::tui) fn mark(state: &mut State, _: Now) -> Effects {
    let desk = &mut state.desks.campaigns;
    desk.anchor = None;
    if let Some(id) = desk.cursor
        && !desk.marks.remove(&id)
    {
        desk.marks.insert(id);
    }
    step(state, 1);
    Vec::new()
}

/// Begins a range at the cursor, or ends it.
pub(in crate::tui) fn range(state: &mut State, _: Now) -> Effects {
    let desk = &mut state.desks.campaigns;
    if desk.anchor.take().is_none()
        && let Some(id) = desk.cursor
    {
        desk.anchor = Some((id, desk.marks.clone()));
        desk.go_to(id);
    }
    Vec::new()
}

/// Marks all that are listed, or none where all are marked.
pub(in crate::tui) fn mark_all(state: &mut State, _: Now) -> Effects {
    let desk = &mut state.desks.campaigns;
    let all = desk.shown().map(|card| card.line.id).collect();
    desk.anchor = None;
    desk.marks = if desk.marks == all { std::collections::BTreeSet::new() } else { all };
    Vec::new()
}

fn sort(state: &mut State, sort: Sort, is_reversed: bool) -> Effects {
    let today = state.today();
    let desk = &mut state.desks.campaigns;
    (desk.sort, desk.is_reversed) = (sort, is_reversed);
    desk.settle(today);
    Vec::new()
}

fn turn_sort(state: &mut State, by: usize) -> Effects {
    let at = Sort::ALL.iter().position(|sort| *sort == state.desks.campaigns.sort).unwrap_or(0);
    let next = Sort::ALL.get((at + by) % Sort::ALL.len()).copied().unwrap_or(Sort::Need);
    sort(state, next, false)
}

pub(in crate::tui) fn next_sort(state: &mut State, _: Now) -> Effects {
    turn_sort(state, 1)
}

pub(in crate::tui) fn previous_sort(state: &mut State, _: Now) -> Effects {
    turn_sort(state, Sort::ALL.len() - 1)
}

pub(in crate::tui) fn reverse(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.campaigns;
    let (by, is_reversed) = (desk.sort, !desk.is_reversed);
    sort(state, by, is_reversed)
}

/// The keys of the campaigns a change is about, and what they are called together.
fn meant(state: &State) -> (Vec<String>, String) {
    let meant: Vec<&Card> = state.desks.campaigns.meant();
    let keys = meant.iter().map(|card| card.line.key.clone()).collect();
    let name = match &meant[..] {
        [only] => only.line.name.clone(),
        several => state.fill(&tr::FORM_BULK_MANY, &[("n", &several.len().to_string())]),
    };
    (keys, name)
}

pub(in crate::tui) fn hand_over(state: &mut State, _: Now) -> Effects {
    let (keys, name) = meant(state);
    let owner = state.desks.campaigns.meant().first().map(|card| card.line.owner.clone()).unwrap_or_default();
    let form = Form::bulk_owner(keys, name, &owner);
    actions::open(state, form)
}

pub(in crate::tui) fn move_dates(state: &mut State, _: Now) -> Effects {
    let (keys, name) = meant(state);
    let form = Form::bulk_move(keys, name);
    actions::open(state, form)
}

pub(in crate::tui) fn set_status(state: &mut State, _: Now) -> Effects {
    let (keys, name) = meant(state);
    let first = state.desks.campaigns.meant().first().map(|card| card.line.status);
    let form = Form::bulk_status(keys, name, first.map_or("", CampaignStatus::as_str));
    actions::open(state, form)
}

pub(in crate::tui) fn delete(state: &mut State, _: Now) -> Effects {
    let requests = meant(state).0.into_iter().map(|campaign| Request::CampaignDelete { campaign }).collect();
    actions::ask(state, Request::All(requests))
}

/// Handles the mouse: a press chooses, a press on what is chosen opens it; one on a view shows it, one on a heading
/// sorts by it.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Effects {
    match kind {
        MouseKind::WheelUp => step(state, -1),
        MouseKind::WheelDown => step(state, 1),
        MouseKind::Pressed => return press(state, x, y),
    }
    Vec::new()
}

fn press(state: &mut State, x: u16, y: u16) -> Effects {
    let (frame, inner) = layout(Rect::new(0, 0, state.size.0, state.size.1));
    if y == frame.y {
        let width = crate::tui::text::width;
        let hit = views(state, frame).into_iter().find(|(_, name, at)| (*at..at + width(name)).contains(&x));
        return hit.map(|(view, ..)| show(state, view)).unwrap_or_default();
    }
    if state.config.campaigns == CampaignView::List && y == inner.y {
        let Some(by) = list::sort_at(state, inner, x) else { return Vec::new() };
        let is_reversed = state.desks.campaigns.sort == by && !state.desks.campaigns.is_reversed;
        return sort(state, by, is_reversed);
    }
    let hit: Option<CampaignId> = match state.config.campaigns {
        CampaignView::List => list::at(state, inner, y),
        CampaignView::Board => board::at(state, inner, x, y),
        CampaignView::Timeline => timeline::at(state, inner, y),
    };
    match hit {
        Some(id) if Some(id) == state.desks.campaigns.cursor => state.open_page(id),
        Some(id) => {
            state.desks.campaigns.go_to(id);
            Vec::new()
        }
        None => Vec::new(),
    }
}
