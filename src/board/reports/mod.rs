//! What reports show that no screen does: a day of one campaign, a week of all, a cycle with what was said, the campaigns
//! of a period side by side.
mod daily;
mod portfolio;
mod stretch;
mod weekly;

pub use daily::{Daily, DayTarget, daily};
pub use portfolio::{MetricSum, Portfolio, PortfolioLine, portfolio};
pub use stretch::Stretch;
pub use weekly::{WeekCampaign, WeekCycle, Weekly, weekly};

use super::okr::{OkrTree, okr_tree};
use super::{Book, Group, RetroAbout, RetroPage, cockpit, retro_page};
use crate::error::Result;
use crate::model::{
    Action, ActionStatus, CampaignId, CampaignStatus, CheckIn, CycleId, Day, Playbook, cycle_days,
};
use crate::store::Db;
use chrono::Datelike as _;

/// What a report is wanted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportAsk {
    /// A day of a campaign.
    Daily(CampaignId, Day),
    /// The campaigns and OKRs of some days.
    Weekly(Day, Day),
    /// A cycle.
    Okr(CycleId),
    /// A retrospective.
    Retro(RetroAbout),
    /// All campaigns that ran in some days.
    Portfolio(Day, Day),
}

impl ReportAsk {
    /// What is usually wanted of a campaign: its retrospective once it is over, the day before that.
    ///
    /// # Errors
    /// A fault in its dates.
    pub fn of_campaign(book: &Book, id: CampaignId, now: i64) -> Result<Self> {
        let day = book.day_shown(now);
        let Some(campaign) = book.campaign(id) else { return Ok(Self::Daily(id, day)) };
        let is_over = cockpit::group_of(book, campaign, now)? == Group::Ended
            || campaign.status == CampaignStatus::Cancelled;
        Ok(if is_over { Self::Retro(RetroAbout::Campaign(id)) } else { Self::Daily(id, day) })
    }
}

/// The week of a day, from Monday to Sunday.
#[must_use]
pub fn week_of(day: Day) -> (Day, Day) {
    let since = i32::try_from(day.date().weekday().num_days_from_monday()).unwrap_or(0);
    (day.plus(-since), day.plus(6 - since))
}

/// The quarter of a day.
#[must_use]
pub fn quarter_of(day: Day) -> (Day, Day) {
    let date = day.date();
    let found = cycle_days(&format!("{}-Q{}", date.year(), date.month0() / 3 + 1));
    found.map_or((day, day), |(_, first, last)| (first, last))
}

/// What a report is written from.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportView {
    /// A day of a campaign.
    Daily(Box<Daily>),
    /// A week.
    Weekly(Box<Weekly>),
    /// A cycle.
    Okr(Box<OkrReport>),
    /// A retrospective.
    Retro(Box<RetroPage>),
    /// Campaigns side by side.
    Portfolio(Box<Portfolio>),
}

/// A cycle with what was said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct OkrReport {
    /// Its objectives and key results.
    pub tree: OkrTree,
    /// Each check-in with the key result's path and names, the latest first.
    pub check_ins: Vec<(String, (String, String), CheckIn)>,
    /// Actions about it that are open.
    pub actions: Vec<Action>,
}

/// What a report is written from, at `now`; none where what it is about is gone. The book has to hold every metric:
/// ratios are made of them. `playbook` is the campaign's, for a retrospective.
///
/// # Errors
/// Storage errors.
pub fn report_view(
    db: &Db<'_>,
    book: &Book,
    ask: ReportAsk,
    playbook: Option<&Playbook>,
    now: i64,
) -> Result<Option<ReportView>> {
    Ok(match ask {
        ReportAsk::Daily(id, day) => daily(db, book, id, day, now)?.map(|d| ReportView::Daily(Box::new(d))),
        ReportAsk::Weekly(from, to) => Some(ReportView::Weekly(Box::new(weekly(db, book, (from, to), now)?))),
        ReportAsk::Okr(id) => okr(db, book, id, now)?.map(|okr| ReportView::Okr(Box::new(okr))),
        ReportAsk::Retro(about) => {
            let page = retro_page(db, book, about, playbook, now)?;
            page.map(|page| ReportView::Retro(Box::new(page)))
        }
        ReportAsk::Portfolio(from, to) => {
            Some(ReportView::Portfolio(Box::new(portfolio(db, book, (from, to), now)?)))
        }
    })
}

fn okr(db: &Db<'_>, book: &Book, id: CycleId, now: i64) -> Result<Option<OkrReport>> {
    if book.cycle(id).is_none() {
        return Ok(None);
    }
    let tree = okr_tree(db, book, Some(id), now)?;
    let mut check_ins = Vec::new();
    for kr in tree.objectives.iter().flat_map(|objective| &objective.key_results) {
        let names = (kr.line.name_en.clone(), kr.line.name_zh.clone());
        let said = book.said(kr.line.id, now).cloned();
        check_ins.extend(said.map(|check_in| (kr.path.clone(), names.clone(), check_in)));
    }
    check_ins.sort_by_key(|(_, _, said)| std::cmp::Reverse((said.day, said.at, said.id)));
    let ids: Vec<_> = tree.objectives.iter().map(|objective| objective.id).collect();
    let mut actions = db.list_where::<Action>("status", &ActionStatus::Open)?;
    actions.retain(|a| a.cycle == Some(id) || a.objective.is_some_and(|o| ids.contains(&o)));
    actions.sort_by_key(|action| (action.due.unwrap_or(Day(i32::MAX)), action.id));
    Ok(Some(OkrReport { tree, check_ins, actions }))
}
