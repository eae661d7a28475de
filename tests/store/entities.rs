//! Rows with versions and history: insert, update, delete, undo, redo, as-of.
use super::kit::{DAY, HOUR, NOW, Place, q, words};
use fupan::error::Kind;
use fupan::model::{Campaign, Channel, Metric, Note, Setting, Target};
use fupan::planner::{CampaignDraft, MetricDraft, RecordDraft, Request, TargetDraft};
use fupan::{Error, board};

fn owner(name: &str) -> CampaignDraft {
    CampaignDraft { owner: words(name), ..CampaignDraft::default() }
}

fn campaign(place: &Place) -> Campaign {
    place.list::<Campaign>().pop().unwrap()
}

#[test]
fn undo_and_redo_restore_a_row_exactly_but_its_version_only_grows() {
    let mut place = Place::with_campaign();
    let first = campaign(&place);
    place.set("d11", owner("小林")).unwrap();
    let second = campaign(&place);
    assert_eq!((first.version, second.version), (1, 2));
    place.undo().unwrap();
    let back = campaign(&place);
    assert_eq!(back, Campaign { version: 3, ..first.clone() });
    place.redo().unwrap();
    assert_eq!(campaign(&place), Campaign { version: 4, ..second });
    place.undo().unwrap();
    place.undo().unwrap();
    assert!(place.list::<Campaign>().is_empty());
    place.redo().unwrap();
    let again = campaign(&place);
    assert!(again.version > 5, "{}", again.version);
    assert_eq!(again, Campaign { version: again.version, ..first });
    place.redo().unwrap();
    assert_eq!(campaign(&place).owner, "小林");
    assert_eq!(place.redo().unwrap_err().code(), "nothing_to_redo");
    place.sound();
}

#[test]
fn a_stale_version_is_a_conflict_that_shows_both() {
    let mut place = Place::with_campaign();
    let seen = campaign(&place);
    place.set("d11", owner("小林")).unwrap();
    let mut stale = Campaign { owner: "阿布".to_owned(), ..seen };
    let before = place.dump();
    let stamp = place.stamp("set");
    let both = |error: &Error| {
        assert_eq!((error.kind(), error.code()), (Kind::Conflict, "changed_since"));
        assert!(error.detail()[0].contains("小林") && error.detail()[1].contains("阿布"), "{error:?}");
    };
    both(&place.store.write(stamp.clone(), |tx| tx.update(&mut stale)).unwrap_err());
    both(&place.store.write(stamp, |tx| tx.delete(&stale)).unwrap_err());
    assert_eq!(place.dump(), before);
}

#[test]
fn two_writers_on_one_file_never_overwrite_each_other_silently() {
    let mut place = Place::with_campaign();
    let mut other = place.again();
    let mut mine = campaign(&place);
    let mut theirs = other.read(None, |db| db.list::<Campaign>()).unwrap().pop().unwrap();
    theirs.owner = "小周".to_owned();
    let stamp = place.stamp("set");
    other.write(stamp.clone(), |tx| tx.update(&mut theirs)).unwrap();
    mine.owner = "小林".to_owned();
    let error = place.store.write(stamp.clone(), |tx| tx.update(&mut mine)).unwrap_err();
    assert_eq!(error.code(), "changed_since");
    assert_eq!(campaign(&place).owner, "小周");
    other.write(stamp.clone(), |tx| tx.delete(&theirs)).unwrap();
    assert_eq!(place.store.write(stamp.clone(), |tx| tx.update(&mut mine)).unwrap_err().code(), "gone");
    assert_eq!(place.store.write(stamp, |tx| tx.delete(&mine)).unwrap_err().code(), "gone");
}

#[test]
fn an_update_that_changes_nothing_writes_nothing() {
    let mut place = Place::with_campaign();
    place.set("d11", owner("小林")).unwrap();
    let before = place.dump();
    let outcome = place.set("d11", owner("小林")).unwrap();
    assert_eq!(outcome.batch, None);
    assert_eq!(place.dump(), before);
}

#[test]
fn undo_is_refused_where_the_row_changed_since_and_changes_nothing() {
    let mut place = Place::with_campaign();
    place.set("d11", owner("小林")).unwrap();
    place.sql().execute("UPDATE campaign SET owner = '别人'", []).unwrap();
    let before = place.dump();
    let error = place.undo().unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Conflict, "undo_changed_since"));
    assert_eq!(place.dump(), before);
    place.sql().execute("UPDATE campaign SET owner = '小林'", []).unwrap();
    place.undo().unwrap();
    place.sql().execute("UPDATE campaign SET owner = '别人'", []).unwrap();
    assert_eq!(place.redo().unwrap_err().code(), "undo_changed_since");
}

#[test]
fn as_of_shows_each_row_as_it_stood_at_each_moment() {
    let mut place = Place::with_campaign();
    place.now += HOUR;
    place.set("d11", owner("小林")).unwrap();
    place.now += HOUR;
    place.undo().unwrap();
    place.now += HOUR;
    place.ask(Request::CampaignDelete { campaign: "d11".to_owned() }).unwrap();
    let at = |moment: i64| {
        let rows = place.store.read(Some(moment), |db| db.list::<Campaign>()).unwrap();
        rows.into_iter().map(|c| (c.version, c.owner)).collect::<Vec<_>>()
    };
    assert_eq!(at(NOW - 1), []);
    assert_eq!(at(NOW), [(1, String::new())]);
    assert_eq!(at(NOW + HOUR), [(2, "小林".to_owned())]);
    assert_eq!(at(NOW + 2 * HOUR), [(3, String::new())]);
    assert_eq!(at(NOW + 3 * HOUR), []);
    assert_eq!(place.list::<Campaign>(), []);
}

#[test]
fn as_of_counts_readings_up_to_that_moment_only() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    for (hour, value) in [(9, 10), (12, 20), (15, 30)] {
        place.record(&format!("gmv={value} d11 2026-11-04T{hour:02}:00"));
    }
    place.record("gmv=5 d11 2026-11-03");
    let actual = |as_of: i64| {
        let board = place.store.read(Some(as_of), |db| {
            let book = board::Book::open(db)?;
            let line = board::campaign_line(db, &book, &book.campaigns[0], as_of)?;
            let pace = board::pace_of_all(db, &book, as_of)?[0].1;
            Ok((line, pace))
        });
        let (line, pace) = board.unwrap();
        assert_eq!(line.targets[0].pace, pace);
        line.targets[0].actual
    };
    // The entities exist from NOW (15:03) on; the readings are from before.
    assert_eq!(actual(NOW), Some(q("65")));
    place.now = NOW + DAY;
    let mut late = place;
    late.record("gmv=100 d11 2026-11-05T14:00");
    late.record("gmv=200 d11 2026-11-05T15:03");
    let board = late.cockpit_at(Some(NOW + DAY - HOUR)).campaigns;
    assert_eq!(board[0].targets[0].actual, Some(q("165")));
    assert_eq!(late.cockpit().campaigns[0].targets[0].actual, Some(q("365")));
}

#[test]
fn the_first_goal_of_a_target_never_changes() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "100万");
    let draft = TargetDraft { goal: words("80万"), ..TargetDraft::default() };
    place.ask(Request::TargetSet { target: "d11/gmv".to_owned(), seen: None, draft }).unwrap();
    let target = place.target_row("gmv");
    assert_eq!((target.goal, target.first_goal), (q("80万"), q("100万")));
    assert_eq!(place.gauge("d11", "gmv").first_goal, Some(q("100万")));
    let stamp = place.stamp("cheat");
    let mut moved = Target { first_goal: q("80万"), ..target };
    let error = place.store.write(stamp, |tx| tx.update(&mut moved)).unwrap_err();
    assert_eq!(error.code(), "constraint");
    let cheat = place.sql().execute("UPDATE target SET first_goal = 1", []);
    assert!(cheat.is_err(), "by the file itself");
    place.undo().unwrap();
    assert_eq!(place.gauge("d11", "gmv").first_goal, None);
}

#[test]
fn undoing_a_deleted_campaign_brings_everything_back_into_view() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    place.target("d11", "orders", "10");
    place.record("gmv=400 d11 2026-11-03");
    let (campaign, text) = ("d11".to_owned(), "红包 5→8 元".to_owned());
    place.done(Request::NoteAdd { campaign: campaign.clone(), text, kind: None, at: None });
    let before = place.visible();
    let id = place.campaign_id("d11");
    place.done(Request::CampaignDelete { campaign });
    assert!(place.list::<Target>().is_empty() && place.list::<Note>().is_empty());
    assert!(place.cockpit().campaigns.is_empty());
    place.undo().unwrap();
    assert_eq!(place.visible(), before);
    assert_eq!(place.gauge("d11", "gmv").actual, Some(q("400")));
    place.redo().unwrap();
    assert!(place.cockpit().campaigns.is_empty());
    place.campaign("new", "新活动", "2026-11-01", "2026-11-11");
    assert_ne!(place.campaign_id("new"), id, "ids are never used again");
    place.target("new", "gmv", "1000");
    assert_eq!(place.gauge("new", "gmv").actual, None, "nobody else's readings");
    place.sound();
}

#[test]
fn undoing_a_record_with_a_new_channel_takes_the_channel_back_too() {
    let mut place = Place::with_campaign();
    let before = place.visible();
    place.record("gmv=1 d11 @douyin");
    let after = place.visible();
    place.undo().unwrap();
    assert!(place.list::<Channel>().is_empty());
    assert_eq!(place.visible(), before);
    place.sound();
    place.redo().unwrap();
    assert_eq!(place.visible(), after);
    assert_eq!(place.list::<Channel>()[0].key, "douyin");
    place.sound();
}

#[test]
fn a_metric_of_ones_own_can_be_taken_back_even_after_it_had_readings() {
    let mut place = Place::with_campaign();
    place.done(Request::MetricAdd(MetricDraft { key: "cups".to_owned(), ..MetricDraft::default() }));
    place.record("cups=3");
    place.undo().unwrap();
    place.undo().unwrap();
    assert!(place.list::<Metric>().iter().all(|m| m.key != "cups"));
    place.sound();
    place.done(Request::SettingSet { key: "time_zone".to_owned(), value: "UTC".to_owned() });
    place.sound();
    place.undo().unwrap();
    place.redo().unwrap();
    place.sound();
}

#[test]
fn the_title_of_a_batch_names_its_object() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    place.record("gmv=1 d11");
    let (campaign, text) = ("d11".to_owned(), "x".to_owned());
    place.done(Request::NoteAdd { campaign, text, kind: None, at: None });
    let titles = place.store.read(None, |db| db.batches(9)).unwrap();
    let titles: Vec<&str> = titles.iter().rev().map(|b| b.title.as_str()).collect();
    assert_eq!(titles, ["campaign new d11", "target add d11/gmv", "record gmv 1 d11", "note add d11"]);
}

#[test]
fn a_request_that_fails_half_way_leaves_nothing_behind() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    let before = place.dump();
    let record = RecordDraft {
        metric: "gmv".to_owned(),
        value: "5".to_owned(),
        campaign: words("d11"),
        channel: words("brand-new"),
        note: words("\u{1b}[31m"),
        ..RecordDraft::default()
    };
    assert_eq!(place.ask(Request::Record(record)).unwrap_err().in_field(), Some("note"));
    assert_eq!(place.dump(), before);
    let taken = TargetDraft { goal: words("5"), primary: Some(true), ..TargetDraft::default() };
    assert_eq!(place.target_of("d11", "gmv", taken).unwrap_err().code(), "target_taken");
    assert_eq!(place.dump(), before);
}

#[test]
fn an_error_at_any_step_of_a_write_leaves_nothing_behind() {
    let mut place = Place::with_campaign();
    let before = place.dump();
    let setting = |n: usize| Setting {
        id: fupan::model::SettingId(0),
        version: 0,
        key: format!("k{n}"),
        value: String::new(),
    };
    for fails_at in 0..6 {
        let stamp = place.stamp("fails");
        let write = place.store.write(stamp, |tx| {
            for step in 0..6 {
                if step == fails_at {
                    return Err(Error::new(Kind::Internal, fupan::i18n::tr::ALL[0]));
                }
                tx.insert(&mut setting(step))?;
            }
            Ok(())
        });
        assert!(write.is_err());
        assert_eq!(place.dump(), before);
    }
    place.record("gmv=1");
    assert_eq!(place.batches(), 2);
}

#[test]
fn a_dropped_write_through_the_trigger_of_the_nth_statement_leaves_nothing_behind() {
    for table in ["reading", "reading_day", "history", "batch", "series", "channel", "note"] {
        let mut place = Place::with_campaign();
        place.record("gmv=7 d11 @tv 2026-11-03");
        place.record("gmv=8 d11 @tv 2026-11-03T10:00");
        let refuse =
            format!("CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'fault'); END");
        place.sql().execute_batch(&refuse).unwrap();
        let before = place.dump();
        let draft = RecordDraft {
            metric: "gmv".to_owned(),
            value: "1".to_owned(),
            campaign: words("d11"),
            channel: words("douyin"),
            note: words("x"),
            ..RecordDraft::default()
        };
        assert_eq!(place.ask(Request::Record(draft)).unwrap_err().code(), "constraint", "{table}");
        assert_eq!(place.dump(), before, "{table}");
        place.undo().map_or_else(|_| assert_eq!(place.dump(), before, "{table}"), |_| ());
        place.sql().execute_batch("DROP TRIGGER fault").unwrap();
        place.sound();
    }
}

#[test]
fn undo_takes_back_ones_own_last_change_not_a_feeds() {
    let mut place = Place::with_campaign();
    place.target("d11", "orders", "10");
    let mut feed = place.context();
    feed.actor = "feed".to_owned();
    let draft = RecordDraft {
        metric: "orders".to_owned(),
        value: "5".to_owned(),
        campaign: Some("d11".to_owned()),
        at: Some("2026-11-02".to_owned()),
        ..RecordDraft::default()
    };
    fupan::planner::perform(&mut place.store, &feed, Request::Record(draft)).unwrap();
    place.undo().unwrap();
    assert!(place.list::<Target>().is_empty(), "the target was the last of one's own");
    assert_eq!(place.values().len(), 1, "the feed's reading stays");
}

#[test]
fn deleting_needs_the_whole_name() {
    let mut place = Place::new();
    place.campaign("d11-2", "d11-2", "2026-11-01", "2026-11-11");
    let delete = |text: &str| Request::CampaignDelete { campaign: text.to_owned() };
    assert_eq!(place.ask(delete("d11")).unwrap_err().code(), "no_campaign");
    place.ask(delete("d11-2")).unwrap();
}
