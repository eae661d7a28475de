//! The targets of the chosen campaign: value and goal, bar with the expected mark, progress, expected, status.
use super::{page, words};
use crate::board::TargetLine;
use crate::i18n::tr;
use crate::model::{TargetId, TargetKind};
use crate::tui::state::{Pane, State};
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The texts of one line.
struct Texts {
    name: String,
    value: String,
    sign: &'static str,
    goal: String,
    progress: String,
    due: String,
    pace: String,
    word: &'static str,
}

/// How wide each column is.
#[derive(Default)]
struct Widths {
    name: u16,
    value: u16,
    goal: u16,
    due: u16,
    word: u16,
}

fn texts(state: &State, target: &TargetLine) -> Texts {
    let numbers = state.numbers();
    let name = if target.is_guardrail {
        format!("{} {}", state.name_of(target), state.say(&tr::COCKPIT_GUARDRAIL))
    } else {
        state.name_of(target).to_owned()
    };
    let is_reach = target.kind != TargetKind::Keep;
    let due = target
        .plan_share
        .filter(|_| is_reach && target.actual.is_some())
        .map(|share| state.fill(&tr::COCKPIT_DUE, &[("share", &numbers.percent(share))]));
    Texts {
        name,
        value: target.actual.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, target.unit)),
        sign: words::sign(target),
        goal: words::goal(state, target),
        progress: target.progress.filter(|_| is_reach).map(|p| numbers.percent(p)).unwrap_or_default(),
        due: due.unwrap_or_default(),
        pace: if is_reach { words::pace(state, target) } else { String::new() },
        word: words::status(state, target),
    }
}

/// Draws the chosen campaign's targets.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let Some(campaign) = state.campaign() else { return };
    if campaign.targets.is_empty() {
        let key = state.keymap.label("target.add");
        let text = state.fill(&tr::COCKPIT_NO_TARGETS, &[("key", &key)]);
        put(buf, area.x + 1, area.y, area.width - 1, &text, state.theme.style(Role::Dim));
        return;
    }
    lines(state, buf, area, &campaign.targets, state.look.target, state.look.pane == Pane::Targets);
}

/// Draws targets, one a line, around the chosen one; the flag tells whether the cursor is here.
pub fn lines(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    targets: &[TargetLine],
    chosen: Option<TargetId>,
    is_focused: bool,
) {
    let lines: Vec<(&TargetLine, Texts)> = targets.iter().map(|t| (t, texts(state, t))).collect();
    let max = |of: fn(&Texts) -> &str| lines.iter().map(|(_, t)| width(of(t))).max().unwrap_or(0);
    let widths = Widths {
        name: max(|t| &t.name).min(area.width / 4),
        value: max(|t| &t.value),
        goal: max(|t| &t.goal),
        due: max(|t| &t.due),
        word: max(|t| t.word),
    };
    let at = targets.iter().position(|t| Some(t.id) == chosen).unwrap_or(0);
    let from = page(at, lines.len(), area.height);
    for (y, (target, texts)) in (area.y..area.bottom()).zip(lines.iter().skip(from)) {
        if Some(target.id) == chosen {
            let role = if is_focused { Role::Accent } else { Role::Faint };
            put(buf, area.x, y, 1, state.theme.glyphs.cursor, state.theme.style(role));
        }
        line(state, buf, Rect { y, height: 1, ..area }, target, texts, &widths);
    }
}

fn line(state: &State, buf: &mut Buffer, area: Rect, target: &TargetLine, texts: &Texts, widths: &Widths) {
    let theme = &state.theme;
    let (y, status) = (area.y, theme.status(Some(target.status)));
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    // From the right: word, pace, glyph, expected, progress. What is left is the bar's.
    let mut right = area.right().saturating_sub(1);
    put(buf, right - widths.word.min(right), y, widths.word, texts.word, status);
    right = right.saturating_sub(widths.word + 1);
    put_right(buf, area.x, right, y, &texts.pace, status);
    right = right.saturating_sub(6);
    put(buf, right - 1, y, 1, theme.glyphs.status(Some(target.status)), status);
    right = right.saturating_sub(2);
    let mut x = area.x + 2;
    put(buf, x, y, widths.name, &fit(&texts.name, widths.name), text);
    x += widths.name + 2;
    put_right(buf, x, x + widths.value, y, &texts.value, theme.style(Role::Title));
    x += widths.value + 1;
    if x + widths.goal + 2 < right {
        put(buf, x, y, 1, texts.sign, dim);
        put(buf, x + 2, y, widths.goal, &texts.goal, dim);
        x += widths.goal + 4;
    }
    if widths.due > 0 && right.saturating_sub(x) >= widths.due + 18 {
        put_right(buf, x, right - 1, y, &texts.due, dim);
        right -= widths.due + 2;
    }
    if right.saturating_sub(x) >= 12 {
        put_right(buf, x, right, y, &texts.progress, text);
        right -= 6;
    }
    let room = right.saturating_sub(x);
    if target.kind != TargetKind::Keep && room >= 4 {
        let mark = target.plan_share.filter(|_| target.actual.is_some());
        bar::draw(buf, (x, y), room, target.progress, mark, status, theme);
    }
}
