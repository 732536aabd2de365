//! `vocation serve`

use super::{Context, Trouble, store};
use crate::args::Listen;
use crate::routes;
use crate::server::door::Door;
use crate::server::guard::Hosts;
use crate::server::limits::Limits;
use crate::server::reference::References;
use crate::server::{Phase, run as serve};
use crate::state::{AppState, Clock};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use vocation_records::sql::Db;

pub async fn run(context: &Context, options: &Listen, demo: bool) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let running = listen(db.clone(), options, context.clock.clone(), demo).await?;
    warn(context, options);
    // Before the address is told: who knows it may ask us to stop.
    let mut term =
        signal(SignalKind::terminate()).map_err(|error| Trouble::unusable(format!("no signals: {error}")))?;
    context.printer.result(
        &format!("Vocation is at {}", running.url()),
        &serde_json::json!({ "url": running.url(), "database": db.backend() }),
    );
    let stop = async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    let stopped = serve(running.listener, running.door, running.phase, stop).await;
    db.close().await;
    match stopped.cut {
        0 => Ok(()),
        cut => Err(Trouble::refused(format!("stopped, but {cut} connections were still busy and were cut"))),
    }
}

fn warn(context: &Context, options: &Listen) {
    if !options.listen.ip().is_loopback() {
        context.printer.warning(&format!(
            "listening on {}: there are no accounts yet, so everyone who reaches this address can read everything served",
            options.listen
        ));
    }
}

/// A server that is bound and ready to run.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The socket.
    pub listener: TcpListener,
    /// What answers.
    pub door: Door,
    /// How the pages learn that it stops.
    pub phase: watch::Sender<Phase>,
}

impl Running {
    /// The address to open.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn listen(db: Db, options: &Listen, clock: Clock, demo: bool) -> Result<Running, Trouble> {
    let public = options.public_url.as_deref().map(public_name).transpose()?;
    let listener = TcpListener::bind(options.listen).await.map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => "another program listens there".to_owned(),
            std::io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
            std::io::ErrorKind::PermissionDenied => "the system does not allow it".to_owned(),
            _ => error.to_string(),
        };
        Trouble::unusable(format!("cannot listen on {}: {why}", options.listen))
    })?;
    let address = listener.local_addr().map_err(|error| Trouble::unusable(format!("cannot listen: {error}")))?;
    let hosts = match (&public, address.ip().is_loopback()) {
        (Some((name, _)), _) => Hosts::Only(vec![name.clone()]),
        (None, true) => Hosts::Only(Vec::new()),
        (None, false) => Hosts::Any,
    };
    let limits = Limits { connections: options.connections as usize, ..Limits::default() };
    let secure = public.is_some_and(|(_, secure)| secure);
    let (door, phase) = door(db, clock, demo, limits, hosts, secure);
    Ok(Running { address, listener, door, phase })
}

/// The pages over a store, with what stands before them.
pub fn door(
    db: Db,
    clock: Clock,
    demo: bool,
    limits: Limits,
    hosts: Hosts,
    secure: bool,
) -> (Door, watch::Sender<Phase>) {
    let (sender, phase) = watch::channel(Phase::Open);
    let seed = clock.now().as_nanosecond() as u64;
    let router = routes::router(AppState { db, clock, demo, phase, requests: std::sync::Arc::default() });
    (Door { router, limits, hosts, secure, references: References::new(seed) }, sender)
}

/// The host name of a public address, and whether it is behind TLS.
fn public_name(url: &str) -> Result<(String, bool), Trouble> {
    let (rest, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (_, Some(rest)) => (rest, false),
        _ => return Err(Trouble::unusable(format!("--public-url {url} does not begin with https:// or http://"))),
    };
    let name = rest.split(['/', ':']).next().unwrap_or_default();
    if name.is_empty() {
        return Err(Trouble::unusable(format!("--public-url {url} has no host name")));
    }
    Ok((name.to_owned(), secure))
}
