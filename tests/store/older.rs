//! Files of older schemas: made of the migrations as they were released, and brought up.
use super::kit::{NOW, Place, open, words};
use fupan::model::{Action, Campaign, Note, Proof, Target};
use fupan::planner::{
    ActionDraft, CampaignDraft, CycleDraft, OkrPlace, OkrRequest, Request, TargetDraft, TaskDraft,
};

const MIGRATIONS: [&str; 3] = [
    include_str!("../../src/store/migrations/0001_start.sql"),
    include_str!("../../src/store/migrations/0002_planning.sql"),
    include_str!("../../src/store/migrations/0003_okr.sql"),
];

/// Writes what a place holds into a file as a former version of the schema had it, in its place.
fn as_schema(place: &Place, version: usize) {
    let older = place.path().with_file_name("older.db");
    let sql = rusqlite::Connection::open(&older).unwrap();
    for migration in &MIGRATIONS[..version] {
        sql.execute_batch(migration).unwrap();
    }
    sql.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    sql.execute("ATTACH ?1 AS now", [place.path().to_str().unwrap()]).unwrap();
    let list = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables =
        list("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    for table in &tables {
        let of = |schema: &str| list(&format!("SELECT name FROM pragma_table_info('{table}', '{schema}')"));
        let (was, is) = (of("main"), of("now"));
        let columns: Vec<String> = was.iter().map(|c| format!("\"{c}\"")).collect();
        let columns = columns.join(", ");
        sql.execute_batch(&format!(
            "INSERT INTO main.\"{table}\" ({columns}) SELECT {columns} FROM now.\"{table}\""
        ))
        .unwrap();
        let new: Vec<String> = is.iter().filter(|c| !was.contains(c)).map(|c| format!("'$.{c}'")).collect();
        if !new.is_empty() {
            let gone = new.join(", ");
            sql.execute_batch(&format!(
                "UPDATE main.history SET before = json_remove(before, {gone}), after = json_remove(after, {gone})
                 WHERE entity = '{table}'"
            ))
            .unwrap();
        }
    }
    let ids = "DELETE FROM main.sqlite_sequence;
               INSERT INTO main.sqlite_sequence SELECT * FROM now.sqlite_sequence
               WHERE name IN (SELECT name FROM main.sqlite_schema)";
    sql.execute_batch(ids).unwrap();
    let id: i64 = sql.query_row("PRAGMA now.application_id", [], |row| row.get(0)).unwrap();
    sql.pragma_update(None, "application_id", id).unwrap();
    sql.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    sql.execute_batch("DETACH now").unwrap();
    drop(sql);
    for ending in ["-wal", "-shm"] {
        let mut beside = place.path().into_os_string();
        beside.push(ending);
        std::fs::remove_file(beside).ok();
    }
    std::fs::rename(older, place.path()).unwrap();
}

fn reopen(place: &mut Place, version: usize) {
    as_schema(place, version);
    place.store = open(&place.path()).unwrap();
}

fn sequence(place: &Place, table: &str) -> i64 {
    let query = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
    place.sql().query_row(query, [table], |row| row.get(0)).unwrap()
}

#[test]
fn a_file_of_the_first_schema_is_brought_up_and_its_history_still_turns() {
    let mut place = Place::with_campaign();
    place.now += 60;
    place.set("d11", CampaignDraft { owner: words("小林"), ..CampaignDraft::default() }).unwrap();
    place.done(Request::CampaignDelete { campaign: "d11".to_owned() });
    reopen(&mut place, 1);
    let then = |place: &Place, at| place.store.read(Some(at), |db| db.list::<Campaign>()).unwrap();
    assert_eq!(then(&place, NOW)[0].owner, "");
    place.undo().unwrap();
    assert_eq!(place.list::<Campaign>()[0].owner, "小林");
    assert_eq!(place.list::<Campaign>()[0].risks, "");
    place.undo().unwrap();
    assert_eq!(place.list::<Campaign>()[0].owner, "");
    place.set("d11", CampaignDraft { risks: words("缺货"), ..CampaignDraft::default() }).unwrap();
    let draft = TaskDraft { title: words("素材"), due: words("T-10"), ..TaskDraft::default() };
    place.done(Request::TaskAdd { campaign: "d11".to_owned(), draft });
    place.undo().unwrap();
    place.undo().unwrap();
    assert_eq!(place.list::<Campaign>()[0].risks, "");
    place.sound();
}

#[test]
fn targets_and_notes_of_the_second_schema_keep_their_numbers_their_rules_and_their_history() {
    let mut place = Place::with_campaign();
    let note = |text: &str| Request::NoteAdd {
        campaign: "d11".to_owned(),
        text: text.to_owned(),
        kind: None,
        at: None,
    };
    place.done(note("红包 5→8 元"));
    place.done(note("刚写就删"));
    let last = place.list::<Note>().last().unwrap().id.0;
    place.done(Request::NoteDelete { note: last });
    let draft = TargetDraft { goal: words("100万"), ..TargetDraft::default() };
    place.done(Request::TargetAdd { campaign: "d11".to_owned(), metric: "gmv".to_owned(), draft });
    let target = place.list::<Target>()[0].clone();
    let path = format!("d11/{}", target.key);
    let draft = TargetDraft { goal: words("200万"), ..TargetDraft::default() };
    place.done(Request::TargetSet { target: path.clone(), seen: None, draft });
    place.done(Request::TargetDelete { target: path });
    let (targets, notes) = (sequence(&place, "target"), sequence(&place, "note"));
    reopen(&mut place, 2);
    assert_eq!(
        (sequence(&place, "target"), sequence(&place, "note")),
        (targets, notes),
        "no id is used twice"
    );
    place.undo().unwrap();
    let found = place.list::<Target>().into_iter().find(|t| t.id == target.id).unwrap();
    assert_eq!((found.campaign, found.objective, found.key_result), (target.campaign, None, None));
    assert_eq!((found.goal, found.first_goal), (super::kit::q("200万"), target.first_goal));
    assert!(
        place.sql().execute("UPDATE target SET first_goal = 1", []).is_err(),
        "what was set first stays after the table was made anew"
    );
    for _ in 0..3 {
        place.undo().unwrap();
    }
    assert_eq!((place.list::<Note>().len(), place.list::<Target>().len()), (2, 0));
    place.sound();
}

#[test]
fn actions_and_notes_of_the_third_schema_keep_their_history_and_can_be_proven() {
    let mut place = Place::with_campaign();
    let cycle = CycleDraft { key: words("2026-Q4"), ..CycleDraft::default() };
    place.done(OkrRequest::CycleNew(cycle).into());
    let cycle = place.list::<fupan::model::Cycle>()[0].id;
    let draft =
        ActionDraft { title: words("领券两步"), owner: words("阿杰"), ..ActionDraft::default() };
    let add = OkrRequest::ActionAdd { about: OkrPlace::Cycle(cycle), draft, review: None };
    place.done(add.into());
    let set = |status: &str| {
        let draft = ActionDraft { status: words(status), ..ActionDraft::default() };
        OkrRequest::ActionSet { action: "1".to_owned(), seen: None, draft }.into()
    };
    place.done(set("done"));
    let note = "大家说红包难领".to_owned();
    let kind = words("observation");
    place.done(Request::NoteAdd { campaign: "d11".to_owned(), text: note, kind, at: None });
    reopen(&mut place, 3);
    let action = place.list::<Action>()[0].clone();
    assert_eq!((action.metric, action.aim, action.proof, action.retro), (None, None, None, None));
    assert_eq!((action.proof_note.as_str(), action.owner.as_str()), ("", "阿杰"));
    assert_eq!(place.list::<Note>()[0].feedback, None);
    let draft = ActionDraft { metric: words("new_users"), aim: words("+15%"), ..ActionDraft::default() };
    place.done(OkrRequest::ActionSet { action: "1".to_owned(), seen: None, draft }.into());
    let prove = fupan::planner::RetroRequest::ActionProve {
        action: "1".to_owned(),
        campaign: None,
        proof: "partly".to_owned(),
        note: words("还差一步"),
    };
    place.done(prove.into());
    let action = place.list::<Action>()[0].clone();
    assert_eq!((action.proof, action.proof_note.as_str()), (Some(Proof::Partly), "还差一步"));
    for _ in 0..4 {
        place.undo().unwrap();
    }
    let turned = place.list::<Action>()[0].done_at;
    assert_eq!(turned, None, "what was done before the file was brought up turns, too");
    place.sound();
}

#[test]
fn actions_and_notes_that_were_deleted_under_the_third_schema_come_back() {
    let mut place = Place::with_campaign();
    let draft =
        ActionDraft { title: words("领券两步"), owner: words("阿杰"), ..ActionDraft::default() };
    let about = OkrPlace::Campaign("d11".to_owned());
    place.done(OkrRequest::ActionAdd { about, draft, review: None }.into());
    let (text, kind) = ("刚写就删".to_owned(), words("observation"));
    place.done(Request::NoteAdd { campaign: "d11".to_owned(), text, kind, at: None });
    let (actions, notes) = (place.list::<Action>(), place.list::<Note>());
    place.done(OkrRequest::ActionDelete { action: "1".to_owned() }.into());
    place.done(Request::NoteDelete { note: notes[0].id.0 });
    reopen(&mut place, 3);
    place.undo().unwrap();
    place.undo().unwrap();
    let (action, note) = (place.list::<Action>()[0].clone(), place.list::<Note>()[0].clone());
    assert_eq!((action.title, action.retro, action.aim), (actions[0].title.clone(), None, None));
    assert_eq!((note.text, note.feedback), (notes[0].text.clone(), None));
    place.sound();
}
