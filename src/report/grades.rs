//! Check-ins, reviews, actions and grades, as tables.
use super::changes::check_in_json;
use super::flat::flat;
use super::status::moment;
use super::table::{Table, Value};
use crate::board::{CheckInDue, CycleLine, ObjectiveLine};
use crate::i18n::{label, tr};
use crate::model::{CheckIn, GradeBand, Lang, Quantity, Review, Style, Unit, Zone};
use serde_json::{Value as Json, json};

/// A grade as people write it: `0.7`, `1.0`.
#[must_use]
pub fn grade_word(grade: Quantity) -> String {
    format!("{:.1}", grade.to_f64())
}

/// The key results whose check-in is due, the most overdue first.
#[must_use]
pub fn due_table(due: &[CheckInDue], lang: Lang, zone: Zone) -> Table {
    let mut table = Table::new(&[
        ("key_result", &tr::SAID_KEY_RESULT),
        ("name", &tr::COLUMN_NAME),
        ("owner", &tr::COLUMN_OWNER),
        ("feed", &tr::SAID_FEED),
        ("confidence", &tr::SAID_CONFIDENCE),
        ("checked_at", &tr::SAID_CHECKED_AT),
        ("due_at", &tr::COLUMN_DUE),
        ("days", &tr::SAID_DAYS_OVER),
    ]);
    let day = |at: i64| zone.day_of(at).to_string();
    for line in due {
        table.row(vec![
            Value::Text(line.path.clone()),
            Value::Text(if lang == Lang::Zh { line.name_zh.clone() } else { line.name_en.clone() }),
            Value::text(line.owner.clone()),
            Value::Word(line.feed.as_str(), label::feed(line.feed).get(lang).to_owned()),
            line.confidence.map_or(Value::None, Value::Int),
            line.checked_at.map_or(Value::None, |at| Value::Coded(moment(at, zone), day(at))),
            Value::Coded(moment(line.due_at, zone), day(line.due_at)),
            Value::Int(line.days.into()),
        ]);
    }
    table
}

/// A key result's check-ins, oldest first.
#[must_use]
pub fn check_ins_table(check_ins: &[CheckIn], unit: Unit, style: Style) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("at", &tr::COLUMN_AT),
        ("value", &tr::COLUMN_VALUE),
        ("confidence", &tr::SAID_CONFIDENCE),
        ("note", &tr::SAID_NOTE),
        ("source", &tr::COLUMN_SOURCE),
        ("author", &tr::COLUMN_AUTHOR),
    ]);
    for said in check_ins {
        table.row(vec![
            Value::Int(said.id.0),
            Value::Text(said.day.to_string()),
            said.value.map_or(Value::None, |value| Value::Quantity(value, style.full(value, unit))),
            said.confidence.map_or(Value::None, Value::Int),
            Value::text(said.note.clone()),
            Value::Text(said.source.clone()),
            Value::text(said.author.clone()),
        ]);
    }
    table
}

/// The same for CSV and JSON: what `checkin --stdin` reads.
#[must_use]
pub fn check_ins_flat(check_ins: &[CheckIn], path: &str) -> Table {
    let rows: Vec<Json> = check_ins.iter().map(|said| check_in_json(said, path)).collect();
    flat(&rows, &["id", "key_result", "at", "value", "confidence", "note", "source", "author"])
}

/// Reviews, oldest first, each with the key of its cycle.
#[must_use]
pub fn reviews_table(reviews: &[(String, Review)], lang: Lang, zone: Zone) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("cycle", &tr::SAID_CYCLE),
        ("kind", &tr::COLUMN_KIND),
        ("leader", &tr::SAID_LEADER),
        ("started_at", &tr::COLUMN_START),
        ("ended_at", &tr::COLUMN_END),
        ("seen", &tr::SAID_SEEN),
    ]);
    let time = |at: i64| Value::Coded(moment(at, zone), zone.local(at).format("%Y-%m-%d %H:%M").to_string());
    for (cycle, review) in reviews {
        table.row(vec![
            Value::Int(review.id.0),
            Value::Text(cycle.clone()),
            Value::Word(review.kind.as_str(), label::review_kind(review.kind).get(lang).to_owned()),
            Value::text(review.leader.clone()),
            time(review.started_at),
            review.ended_at.map_or(Value::None, time),
            Value::Int(i64::try_from(review.seen.0.len()).unwrap_or(i64::MAX)),
        ]);
    }
    table
}

/// Objectives and their key results with the grade beside what was computed.
#[must_use]
pub fn grades_table(objectives: &[ObjectiveLine], lang: Lang, style: Style) -> Table {
    let mut table = Table::new(&[
        ("what", &tr::COLUMN_OKR_KEY),
        ("title", &tr::SAID_TITLE),
        ("progress", &tr::COLUMN_PROGRESS),
        ("grade", &tr::SAID_GRADE),
        ("band", &tr::SAID_BAND),
        ("ambition", &tr::SAID_AMBITION),
        ("reason", &tr::SAID_REASON),
        ("cause", &tr::SAID_CAUSE),
    ]);
    let share = |share: Option<f64>| share.map_or(Value::None, |s| Value::Number(s, style.percent(s)));
    let grade = |grade: Option<Quantity>| grade.map_or(Value::None, |g| Value::Quantity(g, grade_word(g)));
    let band = |grade: Option<Quantity>| {
        let band = grade.map(|grade| GradeBand::of(grade.to_f64()));
        band.map_or(Value::None, |band| {
            Value::Word(band.as_str(), label::grade_band(band).get(lang).to_owned())
        })
    };
    for line in objectives {
        let ambition =
            Value::Word(line.ambition.as_str(), label::ambition(line.ambition).get(lang).to_owned());
        table.row(vec![
            Value::Text(line.path.clone()),
            Value::Text(line.title.clone()),
            share(line.progress),
            grade(line.grade),
            band(line.grade),
            ambition,
            Value::text(line.grade_reason.clone()),
            Value::text(line.grade_cause.clone()),
        ]);
        for kr in &line.key_results {
            let name = if lang == Lang::Zh { &kr.line.name_zh } else { &kr.line.name_en };
            table.row(vec![
                Value::Text(kr.path.clone()),
                Value::Text(name.clone()),
                share(kr.progress),
                grade(kr.grade),
                band(kr.grade),
                Value::None,
                Value::text(kr.grade_reason.clone()),
                Value::None,
            ]);
        }
    }
    table
}

/// A cycle's grades as JSON: each objective's beside its computed progress, with the bands of both.
#[must_use]
pub fn grades_json(cycle: &CycleLine, objectives: &[ObjectiveLine]) -> Json {
    let band = |share: Option<f64>| share.map(|share| GradeBand::of(share).as_str());
    let graded = |grade: Option<Quantity>| band(grade.map(Quantity::to_f64));
    let objective = |line: &ObjectiveLine| {
        let key_results = line.key_results.iter().map(|kr| {
            json!({ "path": kr.path, "progress": kr.progress, "grade": kr.grade, "band": graded(kr.grade),
                    "progress_band": band(kr.progress), "reason": kr.grade_reason })
        });
        json!({
            "path": line.path, "title": line.title, "ambition": line.ambition.as_str(),
            "progress": line.progress, "progress_band": band(line.progress),
            "grade": line.grade, "band": graded(line.grade),
            "reason": line.grade_reason, "cause": line.grade_cause,
            "verdict": line.verdict.map(crate::model::Verdict::as_str), "verdict_why": line.verdict_why,
            "key_results": key_results.collect::<Vec<_>>(),
        })
    };
    json!({ "cycle": cycle.key, "objectives": objectives.iter().map(objective).collect::<Vec<_>>() })
}
