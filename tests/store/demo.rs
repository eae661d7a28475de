//! The demo: a workspace that is in the middle of its work on any day, at any hour, in both languages.
use super::kit::{DAY, HOUR, NOW, Place, TODAY, q, words};
use fupan::board::{self, Book, Group, Matter, Soon, Todo};
use fupan::model::{
    Action, ActionStatus, Campaign, CampaignStatus, Cycle, Feed, Lang, LessonUse, Level, Link, Note,
    Objective, Proof, Resource, Retro, RetroStatus, Review, Status, Target, TargetKind, Task, TaskStatus,
    Zone,
};
use fupan::planner::{Context, OkrRequest, Request, TaskDraft, demo};
use fupan::store::Db;

/// The demo as of a moment, for somebody called `me`.
fn filled(zone: &'static str, now: i64, lang: Lang) -> Place {
    let mut place = Place::of(zone);
    place.now = now;
    let context = Context { actor: "me".to_owned(), lang, ..place.context() };
    demo::fill(&mut place.store, &context, &board::figures_of).unwrap();
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
        assert_eq!((groups(Group::Live), groups(Group::Upcoming), groups(Group::Ended)), (2, 3, 1), "{now}");
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

#[test]
fn the_campaigns_feed_a_cycle_of_a_company_two_teams_and_three_people() {
    // In the middle of a quarter, on its first day, on its last.
    for (now, lang) in [(NOW, Lang::Zh), (NOW - 34 * DAY, Lang::En), (NOW + 57 * DAY, Lang::En)] {
        let place = filled("Asia/Shanghai", now, lang);
        let read = |db: &Db<'_>| board::okr_tree(db, &Book::open(db)?, None, now);
        let tree = place.store.read(None, read).unwrap();
        let levels: Vec<(Level, usize)> = tree.objectives.iter().map(|o| (o.level, o.depth)).collect();
        let (company, team, person) = (Level::Company, Level::Team, Level::Person);
        assert_eq!(levels, [(company, 0), (team, 1), (person, 2), (person, 2), (team, 1), (person, 2)]);
        let key_results = || tree.objectives.iter().flat_map(|o| &o.key_results);
        assert!(Feed::ALL.iter().all(|feed| key_results().any(|kr| kr.feed == *feed)));
        assert!(TargetKind::ALL.iter().all(|kind| key_results().any(|kr| kr.line.kind == *kind)));
        let statuses = || key_results().map(|kr| kr.line.status);
        for status in [Status::AtRisk, Status::Behind, Status::Ahead, Status::Stale] {
            assert!(statuses().any(|s| s == status), "{status} at {now}");
        }
        let fed = |path: &str| key_results().find(|kr| kr.path.ends_with(path)).unwrap();
        assert_eq!(fed("o1/kr1").campaigns.len(), 3);
        assert!(fed("o1/kr1").campaigns.iter().filter(|c| c.brought.is_some()).count() == 2);
        assert!(fed("o2/kr2").confidence < fed("o2/kr2").confidence_before);
        assert!(key_results().filter(|kr| kr.is_due(now)).count() >= 3);
        let star = tree.north_star.unwrap();
        assert!(star.metric == "mau" && star.value > star.before && star.before.is_some());
        let changed: Vec<Target> = place.list::<Target>();
        let changed = changed.iter().filter(|t| t.objective.is_some() && t.goal != t.first_goal);
        assert_eq!(
            changed.map(|t| (t.first_goal, t.goal)).collect::<Vec<_>>(),
            [(q("2200000"), q("2500000"))]
        );
        let reviews = place.list::<Review>();
        assert!(reviews.len() == 1 && reviews[0].ended_at.is_some() && reviews[0].seen.0.len() == 6);
        let today = Zone::parse("Asia/Shanghai").unwrap().day_of(now);
        let actions: Vec<Action> =
            place.list::<Action>().into_iter().filter(|action| action.review.is_some()).collect();
        let is_late = |a: &Action| a.status == ActionStatus::Open && a.due.is_some_and(|due| due < today);
        assert_eq!((actions.len(), actions.iter().filter(|a| is_late(a)).count()), (3, 1));
        assert!(place.list::<Note>().iter().filter(|n| n.review.is_some()).count() == 3);
    }
}

#[test]
fn what_was_learned_is_written_down_finished_and_comes_back() {
    for lang in [Lang::Zh, Lang::En] {
        let mut place = filled("Asia/Shanghai", NOW, lang);
        let campaign = |place: &Place, key: &str| -> Campaign {
            place.list::<Campaign>().into_iter().find(|c| c.key == key).unwrap()
        };
        let retros = place.list::<Retro>();
        let of = |key: &str| retros.iter().find(|r| r.campaign == Some(campaign(&place, key).id)).unwrap();
        for key in ["campus", "memberweek"] {
            let (retro, campaign) = (of(key), campaign(&place, key));
            assert_eq!((retro.status, campaign.status), (RetroStatus::Done, CampaignStatus::Reviewed));
            let primary = place.list::<Target>().into_iter();
            let primary =
                primary.into_iter().find(|t| t.campaign == Some(campaign.id) && t.is_primary).unwrap();
            let kept = retro.figures.0.iter().find(|kept| kept.target == primary.id).unwrap();
            let lines = place.cockpit_with(true).campaigns;
            let line = lines.iter().find(|line| line.key == key).unwrap();
            let shown = line.targets.iter().find(|target| target.id == primary.id).unwrap();
            assert_eq!(kept.actual(), shown.actual, "the numbers as they were");
        }
        assert_eq!(
            (of("tea").status, campaign(&place, "tea").status),
            (RetroStatus::Draft, CampaignStatus::Ended)
        );
        let todos = place.cockpit().todos;
        let due = |m: &Matter| matches!(m, Matter::RetroDue { when: Soon::Today, .. });
        assert_eq!(count(&todos, due), 1, "the milk-tea opening");
        assert_eq!(count(&todos, |m| matches!(m, Matter::Feedback { .. })), 1);
        assert!(count(&todos, |m| matches!(m, Matter::Lessons { .. })) >= 2, "winter and seed are planned");
        assert_eq!(count(&todos, |m| matches!(m, Matter::Action { when: Soon::Overdue, .. })), 2);
        // What came of lessons: taken as each form but a guardrail, dismissed, proven.
        let uses = place.list::<LessonUse>();
        let proofs: Vec<Proof> = uses.iter().filter_map(|used| used.proof).collect();
        assert_eq!(proofs, [Proof::Partly, Proof::Verified]);
        assert_eq!(uses.iter().filter(|used| used.form.is_none()).count(), 2);
        let shorter = uses.iter().find(|used| used.campaign == campaign(&place, "d11").id).unwrap();
        let task = place.list::<Task>().into_iter().find(|task| Some(task.id) == shorter.task).unwrap();
        assert_eq!(task.status, TaskStatus::Doing);
        let actions = place.list::<Action>();
        assert!(actions.iter().any(|action| action.proof == Some(Proof::Verified)));
        let about = board::RetroAbout::Campaign(campaign(&place, "tea").id);
        let page = place.store.read(None, |db| board::retro_page(db, &Book::open(db)?, about, None, NOW));
        let page = page.unwrap().unwrap();
        assert_eq!(page.result.former.unwrap().key, "campus");
        assert!(page.goal.lessons.len() == 3 && page.result.feedback.notes == 3);
        let word = if lang == Lang::Zh { "红包" } else { "red envelope" };
        let found = place.store.read(None, |db| db.search_lessons(word));
        assert!(found.unwrap().is_some_and(|found| !found.is_empty()), "{word}");
        place.sound();
    }
}

#[test]
fn its_cycle_goes_out_and_comes_in_again_to_the_last_byte() {
    let mut place = filled("Asia/Shanghai", NOW, Lang::Zh);
    let exported = |place: &Place| {
        let file = place.store.read(None, |db| board::cycle_file(db, &db.list::<Cycle>()?[0])).unwrap();
        fupan::report::cycle_file_toml(&file).unwrap()
    };
    let text = exported(&place);
    let file = fupan::input::okr::read(text.as_bytes(), None).unwrap().file;
    place.done(OkrRequest::CycleDelete { cycle: "2026-Q4".to_owned() }.into());
    assert!(place.list::<Objective>().is_empty());
    let outcome = place.done(OkrRequest::Import { file: Box::new(file), key: None }.into());
    assert_eq!(outcome.warnings, []);
    assert_eq!(exported(&place), text);
}
