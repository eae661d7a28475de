//! A campaign's page holds all that was planned, what is missing for its next step, and what was done in words.
use super::kit::{NOW, Place, q, words};
use fupan::board::{self, Book, CampaignPage};
use fupan::i18n::deed;
use fupan::model::{CampaignStatus, Lack, Lang, Phase, Phases, When};
use fupan::planner::{LinkDraft, Request, ResourceDraft, TaskDraft};

fn page(place: &Place) -> CampaignPage {
    let id = place.campaign_id("d11");
    let read = place.store.read(None, |db| board::campaign_page(db, &Book::open(db)?, id, NOW));
    read.unwrap().unwrap()
}

fn task(place: &mut Place, title: &str, due: &str) {
    let draft = TaskDraft { title: words(title), due: words(due), ..TaskDraft::default() };
    place.done(Request::TaskAdd { campaign: "d11".to_owned(), draft });
}

fn planned() -> Place {
    let mut place = Place::with_campaign();
    place.target("d11", "spend", "5万");
    task(&mut place, "写文案", "T-3");
    task(&mut place, "清点库存", "E+1");
    let draft =
        ResourceDraft { name: words("首页焦点图"), need_by: words("11-06"), ..ResourceDraft::default() };
    place.done(Request::ResourceAdd { campaign: "d11".to_owned(), draft });
    let lines = vec![("抖音".to_owned(), "40%".to_owned()), ("微信".to_owned(), "1万".to_owned())];
    place.done(Request::BudgetSet { campaign: "d11".to_owned(), lines });
    let url = "https://shop.cn/d11".to_owned();
    let draft = LinkDraft { url, source: words("douyin"), ..LinkDraft::default() };
    place.done(Request::LinkAdd { campaign: "d11".to_owned(), draft });
    place
}

#[test]
fn a_page_holds_all_that_was_planned() {
    let page = page(&planned());
    let tasks: Vec<_> = page.tasks.iter().map(|t| (t.title.as_str(), t.is_overdue)).collect();
    assert_eq!(tasks, [("写文案", true), ("清点库存", false)]);
    assert!(page.resources.iter().all(|r| r.name == "首页焦点图" && r.is_pressing));
    let rows: Vec<_> = page.spending.rows.iter().map(|r| (r.name.as_str(), r.planned)).collect();
    assert_eq!(rows, [("抖音", Some(q("20000"))), ("微信", Some(q("10000")))]);
    assert_eq!((page.spending.total, page.spending.planned), (Some(q("50000")), q("30000")));
    assert!(page.links[0].address.ends_with("utm_source=douyin&utm_medium=social&utm_campaign=d11"));
}

#[test]
fn a_page_tells_what_is_missing_for_every_step() {
    let page = page(&planned());
    let lacks = |to| page.step_to(to).unwrap().lacks.iter().map(|(lack, _)| *lack).collect::<Vec<_>>();
    assert_eq!(page.next().unwrap().to, CampaignStatus::Approved);
    assert_eq!(lacks(CampaignStatus::Approved), [Lack::Owner, Lack::BudgetSplit]);
    assert_eq!(lacks(CampaignStatus::Live), [Lack::Owner, Lack::BudgetSplit, Lack::Task]);
    assert_eq!(lacks(CampaignStatus::Idea), []);
    assert!(page.step_to(CampaignStatus::Planned).is_none());
}

#[test]
fn what_was_done_is_told_in_words() {
    let mut place = planned();
    let draft = TaskDraft { status: words("done"), ..TaskDraft::default() };
    place.done(Request::TaskSet { task: "写文案".to_owned(), seen: None, draft });
    let lines = vec![("抖音".to_owned(), "3万".to_owned())];
    place.done(Request::BudgetSet { campaign: "d11".to_owned(), lines });
    let said: Vec<Vec<String>> = page(&place)
        .done
        .iter()
        .map(|done| {
            let said = |c: &board::FieldChange| {
                let (before, after) = (c.before.as_deref(), c.after.as_deref());
                deed::change(&c.entity, &c.name, &c.field, before, after, Lang::Zh)
            };
            done.changes.iter().map(said).collect()
        })
        .collect();
    assert_eq!(said[0], ["抖音 30000 · 预算: 20000 → 30000"]);
    assert_eq!(said[1], ["写文案 · 状态: 未开始 → 已完成"]);
    assert_eq!(said[2], ["+ 链接 https://shop.cn/d11"]);
    assert!(said[3].contains(&"+ 预算 微信 10000".to_owned()), "{:?}", said[3]);
}

#[test]
fn phases_are_set_as_one_change_and_only_whole() {
    let mut place = Place::with_campaign();
    let when = |text: &str| When::parse_iso(text).unwrap();
    let phase = |name: &str, start: &str, end: &str, share: &str| Phase {
        name: name.to_owned(),
        start: when(start),
        end: when(end),
        share: q(share),
    };
    let set = |place: &mut Place, phases: Vec<Phase>| {
        let phases = Phases(phases);
        place.ask(Request::PhasesSet { campaign: "d11".to_owned(), seen: None, phases })
    };
    let whole = vec![
        phase("预热, 蓄水", "2026-11-01", "2026-11-05", "30%"),
        phase("爆发", "2026-11-06", "2026-11-11", "70%"),
    ];
    set(&mut place, whole.clone()).unwrap();
    assert_eq!(page(&place).campaign.phases.0, whole);
    let said = page(&place).done[0].changes[0].after.clone().unwrap();
    assert_eq!(said, "预热, 蓄水 2026-11-01..2026-11-05 30%, 爆发 2026-11-06..2026-11-11 70%");
    let short = vec![phase("预热", "2026-11-01", "2026-11-05", "100%")];
    assert_eq!(set(&mut place, short).unwrap_err().in_field(), Some("phases"));
    let mut bad = whole.clone();
    bad[0].name = "a\u{202e}b".to_owned();
    assert_eq!(set(&mut place, bad).unwrap_err().in_field(), Some("name"));
    assert_eq!(page(&place).campaign.phases.0, whole);
    place.undo().unwrap();
    assert_eq!(page(&place).campaign.phases, Phases::default());
}
