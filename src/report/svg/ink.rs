//! What a chart is drawn with: inks that the page's style sheet names, and strokes that are told apart without colour.
use super::SUB;
use plotters::style::{RGBAColor, ShapeStyle};

/// An ink of a chart. Its colour is a custom property of the page, so that light and dark are the style sheet's; the
/// value behind it is what is drawn where nothing names the property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Text,
    Muted,
    Grid,
    Paper,
    Actual,
    Plan,
    Goal,
    Forecast,
    First,
    Second,
    Third,
    Fourth,
}

const INKS: [(Ink, &str); 12] = [
    (Ink::Text, "var(--chart-text,#1f2328)"),
    (Ink::Muted, "var(--chart-muted,#59636e)"),
    (Ink::Grid, "var(--chart-grid,#d8dee4)"),
    (Ink::Paper, "var(--chart-paper,#ffffff)"),
    (Ink::Actual, "var(--chart-actual,#0b62c4)"),
    (Ink::Plan, "var(--chart-plan,#6b7280)"),
    (Ink::Goal, "var(--chart-goal,#1a7f37)"),
    (Ink::Forecast, "var(--chart-forecast,#8250df)"),
    (Ink::First, "var(--chart-first,#0b62c4)"),
    (Ink::Second, "var(--chart-second,#bc4c00)"),
    (Ink::Third, "var(--chart-third,#1b7c83)"),
    (Ink::Fourth, "var(--chart-fourth,#8250df)"),
];

/// How a stroke is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Long,
    Dots,
    Mixed,
}

const DASHES: [(Dash, &str); 4] =
    [(Dash::Solid, ""), (Dash::Long, "7 4"), (Dash::Dots, "2 3"), (Dash::Mixed, "9 3 2 3")];

/// The library's colours are numbers; ours name an ink and a dash, which the canvas writes out.
pub fn colour(ink: Ink, dash: Dash, opacity: f64) -> RGBAColor {
    RGBAColor(ink as u8, dash as u8, 0, opacity)
}

/// The paint of a colour made by [`colour`].
pub fn paint((ink, ..): (u8, u8, u8)) -> &'static str {
    INKS.get(usize::from(ink)).map_or("currentColor", |(_, paint)| paint)
}

/// The dash pattern of a colour made by [`colour`]; none where it is solid.
pub fn pattern((_, dash, _): (u8, u8, u8)) -> Option<&'static str> {
    DASHES.get(usize::from(dash)).map(|(_, pattern)| *pattern).filter(|pattern| !pattern.is_empty())
}

/// A stroke in tenths of a pixel.
pub fn stroke(ink: Ink, dash: Dash, tenths: u32) -> ShapeStyle {
    ShapeStyle {
        color: colour(ink, dash, 1.0),
        filled: false,
        stroke_width: tenths * SUB.unsigned_abs() / 10,
    }
}

/// A filled area.
pub fn filled(ink: Ink, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: colour(ink, Dash::Solid, opacity), filled: true, stroke_width: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_and_dash_is_written_as_itself() {
        for (index, (ink, paint_of)) in INKS.iter().enumerate() {
            assert_eq!(*ink as usize, index);
            assert_eq!(paint((*ink as u8, 0, 0)), *paint_of);
        }
        for (index, (dash, _)) in DASHES.iter().enumerate() {
            assert_eq!(*dash as usize, index);
        }
        assert_eq!(pattern((0, Dash::Solid as u8, 0)), None);
        assert_eq!(pattern((0, Dash::Long as u8, 0)), Some("7 4"));
    }
}
