//! Real series cut into campaigns, from `../shared/data` where present.
use super::simulate::Simulated;
use std::{fs, path::Path};

/// Campaigns of one kind.
pub struct Group {
    /// What they are.
    pub name: &'static str,
    /// Days between readings.
    pub step: i32,
    /// The campaigns.
    pub cases: Vec<Simulated>,
}

/// Every group, or why there is none. `cargo bench --bench backtest -- DIR` names another place for the data.
pub fn groups() -> Vec<Result<Group, String>> {
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(given.as_deref().unwrap_or("../shared/data"));
    if !data.is_dir() {
        return vec![Err(format!("no {}", given.as_deref().unwrap_or("../shared/data")))];
    }
    let read = |name: &str| fs::read_to_string(data.join(name)).map_err(|e| format!("{name}: {e}"));
    let mut groups = Vec::new();
    match read("robyn/dt_simulated_weekly.csv") {
        Ok(text) => {
            let weeks: Vec<f64> =
                text.lines().skip(1).filter_map(|line| line.split(',').nth(1)?.parse().ok()).collect();
            groups.push(Ok(quarters("robyn, even plan", &weeks, false)));
            groups.push(Ok(quarters("robyn, like last year", &weeks, true)));
        }
        Err(why) => groups.push(Err(why)),
    }
    match read("cdnow/CDNOW_master.txt") {
        Ok(text) => {
            groups.push(Ok(months("cdnow, orders a day", &cdnow(&text, |_| 1.0))));
            groups.push(Ok(months("cdnow, revenue a day", &cdnow(&text, |amount| amount))));
        }
        Err(why) => groups.push(Err(why)),
    }
    groups
}

/// Quarters of thirteen weeks, beginning every other week, each after a year of history.
fn quarters(name: &'static str, weeks: &[f64], like_last_year: bool) -> Group {
    let cases = (52..)
        .step_by(2)
        .map_while(|from| {
            let (actual, last_year) = (weeks.get(from..from + 13)?, weeks.get(from - 52..from - 39)?);
            let total: f64 = last_year.iter().sum();
            let plan = if like_last_year {
                last_year.iter().map(|week| week / total).collect()
            } else {
                vec![1.0 / 13.0; 13]
            };
            Some(Simulated {
                is_level: false,
                baseline: 0.0,
                goal: total * 1.05,
                plan,
                actual: actual.to_vec(),
            })
        })
        .collect();
    Group { name, step: 7, cases }
}

/// Campaigns of four weeks, beginning every week, with an even plan of what the four weeks before brought.
fn months(name: &'static str, days: &[f64]) -> Group {
    let cases = (28..)
        .step_by(7)
        .map_while(|from| {
            let (actual, before) = (days.get(from..from + 28)?, days.get(from - 28..from)?);
            Some(Simulated {
                is_level: false,
                baseline: 0.0,
                goal: before.iter().sum(),
                plan: vec![1.0 / 28.0; 28],
                actual: actual.to_vec(),
            })
        })
        .collect();
    Group { name, step: 1, cases }
}

/// What each day brought, from 1997-01-01 on; `worth` says what one order counts.
fn cdnow(text: &str, worth: fn(f64) -> f64) -> Vec<f64> {
    let mut days = Vec::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split_whitespace().skip(1);
        let date = cells.next().and_then(|date| chrono::NaiveDate::parse_from_str(date, "%Y%m%d").ok());
        let amount = cells.nth(1).and_then(|amount| amount.parse().ok());
        let (Some(date), Some(amount)) = (date, amount) else { continue };
        let first = chrono::NaiveDate::from_ymd_opt(1997, 1, 1).unwrap_or_default();
        let Ok(day) = usize::try_from((date - first).num_days()) else { continue };
        if days.len() <= day {
            days.resize(day + 1, 0.0);
        }
        if let Some(sum) = days.get_mut(day) {
            *sum += worth(amount);
        }
    }
    days
}
