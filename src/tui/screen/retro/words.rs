//! How things of a retrospective are worded on its page.
use super::sheet::View;
use crate::board::{
    FindingLine, FindingMatter, HintKind, RetroHint, RetroPage, finding_line_text, finding_text,
};
use crate::i18n::{label, tr};
use crate::model::{Cause, Day, FindingKind, FindingVerdict, Lang, Metric, Quantity, RetroStep};
use crate::tui::screen::review::lines::Span;
use crate::tui::state::State;
use crate::tui::text::{fit, width};
use crate::tui::theme::Role;

/// `3 分析原因`
#[must_use]
pub fn step(state: &State, step: RetroStep) -> String {
    format!("{} {}", step as usize + 1, state.say(label::retro_step(step)))
}

/// The steps as the line above the rows names them, and the column each begins at. Where not all have room, the chosen
/// one and which of how many it is.
#[must_use]
pub fn tabs(state: &State, view: &View) -> Vec<(RetroStep, String, u16)> {
    let on = state.desks.retro.step();
    let lay = |steps: &[RetroStep], gap: u16, is_short: bool| {
        let mut x = view.tabs.x;
        let mut out = Vec::new();
        for each in steps {
            let text =
                if is_short && *each != on { (*each as usize + 1).to_string() } else { step(state, *each) };
            let wide = width(&text);
            out.push((*each, text, x));
            x += wide + gap;
        }
        out
    };
    // The names of the sides stand at the right where only one is shown.
    let end = view.tabs.right().saturating_sub(sides_width(state, view));
    let fits = |all: &[(RetroStep, String, u16)]| {
        all.last().is_none_or(|(_, text, x)| x.saturating_add(width(text)) <= end)
    };
    for (gap, is_short) in [(3, false), (2, false), (2, true), (1, true)] {
        let all = lay(RetroStep::ALL, gap, is_short);
        if fits(&all) {
            return all;
        }
    }
    let room = end.saturating_sub(view.tabs.x);
    lay(&[on], 0, false).into_iter().map(|(step, text, x)| (step, fit(&text, room), x)).collect()
}

/// The columns that the names of the sides take.
fn sides_width(state: &State, view: &View) -> u16 {
    if view.is_wide {
        return 0;
    }
    width(state.say(&tr::RETRO_PAGE_NUMBERS)) + width(state.say(&tr::RETRO_PAGE_WRITING)) + 4
}

/// Both names of something, in the language of the interface.
#[must_use]
pub fn named<'a>(state: &State, en: &'a str, zh: &'a str) -> &'a str {
    let (own, other) = if state.lang() == Lang::Zh { (zh, en) } else { (en, zh) };
    if own.is_empty() { other } else { own }
}

/// A metric's name.
#[must_use]
pub fn metric<'a>(state: &State, metric: &'a Metric) -> &'a str {
    named(state, &metric.name_en, &metric.name_zh)
}

/// `11-04`
#[must_use]
pub fn day(day: Day) -> String {
    day.date().format("%m-%d").to_string()
}

/// A share, or `—` where there is none.
#[must_use]
pub fn percent(state: &State, share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| state.numbers().percent(share))
}

/// A difference in percent, with its sign.
#[must_use]
pub fn change(state: &State, change: f64) -> String {
    let text = state.numbers().percent(change);
    if change > 0.0 && !text.starts_with('>') && text != "0%" { format!("+{text}") } else { text }
}

/// A quantity, or `—` where there is none.
#[must_use]
pub fn amount(state: &State, quantity: Option<Quantity>, unit: crate::model::Unit) -> String {
    quantity.map_or_else(|| "—".to_owned(), |quantity| state.numbers().compact(quantity, unit))
}

/// Highlight or lowlight: its sign and its word.
#[must_use]
pub fn kind(state: &State, kind: FindingKind) -> Span {
    let (sign, role) = match kind {
        FindingKind::Highlight => (state.theme.glyphs.rising, Role::Good),
        FindingKind::Lowlight => (state.theme.glyphs.falling, Role::Warn),
    };
    (format!("{sign} {} ", state.say(label::finding_kind(kind))), state.theme.style(role))
}

/// What became of a finding, in a word.
#[must_use]
pub fn verdict(state: &State, line: &FindingLine) -> Span {
    let glyphs = &state.theme.glyphs;
    let (sign, text, role) = match line.finding.as_ref().map(|finding| finding.verdict) {
        Some(FindingVerdict::Kept) => (glyphs.done, label::finding_verdict(FindingVerdict::Kept), Role::Good),
        Some(FindingVerdict::Dismissed) => {
            (glyphs.clash, label::finding_verdict(FindingVerdict::Dismissed), Role::Faint)
        }
        None => (glyphs.look, &tr::RETRO_PAGE_UNDECIDED, Role::Dim),
    };
    (format!("{sign} {}", state.say(text)), state.theme.style(role))
}

/// What a finding says: people's words where there are some, else the numbers'.
#[must_use]
pub fn finding(state: &State, line: &FindingLine) -> String {
    finding_line_text(line, state.lang(), state.numbers())
}

/// What the finding says that a cause explains.
#[must_use]
pub fn explained(state: &State, page: &RetroPage, cause: &Cause) -> Option<String> {
    let id = cause.finding?;
    let of = |line: &&FindingLine| line.finding.as_ref().is_some_and(|finding| finding.id == id);
    page.analysis.findings.iter().find(of).map(|line| finding(state, line))
}

/// The step a hint belongs to.
#[must_use]
pub fn step_of(hint: &RetroHint) -> RetroStep {
    match hint.kind {
        HintKind::GoalLowered => RetroStep::Goal,
        HintKind::NoLowlight
        | HintKind::NoCause
        | HintKind::NamesPerson
        | HintKind::OnlyExternal
        | HintKind::NothingControllable
        | HintKind::FewWhys => RetroStep::Analysis,
        HintKind::ActionWithoutOwner | HintKind::NothingLearned | HintKind::LessonWithoutCause => {
            RetroStep::Insight
        }
    }
}

/// What the numbers say.
#[must_use]
pub fn matter(state: &State, matter: &FindingMatter) -> String {
    finding_text(matter, state.lang(), state.numbers())
}
