//! The place where passwords are hashed: a few at a time, on threads that may block, with a queue that ends.
//!
//! Called by everything that hashes. It never lets more than its number run at once, whatever comes in: each takes
//! 19 MiB and a core.

use super::{hash, verify};
use kaan_db::{Fault, Res};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How hashing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// Passwords that are hashed right now.
    pub running: usize,
    /// Passwords that wait for that.
    pub waiting: usize,
    /// The most that were ever hashed at once.
    pub most: usize,
}

/// The pool.
pub(crate) struct Pool {
    threads: Arc<Semaphore>,
    places: Arc<Semaphore>,
    all: usize,
    running: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

/// A place in the pool: taken before anything else is done for a password.
pub(crate) struct Place {
    place: OwnedSemaphorePermit,
    threads: Arc<Semaphore>,
    running: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Pool {
    pub fn new(threads: usize, queue: usize) -> Pool {
        let all = threads.max(1) + queue;
        Pool {
            threads: Arc::new(Semaphore::new(threads.max(1))),
            places: Arc::new(Semaphore::new(all)),
            all,
            running: Arc::default(),
            most: Arc::default(),
        }
    }

    /// Takes a place, or says at once that there is none.
    pub fn place(&self) -> Res<Place> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| Fault::Busy("too many passwords wait to be checked".into()))?;
        Ok(Place { place, threads: Arc::clone(&self.threads), running: Arc::clone(&self.running), most: Arc::clone(&self.most) })
    }

    pub fn figures(&self) -> Hashing {
        let running = self.running.load(Ordering::Relaxed);
        let taken = self.all.saturating_sub(self.places.available_permits());
        Hashing { running, waiting: taken.saturating_sub(running), most: self.most.load(Ordering::Relaxed) }
    }
}

impl Place {
    /// The hash of a password.
    pub async fn hash(self, password: String, salt: [u8; 16]) -> Res<String> {
        self.run(move || hash(&password, &salt)).await?
    }

    /// Whether a password has this hash.
    pub async fn verify(self, password: String, phc: String) -> Res<bool> {
        self.run(move || verify(&password, &phc)).await
    }

    /// Runs in turn. The permits go along with the work: a caller that leaves does not let another one in early.
    async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Res<T> {
        let Place { place, threads, running, most } = self;
        let thread = threads.acquire_owned().await.map_err(|e| Fault::Gone(e.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let done = work();
            running.fetch_sub(1, Ordering::SeqCst);
            drop((thread, place));
            done
        });
        done.await.map_err(|e| Fault::Gone(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap()
    }

    #[test]
    fn fifty_at_once_run_two_at_a_time_and_all_come_through() {
        let pool = Arc::new(Pool::new(2, 64));
        runtime().block_on(async {
            let each = |n: u8| {
                let pool = Arc::clone(&pool);
                tokio::spawn(async move { pool.place()?.hash(format!("a password of demonstration {n}"), [n; 16]).await })
            };
            let all: Vec<_> = (0..50).map(each).collect();
            for one in all {
                assert!(one.await.unwrap().unwrap().starts_with("$argon2id$"));
            }
        });
        assert_eq!(pool.figures(), Hashing { running: 0, waiting: 0, most: 2 });
    }

    #[test]
    fn a_full_queue_is_busy_at_once_and_takes_again_later() {
        let pool = Pool::new(1, 1);
        let (one, two) = (pool.place().unwrap(), pool.place().unwrap());
        assert!(matches!(pool.place(), Err(Fault::Busy(_))));
        drop(one);
        runtime().block_on(two.hash("x".into(), [1; 16])).unwrap();
        assert!(pool.place().is_ok());
    }
}
