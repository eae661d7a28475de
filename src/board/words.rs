//! How what needs a hand is worded, for the cockpit and for reports alike.
use super::okr::CheckInDue;
use super::view::{DueTask, Matter, Soon, TargetLine, Todo};
use crate::i18n::{label, tr};
use crate::model::{
    Better, CampaignStatus, Lack, Lang, Quantity, ResourceStatus, Style, TargetKind, TaskKind, Unit, When,
};

/// What is said about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What it is about: `素材审核`.
    pub what: String,
    /// What is the matter with it, never cut: `今天到期`. Empty where `what` says it all.
    pub mark: String,
    /// The numbers, names or people behind it.
    pub detail: String,
    /// The part of it that decides, where there is room for little.
    pub short: String,
}

impl Words {
    fn new(what: String, detail: String) -> Self {
        Self { what, mark: String::new(), short: detail.clone(), detail }
    }

    /// Everything in one line: `素材审核 今天到期 · @小林`.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let Self { what, mark, detail, .. } = self;
        let head = match mark.is_empty() {
            true => what.clone(),
            false => tr::TODO_MARKED.fill(lang, &[("what", what), ("mark", mark)]),
        };
        if detail.is_empty() { head } else { format!("{head} · {detail}") }
    }
}

/// Words a to-do; `target` is the target it is about, `style` how numbers are written.
#[must_use]
pub fn words(todo: &Todo, target: Option<&TargetLine>, lang: Lang, style: Style) -> Words {
    let name = |both: &(String, String)| match lang {
        Lang::En => both.0.clone(),
        Lang::Zh => both.1.clone(),
    };
    match &todo.matter {
        Matter::OffPace { metric, unit, needed, recent, .. } => {
            let off = OffPace { todo, target, unit: *unit, needed: *needed, recent: *recent };
            off.words(&name(metric), lang, style)
        }
        Matter::Breached { metric, unit, actual, bound, above } => {
            let text = if *above { &tr::TODO_BREACHED_ABOVE } else { &tr::TODO_BREACHED_BELOW };
            let (actual, bound) = (style.compact(*actual, *unit), style.compact(*bound, *unit));
            let what = tr::TODO_BREACHED.fill(lang, &[("metric", &name(metric))]);
            Words::new(what, text.fill(lang, &[("actual", &actual), ("bound", &bound)]))
        }
        Matter::OldData { metric, age } => {
            Words::new(tr::TODO_OLD_DATA.fill(lang, &[("metric", &name(metric))]), self::age(*age, lang))
        }
        Matter::Lagging { metric, channel, age } => {
            let args = [("metric", name(metric)), ("channel", channel.clone())];
            let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
            Words::new(tr::TODO_LAGGING.fill(lang, &args), self::age(*age, lang))
        }
        Matter::NoData { metric } => {
            Words::new(tr::TODO_NO_DATA.fill(lang, &[("metric", &name(metric))]), String::new())
        }
        Matter::NoTarget => Words::new(tr::TODO_NO_TARGET.get(lang).to_owned(), String::new()),
        Matter::StatusOffered { to, lacks, is_due } => step(*to, lacks, *is_due, lang),
        Matter::RetroDue { leader, on, days, when } => {
            let mark = match when {
                Soon::Later => {
                    tr::TODO_DUE_ON.fill(lang, &[("day", &due_mark(*when, When::Day(*on), *days, lang))])
                }
                _ => due_mark(*when, When::Day(*on), *days, lang),
            };
            let short = if leader.is_empty() { String::new() } else { format!("@{leader}") };
            let what = tr::TODO_RETRO_DUE.get(lang).to_owned();
            Words { what, mark, detail: short.clone(), short }
        }
        Matter::Feedback { texts, people } => {
            let what = match texts.len() {
                1 => tr::TODO_FEEDBACK_ONE.fill(lang, &[("people", &people.to_string())]),
                n => tr::TODO_FEEDBACK_MANY
                    .fill(lang, &[("n", &n.to_string()), ("people", &people.to_string())]),
            };
            Words { short: String::new(), ..Words::new(what, first_of(texts, lang)) }
        }
        Matter::Lessons { titles } => {
            let text = if titles.len() == 1 { &tr::TODO_LESSON } else { &tr::TODO_LESSONS };
            let what = text.fill(lang, &[("n", &titles.len().to_string())]);
            Words { short: String::new(), ..Words::new(what, first_of(titles, lang)) }
        }
        Matter::TaskDue(task) => task_words(task, lang),
        Matter::TasksDue { when, titles } => {
            let text = match when {
                Soon::Overdue => &tr::TODO_TASKS_OVERDUE,
                Soon::Today => &tr::TODO_TASKS_TODAY,
                Soon::Tomorrow | Soon::Later => &tr::TODO_TASKS_TOMORROW,
            };
            let what = text.fill(lang, &[("n", &titles.len().to_string())]);
            let detail = first_of(titles, lang);
            Words { short: String::new(), ..Words::new(what, detail) }
        }
        Matter::Approval { task, is_refused, starts_in } => {
            let mark = if *is_refused { &tr::TODO_REFUSED } else { &tr::TODO_NOT_APPROVED };
            let begins = match starts_in {
                1.. => tr::TODO_STARTS_IN.fill(lang, &[("n", &starts_in.to_string())]),
                _ => String::new(),
            };
            let detail = joined(&[begins, who(task)]);
            let (what, mark) = (task.title.clone(), mark.get(lang).to_owned());
            Words { what, mark, short: String::new(), detail }
        }
        Matter::Resource { name, giver, status, days, .. } => resource(name, giver, *status, *days, lang),
        Matter::CheckIn(due) => check_in(due, lang),
        Matter::CheckIns(due) => {
            let names: Vec<String> = due.iter().map(|one| one.name(lang).to_owned()).collect();
            let what = tr::TODO_CHECK_INS.fill(lang, &[("n", &due.len().to_string())]);
            Words { short: String::new(), ..Words::new(what, first_of(&names, lang)) }
        }
        Matter::Action { title, owner, on, days, when, .. } => {
            let mark = due_mark(*when, When::Day(*on), *days, lang);
            let short = if owner.is_empty() { String::new() } else { format!("@{owner}") };
            let kind = tr::ENTITY_ACTION.get(lang).to_owned();
            Words { what: title.clone(), mark, detail: joined(&[short.clone(), kind]), short }
        }
    }
}

/// A target off its pace, with what stands behind it.
struct OffPace<'a> {
    todo: &'a Todo,
    target: Option<&'a TargetLine>,
    unit: Unit,
    needed: Option<Quantity>,
    recent: Option<Quantity>,
}

impl OffPace<'_> {
    /// What is needed against what comes in, or for a budget where it is against its plan.
    fn words(&self, name: &str, lang: Lang, style: Style) -> Words {
        let Matter::OffPace { status, .. } = self.todo.matter else { return Words::default() };
        let shown = |q: Quantity| style.compact(q, self.unit);
        let (better, pace, held, kind) = match self.target {
            Some(t) => (t.better, t.pace, t.held, t.kind),
            None => (Better::Higher, None, None, TargetKind::Reach),
        };
        let word = label::standing(status, better, pace, held, kind).get(lang);
        let what = tr::TODO_OFF_PACE.fill(lang, &[("metric", name), ("status", word)]);
        if label::off_plan(status, better, pace).is_some()
            && let Some((actual, expected)) = self.target.and_then(|t| Some((t.actual?, t.expected?)))
        {
            let (actual, expected) = (shown(actual), shown(expected));
            let args = [("actual", actual.as_str()), ("expected", expected.as_str())];
            return Words::new(what, tr::TODO_OVER_PLAN.fill(lang, &args));
        }
        let Some(needed) = self.needed.map(shown) else { return Words::new(what, String::new()) };
        let short = tr::TODO_OFF_PACE_NEEDED.fill(lang, &[("needed", &needed)]);
        let Some(recent) = self.recent.map(shown) else { return Words::new(what, short) };
        // One currency sign says it for both.
        let recent = recent.trim_start_matches(style.symbol);
        let detail = tr::TODO_OFF_PACE_DETAIL.fill(lang, &[("needed", &needed), ("recent", recent)]);
        Words { short, ..Words::new(what, detail) }
    }
}

/// The step a campaign should take, and what is missing for it.
fn step(to: CampaignStatus, lacks: &[(Lack, Vec<String>)], is_due: bool, lang: Lang) -> Words {
    let status = label::campaign_status(to).get(lang);
    let text = if is_due { &tr::TODO_OFFERED } else { &tr::TODO_NEXT_STEP };
    let missing: Vec<&str> = lacks.iter().map(|(lack, _)| label::lack(*lack).get(lang)).collect();
    let detail = match missing.as_slice() {
        [] if is_due => String::new(),
        [] => tr::TODO_STEP_READY.get(lang).to_owned(),
        some => tr::TODO_STEP_LACKS.fill(lang, &[("what", &some.join(tr::TODO_COMMA.get(lang)))]),
    };
    Words { short: String::new(), ..Words::new(text.fill(lang, &[("status", status)]), detail) }
}

/// A key result nobody has spoken of for too long.
fn check_in(due: &CheckInDue, lang: Lang) -> Words {
    let mark = match due.since {
        0 => tr::TODO_CHECK_IN_TODAY.get(lang).to_owned(),
        days => tr::TODO_CHECK_IN_DAYS.fill(lang, &[("n", &days.to_string())]),
    };
    let who = if due.owner.is_empty() { String::new() } else { format!("@{}", due.owner) };
    let sure = due.confidence.map(|c| tr::TODO_CONFIDENCE.fill(lang, &[("n", &c.to_string())]));
    let detail = joined(&[who.clone(), due.path.clone(), sure.unwrap_or_default()]);
    Words { what: due.name(lang).to_owned(), mark, detail, short: who }
}

/// How near a due date is, in words.
fn due_mark(when: Soon, on: When, days: i32, lang: Lang) -> String {
    let n = days.abs().to_string();
    match (when, on) {
        (Soon::Overdue, _) if days < 0 => tr::TODO_OVERDUE.fill(lang, &[("n", &n)]),
        (Soon::Overdue, _) => tr::TODO_OVERDUE_TODAY.get(lang).to_owned(),
        (Soon::Today, When::Time(at)) => {
            tr::TODO_TODAY_AT.fill(lang, &[("at", &at.format("%H:%M").to_string())])
        }
        (Soon::Today, When::Day(_)) => tr::TODO_TODAY.get(lang).to_owned(),
        (Soon::Tomorrow, _) => tr::TODO_TOMORROW.get(lang).to_owned(),
        (Soon::Later, _) => on.day().date().format("%m-%d").to_string(),
    }
}

fn task_words(task: &DueTask, lang: Lang) -> Words {
    let mark = due_mark(task.when, task.on, task.days, lang);
    let kind = match task.kind {
        TaskKind::Todo => String::new(),
        kind => label::task_kind(kind).get(lang).to_owned(),
    };
    let (what, short) = (task.title.clone(), who(task));
    Words { what, mark, detail: joined(&[short.clone(), kind]), short }
}

/// The owner with an `@`, else the role that usually does it.
fn who(task: &DueTask) -> String {
    if task.owner.is_empty() { task.role.clone() } else { format!("@{}", task.owner) }
}

fn resource(name: &str, giver: &str, status: ResourceStatus, days: i32, lang: Lang) -> Words {
    let mark = match status {
        ResourceStatus::Refused => label::resource_status(status).get(lang),
        _ => tr::TODO_UNPROMISED.get(lang),
    };
    let n = days.abs().to_string();
    let needed = match days {
        0 => tr::TODO_NEEDED_TODAY.get(lang).to_owned(),
        1 => tr::TODO_NEEDED_TOMORROW.get(lang).to_owned(),
        2.. => tr::TODO_NEEDED_IN.fill(lang, &[("n", &n)]),
        _ => tr::TODO_NEEDED_AGO.fill(lang, &[("n", &n)]),
    };
    let detail = joined(&[needed.clone(), giver.to_owned()]);
    Words { what: name.to_owned(), mark: mark.to_owned(), detail, short: needed }
}

fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// How many of several titles are named.
const NAMED: usize = 3;

/// The first of several titles, and how many more there are; one more is named as well.
pub(super) fn first_of(titles: &[String], lang: Lang) -> String {
    let join = tr::OUTPUT_JOIN.get(lang);
    match titles.get(..NAMED).filter(|first| first.len() + 1 < titles.len()) {
        Some(first) => {
            let (titles, more) = (first.join(join), (titles.len() - first.len()).to_string());
            tr::TODO_TASKS_MORE.fill(lang, &[("titles", &titles), ("n", &more)])
        }
        None => titles.join(join),
    }
}

/// An age in days or hours.
#[must_use]
pub fn age(seconds: i64, lang: Lang) -> String {
    let hours = (seconds / 3600).max(1);
    if hours >= 48 {
        tr::TODO_AGE_DAYS.fill(lang, &[("n", &(hours / 24).to_string())])
    } else {
        tr::TODO_AGE_HOURS.fill(lang, &[("n", &hours.to_string())])
    }
}
