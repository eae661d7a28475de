//! A report as JSON. The shape is stable; what a program reads does not depend on the language:
//!
//! - `kind`, `lang`, `currency`, `title`, `subtitle`
//! - `facts`: array of `{name, value, text, …}`
//! - `sections`: array of `{id, title, blocks}`
//! - a block is `{type: "text", text}`, `{type: "list", lines}`, `{type: "grid", id, title, columns, rows, total}` or
//!   `{type: "plot", id, title, kind, unit, x, series, marks}`
//! - `columns`: array of `{key, title}`; `rows`: array of objects by column key, each value raw: an exact number in plain
//!   units (0.71 is 71 %), a day as `2026-11-04`, a status as its code, null for nothing; `total` is the last row where
//!   that is the whole of the others, else null
use super::super::doc::{Block, Cell, Document, Grid, Plot, PlotKind, Role};
use serde_json::{Map, Value as Json, json};

/// The whole document, with a line end.
pub(super) fn json(document: &Document) -> String {
    let facts = document.facts.iter().map(|(name, cell)| {
        let mut fact = json!({ "name": name, "value": raw(cell), "text": cell.shown() });
        if let (Some(object), Some(unit)) = (fact.as_object_mut(), unit(cell)) {
            object.insert("unit".into(), unit.into());
        }
        fact
    });
    let sections = document.sections.iter().map(|section| {
        let blocks: Vec<Json> = section.blocks.iter().map(block).collect();
        json!({ "id": section.id, "title": section.title, "blocks": blocks })
    });
    let whole = json!({
        "kind": document.kind.as_str(),
        "lang": document.lang.as_str(),
        "currency": document.currency,
        "title": document.title,
        "subtitle": document.subtitle,
        "facts": facts.collect::<Vec<_>>(),
        "sections": sections.collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn block(block: &Block) -> Json {
    match block {
        Block::Text(text) => json!({ "type": "text", "text": text }),
        Block::List(lines) => json!({ "type": "list", "lines": lines }),
        Block::Grid(grid) => self::grid(grid),
        Block::Plot(plot) => self::plot(plot),
    }
}

fn grid(grid: &Grid) -> Json {
    let columns: Vec<Json> =
        grid.columns.iter().map(|column| json!({ "key": column.key, "title": column.title })).collect();
    let object = |row: &Vec<Cell>| {
        let pairs = grid.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), raw(cell)));
        Json::Object(pairs.collect::<Map<_, _>>())
    };
    let whole = grid.rows.last().filter(|_| grid.has_total);
    let rows = grid.rows.len() - usize::from(whole.is_some());
    json!({
        "type": "grid",
        "id": grid.id,
        "title": grid.title,
        "columns": columns,
        "rows": grid.rows.iter().take(rows).map(object).collect::<Vec<_>>(),
        "total": whole.map(object),
    })
}

fn plot(plot: &Plot) -> Json {
    let series: Vec<Json> = plot
        .series
        .iter()
        .map(|series| json!({ "name": series.name, "role": role(series.role), "values": series.values }))
        .collect();
    let marks: Vec<Json> = plot
        .marks
        .iter()
        .map(|(index, number, text)| json!({ "x": plot.x.get(*index), "number": number, "text": text }))
        .collect();
    json!({
        "type": "plot",
        "id": plot.id,
        "title": plot.title,
        "kind": match plot.kind { PlotKind::Lines => "lines", PlotKind::Bars => "bars" },
        "unit": plot.unit.as_str(),
        "x": plot.x,
        "series": series,
        "marks": marks,
    })
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Plan => "plan",
        Role::Actual => "actual",
        Role::Goal => "goal",
        Role::Low => "low",
        Role::High => "high",
        Role::Other => "other",
    }
}

fn unit(cell: &Cell) -> Option<&'static str> {
    match cell {
        Cell::Amount(_, unit, _) | Cell::Number(_, unit, _) => Some(unit.as_str()),
        _ => None,
    }
}

/// What a program reads of a cell.
pub(super) fn raw(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Word(word, _) => (*word).into(),
        Cell::Amount(amount, ..) => serde_json::to_value(amount).unwrap_or_default(),
        Cell::Number(number, ..) => (*number).into(),
        Cell::Count(count) => (*count).into(),
        Cell::Day(day, _) => day.to_string().into(),
    }
}
