//! Plan curves as people type them.
use super::lookup;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Across, Campaign, Day, Fault, Metric, OverTime, Period, PlanCurve, Quantity, Target, bounds_of,
    parse_when, shape_of,
};
use crate::store::{Db, SeriesRow};

/// Reads `linear`, `phased`, `flat`, `table:11-01=10%,11-11=100%`, `like:d11-2025`.
pub(super) fn parse(db: &Db<'_>, text: &str, metric: Option<&Metric>, today: Day) -> Result<PlanCurve> {
    let (word, rest) = text.split_once([':', '：']).map_or((text, ""), |(word, rest)| (word, rest));
    let curve = match (word.trim().to_lowercase().as_str(), rest.trim()) {
        ("linear" | "均匀", "") => PlanCurve::Linear,
        ("phased" | "分阶段", "") => PlanCurve::Phased,
        ("flat" | "持平", "") => PlanCurve::Flat,
        ("table" | "表", rows) if !rows.is_empty() => table(rows, today)?,
        ("like" | "参照", key) if !key.is_empty() => match metric {
            Some(metric) => like(db, key, metric)?,
            None => {
                return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING)
                    .arg("what", "metric")
                    .field("metric"));
            }
        },
        _ => return Err(Fault::BadCurve { word: text.to_owned() }.into()),
    };
    curve.check()?;
    Ok(curve)
}

fn table(rows: &str, today: Day) -> Result<PlanCurve> {
    let mut points = Vec::new();
    for row in rows.split([',', '，']).map(str::trim).filter(|row| !row.is_empty()) {
        let bad = || Fault::BadCurve { word: row.to_owned() };
        let (day, share) = row.split_once('=').ok_or_else(bad)?;
        points.push((parse_when(day, today)?.day(), Quantity::parse(share)?));
    }
    Ok(PlanCurve::Table { points })
}

/// The shape a former campaign's own readings took, frozen as it is now.
fn like(db: &Db<'_>, key: &str, metric: &Metric) -> Result<PlanCurve> {
    let former = lookup::campaign(db, key)?;
    let zone = db.settings()?.zone;
    let period = Period::of(former.start, former.end, zone)?;
    let mut days: std::collections::BTreeMap<Day, f64> = std::collections::BTreeMap::new();
    let speaks = |s: &&SeriesRow| {
        s.metric == metric.id
            && s.campaign == Some(former.id)
            && (metric.across == Across::Sum || s.channel.is_none())
    };
    for series in db.series()?.iter().filter(speaks) {
        // A level's shape is made of its changes.
        let level = metric.over_time == OverTime::Last;
        let mut stood = None;
        if level && let Some((_, value, _, _)) = db.last_day(series.id, period.first.plus(-1))? {
            stood = Some(value);
        }
        for (day, value, _, _) in db.days(series.id, period.first, period.last)? {
            let before = if level { stood.replace(value).unwrap_or(value) } else { Quantity::ZERO };
            *days.entry(day).or_default() += value.to_f64() - before.to_f64();
        }
    }
    let days: Vec<(Day, f64)> = days.into_iter().collect();
    let points = shape_of(&days, &period, |day| zone.end_of(day));
    if points.is_empty() {
        let error = Error::new(Kind::BadData, &tr::ERROR_NO_SHAPE).arg("campaign", &former.key);
        return Err(error.arg("metric", &metric.key));
    }
    let phases = resolved_phases(&former, db)?;
    Ok(PlanCurve::Like { campaign: former.key, bounds: bounds_of(&phases, &period), points })
}

/// A campaign's phases as instants with their share.
pub(super) fn resolved_phases(campaign: &Campaign, db: &Db<'_>) -> Result<Vec<(i64, i64, f64)>> {
    let zone = db.settings()?.zone;
    let phases = campaign.phases.0.iter();
    phases.map(|p| Ok((zone.starts_at(p.start)?, zone.ends_at(p.end)?, p.share.to_f64()))).collect()
}

/// The curve a target gets where none is named.
pub(super) fn default(target: &Target, metric: &Metric, campaign: &Campaign) -> PlanCurve {
    use crate::model::{TargetKind, Unit};
    let holds = target.kind == TargetKind::Keep || metric.formula.is_some();
    let level_share = matches!(metric.unit, Unit::Percent | Unit::Ratio) && target.kind != TargetKind::Done;
    if holds || level_share {
        PlanCurve::Flat
    } else if campaign.phases.0.is_empty() {
        PlanCurve::Linear
    } else {
        PlanCurve::Phased
    }
}
