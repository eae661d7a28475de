//! Lines in Braille dots: two by four to a cell, so that a curve is smooth in a few rows.

/// Bits of the dots of a cell, by row and column.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// A field of dots.
#[derive(Debug, Clone)]
pub struct Plot {
    width: usize,
    height: usize,
    cells: Vec<u8>,
}

impl Plot {
    /// An empty field of so many cells.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self { width, height, cells: vec![0; width * height] }
    }

    /// Sets one dot; outside of the field it is lost.
    pub fn dot(&mut self, x: i32, y: i32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.width * 2 && y < self.height * 4 {
            let bit = DOTS.get(y % 4).and_then(|row| row.get(x % 2)).copied().unwrap_or(0);
            if let Some(cell) = self.cells.get_mut((y / 4) * self.width + x / 2) {
                *cell |= bit;
            }
        }
    }

    /// Draws a line between two points in dots; `keep` says which of its dots are drawn, by their column.
    #[allow(clippy::cast_possible_truncation)]
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), keep: impl Fn(i32) -> bool, thick: bool) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().clamp(1.0, 4096.0);
        for i in 0..=(steps as i32) {
            let t = f64::from(i) / steps;
            let x = (from.0 + (to.0 - from.0) * t).round() as i32;
            let y = (from.1 + (to.1 - from.1) * t).round() as i32;
            if keep(x) {
                self.dot(x, y);
                if thick {
                    self.dot(x, y.saturating_add(1));
                }
            }
        }
    }

    /// The sign of a cell, none where it is empty.
    #[must_use]
    pub fn sign(&self, x: u16, y: u16) -> Option<char> {
        let bits = self.cells.get(usize::from(y) * self.width + usize::from(x)).copied()?;
        (bits != 0).then(|| char::from_u32(0x2800 + u32::from(bits))).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_fills_the_cells_it_passes() {
        let mut plot = Plot::new(3, 2);
        plot.line((0.0, 7.0), (5.0, 0.0), |_| true, false);
        assert!(plot.sign(0, 1).is_some() && plot.sign(2, 0).is_some());
        assert_eq!(plot.sign(0, 0), None);
    }

    #[test]
    fn what_lies_outside_is_lost_quietly() {
        let mut plot = Plot::new(1, 1);
        plot.line((-50.0, -3.0), (900.0, f64::from(i32::MAX)), |_| true, true);
        plot.dot(-1, 99);
        assert_eq!(plot.sign(5, 5), None);
    }
}
