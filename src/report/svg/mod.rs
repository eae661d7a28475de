//! Charts as SVG for a page: drawn by `plotters` on a canvas of our own, so that texts are texts in the reader's own
//! fonts, colours are the page's and follow light and dark, and a page that allows no inline styles shows them.
//!
//! Not only colour tells series apart: each has its own dash and its name at its end, or in a legend.
mod axis;
mod canvas;
mod ink;
mod series;
mod words;

use super::{Plot, PlotKind, Role};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Style;
use axis::{Places, Values, number};
use canvas::Canvas;
pub use canvas::escape;
use ink::{Dash, Ink, colour, filled, stroke};
use plotters::chart::ChartBuilder;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea as _};
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, TextStyle};
use plotters_backend::DrawingErrorKind;
use series::{Chart, Look, draw_bars, draw_lines, looks};
use std::convert::Infallible;
use std::fmt::Write as _;
use words::{described, finite, shortened, tick_words, width_of};

/// Parts of a pixel: the library counts whole ones.
const SUB: i32 = 10;
/// The size of letters.
const LETTERS: i32 = 12 * SUB;
/// A line of letters.
const LINE: i32 = 16 * SUB;
/// The fonts of the system the reader has, Chinese ones among them.
const FONTS: &str = "system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',\
                     'Source Han Sans SC','WenQuanYi Zen Hei',sans-serif";

type Failed = DrawingAreaErrorKind<Infallible>;
type Root<'a> = DrawingArea<Canvas<'a>, Shift>;

/// For which page a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartSize {
    /// A page of paper or a screen: 720 × 300.
    Wide,
    /// A phone: 340 × 260.
    Narrow,
}

impl ChartSize {
    fn pixels(self) -> (i32, i32) {
        match self {
            Self::Wide => (720, 300),
            Self::Narrow => (340, 260),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// True where there is anything to draw.
#[must_use]
pub fn has_values(plot: &Plot) -> bool {
    plot.series
        .iter()
        .zip(std::iter::repeat(plot.x.len()))
        .any(|(series, places)| series.values.iter().take(places).any(|value| finite(*value).is_some()))
}

/// A chart as one `<svg>` element with its title and a description in words.
///
/// # Errors
/// `chart_failed` where the chart has no room for its texts.
pub fn chart_svg(plot: &Plot, style: Style, size: ChartSize) -> Result<String> {
    let (width, height) = size.pixels();
    let id = format!("{}-{}", plot.id, size.word());
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{}" role="img" viewBox="0 0 {width} {height}""#,
        size.word()
    );
    // Writing into a text cannot fail.
    let _ = write!(
        out,
        r#" aria-labelledby="{id}-title {id}-desc" font-family="{FONTS}"><title id="{id}-title">"#
    );
    escape(&mut out, &plot.title);
    let _ = write!(out, r#"</title><desc id="{id}-desc">"#);
    escape(&mut out, &described(plot, style));
    out.push_str("</desc>");
    draw(plot, style, size, &mut out).map_err(|failure| {
        let what = match failure {
            DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(never)) => match never {},
            other => other.to_string(),
        };
        Error::new(Kind::Internal, &tr::ERROR_CHART_FAILED).arg("chart", plot.id).arg("reason", what)
    })?;
    out.push_str("</svg>");
    Ok(out)
}

fn text(ink: Ink, h: HPos, v: VPos) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, f64::from(LETTERS), FontStyle::Normal);
    TextStyle { font, color: colour(ink, Dash::Solid, 1.0).to_backend_color(), pos: Pos::new(h, v) }
}

fn draw(plot: &Plot, style: Style, size: ChartSize, out: &mut String) -> Result<(), Failed> {
    let pixels = size.pixels();
    let root = Canvas::new(pixels, out).into_drawing_area();
    let (width, height) = (pixels.0 * SUB, pixels.1 * SUB);
    if !has_values(plot) {
        let middle = text(Ink::Muted, HPos::Center, VPos::Center);
        return root.draw_text(tr::PAGES_NO_DATA.get(style.lang), &middle, (width / 2, height / 2));
    }
    let is_bars = plot.kind == PlotKind::Bars;
    let values: Vec<f64> =
        plot.series.iter().flat_map(|s| s.values.iter().copied().filter_map(finite)).collect();
    let values = Values::around(&values, is_bars, plot.unit);
    let ticks = tick_words(&values.ticks(), plot, style);
    let left = ticks.iter().map(|t| width_of(t, LETTERS)).max().unwrap_or_default() + LETTERS;

    // At the ends of the lines where there is room, else above.
    let is_named_at_ends = !is_bars && size == ChartSize::Wide;
    let names = plot.series.iter().map(|s| width_of(&s.name, LETTERS)).max().unwrap_or_default();
    let widest = plot.x.iter().map(|x| width_of(x, LETTERS)).max().unwrap_or_default();
    // The last place's name stands half beyond the last place.
    let beyond = if is_bars { 0 } else { (widest / 2).min(width / 6) };
    let right =
        if is_named_at_ends { (names + 12 * SUB).min(width / 4) } else { 14 * SUB }.max(beyond + 2 * SUB);
    let legend = if is_named_at_ends { Vec::new() } else { legend_rows(plot, width) };
    let marks_height = if plot.marks.is_empty() { 0 } else { 22 * SUB };
    let top = LINE * i32::try_from(legend.len()).unwrap_or(1) + marks_height + 14 * SUB;

    let room = width - left - right;
    let slot = room / i32::try_from(plot.x.len()).unwrap_or(i32::MAX).max(1);
    // Bars are named one by one as long as three characters fit, else as many as fit in full.
    let is_each = is_bars && slot >= LETTERS * 3;
    let places = Places::new(plot.x.len(), is_bars, if is_each { slot } else { widest + LETTERS }, room);
    let label_room = if is_each { slot - LETTERS / 3 } else { room };

    let mut builder = ChartBuilder::on(&root);
    builder.margin_top(top).margin_right(right).margin_bottom(4 * SUB);
    builder.y_label_area_size(left).x_label_area_size(24 * SUB);
    let mut chart = builder.build_cartesian_2d(places, values.clone())?;
    let place_word = |at: &f64| {
        let index = plot.x.iter().enumerate().find(|(index, _)| (number(*index) - at).abs() < 0.01);
        index.map_or_else(String::new, |(_, word)| shortened(word, LETTERS, label_room))
    };
    let all_ticks = values.ticks();
    let value_word = |at: &f64| {
        let tick = all_ticks.iter().position(|tick| tick.total_cmp(at).is_eq());
        tick.and_then(|index| ticks.get(index)).cloned().unwrap_or_default()
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(100)
        .y_labels(20)
        .light_line_style(colour(Ink::Grid, Dash::Solid, 0.0))
        .bold_line_style(stroke(Ink::Grid, Dash::Solid, 10))
        .axis_style(stroke(Ink::Muted, Dash::Solid, 10))
        .set_all_tick_mark_size(3 * SUB)
        .label_style(text(Ink::Muted, HPos::Center, VPos::Center))
        .x_label_formatter(&place_word)
        .y_label_formatter(&value_word)
        .draw()?;
    let foot = chart.backend_coord(&(0.0, all_ticks.first().copied().unwrap_or_default())).1;
    draw_marks(&root, &chart, plot, (top - marks_height / 2, foot))?;
    if is_bars {
        draw_bars(&mut chart, plot, style)?;
        draw_zero(&root, &chart, plot)?;
    } else {
        draw_lines(&mut chart, plot)?;
    }
    if is_named_at_ends {
        draw_names(&root, &chart, plot, (top, foot), right)?;
    }
    draw_legend(&root, plot, &legend)
}

/// Where bars go below zero, the line they stand on.
fn draw_zero(root: &Root<'_>, chart: &Chart<'_, '_>, plot: &Plot) -> Result<(), Failed> {
    let has_negative =
        plot.series.iter().flat_map(|s| &s.values).any(|v| finite(*v).is_some_and(|v| v < 0.0));
    if !has_negative {
        return Ok(());
    }
    let range = chart.x_range();
    let ends = [chart.backend_coord(&(range.start, 0.0)), chart.backend_coord(&(range.end, 0.0))];
    root.draw(&PathElement::new(ends, stroke(Ink::Muted, Dash::Solid, 10)))
}

/// Numbered places: a line with the number above it. Those too close to each other stand beside each other.
fn draw_marks(
    root: &Root<'_>,
    chart: &Chart<'_, '_>,
    plot: &Plot,
    (at, foot): (i32, i32),
) -> Result<(), Failed> {
    const RADIUS: i32 = 8 * SUB;
    let mut free = i32::MIN;
    for (index, mark, _) in plot.marks.iter().filter(|(index, ..)| *index < plot.x.len()) {
        let (x, _) = chart.backend_coord(&(number(*index), 0.0));
        let middle = x.max(free);
        free = middle + RADIUS * 2 + SUB;
        root.draw(&PathElement::new(
            [(middle, at + RADIUS), (x, at + RADIUS + 6 * SUB), (x, foot)],
            stroke(Ink::Muted, Dash::Dots, 10),
        ))?;
        root.draw(&Circle::new((middle, at), RADIUS, filled(Ink::Paper, 1.0)))?;
        root.draw(&Circle::new((middle, at), RADIUS, stroke(Ink::Text, Dash::Solid, 12)))?;
        root.draw_text(&mark.to_string(), &text(Ink::Text, HPos::Center, VPos::Center), (middle, at))?;
    }
    Ok(())
}

/// The names at the ends of their lines, moved apart where they would lie on each other.
fn draw_names(
    root: &Root<'_>,
    chart: &Chart<'_, '_>,
    plot: &Plot,
    (top, foot): (i32, i32),
    right: i32,
) -> Result<(), Failed> {
    let mut names: Vec<(i32, i32, &str, Ink)> = Vec::new();
    for (at, (series, look)) in plot.series.iter().zip(looks(plot)).enumerate() {
        if is_named_by_its_twin(plot, at) {
            continue;
        }
        let last = series.values.iter().enumerate().rev().find_map(|(i, v)| finite(*v).map(|v| (i, v)));
        let Some((index, value)) = last else { continue };
        let (x, y) = chart.backend_coord(&(number(index), value));
        names.push((x, y, &series.name, look.ink));
    }
    let edge = chart.backend_coord(&(chart.x_range().end, 0.0)).0;
    let mut heights: Vec<i32> = names.iter().map(|(_, y, ..)| *y).collect();
    move_apart(&mut heights, top, foot);
    for ((x, y, name, ink), height) in names.iter().zip(heights) {
        let start = edge + 8 * SUB;
        if (height - y).abs() > 4 * SUB || edge - x > 4 * SUB {
            root.draw(&PathElement::new(
                vec![(x + 2 * SUB, *y), (start - 2 * SUB, height)],
                stroke(Ink::Grid, Dash::Solid, 10),
            ))?;
        }
        let name = shortened(name, LETTERS, right - 8 * SUB);
        root.draw_text(&name, &text(*ink, HPos::Left, VPos::Center), (start, height))?;
    }
    Ok(())
}

/// True for the lower end of a forecast whose upper end has the same name: one name is enough.
fn is_named_by_its_twin(plot: &Plot, index: usize) -> bool {
    let Some(series) = plot.series.get(index).filter(|series| series.role == Role::Low) else { return false };
    plot.series.iter().any(|other| other.role == Role::High && other.name == series.name)
}

/// Moves heights apart by a line each, as little as it takes, within a space.
fn move_apart(heights: &mut [i32], top: i32, foot: i32) {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by_key(|index| heights.get(*index).copied());
    let mut free = top;
    for index in &order {
        if let Some(height) = heights.get_mut(*index) {
            *height = (*height).max(free);
            free = *height + LINE;
        }
    }
    let mut free = foot;
    for index in order.iter().rev() {
        if let Some(height) = heights.get_mut(*index) {
            *height = (*height).min(free);
            free = *height - LINE;
        }
    }
}

/// How wide the sample before a name in the legend is.
const SAMPLE: i32 = 24 * SUB;

/// The legend's entries in rows: where each begins, and its name.
fn legend_rows(plot: &Plot, width: i32) -> Vec<Vec<(i32, usize, String)>> {
    let mut rows: Vec<Vec<(i32, usize, String)>> = vec![Vec::new()];
    let (first, gap) = (8 * SUB, 14 * SUB);
    let mut x = first;
    for (index, series) in plot.series.iter().enumerate() {
        if is_named_by_its_twin(plot, index) {
            continue;
        }
        let name = shortened(&series.name, LETTERS, width - first - SAMPLE - gap);
        let wide = SAMPLE + 6 * SUB + width_of(&name, LETTERS) + gap;
        if x > first && x + wide > width {
            rows.push(Vec::new());
            x = first;
        }
        if let Some(row) = rows.last_mut() {
            row.push((x, index, name));
        }
        x += wide;
    }
    rows
}

fn draw_legend(root: &Root<'_>, plot: &Plot, rows: &[Vec<(i32, usize, String)>]) -> Result<(), Failed> {
    let looks = looks(plot);
    let mut y = LINE / 2 + 2 * SUB;
    for row in rows {
        for (x, index, name) in row {
            let Some(look) = looks.get(*index) else { continue };
            draw_sample(root, plot, *index, *look, (*x, y))?;
            root.draw_text(name, &text(Ink::Text, HPos::Left, VPos::Center), (x + SAMPLE + 6 * SUB, y))?;
        }
        y += LINE;
    }
    Ok(())
}

fn draw_sample(
    root: &Root<'_>,
    plot: &Plot,
    index: usize,
    look: Look,
    (x, y): (i32, i32),
) -> Result<(), Failed> {
    let is_goal = plot.series.get(index).is_some_and(|series| series.role == Role::Goal);
    if plot.kind == PlotKind::Lines || (is_goal && plot.series.len() > 1) {
        let dash = if plot.kind == PlotKind::Lines { look.dash } else { Dash::Solid };
        return root.draw(&PathElement::new([(x, y), (x + SAMPLE, y)], stroke(look.ink, dash, look.width)));
    }
    let sample = [(x + 8 * SUB, y - 5 * SUB), (x + SAMPLE, y + 5 * SUB)];
    if look.is_filled {
        root.draw(&Rectangle::new(sample, filled(look.ink, 0.85)))?;
    }
    root.draw(&Rectangle::new(sample, stroke(look.ink, look.dash, 12)))
}

#[cfg(test)]
mod tests;
