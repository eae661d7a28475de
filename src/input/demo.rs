//! The demo's data: `assets/demo`, dated from today, in one language.
//!
//! Everything comes as the words a person would type, so that it goes in by the same door as real input. The format is
//! described at the head of `assets/demo/demo.toml`.
mod okr;
mod retro;
mod rows;

pub use okr::{
    DemoAction, DemoChange, DemoCheckIn, DemoCycle, DemoDone, DemoKeyResult, DemoLevel, DemoObjective,
    DemoOkr, DemoRemark, DemoReview, DemoServing, business_rows, demo_okr,
};
pub use retro::{
    DemoAnswer, DemoCause, DemoFeedback, DemoFinding, DemoInsight, DemoLearned, DemoLesson, DemoProof,
    DemoRetro, DemoRetroAction, DemoUse, demo_learned,
};

use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Lang, Quantity};
use rows::{
    CampaignRow, ChannelRow, File, LinkRow, NoteRow, PhaseRow, ReadingRow, ResourceRow, TargetRow, TaskRow,
    Words,
};
use std::fmt::Display;

const TOML: &str = include_str!("../../assets/demo/demo.toml");
/// Stands in the file for whoever looks at the demo.
const ME: &str = "{me}";
const READINGS: &str = include_str!("../../assets/demo/readings.csv");

/// A whole demo workspace, dated.
#[derive(Debug, Clone, PartialEq)]
pub struct Demo {
    /// The day it is dated from.
    pub today: Day,
    /// The channels, with their kinds.
    pub channels: Vec<DemoChannel>,
    /// The campaigns with targets and notes.
    pub campaigns: Vec<DemoCampaign>,
    /// One value a metric, day, campaign and channel, oldest campaign day first.
    pub readings: Vec<DemoReading>,
}

/// A channel as typed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoChannel {
    pub key: String,
    pub name: String,
    pub kind: String,
}

/// A campaign as typed: dates as `2026-11-11`, phases as `预热:2026-11-01..2026-11-02=25%, …`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoCampaign {
    pub key: String,
    pub name: String,
    /// The key of the playbook it began as.
    pub playbook: String,
    /// The day it was written down: `2026-10-11`.
    pub planned: String,
    pub start: String,
    pub end: String,
    /// The status it is to be brought to: `live`.
    pub status: String,
    /// The steps before it began, and their days: `approved`, `2026-10-20`.
    pub steps: Vec<(String, String)>,
    pub stage: String,
    pub kind: String,
    pub owner: String,
    pub goal: String,
    pub audience: String,
    pub mechanics: String,
    pub rules: String,
    pub rewards: String,
    pub risks: String,
    pub phases: String,
    pub tasks: Vec<DemoTask>,
    pub resources: Vec<DemoResource>,
    pub links: Vec<DemoLink>,
    pub targets: Vec<DemoTarget>,
    /// Channel and what it may spend, as typed.
    pub budgets: Vec<(String, String)>,
    pub notes: Vec<DemoNote>,
}

/// A task as typed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoTask {
    /// What others name it by in `after`; empty for nothing.
    pub id: String,
    pub title: String,
    pub due: String,
    pub kind: Option<String>,
    pub owner: String,
    pub role: String,
    pub after: Vec<String>,
    pub channel: Option<String>,
    pub note: Option<String>,
    /// What became of it, and the moment: `done`, `2026-11-01T14:20`.
    pub became: Vec<(String, String)>,
}

/// A resource as typed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoResource {
    pub name: String,
    pub kind: String,
    pub giver: String,
    pub owner: String,
    pub need_by: String,
    pub note: Option<String>,
    /// What became of it, and the moment: `promised`, `2026-10-20T11:05`.
    pub became: Vec<(String, String)>,
}

/// A link as typed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoLink {
    pub channel: String,
    pub url: String,
    pub content: String,
    pub medium: Option<String>,
}

/// A target as typed; what is none is left to the default.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoTarget {
    pub metric: String,
    pub kind: Option<String>,
    pub baseline: Option<String>,
    pub goal: String,
    pub curve: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub primary: bool,
    pub guardrail: bool,
}

/// A note as typed: `at` is `2026-11-04` or `2026-11-04T20:00`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct DemoNote {
    pub at: String,
    pub kind: String,
    pub text: String,
}

/// One day's value of a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoReading {
    /// The metric's key.
    pub metric: String,
    /// The day it covers.
    pub day: Day,
    /// The value of the whole day, also where the day is still running; see [`DemoReading::so_far`].
    pub value: Quantity,
    /// The campaign's key.
    pub campaign: String,
    /// The channel's key; none for the whole.
    pub channel: Option<String>,
    /// True for a flow, whose value grows over its day; false for a level.
    pub grows: bool,
}

impl DemoReading {
    /// What a flow has brought when `seconds` of a day `of` seconds long are over; a level is what it is all day.
    /// Whole numbers stay whole, as people and orders do not come in parts.
    #[must_use]
    pub fn so_far(&self, seconds: i64, of: i64) -> Quantity {
        if !self.grows || of <= 0 {
            return self.value;
        }
        let is_whole = self.value.micros() % Quantity::SCALE == 0;
        // Money is exact to the cent.
        let grain = i128::from(if is_whole { Quantity::SCALE } else { Quantity::SCALE / 100 });
        let day = i128::from(of) * grain;
        let grains = (i128::from(self.value.micros()) * i128::from(seconds.clamp(0, of)) + day / 2) / day;
        i64::try_from(grains * grain).map_or(self.value, Quantity::from_micros)
    }
}

impl Demo {
    /// The readings from a day on as a long file to import, when `seconds` of today's `of` are over. From today on it
    /// is what a live feed sends again and again: the same rows, grown.
    #[must_use]
    pub fn long_file(&self, from: Day, seconds: i64, of: i64) -> String {
        self.rows(seconds, of, |row| row.day >= from)
    }

    /// The same of those readings that `keep` wants.
    #[must_use]
    pub fn rows(&self, seconds: i64, of: i64, keep: impl Fn(&DemoReading) -> bool) -> String {
        let mut file = "metric,at,value,campaign,channel\n".to_owned();
        for row in self.readings.iter().filter(|row| keep(row)) {
            let value = if row.day == self.today { row.so_far(seconds, of) } else { row.value };
            let channel = row.channel.as_deref().unwrap_or_default();
            file.push_str(&format!("{},{},{value},{},{channel}\n", row.metric, row.day, row.campaign));
        }
        file
    }
}

/// The demo in a language, as of a day. `me` is whoever looks at it: some of the tasks are theirs.
///
/// # Errors
/// An internal error where the built-in data cannot be read.
pub fn demo(lang: Lang, today: Day, me: &str) -> Result<Demo> {
    let file: File = toml::from_str(TOML).map_err(|e| broken("demo.toml", e))?;
    let say = Say { lang, today, me };
    let mut readings = Vec::new();
    for row in csv::Reader::from_reader(READINGS.as_bytes()).deserialize() {
        let row: ReadingRow = row.map_err(|e| broken("readings.csv", e))?;
        let grows = !file.levels.contains(&row.metric);
        readings.push(DemoReading {
            metric: row.metric,
            day: today.plus(row.day),
            value: row.value,
            campaign: row.campaign,
            channel: row.channel,
            grows,
        });
    }
    Ok(Demo {
        today,
        channels: file.channel.into_iter().map(|row| say.channel(row)).collect(),
        campaigns: file.campaign.into_iter().map(|row| say.campaign(row)).collect(),
        readings,
    })
}

fn broken(file: &'static str, why: impl Display) -> Error {
    Error::new(Kind::Internal, &tr::ERROR_BAD_DEMO).arg("file", file).arg("why", why)
}

/// Says the rows of the file in a language, dated from a day.
struct Say<'a> {
    lang: Lang,
    today: Day,
    me: &'a str,
}

impl Say<'_> {
    fn text(&self, words: Words) -> String {
        match (words, self.lang) {
            (Words::Same(text), _)
            | (Words::Each { en: text, .. }, Lang::En)
            | (Words::Each { zh: text, .. }, Lang::Zh) => text,
        }
    }

    fn date(&self, offset: i32) -> String {
        self.today.plus(offset).to_string()
    }

    /// Puts the date for every `{-3}`; other braces stay.
    fn dated(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            rest = after;
            match after.split_once('}').and_then(|(inside, tail)| Some((inside.parse().ok()?, tail))) {
                Some((offset, tail)) => {
                    out.push_str(&self.date(offset));
                    rest = tail;
                }
                None => out.push('{'),
            }
        }
        out + rest
    }

    fn channel(&self, row: ChannelRow) -> DemoChannel {
        DemoChannel { key: row.key, name: self.text(row.name), kind: row.kind }
    }

    fn campaign(&self, row: CampaignRow) -> DemoCampaign {
        let phases: Vec<String> = row.phase.into_iter().map(|phase| self.phase(phase)).collect();
        let steps = [("approved", row.steps.approved), ("preparing", row.steps.preparing)];
        let steps = steps.into_iter().filter_map(|(status, day)| Some((status.to_owned(), self.date(day?))));
        DemoCampaign {
            key: row.key,
            name: self.text(row.name),
            playbook: row.playbook,
            planned: self.date(row.planned),
            steps: steps.collect(),
            risks: self.text(row.risks),
            tasks: row.tasks.into_iter().enumerate().map(|(n, task)| self.task(n, task)).collect(),
            resources: row.resources.into_iter().enumerate().map(|(n, row)| self.resource(n, row)).collect(),
            links: row.links.into_iter().map(link).collect(),
            start: self.date(row.start),
            end: self.date(row.end),
            status: row.status,
            stage: row.stage,
            kind: self.text(row.kind),
            owner: self.text(row.owner),
            goal: self.text(row.goal),
            audience: self.text(row.audience),
            mechanics: self.text(row.mechanics),
            rules: self.text(row.rules),
            rewards: self.text(row.rewards),
            phases: phases.join(", "),
            targets: row.target.into_iter().map(|target| self.target(target)).collect(),
            budgets: row.budget.into_iter().map(|budget| (budget.channel, budget.planned)).collect(),
            notes: row.note.into_iter().map(|note| self.note(note)).collect(),
        }
    }

    /// Some time of a working day, another one for each row.
    fn moment(&self, day: i32, row: usize) -> String {
        format!("{}T{:02}:{:02}", self.date(day), 10 + row * 3 % 8, row * 17 % 60)
    }

    /// What became of the `n`-th row of a list on which day.
    fn became(&self, n: usize, days: &[(&str, Option<i32>)]) -> Vec<(String, String)> {
        let known = days.iter().enumerate();
        let known =
            known.filter_map(|(i, (word, day))| Some(((*word).to_owned(), self.moment((*day)?, n + i))));
        known.collect()
    }

    fn task(&self, n: usize, row: TaskRow) -> DemoTask {
        DemoTask {
            id: row.id,
            title: self.text(row.title),
            due: row.due,
            kind: row.kind,
            owner: self.text(row.owner).replace(ME, self.me),
            role: self.text(row.role),
            after: row.after,
            channel: row.channel,
            note: row.note.map(|note| self.text(note)),
            became: self.became(n, &[("doing", row.doing), ("done", row.done), ("refused", row.refused)]),
        }
    }

    fn resource(&self, n: usize, row: ResourceRow) -> DemoResource {
        let days = [("asked", row.asked), ("promised", row.promised), ("refused", row.refused)];
        DemoResource {
            name: self.text(row.name),
            kind: row.kind,
            giver: self.text(row.giver),
            owner: self.text(row.owner),
            need_by: row.need_by,
            note: row.note.map(|note| self.text(note)),
            became: self.became(n, &days),
        }
    }

    fn phase(&self, row: PhaseRow) -> String {
        let (start, end) = (self.date(row.start), self.date(row.end));
        format!("{}:{start}..{end}={}", self.text(row.name), row.share)
    }

    fn target(&self, row: TargetRow) -> DemoTarget {
        DemoTarget {
            metric: row.metric,
            kind: row.kind,
            baseline: row.baseline,
            goal: row.goal,
            curve: row.curve.map(|curve| self.dated(&curve)),
            start: row.start.map(|offset| self.date(offset)),
            end: row.end.map(|offset| self.date(offset)),
            primary: row.primary,
            guardrail: row.guardrail,
        }
    }

    fn note(&self, row: NoteRow) -> DemoNote {
        let day = self.date(row.day);
        let at = row.time.map_or_else(|| day.clone(), |time| format!("{day}T{time}"));
        DemoNote { at, kind: row.kind, text: self.text(row.text) }
    }
}

fn link(row: LinkRow) -> DemoLink {
    DemoLink { channel: row.channel, url: row.url, content: row.content, medium: row.medium }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::playbooks;
    use crate::model::{
        CATALOGUE, CampaignStatus, ChannelKind, Curve, Due, Evidence, Measure, Metric, NoteKind, OverTime,
        Period, PlanCurve, ResourceKind, ResourceStatus, Spec, Stage, Status, TargetKind, TaskKind,
        TaskStatus, Thresholds, assess, check_key, check_name, check_text, check_url, parse_catalogue,
        parse_when,
    };
    use std::collections::BTreeSet;

    const TODAY: Day = Day(20_000);

    fn zh() -> Demo {
        demo(Lang::Zh, TODAY, "lin").unwrap()
    }

    fn catalogue() -> Vec<Metric> {
        parse_catalogue(CATALOGUE).unwrap()
    }

    #[test]
    fn both_languages_hold_the_same_campaigns_with_names_of_their_own() {
        let (en, zh) = (demo(Lang::En, TODAY, "lin").unwrap(), zh());
        assert_eq!(en.readings, zh.readings);
        for (en, zh) in en.campaigns.iter().zip(&zh.campaigns) {
            assert_eq!(
                (&en.key, &en.start, &en.end, en.notes.len()),
                (&zh.key, &zh.start, &zh.end, zh.notes.len())
            );
            assert!(en.name.is_ascii() && !zh.name.is_ascii(), "{}", en.key);
        }
    }

    #[test]
    fn days_are_counted_from_today() {
        let demo = demo(Lang::Zh, Day::of("2026-11-04".parse().unwrap()), "lin").unwrap();
        let d11 = &demo.campaigns[0];
        assert_eq!((d11.start.as_str(), d11.end.as_str()), ("2026-11-01", "2026-11-11"));
        assert!(d11.phases.starts_with("预热:2026-11-01..2026-11-03=24%, 爆发:2026-11-04..2026-11-08=56%"));
        assert_eq!(d11.notes[2].at, "2026-11-03T20:00");
        let curve = demo.campaigns[1].targets[0].curve.clone();
        assert!(curve.unwrap().starts_with("table:2026-10-10=2%,2026-10-14=13%,"));
    }

    #[test]
    fn every_word_is_one_the_model_knows() {
        let metrics = catalogue();
        let known = |key: &str| metrics.iter().any(|m| m.key == key);
        let demo = zh();
        for channel in &demo.channels {
            channel.kind.parse::<ChannelKind>().unwrap();
        }
        for campaign in &demo.campaigns {
            campaign.status.parse::<CampaignStatus>().unwrap();
            campaign.stage.parse::<Stage>().unwrap();
            let primary = campaign.targets.iter().filter(|t| t.primary).count();
            assert_eq!(primary, usize::from(campaign.status != "idea"), "{}", campaign.key);
            for target in &campaign.targets {
                assert!(known(&target.metric), "{}", target.metric);
                target.kind.iter().for_each(|kind| assert!(kind.parse::<TargetKind>().is_ok()));
            }
            for note in &campaign.notes {
                note.kind.parse::<NoteKind>().unwrap();
            }
        }
    }

    #[test]
    fn readings_are_of_measured_metrics_and_known_campaigns_and_channels() {
        let metrics = catalogue();
        let demo = zh();
        let mut seen = BTreeSet::new();
        for row in &demo.readings {
            let metric =
                metrics.iter().find(|m| m.key == row.metric).unwrap_or_else(|| panic!("{}", row.metric));
            assert!(metric.formula.is_none(), "{}", row.metric);
            assert_eq!(row.grows, metric.over_time == OverTime::Sum, "{}", row.metric);
            assert!(demo.campaigns.iter().any(|c| c.key == row.campaign), "{}", row.campaign);
            assert!(
                row.channel.iter().all(|key| demo.channels.iter().any(|c| c.key == *key)),
                "{:?}",
                row.channel
            );
            assert!(row.day <= TODAY);
            assert!(seen.insert((&row.metric, row.day, &row.campaign, &row.channel)), "twice: {row:?}");
        }
    }

    #[test]
    fn every_running_target_has_readings_of_all_its_parts() {
        let metrics = catalogue();
        let demo = zh();
        for campaign in demo.campaigns.iter().filter(|c| matches!(c.status.as_str(), "live" | "ended")) {
            for target in &campaign.targets {
                let metric = metrics.iter().find(|m| m.key == target.metric).unwrap();
                let parts =
                    metric.formula.as_ref().map_or(vec![metric.key.as_str()], |f| f.parts().collect());
                for part in parts {
                    assert!(
                        demo.readings.iter().any(|r| r.campaign == campaign.key && r.metric == part),
                        "{part}"
                    );
                }
            }
        }
    }

    /// How a target of the demo stands when a share of today is over, by the program's own arithmetic.
    fn stands(demo: &Demo, key: &str, metric: &str, hour: i64) -> Status {
        let start_of = |day: Day| i64::from(day.0) * 86_400;
        let now = start_of(TODAY) + hour * 3_600;
        let file: File = toml::from_str(TOML).unwrap();
        let campaign = file.campaign.into_iter().find(|c| c.key == key).unwrap();
        let row = campaign.target.iter().find(|t| t.metric == metric).unwrap();
        let (first, last) = (row.start.unwrap_or(campaign.start), row.end.unwrap_or(campaign.end));
        let (first, last) = (TODAY.plus(first), TODAY.plus(last));
        let period = Period { start: start_of(first), end: start_of(last.plus(1)), first, last };
        let share = |text: &str| text.trim_end_matches('%').parse::<f64>().unwrap() / 100.0;
        let phases: Vec<(i64, i64, f64)> = campaign
            .phase
            .iter()
            .map(|p| (start_of(TODAY.plus(p.start)), start_of(TODAY.plus(p.end + 1)), share(&p.share)))
            .collect();
        let plan = match row.curve.as_deref() {
            Some("phased") => PlanCurve::Phased,
            Some("flat") => PlanCurve::Flat,
            Some(table) if table.starts_with("table:") => PlanCurve::Table {
                points: table["table:".len()..]
                    .split(',')
                    .filter_map(|point| point.split_once('='))
                    .map(|(day, reached)| {
                        let day = TODAY.plus(day.trim_matches(['{', '}']).parse().unwrap());
                        (day, Quantity::from_f64(share(reached)).unwrap())
                    })
                    .collect(),
            },
            _ => PlanCurve::Linear,
        };
        let curve = Curve::resolve(&plan, &period, &phases, |day| start_of(day.plus(1))).unwrap();
        let metrics = catalogue();
        let found = metrics.iter().find(|m| m.key == metric).unwrap();
        let rows = |part: &str| -> Vec<(Day, Quantity)> {
            let wanted =
                |r: &&DemoReading| r.campaign == key && r.metric == part && (first..=last).contains(&r.day);
            let so_far = |r: &DemoReading| if r.day == TODAY { r.so_far(hour, 24) } else { r.value };
            demo.readings.iter().filter(wanted).map(|r| (r.day, so_far(r))).collect()
        };
        let whole = |part: &str| -> Option<Quantity> {
            let rows = rows(part);
            if metrics.iter().any(|m| m.key == part && m.over_time == OverTime::Last) {
                return rows.last().map(|(_, value)| *value);
            }
            (!rows.is_empty()).then(|| Quantity::sum(rows.into_iter().map(|(_, value)| value)).unwrap())
        };
        let (measure, actual, parts) = match &found.formula {
            Some(f) => (
                Measure::Derived,
                f.value(whole).and_then(Quantity::from_f64),
                f.parts().map(str::to_owned).collect(),
            ),
            None if found.over_time == OverTime::Last => {
                (Measure::Level, whole(metric), vec![metric.to_owned()])
            }
            None => (Measure::Flow, whole(metric), vec![metric.to_owned()]),
        };
        let seen = parts.iter().flat_map(|part| rows(part)).map(|(day, _)| day).max();
        let spec = Spec {
            kind: row.kind.as_deref().unwrap_or("reach").parse().unwrap(),
            better: found.better,
            measure,
            baseline: Quantity::ZERO,
            goal: row.goal.parse().unwrap(),
            upper: None,
            curve: &curve,
            period: &period,
            thresholds: Thresholds::default(),
            cadence: 86_400,
            grace: 3 * 86_400,
            closed: campaign.status == "ended",
            day_start: &start_of,
        };
        let cutoff = seen.map(|day| start_of(day.plus(1)).min(now));
        assess(&spec, &Evidence { actual, cutoff, days: &[] }, now).status
    }

    #[test]
    fn every_target_stands_as_the_story_tells_at_any_hour() {
        let demo = zh();
        for hour in [1, 6, 12, 15, 20, 23] {
            for (campaign, metric, status) in [
                ("d11", "gmv", Status::Behind),
                ("d11", "new_users", Status::Ahead),
                ("d11", "spend", Status::OnTrack),
                ("d11", "cac", Status::OnTrack),
                ("tea", "reach", Status::Met),
                ("tea", "visitors", Status::Met),
                ("tea", "repeat_buyers", Status::Missed),
                ("tea", "new_members", Status::Missed),
                ("tea", "spend", Status::Met),
                ("tea", "rating", Status::Met),
                ("campus", "reach", Status::Met),
                ("campus", "repeat_buyers", Status::Missed),
                ("campus", "new_members", Status::Met),
                ("winback", "reactivated", Status::OnTrack),
                ("winback", "orders", Status::Ahead),
                ("winback", "reward_cost", Status::OnTrack),
                ("winback", "redemption_rate", Status::OnTrack),
                ("memberweek", "gmv", Status::Met),
                ("memberweek", "orders", Status::Met),
                ("memberweek", "visitors", Status::Missed),
                ("memberweek", "participants", Status::Met),
                ("memberweek", "spend", Status::Met),
                ("memberweek", "refund_rate", Status::Met),
                ("winter", "gmv", Status::Pending),
            ] {
                assert_eq!(stands(&demo, campaign, metric, hour), status, "{campaign}/{metric} at {hour}:00");
            }
        }
    }

    #[test]
    fn every_name_and_text_is_one_the_planner_takes() {
        for lang in [Lang::En, Lang::Zh] {
            let demo = demo(lang, TODAY, "lin").unwrap();
            for channel in &demo.channels {
                check_key(&channel.key).unwrap();
                check_name(&channel.name).unwrap();
            }
            for campaign in &demo.campaigns {
                check_key(&campaign.key).unwrap();
                for name in [&campaign.name, &campaign.owner, &campaign.kind] {
                    check_name(name).unwrap();
                }
                for text in campaign.notes.iter().map(|note| &note.text).chain([&campaign.goal]) {
                    check_text(text).unwrap();
                }
                for date in
                    [&campaign.start, &campaign.end].into_iter().chain(campaign.notes.iter().map(|n| &n.at))
                {
                    parse_when(date, TODAY).unwrap();
                }
            }
        }
    }

    #[test]
    fn every_task_and_resource_is_planned_as_people_do() {
        for lang in [Lang::En, Lang::Zh] {
            for campaign in &demo(lang, TODAY, "lin").unwrap().campaigns {
                let mut titles = BTreeSet::new();
                for task in &campaign.tasks {
                    assert!(titles.insert(task.title.clone()), "{} is there twice", task.title);
                    for name in [&task.title, &task.owner, &task.role] {
                        check_name(name).unwrap();
                    }
                    Due::parse(&task.due, TODAY).unwrap();
                    task.kind.iter().for_each(|kind| assert!(kind.parse::<TaskKind>().is_ok()));
                    let known = |id: &String| campaign.tasks.iter().any(|other| other.id == *id);
                    assert!(task.after.iter().all(known), "{}: {:?}", task.title, task.after);
                    ordered::<TaskStatus>(campaign, &task.became);
                }
                for resource in &campaign.resources {
                    resource.kind.parse::<ResourceKind>().unwrap();
                    Due::parse(&resource.need_by, TODAY).unwrap();
                    ordered::<ResourceStatus>(campaign, &resource.became);
                }
                for link in &campaign.links {
                    assert!(check_url(&link.url).unwrap().0.starts_with("https://example.com/"));
                }
            }
        }
    }

    /// What became of something is known to the model, came one after the other, after the plan and not in the future.
    fn ordered<S: std::str::FromStr>(campaign: &DemoCampaign, became: &[(String, String)]) {
        let end = TODAY.plus(1).to_string();
        let moments: Vec<&str> = became.iter().map(|(_, at)| at.as_str()).collect();
        assert!(moments.is_sorted(), "{moments:?}");
        for (status, at) in became {
            assert!(status.parse::<S>().is_ok(), "{status}");
            assert!(*at > campaign.planned && *at < end, "{}: {at}", campaign.key);
        }
    }

    #[test]
    fn playbooks_are_those_that_are_shipped() {
        let shipped: Vec<String> =
            playbooks::library(None, &catalogue()).entries.into_iter().map(|e| e.playbook.key).collect();
        for campaign in zh().campaigns {
            assert!(shipped.contains(&campaign.playbook), "{}", campaign.playbook);
        }
    }

    #[test]
    fn whoever_looks_at_it_has_something_to_do() {
        let demo = demo(Lang::Zh, TODAY, "林").unwrap();
        let mine = demo.campaigns.iter().flat_map(|c| &c.tasks).filter(|t| t.owner == "林");
        assert!(mine.clone().count() >= 3);
        assert!(mine.clone().all(|task| task.became.is_empty()), "nothing was done in their name");
    }

    #[test]
    fn nobody_clicks_what_was_not_shown_or_orders_without_a_visit() {
        let demo = zh();
        let find = |row: &DemoReading, metric: &str| {
            demo.readings
                .iter()
                .find(|r| {
                    (&*r.metric, r.day, &r.campaign, &r.channel)
                        == (metric, row.day, &row.campaign, &row.channel)
                })
                .map(|r| r.value)
        };
        for row in &demo.readings {
            for (fewer, more) in
                [("clicks", "impressions"), ("orders", "visitors"), ("buyers", "orders"), ("revenue", "gmv")]
            {
                if let (true, Some(more)) = (row.metric == fewer, find(row, more)) {
                    assert!(row.value <= more, "{row:?}");
                }
            }
        }
    }

    #[test]
    fn one_channel_of_d11_lags_with_its_shop_data() {
        let demo = zh();
        let last = |channel: &str| {
            let of = |r: &&DemoReading| r.metric == "gmv" && r.channel.as_deref() == Some(channel);
            demo.readings.iter().filter(of).map(|r| r.day).max().unwrap()
        };
        assert_eq!((last("xiaohongshu"), last("douyin")), (TODAY.plus(-2), TODAY));
    }

    #[test]
    fn the_long_file_holds_all_readings_or_those_of_today_as_far_as_the_day_is() {
        let demo = zh();
        let all = demo.long_file(Day(0), 43_200, 86_400);
        assert_eq!(all.lines().count(), demo.readings.len() + 1);
        let today = demo.long_file(TODAY, 43_200, 86_400);
        assert!(today.lines().skip(1).all(|line| line.contains(&TODAY.to_string())));
        let row = demo.readings.iter().find(|r| r.metric == "messages_sent" && r.day == TODAY).unwrap();
        let half = row.so_far(43_200, 86_400);
        assert!(half < row.value && half > Quantity::ZERO);
        let channel = row.channel.clone().unwrap_or_default();
        assert!(today.contains(&format!("messages_sent,{TODAY},{half},winback,{channel}\n")));
    }

    #[test]
    fn a_flow_grows_over_its_day_in_whole_pieces_and_a_level_does_not() {
        let reading = |value: i64, grows: bool| DemoReading {
            metric: "m".to_owned(),
            day: TODAY,
            value: Quantity::from_micros(value),
            campaign: "c".to_owned(),
            channel: None,
            grows,
        };
        let orders = reading(9_000_000, true);
        assert_eq!(orders.so_far(0, 86_400), Quantity::ZERO);
        assert_eq!(orders.so_far(43_200, 86_400).micros(), 5_000_000);
        assert_eq!(orders.so_far(90_000, 86_400), orders.value);
        assert_eq!(reading(1_010_000, true).so_far(1, 2).micros(), 510_000);
        assert_eq!(reading(4_700_000, false).so_far(1, 2).micros(), 4_700_000);
    }
}
