//! The peer of durable acts on SQLite: bare rows by group commit, with no act, ledger or savepoint.
//!
//! Called by `xtask acts --bare`. One writer takes what waits, writes four rows for each caller, commits
//! once and answers them all. It never opens the product's store.

use anyhow::{Context, Result};
use rusqlite::Connection;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

const SCHEMA: &str = "pragma journal_mode=wal; pragma synchronous=full;
    create table led (seq integer primary key, body blob); create table r1 (id integer primary key, k text, v text);
    create table r2 (id integer primary key, k text, v integer); create table r3 (id integer primary key, k text, v real)";

/// Runs so many waiting callers for so long and prints one line.
pub fn run(path: &Path, callers: usize, seconds: u64) -> Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch(SCHEMA)?;
    let (send, receive) = channel();
    let (start, end) = (Instant::now(), Instant::now() + Duration::from_secs(seconds));
    let writer = std::thread::spawn(move || write(&connection, &receive));
    let all: Vec<_> = (0..callers)
        .map(|_| {
            std::thread::spawn({
                let send = send.clone();
                move || call(&send, end)
            })
        })
        .collect();
    drop(send);
    let done: u64 = all.into_iter().map(|h| h.join().unwrap_or(0)).sum();
    writer.join().ok().context("the writer broke")??;
    println!("peer bare group commit on SQLite: {callers} callers, {:.0} per s", done as f64 / start.elapsed().as_secs_f64());
    Ok(())
}

fn call(send: &Sender<SyncSender<()>>, end: Instant) -> u64 {
    let (mut done, (reply, answer)) = (0, sync_channel(1));
    while Instant::now() < end && send.send(reply.clone()).is_ok() && answer.recv().is_ok() {
        done += 1;
    }
    done
}

fn write(c: &Connection, waiting: &Receiver<SyncSender<()>>) -> rusqlite::Result<()> {
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        c.execute_batch("begin immediate")?;
        let mut written = 0;
        while written < batch.len() && written < 256 {
            c.prepare_cached("insert into led (body) values (?1)")?.execute([[7u8; 200]])?;
            c.prepare_cached("insert into r1 (k, v) values ('title', 'EL-0000001')")?.execute([])?;
            c.prepare_cached("insert into r2 (k, v) values ('fee', 25000)")?.execute([])?;
            c.prepare_cached("insert into r3 (k, v) values ('area', 12.5)")?.execute([])?;
            written += 1;
            batch.extend(waiting.try_recv());
        }
        c.execute_batch("commit")?;
        batch.iter().for_each(|b| b.send(()).unwrap_or_default());
    }
    Ok(())
}
