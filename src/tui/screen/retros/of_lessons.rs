//! The lessons library.
use super::table::{Column, NEEDED, Row, Table};
use super::words;
use crate::board::{LessonLine, LessonUseLine};
use crate::i18n::{label, tr};
use crate::model::LessonStatus;
use crate::tui::state::State;
use crate::tui::theme::Role;

static COLUMNS: [Column; 5] = [
    Column { heading: &tr::RETROS_COLUMN_HOLDS_FOR, most: 26, is_number: false, rank: 6 },
    Column { heading: &tr::RETROS_COLUMN_BECOMES, most: 9, is_number: false, rank: 3 },
    Column { heading: &tr::RETROS_COLUMN_TAKEN, most: 10, is_number: true, rank: NEEDED },
    Column { heading: &tr::RETROS_COLUMN_HELPED, most: 10, is_number: true, rank: 8 },
    Column { heading: &tr::RETROS_COLUMN_FROM, most: 16, is_number: false, rank: 4 },
];

/// The kind of which there is more, of how many: what was found of it afterwards.
fn helped(line: &LessonLine) -> String {
    let [verified, partly, not] = line.proven();
    let all = verified + partly + not;
    if all == 0 { String::new() } else { format!("{verified}/{all}") }
}

fn from(line: &LessonLine) -> String {
    line.campaign.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()
}

fn row(state: &State, line: &LessonLine) -> Row {
    let theme = &state.theme;
    let is_retired = line.lesson.status == LessonStatus::Retired;
    let (sign, role) =
        if is_retired { (theme.glyphs.clash, Role::Dim) } else { (theme.glyphs.dot, Role::Dim) };
    let dim = theme.style(Role::Dim);
    let taken =
        if line.uses.is_empty() { String::new() } else { format!("{}/{}", line.taken(), line.uses.len()) };
    Row {
        sign: (sign, theme.style(role)),
        name: (line.lesson.title.clone(), theme.style(if is_retired { Role::Dim } else { Role::Text })),
        cells: vec![
            (words::holds_for(state, line).join(" "), dim),
            (state.say(label::lesson_form(line.lesson.form)).to_owned(), dim),
            (taken, theme.style(Role::Text)),
            (helped(line), theme.style(Role::Text)),
            (from(line), dim),
        ],
    }
}

/// The list.
pub fn table(state: &State) -> Table<'_> {
    let list = &state.desks.retros.lessons;
    Table {
        heading: &tr::RETROS_COLUMN_LESSON,
        columns: &COLUMNS,
        count: list.count(),
        chosen: list.position(),
        rows: Box::new(move |from| Box::new(list.shown().skip(from).map(move |line| row(state, line)))),
    }
}

/// What became of a lesson in one campaign.
fn used(state: &State, each: &LessonUseLine) -> (Role, String) {
    let verdict = state.say(label::lesson_verdict(each.used.verdict));
    let form = each.used.form.map(|form| state.say(label::lesson_form(form))).unwrap_or_default();
    let done = each.done.map(|done| if done { &tr::RETROS_TASK_DONE } else { &tr::RETROS_TASK_OPEN });
    let held = each.held.map(|held| if held { &tr::RETROS_BOUND_HELD } else { &tr::RETROS_BOUND_BROKEN });
    let came = done.or(held).map(|text| state.say(text)).unwrap_or_default();
    let proof = each.used.proof.map(|proof| state.say(label::proof(proof))).unwrap_or_default();
    let share = each
        .achievement
        .map(|share| state.fill(&tr::RETROS_ACHIEVED, &[("share", &state.numbers().percent(share))]));
    let over = share.filter(|_| each.is_over).unwrap_or_default();
    let parts = [each.campaign_name.as_str(), verdict, form, came, &over, proof, &each.used.reason];
    let role = if each.used.form.is_some() { Role::Text } else { Role::Dim };
    (role, words::joined(&parts))
}

/// What is known of the one under the cursor.
pub fn detail(state: &State) -> Vec<(Role, String)> {
    let Some(line) = state.desks.retros.lesson() else { return Vec::new() };
    let lesson = &line.lesson;
    let mut out = vec![(Role::Title, lesson.title.clone())];
    if lesson.status == LessonStatus::Retired {
        out.push((Role::Warn, state.say(label::lesson_status(lesson.status)).to_owned()));
    }
    if !lesson.advice.is_empty() {
        out.push((Role::Text, lesson.advice.clone()));
    }
    let due = lesson.due.map(|due| due.to_string()).unwrap_or_default();
    let form = state.say(label::lesson_form(lesson.form));
    let becomes = words::joined(&[form, &due, &lesson.bound]);
    out.push((Role::Note, state.fill(&tr::RETROS_BECOMES, &[("form", &becomes)])));
    out.push((Role::Dim, words::holds_for(state, line).join(" ")));
    if let Some((key, name)) = &line.campaign {
        let cause = line.cause.as_deref().unwrap_or_default();
        let from = words::joined(&[&format!("{name} ({key})"), cause]);
        out.push((Role::Dim, state.fill(&tr::RETROS_LEARNED_IN, &[("from", &from)])));
    }
    if !lesson.author.is_empty() {
        let on = state.info.zone.day_of(lesson.created_at).to_string();
        out.push((Role::Dim, words::joined(&[&lesson.author, &on])));
    }
    out.push((Role::Text, String::new()));
    if line.uses.is_empty() {
        out.push((Role::Dim, state.say(&tr::RETROS_NOT_USED).to_owned()));
    } else {
        let n = [line.taken().to_string(), line.dismissed().to_string()];
        out.push((Role::Text, state.fill(&tr::RETROS_USED, &[("taken", &n[0]), ("dismissed", &n[1])])));
        out.extend(line.uses.iter().map(|each| used(state, each)));
    }
    out
}

/// How many there are.
pub fn title(state: &State) -> String {
    let desk = &state.desks.retros;
    let n = desk.lessons.count().to_string();
    state.fill(if desk.shows_all { &tr::RETROS_LESSONS_ALL } else { &tr::RETROS_LESSONS }, &[("n", &n)])
}
