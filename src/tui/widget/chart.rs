//! The chart of one target: plan, actual, forecast cone, goal, notes, today.
use super::plot::Plot;
use crate::board::Chart;
use crate::i18n::tr;
use crate::model::{Style as Numbers, Unit};
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a chart is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The data.
    pub chart: &'a Chart,
    /// What the target counts in.
    pub unit: Unit,
    /// How numbers are written.
    pub numbers: Numbers,
    /// Colours and glyphs.
    pub theme: &'a Theme,
    /// True where the notes' texts stand below.
    pub has_legend: bool,
}

struct Scale {
    plot: Rect,
    low: f64,
    high: f64,
    days: usize,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
impl Scale {
    // In dots: two to a cell across, four down.
    fn x(&self, day: usize) -> f64 {
        let span = f64::from(self.plot.width) * 2.0 - 1.0;
        if self.days < 2 { span / 2.0 } else { day as f64 / (self.days - 1) as f64 * span }
    }

    fn y(&self, value: f64) -> f64 {
        let span = f64::from(self.plot.height) * 4.0 - 1.0;
        ((self.high - value) / (self.high - self.low) * span).clamp(-4.0, span + 4.0)
    }

    fn column(&self, day: usize) -> u16 {
        self.plot.left() + ((self.x(day) / 2.0) as u16).min(self.plot.width.saturating_sub(1))
    }

    fn row(&self, value: f64) -> Option<u16> {
        let row = self.y(value) / 4.0;
        (row >= 0.0 && row < f64::from(self.plot.height)).then(|| self.plot.top() + row as u16)
    }
}

/// The smallest and largest value that has to be seen.
fn bounds(chart: &Chart) -> (f64, f64) {
    let cone = chart.cone.iter().flatten().flat_map(|(low, mid, high)| [*low, *mid, *high]);
    let all = chart.plan.iter().copied().chain(chart.actual.iter().flatten().copied()).chain(cone);
    let all = all.chain([chart.goal]).filter(|v| v.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if !low.is_finite() || !high.is_finite() {
        return (0.0, 1.0);
    }
    // A curve that begins near zero is read from zero; one that lives far above it would be a flat line then.
    let low = if low >= 0.0 && low < high * 0.6 { 0.0 } else { low };
    let room = ((high - low) * 0.06).max(high.abs() * 1e-6).max(1e-6);
    (if low == 0.0 { 0.0 } else { low - room }, high + room)
}

/// Round steps: 1, 2 or 5 times a power of ten, at most `most` of them.
fn step(span: f64, most: u16) -> f64 {
    let rough = span / f64::from(most.max(1));
    let power = 10f64.powf(rough.log10().floor());
    let lead = rough / power;
    power
        * if lead <= 1.0 {
            1.0
        } else if lead <= 2.0 {
            2.0
        } else if lead <= 5.0 {
            5.0
        } else {
            10.0
        }
}

#[allow(clippy::cast_possible_truncation)]
fn ticks(low: f64, high: f64, most: u16) -> Vec<f64> {
    let step = step(high - low, most);
    if !step.is_finite() || step <= 0.0 {
        return Vec::new();
    }
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    #[allow(clippy::cast_precision_loss)]
    (first..=last.min(first + 20)).map(|n| n as f64 * step).collect()
}

/// Draws the chart into an area.
pub fn draw(buf: &mut Buffer, area: Rect, look: &Look<'_>) {
    let chart = look.chart;
    if area.width < 20 || area.height < 4 || chart.days.is_empty() {
        return;
    }
    let legend = u16::from(look.has_legend && area.height >= 11 && !chart.marks.is_empty());
    let rows = area.height - 2 - legend;
    let (low, high) = bounds(chart);
    let ticks = ticks(low, high, (rows / 2).clamp(1, 5));
    let label = |v: f64| look.numbers.compact_f64(v, look.unit);
    let gutter = ticks.iter().map(|v| width(&label(*v))).max().unwrap_or(0).min(area.width / 3) + 1;
    let plot = Rect::new(area.left() + gutter + 1, area.top(), area.width - gutter - 2, rows);
    let scale = Scale { plot, low, high, days: chart.days.len() };
    axes(buf, area, look, &scale, &ticks, gutter);
    grounds(buf, look, &scale);
    lines(buf, look, &scale);
    days(buf, look, &scale);
    if legend == 1 {
        notes(buf, Rect::new(plot.left(), area.bottom() - 1, plot.width, 1), look);
    }
}

fn axes(buf: &mut Buffer, area: Rect, look: &Look<'_>, scale: &Scale, ticks: &[f64], gutter: u16) {
    let (dim, faint) = (look.theme.style(Role::Dim), look.theme.style(Role::Faint));
    let x = area.left() + gutter;
    let [.., corner, _, h, v, _, tee] = look.theme.glyphs.frame;
    for y in scale.plot.top()..scale.plot.bottom() {
        put(buf, x, y, 1, v, faint);
    }
    let axis = scale.plot.bottom();
    for x in x..scale.plot.right() {
        put(buf, x, axis, 1, h, faint);
    }
    put(buf, x, axis, 1, corner, faint);
    for value in ticks {
        // Zero stands on the axis itself.
        let row = if *value <= scale.low { Some(axis) } else { scale.row(*value) };
        if let Some(y) = row {
            put_right(buf, area.left(), x, y, &look.numbers.compact_f64(*value, look.unit), dim);
            if y < axis {
                put(buf, x, y, 1, tee, faint);
            }
        }
    }
}

/// What lies behind the lines: the cone, the goal, today.
fn grounds(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    let (chart, plot) = (look.chart, scale.plot);
    let cone = look.theme.style(Role::Cone);
    let spans: Vec<(usize, (f64, f64, f64))> =
        chart.cone.iter().enumerate().filter_map(|(day, c)| c.map(|c| (day, c))).collect();
    for pair in spans.windows(2) {
        let [(day, a), (next, b)] = pair else { continue };
        let (from, to) = (scale.x(*day) / 2.0, scale.x(*next) / 2.0);
        for x in plot.left()..plot.right() {
            let at = f64::from(x - plot.left()) + 0.5;
            if at < from || at > to + 0.5 {
                continue;
            }
            let t = ((at - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
            let (top, bottom) = (scale.y(a.2 + (b.2 - a.2) * t) / 4.0, scale.y(a.0 + (b.0 - a.0) * t) / 4.0);
            for y in plot.top()..plot.bottom() {
                let middle = f64::from(y - plot.top()) + 0.5;
                if middle >= top - 0.5 && middle <= bottom + 0.5 {
                    put(buf, x, y, 1, look.theme.glyphs.cone, cone);
                }
            }
        }
    }
    if let Some(today) = chart.today {
        for y in plot.top()..plot.bottom() {
            put(buf, scale.column(today), y, 1, look.theme.glyphs.today, look.theme.style(Role::Faint));
        }
    }
    if let Some(y) = scale.row(chart.goal) {
        let goal = look.theme.style(Role::Goal);
        for x in plot.left()..plot.right() {
            if (x - plot.left()) % 2 == 0 {
                put(buf, x, y, 1, look.theme.glyphs.goal, goal);
            }
        }
        let text = tr::CHART_GOAL.get(look.numbers.lang);
        put(buf, plot.left() + 1, y, plot.width, &format!(" {text} "), goal);
    }
}

fn lines(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    let (chart, plot) = (look.chart, scale.plot);
    let (mut plan, mut actual) = (Plot::new(plot.width, plot.height), Plot::new(plot.width, plot.height));
    let point = |day: usize, value: f64| (scale.x(day), scale.y(value));
    for (day, pair) in chart.plan.windows(2).enumerate() {
        if let [a, b] = pair {
            plan.line(point(day, *a), point(day + 1, *b), |x| x % 4 < 2, false);
        }
    }
    let known: Vec<(usize, f64)> =
        chart.actual.iter().enumerate().filter_map(|(day, v)| v.map(|v| (day, v))).collect();
    for pair in known.windows(2) {
        if let [(day, a), (next, b)] = pair {
            actual.line(point(*day, *a), point(*next, *b), |_| true, true);
        }
    }
    if let [(day, only)] = known[..] {
        let at = point(day, only);
        actual.line((at.0 - 1.0, at.1), (at.0 + 1.0, at.1), |_| true, true);
    }
    for y in 0..plot.height {
        for x in 0..plot.width {
            let (sign, role, plain) = match (actual.sign(x, y), plan.sign(x, y)) {
                (Some(sign), _) => (sign, Role::Actual, "*"),
                (None, Some(sign)) => (sign, Role::Plan, "."),
                (None, None) => continue,
            };
            let text = if look.theme.glyphs.ascii { plain.to_owned() } else { sign.to_string() };
            put(buf, plot.left() + x, plot.top() + y, 1, &text, look.theme.style(role));
        }
    }
}

/// The days below the axis: the first, today, the last; the notes' numbers on the axis.
fn days(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    let (chart, plot) = (look.chart, scale.plot);
    let (dim, y) = (look.theme.style(Role::Dim), plot.bottom() + 1);
    let short = |day: &crate::model::Day| day.date().format("%m-%d").to_string();
    let (first, last) = (chart.days.first().map(short), chart.days.last().map(short));
    let first_end = first.map_or(plot.left(), |text| put(buf, plot.left(), y, plot.width, &text, dim));
    let last_start = plot.right().saturating_sub(last.as_deref().map_or(0, width));
    if let Some(text) = last.filter(|_| chart.days.len() > 1 && last_start > first_end) {
        put(buf, last_start, y, plot.width, &text, dim);
    }
    if let Some(today) = chart.today {
        let text = tr::CHART_TODAY.get(look.numbers.lang);
        let x = scale.column(today).saturating_sub(width(text) / 2);
        if x > first_end && x + width(text) < last_start {
            put(buf, x, y, plot.width, text, look.theme.style(Role::Text));
        }
    }
    let mut marks: Vec<_> = chart.marks.iter().collect();
    marks.sort_by_key(|mark| (mark.day, mark.number));
    let mut free = plot.left();
    for mark in marks {
        let sign = look.theme.glyphs.number(mark.number);
        let x = scale.column(mark.day).max(free);
        // Beside one another where they share a day; a blank keeps signs apart that may be two columns wide.
        free =
            put(buf, x, plot.bottom(), plot.right().saturating_sub(x), &sign, look.theme.style(Role::Note))
                + 1;
    }
}

fn notes(buf: &mut Buffer, area: Rect, look: &Look<'_>) {
    let mut x = area.left();
    for mark in &look.chart.marks {
        let room = area.right().saturating_sub(x);
        if room < 8 {
            break;
        }
        let sign = look.theme.glyphs.number(mark.number);
        x = put(buf, x, area.y, room, &sign, look.theme.style(Role::Note)) + 1;
        let text = fit(&mark.text, area.right().saturating_sub(x));
        x = put(buf, x, area.y, room, &text, look.theme.style(Role::Dim)) + 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(0.0, 1_060_000.0, 4), [0.0, 500_000.0, 1_000_000.0]);
        assert_eq!(ticks(0.0, 0.9, 5), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8]);
        assert!(ticks(0.0, 0.0, 5).is_empty());
    }

    #[test]
    fn a_curve_far_above_zero_is_not_read_from_zero() {
        let chart = Chart { plan: vec![100.0, 110.0], goal: 110.0, ..Chart::default() };
        let (low, high) = bounds(&chart);
        assert!(low > 90.0 && high > 110.0);
        let from_zero = Chart { plan: vec![5.0, 110.0], goal: 110.0, ..Chart::default() };
        assert!(bounds(&from_zero).0 == 0.0);
    }

    #[test]
    fn values_that_are_no_numbers_do_not_break_the_scale() {
        let chart = Chart { plan: vec![f64::NAN, f64::INFINITY], goal: f64::NAN, ..Chart::default() };
        assert_eq!(bounds(&chart), (0.0, 1.0));
    }
}
