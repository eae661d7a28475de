//! Which campaigns work for which key results.
use super::super::target::fields::{Span, given};
use super::super::{Context, Outcome, lookup};
use super::{find, key_result};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Campaign, Feed, Metric, Serving, ServingId, Style, Target, TargetId, TargetKind};
use crate::store::Tx;

pub(super) fn begin(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &str,
    key_result: &str,
    planned: Option<&str>,
) -> Result<Outcome> {
    let campaign = lookup::campaign_by_key(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let (owner, target) =
        find::key_result(&tx.db(), key_result, tx.today()).map_err(|e| e.field("key_result"))?;
    let path = format!("{}/{}", find::path(&owner), target.key);
    let currency = tx.db().settings()?.currency;
    let metric = key_result::metric_of(tx, &target)?;
    let scale = key_result::scale(&target, metric.as_ref(), &currency);
    let present = serving(tx, &campaign, target.id)?;
    let before = present.as_ref().and_then(|serving| serving.planned);
    let planned = match planned {
        None => before,
        Some(text) => match given(Some(&text.to_owned())) {
            Some(text) => Some(scale.read(text, "planned")?),
            None => None,
        },
    };
    match present {
        Some(serving) => tx.update(&mut Serving { planned, ..serving })?,
        None => {
            let id = ServingId(0);
            tx.insert(&mut Serving {
                id,
                version: 0,
                campaign: campaign.id,
                key_result: target.id,
                planned,
            })?;
        }
    }
    tx.title(format!("kr serve {} {path}", campaign.key));
    let text = if planned.is_some() { &tr::DONE_KR_SERVE_PLANNED } else { &tr::DONE_KR_SERVE };
    let style = Style::new(context.lang, &currency);
    let planned_text = planned.map(|amount| style.compact(amount, scale.unit)).unwrap_or_default();
    let mut outcome = Outcome::new(text)
        .arg("campaign", &campaign.name)
        .arg("target", &path)
        .arg("planned", planned_text)
        .key(&path);
    outcome.warnings =
        warnings(tx, context, &campaign, &target, &path, metric.as_ref(), Span::from(&owner.0))?;
    if planned.is_some() {
        outcome.warnings.retain(|warning| warning.code() != "serve_no_plan");
    }
    Ok(outcome)
}

pub(super) fn end(tx: &mut Tx<'_>, campaign: &str, key_result: &str) -> Result<Outcome> {
    let campaign = lookup::campaign_by_key(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let (owner, target) =
        find::key_result(&tx.db(), key_result, tx.today()).map_err(|e| e.field("key_result"))?;
    let path = format!("{}/{}", find::path(&owner), target.key);
    let Some(serving) = serving(tx, &campaign, target.id)? else {
        let error = Error::new(Kind::NotFound, &tr::ERROR_NOT_SERVING).arg("campaign", &campaign.name);
        return Err(error.arg("target", path).field("campaign"));
    };
    tx.title(format!("kr serve_end {} {path}", campaign.key));
    tx.delete(&serving)?;
    let text = &tr::DONE_KR_SERVE_END;
    Ok(Outcome::new(text).arg("campaign", &campaign.name).arg("target", &path).key(path))
}

/// Lets a campaign serve exactly these key results, with commas between them. Gives what to keep an eye on.
pub(in super::super) fn all_of(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &Campaign,
    texts: &str,
) -> Result<Vec<Error>> {
    let today = tx.today();
    let mut wanted = Vec::new();
    for text in texts.split([',', '，', '、']).map(str::trim).filter(|text| !text.is_empty()) {
        let (_, target) = find::key_result(&tx.db(), text, today).map_err(|e| e.field("serves"))?;
        wanted.push((text, target.id));
    }
    for serving in tx.db().list_where::<Serving>("campaign", &campaign.id)? {
        if wanted.iter().all(|(_, id)| *id != serving.key_result) {
            tx.delete(&serving)?;
        }
    }
    let mut warnings = Vec::new();
    for (text, id) in wanted {
        if serving(tx, campaign, id)?.is_none() {
            warnings.extend(begin(tx, context, &campaign.key, text, None)?.warnings);
        }
    }
    Ok(warnings)
}

fn serving(tx: &Tx<'_>, campaign: &Campaign, key_result: TargetId) -> Result<Option<Serving>> {
    let rows = tx.db().list_where::<Serving>("campaign", &campaign.id)?;
    Ok(rows.into_iter().find(|serving| serving.key_result == key_result))
}

/// What of a campaign will not count in a key result.
fn warnings(
    tx: &Tx<'_>,
    context: &Context,
    campaign: &Campaign,
    target: &Target,
    path: &str,
    metric: Option<&Metric>,
    cycle: Span,
) -> Result<Vec<Error>> {
    let zone = tx.zone();
    let warning = |text| Error::new(Kind::BadData, text).arg("campaign", &campaign.key).arg("target", path);
    let mut out = Vec::new();
    let (start, end) = (target.start.unwrap_or(cycle.start), target.end.unwrap_or(cycle.end));
    let is_before = zone.ends_at(campaign.end)? <= zone.starts_at(start)?;
    if is_before || zone.ends_at(end)? <= zone.starts_at(campaign.start)? {
        let error = warning(&tr::ERROR_SERVE_NO_OVERLAP).arg("start", campaign.start);
        out.push(error.arg("end", campaign.end));
    }
    let Some(metric) = metric else { return Ok(out) };
    let own = tx.db().list_where::<Target>("campaign", &Some(campaign.id))?;
    if !own.iter().any(|t| t.metric == Some(metric.id) && t.kind == TargetKind::Reach) {
        out.push(warning(&tr::ERROR_SERVE_NO_PLAN).arg("metric", &metric.key));
    }
    let feed = target.key_result.as_ref().map_or(Feed::Business, |own| own.feed);
    let adds_up = key_result::adds_up(tx, metric)?;
    match feed {
        Feed::Business if adds_up && !key_result::has_readings(tx, metric)?.0 => {
            out.push(warning(&tr::ERROR_SERVE_BUSINESS));
        }
        Feed::Hand if adds_up => {
            out.push(warning(&tr::ERROR_SERVE_TYPED).arg("feed", label::feed(feed).get(context.lang)));
        }
        _ => {}
    }
    Ok(out)
}
