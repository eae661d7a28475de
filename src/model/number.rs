//! How quantities are written for people.
use super::Lang;

/// Everything that decides how a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// 万/亿 or K/M/B.
    pub lang: Lang,
    /// The currency's sign: ¥.
    pub symbol: &'static str,
}
