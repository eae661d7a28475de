//! What of the OKRs needs a hand: check-ins that are missing, actions that are due.
use super::super::book::Book;
use super::super::todo::{FLOOD, urgency};
use super::super::view::{About, Matter, Soon, Todo, Urgency};
use super::super::work::Work;
use super::due::{CheckInDue, check_ins_due};
use crate::error::Result;
use crate::model::{Action, ActionStatus};

/// Missing check-ins and due actions at `now`, the most overdue first; and beside it each of them that somebody has on
/// the desk.
pub(in super::super) fn todos(book: &Book, work: &Work, now: i64) -> Result<(Vec<Todo>, Vec<Todo>)> {
    let (mut out, mut owned) = check_ins(book, now)?;
    let mut actions: Vec<(i32, Todo)> = work.actions().filter_map(|action| due(book, action, now)).collect();
    actions.sort_by_key(|(days, _)| *days);
    let actions = actions.into_iter().map(|(_, todo)| todo);
    out.extend(actions.clone());
    owned.extend(actions);
    Ok((out, owned))
}

/// One line each, or one for all of a cycle where they are many; and each of them. Silence beyond the grace is urgent.
fn check_ins(book: &Book, now: i64) -> Result<(Vec<Todo>, Vec<Todo>)> {
    let due = check_ins_due(book, now, now)?;
    let is_late = |one: &CheckInDue| one.due_at.saturating_add(book.settings.grace) < now;
    let urgency = |late: bool| if late { Urgency::Act } else { Urgency::Look };
    let todo = |one: &CheckInDue| Todo {
        urgency: urgency(is_late(one)),
        about: About::Objective(one.objective, one.cycle),
        name: book.objective(one.objective).map(|o| o.title.clone()).unwrap_or_default(),
        target: Some(one.key_result),
        matter: Matter::CheckIn(one.clone()),
    };
    let mut out = Vec::new();
    for cycle in &book.cycles {
        let of_cycle = || due.iter().filter(|one| one.cycle == cycle.id);
        if of_cycle().count() > FLOOD {
            out.push(Todo {
                urgency: urgency(of_cycle().any(is_late)),
                about: About::Cycle(cycle.id),
                name: cycle.name.clone(),
                target: None,
                matter: Matter::CheckIns(of_cycle().cloned().collect()),
            });
            continue;
        }
        out.extend(of_cycle().map(todo));
    }
    Ok((out, due.iter().map(todo).collect()))
}

/// An open action that is due by tomorrow, with the days to its date.
fn due(book: &Book, action: &Action, now: i64) -> Option<(i32, Todo)> {
    let on = action.due.filter(|_| action.status == ActionStatus::Open)?;
    let days = on.0 - book.day_shown(now).0;
    let when = match days {
        ..0 => Soon::Overdue,
        0 => Soon::Today,
        1 => Soon::Tomorrow,
        _ => return None,
    };
    let campaign = || action.campaign.and_then(|id| book.campaign(id));
    let objective = || action.objective.and_then(|id| book.objective(id));
    let cycle = || action.cycle.and_then(|id| book.cycle(id));
    let (about, name) = campaign()
        .map(|c| (About::Campaign(c.id), c.name.clone()))
        .or_else(|| objective().map(|o| (About::Objective(o.id, o.cycle), o.title.clone())))
        .or_else(|| cycle().map(|c| (About::Cycle(c.id), c.name.clone())))?;
    let (title, owner) = (action.title.clone(), action.owner.clone());
    let matter = Matter::Action { action: action.id, title, owner, on, days, when };
    Some((days, Todo { urgency: urgency(when), about, name, target: None, matter }))
}
