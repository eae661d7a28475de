//! Reviews of the bubble-tea shop's quarter, for tests: what is asked for is there when it is loaded again.
use super::fake::NOW;
use super::okrs;
use crate::board::{
    CampaignChange, CampaignEvent, CarryWay, KeyResultChange, ObjectiveChange, ReviewPage, ReviewScope,
    ReviewedObjective, Standing,
};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Action, ActionId, CheckIn, CheckInId, Lang, Note, NoteId, NoteKind, ObjectiveStatus, Quantity, Review,
    ReviewId, ReviewKind, Seen, Status, When,
};
use crate::planner::{OkrPlace, OkrRequest};

/// What a review of the tests has made so far.
#[derive(Debug, Default)]
pub struct Held {
    /// The latest review.
    pub review: Option<Review>,
    notes: Vec<(String, Note)>,
    actions: Vec<(String, Action)>,
    grades: Vec<(String, Quantity, String, String)>,
    /// Carrying over is refused.
    pub is_refused: bool,
}

impl Held {
    /// Does what is asked for.
    pub fn ask(&mut self, request: &OkrRequest) -> Result<()> {
        match request {
            OkrRequest::ReviewStart { kind, .. }
                if self.review.as_ref().is_none_or(|review| review.ended_at.is_some()) =>
            {
                self.review = Some(Review {
                    id: ReviewId(self.review.as_ref().map_or(1, |review| review.id.0 + 1)),
                    version: 1,
                    cycle: crate::model::CycleId(4),
                    kind: kind.as_deref().and_then(|k| k.parse().ok()).unwrap_or(ReviewKind::Weekly),
                    leader: "小林".to_owned(),
                    started_at: NOW,
                    ended_at: None,
                    seen: Seen::default(),
                });
            }
            OkrRequest::ReviewSeen { objective, seconds, .. } => {
                let seen = &mut self.review.as_mut().unwrap().seen.0;
                match seen.iter_mut().find(|(id, _)| id == objective) {
                    Some((_, so_far)) => *so_far += seconds,
                    None => seen.push((*objective, *seconds)),
                }
            }
            OkrRequest::ReviewEnd { .. } => self.review.as_mut().unwrap().ended_at = Some(NOW + 600),
            OkrRequest::OkrNoteAdd { about: OkrPlace::Objective(path), text, kind, review } => {
                if text == "404" {
                    return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).field("text"));
                }
                let kind = kind.as_deref().and_then(|k| k.parse().ok()).unwrap_or(NoteKind::Observation);
                self.notes.push((path.clone(), note(self.notes.len(), *review, kind, text)));
            }
            OkrRequest::ActionAdd { about: OkrPlace::Objective(path), draft, review } => {
                let due = draft.due.as_deref().and_then(|due| When::parse_iso(due).ok()).map(When::day);
                let title = draft.title.clone().unwrap_or_default();
                let owner = draft.owner.clone().unwrap_or_default();
                let id = 10 + i64::try_from(self.actions.len()).unwrap();
                self.actions.push((path.clone(), action(id, *review, &title, &owner, due)));
            }
            OkrRequest::Grade { what, grade, reason, cause, .. } => {
                let grade = Quantity::parse(grade).map_err(|f| Error::from(f).field("grade"))?;
                let word = |text: &Option<String>| text.clone().unwrap_or_default();
                self.grades.push((what.clone(), grade, word(reason), word(cause)));
            }
            OkrRequest::CarryOver(_) if self.is_refused => {
                return Err(Error::new(Kind::BadData, &tr::ERROR_NO_CYCLE).arg("text", "2027-Q1"));
            }
            _ => {}
        }
        Ok(())
    }

    /// The walk as it stands now.
    pub fn page(&self, scope: ReviewScope, lang: Lang) -> ReviewPage {
        let tree = okrs::tree(lang == Lang::En);
        let open = self.review.as_ref().filter(|review| match scope.review {
            Some(id) => review.id == id,
            None => review.ended_at.is_none() && review.kind == scope.kind,
        });
        let is_active = |status| matches!(status, ObjectiveStatus::Active | ObjectiveStatus::Graded);
        let lines = tree.objectives.into_iter().filter(|line| is_active(line.status));
        let pages = lines.map(|line| self.reviewed(line, lang)).collect();
        let later = tree.cycles.iter().filter(|cycle| cycle.key == "2027-Q1").cloned().collect();
        ReviewPage {
            review: open.cloned(),
            kind: scope.kind,
            cycle: tree.cycle.unwrap(),
            since: NOW - 6 * 86_400,
            is_after_another: true,
            pages,
            later,
        }
    }

    fn reviewed(&self, mut line: crate::board::ObjectiveLine, lang: Lang) -> ReviewedObjective {
        for (path, grade, reason, cause) in &self.grades {
            if *path == line.path {
                (line.grade, line.grade_reason) = (Some(*grade), reason.clone());
                line.grade_cause.clone_from(cause);
            }
            for kr in line.key_results.iter_mut().filter(|kr| kr.path == *path) {
                (kr.grade, kr.grade_reason) = (Some(*grade), reason.clone());
            }
        }
        let mine = |path: &String| *path == line.path;
        let notes = self.notes.iter().filter(|(path, _)| mine(path)).map(|(_, note)| note.clone()).collect();
        let mut actions = Vec::new();
        if line.key == "o1" {
            let title = match lang {
                Lang::En => "Ask three partners for a slot on their home page",
                Lang::Zh => "找三家合作方要首页资源位",
            };
            let due = When::parse_iso("2026-11-02").ok().map(When::day);
            actions.push(action(1, None, title, "小周", due));
        }
        let own = self.actions.iter().filter(|(path, _)| mine(path)).map(|(_, action)| action.clone());
        actions.extend(own);
        let way = |kr: &crate::board::KeyResultLine| CarryWay {
            key_result: kr.line.id,
            anew: (kr.line.baseline, kr.line.goal),
            on: kr.line.actual.map(|value| (value, kr.line.goal)),
        };
        ReviewedObjective {
            change: Some(changed(&line, lang)),
            confidence_then: line.confidence.map(|n| n + 2),
            confidences_then: line.key_results.iter().map(|kr| (kr.line.id, kr.confidence_before)).collect(),
            ways: line.key_results.iter().map(way).collect(),
            actions,
            notes,
            line,
        }
    }
}

/// What happened since the last review: the first objective has a bit of everything, the others nothing.
fn changed(line: &crate::board::ObjectiveLine, lang: Lang) -> ObjectiveChange {
    let say = |en: &str, zh: &str| if lang == Lang::En { en.to_owned() } else { zh.to_owned() };
    let standing = |actual, status, confidence| Standing { actual, progress: None, status, confidence };
    let one = |kr: &crate::board::KeyResultLine| {
        let now = standing(kr.line.actual, Some(kr.line.status), kr.confidence);
        let then = match (line.key.as_str(), kr.line.key.as_str()) {
            ("o1", "kr1") => standing(Quantity::from_f64(4_850.0), Some(Status::OnTrack), kr.confidence),
            ("o1", "kr2") => standing(kr.line.actual, now.status, Some(8)),
            _ => now.clone(),
        };
        let is_second = kr.path.ends_with("o1/kr2");
        let goals = [12_000_000.0, 12_000_000.0, 10_000_000.0].map(|goal| Quantity::from_f64(goal).unwrap());
        let said = CheckIn {
            id: CheckInId(1),
            version: 1,
            key_result: kr.line.id,
            day: When::parse_iso("2026-11-01").unwrap().day(),
            at: NOW - 3 * 86_400,
            value: None,
            confidence: kr.confidence,
            note: kr.note.clone(),
            source: "manual".to_owned(),
            author: "小林".to_owned(),
        };
        KeyResultChange {
            id: kr.line.id,
            path: kr.path.clone(),
            name_en: if kr.title.is_empty() { kr.line.name_en.clone() } else { kr.title.clone() },
            name_zh: if kr.title.is_empty() { kr.line.name_zh.clone() } else { kr.title.clone() },
            unit: kr.line.unit,
            then: Some(then),
            now,
            goal: is_second.then_some(goals),
            said: if is_second { vec![said] } else { Vec::new() },
        }
    };
    let is_first = line.key == "o1";
    let campaign = |id, key: &str, name: &str, what| CampaignChange {
        id: crate::model::CampaignId(id),
        key: key.to_owned(),
        name: name.to_owned(),
        what,
    };
    let adjusted =
        note(90, None, NoteKind::Adjustment, &say("Red packet from 5 to 8 yuan", "红包 5 元调到 8 元"));
    let events = vec![
        campaign(1, "d11", "双11拉新", CampaignEvent::Began),
        campaign(1, "d11", "双11拉新", CampaignEvent::Adjusted(Box::new(adjusted))),
        campaign(3, "member", "会员日", CampaignEvent::Joined),
    ];
    let whole = standing(None, line.health, line.confidence);
    ObjectiveChange {
        id: line.id,
        path: line.path.clone(),
        then: Some(whole.clone()),
        now: whole,
        key_results: line.key_results.iter().map(one).collect(),
        gone: Vec::new(),
        campaigns: if is_first { events } else { Vec::new() },
        notes: Vec::new(),
        actions: Vec::new(),
    }
}

fn note(n: usize, review: Option<ReviewId>, kind: NoteKind, text: &str) -> Note {
    let id = NoteId(i64::try_from(n).unwrap() + 1);
    let (campaign, objective, cycle) = (None, None, None);
    let (text, author) = (text.to_owned(), "小林".to_owned());
    let (version, at, whole_day, feedback) = (1, NOW, false, None);
    Note { id, version, campaign, objective, cycle, review, kind, at, whole_day, text, author, feedback }
}

fn action(
    id: i64,
    review: Option<ReviewId>,
    title: &str,
    owner: &str,
    due: Option<crate::model::Day>,
) -> Action {
    Action {
        id: ActionId(id),
        version: 1,
        review,
        title: title.to_owned(),
        owner: owner.to_owned(),
        due,
        ..Action::open(NOW)
    }
}

/// What minutes look like.
pub fn minutes(lang: Lang) -> String {
    match lang {
        Lang::En => "# Review 2026-Q4\n\n## Decisions\n\n- o1: Double the video budget\n".to_owned(),
        Lang::Zh => "# 周会 2026-Q4\n\n## 决定\n\n- o1：短视频预算翻倍\n".to_owned(),
    }
}
