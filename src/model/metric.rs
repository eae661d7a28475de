//! Metrics: what is measured, how it adds up, which way is better.
use super::Formula;

crate::id! {
    /// A metric's id.
    MetricId,
}

crate::words! {
    /// What a metric counts in. Percent is stored as a share: 85 % is 0.85.
    pub enum Unit {
        /// Pieces, people, times.
        Count = "count",
        /// The workspace's currency.
        Money = "money",
        /// A share, shown × 100 with a percent sign.
        Percent = "percent",
        /// A plain quotient: ROAS 3.2.
        Ratio = "ratio",
        /// Seconds.
        Duration = "duration",
        /// Points: NPS.
        Score = "score",
    }
}

crate::words! {
    /// How readings of one series come together over time.
    pub enum OverTime {
        /// A flow: readings add up (orders).
        Sum = "sum",
        /// A level: the latest reading counts (followers).
        Last = "last",
    }
}

crate::words! {
    /// How channels come together.
    pub enum Across {
        /// Channels add up.
        Sum = "sum",
        /// Channels must never be added up (reach, DAU): only readings without a channel speak for the whole.
        None = "none",
    }
}

crate::words! {
    /// Which way is better.
    pub enum Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Both too much and too little are off (a budget).
        OnPlan = "on_plan",
    }
}

crate::entity! {
    /// What is measured. The standard catalogue is `assets/metrics.toml`; a user's own are rows of the same kind.
    pub struct Metric in "metric": MetricId {
        /// `gmv`
        key: String,
        /// English name.
        name_en: String,
        /// 中文名.
        name_zh: String,
        /// What it counts in.
        unit: Unit,
        /// Flow or level.
        over_time: OverTime,
        /// Whether channels add up.
        across: Across,
        /// Which way is better.
        better: Better,
        /// How it is computed from other metrics; such a metric takes no readings.
        formula: Option<Formula>,
        /// The lifecycle stage it belongs to, as a word.
        stage: Option<String>,
        /// One line: what it means, in English.
        meaning_en: String,
        /// 一句话含义.
        meaning_zh: String,
        /// Where the definition comes from.
        source: String,
        /// True for a row of the standard catalogue.
        standard: bool,
    }
}

impl Metric {
    /// The name in a language, the key where there is none.
    #[must_use]
    pub fn name(&self, lang: super::Lang) -> &str {
        let name = match lang {
            super::Lang::En => &self.name_en,
            super::Lang::Zh => &self.name_zh,
        };
        if name.is_empty() { &self.key } else { name }
    }
}
