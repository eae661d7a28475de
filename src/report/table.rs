//! One table in three dresses: aligned for people, CSV for spreadsheets, JSON for programs.
use crate::i18n::Text;
use crate::model::{Lang, Quantity, printable};
use comfy_table::{CellAlignment, ContentArrangement};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns, for people.
    #[default]
    Text,
    /// Comma-separated, guarded against formulas.
    Csv,
    /// An array of objects.
    Json,
}

/// One cell: what people read, and what programs read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The same for both.
    Text(String),
    /// Several lines below each other; programs get them with line ends.
    Lines(Vec<String>),
    /// A word for programs and the words people read for it.
    Coded(String, String),
    /// A number with the words people read for it.
    Number(f64, String),
    /// Low, middle and high with the words people read for them: one column for people, three of CSV.
    Spread(Option<[f64; 3]>, String),
    /// An exact quantity with the words people read for it.
    Quantity(Quantity, String),
    /// A whole number.
    Int(i64),
    /// A word with its label: programs get the word, people the label.
    Word(&'static str, String),
    /// Yes or no with its label.
    Flag(bool, String),
    /// Nothing: `—` for people, empty or null for programs.
    None,
}

impl Value {
    /// A text, or nothing where it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }

    fn shown(&self) -> String {
        match self {
            Self::Lines(lines) => lines.iter().map(|line| printable(line)).collect::<Vec<_>>().join("\n"),
            Self::Text(text)
            | Self::Coded(_, text)
            | Self::Spread(_, text)
            | Self::Number(_, text)
            | Self::Quantity(_, text)
            | Self::Word(_, text)
            | Self::Flag(_, text) => printable(text).into_owned(),
            Self::Int(n) => n.to_string(),
            Self::None => "—".to_owned(),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Number(..) | Self::Spread(..) | Self::Quantity(..) | Self::Int(_))
    }

    fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Coded(text, _) => guarded(text),
            Self::Lines(lines) => guarded(&lines.join("\n")),
            Self::Number(n, _) => n.to_string(),
            Self::Spread(spread, _) => spread.map_or_else(String::new, |[_, mid, _]| mid.to_string()),
            Self::Quantity(q, _) => q.to_string(),
            Self::Int(n) => n.to_string(),
            Self::Word(word, _) => (*word).to_owned(),
            Self::Flag(flag, _) => flag.to_string(),
            Self::None => String::new(),
        }
    }

    /// As JSON: quantities as numbers in plain units.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) | Self::Coded(text, _) => text.as_str().into(),
            Self::Lines(lines) => lines.join("\n").into(),
            Self::Spread(spread, _) => spread.map_or(
                serde_json::Value::Null,
                |[low, mid, high]| serde_json::json!({ "low": low, "mid": mid, "high": high }),
            ),
            Self::Number(n, _) => (*n).into(),
            Self::Quantity(q, _) => serde_json::to_value(q).unwrap_or_default(),
            Self::Int(n) => (*n).into(),
            Self::Word(word, _) => (*word).into(),
            Self::Flag(flag, _) => (*flag).into(),
            Self::None => serde_json::Value::Null,
        }
    }
}

/// A text that a spreadsheet would take for a formula gets a quote sign before it; import takes it off again.
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What stands above a column.
#[derive(Debug, Clone, PartialEq)]
enum Title {
    Text(&'static Text),
    Name(String),
}

/// Columns with a key for programs and a title for people, and rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    columns: Vec<(String, Title)>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(columns: &[(&'static str, &'static Text)]) -> Self {
        let columns = columns.iter().map(|(key, title)| ((*key).to_owned(), Title::Text(title)));
        Self { columns: columns.collect(), rows: Vec::new() }
    }

    /// Adds a column whose title is a name of the user's world: a metric.
    pub fn column(&mut self, key: &str, name: &str) {
        self.columns.push((key.to_owned(), Title::Name(printable(name).into_owned())));
    }

    /// Adds a row, one value a column.
    pub fn row(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    /// True without rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text of a format, with a line end.
    #[must_use]
    pub fn render(&self, format: Format, lang: Lang, width: Option<u16>) -> String {
        match format {
            Format::Text => self.aligned(lang, width),
            Format::Csv => self.csv(),
            Format::Json => format!("{:#}\n", self.json()),
        }
    }

    /// The table as an array of objects.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let object = |row: &Vec<Value>| {
            let pairs = self.columns.iter().zip(row).map(|((key, _), value)| (key.clone(), value.json()));
            serde_json::Value::Object(pairs.collect())
        };
        serde_json::Value::Array(self.rows.iter().map(object).collect())
    }

    fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        let is_spread =
            |index: usize| self.rows.iter().any(|row| matches!(row.get(index), Some(Value::Spread(..))));
        let spreads: Vec<bool> = (0..self.columns.len()).map(is_spread).collect();
        let heads = self.columns.iter().zip(&spreads).flat_map(|((key, _), is_spread)| match is_spread {
            true => vec![format!("{key}_low"), key.clone(), format!("{key}_high")],
            false => vec![key.clone()],
        });
        let _ = writer.write_record(heads);
        for row in &self.rows {
            let cells = row.iter().zip(&spreads).flat_map(|(value, is_spread)| match (value, is_spread) {
                (Value::Spread(Some(spread), _), _) => spread.map(|n| n.to_string()).to_vec(),
                (_, true) => vec![String::new(), value.plain(), String::new()],
                (_, false) => vec![value.plain()],
            });
            let _ = writer.write_record(cells);
        }
        writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    fn aligned(&self, lang: Lang, width: Option<u16>) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        if let Some(width) = width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        table.set_header(self.columns.iter().map(|(_, title)| match title {
            Title::Text(text) => text.get(lang),
            Title::Name(name) => name,
        }));
        for row in &self.rows {
            table.add_row(row.iter().map(Value::shown));
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            let numbers = self.rows.iter().filter_map(|row| row.get(index)).filter(|v| **v != Value::None);
            if numbers.clone().count() > 0 && numbers.clone().all(Value::is_number) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n") + "\n"
    }
}
