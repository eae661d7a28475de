//! The list of retrospectives.
use super::table::{Column, NEEDED, Row, Table};
use super::words;
use crate::board::{RetroAbout, RetroLine, retro_health_text};
use crate::i18n::tr;
use crate::tui::state::State;
use crate::tui::theme::Role;

static COLUMNS: [Column; 5] = [
    Column { heading: &tr::RETROS_COLUMN_DUE, most: 20, is_number: false, rank: NEEDED },
    Column { heading: &tr::RETROS_COLUMN_ACHIEVED, most: 8, is_number: true, rank: 8 },
    Column { heading: &tr::RETROS_COLUMN_WRITTEN, most: 26, is_number: false, rank: 7 },
    Column { heading: &tr::RETROS_COLUMN_LEADER, most: 12, is_number: false, rank: 5 },
    Column { heading: &tr::RETROS_COLUMN_END, most: 10, is_number: false, rank: 4 },
];

/// Where it stands: finished and when, else how long there is left.
fn standing(state: &State, line: &RetroLine) -> (String, Role) {
    if line.is_open() {
        return words::due(state, line.days);
    }
    let on = line.finished_at.map(|at| state.info.zone.day_of(at).to_string()).unwrap_or_default();
    (state.fill(&tr::RETROS_FINISHED, &[("day", &on)]), Role::Dim)
}

/// What is written of it, or that nothing is.
fn written(state: &State, line: &RetroLine) -> (String, Role) {
    if line.status.is_none() {
        return (state.say(&tr::RETROS_NOT_DRAFTED).to_owned(), Role::Dim);
    }
    let parts = words::written(state, &line.written);
    if parts.is_empty() {
        return (state.say(&tr::RETROS_NOTHING_WRITTEN).to_owned(), Role::Dim);
    }
    (parts.join(" "), Role::Text)
}

fn achieved(state: &State, line: &RetroLine) -> String {
    line.achievement.map_or_else(|| "—".to_owned(), |share| state.numbers().percent(share))
}

fn row(state: &State, line: &RetroLine) -> Row {
    let theme = &state.theme;
    let health = theme.status(line.health);
    let style = |(text, role): (String, Role)| (text, theme.style(role));
    Row {
        sign: (theme.glyphs.status(line.health), health),
        name: (line.name.clone(), theme.style(if line.is_open() { Role::Text } else { Role::Dim })),
        cells: vec![
            style(standing(state, line)),
            (achieved(state, line), theme.status(line.primary)),
            style(written(state, line)),
            (line.leader.clone(), theme.style(Role::Dim)),
            (line.end.to_string(), theme.style(Role::Dim)),
        ],
    }
}

/// The list.
pub fn table(state: &State) -> Table<'_> {
    let list = &state.desks.retros.retros;
    Table {
        heading: &tr::RETROS_COLUMN_NAME,
        columns: &COLUMNS,
        count: list.count(),
        chosen: list.position(),
        rows: Box::new(move |from| Box::new(list.shown().skip(from).map(move |line| row(state, line)))),
    }
}

/// What is known of the one under the cursor.
pub fn detail(state: &State) -> Vec<(Role, String)> {
    let Some(line) = state.desks.retros.retro() else { return Vec::new() };
    let (standing, role) = standing(state, line);
    let kind = match line.about {
        RetroAbout::Campaign(_) => &tr::RETROS_OF_CAMPAIGN,
        RetroAbout::Cycle(_) => &tr::RETROS_OF_CYCLE,
    };
    let mut out = vec![
        (Role::Title, line.name.clone()),
        (Role::Dim, words::joined(&[state.say(kind), &line.key, &line.owner])),
        (role, standing),
        (
            Role::Dim,
            state.fill(
                &tr::RETROS_ENDED_DUE,
                &[("end", &line.end.to_string()), ("due", &line.due.to_string())],
            ),
        ),
    ];
    let health = retro_health_text(line, state.lang());
    let achieved = state.fill(&tr::RETROS_ACHIEVED, &[("share", &achieved(state, line))]);
    out.push((Role::Text, words::joined(&[&achieved, &health])));
    if !line.leader.is_empty() {
        out.push((Role::Text, state.fill(&tr::RETROS_LED_BY, &[("name", &line.leader)])));
    }
    out.push((Role::Text, String::new()));
    let parts = words::written(state, &line.written);
    if parts.is_empty() {
        out.push((Role::Dim, written(state, line).0));
    }
    out.extend(parts.into_iter().map(|part| (Role::Text, part)));
    out.push((Role::Text, String::new()));
    let open = if line.status.is_none() { &tr::RETROS_OPEN_DRAFTS } else { &tr::RETROS_OPEN_GOES_ON };
    out.push((Role::Dim, state.fill(open, &[("key", &state.keymap.label("retro.open"))])));
    out
}

/// How many there are, and how many are due.
pub fn title(state: &State) -> String {
    let list = &state.desks.retros.retros;
    let late = list.shown().filter(|line| line.is_open() && line.days < 0).count();
    let open = list.shown().filter(|line| line.is_open()).count();
    let n = [("n", list.count().to_string()), ("open", open.to_string()), ("late", late.to_string())];
    let n = n.each_ref().map(|(key, text)| (*key, text.as_str()));
    state.fill(if late > 0 { &tr::RETROS_COUNT_LATE } else { &tr::RETROS_COUNT }, &n)
}
