//! The table of commands. Dispatch, footer, help, palette and key settings all come from it; a label is always
//! rendered from the chord.
use super::actions as act;
pub use super::context::Context;
use super::effect::Effect;
use super::msg::Now;
use super::overlay::Overlay;
use super::overlay::form::lines;
use super::overlay::form::report::{self, can_report};
use super::overlay::{minutes, proposal, sheet};
use super::screen::campaigns::hand;
use super::screen::objective::act::{self as objective, can_remove, can_tick, has_page};
use super::screen::okr::act::{
    self as okr, has_cycle, has_key_results, has_no_cycle, in_cycle, is_open, is_present, on_campaign,
    on_key_result, on_objective,
};
use super::screen::okr::check_in::{self, in_round, is_due};
use super::screen::page::act::{
    self as page, has_border, has_link, has_money, has_note, has_phase, has_resource, has_task, is_unpromised,
};
use super::screen::page::lessons::{self, has_lesson, is_decided};
use super::screen::retro::act::{
    self as retro, can_edit, has_gap, is_finished, is_over, on_action as on_decided, on_cause, on_finding,
    on_retro,
};
use super::screen::retros::act::{self as retros, can_prove, has_source, on_action, on_feedback, on_lesson};
use super::screen::review::act::{
    self as review, can_carry, can_review, goes_on, has_action, has_review, has_score, is_carrying,
    is_walking,
};
use super::screen::{self, calendar, cockpit};
use super::state::State;
use crate::i18n::{Text, tr};
use std::fmt;

/// One row of the table.
pub struct Command {
    /// `noun.verb`: stable, for key settings.
    pub id: &'static str,
    /// Where it works.
    pub contexts: &'static [Context],
    /// Its keys: `j`, `g g`, `ctrl-r`.
    pub chords: &'static [&'static str],
    /// What it is called.
    pub title: &'static Text,
    /// What the footer calls it; none keeps it out of the footer.
    pub short: Option<&'static Text>,
    /// Whether it can be done now, and if not, why.
    pub ready: fn(&State) -> Result<(), &'static Text>,
    /// Does it.
    pub run: fn(&mut State, Now) -> Vec<Effect>,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Command {
    /// True where it can be found in the palette.
    #[must_use]
    pub fn in_palette(&self) -> bool {
        !self.contexts.iter().all(|c| c.is_window()) && self.id != "app.interrupt"
    }

    /// True where the palette offers it on a screen that has these contexts.
    #[must_use]
    pub fn is_offered(&self, family: &[Context]) -> bool {
        let everywhere = [Context::Global, Context::Always];
        self.contexts.iter().any(|c| family.contains(c) || everywhere.contains(c))
    }

    /// The heading it stands under in the help.
    #[must_use]
    pub fn group(&self) -> &'static Text {
        if self.contexts.iter().all(|c| c.is_window()) {
            return &tr::GROUP_HERE;
        }
        match self.id.split('.').next().unwrap_or_default() {
            _ if ["calendar.open", "calendar.plan", "okr.edit", "okr.delete"].contains(&self.id) => {
                &tr::GROUP_WORK
            }
            "calendar" | "cursor" | "okr" | "pane" | "section" | "step" | "todo" => &tr::GROUP_CURSOR,
            "board" if self.id.matches("move").count() == 0 => &tr::GROUP_CURSOR,
            "view" | "chart" | "retros" | "screen" | "sort" | "timeline" => &tr::GROUP_VIEW,
            "app" | "demo" => &tr::GROUP_APP,
            _ if self.id == "target.zoom" => &tr::GROUP_VIEW,
            _ => &tr::GROUP_WORK,
        }
    }
}

fn always(_: &State) -> Result<(), &'static Text> {
    Ok(())
}

fn retro_page(state: &State) -> Result<(), &'static Text> {
    retro::has_page(state)
}

fn retro_open(state: &State) -> Result<(), &'static Text> {
    retro::is_open(state)
}

fn retro_row(state: &State) -> Result<(), &'static Text> {
    retro::can_remove(state)
}

fn campaign(state: &State) -> Result<(), &'static Text> {
    state.campaign().map(|_| ()).ok_or(&tr::WHY_NO_CAMPAIGN)
}

fn marked(state: &State) -> Result<(), &'static Text> {
    if state.desks.campaigns.marks.is_empty() { Err(&tr::WHY_NOT_MARKED) } else { Ok(()) }
}

fn target(state: &State) -> Result<(), &'static Text> {
    state.target().map(|_| ()).ok_or(&tr::WHY_NO_TARGET)
}

fn day(state: &State) -> Result<(), &'static Text> {
    calendar::can_open(state)
}

fn todo(state: &State) -> Result<(), &'static Text> {
    state.todo().map(|_| ()).ok_or(&tr::WHY_NO_TODO)
}

fn long_text(state: &State) -> Result<(), &'static Text> {
    let is_long = matches!(state.overlays.last(), Some(Overlay::Form(form)) if form.takes_long_text());
    if is_long { Ok(()) } else { Err(&tr::WHY_SHORT_FIELD) }
}

fn clash(state: &State) -> Result<(), &'static Text> {
    let is_clash = matches!(state.overlays.last(), Some(Overlay::Form(form)) if !form.clashes.is_empty());
    if is_clash { Ok(()) } else { Err(&tr::WHY_NO_CLASH) }
}

fn filter(state: &State) -> Result<(), &'static Text> {
    let text = screen::shown(state).filter.as_ref().map(|filter| (filter.text)(state));
    if text.is_none_or(|text| text.text().is_empty()) { Err(&tr::WHY_NO_FILTER) } else { Ok(()) }
}

macro_rules! commands {
    ($($id:literal [$($context:ident),+] [$($chord:literal),*] $title:ident $short:tt $ready:ident $run:path;)+) => {
        /// Every command, in the order of help and footer.
        pub static COMMANDS: &[Command] = &[$(Command {
            id: $id,
            contexts: &[$(Context::$context),+],
            chords: &[$($chord),*],
            title: &tr::$title,
            short: commands!(@short $short),
            ready: $ready,
            run: $run,
        }),+];
    };
    (@short _) => { None };
    (@short $short:ident) => { Some(&tr::$short) };
}

commands! {
    "brief.edit" [Brief] ["e", "enter"] COMMAND_BRIEF_EDIT SHORT_CAMPAIGN_EDIT campaign page::edit_brief;
    "budget.set" [Money] ["e", "enter"] COMMAND_BUDGET_SET SHORT_BUDGET_SET has_money page::set_budget;
    "budget.add" [Money] ["+"] COMMAND_BUDGET_ADD SHORT_BUDGET_ADD campaign page::add_budget;
    "link.add" [Money] ["l"] COMMAND_LINK_ADD SHORT_LINK_ADD campaign page::add_link;
    "link.copy" [Money] ["y"] COMMAND_LINK_COPY SHORT_LINK_COPY has_link page::copy_link;
    "budget.delete" [Money] ["d"] COMMAND_BUDGET_DELETE _ has_money page::delete_money;
    "money.sort" [Money] [">"] COMMAND_MONEY_SORT SHORT_MONEY_SORT always page::next_sort;
    "money.sort-back" [Money] ["<"] COMMAND_MONEY_SORT_BACK _ always page::previous_sort;
    "money.reverse" [Money] ["R"] COMMAND_MONEY_REVERSE _ always page::reverse;
    "money.left" [Money] ["left"] COMMAND_MONEY_LEFT _ always page::scroll_left;
    "money.right" [Money] ["right"] COMMAND_MONEY_RIGHT _ always page::scroll_right;
    "phase.write" [Drag] ["enter", "ctrl-s"] COMMAND_PHASE_WRITE SHORT_PHASE_WRITE always page::write_phases;
    "phase.drop" [Drag] ["esc"] COMMAND_PHASE_DROP SHORT_PHASE_DROP always page::drop_phases;
    "phase.earlier" [Phases] ["H", "shift-left"] COMMAND_PHASE_EARLIER SHORT_PHASE_EARLIER has_border page::border_earlier;
    "phase.later" [Phases] ["L", "shift-right"] COMMAND_PHASE_LATER SHORT_PHASE_LATER has_border page::border_later;
    "phase.more" [Phases] ["K", "+", "="] COMMAND_PHASE_MORE SHORT_PHASE_MORE has_border page::more_share;
    "phase.less" [Phases] ["J", "-"] COMMAND_PHASE_LESS SHORT_PHASE_LESS has_border page::less_share;
    "phase.split" [Phases] ["n"] COMMAND_PHASE_SPLIT SHORT_PHASE_SPLIT campaign page::split_phase;
    "phase.rename" [Phases] ["e", "enter"] COMMAND_PHASE_RENAME SHORT_PHASE_RENAME has_phase page::rename_phase;
    "phase.delete" [Phases] ["d"] COMMAND_PHASE_DELETE _ has_phase page::delete_phase;
    "task.done" [Tasks] ["space"] COMMAND_TASK_DONE SHORT_TASK_DONE has_task page::tick_task;
    "task.add" [Tasks] ["n"] COMMAND_TASK_ADD SHORT_TASK_ADD campaign page::add_task;
    "task.edit" [Tasks] ["e", "enter"] COMMAND_TASK_EDIT SHORT_CAMPAIGN_EDIT has_task page::edit_task;
    "task.turn" [Tasks] ["x"] COMMAND_TASK_TURN SHORT_TASK_TURN has_task page::turn_task;
    "task.mine" [Tasks] ["m"] COMMAND_TASK_MINE SHORT_TASK_MINE always page::only_mine;
    "task.delete" [Tasks] ["d"] COMMAND_TASK_DELETE _ has_task page::delete_task;
    "resource.ask" [Resources] ["space"] COMMAND_RESOURCE_ASK SHORT_RESOURCE_ASK is_unpromised page::ask_resource;
    "resource.add" [Resources] ["n"] COMMAND_RESOURCE_ADD SHORT_RESOURCE_ADD campaign page::add_resource;
    "resource.edit" [Resources] ["e", "enter"] COMMAND_RESOURCE_EDIT SHORT_CAMPAIGN_EDIT has_resource page::edit_resource;
    "resource.refuse" [Resources] ["X"] COMMAND_RESOURCE_REFUSE SHORT_RESOURCE_REFUSE has_resource page::refuse_resource;
    "resource.delete" [Resources] ["d"] COMMAND_RESOURCE_DELETE _ has_resource page::delete_resource;
    "lesson.take" [PageLessons] ["space"] COMMAND_LESSON_TAKE SHORT_LESSON_TAKE has_lesson lessons::take;
    "lesson.take-as" [PageLessons] ["e", "enter"] COMMAND_LESSON_TAKE_AS SHORT_LESSON_TAKE_AS has_lesson lessons::take_as;
    "lesson.dismiss" [PageLessons] ["x"] COMMAND_LESSON_DISMISS SHORT_LESSON_DISMISS has_lesson lessons::dismiss;
    "lesson.forget" [PageLessons] ["d"] COMMAND_LESSON_FORGET SHORT_LESSON_FORGET is_decided lessons::forget;
    "note.delete" [Notes] ["d"] COMMAND_NOTE_DELETE SHORT_NOTE_DELETE has_note page::delete_note;
    "cycle.quarter" [NoCycle] ["enter"] COMMAND_CYCLE_QUARTER SHORT_CYCLE_QUARTER has_no_cycle okr::make_quarter;
    "objective.open" [Okr] ["enter"] COMMAND_OBJECTIVE_OPEN SHORT_PANE_OPEN on_objective objective::open;
    "objective.follow" [Objective] ["enter"] COMMAND_OBJECTIVE_FOLLOW SHORT_PANE_OPEN has_page objective::follow;
    "objective.next-section" [Objective] ["tab", "]", "right"] COMMAND_OBJECTIVE_SECTION_NEXT SHORT_OBJECTIVE_SECTION_NEXT always objective::next_section;
    "objective.previous-section" [Objective] ["shift-tab", "[", "left"] COMMAND_OBJECTIVE_SECTION_PREVIOUS _ always objective::previous_section;
    "check-in.add" [Okr, Objective, Weekly] ["c"] COMMAND_CHECK_IN_ADD SHORT_CHECK_IN_ADD on_key_result check_in::check_in;
    "check-in.round" [Okr, Objective, Weekly] ["C"] COMMAND_CHECK_IN_ROUND SHORT_CHECK_IN_ROUND is_due check_in::all_due;
    "objective.tick" [Objective] ["space"] COMMAND_OBJECTIVE_TICK SHORT_TASK_DONE can_tick objective::tick;
    "objective.note" [Objective] ["a"] COMMAND_OBJECTIVE_NOTE SHORT_OBJECTIVE_NOTE has_page objective::add_note;
    "objective.action" [Objective] ["A"] COMMAND_OBJECTIVE_ACTION SHORT_OBJECTIVE_ACTION has_page objective::add_action;
    "objective.edit" [Objective] ["E"] COMMAND_OBJECTIVE_EDIT _ has_page objective::edit;
    "objective.remove" [Objective] ["d"] COMMAND_OBJECTIVE_REMOVE _ can_remove objective::remove;
    "objective.delete" [Objective] ["D"] COMMAND_OBJECTIVE_DELETE _ has_page objective::delete;
    "objective.new" [Okr] ["n"] COMMAND_OBJECTIVE_NEW SHORT_OBJECTIVE_NEW in_cycle okr::new_objective;
    "key-result.new" [Okr, Objective] ["t"] COMMAND_KEY_RESULT_NEW SHORT_KEY_RESULT_NEW on_objective okr::new_key_result;
    "okr.campaign" [Aligned] ["enter", "o"] COMMAND_CAMPAIGN_OPEN SHORT_PANE_OPEN on_campaign okr::open_page;
    "okr.edit" [Okr, Objective] ["e"] COMMAND_OKR_EDIT SHORT_CAMPAIGN_EDIT on_objective okr::edit;
    "okr.fold" [Okr] ["space"] COMMAND_OKR_FOLD SHORT_OKR_FOLD is_open okr::fold;
    "view.alignment" [Okr] ["v"] COMMAND_VIEW_ALIGNMENT SHORT_VIEW_ALIGNMENT has_cycle okr::switch_view;
    "okr.fold-all" [Okr] ["z"] COMMAND_OKR_FOLD_ALL SHORT_OKR_FOLD_ALL is_open okr::fold_all;
    "objective.align" [Okr, Objective] ["p"] COMMAND_OBJECTIVE_ALIGN SHORT_OBJECTIVE_ALIGN on_objective okr::align;
    "key-result.serve" [Okr, Objective] ["s"] COMMAND_KEY_RESULT_SERVE SHORT_KEY_RESULT_SERVE on_key_result okr::serve;
    "key-result.weigh" [Okr] ["w"] COMMAND_KEY_RESULT_WEIGH SHORT_KEY_RESULT_WEIGH has_key_results okr::weigh;
    "view.cycle" [Okr] ["V"] COMMAND_VIEW_CYCLE SHORT_VIEW_CYCLE has_cycle okr::choose_cycle;
    "view.as-of" [Okr] ["D"] COMMAND_VIEW_AS_OF SHORT_VIEW_AS_OF has_cycle okr::choose_day;
    "objective.later" [Okr] ["J", "shift-down"] COMMAND_OBJECTIVE_LATER _ on_objective okr::move_down;
    "objective.earlier" [Okr] ["K", "shift-up"] COMMAND_OBJECTIVE_EARLIER _ on_objective okr::move_up;
    "okr.delete" [Okr] ["d"] COMMAND_OKR_DELETE _ on_objective okr::delete;
    "cycle.new" [NoCycle, Okr] ["N"] COMMAND_CYCLE_NEW _ is_present okr::new_cycle;
    "cycle.edit" [Okr] ["E"] COMMAND_CYCLE_EDIT _ in_cycle okr::edit_cycle;
    "cycle.delete" [Okr] [] COMMAND_CYCLE_DELETE _ in_cycle okr::delete_cycle;
    "view.previous-cycle" [Okr] ["["] COMMAND_VIEW_PREVIOUS_CYCLE _ has_cycle okr::previous_cycle;
    "view.next-cycle" [Okr] ["]"] COMMAND_VIEW_NEXT_CYCLE _ has_cycle okr::next_cycle;
    "okr.close" [Okr] ["h", "left"] COMMAND_OKR_CLOSE _ is_open okr::close;
    "okr.open" [Okr] ["l", "right"] COMMAND_OKR_OPEN _ is_open okr::open;
    "grading.score" [Grading] ["s", "enter"] COMMAND_GRADING_SCORE SHORT_GRADING_SCORE has_score review::grade;
    "review.decide" [Walk] ["d"] COMMAND_REVIEW_DECIDE SHORT_REVIEW_DECIDE is_walking review::decide;
    "review.action" [Walk] ["a"] COMMAND_REVIEW_ACTION SHORT_REVIEW_ACTION is_walking review::add_action;
    "review.next" [Walk] ["space", "right", "]"] COMMAND_REVIEW_NEXT SHORT_REVIEW_NEXT is_walking review::next;
    "review.note" [Walk] ["n"] COMMAND_REVIEW_NOTE SHORT_REVIEW_NOTE is_walking review::add_note;
    "review.contents" [Walk, Summary] ["tab"] COMMAND_REVIEW_CONTENTS SHORT_REVIEW_CONTENTS is_walking review::contents;
    "review.tick" [Walk] ["x"] COMMAND_REVIEW_TICK SHORT_REVIEW_TICK has_action review::tick_action;
    "review.edit-action" [Walk] ["e"] COMMAND_REVIEW_EDIT_ACTION _ has_action review::edit_action;
    "review.previous" [Walk, Summary] ["left", "["] COMMAND_REVIEW_PREVIOUS SHORT_REVIEW_PREVIOUS is_walking review::previous;
    "review.jump" [Contents] ["enter", "space"] COMMAND_REVIEW_JUMP SHORT_REVIEW_JUMP is_walking review::enter;
    "review.go-to" [Summary] ["enter"] COMMAND_REVIEW_JUMP _ is_walking review::enter;
    "carry.verdict" [Carry] ["space"] COMMAND_CARRY_VERDICT SHORT_CARRY_VERDICT is_carrying review::turn_verdict;
    "carry.edit" [Carry] ["enter", "e"] COMMAND_CARRY_EDIT SHORT_CARRY_EDIT is_carrying review::edit_carry;
    "carry.progress" [Carry] ["p"] COMMAND_CARRY_PROGRESS SHORT_CARRY_PROGRESS is_carrying review::turn_progress;
    "carry.cycle" [Carry] ["c"] COMMAND_CARRY_CYCLE SHORT_CARRY_CYCLE is_carrying review::turn_cycle;
    "carry.make" [Carry] ["ctrl-s"] COMMAND_CARRY_MAKE SHORT_CARRY_MAKE is_carrying review::carry_over;
    "review.carry" [Summary] ["c"] COMMAND_REVIEW_CARRY SHORT_REVIEW_CARRY can_carry review::show_carry;
    "review.end" [Summary] ["E"] COMMAND_REVIEW_END SHORT_REVIEW_END goes_on review::end;
    "review.minutes" [Walk, Contents, Summary] ["m"] COMMAND_REVIEW_MINUTES SHORT_REVIEW_MINUTES has_review review::show_minutes;
    "review.summary" [Walk, Contents] ["S"] COMMAND_REVIEW_SUMMARY SHORT_REVIEW_SUMMARY is_walking review::summarize;
    "review.order" [Walk, Contents] ["o"] COMMAND_REVIEW_ORDER SHORT_REVIEW_ORDER is_walking review::reorder;
    "review.pause" [Walk] ["p"] COMMAND_REVIEW_PAUSE SHORT_REVIEW_PAUSE goes_on review::pause;
    "review.longer" [Walk] ["+", "="] COMMAND_REVIEW_LONGER _ goes_on review::longer;
    "review.shorter" [Walk] ["-"] COMMAND_REVIEW_SHORTER _ goes_on review::shorter;
    "review.start" [Okr] ["R"] COMMAND_REVIEW_START SHORT_REVIEW_START can_review review::start;
    "grading.start" [Okr] ["S"] COMMAND_GRADING_START _ can_review review::start_grading;
    "retro.edit" [Retro] ["enter", "e"] COMMAND_RETRO_EDIT SHORT_RETRO_EDIT can_edit retro::edit;
    "retro.keep" [Retro] ["+", "="] COMMAND_RETRO_KEEP SHORT_RETRO_KEEP on_finding retro::keep;
    "retro.dismiss" [Retro] ["-"] COMMAND_RETRO_DISMISS SHORT_RETRO_DISMISS on_finding retro::dismiss;
    "step.side" [Retro] ["tab", "shift-tab"] COMMAND_STEP_SIDE SHORT_STEP_SIDE retro_page retro::other_side;
    "step.next" [Retro] ["]", "right"] COMMAND_STEP_NEXT SHORT_STEP_NEXT retro_page retro::next_step;
    "step.previous" [Retro] ["[", "left"] COMMAND_STEP_PREVIOUS _ retro_page retro::previous_step;
    "retro.why" [Retro] ["w"] COMMAND_RETRO_WHY SHORT_RETRO_WHY on_cause retro::ask_why;
    "retro.cause" [Retro] ["c"] COMMAND_RETRO_CAUSE SHORT_RETRO_CAUSE retro_page retro::add_cause;
    "retro.finding" [Retro] ["f"] COMMAND_RETRO_FINDING SHORT_RETRO_FINDING retro_page retro::add_finding;
    "retro.insight" [Retro] ["i"] COMMAND_RETRO_INSIGHT SHORT_RETRO_INSIGHT retro_page retro::add_insight;
    "retro.lesson" [Retro] ["l"] COMMAND_RETRO_LESSON SHORT_RETRO_LESSON retro_page retro::add_lesson;
    "retro.action" [Retro] ["a"] COMMAND_RETRO_ACTION SHORT_RETRO_ACTION retro_page retro::add_action;
    "retro.finish" [Retro] ["F"] COMMAND_RETRO_FINISH SHORT_RETRO_FINISH retro_open retro::finish;
    "retro.reopen" [Retro] ["O"] COMMAND_RETRO_REOPEN SHORT_RETRO_REOPEN is_finished retro::reopen;
    "view.gap" [Retro] ["v"] COMMAND_VIEW_GAP SHORT_VIEW_GAP has_gap retro::split;
    "retro.note" [Retro] ["n"] COMMAND_RETRO_NOTE SHORT_RETRO_NOTE retro_page retro::note;
    "retro.tick" [Retro] ["space"] COMMAND_RETRO_TICK SHORT_TASK_DONE on_decided retro::tick;
    "retro.prove" [Retro] ["p"] COMMAND_RETRO_PROVE SHORT_RETRO_PROVE on_decided retro::prove;
    "retro.leader" [Retro] ["@"] COMMAND_RETRO_LEADER _ retro_page retro::lead;
    "retro.remove" [Retro] ["d"] COMMAND_RETRO_REMOVE _ retro_row retro::remove;
    "retro.about" [Retro] ["o"] COMMAND_RETRO_ABOUT _ retro_page retro::follow;
    "retro.open" [RetroList] ["enter", "o"] COMMAND_RETRO_OPEN SHORT_PANE_OPEN on_retro retro::open;
    "lesson.add" [LessonList] ["n"] COMMAND_LESSON_ADD SHORT_LESSON_ADD always retros::add_lesson;
    "lesson.edit" [LessonList] ["e", "enter"] COMMAND_LESSON_EDIT SHORT_CAMPAIGN_EDIT on_lesson retros::edit_lesson;
    "lesson.retire" [LessonList] ["x"] COMMAND_LESSON_RETIRE SHORT_LESSON_RETIRE on_lesson retros::retire_lesson;
    "lesson.source" [LessonList] ["o"] COMMAND_LESSON_SOURCE SHORT_LESSON_SOURCE has_source retros::open_source;
    "lesson.all" [LessonList] ["A"] COMMAND_LESSON_ALL SHORT_LESSON_ALL always retros::show_all;
    "lesson.delete" [LessonList] ["d"] COMMAND_LESSON_DELETE _ on_lesson retros::delete_lesson;
    "action.done" [ActionList] ["space"] COMMAND_ACTION_DONE SHORT_TASK_DONE on_action retros::tick_action;
    "action.prove" [ActionList] ["p"] COMMAND_ACTION_PROVE SHORT_ACTION_PROVE can_prove retros::prove_action;
    "action.add" [ActionList] ["n"] COMMAND_ACTION_ADD SHORT_ACTION_ADD always retros::add_action;
    "action.edit" [ActionList] ["e", "enter"] COMMAND_ACTION_EDIT SHORT_CAMPAIGN_EDIT on_action retros::edit_action;
    "action.mine" [ActionList] ["m"] COMMAND_ACTION_MINE SHORT_TASK_MINE always retros::only_mine;
    "action.all" [ActionList] ["A"] COMMAND_ACTION_ALL SHORT_ACTION_ALL always retros::show_all;
    "action.drop" [ActionList] ["x"] COMMAND_ACTION_DROP SHORT_ACTION_DROP on_action retros::drop_action;
    "action.origin" [ActionList] ["o"] COMMAND_ACTION_ORIGIN SHORT_LESSON_SOURCE on_action retros::open_origin;
    "action.delete" [ActionList] ["d"] COMMAND_ACTION_DELETE _ on_action retros::delete_action;
    "feedback.answer" [FeedbackList] ["enter", "r"] COMMAND_FEEDBACK_ANSWER SHORT_FEEDBACK_ANSWER on_feedback retros::answer;
    "feedback.add" [FeedbackList] ["n"] COMMAND_FEEDBACK_ADD SHORT_FEEDBACK_ADD always retros::add_feedback;
    "feedback.edit" [FeedbackList] ["e"] COMMAND_FEEDBACK_EDIT SHORT_CAMPAIGN_EDIT on_feedback retros::edit_feedback;
    "feedback.campaign" [FeedbackList] ["o"] COMMAND_CAMPAIGN_OPEN SHORT_PANE_OPEN on_feedback retros::open_campaign;
    "feedback.delete" [FeedbackList] ["d"] COMMAND_FEEDBACK_DELETE _ on_feedback retros::delete_feedback;
    "retros.view" [Retros] ["tab", "]", "right"] COMMAND_RETROS_VIEW SHORT_RETROS_VIEW always retros::next_view;
    "retros.view-back" [Retros] ["shift-tab", "[", "left"] COMMAND_RETROS_VIEW_BACK _ always retros::previous_view;
    "campaign.open" [Campaigns] ["enter", "o"] COMMAND_CAMPAIGN_OPEN SHORT_PANE_OPEN campaign act::open_page;
    "view.switch" [Campaigns] ["tab"] COMMAND_CAMPAIGNS_VIEW SHORT_CAMPAIGNS_VIEW always hand::next_view;
    "mark.toggle" [Campaigns] ["space"] COMMAND_CAMPAIGNS_MARK SHORT_CAMPAIGNS_MARK campaign hand::mark;
    "board.move-right" [Board] ["L", "shift-right"] COMMAND_BOARD_MOVE_RIGHT SHORT_BOARD_MOVE_RIGHT campaign hand::card_right;
    "timeline.closer" [Timeline] ["+", "="] COMMAND_TIMELINE_CLOSER SHORT_TIMELINE_CLOSER always hand::closer;
    "sort.next" [Table, Timeline] [">"] COMMAND_CAMPAIGNS_SORT SHORT_CAMPAIGNS_SORT always hand::next_sort;
    "reading.record" [Cockpit, Campaigns, Page] ["r"] COMMAND_READING_RECORD SHORT_READING_RECORD always act::record;
    "note.adjust" [Cockpit, Campaigns, Page] ["a"] COMMAND_NOTE_ADJUST SHORT_NOTE_ADJUST campaign act::adjust;
    "pane.open" [List] ["enter"] COMMAND_PANE_OPEN SHORT_PANE_OPEN campaign act::open_campaign;
    "target.zoom" [Targets, PageTargets] ["enter"] COMMAND_TARGET_ZOOM SHORT_TARGET_ZOOM target act::zoom;
    "todo.open" [Todo] ["enter"] COMMAND_TODO_OPEN SHORT_TODO_OPEN todo cockpit::open_todo;
    "campaign.new" [Cockpit, Campaigns] ["n"] COMMAND_CAMPAIGN_NEW SHORT_CAMPAIGN_NEW always act::new_campaign;
    "target.add" [Cockpit, Campaigns, Page] ["t"] COMMAND_TARGET_ADD SHORT_TARGET_ADD campaign act::add_target;
    "campaign.edit" [List, Todo, Campaigns, Page] ["e", "E"] COMMAND_CAMPAIGN_EDIT SHORT_CAMPAIGN_EDIT campaign act::edit_campaign;
    "target.edit" [Targets, Zoom, PageTargets] ["e"] COMMAND_TARGET_EDIT SHORT_TARGET_EDIT target act::edit_target;
    "view.back" [Zoom, Targets, Todo, Found, Marked, Page, Objective, Beside, Past, Review, Retro] ["esc"] COMMAND_VIEW_BACK SHORT_VIEW_BACK always act::back;
    "campaign.split" [Cockpit, Campaigns, Page] ["S"] COMMAND_CAMPAIGN_SPLIT _ campaign sheet::open_split;
    "campaign.calculate" [Cockpit, Campaigns, Page] ["B"] COMMAND_CAMPAIGN_CALCULATE _ always sheet::open_calculator;
    "campaign.page" [Cockpit] ["o"] COMMAND_CAMPAIGN_OPEN _ campaign act::open_page;
    "campaign.delete" [List, Campaigns] ["d"] COMMAND_CAMPAIGN_DELETE _ campaign act::delete_campaign;
    "target.delete" [Targets, Zoom, PageTargets] ["d"] COMMAND_TARGET_DELETE _ target act::delete_target;
    "file.import" [Global] [] COMMAND_FILE_IMPORT _ always act::import;
    "view.next-match" [Found] ["n"] COMMAND_VIEW_NEXT_MATCH SHORT_VIEW_NEXT_MATCH filter act::next_match;
    "view.previous-match" [Found] ["N"] COMMAND_VIEW_PREVIOUS_MATCH _ filter act::previous_match;
    "chart.window" [Cockpit, Zoom, Objective] ["w"] COMMAND_CHART_WINDOW SHORT_CHART_WINDOW always act::switch_window;
    "view.filter" [List, Targets, Todo, Campaigns, Tasks, Okr, Retros] ["/"] COMMAND_VIEW_FILTER SHORT_VIEW_FILTER always act::filter;
    "campaign.status" [Cockpit, Campaigns, Page] ["s"] COMMAND_CAMPAIGN_STATUS SHORT_CAMPAIGN_STATUS campaign act::set_status;
    "campaign.shift" [Page] ["M"] COMMAND_CAMPAIGN_SHIFT SHORT_CAMPAIGN_SHIFT campaign page::shift;
    "view.mine" [List, Targets, Todo] ["m"] COMMAND_VIEW_MINE SHORT_VIEW_MINE always act::show_mine;
    "view.all" [Cockpit] ["A"] COMMAND_VIEW_ALL _ always act::show_all;
    "view.copy" [Cockpit, Zoom, PageTargets] ["y"] COMMAND_VIEW_COPY _ target act::copy;
    "retro.show" [Cockpit, Campaigns, Page, Okr] ["P"] COMMAND_RETRO_SHOW SHORT_RETRO_SHOW is_over retro::show;
    "screen.cockpit" [Global] ["1"] COMMAND_SCREEN_COCKPIT _ always act::show_cockpit;
    "screen.campaigns" [Global] ["2"] COMMAND_SCREEN_CAMPAIGNS _ always act::show_campaigns;
    "screen.okr" [Global] ["3"] COMMAND_SCREEN_OKR _ always act::show_okr;
    "screen.retros" [Global] ["4"] COMMAND_SCREEN_RETROS _ always act::show_retros;
    "screen.calendar" [Global] ["5"] COMMAND_SCREEN_CALENDAR _ always act::show_calendar;
    "view.switch-back" [Campaigns] ["shift-tab"] COMMAND_CAMPAIGNS_VIEW_BACK _ always hand::previous_view;
    "view.list" [Campaigns] [] COMMAND_CAMPAIGNS_LIST _ always hand::show_list;
    "view.board" [Campaigns] [] COMMAND_CAMPAIGNS_BOARD _ always hand::show_board;
    "view.timeline" [Campaigns] [] COMMAND_CAMPAIGNS_TIMELINE _ always hand::show_timeline;
    "mark.status" [Marked] ["s"] COMMAND_MARKED_STATUS SHORT_CAMPAIGN_STATUS marked hand::set_status;
    "mark.delete" [Marked] ["d"] COMMAND_MARKED_DELETE SHORT_CAMPAIGN_DELETE marked hand::delete;
    "mark.range" [Campaigns] ["v"] COMMAND_CAMPAIGNS_RANGE _ campaign hand::range;
    "mark.all" [Campaigns] ["*"] COMMAND_CAMPAIGNS_MARK_ALL _ campaign hand::mark_all;
    "campaign.owner" [Marked, Campaigns] ["@"] COMMAND_CAMPAIGNS_OWNER SHORT_CAMPAIGNS_OWNER campaign hand::hand_over;
    "campaign.move" [Marked, Campaigns] ["m"] COMMAND_CAMPAIGNS_MOVE SHORT_CAMPAIGNS_MOVE campaign hand::move_dates;
    "sort.previous" [Table, Timeline] ["<"] COMMAND_CAMPAIGNS_SORT_BACK _ always hand::previous_sort;
    "sort.reverse" [Table, Timeline] ["R"] COMMAND_CAMPAIGNS_REVERSE _ always hand::reverse;
    "board.left" [Board] ["left", "h"] COMMAND_BOARD_LEFT _ always hand::column_left;
    "board.right" [Board] ["right", "l"] COMMAND_BOARD_RIGHT _ always hand::column_right;
    "board.move-left" [Board] ["H", "shift-left"] COMMAND_BOARD_MOVE_LEFT _ campaign hand::card_left;
    "timeline.left" [Timeline] ["left", "h"] COMMAND_TIMELINE_LEFT _ always hand::earlier;
    "timeline.right" [Timeline] ["right", "l"] COMMAND_TIMELINE_RIGHT _ always hand::later;
    "timeline.wider" [Timeline] ["-"] COMMAND_TIMELINE_WIDER _ always hand::wider;
    "timeline.today" [Timeline] ["0"] COMMAND_TIMELINE_TODAY SHORT_TIMELINE_TODAY always hand::to_today;
    "cursor.down" [Global] ["j", "down"] COMMAND_CURSOR_DOWN _ always act::down;
    "cursor.up" [Global] ["k", "up"] COMMAND_CURSOR_UP _ always act::up;
    "cursor.first" [Global] ["g g", "home"] COMMAND_CURSOR_FIRST _ always act::first;
    "cursor.last" [Global] ["G", "end"] COMMAND_CURSOR_LAST _ always act::last;
    "cursor.page-down" [Global] ["ctrl-d", "pagedown"] COMMAND_CURSOR_PAGE_DOWN _ always act::page_down;
    "cursor.page-up" [Global] ["ctrl-u", "pageup"] COMMAND_CURSOR_PAGE_UP _ always act::page_up;
    "calendar.open" [Calendar] ["enter"] COMMAND_CALENDAR_OPEN SHORT_PANE_OPEN day calendar::open;
    "calendar.plan" [Calendar] ["n"] COMMAND_CALENDAR_PLAN SHORT_CAMPAIGN_NEW always calendar::plan;
    "calendar.view" [Calendar] ["v"] COMMAND_CALENDAR_VIEW SHORT_CALENDAR_VIEW always calendar::switch;
    "calendar.today" [Calendar] ["t"] COMMAND_CALENDAR_TODAY SHORT_CALENDAR_TODAY always calendar::today;
    "calendar.previous-month" [Calendar] ["["] COMMAND_CALENDAR_PREVIOUS_MONTH SHORT_CALENDAR_PREVIOUS_MONTH always calendar::previous_month;
    "calendar.next-month" [Calendar] ["]"] COMMAND_CALENDAR_NEXT_MONTH SHORT_CALENDAR_NEXT_MONTH always calendar::next_month;
    "calendar.previous-day" [Month] ["h", "left"] COMMAND_CALENDAR_PREVIOUS_DAY _ always calendar::previous_day;
    "calendar.next-day" [Month] ["l", "right"] COMMAND_CALENDAR_NEXT_DAY _ always calendar::next_day;
    "calendar.pane" [Calendar] ["tab"] COMMAND_PANE_NEXT SHORT_CALENDAR_PANE always calendar::next_pane;
    "calendar.pane-back" [Calendar] ["shift-tab"] COMMAND_PANE_PREVIOUS _ always calendar::previous_pane;
    "section.next" [Page] ["tab", "]", "right"] COMMAND_SECTION_NEXT SHORT_SECTION_NEXT always page::next_section;
    "section.previous" [Page] ["shift-tab", "[", "left"] COMMAND_SECTION_PREVIOUS _ always page::previous_section;
    "pane.next" [Cockpit] ["tab", "right"] COMMAND_PANE_NEXT _ always act::next_pane;
    "pane.previous" [Cockpit] ["shift-tab", "left"] COMMAND_PANE_PREVIOUS _ always act::previous_pane;
    "report.write" [RetroList, Retro, Page, Okr, Cockpit, Campaigns] ["W"] COMMAND_REPORT_WRITE SHORT_REPORT_WRITE can_report report::write;
    "report.copy" [RetroList, Retro, Page, Okr, Cockpit, Campaigns] ["Y"] COMMAND_REPORT_COPY SHORT_REPORT_COPY can_report report::copy;
    "app.palette" [Global] [":", "ctrl-p"] COMMAND_APP_PALETTE SHORT_APP_PALETTE always act::palette;
    "app.help" [Global] ["?", "f1"] COMMAND_APP_HELP SHORT_APP_HELP always act::help;
    "change.undo" [Global] ["u"] COMMAND_CHANGE_UNDO SHORT_CHANGE_UNDO always act::undo;
    "change.redo" [Global] ["ctrl-r"] COMMAND_CHANGE_REDO _ always act::redo;
    "app.log" [Global] ["l"] COMMAND_APP_LOG _ always act::log;
    "app.language" [Global] ["L"] COMMAND_APP_LANGUAGE _ always act::switch_language;
    "app.theme" [Global] ["T"] COMMAND_APP_THEME _ always act::switch_theme;
    "app.glyphs" [Global] [] COMMAND_APP_GLYPHS _ always act::switch_glyphs;
    "app.mouse" [Global] [] COMMAND_APP_MOUSE _ always act::switch_mouse;
    "demo.open" [Global] [] COMMAND_DEMO_OPEN _ always act::demo;
    "app.redraw" [Always] ["ctrl-l"] COMMAND_APP_REDRAW _ always act::redraw;
    "app.suspend" [Always] ["ctrl-z"] COMMAND_APP_SUSPEND _ always act::suspend;
    "app.quit" [Global] ["q"] COMMAND_APP_QUIT _ always act::quit;
    "app.interrupt" [Always] ["ctrl-c"] COMMAND_APP_INTERRUPT _ always act::quit;

    "door.open" [Doors] ["enter"] COMMAND_DOOR_OPEN SHORT_DOOR_OPEN always act::open_door;
    "door.down" [Doors] ["j", "down", "tab"] COMMAND_DOOR_DOWN _ always act::down;
    "door.up" [Doors] ["k", "up", "shift-tab"] COMMAND_DOOR_UP _ always act::up;
    "door.campaign" [Doors] ["n"] COMMAND_CAMPAIGN_NEW _ always act::new_campaign;
    "door.demo" [Doors] ["d"] COMMAND_DEMO_OPEN _ always act::demo;
    "door.import" [Doors] ["i"] COMMAND_FILE_IMPORT _ always act::import;
    "filter.keep" [Filter] ["enter"] COMMAND_FILTER_KEEP SHORT_FILTER_KEEP always act::keep_filter;
    "filter.drop" [Filter] ["esc"] COMMAND_FILTER_DROP SHORT_FILTER_DROP always act::drop_filter;
    "filter.down" [Filter] ["down"] COMMAND_CURSOR_DOWN _ always act::down;
    "filter.up" [Filter] ["up"] COMMAND_CURSOR_UP _ always act::up;
    "palette.run" [Palette] ["enter"] COMMAND_PALETTE_RUN SHORT_RUN always act::run_chosen;
    "palette.close" [Palette] ["esc"] COMMAND_PALETTE_CLOSE SHORT_CLOSE always act::close;
    "palette.down" [Palette] ["down", "ctrl-n", "tab"] COMMAND_PALETTE_DOWN _ always act::overlay_down;
    "palette.up" [Palette] ["up", "ctrl-p", "shift-tab"] COMMAND_PALETTE_UP _ always act::overlay_up;
    "help.close" [Help] ["esc", "enter"] COMMAND_HELP_CLOSE SHORT_CLOSE always act::close;
    "help.down" [Help] ["down", "ctrl-d", "pagedown"] COMMAND_HELP_DOWN _ always act::overlay_down;
    "help.up" [Help] ["up", "ctrl-u", "pageup"] COMMAND_HELP_UP _ always act::overlay_up;
    "log.close" [Log] ["esc", "enter", "l", "q"] COMMAND_LOG_CLOSE SHORT_CLOSE always act::close;
    "log.down" [Log] ["j", "down", "ctrl-d", "pagedown"] COMMAND_LOG_DOWN _ always act::overlay_down;
    "log.up" [Log] ["k", "up", "ctrl-u", "pageup"] COMMAND_LOG_UP _ always act::overlay_up;
    "proposal.create" [Proposal] ["enter", "ctrl-s"] COMMAND_PROPOSAL_CREATE SHORT_PROPOSAL_CREATE always proposal::create;
    "proposal.toggle" [Proposal] ["space"] COMMAND_PROPOSAL_TOGGLE SHORT_PROPOSAL_TOGGLE always proposal::toggle;
    "proposal.edit" [Proposal] ["e"] COMMAND_PROPOSAL_EDIT SHORT_PROPOSAL_EDIT always proposal::edit;
    "proposal.next-part" [Proposal] ["tab"] COMMAND_PROPOSAL_NEXT_PART SHORT_PROPOSAL_NEXT_PART always proposal::next_part;
    "proposal.previous-part" [Proposal] ["shift-tab"] COMMAND_PROPOSAL_PREVIOUS_PART _ always proposal::previous_part;
    "proposal.close" [Proposal] ["esc"] COMMAND_PROPOSAL_CLOSE SHORT_PROPOSAL_CLOSE always proposal::close;
    "proposal.down" [Proposal] ["j", "down"] COMMAND_CURSOR_DOWN _ always proposal::down;
    "proposal.up" [Proposal] ["k", "up"] COMMAND_CURSOR_UP _ always proposal::up;
    "proposal.first" [Proposal] ["g g", "home"] COMMAND_CURSOR_FIRST _ always proposal::first;
    "proposal.last" [Proposal] ["G", "end"] COMMAND_CURSOR_LAST _ always proposal::last;
    "proposal.page-down" [Proposal] ["ctrl-d", "pagedown"] COMMAND_CURSOR_PAGE_DOWN _ always proposal::page_down;
    "proposal.page-up" [Proposal] ["ctrl-u", "pageup"] COMMAND_CURSOR_PAGE_UP _ always proposal::page_up;
    "split.write" [Split] ["enter", "ctrl-s"] COMMAND_SPLIT_WRITE SHORT_SPLIT_WRITE always sheet::write;
    "split.hold" [Split] ["space"] COMMAND_SPLIT_HOLD SHORT_SPLIT_HOLD always sheet::hold;
    "split.next" [Split] ["down", "tab"] COMMAND_SHEET_NEXT SHORT_SHEET_NEXT always sheet::next;
    "split.previous" [Split] ["up", "shift-tab"] COMMAND_SHEET_PREVIOUS _ always sheet::previous;
    "split.close" [Split] ["esc"] COMMAND_SHEET_CLOSE SHORT_CLOSE always act::close;
    "calculator.next" [Calculator] ["down", "tab", "enter"] COMMAND_SHEET_NEXT SHORT_SHEET_NEXT always sheet::next;
    "calculator.previous" [Calculator] ["up", "shift-tab"] COMMAND_SHEET_PREVIOUS _ always sheet::previous;
    "calculator.basis" [Calculator] ["space"] COMMAND_CALCULATOR_BASIS SHORT_CALCULATOR_BASIS always sheet::basis;
    "calculator.close" [Calculator] ["esc"] COMMAND_SHEET_CLOSE SHORT_CLOSE always act::close;
    "weights.write" [Weights] ["enter", "ctrl-s"] COMMAND_WEIGHTS_WRITE SHORT_SAVE always sheet::write;
    "weights.next" [Weights] ["down", "tab"] COMMAND_SHEET_NEXT SHORT_SHEET_NEXT always sheet::next;
    "weights.previous" [Weights] ["up", "shift-tab"] COMMAND_SHEET_PREVIOUS _ always sheet::previous;
    "weights.free" [Weights] ["space"] COMMAND_WEIGHTS_FREE SHORT_WEIGHTS_FREE always sheet::free;
    "weights.close" [Weights] ["esc"] COMMAND_SHEET_CLOSE SHORT_CLOSE always act::close;
    "moved.close" [Moved] ["esc", "enter", "q"] COMMAND_LOG_CLOSE SHORT_CLOSE always act::close;
    "moved.down" [Moved] ["j", "down", "ctrl-d", "pagedown"] COMMAND_CURSOR_DOWN _ always act::overlay_down;
    "moved.up" [Moved] ["k", "up", "ctrl-u", "pageup"] COMMAND_CURSOR_UP _ always act::overlay_up;
    "minutes.write" [Minutes] ["w", "ctrl-s"] COMMAND_MINUTES_WRITE SHORT_MINUTES_WRITE always minutes::write;
    "minutes.copy" [Minutes] ["y"] COMMAND_MINUTES_COPY SHORT_MINUTES_COPY always minutes::copy;
    "minutes.language" [Minutes] ["L", "t"] COMMAND_MINUTES_LANGUAGE SHORT_MINUTES_LANGUAGE always minutes::turn_language;
    "minutes.close" [Minutes] ["esc", "q", "m"] COMMAND_MINUTES_CLOSE SHORT_CLOSE always act::close;
    "minutes.down" [Minutes] ["j", "down", "ctrl-d", "pagedown", "space"] COMMAND_CURSOR_DOWN _ always act::overlay_down;
    "minutes.up" [Minutes] ["k", "up", "ctrl-u", "pageup"] COMMAND_CURSOR_UP _ always act::overlay_up;
    "lines.save" [Lines] ["ctrl-s"] COMMAND_FORM_SUBMIT SHORT_SAVE always act::form_submit;
    "lines.end" [Lines] ["enter"] COMMAND_LINES_END SHORT_LINES_END always lines::end;
    "lines.down" [Lines] ["down"] COMMAND_CURSOR_DOWN _ always lines::down;
    "lines.up" [Lines] ["up"] COMMAND_CURSOR_UP _ always lines::up;
    "form.enter" [Form] ["enter"] COMMAND_FORM_ENTER SHORT_SAVE always act::form_enter;
    "form.submit" [Form] ["ctrl-s"] COMMAND_FORM_SUBMIT _ always act::form_submit;
    "form.next" [Form] ["tab"] COMMAND_FORM_NEXT SHORT_NEXT_FIELD always act::form_next;
    "form.previous" [Form] ["shift-tab"] COMMAND_FORM_PREVIOUS _ always act::form_previous;
    "form.down" [Form] ["down"] COMMAND_FORM_DOWN _ always act::form_down;
    "form.up" [Form] ["up"] COMMAND_FORM_UP _ always act::form_up;
    "check-in.skip" [Form] ["ctrl-n"] COMMAND_CHECK_IN_SKIP SHORT_CHECK_IN_SKIP in_round check_in::skip;
    "form.editor" [Form] ["ctrl-e"] COMMAND_FORM_EDITOR SHORT_EDITOR long_text act::form_editor;
    "form.theirs" [Form] ["ctrl-t"] COMMAND_FORM_THEIRS SHORT_THEIRS clash act::form_theirs;
    "form.close" [Form] ["esc"] COMMAND_FORM_CLOSE SHORT_CLOSE always act::close;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::{Chord, Keymap};
    use std::collections::BTreeMap;

    #[test]
    fn no_chord_means_two_things_in_one_place() {
        for &context in Context::ALL {
            let mut taken: Vec<(Vec<Chord>, &str)> = Vec::new();
            for command in COMMANDS.iter().filter(|c| c.contexts.contains(&context)) {
                for text in command.chords {
                    let keys = Chord::parse_keys(text).unwrap_or_else(|| panic!("{text} is no chord"));
                    let other = taken.iter().find(|(k, _)| k.starts_with(&keys) || keys.starts_with(k));
                    assert!(other.is_none(), "{context:?}: {text} is {} and {other:?}", command.id);
                    taken.push((keys, command.id));
                }
            }
        }
    }

    #[test]
    fn ids_are_noun_dot_verb_and_unique() {
        for (i, command) in COMMANDS.iter().enumerate() {
            assert_eq!(command.id.split('.').count(), 2, "{}", command.id);
            assert!(COMMANDS[i + 1..].iter().all(|c| c.id != command.id), "{} is there twice", command.id);
            assert!(Context::ALL.iter().any(|c| command.contexts.contains(c)));
        }
    }

    #[test]
    fn every_command_of_a_screen_is_in_the_palette() {
        for command in COMMANDS {
            let inside = command.contexts.iter().all(|c| c.is_window());
            assert_eq!(command.in_palette(), !inside && command.id != "app.interrupt", "{}", command.id);
            assert!(command.in_palette() || !command.chords.is_empty(), "{} cannot be reached", command.id);
        }
    }

    #[test]
    fn every_label_is_rendered_from_the_chord() {
        let map = Keymap::new(&BTreeMap::new());
        assert!(map.problems().is_empty(), "{:?}", map.problems());
        for command in COMMANDS {
            let shown: Vec<String> = command
                .chords
                .iter()
                .map(|t| Chord::parse_keys(t).unwrap().iter().map(ToString::to_string).collect())
                .collect();
            assert_eq!(map.labels(command.id), shown, "{}", command.id);
        }
    }

    #[test]
    fn the_sample_of_the_key_settings_is_the_table() {
        let mut sample = String::from(
            "# Every command and its keys. Put the lines you want to change into\n\
             # $XDG_CONFIG_HOME/fupan/keys.toml, or under [keys] in config.toml.\n\
             # A key is a character, enter, esc, tab, space, up, down, left, right, home, end, pageup, pagedown,\n\
             # delete, backspace or f1 to f12, with ctrl-, alt- or shift- before it; two in a row: \"g g\".\n\n",
        );
        for command in COMMANDS {
            sample += &format!("\"{}\" = {:?}\n", command.id, command.chords);
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/keys.toml");
        if std::env::var_os("FUPAN_BLESS").is_some() {
            std::fs::write(path, &sample).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), sample, "run with FUPAN_BLESS=1");
    }
}
