//! The command `kuril`.
fn main() {}
