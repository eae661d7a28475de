//! The key results a campaign serves.
use super::status::target_json;
use crate::board::Served;
use serde_json::{Value as Json, json};

/// A key result that a campaign serves, for programs.
pub(super) fn served_json(served: &Served, zone: crate::model::Zone) -> Json {
    let mut json = target_json(&served.line, zone);
    let contribution = served.contribution.as_ref();
    for (key, value) in [
        ("key_result", json!(served.path)),
        ("objective", json!(served.objective)),
        ("brought", json!(contribution.and_then(|c| c.brought))),
        ("planned", json!(contribution.and_then(|c| c.planned))),
        ("to_come", json!(contribution.and_then(|c| c.to_come))),
    ] {
        json[key] = value;
    }
    json
}
