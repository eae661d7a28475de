//! Personal settings.
