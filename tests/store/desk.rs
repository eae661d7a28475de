//! What the cockpit says there is to do for campaigns: tasks, approvals, resources, steps.
use super::kit::{DAY, HOUR, Place, TODAY, words};
use fupan::board::{Matter, Soon, Todo, Urgency, words as worded};
use fupan::model::{Lack, Lang, Style};
use fupan::planner::{CampaignDraft, Request, ResourceDraft, TaskDraft};

/// A task as `title due`, with what else is set.
fn task(place: &mut Place, campaign: &str, title: &str, due: &str, draft: TaskDraft) {
    let draft = TaskDraft { title: words(title), due: words(due), ..draft };
    place.done(Request::TaskAdd { campaign: campaign.to_owned(), draft });
}

fn plain(place: &mut Place, campaign: &str, title: &str, due: &str) {
    task(place, campaign, title, due, TaskDraft::default());
}

fn resource(place: &mut Place, campaign: &str, name: &str, need_by: &str, status: &str) {
    let (name, need_by, status) = (words(name), words(need_by), words(status));
    let draft =
        ResourceDraft { name, need_by, status, giver: words("平台小二"), ..ResourceDraft::default() };
    place.done(Request::ResourceAdd { campaign: campaign.to_owned(), draft });
}

fn set_status(place: &mut Place, title: &str, status: &str) {
    let draft = TaskDraft { status: words(status), ..TaskDraft::default() };
    place.done(Request::TaskSet { task: title.to_owned(), seen: None, draft });
}

/// What is said in Chinese, `!` before what is to be acted on, without steps to take.
fn said(todos: &[Todo]) -> Vec<String> {
    let is_step = |todo: &&Todo| matches!(todo.matter, Matter::StatusOffered { .. } | Matter::NoTarget);
    let sign = |todo: &Todo| if todo.urgency == Urgency::Act { '!' } else { '-' };
    let line = |todo: &Todo| worded(todo, None, Lang::Zh, Style::new(Lang::Zh, "CNY")).line(Lang::Zh);
    todos.iter().filter(|todo| !is_step(todo)).map(|todo| format!("{} {}", sign(todo), line(todo))).collect()
}

fn todo_list(place: &Place) -> Vec<String> {
    said(&place.cockpit().todos)
}

#[test]
fn tasks_are_told_when_they_are_overdue_due_today_and_tomorrow() {
    let mut place = Place::with_campaign();
    let of = |owner: &str, kind: &str| TaskDraft {
        owner: words(owner),
        kind: words(kind),
        ..TaskDraft::default()
    };
    task(&mut place, "d11", "返场海报", "11-05", of("", "content"));
    task(&mut place, "d11", "素材审核", "11-04", of("小林", "approval"));
    task(&mut place, "d11", "补货", "11-02", TaskDraft { role: words("供应链"), ..TaskDraft::default() });
    task(&mut place, "d11", "开播", "11-04 20:00", of("@阿青", "todo"));
    task(&mut place, "d11", "站内信", "11-04 15:00", of("阿青", "todo"));
    plain(&mut place, "d11", "复盘会", "E+2");
    plain(&mut place, "d11", "已完成", "11-01");
    set_status(&mut place, "已完成", "done");
    assert_eq!(
        todo_list(&place),
        [
            "! 补货 逾期 2 天 · 供应链",
            "! 站内信 已过时间 · @阿青",
            "! 素材审核 今天到期 · @小林 · 审批",
            "! 开播 今天 20:00 到期 · @阿青",
            "- 返场海报 明天 · 内容",
        ]
    );
    // At midnight the day is over.
    place.now = TODAY + DAY;
    assert_eq!(todo_list(&place)[0], "! 4 个任务逾期 · 补货；素材审核；站内信；开播");
}

#[test]
fn what_is_due_before_the_start_is_told_before_the_start() {
    let mut place = Place::new();
    place.campaign("d12", "双12返场", "2026-11-14", "2026-11-16");
    plain(&mut place, "d12", "定主推款", "T-12");
    plain(&mut place, "d12", "落地页", "T-9");
    assert_eq!(todo_list(&place), ["! 定主推款 逾期 2 天", "- 落地页 明天"]);
    place.done(Request::CampaignShift { campaign: "d12".to_owned(), days: 3 });
    assert_eq!(todo_list(&place), ["- 定主推款 明天"], "it moves with the dates");
}

#[test]
fn what_is_due_after_the_end_is_told_until_the_review() {
    let mut place = Place::new();
    place.campaign("old", "会员周", "2026-10-20", "2026-10-30");
    plain(&mut place, "old", "发放奖品", "E+4");
    resource(&mut place, "old", "首页焦点图", "T", "asked");
    assert_eq!(todo_list(&place), ["! 发放奖品 逾期 1 天"], "what it needed from others is over");
    for status in ["ended", "reviewed"] {
        let (campaign, status, reason) = ("old".to_owned(), status.to_owned(), words("done with"));
        place.done(Request::CampaignStatus { campaign, status, reason });
    }
    assert_eq!(todo_list(&place), [""; 0]);
}

#[test]
fn more_than_three_of_one_campaign_are_one_line() {
    let mut place = Place::with_campaign();
    for (n, title) in ["选品", "定价", "海报"].iter().enumerate() {
        plain(&mut place, "d11", title, &format!("11-0{}", n + 1));
    }
    assert_eq!(todo_list(&place).len(), 3);
    plain(&mut place, "d11", "短信", "11-03");
    plain(&mut place, "d11", "直播", "11-04");
    assert_eq!(todo_list(&place), ["! 4 个任务逾期 · 选品；定价；海报；短信", "! 直播 今天到期"]);
}

#[test]
fn a_refused_approval_is_told_at_once_and_an_open_one_shortly_before_the_start() {
    let mut place = Place::new();
    place.campaign("d12", "双12返场", "2026-11-20", "2026-11-22");
    let approval = || TaskDraft { kind: words("approval"), owner: words("法务"), ..TaskDraft::default() };
    task(&mut place, "d12", "规则审核", "T-1", approval());
    task(&mut place, "d12", "预算审批", "T-1", approval());
    set_status(&mut place, "规则审核", "refused");
    assert_eq!(todo_list(&place), ["! 规则审核 被驳回 · 16 天后开始 · @法务"]);
    place.now = TODAY + 13 * DAY + 12 * HOUR;
    assert_eq!(
        todo_list(&place),
        ["! 规则审核 被驳回 · 3 天后开始 · @法务", "- 预算审批 还没批 · 3 天后开始 · @法务"]
    );
    set_status(&mut place, "规则审核", "done");
    set_status(&mut place, "预算审批", "done");
    assert_eq!(todo_list(&place), [""; 0]);
}

#[test]
fn a_resource_presses_three_days_before_it_is_needed_and_refused_ones_stay_until_then() {
    let mut place = Place::new();
    place.campaign("d12", "双12返场", "2026-11-14", "2026-11-16");
    resource(&mut place, "d12", "首页焦点图", "T-6", "needed");
    resource(&mut place, "d12", "达人排期", "T-7", "asked");
    resource(&mut place, "d12", "短信通道", "T-9", "asked");
    resource(&mut place, "d12", "会场入口", "T-7", "promised");
    resource(&mut place, "d12", "联名赠品", "T-2", "refused");
    resource(&mut place, "d12", "旧的", "T-11", "refused");
    assert_eq!(
        todo_list(&place),
        [
            "! 短信通道 未确认 · 明天要用 · 平台小二",
            "- 达人排期 未确认 · 3 天后要用 · 平台小二",
            "- 联名赠品 被拒绝 · 8 天后要用 · 平台小二",
        ]
    );
}

#[test]
fn the_next_step_is_offered_with_what_is_missing() {
    let mut place = Place::new();
    place.campaign("d12", "双12返场", "2026-11-18", "2026-11-20");
    place.campaign("far", "年货节", "2026-11-19", "2026-11-22");
    let step = |place: &Place| {
        let todos = place.cockpit().todos;
        todos
            .into_iter()
            .find_map(|todo| match todo.matter {
                Matter::StatusOffered { to, lacks, is_due } => Some((
                    to.to_string(),
                    lacks.into_iter().map(|(lack, _)| lack).collect::<Vec<_>>(),
                    is_due,
                )),
                _ => None,
            })
            .unwrap()
    };
    let missing = vec![Lack::PrimaryTarget, Lack::Owner];
    assert_eq!(step(&place), ("approved".to_owned(), missing, false));
    let steps =
        place.cockpit().todos.iter().filter(|t| t.campaign() == Some(place.campaign_id("far"))).count();
    assert_eq!(steps, 0, "fifteen days before there is time yet");
    place.target("d12", "gmv", "100");
    place.target("d12", "spend", "50");
    place.set("d12", CampaignDraft { owner: words("小林"), ..CampaignDraft::default() }).unwrap();
    assert_eq!(step(&place).1, [Lack::BudgetSplit]);
    let lines = vec![("douyin".to_owned(), "50".to_owned())];
    place.done(Request::BudgetSet { campaign: "d12".to_owned(), lines });
    assert_eq!(step(&place), ("approved".to_owned(), vec![], false));
    plain(&mut place, "d12", "落地页", "T-1");
    place.now = TODAY + 14 * DAY + HOUR;
    assert_eq!(step(&place), ("live".to_owned(), vec![Lack::Task], true));
}

#[test]
fn what_people_have_on_the_desk_is_listed_whenever_it_is_due() {
    let mut place = Place::with_campaign();
    place.campaign("d12", "双12返场", "2026-12-10", "2026-12-12");
    let of = |owner: &str| TaskDraft { owner: words(owner), ..TaskDraft::default() };
    task(&mut place, "d12", "定主推款", "T-3", of("小林"));
    plain(&mut place, "d11", "没人认领", "11-04");
    place.campaign("d13", "年货节", "2026-12-20", "2026-12-22");
    place.set("d13", CampaignDraft { owner: words("老板"), ..CampaignDraft::default() }).unwrap();
    task(&mut place, "d13", "定主题", "T-20", TaskDraft { role: words("运营"), ..TaskDraft::default() });
    task(&mut place, "d11", "日报", "11-04", of("小林"));
    task(&mut place, "d11", "直播脚本", "11-06", of("阿青"));
    let cockpit = place.cockpit();
    assert_eq!(
        said(&cockpit.tasks),
        [
            "! 日报 今天到期 · @小林",
            "- 直播脚本 11-06 · @阿青",
            "- 定主题 11-30 · 运营",
            "- 定主推款 12-07 · @小林",
        ],
        "what nobody was named for is its campaign's owner's, where there is one"
    );
    let nearness = |todo: &Todo| matches!(&todo.matter, Matter::TaskDue(task) if task.when == Soon::Later);
    assert_eq!(cockpit.tasks.iter().filter(|todo| nearness(todo)).count(), 3);
}

#[test]
fn a_moment_that_is_looked_back_on_has_the_tasks_of_then() {
    let mut place = Place::with_campaign();
    plain(&mut place, "d11", "补货", "11-03");
    place.now += DAY;
    set_status(&mut place, "补货", "done");
    assert_eq!(todo_list(&place), [""; 0]);
    let then = place.cockpit_at(Some(place.now - DAY));
    assert!(said(&then.todos)[0].starts_with("! 补货 逾期"), "{:?}", said(&then.todos));
}
