//! What is known of the row under the cursor beside what has room in it.
use super::rows::Thing;
use super::words;
use crate::board::{Contribution, KeyResultLine, ObjectiveLine};
use crate::i18n::{label, tr};
use crate::model::{Quantity, Unit};
use crate::tui::state::State;
use crate::tui::text::put;
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The rows it takes with the line above it; none where the list needs them all.
#[must_use]
pub fn rows(height: u16) -> u16 {
    match height {
        0..16 => 0,
        16..26 => 4,
        _ => 5,
    }
}

/// Draws it below its line.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    if area.height < 2 {
        return;
    }
    let edge = Rect { x: area.x - 1, width: area.width + 2, ..area };
    frame::divide(buf, edge, area.y, &state.theme);
    let desk = &state.desks.okr;
    let lines = match (desk.cursor, desk.objective(), desk.key_result()) {
        (Some(Thing::Objective(_)), Some(line), _) => of_objective(state, line),
        (_, _, Some(line)) => of_key_result(state, line),
        _ => Vec::new(),
    };
    for (y, (role, text)) in (area.y + 1..area.bottom()).zip(lines) {
        put(buf, area.x + 2, y, area.width.saturating_sub(3), &text, state.theme.style(role));
    }
}

/// Joins what there is.
fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}

fn of_objective(state: &State, line: &ObjectiveLine) -> Vec<(Role, String)> {
    let mut out = vec![(Role::Title, format!("{}  {}", line.path, line.title))];
    let tags = line.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    out.push((
        Role::Dim,
        joined(&[
            state.say(label::level(line.level)),
            &line.team,
            &line.owner,
            state.say(label::ambition(line.ambition)),
            state.say(label::objective_status(line.status)),
            &tags,
        ]),
    ));
    let aligned = match &line.parent {
        Some(parent) => {
            let to = format!("{} {}", parent.path, parent.title);
            state.fill(&tr::OKR_ALIGNED_TO, &[("to", &to)])
        }
        None => state.say(&tr::OKR_LOOSE).to_owned(),
    };
    let carried = line.carried_from.as_ref().map(|from| state.fill(&tr::OKR_CARRIED, &[("from", from)]));
    out.push((Role::Dim, joined(&[&aligned, carried.as_deref().unwrap_or_default()])));
    if !line.description.is_empty() {
        out.push((Role::Text, line.description.replace('\n', " ")));
    }
    out
}

fn of_key_result(state: &State, line: &KeyResultLine) -> Vec<(Role, String)> {
    let numbers = state.numbers();
    let mut out = vec![(Role::Title, format!("{}  {}", line.path, words::title(state, line)))];
    let expected = words::expected(line)
        .map(|due| state.fill(&tr::COCKPIT_DUE, &[("share", &numbers.percent(due))]))
        .unwrap_or_default();
    let weight = state.fill(&tr::OKR_WEIGHT, &[("share", &numbers.percent(line.share))]);
    let days = format!("{} ~ {}", line.line.start, line.line.end);
    out.push((
        Role::Dim,
        joined(&[
            state.say(label::feed(line.feed)),
            &words::value(state, line, true),
            &expected,
            &weight,
            &line.owner,
            &days,
        ]),
    ));
    out.push((Role::Dim, campaigns(state, line)));
    if !line.note.is_empty() {
        let age = line.checked_at.map(|at| words::ago(state, at)).unwrap_or_default();
        out.push((
            Role::Note,
            state.fill(&tr::OKR_SAID, &[("age", &age), ("note", &line.note.replace('\n', " "))]),
        ));
    }
    out
}

/// The campaigns that work for it, and whether what they are to bring covers what is missing.
fn campaigns(state: &State, line: &KeyResultLine) -> String {
    let (numbers, unit) = (state.numbers(), line.line.unit);
    if line.campaigns.is_empty() {
        return state.say(&tr::OKR_UNSERVED).to_owned();
    }
    let shown = |value: Option<Quantity>, unit: Unit| {
        value.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, unit))
    };
    let one = |campaign: &Contribution| {
        let planned = shown(campaign.planned, unit);
        format!(
            "{} {}/{}",
            campaign.name,
            shown(campaign.brought, unit),
            planned.trim_start_matches(numbers.symbol)
        )
    };
    let all = line.campaigns.iter().map(one).collect::<Vec<_>>().join("  ");
    let covered = line.coverage.map(|cover| {
        let args =
            [("missing", shown(Some(cover.missing), unit)), ("planned", shown(Some(cover.planned), unit))];
        let args = args.each_ref().map(|(key, text)| (*key, text.as_str()));
        state.fill(&tr::OKR_COVERED, &args)
    });
    joined(&[&covered.unwrap_or_default(), &all])
}
