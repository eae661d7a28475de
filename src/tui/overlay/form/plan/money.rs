//! Money and links: what a channel may spend, and the address that leads from it.
use super::{Plan, named};
use crate::board::{CampaignPage, SpendingRow};
use crate::i18n::tr;
use crate::model::{Style as Numbers, Unit};
use crate::planner::{LinkDraft, Request};
use crate::tui::overlay::form::{Field, Form, Kind};
use crate::tui::runtime::ChoiceKind;

impl Form {
    /// A form for what a channel of a campaign may spend; for a new channel where none is given.
    #[must_use]
    pub fn budget(page: &CampaignPage, row: Option<&SpendingRow>, numbers: Numbers) -> Self {
        let (campaign, name) = named(page);
        let channels = Kind::Choice(ChoiceKind::Channels, true);
        let planned = row.and_then(|row| row.planned).map(|q| numbers.full(q, Unit::Money));
        let total = page.spending.total;
        let ask = if total.is_some() { &tr::ASK_PLANNED } else { &tr::ASK_PLANNED_MONEY };
        let channel = Field::new("channel", &tr::ENTRY_CHANNEL, &tr::ASK_NEW_CHANNEL, channels)
            .with(row.map_or("", |row| &row.key))
            .required();
        let planned = Field::new("planned", &tr::ENTRY_PLANNED, ask, Kind::Amount(total))
            .with(planned.as_deref().unwrap_or_default());
        let mut form = Self::plan(Plan::Budget { campaign, name }, vec![channel, planned]);
        form.focus = usize::from(row.is_some());
        form
    }

    /// A form for a link of a campaign, into a channel where one is given.
    #[must_use]
    pub fn link(page: &CampaignPage, row: Option<&SpendingRow>) -> Self {
        let (campaign, name) = named(page);
        let channels = Kind::Choice(ChoiceKind::Channels, true);
        let last = page.links.last().map_or("", |line| line.link.url.as_str());
        let key = row.map_or("", |row| row.key.as_str());
        let utm = |id, label, ask| Field::new(id, label, ask, Kind::Utm);
        let fields = vec![
            Field::new("url", &tr::ENTRY_URL, &tr::ASK_URL, Kind::Url).with(last).required(),
            Field::new("channel", &tr::ENTRY_CHANNEL, &tr::ASK_LINK_CHANNEL, channels).with(key),
            utm("source", &tr::ENTRY_UTM_SOURCE, &tr::ASK_UTM_SOURCE),
            utm("medium", &tr::ENTRY_UTM_MEDIUM, &tr::ASK_UTM_MEDIUM),
            utm("name", &tr::ENTRY_UTM_CAMPAIGN, &tr::ASK_UTM_CAMPAIGN),
            utm("content", &tr::ENTRY_UTM_CONTENT, &tr::ASK_UTM_CONTENT),
            utm("term", &tr::ENTRY_UTM_TERM, &tr::ASK_UTM_TERM),
        ];
        Self::plan(Plan::Link { campaign, name }, fields)
    }
}

pub(super) fn budget(form: &Form, campaign: &str) -> Request {
    let line = (form.given("channel").unwrap_or_default(), form.given("planned").unwrap_or_default());
    Request::BudgetSet { campaign: campaign.to_owned(), lines: vec![line] }
}

pub(super) fn link(form: &Form, campaign: &str) -> Request {
    let draft = LinkDraft {
        url: form.given("url").unwrap_or_default(),
        channel: form.given("channel"),
        source: form.given("source"),
        medium: form.given("medium"),
        name: form.given("name"),
        term: form.given("term"),
        content: form.given("content"),
    };
    Request::LinkAdd { campaign: campaign.to_owned(), draft }
}
