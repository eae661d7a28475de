//! The keys that matter here, from the table; what always helps stands at the right. A press on one runs it.
use super::commands::{COMMANDS, Command, Context};
use super::state::State;
use super::text::{put, width};
use super::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const RIGHT: [&str; 3] = ["app.palette", "app.help", "change.undo"];

/// One entry of the footer.
struct Entry {
    command: &'static Command,
    key: String,
    short: &'static str,
    x: u16,
}

impl Entry {
    fn width(&self) -> u16 {
        width(&self.key) + 1 + width(self.short)
    }
}

fn entry(state: &State, contexts: &[Context], command: &'static Command) -> Option<Entry> {
    // Cheapest first: this is asked of every command, with every frame.
    let short = state.say(command.short?);
    let is_here = command.contexts.iter().any(|c| contexts.contains(c)) && (command.ready)(state).is_ok();
    if !is_here {
        return None;
    }
    // Where its first key means another thing further inside, that one stands here.
    let key = state.keymap.label(command.id);
    let reaches = !key.is_empty() && state.keymap.labels_in(contexts, command.id).contains(&key);
    reaches.then_some(Entry { command, key, short, x: 0 })
}

/// What stands where.
fn entries(state: &State, area: Rect) -> Vec<Entry> {
    let contexts = state.contexts();
    let (mut x, mut end) = (area.x + 1, area.right().saturating_sub(1));
    let mut all = Vec::new();
    for id in RIGHT.iter().rev() {
        let command = COMMANDS.iter().find(|c| c.id == *id);
        let Some(mut entry) = command.and_then(|c| entry(state, &contexts, c)) else { continue };
        entry.x = end.saturating_sub(entry.width());
        end = entry.x.saturating_sub(2);
        all.push(entry);
    }
    // With campaigns marked, what can be done with them together comes first.
    let is_marked = contexts.contains(&Context::Marked);
    let (first, rest): (Vec<_>, Vec<_>) = COMMANDS
        .iter()
        .filter(|c| !RIGHT.contains(&c.id))
        .partition(|c| is_marked && c.contexts.contains(&Context::Marked));
    for command in first.into_iter().chain(rest) {
        let Some(mut entry) = entry(state, &contexts, command) else { continue };
        if x + entry.width() > end {
            break;
        }
        entry.x = x;
        x += entry.width() + 2;
        all.push(entry);
    }
    all
}

/// Draws the footer.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let (text, dim) = (state.theme.style(Role::Text), state.theme.style(Role::Dim));
    for entry in entries(state, area) {
        let x = put(buf, entry.x, area.y, width(&entry.key), &entry.key, text);
        put(buf, x + 1, area.y, width(entry.short), entry.short, dim);
    }
}

/// The command whose entry is at a column.
#[must_use]
pub fn at(state: &State, area: Rect, x: u16) -> Option<&'static Command> {
    let all = entries(state, area).into_iter();
    all.filter(|e| (e.x..e.x + e.width()).contains(&x)).map(|e| e.command).next()
}
