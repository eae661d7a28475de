//! Templates: a report's document rendered with minijinja. What a template sees:
//!
//! - `doc.title`, `doc.subtitle`, `doc.kind`, `doc.lang`, `doc.currency`; `doc.facts`: each with `name`, `value`
//! - `doc.sections` in order, `section.ID` by id (`section.goal`): each with `id`, `title`, `blocks`
//! - a block has `type`: `text` (`text`), `list` (`lines`), `grid` (`grid`), `plot` (`plot`)
//! - `grid.ID` and `plot.ID` by id; a grid has `title`, `columns` (`key`, `title`), `rows` (cells in order) and `records`
//!   (cells by column key); a cell prints its words and has `value`, `unit`, `type`
//! - `style_sheet` and `policy` for a page: what stands in `<style>`, and the content of its security policy
//! - filters: `grid|md_table`, `plot|md_chart`, `grid|html_table`, `plot|html_chart`, `grid|lines`, `plot|lines`,
//!   `grid|cell(row, "key")`
//! - `t("key")`: a text of the program in the report's language
//!
//! What is printed is escaped for the format. A template gets so much fuel: a loop that does not end is an error.
use super::super::doc::{Block, Cell, Document, Grid, Plot, Section};
use super::super::html::{POLICY, STYLE_SHEET, html_chart, html_table, sealed};
use super::ReportFormat;
use super::json::raw;
use super::markdown::{escaped, markdown_plot, markdown_table};
use super::plain::{plain_plot, plain_rows};
use super::templates::source_of;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Lang, Style, is_unsafe};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the files of templates end: `retro.md.j2`.
pub(super) const ENDING: &str = ".j2";
/// How many steps a template may take: a hundred times what the longest shipped one needs.
const FUEL: u64 = 2_000_000;
/// The names of the formats whose values are escaped in their own way.
const MARKDOWN: &str = "markdown";
const TEXT: &str = "text";

/// A template with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// `retro.md.j2`
    pub name: String,
    /// Its text.
    pub source: String,
    /// Where it is; none for a shipped one.
    pub file: Option<PathBuf>,
}

impl Template {
    /// What it makes of a document in a format.
    ///
    /// # Errors
    /// `bad_template` with file, line and reason.
    pub fn render(&self, document: &Document, format: ReportFormat, home: Option<&Path>) -> Result<String> {
        let made = engine(document, format, home).and_then(|mut engine| {
            engine.add_template_owned(self.name.clone(), self.source.clone())?;
            engine.get_template(&self.name)?.render(context(document))
        });
        let text = safe(&made.map_err(|error| self.fault(&error))?);
        Ok(if format == ReportFormat::Html { sealed(&text) } else { text })
    }

    /// What is wrong with it, and where: in the template itself or in one it takes in.
    fn fault(&self, error: &minijinja::Error) -> Error {
        // The cause of an error in an included template is the innermost one.
        let mut innermost = error;
        while let Some(inner) =
            std::error::Error::source(innermost).and_then(|e| e.downcast_ref::<minijinja::Error>())
        {
            innermost = inner;
        }
        let name = innermost.name().unwrap_or(&self.name);
        let file = match &self.file {
            Some(file) if name == self.name => file.display().to_string(),
            _ => name.to_owned(),
        };
        let line = innermost.line().unwrap_or(1);
        let said =
            |text| Error::new(Kind::BadData, text).arg("file", file).arg("line", line).field("template");
        match (innermost.kind(), innermost.detail()) {
            (ErrorKind::OutOfFuel, _) => said(&tr::ERROR_ENDLESS_TEMPLATE),
            (kind, Some(detail)) => said(&tr::ERROR_BAD_TEMPLATE).arg("why", format!("{kind}: {detail}")),
            (kind, None) => said(&tr::ERROR_BAD_TEMPLATE).arg("why", kind),
        }
    }
}

/// Control and direction-changing characters never reach a reader, line breaks do; no blank lines at the start, one line
/// end at the end, never two blank lines together.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 2;
    for line in text.lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            let shown =
                line.chars().map(|c| if c != '\t' && is_unsafe(c) { char::REPLACEMENT_CHARACTER } else { c });
            out.extend(shown);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn engine(
    document: &Document,
    format: ReportFormat,
    home: Option<&Path>,
) -> Result<Environment<'static>, minijinja::Error> {
    let lang = document.lang;
    let style = Style::new(lang, &document.currency);
    let mut engine = Environment::new();
    engine.set_fuel(Some(FUEL));
    engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    engine.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    engine.set_auto_escape_callback(move |_| match format {
        ReportFormat::Md => AutoEscape::Custom(MARKDOWN.into()),
        ReportFormat::Html => AutoEscape::Html,
        _ => AutoEscape::Custom(TEXT.into()),
    });
    engine.set_formatter(formatted);
    let home = home.map(Path::to_owned);
    engine.set_loader(move |name| Ok(source_of(home.as_deref(), name).map(|template| template.source)));
    engine.add_function("t", move |key: &str| said(key, lang));
    engine.add_filter("md_table", |value: &Value| {
        Ok::<_, minijinja::Error>(markdown(&markdown_table(&grid_in(value)?.0)))
    });
    engine.add_filter("md_chart", move |value: &Value| {
        Ok::<_, minijinja::Error>(markdown(&markdown_plot(&plot_in(value)?.0, style)))
    });
    engine.add_filter("html_table", move |value: &Value| {
        Ok::<_, minijinja::Error>(html(html_table(&grid_in(value)?.0, style)))
    });
    engine.add_filter("html_chart", move |value: &Value| {
        let drawn = html_chart(&plot_in(value)?.0, style).map_err(|error| wrong(error.message(lang)))?;
        Ok::<_, minijinja::Error>(html(drawn))
    });
    engine.add_global("style_sheet", html(STYLE_SHEET.to_owned()));
    engine.add_global("policy", POLICY);
    engine.add_filter("lines", move |value: &Value| match grid_in(value) {
        Ok(grid) => Ok(plain_rows(&grid.0, lang)),
        Err(_) => Ok::<_, minijinja::Error>(plain_plot(&plot_in(value)?.0, style)),
    });
    engine.add_filter("cell", |value: &Value, row: usize, key: &str| {
        let grid = grid_in(value)?;
        let column = grid.0.columns.iter().position(|column| column.key == key);
        let missing = || wrong(format!("the table {} has no column {key:?}", grid.0.id));
        let cell = grid.0.rows.get(row).and_then(|row| row.get(column?));
        match (column, cell) {
            (None, _) => Err(missing()),
            (_, cell) => {
                Ok(cell.map_or(Value::from("—"), |cell| Value::from_object(CellValue(cell.clone()))))
            }
        }
    });
    Ok(engine)
}

/// Text that is HTML already.
fn html(text: String) -> Value {
    Value::from_safe_string(text)
}

/// Text that is Markdown already.
fn markdown(text: &str) -> Value {
    Value::from_safe_string(text.trim_end().to_owned())
}

fn wrong(why: String) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, why)
}

fn grid_in(value: &Value) -> Result<Arc<GridValue>, minijinja::Error> {
    value.downcast_object::<GridValue>().ok_or_else(|| wrong("this is no table".to_owned()))
}

fn plot_in(value: &Value) -> Result<Arc<PlotValue>, minijinja::Error> {
    value.downcast_object::<PlotValue>().ok_or_else(|| wrong("this is no chart".to_owned()))
}

/// A text of the program.
fn said(key: &str, lang: Lang) -> Result<&'static str, minijinja::Error> {
    let found = tr::ALL.binary_search_by(|text| text.key.cmp(key)).ok().and_then(|index| tr::ALL.get(index));
    found.map(|text| text.get(lang)).ok_or_else(|| wrong(format!("there is no text {key:?}")))
}

/// Escapes what is printed for the format.
fn formatted(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    let is_markdown = match state.auto_escape() {
        AutoEscape::Custom(name) => name == MARKDOWN,
        _ => return escape_formatter(out, state, value),
    };
    // What is not there at all is an error before it comes here; what an `if` without an `else` leaves out is not printed.
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let shown = if is_markdown && !value.is_safe() { escaped(&text) } else { text };
    out.write_str(&shown).map_err(|_| minijinja::Error::from(ErrorKind::WriteFailure))
}

fn context(document: &Document) -> Value {
    let sections: Vec<(&str, Value)> = document.sections.iter().map(|s| (s.id, section(s))).collect();
    let by_id: BTreeMap<&str, Value> = sections.iter().cloned().collect();
    let (mut grids, mut plots) = (BTreeMap::new(), BTreeMap::new());
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Grid(grid) => {
                grids.insert(grid.id, Value::from_object(GridValue(grid.clone())));
            }
            Block::Plot(plot) => {
                plots.insert(plot.id, Value::from_object(PlotValue(plot.clone())));
            }
            Block::Text(_) | Block::List(_) => {}
        }
    }
    let facts: Vec<Value> = document
        .facts
        .iter()
        .map(|(name, cell)| map([("name", Value::from(name)), ("value", cell_value(cell))]))
        .collect();
    let doc = map([
        ("kind", Value::from(document.kind.as_str())),
        ("lang", Value::from(document.lang.as_str())),
        ("currency", Value::from(&document.currency)),
        ("title", Value::from(&document.title)),
        ("subtitle", Value::from(&document.subtitle)),
        ("facts", Value::from(facts)),
        ("sections", sections.into_iter().map(|(_, value)| value).collect()),
    ]);
    map([
        ("doc", doc),
        ("section", Value::from_pairs(by_id)),
        ("grid", Value::from_pairs(grids)),
        ("plot", Value::from_pairs(plots)),
    ])
}

fn map<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_pairs(pairs)
}

fn section(section: &Section) -> Value {
    let block = |block: &Block| match block {
        Block::Text(text) => map([("type", "text".into()), ("text", Value::from(text))]),
        Block::List(lines) => {
            map([("type", "list".into()), ("lines", lines.iter().map(Value::from).collect())])
        }
        Block::Grid(grid) => {
            map([("type", "grid".into()), ("grid", Value::from_object(GridValue(grid.clone())))])
        }
        Block::Plot(plot) => {
            map([("type", "plot".into()), ("plot", Value::from_object(PlotValue(plot.clone())))])
        }
    };
    map([
        ("id", Value::from(section.id)),
        ("title", Value::from(&section.title)),
        ("blocks", section.blocks.iter().map(block).collect()),
    ])
}

fn cell_value(cell: &Cell) -> Value {
    Value::from_object(CellValue(cell.clone()))
}

/// A table in a template.
#[derive(Debug)]
struct GridValue(Grid);

impl Object for GridValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let columns = &self.0.columns;
        let record = |row: &Vec<Cell>| {
            Value::from_pairs(columns.iter().zip(row).map(|(column, cell)| (column.key, cell_value(cell))))
        };
        Some(match key.as_str()? {
            "id" => self.0.id.into(),
            "title" => Value::from(&self.0.title),
            "has_total" => self.0.has_total.into(),
            "columns" => columns
                .iter()
                .map(|c| map([("key", c.key.into()), ("title", Value::from(&c.title))]))
                .collect(),
            "rows" => self.0.rows.iter().map(|row| row.iter().map(cell_value).collect::<Value>()).collect(),
            "records" => self.0.rows.iter().map(record).collect(),
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.rows.is_empty()
    }
}

/// A chart in a template.
#[derive(Debug)]
struct PlotValue(Plot);

impl Object for PlotValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let plot = &self.0;
        Some(match key.as_str()? {
            "id" => plot.id.into(),
            "title" => Value::from(&plot.title),
            "unit" => plot.unit.as_str().into(),
            "x" => plot.x.iter().map(Value::from).collect(),
            "series" => {
                let series = plot.series.iter().map(|series| {
                    let values = series.values.iter().map(|value| Value::from(*value)).collect::<Value>();
                    map([("name", Value::from(&series.name)), ("values", values)])
                });
                series.collect()
            }
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

/// A cell in a template: its words where it is printed.
#[derive(Debug)]
struct CellValue(Cell);

impl Object for CellValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let (word, unit) = match &self.0 {
            Cell::Empty => ("empty", None),
            Cell::Text(_) => ("text", None),
            Cell::Word(..) => ("word", None),
            Cell::Amount(_, unit, _) => ("amount", Some(*unit)),
            Cell::Number(_, unit, _) => ("number", Some(*unit)),
            Cell::Count(_) => ("count", None),
            Cell::Day(..) => ("day", None),
        };
        Some(match key.as_str()? {
            "text" => Value::from(self.0.shown().into_owned()),
            "value" => Value::from(Serde(raw(&self.0))),
            "unit" => Value::from(unit.map(crate::model::Unit::as_str)),
            "type" => word.into(),
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.shown())
    }
}
