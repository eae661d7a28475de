//! How a review words what it shows.
use super::lines::Span;
use crate::i18n::{label, tr};
use crate::model::{GradeBand, Quantity, Status};
use crate::tui::state::State;
use crate::tui::text::width;
use crate::tui::theme::Role;

/// Pieces with a dot between them.
#[must_use]
pub fn join(state: &State, pieces: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for piece in pieces.into_iter().filter(|(text, _)| !text.is_empty()) {
        if !out.is_empty() {
            out.push((format!(" {} ", state.theme.glyphs.dot), state.theme.style(Role::Faint)));
        }
        out.push(piece);
    }
    out
}

/// How sure its owner was and is: `信心 7→5 ↓`.
#[must_use]
pub fn confidence(state: &State, then: Option<i64>, now: Option<i64>) -> Option<Span> {
    let (theme, now) = (&state.theme, now?);
    let (shown, role) = match then {
        Some(then) if then > now => {
            (format!("{then}{}{now} {}", theme.glyphs.becomes, theme.glyphs.falling), Role::Warn)
        }
        Some(then) if then < now => {
            (format!("{then}{}{now} {}", theme.glyphs.becomes, theme.glyphs.rising), Role::Good)
        }
        _ => (now.to_string(), Role::Dim),
    };
    Some((state.fill(&tr::WALK_CONFIDENCE, &[("n", &shown)]), theme.style(role)))
}

/// When it was last checked in.
#[must_use]
pub fn ago(state: &State, at: Option<i64>) -> String {
    match at {
        None => state.say(&tr::WALK_NEVER).to_owned(),
        Some(at) => match state.today().0 - state.info.zone.day_of(at).0 {
            ..=0 => state.say(&tr::WALK_TODAY).to_owned(),
            1 => state.say(&tr::WALK_YESTERDAY).to_owned(),
            days => state.fill(&tr::WALK_AGO, &[("n", &days.to_string())]),
        },
    }
}

/// What stands where a computed number will be.
#[must_use]
pub fn hidden(state: &State) -> Vec<Span> {
    vec![(state.say(&tr::GRADING_HIDDEN).to_owned(), state.theme.style(Role::Faint))]
}

fn band(state: &State, value: f64) -> (Status, &'static str) {
    let band = GradeBand::of(value);
    let like = match band {
        GradeBand::High => Status::Met,
        GradeBand::Middle => Status::AtRisk,
        GradeBand::Low => Status::Behind,
    };
    (like, state.say(label::grade_band(band)))
}

/// A grade as people write it: `0.7`.
#[must_use]
pub fn grade(value: Quantity) -> String {
    format!("{:.1}", value.to_f64())
}

/// A score beside what was computed, each with what it means.
#[must_use]
pub fn grades(state: &State, typed: Option<Quantity>, computed: Option<f64>, room: u16) -> Vec<Span> {
    let Some(typed) = typed else { return hidden(state) };
    let theme = &state.theme;
    let (like, meaning) = band(state, typed.to_f64());
    let style = theme.status(Some(like));
    let score = state.fill(&tr::GRADING_SCORE, &[("score", &grade(typed))]);
    let mut out = vec![
        (format!("{score} "), theme.style(Role::Title)),
        (format!("{} {meaning}", theme.glyphs.status(Some(like))), style),
    ];
    let computed_text =
        computed.map_or_else(|| "—".to_owned(), |share| format!("{:.2}", share.clamp(0.0, 1.0)));
    let beside = state.fill(&tr::GRADING_COMPUTED, &[("score", &computed_text)]);
    out.push((format!("  {} ", theme.glyphs.frame[5]), theme.style(Role::Faint)));
    out.push((beside, theme.style(Role::Text)));
    if let Some(share) = computed {
        let (like, meaning) = band(state, share.clamp(0.0, 1.0));
        let style = theme.status(Some(like));
        let sign = theme.glyphs.status(Some(like));
        let used: u16 = out.iter().map(|(text, _)| width(text)).sum();
        let full = format!(" {sign} {meaning}");
        out.push((if used + width(&full) <= room { full } else { format!(" {sign}") }, style));
    }
    out
}
