//! What the numbers of a finding say, as JSON.
use crate::board::FindingMatter;
use serde_json::{Value as Json, json};

/// `{"kind": "target", "metric": {"en", "zh"}, "unit", …}`
pub(super) fn matter_json(matter: &FindingMatter) -> Json {
    let both = |(en, zh): &(String, String)| json!({ "en": en, "zh": zh });
    match matter {
        FindingMatter::Target { metric, unit, achievement, gap } => json!({
            "kind": "target", "metric": both(metric), "unit": unit.as_str(), "achievement": achievement, "gap": gap,
        }),
        FindingMatter::Guardrail { metric, unit, actual, bound, held } => json!({
            "kind": "guardrail", "metric": both(metric), "unit": unit.as_str(), "actual": actual, "bound": bound,
            "held": held,
        }),
        FindingMatter::Phase { name, achievement, gap, unit } => json!({
            "kind": "phase", "name": name, "unit": unit.as_str(), "achievement": achievement, "gap": gap,
        }),
        FindingMatter::Channel { name, metric, unit, actual, against, is_plan } => json!({
            "kind": "channel", "name": name, "metric": both(metric), "unit": unit.as_str(), "actual": actual,
            "against": against, "against_plan": is_plan,
        }),
        FindingMatter::Driver { name, part, unit, ratio } => json!({
            "kind": "driver", "name": both(name), "unit": unit.as_str(), "part": part, "ratio": ratio,
        }),
        FindingMatter::Adjustment { text, ratio } => {
            json!({ "kind": "adjustment", "text": text, "ratio": ratio })
        }
        FindingMatter::Spending { planned, spent } => {
            json!({ "kind": "spending", "planned": planned, "spent": spent })
        }
        FindingMatter::LateTasks { late, of, days } => {
            json!({ "kind": "late", "late": late, "of": of, "days": days })
        }
        FindingMatter::Refused { names } => json!({ "kind": "refused", "names": names }),
        FindingMatter::Former { name, metric, change } => {
            json!({ "kind": "former", "name": name, "metric": both(metric), "change": change })
        }
        FindingMatter::Feedback { category, people, open } => {
            json!({ "kind": "feedback", "category": category, "people": people, "open": open })
        }
    }
}
