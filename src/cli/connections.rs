//! Who may hold a connection, and for how long?
//!
//! ```text
//! connections::answer(listener, web::router(app), Patience::default(), stop_signal()).await
//! ```
//!
//! A request's head must come whole within a time, an idle connection is let go after it, and so is
//! one whose reader takes nothing of its answer: otherwise whoever opens a thousand and says nothing
//! keeps families out. When the service is to stop, requests under way get a while to end.
//!
//! Source: RFC 9110 section 9.3 and RFC 9112 section 9.8 leave the times to the server.

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

/// How long to wait for those at the other end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For the whole head of the next request.
    pub(super) head: Duration,
    /// For the reader to take any more of an answer.
    pub(super) stall: Duration,
    /// For requests under way, after the signal to stop.
    pub(super) grace: Duration,
}

impl Default for Patience {
    /// Longer than the slowest phone needs, shorter than a flood needs to fill the machine.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { head: seconds(20), stall: seconds(30), grace: seconds(10) }
    }
}

/// The wait after a connection that could not be taken: the machine is short of something.
const SHORT_OF_ROOM: Duration = Duration::from_millis(500);

/// Answers with `routes` until `stop` ends, and then until the requests under way are done.
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
    // Who has not ended by then is let go with the program.
    drop(tokio::time::timeout(patience.grace, graceful.shutdown()).await);
}

type Connection =
    http1::Connection<TokioIo<std::pin::Pin<Box<TimeoutWriter<TcpStream>>>>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, routes: Router, patience: Patience) -> Connection {
    // Small answers go at once; where the system refuses, they go a little later.
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
    /// What a busy machine may add.
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

    /// What comes until the service closes the connection.
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
        // It is answered, and let go as well when no further request comes.
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
