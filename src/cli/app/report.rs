//! Reports as the screen asks for them: the same as `fupan report` gives.
use super::super::report::Command;
use super::FileBackend;
use crate::error::{Error, Result};
use crate::model::Metric;
use crate::planner::{Context, playbooks};
use crate::report::{ReportFormat, Writing, write_report};
use crate::tui::ReportJob;

impl FileBackend {
    /// A report in the language of the screen.
    pub(super) fn written_report(&self, job: &ReportJob, context: &Context) -> Result<Vec<u8>> {
        let home = self.home.as_deref();
        let command = Command::asked(&job.about, job.kind.clone());
        let document = self.read(|db| {
            let library = playbooks::library(home, &db.list::<Metric>()?);
            command.document_of(db, &library, context.now, context.lang)
        })?;
        let named: Option<ReportFormat> =
            job.format.as_deref().map(str::parse).transpose().map_err(|f| Error::from(f).field("format"))?;
        let format = named.unwrap_or(Command::usual_format(document.kind));
        write_report(&document, format, &Writing { home, template: None, section: None, now: context.now })
    }
}
