//! `fupan budget …`
use super::{output, session::Session};
use crate::board::{Book, Origin, costing_error, costing_of, verdicts};
use crate::error::Result;
use crate::model::{Basis, Costing, CostingField};
use crate::planner::{lookup, typed};
use crate::report::{Format, costing_json, figures_table, inputs_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Set(super::money::Set),
    List(super::money::List),
    Calc(Box<Calc>),
}

#[derive(Debug, Args)]
pub(super) struct Calc {
    #[arg(long, short)]
    campaign: Option<String>,
    #[arg(long, requires = "campaign")]
    actual: bool,
    #[arg(long, allow_hyphen_values = true)]
    revenue: Option<String>,
    #[arg(long)]
    net: bool,
    #[arg(long, allow_hyphen_values = true)]
    margin: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    goods: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    spend: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    discounts: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    rewards: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    fixed: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    orders: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    new_customers: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    repeat: Option<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Set(set) => set.run(session),
            Self::List(list) => list.run(session),
            Self::Calc(calc) => calc.run(session),
        }
    }
}

impl Calc {
    fn run(self, session: &mut Session) -> Result<()> {
        let lang = session.lang;
        let (mut costing, mut origins) = self.known(session)?;
        let style = session.style_or_usual()?;
        let currency = session.currency_or_usual()?;
        for (field, text) in self.given() {
            let Some(text) = text else { continue };
            let value =
                typed(text, field.unit(), field.as_str(), &currency).map_err(|e| e.field(field.as_str()))?;
            costing.set(field, Some(value));
            origins.retain(|(known, _)| *known != field);
            if field == CostingField::Revenue {
                costing.basis = Basis::Gross;
            }
        }
        if self.net {
            costing.basis = Basis::Net;
        }
        let found = costing.result().map_err(costing_error)?;
        match session.format() {
            Format::Json => output::print(&format!("{:#}\n", costing_json(&costing, &found, lang))),
            Format::Csv => {
                output::print(&figures_table(&found, lang, &style, true).render(Format::Csv, lang, None))
            }
            Format::Text => {
                let mut text = String::new();
                let inputs = inputs_table(&costing, &origins, lang, &style);
                if !inputs.is_empty() && !origins.is_empty() {
                    text.push_str(&inputs.render(Format::Text, lang, session.width()));
                    text.push('\n');
                }
                let figures = figures_table(&found, lang, &style, false);
                if figures.is_empty() {
                    return output::print(&format!("{}\n", crate::i18n::tr::CALCULATOR_NOTHING.get(lang)));
                }
                text.push_str(&figures.render(Format::Text, lang, session.width()));
                let said: Vec<&str> = verdicts(&found).into_iter().map(|(_, text)| text.get(lang)).collect();
                if !said.is_empty() {
                    text.push_str(&format!("\n{}\n", said.join("\n")));
                }
                output::print(&text)
            }
        }
    }

    fn known(&self, session: &mut Session) -> Result<(Costing, Vec<(CostingField, Origin)>)> {
        let Some(campaign) = &self.campaign else { return Ok((Costing::default(), Vec::new())) };
        session.read(|db, now| {
            let campaign = lookup::campaign(db, campaign).map_err(|e| e.field("campaign"))?;
            costing_of(db, &Book::open(db)?, &campaign, self.actual, now)
        })
    }

    fn given(&self) -> [(CostingField, Option<&str>); 10] {
        [
            (CostingField::Revenue, &self.revenue),
            (CostingField::Margin, &self.margin),
            (CostingField::Goods, &self.goods),
            (CostingField::Spend, &self.spend),
            (CostingField::Discounts, &self.discounts),
            (CostingField::Rewards, &self.rewards),
            (CostingField::Fixed, &self.fixed),
            (CostingField::Orders, &self.orders),
            (CostingField::NewCustomers, &self.new_customers),
            (CostingField::Repeat, &self.repeat),
        ]
        .map(|(field, text)| (field, text.as_deref()))
    }
}
