//! How reports are worded: amounts, shares, days and names in one language.
use super::{Block, Cell, Column, Tone};
use crate::board::TargetLine;
use crate::i18n::{Text, label};
use crate::model::{Day, Lang, Metric, Quantity, Status, Style, TargetKind, Unit, Zone};
use chrono::Datelike as _;

/// What every report is written with.
#[derive(Debug, Clone)]
pub struct Pen {
    /// The language.
    pub lang: Lang,
    /// How numbers are written.
    pub style: Style,
    /// ISO code of the money.
    pub currency: String,
    /// The workspace's time zone.
    pub zone: Zone,
    /// The moment shown, UTC seconds: its year goes without saying.
    pub now: i64,
}

impl Pen {
    /// One for a language and a workspace.
    #[must_use]
    pub fn new(lang: Lang, currency: &str, zone: Zone, now: i64) -> Self {
        Self { lang, style: Style::new(lang, currency), currency: currency.to_owned(), zone, now }
    }

    /// A text in the language.
    #[must_use]
    pub fn say(&self, text: &'static Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A text with its placeholders filled.
    #[must_use]
    pub fn fill(&self, text: &'static Text, args: &[(&str, &str)]) -> String {
        text.fill(self.lang, args)
    }

    /// A name that comes in both languages.
    #[must_use]
    pub fn name<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A metric's name.
    #[must_use]
    pub fn metric<'a>(&self, metric: &'a Metric) -> &'a str {
        self.name(&metric.name_en, &metric.name_zh)
    }

    /// A target's name.
    #[must_use]
    pub fn target<'a>(&self, line: &'a TargetLine) -> &'a str {
        self.name(&line.name_en, &line.name_zh)
    }

    /// An exact amount: three digits of it.
    #[must_use]
    pub fn amount(&self, amount: Option<Quantity>, unit: Unit) -> Cell {
        amount.map_or(Cell::Empty, |q| Cell::Amount(q, unit, self.style.compact(q, unit)))
    }

    /// A difference, with its sign.
    #[must_use]
    pub fn difference(&self, amount: Option<Quantity>, unit: Unit) -> Cell {
        amount.map_or(Cell::Empty, |q| Cell::Amount(q, unit, self.style.signed(q, unit)))
    }

    /// A share in whole percent.
    #[must_use]
    pub fn share(&self, share: Option<f64>) -> Cell {
        let share = share.filter(|share| share.is_finite());
        share.map_or(Cell::Empty, |share| Cell::Number(share, Unit::Percent, self.style.percent(share)))
    }

    /// A change in whole percent, with its sign.
    #[must_use]
    pub fn change(&self, share: Option<f64>) -> Cell {
        let share = share.filter(|share| share.is_finite());
        share.map_or(Cell::Empty, |share| Cell::Number(share, Unit::Percent, self.signed_percent(share)))
    }

    /// `+12%`, `-3%`, `0%`.
    #[must_use]
    pub fn signed_percent(&self, share: f64) -> String {
        let text = self.style.percent(share);
        if share > 0.0 && text != "0%" { format!("+{text}") } else { text }
    }

    /// A computed number of a unit.
    #[must_use]
    pub fn number(&self, number: Option<f64>, unit: Unit) -> Cell {
        let number = number.filter(|number| number.is_finite());
        number.map_or(Cell::Empty, |number| Cell::Number(number, unit, self.style.compact_f64(number, unit)))
    }

    /// A count.
    #[must_use]
    pub fn count(&self, count: usize) -> Cell {
        Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// `11-04`, with the year where it is not the present one.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let same = day.date().year() == self.zone.local(self.now).year();
        day.date().format(if same { "%m-%d" } else { "%Y-%m-%d" }).to_string()
    }

    /// A day as a cell.
    #[must_use]
    pub fn day_cell(&self, day: Day) -> Cell {
        Cell::Day(day, self.day(day))
    }

    /// `11-04 周三`
    #[must_use]
    pub fn weekday(&self, day: Day) -> String {
        format!("{} {}", self.day(day), label::weekday(day).get(self.lang))
    }

    /// `11-01 – 11-11`
    #[must_use]
    pub fn span(&self, from: Day, to: Day) -> String {
        if from == to { self.day(from) } else { format!("{} – {}", self.day(from), self.day(to)) }
    }

    /// A moment: `11-04 15:00`, `11-04` for a whole day.
    #[must_use]
    pub fn moment(&self, at: i64, whole_day: bool) -> String {
        let day = self.day(self.zone.day_of(at));
        if whole_day { day } else { format!("{day} {}", self.zone.local(at).format("%H:%M")) }
    }

    /// Up to when data counts: the end of a day is that day.
    #[must_use]
    pub fn until(&self, at: i64) -> String {
        super::super::status::short(at, self.zone, self.now)
    }

    /// `▼ 落后`
    #[must_use]
    pub fn status(&self, status: Status) -> Cell {
        Cell::Word(
            status.as_str(),
            format!("{} {}", glyph(status, false), label::status(status).get(self.lang)),
        )
    }

    /// How a target stands, in the words of its kind.
    #[must_use]
    pub fn standing(&self, line: &TargetLine) -> Cell {
        let words = super::super::status::target_word(line, self.lang);
        let is_breached = line.held == Some(false);
        Cell::Word(line.status.as_str(), format!("{} {words}", glyph(line.status, is_breached)))
    }

    /// Whether a share of its goal says of a target how well it stands: not of what follows a plan, keeps a bound, or
    /// goes the way it should not go.
    #[must_use]
    pub fn is_toned(line: &TargetLine) -> bool {
        use crate::model::Better;
        line.kind != TargetKind::Keep
            && match line.better {
                Better::Higher => line.goal >= line.baseline,
                Better::Lower => line.goal <= line.baseline,
                Better::OnPlan => false,
            }
    }

    /// A target's goal: `100万`, `≤ ¥50`, `5%..8%`.
    #[must_use]
    pub fn goal(&self, line: &TargetLine) -> Cell {
        use crate::model::Better;
        let goal = self.style.compact(line.goal, line.unit);
        let text = match (line.kind, line.upper, line.better) {
            (TargetKind::Keep, Some(upper), _) => {
                format!("{goal}..{}", self.style.compact(upper, line.unit))
            }
            (TargetKind::Keep, None, Better::Lower) => format!("≤ {goal}"),
            (TargetKind::Keep, None, _) => format!("≥ {goal}"),
            _ => goal,
        };
        Cell::Amount(line.goal, line.unit, text)
    }

    /// Several parts that belong together.
    #[must_use]
    pub fn joined(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// `@小林`; nothing for nobody.
    #[must_use]
    pub fn at(&self, who: &str) -> String {
        if who.is_empty() { String::new() } else { format!("@{who}") }
    }

    /// A list of names in one sentence.
    #[must_use]
    pub fn list(&self, names: &[String]) -> String {
        names.join(crate::i18n::tr::OUTPUT_JOIN.get(self.lang))
    }

    /// A column.
    #[must_use]
    pub fn column(&self, key: &'static str, title: &'static Text, tone: Tone) -> Column {
        Column { key, title: self.say(title), tone }
    }

    /// Columns where nothing is good or bad.
    #[must_use]
    pub fn plain(&self, columns: &[(&'static str, &'static Text)]) -> Vec<Column> {
        columns.iter().map(|(key, title)| self.column(key, title, Tone::Plain)).collect()
    }
}

/// The sign of a status, told apart without colour.
fn glyph(status: Status, is_breached: bool) -> &'static str {
    match status {
        _ if is_breached => "✖",
        Status::Met => "✔",
        Status::Ahead => "▲",
        Status::OnTrack => "●",
        Status::Pending => "○",
        Status::Stale => "◌",
        Status::AtRisk => "◐",
        Status::Behind => "▼",
        Status::Missed => "✖",
    }
}

/// A text of people as paragraphs: one a line, the blank ones left out.
#[must_use]
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::Text(line.to_owned())).collect()
}
