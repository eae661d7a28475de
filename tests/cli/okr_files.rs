//! A whole cycle in and out of the real program.
use crate::singles_day;
use crate::support::Workspace;

const HAND: &str = "key = '2026-Q4'\n[[objective]]\ntitle = '让老客更愿意回来'\nowner = '小林'\n\
    [[objective.key_result]]\ntitle = '复购率'\nbaseline = '22%'\ngoal = '28%'\n\
    [[objective.key_result]]\nmetric = 'gmv'\ngoal = '100万'\ncampaign = ['d11']\n";

const SET: &str = "# 2026 年第四季度 OKR\n\n## O1：让老客更愿意回来（小林）\n\
    - KR1：复购率从 22% 提升到 28%（权重 40%）\n- KR2：客诉率降到 0.8%\n- KR3：上线会员小程序\n  - [x] 设计\n  - [ ] 上线\n";

#[test]
fn what_goes_out_comes_in_again_to_the_last_byte() {
    let space = singles_day();
    space.file("hand.toml", HAND);
    space.fupan(&["okr", "import", space.path("hand.toml").to_str().unwrap()]).ok().says("2026-Q4");
    for format in ["toml", "json"] {
        let text = space.run(&format!("okr export 2026-Q4 --format {format}")).ok().out;
        let other = singles_day();
        other.fupan_with(&["okr", "import", "-"], text.as_bytes()).ok();
        assert_eq!(other.run(&format!("okr export --format {format}")).ok().out, text);
    }
}

#[test]
fn an_export_never_overwrites_a_file() {
    let space = singles_day();
    space.fupan_with(&["okr", "import", "-"], HAND.as_bytes()).ok();
    let path = space.path("q4.json");
    let path = path.to_str().unwrap();
    space.fupan(&["okr", "export", "-o", path]).ok().says("q4.json");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("{\n  \"key\": \"2026-Q4\""), "its name says JSON: {text}");
    space.fupan(&["okr", "export", "2026-q4", "-o", path]).exits(2).says("q4.json");
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    space.run("okr export 2027").exits(4);
}

#[test]
fn an_import_is_one_change_that_undo_takes_back() {
    let space = singles_day();
    space.fupan_with(&["okr", "import", "-"], HAND.as_bytes()).ok();
    space.fupan_with(&["okr", "import", "-"], HAND.as_bytes()).exits(3).says("2026-Q4");
    let again =
        space.fupan_with(&["okr", "import", "-", "--as", "2027-Q1", "--json"], HAND.as_bytes()).ok().json();
    assert_eq!(again["key"], "2027-Q1");
    space.run("undo").ok();
    space.run("undo").ok();
    space.run("okr export").exits(4);
    space.run("redo").ok();
    space.run("okr export 2026-Q4").ok().says("让老客更愿意回来");
}

#[test]
fn a_set_in_markdown_tells_what_it_assumed() {
    let space = singles_day();
    let dry = space.fupan_with(&["--lang", "zh", "okr", "import", "-", "--dry-run"], SET.as_bytes()).ok();
    for part in [
        "第 3 行  「小林」当作负责人",
        "第 5 行  「客诉率降到 0.8%」按保持 <=0.8% 处理",
        "22%",
        "未写入任何内容",
    ] {
        let both = format!("{}{}", dry.out, dry.err);
        assert!(both.contains(part), "{part}\n{both}");
    }
    space.run("okr export").exits(4);
    let json = space.fupan_with(&["okr", "import", "-", "--json"], SET.as_bytes()).ok().json();
    assert_eq!(json["assumed"].as_array().unwrap().len(), 4);
    let text = space.run("okr export --format json").ok().json();
    let rows = &text["objective"][0]["key_result"];
    assert_eq!(
        (&rows[0]["baseline"], &rows[0]["goal"], &rows[0]["weight"]),
        (&0.22.into(), &0.28.into(), &0.4.into())
    );
    assert_eq!((&rows[1]["kind"], &rows[1]["better"]), (&"keep".into(), &"lower".into()));
    assert_eq!((&rows[2]["kind"], rows[2]["step"].as_array().unwrap().len()), (&"done".into(), 2));
    assert!(rows[2]["step"][0]["done"].is_string() && rows[2]["step"][1]["done"].is_null());
}

#[test]
fn bad_files_are_told_with_line_and_field_and_nothing_is_written() {
    let space = Workspace::new();
    let large = vec![b'#'; 10 << 20];
    let cases: [(&[u8], &str); 8] = [
        (
            b"key = '2026-Q4'\n[[objective]]\ntitel = 'a'\n",
            "line 3  objective[1].titel  there is no field `titel`; did you mean `title`?",
        ),
        (b"key = '2026-Q4'\n[[objective]]\ntitle = 'a\xff'\n", "line 3  byte 40 is not UTF-8"),
        (b"key = '2026-Q4'\n[[objective]]\ntitle = \"a\\u001b[31m\"\n", "line 3  objective[1].title"),
        (b"key = = 1\n", "line 1  not TOML"),
        (
            b"{\"key\": \"2026-Q4\",\n \"objective\": [{\"title\": \"a\", \"title\": \"b\"}]}",
            "line 2  objective[1].title  `title` is there twice",
        ),
        (b"{\"key\": \"2026-Q4\",\n", "line 2  not JSON"),
        (b"[[objective]]\ntitle = 'a'\n", "--as 2026-Q4"),
        (&large, "larger than 4 MiB"),
    ];
    for (text, told) in cases {
        space.fupan_with(&["okr", "import", "-"], text).exits(3).says(told);
    }
    space.run("okr export").exits(4);
    space.run("okr import nowhere.toml").exits(4).says("nowhere.toml");
}
