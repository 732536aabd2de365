//! A constant-rate load generator: requests start when their time has come, whether or not earlier ones have been answered,
//! and a request's time is counted from the moment it should have started. A slow server cannot slow the question down.
//!
//! `cargo run --release -p vocation --example load -- --url http://127.0.0.1:8080/region --rate 300 --seconds 30`

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use clap::Parser;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until, timeout};

#[derive(Parser)]
struct Options {
    /// What to ask for; several share the load in turn
    #[arg(long, required = true)]
    url: Vec<Uri>,
    /// Requests a second
    #[arg(long, default_value_t = 300)]
    rate: u32,
    /// How long
    #[arg(long, default_value_t = 30)]
    seconds: u32,
    /// Connections
    #[arg(long, default_value_t = 64)]
    connections: usize,
}

/// Times in buckets that grow by three per cent, from a microsecond up.
struct Histogram(Vec<AtomicU64>);

const GROWTH: f64 = 1.03;

impl Histogram {
    fn new() -> Histogram {
        Histogram((0..700).map(|_| AtomicU64::new(0)).collect())
    }

    fn add(&self, time: Duration) {
        let bucket = (time.as_micros().max(1) as f64).log(GROWTH) as usize;
        self.0[bucket.min(self.0.len() - 1)].fetch_add(1, Ordering::Relaxed);
    }

    /// The time in milliseconds below which this share of the requests lie (upper edge of the bucket).
    fn at(&self, share: f64) -> f64 {
        let counts: Vec<u64> = self.0.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        let wanted = (counts.iter().sum::<u64>() as f64 * share).ceil() as u64;
        let mut seen = 0;
        let bucket = counts.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        GROWTH.powf(bucket.unwrap_or(0) as f64 + 1.0) / 1000.0
    }
}

#[derive(Default)]
struct Counts {
    done: AtomicU64,
    failed: AtomicU64,
    bytes: AtomicU64,
}

type Slot = Mutex<Option<SendRequest<Empty<Bytes>>>>;

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    if options.rate == 0 || options.connections == 0 {
        bail!("--rate and --connections must be at least 1");
    }
    let slots: Arc<Vec<Slot>> = Arc::new((0..options.connections).map(|_| Mutex::new(None)).collect());
    let (times, counts) = (Arc::new(Histogram::new()), Arc::new(Counts::default()));
    let began = Instant::now() + Duration::from_millis(100);
    let all = u64::from(options.rate) * u64::from(options.seconds);
    let mut tasks = Vec::with_capacity(all as usize);
    for number in 0..all {
        let due = began + Duration::from_secs_f64(number as f64 / f64::from(options.rate));
        sleep_until(due).await;
        let url = options.url[number as usize % options.url.len()].clone();
        let (slots, times, counts) = (Arc::clone(&slots), Arc::clone(&times), Arc::clone(&counts));
        tasks.push(tokio::spawn(async move {
            let slot = &slots[number as usize % slots.len()];
            let outcome = timeout(Duration::from_secs(30), ask(slot, &url)).await;
            match outcome {
                Ok(Ok(length)) => {
                    counts.done.fetch_add(1, Ordering::Relaxed);
                    counts.bytes.fetch_add(length, Ordering::Relaxed);
                    times.add(due.elapsed());
                }
                Ok(Err(_)) | Err(_) => {
                    counts.failed.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    for task in tasks {
        task.await?;
    }
    report(&times, &counts, began.elapsed());
    Ok(())
}

async fn ask(slot: &Slot, url: &Uri) -> Result<u64> {
    let mut held = slot.lock().await;
    let host = url.authority().context("the address names no host")?.as_str();
    let target = url.path_and_query().map_or("/", |target| target.as_str());
    let open = matches!(held.as_ref(), Some(sender) if !sender.is_closed());
    if !open {
        let (sender, connection) = handshake(TokioIo::new(TcpStream::connect(host).await?)).await?;
        tokio::spawn(connection);
        *held = Some(sender);
    }
    let sender = held.as_mut().context("no connection")?;
    sender.ready().await?;
    let request = Request::get(target).header("host", host).header("accept-encoding", "gzip").body(Empty::new())?;
    let response = sender.send_request(request).await?;
    if response.status() != 200 {
        bail!("{}", response.status());
    }
    Ok(response.into_body().collect().await?.to_bytes().len() as u64)
}

#[expect(clippy::print_stdout, reason = "the numbers are what this is for")]
fn report(times: &Histogram, counts: &Counts, elapsed: Duration) {
    let (done, failed) = (counts.done.load(Ordering::Relaxed), counts.failed.load(Ordering::Relaxed));
    println!(
        "{done} answered, {failed} failed, {:.0} a second, {:.1} kB each; p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
        done as f64 / elapsed.as_secs_f64(),
        counts.bytes.load(Ordering::Relaxed) as f64 / 1000.0 / done.max(1) as f64,
        times.at(0.5),
        times.at(0.9),
        times.at(0.99),
        times.at(1.0)
    );
}
