//! 总结经验: the playbook's questions, what to keep, improve, start and stop, lessons, actions.
use super::super::page::Page;
use super::super::{aim_words, lesson_form_words, proof_words};
use super::{RetroPen, dotted};
use crate::board::{ActionLine, LessonLine, RetroPage};
use crate::i18n::{label, tr};
use crate::model::{Answer, Both, Insight, InsightKind};

pub(super) fn write(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let step = &page.insight;
    let asked = step.questions.iter().enumerate();
    let questions: Vec<Vec<String>> =
        asked.flat_map(|(index, (text, answer))| question(index + 1, text, answer.as_ref(), pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_QUESTIONS), &questions);
    let insights: Vec<Vec<String>> = InsightKind::ALL
        .iter()
        .flat_map(|kind| step.insights.iter().filter(move |insight| insight.kind == *kind))
        .map(|insight| insight_row(insight, pen))
        .collect();
    out.part(&pen.say(&tr::RETRO_TEXT_INSIGHTS), &insights);
    let lessons: Vec<Vec<String>> = step.lessons.iter().flat_map(|line| lesson(line, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_LESSONS), &lessons);
    let actions: Vec<Vec<String>> = step.actions.iter().map(|line| action_row(line, false, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_ACTIONS), &actions);
    if lessons.is_empty() && insights.is_empty() && actions.is_empty() && page.line.is_open() {
        out.gap();
        let text = pen.fill(&tr::RETRO_TEXT_NO_INSIGHTS, &[("key", page.line.key.clone())]);
        out.rows(&[vec![text]]);
    }
}

fn question(number: usize, text: &Both, answer: Option<&Answer>, pen: RetroPen) -> Vec<Vec<String>> {
    let mut rows = vec![vec![number.to_string(), text.get(pen.lang).to_owned()]];
    match answer {
        Some(answer) => {
            let lines = answer.text.lines().filter(|line| !line.trim().is_empty());
            rows.extend(lines.map(|line| vec![String::new(), format!("→ {}", line.trim())]));
        }
        None => rows.push(vec![String::new(), "—".to_owned()]),
    }
    rows
}

fn insight_row(insight: &Insight, pen: RetroPen) -> Vec<String> {
    let kind = pen.say(label::insight_kind(insight.kind));
    vec![kind, format!("#{}", insight.id.0), insight.text.clone()]
}

fn lesson(line: &LessonLine, pen: RetroPen) -> Vec<Vec<String>> {
    let lesson = &line.lesson;
    let mut rows = vec![vec![format!("#{}", lesson.id.0), lesson.title.clone()]];
    let cause = line.cause.clone().map(|cause| pen.fill(&tr::RETRO_TEXT_FROM, &[("cause", cause)]));
    let more =
        dotted([lesson.advice.clone(), lesson_form_words(lesson, pen.lang), cause.unwrap_or_default()]);
    if !more.is_empty() {
        rows.push(vec![String::new(), more]);
    }
    rows
}

/// An action with all that is known of it; of an earlier retrospective also which.
pub(super) fn action_row(line: &ActionLine, is_earlier: bool, pen: RetroPen) -> Vec<String> {
    let action = &line.action;
    let owner = match action.owner.as_str() {
        "" => pen.say(&tr::REVIEWED_NOBODY),
        owner => format!("@{owner}"),
    };
    let due = action.due.map_or_else(|| pen.say(&tr::REVIEWED_NO_DAY), |day| day.to_string());
    let moves = line.metric.as_ref().map(|metric| {
        let aim = action.aim.map(|aim| aim_words(aim, metric.unit, pen.style, pen.lang)).unwrap_or_default();
        format!("{} {aim}", pen.metric(metric)).trim_end().to_owned()
    });
    let came = line.next.as_ref().map(|(_, key, _, value)| {
        let unit = line.metric.as_ref().map_or(crate::model::Unit::Count, |metric| metric.unit);
        format!("{key} {}", pen.style.compact(*value, unit))
    });
    let about = if is_earlier { line.about_key.clone() } else { String::new() };
    let more = dotted([
        owner,
        due,
        pen.say(label::action_status(action.status)),
        moves.unwrap_or_default(),
        came.unwrap_or_default(),
        proof_words(line, pen.lang),
        about,
    ]);
    vec![format!("#{}", action.id.0), format!("{}  {more}", action.title)]
}
