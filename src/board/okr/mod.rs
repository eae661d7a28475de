//! OKRs: a cycle's objectives as a tree, key results on the same engine as campaigns' targets, what campaigns bring.
mod campaigns;
mod changes;
mod days;
mod due;
mod export;
mod filter;
mod minutes;
mod page;
mod review;
mod star;
mod todo;
mod tree;
mod view;

pub use campaigns::{Served, served};
pub use changes::{
    CampaignChange, CampaignEvent, KeyResultChange, ObjectiveChange, Snapshot, Standing, changes, snapshot,
};
pub use days::OkrDay;
pub(super) use days::okr_days;
pub use due::{CheckInDue, check_ins_due, review_order, status_where_fed};
pub use export::cycle_file;
pub use filter::OkrFilter;
pub use minutes::{Minutes, MinutesLine, minutes, review_before};
pub use page::{ObjectivePage, Said, objective_page};
pub use review::{CarryWay, ReviewOrder, ReviewPage, ReviewScope, ReviewedObjective, review_page};
pub use star::north_star;
pub(super) use todo::todos;
pub(super) use tree::rolled_up;
pub use tree::{cycle_line, key_result_line, objective_line, okr_tree};
pub use view::*;
