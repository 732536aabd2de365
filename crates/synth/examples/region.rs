//! Draws a region into a folder: `cargo run --release -p vocation-synth --example region -- OUT [england]`.
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().expect("folder");
    let region = if args.next().as_deref() == Some("england") {
        vocation_synth::Region::England
    } else {
        vocation_synth::Region::East
    };
    let begun = std::time::Instant::now();
    let drawn = vocation_synth::draw(&vocation_synth::Config { region, ..Default::default() }).expect("drawn");
    let ready = begun.elapsed();
    let written = drawn.write(out.as_ref(), &mut |_| {}).expect("written");
    let took = begun.elapsed().as_secs_f64();
    eprintln!(
        "draw {ready:?}, {took:.2} s, {} worker rows ({:.0}/s), {} workplace rows, {} training, {} MB, {} workers, {} sites, {} orgs",
        written.worker_rows,
        written.worker_rows as f64 / took,
        written.workplace_rows,
        written.training_rows,
        written.bytes / 1_000_000,
        written.workers,
        drawn.register().sites.len(),
        drawn.register().organisations.len()
    );
}
