//! How campaigns stand, as text and as JSON.
use super::table::{Table, Value};
use crate::board::{CampaignLine, Group, TargetLine};
use crate::i18n::{Text, label, tr};
use crate::model::{Lang, Quantity, Style, TargetKind, Zone};
use chrono::Datelike as _;
use serde_json::{Value as Json, json};

/// Campaigns as JSON, as DESIGN and the issue define it; quantities as numbers in plain units.
#[must_use]
pub fn status_json(campaigns: &[CampaignLine], zone: Zone) -> Json {
    json!({ "campaigns": campaigns.iter().map(|c| campaign_json(c, zone)).collect::<Vec<_>>() })
}

fn campaign_json(campaign: &CampaignLine, zone: Zone) -> Json {
    json!({
        "key": campaign.key,
        "name": campaign.name,
        "owner": campaign.owner,
        "status": campaign.status.as_str(),
        "health": campaign.health.map(crate::model::Status::as_str),
        "start": campaign.start.to_string(),
        "end": campaign.end.to_string(),
        "day": campaign.day,
        "days": campaign.days,
        "phase": campaign.phase,
        "data_until": campaign.data_until.map(|at| moment(at, zone)),
        "targets": campaign.targets.iter().map(|t| target_json(t, zone)).collect::<Vec<_>>(),
    })
}

/// One target as JSON.
#[must_use]
pub(super) fn target_json(target: &TargetLine, zone: Zone) -> Json {
    let forecast =
        target.forecast.map(|f| json!({ "low": f.low, "mid": f.mid, "high": f.high, "chance": f.chance }));
    let lagging: Vec<Json> = target
        .lagging
        .iter()
        .map(|(name, at)| json!({ "channel": name, "data_until": moment(*at, zone) }))
        .collect();
    json!({
        "key": target.key,
        "metric": Some(&target.metric).filter(|key| !key.is_empty()),
        "unit": target.unit.as_str(),
        "kind": target.kind.as_str(),
        "primary": target.is_primary,
        "guardrail": target.is_guardrail,
        "baseline": target.baseline,
        "goal": target.goal,
        "upper": target.upper,
        "first_goal": target.first_goal.unwrap_or(target.goal),
        "actual": target.actual,
        "progress": target.progress,
        "expected": target.expected,
        "pace": target.pace,
        "status": target.status.as_str(),
        "stale": target.is_stale,
        "held": target.held,
        "needed_per_day": target.needed_per_day,
        "recent_per_day": target.recent_per_day,
        "forecast": forecast,
        "data_until": target.data_until.map(|at| moment(at, zone)),
        "lagging": lagging,
    })
}

/// A moment in the workspace's time zone with its offset, as RFC 3339.
pub(super) fn moment(at: i64, zone: Zone) -> String {
    zone.rfc3339(at)
}

const COLUMNS: &[(&str, &Text)] = &[
    ("target", &tr::COLUMN_TARGET),
    ("name", &tr::COLUMN_NAME),
    ("goal", &tr::COLUMN_GOAL),
    ("actual", &tr::COLUMN_ACTUAL),
    ("progress", &tr::COLUMN_PROGRESS),
    ("expected", &tr::COLUMN_EXPECTED),
    ("pace", &tr::COLUMN_PACE),
    ("status", &tr::COLUMN_STATUS),
    ("needed_per_day", &tr::COLUMN_NEEDED),
    ("recent_per_day", &tr::COLUMN_RECENT),
    ("forecast", &tr::COLUMN_FORECAST),
    ("chance", &tr::COLUMN_CHANCE),
    ("data_until", &tr::COLUMN_DATA_UNTIL),
];

/// The targets of campaigns, one a row; `now` tells which year goes without saying.
#[must_use]
pub fn status_table(campaigns: &[CampaignLine], lang: Lang, style: &Style, zone: Zone, now: i64) -> Table {
    let mut table = Table::new(COLUMNS);
    for campaign in campaigns {
        for target in &campaign.targets {
            table.row(row(campaign, target, lang, style, zone, now));
        }
    }
    table
}

/// How a target stands, in one or two words: `behind`, `holds`, `over plan · stale`.
#[must_use]
pub fn target_word(target: &TargetLine, lang: Lang) -> String {
    let word = label::standing(target.status, target.better, target.pace, target.held, target.kind);
    let word = word.get(lang).to_owned();
    if target.is_stale && target.status != crate::model::Status::Stale {
        return format!("{word} · {}", tr::STATUS_STALE.get(lang));
    }
    word
}

fn row(
    campaign: &CampaignLine,
    target: &TargetLine,
    lang: Lang,
    style: &Style,
    zone: Zone,
    now: i64,
) -> Vec<Value> {
    let amount =
        |q: Option<Quantity>| q.map_or(Value::None, |q| Value::Quantity(q, style.compact(q, target.unit)));
    let share = |share: Option<f64>| share.map_or(Value::None, |s| Value::Number(s, style.percent(s)));
    let name = if lang == Lang::Zh { &target.name_zh } else { &target.name_en };
    let goal = match (target.kind, target.upper) {
        (TargetKind::Keep, Some(upper)) => {
            format!("{}..{}", style.compact(target.goal, target.unit), style.compact(upper, target.unit))
        }
        _ => style.compact(target.goal, target.unit),
    };
    let forecast = target.forecast.map_or(Value::Spread(None, "—".to_owned()), |f| {
        let bound = |units| style.compact_f64(units, target.unit);
        let text = match bound(f.low) == bound(f.high) {
            true => bound(f.mid),
            false => format!("{} ({}–{})", bound(f.mid), bound(f.low), bound(f.high)),
        };
        Value::Spread(Some([f.low, f.mid, f.high]), text)
    });
    vec![
        Value::Text(format!("{}/{}", campaign.key, target.key)),
        Value::text(name),
        Value::Quantity(target.goal, goal),
        amount(target.actual),
        share(target.progress.filter(|_| target.kind != TargetKind::Keep)),
        amount(target.expected.filter(|_| target.kind != TargetKind::Keep)),
        share(target.pace),
        Value::Word(target.status.as_str(), target_word(target, lang)),
        amount(target.needed_per_day),
        amount(target.recent_per_day),
        forecast,
        share(target.forecast.map(|f| f.chance)),
        target.data_until.map_or(Value::None, |at| Value::Coded(moment(at, zone), short(at, zone, now))),
    ]
}

/// `11-04 15:00`, `11-04` for the end of that day, `2019-11-17` in another year than now.
pub(super) fn short(at: i64, zone: Zone, now: i64) -> String {
    let before = zone.local(at - 1);
    let day_ends = zone.local(at).date() != before.date();
    let local = if day_ends { before } else { zone.local(at) };
    let day = if local.year() == zone.local(now).year() { "%m-%d" } else { "%Y-%m-%d" };
    local.format(if day_ends { day.to_owned() } else { format!("{day} %H:%M") }.as_str()).to_string()
}

/// One line above a campaign's targets.
#[must_use]
pub fn campaign_head(campaign: &CampaignLine, lang: Lang) -> String {
    let (day, days) = (campaign.day.to_string(), campaign.days.to_string());
    let place = match campaign.group {
        Group::Live => tr::HEAD_DAY.fill(lang, &[("day", &day), ("days", &days)]),
        Group::Upcoming => tr::HEAD_STARTS.fill(lang, &[("date", &campaign.start.to_string())]),
        Group::Ended => tr::HEAD_ENDED.fill(lang, &[("date", &campaign.end.to_string())]),
    };
    let health = campaign.health.map(|h| label::status(h).get(lang).to_owned());
    let owner = Some(campaign.owner.clone()).filter(|o| !o.is_empty()).map(|o| format!("@{o}"));
    let status = label::campaign_status(campaign.status).get(lang).to_owned();
    let parts = [
        Some(format!("{} ({})", campaign.name, campaign.key)),
        Some(place),
        campaign.phase.clone(),
        Some(status),
        health,
        owner,
    ];
    let parts: Vec<String> =
        parts.into_iter().flatten().map(|p| crate::model::printable(&p).into_owned()).collect();
    parts.join(" · ")
}
