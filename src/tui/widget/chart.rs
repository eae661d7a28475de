//! The chart of one target: plan, actual, forecast cone, goal, notes, today.
use super::plot::Plot;
use crate::board::{Chart, Mark};
use crate::i18n::tr;
use crate::model::{NoteKind, Style as Numbers, Unit};
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
    /// True where the goal has to be in sight; else it is drawn where it happens to be.
    pub has_goal: bool,
}

struct Scale {
    plot: Rect,
    low: f64,
    high: f64,
    days: f64,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
impl Scale {
    // In dots: two to a cell across, four down. A place is in days from the left end.
    fn x(&self, place: f64) -> f64 {
        place / self.days.max(1.0) * (f64::from(self.plot.width) * 2.0 - 1.0)
    }

    fn y(&self, value: f64) -> f64 {
        let span = f64::from(self.plot.height) * 4.0 - 1.0;
        ((self.high - value) / (self.high - self.low) * span).clamp(-4.0, span + 4.0)
    }

    fn column(&self, place: f64) -> u16 {
        self.plot.left() + ((self.x(place) / 2.0) as u16).min(self.plot.width.saturating_sub(1))
    }

    fn row(&self, value: f64) -> Option<u16> {
        let row = self.y(value) / 4.0;
        (row >= 0.0 && row < f64::from(self.plot.height)).then(|| self.plot.top() + row as u16)
    }
}

/// The place of a day's end.
fn end_of(index: usize) -> f64 {
    f64::from(u32::try_from(index).unwrap_or(u32::MAX)) + 1.0
}

/// The plan's points: place and value.
fn plan(chart: &Chart) -> Vec<(f64, f64)> {
    let ends = chart.plan.iter().enumerate().map(|(i, value)| (end_of(i), *value));
    std::iter::once((0.0, chart.plan_origin)).chain(ends).collect()
}

/// The actual's points: from the left end over the ends of days to the data cut-off.
fn actual(chart: &Chart) -> Vec<(f64, f64)> {
    let known: Vec<(usize, f64)> =
        chart.actual.iter().enumerate().filter_map(|(i, value)| value.map(|v| (i, v))).collect();
    let Some((last, _)) = known.last().copied() else { return Vec::new() };
    let place = |i: usize| match chart.cutoff {
        Some(cutoff) if i == last && cutoff > end_of(i) - 1.0 => cutoff.min(end_of(i)),
        _ => end_of(i),
    };
    let starts = known.first().is_some_and(|(first, _)| *first == 0);
    let origin = chart.origin.filter(|_| starts).map(|value| (0.0, value));
    origin.into_iter().chain(known.iter().map(|(i, value)| (place(*i), *value))).collect()
}

/// The forecast's points: it opens where the actual ends.
fn cone(chart: &Chart) -> Vec<(f64, (f64, f64, f64))> {
    let tip = actual(chart).last().copied();
    let ends = chart.cone.iter().enumerate().filter_map(|(i, c)| c.map(|c| (end_of(i), c)));
    let after: Vec<_> = ends.filter(|(place, _)| tip.is_none_or(|(cutoff, _)| *place > cutoff)).collect();
    let opens = tip.filter(|_| !after.is_empty()).map(|(place, v)| (place, (v, v, v)));
    opens.into_iter().chain(after).collect()
}

/// True where a forecast is drawn.
#[must_use]
pub fn has_cone(chart: &Chart) -> bool {
    cone(chart).len() > 1
}

/// A forecast takes at most this share of what plan, actual and goal span, above and below them.
const FORECAST_ROOM: f64 = 0.6;

/// The smallest and largest value that has to be seen.
fn bounds(chart: &Chart, has_goal: bool) -> (f64, f64) {
    let span = |values: &mut dyn Iterator<Item = f64>| {
        let values = values.filter(|v| v.is_finite());
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)))
    };
    let cone = cone(chart).into_iter().flat_map(|(_, (low, mid, high))| [low, mid, high]);
    let lines = plan(chart).into_iter().chain(actual(chart)).map(|(_, value)| value);
    let (low, high) = span(&mut lines.chain(has_goal.then_some(chart.goal)));
    // A forecast that may go anywhere must not press plan and actual flat: it leaves the picture then.
    let room = (high - low) * FORECAST_ROOM;
    let cone = cone.map(|v| if room > 0.0 { v.clamp(low - room, high + room) } else { v });
    let (low, high) = span(&mut cone.chain([low, high]));
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
    let (low, high) = bounds(chart, look.has_goal);
    let ticks = ticks(low, high, (rows / 2).clamp(1, 5));
    let label = |v: f64| look.numbers.compact_f64(v, look.unit);
    let gutter = ticks.iter().map(|v| width(&label(*v))).max().unwrap_or(0).min(area.width / 3) + 1;
    let plot = Rect::new(area.left() + gutter + 1, area.top(), area.width - gutter - 2, rows);
    let scale = Scale { plot, low, high, days: end_of(chart.days.len()) - 1.0 };
    axes(buf, area, look, &scale, &ticks, gutter);
    grounds(buf, look, &scale);
    lines(buf, look, &scale);
    band(buf, look, &scale);
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

/// The forecast's band: a ground under whatever is drawn there, or a light shade where nothing is.
fn band(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    let (plot, ground) = (scale.plot, look.theme.band());
    let shade = look.theme.style(Role::Cone);
    for pair in cone(look.chart).windows(2) {
        let [(place, a), (next, b)] = pair else { continue };
        let (from, to) = (scale.x(*place) / 2.0, scale.x(*next) / 2.0);
        for x in plot.left()..plot.right() {
            let at = f64::from(x - plot.left()) + 0.5;
            if at < from || at > to + 0.5 {
                continue;
            }
            let t = ((at - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
            let (top, bottom) = (scale.y(a.2 + (b.2 - a.2) * t) / 4.0, scale.y(a.0 + (b.0 - a.0) * t) / 4.0);
            for y in plot.top()..plot.bottom() {
                let middle = f64::from(y - plot.top()) + 0.5;
                if middle < top - 0.5 || middle > bottom + 0.5 {
                    continue;
                }
                match (ground, buf.cell_mut((x, y))) {
                    (Some(ground), Some(cell)) => {
                        cell.set_bg(ground);
                    }
                    (None, Some(cell)) if cell.symbol() == " " => {
                        put(buf, x, y, 1, look.theme.glyphs.cone, shade);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What lies behind the lines: the goal, the moment shown.
fn grounds(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    let (chart, plot) = (look.chart, scale.plot);
    if let Some(now) = chart.now {
        for y in plot.top()..plot.bottom() {
            put(buf, scale.column(now), y, 1, look.theme.glyphs.today, look.theme.style(Role::Faint));
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
    let (mut dots, mut line) = (Plot::new(plot.width, plot.height), Plot::new(plot.width, plot.height));
    let point = |(place, value): (f64, f64)| (scale.x(place), scale.y(value));
    for pair in plan(chart).windows(2) {
        if let [a, b] = pair {
            dots.line(point(*a), point(*b), |x| x % 4 < 2, false);
        }
    }
    let known = actual(chart);
    for pair in known.windows(2) {
        if let [a, b] = pair {
            line.line(point(*a), point(*b), |_| true, true);
        }
    }
    if let [only] = known[..] {
        let at = point(only);
        line.line((at.0 - 1.0, at.1), (at.0 + 1.0, at.1), |_| true, true);
    }
    for y in 0..plot.height {
        for x in 0..plot.width {
            let (sign, role, plain) = match (line.sign(x, y), dots.sign(x, y)) {
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
    if let Some(now) = chart.now {
        let text = tr::CHART_TODAY.get(look.numbers.lang);
        let x = scale.column(now).saturating_sub(width(text) / 2);
        if x > first_end && x + width(text) < last_start {
            put(buf, x, y, plot.width, text, look.theme.style(Role::Text));
        }
    }
    signs(buf, look, scale);
}

/// The notes' signs on the axis. What was done matters more than what was seen: where they share a column, an
/// adjustment keeps its place and the others move aside, as far as that is still beside it.
fn signs(buf: &mut Buffer, look: &Look<'_>, scale: &Scale) {
    const ASIDE: u16 = 6;
    let plot = scale.plot;
    let mut taken: Vec<(u16, u16)> = Vec::new();
    for mark in by_weight(look.chart) {
        let sign = look.theme.glyphs.number(mark.number);
        // A blank keeps signs apart that may be two columns wide.
        let wide = width(&sign) + 1;
        let home = scale.column(mark.place);
        let is_free = |x: &u16| taken.iter().all(|(from, to)| x + wide <= *from || x >= to);
        let Some(x) = (home..(home + ASIDE).min(plot.right())).find(is_free) else { continue };
        taken.push((x, x + wide));
        put(buf, x, plot.bottom(), plot.right().saturating_sub(x), &sign, look.theme.style(Role::Note));
    }
}

/// The notes, adjustments first, each in its order of time.
fn by_weight(chart: &Chart) -> Vec<&Mark> {
    let mut marks: Vec<&Mark> = chart.marks.iter().collect();
    marks.sort_by_key(|mark| (mark.kind != NoteKind::Adjustment, mark.number));
    marks
}

fn notes(buf: &mut Buffer, area: Rect, look: &Look<'_>) {
    let mut x = area.left();
    for mark in by_weight(look.chart) {
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
        let chart = Chart { plan: vec![100.0, 110.0], plan_origin: 95.0, goal: 110.0, ..Chart::default() };
        let (low, high) = bounds(&chart, true);
        assert!(low > 90.0 && high > 110.0);
        let from_zero = Chart { plan: vec![5.0, 110.0], goal: 110.0, ..Chart::default() };
        assert!(bounds(&from_zero, true).0 == 0.0);
    }

    #[test]
    fn values_that_are_no_numbers_do_not_break_the_scale() {
        let plan_origin = f64::NAN;
        let chart =
            Chart { plan: vec![f64::NAN, f64::INFINITY], plan_origin, goal: f64::NAN, ..Chart::default() };
        assert_eq!(bounds(&chart, true), (0.0, 1.0));
    }

    fn four_days() -> Chart {
        Chart {
            days: (0..4).map(crate::model::Day).collect(),
            plan: vec![25.0, 50.0, 75.0, 100.0],
            actual: vec![Some(20.0), Some(30.0), None, None],
            origin: Some(0.0),
            cutoff: Some(1.5),
            cone: vec![None, Some((31.0, 32.0, 33.0)), Some((40.0, 50.0, 60.0)), Some((50.0, 70.0, 90.0))],
            goal: 100.0,
            ..Chart::default()
        }
    }

    #[test]
    fn lines_start_at_the_left_end_and_the_actual_stops_at_the_cut_off() {
        let chart = four_days();
        assert_eq!(plan(&chart)[..2], [(0.0, 0.0), (1.0, 25.0)]);
        assert_eq!(actual(&chart), [(0.0, 0.0), (1.0, 20.0), (1.5, 30.0)]);
        assert_eq!(cone(&chart)[..2], [(1.5, (30.0, 30.0, 30.0)), (2.0, (31.0, 32.0, 33.0))]);
        let scale = Scale { plot: Rect::new(0, 0, 40, 10), low: 0.0, high: 100.0, days: 4.0 };
        assert_eq!((scale.column(0.0), scale.column(4.0)), (0, 39));
    }

    #[test]
    fn a_level_that_is_first_read_later_does_not_start_at_the_left_end() {
        let chart = Chart { actual: vec![None, Some(30.0)], ..four_days() };
        assert_eq!(actual(&chart), [(1.5, 30.0)]);
    }

    #[test]
    fn a_forecast_that_may_go_anywhere_does_not_press_the_plan_flat() {
        let wild = Chart { cone: vec![None, None, Some((0.0, 400.0, 9_000.0))], ..four_days() };
        let (low, high) = bounds(&wild, true);
        let (_, calm) = bounds(&Chart { cone: Vec::new(), ..four_days() }, true);
        assert!(high > calm && high < calm * 2.0 && low >= -calm, "{low} {high} {calm}");
        let mono = Theme::new("mono", None, crate::tui::theme::Depth::True, false, None);
        assert!(
            drawn(&wild, &mono).content.iter().any(|c| c.symbol() == mono.glyphs.cone),
            "it is there still"
        );
    }

    #[test]
    fn a_window_is_scaled_to_what_it_shows() {
        let chart = Chart { plan: vec![25.0, 30.0], cone: Vec::new(), ..four_days() };
        assert!(bounds(&chart, false).1 < 35.0);
        assert!(bounds(&chart, true).1 > 100.0);
        assert!(!has_cone(&chart) && has_cone(&four_days()));
    }

    fn drawn(chart: &Chart, theme: &Theme) -> Buffer {
        let area = Rect::new(0, 0, 60, 16);
        let mut buf = Buffer::empty(area);
        let numbers = Numbers::new(crate::model::Lang::Zh, "CNY");
        let look = Look { chart, unit: Unit::Count, numbers, theme, has_legend: true, has_goal: true };
        draw(&mut buf, area, &look);
        buf
    }

    #[test]
    fn dots_and_goal_stand_on_the_band_without_holes() {
        let theme = Theme::new("dark", None, crate::tui::theme::Depth::True, false, None);
        let buf = drawn(&four_days(), &theme);
        let ground = theme.band().unwrap();
        assert!(buf.content.iter().any(|c| c.bg == ground && c.symbol() != " "));
        assert!(buf.content.iter().all(|c| c.symbol() != theme.glyphs.cone));
        let mono = Theme::new("mono", None, crate::tui::theme::Depth::True, false, None);
        assert!(drawn(&four_days(), &mono).content.iter().any(|c| c.symbol() == mono.glyphs.cone));
    }

    #[test]
    fn an_adjustment_keeps_its_place_and_its_text_comes_first() {
        let mark = |number, kind, text: &str| Mark {
            number,
            day: 1,
            place: 1.5,
            note: crate::model::NoteId(1),
            kind,
            text: text.to_owned(),
            at: 0,
        };
        let marks: Vec<Mark> = (1..=4).map(|n| mark(n, NoteKind::Observation, "seen")).collect();
        let marks = marks.into_iter().chain([mark(5, NoteKind::Adjustment, "done")]).collect();
        let theme = Theme::new("mono", None, crate::tui::theme::Depth::True, true, None);
        let buf = drawn(&Chart { marks, ..four_days() }, &theme);
        let row = |y: u16| (0..60).map(|x| buf[(x, y)].symbol()).collect::<String>();
        let scale = Scale { plot: Rect::new(5, 0, 54, 13), low: 0.0, high: 106.0, days: 4.0 };
        let axis = row(13);
        assert_eq!(axis.find("(5)"), Some(usize::from(scale.column(1.5))), "{axis}");
        assert!(axis.contains("(1)") && !axis.contains("(4)"), "{axis}");
        assert!(row(15).trim_start().starts_with("(5) done"), "{}", row(15));
    }
}
