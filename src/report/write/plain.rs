//! Text that can be pasted into a chat: no tables, one line a row.
use super::super::doc::{Cell, Grid, Plot, PlotKind};
use super::markdown::{bars, ends, sparks};
use crate::model::{Lang, Style};

/// One line a row: its first cell, then what the other columns say of it.
pub(super) fn plain_rows(grid: &Grid, lang: Lang) -> Vec<String> {
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let line = |row: &Vec<Cell>| {
        let cells = row.iter().zip(&grid.columns).skip(1).filter(|(cell, _)| !cell.is_empty());
        let parts: Vec<String> = cells
            .map(|(cell, column)| match cell {
                // How something stands says what it is by itself.
                Cell::Word(..) if column.key == "status" => cell.shown().into_owned(),
                _ => format!("{} {}", column.title, cell.shown()),
            })
            .collect();
        let head = row.first().map(|cell| cell.shown().into_owned()).unwrap_or_default();
        if parts.is_empty() { head } else { format!("{head}{colon}{}", parts.join(" · ")) }
    };
    grid.rows.iter().map(line).collect()
}

/// A chart in a few lines.
pub(super) fn plain_plot(plot: &Plot, style: Style) -> Vec<String> {
    let mut out = vec![match plot.kind {
        PlotKind::Lines => format!("{}  {}", plot.title, ends(&plot.x)),
        PlotKind::Bars => plot.title.clone(),
    }];
    let rows = match plot.kind {
        PlotKind::Lines => sparks(plot, style),
        PlotKind::Bars => {
            bars(plot, style).into_iter().map(|[name, value, bar]| [name, bar, value]).collect()
        }
    };
    out.extend(rows.into_iter().map(|[name, drawn, value]| format!("{drawn} {name} {value}")));
    for (index, number, text) in &plot.marks {
        out.push(format!("{number}. {} {text}", plot.x.get(*index).map_or("", String::as_str)));
    }
    out
}
