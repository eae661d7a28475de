//! What a campaign still lacks for its next step.
use super::{
    Budget, Campaign, CampaignStatus, Fault, MetricId, Period, Quantity, Resource, ResourceStatus, Retro,
    RetroStatus, Target, Task, TaskKind,
};

crate::words! {
    /// Something a step asks for and that is not there.
    pub enum Lack {
        /// No target stands for the campaign.
        PrimaryTarget = "primary_target",
        /// Nobody answers for it.
        Owner = "owner",
        /// The channels' budgets do not add up to the campaign's money.
        BudgetSplit = "budget_split",
        /// Fields of the brief that a playbook left to fill are blank.
        Blanks = "blanks",
        /// An approval is open or was refused.
        Approval = "approval",
        /// Something due before the start is not done.
        Task = "task",
        /// Something others must give before the start is not promised.
        Resource = "resource",
        /// The start has not come yet.
        StartAhead = "start_ahead",
        /// The end has not come yet.
        EndAhead = "end_ahead",
        /// Its retrospective is not finished.
        Retro = "retro",
    }
}

/// What is known of a campaign when it should take a step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preparation {
    /// A target stands for it.
    pub has_primary: bool,
    /// Somebody answers for it.
    pub has_owner: bool,
    /// Its money, where it has a target on it.
    pub budget: Option<Quantity>,
    /// What its channels may spend together.
    pub split: Quantity,
    /// Fields of the brief that are still blank.
    pub blanks: Vec<String>,
    /// Approvals due by the first day that are not granted; of later material the later ones decide.
    pub approvals: Vec<String>,
    /// Tasks due before the first day that are open.
    pub tasks: Vec<String>,
    /// Resources needed by the end of the first day that nobody has promised.
    pub resources: Vec<String>,
    /// Its first moment has come.
    pub has_started: bool,
    /// Its last moment has passed.
    pub is_over: bool,
    /// Its retrospective is finished.
    pub is_reviewed: bool,
}

impl Preparation {
    /// What a campaign's own rows tell at `now` (UTC seconds); `spend` is the metric its money is measured in.
    ///
    /// Whether its retrospective is finished is told by [`Preparation::reviewed`].
    ///
    /// # Errors
    /// [`Fault::Overflow`] where the budgets are too large for an exact sum.
    pub fn of(
        campaign: &Campaign,
        targets: &[Target],
        spend: Option<MetricId>,
        budgets: &[Budget],
        tasks: &[Task],
        resources: &[Resource],
        (period, now): (&Period, i64),
    ) -> Result<Self, Fault> {
        let brief = [&campaign.goal, &campaign.audience, &campaign.mechanics, &campaign.rules];
        let brief = brief.into_iter().chain([&campaign.rewards, &campaign.risks]);
        let first = campaign.start.day();
        let open = || tasks.iter().filter(|t| t.status.is_open());
        let is_early = |t: &&Task| t.due.resolve(campaign.start, campaign.end).day() < first;
        let is_needed = |r: &&Resource| {
            let by = r.need_by.resolve(campaign.start, campaign.end).day();
            r.status != ResourceStatus::Promised && by <= first
        };
        Ok(Self {
            has_primary: targets.iter().any(|t| t.is_primary),
            has_owner: !campaign.owner.is_empty(),
            budget: targets
                .iter()
                .find(|t| spend.is_some() && t.metric == spend)
                .map(|t| t.upper.unwrap_or(t.goal)),
            split: Quantity::sum(budgets.iter().map(|b| b.planned))?,
            blanks: brief.into_iter().flat_map(|text| blanks(text)).map(str::to_owned).collect(),
            approvals: open()
                .filter(|t| t.kind == TaskKind::Approval)
                .filter(|t| t.due.resolve(campaign.start, campaign.end).day() <= first)
                .map(|t| t.title.clone())
                .collect(),
            tasks: open().filter(is_early).map(|t| t.title.clone()).collect(),
            resources: resources.iter().filter(is_needed).map(|r| r.name.clone()).collect(),
            has_started: now >= period.start,
            is_over: now >= period.end,
            is_reviewed: false,
        })
    }

    /// The same with what its retrospective tells, where it has one.
    #[must_use]
    pub fn reviewed(self, retro: Option<&Retro>) -> Self {
        Self { is_reviewed: retro.is_some_and(|retro| retro.status == RetroStatus::Done), ..self }
    }
}

impl CampaignStatus {
    /// Its place on the way from an idea to the review; none for a cancelled campaign.
    #[must_use]
    pub fn step(self) -> Option<usize> {
        Self::ALL.iter().position(|s| *s == self).filter(|_| self != Self::Cancelled)
    }

    /// The next step on the way.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let next = Self::ALL.get(self.step()? + 1).copied()?;
        (next != Self::Cancelled).then_some(next)
    }
}

/// Where something is still to be filled in.
pub const BLANK: &str = "___";

/// The fields of a text that are still blank: the label of each line with a blank in it, the line where it has none.
pub fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.contains(BLANK)).map(|line| {
        let label = line.split([':', '：']).next().unwrap_or(line).trim();
        if label.contains(BLANK) { line.trim() } else { label }
    })
}

/// What is missing for getting from one status to another: what every step on the way asks for, each thing once, with
/// the names of what it is about. Nothing on the way back, and nothing for cancelling.
#[must_use]
pub fn lacks(from: CampaignStatus, to: CampaignStatus, known: &Preparation) -> Vec<(Lack, Vec<String>)> {
    let (Some(from), Some(to)) = (from.step().or(Some(0)), to.step()) else { return Vec::new() };
    let steps = CampaignStatus::ALL.get(from + 1..=to).unwrap_or_default();
    let mut out: Vec<(Lack, Vec<String>)> = Vec::new();
    for step in steps {
        for lack in asked(*step, known) {
            if !out.iter().any(|(other, _)| *other == lack.0) {
                out.push(lack);
            }
        }
    }
    out
}

fn asked(step: CampaignStatus, known: &Preparation) -> Vec<(Lack, Vec<String>)> {
    let bare = |is_lacking: bool, lack: Lack| is_lacking.then(|| (lack, Vec::new()));
    let named = |lack: Lack, names: &[String]| (!names.is_empty()).then(|| (lack, names.to_vec()));
    let primary = bare(!known.has_primary, Lack::PrimaryTarget);
    let found = match step {
        CampaignStatus::Planned => vec![primary],
        CampaignStatus::Approved => {
            let is_off = known.budget.is_some_and(|budget| budget != known.split);
            vec![
                primary,
                bare(!known.has_owner, Lack::Owner),
                bare(is_off, Lack::BudgetSplit),
                named(Lack::Blanks, &known.blanks),
                named(Lack::Approval, &known.approvals),
            ]
        }
        CampaignStatus::Live => vec![
            primary,
            named(Lack::Task, &known.tasks),
            named(Lack::Resource, &known.resources),
            bare(!known.has_started, Lack::StartAhead),
        ],
        CampaignStatus::Ended => vec![bare(!known.is_over, Lack::EndAhead)],
        CampaignStatus::Reviewed => vec![bare(!known.is_reviewed, Lack::Retro)],
        CampaignStatus::Idea | CampaignStatus::Preparing | CampaignStatus::Cancelled => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::CampaignStatus as S;
    use super::*;

    fn words(from: S, to: S, known: &Preparation) -> Vec<&'static str> {
        lacks(from, to, known).iter().map(|(lack, _)| lack.as_str()).collect()
    }

    #[test]
    fn every_step_on_the_way_asks() {
        let nothing = Preparation {
            budget: Some(Quantity::from_micros(1)),
            approvals: vec!["法务".to_owned()],
            tasks: vec!["法务".to_owned(), "素材".to_owned()],
            ..Preparation::default()
        };
        assert_eq!(words(S::Idea, S::Planned, &nothing), ["primary_target"]);
        assert_eq!(
            words(S::Planned, S::Approved, &nothing),
            ["primary_target", "owner", "budget_split", "approval"]
        );
        assert_eq!(words(S::Approved, S::Preparing, &nothing), [""; 0]);
        assert_eq!(
            words(S::Planned, S::Live, &nothing),
            ["primary_target", "owner", "budget_split", "approval", "task", "start_ahead"]
        );
        assert_eq!(words(S::Live, S::Ended, &nothing), ["end_ahead"]);
        assert_eq!(words(S::Ended, S::Reviewed, &nothing), ["retro"]);
        let reviewed = Preparation { is_reviewed: true, ..Preparation::default() };
        assert_eq!(words(S::Ended, S::Reviewed, &reviewed), [""; 0]);
    }

    #[test]
    fn the_way_back_and_cancelling_are_free() {
        let nothing = Preparation::default();
        assert_eq!(words(S::Live, S::Planned, &nothing), [""; 0]);
        assert_eq!(words(S::Planned, S::Cancelled, &nothing), [""; 0]);
        assert_eq!(words(S::Cancelled, S::Planned, &nothing), ["primary_target"]);
    }

    #[test]
    fn a_blank_is_told_by_its_label() {
        let text = "满减门槛：___（例：满 200 减 30）\n叠加：不叠加\nReach ___ GMV\nPer person: 1, ___";
        let found: Vec<&str> = blanks(text).collect();
        assert_eq!(found, ["满减门槛", "Reach ___ GMV", "Per person"]);
    }

    #[test]
    fn what_is_prepared_lacks_nothing() {
        let ready = Preparation {
            has_primary: true,
            has_owner: true,
            budget: Some(Quantity::from_micros(5)),
            split: Quantity::from_micros(5),
            has_started: true,
            ..Preparation::default()
        };
        assert_eq!(words(S::Idea, S::Live, &ready), [""; 0]);
        assert_eq!(S::Idea.next(), Some(S::Planned));
        assert_eq!((S::Reviewed.next(), S::Cancelled.next()), (None, None));
    }
}
