//! One field of a form: what may be typed into it, and whether what was typed is right.
use super::Written;
use crate::i18n::{Text, tr};
use crate::model::{
    Day, Due, Fault, Lang, Quantity, When, Zone, check_key, check_name, check_text, check_url, check_utm,
    half_width, parse_moment, parse_when, quoted,
};
use crate::tui::fuzzy;
use crate::tui::runtime::{Choice, ChoiceKind};
use crate::tui::widget::editor::Editor;
use std::collections::BTreeMap;

/// A word to choose, and what it is called.
pub type Word = (&'static str, &'static Text);

/// Choices by what they are for.
pub type Choices = BTreeMap<ChoiceKind, Vec<Choice>>;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A name people read.
    Name,
    /// A key people type.
    Key,
    /// Any text; the flag: long enough for an editor.
    Text(bool),
    /// A text of several lines.
    Lines,
    /// By when, in a campaign of these dates: `T-21`, a day.
    Due(When, When),
    /// Days by which a campaign of these dates is moved.
    Shift(When, When),
    /// Money, or a share of this much.
    Amount(Option<Quantity>),
    /// A web address.
    Url,
    /// A UTM value.
    Utm,
    /// A number.
    Number,
    /// A number or a band `3%..5%`.
    Goal,
    /// A number of days, forwards or back.
    Days,
    /// A day or a local time.
    When,
    /// What a reading covers: a day, a moment, a week, a month.
    Moment,
    /// One of the workspace's things; the flag: another text is taken too.
    Choice(ChoiceKind, bool),
    /// Any number of the workspace's things, with commas.
    Several(ChoiceKind),
    /// One of a few fixed words.
    Words(&'static [Word]),
    /// Something with rules of its own.
    Written(Written),
}

/// What checking needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Checks {
    /// The language of the answer.
    pub lang: Lang,
    /// The day it is.
    pub today: Day,
    /// The zone local times are in.
    pub zone: Zone,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// What the request calls it.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static Text,
    /// What to type.
    pub ask: &'static Text,
    /// What it takes.
    pub kind: Kind,
    /// True where it may not stay empty.
    pub is_required: bool,
    /// True where nobody is asked for it: other fields say that it has no meaning.
    pub is_hidden: bool,
    /// What was typed.
    pub editor: Editor,
    /// What it held when the form opened.
    pub initial: String,
    /// What the form filled in by itself, from a line or a playbook; it gives way to what is typed.
    pub filled: Option<String>,
    /// The chosen row of the choices, once somebody moved there.
    pub pick: Option<usize>,
    /// True once somebody left it or tried to save: from then on a missing value is told.
    pub is_left: bool,
}

const SHORT: usize = 120;
const LONG: usize = 2_000;
/// As much as a text in the file may be.
const LONGEST: usize = 20_000;
/// What stands between several things.
const COMMAS: [char; 4] = [',', '，', ';', '；'];

impl Field {
    /// An empty field.
    #[must_use]
    pub fn new(id: &'static str, label: &'static Text, ask: &'static Text, kind: Kind) -> Self {
        let limit = match kind {
            Kind::Lines => LONGEST,
            Kind::Text(true) | Kind::Url => LONG,
            Kind::Written(what) => what.limit(),
            Kind::Key | Kind::Number | Kind::Goal | Kind::Days | Kind::When | Kind::Moment => 40,
            _ => SHORT,
        };
        let mut field = Self {
            id,
            label,
            ask,
            kind,
            is_required: false,
            is_hidden: false,
            editor: if kind == Kind::Lines { Editor::with_lines(limit) } else { Editor::new(limit) },
            initial: String::new(),
            filled: None,
            pick: None,
            is_left: false,
        };
        if let Kind::Words([(word, _), ..]) = kind {
            field = field.with(word);
        }
        field
    }

    /// It may not stay empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// It starts with this.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.editor.set(text);
        self.initial = self.editor.text().to_owned();
        self
    }

    /// What was typed, without blanks around it.
    #[must_use]
    pub fn text(&self) -> &str {
        self.editor.text().trim()
    }

    /// True where something was typed that is not saved.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.editor.text() != self.initial
    }

    /// True where what it holds came from the form itself, or it holds nothing.
    #[must_use]
    pub fn is_free(&self) -> bool {
        let text = self.editor.text();
        text.trim().is_empty() || text == self.initial || self.filled.as_deref() == Some(text)
    }

    /// Fills it in; the cursor of its text stays where nothing changes.
    pub fn fill(&mut self, text: &str) {
        if self.editor.text() != text {
            self.editor.set(text);
            self.pick = None;
        }
        self.filled = Some(self.editor.text().to_owned());
    }

    /// Takes back what was filled in.
    pub fn unfill(&mut self) {
        if self.filled.take().is_some_and(|filled| filled == self.editor.text()) {
            let initial = self.initial.clone();
            self.editor.set(&initial);
        }
    }

    /// What a date in other words comes down to: `+7d` is `2026-11-29`.
    #[must_use]
    pub fn echo(&self, checks: &Checks) -> Option<String> {
        let text = self.text();
        let meant = match self.kind {
            Kind::When => parse_when(text, checks.today).ok()?.to_string(),
            Kind::Moment => {
                let span = parse_moment(text, checks.today, checks.zone).ok()?;
                covered(checks.zone, span.at, span.until)
            }
            Kind::Due(start, end) => Due::parse(text, checks.today).ok()?.resolve(start, end).to_string(),
            Kind::Shift(start, end) => {
                let days = days(text)?;
                format!("{} .. {}", start.day().plus(days), end.day().plus(days))
            }
            Kind::Amount(Some(total)) if text.ends_with(['%', '％']) => {
                let share = Quantity::parse(text).ok()?;
                Quantity::from_f64((total.to_f64() * share.to_f64() * 100.0).round() / 100.0)?.to_string()
            }
            _ => return None,
        };
        (meant != text).then_some(meant)
    }

    /// Chooses the next or previous of a few words.
    pub fn turn_word(&mut self, by: isize) -> bool {
        let Kind::Words(words) = self.kind else { return false };
        let at = words.iter().position(|(word, _)| *word == self.text()).unwrap_or(0);
        let len = isize::try_from(words.len()).unwrap_or(1).max(1);
        let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(len);
        if let Some((word, _)) = usize::try_from(next).ok().and_then(|n| words.get(n)) {
            self.editor.set(word);
        }
        true
    }

    /// What it is chosen from, and whether another text is taken too.
    #[must_use]
    pub fn choice(&self) -> Option<(ChoiceKind, bool)> {
        match self.kind {
            Kind::Choice(kind, is_free) => Some((kind, is_free)),
            Kind::Several(kind) => Some((kind, true)),
            _ => None,
        }
    }

    /// What is being chosen: of several things the last.
    #[must_use]
    pub fn part(&self) -> &str {
        match self.kind {
            Kind::Several(_) => self.text().rsplit(COMMAS).next().unwrap_or_default().trim(),
            _ => self.text(),
        }
    }

    /// Puts a choice in the place of what is being chosen.
    pub fn put_choice(&mut self, key: &str) {
        let before = match self.kind {
            Kind::Several(_) => self.text().rsplit_once(COMMAS).map(|(before, _)| before.trim().to_owned()),
            _ => None,
        };
        let text = before.map_or_else(|| key.to_owned(), |before| format!("{before}, {key}"));
        self.editor.set(&text);
    }

    /// The names of the several things that were chosen.
    #[must_use]
    pub fn named(&self, choices: &Choices, lang: Lang) -> Vec<String> {
        let Kind::Several(kind) = self.kind else { return Vec::new() };
        let all = choices.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let parts = self.text().split(COMMAS).map(str::trim);
        let found = parts.filter_map(|part| all.iter().find(|choice| choice.key == part));
        found.map(|choice| choice.name(lang).to_owned()).collect()
    }

    /// The choices that match what was typed, best first.
    #[must_use]
    pub fn suggestions(&self, choices: &Choices) -> Vec<Choice> {
        let Some((kind, _)) = self.choice() else { return Vec::new() };
        let all = choices.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let query = if self.exact(choices).is_some() { "" } else { self.part() };
        fuzzy::best(query, all, |c| format!("{} {} {}", c.key, c.name_zh, c.name_en))
    }

    /// The choice whose key or name was typed in full.
    #[must_use]
    pub fn exact<'a>(&self, choices: &'a Choices) -> Option<&'a Choice> {
        let (kind, _) = self.choice()?;
        let text = self.part().to_lowercase();
        let is_it = |name: &str| name.to_lowercase() == text;
        choices.get(&kind)?.iter().find(|c| is_it(&c.key) || is_it(&c.name_en) || is_it(&c.name_zh))
    }

    /// What the chosen one is for, where anybody says.
    #[must_use]
    pub fn about<'a>(&self, choices: &'a Choices, lang: Lang) -> Option<&'a str> {
        let Kind::Choice(kind, _) = self.kind else { return None };
        let picked = self.pick.and_then(|row| self.suggestions(choices).get(row).map(|c| c.key.clone()));
        let key = picked.or_else(|| self.exact(choices).map(|c| c.key.clone()))?;
        let choice = choices.get(&kind)?.iter().find(|choice| choice.key == key)?;
        Some(choice.brief.about(lang)).filter(|text| !text.is_empty())
    }

    /// What is wrong with what was typed, while it is typed.
    #[must_use]
    pub fn fault(&self, checks: &Checks, choices: Option<&Choices>) -> Option<String> {
        if self.is_hidden {
            return None;
        }
        let text = self.text();
        if text.is_empty() {
            return (self.is_required && self.is_left).then(|| tr::FORM_REQUIRED.get(checks.lang).to_owned());
        }
        if text == self.initial {
            return None;
        }
        let result = match self.kind {
            Kind::Name => check_name(text).map(|_| ()),
            Kind::Key => check_key(text).map(|_| ()),
            Kind::Text(_) | Kind::Lines => check_text(text).map(|_| ()),
            Kind::Due(..) => Due::parse(text, checks.today).map(|_| ()),
            Kind::Amount(_) => Quantity::parse(text).map(|_| ()),
            Kind::Url => check_url(text).map(|_| ()),
            Kind::Utm => check_utm(text).map(|_| ()),
            Kind::Number => Quantity::parse(text).map(|_| ()),
            Kind::Goal => goal(text),
            Kind::Days | Kind::Shift(..) => {
                days(text).map(|_| ()).ok_or_else(|| Fault::BadNumber { text: quoted(text) })
            }
            Kind::When => parse_when(text, checks.today).map(|_| ()),
            Kind::Moment => parse_moment(text, checks.today, checks.zone).map(|_| ()),
            Kind::Words(_) | Kind::Several(_) => Ok(()),
            Kind::Written(what) => return what.check(text, checks).err().map(|e| told(&e, checks.lang)),
            Kind::Choice(kind, is_free) => {
                // Without a list, or with a free text, the planner decides.
                let known = choices.filter(|c| !is_free && c.get(&kind).is_some_and(|list| !list.is_empty()));
                let is_wrong = known.is_some_and(|c| self.suggestions(c).is_empty());
                return is_wrong.then(|| tr::FORM_NONE_OF_THESE.get(checks.lang).to_owned());
            }
        };
        Some(told(&crate::Error::from(result.err()?), checks.lang))
    }
}

/// What is wrong, and what to do about it.
fn told(error: &crate::Error, lang: Lang) -> String {
    let hint = error.hint(lang).map(|hint| format!(" · {hint}")).unwrap_or_default();
    error.message(lang) + &hint
}

/// What a reading covers: a day, a moment, or from the one to the other.
fn covered(zone: Zone, at: i64, until: i64) -> String {
    let (from, to) = (zone.local(at), zone.local(until - 1));
    let is_whole = zone.start_of(zone.day_of(at)) == at && zone.start_of(zone.day_of(until)) == until;
    let day = |t: chrono::NaiveDateTime| t.format("%Y-%m-%d").to_string();
    match (is_whole && until > at, from.date() == to.date()) {
        (true, true) => day(from),
        (true, false) => format!("{}..{}", day(from), day(to)),
        _ if until > at => {
            format!("{}..{}", from.format("%Y-%m-%dT%H:%M"), zone.local(until).format("%H:%M"))
        }
        _ => from.format("%Y-%m-%dT%H:%M").to_string(),
    }
}

/// A number of days: `7`, `+7`, `-3`, `７天`.
pub(super) fn days(text: &str) -> Option<i32> {
    let plain = half_width(text);
    let number = plain.trim_end_matches(['d', 'D', '天', '日']).trim().trim_start_matches('+');
    number.parse().ok().filter(|days: &i32| days.abs() <= 3_660)
}

fn goal(text: &str) -> Result<(), Fault> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    Quantity::parse(low.trim())?;
    Quantity::parse(high.trim()).map(|_| ())
}
