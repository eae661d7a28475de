//! What a new campaign may start from: playbooks and former campaigns, with what the form fills in from them.
use super::named;
use crate::model::{Campaign, Metric, MetricId, Target};
use crate::planner::playbooks;
use crate::tui::{Brief, Choice};
use std::collections::HashMap;

/// Every playbook, shipped and own.
pub(super) fn playbooks(library: playbooks::Library) -> Vec<Choice> {
    let choice = |entry: playbooks::Entry| {
        let playbook = entry.playbook;
        let metric = playbook.primary().map(|target| target.metric.clone());
        Choice {
            key: playbook.key,
            name_en: playbook.name.en,
            name_zh: playbook.name.zh,
            brief: Brief {
                about_en: playbook.purpose.en,
                about_zh: playbook.purpose.zh,
                days: Some(playbook.days),
                metric,
                unit: None,
            },
        }
    };
    library.entries.into_iter().map(choice).collect()
}

/// Every campaign, the latest first.
pub(super) fn formers(mut all: Vec<Campaign>, targets: &[Target], metrics: Vec<Metric>) -> Vec<Choice> {
    let metrics: HashMap<MetricId, String> = metrics.into_iter().map(|m| (m.id, m.key)).collect();
    all.sort_by_key(|c| std::cmp::Reverse(c.start.day()));
    let choice = |campaign: Campaign| {
        let primary = targets.iter().find(|t| t.campaign == Some(campaign.id) && t.is_primary);
        let dates = format!("{} – {}", campaign.start, campaign.end);
        let brief = Brief {
            about_en: dates.clone(),
            about_zh: dates,
            days: Some(campaign.end.day().0 - campaign.start.day().0 + 1),
            metric: primary.and_then(|target| metrics.get(&target.metric?).cloned()),
            unit: None,
        };
        Choice { brief, ..named(campaign.key, campaign.name) }
    };
    all.into_iter().map(choice).collect()
}
