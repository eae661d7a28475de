//! One target explained: the formula, the inputs, the curve, the rule, the forecast.
use super::okr::key_result_json;
use super::status::{moment, short, target_json, target_word};
use super::table::{Format, Table, Value};
use crate::board::{Explanation, KeyResultLine};
use crate::i18n::{Text, label, tr};
use crate::model::{
    Across, Feed, Lang, OverTime, PlanCurve, Quantity, Rule, Style, TargetKind, Unit, printable,
};
use serde_json::{Value as Json, json};

/// The explanation as JSON.
#[must_use]
pub fn explain_json(e: &Explanation) -> Json {
    let zone = e.settings.zone;
    let inputs = e.inputs.iter().map(|input| {
        json!({ "metric": input.metric, "campaign": input.campaign, "channel": input.channel, "source": input.source, "value": input.value,
                "days": input.days, "data_until": moment(input.until, zone) })
    });
    let mut out = target_json(&e.line, zone);
    if let Some(object) = out.as_object_mut() {
        object.insert("owner".into(), e.owner.clone().into());
        if e.feed.is_none() {
            object.insert("campaign".into(), e.owner.clone().into());
        }
        object.insert("feed".into(), json!(e.feed));
        object.insert(
            "key_result".into(),
            e.key_result.as_ref().map(|kr| key_result_json(kr, zone, e.now)).into(),
        );
        object.insert("formula".into(), e.formula.clone().into());
        object.insert("meaning".into(), json!({ "en": e.meaning.0, "zh": e.meaning.1 }));
        object.insert("definition".into(), e.definition.clone().into());
        object.insert("inputs".into(), inputs.collect());
        object.insert("without_readings".into(), e.missing.clone().into());
        object.insert("curve".into(), serde_json::to_value(&e.curve).unwrap_or_default());
        let shares = e.shares.iter().map(|(day, share)| json!({ "day": day.to_string(), "share": share }));
        object.insert("plan".into(), shares.collect());
        object.insert("plan_share".into(), json!(e.line.plan_share));
        object.insert("forecast_rate".into(), json!(e.rho));
        object.insert("rule".into(), rule(e.rule).key.trim_start_matches("rule.").into());
        object.insert("now".into(), moment(e.now, zone).into());
    }
    out
}

/// The explanation as text.
#[must_use]
pub fn explain_text(e: &Explanation, lang: Lang) -> String {
    let style = Style::new(lang, &e.settings.currency);
    let zone = e.settings.zone;
    let unit = e.line.unit;
    let mut out = Lines { lang, text: String::new() };
    let name = if lang == Lang::Zh { &e.line.name_zh } else { &e.line.name_en };
    out.head(&format!("{} · {} ({}/{})", e.owner_name, name, e.owner, e.line.key));
    if let Some(feed) = e.feed {
        out.line(&tr::EXPLAIN_FEED, label::feed(feed).get(lang));
    }
    out.line(&tr::EXPLAIN_MEANING, if lang == Lang::Zh { &e.meaning.1 } else { &e.meaning.0 });
    out.line(&tr::EXPLAIN_SOURCE, &e.definition);
    let adds = match (&e.formula, e.adds_up.0, e.adds_up.1) {
        (Some(formula), _, _) => tr::EXPLAIN_BY_FORMULA.fill(lang, &[("formula", formula)]),
        (None, OverTime::Sum, Across::Sum) => tr::EXPLAIN_FLOW.get(lang).to_owned(),
        (None, OverTime::Sum, Across::None) => tr::EXPLAIN_FLOW_WHOLE.get(lang).to_owned(),
        (None, OverTime::Last, Across::Sum) => tr::EXPLAIN_LEVEL.get(lang).to_owned(),
        (None, OverTime::Last, Across::None) => tr::EXPLAIN_LEVEL_WHOLE.get(lang).to_owned(),
    };
    out.line(&tr::EXPLAIN_ADDS_UP, &adds);
    let full = |q| style.full(q, unit);
    // What is computed is not known to the millionth.
    let computed = |q: Quantity| full(if unit == Unit::Count { to_tenths(q) } else { q });
    let dash = || "—".to_owned();
    let goal = e
        .line
        .upper
        .map_or_else(|| full(e.line.goal), |upper| format!("{}..{}", full(e.line.goal), full(upper)));
    out.line(
        &tr::COLUMN_GOAL,
        &match e.line.first_goal {
            Some(first) => tr::EXPLAIN_FIRST_GOAL.fill(lang, &[("goal", &goal), ("first", &full(first))]),
            None => goal,
        },
    );
    if e.line.kind != TargetKind::Keep {
        out.line(&tr::EXPLAIN_BASELINE, &full(e.line.baseline));
    }
    out.line(&tr::EXPLAIN_PERIOD, &format!("{} – {}", e.line.start, e.line.end));
    out.line(&tr::COLUMN_DATA_UNTIL, &e.line.data_until.map_or_else(dash, |at| short(at, zone, e.now)));
    out.line(&tr::COLUMN_ACTUAL, &e.line.actual.map_or_else(dash, full));
    if !e.inputs.is_empty() {
        out.block(&explain_inputs(e, lang).render(Format::Text, lang, None));
    }
    let missing: Vec<&str> = e.missing.iter().map(String::as_str).collect();
    if !missing.is_empty() {
        out.line(
            &tr::EXPLAIN_PARTIAL,
            &tr::EXPLAIN_NO_READINGS.fill(lang, &[("metrics", &missing.join(", "))]),
        );
    }
    for (channel, at) in &e.line.lagging {
        let text = tr::EXPLAIN_LAGS.fill(lang, &[("channel", channel), ("at", &short(*at, zone, e.now))]);
        out.line(&tr::EXPLAIN_PARTIAL, &text);
    }
    out.line(&tr::EXPLAIN_CURVE, &curve(&e.curve, lang));
    if let Some(share) = e.line.plan_share {
        out.line(&tr::EXPLAIN_SHARE, &style.percent(share));
    }
    if let Some(share) = e.line.held_share {
        out.line(&tr::EXPLAIN_HELD, &style.percent(share));
    }
    // A bound holds or does not: there is no way to go.
    let on_the_way = e.line.kind != TargetKind::Keep;
    if let Some(expected) = e.line.expected.filter(|_| on_the_way) {
        out.line(&tr::COLUMN_EXPECTED, &computed(expected));
    }
    if let Some(progress) = e.line.progress.filter(|_| on_the_way) {
        out.line(&tr::COLUMN_PROGRESS, &style.percent(progress));
    }
    out.line(&tr::COLUMN_PACE, &e.line.pace.map_or_else(dash, |pace| style.percent(pace)));
    let thresholds = e.settings.thresholds;
    let [ahead, on_track, at_risk] =
        [thresholds.ahead, thresholds.on_track, thresholds.at_risk].map(|t| style.percent(t));
    let args: [(&str, &str); 3] = [("ahead", &ahead), ("on_track", &on_track), ("at_risk", &at_risk)];
    let because = rule(e.rule).fill(lang, &args);
    out.line(&tr::COLUMN_STATUS, &format!("{} — {because}", target_word(&e.line, lang)));
    if let Some(needed) = e.line.needed_per_day {
        out.line(&tr::COLUMN_NEEDED, &computed(needed));
    }
    if let Some(recent) = e.line.recent_per_day {
        out.line(&tr::COLUMN_RECENT, &computed(recent));
    }
    out.line(
        &tr::COLUMN_FORECAST,
        &match e.line.forecast {
            Some(f) => {
                let [low, mid, high] = [f.low, f.mid, f.high].map(|v| style.expected(v, unit));
                let chance = style.percent(f.chance);
                tr::EXPLAIN_FORECAST
                    .fill(lang, &[("low", &low), ("mid", &mid), ("high", &high), ("chance", &chance)])
            }
            None => tr::EXPLAIN_NO_FORECAST.get(lang).to_owned(),
        },
    );
    if let Some(line) = &e.key_result {
        key_result(&mut out, line, e, &style);
    }
    if let (Some(rho), Some(_)) = (e.rho, e.line.forecast) {
        out.line(&tr::EXPLAIN_RATE, &tr::EXPLAIN_RATE_OF_PLAN.fill(lang, &[("rate", &style.percent(rho))]));
    }
    out.text
}

/// What belongs to a key result: how often it is checked in, its weight, what campaigns bring.
fn key_result(out: &mut Lines, line: &KeyResultLine, e: &Explanation, style: &Style) {
    let lang = out.lang;
    out.line(&tr::COLUMN_OKR_WEIGHT, &style.percent(line.share));
    let days = |seconds: i64| (seconds / 86_400).to_string();
    let (every, grace) = (days(e.cadence), days(e.settings.grace));
    let mut said = tr::EXPLAIN_CHECK_INS.fill(lang, &[("every", &every), ("grace", &grace)]);
    let at = |at: i64| short(at, e.settings.zone, e.now);
    if let Some(last) = line.checked_at {
        said.push_str(&tr::EXPLAIN_CHECKED.fill(lang, &[("at", &at(last))]));
    }
    if let Some(due) = line.due_at {
        said.push_str(&tr::EXPLAIN_DUE.fill(lang, &[("at", &at(due))]));
    }
    if e.feed != Some(Feed::Children) {
        out.line(&tr::EXPLAIN_CHECK_IN, &said);
    }
    let amount = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| style.full(q, e.line.unit));
    for one in &line.campaigns {
        let (brought, planned) = (amount(one.brought), amount(one.planned));
        let args = [("name", one.name.as_str()), ("brought", &brought), ("planned", &planned)];
        out.line(&tr::EXPLAIN_CAMPAIGN, &tr::EXPLAIN_BRINGS.fill(lang, &args));
    }
    if let Some(coverage) = line.coverage {
        let (planned, missing) = (amount(Some(coverage.planned)), amount(Some(coverage.missing)));
        let args = [("planned", planned.as_str()), ("missing", missing.as_str())];
        out.line(&tr::EXPLAIN_TO_COME, &tr::OKR_COVERAGE.fill(lang, &args));
    }
}

/// What the number was computed from, one series a row.
#[must_use]
pub fn explain_inputs(e: &Explanation, lang: Lang) -> Table {
    let style = Style::new(lang, &e.settings.currency);
    let zone = e.settings.zone;
    let columns: &[(&str, &Text)] = &[
        ("metric", &tr::COLUMN_METRIC),
        ("channel", &tr::COLUMN_CHANNEL),
        ("source", &tr::COLUMN_SOURCE),
        ("value", &tr::COLUMN_VALUE),
        ("days", &tr::COLUMN_DAYS),
        ("data_until", &tr::COLUMN_DATA_UNTIL),
    ];
    // Whose readings they are goes without saying where they are the campaign's own.
    let own: &[(&str, &Text)] = match e.feed {
        Some(_) => &[("campaign", &tr::COLUMN_CAMPAIGN)],
        None => &[],
    };
    let mut table = Table::new(&[own, columns].concat());
    for input in &e.inputs {
        let campaign = || input.campaign.clone().map_or(Value::None, Value::Text);
        let mut row: Vec<Value> = own.iter().map(|_| campaign()).collect();
        row.extend([
            Value::text(&input.metric),
            input.channel.clone().map_or(Value::None, Value::Text),
            Value::text(&input.source),
            Value::Quantity(input.value, style.full(input.value, input.unit)),
            Value::Int(i64::try_from(input.days).unwrap_or_default()),
            Value::Coded(moment(input.until, zone), short(input.until, zone, e.now)),
        ]);
        table.row(row);
    }
    table
}

fn curve(curve: &PlanCurve, lang: Lang) -> String {
    match curve {
        PlanCurve::Linear => tr::CURVE_LINEAR.get(lang).to_owned(),
        PlanCurve::Phased => tr::CURVE_PHASED.get(lang).to_owned(),
        PlanCurve::Flat => tr::CURVE_FLAT.get(lang).to_owned(),
        PlanCurve::Table { points } => {
            let points: Vec<String> = points.iter().map(|(day, share)| format!("{day} {share}")).collect();
            tr::CURVE_TABLE.fill(lang, &[("points", &points.join(", "))])
        }
        PlanCurve::Like { campaign, .. } => tr::CURVE_LIKE.fill(lang, &[("campaign", campaign)]),
    }
}

fn rule(rule: Rule) -> &'static Text {
    match rule {
        Rule::NoValue => &tr::RULE_NO_VALUE,
        Rule::NotBegun => &tr::RULE_NOT_BEGUN,
        Rule::Pace => &tr::RULE_PACE,
        Rule::NothingExpected => &tr::RULE_NOTHING_EXPECTED,
        Rule::OnPlan => &tr::RULE_ON_PLAN,
        Rule::Held => &tr::RULE_HELD,
        Rule::Breached => &tr::RULE_BREACHED,
        Rule::OldData => &tr::RULE_OLD_DATA,
        Rule::OldCheckIn => &tr::RULE_OLD_CHECK_IN,
        Rule::Reached => &tr::RULE_REACHED,
        Rule::NotReached => &tr::RULE_NOT_REACHED,
    }
}

/// To one decimal; what that would make nothing of stays as it is.
fn to_tenths(quantity: Quantity) -> Quantity {
    const TENTH: i64 = Quantity::SCALE / 10;
    let micros = quantity.micros();
    if micros.abs() < TENTH {
        return quantity;
    }
    let half = if micros < 0 { -TENTH / 2 } else { TENTH / 2 };
    Quantity::from_micros(micros.saturating_add(half) / TENTH * TENTH)
}

struct Lines {
    lang: Lang,
    text: String,
}

impl Lines {
    fn head(&mut self, text: &str) {
        self.text.push_str(&printable(text));
        self.text.push('\n');
    }

    fn line(&mut self, label: &Text, value: &str) {
        if value.is_empty() {
            return;
        }
        let label = label.get(self.lang);
        let width = unicode_width::UnicodeWidthStr::width(label);
        let pad = " ".repeat(16_usize.saturating_sub(width));
        self.text.push_str(&format!("  {label}{pad} {}\n", printable(value)));
    }

    fn block(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(&format!("    {line}\n"));
        }
    }
}
