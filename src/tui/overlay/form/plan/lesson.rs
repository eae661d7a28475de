//! Lessons that come back: taken in another way than they propose, or dismissed with a reason.
use super::{Plan, named};
use crate::board::{CampaignPage, Matching};
use crate::i18n::tr;
use crate::model::LessonId;
use crate::planner::{Request, RetroRequest, TakeDraft};
use crate::tui::overlay::form::{Field, Form, Kind};
use crate::tui::screen::lesson_words;

impl Form {
    /// A form for what a lesson becomes in a campaign.
    #[must_use]
    pub fn take_lesson(page: &CampaignPage, found: &Matching) -> Self {
        let lesson = &found.lesson.lesson;
        let due = Kind::Due(page.campaign.start, page.campaign.end);
        let mut fields = lesson_words::take_fields(lesson, &TakeDraft::default(), due);
        fields.push(Field::new("reason", &tr::ENTRY_REASON, &tr::ASK_LESSON_REASON, Kind::Text(false)));
        let (campaign, _) = named(page);
        let plan = Plan::TakeLesson { lesson: lesson.id, campaign, title: lesson.title.clone() };
        let mut form = Self::plan(plan, fields);
        form.lead = Some(lesson.advice.clone()).filter(|advice| !advice.is_empty());
        lesson_words::settle(&mut form.fields);
        form
    }

    /// A form for why a lesson does not hold in a campaign.
    #[must_use]
    pub fn dismiss_lesson(page: &CampaignPage, found: &Matching) -> Self {
        let lesson = &found.lesson.lesson;
        let (campaign, _) = named(page);
        let plan = Plan::DismissLesson { lesson: lesson.id, campaign, title: lesson.title.clone() };
        let reason =
            Field::new("reason", &tr::ENTRY_REASON, &tr::ASK_LESSON_WHY, Kind::Text(true)).required();
        let mut form = Self::plan(plan, vec![reason]);
        form.lead = Some(lesson.advice.clone()).filter(|advice| !advice.is_empty());
        form
    }
}

pub(super) fn taken(form: &Form, lesson: LessonId, campaign: &str) -> Request {
    let draft = lesson_words::taken(form);
    RetroRequest::LessonTake { lesson: lesson.0.to_string(), campaign: campaign.to_owned(), draft }.into()
}

pub(super) fn dismissed(form: &Form, lesson: LessonId, campaign: &str) -> Request {
    let reason = form.given("reason").unwrap_or_default();
    RetroRequest::LessonDismiss { lesson: lesson.0.to_string(), campaign: campaign.to_owned(), reason }.into()
}
