//! Recording one reading.
use super::amount::amount;
use super::{Context, Outcome, RecordDraft, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Across, Campaign, Channel, Day, Fault, Metric, Note, NoteKind, OverTime, Quantity, Series, Span, Style,
    check_name, check_text, parse_moment,
};
use crate::store::{Put, Repeat, Tx};

/// How far ahead of the clock a reading may lie before it is worth a warning: clocks differ a little.
const AHEAD: i64 = 300;

struct Recorded {
    metric: Metric,
    campaign: Option<Campaign>,
    channel: Option<Channel>,
    when: String,
    value: Quantity,
    counts: crate::store::PutCounts,
    warnings: Vec<Error>,
}

pub(super) fn record(tx: &mut Tx<'_>, context: &Context, draft: &RecordDraft) -> Result<Outcome> {
    let currency = tx.db().settings()?.currency;
    let style = Style::new(context.lang, &currency);
    let done = put(tx, draft, &currency)?;
    let text = match (done.counts.new, done.counts.changed) {
        (1.., _) => &tr::DONE_RECORD_NEW,
        (_, 1..) => &tr::DONE_RECORD_CHANGED,
        _ => &tr::DONE_RECORD_UNCHANGED,
    };
    let place = [done.campaign.map(|c| c.name), done.channel.map(|c| c.name), Some(done.when)];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut outcome = Outcome::new(text)
        .arg("metric", done.metric.name(context.lang))
        .arg("value", style.full(done.value, done.metric.unit))
        .arg("campaign", place)
        .key(done.metric.key);
    outcome.warnings = done.warnings;
    Ok(outcome.even_if_unchanged())
}

fn put(tx: &mut Tx<'_>, draft: &RecordDraft, currency: &str) -> Result<Recorded> {
    let metric = lookup::metric(&tx.db(), &draft.metric).map_err(|e| e.field("metric"))?;
    takes_readings(&metric)?;
    let mut value = amount(&draft.value, &metric, currency).map_err(|e| e.field("value"))?;
    let given = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
    let campaign = given(&draft.campaign)
        .map(|text| lookup::campaign(&tx.db(), &text).map_err(|e| e.field("campaign")))
        .transpose()?;
    let mut warnings = Vec::new();
    let channel = given(&draft.channel)
        .map(|text| lookup::channel_told(tx, &text, &mut warnings).map_err(|e| e.field("channel")))
        .transpose()?;
    let source = check_name(draft.source.as_deref().unwrap_or("manual"))
        .map_err(|f| Error::from(f).field("source"))?;
    let now = tx.now();
    let at = given(&draft.at);
    let span = match &at {
        Some(text) => {
            parse_moment(text, tx.today(), tx.zone()).map_err(|f| Error::from(f).field("at"))?.clipped(now)
        }
        None => Span { at: now, until: now },
    };
    if campaign.is_none() {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_WITHOUT_CAMPAIGN));
    }
    if span.at > now + AHEAD {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_IN_FUTURE).arg("at", shown(tx, span.at)));
    }
    let series = Series {
        metric: metric.id,
        campaign: campaign.as_ref().map(|c| c.id),
        channel: channel.as_ref().map(|c| c.id),
        source,
    };
    let id = tx.series_id(&series)?;
    if draft.total {
        let known = known(tx, &metric, campaign.as_ref(), channel.as_ref(), span)?;
        // What stands at the same place already is replaced, not added to.
        let replaced = if at.is_some() { tx.db().readings(id, span.at, span.at + 1)?.pop() } else { None };
        let replaced = replaced.filter(|r| r.until <= span.until).map_or(Quantity::ZERO, |r| r.value);
        value = value.checked_sub(known.checked_sub(replaced)?)?;
        if value < Quantity::ZERO {
            warnings.push(Error::new(Kind::BadData, &tr::ERROR_TOTAL_FELL));
        }
    }
    let is_event = at.is_none() && metric.over_time == OverTime::Sum;
    let span = if is_event { tx.db().free_second(id, now, tx.zone())? } else { span };
    let is_late = at.is_some() && tx.db().last_reading(id)?.is_some_and(|last| span.at < last);
    let mut rows = vec![Put { series: id, at: span.at, until: span.until, value }];
    let counts = tx.put(&mut rows, Repeat::Refuse)?.remove(&id).unwrap_or_default();
    let place = campaign.as_ref().map(|c| format!(" {}", c.key)).unwrap_or_default();
    tx.title(format!("record {} {}{place}", metric.key, value));
    if is_late && counts.new > 0 {
        let text = if draft.total { &tr::ERROR_TOTAL_TOO_LATE } else { &tr::ERROR_OLDER_THAN_LAST };
        warnings.push(Error::new(Kind::BadData, text).arg("at", shown(tx, span.at)));
    }
    if let (Some(text), Some(campaign)) = (given(&draft.note), &campaign) {
        let text = check_text(&text).map_err(|f| Error::from(f).field("note"))?;
        let author = tx.actor().to_owned();
        let mut note = Note::of_campaign(campaign.id, NoteKind::Observation, span.at, text, author);
        tx.insert(&mut note)?;
    }
    let when = covered(tx, span);
    Ok(Recorded { metric, campaign, channel, when, value, counts, warnings })
}

/// A derived metric takes no readings.
pub(super) fn takes_readings(metric: &Metric) -> Result<()> {
    let Some(formula) = &metric.formula else { return Ok(()) };
    let parts: Vec<&str> = formula.parts().collect();
    let fault = Fault::DerivedTakesNoReadings { key: metric.key.clone(), parts: parts.join(", ") };
    Err(Error::from(fault).field("metric"))
}

/// What is recorded already up to the moment a running total speaks of: of the channel where one is named, of the
/// whole otherwise, since the campaign's start.
fn known(
    tx: &Tx<'_>,
    metric: &Metric,
    campaign: Option<&Campaign>,
    channel: Option<&Channel>,
    span: Span,
) -> Result<Quantity> {
    if metric.over_time != OverTime::Sum {
        return Err(Error::new(Kind::Usage, &tr::ERROR_TOTAL_OF_LEVEL)
            .arg("metric", &metric.key)
            .field("total"));
    }
    let first = campaign.map_or(Day(i32::MIN), |c| c.start.day());
    let last = span.booked(tx.zone());
    let mut known = Quantity::ZERO;
    for row in tx.db().series()? {
        let same = row.metric == metric.id && row.campaign == campaign.map(|c| c.id);
        let counts = match channel {
            Some(channel) => row.channel == Some(channel.id),
            None => metric.across == Across::Sum || row.channel.is_none(),
        };
        if same && counts {
            if let Some(sum) = tx.db().sum(row.id, first, last.plus(-1))? {
                known = known.checked_add(sum.value)?;
            }
            if let Some((_, today, _, _)) = tx.db().day_until(row.id, last, tx.zone(), span.until)? {
                known = known.checked_add(today)?;
            }
        }
    }
    Ok(known)
}

/// What a reading covers: `2026-11-04`, `2026-11-02 – 2026-11-08`, `2026-11-04 15:00`.
fn covered(tx: &Tx<'_>, span: Span) -> String {
    let zone = tx.zone();
    let (first, last) = (zone.day_of(span.at), span.booked(zone));
    let is_from_midnight = span.until > span.at && zone.start_of(first) == span.at;
    match (is_from_midnight, first == last) {
        (true, true) => first.to_string(),
        (true, false) => format!("{first} – {last}"),
        _ => shown(tx, span.at),
    }
}

fn shown(tx: &Tx<'_>, at: i64) -> String {
    tx.zone().local(at).format("%Y-%m-%d %H:%M").to_string()
}
