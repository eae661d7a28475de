//! What the people of the demo did for their OKRs.
use super::{Deed, HOUR, What};
use crate::error::Result;
use crate::input::demo::{DemoCheckIn, DemoKeyResult, DemoObjective, DemoOkr, DemoReview};
use crate::model::{Day, ObjectiveId, ReviewId, Zone};
use crate::planner::{
    ActionDraft, CheckInDraft, CycleDraft, KeyResultDraft, ObjectiveDraft, OkrPlace, OkrRequest, Request,
};

/// Collects deeds of one cycle.
struct Story {
    key: String,
    today: Day,
    zone: Zone,
    deeds: Vec<Deed>,
}

/// Everything in the order of its parts.
pub(super) fn story(data: &DemoOkr, today: Day, zone: Zone) -> Result<Vec<Deed>> {
    let mut story = Story { key: quarter(today), today, zone, deeds: Vec::new() };
    let leader = data.objective.first().map_or("", |first| first.owner.as_str());
    let day = |offset: i32| Some(today.plus(offset).to_string());
    let draft = CycleDraft {
        key: Some(story.key.clone()),
        start: day(data.cycle.start),
        end: day(data.cycle.end),
        ..CycleDraft::default()
    };
    story.did(data.cycle.planned, 0, leader, OkrRequest::CycleNew(draft).into());
    let value = data.north_star.clone();
    let star = Request::SettingSet { key: "north_star".to_owned(), value };
    story.did(data.cycle.planned, 1, leader, star);
    let (cycle, status) = (story.key.clone(), Some("active".to_owned()));
    let draft = CycleDraft { status, ..CycleDraft::default() };
    story.did(data.cycle.start, 0, leader, OkrRequest::CycleSet { cycle, seen: None, draft }.into());
    for (index, objective) in data.objective.iter().enumerate() {
        story.objective(index + 1, objective);
    }
    for (index, review) in data.review.iter().enumerate() {
        story.review(index + 1, review, data.objective.len());
    }
    Ok(story.deeds)
}

/// The calendar quarter of a day: `2026-Q4`.
fn quarter(day: Day) -> String {
    let text = day.to_string();
    let mut parts = text.split('-');
    let year = parts.next().unwrap_or_default();
    let month: u32 = parts.next().and_then(|month| month.parse().ok()).unwrap_or(1);
    format!("{year}-Q{}", (month - 1) / 3 + 1)
}

impl Story {
    /// On a day counted from today, some minutes after ten.
    fn did(&mut self, day: i32, minutes: usize, actor: &str, request: Request) {
        let minutes = i64::try_from(minutes).unwrap_or_default();
        let at = self.zone.start_of(self.today.plus(day)) + 10 * HOUR + minutes * 60;
        self.deeds.push(Deed { at, actor: actor.to_owned(), what: What::Ask(Box::new(request)) });
    }

    fn objective(&mut self, number: usize, row: &DemoObjective) {
        let path = format!("{}/o{number}", self.key);
        let draft = ObjectiveDraft {
            cycle: Some(self.key.clone()),
            title: Some(row.title.clone()),
            description: row.description.clone(),
            parent: row.parent.as_ref().map(|parent| format!("{}/{parent}", self.key)),
            level: Some(row.level.clone()),
            team: row.team.clone(),
            owner: Some(row.owner.clone()),
            ambition: Some(row.ambition.clone()),
            ..ObjectiveDraft::default()
        };
        let first = number * 10;
        self.did(row.day, first, &row.owner, OkrRequest::ObjectiveAdd(draft).into());
        for (index, key_result) in row.key_result.iter().enumerate() {
            let path = format!("{path}/kr{}", index + 1);
            let request = OkrRequest::KeyResultAdd { objective: above(&path), draft: typed(key_result) };
            self.did(row.day, first + index + 1, &row.owner, request.into());
            let owner = key_result.owner.as_deref().unwrap_or(&row.owner);
            self.key_result(&path, owner, key_result);
        }
    }

    fn key_result(&mut self, path: &str, owner: &str, row: &DemoKeyResult) {
        for serving in &row.serves {
            let (campaign, key_result) = (serving.campaign.clone(), path.to_owned());
            let request = OkrRequest::Serve { campaign, key_result, planned: None };
            self.did(serving.day, 120, owner, request.into());
        }
        for done in &row.done {
            let (target, step) = (path.to_owned(), done.step.to_string());
            self.did(done.day, 200, owner, Request::TargetStep { target, step, done: true });
        }
        if let Some(change) = &row.change {
            let draft = KeyResultDraft { goal: Some(change.goal.clone()), ..KeyResultDraft::default() };
            let key_result = path.to_owned();
            let request = OkrRequest::KeyResultSet { key_result, seen: None, draft };
            self.did(change.day, 60, owner, request.into());
        }
        for said in &row.check_in {
            self.check_in(path, owner, said);
        }
    }

    fn check_in(&mut self, path: &str, owner: &str, said: &DemoCheckIn) {
        let draft = CheckInDraft {
            key_result: path.to_owned(),
            value: said.value.clone(),
            confidence: Some(said.confidence.to_string()),
            note: Some(said.note.clone()),
            ..CheckInDraft::default()
        };
        self.did(said.day, 390, owner, OkrRequest::CheckIn(draft).into());
    }

    /// The objectives and reviews of a new workspace are numbered as they are written down.
    fn review(&mut self, number: usize, row: &DemoReview, objectives: usize) {
        let id = |number: usize| i64::try_from(number).unwrap_or_default();
        let review = ReviewId(id(number));
        let request = OkrRequest::ReviewStart { cycle: self.key.clone(), kind: None };
        self.did(row.day, 400, &row.leader, request.into());
        for objective in 1..=objectives {
            let seconds = 90 + id(objective) * 47 % 120;
            let seen = OkrRequest::ReviewSeen { review, objective: ObjectiveId(id(objective)), seconds };
            self.did(row.day, 400 + objective * 3, &row.leader, seen.into());
        }
        let about = |number: usize| OkrPlace::Objective(format!("{}/o{number}", self.key));
        let mut written = Vec::new();
        for note in &row.note {
            let (text, kind) = (note.text.clone(), Some(note.kind.clone()));
            let request =
                OkrRequest::OkrNoteAdd { about: about(note.objective), text, kind, review: Some(review) };
            written.push((note.objective * 3 + 1, request));
        }
        for action in &row.action {
            let draft = ActionDraft {
                title: Some(action.title.clone()),
                owner: Some(action.owner.clone()),
                due: Some(self.today.plus(action.due).to_string()),
                ..ActionDraft::default()
            };
            let request =
                OkrRequest::ActionAdd { about: about(action.objective), draft, review: Some(review) };
            written.push((action.objective * 3 + 2, request));
        }
        for (minutes, request) in written {
            self.did(row.day, 400 + minutes, &row.leader, request.into());
        }
        self.did(row.day, 440, &row.leader, OkrRequest::ReviewEnd { review }.into());
        for action in &row.action {
            let Some(day) = action.done else { continue };
            let draft = ActionDraft { status: Some("done".to_owned()), ..ActionDraft::default() };
            let request = OkrRequest::ActionSet { action: action.title.clone(), seen: None, draft };
            self.did(day, 300, &action.owner, request.into());
        }
    }
}

/// The objective of a key result's path.
fn above(path: &str) -> String {
    path.rsplit_once('/').map_or(path, |(objective, _)| objective).to_owned()
}

fn typed(row: &DemoKeyResult) -> KeyResultDraft {
    KeyResultDraft {
        title: Some(row.title.clone()),
        metric: row.metric.clone(),
        feed: row.feed.clone(),
        unit: row.unit.clone(),
        kind: row.kind.clone(),
        baseline: row.baseline.clone(),
        goal: row.goal.clone(),
        guardrail: row.guardrail,
        owner: row.owner.clone(),
        weight: Some(row.weight.clone()),
        steps: Some(row.steps.clone()).filter(|steps| !steps.is_empty()),
        ..KeyResultDraft::default()
    }
}
