//! The thread that does what takes time: loading, writing, importing. One at a time; of several loads only the last.
use super::Backend;
use crate::clock;
use crate::model::Lang;
use crate::planner::Context;
use crate::tui::effect::Effect;
use crate::tui::msg::Msg;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Something for the worker, in the language its answer is wanted in.
type Order = (Effect, Lang);

/// The way to the worker.
#[derive(Debug)]
pub struct Worker {
    orders: Sender<Order>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    /// Starts working.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(mut backend: Box<dyn Backend + Send>, actor: String, tx: Sender<Msg>) -> io::Result<Self> {
        let (orders, inbox) = channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancel);
        thread::Builder::new().name("worker".to_owned()).spawn(move || {
            work(backend.as_mut(), &actor, &inbox, &stop, &tx);
        })?;
        Ok(Self { orders, cancel })
    }

    /// Hands an effect over.
    pub fn order(&self, effect: Effect, lang: Lang) {
        let _ended = self.orders.send((effect, lang));
    }

    /// Stops a running import.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn work(
    backend: &mut dyn Backend,
    actor: &str,
    inbox: &Receiver<Order>,
    stop: &AtomicBool,
    tx: &Sender<Msg>,
) {
    let mut queue = VecDeque::new();
    while let Ok(first) = inbox.recv() {
        queue.push_back(first);
        queue.extend(inbox.try_iter());
        while let Some((effect, lang)) = queue.pop_front() {
            queue.extend(inbox.try_iter());
            if is_outdated(&effect, &queue) {
                continue;
            }
            let context = Context { now: clock::now(), actor: actor.to_owned(), lang };
            if let Some(msg) = perform(backend, effect, &context, stop, tx)
                && tx.send(msg).is_err()
            {
                return;
            }
        }
    }
}

fn is_outdated(effect: &Effect, later: &VecDeque<Order>) -> bool {
    let newer = |is: fn(&Effect) -> bool| is(effect) && later.iter().any(|(e, _)| is(e));
    newer(|e| matches!(e, Effect::LoadCockpit { .. })) || newer(|e| matches!(e, Effect::LoadChart { .. }))
}

fn perform(
    backend: &mut dyn Backend,
    effect: Effect,
    context: &Context,
    stop: &AtomicBool,
    tx: &Sender<Msg>,
) -> Option<Msg> {
    Some(match effect {
        Effect::LoadCockpit { generation, all } => {
            Msg::CockpitLoaded { generation, result: backend.cockpit(context.now, all) }
        }
        Effect::LoadChart { generation, target, window } => {
            Msg::ChartLoaded { generation, result: backend.chart(target, window, context.now) }
        }
        Effect::Ask { ticket, request } => Msg::Answered { ticket, result: backend.ask(*request, context) },
        Effect::LoadAuthor(row) => Msg::AuthorTold(row, backend.author(row)),
        Effect::LoadChoices(kind) => Msg::ChoicesLoaded(kind, backend.choices(kind)),
        Effect::Import { ticket, job } => {
            stop.store(false, Ordering::Relaxed);
            let mut progress = |rows| {
                let _ended = tx.send(Msg::ImportAdvanced { ticket, rows });
                !stop.load(Ordering::Relaxed)
            };
            Msg::Imported { ticket, result: backend.import(&job, context, &mut progress) }
        }
        _ => return None,
    })
}
