use super::*;
use crate::model::{Day, Quantity, Unit};
use crate::report::{Cell, Column, Plot, PlotKind, PlotSeries, ReportKind, Role, Section};
use calamine::{Data, Range, Reader as _, Xlsx};
use std::io::{Cursor, Read as _};

/// 2026-11-12 08:00 UTC.
const NOW: i64 = 1_794_470_400;

fn column(key: &'static str, title: &str, tone: Tone) -> Column {
    Column { key, title: title.to_owned(), tone }
}

fn money(text: &str) -> Cell {
    Cell::Amount(Quantity::parse(text).unwrap(), Unit::Money, format!("¥{text}"))
}

fn document() -> Document {
    let channels = Grid {
        id: "channels",
        title: "渠道 ROI/ROAS".to_owned(),
        columns: vec![
            column("channel", "渠道", Tone::Plain),
            column("spend", "花费", Tone::Plain),
            column("gap", "差距", Tone::Gap),
            column("rate", "达成率", Tone::Share),
            column("status", "状态", Tone::Status),
            column("day", "截止", Tone::Plain),
        ],
        rows: vec![
            vec![
                Cell::Text("=HYPERLINK(\"http://evil\",\"抖音\")".to_owned()),
                money("1200.5"),
                money("-300"),
                Cell::Number(0.71, Unit::Percent, "71%".to_owned()),
                Cell::Word("behind", "▼ 落后".to_owned()),
                Cell::Day("2026-11-11".parse::<Day>().unwrap(), "11-11".to_owned()),
            ],
            vec![
                Cell::Text("@社群".to_owned()),
                money("799.5"),
                money("100"),
                Cell::Number(1.02, Unit::Percent, "102%".to_owned()),
                Cell::Word("met", "✓ 达成".to_owned()),
                Cell::Empty,
            ],
            vec![
                Cell::Text("合计".to_owned()),
                money("2000"),
                money("-200"),
                Cell::Number(0.86, Unit::Percent, "86%".to_owned()),
                Cell::Empty,
                Cell::Empty,
            ],
        ],
        has_total: true,
        plain: Vec::new(),
    };
    let plot = Plot {
        id: "progress",
        title: "GMV 进度".to_owned(),
        kind: PlotKind::Lines,
        unit: Unit::Money,
        x: vec!["11-01".to_owned(), "11-02".to_owned(), "11-03".to_owned()],
        series: vec![
            PlotSeries {
                name: "计划".to_owned(),
                role: Role::Plan,
                values: vec![Some(1.0), Some(2.0), Some(3.5)],
            },
            PlotSeries {
                name: "实际".to_owned(),
                role: Role::Actual,
                values: vec![Some(1.0), None, Some(f64::NAN)],
            },
        ],
        marks: vec![(1, 1, "加预算".to_owned())],
    };
    Document {
        kind: ReportKind::Retro,
        lang: Lang::Zh,
        currency: "CNY".to_owned(),
        title: "双11拉新 & 复盘".to_owned(),
        subtitle: "11-01 至 11-11".to_owned(),
        facts: vec![("GMV".to_owned(), money("58.2")), ("负责人".to_owned(), Cell::Text("+小王".to_owned()))],
        sections: vec![
            Section {
                id: "result",
                title: "评估结果".to_owned(),
                blocks: vec![
                    Block::Text("=1+1".to_owned()),
                    Block::Grid(channels.clone()),
                    Block::List(vec!["改券".to_owned()]),
                    Block::Plot(plot),
                ],
            },
            Section {
                id: "again",
                title: "再次".to_owned(),
                blocks: vec![Block::Grid(Grid { id: "again", ..channels })],
            },
        ],
    }
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    opened(bytes).worksheet_range(name).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_summary_comes_first_and_every_table_and_chart_has_a_sheet_with_a_name_of_its_own() {
    let bytes = xlsx(&document(), NOW).unwrap();
    assert_eq!(opened(&bytes).sheet_names(), ["摘要", "渠道 ROI ROAS", "GMV 进度", "渠道 ROI ROAS (2)"]);
    let summary = sheet(&bytes, "摘要");
    let texts: Vec<String> = summary.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for text in [
        "双11拉新 & 复盘",
        "11-01 至 11-11",
        "GMV",
        "58.2",
        "评估结果",
        "• 改券",
        "→ 见工作表「渠道 ROI ROAS」",
    ] {
        assert!(texts.iter().any(|cell| cell == text), "{text} in {texts:?}");
    }
}

#[test]
fn values_keep_their_types_and_days_are_dates() {
    let range = sheet(&xlsx(&document(), NOW).unwrap(), "渠道 ROI ROAS");
    let cell = |row, column| range.get((row, column)).unwrap().clone();
    assert_eq!(cell(0, 1), Data::String("花费".to_owned()));
    assert_eq!(cell(1, 1), Data::Float(1200.5));
    assert_eq!(cell(1, 3), Data::Float(0.71));
    assert_eq!(cell(1, 4), Data::String("▼ 落后".to_owned()));
    let Data::DateTime(day) = cell(1, 5) else { panic!("{:?} is no date", cell(1, 5)) };
    assert_eq!(day.as_f64(), 46_337.0, "days since 1899-12-30");
    assert_eq!(cell(2, 5), Data::Empty);
}

#[test]
fn what_people_wrote_is_text_and_never_a_formula() {
    let bytes = xlsx(&document(), NOW).unwrap();
    let range = sheet(&bytes, "渠道 ROI ROAS");
    assert_eq!(range.get((1, 0)), Some(&Data::String("=HYPERLINK(\"http://evil\",\"抖音\")".to_owned())));
    assert_eq!(range.get((2, 0)), Some(&Data::String("@社群".to_owned())));
    let mut book = opened(&bytes);
    let formulas: Vec<String> = book
        .sheet_names()
        .iter()
        .flat_map(|name| {
            let range = Xlsx::worksheet_formula(&mut opened(&bytes), name).unwrap();
            range.used_cells().map(|(.., formula)| formula.clone()).collect::<Vec<_>>()
        })
        .collect();
    assert!(formulas.iter().all(|formula| formula.starts_with("SUM(")), "{formulas:?}");
    assert!(
        book.worksheet_range("摘要")
            .unwrap()
            .used_cells()
            .any(|(.., cell)| *cell == Data::String("=1+1".to_owned()))
    );
}

#[test]
fn a_total_that_is_a_sum_is_a_formula_with_its_result_and_a_rate_is_not() {
    let bytes = xlsx(&document(), NOW).unwrap();
    let formulas = opened(&bytes).worksheet_formula("渠道 ROI ROAS").unwrap();
    let found: Vec<(usize, usize, String)> =
        formulas.used_cells().map(|(r, c, f)| (r, c, f.clone())).collect();
    let start = formulas.start().unwrap();
    assert_eq!(start, (3, 1));
    assert_eq!(found, [(0, 0, "SUM($B$2:$B$3)".to_owned()), (0, 1, "SUM($C$2:$C$3)".to_owned())]);
    let values = sheet(&bytes, "渠道 ROI ROAS");
    assert_eq!(values.get((3, 1)), Some(&Data::Float(2000.0)));
    assert_eq!(values.get((3, 2)), Some(&Data::Float(-200.0)));
    assert_eq!(values.get((3, 3)), Some(&Data::Float(0.86)));
}

#[test]
fn a_sheet_filters_colours_freezes_and_prints() {
    let bytes = xlsx(&document(), NOW).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    for part in [
        r#"<autoFilter ref="A1:F3""#,
        r#"state="frozen""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        "AND(ISNUMBER($C2),$C2&lt;0)",
        "AND(ISNUMBER($D2),$D2&lt;0.8)",
        "$E2=\"▼ 落后\"",
        "双11拉新 &amp;&amp; 复盘 · 渠道 ROI ROAS",
        "第 &amp;P 页，共 &amp;N 页",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    for format in ["&quot;¥&quot;#,##0.00", "0.0%", "yyyy-mm-dd"] {
        assert!(styles.contains(format), "{format} in {styles}");
    }
    let names = part(&bytes, "xl/workbook.xml");
    assert!(names.contains("_xlnm.Print_Titles"), "{names}");
}

#[test]
fn a_chart_is_native_and_drawn_from_cells_of_its_sheet() {
    let bytes = xlsx(&document(), NOW).unwrap();
    let range = sheet(&bytes, "GMV 进度");
    assert_eq!(range.get((3, 1)), Some(&Data::Float(3.5)));
    assert!(matches!(range.get((2, 2)), None | Some(Data::Empty)), "a hole stays a hole");
    assert_eq!(range.get((2, 3)), Some(&Data::String("1. 加预算".to_owned())));
    let chart = part(&bytes, "xl/charts/chart1.xml");
    for part in [
        "<c:lineChart>",
        "'GMV 进度'!$B$2:$B$4",
        "'GMV 进度'!$A$2:$A$4",
        r#"prstDash val="dash""#,
        "GMV 进度",
    ] {
        assert!(chart.contains(part), "{part} in {chart}");
    }
}

#[test]
fn the_same_report_makes_the_same_bytes_and_says_when() {
    let bytes = xlsx(&document(), NOW).unwrap();
    assert!(bytes == xlsx(&document(), NOW).unwrap());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2026-11-12T08:00:00Z") && core.contains("双11拉新 &amp; 复盘"), "{core}");
}

#[test]
fn what_is_long_or_strange_is_written_all_the_same() {
    let mut document = document();
    document.title = "很长".repeat(40_000);
    document.subtitle = "a\u{1b}[31m\u{202e}b".to_owned();
    document.sections[0].blocks.push(Block::Text("长".repeat(40_000)));
    if let Block::Grid(grid) = &mut document.sections[1].blocks[0] {
        grid.title = "'[*]'".to_owned();
        grid.rows = vec![vec![Cell::Number(f64::NAN, Unit::Ratio, "—".to_owned()), Cell::Count(i64::MAX)]];
        grid.has_total = false;
        grid.rows.push(Vec::new());
    }
    document.sections[1].blocks.push(Block::Grid(Grid {
        id: "none",
        title: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        has_total: true,
        plain: Vec::new(),
    }));
    let bytes = xlsx(&document, i64::MAX).unwrap();
    let summary = sheet(&bytes, "摘要");
    let texts: Vec<String> = summary.used_cells().map(|(.., cell)| cell.to_string()).collect();
    assert!(texts.iter().any(|text| text == "a�[31m�b"), "{texts:?}");
    assert!(texts.iter().all(|text| text.encode_utf16().count() <= 32_767));
    assert_eq!(opened(&bytes).sheet_names()[3..], ["表".to_owned(), "再次".to_owned()]);
}

/// The workbook with the stored results of its totals replaced by a wrong one.
fn with_wrong_results(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet2.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains("<v>2000</v>"), "{text}");
            content = text.replace("<v>2000</v>", "<v>7</v>").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn another_program_opens_it_and_computes_the_same_totals() {
    let folder = tempfile::tempdir().unwrap();
    // A profile in which formulas are computed anew whenever a workbook is opened.
    let profile = folder.path().join("profile/user");
    std::fs::create_dir_all(&profile).unwrap();
    let always = r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"#;
    std::fs::write(profile.join("registrymodifications.xcu"), always).unwrap();
    let file = folder.path().join("report.xlsx");
    std::fs::write(&file, with_wrong_results(&xlsx(&document(), NOW).unwrap())).unwrap();
    let run = std::process::Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path().join("out"))
        .arg(&file)
        .env("HOME", folder.path())
        .output();
    let Ok(run) = run else {
        println!("skipped: no LibreOffice here");
        return;
    };
    let said = format!("{run:?}");
    let bytes = std::fs::read(folder.path().join("out/report.xlsx"))
        .unwrap_or_else(|error| panic!("{error}: {said}"));
    let range = sheet(&bytes, "渠道 ROI ROAS");
    assert_eq!(range.get((3, 1)), Some(&Data::Float(2000.0)), "computed anew");
    assert_eq!(range.get((3, 2)), Some(&Data::Float(-200.0)));
    assert_eq!(range.get((1, 0)), Some(&Data::String("=HYPERLINK(\"http://evil\",\"抖音\")".to_owned())));
    assert_eq!(opened(&bytes).sheet_names().len(), 4);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
    assert!(zip.by_name("xl/charts/chart1.xml").is_ok(), "the chart is still one");
}
