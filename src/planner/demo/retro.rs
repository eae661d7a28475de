//! What the people of the demo learned: retrospectives, what became of their lessons, feedback.
use super::{Deed, HOUR, What};
use crate::error::Result;
use crate::input::demo::{
    Demo, DemoAnswer, DemoCause, DemoFeedback, DemoFinding, DemoLearned, DemoLesson, DemoRetro,
    DemoRetroAction, DemoUse,
};
use crate::input::playbooks::library;
use crate::model::{Both, Day, Metric, Zone, parse_moment};
use crate::planner::{
    ActionDraft, CauseDraft, FeedbackDraft, LessonDraft, OkrPlace, OkrRequest, Request, RetroDraft,
    RetroPlace, RetroRequest, TakeDraft, TaskDraft,
};
use std::collections::HashMap;

/// Collects what was done.
struct Story<'a> {
    today: Day,
    zone: Zone,
    /// Playbook by campaign.
    playbooks: HashMap<&'a str, &'a str>,
    /// Who answers for a campaign.
    owners: HashMap<&'a str, &'a str>,
    /// A lesson's title by what it is named by here.
    titles: HashMap<&'a str, &'a str>,
    /// The questions of each playbook.
    questions: HashMap<String, Vec<Both>>,
    /// How many causes were written down before.
    causes: usize,
    deeds: Vec<Deed>,
}

/// Everything in the order of its parts.
pub(super) fn story(
    data: &DemoLearned,
    demo: &Demo,
    metrics: &[Metric],
    today: Day,
    zone: Zone,
) -> Result<Vec<Deed>> {
    let shipped = library(None, metrics).entries.into_iter();
    let lessons = data.retro.iter().flat_map(|retro| &retro.lesson);
    let mut story = Story {
        today,
        zone,
        playbooks: demo.campaigns.iter().map(|c| (c.key.as_str(), c.playbook.as_str())).collect(),
        owners: demo.campaigns.iter().map(|c| (c.key.as_str(), c.owner.as_str())).collect(),
        titles: lessons.map(|lesson| (lesson.id.as_str(), lesson.title.as_str())).collect(),
        questions: shipped.map(|entry| (entry.playbook.key, entry.playbook.questions)).collect(),
        causes: 0,
        deeds: Vec::new(),
    };
    for retro in &data.retro {
        story.retro(retro);
    }
    for (index, used) in data.uses.iter().enumerate() {
        story.used(index, used);
    }
    for feedback in &data.feedback {
        story.feedback(feedback)?;
    }
    Ok(story.deeds)
}

impl Story<'_> {
    /// On a day counted from today, some minutes after ten.
    fn did(&mut self, day: i32, minutes: usize, actor: &str, request: impl Into<Request>) {
        self.push(day, minutes, actor, What::Ask(Box::new(request.into())));
    }

    fn push(&mut self, day: i32, minutes: usize, actor: &str, what: What) {
        let minutes = i64::try_from(minutes).unwrap_or_default();
        let at = self.zone.start_of(self.today.plus(day)) + 10 * HOUR + minutes * 60;
        self.deeds.push(Deed { at, actor: actor.to_owned(), what });
    }

    fn date(&self, day: i32) -> String {
        self.today.plus(day).to_string()
    }

    fn retro(&mut self, row: &DemoRetro) {
        let about = || RetroPlace::Campaign(row.campaign.clone());
        let mut written: Vec<Request> = Vec::new();
        let draft = RetroDraft {
            leader: Some(row.leader.clone()),
            goal_note: row.goal_note.clone(),
            result_note: row.result_note.clone(),
        };
        written.push(RetroRequest::Set { about: about(), seen: None, draft }.into());
        written.extend(row.finding.iter().map(|finding| found(about(), finding)));
        let before = self.causes;
        for cause in &row.cause {
            self.causes += 1;
            written.push(RetroRequest::CauseAdd { about: about(), draft: caused(cause) }.into());
        }
        written.extend(row.answer.iter().filter_map(|answer| self.answered(row, answer)));
        for insight in &row.insight {
            let (kind, text) = (insight.kind.clone(), insight.text.clone());
            written.push(RetroRequest::InsightAdd { about: about(), kind, text }.into());
        }
        written.extend(row.lesson.iter().map(|lesson| learned(&row.campaign, before, lesson)));
        written.extend(row.action.iter().map(|action| self.decided(row, action)));
        for (index, request) in written.into_iter().enumerate() {
            self.did(row.day, 240 + index * 4, &row.leader, request);
        }
        if let Some(day) = row.finished {
            self.push(day, 470, super::ACTOR, What::Readings(row.campaign.clone()));
            self.push(day, 480, &row.leader, What::Finish(row.campaign.clone()));
        }
        for action in &row.action {
            self.acted(action, &row.leader);
        }
    }

    fn answered(&self, row: &DemoRetro, answer: &DemoAnswer) -> Option<Request> {
        let playbook = self.playbooks.get(row.campaign.as_str())?;
        let question = self.questions.get(*playbook)?.get(answer.question.checked_sub(1)?)?.clone();
        let (about, text) = (RetroPlace::Campaign(row.campaign.clone()), answer.text.clone());
        Some(RetroRequest::Answer { about, question, text }.into())
    }

    fn decided(&self, row: &DemoRetro, action: &DemoRetroAction) -> Request {
        let draft = ActionDraft {
            title: Some(action.title.clone()),
            owner: Some(action.owner.clone()),
            due: Some(self.date(action.due)),
            metric: action.metric.clone(),
            aim: action.aim.clone(),
            ..ActionDraft::default()
        };
        let about = OkrPlace::Campaign(row.campaign.clone());
        OkrRequest::ActionAdd { about, draft, review: None }.into()
    }

    /// What came of an action.
    fn acted(&mut self, row: &DemoRetroAction, leader: &str) {
        let action = || row.title.clone();
        if let Some(day) = row.done {
            let draft = ActionDraft { status: Some("done".to_owned()), ..ActionDraft::default() };
            let request = OkrRequest::ActionSet { action: action(), seen: None, draft };
            self.did(day, 310, &row.owner, request);
        }
        if let Some(said) = &row.proof {
            let (campaign, proof, note) =
                (said.campaign.clone(), said.proof.clone(), Some(said.note.clone()));
            self.did(
                said.day,
                320,
                leader,
                RetroRequest::ActionProve { action: action(), campaign, proof, note },
            );
        }
    }

    fn used(&mut self, index: usize, row: &DemoUse) {
        let lesson = self.titles.get(row.lesson.as_str()).copied().unwrap_or_default().to_owned();
        let (campaign, minutes) = (row.campaign.clone(), 330 + index * 4);
        if let Some(reason) = row.reason.clone() {
            let request = RetroRequest::LessonDismiss { lesson, campaign, reason };
            return self.did(row.day, minutes, &row.by, request);
        }
        let draft = TakeDraft {
            form: row.form.clone(),
            text: row.text.clone(),
            owner: row.owner.clone(),
            due: row.due.clone(),
            ..TakeDraft::default()
        };
        let request = RetroRequest::LessonTake { lesson: lesson.clone(), campaign: campaign.clone(), draft };
        self.did(row.day, minutes, &row.by, request);
        if row.role.is_some() || row.note.is_some() {
            let draft = TaskDraft { role: row.role.clone(), note: row.note.clone(), ..TaskDraft::default() };
            self.push(
                row.day,
                minutes + 1,
                &row.by,
                What::Task { lesson: lesson.clone(), campaign: campaign.clone(), draft: Box::new(draft) },
            );
        }
        for (status, day) in [("doing", row.doing), ("done", row.done)] {
            let Some(day) = day else { continue };
            let draft = TaskDraft { status: Some(status.to_owned()), ..TaskDraft::default() };
            let actor = row.owner.as_deref().unwrap_or(&row.by).to_owned();
            self.push(
                day,
                200,
                &actor,
                What::Task { lesson: lesson.clone(), campaign: campaign.clone(), draft: Box::new(draft) },
            );
        }
        if let Some(said) = &row.proof {
            let (proof, note) = (said.proof.clone(), Some(said.note.clone()));
            self.did(
                said.day,
                340 + index * 4,
                &row.by,
                RetroRequest::LessonProve { lesson, campaign, proof, note },
            );
        }
    }

    /// Written down when it was said, or once it is answered.
    fn feedback(&mut self, row: &DemoFeedback) -> Result<()> {
        let at = format!("{}T{}", self.date(row.day), row.time);
        let said = parse_moment(&at, Day(0), self.zone)?.at;
        let draft = FeedbackDraft {
            text: Some(row.text.clone()),
            source: Some(row.source.clone()),
            category: Some(row.category.clone()),
            count: Some(row.count.to_string()),
            impact: Some(row.impact.clone()),
            answer: row.answer.clone(),
            at: Some(at),
        };
        let request = RetroRequest::FeedbackAdd { campaign: row.campaign.clone(), draft };
        let owner = self.owners.get(row.campaign.as_str()).copied().unwrap_or(super::ACTOR);
        let actor = row.by.clone().unwrap_or_else(|| owner.to_owned());
        self.deeds.push(Deed { at: said + HOUR, actor, what: What::Ask(Box::new(request.into())) });
        Ok(())
    }
}

fn found(about: RetroPlace, row: &DemoFinding) -> Request {
    let (kind, text) = (row.kind.clone(), row.text.clone());
    match &row.subject {
        Some(subject) => {
            let verdict = row.verdict.clone().unwrap_or_default();
            RetroRequest::FindingSet { about, subject: subject.clone(), kind, verdict, text }
        }
        None => RetroRequest::FindingAdd { about, kind, text: text.unwrap_or_default() },
    }
    .into()
}

fn caused(row: &DemoCause) -> CauseDraft {
    CauseDraft {
        text: Some(row.text.clone()),
        whys: Some(row.whys.clone()),
        origin: row.origin.clone(),
        controllable: row.controllable.clone(),
        finding: row.finding.clone(),
    }
}

/// The causes of a new workspace are numbered as they are written down; so many were there before this retrospective's.
fn learned(campaign: &str, before: usize, row: &DemoLesson) -> Request {
    let draft = LessonDraft {
        campaign: Some(campaign.to_owned()),
        cause: row.cause.map(|number| (before + number).to_string()),
        title: Some(row.title.clone()),
        advice: Some(row.advice.clone()),
        playbooks: row.playbooks.clone(),
        channels: row.channels.clone(),
        stages: row.stages.clone(),
        metrics: row.metrics.clone(),
        tags: row.tags.clone(),
        form: Some(row.form.clone()),
        due: row.due.clone(),
        bound: row.bound.clone(),
        ..LessonDraft::default()
    };
    RetroRequest::LessonAdd(draft).into()
}
