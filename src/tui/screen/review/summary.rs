//! What came of the walk: what nobody has come to, what was decided, what is to be done; the scores, where they were
//! given.
use super::lines::{Line, Row, Span};
use super::words::{grades, join};
use super::{page, timer};
use crate::board::{ReviewPage, ReviewedObjective};
use crate::i18n::{Text, label, tr};
use crate::model::NoteKind;
use crate::tui::state::State;
use crate::tui::text::{width, wrap};
use crate::tui::theme::Role;

/// The objectives nobody has come to yet, in their order.
fn unseen<'a>(state: &State, walk: &'a ReviewPage) -> Vec<&'a ReviewedObjective> {
    let desk = &state.desks.review;
    let left = desk.order.iter().filter(|id| !desk.has_seen(**id));
    left.filter_map(|id| walk.page(*id)).collect()
}

/// The objectives a row of the summary leads to, in the order of its items.
#[must_use]
pub fn targets(state: &State, walk: &ReviewPage) -> Vec<crate::model::ObjectiveId> {
    if state.desks.review.is_grading() {
        return state.desks.review.order.clone();
    }
    unseen(state, walk).into_iter().map(|page| page.line.id).collect()
}

fn heading(state: &State, text: &'static Text, n: usize) -> Row {
    let shown = state.fill(&tr::COCKPIT_COUNT, &[("what", state.say(text)), ("n", &n.to_string())]);
    Row::plain(shown, state.theme.style(Role::Accent))
}

/// Its rows.
#[must_use]
pub fn rows(state: &State, walk: &ReviewPage, room: u16) -> Vec<Row> {
    let (theme, desk) = (&state.theme, &state.desks.review);
    let dim = theme.style(Role::Dim);
    let mut rows = Vec::new();
    let is_over = walk.review.as_ref().is_some_and(|review| review.ended_at.is_some());
    let time = timer::shown(desk.timer.whole(state.now.ms));
    let lead = if is_over { &tr::WALK_ENDED } else { &tr::WALK_OPEN };
    rows.push(Row::plain(state.fill(lead, &[("time", &time)]), theme.style(Role::Text)));
    let keys = next_steps(state, is_over);
    rows.extend(wrap(&keys, room).into_iter().map(|line| Row::plain(line, dim)));
    rows.push(Row::blank());
    if desk.is_grading() {
        scores(state, walk, room, &mut rows);
        return rows;
    }
    let left = unseen(state, walk);
    rows.push(heading(state, &tr::WALK_UNSEEN, left.len()));
    for page in left {
        let line = &page.line;
        let text = vec![
            (format!("{} ", theme.glyphs.status(line.health)), theme.status(line.health)),
            (format!("{} ", line.key), dim),
            (line.title.clone(), theme.style(Role::Text)),
        ];
        let right = if line.owner.is_empty() { Vec::new() } else { vec![(format!("@{}", line.owner), dim)] };
        rows.push(Row::item(vec![Line { left: text, right, bar: None }]));
    }
    for (text, is_decision) in [(&tr::WALK_DECISIONS, true), (&tr::WALK_OTHER_NOTES, false)] {
        let mut found = Vec::new();
        for page in desk.order.iter().filter_map(|id| walk.page(*id)) {
            for note in page.notes.iter().filter(|n| (n.kind == NoteKind::Decision) == is_decision) {
                let kind = (!is_decision).then(|| state.say(label::note_kind(note.kind)));
                found.push(said(state, &page.line.key, kind, &note.text, room));
            }
        }
        if is_decision || !found.is_empty() {
            rows.push(Row::blank());
            rows.push(heading(state, text, found.len()));
            rows.extend(found);
        }
    }
    let review = walk.review.as_ref().map(|review| review.id);
    let mut found = Vec::new();
    for page in desk.order.iter().filter_map(|id| walk.page(*id)) {
        for action in page.actions.iter().filter(|action| action.review == review && review.is_some()) {
            let lines = page::action_lines(state, action, room.saturating_sub(width(&page.line.key) + 1));
            found.push(Row { is_item: false, lines: keyed(state, &page.line.key, lines) });
        }
    }
    rows.push(Row::blank());
    rows.push(heading(state, &tr::WALK_NEW_ACTIONS, found.len()));
    rows.extend(found);
    rows
}

/// The keys that lead on from here.
fn next_steps(state: &State, is_over: bool) -> String {
    let contexts = state.contexts();
    let key = |id: &str| state.keymap.labels_in(&contexts, id).into_iter().next().unwrap_or_default();
    let mut keys = vec![("minutes", key("review.minutes")), ("end", key("review.end"))];
    keys.push(("carry", key("review.carry")));
    let args: Vec<(&str, &str)> = keys.iter().map(|(name, key)| (*name, key.as_str())).collect();
    let is_grading = state.desks.review.is_grading();
    let pick = |text: &'static Text, names: &[&str]| {
        let own: Vec<(&str, &str)> = args.iter().copied().filter(|(name, _)| names.contains(name)).collect();
        state.fill(text, &own)
    };
    match (is_grading, is_over) {
        (true, true) => pick(&tr::GRADING_NEXT_OVER, &["carry", "minutes"]),
        (true, false) => pick(&tr::GRADING_NEXT, &["carry", "minutes", "end"]),
        (false, true) => pick(&tr::WALK_NEXT_OVER, &["minutes"]),
        (false, false) => pick(&tr::WALK_NEXT, &["minutes", "end"]),
    }
}

/// Lines with the objective's key before them.
fn keyed(state: &State, key: &str, mut lines: Vec<Line>) -> Vec<Line> {
    let indent = " ".repeat(usize::from(width(key)) + 1);
    let dim = state.theme.style(Role::Dim);
    for (i, line) in lines.iter_mut().enumerate() {
        line.left.insert(0, (if i == 0 { format!("{key} ") } else { indent.clone() }, dim));
    }
    lines
}

fn said(state: &State, key: &str, kind: Option<&str>, text: &str, room: u16) -> Row {
    let theme = &state.theme;
    let taken = width(key) + 3 + kind.map_or(0, |kind| width(kind) + 1);
    let texts = wrap(text, room.saturating_sub(taken).max(12)).into_iter();
    let mut lines: Vec<Line> = texts.map(|line| Line::of(line, theme.style(Role::Text))).collect();
    if let (Some(kind), Some(first)) = (kind, lines.first_mut()) {
        first.left.insert(0, (format!("{kind} "), theme.style(Role::Note)));
    }
    Row { is_item: false, lines: keyed(state, key, lines) }
}

/// Every objective with its score beside what was computed.
fn scores(state: &State, walk: &ReviewPage, room: u16, rows: &mut Vec<Row>) {
    let (theme, desk) = (&state.theme, &state.desks.review);
    let pages: Vec<&ReviewedObjective> = desk.order.iter().filter_map(|id| walk.page(*id)).collect();
    let graded = pages.iter().filter(|page| page.line.grade.is_some()).count();
    rows.push(heading(state, &tr::GRADING_GRADED, graded));
    for page in pages {
        let line = &page.line;
        let left = vec![
            (format!("{} ", line.key), theme.style(Role::Dim)),
            (line.title.clone(), theme.style(Role::Text)),
        ];
        let mut facts: Vec<Span> =
            vec![(state.say(label::ambition(line.ambition)).to_owned(), theme.style(Role::Dim))];
        if page::lacks_cause(page) {
            facts.push((state.say(&tr::GRADING_NO_CAUSE).to_owned(), theme.style(Role::Warn)));
        }
        let below = match line.grade {
            None => vec![(state.say(&tr::GRADING_NONE).to_owned(), theme.style(Role::Faint))],
            Some(_) => grades(state, line.grade, line.progress, room.saturating_sub(4)),
        };
        let mut lines = vec![Line { left, right: join(state, facts), bar: None }];
        lines.push(Line { left: below, ..Line::default() });
        rows.push(Row::item(lines));
    }
}
