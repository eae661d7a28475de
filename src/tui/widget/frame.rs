//! Boxes with a title in their upper line.
use crate::tui::text::{fit, put, width};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a box and gives the room inside it.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme) -> Rect {
    if area.width < 2 || area.height < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    let line = theme.style(Role::Faint);
    let [tl, tr, bl, br, h, v, ..] = theme.glyphs.frame;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left() + 1..right {
        put(buf, x, area.top(), 1, h, line);
        put(buf, x, bottom, 1, h, line);
    }
    for y in area.top() + 1..bottom {
        put(buf, area.left(), y, 1, v, line);
        put(buf, right, y, 1, v, line);
    }
    for (x, y, sign) in [
        (area.left(), area.top(), tl),
        (right, area.top(), tr),
        (area.left(), bottom, bl),
        (right, bottom, br),
    ] {
        put(buf, x, y, 1, sign, line);
    }
    Rect::new(area.left() + 1, area.top() + 1, area.width - 2, area.height - 2)
}

/// Draws a line across a box at row `y`, tied to its sides.
pub fn divide(buf: &mut Buffer, area: Rect, y: u16, theme: &Theme) {
    if area.width < 2 {
        return;
    }
    let line = theme.style(Role::Faint);
    let [.., h, _, left, right] = theme.glyphs.frame;
    put(buf, area.left(), y, 1, left, line);
    for x in area.left() + 1..area.right() - 1 {
        put(buf, x, y, 1, h, line);
    }
    put(buf, area.right() - 1, y, 1, right, line);
}

/// Writes pieces of a title into a box's line at row `y`; the line goes on after it. What does not fit is cut.
pub fn title(buf: &mut Buffer, area: Rect, y: u16, pieces: &[(&str, Style)]) {
    let mut x = area.left() + 2;
    let end = area.right().saturating_sub(2);
    if x + 2 >= end {
        return;
    }
    x = put(buf, x, y, 1, " ", Style::new());
    for (text, style) in pieces {
        x = put(buf, x, y, (end - 1).saturating_sub(x), text, *style);
    }
    put(buf, x, y, 1, " ", Style::new());
}

/// Writes a title at the right end of a box's line at row `y`, unless it would reach left of `from`.
pub fn title_right(buf: &mut Buffer, area: Rect, y: u16, from: u16, text: &str, style: Style) {
    let text = fit(text, area.width.saturating_sub(6));
    let start = area.right().saturating_sub(width(&text) + 4);
    if start <= from {
        return;
    }
    put(buf, start, y, 1, " ", Style::new());
    let x = put(buf, start + 1, y, width(&text), &text, style);
    put(buf, x, y, 1, " ", Style::new());
}

/// Empties an area, for what lies above.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(*buf.area());
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
        // A wide sign cut in half by the left edge would push the row.
        if let Some(cell) = area.left().checked_sub(1).and_then(|x| buf.cell_mut((x, y)))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}
