//! The only place that reads the clock. Everything else is given the time.
use chrono::DateTime;

/// The present moment in UTC seconds. `FUPAN_NOW` (RFC 3339) fixes it, for tests, screenshots and "what if".
#[must_use]
#[allow(clippy::disallowed_methods)]
pub fn now() -> i64 {
    std::env::var("FUPAN_NOW")
        .ok()
        .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
        .map_or_else(|| chrono::Utc::now().timestamp(), |fixed| fixed.timestamp())
}

/// The name of this machine's time zone (`Asia/Shanghai`): `TZ` where it names one, then the system's; UTC where it
/// cannot be told.
#[must_use]
pub fn zone_name() -> String {
    let named = std::env::var("TZ").ok().map(|tz| tz.trim_start_matches(':').to_owned());
    if let Some(name) = named.filter(|name| crate::model::Zone::parse(name).is_ok()) {
        return name;
    }
    iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned())
}
