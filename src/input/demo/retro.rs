//! The demo's retrospectives: `assets/demo/retro.toml`, in one language.
use super::broken;
use super::okr::say;
use crate::error::Result;
use crate::model::Lang;
use serde::Deserialize;
use toml::Value;

const TOML: &str = include_str!("../../../assets/demo/retro.toml");

/// Retrospectives, what became of their lessons, and feedback; days are counted from today.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoLearned {
    pub retro: Vec<DemoRetro>,
    #[serde(rename = "use")]
    pub uses: Vec<DemoUse>,
    pub feedback: Vec<DemoFeedback>,
}

/// A retrospective.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoRetro {
    pub campaign: String,
    pub day: i32,
    pub leader: String,
    pub goal_note: Option<String>,
    pub result_note: Option<String>,
    pub finished: Option<i32>,
    #[serde(default)]
    pub finding: Vec<DemoFinding>,
    #[serde(default)]
    pub cause: Vec<DemoCause>,
    #[serde(default)]
    pub answer: Vec<DemoAnswer>,
    #[serde(default)]
    pub insight: Vec<DemoInsight>,
    #[serde(default)]
    pub lesson: Vec<DemoLesson>,
    #[serde(default)]
    pub action: Vec<DemoRetroAction>,
}

/// A finding; without a subject people found it themselves.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoFinding {
    pub subject: Option<String>,
    pub kind: String,
    pub verdict: Option<String>,
    pub text: Option<String>,
}

/// A cause.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoCause {
    pub finding: Option<String>,
    pub text: String,
    #[serde(default)]
    pub whys: Vec<String>,
    pub origin: Option<String>,
    pub controllable: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoAnswer {
    /// Which of the playbook's questions, counted from 1.
    pub question: usize,
    pub text: String,
}

/// What to keep, improve, start or stop.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoInsight {
    pub kind: String,
    pub text: String,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoLesson {
    /// What [`DemoUse`] names it by.
    pub id: String,
    /// Which of the retrospective's causes, counted from 1.
    pub cause: Option<usize>,
    pub title: String,
    pub advice: String,
    pub playbooks: Option<String>,
    pub channels: Option<String>,
    pub stages: Option<String>,
    pub metrics: Option<String>,
    pub tags: Option<String>,
    pub form: String,
    pub due: Option<String>,
    pub bound: Option<String>,
}

/// An action decided in a retrospective.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoRetroAction {
    pub title: String,
    pub owner: String,
    pub due: i32,
    pub metric: Option<String>,
    pub aim: Option<String>,
    pub done: Option<i32>,
    pub proof: Option<DemoProof>,
}

/// What people found afterwards.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoProof {
    pub campaign: Option<String>,
    pub proof: String,
    pub note: String,
    pub day: i32,
}

/// What a campaign did with a lesson.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoUse {
    pub lesson: String,
    pub campaign: String,
    pub day: i32,
    pub by: String,
    /// Why it was dismissed; without it, it was taken.
    pub reason: Option<String>,
    pub form: Option<String>,
    pub text: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub role: Option<String>,
    pub note: Option<String>,
    pub doing: Option<i32>,
    pub done: Option<i32>,
    pub proof: Option<DemoProof>,
}

/// What users said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoFeedback {
    pub campaign: String,
    pub day: i32,
    pub time: String,
    pub text: String,
    pub source: String,
    pub category: String,
    pub count: i64,
    pub impact: String,
    pub answer: Option<String>,
    /// Who answered.
    pub by: Option<String>,
}

/// The demo's retrospectives in a language. `me` is whoever looks at them.
///
/// # Errors
/// An internal error where the built-in data cannot be read.
pub fn demo_learned(lang: Lang, me: &str) -> Result<DemoLearned> {
    let mut value: Value = toml::from_str(TOML).map_err(|e| broken("retro.toml", e))?;
    say(&mut value, lang, me);
    value.try_into().map_err(|e| broken("retro.toml", e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_tell_the_same_and_every_use_names_a_lesson_that_is_there() {
        let (en, zh) = (demo_learned(Lang::En, "lin").unwrap(), demo_learned(Lang::Zh, "lin").unwrap());
        let lessons = |data: &DemoLearned| -> Vec<(String, i32)> {
            data.retro.iter().flat_map(|r| r.lesson.iter().map(|l| (l.id.clone(), r.day))).collect()
        };
        assert_eq!(lessons(&en), lessons(&zh));
        let ids: BTreeSet<String> = lessons(&zh).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), lessons(&zh).len(), "each has an id of its own");
        for (en, zh) in en.uses.iter().zip(&zh.uses) {
            assert!(ids.contains(&zh.lesson) && en.lesson == zh.lesson, "{}", zh.lesson);
            let learned = lessons_day(&demo_learned(Lang::Zh, "lin").unwrap(), &zh.lesson);
            assert!(learned < zh.day, "{} is learned before it is used", zh.lesson);
        }
        for (en, zh) in en.retro.iter().zip(&zh.retro) {
            assert!(en.leader.is_ascii() && !zh.leader.is_ascii());
            assert!(zh.lesson.iter().all(|l| l.cause.is_none_or(|n| (1..=zh.cause.len()).contains(&n))));
            assert!(zh.cause.iter().all(|c| c.whys.len() <= crate::model::MOST_WHYS));
        }
    }

    fn lessons_day(data: &DemoLearned, id: &str) -> i32 {
        let of = |r: &DemoRetro| r.lesson.iter().any(|l| l.id == id).then_some(r.day);
        data.retro.iter().find_map(of).unwrap()
    }
}
