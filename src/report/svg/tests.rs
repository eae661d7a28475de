use super::*;
use crate::model::{Lang, Unit};
use crate::report::PlotSeries;

fn series(name: &str, role: Role, values: &[Option<f64>]) -> PlotSeries {
    PlotSeries { name: name.to_owned(), role, values: values.to_vec() }
}

fn progress() -> Plot {
    let days: Vec<String> = (1..=20).map(|day| format!("11-{day:02}")).collect();
    let until = |end: u32, scale: f64| {
        (0..20).map(move |i| (i < end).then(|| f64::from(i * i) * scale)).collect::<Vec<_>>()
    };
    let from = |start: u32, scale: f64| {
        (0..20).map(move |i| (i >= start).then(|| f64::from(i * i) * scale)).collect::<Vec<_>>()
    };
    Plot {
        id: "progress",
        title: "GMV 进度 <累计>".to_owned(),
        kind: PlotKind::Lines,
        unit: Unit::Money,
        x: days,
        series: vec![
            series("计划", Role::Plan, &until(20, 1200.0)),
            series("实际", Role::Actual, &until(13, 1100.0)),
            series("目标", Role::Goal, &[Some(433_200.0); 20]),
            series("预测区间", Role::Low, &from(12, 1000.0)),
            series("预测区间", Role::High, &from(12, 1250.0)),
        ],
        marks: vec![(5, 1, "追加抖音预算".to_owned()), (6, 2, "改券".to_owned())],
    }
}

fn channels() -> Plot {
    Plot {
        id: "channels",
        title: "各渠道 ROI".to_owned(),
        kind: PlotKind::Bars,
        unit: Unit::Ratio,
        x: ["抖音直播间引流款", "小红书", "社群", "搜索"].map(str::to_owned).to_vec(),
        series: vec![
            series("计划", Role::Plan, &[Some(1.5), Some(1.2), Some(3.0), Some(0.8)]),
            series("实际", Role::Actual, &[Some(1.1), Some(1.6), None, Some(-0.3)]),
        ],
        marks: Vec::new(),
    }
}

fn drawn(plot: &Plot, lang: Lang, size: ChartSize) -> String {
    chart_svg(plot, Style::new(lang, "CNY"), size).unwrap()
}

#[test]
fn a_chart_has_real_texts_a_title_and_a_description() {
    let svg = drawn(&progress(), Lang::Zh, ChartSize::Wide);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert!(svg.contains(r#"role="img""#));
    assert!(svg.contains(r#"<title id="progress-wide-title">GMV 进度 &lt;累计&gt;</title>"#), "{svg}");
    assert!(svg.contains("实际：首 ¥0，末 ¥15.8万，最高 ¥15.8万（11-13）"), "{svg}");
    assert!(svg.contains("1（11-06）：追加抖音预算"), "{svg}");
    for name in ["计划", "实际", "目标", "预测区间"] {
        assert_eq!(svg.matches(&format!(">{name}</text>")).count(), 1, "{name}: {svg}");
    }
}

#[test]
fn values_are_labelled_in_the_languages_own_steps() {
    assert!(drawn(&progress(), Lang::Zh, ChartSize::Wide).contains(">¥40万</text>"));
    assert!(drawn(&progress(), Lang::En, ChartSize::Wide).contains(">¥400K</text>"));
}

#[test]
fn a_strict_page_shows_it_no_styles_no_scripts_no_addresses() {
    for plot in [progress(), channels()] {
        for size in [ChartSize::Wide, ChartSize::Narrow] {
            let svg = drawn(&plot, Lang::Zh, size);
            let svg = svg.replace(r#"xmlns="http://www.w3.org/2000/svg""#, "");
            for word in ["style=", "<style", "<script", "http", "url(", "onload", "#000"] {
                assert!(!svg.contains(word), "{word}: {svg}");
            }
            assert!(svg.contains("var(--chart-actual,"));
        }
    }
}

#[test]
fn series_differ_by_more_than_their_colour() {
    let all = looks(&progress());
    for (i, one) in all.iter().enumerate() {
        for other in &all[i + 1..] {
            let is_one_forecast = one.ink == Ink::Forecast && other.ink == Ink::Forecast;
            assert!(is_one_forecast || one.dash != other.dash, "{one:?} {other:?}");
        }
    }
    let bars = looks(&channels());
    assert_ne!(bars[0].is_filled, bars[1].is_filled);
    let svg = drawn(&progress(), Lang::Zh, ChartSize::Wide);
    assert!(
        svg.contains(r#"stroke="var(--chart-plan,#6b7280)" stroke-width="1.5" stroke-dasharray="7 4""#),
        "{svg}"
    );
}

#[test]
fn a_forecast_is_a_band_and_marks_are_numbered() {
    let svg = drawn(&progress(), Lang::Zh, ChartSize::Wide);
    assert!(svg.contains("<polygon") && svg.contains(r#"fill-opacity="0.16""#), "{svg}");
    assert!(svg.contains(">1</text>") && svg.contains(">2</text>"));
}

#[test]
fn the_narrow_one_has_a_legend_and_the_bars_too() {
    assert!(drawn(&progress(), Lang::Zh, ChartSize::Narrow).contains(r#"viewBox="0 0 340 260""#));
    let svg = drawn(&channels(), Lang::Zh, ChartSize::Wide);
    assert!(svg.contains(">计划</text>") && svg.contains(">实际</text>"));
    // Two in the legend; four planned, three actual ones outlined and filled.
    assert_eq!(svg.matches("<rect").count(), 3 + 4 + 3 * 2, "{svg}");
    assert!(svg.contains(">抖音直播间引流款</text>"), "there is room for it: {svg}");
    assert!(drawn(&channels(), Lang::Zh, ChartSize::Narrow).contains("…</text>"));
}

#[test]
fn nothing_to_draw_says_so() {
    let mut plot = progress();
    for series in &mut plot.series {
        series.values.fill(None);
    }
    assert!(!has_values(&plot));
    assert!(drawn(&plot, Lang::Zh, ChartSize::Wide).contains(">暂无数据</text>"));
    plot.x.clear();
    assert!(drawn(&plot, Lang::En, ChartSize::Wide).contains(">no data</text>"));
}

#[test]
fn strange_numbers_and_names_never_stop_it() {
    let odd = [f64::NAN, f64::INFINITY, -9.2e12, 9.2e12, 0.0, 1e-9, f64::MIN_POSITIVE];
    for kind in [PlotKind::Lines, PlotKind::Bars] {
        for unit in [Unit::Count, Unit::Money, Unit::Percent, Unit::Ratio, Unit::Duration, Unit::Score] {
            for count in [1, 2, 7, 400] {
                let values: Vec<Option<f64>> = odd.iter().cycle().take(count).map(|v| Some(*v)).collect();
                let plot = Plot {
                    id: "odd",
                    title: "很长的标题".repeat(60),
                    kind,
                    unit,
                    x: vec!["一个很长的位置名称".to_owned(); count],
                    series: vec![
                        series(&"名".repeat(300), Role::Actual, &values),
                        series("b", Role::Other, &values[..1]),
                    ],
                    marks: vec![(0, 1, String::new()), (9999, 2, String::new())],
                };
                for size in [ChartSize::Wide, ChartSize::Narrow] {
                    let svg = drawn(&plot, Lang::Zh, size);
                    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
                }
            }
        }
    }
}

#[test]
fn names_move_apart_within_their_space() {
    let mut heights = [100, 110, 2000, 1990];
    move_apart(&mut heights, 80, 2000);
    assert_eq!(heights, [100, 260, 2000, 1840]);
}
