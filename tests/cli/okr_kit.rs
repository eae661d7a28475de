//! A cycle with objectives, made through the library: for tests of what is said about them.
use crate::support::Workspace;
use fupan::model::Lang;
use fupan::planner::{Context, CycleDraft, KeyResultDraft, ObjectiveDraft, OkrRequest, Request, perform};
use fupan::store::{OpenOptions, Store};

pub fn seconds(rfc3339: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(rfc3339).unwrap().timestamp()
}

pub fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Does it in the workspace's file, as `lin`, at a moment.
pub fn done_at(space: &Workspace, now: &str, requests: Vec<OkrRequest>) {
    let options = OpenOptions {
        path: space.db(),
        create: true,
        allow_network: true,
        zone: "Asia/Shanghai".to_owned(),
        now: seconds(now),
    };
    let mut store = Store::open(&options).unwrap();
    let context = Context { now: seconds(now), actor: "lin".to_owned(), lang: Lang::En, home: None };
    for request in requests {
        perform(&mut store, &context, Request::from(request)).unwrap();
    }
}

pub fn key_result(objective: &str, title: &str, goal: &str) -> OkrRequest {
    let draft = KeyResultDraft {
        title: words(title),
        feed: words("hand"),
        unit: words("count"),
        baseline: words("0"),
        goal: words(goal),
        ..KeyResultDraft::default()
    };
    OkrRequest::KeyResultAdd { objective: objective.to_owned(), draft }
}

pub fn cycle(key: &str) -> OkrRequest {
    OkrRequest::CycleNew(CycleDraft { key: words(key), ..CycleDraft::default() })
}

pub fn objective(title: &str, ambition: &str) -> OkrRequest {
    OkrRequest::ObjectiveAdd(ObjectiveDraft {
        title: words(title),
        owner: words("小林"),
        ambition: words(ambition),
        status: words("active"),
        ..ObjectiveDraft::default()
    })
}

/// 2026-Q4, made on its first day: `o1` committed with `kr1` (0 to 920: ten a day) and `kr2` (0 to 92), `o2` with `kr1`.
pub fn okr() -> Workspace {
    let space = Workspace::new();
    let start = "2026-10-01T09:00:00+08:00";
    done_at(
        &space,
        start,
        vec![
            cycle("2026-Q4"),
            objective("双11拿下新客", "committed"),
            key_result("o1", "签约门店", "920"),
            key_result("o1", "直播场次", "92"),
            objective("Loyal *customers*", "aspirational"),
            key_result("o2", "Members", "92"),
        ],
    );
    space
}
