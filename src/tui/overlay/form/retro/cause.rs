//! A cause: what it is, up to five whys, where it lies, whether it could have been controlled, what it explains.
use super::{RetroForm, place};
use crate::board::RetroPage;
use crate::i18n::{Text, tr};
use crate::model::{Cause, CauseId, FindingVerdict};
use crate::planner::{CauseDraft, RetroPlace, RetroRequest};
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::runtime::{Brief, Choice, ChoiceKind};
use crate::tui::screen::retro::words;
use crate::tui::state::State;
use crate::tui::text::fit;

/// The fields of the chain, the first answer first.
const WHYS: [(&str, &Text); 5] = [
    ("whys", &tr::ENTRY_WHY_1),
    ("why2", &tr::ENTRY_WHY_2),
    ("why3", &tr::ENTRY_WHY_3),
    ("why4", &tr::ENTRY_WHY_4),
    ("why5", &tr::ENTRY_WHY_5),
];
const ORIGINS: &[Word] = &[
    ("", &tr::RETRO_PAGE_NO_ORIGIN),
    ("internal", &tr::CAUSE_ORIGIN_INTERNAL),
    ("external", &tr::CAUSE_ORIGIN_EXTERNAL),
];
const CONTROLS: &[Word] = &[
    ("", &tr::RETRO_PAGE_NO_CONTROL),
    ("yes", &tr::CAUSE_CONTROLLABLE_YES),
    ("no", &tr::CAUSE_CONTROLLABLE_NO),
];
/// As many columns of a finding as a field can take.
const LONGEST: u16 = 100;

/// A finding a cause can explain: what it says, and what requests call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What it says, as it stands in the field.
    pub text: String,
    /// `#12`, or `lowlight target:gmv` for one that is only proposed.
    pub key: String,
    /// Its number, where it has one.
    pub finding: Option<crate::model::FindingId>,
}

/// The findings a cause can explain: all but those that were dismissed.
#[must_use]
pub fn explained(state: &State, page: &RetroPage) -> Vec<Explained> {
    let dismissed = |verdict| verdict == Some(FindingVerdict::Dismissed);
    let lines = page.analysis.findings.iter();
    let open = lines.filter(|line| !dismissed(line.finding.as_ref().map(|finding| finding.verdict)));
    open.map(|line| {
        let finding = line.finding.as_ref().map(|finding| finding.id);
        let key = match finding {
            Some(id) => format!("#{}", id.0),
            None => format!("{} {}", line.kind, line.subject),
        };
        Explained { text: fit(&words::finding(state, line), LONGEST), key, finding }
    })
    .collect()
}

/// The same as choices.
#[must_use]
pub fn choices(findings: &[Explained]) -> Vec<Choice> {
    let choice = |one: &Explained| Choice {
        key: one.text.clone(),
        name_en: String::new(),
        name_zh: String::new(),
        brief: Brief::default(),
    };
    findings.iter().map(choice).collect()
}

fn fields() -> Vec<Field> {
    let mut fields =
        vec![Field::new("text", &tr::ENTRY_RETRO_CAUSE, &tr::ASK_RETRO_CAUSE, Kind::Text(true)).required()];
    for (id, label) in WHYS {
        fields.push(Field::new(id, label, &tr::ASK_WHY, Kind::Text(true)));
    }
    fields.push(Field::new("origin", &tr::ENTRY_ORIGIN, &tr::ASK_STATUS, Kind::Words(ORIGINS)));
    fields.push(Field::new("controllable", &tr::ENTRY_CONTROLLABLE, &tr::ASK_STATUS, Kind::Words(CONTROLS)));
    let findings = Kind::Choice(ChoiceKind::Findings, false);
    fields.push(Field::new("finding", &tr::ENTRY_EXPLAINS, &tr::ASK_EXPLAINS, findings));
    settle(&mut fields);
    fields
}

/// The next why is asked once the one before it is answered.
pub(super) fn settle(fields: &mut [Field]) {
    let mut is_asked = true;
    for (id, _) in WHYS {
        let Some(field) = fields.iter_mut().find(|field| field.id == id) else { continue };
        let is_answered = !field.text().is_empty();
        field.is_hidden = !is_asked && !is_answered;
        is_asked = is_answered;
    }
}

impl Form {
    /// A form for a new cause; it explains what the key names, where one is given.
    #[must_use]
    pub fn add_cause(state: &State, page: &RetroPage, explains: Option<&str>) -> Self {
        let findings = explained(state, page);
        let text = explains.and_then(|key| findings.iter().find(|one| one.key == key));
        let text = text.map(|one| one.text.clone()).unwrap_or_default();
        let subject = RetroForm::AddCause { about: place(page), name: page.line.name.clone(), findings };
        let mut form = Self::retro(subject, fields());
        if let Some(field) = form.fields.iter_mut().find(|field| field.id == "finding") {
            *field = field.clone().with(&text);
        }
        form
    }

    /// A form for a cause's fields.
    #[must_use]
    pub fn edit_cause(state: &State, page: &RetroPage, cause: &Cause) -> Self {
        let findings = explained(state, page);
        let of = cause.finding.and_then(|id| findings.iter().find(|one| one.finding == Some(id)));
        let of = of.map(|one| one.text.clone()).unwrap_or_default();
        let held = |id: &str| match id {
            "text" => cause.text.clone(),
            "origin" => cause.origin.map(|origin| origin.as_str().to_owned()).unwrap_or_default(),
            "controllable" => match cause.controllable {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => String::new(),
            },
            "finding" => of.clone(),
            why => {
                let at = WHYS.iter().position(|(id, _)| *id == why);
                at.and_then(|at| cause.whys.0.get(at)).cloned().unwrap_or_default()
            }
        };
        let mut fields: Vec<Field> = fields()
            .into_iter()
            .map(|field| {
                let text = held(field.id);
                field.with(&text)
            })
            .collect();
        settle(&mut fields);
        Self::retro(RetroForm::EditCause { id: cause.id, seen: cause.version, findings }, fields)
    }

    /// The same with the cursor where the next why is to be answered.
    #[must_use]
    pub fn ask_why(state: &State, page: &RetroPage, cause: &Cause) -> Self {
        let mut form = Self::edit_cause(state, page, cause);
        let is_open = |field: &Field| {
            WHYS.iter().any(|(id, _)| *id == field.id) && !field.is_hidden && field.text().is_empty()
        };
        form.focus = form.fields.iter().position(is_open).unwrap_or(WHYS.len());
        form
    }
}

/// What requests call the finding that stands in the field; empty for none.
fn named(text: &str, findings: &[Explained]) -> String {
    let found = findings.iter().find(|one| one.text == text);
    found.map_or_else(|| text.to_owned(), |one| one.key.clone())
}

fn whys(form: &Form) -> Vec<String> {
    WHYS.iter().filter_map(|(id, _)| form.given(id)).collect()
}

pub(super) fn added(form: &Form, about: &RetroPlace, findings: &[Explained]) -> RetroRequest {
    let draft = CauseDraft {
        text: form.given("text"),
        whys: Some(whys(form)).filter(|whys| !whys.is_empty()),
        origin: form.given("origin"),
        controllable: form.given("controllable"),
        finding: form.given("finding").map(|text| named(&text, findings)),
    };
    RetroRequest::CauseAdd { about: about.clone(), draft }
}

pub(super) fn changed(form: &Form, id: CauseId, seen: i64, findings: &[Explained]) -> RetroRequest {
    let is_other = WHYS.iter().any(|(id, _)| form.changed(id).is_some());
    let draft = CauseDraft {
        text: form.changed("text"),
        whys: is_other.then(|| whys(form)),
        origin: form.changed("origin"),
        controllable: form.changed("controllable"),
        finding: form.changed("finding").map(|text| named(&text, findings)),
    };
    RetroRequest::CauseSet { cause: id.0, seen: Some(seen), draft }
}
