//! Markdown as GitHub, Feishu and Notion read it: no HTML, tables aligned also where Chinese is two cells wide.
use super::super::doc::{Grid, Plot, PlotKind, PlotSeries};
use crate::model::Style;
use unicode_width::UnicodeWidthStr as _;

/// A text of people in which nothing is taken for Markdown. One line.
pub(super) fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    for (index, c) in chars.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(index + 1).copied();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => !(is_word(before) && is_word(after)),
            '&' => is_word(after) || after == Some('#'),
            // A sum of dollars is followed by a digit, a formula is not.
            '$' => !after.is_some_and(|c| c.is_ascii_digit()),
            '>' | '=' => index == 0,
            '#' | '-' | '+' | ':' => index == 0 && after.is_none_or(|c| c == ' ' || c == '#' || c == '-'),
            // `1. ` or `1) ` would begin a list.
            '.' | ')' => {
                let head = chars.get(..index).unwrap_or_default();
                !head.is_empty() && head.iter().all(char::is_ascii_digit) && after.is_none_or(|c| c == ' ')
            }
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A table, each column as wide as its widest cell.
#[must_use]
pub fn markdown_table(grid: &Grid) -> String {
    let heads: Vec<String> = grid.columns.iter().map(|column| escaped(&column.title)).collect();
    let last = grid.rows.len().checked_sub(1).filter(|_| grid.has_total);
    let cell = |row: usize, text: String| match Some(row) == last && !text.is_empty() && text != "—" {
        true => format!("**{text}**"),
        false => text,
    };
    let rows =
        grid.rows.iter().enumerate().map(|(index, row)| {
            row.iter().map(|value| cell(index, escaped(&value.shown()))).collect::<Vec<_>>()
        });
    let is_right: Vec<bool> = (0..heads.len()).map(|column| grid.is_number(column)).collect();
    lines(&heads, &rows.collect::<Vec<_>>(), &is_right)
}

fn lines(heads: &[String], rows: &[Vec<String>], is_right: &[bool]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(heads.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0).max(3)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let right = |column: usize| is_right.get(column).copied().unwrap_or(false);
    let line = |cells: &[String]| {
        let padded = widths.iter().enumerate().map(|(column, width)| {
            let cell = cells.get(column).map_or("", String::as_str);
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            if right(column) { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
        });
        format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().enumerate().map(|(column, width)| {
        if right(column) { format!("{}:", "-".repeat(width - 1)) } else { "-".repeat(*width) }
    });
    let mut out = line(heads);
    out.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
    rows.iter().for_each(|row| out.push_str(&line(row)));
    out
}

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// How wide a line of a chart is at most, in characters.
const WIDEST: usize = 40;
/// How long a bar is at most.
const BAR: usize = 20;

/// A chart without pictures: a spark line a series, or a bar a value.
pub(super) fn markdown_plot(plot: &Plot, style: Style) -> String {
    let mut out = match plot.kind {
        PlotKind::Lines => {
            let heads = [escaped(&plot.title), ends(&plot.x), String::new()];
            let rows: Vec<Vec<String>> =
                sparks(plot, style).into_iter().map(|row| row.map(|cell| escaped(&cell)).to_vec()).collect();
            lines(&heads, &rows, &[false, false, true])
        }
        PlotKind::Bars => {
            let heads = [escaped(&plot.title), String::new(), String::new()];
            let rows: Vec<Vec<String>> =
                bars(plot, style).into_iter().map(|row| row.map(|cell| escaped(&cell)).to_vec()).collect();
            lines(&heads, &rows, &[false, true, false])
        }
    };
    for (index, number, text) in &plot.marks {
        let place = plot.x.get(*index).map_or("", String::as_str);
        out.push_str(&format!("\n{number}. {} {}", escaped(place), escaped(text)));
    }
    if !plot.marks.is_empty() {
        out.push('\n');
    }
    out
}

/// `11-01 → 11-11`
pub(super) fn ends(x: &[String]) -> String {
    match (x.first(), x.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} → {last}"),
        (Some(first), _) => first.clone(),
        _ => String::new(),
    }
}

/// Name, line and last value of each series.
pub(super) fn sparks(plot: &Plot, style: Style) -> Vec<[String; 3]> {
    let all = || plot.series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let drawn = plot.series.iter().filter(|series| series.values.iter().any(Option::is_some));
    drawn
        .map(|series| {
            let last = series.values.iter().rev().flatten().next().copied();
            let last = last.map_or_else(String::new, |value| style.compact_f64(value, plot.unit));
            [series.name.clone(), spark(series, low, high), last]
        })
        .collect()
}

/// One character a place, at most [`WIDEST`] of them: the last value of each stretch.
fn spark(series: &PlotSeries, low: f64, high: f64) -> String {
    let count = series.values.len();
    let width = count.min(WIDEST);
    let level = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.0 };
        let place = STEPS.iter().enumerate().rfind(|(step, _)| {
            let from = f64::from(u32::try_from(*step).unwrap_or(0)) / 8.0;
            share >= from
        });
        place.map_or('▁', |(_, c)| *c)
    };
    (0..width)
        .map(|column| {
            let end = ((column + 1) * count).div_ceil(width).min(count);
            let start = (column * count) / width;
            let stretch = series.values.get(start..end).unwrap_or_default();
            stretch.iter().rev().flatten().next().map_or(' ', |value| level(*value))
        })
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Name, value and bar of each value.
pub(super) fn bars(plot: &Plot, style: Style) -> Vec<[String; 3]> {
    let all = || plot.series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let most = all().map(f64::abs).fold(0.0, f64::max);
    let mut out = Vec::new();
    for (index, place) in plot.x.iter().enumerate() {
        for series in &plot.series {
            let Some(value) = series.values.get(index).copied().flatten() else { continue };
            let name =
                if plot.series.len() == 1 { place.clone() } else { format!("{place} · {}", series.name) };
            let full = (1..=BAR).filter(|step| {
                let edge = f64::from(u32::try_from(*step).unwrap_or(0)) - 0.5;
                most > 0.0 && value.abs() / most * 20.0 >= edge
            });
            let bar = if value < 0.0 { "▒" } else { "█" }.repeat(full.count());
            out.push([name, style.compact_f64(value, plot.unit), bar]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Quantity, Unit};
    use crate::report::doc::{Cell, Column, Role, Tone};

    #[test]
    fn what_people_wrote_stays_text_and_plain_numbers_stay_plain() {
        assert_eq!(escaped("# no *head* [x](y) <b>|`"), "\\# no \\*head\\* \\[x\\](y) \\<b>\\|\\`");
        assert_eq!(escaped("- a\n- b"), "\\- a - b");
        assert_eq!(escaped("1. one 2. two"), "1\\. one 2. two");
        for plain in ["双11 30%", "-¥5.2万", "+12%", "$412K of $1M", "first_order", "R&D 5 > 3", "1.5亿"]
        {
            let expected = if plain == "R&D 5 > 3" { "R\\&D 5 > 3" } else { plain };
            assert_eq!(escaped(plain), expected);
        }
    }

    #[test]
    fn columns_of_a_table_stand_below_each_other_in_chinese_too() {
        let column = |key, title: &str| Column { key, title: title.to_owned(), tone: Tone::Plain };
        let mut grid = Grid::new("targets", "", vec![column("target", "目标"), column("actual", "Actual")]);
        let amount = |n: &str| {
            let q = Quantity::parse(n).unwrap();
            Cell::Amount(q, Unit::Count, n.to_owned())
        };
        grid.rows.push(vec![Cell::Text("新用户|老用户".to_owned()), amount("1200")]);
        grid.rows.push(vec![Cell::Text("all".to_owned()), amount("98")]);
        grid.has_total = true;
        let expected = "\
| 目标           | Actual |
| -------------- | -----: |
| 新用户\\|老用户 |   1200 |
| **all**        | **98** |
";
        assert_eq!(markdown_table(&grid), expected);
    }

    #[test]
    fn a_line_is_drawn_on_one_scale_with_its_last_value() {
        let series = |role, values: &[Option<f64>]| PlotSeries {
            name: format!("{role:?}"),
            role,
            values: values.to_vec(),
        };
        let plot = Plot {
            id: "progress",
            title: "GMV".to_owned(),
            kind: PlotKind::Lines,
            unit: Unit::Count,
            x: vec!["11-01".to_owned(), "11-02".to_owned(), "11-03".to_owned()],
            series: vec![
                series(Role::Plan, &[Some(40.0), Some(60.0), Some(80.0)]),
                series(Role::Actual, &[Some(10.0), Some(20.0), None]),
            ],
            marks: vec![(1, 1, "5 → 8".to_owned())],
        };
        let text = markdown_plot(&plot, Style::new(Lang::En, "CNY"));
        assert!(text.contains("| GMV    | 11-01 → 11-03 |"), "{text}");
        assert!(text.contains("▅▇█"), "{text}");
        assert!(text.contains("▂▃") && text.contains("| Actual | ▂▃            |  20 |"), "{text}");
        assert!(text.ends_with("|\n\n1. 11-02 5 → 8\n"), "{text}");
    }
}
