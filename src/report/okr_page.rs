//! One objective, and one key result with what campaigns bring to it, as text.
use super::okr_table::{OkrStyle, key_results_table};
use super::page::Page;
use super::table::{Format, Table, Value};
use crate::board::{Contribution, KeyResultLine, ObjectiveLine};
use crate::i18n::{label, tr};
use crate::model::{CheckIn, Quantity, TargetKind};

/// How many of the latest check-ins are shown.
const SAID: usize = 5;

/// A key result for people.
#[must_use]
pub fn key_result_text(
    line: &KeyResultLine,
    objective: &ObjectiveLine,
    check_ins: &[CheckIn],
    look: &OkrStyle,
    width: Option<u16>,
) -> String {
    let (lang, style) = (look.lang, look.style);
    let mut page = Page::new(lang, width);
    page.line(&format!("{} ({})", look.title(line), line.path));
    let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| style.percent(share));
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let mut rows = vec![
        row(tr::COLUMN_OKR_OBJECTIVE.get(lang), format!("{}  {}", objective.path, objective.title)),
        row(tr::COLUMN_OKR_NUMBER.get(lang), look.number(&line.line)),
    ];
    if line.line.kind == TargetKind::Reach {
        rows.push(row(tr::EXPLAIN_BASELINE.get(lang), style.compact(line.line.baseline, line.line.unit)));
    }
    rows.push(row(tr::COLUMN_OKR_FEED.get(lang), label::feed(line.feed).get(lang).to_owned()));
    let args = [("progress", share(line.progress)), ("expected", share(line.expected))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let beside = format!("{} · {}", look.target(&line.line), tr::OKR_BESIDE.fill(lang, &args));
    rows.push(row(tr::COLUMN_STATUS.get(lang), beside));
    rows.push(row(tr::EXPLAIN_PERIOD.get(lang), format!("{} – {}", line.line.start, line.line.end)));
    rows.push(row(tr::COLUMN_OKR_WEIGHT.get(lang), style.percent(line.share)));
    if !line.owner.is_empty() {
        rows.push(row(tr::COLUMN_OWNER.get(lang), format!("@{}", line.owner)));
    }
    let sure = line.confidence.map(|now| match line.confidence_before.filter(|before| *before != now) {
        Some(before) => {
            tr::OKR_SURE_BEFORE.fill(lang, &[("now", &now.to_string()), ("before", &before.to_string())])
        }
        None => format!("{now}/10"),
    });
    rows.extend(sure.map(|sure| row(tr::COLUMN_OKR_CONFIDENCE.get(lang), sure)));
    let checked = look.checked(line.checked_at, line.due_at.is_some(), line.is_due(look.now));
    if !checked.is_empty() {
        rows.push(row(tr::COLUMN_OKR_CHECKED.get(lang), checked));
    }
    if let Some(grade) = line.grade {
        let text = format!("{:.1}  {}", grade.to_f64(), line.grade_reason);
        rows.push(row(tr::COLUMN_OKR_GRADE.get(lang), text));
    }
    page.rows(&rows);
    let mut text = page.into_text();
    if !line.campaigns.is_empty() {
        let campaigns = campaigns_table(line, look).render(Format::Text, lang, width);
        text.push_str(&format!("\n{}\n{campaigns}", tr::OKR_CAMPAIGNS.get(lang)));
    }
    if let Some(coverage) = line.coverage {
        let amount = |q| style.compact(q, line.line.unit);
        let (planned, missing) = (amount(coverage.planned), amount(coverage.missing));
        let args = [("planned", planned.as_str()), ("missing", missing.as_str())];
        let said = match coverage.missing {
            Quantity::ZERO => tr::OKR_NOTHING_MISSING.get(lang).to_owned(),
            _ => tr::OKR_COVERAGE.fill(lang, &args),
        };
        text.push_str(&format!("\n{said}\n"));
    }
    let mut page = Page::new(lang, width);
    let said = check_ins.iter().rev().take(SAID).map(|c| {
        let value = c.value.map(|q| style.compact(q, line.line.unit)).unwrap_or_default();
        let sure = c.confidence.map(|n| format!("{n}/10")).unwrap_or_default();
        vec![c.day.to_string(), value, sure, c.author.clone(), c.note.clone()]
    });
    page.section(&tr::OKR_CHECK_INS, &said.collect::<Vec<_>>());
    text.push_str(&page.into_text());
    text
}

/// What each campaign brings to a key result.
#[must_use]
pub fn campaigns_table(line: &KeyResultLine, look: &OkrStyle) -> Table {
    let lang = look.lang;
    let mut table = Table::new(&[
        ("campaign", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_CAMPAIGN),
        ("status", &tr::COLUMN_STATUS),
        ("brought", &tr::COLUMN_OKR_BROUGHT),
        ("planned", &tr::COLUMN_OKR_PLANNED),
        ("to_come", &tr::COLUMN_OKR_TO_COME),
        ("health", &tr::COLUMN_OKR_PACE),
    ]);
    let amount = |q: Option<Quantity>| {
        q.map_or(Value::None, |q| Value::Quantity(q, look.style.compact(q, line.line.unit)))
    };
    for campaign in &line.campaigns {
        let Contribution { key, name, status, health, .. } = campaign;
        table.row(vec![
            Value::Text(key.clone()),
            Value::Text(name.clone()),
            Value::Word(status.as_str(), label::campaign_status(*status).get(lang).to_owned()),
            amount(campaign.brought),
            amount(campaign.planned),
            amount(campaign.to_come),
            health.map_or(Value::None, |health| Value::Word(health.as_str(), look.status(Some(health)))),
        ]);
    }
    table
}

/// An objective for people.
#[must_use]
pub fn objective_text(
    line: &ObjectiveLine,
    below: &[ObjectiveLine],
    look: &OkrStyle,
    width: Option<u16>,
) -> String {
    let (lang, style) = (look.lang, look.style);
    let mut page = Page::new(lang, width);
    page.line(&format!("{} ({})", line.title, line.path));
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| style.percent(share));
    let args = [("progress", share(line.progress)), ("expected", share(line.expected))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let mut rows = vec![row(
        tr::COLUMN_STATUS.get(lang),
        format!("{} · {}", look.status(line.health), tr::OKR_BESIDE.fill(lang, &args)),
    )];
    let kind =
        [label::level(line.level), label::ambition(line.ambition), label::objective_status(line.status)];
    let kind: Vec<&str> = kind.iter().map(|text| text.get(lang)).collect();
    rows.push(row(tr::COLUMN_KIND.get(lang), kind.join(" · ")));
    let parent = line.parent.as_ref().map(|parent| format!("{}  {}", parent.path, parent.title));
    let children: Vec<String> = below.iter().map(|o| format!("{}  {}", o.path, o.title)).collect();
    let sure = line.confidence.map(|n| format!("{n}/10")).unwrap_or_default();
    let grade = line.grade.map(|g| format!("{:.1}  {}", g.to_f64(), line.grade_reason)).unwrap_or_default();
    for (name, text) in [
        (&tr::COLUMN_OKR_PARENT, parent.unwrap_or_default()),
        (&tr::COLUMN_OKR_CHILDREN, children.join(tr::OUTPUT_JOIN.get(lang))),
        (&tr::COLUMN_OKR_TEAM, line.team.clone()),
        (&tr::COLUMN_OWNER, line.owner.clone()),
        (&tr::COLUMN_OKR_WEIGHT, line.weight.to_string()),
        (&tr::COLUMN_OKR_TAGS, line.tags.join(", ")),
        (&tr::COLUMN_OKR_CONFIDENCE, sure),
        (&tr::COLUMN_OKR_GRADE, grade),
        (&tr::COLUMN_OKR_CARRIED, line.carried_from.clone().unwrap_or_default()),
        (&tr::COLUMN_OKR_DESCRIPTION, line.description.clone()),
    ] {
        if !text.is_empty() {
            rows.push(row(name.get(lang), text));
        }
    }
    page.rows(&rows);
    let mut text = page.into_text();
    let table = key_results_table(std::slice::from_ref(line), look);
    match table.is_empty() {
        true => text.push_str(&format!("\n{}\n", tr::OUTPUT_NO_KEY_RESULTS.get(lang))),
        false => text.push_str(&format!("\n{}", table.render(Format::Text, lang, width))),
    }
    text
}
