//! The demo: a workspace that is in the middle of its work on any day, at any hour, in both languages.
use super::kit::{DAY, HOUR, NOW, Place, TODAY, words};
use fupan::board::{self, Book, Group, Matter, Soon, Todo};
use fupan::model::{Campaign, CampaignStatus, Lang, Link, Note, Resource, Task, TaskStatus};
use fupan::planner::{Context, Request, TaskDraft, demo};

/// The demo as of a moment, for somebody called `me`.
fn filled(zone: &'static str, now: i64, lang: Lang) -> Place {
    let mut place = Place::of(zone);
    place.now = now;
    let context = Context { actor: "me".to_owned(), lang, ..place.context() };
    demo::fill(&mut place.store, &context).unwrap();
    place
}

/// How many things to do are of a kind.
fn count(todos: &[Todo], is: impl Fn(&Matter) -> bool) -> usize {
    todos.iter().filter(|todo| is(&todo.matter)).count()
}

#[test]
fn there_is_always_something_overdue_due_refused_and_pressing() {
    // The first minute of a day, a leap day, a new year, a night in which clocks are changed.
    for (zone, now) in [
        ("Asia/Shanghai", TODAY + 60),
        ("Asia/Shanghai", 1_835_409_600),
        ("Europe/Berlin", 1_798_758_060),
        ("America/New_York", 1_793_512_800),
    ] {
        let lang = if zone == "Asia/Shanghai" { Lang::Zh } else { Lang::En };
        let place = filled(zone, now, lang);
        let cockpit = place.cockpit();
        let groups = |group| cockpit.campaigns.iter().filter(|c| c.group == group).count();
        assert_eq!((groups(Group::Live), groups(Group::Upcoming), groups(Group::Ended)), (3, 3, 1), "{now}");
        let due = |soon| count(&cockpit.todos, |m| matches!(m, Matter::TaskDue(task) if task.when == soon));
        assert!(due(Soon::Overdue) >= 2 && due(Soon::Today) >= 3 && due(Soon::Tomorrow) >= 3, "{now}");
        assert_eq!(count(&cockpit.todos, |m| matches!(m, Matter::Approval { is_refused: true, .. })), 1);
        assert_eq!(count(&cockpit.todos, |m| matches!(m, Matter::Resource { .. })), 2);
        let mine = |m: &Matter| matches!(m, Matter::TaskDue(task) if task.owner == "me");
        assert!(count(&cockpit.tasks, mine) >= 3);
        let lacking = |m: &Matter| matches!(m, Matter::StatusOffered { lacks, .. } if !lacks.is_empty());
        assert_eq!(count(&cockpit.todos, lacking), 1, "winter waits for an approval");
    }
}

#[test]
fn every_campaign_is_planned_to_the_end() {
    let mut place = filled("Asia/Shanghai", NOW, Lang::Zh);
    let (tasks, resources, links) = (place.list::<Task>(), place.list::<Resource>(), place.list::<Link>());
    for campaign in place.list::<Campaign>() {
        let of = |id| id == campaign.id;
        assert!(campaign.playbook.is_some() && !campaign.risks.is_empty(), "{}", campaign.key);
        assert!(tasks.iter().any(|t| of(t.campaign)) && resources.iter().any(|r| of(r.campaign)));
        if campaign.status != CampaignStatus::Idea {
            assert!(links.iter().any(|l| of(l.campaign)), "{}", campaign.key);
        }
    }
    assert!(tasks.iter().filter(|task| !task.depends_on.0.is_empty()).count() > 15);
    assert!(tasks.iter().filter(|task| task.channel.is_some()).count() > 10);
    place.sound();
}

#[test]
fn everything_was_done_by_whom_it_belongs_to_and_one_after_the_other() {
    let place = filled("Asia/Shanghai", NOW, Lang::Zh);
    let mut batches = place.store.read(None, |db| db.batches(1_000)).unwrap();
    batches.reverse();
    assert!(batches.is_sorted_by_key(|batch| batch.at));
    assert!(batches.iter().all(|batch| batch.at <= NOW && batch.actor != "me"));
    let approval = place.list::<Task>().into_iter().find(|t| t.title == "预热素材审核").unwrap();
    assert_eq!((approval.status, approval.owner.as_str()), (TaskStatus::Done, "老周"));
    let granted = place.store.read(None, |db| db.history_of::<Task>(approval.id.0)).unwrap().pop().unwrap();
    assert_eq!((granted.actor.as_str(), Some(granted.at)), ("老周", approval.done_at));
    assert!(place.list::<Note>().iter().all(|note| note.author != "demo"));
    // Ten days ago it was not there yet.
    let then = place.store.read(Some(NOW - 10 * DAY), |db| {
        board::tasks(db, &Book::open(db)?, NOW - 10 * DAY, |t, _| t.id == approval.id)
    });
    assert_eq!(then.unwrap()[0].status, TaskStatus::Open);
}

#[test]
fn it_is_made_anew_the_next_day_unless_somebody_worked_in_it() {
    let mut place = filled("Asia/Shanghai", NOW, Lang::Zh);
    assert!(!demo::is_outdated(&place.store, NOW + HOUR).unwrap());
    assert!(demo::is_outdated(&place.store, NOW + DAY).unwrap());
    let draft = TaskDraft { status: words("done"), ..TaskDraft::default() };
    place.done(Request::TaskSet { task: "d11/返场海报".to_owned(), seen: None, draft });
    assert!(!demo::is_outdated(&place.store, NOW + DAY).unwrap());
}
