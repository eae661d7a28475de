//! The chart of the chosen target, with its legend in the title.
use crate::board::Window;
use crate::i18n::{Text, tr};
use crate::tui::state::State;
use crate::tui::text::{put, width};
use crate::tui::theme::Role;
use crate::tui::widget::{chart, frame};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a window is called.
#[must_use]
pub fn window_name(window: Window) -> &'static Text {
    match window {
        Window::Week => &tr::CHART_WINDOW_WEEK,
        Window::Month => &tr::CHART_WINDOW_MONTH,
        Window::All => &tr::CHART_WINDOW_ALL,
    }
}

/// The target whose chart is here: for a moment after moving on, that is not yet the chosen one. None where the chosen
/// campaign has no target.
fn drawn(state: &State) -> Option<&crate::board::TargetLine> {
    state.want()?;
    let of = state.chart.target?;
    let known = (crate::tui::screen::shown(state).lines)(state);
    let known = known.into_iter().flat_map(|c| &c.targets).find(|t| t.id == of);
    known.or_else(|| state.target().filter(|target| target.id == of))
}

/// Draws the chart; with the notes' texts below it where they stand nowhere else.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, has_legend: bool) {
    let Some(target) = drawn(state) else { return };
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let look = chart::Look {
        chart: &state.chart,
        unit: target.unit,
        numbers: state.numbers(),
        theme: &state.theme,
        has_legend,
        has_goal: state.look.window == Window::All,
    };
    chart::draw(buf, inner, &look);
    if state.chart.actual.iter().all(Option::is_none) {
        let key = state.keymap.label("reading.record");
        let text = state.fill(&tr::COCKPIT_NO_READINGS, &[("key", &key)]);
        let x = inner.x + inner.width.saturating_sub(width(&text)) / 2;
        put(buf, x, inner.y + inner.height / 2, inner.width, &text, state.theme.style(Role::Dim));
    }
}

/// Writes the title: what is drawn, its legend, the window and the forecast.
pub fn title(state: &State, buf: &mut Buffer, line: Rect) {
    let Some(target) = drawn(state) else { return };
    let theme = &state.theme;
    let (dim, name) = (theme.style(Role::Dim), state.name_of(target).to_owned());
    let ascii = theme.glyphs.ascii;
    let sign = |unicode: &'static str, plain: &'static str| if ascii { plain } else { unicode };
    let window = format!(" · {}  ", state.say(window_name(state.look.window)));
    let (plan, actual) = (state.say(&tr::CHART_PLAN), state.say(&tr::CHART_ACTUAL));
    let has_cone = chart::has_cone(&state.chart);
    let forecast = if has_cone { state.say(&tr::CHART_FORECAST) } else { "" };
    let (band, band_style) = match theme.band() {
        Some(ground) => ("  ", dim.bg(ground)),
        None => (sign("░░", "::"), theme.style(Role::Cone)),
    };
    let pieces = [
        (name.as_str(), theme.style(Role::Text)),
        (window.as_str(), dim),
        (sign("╌╌", ".."), theme.style(Role::Plan)),
        (" ", dim),
        (plan, dim),
        ("  ", dim),
        (sign("━━", "**"), theme.style(Role::Actual)),
        (" ", dim),
        (actual, dim),
        (if has_cone { "  " } else { "" }, dim),
        (if has_cone { band } else { "" }, band_style),
        (if has_cone { " " } else { "" }, dim),
        (forecast, dim),
    ];
    frame::title(buf, line, line.y, &pieces);
    let used: u16 = pieces.iter().map(|(text, _)| width(text)).sum();
    if let Some(forecast) = target.forecast.as_ref().filter(|f| f.high > f.low) {
        let numbers = state.numbers();
        let (low, high) =
            (numbers.compact_f64(forecast.low, target.unit), numbers.compact_f64(forecast.high, target.unit));
        let text = state.fill(&tr::CHART_ENDS_AT, &[("low", &low), ("high", &high)]);
        frame::title_right(buf, line, line.y, line.x + used + 5, &text, dim);
    }
}
