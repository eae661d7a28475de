//! Forms that change several campaigns at once: one request, one undo.
use super::{Field, Form, Kind, Subject};
use crate::i18n::{Text, tr};
use crate::model::Lang;
use crate::planner::{CampaignDraft, Request};

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Bulk {
    Owner,
    Move,
    Status,
}

impl Bulk {
    pub(super) fn title(self, lang: Lang, name: &str) -> String {
        let text: &'static Text = match self {
            Self::Owner => &tr::FORM_BULK_OWNER,
            Self::Move => &tr::FORM_BULK_MOVE,
            Self::Status => &tr::FORM_BULK_STATUS,
        };
        text.fill(lang, &[("name", name)])
    }
}

impl Form {
    /// A form that hands campaigns over.
    #[must_use]
    pub fn bulk_owner(keys: Vec<String>, name: String, owner: &str) -> Self {
        let ask = Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_BULK_OWNER, Kind::Text(false)).with(owner);
        Self::new(Subject::Bulk { what: Bulk::Owner, keys, name }, vec![ask])
    }

    /// A form that moves the dates of campaigns.
    #[must_use]
    pub fn bulk_move(keys: Vec<String>, name: String) -> Self {
        let ask = Field::new("days", &tr::ENTRY_DAYS, &tr::ASK_BULK_DAYS, Kind::Days).required();
        Self::new(Subject::Bulk { what: Bulk::Move, keys, name }, vec![ask])
    }

    /// A form for the status of several campaigns; it starts at that of the first.
    #[must_use]
    pub fn bulk_status(keys: Vec<String>, name: String, status: &str) -> Self {
        Self::new(Subject::Bulk { what: Bulk::Status, keys, name }, super::kinds::status_fields(status))
    }

    /// The changes it asks for, one a campaign.
    pub(super) fn bulk(&self, what: Bulk, keys: &[String]) -> Request {
        let given = |id: &str| self.fields.iter().find(|field| field.id == id).map(Field::text);
        let one = |key: &String| {
            let campaign = key.clone();
            match what {
                Bulk::Owner => {
                    let owner = given("owner").map(str::to_owned);
                    let draft = CampaignDraft { owner, ..CampaignDraft::default() };
                    Request::CampaignSet { campaign, seen: None, draft }
                }
                Bulk::Move => {
                    let days = given("days").and_then(super::field::days).unwrap_or(0);
                    Request::CampaignShift { campaign, days }
                }
                Bulk::Status => Request::CampaignStatus {
                    campaign,
                    status: given("status").unwrap_or_default().to_owned(),
                    reason: given("reason").filter(|reason| !reason.is_empty()).map(str::to_owned),
                },
            }
        };
        Request::All(keys.iter().map(one).collect())
    }
}
