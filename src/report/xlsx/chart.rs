//! A chart on a sheet of its own, beside the values it is drawn from.
use super::cells::{head, number_format, stored};
use super::names::cell_text;
use crate::i18n::tr;
use crate::model::{Lang, Style, Unit};
use crate::report::{Plot, PlotKind, PlotSeries, Role, Tone};
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartSolidFill, ChartType, Color, Format, Worksheet, XlsxError,
};

/// Writes the values and draws them.
pub fn write(sheet: &mut Worksheet, plot: &Plot, name: &str, style: Style) -> Result<(), XlsxError> {
    let head = head();
    sheet.write_string_with_format(0, 0, tr::PAGES_PLACE.get(style.lang), &head)?;
    sheet.set_column_width(0, 16)?;
    sheet.set_freeze_panes(1, 1)?;
    for (row, place) in (1..).zip(&plot.x) {
        sheet.write_string(row, 0, cell_text(place))?;
    }
    let mut chart = Chart::new(match plot.kind {
        PlotKind::Lines => ChartType::Line,
        PlotKind::Bars => ChartType::Column,
    });
    let last = u32::try_from(plot.x.len()).unwrap_or(u32::MAX);
    let mut others = OTHERS.into_iter().cycle();
    for (column, series) in (1_u16..).zip(&plot.series) {
        sheet.write_string_with_format(0, column, cell_text(&series.name), &head)?;
        sheet.set_column_width(column, 14)?;
        for (row, value) in (1..).zip(series.values.iter().take(plot.x.len())) {
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let is_whole = value.fract() == 0.0;
            let format = Format::new().set_num_format(number_format(plot.unit, is_whole, Tone::Plain, style));
            sheet.write_number_with_format(row, column, stored(value, plot.unit), &format)?;
        }
        if last > 0 {
            let mut look = look(series, plot.kind, others.next().unwrap_or(0x0B_62C4));
            let drawn = chart.add_series();
            drawn.set_name((name, 0, column));
            drawn.set_categories((name, 1, 0, last, 0)).set_values((name, 1, column, last, column));
            drawn.set_format(&mut look).set_marker(ChartMarker::new().set_none());
        }
    }
    let marks = u16::try_from(plot.series.len()).unwrap_or(u16::MAX - 3).saturating_add(1);
    if !plot.marks.is_empty() {
        sheet.write_string_with_format(0, marks, tr::PAGES_MARKS.get(style.lang), &head)?;
        sheet.set_column_width(marks, 32)?;
        for row in 0..plot.x.len() {
            let here = plot.marks.iter().filter(|(index, ..)| *index == row);
            let texts: Vec<String> = here.map(|(_, number, text)| format!("{number}. {text}")).collect();
            if let (false, Ok(row)) = (texts.is_empty(), u32::try_from(row + 1)) {
                sheet.write_string(row, marks, cell_text(&texts.join(" / ")))?;
            }
        }
    }
    if last == 0 || plot.series.is_empty() {
        return Ok(());
    }
    let title = if plot.title.is_empty() { name } else { &plot.title };
    chart.title().set_name(cell_text(title).as_str());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_num_format(axis_format(plot.unit, style));
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    chart.set_alt_text(cell_text(title)).set_width(800).set_height(380);
    sheet.insert_chart(1, marks + 2, &chart)?;
    Ok(())
}

const OTHERS: [u32; 4] = [0x0B_62C4, 0xBC_4C00, 0x1B_7C83, 0x82_50DF];

/// How a series is drawn: the same role looks as it does on a page.
fn look(series: &PlotSeries, kind: PlotKind, other: u32) -> ChartFormat {
    let (colour, dash, width, is_filled) = match series.role {
        Role::Actual => (0x0B_62C4, ChartLineDashType::Solid, 2.5, true),
        Role::Plan => (0x6B_7280, ChartLineDashType::Dash, 1.5, false),
        Role::Goal => (0x1A_7F37, ChartLineDashType::DashDot, 1.5, false),
        Role::Low | Role::High => (0x82_50DF, ChartLineDashType::RoundDot, 1.25, false),
        Role::Other => (other, ChartLineDashType::Solid, 2.0, true),
    };
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(Color::RGB(colour)).set_width(width).set_dash_type(dash));
    if kind == PlotKind::Bars {
        if is_filled {
            format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
        } else {
            format.set_no_fill();
        }
    }
    format
}

/// The values of the axis in the language's own steps: 万 or K and M.
fn axis_format(unit: Unit, style: Style) -> String {
    let sign =
        if unit == Unit::Money { format!("\"{}\"", style.symbol.replace('"', "")) } else { String::new() };
    match (unit, style.lang) {
        // A comma divides by a thousand; the point before the last digit makes it ten thousand.
        (Unit::Count | Unit::Money, Lang::Zh) => format!("[>=10000]{sign}0\\.0,\"万\";{sign}#,##0"),
        (Unit::Count | Unit::Money, Lang::En) => {
            format!("[>=1000000]{sign}0.0,,\"M\";[>=10000]{sign}0,\"K\";{sign}#,##0")
        }
        (Unit::Percent, _) => "0%".to_owned(),
        (unit, _) => number_format(unit, false, Tone::Plain, style),
    }
}
