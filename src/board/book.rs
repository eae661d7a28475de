//! Everything small that a board needs, read once: metrics, channels, campaigns, targets, series, settings.
use crate::error::Result;
use crate::model::{
    Across, CATALOGUE, Campaign, CampaignId, Channel, ChannelId, Curve, Day, Metric, MetricId, Period,
    Settings, Target, Zone, parse_catalogue,
};
use crate::store::{Db, SeriesRow};
use std::collections::HashMap;

/// The small tables of a file at one moment.
pub struct Book {
    /// The workspace's settings.
    pub settings: Settings,
    /// Every campaign by id.
    pub campaigns: Vec<Campaign>,
    targets: HashMap<CampaignId, Vec<Target>>,
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
        Self::with(db, db.list::<Metric>()?)
    }

    /// Reads it with only the metrics that are in use: all that targets and their charts need.
    ///
    /// # Errors
    /// Storage errors.
    pub fn in_use(db: &Db<'_>) -> Result<Self> {
        Self::with(db, db.metrics_in_use()?)
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
            targets: HashMap::new(),
            keys: metrics.iter().map(|m| (m.key.clone(), m.id)).collect(),
            metrics: metrics.into_iter().map(|m| (m.id, m)).collect(),
            channels: HashMap::new(),
            series: HashMap::new(),
            measured: HashMap::new(),
        })
    }

    fn with(db: &Db<'_>, metrics: Vec<Metric>) -> Result<Self> {
        let mut targets: HashMap<CampaignId, Vec<Target>> = HashMap::new();
        for target in db.list::<Target>()? {
            targets.entry(target.campaign).or_default().push(target);
        }
        for list in targets.values_mut() {
            list.sort_by_key(|t| (!t.is_primary, t.is_guardrail, t.position));
        }
        let metrics: HashMap<MetricId, Metric> = metrics.into_iter().map(|m| (m.id, m)).collect();
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
            targets,
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
        self.all_series(campaign, metric.id)
            .iter()
            .filter(|s| metric.across == Across::Sum || s.channel.is_none())
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

    /// A target's period: its own, or its campaign's.
    ///
    /// # Errors
    /// A fault where a time of day does not exist in the time zone.
    pub fn period(&self, campaign: &Campaign, target: &Target) -> Result<Period> {
        let (start, end) = (target.start.unwrap_or(campaign.start), target.end.unwrap_or(campaign.end));
        Ok(Period::of(start, end, self.settings.zone)?)
    }

    /// A target's plan curve over its period.
    ///
    /// # Errors
    /// A fault in the curve or in the campaign's phases.
    pub fn curve(&self, campaign: &Campaign, target: &Target, period: &Period) -> Result<Curve> {
        let zone = self.settings.zone;
        let mut phases = Vec::with_capacity(campaign.phases.0.len());
        for phase in &campaign.phases.0 {
            phases.push((zone.starts_at(phase.start)?, zone.ends_at(phase.end)?, phase.share.to_f64()));
        }
        Ok(Curve::resolve(&target.curve, period, &phases, |day| zone.end_of(day))?)
    }
}
