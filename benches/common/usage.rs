//! What a process costs, from /proc.
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Processor time of all threads of a process, exact to the nanosecond.
pub fn cpu(pid: i32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let spent = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(spent.sum())
}

/// The most memory a process has had so far, in MiB.
pub fn peak_memory(pid: i32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1024.0)
}

/// Runs a command to its end: its time, and its peak memory in MiB as last seen (every 2 ms).
pub fn run_watched(mut command: Command) -> (Duration, f64) {
    let begin = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let pid = i32::try_from(child.id()).expect("a process id");
    let (ended, end) = channel();
    let waiter = std::thread::spawn(move || {
        let status = child.wait().expect("the program can be waited for");
        let _ = ended.send(begin.elapsed());
        status
    });
    let mut peak: f64 = 0.0;
    let time = loop {
        peak = peak.max(peak_memory(pid));
        match end.recv_timeout(Duration::from_millis(2)) {
            Ok(time) => break time,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("the waiter ended"),
        }
    };
    assert!(waiter.join().expect("the waiter ends").success(), "{command:?} failed");
    (time, peak)
}
