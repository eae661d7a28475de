//! The thread that reads the keyboard. It sleeps in `poll`, sees a closed terminal at once, and stops reading while
//! an editor or a stopped job has the terminal.
use super::Exit;
use super::decode::Decoder;
use crate::tui::msg::Msg;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::AsFd as _;
use std::fs::File;
use std::io::{self, IsTerminal as _, PipeReader, PipeWriter, Read as _, Write as _};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// How long the rest of an escape sequence may take.
const REST: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
const PAUSE: u8 = b'p';
const RESUME: u8 = b'r';

/// The way to stop and continue the reader.
#[derive(Debug)]
pub struct Reader {
    orders: PipeWriter,
    stopped: Receiver<()>,
}

impl Reader {
    /// Starts reading.
    ///
    /// # Errors
    /// Where there is no terminal to read from.
    pub fn start(tx: Sender<Msg>) -> io::Result<Self> {
        let tty = if io::stdin().is_terminal() {
            File::from(io::stdin().as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        let (orders_in, orders) = io::pipe()?;
        let (stopped_tx, stopped) = channel();
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            read_on(tty, orders_in, &stopped_tx, &tx);
            let _nobody_listens = tx.send(Msg::Ended(Exit::Hangup));
        })?;
        Ok(Self { orders, stopped })
    }

    /// Stops reading; when this returns, no more keys are taken.
    pub fn pause(&mut self) {
        if self.orders.write_all(&[PAUSE]).is_ok() {
            let _ended = self.stopped.recv();
        }
    }

    /// Continues reading.
    pub fn resume(&mut self) {
        let _ended = self.orders.write_all(&[RESUME]);
    }
}

fn read_on(mut tty: File, mut orders: PipeReader, stopped: &Sender<()>, tx: &Sender<Msg>) {
    let (mut decoder, mut msgs, mut buffer) = (Decoder::default(), Vec::new(), [0u8; 4096]);
    loop {
        let mut waits = [PollFd::new(&tty, PollFlags::IN), PollFd::new(&orders, PollFlags::IN)];
        let ready = poll(&mut waits, decoder.is_waiting().then_some(&REST));
        let [keys, order] = waits.map(|w| w.revents());
        let goes_on = match ready {
            Err(rustix::io::Errno::INTR) => true,
            Ok(0) => {
                decoder.give_up(&mut msgs);
                true
            }
            Ok(_) if order.contains(PollFlags::IN) => obey(&mut orders, stopped),
            Ok(_) if order.contains(PollFlags::HUP) => false,
            Ok(_) if keys.contains(PollFlags::IN) => match tty.read(&mut buffer) {
                Ok(n) => {
                    decoder.feed(buffer.get(..n).unwrap_or_default(), &mut msgs);
                    n > 0
                }
                Err(error) => error.kind() == io::ErrorKind::Interrupted,
            },
            // The terminal hung up.
            _ => false,
        };
        if !goes_on {
            return;
        }
        for msg in msgs.drain(..) {
            if tx.send(msg).is_err() {
                return;
            }
        }
    }
}

fn obey(orders: &mut PipeReader, stopped: &Sender<()>) -> bool {
    let mut order = [0u8];
    while orders.read_exact(&mut order).is_ok() {
        match order[0] {
            PAUSE if stopped.send(()).is_err() => return false,
            PAUSE => {}
            _ => return true,
        }
    }
    false
}
