//! Days and dates: a phase's name, whose dates and share are dragged, and moving a campaign as a whole.
use super::{Plan, named};
use crate::board::CampaignPage;
use crate::i18n::tr;
use crate::model::Phases;
use crate::planner::Request;
use crate::tui::overlay::form::field::days;
use crate::tui::overlay::form::{Field, Form, Kind};

impl Form {
    /// A form that moves a campaign with all that hangs on its dates.
    #[must_use]
    pub fn shift(page: &CampaignPage) -> Self {
        let (campaign, name) = named(page);
        let dates = Kind::Shift(page.campaign.start, page.campaign.end);
        let field = Field::new("days", &tr::ENTRY_DAYS, &tr::ASK_DAYS, dates).required();
        Self::plan(Plan::Shift { campaign, name }, vec![field])
    }

    /// A form for the name of one of these phases; none where it is not there.
    #[must_use]
    pub fn phase(page: &CampaignPage, phases: Phases, index: usize) -> Option<Self> {
        let name = phases.0.get(index)?.name.clone();
        let campaign = &page.campaign;
        let (id, key, seen) = (campaign.id, campaign.key.clone(), campaign.version);
        let field = Field::new("name", &tr::ENTRY_NAME, &tr::ASK_PHASE, Kind::Name).with(&name).required();
        Some(Self::plan(Plan::Phase { id, key, seen, index, phases }, vec![field]))
    }
}

pub(super) fn shifted(form: &Form, campaign: &str) -> Request {
    let by = form.given("days").and_then(|text| days(&text)).unwrap_or(0);
    Request::CampaignShift { campaign: campaign.to_owned(), days: by }
}

pub(super) fn renamed(form: &Form, key: &str, seen: i64, index: usize, phases: &Phases) -> Request {
    let mut phases = phases.clone();
    if let (Some(phase), Some(name)) = (phases.0.get_mut(index), form.given("name")) {
        phase.name = name;
    }
    Request::PhasesSet { campaign: key.to_owned(), seen: Some(seen), phases }
}
