//! Which forms there are: their fields, and the request each makes.
use super::{Bulk, Field, Form, Kind, Learned, OkrForm, Plan, RetroForm, Walk, Word};
use crate::board::{CampaignLine, TargetLine};
use crate::i18n::tr;
use crate::model::{CampaignId, CampaignStatus, Lang, Style as Numbers, TargetId};
use crate::planner::{CampaignDraft, RecordDraft, Request, TargetDraft};
use crate::tui::effect::Effect;
use crate::tui::runtime::{ChoiceKind, ImportJob};
use crate::tui::state::State;

pub(super) const KINDS: &[Word] =
    &[("reach", &tr::TARGET_KIND_REACH), ("keep", &tr::TARGET_KIND_KEEP), ("done", &tr::TARGET_KIND_DONE)];
/// A curve by name, or written out: `table:…`, `like:…`.
pub(super) const CURVES: Kind = Kind::Choice(ChoiceKind::Curves, true);
pub(super) const NO_YES: &[Word] = &[("no", &tr::FORM_NO), ("yes", &tr::FORM_YES)];
const NOTES: &[Word] = &[
    ("adjustment", &tr::NOTE_KIND_ADJUSTMENT),
    ("observation", &tr::NOTE_KIND_OBSERVATION),
    ("decision", &tr::NOTE_KIND_DECISION),
    ("risk", &tr::NOTE_KIND_RISK),
    ("feedback", &tr::NOTE_KIND_FEEDBACK),
];
const STATUSES: &[Word] = &[
    ("idea", &tr::CAMPAIGN_STATUS_IDEA),
    ("planned", &tr::CAMPAIGN_STATUS_PLANNED),
    ("approved", &tr::CAMPAIGN_STATUS_APPROVED),
    ("preparing", &tr::CAMPAIGN_STATUS_PREPARING),
    ("live", &tr::CAMPAIGN_STATUS_LIVE),
    ("ended", &tr::CAMPAIGN_STATUS_ENDED),
    ("reviewed", &tr::CAMPAIGN_STATUS_REVIEWED),
    ("cancelled", &tr::CAMPAIGN_STATUS_CANCELLED),
];

/// What a form makes, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Subject {
    NewCampaign,
    Proposed { id: String, name: String },
    EditCampaign { id: CampaignId, key: String, name: String, seen: i64 },
    Status { key: String, name: String },
    AddTarget { campaign: String, name: String },
    EditTarget { id: TargetId, target: String, seen: i64 },
    Record,
    Note { campaign: String, name: String },
    Import,
    Bulk { what: Bulk, keys: Vec<String>, name: String },
    Plan(Plan),
    Okr(OkrForm),
    Walk(Walk),
    Learned(Learned),
    Retro(RetroForm),
    Report { about: String, name: String },
}

/// A status, starting at one, and why.
pub(super) fn status_fields(status: &str) -> Vec<Field> {
    vec![
        Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES)).with(status),
        Field::new("reason", &tr::ENTRY_REASON, &tr::ASK_REASON, Kind::Text(false)),
    ]
}

impl Form {
    /// A form for a campaign's fields.
    #[must_use]
    pub fn edit_campaign(campaign: &CampaignLine) -> Self {
        let subject = Subject::EditCampaign {
            id: campaign.id,
            key: campaign.key.clone(),
            name: campaign.name.clone(),
            seen: campaign.version,
        };
        let start = campaign.start.to_string();
        let end = campaign.end.to_string();
        Self::new(
            subject,
            vec![
                Field::new("name", &tr::ENTRY_NAME, &tr::ASK_NAME, Kind::Name)
                    .with(&campaign.name)
                    .required(),
                Field::new("key", &tr::ENTRY_KEY, &tr::ASK_KEY_SET, Kind::Key).with(&campaign.key).required(),
                Field::new("start", &tr::ENTRY_START, &tr::ASK_START, Kind::When).with(&start).required(),
                Field::new("end", &tr::ENTRY_END, &tr::ASK_END, Kind::When).with(&end).required(),
                Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, Kind::Text(false))
                    .with(&campaign.owner),
                Field::new("goal", &tr::ENTRY_GOAL_SENTENCE, &tr::ASK_GOAL_SENTENCE, Kind::Text(true))
                    .with(&campaign.goal),
                Field::new("phases", &tr::ENTRY_PHASES, &tr::ASK_PHASES_SET, Kind::Text(false)),
            ],
        )
    }

    /// A form for a campaign's status; it starts at the next step, at the present one where there is none.
    #[must_use]
    pub fn status(campaign: &CampaignLine) -> Self {
        let subject = Subject::Status { key: campaign.key.clone(), name: campaign.name.clone() };
        Self::new(subject, status_fields(campaign.status.next().unwrap_or(campaign.status).as_str()))
    }

    /// The same with another status chosen.
    #[must_use]
    pub fn status_to(campaign: &CampaignLine, status: CampaignStatus) -> Self {
        let mut form = Self::status(campaign);
        if let Some(field) = form.fields.first_mut() {
            field.editor.set(status.as_str());
        }
        form
    }

    /// A form for a new target of a campaign.
    #[must_use]
    pub fn add_target(campaign: &CampaignLine) -> Self {
        let primary = if campaign.targets.is_empty() { "yes" } else { "no" };
        let subject = Subject::AddTarget { campaign: campaign.key.clone(), name: campaign.name.clone() };
        let metrics = Kind::Choice(ChoiceKind::Metrics, false);
        Self::new(
            subject,
            vec![
                Field::new("metric", &tr::ENTRY_METRIC, &tr::ASK_METRIC, metrics).required(),
                Field::new("goal", &tr::ENTRY_GOAL, &tr::ASK_GOAL, Kind::Goal).required(),
                Field::new("baseline", &tr::ENTRY_BASELINE, &tr::ASK_BASELINE, Kind::Number),
                Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_KIND, Kind::Words(KINDS)),
                Field::new("curve", &tr::ENTRY_CURVE, &tr::ASK_CURVE, CURVES),
                Field::new("primary", &tr::ENTRY_PRIMARY, &tr::ASK_PRIMARY, Kind::Words(NO_YES))
                    .with(primary),
                Field::new("guardrail", &tr::ENTRY_GUARDRAIL, &tr::ASK_GUARDRAIL, Kind::Words(NO_YES)),
            ],
        )
    }

    /// A form for a target's fields.
    #[must_use]
    pub fn edit_target(campaign: &CampaignLine, target: &TargetLine, numbers: Numbers) -> Self {
        let yes = |on: bool| if on { "yes" } else { "no" };
        let shown = |q| numbers.full(q, target.unit);
        let goal = match target.upper {
            Some(upper) => format!("{}..{}", shown(target.goal), shown(upper)),
            None => shown(target.goal),
        };
        let baseline = shown(target.baseline);
        let path = format!("{}/{}", campaign.key, target.key);
        let subject = Subject::EditTarget { id: target.id, target: path, seen: target.version };
        Self::new(
            subject,
            vec![
                Field::new("goal", &tr::ENTRY_GOAL, &tr::ASK_GOAL, Kind::Goal).with(&goal).required(),
                Field::new("baseline", &tr::ENTRY_BASELINE, &tr::ASK_BASELINE, Kind::Number).with(&baseline),
                Field::new("curve", &tr::ENTRY_CURVE, &tr::ASK_CURVE, CURVES),
                Field::new("primary", &tr::ENTRY_PRIMARY, &tr::ASK_PRIMARY, Kind::Words(NO_YES))
                    .with(yes(target.is_primary)),
                Field::new("guardrail", &tr::ENTRY_GUARDRAIL, &tr::ASK_GUARDRAIL, Kind::Words(NO_YES))
                    .with(yes(target.is_guardrail)),
            ],
        )
    }

    /// A form for a reading, filled in with what is chosen on the screen.
    #[must_use]
    pub fn record(state: &State) -> Self {
        let campaign = state.campaign().map(|c| c.key.clone()).unwrap_or_default();
        let metric = state.target().map(|t| t.metric.clone()).unwrap_or_default();
        let campaigns = Kind::Choice(ChoiceKind::Campaigns, false);
        let metrics = Kind::Choice(ChoiceKind::Recordable, false);
        Self::new(
            Subject::Record,
            vec![
                Field::new("metric", &tr::ENTRY_METRIC, &tr::ASK_METRIC, metrics).with(&metric).required(),
                Field::new("value", &tr::ENTRY_VALUE, &tr::ASK_VALUE, Kind::Number).required(),
                Field::new("campaign", &tr::ENTRY_CAMPAIGN, &tr::ASK_CAMPAIGN, campaigns).with(&campaign),
                Field::new(
                    "channel",
                    &tr::ENTRY_CHANNEL,
                    &tr::ASK_CHANNEL,
                    Kind::Choice(ChoiceKind::Channels, true),
                ),
                Field::new("at", &tr::ENTRY_AT, &tr::ASK_AT, Kind::Moment),
                Field::new("total", &tr::ENTRY_TOTAL, &tr::ASK_TOTAL, Kind::Words(NO_YES)),
                Field::new("note", &tr::ENTRY_NOTE, &tr::ASK_NOTE, Kind::Text(true)),
            ],
        )
    }

    /// A form for a note on the chosen campaign.
    #[must_use]
    pub fn note(state: &State) -> Self {
        let (campaign, name) = state.campaign().map(|c| (c.key.clone(), c.name.clone())).unwrap_or_default();
        Self::new(
            Subject::Note { campaign, name },
            vec![
                Field::new("text", &tr::ENTRY_TEXT, &tr::ASK_TEXT, Kind::Text(true)).required(),
                Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(NOTES)),
                Field::new("at", &tr::ENTRY_AT, &tr::ASK_AT, Kind::Moment),
            ],
        )
    }

    /// A form for a file to import.
    #[must_use]
    pub fn import(state: &State) -> Self {
        let campaign = state.campaign().map(|c| c.key.clone()).unwrap_or_default();
        let campaigns = Kind::Choice(ChoiceKind::Campaigns, false);
        Self::new(
            Subject::Import,
            vec![
                Field::new("path", &tr::ENTRY_PATH, &tr::ASK_PATH, Kind::Text(false)).required(),
                Field::new("campaign", &tr::ENTRY_CAMPAIGN, &tr::ASK_CAMPAIGN, campaigns).with(&campaign),
                Field::new("map", &tr::ENTRY_MAP, &tr::ASK_MAP, Kind::Text(true)),
            ],
        )
    }

    /// What the form is of, for keeping its draft.
    #[must_use]
    pub fn id(&self) -> String {
        match &self.subject {
            Subject::EditCampaign { id, .. } => format!("campaign.edit {}", id.0),
            Subject::Status { key, .. } => format!("campaign.status {key}"),
            Subject::AddTarget { campaign, .. } => format!("target.add {campaign}"),
            Subject::EditTarget { id, .. } => format!("target.edit {}", id.0),
            Subject::Note { campaign, .. } => format!("note.add {campaign}"),
            Subject::NewCampaign => {
                let day = self.field("start").map(|f| f.initial.as_str()).unwrap_or_default();
                format!("campaign.new {day}").trim_end().to_owned()
            }
            Subject::Proposed { id, .. } => format!("proposal {id}"),
            Subject::Record => {
                self.given("campaign").map_or_else(|| "record".to_owned(), |c| format!("record {c}"))
            }
            Subject::Import => "import".to_owned(),
            Subject::Bulk { what, keys, .. } => format!("bulk {what:?} {}", keys.join(" ")),
            Subject::Plan(plan) => plan.id(),
            Subject::Okr(okr) => okr.id(),
            Subject::Walk(walk) => walk.id(),
            Subject::Learned(learned) => learned.id(),
            Subject::Retro(retro) => retro.id(),
            Subject::Report { about, .. } => format!("report {about}"),
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        match &self.subject {
            Subject::NewCampaign => tr::FORM_CAMPAIGN_NEW.get(lang).to_owned(),
            Subject::Record => tr::FORM_RECORD.get(lang).to_owned(),
            Subject::Import => tr::FORM_IMPORT.get(lang).to_owned(),
            Subject::Plan(plan) => plan.title(lang),
            Subject::Okr(okr) => okr.title(lang),
            Subject::Walk(walk) => walk.title(lang),
            Subject::Learned(learned) => learned.title(lang),
            Subject::Retro(retro) => retro.title(lang),
            Subject::Report { name, .. } => tr::FORM_REPORT.fill(lang, &[("name", name)]),
            Subject::Proposed { name, .. } => name.clone(),
            Subject::EditCampaign { name, .. } => tr::FORM_CAMPAIGN_EDIT.fill(lang, &[("name", name)]),
            Subject::Bulk { what, name, .. } => what.title(lang, name),
            Subject::Status { name, .. } => tr::FORM_CAMPAIGN_STATUS.fill(lang, &[("name", name)]),
            Subject::AddTarget { name, .. } => tr::FORM_TARGET_ADD.fill(lang, &[("name", name)]),
            Subject::EditTarget { target, .. } => tr::FORM_TARGET_EDIT.fill(lang, &[("name", target)]),
            Subject::Note { name, .. } => tr::FORM_NOTE.fill(lang, &[("name", name)]),
        }
    }

    pub(super) fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// What was typed, where anything was.
    pub(in crate::tui) fn given(&self, id: &str) -> Option<String> {
        self.field(id).map(|f| f.text().to_owned()).filter(|text| !text.is_empty())
    }

    /// What was typed, where it is another thing than before.
    pub(super) fn changed(&self, id: &str) -> Option<String> {
        self.field(id).filter(|f| f.text() != f.initial).map(|f| f.text().to_owned())
    }

    fn is_yes(&self, id: &str) -> bool {
        self.given(id).is_some_and(|word| word == "yes")
    }

    fn yes_changed(&self, id: &str) -> Option<bool> {
        self.changed(id).map(|word| word == "yes")
    }

    /// What saving asks for.
    pub(super) fn effect(&self, ticket: u64) -> Effect {
        let request = match &self.subject {
            Subject::Import => {
                let job = ImportJob {
                    path: self.given("path").unwrap_or_default(),
                    campaign: self.given("campaign"),
                    map: self.given("map"),
                };
                return Effect::Import { ticket, job };
            }
            Subject::NewCampaign => return self.campaign_effect(ticket),
            // It changes what was proposed, and asks for nothing.
            Subject::Proposed { .. } => return Effect::Redraw,
            Subject::EditCampaign { key, seen, .. } => Request::CampaignSet {
                campaign: key.clone(),
                seen: Some(*seen),
                draft: CampaignDraft {
                    name: self.changed("name"),
                    key: self.changed("key"),
                    goal: self.changed("goal"),
                    start: self.changed("start"),
                    end: self.changed("end"),
                    owner: self.changed("owner"),
                    phases: self.given("phases"),
                    ..CampaignDraft::default()
                },
            },
            Subject::Status { key, .. } => Request::CampaignStatus {
                campaign: key.clone(),
                status: self.given("status").unwrap_or_default(),
                reason: self.given("reason"),
            },
            Subject::AddTarget { campaign, .. } => Request::TargetAdd {
                campaign: campaign.clone(),
                metric: self.given("metric").unwrap_or_default(),
                draft: TargetDraft {
                    kind: self.given("kind"),
                    baseline: self.given("baseline"),
                    goal: self.given("goal"),
                    curve: self.given("curve"),
                    primary: Some(self.is_yes("primary")),
                    guardrail: Some(self.is_yes("guardrail")),
                    ..TargetDraft::default()
                },
            },
            Subject::EditTarget { target, seen, .. } => Request::TargetSet {
                target: target.clone(),
                seen: Some(*seen),
                draft: TargetDraft {
                    goal: self.changed("goal"),
                    baseline: self.changed("baseline"),
                    curve: self.given("curve"),
                    primary: self.yes_changed("primary"),
                    guardrail: self.yes_changed("guardrail"),
                    ..TargetDraft::default()
                },
            },
            Subject::Record => Request::Record(RecordDraft {
                metric: self.given("metric").unwrap_or_default(),
                value: self.given("value").unwrap_or_default(),
                campaign: self.given("campaign"),
                channel: self.given("channel"),
                at: self.given("at"),
                total: self.is_yes("total"),
                source: None,
                note: self.given("note"),
            }),
            Subject::Walk(walk) => return walk.effect(self, ticket),
            Subject::Report { about, .. } => return super::report::effect(self, about, ticket),
            Subject::Bulk { what, keys, .. } => self.bulk(*what, keys),
            Subject::Plan(plan) => plan.request(self),
            Subject::Learned(learned) => learned.request(self),
            Subject::Retro(retro) => retro.request(self),
            Subject::Okr(okr) => match okr.request(self) {
                Some(request) => request,
                None => return Effect::Redraw,
            },
            Subject::Note { campaign, .. } => Request::NoteAdd {
                campaign: campaign.clone(),
                text: self.given("text").unwrap_or_default(),
                kind: self.given("kind"),
                at: self.given("at"),
            },
        };
        Effect::Ask { ticket, request: Box::new(request) }
    }
}
