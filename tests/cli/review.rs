//! `fupan review`: a weekly review from its start to its minutes, and what changed since the one before.
