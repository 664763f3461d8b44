//! Connections: a bounded number, none of which may dawdle.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until};

use super::ServeLimits;

/// How much of a request may come before it is worked on: its head, and what of the body came along.
const HEAD_BYTES: usize = 65_536;

/// How much is read at once: so much of a body comes along with a head at most.
const READ_AT_ONCE: usize = 8_192;

/// Who is on the other end, for the handlers.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub(super) ip: IpAddr,
    working: Arc<AtomicBool>,
}

impl Peer {
    /// This process itself: a message that did not come over a connection.
    pub(super) fn here() -> Self {
        Self { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), working: Arc::default() }
    }

    /// While a request is worked on its connection may be silent for as long as the work takes.
    pub(super) fn work(&self) -> Working {
        self.working.store(true, Ordering::SeqCst);
        Working(Arc::clone(&self.working))
    }
}

/// A request is worked on until this is dropped.
pub(super) struct Working(Arc<AtomicBool>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// A listener that takes no more connections than it may have.
pub(super) struct BoundedListener {
    pub(super) inner: TcpListener,
    pub(super) room: Arc<Semaphore>,
    pub(super) limits: ServeLimits,
}

impl Listener for BoundedListener {
    type Io = TimedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TimedStream, SocketAddr) {
        // The semaphore is never closed; without a permit there would only be no bound.
        let permit = Arc::clone(&self.room).acquire_owned().await.ok();
        let (inner, address) = Listener::accept(&mut self.inner).await;
        // Small answers must not wait for more; a socket that refuses the option still works.
        let _ = inner.set_nodelay(true);
        let stream = TimedStream {
            inner,
            peer: Peer { ip: address.ip(), working: Arc::default() },
            head: millis(self.limits.head_millis),
            idle: millis(self.limits.idle_millis),
            receiving: false,
            head_bytes: 0,
            since: Instant::now(),
            alarm: Box::pin(sleep_until(Instant::now())),
            _permit: permit,
        };
        (stream, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl Connected<IncomingStream<'_, BoundedListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, BoundedListener>) -> Self {
        stream.io().peer.clone()
    }
}

/// A connection that ends when its peer dawdles: between requests for longer than `idle`, or over a request's head
/// for longer than `head`; or when that head is longer than 64 KiB. A body has its own time ([`JsonBody`](super::JsonBody)).
pub(super) struct TimedStream {
    inner: TcpStream,
    peer: Peer,
    head: Duration,
    idle: Duration,
    /// Bytes of a request have come since the last answer.
    receiving: bool,
    /// How many have come that nobody works on yet.
    head_bytes: usize,
    /// When that began, or the last answer was written.
    since: Instant,
    alarm: Pin<Box<Sleep>>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl TimedStream {
    /// Called when there is nothing to do: whether that has lasted too long. Registers for waking.
    fn has_dawdled(&mut self, cx: &mut Context<'_>) -> bool {
        if self.peer.working.load(Ordering::SeqCst) {
            return false;
        }
        let end = if self.receiving { self.since + self.head } else { self.since + self.idle };
        if self.alarm.deadline() != end {
            self.alarm.as_mut().reset(end);
        }
        self.alarm.as_mut().poll(cx).is_ready()
    }

    fn or_dawdled<T>(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_pending() && self.has_dawdled(cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        outcome
    }

    fn answered(&mut self) {
        self.receiving = false;
        self.head_bytes = 0;
        self.since = Instant::now();
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let room = buf.remaining().min(READ_AT_ONCE);
        let mut part = ReadBuf::new(buf.initialize_unfilled_to(room));
        let outcome = Pin::new(&mut self.inner).poll_read(cx, &mut part);
        let read = part.filled().len();
        buf.advance(read);
        if read > 0 && !self.receiving {
            self.receiving = true;
            self.since = Instant::now();
        }
        if self.peer.working.load(Ordering::SeqCst) {
            self.head_bytes = 0;
        } else {
            self.head_bytes = self.head_bytes.saturating_add(read);
            if self.head_bytes > HEAD_BYTES {
                return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
            }
        }
        self.or_dawdled(cx, outcome)
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write(cx, buf);
        if outcome.is_ready() {
            self.answered();
        }
        self.or_dawdled(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write_vectored(cx, bufs);
        if outcome.is_ready() {
            self.answered();
        }
        self.or_dawdled(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

fn millis(millis: u32) -> Duration {
    Duration::from_millis(u64::from(millis))
}
