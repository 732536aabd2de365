//! Draws a region into a folder and says how fast: `cargo run --release -p vocation-synth --example region -- OUT [england]`.

use std::time::Instant;
use vocation_synth::{Config, Region, SynthError, draw};

fn main() -> Result<(), SynthError> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or_else(|| SynthError::Config("say which folder to write to".to_owned()))?;
    let region = if args.next().as_deref() == Some("england") { Region::England } else { Region::East };
    let begun = Instant::now();
    let written = draw(&Config { region, ..Config::default() })?.write(out.as_ref(), &mut |_| {})?;
    let took = begun.elapsed().as_secs_f64();
    let speed = written.worker_rows as f64 / took;
    eprintln!("{took:.2} s, {speed:.0} worker rows a second; {written:#?}");
    Ok(())
}
