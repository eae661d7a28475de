//! Everything small that a board needs, read once: metrics, channels, campaigns, targets, series, settings.
use super::holder::{Holder, of_hand};
use super::view::About;
use crate::error::Result;
use crate::error::{Error, Kind};
use crate::i18n::tr;
use crate::model::{
    Across, CATALOGUE, Campaign, CampaignId, Channel, ChannelId, CheckIn, Curve, Cycle, CycleId, Day, Feed,
    Formula, Metric, MetricId, Objective, ObjectiveId, ObjectiveStatus, Period, SeriesId, Serving, Settings,
    Target, TargetId, Zone, parse_catalogue,
};
use crate::store::{Db, SeriesRow};
use std::borrow::Cow;
use std::collections::HashMap;

/// How many of a key result's last check-ins tell when it was spoken of and how confidently.
const LAST_SAID: usize = 4;

/// The last check-ins of each key result.
fn last_check_ins(db: &Db<'_>, key_results: &HashMap<ObjectiveId, Vec<Target>>) -> Result<Vec<CheckIn>> {
    if db.as_of().is_some() {
        return db.list::<CheckIn>();
    }
    let mut out = Vec::new();
    for target in key_results.values().flatten() {
        out.extend(db.list_last::<CheckIn>("key_result", &target.id, "day", LAST_SAID)?);
    }
    Ok(out)
}

/// The small tables of a file at one moment.
pub struct Book {
    /// The workspace's settings.
    pub settings: Settings,
    /// Every campaign by id.
    pub campaigns: Vec<Campaign>,
    /// Every cycle by id.
    pub cycles: Vec<Cycle>,
    /// Every objective by id.
    pub objectives: Vec<Objective>,
    /// Which campaigns work for which key results.
    pub servings: Vec<Serving>,
    targets: HashMap<CampaignId, Vec<Target>>,
    key_results: HashMap<ObjectiveId, Vec<Target>>,
    /// The objective of each key result.
    objective_of: HashMap<TargetId, ObjectiveId>,
    /// What the numbers typed with check-ins measure.
    typed: HashMap<TargetId, Metric>,
    check_ins: HashMap<TargetId, Vec<CheckIn>>,
    /// False where only the last few of each are here.
    has_all_check_ins: bool,
    metrics: HashMap<MetricId, Metric>,
    keys: HashMap<String, MetricId>,
    channels: HashMap<ChannelId, (String, String)>,
    series: HashMap<(Option<CampaignId>, MetricId), Vec<SeriesRow>>,
    /// The metrics each campaign has series of.
    measured: HashMap<CampaignId, Vec<MetricId>>,
}

impl Book {
    /// Reads it.
    ///
    /// # Errors
    /// Storage errors.
    pub fn open(db: &Db<'_>) -> Result<Self> {
        Self::with(db, db.list::<Metric>()?, true)
    }

    /// Reads it with only the metrics that are in use and the last check-ins: all that targets and their charts need.
    ///
    /// # Errors
    /// Storage errors.
    pub fn in_use(db: &Db<'_>) -> Result<Self> {
        Self::with(db, db.metrics_in_use()?, false)
    }

    /// What there is without a file: the standard catalogue and the usual settings.
    ///
    /// # Errors
    /// A fault of the catalogue.
    pub fn of_catalogue() -> Result<Self> {
        let numbered = (1..).zip(parse_catalogue(CATALOGUE)?);
        let metrics: Vec<Metric> =
            numbered.map(|(id, metric)| Metric { id: MetricId(id), ..metric }).collect();
        Ok(Self {
            settings: Settings::new(Zone::utc()),
            campaigns: Vec::new(),
            cycles: Vec::new(),
            objectives: Vec::new(),
            servings: Vec::new(),
            targets: HashMap::new(),
            key_results: HashMap::new(),
            objective_of: HashMap::new(),
            typed: HashMap::new(),
            check_ins: HashMap::new(),
            has_all_check_ins: true,
            keys: metrics.iter().map(|m| (m.key.clone(), m.id)).collect(),
            metrics: metrics.into_iter().map(|m| (m.id, m)).collect(),
            channels: HashMap::new(),
            series: HashMap::new(),
            measured: HashMap::new(),
        })
    }

    fn with(db: &Db<'_>, metrics: Vec<Metric>, has_all_check_ins: bool) -> Result<Self> {
        let mut targets: HashMap<CampaignId, Vec<Target>> = HashMap::new();
        let mut key_results: HashMap<ObjectiveId, Vec<Target>> = HashMap::new();
        for target in db.list::<Target>()? {
            match (target.campaign, target.objective) {
                (Some(campaign), _) => targets.entry(campaign).or_default().push(target),
                (None, Some(objective)) => key_results.entry(objective).or_default().push(target),
                (None, None) => {}
            }
        }
        for list in targets.values_mut() {
            list.sort_by_key(|t| (!t.is_primary, t.is_guardrail, t.position));
        }
        for list in key_results.values_mut() {
            list.sort_by_key(|t| (t.position, t.id));
        }
        let metrics: HashMap<MetricId, Metric> = metrics.into_iter().map(|m| (m.id, m)).collect();
        let all = key_results.values().flatten();
        let typed =
            all.filter_map(|t| Some((t.id, of_hand(t, t.metric.and_then(|id| metrics.get(&id)))?))).collect();
        let mut check_ins: HashMap<TargetId, Vec<CheckIn>> = HashMap::new();
        if !key_results.is_empty() {
            let all = match has_all_check_ins {
                true => db.list::<CheckIn>()?,
                false => last_check_ins(db, &key_results)?,
            };
            for check_in in all {
                check_ins.entry(check_in.key_result).or_default().push(check_in);
            }
            for list in check_ins.values_mut() {
                list.sort_by_key(|c| (c.day, c.at, c.id));
            }
        }
        let mut series: HashMap<_, Vec<SeriesRow>> = HashMap::new();
        for row in db.series()? {
            series.entry((row.campaign, row.metric)).or_default().push(row);
        }
        let mut measured: HashMap<CampaignId, Vec<MetricId>> = HashMap::new();
        for (campaign, metric) in series.keys().filter_map(|(campaign, metric)| Some(((*campaign)?, *metric)))
        {
            measured.entry(campaign).or_default().push(metric);
        }
        Ok(Self {
            settings: db.settings()?,
            campaigns: db.list::<Campaign>()?,
            cycles: db.list::<Cycle>()?,
            objectives: db.list::<Objective>()?,
            servings: db.list::<Serving>()?,
            targets,
            objective_of: key_results
                .iter()
                .flat_map(|(id, list)| list.iter().map(|t| (t.id, *id)))
                .collect(),
            key_results,
            typed,
            check_ins,
            has_all_check_ins,
            keys: metrics.values().map(|m| (m.key.clone(), m.id)).collect(),
            metrics,
            channels: db.list::<Channel>()?.into_iter().map(|c| (c.id, (c.key, c.name))).collect(),
            series,
            measured,
        })
    }

    /// A campaign's targets, the primary one first, guardrails last.
    #[must_use]
    pub fn targets(&self, campaign: CampaignId) -> &[Target] {
        self.targets.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// An objective's key results in their order.
    #[must_use]
    pub fn key_results(&self, objective: ObjectiveId) -> &[Target] {
        self.key_results.get(&objective).map_or(&[], Vec::as_slice)
    }

    /// The objective whose key result it is.
    #[must_use]
    pub fn objective_of(&self, key_result: TargetId) -> Option<ObjectiveId> {
        self.objective_of.get(&key_result).copied()
    }

    /// A target by id, of a campaign or of an objective.
    #[must_use]
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        match self.objective_of.get(&id) {
            Some(objective) => self.key_results(*objective).iter().find(|target| target.id == id),
            None => self.targets.values().flatten().find(|target| target.id == id),
        }
    }

    /// What a target measures: its metric, or what is typed with its check-ins.
    #[must_use]
    pub fn measured_by(&self, target: &Target) -> Option<&Metric> {
        self.typed.get(&target.id).or_else(|| target.metric.and_then(|id| self.metric(id)))
    }

    /// A key result's check-ins, oldest first.
    #[must_use]
    pub fn check_ins(&self, key_result: TargetId) -> &[CheckIn] {
        self.check_ins.get(&key_result).map_or(&[], Vec::as_slice)
    }

    /// All of a key result's check-ins, oldest first, read where they are not here.
    pub(super) fn every_check_in(&self, db: &Db<'_>, key_result: TargetId) -> Result<Cow<'_, [CheckIn]>> {
        if self.has_all_check_ins {
            return Ok(Cow::Borrowed(self.check_ins(key_result)));
        }
        let mut all = db.list_where::<CheckIn>("key_result", &key_result)?;
        all.sort_by_key(|c| (c.day, c.at, c.id));
        Ok(Cow::Owned(all))
    }

    /// The check-ins of a key result that were said by `now`, oldest first.
    pub fn said(&self, key_result: TargetId, now: i64) -> impl DoubleEndedIterator<Item = &CheckIn> {
        self.check_ins(key_result).iter().filter(move |check_in| check_in.at <= now)
    }

    /// When a key result's next check-in is due at `now`, UTC seconds: a cadence after the last one, or after it began.
    /// None where none is awaited: it is rolled up, over, closed, or no more than a draft.
    #[must_use]
    pub fn check_in_due(&self, key_result: &Target, period: &Period, now: i64) -> Option<i64> {
        let own = key_result.key_result.as_ref()?;
        let objective = key_result.objective.and_then(|id| self.objective(id));
        let is_draft = objective.is_some_and(|objective| objective.status == ObjectiveStatus::Draft);
        if own.feed == Feed::Children || is_draft || now >= period.end || self.is_closed(key_result) {
            return None;
        }
        let said = self.said(key_result.id, now).next_back().map(|c| c.at);
        let since = said.unwrap_or_else(|| period.start.max(key_result.created_at));
        Some(since.saturating_add(own.cadence.unwrap_or(self.settings.check_in)))
    }

    /// What works for a key result.
    pub fn serving(&self, key_result: TargetId) -> impl Iterator<Item = &Serving> {
        self.servings.iter().filter(move |serving| serving.key_result == key_result)
    }

    /// An objective by id.
    #[must_use]
    pub fn objective(&self, id: ObjectiveId) -> Option<&Objective> {
        let place = self.objectives.binary_search_by_key(&id, |objective| objective.id).ok()?;
        self.objectives.get(place)
    }

    /// A cycle by id.
    #[must_use]
    pub fn cycle(&self, id: CycleId) -> Option<&Cycle> {
        let place = self.cycles.binary_search_by_key(&id, |cycle| cycle.id).ok()?;
        self.cycles.get(place)
    }

    /// The key and the name of a target's owner: `d11`, or `2026-q4/o1`.
    #[must_use]
    pub fn owner_of(&self, target: &Target) -> Option<(String, String)> {
        if let Some(id) = target.campaign {
            return self.campaign(id).map(|c| (c.key.clone(), c.name.clone()));
        }
        let objective = self.objective(target.objective?)?;
        Some((self.path(objective), objective.title.clone()))
    }

    /// The key of what a to-do is about: `d11`, `2026-Q4`, `2026-Q4/o1`; none where that is gone.
    #[must_use]
    pub fn key_of(&self, about: About) -> Option<String> {
        match about {
            About::Campaign(id) => self.campaign(id).map(|campaign| campaign.key.clone()),
            About::Objective(id, _) => self.objective(id).map(|objective| self.path(objective)),
            About::Cycle(id) => self.cycle(id).map(|cycle| cycle.key.clone()),
        }
    }

    /// An objective as people type it: `2026-q4/o1`.
    #[must_use]
    pub fn path(&self, objective: &Objective) -> String {
        let cycle = self.cycle(objective.cycle).map_or("?", |cycle| cycle.key.as_str());
        format!("{cycle}/{}", objective.key)
    }

    /// A key result as people type it: `2026-q4/o1/kr1`.
    #[must_use]
    pub fn key_result_path(&self, id: TargetId) -> Option<String> {
        let target = self.target(id)?;
        let (owner, _) = self.owner_of(target)?;
        Some(format!("{owner}/{}", target.key))
    }

    /// The series that a target's number is computed from, and those of the campaigns that serve it.
    pub(super) fn series_behind(&self, target: &Target) -> Vec<SeriesId> {
        let Ok(holder) = self.holder(target) else { return Vec::new() };
        let Some(metric) = target.metric.and_then(|id| self.metric(id)) else { return Vec::new() };
        let parts = metric.formula.iter().flat_map(Formula::parts);
        let metrics: Vec<&Metric> =
            parts.filter_map(|key| self.metric_of(key)).chain(std::iter::once(metric)).collect();
        let serving = self.serving(target.id).map(|serving| Some(serving.campaign));
        let mut places: Vec<Option<CampaignId>> = holder.places.iter().copied().chain(serving).collect();
        places.sort_unstable();
        places.dedup();
        let of_place = |place: Option<CampaignId>| {
            metrics.iter().flat_map(move |metric| self.series_in(place, metric)).map(|row| row.id)
        };
        places.into_iter().flat_map(of_place).collect()
    }

    /// Whether people have closed what a target belongs to.
    #[must_use]
    pub fn is_closed(&self, target: &Target) -> bool {
        self.holder(target).is_ok_and(|holder| holder.closed)
    }

    /// Whose a target is.
    ///
    /// # Errors
    /// `no_target` where its owner is gone.
    pub(super) fn holder(&self, target: &Target) -> Result<Holder<'_>> {
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_TARGET).arg("text", &target.key);
        Holder::of(self, target).ok_or_else(gone)
    }

    /// A metric by id.
    #[must_use]
    pub fn metric(&self, id: MetricId) -> Option<&Metric> {
        self.metrics.get(&id)
    }

    /// Every metric that was read.
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.metrics.values()
    }

    /// A metric by key.
    #[must_use]
    pub fn metric_of(&self, key: &str) -> Option<&Metric> {
        self.keys.get(key).and_then(|id| self.metrics.get(id))
    }

    /// A channel's name.
    #[must_use]
    pub fn channel(&self, id: ChannelId) -> &str {
        self.channels.get(&id).map_or("?", |(_, name)| name)
    }

    /// A channel's key.
    #[must_use]
    pub fn channel_key(&self, id: ChannelId) -> &str {
        self.channels.get(&id).map_or("?", |(key, _)| key)
    }

    /// A campaign by id.
    #[must_use]
    pub fn campaign(&self, id: CampaignId) -> Option<&Campaign> {
        let place = self.campaigns.binary_search_by_key(&id, |campaign| campaign.id).ok()?;
        self.campaigns.get(place)
    }

    /// The series that speak for a metric of a campaign: where parts must not be added up, only those without a
    /// channel.
    pub fn series<'a>(
        &'a self,
        campaign: CampaignId,
        metric: &'a Metric,
    ) -> impl Iterator<Item = &'a SeriesRow> {
        self.series_in(Some(campaign), metric)
    }

    /// The same of a campaign, or of the whole business where none.
    pub(super) fn series_in<'a>(
        &'a self,
        place: Option<CampaignId>,
        metric: &'a Metric,
    ) -> impl Iterator<Item = &'a SeriesRow> {
        let rows = self.series.get(&(place, metric.id)).map_or(&[][..], Vec::as_slice);
        rows.iter().filter(|s| metric.across == Across::Sum || s.channel.is_none())
    }

    /// Every series of a metric of a campaign.
    #[must_use]
    pub fn all_series(&self, campaign: CampaignId, metric: MetricId) -> &[SeriesRow] {
        self.series.get(&(Some(campaign), metric)).map_or(&[], Vec::as_slice)
    }

    fn measured_ids(&self, campaign: CampaignId) -> impl Iterator<Item = MetricId> {
        self.measured.get(&campaign).into_iter().flatten().copied()
    }

    /// The channels a campaign has readings of.
    pub fn channels_of(&self, campaign: CampaignId) -> impl Iterator<Item = ChannelId> {
        let rows = self.measured_ids(campaign).flat_map(move |metric| self.all_series(campaign, metric));
        rows.filter_map(|row| row.channel)
    }

    /// The metrics a campaign has series of, by key.
    #[must_use]
    pub fn measured(&self, campaign: CampaignId) -> Vec<&Metric> {
        let mut found: Vec<&Metric> =
            self.measured_ids(campaign).filter_map(|metric| self.metric(metric)).collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found
    }

    /// The day shown at `now`: the end of a day that is looked back on is still that day.
    #[must_use]
    pub fn day_shown(&self, now: i64) -> Day {
        self.settings.zone.day_of(now - 1)
    }

    /// A target's period: its own, or its owner's.
    ///
    /// # Errors
    /// A fault where a time of day does not exist in the time zone.
    pub fn period(&self, target: &Target) -> Result<Period> {
        self.period_in(&self.holder(target)?, target)
    }

    /// The same where its owner is at hand.
    pub(super) fn period_in(&self, holder: &Holder<'_>, target: &Target) -> Result<Period> {
        let (start, end) = (target.start.unwrap_or(holder.start), target.end.unwrap_or(holder.end));
        Ok(Period::of(start, end, self.settings.zone)?)
    }

    /// A target's plan curve over its period.
    ///
    /// # Errors
    /// A fault in the curve or in the campaign's phases.
    pub fn curve(&self, target: &Target, period: &Period) -> Result<Curve> {
        self.curve_in(&self.holder(target)?, target, period)
    }

    /// The same where its owner is at hand.
    pub(super) fn curve_in(&self, holder: &Holder<'_>, target: &Target, period: &Period) -> Result<Curve> {
        let zone = self.settings.zone;
        let mut phases = Vec::with_capacity(holder.phases.len());
        for phase in holder.phases {
            phases.push((zone.starts_at(phase.start)?, zone.ends_at(phase.end)?, phase.share.to_f64()));
        }
        Ok(Curve::resolve(&target.curve, period, &phases, |day| zone.end_of(day))?)
    }
}
