//! Chores: `cargo xtask score`, `cargo xtask lore`.
fn main() {}
