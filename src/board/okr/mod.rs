//! OKRs: a cycle's objectives as a tree, key results on the same engine as campaigns' targets, what campaigns bring.
mod campaigns;
mod filter;
mod star;
mod tree;
mod view;

pub use campaigns::{Served, served};
pub use filter::OkrFilter;
pub use star::north_star;
pub(super) use tree::rolled_up;
pub use tree::{cycle_line, key_result_line, objective_line, okr_tree};
pub use view::*;
