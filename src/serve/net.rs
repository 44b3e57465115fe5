//! How is a socket served so that nobody waits for anybody?
//!
//! Every connection is a task of its own; answers are worked out on threads apart, a few at a time. Whoever is slow to
//! ask, slow to send or slow to read is let go after a while.

use super::{State, handle};
use crate::error::{Error, Result};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Connections at once; further ones wait to be taken.
const CONNECTIONS: usize = 512;
/// Answers worked out at once.
const WORKERS: usize = 4;
/// The largest body.
const BODY: usize = 2 << 20;
/// How long a client may take to ask, and to send a body.
const ASKING: Duration = Duration::from_secs(10);
/// How long a connection lives at most: it is opened again at no cost.
const LIFE: Duration = Duration::from_secs(120);

/// A port of this machine.
#[derive(Debug)]
pub struct Listener(std::net::TcpListener);

impl Listener {
    /// Takes a port; 0 takes any that is free.
    pub fn bind(address: SocketAddr) -> Result<Self> {
        let failed = |e| Error::Usage(format!("cannot listen at {address}: {e}"));
        let listener = std::net::TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        Ok(Self(listener))
    }

    /// Where it listens.
    pub fn address(&self) -> Result<SocketAddr> {
        self.0.local_addr().map_err(|e| Error::Usage(e.to_string()))
    }

    /// Serves until Ctrl-C.
    pub fn serve(self, state: Arc<State>) -> Result<()> {
        let failed = |e: std::io::Error| Error::Usage(format!("cannot serve: {e}"));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(failed)?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(self.0).map_err(failed)?;
            let early = state.clone();
            drop(tokio::task::spawn_blocking(move || early.prepare()));
            tokio::select! {
                () = accept(listener, router(state)) => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            Ok(())
        })
    }
}

/// All requests go to [`handle`].
pub fn router(state: Arc<State>) -> Router {
    let workers = Arc::new(Semaphore::new(WORKERS));
    Router::new().fallback(move |request: Request<Body>| answer(request, state.clone(), workers.clone()))
}

async fn answer(request: Request<Body>, state: Arc<State>, workers: Arc<Semaphore>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = match timeout(ASKING, to_bytes(body, BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT, "the body did not come"),
    };
    let Ok(turn) = workers.acquire_owned().await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping");
    };
    let worked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        handle(&Request::from_parts(head, body), &state)
    });
    match worked.await {
        Ok(response) => response.map(Body::from),
        Err(_) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "this question broke the server; the others go on")
        }
    }
}

fn plain(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(Bytes::from_static(words.as_bytes())));
    *response.status_mut() = status;
    response
}

async fn accept(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                tokio::spawn(async move {
                    connection(stream, router).await;
                    drop(place);
                });
            }
            // Out of file handles, most likely: those in use come back.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(ASKING).max_buf_size(64 << 10);
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(served);
    tokio::select! {
        _ = &mut served => return,
        () = tokio::time::sleep(LIFE) => served.as_mut().graceful_shutdown(),
    }
    let _ = timeout(ASKING, served).await;
}
