//! A report before it is written: sections of texts, tables with typed cells and charts. Built from a board once, written
//! as Markdown, HTML, a spreadsheet, CSV or JSON.
mod daily;
mod okr;
mod pen;
mod portfolio;
mod retro;
mod weekly;

pub use daily::daily_document;
pub use okr::okr_document;
pub use pen::Pen;
pub use portfolio::portfolio_document;
pub use retro::retro_document;
pub use weekly::weekly_document;

use crate::board::ReportView;
use crate::i18n::{Text, tr};

use crate::model::{Day, Lang, Quantity, Unit, printable};
use std::borrow::Cow;

crate::words! {
    /// What a report is about.
    pub enum ReportKind {
        /// 日报: one live campaign, for the group at 22:00
        Daily = "daily",
        /// 周报: a week of campaigns and OKRs
        Weekly = "weekly",
        /// OKR 周期
        Okr = "okr",
        /// 复盘
        Retro = "retro",
        /// 活动总览: all campaigns of a period side by side
        Portfolio = "portfolio",
    }
}

impl ReportKind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static Text {
        match self {
            Self::Daily => &tr::REPORT_KIND_DAILY,
            Self::Weekly => &tr::REPORT_KIND_WEEKLY,
            Self::Okr => &tr::REPORT_KIND_OKR,
            Self::Retro => &tr::REPORT_KIND_RETRO,
            Self::Portfolio => &tr::REPORT_KIND_PORTFOLIO,
        }
    }
}

/// A report of what was read. With `hints`, a retrospective also tells what one should look at again.
#[must_use]
pub fn report_document(view: &ReportView, pen: &Pen, hints: bool) -> Document {
    match view {
        ReportView::Daily(daily) => daily_document(daily, pen),
        ReportView::Weekly(weekly) => weekly_document(weekly, pen),
        ReportView::Okr(okr) => okr_document(okr, pen),
        ReportView::Retro(page) => retro_document(page, pen, hints),
        ReportView::Portfolio(portfolio) => portfolio_document(portfolio, pen),
    }
}

/// A whole report.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is about.
    pub kind: ReportKind,
    /// The language it is in.
    pub lang: Lang,
    /// ISO code of the money in it.
    pub currency: String,
    /// 双11拉新 · 复盘
    pub title: String,
    /// Dates, owner, data cut-off: one line.
    pub subtitle: String,
    /// The few numbers that come first, with what they are called.
    pub facts: Vec<(String, Cell)>,
    /// Its sections in order. A template may take them by their ids.
    pub sections: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// `targets`: the same in every language.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What is in it, in order; a section without blocks is not written.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Lines of a list.
    List(Vec<String>),
    /// A table.
    Grid(Grid),
    /// A chart.
    Plot(Plot),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// `targets`: the same in every language, unique in the document.
    pub id: &'static str,
    /// Its caption; empty where the section's heading says it.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
    /// The last row is the whole of the others.
    pub has_total: bool,
    /// Rows whose shares and gaps are neither good nor bad, by number from 0: what follows a plan, or keeps a bound.
    pub plain: Vec<usize>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// `achievement`: the same in every language.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// How its numbers are to be coloured, beside their sign or word.
    pub tone: Tone,
}

/// What is good in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing is.
    #[default]
    Plain,
    /// A share of a goal: 100 % and more is good, below 80 % is bad.
    Share,
    /// A difference: below zero is bad.
    Gap,
    /// A status word.
    Status,
}

/// One cell: what people read, and the value behind it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: `—`.
    Empty,
    /// A text.
    Text(String),
    /// A code with the words for it: `behind`, `▼ 落后`.
    Word(&'static str, String),
    /// An exact amount in a unit, with the words for it.
    Amount(Quantity, Unit, String),
    /// A ratio in plain units (0.71 for 71 %) of a unit, with the words for it.
    Number(f64, Unit, String),
    /// A count.
    Count(i64),
    /// A day, with the words for it.
    Day(Day, String),
}

impl Cell {
    /// What people read.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed("—"),
            Self::Text(text) if text.is_empty() => Cow::Borrowed("—"),
            Self::Text(text)
            | Self::Word(_, text)
            | Self::Amount(_, _, text)
            | Self::Number(_, _, text)
            | Self::Day(_, text) => Cow::Borrowed(text),
            Self::Count(count) => Cow::Owned(count.to_string()),
        }
    }

    /// True where there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// True for what stands to the right in its column.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Amount(..) | Self::Number(..) | Self::Count(_))
    }

    fn clean(&mut self) {
        match self {
            Self::Text(text)
            | Self::Word(_, text)
            | Self::Amount(_, _, text)
            | Self::Number(_, _, text)
            | Self::Day(_, text) => clean(text),
            Self::Empty | Self::Count(_) => {}
        }
    }
}

/// Takes out of a text what must never reach a reader: control and direction-changing characters.
fn clean(text: &mut String) {
    if let Cow::Owned(safe) = printable(text) {
        *text = safe;
    }
}

impl Grid {
    /// A table without rows.
    #[must_use]
    pub fn new(id: &'static str, title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { id, title: title.into(), columns, rows: Vec::new(), has_total: false, plain: Vec::new() }
    }

    /// A row more, in which shares and gaps are good or bad only where `is_toned`.
    pub fn push(&mut self, row: Vec<Cell>, is_toned: bool) {
        if !is_toned {
            self.plain.push(self.rows.len());
        }
        self.rows.push(row);
    }

    /// What is good in a cell of a row and column.
    #[must_use]
    pub fn tone(&self, row: usize, column: &Column) -> Tone {
        match column.tone {
            Tone::Share | Tone::Gap if self.plain.contains(&row) => Tone::Plain,
            tone => tone,
        }
    }

    /// The table without the columns in which nothing stands, but its first.
    #[must_use]
    pub fn without_blanks(mut self) -> Self {
        let is_used = |index: usize| {
            index == 0 || self.rows.iter().any(|row| row.get(index).is_some_and(|cell| !cell.is_empty()))
        };
        let used: Vec<bool> = (0..self.columns.len()).map(is_used).collect();
        let kept = |index: &usize| used.get(*index).copied().unwrap_or(false);
        let pick = |row: Vec<Cell>| {
            row.into_iter().enumerate().filter(|(i, _)| kept(i)).map(|(_, cell)| cell).collect()
        };
        self.rows = self.rows.into_iter().map(pick).collect();
        self.columns =
            self.columns.into_iter().enumerate().filter(|(i, _)| kept(i)).map(|(_, column)| column).collect();
        self
    }

    /// Whether a column holds numbers and nothing else.
    #[must_use]
    pub fn is_number(&self, column: usize) -> bool {
        let mut cells =
            self.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(Cell::is_number)
    }
}

impl Document {
    /// Every table in order.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        })
    }

    /// The document as it may be written: no control or direction-changing characters anywhere, nothing empty.
    #[must_use]
    pub fn finished(mut self) -> Self {
        clean(&mut self.title);
        clean(&mut self.subtitle);
        for (name, cell) in &mut self.facts {
            clean(name);
            cell.clean();
        }
        for section in &mut self.sections {
            clean(&mut section.title);
            section.blocks.iter_mut().for_each(Block::clean);
            section.blocks.retain(|block| !block.is_empty());
        }
        self.sections.retain(|section| !section.blocks.is_empty());
        self
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(lines) => lines.is_empty(),
            Self::Grid(grid) => grid.rows.is_empty(),
            Self::Plot(plot) => plot.series.iter().all(|series| series.values.iter().all(Option::is_none)),
        }
    }

    fn clean(&mut self) {
        match self {
            Self::Text(text) => clean(text),
            Self::List(lines) => lines.iter_mut().for_each(clean),
            Self::Grid(grid) => {
                clean(&mut grid.title);
                grid.columns.iter_mut().for_each(|column| clean(&mut column.title));
                grid.rows.iter_mut().flatten().for_each(Cell::clean);
            }
            Self::Plot(plot) => {
                clean(&mut plot.title);
                plot.x.iter_mut().for_each(clean);
                plot.series.iter_mut().for_each(|series| clean(&mut series.name));
                plot.marks.iter_mut().for_each(|(_, _, text)| clean(text));
            }
        }
    }
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlotKind {
    /// Values over time.
    Lines,
    /// Values beside each other.
    Bars,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// `progress`: the same in every language, unique in the document.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// Lines or bars.
    pub kind: PlotKind,
    /// What its values count in.
    pub unit: Unit,
    /// The places on the x axis.
    pub x: Vec<String>,
    /// What is drawn.
    pub series: Vec<PlotSeries>,
    /// Numbered places on the x axis: index into `x`, number, text.
    pub marks: Vec<(usize, usize, String)>,
}

/// One line or set of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct PlotSeries {
    /// What it is called.
    pub name: String,
    /// What it stands for, so that it is drawn the same everywhere.
    pub role: Role,
    /// One value for each place; none where there is none.
    pub values: Vec<Option<f64>>,
}

/// What a series stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The plan.
    Plan,
    /// What came.
    Actual,
    /// The goal.
    Goal,
    /// The lower and upper end of a forecast.
    Low,
    /// The upper end.
    High,
    /// Anything else.
    Other,
}
