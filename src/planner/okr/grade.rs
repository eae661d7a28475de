//! Grades: what people say at the end, beside what was computed.
use super::super::Outcome;
use super::super::task::given;
use super::find;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Ambition, Cycle, CycleStatus, Objective, ObjectiveStatus, Quantity, Target, check_text, half_width,
    quoted,
};
use crate::store::Tx;

/// The full grade.
const FULL: Quantity = Quantity::from_micros(Quantity::SCALE);

pub(super) fn set(
    tx: &mut Tx<'_>,
    what: &str,
    seen: Option<i64>,
    grade: &str,
    reason: Option<&str>,
    cause: Option<&str>,
) -> Result<Outcome> {
    let grade = Some(grade.trim()).filter(|grade| !grade.is_empty()).map(parse).transpose()?;
    let words = |text: Option<&str>, field| {
        let text = text.map(|text| check_text(text.trim()).map_err(|f| Error::from(f).field(field)));
        text.transpose()
    };
    let (reason, cause) = (words(reason, "reason")?, words(cause, "cause")?);
    let error = match find::objective(&tx.db(), what, tx.today()) {
        Ok((cycle, objective)) => {
            let objective = Objective { version: seen.unwrap_or(objective.version), ..objective };
            return objective_grade(tx, &cycle, objective, grade, reason, cause);
        }
        Err(error) => error,
    };
    let is_path = what.contains('/');
    if error.code() == "ambiguous" && !is_path {
        return Err(error);
    }
    let found = find::key_result(&tx.db(), what, tx.today());
    let ((cycle, objective), target) = found.map_err(|other| if is_path { other } else { error })?;
    if cause.is_some_and(|cause| !cause.is_empty()) {
        return Err(Error::new(Kind::Usage, &tr::ERROR_CAUSE_OF_OBJECTIVE).field("cause"));
    }
    let target = Target { version: seen.unwrap_or(target.version), ..target };
    key_result_grade(tx, &cycle, &objective, target, grade, reason)
}

fn objective_grade(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    mut objective: Objective,
    grade: Option<Quantity>,
    reason: Option<String>,
    cause: Option<String>,
) -> Result<Outcome> {
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("grade {path}"));
    objective.grade = grade;
    let Some(grade) = grade else {
        objective.grade_reason.clear();
        objective.grade_cause.clear();
        if objective.status == ObjectiveStatus::Graded {
            objective.status = ObjectiveStatus::Active;
        }
        tx.update(&mut objective)?;
        return Ok(Outcome::new(&tr::DONE_GRADE_GONE).arg("what", &path).key(path));
    };
    objective.grade_reason = why(reason, &objective.grade_reason)?;
    objective.grade_cause = cause.unwrap_or(objective.grade_cause);
    if grade == FULL {
        objective.grade_cause.clear();
    } else if objective.ambition == Ambition::Committed && objective.grade_cause.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_CAUSE_ASKED).arg("text", &path).field("cause"));
    }
    objective.status = ObjectiveStatus::Graded;
    tx.update(&mut objective)?;
    done(tx, cycle, path, grade)
}

fn key_result_grade(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    objective: &Objective,
    mut target: Target,
    grade: Option<Quantity>,
    reason: Option<String>,
) -> Result<Outcome> {
    let path = format!("{}/{}/{}", cycle.key, objective.key, target.key);
    tx.title(format!("grade {path}"));
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_KEY_RESULT).arg("text", &path);
    let own = target.key_result.as_mut().ok_or_else(missing)?;
    own.grade = grade;
    own.grade_reason = match grade {
        Some(_) => why(reason, &own.grade_reason)?,
        None => String::new(),
    };
    tx.update(&mut target)?;
    match grade {
        Some(grade) => done(tx, cycle, path, grade),
        None => Ok(Outcome::new(&tr::DONE_GRADE_GONE).arg("what", &path).key(path)),
    }
}

fn done(tx: &Tx<'_>, cycle: &Cycle, path: String, grade: Quantity) -> Result<Outcome> {
    let tenths = (grade.micros() * 10 / Quantity::SCALE).to_string();
    let shown = if grade == FULL { "1.0".to_owned() } else { format!("0.{tenths}") };
    let mut outcome = Outcome::new(&tr::DONE_GRADE).arg("what", &path).arg("grade", shown).key(path);
    let runs = matches!(cycle.status, CycleStatus::Planning | CycleStatus::Active);
    if runs && tx.today() <= cycle.end {
        let early = Error::new(Kind::BadData, &tr::ERROR_GRADE_EARLY);
        outcome.warnings.push(early.arg("cycle", &cycle.key).arg("end", cycle.end));
    }
    Ok(outcome)
}

/// The reason that is given, else the one there is already; a grade without one is refused.
fn why(given_now: Option<String>, present: &str) -> Result<String> {
    let text = given_now.unwrap_or_else(|| present.to_owned());
    let missing = || Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "reason").field("reason");
    given(Some(&text)).map(str::to_owned).ok_or_else(missing)
}

/// `0.7`, `.7`, `1`: from 0.0 to 1.0 with one decimal.
fn parse(text: &str) -> Result<Quantity> {
    const TENTH: i64 = Quantity::SCALE / 10;
    let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_GRADE).arg("text", quoted(text)).field("grade");
    let plain = half_width(text);
    if !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(bad());
    }
    let plain = if plain.starts_with('.') { format!("0{plain}") } else { plain };
    let grade = Quantity::parse_plain(plain.as_bytes()).ok_or_else(bad)?;
    let is_tenths =
        plain.split_once('.').is_none_or(|(_, d)| !d.is_empty() && d.trim_end_matches('0').len() <= 1);
    let fits = grade >= Quantity::ZERO && grade <= FULL && grade.micros() % TENTH == 0;
    if fits && is_tenths { Ok(grade) } else { Err(bad()) }
}
