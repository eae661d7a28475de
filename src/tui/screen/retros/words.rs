//! How things of this screen are worded, wherever they stand.
use crate::board::{LessonLine, Written};
use crate::i18n::{Text, label, tr};
use crate::model::{Aim, Metric, Quantity, Stage, Unit};
use crate::tui::runtime::ChoiceKind;
use crate::tui::state::State;
use crate::tui::theme::Role;

/// How long there is left until a day, in words.
pub fn due(state: &State, days: i32) -> (String, Role) {
    let n = days.unsigned_abs().to_string();
    let n = [("n", n.as_str())];
    match days {
        ..0 => (state.fill(&tr::RETROS_OVERDUE, &n), Role::Bad),
        0 => (state.say(&tr::RETROS_DUE_TODAY).to_owned(), Role::Warn),
        1 => (state.say(&tr::RETROS_DUE_TOMORROW).to_owned(), Role::Warn),
        _ => (state.fill(&tr::RETROS_DUE_IN, &n), Role::Text),
    }
}

/// What is written, each with how many there are of it.
pub fn written(state: &State, written: &Written) -> Vec<String> {
    let parts: [(usize, &'static Text); 6] = [
        (written.findings, &tr::RETROS_N_FINDINGS),
        (written.causes, &tr::RETROS_N_CAUSES),
        (written.insights, &tr::RETROS_N_INSIGHTS),
        (written.answers, &tr::RETROS_N_ANSWERS),
        (written.lessons, &tr::RETROS_N_LESSONS),
        (written.actions, &tr::RETROS_N_ACTIONS),
    ];
    let there = parts.into_iter().filter(|(n, _)| *n > 0);
    there.map(|(n, text)| state.fill(text, &[("n", &n.to_string())])).collect()
}

/// What a key is called, where that is known.
fn named(state: &State, kind: ChoiceKind, key: &str) -> String {
    let all = state.choices.get(&kind).map(Vec::as_slice).unwrap_or_default();
    let found = all.iter().find(|choice| choice.key == key);
    found.map_or_else(|| key.to_owned(), |choice| choice.name(state.lang()).to_owned())
}

/// What a lesson holds for: playbooks, channels, stages, metrics, words of one's own.
pub fn holds_for(state: &State, line: &LessonLine) -> Vec<String> {
    let lesson = &line.lesson;
    let of = |kind, keys: &[String]| keys.iter().map(move |key| named(state, kind, key)).collect::<Vec<_>>();
    let stage = |word: &String| {
        word.parse::<Stage>().map_or_else(|_| word.clone(), |stage| state.say(label::stage(stage)).to_owned())
    };
    let mut out = of(ChoiceKind::Playbooks, &lesson.playbooks.0);
    out.extend(of(ChoiceKind::Channels, &lesson.channels.0));
    out.extend(lesson.stages.0.iter().map(stage));
    out.extend(of(ChoiceKind::Metrics, &lesson.metrics.0));
    out.extend(lesson.tags.0.iter().map(|tag| format!("#{tag}")));
    out
}

/// By how much a metric should move: `+15%`, `-¥5`, `+0.5pp`.
pub fn aim(state: &State, aim: Aim, metric: &Metric) -> String {
    match aim {
        Aim::Share(_) => aim.to_string(),
        Aim::Amount(by) if metric.unit == Unit::Percent => {
            let points = Quantity::from_micros(by.micros().saturating_mul(100));
            let sign = if points > Quantity::ZERO { "+" } else { "" };
            state.fill(&tr::RETROS_POINTS, &[("n", &format!("{sign}{points}"))])
        }
        Aim::Amount(by) => state.numbers().signed(by, metric.unit),
    }
}

/// A name of a metric with what it should do: `CAC -10%`.
pub fn wanted(state: &State, metric: Option<&Metric>, by: Option<Aim>) -> String {
    let Some(metric) = metric else { return String::new() };
    let name = metric.name(state.lang());
    by.map_or_else(|| name.to_owned(), |by| format!("{name} {}", aim(state, by, metric)))
}

/// Joins what there is.
pub fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}
