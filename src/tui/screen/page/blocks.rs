//! Rows of different heights one below the other, with the chosen one in sight.
use ratatui::layout::{Position, Rect};

/// The first line that is shown of blocks of these heights: the chosen block is in sight, from its first line on.
#[must_use]
pub fn start(heights: &[usize], chosen: usize, room: u16) -> usize {
    let room = usize::from(room.max(1));
    let total: usize = heights.iter().sum();
    let top: usize = heights.iter().take(chosen).sum();
    let own = heights.get(chosen).copied().unwrap_or(1).min(room);
    if total <= room || top + own <= room {
        return 0;
    }
    (top + own - room).max((top + own).saturating_sub(room / 2 + own)).min(total - room).min(top)
}

/// The block at a cell.
#[must_use]
pub fn at(heights: &[usize], chosen: usize, area: Rect, cell: Position) -> Option<usize> {
    let mut line = start(heights, chosen, area.height) + usize::from(cell.y.checked_sub(area.y)?);
    for (block, height) in heights.iter().enumerate() {
        if line < *height {
            return Some(block);
        }
        line -= height;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_block_is_in_sight_from_its_first_line_on() {
        let heights = [2, 3, 1, 9, 2, 4];
        for room in 1..30_u16 {
            for chosen in 0..heights.len() {
                let start = start(&heights, chosen, room);
                let top: usize = heights.iter().take(chosen).sum();
                assert!((start..start + usize::from(room)).contains(&top), "{chosen} in {room}: {start}");
                let own = heights[chosen];
                if own <= usize::from(room) {
                    assert!(top + own <= start + usize::from(room), "{chosen} in {room}: {start}");
                }
            }
        }
    }

    #[test]
    fn a_cell_belongs_to_its_block() {
        let area = Rect::new(0, 5, 10, 4);
        let hit = |chosen, y| at(&[2, 1, 3], chosen, area, Position::new(3, y));
        assert_eq!([hit(0, 5), hit(0, 6), hit(0, 7), hit(0, 8)], [Some(0), Some(0), Some(1), Some(2)]);
        assert_eq!(hit(2, 5), Some(1));
        assert_eq!(hit(0, 4), None);
    }
}
