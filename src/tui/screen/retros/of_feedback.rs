//! What users said: what nobody answered first, by priority.
use super::table::{Column, NEEDED, Row, Table};
use super::words;
use crate::board::FeedbackLine;
use crate::i18n::{label, tr};
use crate::model::{Feedback, Priority};
use crate::tui::state::State;
use crate::tui::theme::Role;

static COLUMNS: [Column; 6] = [
    Column { heading: &tr::RETROS_COLUMN_PRIORITY, most: 8, is_number: false, rank: NEEDED },
    Column { heading: &tr::RETROS_COLUMN_ANSWERED, most: 12, is_number: false, rank: 8 },
    Column { heading: &tr::RETROS_COLUMN_PEOPLE, most: 8, is_number: true, rank: 7 },
    Column { heading: &tr::RETROS_COLUMN_CATEGORY, most: 12, is_number: false, rank: 6 },
    Column { heading: &tr::RETROS_COLUMN_SOURCE, most: 12, is_number: false, rank: 4 },
    Column { heading: &tr::RETROS_COLUMN_CAMPAIGN, most: 16, is_number: false, rank: 3 },
];

fn of(line: &FeedbackLine) -> Option<&Feedback> {
    line.note.feedback.as_ref()
}

fn is_answered(line: &FeedbackLine) -> bool {
    of(line).is_some_and(Feedback::is_answered)
}

fn answered(state: &State, line: &FeedbackLine) -> (String, Role) {
    let (text, role) = if is_answered(line) {
        (&tr::RETROS_ANSWERED, Role::Dim)
    } else {
        (&tr::RETROS_UNANSWERED, if line.priority == Priority::P1 { Role::Bad } else { Role::Warn })
    };
    (state.say(text).to_owned(), role)
}

fn row(state: &State, line: &FeedbackLine) -> Row {
    let theme = &state.theme;
    let style = |(text, role): (String, Role)| (text, theme.style(role));
    let dim = theme.style(Role::Dim);
    let own = |unicode, plain| if theme.glyphs.ascii { plain } else { unicode };
    let (sign, role) = match (is_answered(line), line.priority) {
        (true, _) => (own("✔", "Y"), Role::Good),
        (false, Priority::P1) => (theme.glyphs.urgent, Role::Bad),
        (false, _) => (theme.glyphs.look, Role::Warn),
    };
    let part = |text: fn(&Feedback) -> String| of(line).map(text).unwrap_or_default();
    let people = part(|feedback| feedback.count.to_string());
    Row {
        sign: (sign, theme.style(role)),
        name: (
            line.note.text.replace('\n', " "),
            theme.style(if is_answered(line) { Role::Dim } else { Role::Text }),
        ),
        cells: vec![
            (state.say(label::priority(line.priority)).to_owned(), theme.style(Role::Text)),
            style(answered(state, line)),
            (people, theme.style(Role::Text)),
            (part(|feedback| feedback.category.clone()), dim),
            (part(|feedback| feedback.source.clone()), dim),
            (line.campaign_key.clone(), dim),
        ],
    }
}

/// The list.
pub fn table(state: &State) -> Table<'_> {
    let list = &state.desks.retros.feedback;
    Table {
        heading: &tr::RETROS_COLUMN_SAID,
        columns: &COLUMNS,
        count: list.count(),
        chosen: list.position(),
        rows: Box::new(move |from| Box::new(list.shown().skip(from).map(move |line| row(state, line)))),
    }
}

/// What is known of the one under the cursor.
pub fn detail(state: &State) -> Vec<(Role, String)> {
    let Some(line) = state.desks.retros.said() else { return Vec::new() };
    let mut out = vec![(Role::Title, line.note.text.clone())];
    let (answered, role) = answered(state, line);
    let priority = state.say(label::priority(line.priority));
    out.push((role, words::joined(&[priority, &answered])));
    if let Some(feedback) = of(line) {
        let people = state.fill(&tr::RETROS_PEOPLE, &[("n", &feedback.count.to_string())]);
        let impact = state.say(label::impact(feedback.impact));
        let impact = state.fill(&tr::RETROS_IMPACT, &[("impact", impact)]);
        out.push((Role::Text, words::joined(&[&people, &impact])));
        out.push((Role::Dim, words::joined(&[&feedback.source, &feedback.category])));
    }
    let at = state.info.zone.day_of(line.note.at).to_string();
    out.push((Role::Dim, words::joined(&[&line.campaign_key, &at, &line.note.author])));
    out.push((Role::Text, String::new()));
    match of(line).filter(|feedback| !feedback.answer.is_empty()) {
        Some(feedback) => {
            let on = feedback.answered_at.map(|at| state.info.zone.day_of(at).to_string());
            let head = state.fill(&tr::RETROS_ANSWERED_ON, &[("day", &on.unwrap_or_default())]);
            out.extend([(Role::Dim, head), (Role::Text, feedback.answer.clone())]);
        }
        None => {
            let key = state.keymap.label("feedback.answer");
            out.push((Role::Dim, state.fill(&tr::RETROS_ANSWER_IT, &[("key", &key)])));
        }
    }
    out
}

/// How many there are, and how many wait for an answer.
pub fn title(state: &State) -> String {
    let list = &state.desks.retros.feedback;
    let open = list.shown().filter(|line| !is_answered(line)).count();
    let args = [("open", open.to_string()), ("n", list.count().to_string())];
    let args = args.each_ref().map(|(key, text)| (*key, text.as_str()));
    state.fill(&tr::RETROS_FEEDBACK, &args)
}
