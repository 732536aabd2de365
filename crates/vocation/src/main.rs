//! The `vocation` command.
fn main() {}
