//! What needs a hand: targets off pace, breached guardrails, silence.
use super::book::Book;
use super::view::{CampaignLine, Group, Matter, TargetLine, Todo, Urgency};
use crate::model::{CampaignStatus, Status, TargetKind};

/// What needs a hand at `now`, most urgent first, in the order of the campaigns.
pub(super) fn todos(book: &Book, campaigns: &[CampaignLine], now: i64) -> Vec<Todo> {
    let mut out = Vec::new();
    for campaign in campaigns {
        let mut add = |urgency, target: Option<&TargetLine>, matter| {
            let (id, campaign_name) = (campaign.id, campaign.name.clone());
            out.push(Todo { urgency, campaign: id, campaign_name, target: target.map(|t| t.id), matter });
        };
        let status = campaign.status;
        let early = matches!(
            status,
            CampaignStatus::Idea
                | CampaignStatus::Planned
                | CampaignStatus::Approved
                | CampaignStatus::Preparing
        );
        match campaign.group {
            Group::Live if early => {
                add(Urgency::Look, None, Matter::StatusOffered { to: CampaignStatus::Live });
            }
            Group::Ended if status == CampaignStatus::Live || early => {
                add(Urgency::Look, None, Matter::StatusOffered { to: CampaignStatus::Ended });
            }
            _ => {}
        }
        if campaign.group != Group::Live {
            continue;
        }
        if campaign.targets.is_empty() {
            add(Urgency::Look, None, Matter::NoTarget);
        }
        for target in &campaign.targets {
            for (urgency, matter) in matters(book, target, now) {
                add(urgency, Some(target), matter);
            }
        }
    }
    out.sort_by_key(|todo| todo.urgency);
    out
}

fn matters(book: &Book, target: &TargetLine, now: i64) -> Vec<(Urgency, Matter)> {
    let metric = (target.name_en.clone(), target.name_zh.clone());
    let mut out = Vec::new();
    match (target.held, target.actual) {
        (Some(false), Some(actual)) if target.kind == TargetKind::Keep => {
            let above = actual > target.upper.unwrap_or(target.goal);
            let bound = target.upper.filter(|_| above).unwrap_or(target.goal);
            let unit = target.unit;
            out.push((Urgency::Act, Matter::Breached { metric: metric.clone(), unit, actual, bound, above }));
        }
        _ if matches!(target.status, Status::Behind | Status::Missed | Status::AtRisk) => {
            let urgency = if target.status == Status::AtRisk { Urgency::Look } else { Urgency::Act };
            out.push((
                urgency,
                Matter::OffPace {
                    metric: metric.clone(),
                    status: target.status,
                    unit: target.unit,
                    needed: target.needed_per_day,
                    recent: target.recent_per_day,
                },
            ));
        }
        _ => {}
    }
    let zone = book.settings.zone;
    let started = now - zone.start_of(target.start);
    let is_over = matches!(target.status, Status::Met | Status::Missed);
    match target.data_until {
        _ if is_over => {}
        None if started > book.settings.cadence && target.status == Status::Pending => {
            out.push((Urgency::Look, Matter::NoData { metric }));
        }
        Some(until) if now - until > book.settings.cadence => {
            let urgency = if target.is_stale { Urgency::Act } else { Urgency::Look };
            out.push((urgency, Matter::OldData { metric, age: now - until }));
        }
        _ => {
            for (channel, until) in &target.lagging {
                let (metric, channel) = (metric.clone(), channel.clone());
                out.push((Urgency::Look, Matter::Lagging { metric, channel, age: now - until }));
            }
        }
    }
    out
}
