//! Tests of the engine as a whole.

mod money;
mod sw1;
