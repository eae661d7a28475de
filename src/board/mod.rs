//! Read models: what a screen or a report shows, computed from the store and the model. Nothing is written here.
mod book;
mod calendar;
mod cards;
mod channels;
mod chart;
mod cockpit;
mod evidence;
mod explain;
mod gauge;
mod history;
mod page;
mod plan;
mod todo;
mod view;

pub use book::Book;
pub use calendar::{Calendar, CampaignDays, Coming, Item, calendar, coming};
pub use cards::{Card, cards};
pub use channels::{ByChannel, ChannelRow, by_channel};
pub use chart::chart;
pub use cockpit::{campaign_line, campaigns, cockpit};
pub use explain::{Explanation, Input, explain};
pub use gauge::{gauge, pace_of_all};
pub use history::{Done, FieldChange, history};
pub use page::{CampaignPage, campaign_page};
pub use plan::*;
pub use view::*;
