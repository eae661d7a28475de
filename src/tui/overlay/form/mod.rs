//! Forms: fields, what is typed into them, and the request they make.
mod bulk;
mod campaign;
mod field;
mod kinds;
mod learned;
pub mod lines;
mod merge;
pub mod okr;
mod plan;
pub mod report;
pub mod retro;
mod walk;
mod written;

pub use bulk::Bulk;
pub use field::{Checks, Choices, Field, Kind, Word};
pub use kinds::Subject;
pub use learned::{Learned, stages};
pub use merge::{Draft, Typed};
pub use okr::{OkrForm, Round};
pub use plan::{BRIEF, BriefField, Plan};
pub use retro::RetroForm;
pub use walk::Walk;
pub use written::Written;

use crate::board::NextStep;
use crate::i18n::{Text, tr};
use crate::tui::effect::Effect;
use crate::tui::keymap::{Chord, Code};
use crate::tui::overlay::Overlay;
use crate::tui::runtime::{Brief, Choice, ChoiceKind};
use crate::tui::state::State;

/// What the screen knows by itself.
const OWN: [ChoiceKind; 3] = [ChoiceKind::Curves, ChoiceKind::Stages, ChoiceKind::Findings];

/// The plan curves to choose from.
#[must_use]
pub fn curves() -> Vec<Choice> {
    let named = [("linear", &tr::SHAPE_LINEAR), ("phased", &tr::SHAPE_PHASED), ("flat", &tr::SHAPE_FLAT)];
    let choice = |(key, name): (&str, &Text)| Choice {
        key: key.to_owned(),
        name_en: name.en.to_owned(),
        name_zh: name.zh.to_owned(),
        brief: Brief::default(),
    };
    named.map(choice).into()
}

/// One open form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it makes.
    pub subject: Subject,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field with the cursor.
    pub focus: usize,
    /// What the planner said when it refused.
    pub refusal: Option<String>,
    /// The request that is on its way.
    pub ticket: Option<u64>,
    /// What is missing for each status, where that is known.
    pub steps: Vec<NextStep>,
    /// Bytes an import has read.
    pub bytes: u64,
    /// The last paste was larger than is taken in.
    pub paste_cut: bool,
    /// What another writer changed meanwhile, one line each.
    pub news: Vec<String>,
    /// Fields both have typed something else into.
    pub clashes: Vec<&'static str>,
    /// What to know before typing.
    pub lead: Option<String>,
    /// Who was faster, from the refusal until the row as it is now has been taken over.
    pub refused_by: Option<String>,
    is_sent: bool,
}

impl Form {
    pub(super) fn new(subject: Subject, fields: Vec<Field>) -> Self {
        let is_given = |f: &Field| f.is_required && f.text().is_empty();
        let focus = fields.iter().position(is_given).unwrap_or(0);
        Self {
            subject,
            fields,
            focus,
            refusal: None,
            ticket: None,
            steps: Vec::new(),
            bytes: 0,
            paste_cut: false,
            news: Vec::new(),
            clashes: Vec::new(),
            lead: None,
            refused_by: None,
            is_sent: false,
        }
    }

    /// The field with the cursor.
    #[must_use]
    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    fn focused_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// Fills fields in with what is likely meant; the first one that is needed and has nothing gets the cursor.
    pub fn propose(&mut self, values: &[(&str, &str)]) {
        for field in &mut self.fields {
            if let Some((_, text)) = values.iter().find(|(id, text)| *id == field.id && !text.is_empty()) {
                *field = field.clone().with(text);
            }
        }
        let is_needed = |f: &Field| f.is_required && f.text().is_empty();
        self.focus = self.fields.iter().position(is_needed).unwrap_or(0);
    }

    /// What was typed into each field.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        self.fields.iter().map(|f| f.editor.text().to_owned()).collect()
    }

    /// Which choices its fields need.
    #[must_use]
    pub fn needed_choices(&self) -> Vec<ChoiceKind> {
        let kind = |f: &Field| f.choice().map(|(kind, _)| kind).filter(|kind| !OWN.contains(kind));
        // What a former campaign used is shown by its name.
        let channels = (self.subject == Subject::NewCampaign).then_some(ChoiceKind::Channels);
        self.fields.iter().filter_map(kind).chain(channels).collect()
    }

    /// Handles a key that is no command.
    pub fn key(&mut self, chord: Chord) {
        if self.is_sent {
            return;
        }
        self.paste_cut = false;
        let Some(field) = self.focused_mut() else { return };
        let turn = match chord.code {
            Code::Left => Some(-1),
            Code::Right | Code::Char(' ') => Some(1),
            _ => None,
        };
        if matches!(field.kind, Kind::Words(_)) {
            if let Some(by) = turn {
                field.turn_word(by);
            }
            return;
        }
        if field.editor.key(chord) {
            field.pick = None;
            self.refusal = None;
        }
    }

    /// Takes pasted text, as one insert.
    pub fn paste(&mut self, text: &str, cut: bool) {
        if self.is_sent {
            return;
        }
        self.paste_cut = cut;
        if let Some(field) = self.focused_mut()
            && !matches!(field.kind, Kind::Words(_))
        {
            field.editor.insert(text);
            field.pick = None;
        }
    }

    /// Replaces the text of the field with the cursor.
    pub fn set_focused(&mut self, text: &str) {
        if let Some(field) = self.focused_mut() {
            field.editor.set(text);
        }
    }

    /// The text of the field with the cursor.
    #[must_use]
    pub fn focused_text(&self) -> String {
        self.focused().map(|f| f.editor.text().to_owned()).unwrap_or_default()
    }

    /// True where the field with the cursor takes a text long enough for an editor.
    #[must_use]
    pub fn takes_long_text(&self) -> bool {
        self.focused().is_some_and(|f| matches!(f.kind, Kind::Text(true) | Kind::Lines))
    }

    /// True where the field with the cursor takes a text of several lines.
    #[must_use]
    pub fn takes_lines(&self) -> bool {
        self.focused().is_some_and(|f| f.kind == Kind::Lines)
    }

    /// Moves the cursor by rows in a text of several lines.
    pub fn step_rows(&mut self, by: isize, most: u16) {
        if let Some(field) = self.focused_mut() {
            field.editor.step_rows(by, most);
        }
    }

    /// Moves to another field.
    pub fn turn(&mut self, by: isize) {
        let len = isize::try_from(self.fields.len()).unwrap_or(1).max(1);
        for _ in 0..self.fields.len() {
            let next = (isize::try_from(self.focus).unwrap_or(0) + by).rem_euclid(len);
            self.focus = usize::try_from(next).unwrap_or(0);
            if self.focused().is_some_and(|field| !field.is_hidden) {
                return;
            }
        }
    }

    /// Moves through the choices of a field that has some, else to another field.
    pub fn step(&mut self, by: isize, choices: &Choices) {
        let Some(field) = self.focused_mut() else { return };
        let found = field.suggestions(choices).len();
        if found == 0 {
            self.leave_field(choices);
            self.turn(by);
            return;
        }
        let next = field.pick.map_or(if by > 0 { 0 } else { found - 1 }, |at| at.saturating_add_signed(by));
        field.pick = Some(next.min(found - 1));
    }

    /// The cursor is about to leave the field: what was half typed becomes the choice it stands for.
    pub fn leave_field(&mut self, choices: &Choices) {
        let Some(field) = self.focused_mut() else { return };
        field.is_left = true;
        let Some((_, is_free)) = field.choice() else { return };
        if let Some(exact) = field.exact(choices).filter(|_| field.pick.is_none()) {
            let key = exact.key.clone();
            field.put_choice(&key);
            return;
        }
        let row = match field.pick {
            Some(row) => Some(row),
            None => (!is_free && !field.text().is_empty()).then_some(0),
        };
        let chosen = row.and_then(|row| field.suggestions(choices).get(row).map(|c| c.key.clone()));
        if let Some(key) = chosen {
            field.put_choice(&key);
        }
        field.pick = None;
    }

    /// Takes the choice under the cursor and goes on to the next field; false where there is nothing to take.
    pub fn take_choice(&mut self, choices: &Choices) -> bool {
        let Some(field) = self.focused() else { return false };
        let Some((_, is_free)) = field.choice() else { return false };
        let is_open = field.pick.is_some() || (!field.part().is_empty() && field.exact(choices).is_none());
        let is_free = is_free && field.pick.is_none();
        if !is_open || is_free || field.suggestions(choices).is_empty() {
            return false;
        }
        self.leave_field(choices);
        self.turn(1);
        true
    }

    /// Sends the request, or goes to the first field that is not right.
    pub fn submit(&mut self, ticket: u64, checks: &Checks) -> Option<Effect> {
        // Until the row as it is now stands in the form, saving would overwrite what nobody has read.
        if self.is_sent || self.refused_by.is_some() {
            return None;
        }
        if !self.is_right(checks) {
            return None;
        }
        (self.ticket, self.is_sent, self.refusal, self.bytes) = (Some(ticket), true, None, 0);
        Some(self.effect(ticket))
    }

    /// True where every field is right; else the cursor goes to the first that is not.
    pub fn is_right(&mut self, checks: &Checks) -> bool {
        for field in &mut self.fields {
            field.is_left = true;
        }
        let wrong = self.fields.iter().position(|f| f.fault(checks, None).is_some());
        self.focus = wrong.unwrap_or(self.focus);
        wrong.is_none()
    }

    /// Its request was answered with something that needs another look; everything typed stays.
    pub fn answer(&mut self) {
        (self.ticket, self.is_sent) = (None, false);
    }

    /// It waits for an answer again, to a request that somebody else has sent for it.
    pub fn wait_for(&mut self, ticket: u64) {
        (self.ticket, self.is_sent, self.refusal) = (Some(ticket), true, None);
    }

    /// The planner refused; everything typed stays. Where it names a field, the cursor goes there.
    pub fn refuse(&mut self, text: String, field: Option<&str>) {
        (self.refusal, self.ticket, self.is_sent) = (Some(text), None, false);
        self.ask_without_note(field);
        if let Some(at) = field.and_then(|id| self.fields.iter().position(|f| f.id == id)) {
            self.focus = at;
        }
    }

    /// True while its request is on its way.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.is_sent
    }

    /// True while its import runs.
    #[must_use]
    pub fn is_importing(&self) -> bool {
        self.is_sent && matches!(self.subject, Subject::Import)
    }
}

impl State {
    /// What checking a field needs to know.
    #[must_use]
    pub fn checks(&self) -> Checks {
        Checks { lang: self.lang(), today: self.today(), zone: self.info.zone }
    }

    /// What was typed into the topmost form brings other fields along.
    pub(crate) fn settle_form(&mut self) {
        let checks = self.checks();
        if let Some(Overlay::Form(form)) = self.overlays.last_mut() {
            form.settle(&checks, &self.choices, false);
        }
    }

    /// `d11/gmv` of the chosen target.
    #[must_use]
    pub fn target_key(&self) -> Option<String> {
        Some(format!("{}/{}", self.campaign()?.key, self.target()?.key))
    }
}
