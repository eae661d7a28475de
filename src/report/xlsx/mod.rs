//! A report as a spreadsheet for people who live in one: a summary, then one sheet a table and one a chart.
//!
//! Numbers are numbers with the format of their unit, days are dates, a total that is a sum is a formula; what people wrote
//! is text and never a formula. The same report at the same moment makes the same bytes.
mod cells;
mod chart;
mod names;

use super::{Block, Document, Grid, Tone};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Lang, Style};
use cells::{Weight, head};
use names::{SheetNames, cell_text, cut};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Url, Workbook, Worksheet, XlsxError,
};

/// The report as a file; `now`, UTC seconds, is the moment the file says it was made.
///
/// # Errors
/// `sheet_failed` where it can't be written as a spreadsheet.
pub fn xlsx(document: &Document, now: i64) -> Result<Vec<u8>> {
    written(document, now)
        .map_err(|error| Error::new(Kind::Internal, &tr::ERROR_SHEET_FAILED).arg("reason", error))
}

fn written(document: &Document, now: i64) -> Result<Vec<u8>, XlsxError> {
    let lang = document.lang;
    let style = Style::new(lang, &document.currency);
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(now).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    let properties =
        DocProperties::new().set_title(cut(&cell_text(&document.title), 250)).set_author("fupan");
    book.set_properties(&properties.set_subject(document.kind.as_str()).set_creation_datetime(&made));

    let mut names = SheetNames::default();
    let summary_name = names.take(tr::PAGES_SHEET_SUMMARY.get(lang), "Summary");
    let mut sheets: Vec<(&Block, String)> = Vec::new();
    for section in &document.sections {
        for block in &section.blocks {
            let (title, otherwise) = match block {
                Block::Grid(grid) => (&grid.title, tr::PAGES_SHEET_TABLE.get(lang)),
                Block::Plot(plot) => (&plot.title, tr::PAGES_SHEET_CHART.get(lang)),
                Block::Text(_) | Block::List(_) => continue,
            };
            let wanted = if title.is_empty() { &section.title } else { title };
            sheets.push((block, names.take(wanted, otherwise)));
        }
    }
    write_summary(book.add_worksheet().set_name(&summary_name)?, document, &sheets, style)?;
    for (block, name) in &sheets {
        let sheet = book.add_worksheet().set_name(name)?;
        match block {
            Block::Grid(grid) => write_grid(sheet, grid, style)?,
            Block::Plot(plot) => chart::write(sheet, plot, name, style)?,
            Block::Text(_) | Block::List(_) => {}
        }
        print_setup(sheet, &format!("{} · {name}", document.title), lang);
        sheet.set_repeat_rows(0, 0)?;
    }
    book.save_to_buffer()
}

/// A4, lying, as wide as the page, with the report's name above and the page below.
fn print_setup(sheet: &mut Worksheet, title: &str, lang: Lang) {
    // An ampersand begins a code there.
    let title = cut(&cell_text(title), 100).replace('&', "&&");
    let page = tr::PAGES_PAGE_OF.fill(lang, &[("page", "&P"), ("pages", "&N")]);
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L{title}")).set_footer(format!("&R{page}"));
}

/// The title, the few numbers that come first, everything that was written, and where the tables are.
fn write_summary(
    sheet: &mut Worksheet,
    document: &Document,
    sheets: &[(&Block, String)],
    style: Style,
) -> Result<(), XlsxError> {
    let muted = Format::new().set_font_color("#59636E");
    let section_head = Format::new().set_bold().set_font_size(13);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let link = Format::new().set_font_color("#0B62C4").set_underline(FormatUnderline::Single);
    sheet.set_column_width(0, 26)?.set_column_width(1, 96)?.set_column_width(2, 36)?;
    sheet.write_string_with_format(
        0,
        0,
        cell_text(&document.title),
        &Format::new().set_bold().set_font_size(16),
    )?;
    sheet.write_string_with_format(1, 0, cell_text(&document.subtitle), &muted)?;
    let mut row = 3;
    for (name, cell) in &document.facts {
        sheet.write_string_with_format(row, 0, cell_text(name), &muted)?;
        cells::write_fact(sheet, (row, 1), cell, style)?;
        row += 1;
    }
    let mut sheets = sheets.iter();
    for section in &document.sections {
        row += 1;
        sheet.write_string_with_format(row, 0, cell_text(&section.title), &section_head)?;
        row += 1;
        for block in &section.blocks {
            match block {
                Block::Text(text) => {
                    sheet.write_string_with_format(row, 1, cell_text(text), &wrapped)?;
                    row += 1;
                }
                Block::List(lines) => {
                    for line in lines {
                        sheet.write_string_with_format(row, 1, cell_text(&format!("• {line}")), &wrapped)?;
                        row += 1;
                    }
                }
                Block::Grid(_) | Block::Plot(_) => {
                    let Some((_, name)) = sheets.next() else { continue };
                    let text = tr::PAGES_SEE_SHEET.fill(style.lang, &[("name", name)]);
                    let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
                    sheet.write_url_with_format(row, 1, Url::new(place).set_text(text), &link)?;
                    row += 1;
                }
            }
        }
    }
    print_setup(sheet, &document.title, style.lang);
    Ok(())
}

/// A table from the first cell on, so that it filters, sorts and pivots.
fn write_grid(sheet: &mut Worksheet, grid: &Grid, style: Style) -> Result<(), XlsxError> {
    let head = head();
    let last = u32::try_from(grid.rows.len()).unwrap_or(u32::MAX);
    let body = if grid.has_total { last.saturating_sub(1) } else { last };
    for (at, column) in (0_u16..).zip(&grid.columns) {
        let index = usize::from(at);
        sheet.write_string_with_format(0, at, cell_text(&column.title), &head)?;
        sheet.set_column_width(at, cells::width(grid, index, style))?;
        for (row, cells) in (1..).zip(&grid.rows) {
            let Some(cell) = cells.get(index) else { continue };
            let is_total = grid.has_total && row == last;
            let tone = column.tone;
            match is_total {
                true => cells::write_total(sheet, (row, at), (grid, index), tone, style)?,
                false => cells::write(sheet, (row, at), cell, (tone, Weight::Plain), style)?,
            }
        }
        if last > 0 && column.tone != Tone::Plain {
            cells::colour(sheet, (column, at), (1, last), grid)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    if let (Some(right), true) =
        (u16::try_from(grid.columns.len()).ok().and_then(|n| n.checked_sub(1)), body > 0)
    {
        sheet.autofilter(0, 0, body, right)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
