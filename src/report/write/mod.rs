//! A report in its formats. A format is a word of [`ReportFormat`], a row of [`WRITERS`] and a file beside this one.
mod json;
mod markdown;
mod plain;
mod table;
mod template;
mod templates;

pub use markdown::markdown_table;
pub use template::Template;
pub use templates::{TemplateEntry, copy_template, template_named, templates};

use super::doc::Document;
use super::xlsx::xlsx;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use std::path::Path;

crate::words! {
    /// What a report is written as.
    pub enum ReportFormat {
        /// Markdown: GitHub, Feishu, Notion.
        Md = "md",
        /// Text to be pasted into a chat.
        Txt = "txt",
        /// A page in one file, for a browser and for paper.
        Html = "html",
        /// A workbook: a sheet a table, charts, formulas.
        Xlsx = "xlsx",
        /// One table for a spreadsheet.
        Csv = "csv",
        /// Everything with its raw values, for programs.
        Json = "json",
    }
}

/// What a writer may need beside the document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writing<'a> {
    /// Where the user's own templates are: below the folder of settings.
    pub home: Option<&'a Path>,
    /// The template to be used instead of the usual one.
    pub template: Option<&'a Template>,
    /// The table wanted, where a format holds only one.
    pub section: Option<&'a str>,
    /// The moment it is written, UTC seconds, where a format says so.
    pub now: i64,
}

/// How a format is written.
pub struct Writer {
    /// The format.
    pub format: ReportFormat,
    /// How its files end, without the dot; the usual ending first.
    pub endings: &'static [&'static str],
    /// True for what no terminal can show.
    pub is_binary: bool,
    /// True for what templates make: a `--template` can change it.
    pub has_templates: bool,
    /// Writes it.
    pub write: fn(&Document, &Writing<'_>) -> Result<Vec<u8>>,
}

/// Every format: one row each.
pub static WRITERS: &[Writer] = &[
    Writer {
        format: ReportFormat::Md,
        endings: &["md", "markdown"],
        is_binary: false,
        has_templates: true,
        write: |document, writing| by_template(document, ReportFormat::Md, writing),
    },
    Writer {
        format: ReportFormat::Txt,
        endings: &["txt", "text"],
        is_binary: false,
        has_templates: true,
        write: |document, writing| by_template(document, ReportFormat::Txt, writing),
    },
    Writer {
        format: ReportFormat::Html,
        endings: &["html", "htm"],
        is_binary: false,
        has_templates: true,
        write: |document, writing| by_template(document, ReportFormat::Html, writing),
    },
    Writer {
        format: ReportFormat::Xlsx,
        endings: &["xlsx"],
        is_binary: true,
        has_templates: false,
        write: |document, writing| xlsx(document, writing.now),
    },
    Writer {
        format: ReportFormat::Csv,
        endings: &["csv"],
        is_binary: false,
        has_templates: false,
        write: table::csv,
    },
    Writer {
        format: ReportFormat::Json,
        endings: &["json"],
        is_binary: false,
        has_templates: false,
        write: |document, _| Ok(json::json(document).into_bytes()),
    },
];

impl ReportFormat {
    /// How it is written.
    ///
    /// # Errors
    /// A fault of the program where it has no row.
    pub fn writer(self) -> Result<&'static Writer> {
        let row = WRITERS.iter().find(|writer| writer.format == self);
        row.ok_or_else(|| Error::new(Kind::Internal, &tr::ERROR_IO).arg("file", self).arg("why", "no writer"))
    }

    /// The format that files of this name are in; of a template (`daily.txt.j2`) what it makes.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let name = name.strip_suffix(template::ENDING).unwrap_or(&name);
        let ending = name.rsplit_once('.')?.1;
        WRITERS.iter().find(|writer| writer.endings.contains(&ending)).map(|writer| writer.format)
    }
}

/// Writes a report.
///
/// # Errors
/// As its format's writer: `bad_template`, `report_one_table`, `report_no_table`.
pub fn write_report(document: &Document, format: ReportFormat, writing: &Writing<'_>) -> Result<Vec<u8>> {
    (format.writer()?.write)(document, writing)
}

/// What the template of its kind makes of it: the one asked for, the user's own `KIND.FORMAT.j2`, the shipped one.
fn by_template(document: &Document, format: ReportFormat, writing: &Writing<'_>) -> Result<Vec<u8>> {
    let usual;
    let template = match writing.template {
        Some(template) => template,
        None => {
            usual = template_named(writing.home, &format!("{}.{format}", document.kind))?;
            &usual
        }
    };
    Ok(template.render(document, format, writing.home)?.into_bytes())
}
