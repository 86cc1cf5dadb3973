//! How long a request may take: as long as its body goes on arriving, and a minute of work.
//!
//! Called by the layers around every answer. It never reads a body itself, and gives nobody time without end:
//! who sends too slowly is cut off, so that a slow line may hand in a large file and a trickle may not.

use crate::Failure;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use futures::TryStreamExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How patient the server is.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// How long a handler may think, and how long a body may bring less than `least`.
    pub period: Duration,
    /// Periods in all.
    pub most: u32,
    /// Bytes that a body must bring in a period.
    pub least: u64,
}

/// A minute to answer; a quarter of an hour for a body that goes on arriving at 2 kbit/s or more.
pub(crate) const PATIENCE: Patience = Patience { period: Duration::from_secs(60), most: 15, least: 16 << 10 };

/// Counts the bytes of a request's body as the handler reads them.
pub(crate) fn watched(request: Request) -> (Request, Arc<AtomicU64>) {
    let seen = Arc::new(AtomicU64::new(0));
    if request.method().is_safe() {
        return (request, seen);
    }
    let counts = Arc::clone(&seen);
    let (parts, body) = request.into_parts();
    let stream = body.into_data_stream().inspect_ok(move |bytes| {
        counts.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    });
    (Request::from_parts(parts, Body::from_stream(stream)), seen)
}

impl Patience {
    /// The answer; 408 where the body came too slowly, 503 where the work took too long.
    pub async fn wait(self, seen: &AtomicU64, expected: Option<u64>, work: impl Future<Output = Response>) -> Response {
        tokio::pin!(work);
        let mut before = 0;
        for _ in 0..self.most {
            tokio::select! {
                answer = &mut work => return answer,
                () = tokio::time::sleep(self.period) => {}
            }
            let now = seen.load(Ordering::Relaxed);
            if now.saturating_sub(before) < self.least {
                break;
            }
            before = now;
        }
        let waits = expected.is_some_and(|all| seen.load(Ordering::Relaxed) < all);
        if waits {
            Failure::Problems(StatusCode::REQUEST_TIMEOUT, Vec::new()).into_response()
        } else {
            Failure::Busy.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt as _;

    /// A body of so many pieces of ten bytes, each after a pause.
    fn slow(pieces: u32, pause: u64) -> Request {
        let pieces = futures::stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            Ok::<_, std::io::Error>("0123456789")
        });
        Request::post("/").body(Body::from_stream(pieces)).unwrap()
    }

    async fn read(request: Request, patience: Patience, expected: u64) -> u16 {
        let (request, seen) = watched(request);
        let work = async { axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap().len().to_string().into_response() };
        patience.wait(&seen, Some(expected), work).await.status().as_u16()
    }

    #[tokio::test]
    async fn a_body_that_goes_on_arriving_is_waited_for_and_a_trickle_is_not() {
        let patience = Patience { period: Duration::from_millis(60), most: 20, least: 20 };
        assert_eq!(read(slow(20, 10), patience, 200).await, 200, "longer than a period, but it goes on");
        assert_eq!(read(slow(9, 50), patience, 90).await, 408);
        assert_eq!(read(slow(200, 10), Patience { most: 3, ..patience }, 2_000).await, 408, "nor for ever");
        let thinks = async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            "late".into_response()
        };
        assert_eq!(patience.wait(&AtomicU64::new(0), None, thinks).await.status(), 503);
    }
}
