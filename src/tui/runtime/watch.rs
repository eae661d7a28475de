//! The thread that asks whether another process wrote to the file.
use super::{Change, Watch};
use crate::tui::msg::Msg;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

// Most of what a look costs is waking up: a few milliseconds more between two are a third less of an idle hour.
const FOCUSED: Duration = Duration::from_millis(20);
const AWAY: Duration = Duration::from_millis(100);

/// Starts asking; slower while `focused` is false.
///
/// # Errors
/// Where the system gives no thread.
pub fn start(mut changed: Watch, focused: Arc<AtomicBool>, tx: Sender<Msg>) -> io::Result<()> {
    thread::Builder::new().name("watch".to_owned()).spawn(move || {
        // The app holds the other end while it runs.
        while Arc::strong_count(&focused) > 1 {
            thread::sleep(if focused.load(Ordering::Relaxed) { FOCUSED } else { AWAY });
            let told = match changed() {
                Change::None => Ok(()),
                Change::Replaced => tx.send(Msg::FileReplaced),
                Change::Committed => tx.send(Msg::FileChanged),
            };
            if told.is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
