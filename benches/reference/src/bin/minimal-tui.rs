//! The least a program can do that opens an SQLite file and shows a list in a full screen: j and k move, q quits.
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::widgets::{Block, List, ListState};
use rusqlite::{Connection, OpenFlags};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: minimal-tui FILE")?;
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let rows: Vec<String> = db
        .prepare("SELECT name, (SELECT max(value) FROM reading WHERE series = s.id AND at >= ?1) FROM series s LIMIT 40")?
        .query_map([i64::MAX - 1], |row| Ok(format!("{} {:?}", row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut terminal = ratatui::try_init()?;
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let list = List::new(rows.iter().map(String::as_str))
                .block(Block::bordered().title("minimal"))
                .highlight_symbol("> ");
            frame.render_stateful_widget(list, frame.area(), &mut state);
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Char('j') => state.select_next(),
                KeyCode::Char('k') => state.select_previous(),
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    ratatui::try_restore()?;
    Ok(())
}
