//! Files and pipes become readings: all of a file or nothing of it.
use crate::support::{Workspace, shared_data};

const ROBYN: &str = "DATE=at,every=week,tv_S=spend@tv,ooh_S=spend@ooh,print_S=spend@print,search_S=spend@search,\
                     facebook_S=spend@facebook,facebook_I=impressions@facebook,search_clicks_P=clicks@search,\
                     revenue=revenue";

#[test]
fn robyn_comes_in_with_one_map_and_adds_up() {
    let Some(csv) = shared_data("robyn/dt_simulated_weekly.csv") else { return };
    let csv = csv.to_str().unwrap();
    let space = Workspace::new();
    let campaign = "campaign new Robyn --key robyn --start 2015-11-23 --end 2019-11-17";
    space.run(campaign).ok();
    space.run("target add robyn revenue --goal 400000000 --primary").ok();
    space.run("target add robyn roi --kind keep --goal 1").ok();
    let rehearsed =
        space.fupan(&["import", csv, "-c", "robyn", "--map", ROBYN, "--dry-run", "--json"]).ok().json();
    assert_eq!(rehearsed["total"]["new"], 208 * 8);
    let first = space.fupan(&["import", csv, "-c", "robyn", "--map", ROBYN, "--json"]).ok().json();
    assert_eq!(first["total"]["new"], 208 * 8, "the dry run wrote something: {first}");
    assert_eq!(first["metrics"]["revenue"]["new"], 208);
    assert_eq!(first["metrics"]["spend"]["new"], 208 * 5);

    let targets = space.run("status robyn --json").ok().json()["campaigns"][0]["targets"].clone();
    let revenue = targets[0]["actual"].as_f64().unwrap();
    assert!((revenue - 379_005_696.67).abs() < 0.01, "{revenue}");
    let roi = targets[1]["actual"].as_f64().unwrap();
    assert!(roi > 0.0, "{roi}");

    let again = space.fupan(&["import", csv, "-c", "robyn", "--map", ROBYN, "--json"]).ok().json();
    assert_eq!(again["total"], serde_json::json!({ "new": 0, "changed": 0, "unchanged": 208 * 8 }));
    space.run("doctor").ok();
    space.run("undo").ok();
    let undone = space.run("status robyn --json").ok().json()["campaigns"][0]["targets"][0]["actual"].clone();
    assert!(undone.is_null(), "{undone}");
}

#[test]
fn a_pipe_is_a_file() {
    let space = Workspace::new().with_campaign();
    let csv =
        "metric,at,value,campaign,channel\ngmv,2026-11-03,1000,d11,douyin\norders,2026-11-03,12,d11,douyin\n";
    let done = space.fupan_with(&["import", "-", "--json"], csv.as_bytes()).ok().json();
    assert_eq!(done["total"]["new"], 2);
    assert_eq!(done["metrics"]["orders"]["new"], 1);
}

#[test]
fn one_bad_row_keeps_the_whole_file_out() {
    let space = Workspace::new().with_campaign();
    let before = space.run("history --json").ok().out;
    let csv =
        "metric,at,value,campaign\ngmv,2026-11-03,1000,d11\ngmv,2026-02-30,5,d11\ngmv,2026-11-04,x,d11\n";
    let file = space.file("bad.csv", csv);
    let refused = space.fupan(&["import", file.to_str().unwrap()]).exits(3);
    for row in ["line 3, column at: `2026-02-30`", "line 4, column value: `x`", "nothing"] {
        assert!(refused.err.contains(row), "no {row} in\n{}", refused.err);
    }
    assert_eq!(space.run("history --json").ok().out, before);
}

#[test]
fn an_import_is_one_undo() {
    let space = Workspace::new().with_campaign();
    let before = space.run("status d11 --json").ok().out;
    let rows: String = (1..=4).map(|day| format!("gmv,2026-11-0{day},1000,d11,weibo\n")).collect();
    let file = space.file("r.csv", format!("metric,at,value,campaign,channel\n{rows}"));
    space.fupan(&["import", file.to_str().unwrap()]).ok().says("4 new");
    assert_ne!(space.run("status d11 --json").ok().out, before);
    space.run("undo").ok();
    assert_eq!(space.run("status d11 --json").ok().out, before);
}

#[test]
fn thousands_of_new_channels_take_no_longer_each_than_a_few() {
    let space = Workspace::new().with_campaign();
    let rows = |from: usize, to: usize| -> String {
        (from..to).map(|n| format!("gmv,2026-11-03,{n},d11,shop {n}\n")).collect()
    };
    let head = "metric,at,value,campaign,channel\n";
    let file = space.file("many.csv", format!("{head}{}", rows(0, 4_000)));
    #[allow(clippy::disallowed_methods)]
    let before = std::time::Instant::now();
    space.fupan(&["import", file.to_str().unwrap()]).ok().says("4,000 new");
    // A look at all channels for each of them would take minutes.
    assert!(before.elapsed().as_secs() < 30, "{:?}", before.elapsed());
    let file = space.file("alike.csv", format!("{head}gmv,2026-11-03,1,d11,A B\ngmv,2026-11-03,2,d11,a!b\n"));
    space.fupan(&["import", file.to_str().unwrap()]).ok().says("2 new");
    space.run("doctor").ok();
}

#[test]
fn rows_outside_the_campaigns_dates_are_told() {
    let space = Workspace::new().with_campaign();
    let file = space.file("out.csv", "date,gmv,orders\n2026-10-31,1,1\n2026-11-02,1,1\n2026-11-12,1,\n");
    let done = space.fupan(&["import", file.to_str().unwrap(), "-c", "d11", "--json"]).ok().json();
    let said: Vec<_> =
        done["warnings"].as_array().unwrap().iter().filter(|w| w["code"] == "import_outside").collect();
    assert_eq!(said.len(), 2, "{done}");
    assert!(said[0]["message"].as_str().unwrap().ends_with(": 2"), "{done}");
}

#[test]
fn columns_set_off_by_blanks_come_in_by_name_or_by_number() {
    let Some(orders) = shared_data("cdnow/CDNOW_master.txt") else { return };
    let all = std::fs::read_to_string(&orders).unwrap();
    let (_, rows) = all.split_once('\n').unwrap();
    for (head, map, flag) in [
        (true, "date=at,dollar_value=gmv,date_format=%Y%m%d", None),
        (false, "2=at,4=gmv,date_format=%Y%m%d", Some("--no-header")),
    ] {
        let space = Workspace::new();
        let file = space.file("orders.txt", if head { all.as_str() } else { rows });
        let args =
            ["import", file.to_str().unwrap(), "--delimiter", " ", "--map", map, "--repeat", "sum", "--json"];
        let args: Vec<&str> = args.into_iter().chain(flag).collect();
        let done = space.fupan(&args).ok().json();
        assert_eq!(done["rows"], 69_659);
        let db = rusqlite::Connection::open(space.db()).unwrap();
        let sum: i64 = db.query_row("SELECT SUM(value) FROM reading", [], |row| row.get(0)).unwrap();
        assert_eq!(sum, 2_500_315_630_000);
    }
}

#[test]
fn the_first_line_by_which_excel_names_its_delimiter_is_understood() {
    let space = Workspace::new().with_campaign();
    for (line, row) in [("sep=;", "2026-11-03;5,5"), ("sep=^", "2026-11-03^5")] {
        let delimiter = &line[4..];
        let file = space.file("e.csv", format!("{line}\r\ndate{delimiter}orders\r\n{row}\r\n"));
        let map = space.file("m.toml", "decimal_comma = true\n");
        let args = ["import", file.to_str().unwrap(), "-c", "d11", "--map", map.to_str().unwrap(), "--json"];
        assert_eq!(space.fupan(&args).ok().json()["rows"], 1, "{line}");
    }
}
