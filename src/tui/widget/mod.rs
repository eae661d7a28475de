//! Parts that screens and overlays are drawn from. Each is a function of its data; none keeps state of the app.
pub mod bar;
pub mod chart;
pub mod editor;
pub mod frame;
pub mod plot;
pub mod rows;
