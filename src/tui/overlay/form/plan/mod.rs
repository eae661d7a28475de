//! The forms of a campaign's page: what is planned in it. A kind of thing is one file.
mod brief;
mod lesson;
mod money;
mod phase;
mod resource;
mod task;

use super::{Form, Subject};
use crate::board::CampaignPage;
use crate::i18n::tr;
use crate::model::{CampaignId, Lang, LessonId, Phases, ResourceId, TaskId};
use crate::planner::Request;
use crate::tui::runtime::Row;
use crate::tui::state::State;

pub use brief::{BRIEF, BriefField};

/// What is planned, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Plan {
    Brief { id: CampaignId, key: String, seen: i64, field: &'static str },
    AddTask { campaign: String, name: String },
    EditTask { id: TaskId, seen: i64 },
    AddResource { campaign: String, name: String },
    EditResource { id: ResourceId, seen: i64 },
    TakeLesson { lesson: LessonId, campaign: String, title: String },
    DismissLesson { lesson: LessonId, campaign: String, title: String },
    Budget { campaign: String, name: String },
    Link { campaign: String, name: String },
    Shift { campaign: String, name: String },
    Phase { id: CampaignId, key: String, seen: i64, index: usize, phases: Phases },
}

impl Plan {
    pub(super) fn id(&self) -> String {
        match self {
            Self::Brief { id, field, .. } => format!("campaign.{field} {}", id.0),
            Self::AddTask { campaign, .. } => format!("task.add {campaign}"),
            Self::EditTask { id, .. } => format!("task.edit {}", id.0),
            Self::AddResource { campaign, .. } => format!("resource.add {campaign}"),
            Self::EditResource { id, .. } => format!("resource.edit {}", id.0),
            Self::TakeLesson { lesson, campaign, .. } => format!("lesson.take {campaign} {}", lesson.0),
            Self::DismissLesson { lesson, campaign, .. } => format!("lesson.dismiss {campaign} {}", lesson.0),
            Self::Budget { campaign, .. } => format!("budget {campaign}"),
            Self::Link { campaign, .. } => format!("link {campaign}"),
            Self::Shift { campaign, .. } => format!("campaign.shift {campaign}"),
            Self::Phase { id, index, .. } => format!("phase {} {index}", id.0),
        }
    }

    pub(super) fn title(&self, lang: Lang) -> String {
        match self {
            Self::Brief { field, .. } => brief::title(field, lang),
            Self::AddTask { name, .. } => tr::FORM_TASK_ADD.fill(lang, &[("name", name)]),
            Self::EditTask { .. } => tr::FORM_TASK_EDIT.get(lang).to_owned(),
            Self::AddResource { name, .. } => tr::FORM_RESOURCE_ADD.fill(lang, &[("name", name)]),
            Self::EditResource { .. } => tr::FORM_RESOURCE_EDIT.get(lang).to_owned(),
            Self::TakeLesson { title, .. } => tr::FORM_LESSON_TAKE.fill(lang, &[("title", title)]),
            Self::DismissLesson { title, .. } => tr::FORM_LESSON_DISMISS.fill(lang, &[("title", title)]),
            Self::Budget { name, .. } => tr::FORM_BUDGET.fill(lang, &[("name", name)]),
            Self::Link { name, .. } => tr::FORM_LINK.fill(lang, &[("name", name)]),
            Self::Shift { name, .. } => tr::FORM_SHIFT.fill(lang, &[("name", name)]),
            Self::Phase { .. } => tr::FORM_PHASE.get(lang).to_owned(),
        }
    }

    pub(super) fn seen(&self) -> Option<i64> {
        match self {
            Self::Brief { seen, .. }
            | Self::EditTask { seen, .. }
            | Self::EditResource { seen, .. }
            | Self::Phase { seen, .. } => Some(*seen),
            _ => None,
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        match self {
            Self::Brief { id, .. } | Self::Phase { id, .. } => Some(Row::Campaign(*id)),
            Self::EditTask { id, .. } => Some(Row::Task(*id)),
            Self::EditResource { id, .. } => Some(Row::Resource(*id)),
            _ => None,
        }
    }

    /// The form as it would open now, for a row that is edited.
    pub(super) fn fresh(&self, state: &State) -> Option<Form> {
        let page = state.desks.page.page()?;
        match self {
            Self::Brief { id, field, .. } if page.campaign.id == *id => Form::brief(page, field),
            Self::Phase { id, index, .. } if page.campaign.id == *id => {
                Form::phase(page, page.campaign.phases.clone(), *index)
            }
            Self::EditTask { id, .. } => {
                page.tasks.iter().find(|task| task.id == *id).map(|task| Form::edit_task(page, task))
            }
            Self::EditResource { id, .. } => {
                let found = page.resources.iter().find(|resource| resource.id == *id);
                found.map(|resource| Form::edit_resource(page, resource))
            }
            _ => None,
        }
    }

    /// What saving asks for.
    pub(super) fn request(&self, form: &Form) -> Request {
        match self {
            Self::Brief { key, seen, field, .. } => brief::request(form, key, *seen, field),
            Self::AddTask { campaign, .. } => task::added(form, campaign),
            Self::EditTask { id, seen } => task::changed(form, *id, *seen),
            Self::AddResource { campaign, .. } => resource::added(form, campaign),
            Self::EditResource { id, seen } => resource::changed(form, *id, *seen),
            Self::TakeLesson { lesson, campaign, .. } => lesson::taken(form, *lesson, campaign),
            Self::DismissLesson { lesson, campaign, .. } => lesson::dismissed(form, *lesson, campaign),
            Self::Budget { campaign, .. } => money::budget(form, campaign),
            Self::Link { campaign, .. } => money::link(form, campaign),
            Self::Shift { campaign, .. } => phase::shifted(form, campaign),
            Self::Phase { key, seen, index, phases, .. } => phase::renamed(form, key, *seen, *index, phases),
        }
    }
}

impl Form {
    fn plan(plan: Plan, fields: Vec<super::Field>) -> Self {
        Self::new(Subject::Plan(plan), fields)
    }
}

/// The key and the name of a page's campaign.
fn named(page: &CampaignPage) -> (String, String) {
    (page.campaign.key.clone(), page.campaign.name.clone())
}
