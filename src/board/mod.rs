//! Read models: what a screen or a report shows, computed from the store and the model. Nothing is written here.
mod view;

pub use view::*;
