//! A user's own metrics.
use super::{Context, MetricDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Across, Better, Fault, Formula, Metric, MetricId, OverTime, Unit, check_key, check_name, fold,
};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, context: &Context, draft: &MetricDraft) -> Result<Outcome> {
    let key = check_key(&draft.key).map_err(|f| Error::from(f).field("key"))?;
    let name = |given: &Option<String>, field| {
        given.as_deref().map(check_name).transpose().map_err(|f| Error::from(f).field(field))
    };
    let (en, zh) = (name(&draft.name_en, "name")?, name(&draft.name_zh, "name")?);
    let formula: Option<Formula> = draft
        .formula
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|f: Fault| Error::from(f).field("formula"))?;
    let meaning = draft.meaning.clone().unwrap_or_default();
    let mut metric = Metric {
        id: MetricId(0),
        version: 0,
        name_en: en.clone().or(zh.clone()).unwrap_or_else(|| key.clone()),
        name_zh: zh.or(en).unwrap_or_else(|| key.clone()),
        unit: word(draft.unit.as_ref(), "unit", if formula.is_some() { Unit::Ratio } else { Unit::Count })?,
        over_time: word(draft.over_time.as_ref(), "over-time", OverTime::Sum)?,
        across: word(draft.across.as_ref(), "across", Across::Sum)?,
        better: word(draft.better.as_ref(), "better", Better::Higher)?,
        formula,
        stage: draft.stage.clone(),
        meaning_en: meaning.clone(),
        meaning_zh: meaning,
        source: context.actor.clone(),
        standard: false,
        key,
    };
    let present = tx.db().list::<Metric>()?;
    if let Some(other) = present.iter().find(|m| fold(&m.key) == fold(&metric.key)) {
        let error = Error::new(Kind::BadData, &tr::ERROR_METRIC_TAKEN).arg("key", &other.key);
        return Err(error.field("key"));
    }
    if let Some(formula) = &metric.formula {
        for part in formula.parts() {
            let unknown = || Error::from(Fault::UnknownPart { key: part.to_owned() }).field("formula");
            let part = present.iter().find(|m| m.key == part).ok_or_else(unknown)?;
            super::record::takes_readings(part).map_err(|e| e.field("formula"))?;
        }
    }
    tx.title(format!("metric add {}", metric.key));
    tx.insert(&mut metric)?;
    Ok(Outcome::new(&tr::DONE_METRIC_ADD).arg("key", &metric.key).key(metric.key))
}

fn word<T: std::str::FromStr<Err = Fault>>(
    text: Option<&String>,
    field: &'static str,
    usual: T,
) -> Result<T> {
    match text {
        Some(text) => text.parse().map_err(|f| Error::from(f).field(field)),
        None => Ok(usual),
    }
}
