//! What needs a hand, most urgent first: two lines each where there is room.
use super::page;
use crate::board::{self, Todo, Urgency, Words};
use crate::i18n::tr;
use crate::tui::state::{Pane, State};
use crate::tui::text::{clean, fit, put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A campaign's name is known by this many columns of it.
const READABLE: u16 = 12;

/// The fewest columns that a campaign's name keeps, whatever else is said.
const LEAST: u16 = 6;

/// How many lines each takes in a pane of this height: two where all have room with two.
#[must_use]
pub fn lines_each(state: &State, height: u16) -> u16 {
    if usize::from(height) >= state.todos().len() * 2 { 2 } else { 1 }
}

fn words(state: &State, todo: &Todo) -> Words {
    let targets = || state.cockpit.campaigns.iter().flat_map(|c| &c.targets);
    let target = targets().find(|t| Some(t.id) == todo.target);
    let mut words = board::words(todo, target, state.lang(), state.numbers());
    for part in [&mut words.what, &mut words.mark, &mut words.detail, &mut words.short] {
        *part = clean(part).into_owned();
    }
    words
}

/// Draws the pane.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let todos = state.todos();
    if todos.is_empty() {
        let text = match state.look.is_mine {
            true => state.fill(&tr::COCKPIT_NOTHING_MINE, &[("name", &state.config.actor())]),
            false => state.say(&tr::COCKPIT_ALL_WELL).to_owned(),
        };
        put(buf, area.x + 1, area.y, area.width - 1, &text, theme.style(Role::Good));
        return;
    }
    let each = lines_each(state, area.height);
    let from = page(state.look.todo, todos.len(), area.height / each);
    for (i, todo) in todos.into_iter().enumerate().skip(from) {
        let y = area.y + u16::try_from(i - from).unwrap_or(u16::MAX).saturating_mul(each);
        if y + each > area.bottom() {
            break;
        }
        if i == state.look.todo && state.look.pane == Pane::Todo {
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        item(state, buf, Rect { y, height: each, ..area }, todo);
    }
}

/// One thing to do, always with the campaign that it is about: those of one playbook have the same things to do.
fn item(state: &State, buf: &mut Buffer, area: Rect, todo: &Todo) {
    let theme = &state.theme;
    let (sign, role) = match todo.urgency {
        Urgency::Act => (theme.glyphs.urgent, Role::Bad),
        Urgency::Look => (theme.glyphs.look, Role::Warn),
    };
    let words = words(state, todo);
    put(buf, area.x + 2, area.y, 1, sign, theme.style(role));
    let (x, right) = (area.x + 4, area.right().saturating_sub(1));
    let room = right.saturating_sub(x);
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let campaign = clean(&todo.name);
    if area.height == 1 {
        // Names of things say more than how many they are.
        let has_names = words.short.is_empty() && words.mark.is_empty() && !words.detail.is_empty();
        let whole = format!("{} · {}", words.what, words.detail);
        // A name that would be cut to nothing is left out.
        let has_room = width(&words.what) + width(&campaign) + 10 <= room;
        let what = if has_names && has_room { &whole } else { &words.what };
        let (what, whose) = share(what, &campaign, room.saturating_sub(beside(&words.mark)));
        let end = put(buf, x, area.y, room, &what, text);
        let end = mark(buf, end, area.y, &words, theme.style(role));
        put_right(buf, x, right, area.y, &whose, dim);
        if end + 4 + width(&words.short) + width(&whose) <= right {
            put(buf, end + 2, area.y, width(&words.short), &words.short, dim);
        }
        return;
    }
    put(buf, x, area.y + 1, room, &words.detail, dim);
    // Whose it is stands at the right of the first line where it fits whole, else of the second, else it is cut.
    let head = width(&words.what) + beside(&words.mark);
    let left = room.saturating_sub(width(&words.detail) + 2);
    if head + 2 + width(&campaign) > room && left >= width(&campaign).min(READABLE) {
        let end = put(buf, x, area.y, room.saturating_sub(beside(&words.mark)), &words.what, text);
        mark(buf, end, area.y, &words, theme.style(role));
        put_right(buf, x, right, area.y + 1, &fit(&campaign, left), dim);
        return;
    }
    let (what, whose) = share(&words.what, &campaign, room.saturating_sub(beside(&words.mark)));
    let end = put(buf, x, area.y, room, &what, text);
    mark(buf, end, area.y, &words, theme.style(role));
    put_right(buf, x, right, area.y, &whose, dim);
}

/// The columns a mark takes behind what it is about.
fn beside(mark: &str) -> u16 {
    if mark.is_empty() { 0 } else { width(mark) + 1 }
}

/// Writes the mark behind what it is about.
fn mark(buf: &mut Buffer, end: u16, y: u16, words: &Words, style: Style) -> u16 {
    if words.mark.is_empty() { end } else { put(buf, end + 1, y, width(&words.mark), &words.mark, style) }
}

/// What it is and whose it is beside one another: neither goes, and whose it is gives way first.
fn share(what: &str, whose: &str, room: u16) -> (String, String) {
    if whose.is_empty() {
        return (fit(what, room), String::new());
    }
    let room = room.saturating_sub(2);
    let (a, b) = (width(what), width(whose));
    if a + b <= room {
        return (what.to_owned(), whose.to_owned());
    }
    // What it is tells more than whose.
    let half = (room / 2).min(READABLE).max(LEAST.min(room));
    let a = if b <= half { room - b } else { a.min(room - half) };
    let b = room - a;
    (fit(what, a), fit(whose, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_keeps_six_columns_where_there_is_hardly_room() {
        let (what, whose) = share("首页秒杀频道入口", "双11拉新", 12);
        assert_eq!((what.as_str(), whose.as_str()), ("首…", "双11…"));
    }

    #[test]
    fn neither_the_matter_nor_the_campaign_is_dropped() {
        assert_eq!(share("成交额 落后", "双11拉新", 30), ("成交额 落后".to_owned(), "双11拉新".to_owned()));
        assert_eq!(
            share("GMV 落后", "活动198 超级长的名字", 20),
            ("GMV 落后".to_owned(), "活动198 …".to_owned())
        );
        let (what, whose) = share("触达人数 数据没有更新", "活动198 超级长的名字", 20);
        assert!(width(&what) <= 9 && width(&whose) <= 9 && what.ends_with('…') && whose.ends_with('…'));
    }
}
