//! Connections that can be cut without an answer.
//!
//! An HTTP server has no way to say nothing. A handler that wants the connection gone pulls its [`Peer`]'s switch;
//! whatever the server then tries to send fails, and it drops the connection, which resets it.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Wait after a failed accept: the machine is short of something that takes a moment to come back.
const PAUSE: Duration = Duration::from_millis(50);

/// One connection, as handlers see it.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    cut: Arc<AtomicBool>,
    stop: CancellationToken,
}

impl Peer {
    /// Cuts the connection: nothing more is sent on it.
    pub(super) fn cut(&self) {
        self.cut.store(true, Ordering::Release);
    }

    /// Waits until the sandbox stops.
    pub(super) async fn stopped(&self) {
        self.stop.cancelled().await;
    }
}

impl Connected<IncomingStream<'_, Accept>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Accept>) -> Self {
        stream.remote_addr().clone()
    }
}

pub(super) struct Accept {
    listener: TcpListener,
    stop: CancellationToken,
}

impl Accept {
    pub(super) fn new(listener: TcpListener, stop: CancellationToken) -> Self {
        Self { listener, stop }
    }

    fn connection(&self, stream: TcpStream) -> (Connection, Peer) {
        let cut = Arc::new(AtomicBool::new(false));
        let stopped = Box::pin(self.stop.clone().cancelled_owned());
        (Connection { stream, cut: Arc::clone(&cut), stopped }, Peer { cut, stop: self.stop.clone() })
    }

    fn peer(&self) -> Peer {
        Peer { cut: Arc::default(), stop: self.stop.clone() }
    }
}

impl Listener for Accept {
    type Io = Connection;
    type Addr = Peer;

    async fn accept(&mut self) -> (Connection, Peer) {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => return self.connection(stream),
                Err(error) => {
                    tracing::warn!(%error, "the sandbox could not accept a connection");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        self.listener.local_addr().map(|_: SocketAddr| self.peer())
    }
}

/// A TCP stream with a switch.
pub(super) struct Connection {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
    stopped: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl Connection {
    /// An error once the connection is cut. Without the time to linger, closing sends a reset.
    fn check(&self) -> io::Result<()> {
        if self.cut.load(Ordering::Acquire) {
            self.stream.set_zero_linger()?;
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check()?;
        if self.stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
