//! `fupan status`, `fupan explain`
use super::okr::star_flows;
use super::{output, session::Session};
use crate::board::{Book, CampaignLine, campaigns, explain, north_star, standing};
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{Campaign, CampaignStatus, printable};
use crate::planner::lookup;
use crate::planner::okr::find;
use crate::report::{
    Format, OkrStyle, campaign_head, explain_inputs, explain_json, explain_text, star_json, star_line,
    status_json, status_table, todos_json, todos_text,
};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Status {
    campaign: Vec<String>,
    #[arg(long)]
    all: bool,
}

impl Status {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let (lang, style) = (session.lang, session.style()?);
        let zone = session.store()?.settings()?.zone;
        let keep = keep(session, &self.campaign, self.all)?;
        let (lines, todos) = session.read(|db, now| standing(db, now, &keep, self.campaign.is_empty()))?;
        let now = session.moment()?.1;
        let book = session.read(|db, _| Book::in_use(db))?;
        let star = session.read(|db, now| north_star(db, &book, now))?;
        match session.format() {
            Format::Json => {
                let mut json = status_json(&lines, zone);
                json["north_star"] = star.as_ref().map(|star| star_json(star, zone)).into();
                json["todos"] = todos_json(&todos, &lines, |about| book.key_of(about), lang, style);
                output::print(&format!("{json:#}\n"))
            }
            Format::Csv => {
                session.print(&status_table(&lines, lang, &style, zone, now), &tr::OUTPUT_NO_TARGETS)
            }
            Format::Text if lines.is_empty() => {
                output::print(&format!("{}\n", session.nothing(&tr::OUTPUT_NO_CAMPAIGNS)?))
            }
            Format::Text => {
                let mut text = String::new();
                if let Some(star) = &star {
                    let look = OkrStyle { lang, style, zone, now };
                    text.push_str(&format!("{}\n\n", printable(&star_line(star, star_flows(&book), &look))));
                }
                for (index, line) in lines.iter().enumerate() {
                    if index > 0 {
                        text.push('\n');
                    }
                    text.push_str(&format!("{}\n", campaign_head(line, lang)));
                    let table = status_table(std::slice::from_ref(line), lang, &style, zone, now);
                    if table.is_empty() {
                        text.push_str(&format!("  {}\n", tr::OUTPUT_NO_TARGETS.get(lang)));
                    } else {
                        text.push_str(&table.render(Format::Text, lang, session.width()));
                    }
                }
                text.push_str(&todos_text(&todos, &lines, lang, style));
                output::print(&text)
            }
        }
    }
}

/// The campaigns named; without names those that run, are to come or wait for their review; or all.
pub(super) fn chosen(session: &mut Session, names: &[String], all: bool) -> Result<Vec<CampaignLine>> {
    let keep = keep(session, names, all)?;
    session.read(|db, now| campaigns(db, now, &keep))
}

fn keep(session: &mut Session, names: &[String], all: bool) -> Result<impl Fn(&Campaign) -> bool + use<>> {
    let wanted = session.read(|db, _| {
        names.iter().map(|name| Ok(lookup::campaign(db, name)?.id)).collect::<Result<Vec<_>>>()
    })?;
    let is_over = |status| matches!(status, CampaignStatus::Reviewed | CampaignStatus::Cancelled);
    Ok(move |c: &Campaign| if wanted.is_empty() { all || !is_over(c.status) } else { wanted.contains(&c.id) })
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    target: String,
}

impl Explain {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let lang = session.lang;
        let found = session.read(|db, now| {
            let today = db.settings()?.zone.day_of(now);
            explain(db, find::any_target(db, &self.target, today)?.id, now)
        })?;
        output::print(&match session.format() {
            Format::Json => format!("{:#}\n", explain_json(&found)),
            Format::Csv => explain_inputs(&found, lang).render(Format::Csv, lang, None),
            Format::Text => explain_text(&found, lang),
        })
    }
}
