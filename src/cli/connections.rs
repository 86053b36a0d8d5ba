//! Serves connections with timeouts and graceful shutdown.
//!
//! ```text
//! connections::answer(listener, web::router(app), Patience::default(), stop_signal()).await
//! ```
//!
//! Slowloris protection: header-read, idle and write-stall timeouts per connection; otherwise a
//! client with a thousand silent connections locks families out. On shutdown, requests in progress
//! get a grace period.
//!
//! Source: RFC 9110 section 9.3 and RFC 9112 section 9.8 leave the timeouts to the server.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutWriter;

#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Header-read timeout, which also closes idle connections.
    pub(super) head: Duration,
    /// Write-stall timeout: the client reads nothing of the answer.
    pub(super) stall: Duration,
    /// Grace period for requests in progress after the stop signal.
    pub(super) grace: Duration,
}

impl Default for Patience {
    /// Longer than the slowest phone needs, shorter than a flood needs to exhaust the machine.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { head: seconds(20), stall: seconds(30), grace: seconds(10) }
    }
}

/// Delay after a failed `accept`: the machine is out of a resource, such as file descriptors.
const SHORT_OF_ROOM: Duration = Duration::from_millis(500);

/// Serves `routes` until `stop` resolves, then waits for the requests in progress.
pub(super) async fn answer(
    listener: TcpListener,
    routes: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = graceful.watch(connection(stream, routes.clone(), patience));
                tokio::spawn(async move {
                    if let Err(fault) = connection.await {
                        tracing::trace!("a connection ended early: {fault}");
                    }
                });
            }
            Err(fault) => {
                tracing::warn!("a connection could not be taken: {fault}");
                tokio::time::sleep(SHORT_OF_ROOM).await;
            }
        }
    }
    drop(listener);
    // Connections still open after the grace period are dropped with the process.
    drop(tokio::time::timeout(patience.grace, graceful.shutdown()).await);
}

type Connection =
    http1::Connection<TokioIo<std::pin::Pin<Box<TimeoutWriter<TcpStream>>>>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, routes: Router, patience: Patience) -> Connection {
    // Disables Nagle's algorithm; without it, small answers are only slower.
    drop(stream.set_nodelay(true));
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(patience.stall));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(routes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::net::SocketAddr;
    use std::time::Instant;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    const PATIENCE: Duration = Duration::from_millis(300);
    /// Slack for a busy machine.
    const SLACK: Duration = Duration::from_secs(20);
    const LARGE: usize = 64 << 20;

    async fn service() -> (SocketAddr, tokio::task::JoinHandle<()>, tokio::sync::oneshot::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Router::new()
            .route("/", get(|| async { "here" }))
            .route("/large", get(|| async { vec![b'x'; LARGE] }));
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let patience = Patience { head: PATIENCE, stall: PATIENCE, grace: PATIENCE };
        let stopped = async { drop(stopped.await) };
        (address, tokio::spawn(answer(listener, routes, patience, stopped)), stop)
    }

    async fn ask(address: SocketAddr, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        stream
    }

    /// Everything received until the server closes the connection.
    async fn rest(stream: &mut TcpStream) -> Vec<u8> {
        let mut heard = Vec::new();
        let ended = tokio::time::timeout(SLACK, stream.read_to_end(&mut heard)).await;
        drop(ended.expect("the service closes the connection"));
        heard
    }

    #[tokio::test]
    async fn those_who_say_nothing_are_let_go_and_others_are_answered_meanwhile() {
        let (address, _serving, _stop) = service().await;
        let mut idle = Vec::new();
        for words in ["", "GET / HTTP/1.1\r\nHost: x\r\n"].repeat(50) {
            idle.push(ask(address, words).await);
        }
        let mut asking = ask(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        // It is answered, then closed by the idle timeout.
        assert!(rest(&mut asking).await.ends_with(b"here"));
        for stream in &mut idle {
            rest(stream).await;
        }
    }

    #[tokio::test]
    async fn a_reader_that_takes_nothing_is_let_go() {
        let (address, _serving, _stop) = service().await;
        let mut lazy = ask(address, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        tokio::time::sleep(PATIENCE * 6).await;
        assert!(rest(&mut lazy).await.len() < LARGE, "the whole answer waited for its reader");
    }

    #[tokio::test]
    async fn a_signal_to_stop_waits_for_nobody_longer_than_its_grace() {
        let (address, serving, stop) = service().await;
        let _lazy = ask(address, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        let began = Instant::now();
        stop.send(()).unwrap();
        tokio::time::timeout(SLACK, serving).await.expect("it stops").unwrap();
        assert!(began.elapsed() < SLACK);
        assert!(TcpStream::connect(address).await.is_err());
    }
}
