//! A report before it is written: sections of texts, tables with typed cells and charts. Built from a board once, written
//! as Markdown, HTML, a spreadsheet, CSV or JSON.
use crate::model::{Day, Lang, Quantity, Unit};

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
