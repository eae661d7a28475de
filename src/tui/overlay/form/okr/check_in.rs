//! Checking in on a key result, alone or on a walk through all that are due.
use super::super::kinds::NO_YES;
use super::super::{Field, Form, Kind};
use super::OkrForm;
use crate::board::KeyResultLine;
use crate::i18n::tr;
use crate::model::{Feed, Quantity, TargetId, TargetKind};
use crate::planner::{CheckInDraft, OkrRequest};
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::form::Subject;
use crate::tui::screen::okr::words;
use crate::tui::state::{State, Tone};

/// A walk through key results whose check-in is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Those that come after this one.
    pub rest: Vec<TargetId>,
    /// How many there are in all.
    pub of: usize,
    /// How many were checked in.
    pub saved: usize,
}

impl Round {
    /// Which one it is at, from 1.
    #[must_use]
    pub fn at(&self) -> usize {
        self.of.saturating_sub(self.rest.len())
    }
}

impl Form {
    /// A form for a check-in on a key result.
    #[must_use]
    pub fn check_in(state: &State, line: &KeyResultLine, round: Option<Round>) -> Self {
        let title = format!("{} {}", line.line.key, words::title(state, line));
        let form = OkrForm::CheckIn {
            id: line.line.id,
            path: line.path.clone(),
            title,
            status: line.line.status,
            round,
        };
        // Where steps say how far it is, or its number is fed, there is nothing to type.
        let has_steps = line.line.kind == TargetKind::Done && Some(line.line.goal) != Quantity::from_units(1);
        let mut fields = Vec::new();
        if line.feed == Feed::Hand && !has_steps {
            let (ask, kind) = match line.line.kind {
                TargetKind::Done => (&tr::ASK_CHECK_IN_DONE, Kind::Text(false)),
                _ => (&tr::ASK_CHECK_IN_VALUE, Kind::Number),
            };
            fields.push(Field::new("value", &tr::ENTRY_CHECK_IN_VALUE, ask, kind));
        }
        let sure = Kind::Text(false);
        fields.push(Field::new("confidence", &tr::ENTRY_CONFIDENCE, &tr::ASK_CONFIDENCE, sure));
        fields.push(Field::new("note", &tr::ENTRY_CHECK_IN_NOTE, &tr::ASK_CHECK_IN_NOTE, Kind::Text(true)));
        let without = Kind::Words(NO_YES);
        let mut without = Field::new("without", &tr::ENTRY_WITHOUT_NOTE, &tr::ASK_WITHOUT_NOTE, without);
        without.is_hidden = true;
        fields.push(without);
        let mut form = Self::okr(form, fields);
        form.lead = Some(lead(state, line));
        form
    }

    /// A note was asked for and there is none: whether it goes on without is asked as well from then on.
    pub(in super::super) fn ask_without_note(&mut self, field: Option<&str>) {
        if field == Some("note") && self.given("note").is_none() {
            // Why it is asked for takes the room of what there was to know before.
            if self.fields.iter().any(|field| field.id == "without") {
                self.lead = None;
            }
            for field in self.fields.iter_mut().filter(|field| field.id == "without") {
                field.is_hidden = false;
            }
        }
    }
}

/// Where it stands, where it should be by now, how sure its owner was, and when.
fn lead(state: &State, line: &KeyResultLine) -> String {
    let mut parts = vec![state.fill(&tr::CHECK_IN_NOW, &[("value", &words::value(state, line, false))])];
    let due = words::expected(line).filter(|_| line.line.actual.is_some());
    if let Some(share) = due {
        let due = match line.line.expected {
            Some(value) => state.numbers().compact(value, line.line.unit),
            None => state.numbers().percent(share),
        };
        parts.push(state.fill(&tr::COCKPIT_DUE, &[("share", &due)]));
    }
    parts.push(words::standing(state, line).to_owned());
    if line.confidence.is_some() {
        let sure = words::confidence(state, line.confidence, line.confidence_before, false);
        parts.push(state.fill(&tr::OBJECTIVE_PAGE_CONFIDENCE, &[("n", &sure)]));
    }
    parts.push(match line.checked_at {
        Some(at) => state.fill(&tr::OBJECTIVE_PAGE_CHECKED, &[("age", &words::ago(state, at))]),
        None => state.say(&tr::OBJECTIVE_PAGE_NEVER).to_owned(),
    });
    parts.join(" · ")
}

pub(super) fn said(form: &Form, path: &str, status: crate::model::Status) -> OkrRequest {
    let goes_without = form.given("without").is_some_and(|word| word == "yes");
    OkrRequest::CheckIn(CheckInDraft {
        key_result: path.to_owned(),
        value: form.given("value"),
        confidence: form.given("confidence"),
        note: form.given("note").or(goes_without.then(String::new)),
        status: Some(status),
        ..CheckInDraft::default()
    })
}

impl State {
    /// The walk the topmost form belongs to, where its request is not on its way.
    #[must_use]
    pub fn round(&self) -> Option<&Round> {
        match self.overlays.last()? {
            Overlay::Form(form) if !form.is_sent() => round_of(form),
            _ => None,
        }
    }

    /// The walk that the form with this ticket belongs to.
    pub(in crate::tui) fn round_with(&mut self, ticket: u64) -> Option<Round> {
        self.form_with(ticket).and_then(|form| round_of(form)).cloned()
    }

    /// A check-in was refused because it lacks its note: why, and how to go on without in a form.
    pub(in crate::tui) fn note_asked(&mut self, ticket: u64, error: &crate::Error) -> Option<String> {
        let lang = self.lang();
        let form = self.form_with(ticket)?;
        let is_asked = matches!(error.code(), "note_fell" | "note_at_risk");
        let is_check_in = matches!(&form.subject, Subject::Okr(OkrForm::CheckIn { .. }));
        let how = tr::CHECK_IN_WITHOUT.get(lang);
        (is_asked && is_check_in).then(|| format!("{} · {how}", error.message(lang)))
    }

    /// Goes on to the next key result of a walk; at its end tells what came of it.
    pub(in crate::tui) fn go_on(&mut self, mut round: Round) -> Vec<Effect> {
        while !round.rest.is_empty() {
            let id = round.rest.remove(0);
            // One that is gone by now is passed over.
            if let Some(line) = self.key_result_line(id) {
                let form = Form::check_in(self, line, Some(round));
                return actions::open(self, form);
            }
        }
        let (saved, skipped) = (round.saved.to_string(), (round.of - round.saved).to_string());
        let text = self.fill(&tr::CHECK_IN_ROUND_OVER, &[("saved", &saved), ("skipped", &skipped)]);
        self.tell(Tone::Done, text);
        Vec::new()
    }
}

fn round_of(form: &Form) -> Option<&Round> {
    match &form.subject {
        Subject::Okr(OkrForm::CheckIn { round, .. }) => round.as_ref(),
        _ => None,
    }
}
