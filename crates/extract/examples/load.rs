//! How long the lore of actors takes to load: `cargo run -p chancery-extract --example load`.
#![allow(clippy::print_stdout, reason = "an example prints")]
use std::time::Instant;
fn main() {
    for _ in 0..5 {
        let t = Instant::now();
        let lore = chancery_extract::actors::ActorLore::shipped().map(|l| l.states.len());
        println!("{lore:?} {:.1} ms", t.elapsed().as_secs_f64() * 1e3);
    }
}
