//! The thread that does what takes time: loading, writing, importing. One at a time; of several loads only the last.
use super::Backend;
use crate::clock;
use crate::error::{Error, Kind};
use crate::i18n::tr;
use crate::model::Lang;
use crate::planner::Context;
use crate::tui::effect::Effect;
use crate::tui::msg::Msg;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Above every ticket: nothing but writes is worth doing any more.
const ENDING: u64 = u64::MAX;

/// Something for the worker, in the language its answer is wanted in.
type Order = (Effect, Lang);

/// The way to the worker.
#[derive(Debug)]
pub struct Worker {
    orders: Sender<Order>,
    /// Imports up to this ticket stop. Tickets only grow, so a later import is not stopped by an earlier Esc, and one
    /// that has not begun yet is.
    cancelled: Arc<AtomicU64>,
    last_import: u64,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
    thread: JoinHandle<()>,
}

impl Worker {
    /// Starts working for somebody.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(mut backend: Box<dyn Backend + Send>, who: Context, tx: Sender<Msg>) -> io::Result<Self> {
        let (orders, inbox) = channel();
        let (works, ended) = channel();
        let cancelled = Arc::new(AtomicU64::new(0));
        let stop = Arc::clone(&cancelled);
        let thread = thread::Builder::new().name("worker".to_owned()).spawn(move || {
            let _works = works;
            work(backend.as_mut(), &who, &inbox, &stop, &tx);
        })?;
        Ok(Self { orders, cancelled, last_import: 0, ended, thread })
    }

    /// Hands an effect over.
    pub fn order(&mut self, effect: Effect, lang: Lang) {
        if let Effect::Import { ticket, .. } = effect {
            self.last_import = ticket;
        }
        let _ended = self.orders.send((effect, lang));
    }

    /// Stops every import ordered so far, running or not.
    pub fn cancel(&self) {
        self.cancelled.store(self.last_import, Ordering::Relaxed);
    }

    /// Lets it finish the writes it was given, without the loads nobody will look at; imports stop. Waits for that, at
    /// most `limit` where there is one. The file is closed afterwards, unless the limit passed.
    pub fn finish(self, limit: Option<Duration>) {
        self.cancelled.store(ENDING, Ordering::Relaxed);
        drop(self.orders);
        if limit.is_some_and(|limit| self.ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout)) {
            return;
        }
        let _panicked = self.thread.join();
    }
}

fn work(
    backend: &mut dyn Backend,
    who: &Context,
    inbox: &Receiver<Order>,
    cancelled: &AtomicU64,
    tx: &Sender<Msg>,
) {
    let mut queue = VecDeque::new();
    while let Ok(first) = inbox.recv() {
        queue.push_back(first);
        queue.extend(inbox.try_iter());
        while let Some((effect, lang)) = queue.pop_front() {
            queue.extend(inbox.try_iter());
            let is_write = matches!(
                effect,
                Effect::Ask { .. }
                    | Effect::Import { .. }
                    | Effect::WriteFile { .. }
                    | Effect::WriteReport { .. }
            );
            let is_ending = cancelled.load(Ordering::Relaxed) == ENDING;
            if is_outdated(&effect, &queue) || (is_ending && !is_write) {
                continue;
            }
            let context = Context { now: clock::now(), lang, ..who.clone() };
            if let Some(msg) = perform(backend, effect, &context, cancelled, tx)
                && tx.send(msg).is_err()
            {
                return;
            }
        }
    }
}

fn is_outdated(effect: &Effect, later: &VecDeque<Order>) -> bool {
    let newer = |is: fn(&Effect) -> bool| is(effect) && later.iter().any(|(e, _)| is(e));
    newer(|e| matches!(e, Effect::LoadCockpit { .. }))
        || newer(|e| matches!(e, Effect::LoadChart { .. }))
        || newer(|e| matches!(e, Effect::Load { .. }))
}

fn perform(
    backend: &mut dyn Backend,
    effect: Effect,
    context: &Context,
    cancelled: &AtomicU64,
    tx: &Sender<Msg>,
) -> Option<Msg> {
    Some(match effect {
        Effect::LoadCockpit { generation, all } => {
            Msg::CockpitLoaded { generation, result: backend.cockpit(context.now, all) }
        }
        Effect::Load { generation, what } => {
            Msg::Loaded { generation, result: backend.load(&what, context.now) }
        }
        Effect::LoadSheet { generation, what } => {
            Msg::SheetLoaded { generation, result: backend.load(&what, context.now) }
        }
        Effect::LoadChart { generation, target, window } => {
            Msg::ChartLoaded { generation, result: backend.chart(target, window, context.now) }
        }
        Effect::Ask { ticket, request } => Msg::Answered { ticket, result: backend.ask(*request, context) },
        Effect::Propose { ticket, draft } => {
            Msg::Proposed { ticket, result: backend.propose(&draft, context).map(Box::new) }
        }
        Effect::LoadAuthor(row) => Msg::AuthorTold(row, backend.author(row)),
        Effect::LoadChoices(kind) => Msg::ChoicesLoaded(kind, backend.choices(kind)),
        Effect::Import { ticket, job } => {
            let goes_on = || cancelled.load(Ordering::Relaxed) < ticket;
            let mut progress = |bytes| {
                let _ended = tx.send(Msg::ImportAdvanced { ticket, bytes });
                goes_on()
            };
            let result = if goes_on() {
                backend.import(&job, context, &mut progress)
            } else {
                Err(Error::new(Kind::Usage, &tr::ERROR_INTERRUPTED))
            };
            Msg::Imported { ticket, result }
        }
        Effect::WriteFile { ticket, path, text, replace } => {
            Msg::FileWritten { ticket, result: super::file::write(&path, text.as_bytes(), replace) }
        }
        Effect::WriteReport { ticket, job, path, replace } => {
            let written = backend.report(&job, context);
            let result = written.and_then(|bytes| super::file::write(&path, &bytes, replace));
            Msg::FileWritten { ticket, result }
        }
        Effect::CopyReport(job) => {
            let written = backend.report(&job, context);
            Msg::ReportWritten(written.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Chart, Cockpit, Window};
    use crate::error::Result;
    use crate::model::{TargetId, Zone};
    use crate::planner::{CampaignDraft, Outcome, Request};
    use crate::tui::load::{Load, Loaded};
    use crate::tui::runtime::Row;
    use crate::tui::{Change, Choice, ChoiceKind, ImportJob, Info, Proposed, ReportJob, Watch};

    /// Writes wait for the test, and are told once they are done.
    struct Slow {
        goes_on: Receiver<()>,
        done: Sender<&'static str>,
    }

    impl Slow {
        fn does(&self, what: &'static str) {
            let _over = (self.goes_on.recv(), self.done.send(what));
        }
    }

    impl Backend for Slow {
        fn info(&self) -> Info {
            Info { file: String::new(), zone: Zone::utc(), currency: String::new() }
        }

        fn cockpit(&mut self, _: i64, _: bool) -> Result<Cockpit> {
            self.does("load");
            Ok(Cockpit::default())
        }

        fn chart(&mut self, _: TargetId, _: Window, _: i64) -> Result<Chart> {
            Ok(Chart::default())
        }

        fn load(&mut self, _: &Load, _: i64) -> Result<Loaded> {
            Ok(Loaded::Campaigns(Vec::new()))
        }

        fn ask(&mut self, _: Request, _: &Context) -> Result<Outcome> {
            self.does("write");
            Err(Error::new(Kind::Usage, &tr::ERROR_INTERRUPTED))
        }

        fn propose(&mut self, _: &CampaignDraft, _: &Context) -> Result<Proposed> {
            Ok(Proposed::default())
        }

        fn report(&mut self, _: &ReportJob, _: &Context) -> Result<Vec<u8>> {
            Ok(Vec::new())
        }

        fn choices(&mut self, _: ChoiceKind) -> Vec<Choice> {
            Vec::new()
        }

        fn author(&mut self, _: Row) -> Option<String> {
            None
        }

        fn import(
            &mut self,
            _: &ImportJob,
            _: &Context,
            progress: &mut dyn FnMut(u64) -> bool,
        ) -> Result<String> {
            while progress(1) {
                self.does("import");
            }
            Ok(String::new())
        }

        fn watch(&self) -> Watch {
            Box::new(|| Change::None)
        }
    }

    struct Setting {
        worker: Worker,
        go: Sender<()>,
        done: Receiver<&'static str>,
        told: Receiver<Msg>,
    }

    fn start() -> Setting {
        let ((go, goes_on), (told, done), (tx, rx)) = (channel(), channel(), channel());
        let backend = Box::new(Slow { goes_on, done: told });
        let who = Context { now: 0, actor: "lin".to_owned(), lang: Lang::En, home: None };
        let worker = Worker::start(backend, who, tx).unwrap();
        Setting { worker, go, done, told: rx }
    }

    fn write(ticket: u64) -> Effect {
        Effect::Ask { ticket, request: Box::new(Request::Undo) }
    }

    fn import(ticket: u64) -> Effect {
        let job = ImportJob { path: "a.csv".to_owned(), map: None, campaign: None };
        Effect::Import { ticket, job }
    }

    #[test]
    fn the_end_waits_for_every_write_and_for_no_load() {
        let Setting { mut worker, go, done, told: _told } = start();
        worker.order(write(1), Lang::En);
        worker.order(Effect::LoadCockpit { generation: 1, all: false }, Lang::En);
        worker.order(write(2), Lang::En);
        let cancelled = Arc::clone(&worker.cancelled);
        let writes = thread::spawn(move || {
            // The end has begun, or never will.
            for _ in (0..5_000).take_while(|_| cancelled.load(Ordering::Relaxed) != ENDING) {
                thread::sleep(Duration::from_millis(1));
            }
            // One more than there are writes, for a load that should not be; nobody may be there to take it.
            for _ in 0..3 {
                let _ = go.send(());
            }
            go
        });
        worker.finish(None);
        writes.join().unwrap();
        assert_eq!(done.try_iter().collect::<Vec<_>>(), ["write", "write"]);
    }

    #[test]
    fn a_signal_waits_no_longer_than_it_may() {
        let Setting { mut worker, go: _go, done, told: _told } = start();
        worker.order(write(1), Lang::En);
        worker.finish(Some(Duration::from_millis(20)));
        assert!(done.try_recv().is_err(), "the write still waits");
    }

    #[test]
    fn an_import_that_was_cancelled_before_it_began_never_begins_and_the_next_one_does() {
        let Setting { mut worker, go, done, told } = start();
        worker.order(write(1), Lang::En);
        worker.order(import(2), Lang::En);
        worker.cancel();
        worker.order(import(3), Lang::En);
        (0..2).for_each(|_| go.send(()).unwrap());
        assert_eq!([done.recv(), done.recv()], [Ok("write"), Ok("import")]);
        drop(go);
        worker.finish(None);
        let ended = told.try_iter().filter_map(|msg| match msg {
            Msg::Imported { ticket, result } => Some((ticket, result.is_err())),
            _ => None,
        });
        assert_eq!(ended.collect::<Vec<_>>(), [(2, true), (3, false)]);
    }
}
