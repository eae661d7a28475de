//! What of the OKRs is on which day: check-ins, actions and retrospectives that are due, cycles that begin and end.
use super::super::book::Book;
use super::due::check_ins_due;
use crate::error::Result;
use crate::model::{
    Action, ActionStatus, CampaignId, CampaignStatus, CycleId, CycleStatus, Day, Lang, OkrDayKind, Retro,
    RetroStatus, retro_due,
};
use crate::store::Db;

/// Something of the OKRs on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct OkrDay {
    /// The day.
    pub day: Day,
    /// What happens on it.
    pub kind: OkrDayKind,
    /// The row it speaks of: a cycle, a key result, an action.
    pub id: i64,
    /// What it is about, in English.
    pub name_en: String,
    /// What it is about, in Chinese.
    pub name_zh: String,
    /// What it belongs to: a path, a cycle's key.
    pub of: String,
    /// Who has to do it; empty for nobody.
    pub owner: String,
    /// True where its day has passed.
    pub is_overdue: bool,
    /// The cycle it belongs to; none for what is about a campaign.
    pub cycle: Option<CycleId>,
    /// The campaign it is about.
    pub campaign: Option<CampaignId>,
}

impl OkrDay {
    /// What it is about.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.name_en,
            Lang::Zh => &self.name_zh,
        }
    }
}

/// What of the OKRs is on some days, by day. A check-in that is overdue stands on today.
pub(in super::super) fn okr_days(
    db: &Db<'_>,
    book: &Book,
    from: Day,
    to: Day,
    now: i64,
) -> Result<Vec<OkrDay>> {
    let zone = book.settings.zone;
    let today = book.day_shown(now);
    let mut out = Vec::new();
    for cycle in book.cycles.iter().filter(|cycle| cycle.status != CycleStatus::Closed) {
        for (day, kind) in [(cycle.start, OkrDayKind::CycleStarts), (cycle.end, OkrDayKind::CycleEnds)] {
            out.push(OkrDay {
                day,
                kind,
                id: cycle.id.0,
                name_en: cycle.name.clone(),
                name_zh: cycle.name.clone(),
                of: cycle.key.clone(),
                owner: String::new(),
                is_overdue: false,
                cycle: Some(cycle.id),
                campaign: None,
            });
        }
    }
    out.extend(retros(db, book, today)?);
    for due in check_ins_due(book, now, zone.end_of(to))? {
        let on = zone.day_of(due.due_at);
        out.push(OkrDay {
            day: on.max(today),
            kind: OkrDayKind::CheckIn,
            id: due.key_result.0,
            name_en: due.name_en,
            name_zh: due.name_zh,
            of: due.path,
            owner: due.owner,
            is_overdue: on < today,
            cycle: Some(due.cycle),
            campaign: None,
        });
    }
    for action in db.list_where::<Action>("status", &ActionStatus::Open)? {
        let Some(day) = action.due else { continue };
        let objective = action.objective.and_then(|id| book.objective(id));
        let campaign = action.campaign.and_then(|id| book.campaign(id));
        let cycle = action.cycle.or(objective.map(|o| o.cycle));
        let of = objective
            .map(|o| book.path(o))
            .or_else(|| campaign.map(|c| c.name.clone()))
            .or_else(|| cycle.and_then(|id| book.cycle(id)).map(|c| c.key.clone()));
        out.push(OkrDay {
            day,
            kind: OkrDayKind::Action,
            id: action.id.0,
            name_en: action.title.clone(),
            name_zh: action.title,
            of: of.unwrap_or_default(),
            owner: action.owner,
            is_overdue: day < today,
            cycle,
            campaign: action.campaign,
        });
    }
    out.retain(|item| (from..=to).contains(&item.day));
    out.sort_by(|a, b| (a.day, a.kind, &a.of, a.id).cmp(&(b.day, b.kind, &b.of, b.id)));
    Ok(out)
}

/// The days by which retrospectives should be finished: of campaigns that run or have ended, of cycles that are closed.
fn retros(db: &Db<'_>, book: &Book, today: Day) -> Result<Vec<OkrDay>> {
    let drafted = db.list::<Retro>()?;
    let item = |(day, id, name, of): (Day, i64, &str, &str), owner: &str, retro: Option<&Retro>| {
        let leader = retro.map(|retro| retro.leader.clone()).filter(|leader| !leader.is_empty());
        OkrDay {
            day,
            kind: OkrDayKind::Retro,
            id,
            name_en: name.to_owned(),
            name_zh: name.to_owned(),
            of: of.to_owned(),
            owner: leader.unwrap_or_else(|| owner.to_owned()),
            is_overdue: day < today,
            cycle: None,
            campaign: None,
        }
    };
    let is_open = |retro: Option<&Retro>| retro.is_none_or(|retro| retro.status == RetroStatus::Draft);
    let mut out = Vec::new();
    for campaign in &book.campaigns {
        let retro = drafted.iter().find(|retro| retro.campaign == Some(campaign.id));
        if matches!(campaign.status, CampaignStatus::Live | CampaignStatus::Ended) && is_open(retro) {
            let of = (retro_due(campaign.end.day()), campaign.id.0, &*campaign.name, &*campaign.key);
            out.push(OkrDay { campaign: Some(campaign.id), ..item(of, &campaign.owner, retro) });
        }
    }
    for retro in drafted.iter().filter(|retro| is_open(Some(retro))) {
        let Some(cycle) = retro.cycle.and_then(|id| book.cycle(id)) else { continue };
        let of = (retro_due(cycle.end), cycle.id.0, &*cycle.name, &*cycle.key);
        out.push(OkrDay { cycle: Some(cycle.id), ..item(of, "", Some(retro)) });
    }
    Ok(out)
}
