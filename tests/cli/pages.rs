//! Reports as pages and workbooks, through the program, in both languages; looked at in a real browser where there is one.
use super::support::Workspace;
use calamine::{Data, Reader as _, Xlsx, open_workbook};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A campaign in its fourth day, with channels, a phase plan, an adjustment and a name nobody should trust.
fn live() -> Workspace {
    let space = Workspace::new().at("2026-11-04T15:03:00+08:00");
    let line = "双11<script>alert(1)</script> 11-01..11-11 gmv=100万 预算=5万 渠道=抖音=60%,微信=40% @小林";
    space.fupan(&["campaign", "new", line, "--key", "d11"]).ok();
    for (value, channel, day) in
        [("5万", "抖音", 1), ("3.1万", "微信", 2), ("6.4万", "抖音", 3), ("2万", "微信", 4)]
    {
        let at = format!("2026-11-{day:02}");
        space.fupan(&["record", "gmv", value, "-c", "d11", "--channel", channel, "--at", &at]).ok();
        space.fupan(&["record", "spend", "1200.5", "-c", "d11", "--channel", channel, "--at", &at]).ok();
    }
    space.fupan(&["note", "add", "d11", "=1+1 改券 & 加预算", "--kind", "adjustment"]).ok();
    space
}

/// The report of the campaign as a file of the workspace.
fn report(space: &Workspace, kind: &str, file: &str, lang: &str) -> PathBuf {
    let out = space.path(file);
    let shown = out.display().to_string();
    space.fupan(&["--lang", lang, "report", "d11", "--kind", kind, "--out", &shown]).ok();
    out
}

#[test]
fn a_page_is_one_closed_file_in_either_language() {
    let space = live();
    for (lang, html_lang, words) in
        [("zh", "zh-CN", ["成交额", "复盘"]), ("en", "en", ["GMV", "Retrospective"])]
    {
        let file = report(&space, "retro", &format!("{lang}.html"), lang);
        let page = std::fs::read_to_string(file).unwrap();
        assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{html_lang}\">")), "{page}");
        for word in words {
            assert!(page.to_lowercase().contains(&word.to_lowercase()), "{word} in {page}");
        }
        for part in [
            "default-src 'none'; style-src 'sha256-",
            "name=\"viewport\"",
            "<svg ",
            "role=\"img\"",
            "@media print",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;"), "{page}");
        // Nothing runs, nothing is loaded, nothing is styled where it stands.
        let rest = page.replace("http://www.w3.org/2000/svg", "");
        for word in
            ["<script", "style=", "http:", "https:", "src=", "@import", "url(", "javascript:", "<link"]
        {
            assert!(!rest.contains(word), "{word} in {rest}");
        }
    }
}

#[test]
fn a_workbook_is_read_back_in_either_language() {
    let space = live();
    for (lang, summary, gmv) in [("zh", "摘要", "成交额"), ("en", "Summary", "GMV")] {
        let file = report(&space, "retro", &format!("{lang}.xlsx"), lang);
        let mut book: Xlsx<_> = open_workbook(&file).unwrap();
        let names = book.sheet_names();
        assert_eq!(names[0], summary);
        assert!(names.len() > 2, "{names:?}");
        let all: Vec<Data> = names
            .iter()
            .flat_map(|name| {
                let range = book.worksheet_range(name).unwrap();
                range.used_cells().map(|(.., cell)| cell.clone()).collect::<Vec<_>>()
            })
            .collect();
        assert!(all.iter().any(|cell| cell.to_string().contains(gmv)), "{gmv} in {all:?}");
        assert!(all.contains(&Data::Float(165_000.0)), "the GMV as a number: {all:?}");
        assert!(all.contains(&Data::Float(1_000_000.0)), "the goal as a number: {all:?}");
        let is_note =
            |cell: &&Data| matches!(cell, Data::String(text) if text.contains("=1+1 改券 & 加预算"));
        assert!(all.iter().any(|cell| is_note(&cell)), "what was written stays text: {all:?}");
        for name in &names {
            let formulas = book.worksheet_formula(name).unwrap();
            assert!(formulas.used_cells().all(|(.., formula)| formula.starts_with("SUM(")), "{formulas:?}");
        }
    }
}

#[test]
fn a_template_of_ones_own_keeps_the_policy_and_its_own_style() {
    let space = live();
    let own = "{% extends \"_page.html.j2\" %}{% block facts %}<style>dl{color:red}</style><p>OWN</p>{% endblock %}";
    let template = space.file("own.html.j2", own).display().to_string();
    let out = space.path("own.html").display().to_string();
    space.fupan(&["report", "d11", "--template", &template, "--out", &out]).ok();
    let page = std::fs::read_to_string(out).unwrap();
    assert!(page.contains("<p>OWN</p>") && !page.contains("class=\"facts\""), "{page}");
    assert_eq!(page.matches("'sha256-").count(), 2, "{page}");
}

#[test]
fn a_workbook_makes_no_terminal_and_no_template() {
    let space = live();
    let out = space.path("a.xlsx").display().to_string();
    let template = space.file("own.html.j2", "x").display().to_string();
    space.fupan(&["report", "d11", "--format", "xlsx", "--template", &template, "--out", &out]).exits(2);
    assert!(!Path::new(&out).exists());
}

/// The browser of this machine, where it has one.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut all = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    all.find(|file| file.is_file())
}

/// What the browser's console said of a page, drawn with these switches.
fn console(space: &Workspace, browser: &Path, page: &Path, switches: &[&str]) -> Vec<String> {
    let profile = space.path("profile");
    let picture = space.path("picture.png");
    let run = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--hide-scrollbars"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--screenshot={}", picture.display()))
        .args(switches)
        .arg(format!("file://{}", page.display()))
        .env("HOME", space.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let size = std::fs::metadata(&picture).map(|file| file.len()).unwrap_or_default();
    assert!(size > 10_000, "a picture of {size} bytes: {said}");
    std::fs::remove_file(&picture).unwrap();
    said.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect()
}

#[test]
fn a_real_browser_shows_a_page_without_a_word_of_complaint() {
    let Some(browser) = browser() else {
        println!("skipped: no chromium here");
        return;
    };
    let space = live();
    let page = report(&space, "retro", "page.html", "zh");
    let dark = "--blink-settings=preferredColorScheme=0";
    for switches in [&["--window-size=1000,2000"][..], &["--window-size=500,2000", dark]] {
        assert_eq!(console(&space, &browser, &page, switches), Vec::<String>::new());
    }
    // What the policy does not name, the browser complains about: were it wrong, we would hear.
    let text = std::fs::read_to_string(&page).unwrap().replacen("@media print", "@media  print", 1);
    let other = space.file("other.html", text);
    let said = console(&space, &browser, &other, &["--window-size=1000,2000"]).join("\n");
    assert!(said.contains("Content Security Policy"), "{said}");
}
