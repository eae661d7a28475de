//! Workspace settings: they live in the file, because they change what the numbers mean.
use super::{Fault, Thresholds, Zone};

crate::id! {
    /// A setting's id.
    SettingId,
}

crate::entity! {
    /// One stored setting.
    pub struct Setting in "setting": SettingId {
        /// `time_zone`
        key: String,
        /// As text.
        value: String,
    }
}

/// The settings of a workspace, with their defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The time zone days are counted in.
    pub zone: Zone,
    /// ISO code: CNY.
    pub currency: String,
    /// Where a status begins.
    pub thresholds: Thresholds,
    /// Seconds between two expected readings of a campaign's target.
    pub cadence: i64,
    /// Seconds of grace before such a target is stale.
    pub grace: i64,
    /// Seconds between two check-ins of a key result.
    pub check_in: i64,
    /// The key of the metric that everything is about; empty where none is set.
    pub north_star: String,
}

impl Settings {
    /// The keys of all settings.
    pub const KEYS: [&'static str; 7] =
        ["time_zone", "currency", "thresholds", "cadence", "grace", "check_in", "north_star"];

    /// A fresh workspace in a time zone.
    #[must_use]
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            currency: "CNY".to_owned(),
            thresholds: Thresholds::default(),
            cadence: 86_400,
            grace: 3 * 86_400,
            check_in: 7 * 86_400,
            north_star: String::new(),
        }
    }

    /// Every setting as text, by key: what [`Settings::set`] reads.
    #[must_use]
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        let seconds = |seconds: i64| match seconds {
            s if s % 86_400 == 0 => format!("{}d", s / 86_400),
            s if s % 3_600 == 0 => format!("{}h", s / 3_600),
            s => format!("{}m", s / 60),
        };
        let Thresholds { ahead, on_track, at_risk } = self.thresholds;
        vec![
            ("time_zone", self.zone.name().to_owned()),
            ("currency", self.currency.clone()),
            ("thresholds", format!("{ahead},{on_track},{at_risk}")),
            ("cadence", seconds(self.cadence)),
            ("grace", seconds(self.grace)),
            ("check_in", seconds(self.check_in)),
            ("north_star", self.north_star.clone()),
        ]
    }

    /// Reads stored rows over the defaults. A row of another version's setting means nothing here.
    ///
    /// # Errors
    /// The fault of the first row whose value cannot be read.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Fault> {
        let mut settings = Self::new(Zone::utc());
        for (key, value) in rows.into_iter().filter(|(key, _)| Self::KEYS.contains(key)) {
            settings.set(key, value)?;
        }
        Ok(settings)
    }

    /// Sets one by its key, as `fupan config set` does.
    ///
    /// # Errors
    /// [`Fault::UnknownWord`] for an unknown key, or the value's own fault.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        let seconds = |text: &str| -> Result<i64, Fault> {
            let units =
                [("d", 86_400), ("天", 86_400), ("h", 3_600), ("小时", 3_600), ("m", 60), ("分钟", 60)];
            units
                .into_iter()
                .find_map(|(unit, scale)| text.trim().strip_suffix(unit).map(|number| (number, scale)))
                .and_then(|(number, scale): (&str, i64)| {
                    number.trim().parse::<i64>().ok()?.checked_mul(scale)
                })
                .filter(|n| *n > 0)
                .ok_or_else(|| Fault::BadNumber { text: text.to_owned() })
        };
        match key {
            "time_zone" => self.zone = Zone::parse(value)?,
            "currency" if value.len() == 3 && value.bytes().all(|b| b.is_ascii_uppercase()) => {
                value.clone_into(&mut self.currency);
            }
            "currency" => {
                let allowed = "CNY, USD, EUR, HKD, TWD, JPY, GBP …".to_owned();
                return Err(Fault::UnknownWord { text: value.to_owned(), allowed });
            }
            "thresholds" => self.thresholds = value.parse()?,
            "cadence" => self.cadence = seconds(value)?,
            "grace" => self.grace = seconds(value)?,
            "check_in" => self.check_in = seconds(value)?,
            "north_star" => value.trim().clone_into(&mut self.north_star),
            _ => {
                return Err(Fault::UnknownWord { text: key.to_owned(), allowed: Self::KEYS.join(", ") });
            }
        }
        Ok(())
    }
}
