//! What every command works with: the file, who asks, when, and how to answer.
use super::Global;
use super::output;
use crate::board::Book;
use crate::config::Config;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Lang, Style, check_name, parse_when, printable};
use crate::planner::okr::find;
use crate::planner::{Context, Outcome, Request, lookup, perform, rehearse};
use crate::report::{Format, Table};
use crate::store::{Db, OpenOptions, Store, default_path};
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// One run of the program.
pub(super) struct Session {
    pub global: Global,
    pub config: Config,
    pub lang: Lang,
    pub now: i64,
    store: Option<Store>,
}

impl Session {
    pub fn new(global: Global, config: Config, lang: Lang) -> Self {
        Self { global, config, lang, now: crate::clock::now(), store: None }
    }

    /// The file this run is about.
    pub fn path(&self) -> PathBuf {
        let from_environment = || std::env::var_os("FUPAN_DB").filter(|v| !v.is_empty()).map(PathBuf::from);
        self.global.db.clone().or_else(from_environment).unwrap_or_else(default_path)
    }

    pub fn open_options(&self, path: PathBuf, create: bool) -> OpenOptions {
        let (allow_network, zone) = (self.global.allow_network_file, crate::clock::zone_name());
        OpenOptions { path, create, allow_network, zone, now: self.now }
    }

    /// The open file; opened at the first call. There must be one: reading makes none.
    pub fn store(&mut self) -> Result<&mut Store> {
        self.opened(false)
    }

    /// The open file, made where there is none.
    pub fn store_or_new(&mut self) -> Result<&mut Store> {
        self.opened(true)
    }

    fn opened(&mut self, create: bool) -> Result<&mut Store> {
        if self.store.is_none() {
            self.store = Some(Store::open(&self.open_options(self.path(), create))?);
        }
        self.store.as_mut().ok_or_else(|| Error::new(Kind::Internal, &tr::ERROR_IO))
    }

    /// Who asks, when, in which language.
    ///
    /// # Errors
    /// Bad data, for a name that could not be shown.
    pub fn context(&self) -> Result<Context> {
        let given = self.global.actor.clone().filter(|name| !name.trim().is_empty());
        let actor = check_name(&given.unwrap_or_else(|| self.config.actor()));
        let actor = actor.map_err(|f| Error::from(f).field("actor"))?;
        Ok(Context { now: self.now, actor, lang: self.lang, home: self.config.home() })
    }

    pub fn format(&self) -> Format {
        match (self.global.json, self.global.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv,
            _ => Format::Text,
        }
    }

    pub fn style(&mut self) -> Result<Style> {
        let lang = self.lang;
        Ok(Style::new(lang, &self.store()?.settings()?.currency))
    }

    /// The currency of the file, or the usual one where there is no file: calculating needs none.
    pub fn currency_or_usual(&mut self) -> Result<String> {
        match self.store() {
            Ok(store) => Ok(store.settings()?.currency),
            Err(error) if error.code() == "no_file" => {
                Ok(crate::model::Settings::new(crate::model::Zone::utc()).currency)
            }
            Err(error) => Err(error),
        }
    }

    /// How numbers are written, also where there is no file.
    pub fn style_or_usual(&mut self) -> Result<Style> {
        let currency = self.currency_or_usual()?;
        Ok(Style::new(self.lang, &currency))
    }

    /// The moment shown: the end of the `--as-of` day, or now.
    pub fn moment(&mut self) -> Result<(Option<i64>, i64)> {
        let now = self.now;
        let Some(text) = self.global.as_of.clone() else { return Ok((None, now)) };
        let zone = self.store()?.settings()?.zone;
        let when = parse_when(&text, zone.day_of(now)).map_err(|f| Error::from(f).field("as-of"))?;
        let at = zone.ends_at(when).map_err(|f| Error::from(f).field("as-of"))?.min(now);
        Ok((Some(at), at))
    }

    /// Reads at the moment shown.
    pub fn read<T>(&mut self, read: impl FnOnce(&Db<'_>, i64) -> Result<T>) -> Result<T> {
        let (as_of, now) = self.moment()?;
        let store = self.store()?;
        store.read(as_of, |db| read(db, now)).map_err(|error| match as_of {
            Some(at) => not_yet(store, at, error),
            None => error,
        })
    }

    /// Reads the small tables at the moment shown.
    pub fn book(&mut self) -> Result<Book> {
        self.read(|db, _| Book::open(db))
    }

    /// Asks the planner and says what it did.
    pub fn ask(&mut self, request: Request) -> Result<()> {
        let outcome = self.perform(request)?;
        self.say(&outcome)
    }

    pub fn perform(&mut self, request: Request) -> Result<Outcome> {
        if self.global.as_of.is_some() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
        }
        let context = self.context()?;
        let changes_what_is_there = matches!(request, Request::Undo | Request::Redo);
        let store = if changes_what_is_there { self.store()? } else { self.store_or_new()? };
        perform(store, &context, request)
    }

    /// What a request would do, with nothing written.
    pub fn rehearse(&mut self, request: &Request) -> Result<Outcome> {
        if self.global.as_of.is_some() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
        }
        let context = self.context()?;
        rehearse(self.store()?, &context, request)
    }

    /// Says what was done, each thing where several were done as one.
    pub fn say(&self, outcome: &Outcome) -> Result<()> {
        let lang = self.lang;
        if self.format() == Format::Json {
            return output::print(&format!("{:#}\n", output::outcome_json(outcome, lang)));
        }
        for warning in &outcome.warnings {
            output::warn(warning, lang);
        }
        let each = if outcome.each.is_empty() { std::slice::from_ref(outcome) } else { &outcome.each };
        let line = |outcome: &Outcome| format!("{}\n", printable(outcome.message(lang).trim()));
        output::print(&each.iter().map(line).collect::<String>())
    }

    /// Prints a table in the format asked for, or the text for "none" where it is empty.
    pub fn print(&self, table: &Table, none: &'static crate::i18n::Text) -> Result<()> {
        if table.is_empty() && self.format() == Format::Text {
            return output::print(&format!("{}\n", self.nothing(none)?));
        }
        output::print(&table.render(self.format(), self.lang, self.width()))
    }

    /// What to say where there is nothing to show: where nothing was in the file at the moment asked for, that.
    pub fn nothing(&self, none: &'static crate::i18n::Text) -> Result<String> {
        let plain = none.get(self.lang).to_owned();
        let (Some(text), Some(store)) = (&self.global.as_of, &self.store) else { return Ok(plain) };
        let zone = store.settings()?.zone;
        let when = parse_when(text, zone.day_of(self.now)).map_err(|f| Error::from(f).field("as-of"))?;
        let at = zone.ends_at(when).map_err(|f| Error::from(f).field("as-of"))?.min(self.now);
        let was_empty = store.read(Some(at), |db| db.batches(1))?.is_empty();
        let date = when.to_string();
        Ok(if was_empty { tr::OUTPUT_NOTHING_THEN.fill(self.lang, &[("date", &date)]) } else { plain })
    }

    /// The terminal's width; none in a pipe, where lines are as long as they are.
    pub fn width(&self) -> Option<u16> {
        if !std::io::stdout().is_terminal() {
            return None;
        }
        rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| size.ws_col).filter(|w| *w > 20)
    }

    /// Opens the full-screen app on this run's file.
    pub fn open_app(&mut self) -> Result<ExitCode> {
        if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_NO_TERMINAL));
        }
        self.context()?;
        self.store_or_new()?;
        super::app::open(self)
    }

    /// Hands the open file over.
    pub fn take_store(&mut self) -> Result<Store> {
        self.store_or_new()?;
        self.store.take().ok_or_else(|| Error::new(Kind::Internal, &tr::ERROR_IO))
    }
}

/// What is not found at a moment, but is there now, did not exist yet or was deleted in between.
fn not_yet(store: &Store, at: i64, error: Error) -> Error {
    let Some(text) = error.argument("text").map(str::to_owned) else { return error };
    let today = store.settings().map_or(Day(0), |settings| settings.zone.day_of(at - 1));
    let is_there = match error.code() {
        "no_cycle" => store.read(None, |db| find::cycle(db, &text, today)).is_ok(),
        "no_objective" => store.read(None, |db| find::objective(db, &text, today)).is_ok(),
        "no_key_result" => store.read(None, |db| find::key_result(db, &text, today)).is_ok(),
        "no_campaign" => store.read(None, |db| lookup::campaign(db, &text)).is_ok(),
        "no_target" => store.read(None, |db| find::any_target(db, &text, today)).is_ok(),
        _ => false,
    };
    match store.settings() {
        Ok(settings) if is_there => Error::new(Kind::NotFound, &tr::ERROR_DID_NOT_EXIST)
            .arg("text", text)
            .arg("date", settings.zone.day_of(at - 1)),
        _ => error,
    }
}
