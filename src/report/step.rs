//! Where a campaign stands on its way, its next step and what is missing for it, as text and as JSON.
use crate::board::{CampaignLine, NextStep};
use crate::i18n::{label, tr};
use crate::model::{Lack, Lang, printable};
use serde_json::{Value as Json, json};

/// What is missing, with the names of what it is about: `approvals are open: legal`.
#[must_use]
pub fn lack_words(lack: Lack, names: &[String], lang: Lang) -> String {
    printable(&label::lacking(lack, names, lang)).into_owned()
}

/// The next step in one line, what is missing for it below.
#[must_use]
pub fn step_text(next: Option<&NextStep>, lang: Lang) -> String {
    let Some(next) = next else { return format!("{}\n", tr::PLAN_NO_STEP.get(lang)) };
    let status = label::campaign_status(next.to).get(lang);
    let head = match next.lacks.is_empty() {
        true => &tr::PLAN_STEP_READY,
        false => &tr::PLAN_STEP_LACKS,
    };
    let mut text = format!("{}\n", head.fill(lang, &[("status", status)]));
    for (lack, names) in &next.lacks {
        text.push_str(&format!("  {}\n", lack_words(*lack, names, lang)));
    }
    text
}

/// `{to, ready, lacks: [{lack, names}]}`; null where there is no next step.
#[must_use]
pub fn step_json(next: Option<&NextStep>) -> Json {
    let lack = |(lack, names): &(Lack, Vec<String>)| json!({ "lack": lack.as_str(), "names": names });
    next.map_or(Json::Null, |next| {
        json!({
            "to": next.to.as_str(),
            "ready": next.lacks.is_empty(),
            "lacks": next.lacks.iter().map(lack).collect::<Vec<_>>(),
        })
    })
}

/// `{key, name, status, next_step}`
#[must_use]
pub fn standing_json(campaign: &CampaignLine, next: Option<&NextStep>) -> Json {
    json!({
        "key": campaign.key,
        "name": campaign.name,
        "status": campaign.status.as_str(),
        "next_step": step_json(next),
    })
}
