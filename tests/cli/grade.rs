//! `fupan grade` and `fupan carry`: what people say at the end of a cycle, and what goes on.
