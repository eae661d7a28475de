//! The brief: one text of a campaign at a time.
use super::Plan;
use crate::board::CampaignPage;
use crate::i18n::{Text, tr};
use crate::model::{Campaign, Lang};
use crate::planner::{CampaignDraft, Request};
use crate::tui::overlay::form::{Field, Form, Kind, Word};

const STAGES: &[Word] = &[
    ("", &tr::PAGE_NOTHING),
    ("acquisition", &tr::STAGE_ACQUISITION),
    ("activation", &tr::STAGE_ACTIVATION),
    ("retention", &tr::STAGE_RETENTION),
    ("monetization", &tr::STAGE_MONETIZATION),
    ("referral", &tr::STAGE_REFERRAL),
    ("reactivation", &tr::STAGE_REACTIVATION),
];

/// One text of the brief.
#[derive(Debug)]
pub struct BriefField {
    /// What the request calls it.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static Text,
    /// What to type.
    ask: &'static Text,
    kind: Kind,
    /// What it holds.
    pub text: fn(&Campaign) -> String,
}

macro_rules! brief {
    ($($id:literal $label:ident $ask:ident $kind:expr, $text:expr;)+) => {
        /// The texts of the brief in order.
        pub static BRIEF: &[BriefField] =
            &[$(BriefField { id: $id, label: &tr::$label, ask: &tr::$ask, kind: $kind, text: $text }),+];
    };
}

brief! {
    "goal" PAGE_GOAL ASK_GOAL_SENTENCE Kind::Lines, |c| c.goal.clone();
    "audience" PAGE_AUDIENCE ASK_AUDIENCE Kind::Lines, |c| c.audience.clone();
    "mechanics" PAGE_MECHANICS ASK_MECHANICS Kind::Lines, |c| c.mechanics.clone();
    "rules" PAGE_RULES ASK_RULES Kind::Lines, |c| c.rules.clone();
    "rewards" PAGE_REWARDS ASK_REWARDS Kind::Lines, |c| c.rewards.clone();
    "risks" PAGE_RISKS ASK_RISKS Kind::Lines, |c| c.risks.clone();
    "owner" PAGE_OWNER ASK_OWNER Kind::Text(false), |c| c.owner.clone();
    "stage" PAGE_STAGE ASK_STATUS Kind::Words(STAGES), |c| c.stage.map(|s| s.as_str().to_owned()).unwrap_or_default();
    "kind" PAGE_KIND ASK_PROMOTION Kind::Text(false), |c| c.kind.clone().unwrap_or_default();
}

fn field(id: &str) -> Option<&'static BriefField> {
    BRIEF.iter().find(|field| field.id == id)
}

pub(super) fn title(id: &str, lang: Lang) -> String {
    field(id).map(|field| field.label.get(lang)).unwrap_or_default().to_owned()
}

pub(super) fn request(form: &Form, key: &str, seen: i64, id: &str) -> Request {
    let mut draft = CampaignDraft::default();
    let place = match id {
        "goal" => &mut draft.goal,
        "audience" => &mut draft.audience,
        "mechanics" => &mut draft.mechanics,
        "rules" => &mut draft.rules,
        "rewards" => &mut draft.rewards,
        "risks" => &mut draft.risks,
        "owner" => &mut draft.owner,
        "stage" => &mut draft.stage,
        _ => &mut draft.kind,
    };
    *place = form.fields.first().map(|field| field.text().to_owned());
    Request::CampaignSet { campaign: key.to_owned(), seen: Some(seen), draft }
}

impl Form {
    /// A form for one text of a campaign's brief; none where there is no such text.
    #[must_use]
    pub fn brief(page: &CampaignPage, id: &str) -> Option<Self> {
        let found = field(id)?;
        let campaign = &page.campaign;
        let plan = Plan::Brief {
            id: campaign.id,
            key: campaign.key.clone(),
            seen: campaign.version,
            field: found.id,
        };
        let text = (found.text)(campaign);
        Some(Self::plan(plan, vec![Field::new(found.id, found.label, found.ask, found.kind).with(&text)]))
    }
}
