//! The workspace's time zone: which instants a day covers.
use super::{Day, Fault};
use chrono::{Offset as _, TimeZone as _};

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// Coordinated universal time.
    #[must_use]
    pub const fn utc() -> Self {
        Self(chrono_tz::UTC)
    }

    /// By its IANA name.
    ///
    /// # Errors
    /// [`Fault::BadZone`].
    pub fn parse(name: &str) -> Result<Self, Fault> {
        name.parse().map(Self).map_err(|_| Fault::BadZone { text: name.to_owned() })
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The day an instant (UTC seconds) falls on.
    #[must_use]
    pub fn day_of(self, at: i64) -> Day {
        let utc = chrono::DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc).fix();
        Day::of((utc + offset).date())
    }
}
