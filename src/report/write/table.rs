//! One table of a report as CSV.
use super::super::doc::{Cell, Document, Grid};
use super::super::table::guarded;
use super::Writing;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;

/// The table asked for, or the only one there is: keys of columns above raw values.
///
/// # Errors
/// `report_one_table` where there are several and none is named; `report_no_table` where the one named is not there.
pub(super) fn csv(document: &Document, writing: &Writing<'_>) -> Result<Vec<u8>> {
    let rows = || document.grids().map(|grid| format!("{}  {}", grid.id, grid_title(document, grid)));
    let mut grids = document.grids();
    let grid = match (writing.section, grids.next(), grids.next()) {
        (Some(wanted), ..) => document.grids().find(|grid| grid.id == wanted).ok_or_else(|| {
            Error::new(Kind::NotFound, &tr::ERROR_REPORT_NO_TABLE)
                .arg("text", wanted)
                .rows(rows())
                .field("section")
        })?,
        (None, Some(only), None) => only,
        (None, None, _) => {
            return Err(Error::new(Kind::NotFound, &tr::ERROR_REPORT_NO_TABLE)
                .arg("text", "csv")
                .field("section"));
        }
        (None, Some(_), Some(_)) => {
            return Err(Error::new(Kind::Usage, &tr::ERROR_REPORT_ONE_TABLE).rows(rows()).field("section"));
        }
    };
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(grid.columns.iter().map(|column| column.key));
    for row in &grid.rows {
        let _ = writer.write_record(row.iter().map(raw));
    }
    Ok(writer.into_inner().unwrap_or_default())
}

/// What a table is called: its caption, else its section's heading.
fn grid_title<'a>(document: &'a Document, grid: &'a Grid) -> &'a str {
    if !grid.title.is_empty() {
        return &grid.title;
    }
    let holds = |section: &&super::super::doc::Section| {
        section.blocks.iter().any(|b| matches!(b, super::super::doc::Block::Grid(g) if g.id == grid.id))
    };
    document.sections.iter().find(holds).map_or("", |section| &section.title)
}

fn raw(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Word(word, _) => (*word).to_owned(),
        Cell::Amount(amount, ..) => amount.to_string(),
        Cell::Number(number, ..) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Day(day, _) => day.to_string(),
    }
}
