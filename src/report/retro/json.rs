//! Retrospectives as JSON: everything the page has, quantities as numbers in plain units. Sentences are in the language
//! of the run, with the numbers behind them beside.
use super::super::status::{moment, target_json};
use super::super::{
    action_line_json, actions_json, feedback_sum_json, lesson_json, lesson_use_json, resources_json,
    spending_json, tasks_json,
};
use super::RetroPen;
use super::matter::matter_json;
use crate::board::{
    ChannelFacts, Comparison, DriverGap, FindingLine, Foreseen, GapMethod, GapRow, RetroAbout, RetroLine,
    RetroPage, TargetFacts, finding_line_text, gap_text, hint_text, no_gap_text,
};
use crate::model::{Cause, Quantity, Zone};
use serde_json::{Map, Value as Json, json};

/// Retrospectives as an array.
#[must_use]
pub fn retros_json(lines: &[RetroLine], zone: Zone) -> Json {
    lines.iter().map(|line| line_json(line, zone)).collect()
}

fn line_json(line: &RetroLine, zone: Zone) -> Json {
    let about = match line.about {
        RetroAbout::Campaign(_) => "campaign",
        RetroAbout::Cycle(_) => "cycle",
    };
    let written = &line.written;
    json!({
        "key": line.key,
        "about": about,
        "name": line.name,
        "owner": line.owner,
        "leader": line.leader,
        "playbook": line.playbook,
        "status": line.status.map(crate::model::RetroStatus::as_str),
        "end": line.end.to_string(),
        "due": line.due.to_string(),
        "days_left": line.days,
        "achievement": line.achievement,
        "health": line.health.map(crate::model::Status::as_str),
        "finished_at": line.finished_at.map(|at| moment(at, zone)),
        "written": {
            "undecided": written.undecided, "findings": written.findings, "causes": written.causes,
            "insights": written.insights, "answers": written.answers, "lessons": written.lessons,
            "actions": written.actions,
        },
    })
}

/// One retrospective.
#[must_use]
pub fn retro_json(page: &RetroPage, pen: RetroPen) -> Json {
    let mut out = line_json(&page.line, pen.zone);
    let note = |of: fn(&crate::model::Retro) -> &String| page.retro.as_ref().map(of);
    let hints = page.hints.iter().map(|hint| {
        let targets = hint.targets.iter().map(|(en, zh)| json!({ "en": en, "zh": zh }));
        json!({
            "kind": hint.kind.as_str(), "trap": hint.kind.trap().as_str(), "text": hint_text(hint, pen.lang),
            "about": hint.about, "targets": targets.collect::<Vec<_>>(),
        })
    });
    if let Some(object) = out.as_object_mut() {
        object.insert("version".into(), json!(page.retro.as_ref().map(|retro| retro.version)));
        object
            .insert("drafted_at".into(), json!(page.retro.as_ref().map(|r| moment(r.drafted_at, pen.zone))));
        let runs = page
            .result
            .running
            .map(|at| json!({ "up_to": moment(at, pen.zone), "text": super::running_text(page, pen) }));
        object.insert("runs".into(), json!(runs));
        object.insert("goal".into(), goal(page, note(|retro| &retro.goal_note), pen));
        object.insert("result".into(), result(page, note(|retro| &retro.result_note), pen));
        object.insert("analysis".into(), analysis(page, pen));
        object.insert("insight".into(), insight(page, pen.zone));
        object.insert("hints".into(), hints.collect());
    }
    out
}

fn goal(page: &RetroPage, note: Option<&String>, pen: RetroPen) -> Json {
    let goal = &page.goal;
    json!({
        "sentence": goal.sentence,
        "start": goal.days.map(|days| days.0.to_string()),
        "end": goal.days.map(|days| days.1.to_string()),
        "phases": serde_json::to_value(&goal.phases).unwrap_or_default(),
        "targets": goal.targets.iter().map(|facts| facts_json(facts, pen.zone)).collect::<Vec<_>>(),
        "actions_before": actions_json(&goal.actions),
        "lessons": goal.lessons.iter().map(|line| lesson_use_json(line, pen.zone)).collect::<Vec<_>>(),
        "note": note,
    })
}

fn facts_json(facts: &TargetFacts, zone: Zone) -> Json {
    let line = &facts.line;
    let seen = |seen: &Foreseen| {
        let forecast =
            seen.forecast.map(|f| json!({ "low": f.low, "mid": f.mid, "high": f.high, "chance": f.chance }));
        json!({
            "percent": seen.percent, "at": moment(seen.at, zone), "status": seen.status.as_str(), "pace": seen.pace,
            "forecast": forecast, "warned": seen.warned,
        })
    };
    let mut out = target_json(line, zone);
    if let Some(object) = out.as_object_mut() {
        object.insert("name".into(), json!({ "en": line.name_en, "zh": line.name_zh }));
        object.insert("of".into(), json!(Some(&facts.of).filter(|of| !of.is_empty())));
        object.insert("first_goal".into(), json!(facts.first_goal));
        object.insert("first_baseline".into(), json!(facts.first_baseline));
        object.insert("gap".into(), json!(facts.gap));
        object.insert("achievement".into(), json!(facts.achievement));
        object.insert("first_achievement".into(), json!(facts.first_achievement));
        object.insert("foreseen".into(), facts.foreseen.iter().map(seen).collect());
        object.insert("when_finished".into(), json!(facts.then));
    }
    out
}

fn result(page: &RetroPage, note: Option<&String>, pen: RetroPen) -> Json {
    let (result, zone) = (&page.result, pen.zone);
    let phases = result.phases.iter().map(|phase| {
        json!({
            "name": phase.name, "start": phase.days.0.to_string(), "end": phase.days.1.to_string(),
            "planned": phase.planned, "actual": phase.actual, "gap": phase.gap, "achievement": phase.achievement,
        })
    });
    let objectives = result.objectives.iter().map(|line| {
        let key_results = line.key_results.iter().map(|kr| {
            json!({ "path": kr.path, "progress": kr.progress, "status": kr.line.status.as_str(), "grade": kr.grade })
        });
        json!({
            "path": line.path, "title": line.title, "progress": line.progress,
            "health": line.health.map(crate::model::Status::as_str), "grade": line.grade,
            "key_results": key_results.collect::<Vec<_>>(),
        })
    });
    let adjustments = result.adjustments.iter().map(|adjustment| {
        json!({
            "note": adjustment.note.0, "kind": adjustment.kind.as_str(), "at": moment(adjustment.at, zone),
            "whole_day": adjustment.whole_day, "text": adjustment.text, "before_per_day": adjustment.before,
            "after_per_day": adjustment.after, "planned_before": adjustment.planned.0,
            "planned_after": adjustment.planned.1,
        })
    });
    let late = result.late.iter().filter_map(|late| {
        let mut task = tasks_json(std::slice::from_ref(&late.task), zone).pop()?;
        task.as_object_mut()?.insert("late_days".into(), json!(late.days));
        Some(task)
    });
    json!({
        "objectives": objectives.collect::<Vec<_>>(),
        "phases": phases.collect::<Vec<_>>(),
        "channels": result.channels.iter().map(channel).collect::<Vec<_>>(),
        "spending": result.spending.as_ref().map(spending_json),
        "chart": chart(page),
        "adjustments": adjustments.collect::<Vec<_>>(),
        "tasks": result.tasks,
        "late": late.collect::<Vec<_>>(),
        "resources": result.resources,
        "not_given": resources_json(&result.refused),
        "feedback": feedback_sum_json(&result.feedback),
        "former": result.former.as_ref().map(former),
        "note": note,
    })
}

fn channel(channel: &ChannelFacts) -> Json {
    let mut out = Map::new();
    out.insert("channel".into(), json!(channel.key));
    out.insert("name".into(), json!(Some(&channel.name).filter(|name| !name.is_empty())));
    let pair = |(planned, actual): (Option<Quantity>, Option<Quantity>)| json!({ "planned": planned, "actual": actual });
    out.insert("spend".into(), pair(channel.spend));
    out.insert("result".into(), pair(channel.result));
    for (key, (planned, actual)) in ChannelFacts::RATIOS.iter().zip(channel.ratios) {
        out.insert((*key).to_owned(), json!({ "planned": planned, "actual": actual }));
    }
    Json::Object(out)
}

/// The primary target's curve, a day a row.
fn chart(page: &RetroPage) -> Json {
    let chart = &page.result.chart;
    let day = |(index, day): (usize, &crate::model::Day)| {
        json!({
            "day": day.to_string(), "plan": chart.plan.get(index),
            "actual": chart.actual.get(index).copied().flatten(),
        })
    };
    chart.days.iter().enumerate().map(day).collect()
}

fn former(former: &Comparison) -> Json {
    let rows = former.rows.iter().map(|row| {
        json!({
            "metric": row.metric.key, "unit": row.metric.unit.as_str(), "then": row.then, "now": row.now,
            "change": row.change,
        })
    });
    json!({
        "key": former.key, "name": former.name, "days_then": former.days.0, "days_now": former.days.1,
        "metrics": rows.collect::<Vec<_>>(),
    })
}

fn analysis(page: &RetroPage, pen: RetroPen) -> Json {
    let analysis = &page.analysis;
    json!({
        "gap": analysis.gap.as_ref().map(|found| gap(found, pen)),
        "no_gap": analysis.no_gap.as_ref().map(|why| no_gap_text(why, pen.lang)),
        "findings": analysis.findings.iter().map(|line| finding(line, pen)).collect::<Vec<_>>(),
        "causes": analysis.causes.iter().map(cause).collect::<Vec<_>>(),
    })
}

fn gap(gap: &DriverGap, pen: RetroPen) -> Json {
    let method = match gap.method {
        GapMethod::LogMean => "log_mean",
        GapMethod::Shapley => "shapley",
    };
    let drivers = gap.drivers.iter().map(|driver| {
        json!({
            "key": driver.key, "name": { "en": driver.name_en, "zh": driver.name_zh }, "unit": driver.unit.as_str(),
            "planned": driver.planned, "actual": driver.actual, "part": driver.part,
        })
    });
    let row = |row: &GapRow| {
        let parts: Map<String, Json> = gap
            .drivers
            .iter()
            .zip(&row.parts)
            .map(|(driver, part)| (driver.key.clone(), json!(part)))
            .collect();
        json!({ "name": Some(&row.name).filter(|name| !name.is_empty()), "gap": row.gap, "parts": parts })
    };
    json!({
        "text": gap_text(gap, pen.lang, pen.style),
        "metric": gap.metric.key,
        "unit": gap.metric.unit.as_str(),
        "goal": gap.goal,
        "actual": gap.actual,
        "gap": gap.gap,
        "method": method,
        "drivers": drivers.collect::<Vec<_>>(),
        "phases": gap.phases.iter().map(row).collect::<Vec<_>>(),
        "channels": gap.channels.iter().map(row).collect::<Vec<_>>(),
        "assumed": gap.assumed,
    })
}

fn finding(line: &FindingLine, pen: RetroPen) -> Json {
    let row = line.finding.as_ref();
    json!({
        "id": row.map(|finding| finding.id.0),
        "version": row.map(|finding| finding.version),
        "kind": line.kind.as_str(),
        "subject": Some(&line.subject).filter(|subject| !subject.is_empty()),
        "verdict": row.map(|finding| finding.verdict.as_str()),
        "text": finding_line_text(line, pen.lang, pen.style),
        "own_text": row.map(|finding| &finding.text).filter(|text| !text.is_empty()),
        "matter": line.matter.as_ref().map(matter_json),
        "size": line.size,
    })
}

fn cause(cause: &Cause) -> Json {
    json!({
        "id": cause.id.0,
        "version": cause.version,
        "finding": cause.finding.map(|id| id.0),
        "text": cause.text,
        "whys": cause.whys.0,
        "origin": cause.origin.map(crate::model::CauseOrigin::as_str),
        "controllable": cause.controllable,
    })
}

fn insight(page: &RetroPage, zone: Zone) -> Json {
    let step = &page.insight;
    let questions = step.questions.iter().enumerate().map(|(index, (question, answer))| {
        json!({ "number": index + 1, "question": question, "answer": answer.as_ref().map(|answer| &answer.text) })
    });
    let insights = step.insights.iter().map(|insight| {
        json!({
            "id": insight.id.0, "version": insight.version, "kind": insight.kind.as_str(), "text": insight.text,
        })
    });
    json!({
        "questions": questions.collect::<Vec<_>>(),
        "insights": insights.collect::<Vec<_>>(),
        "lessons": step.lessons.iter().map(|line| lesson_json(line, zone)).collect::<Vec<_>>(),
        "actions": step.actions.iter().map(action_line_json).collect::<Vec<_>>(),
    })
}
