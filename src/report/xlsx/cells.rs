//! Typed cells: how each value is stored and shown, how wide its column is, what is coloured and what is a formula.
use super::names::cell_text;
use crate::model::{Day, Quantity, Style, Unit};
use crate::report::mood::{Mood, NEARLY, mood};
use crate::report::{Cell, Column, Grid, Tone};
use chrono::Datelike as _;
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

/// What is bold, ruled or wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Total,
    Fact,
}

impl Weight {
    fn format(self) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        match self {
            Self::Plain => format,
            Self::Fact => format.set_bold().set_align(FormatAlign::Left),
            Self::Total => format.set_bold().set_border_top(FormatBorder::Thin),
        }
    }
}

/// The head of a table.
pub fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE8_ECF0))
        .set_border_bottom(FormatBorder::Thin)
}

/// The number format of a unit; differences show their sign.
pub fn number_format(unit: Unit, is_whole: bool, tone: Tone, style: Style) -> String {
    let format = match unit {
        Unit::Count if is_whole => "#,##0".to_owned(),
        Unit::Count => "#,##0.##".to_owned(),
        // A sign may hold letters that mean something in a format.
        Unit::Money => format!("\"{}\"#,##0.00", style.symbol.replace('"', "")),
        Unit::Percent => "0.0%".to_owned(),
        Unit::Ratio => "0.00".to_owned(),
        Unit::Duration => return "[h]:mm:ss".to_owned(),
        Unit::Score => "0.0".to_owned(),
    };
    if tone == Tone::Gap { format!("+{format};-{format};{format}") } else { format }
}

/// A value as a spreadsheet counts it: durations in days.
pub fn stored(units: f64, unit: Unit) -> f64 {
    if unit == Unit::Duration { units / 86_400.0 } else { units }
}

/// Writes a cell as what it is.
pub fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (tone, weight): (Tone, Weight),
    style: Style,
) -> Result<(), XlsxError> {
    let format = weight.format();
    let number = |sheet: &mut Worksheet, units: f64, unit: Unit, is_whole: bool| {
        let format = format.clone().set_num_format(number_format(unit, is_whole, tone, style));
        sheet.write_number_with_format(row, column, stored(units, unit), &format).map(|_| ())
    };
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &format).map(|_| ()),
        Cell::Amount(amount, unit, _) => number(sheet, amount.to_f64(), *unit, is_whole(*amount)),
        Cell::Number(value, unit, _) if value.is_finite() => {
            number(sheet, *value, *unit, value.fract() == 0.0)
        }
        Cell::Count(count) => number(sheet, count_number(*count), Unit::Count, true),
        Cell::Day(day, _) if date(*day).is_some() => {
            let format = format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
            match date(*day) {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, &format).map(|_| ()),
                None => Ok(()),
            }
        }
        Cell::Text(_) | Cell::Word(..) | Cell::Number(..) | Cell::Day(..) => {
            let format = format.set_text_wrap();
            sheet.write_string_with_format(row, column, cell_text(&cell.shown()), &format).map(|_| ())
        }
    }
}

/// Writes a number that comes first, at the left beside its name.
pub fn write_fact(
    sheet: &mut Worksheet,
    place: (u32, u16),
    cell: &Cell,
    style: Style,
) -> Result<(), XlsxError> {
    write(sheet, place, cell, (Tone::Plain, Weight::Fact), style)?;
    // Where its words say more than the number: of how much it is.
    if let Cell::Amount(amount, unit, words) = cell
        && *words != style.compact(*amount, *unit)
    {
        sheet.write_string(place.0, place.1 + 1, cell_text(words))?;
    }
    Ok(())
}

fn is_whole(amount: Quantity) -> bool {
    amount.micros() % Quantity::SCALE == 0
}

#[allow(clippy::cast_precision_loss)] // Counts of things people have.
fn count_number(count: i64) -> f64 {
    count as f64
}

/// A day as a spreadsheet's date; none before 1900, which has none.
fn date(day: Day) -> Option<ExcelDateTime> {
    let date = day.date();
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// Writes the cell of a total: as a formula where it is the sum of what stands above it.
pub fn write_total(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (grid, at): (&Grid, usize),
    tone: Tone,
    style: Style,
) -> Result<(), XlsxError> {
    let Some((cell, above)) = grid.rows.split_last().and_then(|(last, above)| Some((last.get(at)?, above)))
    else {
        return Ok(());
    };
    let Some((sum, unit)) = summed(cell, above.iter().filter_map(|row| row.get(at))) else {
        return write(sheet, (row, column), cell, (tone, Weight::Total), style);
    };
    let (first, last) = (row_col_to_cell_absolute(1, column), row_col_to_cell_absolute(row - 1, column));
    let format = Weight::Total.format().set_num_format(number_format(unit, is_whole(sum), tone, style));
    let formula =
        Formula::new(format!("=SUM({first}:{last})")).set_result(stored(sum.to_f64(), unit).to_string());
    sheet.write_formula_with_format(row, column, formula, &format).map(|_| ())
}

/// The sum and its unit where a cell is exactly the sum of the others, in a unit that adds up.
fn summed<'a>(total: &Cell, others: impl Iterator<Item = &'a Cell>) -> Option<(Quantity, Unit)> {
    let amount = |cell: &Cell| match cell {
        Cell::Amount(amount, unit @ (Unit::Count | Unit::Money | Unit::Duration), _) => {
            Some((*amount, *unit))
        }
        Cell::Count(count) => Some((Quantity::from_units(*count)?, Unit::Count)),
        _ => None,
    };
    let (total, unit) = amount(total)?;
    let mut parts = Vec::new();
    for cell in others.filter(|cell| **cell != Cell::Empty) {
        let (part, of) = amount(cell)?;
        if of != unit {
            return None;
        }
        parts.push(part);
    }
    let is_sum = parts.len() > 1 && Quantity::sum(parts).ok() == Some(total);
    is_sum.then_some((total, unit))
}

/// How wide a column is shown, in characters: the widest of its cells up to a limit, Chinese counted double.
pub fn width(grid: &Grid, at: usize, style: Style) -> f64 {
    /// What is longer is wrapped.
    const WIDEST: usize = 48;
    let head = grid.columns.get(at).map_or(0, |column| column.title.width() + 3);
    let cells = grid.rows.iter().filter_map(|row| row.get(at));
    let widest = cells.map(|cell| cell_width(cell, style)).max().unwrap_or_default();
    let width = widest.max(head.min(24)).clamp(8, WIDEST);
    f64::from(u8::try_from(width).unwrap_or(u8::MAX))
}

fn cell_width(cell: &Cell, style: Style) -> usize {
    match cell {
        Cell::Amount(amount, Unit::Money, _) => style.full(*amount, Unit::Money).width() + 4,
        Cell::Amount(amount, unit, _) => style.full(*amount, *unit).width() + 2,
        Cell::Day(..) => 11,
        cell => cell.shown().width() + 2,
    }
}

/// The stretches of rows of a sheet in which something is good or bad in a column; the first row of a grid is the second
/// of its sheet.
fn toned(grid: &Grid, column: &Column, (first, last): (u32, u32)) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (row, number) in (first..=last).zip(0..) {
        if grid.tone(number, column) != Tone::Plain {
            match out.last_mut() {
                Some((_, end)) if *end + 1 == row => *end = row,
                _ => out.push((row, row)),
            }
        }
    }
    out
}

/// Colours a column by what is good or bad in it: also what is changed later by hand.
pub fn colour(
    sheet: &mut Worksheet,
    (column, at): (&Column, u16),
    (first, last): (u32, u32),
    grid: &Grid,
) -> Result<(), XlsxError> {
    for (first, last) in toned(grid, column, (first, last)) {
        let cell = format!("${}{}", column_number_to_name(at), first + 1);
        let rules: Vec<(String, Mood)> = match column.tone {
            Tone::Plain => return Ok(()),
            Tone::Share => vec![
                (format!("AND(ISNUMBER({cell}),{cell}<{NEARLY})"), Mood::Bad),
                (format!("AND(ISNUMBER({cell}),{cell}<1)"), Mood::Fair),
                (format!("ISNUMBER({cell})"), Mood::Good),
            ],
            Tone::Gap => vec![
                (format!("AND(ISNUMBER({cell}),{cell}<0)"), Mood::Bad),
                (format!("AND(ISNUMBER({cell}),{cell}>0)"), Mood::Good),
            ],
            Tone::Status => words(grid, usize::from(at), column.tone, &cell),
        };
        for (rule, mood) in rules {
            let rule = ConditionalFormatFormula::new()
                .set_rule(format!("={rule}").as_str())
                .set_format(mood_format(mood));
            sheet.add_conditional_format(first, at, last, at, &rule.set_stop_if_true(true))?;
        }
    }
    Ok(())
}

/// A rule for each word of a status column.
fn words(grid: &Grid, at: usize, tone: Tone, cell: &str) -> Vec<(String, Mood)> {
    /// The longest text a formula may hold.
    const LONGEST: usize = 255;
    let mut rules: Vec<(String, Mood)> = Vec::new();
    for value in grid.rows.iter().filter_map(|row| row.get(at)) {
        let (Some(mood), text) = (mood(tone, value), cell_text(&value.shown())) else { continue };
        let rule = format!("{cell}=\"{}\"", text.replace('"', "\"\""));
        if text.encode_utf16().count() <= LONGEST && rules.iter().all(|(known, _)| *known != rule) {
            rules.push((rule, mood));
        }
    }
    rules
}

fn mood_format(mood: Mood) -> Format {
    let (ink, paper) = match mood {
        Mood::Good => (0x006100, 0xC6EFCE),
        Mood::Fair => (0x7F6000, 0xFFEB9C),
        Mood::Bad => (0x9C0006, 0xFFC7CE),
    };
    Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, unit: Unit) -> Cell {
        Cell::Amount(Quantity::parse(text).unwrap(), unit, String::new())
    }

    #[test]
    fn only_what_adds_up_exactly_is_a_sum() {
        let parts = [amount("0.1", Unit::Money), Cell::Empty, amount("0.2", Unit::Money)];
        let sum = |total: &Cell| summed(total, parts.iter()).map(|(sum, _)| sum.to_string());
        assert_eq!(sum(&amount("0.3", Unit::Money)), Some("0.3".to_owned()));
        assert_eq!(sum(&amount("0.300001", Unit::Money)), None);
        assert_eq!(sum(&amount("0.3", Unit::Count)), None);
        let rates = [amount("0.1", Unit::Percent), amount("0.2", Unit::Percent)];
        assert_eq!(summed(&amount("0.3", Unit::Percent), rates.iter()), None, "rates never add up");
    }

    #[test]
    fn every_unit_has_its_number_format_and_gaps_their_sign() {
        let style = Style::new(crate::model::Lang::Zh, "CNY");
        let plain = |unit| number_format(unit, true, Tone::Plain, style);
        assert_eq!(plain(Unit::Count), "#,##0");
        assert_eq!(plain(Unit::Money), "\"¥\"#,##0.00");
        assert_eq!(plain(Unit::Percent), "0.0%");
        assert_eq!(number_format(Unit::Count, true, Tone::Gap, style), "+#,##0;-#,##0;#,##0");
        let swiss = Style::new(crate::model::Lang::En, "CHF");
        assert_eq!(number_format(Unit::Money, true, Tone::Plain, swiss), "\"CHF \"#,##0.00");
    }
}
