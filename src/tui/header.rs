//! The first line: the tabs, the file, the live sign, the clock. What has no room falls away, the clock last.
use super::screen::SCREENS;
use super::screen::okr::star_change;
use super::state::State;
use super::text::{put, put_right, width};
use super::theme::Role;
use crate::i18n::tr;
use crate::model::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A tab and the columns it stands in.
struct Tab {
    screen: &'static str,
    key: String,
    title: &'static str,
    x: u16,
    end: u16,
}

fn clock(state: &State) -> String {
    super::text::date_time(state.info.zone.local(state.now.unix))
}

/// Where the tabs stand: all of them with their names; else the one that is shown with its name, the others with their
/// keys alone.
fn tabs(state: &State) -> Vec<Tab> {
    let room = state.size.0.saturating_sub(width(&clock(state)) + 2);
    let live = width(state.say(&tr::COCKPIT_LIVE)) + 4;
    let shown = state.tab();
    let lay = |gap: u16, all: bool| {
        let mut x = width(state.say(&tr::COCKPIT_BRAND)) + 3;
        let mut out = Vec::new();
        for screen in SCREENS.iter().filter(|s| s.is_tab) {
            let key = state.keymap.label(screen.command);
            let title = if all || screen.command == shown { state.say(screen.title) } else { "" };
            let end = x + width(&key) + if title.is_empty() { 0 } else { 1 + width(title) };
            out.push(Tab { screen: screen.command, key, title, x, end });
            x = end + gap;
        }
        out
    };
    let fits = |tabs: &Vec<Tab>, room: u16| tabs.last().is_none_or(|tab| tab.end <= room);
    [(3, true, live), (2, true, live), (2, true, 0), (2, false, 0)]
        .into_iter()
        .map(|(gap, all, live)| (lay(gap, all), room.saturating_sub(live)))
        .find_map(|(tabs, room)| fits(&tabs, room).then_some(tabs))
        .unwrap_or_else(|| lay(1, false))
}

/// The tab at a column, by the command that shows it.
#[must_use]
pub fn tab_at(state: &State, x: u16) -> Option<&'static str> {
    tabs(state).into_iter().find(|tab| (tab.x..tab.end).contains(&x)).map(|tab| tab.screen)
}

/// Draws the header.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    put(buf, 1, 0, 12, state.say(&tr::COCKPIT_BRAND), theme.style(Role::Accent));
    let (shown, mut x) = (state.tab(), 0);
    for tab in tabs(state) {
        let at = put(buf, tab.x, 0, 4, &tab.key, dim) + 1;
        let style = theme.style(if tab.screen == shown { Role::Title } else { Role::Dim });
        put(buf, at, 0, tab.end.saturating_sub(at), tab.title, style);
        x = tab.end;
    }
    let clock = clock(state);
    let right = area.width - 1;
    if right.saturating_sub(width(&clock)) <= x {
        return;
    }
    put_right(buf, x, right, 0, &clock, dim);
    let live = state.say(&tr::COCKPIT_LIVE);
    let live_at = right.saturating_sub(width(&clock) + width(live) + 4);
    if live_at <= x {
        return;
    }
    let glow =
        if state.pulse_until > state.now.ms { theme.style(Role::Title) } else { theme.style(Role::Good) };
    put(buf, live_at, 0, 1, theme.glyphs.live, glow);
    put(buf, live_at + 2, 0, width(live), live, dim);
    let mut right = live_at.saturating_sub(2);
    let mut least = x + 6;
    if let Some(text) = star(state, right.saturating_sub(x + 3)) {
        put_right(buf, x + 3, right, 0, &text, theme.style(Role::Note));
        right = right.saturating_sub(width(&text) + 3);
        least = x + 3 + width(&state.info.file);
    }
    if right >= least {
        put_right(buf, x + 3, right, 0, &state.info.file, dim);
    }
}

/// The north star, as much of it as there is room for: what it is called goes first, then where it went.
fn star(state: &State, room: u16) -> Option<String> {
    let star = state.cockpit.north_star.as_ref()?;
    let name = if state.lang() == Lang::Zh { &star.name_zh } else { &star.name_en };
    let value = star.value.map_or_else(|| "—".to_owned(), |value| state.numbers().compact(value, star.unit));
    let sign = state.theme.glyphs.star;
    let change = star_change(state, star).map(|change| format!(" {change}")).unwrap_or_default();
    let all = [
        format!("{sign} {name} {value}{change}"),
        format!("{sign} {name} {value}"),
        format!("{sign} {value}{change}"),
        format!("{sign} {value}"),
    ];
    all.into_iter().find(|text| width(text) <= room)
}
