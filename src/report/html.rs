//! The parts of a page that a template puts together: tables, charts, the style sheet, and the policy that lets nothing
//! else onto it. A page is one file: no scripts, no fonts or pictures from elsewhere.
use super::mood::{Mood, mood};
use super::svg::{ChartSize, chart_svg, escape};
use super::{Cell, Grid, Plot, Tone};
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{Style, Unit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac_sha256::Hash;

/// The style sheet of every page.
pub const STYLE_SHEET: &str = include_str!("../../assets/report/report.css");

/// Stands in a rendered page where its policy comes; the policy names the style sheets that turned out to be in it.
pub const POLICY: &str = "fupan-content-security-policy";

/// A page with its policy filled in: nothing may be loaded, run or sent, and only the style sheets that are in it count.
#[must_use]
pub fn sealed(page: &str) -> String {
    let mut sheets = style_sheets(page)
        .into_iter()
        .map(|sheet| format!("'sha256-{}'", BASE64.encode(Hash::hash(sheet.as_bytes()))));
    let first = sheets.next().unwrap_or_else(|| "'none'".to_owned());
    let sheets = sheets.fold(first, |all, sheet| format!("{all} {sheet}"));
    let policy =
        format!("default-src 'none'; style-src {sheets}; img-src data:; base-uri 'none'; form-action 'none'");
    page.replacen(POLICY, &policy, 1)
}

/// What is in the style elements of a page.
fn style_sheets(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<style") {
        let Some((sheet, after)) = after.split_once('>').and_then(|(_, inside)| inside.split_once("</style"))
        else {
            break;
        };
        found.push(sheet);
        rest = after;
    }
    found
}

/// A table: numbers to the right, what is good or bad in class and glyph, exact values where short ones are shown.
#[must_use]
pub fn html_table(grid: &Grid, style: Style) -> String {
    // What fits on a page of paper isn't torn apart.
    let class = if grid.rows.len() <= 12 { "table short" } else { "table" };
    let mut out = format!(r#"<div class="{class}" tabindex="0" role="region" aria-label=""#);
    let name = if grid.title.is_empty() { tr::PAGES_SHEET_TABLE.get(style.lang) } else { &grid.title };
    escape(&mut out, name);
    out.push_str("\"><table>");
    if !grid.title.is_empty() {
        element(&mut out, "caption", "", &grid.title);
    }
    out.push_str("<thead><tr>");
    let is_number: Vec<bool> = (0..grid.columns.len()).map(|column| grid.is_number(column)).collect();
    for (column, is_number) in grid.columns.iter().zip(&is_number) {
        let class = if *is_number { r#" class="num""# } else { "" };
        element(&mut out, "th", &format!(r#" scope="col"{class}"#), &column.title);
    }
    out.push_str("</tr></thead><tbody>");
    for (index, row) in grid.rows.iter().enumerate() {
        let is_total = grid.has_total && index + 1 == grid.rows.len();
        out.push_str(if is_total { r#"<tr class="total">"# } else { "<tr>" });
        for (at, (column, cell)) in grid.columns.iter().zip(row).enumerate() {
            let tone = grid.tone(index, column);
            push_cell(&mut out, (at == 0, is_number.get(at) == Some(&true)), tone, cell, style);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>");
    out
}

fn push_cell(out: &mut String, (is_head, is_number): (bool, bool), tone: Tone, cell: &Cell, style: Style) {
    let mut classes = Vec::new();
    match cell {
        cell if cell.is_empty() => classes.extend(is_number.then_some("num").into_iter().chain(["none"])),
        Cell::Empty | Cell::Text(_) => {}
        Cell::Word(..) | Cell::Day(..) => classes.push("word"),
        Cell::Amount(..) | Cell::Number(..) | Cell::Count(_) => classes.push("num"),
    }
    if let Some(mood) = mood(tone, cell) {
        match tone {
            Tone::Share => classes.push("share"),
            Tone::Gap => classes.push("gap"),
            Tone::Plain | Tone::Status => {}
        }
        classes.push(match mood {
            Mood::Good => "good",
            Mood::Fair => "fair",
            Mood::Bad => "bad",
        });
    }
    let mut attributes = if is_head { r#" scope="row""#.to_owned() } else { String::new() };
    if !classes.is_empty() {
        attributes.push_str(&format!(r#" class="{}""#, classes.join(" ")));
    }
    let shown = cell.shown();
    if let Cell::Amount(amount, unit, _) = cell {
        let full = style.full(*amount, *unit);
        if full != shown && *unit != Unit::Percent {
            attributes.push_str(" title=\"");
            escape(&mut attributes, &full);
            attributes.push('"');
        }
    }
    element(out, if is_head { "th" } else { "td" }, &attributes, &shown);
}

fn element(out: &mut String, name: &str, attributes: &str, text: &str) {
    out.push_str(&format!("<{name}{attributes}>"));
    escape(out, text);
    out.push_str(&format!("</{name}>"));
}

/// A chart with its caption, drawn for a page and for a phone, and its numbered places as a list.
///
/// # Errors
/// `chart_failed`.
pub fn html_chart(plot: &Plot, style: Style) -> Result<String> {
    let mut out = String::from(r#"<figure class="plot">"#);
    if !plot.title.is_empty() {
        element(&mut out, "figcaption", "", &plot.title);
    }
    out.push_str(&chart_svg(plot, style, ChartSize::Wide)?);
    out.push('\n');
    out.push_str(&chart_svg(plot, style, ChartSize::Narrow)?);
    let marks: Vec<_> =
        plot.marks.iter().filter_map(|(index, mark, text)| Some((plot.x.get(*index)?, mark, text))).collect();
    if !marks.is_empty() {
        out.push_str(r#"<ol class="marks" aria-label=""#);
        escape(&mut out, tr::PAGES_MARKS.get(style.lang));
        out.push_str("\">");
        for (place, mark, text) in marks {
            out.push_str(&format!("<li value=\"{mark}\">"));
            element(&mut out, "span", r#" class="place""#, place);
            out.push(' ');
            escape(&mut out, text);
            out.push_str("</li>");
        }
        out.push_str("</ol>");
    }
    out.push_str("</figure>");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Quantity};
    use crate::report::Column;

    fn style() -> Style {
        Style::new(Lang::Zh, "CNY")
    }

    fn column(title: &str, tone: Tone) -> Column {
        Column { key: "k", title: title.to_owned(), tone }
    }

    #[test]
    fn the_policy_names_the_hash_of_each_style_sheet_and_of_nothing_else() {
        // The hash of `b{}` by openssl.
        let page = sealed(&format!("<meta content=\"{POLICY}\"><style>b{{}}</style><p>{POLICY}"));
        let hash = BASE64.encode(Hash::hash(b"b{}"));
        assert_eq!(
            page,
            format!(
                "<meta content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
                 form-action 'none'\"><style>b{{}}</style><p>{POLICY}"
            )
        );
        assert!(sealed(POLICY).contains("style-src 'none';"));
        let two = sealed(&format!("{POLICY}<style media=\"print\">a</style><style>b</style>"));
        assert_eq!(two.matches("'sha256-").count(), 2);
    }

    #[test]
    fn a_table_tells_good_and_bad_in_classes_and_keeps_exact_values() {
        let amount = Quantity::parse("-412345.6").unwrap();
        let grid = Grid {
            id: "targets",
            title: "目标 <b>".to_owned(),
            columns: vec![
                column("目标", Tone::Plain),
                column("差距", Tone::Gap),
                column("达成率", Tone::Share),
                column("状态", Tone::Status),
            ],
            rows: vec![
                vec![
                    Cell::Text("<script>alert(1)</script>".to_owned()),
                    Cell::Amount(amount, Unit::Money, "-¥41.2万".to_owned()),
                    Cell::Number(0.71, Unit::Percent, "71%".to_owned()),
                    Cell::Word("behind", "▼ 落后".to_owned()),
                ],
                vec![Cell::Text("合计".to_owned()), Cell::Count(3), Cell::Empty, Cell::Empty],
            ],
            has_total: true,
            plain: Vec::new(),
        };
        let html = html_table(&grid, style());
        for part in [
            "<caption>目标 &lt;b&gt;</caption>",
            r#"<th scope="row">&lt;script&gt;alert(1)&lt;/script&gt;</th>"#,
            r#"<th scope="col" class="num">差距</th>"#,
            r#"<td class="num gap bad" title="-¥412,345.60">-¥41.2万</td>"#,
            r#"<td class="num share bad">71%</td>"#,
            r#"<td class="word bad">▼ 落后</td>"#,
            r#"<tr class="total"><th scope="row">合计</th><td class="num gap good">3</td><td class="num none">—</td>"#,
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn shares_and_gaps_of_a_plain_row_are_neither_good_nor_bad() {
        let columns =
            vec![column("目标", Tone::Plain), column("达成率", Tone::Share), column("状态", Tone::Status)];
        let mut grid = Grid::new("targets", "", columns);
        let row = |name: &str| {
            let share = Cell::Number(0.97, Unit::Percent, "97%".to_owned());
            vec![Cell::Text(name.to_owned()), share, Cell::Word("on_track", "● 正常".to_owned())]
        };
        grid.push(row("花费"), false);
        grid.push(row("GMV"), true);
        let html = html_table(&grid, style());
        assert!(html.contains(r#"花费</th><td class="num">97%</td><td class="word good">"#), "{html}");
        assert!(html.contains(r#"GMV</th><td class="num share fair">97%</td>"#), "{html}");
    }

    #[test]
    fn the_style_sheet_takes_nothing_from_elsewhere_and_knows_dark_and_paper() {
        for word in ["url(", "@import", "http", "</", "expression"] {
            assert!(!STYLE_SHEET.contains(word), "{word}");
        }
        for word in
            ["prefers-color-scheme: dark", "@media print", "size: A4", "table-header-group", "tabular-nums"]
        {
            assert!(STYLE_SHEET.contains(word), "{word}");
        }
    }
}
