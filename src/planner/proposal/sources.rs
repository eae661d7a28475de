//! Where a proposal comes from: a playbook, a former campaign, and what was typed.
use super::{ProposedChannel, ProposedTarget, ProposedTask};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::{
    Budget, Campaign, Channel, Day, Due, Lang, Metric, Phase, Phases, Playbook, Quantity, Resource, SPEND,
    Stage, Target, TargetKind, Task, TaskStatus, When, fold, parse_when,
};
use crate::planner::{CampaignDraft, ResourceDraft, TargetDraft, TaskDraft, curve, dates, lookup};
use crate::store::Db;

/// What a campaign may start from.
pub(super) struct Sources {
    pub playbook: Option<Playbook>,
    pub former: Option<Campaign>,
    pub metrics: Vec<Metric>,
    pub lang: Lang,
}

impl Sources {
    /// The dates: an end that is not told is as far away as in the former campaign or the playbook.
    pub(super) fn dates(&self, draft: &CampaignDraft, today: Day) -> Result<Option<(When, When)>> {
        let when = |text: &Option<String>, field: &'static str| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(|text| parse_when(text, today).map_err(|f| Error::from(f).field(field))).transpose()
        };
        let Some(start) = when(&draft.start, "start")? else { return Ok(None) };
        if let Some(end) = when(&draft.end, "end")? {
            return Ok(Some((start, end)));
        }
        let former = self.former.as_ref().map(|former| former.end.last_day().0 - former.start.day().0);
        let days = former.or_else(|| self.playbook.as_ref().map(|playbook| playbook.days - 1));
        Ok(days.map(|days| (start, When::Day(start.day().plus(days)))))
    }

    pub(super) fn phases(&self, dates: (When, When)) -> Result<Phases> {
        if let Some(former) = &self.former {
            // Fewer days than phases: no phases, rather than no campaign.
            let stretched = dates::stretched(&former.phases, (former.start, former.end), dates);
            return Ok(stretched.unwrap_or_default());
        }
        let Some(playbook) = &self.playbook else { return Ok(Phases::default()) };
        let first = dates.0.day();
        let mut day = first;
        let phase = |phase: &crate::model::PlayPhase| {
            let start = day;
            day = day.plus(phase.days);
            Phase {
                name: phase.name.get(self.lang).to_owned(),
                start: When::Day(start),
                end: When::Day(day.plus(-1)),
                share: phase.share,
            }
        };
        let usual = Phases(playbook.phases.iter().map(phase).collect());
        let last = usual.0.last().map_or(first, |phase| phase.end.day());
        Ok(dates::stretched(&usual, (When::Day(first), When::Day(last)), dates).unwrap_or_default())
    }

    /// The targets that were asked for, the ones the former campaign had, and those of the playbook whose bound makes
    /// sense everywhere; beside them those whose goal only people know.
    pub(super) fn targets(
        &self,
        db: &Db<'_>,
        draft: &CampaignDraft,
        phased: bool,
    ) -> Result<(Vec<ProposedTarget>, Vec<ProposedTarget>)> {
        let mut out: Vec<ProposedTarget> = Vec::new();
        let former = self.former.as_ref().map(|f| db.list_where::<Target>("campaign", &f.id));
        let former = former.transpose()?.unwrap_or_default();
        let own = |target: &Target| self.metrics.iter().find(|m| Some(m.id) == target.metric);
        let was = |metric: &str| former.iter().find(|t| own(t).is_some_and(|m| m.key == metric));
        let playbook = self.playbook.as_ref();
        let plays =
            |metric: &str| playbook.and_then(|p| p.targets.iter().find(|target| target.metric == metric));
        let curve = |metric: &Metric, kind: Option<TargetKind>| {
            let is_flow = metric.formula.is_none() && kind.unwrap_or(TargetKind::Reach) == TargetKind::Reach;
            let like = self.former.as_ref().filter(|_| is_flow && was(&metric.key).is_some());
            let like = like.map(|former| format!("like:{}", former.key));
            // A former campaign without readings of it has no shape to take.
            let like = like.filter(|word| curve::parse(db, word, Some(metric), Day(0)).is_ok());
            let written = plays(&metric.key).and_then(|target| target.curve.clone());
            like.or_else(|| written.filter(|word| phased || word != "phased"))
        };
        let mut goals = draft.goals.clone();
        if let Some(budget) = draft.budget.as_ref().filter(|text| !text.trim().is_empty()) {
            goals.push((SPEND.to_owned(), budget.clone()));
        }
        for (metric, goal) in &goals {
            let field = if metric == SPEND { "budget" } else { "goals" };
            let metric = lookup::metric_among(&self.metrics, metric).map_err(|e| e.field(field))?;
            let played = plays(&metric.key);
            let rail = playbook.is_some_and(|p| p.guardrails.iter().any(|g| g.metric == metric.key));
            let before = was(&metric.key);
            let kind = played.and_then(|t| t.kind).or(before.map(|t| t.kind));
            out.push(ProposedTarget {
                hint: self.hint(&metric.key),
                draft: TargetDraft {
                    goal: Some(goal.clone()),
                    kind: kind.map(|kind| kind.as_str().to_owned()),
                    curve: curve(&metric, kind),
                    primary: Some(false),
                    guardrail: Some(rail || before.is_some_and(|t| t.is_guardrail)),
                    ..TargetDraft::default()
                },
                metric: metric.key,
            });
        }
        for target in &former {
            let Some(metric) = own(target).filter(|m| !out.iter().any(|t| t.metric == m.key)) else {
                continue;
            };
            if target.kind == TargetKind::Done && !target.steps.0.is_empty() {
                continue;
            }
            let bound =
                target.upper.map_or_else(|| target.goal.to_string(), |u| format!("{}..{u}", target.goal));
            out.push(ProposedTarget {
                metric: metric.key.clone(),
                hint: self.hint(&metric.key),
                draft: TargetDraft {
                    goal: Some(bound),
                    kind: Some(target.kind.as_str().to_owned()),
                    curve: curve(metric, Some(target.kind)),
                    primary: Some(false),
                    guardrail: Some(target.is_guardrail),
                    ..TargetDraft::default()
                },
            });
        }
        let mut unset = Vec::new();
        let suggested = playbook.into_iter().flat_map(|p| {
            let targets = p.targets.iter().map(|t| (&t.metric, &t.goal, t.kind, t.primary, false));
            targets.chain(p.guardrails.iter().map(|g| (&g.metric, &g.goal, None, false, true)))
        });
        for (key, goal, kind, is_primary, guardrail) in suggested {
            if out.iter().any(|t| t.metric == *key) {
                continue;
            }
            let Some(metric) = self.metrics.iter().find(|m| m.key == *key) else { continue };
            let draft = TargetDraft {
                goal: goal.clone(),
                kind: kind.map(|kind| kind.as_str().to_owned()),
                curve: if guardrail { None } else { curve(metric, kind) },
                primary: Some(is_primary && goal.is_none()),
                guardrail: Some(guardrail),
                ..TargetDraft::default()
            };
            let list = if goal.is_some() { &mut out } else { &mut unset };
            list.push(ProposedTarget { metric: key.clone(), hint: self.hint(key), draft });
        }
        self.choose_primary(&mut out, &former, &goals);
        Ok((out, unset))
    }

    /// How the playbook says a metric's goal is set.
    fn hint(&self, metric: &str) -> String {
        let hints = self.playbook.iter().flat_map(|p| {
            let targets = p.targets.iter().map(|t| (&t.metric, &t.hint));
            targets.chain(p.guardrails.iter().map(|g| (&g.metric, &g.hint)))
        });
        let found = hints.into_iter().find(|(key, hint)| key.as_str() == metric && hint.is_some());
        found
            .and_then(|(_, hint)| hint.as_ref())
            .map(|hint| hint.get(self.lang).to_owned())
            .unwrap_or_default()
    }

    /// The primary target: the playbook's or the former campaign's, where it has a goal, else the first that was asked
    /// for.
    fn choose_primary(&self, targets: &mut [ProposedTarget], former: &[Target], goals: &[(String, String)]) {
        let key = |id| self.metrics.iter().find(|m| m.id == id).map(|m| m.key.clone());
        let played = self.playbook.as_ref().and_then(|p| p.primary()).map(|t| t.metric.clone());
        let was = former.iter().find(|t| t.is_primary).and_then(|t| key(t.metric?));
        let has = |wanted: &String| targets.iter().any(|t| t.metric == *wanted);
        let chosen = [played, was].into_iter().flatten().find(has);
        let first = targets.iter().find(|t| t.metric != SPEND && t.draft.guardrail != Some(true));
        let chosen = chosen.or_else(|| first.filter(|_| !goals.is_empty()).map(|t| t.metric.clone()));
        if let Some(primary) = targets.iter_mut().find(|t| Some(&t.metric) == chosen.as_ref()) {
            (primary.draft.primary, primary.draft.guardrail) = (Some(true), Some(false));
        }
    }

    pub(super) fn channels(&self, db: &Db<'_>, draft: &CampaignDraft) -> Result<Vec<ProposedChannel>> {
        let has_budget = draft.budget.as_ref().is_some_and(|text| !text.trim().is_empty());
        if !draft.channels.is_empty() {
            let channel = |text: &String| {
                let (name, planned) = text.split_once(['=', '＝']).unwrap_or((text, "0"));
                let kind = None;
                ProposedChannel {
                    channel: name.trim().to_owned(),
                    name: None,
                    kind,
                    planned: planned.to_owned(),
                }
            };
            let mut out: Vec<ProposedChannel> = draft.channels.iter().map(channel).collect();
            self.share_as_played(&mut out, has_budget);
            return Ok(out);
        }
        if let Some(former) = &self.former {
            let budgets = db.list_where::<Budget>("campaign", &former.id)?;
            let all = Quantity::sum(budgets.iter().map(|b| b.planned))?;
            let channels = db.list::<Channel>()?;
            // Its budget comes along as a target of it: then there is something to split, too.
            let spend = self.metrics.iter().find(|m| m.key == SPEND).map(|m| m.id);
            let targets = db.list_where::<Target>("campaign", &former.id)?;
            let has_budget = has_budget || targets.iter().any(|t| spend.is_some() && t.metric == spend);
            let line = |budget: &Budget| {
                let channel = channels.iter().find(|c| c.id == budget.channel)?;
                // The former split in percent of the new budget, or nothing planned yet.
                let share = has_budget && all > Quantity::ZERO;
                let planned = if share { budget.planned.to_f64() / all.to_f64() * 100.0 } else { 0.0 };
                Some((channel.key.clone(), planned))
            };
            let lines: Vec<(String, f64)> = budgets.iter().filter_map(line).collect();
            return Ok(whole_percents(lines, has_budget && all > Quantity::ZERO));
        }
        let Some(playbook) = &self.playbook else { return Ok(Vec::new()) };
        let channel = |channel: &crate::model::PlayChannel| ProposedChannel {
            channel: channel.key.clone(),
            name: Some(channel.name.get(self.lang).to_owned()),
            kind: channel.kind,
            planned: match channel.budget.filter(|_| has_budget) {
                Some(share) => percent(share),
                None => "0".to_owned(),
            },
        };
        Ok(playbook.channels.iter().map(channel).collect())
    }

    /// Channels that were named without money get the playbook's shares, where it knows every one of them.
    fn share_as_played(&self, channels: &mut [ProposedChannel], has_budget: bool) {
        let Some(playbook) = self.playbook.as_ref().filter(|_| has_budget) else { return };
        let share = |channel: &ProposedChannel| {
            let is = |c: &&crate::model::PlayChannel| {
                [&c.key, &c.name.en, &c.name.zh].iter().any(|n| fold(n) == fold(&channel.channel))
            };
            playbook.channels.iter().find(is).and_then(|c| c.budget)
        };
        let shares: Option<Vec<Quantity>> = channels.iter().map(share).collect();
        let Some(shares) = shares.filter(|_| channels.iter().all(|c| c.planned == "0")) else { return };
        let all: f64 = shares.iter().map(|s| s.to_f64()).sum();
        if all <= 0.0 {
            return;
        }
        let lines = channels.iter().zip(&shares);
        let lines = lines.map(|(c, share)| (c.channel.clone(), share.to_f64() / all * 100.0)).collect();
        for (channel, line) in channels.iter_mut().zip(whole_percents(lines, true)) {
            channel.planned = line.planned;
        }
    }

    pub(super) fn tasks(&self, db: &Db<'_>) -> Result<Vec<ProposedTask>> {
        if let Some(former) = &self.former {
            let rows = db.list_where::<Task>("campaign", &former.id)?;
            let channels = db.list::<Channel>()?;
            let task = |task: &Task| ProposedTask {
                id: task.id.0.to_string(),
                after: task.depends_on.0.iter().map(|id| id.0.to_string()).collect(),
                draft: TaskDraft {
                    title: Some(task.title.clone()),
                    kind: Some(task.kind.as_str().to_owned()),
                    owner: Some(task.owner.clone()),
                    role: Some(task.role.clone()),
                    due: Some(counted(task.due, former).to_string()),
                    channel: task
                        .channel
                        .and_then(|id| channels.iter().find(|c| c.id == id))
                        .map(|c| c.key.clone()),
                    note: Some(task.note.clone()),
                    ..TaskDraft::default()
                },
            };
            // What nobody was to do any more in the end belongs to no structure.
            return Ok(rows.iter().filter(|task| task.status != TaskStatus::Dropped).map(task).collect());
        }
        let Some(playbook) = &self.playbook else { return Ok(Vec::new()) };
        let task = |(index, task): (usize, &crate::model::PlayTask)| ProposedTask {
            id: task.id.clone().unwrap_or_else(|| format!("#{index}")),
            after: task.after.clone(),
            draft: TaskDraft {
                title: Some(task.title.get(self.lang).to_owned()),
                kind: Some(task.kind.as_str().to_owned()),
                role: task.role.as_ref().map(|role| role.get(self.lang).to_owned()),
                due: Some(task.due.to_string()),
                ..TaskDraft::default()
            },
        };
        Ok(playbook.tasks.iter().enumerate().map(task).collect())
    }

    pub(super) fn resources(&self, db: &Db<'_>) -> Result<Vec<ResourceDraft>> {
        if let Some(former) = &self.former {
            let rows = db.list_where::<Resource>("campaign", &former.id)?;
            let resource = |r: &Resource| ResourceDraft {
                name: Some(r.name.clone()),
                kind: Some(r.kind.as_str().to_owned()),
                giver: Some(r.giver.clone()),
                owner: Some(r.owner.clone()),
                need_by: Some(counted(r.need_by, former).to_string()),
                ..ResourceDraft::default()
            };
            return Ok(rows.iter().map(resource).collect());
        }
        let Some(playbook) = &self.playbook else { return Ok(Vec::new()) };
        let resource = |r: &crate::model::PlayResource| ResourceDraft {
            name: Some(r.name.get(self.lang).to_owned()),
            kind: Some(r.kind.as_str().to_owned()),
            giver: r.from.as_ref().map(|from| from.get(self.lang).to_owned()),
            need_by: Some(r.need_by.to_string()),
            ..ResourceDraft::default()
        };
        Ok(playbook.resources.iter().map(resource).collect())
    }

    /// Fills in the texts that nobody wrote: the former campaign's, else the playbook's with its fields to fill.
    pub(super) fn fill(&self, draft: &mut CampaignDraft) {
        let mut put = |field: fn(&mut CampaignDraft) -> &mut Option<String>, text: Option<String>| {
            let field = field(draft);
            if field.as_ref().is_none_or(|known| known.trim().is_empty()) {
                *field = text.filter(|text| !text.is_empty());
            }
        };
        if let Some(former) = &self.former {
            put(|d| &mut d.goal, Some(former.goal.clone()));
            put(|d| &mut d.audience, Some(former.audience.clone()));
            put(|d| &mut d.mechanics, Some(former.mechanics.clone()));
            put(|d| &mut d.rules, Some(former.rules.clone()));
            put(|d| &mut d.rewards, Some(former.rewards.clone()));
            put(|d| &mut d.risks, Some(former.risks.clone()));
            put(|d| &mut d.kind, former.kind.clone());
            put(|d| &mut d.stage, former.stage.map(|stage| stage.as_str().to_owned()));
            put(|d| &mut d.owner, Some(former.owner.clone()));
        }
        let Some(playbook) = &self.playbook else { return };
        let lang = self.lang;
        let blanks = |blanks: &[crate::model::Blank]| {
            let lines: Vec<String> = blanks.iter().map(|blank| blank_line(blank, lang)).collect();
            Some(lines.join("\n"))
        };
        let risks = playbook.risks.iter().map(|r| format!("{} → {}", r.risk.get(lang), r.response.get(lang)));
        put(|d| &mut d.goal, playbook.goal.as_ref().map(|goal| goal.get(lang).to_owned()));
        put(|d| &mut d.audience, playbook.audience.as_ref().map(|text| text.get(lang).to_owned()));
        put(|d| &mut d.mechanics, blanks(&playbook.mechanics));
        put(|d| &mut d.rules, blanks(&playbook.rules));
        put(|d| &mut d.rewards, blanks(&playbook.rewards));
        put(|d| &mut d.risks, Some(risks.collect::<Vec<_>>().join("\n")));
        put(|d| &mut d.kind, Some(playbook.name.get(lang).to_owned()));
        let stage: Stage = playbook.stage;
        put(|d| &mut d.stage, Some(stage.as_str().to_owned()));
    }
}

/// A field to fill: its label, a blank, and an example where there is one.
fn blank_line(blank: &crate::model::Blank, lang: Lang) -> String {
    let label = blank.label.get(lang);
    let text = if blank.example.is_some() { &tr::PROPOSAL_BLANK_EXAMPLE } else { &tr::PROPOSAL_BLANK };
    let example = blank.example.as_ref().map(|example| example.get(lang)).unwrap_or_default();
    text.fill(lang, &[("label", label), ("example", example)])
}

/// A due date of a former campaign as it is counted from that campaign's dates.
fn counted(due: Due, former: &Campaign) -> Due {
    let Due::At(when) = due else { return due };
    let time = match when {
        When::Time(time) => Some(time.time()),
        When::Day(_) => None,
    };
    let (first, last, day) = (former.start.day(), former.end.last_day(), when.day());
    if day > last { Due::End(day.0 - last.0, time) } else { Due::Start(day.0 - first.0, time) }
}

/// `55%`, without the decimals a float would have.
fn percent(share: Quantity) -> String {
    format!("{}%", Quantity::from_micros(share.micros().saturating_mul(100)))
}

/// Shares as percents with two places that add up to exactly 100: the largest takes what rounding leaves over. Or
/// nothing planned yet.
fn whole_percents(lines: Vec<(String, f64)>, is_split: bool) -> Vec<ProposedChannel> {
    #[allow(clippy::cast_possible_truncation)]
    let mut hundredths: Vec<i64> = lines.iter().map(|(_, share)| (share * 100.0).round() as i64).collect();
    let rest = 10_000 - hundredths.iter().sum::<i64>();
    if let Some(largest) = hundredths.iter_mut().max() {
        *largest += rest;
    }
    let line = |((channel, _), share): ((String, f64), i64)| {
        let planned = if is_split { percent(Quantity::from_micros(share * 100)) } else { "0".to_owned() };
        ProposedChannel { channel, name: None, kind: None, planned }
    };
    lines.into_iter().zip(hundredths).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(shares: &[f64]) -> Vec<String> {
        let lines = shares.iter().map(|share| (String::new(), *share)).collect();
        whole_percents(lines, true).into_iter().map(|channel| channel.planned).collect()
    }

    #[test]
    fn shares_add_up_to_the_whole_and_what_had_nothing_gets_nothing() {
        let sixth = 100.0 / 6.0;
        let six = planned(&[sixth, sixth, sixth, sixth, sixth, sixth, 0.0]);
        assert_eq!(six, ["16.67%", "16.67%", "16.67%", "16.67%", "16.67%", "16.65%", "0%"]);
        let third = 100.0 / 3.0;
        assert_eq!(planned(&[third, third, third, 0.0]), ["33.33%", "33.33%", "33.34%", "0%"]);
        assert_eq!(planned(&[55.0, 45.0]), ["55%", "45%"]);
    }

    #[test]
    fn a_share_is_written_as_people_would() {
        let shares = [70_000, 140_000, 280_000, 550_000, 570_000, 125_000, 1_000_000];
        let written = shares.map(|micros| percent(Quantity::from_micros(micros)));
        assert_eq!(written, ["7%", "14%", "28%", "55%", "57%", "12.5%", "100%"]);
    }

    #[test]
    fn a_former_campaign_that_ended_at_midnight_ended_the_day_before() {
        let when = |text: &str| When::parse_iso(text).unwrap();
        let former = Campaign {
            id: crate::model::CampaignId(1),
            version: 1,
            key: "m".to_owned(),
            name: "M".to_owned(),
            playbook: None,
            kind: None,
            stage: None,
            goal: String::new(),
            audience: String::new(),
            mechanics: String::new(),
            rules: String::new(),
            rewards: String::new(),
            risks: String::new(),
            owner: String::new(),
            start: when("2026-12-01"),
            end: when("2026-12-12T00:00"),
            phases: Phases::default(),
            status: crate::model::CampaignStatus::Planned,
            created_at: 0,
        };
        let counted = |text: &str| counted(Due::At(when(text)), &former).to_string();
        assert_eq!(counted("2026-12-13"), "E+2");
        assert_eq!(counted("2026-12-11"), "T+10");
        for day in ["2026-12-12", "2026-12-13", "2026-12-11"] {
            let due = Due::parse_stored(&counted(day)).unwrap();
            assert_eq!(due.resolve(former.start, former.end), when(day));
        }
        let sources = Sources { playbook: None, former: Some(former), metrics: Vec::new(), lang: Lang::En };
        let draft = CampaignDraft { start: Some("2027-01-01".to_owned()), ..CampaignDraft::default() };
        let dates = sources.dates(&draft, Day(0)).unwrap();
        assert_eq!(dates, Some((when("2027-01-01"), when("2027-01-11"))));
    }
}
