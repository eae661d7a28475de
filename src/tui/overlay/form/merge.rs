//! Two people change the same row: what was typed is kept, what was not comes from the other, and both are told.
use super::{Field, Form, Kind, Subject};
use crate::i18n::tr;
use crate::model::Lang;
use crate::tui::overlay::Overlay;
use crate::tui::runtime::Row;
use crate::tui::screen;
use crate::tui::state::State;

/// What was typed into a form that was closed before it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The version of the row it was typed on; none for something new.
    pub seen: Option<i64>,
    /// The fields that were typed into.
    pub fields: Vec<Typed>,
}

/// One field that was typed into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Which.
    pub id: &'static str,
    /// What it held before.
    pub before: String,
    /// What it holds now.
    pub text: String,
}

impl Form {
    /// The version of the row the form was opened on; none for something new.
    #[must_use]
    pub fn seen(&self) -> Option<i64> {
        match self.subject {
            Subject::EditCampaign { seen, .. } | Subject::EditTarget { seen, .. } => Some(seen),
            Subject::Plan(ref plan) => plan.seen(),
            Subject::Okr(ref okr) => okr.seen(),
            Subject::Walk(ref walk) => walk.seen(),
            Subject::Learned(ref learned) => learned.seen(),
            Subject::Retro(ref retro) => retro.seen(),
            _ => None,
        }
    }

    /// The row the form edits; none for something new.
    #[must_use]
    pub fn row(&self) -> Option<Row> {
        match self.subject {
            Subject::EditCampaign { id, .. } => Some(Row::Campaign(id)),
            Subject::EditTarget { id, .. } => Some(Row::Target(id)),
            Subject::Plan(ref plan) => plan.row(),
            Subject::Okr(ref okr) => okr.row(),
            Subject::Walk(ref walk) => walk.row(),
            Subject::Learned(ref learned) => learned.row(),
            Subject::Retro(ref retro) => retro.row(),
            _ => None,
        }
    }

    /// What was typed and not saved; none where nothing was.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let typed =
            |f: &Field| Typed { id: f.id, before: f.initial.clone(), text: f.editor.text().to_owned() };
        let fields: Vec<Typed> = self.fields.iter().filter(|f| f.is_touched()).map(typed).collect();
        (!fields.is_empty()).then(|| Draft { seen: self.seen(), fields })
    }

    /// Brings back what was typed. Every other field stays as the form was opened with it now. Where the row has
    /// another version than it was typed on, that is told, field by field.
    pub fn restore(&mut self, draft: &Draft, actor: Option<&str>, lang: Lang) {
        (self.news, self.clashes) = (Vec::new(), Vec::new());
        for typed in &draft.fields {
            let Some(field) = self.fields.iter_mut().find(|f| f.id == typed.id) else { continue };
            field.editor.set(&typed.text);
            if draft.seen.is_some() && field.initial != typed.before && field.is_touched() {
                self.clashes.push(field.id);
                let (theirs, yours) = (shown(field, &field.initial, lang), shown(field, &typed.text, lang));
                let args = [("field", field.label.get(lang)), ("theirs", &theirs), ("yours", &yours)];
                self.news.push(tr::FORM_THEIRS_YOURS.fill(lang, &args));
            }
        }
        if draft.seen != self.seen() {
            let head = match actor {
                Some(actor) => tr::FORM_CHANGED_BY.fill(lang, &[("actor", actor)]),
                None => tr::FORM_CHANGED_MEANWHILE.get(lang).to_owned(),
            };
            self.news.insert(0, head);
        }
    }

    /// Takes the row over as it is now; what was typed stays. `fresh` is the form as it would open now.
    pub fn refresh(&mut self, fresh: Self, lang: Lang) {
        let actor = self.refused_by.take();
        let draft = self.draft().unwrap_or(Draft { seen: self.seen(), fields: Vec::new() });
        let before: Vec<(&str, String)> =
            self.fields.iter().filter(|f| !f.is_touched()).map(|f| (f.id, f.initial.clone())).collect();
        *self = Self { focus: self.focus, ..fresh };
        self.restore(&draft, actor.as_deref(), lang);
        for (id, old) in before {
            let changed = self.fields.iter().find(|f| f.id == id && f.initial != old);
            if let Some(field) = changed {
                let theirs = shown(field, &field.initial, lang);
                let args = [("field", field.label.get(lang)), ("theirs", theirs.as_str())];
                self.news.push(tr::FORM_IS_NOW.fill(lang, &args));
            }
        }
    }

    /// Gives up what was typed where the other typed something else.
    pub fn take_theirs(&mut self) {
        let clashes = std::mem::take(&mut self.clashes);
        for field in self.fields.iter_mut().filter(|f| clashes.contains(&f.id)) {
            let theirs = field.initial.clone();
            field.editor.set(&theirs);
        }
        self.news.clear();
    }
}

/// A field's value as people read it.
fn shown(field: &Field, text: &str, lang: Lang) -> String {
    match field.kind {
        Kind::Words(words) => {
            words.iter().find(|(word, _)| *word == text).map_or(text, |(_, t)| t.get(lang)).to_owned()
        }
        _ => text.to_owned(),
    }
}

impl State {
    /// Forms that were refused because their row has changed take it over as it is now.
    pub fn refresh_forms(&mut self) {
        let lang = self.lang();
        for i in 0..self.overlays.len() {
            let Some(Overlay::Form(form)) = self.overlays.get(i) else { continue };
            if form.refused_by.is_none() {
                continue;
            }
            let fresh = self.fresh(&form.subject);
            if let Some(Overlay::Form(form)) = self.overlays.get_mut(i) {
                match fresh {
                    Some(fresh) => form.refresh(fresh, lang),
                    // It is gone, or not on the screen any more: the refusal stays, and trying again is possible.
                    None => form.refused_by = None,
                }
            }
        }
    }

    /// Names the one who changed a row meanwhile, where a form has told that somebody did.
    pub fn name_author(&mut self, row: Row, actor: &str) {
        let lang = self.lang();
        for overlay in &mut self.overlays {
            if let Overlay::Form(form) = overlay
                && form.row() == Some(row)
                && let Some(head) = form.news.first_mut()
            {
                *head = tr::FORM_CHANGED_BY.fill(lang, &[("actor", actor)]);
            }
        }
    }

    fn lines(&self) -> Vec<&crate::board::CampaignLine> {
        (screen::shown(self).lines)(self)
    }

    /// The form as it would open now, for a row that is edited.
    fn fresh(&self, subject: &Subject) -> Option<Form> {
        match subject {
            Subject::EditCampaign { id, .. } => {
                self.lines().into_iter().find(|c| c.id == *id).map(Form::edit_campaign)
            }
            Subject::EditTarget { id, .. } => {
                let of = |c: &&crate::board::CampaignLine| c.targets.iter().any(|t| t.id == *id);
                let campaign = self.lines().into_iter().find(of)?;
                let target = campaign.targets.iter().find(|t| t.id == *id)?;
                Some(Form::edit_target(campaign, target, self.numbers()))
            }
            Subject::Plan(plan) => plan.fresh(self),
            Subject::Okr(okr) => okr.fresh(self),
            Subject::Walk(walk) => walk.fresh(self),
            Subject::Learned(learned) => learned.fresh(self),
            Subject::Retro(retro) => retro.fresh(self),
            _ => None,
        }
    }
}
