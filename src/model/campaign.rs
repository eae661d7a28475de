//! Campaigns: a promotion with dates, phases and a goal.
use super::{Fault, Quantity, When};
use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A campaign's id.
    CampaignId,
}

crate::words! {
    /// Where a campaign stands. Changes are actions of people; dates only offer them.
    pub enum CampaignStatus {
        /// 想法
        Idea = "idea",
        /// 已计划
        Planned = "planned",
        /// 已批准
        Approved = "approved",
        /// 准备中
        Preparing = "preparing",
        /// 进行中
        Live = "live",
        /// 已结束
        Ended = "ended",
        /// 已复盘
        Reviewed = "reviewed",
        /// 已取消
        Cancelled = "cancelled",
    }
}

crate::words! {
    /// The step of the customer lifecycle a campaign works on.
    pub enum Stage {
        /// 拉新
        Acquisition = "acquisition",
        /// 促活
        Activation = "activation",
        /// 留存
        Retention = "retention",
        /// 变现
        Monetization = "monetization",
        /// 传播
        Referral = "referral",
        /// 召回
        Reactivation = "reactivation",
    }
}

/// A stretch of a campaign with its share of the goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// 预热, 爆发, 返场 …
    pub name: String,
    /// When it starts; the first starts with the campaign.
    pub start: When,
    /// When it ends (inclusive where a whole day).
    pub end: When,
    /// Its share of the goal, 0 to 1; the phases' shares add up to 1.
    pub share: Quantity,
}

/// A campaign's phases in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phases(pub Vec<Phase>);

crate::json_column!(Phases);

impl Phases {
    /// Checks that the phases lie in order over the whole campaign, without gap or overlap, and that their shares
    /// add up to exactly 1. No phases are fine.
    ///
    /// # Errors
    /// [`Fault::EndBeforeStart`], [`Fault::PhasesOverlap`], [`Fault::PhasesGap`], [`Fault::PhasesDoNotCover`],
    /// [`Fault::SharesNotOne`] with the rows they are in.
    pub fn check(&self, start: When, end: When) -> Result<(), Fault> {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return Ok(()) };
        if let Some(phase) = self.0.iter().find(|p| after(p.end) <= begin(p.start)) {
            return Err(Fault::EndBeforeStart {
                start: format!("{} {}", phase.name, phase.start),
                end: phase.end.to_string(),
            });
        }
        for pair in self.0.windows(2) {
            let (first, second) = (pair[0].name.clone(), pair[1].name.clone());
            match begin(pair[1].start).cmp(&after(pair[0].end)) {
                std::cmp::Ordering::Less => return Err(Fault::PhasesOverlap { first, second }),
                std::cmp::Ordering::Greater => return Err(Fault::PhasesGap { first, second }),
                std::cmp::Ordering::Equal => {}
            }
        }
        if begin(first.start) != begin(start) || after(last.end) != after(end) {
            return Err(Fault::PhasesDoNotCover { start: start.day(), end: end.day() });
        }
        let sum: i128 = self.0.iter().map(|p| i128::from(p.share.micros())).sum();
        if sum != i128::from(Quantity::SCALE) || self.0.iter().any(|p| p.share < Quantity::ZERO) {
            let rows: Vec<String> =
                self.0.iter().map(|p| format!("{} {}", p.name, p.share.to_f64())).collect();
            let sum: f64 = self.0.iter().map(|p| p.share.to_f64()).sum();
            return Err(Fault::SharesNotOne { sum: format!("{sum:.6}"), rows: rows.join(", ") });
        }
        Ok(())
    }
}

/// The first local moment of a start.
fn begin(start: When) -> NaiveDateTime {
    match start {
        When::Day(day) => day.date().and_time(NaiveTime::MIN),
        When::Time(time) => time,
    }
}

/// The first local moment after an end.
fn after(end: When) -> NaiveDateTime {
    match end {
        When::Day(day) => day.plus(1).date().and_time(NaiveTime::MIN),
        When::Time(time) => time,
    }
}

crate::entity! {
    /// A promotion with dates, phases and targets.
    pub struct Campaign in "campaign": CampaignId {
        /// `d11`: what people type.
        key: String,
        /// 双11拉新
        name: String,
        /// The key of the playbook it started from.
        playbook: Option<String>,
        /// What kind of promotion it is, in the user's words.
        kind: Option<String>,
        /// The lifecycle stage it works on.
        stage: Option<Stage>,
        /// The goal in one sentence.
        goal: String,
        /// Whom it is for.
        audience: String,
        /// How it works.
        mechanics: String,
        /// Its rules.
        rules: String,
        /// What people get.
        rewards: String,
        /// What may go wrong, and what is done then.
        risks: String,
        /// Who answers for it.
        owner: String,
        /// When it starts.
        start: When,
        /// When it ends.
        end: When,
        /// Its phases; empty for none.
        phases: Phases,
        /// Where it stands.
        status: CampaignStatus,
        /// UTC seconds.
        created_at: i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    fn phase(name: &str, start: &str, end: &str, percent: i64) -> Phase {
        Phase {
            name: name.to_owned(),
            start: When::parse_iso(start).unwrap(),
            end: When::parse_iso(end).unwrap(),
            share: Quantity::from_micros(percent * 10_000),
        }
    }

    fn check(phases: &[Phase]) -> Result<(), Fault> {
        let when = |text| When::parse_iso(text).unwrap();
        Phases(phases.to_vec()).check(when("2026-11-01"), when("2026-11-11"))
    }

    #[test]
    fn phases_that_follow_one_another_over_the_campaign_are_fine() {
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(
            check(&[phase("a", "2026-11-01", "2026-11-09", 30), phase("b", "2026-11-10", "2026-11-11", 70)]),
            Ok(())
        );
    }

    #[test]
    fn a_phase_may_change_at_a_time_of_day() {
        let evening = [
            phase("a", "2026-11-01", "2026-11-10T20:00", 30),
            phase("b", "2026-11-10T20:00", "2026-11-11", 70),
        ];
        assert_eq!(check(&evening), Ok(()));
        let midnight = [
            phase("a", "2026-11-01", "2026-11-10", 30),
            phase("b", "2026-11-11T00:00", "2026-11-12T00:00", 70),
        ];
        assert_eq!(check(&midnight), Ok(()));
    }

    #[test]
    fn an_overlap_and_a_gap_name_the_two_phases() {
        let names = || ("a".to_owned(), "b".to_owned());
        let (first, second) = names();
        assert_eq!(
            check(&[phase("a", "2026-11-01", "2026-11-09", 30), phase("b", "2026-11-09", "2026-11-11", 70)]),
            Err(Fault::PhasesOverlap { first, second })
        );
        let (first, second) = names();
        assert_eq!(
            check(&[
                phase("a", "2026-11-01", "2026-11-09", 30),
                phase("b", "2026-11-10T00:01", "2026-11-11", 70)
            ]),
            Err(Fault::PhasesGap { first, second })
        );
    }

    #[test]
    fn phases_must_reach_from_start_to_end() {
        let short = Err(Fault::PhasesDoNotCover {
            start: Day::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()),
            end: Day::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 11).unwrap()),
        });
        assert_eq!(check(&[phase("a", "2026-11-01", "2026-11-10", 100)]), short);
        assert_eq!(check(&[phase("a", "2026-11-02", "2026-11-11", 100)]), short);
    }

    #[test]
    fn shares_must_add_up_to_exactly_one() {
        assert_eq!(
            check(&[
                phase("预热", "2026-11-01", "2026-11-09", 30),
                phase("爆发", "2026-11-10", "2026-11-11", 65)
            ]),
            Err(Fault::SharesNotOne {
                sum: "0.950000".to_owned(), rows: "预热 0.3, 爆发 0.65".to_owned()
            })
        );
        assert!(
            check(&[
                phase("a", "2026-11-01", "2026-11-09", -10),
                phase("b", "2026-11-10", "2026-11-11", 110)
            ])
            .is_err()
        );
    }

    #[test]
    fn a_phase_that_ends_before_it_starts_is_refused() {
        assert!(matches!(
            check(&[phase("a", "2026-11-11", "2026-11-01", 100)]),
            Err(Fault::EndBeforeStart { .. })
        ));
    }
}
