//! What a user can do: one file per noun, one write transaction each. The command line and the screen both come
//! here with the words people typed; parsing, checking and naming the bad field happen once, in this room.
mod request;

pub use request::*;
