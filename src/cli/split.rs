//! `fupan split [CAMPAIGN]`
use super::{output, session::Session};
use crate::board::{Book, Scope, Split, Worked, split_alone, split_of};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{ChainFault, Part};
use crate::planner::{Request, SplitValue, lookup, typed, usual_chain};
use crate::report::{Format, split_json, split_table};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Command {
    campaign: Option<String>,
    /// What follows: parts to set whose `--set` stands before another one.
    #[arg(hide = true)]
    more: Vec<String>,
    #[arg(long)]
    chain: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    set: Vec<String>,
    #[arg(long)]
    lock: Vec<String>,
    #[arg(long)]
    like: Option<String>,
    #[arg(long, requires = "campaign")]
    write: bool,
}

impl Command {
    pub fn run(mut self, session: &mut Session) -> Result<()> {
        self.take_values();
        if self.write && self.campaign.is_none() {
            let error = Error::new(Kind::Usage, &tr::ERROR_MISSING).arg("what", "campaign");
            return Err(error.field("campaign"));
        }
        let (split, currency) = self.read(session)?;
        let lang = session.lang;
        let changes = changes(&split, &self.set, &currency)?;
        let mut held = Vec::new();
        for word in &self.lock {
            held.push(split.part(word).map_err(|e| e.field("lock"))?);
        }
        let worked = split.work(&changes, &held).map_err(|fault| split.error(&fault, lang))?;
        if self.write {
            let values = written(&split, &worked).map_err(|fault| split.error(&fault, lang))?;
            return session.ask(Request::SplitWrite { campaign: self.campaign.unwrap_or_default(), values });
        }
        let style = session.style_or_usual()?;
        match session.format() {
            Format::Json => {
                let json = split_json(&split, &worked, &held, lang, &style);
                return output::print(&format!("{json:#}\n"));
            }
            Format::Csv => {
                let table = split_table(&split, &worked, &held, lang, &style, true);
                return output::print(&table.render(Format::Csv, lang, None));
            }
            Format::Text => {}
        }
        let table = split_table(&split, &worked, &held, lang, &style, false);
        let mut text = table.render(Format::Text, lang, session.width());
        if let Some(former) = &split.former {
            let days = former.days.to_string();
            let line = tr::SPLIT_FORMER_IS.fill(lang, &[("name", &former.name), ("days", &days)]);
            text.push_str(&format!("\n{}\n", crate::model::printable(&line)));
        }
        output::print(&text)?;
        for part in worked.chain.iter().flat_map(crate::model::Chain::at_limit) {
            let error = Error::new(Kind::BadData, &tr::ERROR_DRIVER_AT_LIMIT);
            output::warn(&error.arg("driver", split.name(part, lang)), lang);
        }
        if let Err(fault) = &worked.chain {
            output::warn(&split.error(fault, lang), lang);
        }
        Ok(())
    }

    /// `--set gmv=300万 visitors=20万` sets both: the second one, which stands where a campaign would, is a value too.
    fn take_values(&mut self) {
        let is_value = |word: &str| word.contains(['=', '＝']);
        if !self.set.is_empty() {
            self.set.extend(self.campaign.take_if(|word| is_value(word)));
        }
        let is_free = self.campaign.is_none();
        for word in std::mem::take(&mut self.more) {
            match is_free && self.campaign.is_none() && !is_value(&word) {
                true => self.campaign = Some(word),
                false => self.set.push(word),
            }
        }
    }

    /// The chain, and the currency amounts are in. A mere calculation needs no file.
    fn read(&self, session: &mut Session) -> Result<(Split, String)> {
        let chain: Option<Vec<String>> = self.chain.as_ref().map(|text| {
            let words = text.split([',', '，', '→', '>', '、']).map(|word| word.trim().to_owned());
            words.filter(|word| !word.is_empty()).collect()
        });
        let is_alone = self.campaign.is_none() && self.like.is_none();
        if is_alone && session.store().is_err_and(|error| error.code() == "no_file") {
            let currency = crate::model::Settings::new(crate::model::Zone::utc()).currency;
            return Ok((split_alone(chain.as_deref())?, currency));
        }
        let home = session.config.home();
        session.read(|db, now| {
            let find = |text: &Option<String>, field| {
                text.as_deref()
                    .map(|text| lookup::campaign(db, text).map_err(|e: Error| e.field(field)))
                    .transpose()
            };
            let campaign = find(&self.campaign, "campaign")?;
            let like = find(&self.like, "like")?.map(|c| c.id);
            let book = Book::open(db)?;
            let id = campaign.as_ref().map(|c| c.id);
            let usual = id.map(|id| usual_chain(db, home.as_deref(), id)).transpose()?.flatten();
            let scope = Scope { campaign: id, chain: chain.as_deref(), usual: usual.as_deref(), like };
            let mut split = split_of(db, &book, scope, now)?;
            if is_alone {
                split.former = None;
                split.drivers.iter_mut().for_each(|driver| driver.former = None);
                split.rates.iter_mut().for_each(|rate| rate.former = None);
            }
            Ok((split, book.settings.currency))
        })
    }
}

/// `gmv=100万`, `orders/visitors=3%`
fn changes(split: &Split, set: &[String], currency: &str) -> Result<Vec<(Part, f64)>> {
    let mut changes: Vec<(Part, f64)> = Vec::new();
    for text in set {
        let (word, value) = text
            .split_once(['=', '＝'])
            .ok_or_else(|| Error::new(Kind::Usage, &tr::ERROR_BAD_SET).arg("text", text).field("set"))?;
        let part = split.part(word).map_err(|e| e.field("set"))?;
        if changes.iter().any(|(known, _)| *known == part) {
            let error = Error::new(Kind::Usage, &tr::ERROR_SET_TWICE).arg("driver", split.key(part));
            return Err(error.field("set"));
        }
        let value = typed(value, split.unit(part), split.key(part), currency).map_err(|e| e.field("set"))?;
        changes.push((part, value.to_f64()));
    }
    Ok(changes)
}

/// The volumes as targets are written.
fn written(split: &Split, worked: &Worked) -> Result<Vec<SplitValue>, ChainFault> {
    let chain = worked.chain.as_ref().map_err(Clone::clone)?;
    split
        .drivers
        .iter()
        .enumerate()
        .map(|(place, driver)| {
            let goal = chain.written(place, driver.metric.unit);
            Ok(SplitValue {
                metric: driver.metric.key.clone(),
                goal: goal.ok_or(ChainFault::NotPositive(Part::Volume(place)))?.to_string(),
                seen: driver.target.map(|(_, version, _)| version),
            })
        })
        .collect()
}
