//! A progress bar with a mark where the plan wants it.
use crate::tui::text::put;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Draws a bar of `width` cells: filled to `share`, marked at `mark` (both 0 to 1, clamped).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn draw(
    buf: &mut Buffer,
    at: (u16, u16),
    width: u16,
    share: Option<f64>,
    mark: Option<f64>,
    style: Style,
    theme: &Theme,
) {
    let (x, y) = at;
    let clamp = |v: f64| if v.is_finite() { v.clamp(0.0, 1.0) } else { 0.0 };
    let halves = (clamp(share.unwrap_or(0.0)) * f64::from(width) * 2.0).round() as u16;
    let halves = if share.is_some_and(|s| s > 0.0) { halves.max(1) } else { halves };
    let track = theme.style(Role::Track);
    for i in 0..width {
        let (sign, style) = match halves.saturating_sub(i * 2) {
            0 => (theme.glyphs.track, track),
            1 => (theme.glyphs.half, style),
            _ => (theme.glyphs.full, style),
        };
        put(buf, x + i, y, 1, sign, style);
    }
    if let Some(mark) = mark.filter(|_| width > 0) {
        let i = ((clamp(mark) * f64::from(width)) as u16).min(width - 1);
        put(buf, x + i, y, 1, theme.glyphs.mark, theme.style(Role::Title));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Depth;
    use ratatui::layout::Rect;

    fn bar(share: Option<f64>, mark: Option<f64>) -> String {
        let theme = Theme::new("mono", None, Depth::True, true, None);
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        draw(&mut buf, (0, 0), 10, share, mark, Style::new(), &theme);
        buf.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn the_fill_and_the_mark_stand_where_the_shares_say() {
        assert_eq!(bar(Some(0.4), Some(0.7)), "====...|..");
        assert_eq!(bar(Some(7.0), None), "==========");
        assert_eq!(bar(Some(-1.0), Some(1.0)), ".........|");
        assert_eq!(bar(Some(f64::NAN), Some(f64::NAN)), "|.........");
        assert_eq!(bar(None, None), "..........");
    }

    #[test]
    fn the_smallest_progress_can_be_seen() {
        assert_eq!(bar(Some(0.001), None), "-.........");
    }
}
