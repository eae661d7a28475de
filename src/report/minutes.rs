//! The walk of a review as text, and its minutes as Markdown; both as JSON.
use super::changes::{
    Pen, action_json, action_line, change_json, key_result_lines, note_json, note_line, objective_words,
    other_lines,
};
use super::status::moment;
use crate::board::{CycleLine, Minutes, MinutesLine, ObjectiveChange, ObjectiveLine};
use crate::i18n::{Text, label, tr};
use crate::model::{Action, Lang, Note, Style, Zone, printable};
use serde_json::{Value as Json, json};

/// A cycle's objectives in the order a review walks, each with what changed in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    /// The cycle.
    pub cycle: CycleLine,
    /// When the last review ended, UTC seconds.
    pub since: Option<i64>,
    /// The objectives with their changes.
    pub objectives: Vec<(ObjectiveLine, ObjectiveChange)>,
}

/// The walk, one objective a block.
#[must_use]
pub fn walk_text(walk: &Walk, lang: Lang, style: Style, zone: Zone) -> String {
    let plain = |text: &str| printable(text).into_owned();
    let pen = Pen { lang, style, zone, safe: &plain };
    let (day, days) = (walk.cycle.day.to_string(), walk.cycle.days.to_string());
    let mut head = vec![plain(&walk.cycle.name)];
    head.push(tr::REVIEWED_DAY.fill(lang, &[("day", &day), ("days", &days)]));
    head.push(since_words(walk.since, pen));
    let mut out = format!("{}\n", head.join(" · "));
    let count = walk.objectives.len().to_string();
    for (number, (line, change)) in (1..).zip(&walk.objectives) {
        let owner =
            if line.owner.is_empty() { String::new() } else { format!(" · @{}", plain(&line.owner)) };
        out.push_str(&format!("\n{number}/{count} {} {}{owner}\n", line.key, plain(&line.title)));
        out.push_str(&format!("  {}\n", objective_words(change, line, pen)));
        for kr in &line.key_results {
            let Some(found) = change.key_results.iter().find(|c| c.id == kr.line.id) else { continue };
            let (head, below) = key_result_lines(found, kr, pen);
            out.push_str(&format!("  {head}\n"));
            below.iter().for_each(|text| out.push_str(&format!("    {text}\n")));
        }
        other_lines(change, true, pen).iter().for_each(|text| out.push_str(&format!("  {text}\n")));
    }
    out
}

fn since_words(since: Option<i64>, pen: Pen<'_>) -> String {
    match since {
        Some(at) => {
            let at = pen.zone.local(at).format("%Y-%m-%d %H:%M").to_string();
            tr::REVIEWED_SINCE.fill(pen.lang, &[("at", &at)])
        }
        None => tr::REVIEWED_FIRST.get(pen.lang).to_owned(),
    }
}

/// The walk as JSON.
#[must_use]
pub fn walk_json(walk: &Walk, zone: Zone) -> Json {
    let objectives: Vec<Json> =
        walk.objectives.iter().map(|(line, change)| block_json(line, change, zone)).collect();
    json!({
        "cycle": walk.cycle.key,
        "day": walk.cycle.day,
        "days": walk.cycle.days,
        "since": walk.since.map(|at| moment(at, zone)),
        "objectives": objectives,
    })
}

fn block_json(line: &ObjectiveLine, change: &ObjectiveChange, zone: Zone) -> Json {
    json!({
        "path": line.path,
        "title": line.title,
        "owner": line.owner,
        "health": line.health.map(crate::model::Status::as_str),
        "progress": line.progress,
        "expected": line.expected,
        "confidence": line.confidence,
        "checked_at": line.checked_at.map(|at| moment(at, zone)),
        "grade": line.grade,
        "changes": change_json(change, zone),
    })
}

/// Markdown's own signs taken for what they are, in a text that people wrote. One line.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for (index, c) in printable(&line).chars().enumerate() {
        let at_start = index == 0 && matches!(c, '-' | '+' | '#' | '>' | '=' | '~' | ':');
        let everywhere =
            matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '!' | '$');
        if at_start || everywhere {
            out.push('\\');
        }
        out.push(c);
    }
    // `1.` or `1)` would begin a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')'])) {
        out.insert(digits, '\\');
    }
    out
}

/// Minutes as Markdown.
#[must_use]
pub fn minutes_markdown(minutes: &Minutes, lang: Lang, style: Style, zone: Zone) -> String {
    let pen = Pen { lang, style, zone, safe: &escaped };
    let mut out = Page { text: String::new() };
    let cycle = minutes.cycle.as_ref().map(|cycle| escaped(&cycle.name)).unwrap_or_default();
    let kind = label::review_kind(minutes.review.kind).get(lang);
    let when = zone.local(minutes.review.started_at).format("%Y-%m-%d").to_string();
    out.line(&format!(
        "# {}",
        tr::MINUTES_TITLE.fill(lang, &[("cycle", &cycle), ("kind", kind), ("day", &when)])
    ));
    out.gap();
    head(minutes, pen).iter().for_each(|line| out.item(0, line));
    for found in &minutes.objectives {
        objective(&mut out, found, pen);
    }
    part(&mut out, &tr::MINUTES_WHOLE, &minutes.notes, &minutes.actions, pen);
    out.gap();
    out.line(&format!("## {}", tr::MINUTES_OPEN.get(lang)));
    out.gap();
    if minutes.open.is_empty() {
        out.line(tr::MINUTES_NONE.get(lang));
    }
    for (path, action) in &minutes.open {
        let about = path.as_ref().map(|path| format!(" · {}", escaped(path))).unwrap_or_default();
        out.item(0, &format!("{}{about}", action_line(action, pen)));
    }
    out.text
}

fn head(minutes: &Minutes, pen: Pen<'_>) -> Vec<String> {
    let lang = pen.lang;
    let clock = |at: i64| pen.zone.local(at).format("%Y-%m-%d %H:%M").to_string();
    let review = &minutes.review;
    let lasted = ((minutes.until - review.started_at + 30) / 60).max(0).to_string();
    let time = match review.ended_at {
        Some(end) => {
            let args = [("start", clock(review.started_at)), ("end", clock(end)), ("n", lasted)];
            tr::MINUTES_TIME.fill(lang, &args.each_ref().map(|(key, text)| (*key, text.as_str())))
        }
        None => tr::MINUTES_RUNNING.fill(lang, &[("start", &clock(review.started_at))]),
    };
    let since = match minutes.since {
        Some(at) => tr::MINUTES_SINCE.fill(lang, &[("at", &clock(at))]),
        None => tr::MINUTES_FIRST.get(lang).to_owned(),
    };
    vec![tr::MINUTES_LEADER.fill(lang, &[("who", &escaped(&review.leader))]), time, since]
}

fn objective(out: &mut Page, found: &MinutesLine, pen: Pen<'_>) {
    let lang = pen.lang;
    let line = &found.line;
    out.gap();
    out.line(&format!("## {} {}", escaped(&line.key), escaped(&line.title)));
    out.gap();
    if !line.owner.is_empty() {
        out.item(0, &tr::MINUTES_OWNER.fill(lang, &[("who", &escaped(&line.owner))]));
    }
    out.item(0, &objective_words(&found.change, line, pen));
    match found.seconds {
        Some(seconds) => {
            let time = format!("{}:{:02}", seconds / 60, seconds % 60);
            out.item(0, &tr::MINUTES_SPENT.fill(lang, &[("time", &time)]));
        }
        None if found.notes.is_empty() && found.actions.is_empty() => {
            out.item(0, tr::MINUTES_NOT_SEEN.get(lang));
        }
        None => {}
    }
    for kr in &line.key_results {
        let Some(change) = found.change.key_results.iter().find(|c| c.id == kr.line.id) else { continue };
        let (head, below) = key_result_lines(change, kr, pen);
        out.item(0, &head);
        below.iter().for_each(|text| out.item(1, text));
    }
    other_lines(&found.change, false, pen).iter().for_each(|text| out.item(0, text));
    if let Some(grade) = line.grade {
        let grade = super::grades::grade_word(grade);
        let reason = escaped(&line.grade_reason);
        out.item(0, &tr::MINUTES_GRADE.fill(lang, &[("grade", &grade), ("reason", &reason)]));
    }
    talk(out, &found.notes, &found.actions, pen);
}

fn part(out: &mut Page, title: &Text, notes: &[Note], actions: &[Action], pen: Pen<'_>) {
    if !notes.is_empty() || !actions.is_empty() {
        out.gap();
        out.line(&format!("## {}", title.get(pen.lang)));
        out.gap();
        talk(out, notes, actions, pen);
    }
}

fn talk(out: &mut Page, notes: &[Note], actions: &[Action], pen: Pen<'_>) {
    notes.iter().for_each(|note| out.item(0, &format!("**{}**", note_line(note, pen))));
    actions.iter().for_each(|action| out.item(0, &format!("**{}**", action_line(action, pen))));
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn item(&mut self, depth: usize, text: &str) {
        self.line(&format!("{}- {text}", "  ".repeat(depth)));
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }
}

/// Minutes as JSON.
#[must_use]
pub fn minutes_json(minutes: &Minutes, zone: Zone) -> Json {
    let notes = |notes: &[Note]| notes.iter().map(|note| note_json(note, zone)).collect::<Vec<_>>();
    let actions =
        |actions: &[Action]| actions.iter().map(|action| action_json(action, None)).collect::<Vec<_>>();
    let objective = |found: &MinutesLine| {
        let mut json = block_json(&found.line, &found.change, zone);
        if let Some(object) = json.as_object_mut() {
            object.insert("seconds".into(), json!(found.seconds));
            object.insert("notes".into(), notes(&found.notes).into());
            object.insert("actions".into(), actions(&found.actions).into());
        }
        json
    };
    json!({
        "review": minutes.review.id.0,
        "kind": minutes.review.kind.as_str(),
        "cycle": minutes.cycle.as_ref().map(|cycle| &cycle.key),
        "leader": minutes.review.leader,
        "started_at": moment(minutes.review.started_at, zone),
        "ended_at": minutes.review.ended_at.map(|at| moment(at, zone)),
        "since": minutes.since.map(|at| moment(at, zone)),
        "objectives": minutes.objectives.iter().map(objective).collect::<Vec<_>>(),
        "notes": notes(&minutes.notes),
        "actions": actions(&minutes.actions),
        "open": minutes.open.iter().map(|(path, a)| action_json(a, path.as_deref())).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text_in_markdown() {
        assert_eq!(escaped("# no *head* [x](y) <b>|`"), "\\# no \\*head\\* \\[x\\](y) \\<b\\>\\|\\`");
        assert_eq!(escaped("- a\n- b"), "\\- a - b");
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(escaped("双11 30%"), "双11 30%");
    }
}
