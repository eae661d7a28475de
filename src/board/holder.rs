//! Whose a target is: a campaign's, or an objective's. What of its owner the arithmetic needs.
use super::book::Book;
use crate::model::{
    Across, Better, CampaignId, CampaignStatus, CycleStatus, Feed, KeyResult, Metric, MetricId,
    ObjectiveStatus, OverTime, Phase, Target, TargetKind, Unit, When,
};

/// Whose readings count: of campaigns; of the whole business for a none among them.
pub(super) enum Places {
    /// One, as nearly every target has: nothing has to be allocated for it.
    One([Option<CampaignId>; 1]),
    /// Any number.
    Several(Vec<Option<CampaignId>>),
}

impl std::ops::Deref for Places {
    type Target = [Option<CampaignId>];
    fn deref(&self) -> &Self::Target {
        match self {
            Self::One(place) => place,
            Self::Several(places) => places,
        }
    }
}

/// What the arithmetic needs to know of a target's owner.
pub(super) struct Holder<'a> {
    /// When it starts.
    pub start: When,
    /// When it ends.
    pub end: When,
    /// A campaign's phases.
    pub phases: &'a [Phase],
    /// True where people have closed it: no more data is awaited.
    pub closed: bool,
    /// Seconds between two expected readings or check-ins.
    pub cadence: i64,
    /// Whose readings count: of these campaigns; of the whole business for a none among them.
    pub places: Places,
    /// Where the number comes from; none for a campaign's target.
    pub feed: Option<Feed>,
}

impl<'a> Holder<'a> {
    pub(super) fn of(book: &'a Book, target: &Target) -> Option<Self> {
        if let Some(id) = target.campaign {
            let campaign = book.campaign(id)?;
            return Some(Self {
                start: campaign.start,
                end: campaign.end,
                phases: &campaign.phases.0,
                closed: matches!(campaign.status, CampaignStatus::Ended | CampaignStatus::Reviewed),
                cadence: book.settings.cadence,
                places: Places::One([Some(id)]),
                feed: None,
            });
        }
        let objective = book.objective(target.objective?)?;
        let cycle = book.cycle(objective.cycle)?;
        let own = target.key_result.as_ref();
        let feed = own.map_or(Feed::Business, |own| own.feed);
        let places = match feed {
            Feed::Business => Places::One([None]),
            Feed::Campaigns => {
                Places::Several(book.serving(target.id).map(|serving| Some(serving.campaign)).collect())
            }
            Feed::Hand | Feed::Children => Places::Several(Vec::new()),
        };
        Some(Self {
            start: When::Day(cycle.start),
            end: When::Day(cycle.end),
            phases: &[],
            closed: cycle.status == CycleStatus::Closed
                || matches!(objective.status, ObjectiveStatus::Graded | ObjectiveStatus::Archived),
            cadence: own.and_then(|own| own.cadence).unwrap_or(book.settings.check_in),
            places,
            feed: Some(feed),
        })
    }
}

/// What a number measures that is not read from readings: the latest one said counts, whatever the metric adds up.
pub(super) fn of_hand(target: &Target, metric: Option<&Metric>) -> Option<Metric> {
    let own: &KeyResult = target.key_result.as_ref()?;
    if matches!(own.feed, Feed::Business | Feed::Campaigns) && metric.is_some() {
        return None;
    }
    let lower = target.kind == TargetKind::Reach && target.goal < target.baseline;
    let better = own.better.or(metric.map(|m| m.better));
    let name = |name: Option<&String>| name.cloned().unwrap_or_else(|| target.title.clone());
    Some(Metric {
        id: metric.map_or(MetricId(0), |m| m.id),
        version: 0,
        key: metric.map_or_else(|| target.key.clone(), |m| m.key.clone()),
        name_en: name(metric.map(|m| &m.name_en)),
        name_zh: name(metric.map(|m| &m.name_zh)),
        unit: own.unit.or(metric.map(|m| m.unit)).unwrap_or(Unit::Count),
        over_time: OverTime::Last,
        across: Across::None,
        better: if lower { Better::Lower } else { better.unwrap_or(Better::Higher) },
        formula: None,
        stage: None,
        meaning_en: String::new(),
        meaning_zh: String::new(),
        source: String::new(),
        standard: false,
    })
}
