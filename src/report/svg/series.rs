//! What stands between the axes: lines with a band, or bars.
use super::axis::{Places, Values, number};
use super::canvas::Canvas;
use super::ink::{Dash, Ink, filled, stroke};
use super::words::{finite, width_of};
use super::{Failed, LETTERS, SUB, text};
use crate::model::Style;
use crate::report::{Plot, PlotSeries, Role};
use plotters::chart::ChartContext;
use plotters::coord::cartesian::Cartesian2d;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::series::LineSeries;
use plotters::style::text_anchor::{HPos, VPos};

/// A chart of ours.
pub type Chart<'a, 'b> = ChartContext<'a, Canvas<'b>, Cartesian2d<Places, Values>>;

/// How a series is drawn, in lines and in bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub ink: Ink,
    pub dash: Dash,
    /// In tenths of a pixel.
    pub width: u32,
    /// Bars of what came are filled, of what was meant are outlines.
    pub is_filled: bool,
}

/// The look of each series: by its role, others in turn.
pub fn looks(plot: &Plot) -> Vec<Look> {
    const TURNS: [(Ink, Dash); 4] = [
        (Ink::First, Dash::Solid),
        (Ink::Second, Dash::Mixed),
        (Ink::Third, Dash::Long),
        (Ink::Fourth, Dash::Dots),
    ];
    let mut others = TURNS.into_iter().cycle();
    let look = |series: &PlotSeries| {
        let (ink, dash, width) = match series.role {
            Role::Actual => (Ink::Actual, Dash::Solid, 25),
            Role::Plan => (Ink::Plan, Dash::Long, 15),
            Role::Goal => (Ink::Goal, Dash::Mixed, 15),
            Role::Low | Role::High => (Ink::Forecast, Dash::Dots, 12),
            Role::Other => {
                let (ink, dash) = others.next().unwrap_or((Ink::First, Dash::Solid));
                (ink, dash, 20)
            }
        };
        Look { ink, dash, width, is_filled: matches!(series.role, Role::Actual | Role::Other) }
    };
    plot.series.iter().map(look).collect()
}

/// The values of a series without holes between them: from where each run begins.
fn runs(series: &PlotSeries) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (index, value) in series.values.iter().enumerate() {
        match (finite(*value), runs.last_mut()) {
            (Some(value), Some(run)) => run.push((number(index), value)),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Lines over time, with what is between the ends of a forecast shaded.
pub fn draw_lines(chart: &mut Chart<'_, '_>, plot: &Plot) -> Result<(), Failed> {
    let with_role = |role: Role| plot.series.iter().find(|series| series.role == role);
    if let (Some(low), Some(high)) = (with_role(Role::Low), with_role(Role::High)) {
        let upper = runs(high).into_iter().flatten();
        let lower: Vec<(f64, f64)> = runs(low).into_iter().flatten().collect();
        let edge: Vec<(f64, f64)> = upper.chain(lower.into_iter().rev()).collect();
        if edge.len() > 2 {
            chart.draw_series([Polygon::new(edge, filled(Ink::Forecast, 0.16))])?;
        }
    }
    let mut all: Vec<(&PlotSeries, Look)> = plot.series.iter().zip(looks(plot)).collect();
    // What came lies on top of what was planned.
    all.sort_by_key(|(series, _)| series.role == Role::Actual);
    for (series, look) in all {
        for run in runs(series) {
            let dot = (run.len() == 1).then(|| run.first().copied()).flatten();
            chart.draw_series(LineSeries::new(run, stroke(look.ink, look.dash, look.width)))?;
            if let Some(dot) = dot {
                chart.draw_series([Circle::new(dot, 3 * SUB, filled(look.ink, 1.0))])?;
            }
        }
    }
    Ok(())
}

/// How much of its place a group of bars takes.
const GROUP: f64 = 0.76;

/// Bars beside each other; a goal is a line across its group.
pub fn draw_bars(chart: &mut Chart<'_, '_>, plot: &Plot, style: Style) -> Result<(), Failed> {
    let is_line = |series: &PlotSeries| series.role == Role::Goal && plot.series.len() > 1;
    let beside = plot.series.iter().filter(|series| !is_line(series)).count().max(1);
    let width = GROUP / number(beside);
    let mut turn = 0;
    for (series, look) in plot.series.iter().zip(looks(plot)) {
        for (x, value) in runs(series).into_iter().flatten() {
            if is_line(series) {
                let ends = [(x - GROUP / 2.0, value), (x + GROUP / 2.0, value)];
                chart.draw_series([PathElement::new(ends, stroke(look.ink, Dash::Solid, 25))])?;
                continue;
            }
            let from = x - GROUP / 2.0 + width * number(turn);
            let bar = [(from + width * 0.06, 0.0), (from + width * 0.94, value)];
            if look.is_filled {
                chart.draw_series([Rectangle::new(bar, filled(look.ink, 0.85))])?;
            }
            chart.draw_series([Rectangle::new(bar, stroke(look.ink, look.dash, 12))])?;
            let word = style.compact_f64(value, plot.unit);
            let ends = bar.map(|(x, y)| chart.backend_coord(&(x, y)).0);
            if width_of(&word, LETTERS) <= ends[1] - ends[0] {
                let v = if value < 0.0 { VPos::Top } else { VPos::Bottom };
                let place = (from + width / 2.0, value);
                chart.draw_series([Text::new(word, place, text(Ink::Text, HPos::Center, v))])?;
            }
        }
        turn += usize::from(!is_line(series));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_in_the_values_is_a_hole_in_the_line() {
        let values = vec![Some(1.0), Some(2.0), None, Some(f64::NAN), Some(4.0), None];
        let series = PlotSeries { name: String::new(), role: Role::Actual, values };
        assert_eq!(runs(&series), [vec![(0.0, 1.0), (1.0, 2.0)], vec![(4.0, 4.0)]]);
    }
}
