//! Reports from the screen: into a file, or on the clipboard with one key.
use super::{Checks, Field, Form, Kind, Subject, Word};
use crate::board::{CampaignLine, Group};
use crate::error::Result;
use crate::i18n::{Text, tr};
use crate::model::printable;
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::runtime::ReportJob;
use crate::tui::screen;
use crate::tui::state::{State, Tone};

const KINDS: &[Word] = &[
    ("daily", &tr::REPORT_KIND_DAILY),
    ("retro", &tr::REPORT_KIND_RETRO),
    ("weekly", &tr::REPORT_KIND_WEEKLY),
    ("okr", &tr::REPORT_KIND_OKR),
    ("portfolio", &tr::REPORT_KIND_PORTFOLIO),
];
const FORMATS: &[Word] = &[
    ("md", &tr::FORMAT_MD),
    ("html", &tr::FORMAT_HTML),
    ("xlsx", &tr::FORMAT_XLSX),
    ("txt", &tr::FORMAT_TXT),
    ("csv", &tr::FORMAT_CSV),
    ("json", &tr::FORMAT_JSON),
];
const NO_YES: &[Word] = &[("no", &tr::FORM_NO), ("yes", &tr::FORM_YES)];

/// What a report from the shown screen is about: key, name, and the kind it usually is.
fn about(state: &State) -> Option<(String, String, &'static str)> {
    let usual = |line: &CampaignLine| if line.group == Group::Ended { "retro" } else { "daily" };
    let shown = screen::shown(state).command;
    if shown == screen::retros::SCREEN.command {
        return state.desks.retros.retro().map(|line| (line.key.clone(), line.name.clone(), "retro"));
    }
    if shown == screen::retro::SCREEN.command {
        let line = state.desks.retro.page().map(|page| &page.line);
        return line.map(|line| (line.key.clone(), line.name.clone(), "retro"));
    }
    if shown == screen::okr::SCREEN.command {
        let cycle = state.desks.okr.tree()?.cycle.as_ref()?;
        return Some((cycle.key.clone(), cycle.key.clone(), "okr"));
    }
    state.campaign().map(|line| (line.key.clone(), line.name.clone(), usual(line)))
}

/// There is something to report on.
pub(in crate::tui) fn can_report(state: &State) -> std::result::Result<(), &'static Text> {
    about(state).map(|_| ()).ok_or(&tr::WHY_NOTHING_TO_REPORT)
}

/// Opens the form for a report into a file.
pub(in crate::tui) fn write(state: &mut State, _: Now) -> Vec<Effect> {
    let Some((about, name, kind)) = about(state) else { return Vec::new() };
    let checks = state.checks();
    let mut fields = vec![
        Field::new("kind", &tr::ENTRY_REPORT_KIND, &tr::ASK_REPORT_KIND, Kind::Words(KINDS)).with(kind),
        Field::new("format", &tr::ENTRY_FORMAT, &tr::ASK_FORMAT, Kind::Words(FORMATS)),
        Field::new("path", &tr::ENTRY_PATH, &tr::ASK_REPORT_PATH, Kind::Text(false)).required(),
        Field::new("replace", &tr::ENTRY_REPLACE, &tr::ASK_REPLACE, Kind::Words(NO_YES)),
    ];
    settle(&mut fields, &about, &checks);
    let mut form = Form::new(Subject::Report { about, name }, fields);
    form.focus = 0;
    actions::open(state, form)
}

/// Copies the report: of a running campaign its day.
pub(in crate::tui) fn copy(state: &mut State, _: Now) -> Vec<Effect> {
    let Some((about, _, kind)) = about(state) else { return Vec::new() };
    vec![Effect::CopyReport(ReportJob { about, kind: Some(kind.to_owned()), format: None })]
}

/// A report was written for the clipboard: puts it there.
pub(in crate::tui) fn copied(state: &mut State, result: Result<String>, effects: &mut Vec<Effect>) {
    match result {
        Ok(text) => {
            let n = text.lines().count().to_string();
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            let first = printable(first.trim_start_matches(['#', ' '])).into_owned();
            let told = state.fill(&tr::NOTICE_REPORT_COPIED, &[("n", &n), ("first", &first)]);
            state.tell(Tone::Done, told);
            effects.push(Effect::Copy(text));
        }
        Err(error) => state.tell_error(&error),
    }
}

/// The file is named after what it is, until somebody names it: `d11-daily-2026-11-04.md`.
pub(super) fn settle(fields: &mut [Field], about: &str, checks: &Checks) {
    let text = |id: &str| fields.iter().find(|f| f.id == id).map(|f| f.text().to_owned()).unwrap_or_default();
    let (kind, format) = (text("kind"), text("format"));
    let day = checks.today;
    let name = match kind.as_str() {
        "weekly" | "portfolio" => format!("{kind}-{day}.{format}"),
        "daily" => format!("{about}-{kind}-{day}.{format}"),
        _ => format!("{about}-{kind}.{format}"),
    };
    // An emptied field stays empty: somebody is about to name it.
    let is_own = |f: &Field| f.filled.as_deref().map_or(f.text().is_empty(), |own| own == f.editor.text());
    if let Some(path) = fields.iter_mut().find(|field| field.id == "path" && is_own(field)) {
        path.fill(&name);
    }
}

/// What saving asks for.
pub(super) fn effect(form: &Form, about: &str, ticket: u64) -> Effect {
    let job = ReportJob { about: about.to_owned(), kind: form.given("kind"), format: form.given("format") };
    let replace = form.given("replace").is_some_and(|word| word == "yes");
    Effect::WriteReport { ticket, job, path: form.given("path").unwrap_or_default(), replace }
}
