//! The goal splitter and the budget calculator as tables and as JSON.
use super::table::{Table, Value};
use crate::board::{Former, Split, Worked, field_title, figures};
use crate::board::{Origin, rounded, verdicts};
use crate::i18n::tr;
use crate::model::{Basis, Costing, CostingField, CostingResult, Lang, Part, Quantity, Style, Unit};
use serde_json::{Value as Json, json};

/// One row a part of the chain. People see the columns that say something here, programs get all of them.
#[must_use]
pub fn split_table(
    split: &Split,
    worked: &Worked,
    held: &[Part],
    lang: Lang,
    style: &Style,
    all: bool,
) -> Table {
    let (has_campaign, has_former) = (all || split.campaign.is_some(), all || split.former.is_some());
    let has_scaled = all || (has_former && lengths_differ(split));
    let columns = [
        ("driver", &tr::COLUMN_DRIVER, true),
        ("value", &tr::COLUMN_VALUE, true),
        ("per_day", &tr::COLUMN_PER_DAY, has_campaign),
        ("fixed", &tr::COLUMN_FIXED, all || !held.is_empty()),
        ("target", &tr::COLUMN_TARGET, has_campaign),
        ("former", &tr::COLUMN_FORMER, has_former),
        ("former_scaled", &tr::COLUMN_FORMER_SCALED, has_scaled),
        ("change", &tr::COLUMN_CHANGE, has_former),
    ];
    let shown: Vec<_> = columns.iter().filter(|c| c.2).map(|c| (c.0, c.1)).collect();
    let mut table = Table::new(&shown);
    for part in split.parts() {
        let unit = split.unit(part);
        let value = shown_value(split, worked, part);
        let of = |value: Option<f64>| number(value, part, unit, style);
        let days = split.campaign.as_ref().map(|c| f64::from(c.days.max(1)));
        let per_day = match part {
            Part::Volume(_) => value.zip(days).map(|(value, days)| value / days),
            Part::Rate(_) => None,
        };
        let target = match part {
            Part::Volume(place) => split.drivers.get(place).and_then(|driver| driver.target),
            Part::Rate(_) => None,
        };
        let change = value.zip(split.former_scaled(part)).map(|(value, former)| value / former - 1.0);
        let row = [
            Value::Coded(split.key(part).to_owned(), indented(split.name(part, lang), part)),
            of(value),
            of(per_day),
            Value::Flag(held.contains(&part), if held.contains(&part) { "●" } else { "" }.to_owned()),
            target.map_or(Value::None, |(_, _, goal)| Value::Quantity(goal, style.full(goal, unit))),
            of(split.former(part)),
            of(split.former_scaled(part)),
            change.map_or(Value::None, |change| Value::Number(change, signed(change, style))),
        ];
        let row = columns.iter().zip(row).filter(|(column, _)| column.2).map(|(_, value)| value);
        table.row(row.collect());
    }
    table
}

/// A part's value as it would be written: counts whole, money in hundredths.
#[must_use]
fn shown_value(split: &Split, worked: &Worked, part: Part) -> Option<f64> {
    let written = match (part, &worked.chain) {
        (Part::Volume(place), Ok(chain)) => chain.written(place, split.unit(part)),
        _ => None,
    };
    written.map_or_else(|| worked.value(part), |quantity| Some(quantity.to_f64()))
}

fn lengths_differ(split: &Split) -> bool {
    split.campaign.as_ref().zip(split.former.as_ref()).is_some_and(|(own, former)| own.days != former.days)
}

fn indented(name: &str, part: Part) -> String {
    match part {
        Part::Volume(_) => name.to_owned(),
        Part::Rate(_) => format!("× {name}"),
    }
}

/// A computed number, rounded as people read it: counts whole from ten on.
fn number(value: Option<f64>, part: Part, unit: Unit, style: &Style) -> Value {
    let Some(value) = value else { return Value::None };
    let rounded = rounded(value, matches!(part, Part::Volume(_)), unit);
    let text = Quantity::from_f64(rounded).map_or_else(|| "—".to_owned(), |q| style.full(q, unit));
    Value::Number(rounded, text)
}

fn signed(change: f64, style: &Style) -> String {
    let text = style.percent(change);
    if change > 0.0 && text.starts_with(|c: char| c.is_ascii_digit()) && text != "0%" {
        format!("+{text}")
    } else {
        text
    }
}

/// `{campaign, former: {key, name, days}, complete, chain: [{driver, value, …}]}`
#[must_use]
pub fn split_json(split: &Split, worked: &Worked, held: &[Part], lang: Lang, style: &Style) -> Json {
    let named = |c: &Former| json!({ "key": c.key, "name": c.name, "days": c.days });
    json!({
        "campaign": split.campaign.as_ref().map(named),
        "former": split.former.as_ref().map(named),
        "complete": worked.chain.is_ok(),
        "chain": split_table(split, worked, held, lang, style, true).json(),
    })
}

/// What went into the calculator, one row a field that is known.
#[must_use]
pub fn inputs_table(
    costing: &Costing,
    origins: &[(CostingField, Origin)],
    lang: Lang,
    style: &Style,
) -> Table {
    let mut table = Table::new(&[
        ("field", &tr::COLUMN_FIGURE),
        ("value", &tr::COLUMN_VALUE),
        ("origin", &tr::COLUMN_ORIGIN),
    ]);
    for field in CostingField::ALL {
        let Some(value) = costing.get(*field) else { continue };
        let origin =
            origins.iter().find(|(known, _)| known == field).map_or(Origin::Given, |(_, origin)| *origin);
        let mut name = field_title(*field).get(lang).to_owned();
        if *field == CostingField::Revenue {
            let basis = match costing.basis {
                Basis::Gross => &tr::CALCULATOR_GROSS,
                Basis::Net => &tr::CALCULATOR_NET,
            };
            name = tr::CALCULATOR_WITH_BASIS.fill(lang, &[("name", &name), ("basis", basis.get(lang))]);
        }
        table.row(vec![
            Value::Coded(field.as_str().to_owned(), name),
            Value::Quantity(value, style.full(value, field.unit())),
            Value::Word(origin.as_str(), origin.title().get(lang).to_owned()),
        ]);
    }
    table
}

/// What comes out of the calculator, one row a figure; people see those that have a value.
#[must_use]
pub fn figures_table(found: &CostingResult, lang: Lang, style: &Style, all: bool) -> Table {
    let mut table = Table::new(&[
        ("figure", &tr::COLUMN_FIGURE),
        ("value", &tr::COLUMN_VALUE),
        ("how", &tr::COLUMN_FORMULA_OF),
    ]);
    for figure in figures(found).into_iter().filter(|figure| all || figure.value.is_some()) {
        table.row(vec![
            Value::Coded(figure.key.to_owned(), figure.title.get(lang).to_owned()),
            number(figure.value, Part::Rate(1), figure.unit, style),
            Value::Text(figure.formula.get(lang).to_owned()),
        ]);
    }
    table
}

/// `{inputs: {revenue: …}, basis, results: {profit: …}, verdicts: […]}`
#[must_use]
pub fn costing_json(costing: &Costing, found: &CostingResult, lang: Lang) -> Json {
    let inputs =
        CostingField::ALL.iter().map(|field| (field.as_str().to_owned(), json!(costing.get(*field))));
    let results = figures(found).into_iter().map(|figure| (figure.key.to_owned(), json!(figure.value)));
    let basis = match costing.basis {
        Basis::Gross => "gross",
        Basis::Net => "net",
    };
    let said =
        verdicts(found).into_iter().map(|(is_good, text)| json!({ "good": is_good, "text": text.get(lang) }));
    json!({
        "inputs": inputs.collect::<serde_json::Map<_, _>>(),
        "basis": basis,
        "results": results.collect::<serde_json::Map<_, _>>(),
        "verdicts": said.collect::<Vec<_>>(),
    })
}
